"""A part of what `python -m tests.fuzz` tries, led by hypothesis, which finds the smallest failure."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if os.name == "nt":
    pytest.skip("there are no timers of POSIX", allow_module_level=True)

from tests.fuzz.__main__ import TARGETS
from tests.profiles import number

CASES = {"command": number(200, quick=60), "worksheet": number(500, quick=100)}


@pytest.mark.parametrize("target", TARGETS)
def test_no_traceback_no_hang_and_little_memory(target):
    @settings(
        max_examples=CASES[target],
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def attempt(data):
        TARGETS[target](lambda below: data.draw(st.integers(0, below - 1)))

    attempt()
