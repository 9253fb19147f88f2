"""Schedules as the frameworks write them: read, said in our words, and written back."""
