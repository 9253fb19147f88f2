"""Training logs: what was logged, whether it is the schedule that was meant, and which schedule it is."""
