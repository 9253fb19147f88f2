"""How much the tests try: the quick profile at the desk and in .ci/run, the thorough one to look for more.

`LRCALC_TESTS=thorough python -m pytest` or `python -m pytest --hypothesis-profile=thorough`. The thorough
profile tries every case that a test names and new examples each time; the quick one takes so many of them
that every kind of case is still tried, and always the same, so that a gate that closes closes for the change
that was made.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TypeVar

from hypothesis import HealthCheck, settings

Case = TypeVar("Case")

THOROUGH_EXAMPLES, QUICK_EXAMPLES = 100, 25
FEWER = THOROUGH_EXAMPLES // QUICK_EXAMPLES


def register() -> None:
    """Tell Hypothesis of both, and choose one: `--hypothesis-profile` comes later and may choose the other.

    There is no deadline, as other processes share the processor.
    """
    settings.register_profile("thorough", deadline=None, max_examples=THOROUGH_EXAMPLES)
    settings.register_profile("quick", deadline=None, max_examples=QUICK_EXAMPLES, derandomize=True)
    settings.load_profile("thorough" if os.environ.get("LRCALC_TESTS") == "thorough" else "quick")


def is_thorough() -> bool:
    return settings.default.max_examples >= THOROUGH_EXAMPLES


def number(thorough: int, quick: int | None = None) -> int:
    """How many cases to try: all of them, or in the quick profile so many, a quarter where it is not said."""
    return thorough if is_thorough() else max(1, thorough // FEWER if quick is None else quick)


def examples(thorough: int = THOROUGH_EXAMPLES, quick: int | None = None) -> settings:
    """Hypothesis' settings for a test that has so many examples, however long each of them takes."""
    return settings(
        deadline=None,
        suppress_health_check=list(HealthCheck),
        max_examples=number(thorough, quick),
    )


def sample(cases: Iterable[Case], quick: Iterable[Case] | int) -> list[Case]:
    """All cases; in the quick profile those named, or every n-th, so that so many are left."""
    every = list(cases)
    if is_thorough():
        return every
    if isinstance(quick, int):
        return every[:: max(1, len(every) // quick)][:quick]
    chosen = list(quick)
    strangers = [case for case in chosen if case not in every]
    assert not strangers, f"no such cases: {strangers}"
    return chosen
