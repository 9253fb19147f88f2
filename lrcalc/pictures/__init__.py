"""The curve of a schedule: in the terminal, and as a picture in a file."""
