"""The same words in each framework: a file for each family of schedules, with a call of each framework."""
