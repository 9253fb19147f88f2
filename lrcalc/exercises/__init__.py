"""Exercises drawn from a seed, and the answers of a whole class."""
