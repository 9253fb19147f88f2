"""Made-up logs: no false alarm, and nearly every fault is named."""

from __future__ import annotations

from tests.logs import synthetic_kinds
from tests.logs.synthetic import case, told, verified
from tests.profiles import number


def test_made_up_logs_are_told_right() -> None:
    wrong, faults, right = [], 0, 0
    for seed in range(number(120, quick=20)):
        made = case(seed)
        said = told(verified(made))
        if made.fault == "none":
            # a log in which the steps begin at 1 reads as the step before
            wrong += [] if said == "none" else [seed]
            continue
        faults += 1
        right += said == made.fault
    assert wrong == []
    assert right >= 0.88 * faults


def test_more_kinds_are_told_or_tie() -> None:
    """No right log is an alarm; nearly every fault is among what is told."""
    faults = right = 0
    for seed in range(number(60, quick=12)):
        kind, made = synthetic_kinds.case(seed)
        found = verified(made)
        if kind == "none":
            assert found.accepted, seed
            continue
        faults += 1
        right += made.fault in [item.id for item in found.explanations]
    assert right >= 0.9 * faults
