"""Measurements against programs that do the same without lrcalc: `python -m tests.benchmarks`."""
