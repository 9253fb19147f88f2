"""Which call of a framework is which command of ours, and what the framework itself computed."""
