"""The name of the schedule that made a log: each printed rate is an interval, and a schedule fits or does not."""
