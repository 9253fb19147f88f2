"""The logs of real frameworks, held against what was meant and named, by their truth.json."""

from __future__ import annotations

import pytest

from lrcalc.command.lines import read_line
from lrcalc.logs.verify import verify
from tests.logs.real import NAMES, named, real
from tests.profiles import sample

# A log in which each row has the rate of update step + 1 is the same whether it was written after
# scheduler.step(), or scheduler.step() came before optimizer.step(): told as a remark.
CANNOT_TELL = {"s-fault-sched-before-opt"}
RIGHT = [name for name in NAMES if real(name).is_right]
FAULTY = [name for name in NAMES if not real(name).is_right]
# A run in epochs whose length the log does not say: it is named in epochs.
IN_EPOCHS = {"s-keras-lrscheduler-step-csv", "s-timm-cosine-epochs-csv"}
# The clock of the framework is told as a reading of the log.
OTHER_CLOCK = {"s-deepspeed-warmupdecay-10", "s-pt-nanogpt-get_lr-2"}


@pytest.mark.parametrize("name", RIGHT)
def test_a_run_as_it_was_meant_is_no_alarm(name: str) -> None:
    found = verify(real(name).log, real(name).schedule)
    assert found.accepted


@pytest.mark.parametrize("name", [name for name in RIGHT if real(name).truth["fault"]])
def test_what_makes_a_log_poor_is_remarked(name: str) -> None:
    truth = real(name).truth
    found = verify(real(name).log, real(name).schedule)
    remarks = {item.id: item.numbers for item in found.remarks}
    assert truth["fault_id"] in remarks
    shared = truth["fault_numbers"].items() & remarks[truth["fault_id"]].items()
    assert dict(shared) == truth["fault_numbers"]


@pytest.mark.parametrize("name", sample(FAULTY, quick=8))
def test_a_fault_is_noticed_and_explained(name: str) -> None:
    truth = real(name).truth
    found = verify(real(name).log, real(name).schedule)
    if name in CANNOT_TELL:
        text = next(item.text for item in found.remarks if item.id == truth["fault_id"])
        assert "logged after scheduler.step()" in text
        assert "scheduler.step() came before optimizer.step()" in text
        return
    assert not found.accepted
    assert found.explanations[0].id == truth["fault_id"]


def test_the_numbers_of_explanations_are_those_of_the_truth() -> None:
    same, names = 0, sample(FAULTY, quick=6)
    for name in names:
        truth, found = real(name).truth, verify(real(name).log, real(name).schedule)
        if found.explanations:
            numbers = {k: v for k, v in found.explanations[0].numbers.items() if v}
            same += numbers.items() >= {k: v for k, v in truth["fault_numbers"].items() if v}.items()
    # a resume between two rows that were logged, and a total that no row shows
    assert same >= len(names) * (1 - 4 / len(FAULTY)) - 1


@pytest.mark.parametrize("name", RIGHT)
def test_the_clock_is_that_of_the_framework(name: str) -> None:
    meaning = real(name).truth["step_meaning"]
    found = verify(real(name).log, real(name).schedule)
    assert found.accepted
    formula = found.reading.formula.replace(" ", "")
    if meaning["k_of_log_step"] in ("step", "step-1", "step+1"):
        # DeepSpeed's own schedule is one behind, which the schedule that was meant says
        assert formula == meaning["k_of_log_step"]


@pytest.mark.parametrize("name", sample(RIGHT, quick=6))
def test_identify(name: str) -> None:
    it_names_the_schedule(name)
    it_is_never_certain_of_a_wrong_one(name)
    its_command_lines_run_and_give_the_rates(name)


def it_names_the_schedule(name: str) -> None:
    found = named(name)
    meant = real(name).schedule
    best = read_line(1, found.candidates[0].line)
    assert found.accepted
    assert best.name == meant.name
    if name in IN_EPOCHS:
        epoch = {"s-keras-lrscheduler-step-csv": 20, "s-timm-cosine-epochs-csv": 10}[name]
        assert [best.at(step) for step in range(20)] == [meant.at(step * epoch) for step in range(20)]
    elif name not in OTHER_CLOCK:
        steps = range(0, real(name).truth["updates_run"], 7)
        rates = [meant.at(step) for step in steps]
        assert [best.at(step) for step in steps] == pytest.approx(rates, rel=1e-6)


def it_is_never_certain_of_a_wrong_one(name: str) -> None:
    found = named(name)
    if found.is_certain:
        best, meant = read_line(1, found.candidates[0].line), real(name).schedule
        assert best.name == meant.name
        if name not in IN_EPOCHS | OTHER_CLOCK:
            assert best.at(50) == pytest.approx(meant.at(50), rel=1e-3)


def its_command_lines_run_and_give_the_rates(name: str) -> None:
    found = named(name)
    for candidate in found.candidates[:3]:
        schedule = read_line(1, candidate.line)
        assert verify(real(name).log, schedule).accepted
