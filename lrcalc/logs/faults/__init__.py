"""What a run may have done instead of the schedule that was meant."""
