"""The first and the last row of a log, a few rows, and files that break off."""

from __future__ import annotations

import json
import math

import pytest

from lrcalc.logs.reading.rows import LogError
from tests.logs.test_kinds import at, held


def trainer_state(rates, steps) -> str:
    rows = [{"step": step, "learning_rate": rates(step)} for step in steps]
    return json.dumps({"best_metric": None, "log_history": rows}, indent=1)


def test_the_update_after_the_last_is_no_fault():
    """transformers 4 logs the next rate: after 900 updates the end of a cycle, 0.1·½(1 + cos π) = 0."""

    def rate(step: int) -> float:
        if step < 30:
            return 0.1 * step / 30
        passed = (step - 30) / 870 * 2
        return 0.0 if step == 900 else 0.1 * 0.5 * (1 + math.cos(math.pi * (passed % 1)))

    def cut(step: int) -> float:
        return 0.0 if step == 890 else rate(step)

    for cycles in (" --cycles 2", ""):
        line = f"restarts --max 0.1 --T0 435 --warmup 30{cycles}"
        found = held(line, trainer_state(rate, range(10, 901, 10)))
        assert found.accepted
        assert found.expected[-1] == 0
        # in the middle of a cycle a last row that is 0 is a fault
        assert not held(line, trainer_state(cut, range(10, 891, 10))).accepted


def test_there_is_no_update_before_the_first():
    """Rows 0, 20, … of stairs that drop at 200 and not at 199: t = step - 1 would begin at -1."""
    rate = at("multistep --lr 0.001 --milestones 200,300 --gamma 0.1")
    rows = "".join(f"{k},{rate(max(0, k - 1))!r}\n" for k in range(0, 400, 20))
    found = held("multistep --lr 0.001 --milestones 200,300 --gamma 0.1", f"step,lr\n{rows}")
    assert not found.accepted
    assert min(found.reading.updates) >= 0
    assert found.explanations[0].id == "shifted"


def test_a_few_skips_of_a_few_rows():
    rate = at("one-cycle --max 0.001 --T 400 --pct-start 0.2 --anneal linear")
    skips = (96, 141, 194)
    rows = "".join(f"{k},{rate(k - sum(skip < k for skip in skips))!r}\n" for k in range(19, 400, 20))
    found = held("one-cycle --max 0.001 --T 400 --pct-start 0.2 --anneal linear", f"step,lr\n{rows}")
    (first, *_) = found.explanations
    assert (first.id, first.numbers["skipped"]) == ("skipped-updates", 3)


def test_a_skip_that_the_clock_explains_is_none():
    rate = at("exponential --lr 0.1 --gamma 0.99")
    skips = (226, 266, 751)
    rows = "".join(f"{k},{rate(k - 1 - sum(skip < k for skip in skips))!r}\n" for k in range(5, 900, 5))
    found = held("exponential --lr 0.1 --gamma 0.99", f"step,lr\n{rows}")
    assert found.reading.formula == "step - 1"
    assert found.explanations[0].numbers["skipped"] == 3


def test_how_long_an_epoch_is_is_told_as_far_as_the_rows_tell():
    """Stepped once in 133 updates, rows at each tenth: the drop lies after row 130 and before row 140."""
    rate = at("inverse-time --lr 0.001 --decay-rate 0.5 --decay-steps 100")
    rows = "".join(f"{k},{rate(k // 133)!r}\n" for k in range(0, 200, 10))
    found = held("inverse-time --lr 0.001 --decay-rate 0.5 --decay-steps 100", f"step,lr\n{rows}")
    numbers = next(item.numbers for item in found.explanations if item.id == "stepped-per-epoch")
    assert numbers["least"] <= 133 <= numbers["most"]
    assert numbers["most"] - numbers["least"] < 10


def test_a_file_that_breaks_off_is_said():
    whole = trainer_state(at("linear --max 0.001 --T 100"), range(10, 91, 10))
    found = held("linear --max 0.001 --T 100", whole[: whole.rindex("learning_rate") + 8])
    assert found.accepted
    assert found.log.left_out == "left out: an entry that breaks off (1)"
    assert held("linear --max 0.001 --T 100", whole).log.left_out is None


def test_a_table_without_rates_is_told_so():
    with pytest.raises(LogError, match="expected a column of rates, such as lr, got epoch, step, train_loss"):
        held("fixed --lr 1", "epoch,step,train_loss\n0,9,0.3\n0,19,0.2\n")


def test_a_round_number_that_was_written_in_full_is_just_that():
    """json.dump writes 0.1 as 0.1, and 0.14 as 0.14; a column of 0.1, 0.01, … need not have one digit."""
    rate = at("step --lr 0.1 --s 100 --gamma 0.1")
    text = trainer_state(rate, range(10, 401, 10))
    assert held("step --lr 0.1 --s 100 --gamma 0.1", text).accepted
    for other in ("step --lr 0.14 --s 100 --gamma 0.1", "step --lr 0.1 --s 100 --gamma 0.11"):
        assert not held(other, text).accepted
    # anyone's table may be rounded
    rows = "".join(f"{k},{rate(k)!r}\n" for k in range(10, 401, 10))
    assert held("step --lr 0.14 --s 100 --gamma 0.1", f"step,lr\n{rows}").accepted
