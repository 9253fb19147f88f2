"""The profiles of Hypothesis, before any test file asks for one: see tests/profiles.py."""

from tests.profiles import register

register()
