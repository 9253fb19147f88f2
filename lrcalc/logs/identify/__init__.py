"""The name of the schedule that made a log: a printed rate is an interval, and a schedule fits or does not."""
