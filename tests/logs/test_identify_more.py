"""Logs worked out by the textbook formulas below: those that begin late, count epochs, stop at a floor."""

from __future__ import annotations

import io
import math

import pytest

from lrcalc.command.lines import read_line
from lrcalc.logs.identify.candidates import Identification
from lrcalc.logs.identify.identify import identify
from lrcalc.logs.reading.read import read_log
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
    # DeepSpeed's warm-up: ln(t + 1)/ln(W)
    "fixed --lr 0.1 --warmup 30 --warmup-shape log": [
        (k, 0.1 * min(1.0, math.log(k + 1) / math.log(30))) for k in range(0, 300, 2)
    ],
    # detectron2's ramp from a thousandth, with milestones at 600 and 800
    "multistep --lr 0.02 --milestones 500,700 --gamma 0.1 --warmup 100 --warmup-start 2e-05": [
        (k, 2e-5 + (0.02 - 2e-5) * k / 100 if k < 100 else 0.02 * 0.1 ** ((k >= 600) + (k >= 800)))
        for k in range(0, 1000, 5)
    ],
    "piecewise --values 0.1,0.05,0.01 --boundaries 450,700": [
        (k, 0.1 if k < 450 else 0.05 if k < 700 else 0.01) for k in range(0, 1000, 5)
    ],
    "restarts --max 0.1 --T0 150 --peak-decay 0.8": [
        (k, 0.05 * 0.8 ** (k // 150) * (1 + math.cos(math.pi * (k % 150) / 150))) for k in range(0, 900, 3)
    ],
    "cyclic --max 0.01 --min 0.001 --step-up 125": [
        (k, 0.001 + 0.009 * (1 - abs(k % 250 / 125 - 1))) for k in range(0, 1000, 20)
    ],
    "exponential --lr 0.1 --gamma 0.7 --decay-steps 180": [
        (k, 0.1 * 0.7 ** (k / 180)) for k in range(0, 900, 9)
    ],
    "inverse-sqrt --max 0.03 --warmup 10": [(k, 0.03 * math.sqrt(10 / k)) for k in range(10, 1300, 10)],
}


@pytest.mark.parametrize("line", sample(CASES, quick=8))
def test_the_schedule_is_named(line: str) -> None:
    found = named("step,lr\n" + "".join(f"{step},{rate:.6g}\n" for step, rate in CASES[line]))
    assert found.candidates[0].line == line
    for step, rate in CASES[line]:
        assert math.isclose(found.candidates[0].policy.at(step), rate, rel_tol=1e-9, abs_tol=1e-18)


def test_drops_at_uneven_places_may_be_those_of_a_plateau() -> None:
    """Halved at 120, 300 and 340, as ReduceLROnPlateau does."""
    found = named(
        table([(k, 0.001 * 0.5 ** ((k >= 120) + (k >= 300) + (k >= 340))) for k in range(0, 500, 5)])
    )
    assert "plateau" in found.note
    assert not found.is_certain


def test_the_last_row_may_name_an_update_that_was_never_run() -> None:
    """Two cycles of 175 updates after a warm-up of 50; transformers says 0 at update 400."""

    def rate(k: int) -> float:
        if k < 50 or k == 400:
            return 0.001 * (k % 400) / 50
        return 0.0005 * (1 + math.cos(math.pi * ((k - 50) % 175) / 175))

    found = named(table([(k, rate(k)) for k in range(2, 401, 2)]))
    assert found.accepted
    assert found.candidates[0].line == "restarts --max 0.001 --T0 175 --warmup 50"


def test_a_constant_lag_is_the_clock() -> None:
    found = named(table([(k, cosine(max(0, k - 3))) for k in range(0, 1000, 5)]))
    assert found.candidates[0].line == "cosine --max 0.0003 --T 1000 --warmup 100 --clock t-3"


def test_a_ramp_that_may_count_the_next_step_is_not_certain() -> None:
    """(t+1)/(19+1) up to T = 227 from step 0 is t/20 up to 228 from step 1, and as plain."""
    rows = [(k, 0.1 * min((k + 1) / 20, 1 - max(0, k - 19) / 208)) for k in range(227)]
    found = named(table(rows))
    assert found.accepted
    assert not found.is_certain


def test_rows_without_a_step_are_named_but_not_for_certain() -> None:
    """What transformers 5 prints each 10 updates: the rate of the update before, with 4 digits."""
    rows = range(10, 1001, 10)
    lines = [f"{{'learning_rate': '{cosine(k - 1):.4g}', 'epoch': '{k / 250:.4g}'}}\n" for k in rows]
    found = named("".join(lines))
    assert found.candidates[0].line == "cosine --max 0.0003 --T 1000 --warmup 100"
    assert (found.candidates[0].reading.formula, found.is_certain) == ("10*row-1", False)


def table(rates: list[tuple[int, float]]) -> str:
    return "step,lr\n" + "".join(f"{step},{rate!r}\n" for step, rate in rates)


def longer(step: int) -> float:
    """The same cosine with a total of 2000."""
    return cosine(step) if step < 100 else 1.5e-4 * (1 + math.cos(math.pi * (step - 100) / 1900))


GONE_ON: dict[str, tuple[list[tuple[int, float]], str, dict[str, int]]] = {
    "began again": ([(k, cosine(k if k < 600 else k - 600)) for k in range(0, 1000, 5)], "resumed",
                    {"row": 600, "restart_at": 0}),
    "a step left out": ([(k, cosine(k if k < 500 else k + 1)) for k in range(999)], "resumed",
                        {"row": 500, "restart_at": 501}),
    "another total": ([(k, (cosine if k < 500 else longer)(k)) for k in range(0, 1000, 5)], "resumed",
                      {"row": 500, "total": 2000}),
}  # fmt: skip


@pytest.mark.parametrize("name", GONE_ON)
def test_a_resumed_run_is_called_one_and_its_schedule_named(name: str) -> None:
    rates, key, numbers = GONE_ON[name]
    found = named(table(rates))
    assert not found.accepted
    assert found.candidates[0].line == "cosine --max 0.0003 --T 1000 --warmup 100"
    assert found.broken is not None
    assert found.broken.explanation is not None
    assert found.broken.explanation.id == key
    assert found.broken.explanation.numbers.items() >= numbers.items()
    gives_every_rate(found, rates)


def gives_every_rate(found: Identification, rates: list[tuple[int, float]]) -> None:
    """The chain that is printed gives the log's rates."""
    assert found.broken is not None
    assert found.broken.line is not None
    chain = read_line(1, found.broken.line)
    for step, rate in rates[::7]:
        assert math.isclose(chain.at(step), rate, rel_tol=1e-9, abs_tol=1e-15)


def test_skipped_updates_are_named_with_a_chain() -> None:
    """Two updates skipped in the warm-up, one later: as --log explains them."""
    rates = [(k, cosine(max(0, k - 2 * (k > 40) - (k > 600)))) for k in range(0, 1000, 5)]
    found = named(table(rates))
    assert found.candidates[0].line == "cosine --max 0.0003 --T 1000 --warmup 100"
    assert found.broken is not None
    assert found.broken.explanation is not None
    assert (found.broken.explanation.id, found.is_certain) == ("skipped-updates", False)
    gives_every_rate(found, rates)


def test_one_schedule_after_another_is_told_in_parts() -> None:
    """0.1·(1 − t/1000) to step 299, then 0.5·0.99^(t − 300)."""
    rates = [(k, 0.1 * (1 - k / 1000) if k < 300 else 0.5 * 0.99 ** (k - 300)) for k in range(0, 600, 2)]
    found = named(table(rates))
    assert found.broken is not None
    assert [(part.first, part.last, part.line) for part in found.broken.parts] == [
        (0, 298, "linear --max 0.1 --T 1000"),
        (300, 598, "exponential --lr 0.5 --gamma 0.99 --clock t-300"),
    ]
    gives_every_rate(found, rates)


def test_a_cosine_that_rises_past_its_end() -> None:
    rates = [(k, 0.005 * (1 + math.cos(math.pi * k / 200))) for k in range(0, 330, 3)]
    assert named(table(rates)).candidates[0].line == "cosine --max 0.01 --T 200 --past-end continue"


def test_a_run_that_ended_long_before_its_total() -> None:
    """A tenth of half a cosine wave, and a quarter of a straight line."""
    wave = [(k, 0.0015 * (1 + math.cos(math.pi * k / 5000))) for k in range(0, 500, 5)]
    assert named(table(wave)).candidates[0].line == "cosine --max 0.003 --T 5000"
    line = [(k, 0.001 * (1 - k / 1324)) for k in range(0, 331, 3)]
    assert named(table(line)).candidates[0].line == "linear --max 0.001 --T 1324"
