"""The command line: Typer reads it, one request is made of it, and one answer goes out."""
