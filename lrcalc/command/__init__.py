"""The command line: Typer reads it, and everything it says is printed from here."""
