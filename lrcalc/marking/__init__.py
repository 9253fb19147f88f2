"""Marking: reading answers as typed, the verdict on each, and why a wrong one is wrong."""
