"""A file as rows of a step and a rate."""
