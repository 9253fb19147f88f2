"""The name of the schedule that made a log: a printed rate is an interval; a schedule fits it or does not."""
