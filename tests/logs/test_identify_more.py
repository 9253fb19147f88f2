"""Logs worked out by the textbook formulas below: those that begin late, count epochs, stop at a floor."""

from __future__ import annotations

import io
import math

import pytest

from lrcalc.logs.identify.identify import Identification, identify
from lrcalc.logs.read import read_log
from tests.profiles import sample


def named(text: str) -> Identification:
    return identify(read_log(io.BytesIO(text.encode())))


def cosine(step: int) -> float:
    """Warm-up of 100 steps to 3e-4, half a cosine wave to 0 at step 1000."""
    if step < 100:
        return 3e-4 * step / 100
    return 1.5e-4 * (1 + math.cos(math.pi * (step - 100) / 900))


def warm(step: int, rate: float) -> float:
    return rate * step / 50 if step < 50 else rate


CASES = {
    "cosine --max 0.0003 --T 1000 --warmup 100": [(k, cosine(k)) for k in range(400, 900, 7)],
    "noam --d-model 512 --warmup 400": [
        (k, 512**-0.5 * min(k**-0.5, k * 400**-1.5)) for k in range(1, 2000, 10)
    ],
    "cosine --max 0.1 --T 50 --clock t//100": [
        (k, 0.05 * (1 + math.cos(math.pi * (k // 100) / 50))) for k in range(0, 5000, 25)
    ],
    "exponential --lr 0.01 --gamma 0.99 --floor 0.0001": [
        (k, max(1e-4, 0.01 * 0.99**k)) for k in range(0, 1000, 5)
    ],
    "exponential --lr 0.1 --gamma 0.999 --warmup 50": [
        (k, warm(k, 0.1) if k < 50 else 0.1 * 0.999 ** (k - 50)) for k in range(0, 1000, 5)
    ],
    "step --lr 0.1 --s 300 --gamma 0.1 --warmup 50": [
        (k, warm(k, 0.1) if k < 50 else 0.1 * 0.1 ** ((k - 50) // 300)) for k in range(0, 1000, 5)
    ],
    "fixed --lr 0.1 --warmup 50": [(k, warm(k, 0.1)) for k in range(0, 1000, 5)],
}


@pytest.mark.parametrize("line", sample(CASES, quick=4))
def test_the_schedule_is_named(line: str) -> None:
    found = named("step,lr\n" + "".join(f"{step},{rate:.6g}\n" for step, rate in CASES[line]))
    assert found.candidates[0].line == line
    for step, rate in CASES[line]:
        assert math.isclose(found.candidates[0].policy.at(step), rate, rel_tol=1e-9, abs_tol=1e-18)


def test_rows_without_a_step_are_named_but_not_for_certain() -> None:
    """What transformers 5 prints each 10 updates: the rate of the update before, with 4 digits."""
    rows = range(10, 1001, 10)
    lines = [f"{{'learning_rate': '{cosine(k - 1):.4g}', 'epoch': '{k / 250:.4g}'}}\n" for k in rows]
    found = named("".join(lines))
    assert found.candidates[0].line == "cosine --max 0.0003 --T 1000 --warmup 100"
    assert (found.candidates[0].reading.formula, found.is_certain) == ("10*row-1", False)
