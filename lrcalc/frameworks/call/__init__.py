"""What a call of a framework is: its parameters, and the schedule that it makes."""
