"""Runs that ended before their total, by the formulas below: the total is solved from what the log has."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterable

import pytest

from lrcalc.logs.identify.candidates import Identification
from lrcalc.logs.identify.identify import identify
from lrcalc.logs.reading.read import read_log
from tests.profiles import sample

TOTAL, WARM, PEAK = 2200, 200, 3e-4


def way(step: int, start: int = WARM) -> float:
    """The share of the way from an update to the total."""
    return (step - start) / (TOTAL - start)


def after_ramp(decay: Callable[[float], float], ahead: int = 0) -> Callable[[int], float]:
    """A straight ramp, then what a shape leaves of the peak."""
    return lambda step: PEAK * (min(1.0, (step + ahead) / WARM) if step < WARM else decay(way(step)))


def half_wave(share: float) -> float:
    return (1 + math.cos(math.pi * share)) / 2


def one_cycle(step: int) -> float:
    """torch: up over 0.3·T − 1 steps from a 25th, down over the rest to a 250,000th."""
    up = 0.3 * TOTAL - 1
    low, end = (PEAK / 25, step / up) if step < up else (PEAK / 250_000, (step - up) / (TOTAL - 1 - up))
    return low + (PEAK - low) * (1 - half_wave(end) if step < up else half_wave(end))


WARMED = "--max 0.0003 --T 2200 --warmup 200"
SHAPES: dict[str, Callable[[int], float]] = {
    f"cosine {WARMED}": after_ramp(half_wave),
    f"linear {WARMED}": after_ramp(lambda share: 1 - share),
    "cosine --max 0.0003 --min 3e-05 --T 2200 --warmup 200": after_ramp(lambda p: 0.1 + 0.9 * half_wave(p)),
    "polynomial --max 0.0003 --T 2200 --power 2 --warmup 200": after_ramp(lambda share: (1 - share) ** 2),
    f"cosine {WARMED} --warmup-ramp '(t+1)/W'": after_ramp(half_wave, 1),
    f"cosine {WARMED} --warmup-mode over": lambda step: (
        PEAK * step / WARM if step < WARM else PEAK * half_wave(step / TOTAL)
    ),
    "cosine --max 0.0003 --T 2200": lambda step: PEAK * half_wave(step / TOTAL),
    "one-cycle --max 0.0003 --T 2200": one_cycle,
}
# Where the log ends, the updates between two rows, and the digits.
LOGS = ((0.5, 5, 17), (0.7, 10, 4), (0.9, 10, 17), (0.9, 10, 4), (0.99, 20, 5), (0.6, 50, 17))


def named(rows: Iterable[tuple[int, float]], digits: int) -> Identification:
    text = "".join(f"{k},{rate!r}\n" if digits == 17 else f"{k},{rate:.{digits - 1}e}\n" for k, rate in rows)
    return identify(read_log(io.BytesIO(f"step,lr\n{text}".encode())))


# Each shape with two of them.
CASES = [(line, LOGS[(place + more) % len(LOGS)]) for place, line in enumerate(SHAPES) for more in (0, 3)]


@pytest.mark.parametrize(("line", "log"), sample(CASES, quick=6))
def test_the_total_is_found_though_the_log_ends_before_it(line: str, log: tuple[float, int, int]) -> None:
    share, every, digits = log
    found = named(((k, SHAPES[line](k)) for k in range(0, int(share * TOTAL), every)), digits)
    assert found.candidates[0].line == line
    assert found.candidates[0].reading.formula == "step"


@pytest.mark.parametrize("times", [2, 4, 8])
def test_steps_that_count_micro_batches(times: int) -> None:
    rate = SHAPES[f"cosine {WARMED}"]
    found = named(((step, rate(step // times)) for step in range(0, TOTAL * times, 21)), 17)
    assert found.candidates[0].line == f"cosine {WARMED}"
    assert (found.candidates[0].reading.formula, found.is_certain) == (f"step//{times}", False)


def test_a_million_updates_logged_to_the_very_end() -> None:
    """The last rate is some 1e-13 of the peak; of more than 5,000 rows some are searched, all are held."""
    total, every = 1_000_000, 150
    rows = [(k, PEAK * half_wave(k / total)) for k in (*range(0, total, every), total - 1)]
    found = named(rows, 17)
    assert found.candidates[0].line == "cosine --max 0.0003 --T 1000000"
    assert found.candidates[0].explained == len(rows) > 5000
    assert str(found.rule) == "as double"
    found = named([*rows[:1001], (rows[1001][0], 0.1), *rows[1002:]], 17)
    assert not found.accepted


FEW = {
    "one rate of one digit": [(100, 3e-4)],
    "two rates of one digit": [(100, 3e-4), (200, 2e-4)],
    "one digit, over and over": [(k, 3e-4) for k in range(0, 500, 100)],
    "one digit that falls": [(0, 3e-4), (100, 2e-4), (200, 1e-4), (300, 0.0)],
}


@pytest.mark.parametrize("name", FEW)
def test_nothing_is_certain_of_so_few_digits(name: str) -> None:
    found = named(FEW[name], 1)
    assert not found.is_certain
    assert not found.can_tell
