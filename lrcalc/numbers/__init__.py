"""Exact numbers: literals as typed, enclosures of real numbers, and the one rounding."""
