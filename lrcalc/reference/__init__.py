"""What is written about the command line, all of it from the code: completions, the manual, `lrcalc help`."""
