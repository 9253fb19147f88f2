"""Agreement with the frameworks: every rate they computed is ours, or is listed with the reason why not."""

from collections import Counter
from itertools import chain
from pathlib import Path

import pytest

from tests.golden.cases import DIRECTORY, Different, Same, cases, rates
from tests.golden.keras_calls import KERAS
from tests.golden.optax_calls import OPTAX
from tests.golden.timm_calls import TIMM
from tests.golden.torch_calls import TORCH
from tests.golden.transformers_calls import TRANSFORMERS

STATEMENTS = {"torch": TORCH, "transformers": TRANSFORMERS, "optax": OPTAX, "keras": KERAS, "timm": TIMM}
README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")

# Calls, those of them that are no command of ours at any step, rates compared, and rates left out.
COMPARED = {
    "torch": (44, 0, 580, 0),
    "transformers": (32, 4, 406, 74),
    "optax": (36, 0, 496, 0),
    "keras": (28, 0, 389, 0),
    "timm": (24, 0, 326, 21),
}

needs_rates = pytest.mark.skipif(
    not cases(), reason=f"there are no learning rates of the frameworks in {DIRECTORY}"
)


def applying(case, kind):
    """What is said of that kind of a call, with the steps it is said of."""
    for statement in STATEMENTS[case.framework]:
        if isinstance(statement, kind) and statement.source == case.source and case.knows(statement.when):
            steps = case.steps(statement.steps)
            if steps:
                yield statement, steps


def of_kind(kind):
    """Every statement of that kind that a case bears out, with those cases."""
    found = {}
    for case in cases():
        for statement, steps in applying(case, kind):
            found.setdefault(statement, []).append((case, steps))
    return found


SAME, DIFFERENT = of_kind(Same), of_kind(Different)


def label(statement):
    return f"{statement.source}: {statement.command}"


@needs_rates
@pytest.mark.parametrize("statement", SAME, ids=label)
def test_the_framework_computes_what_our_command_prints(statement):
    for case, steps in SAME[statement]:
        ours = rates(case, statement.command, steps)
        wrong = {
            step: (rate, case.rates[step])
            for step, rate in zip(steps, ours, strict=True)
            if not case.agrees(step, rate)
        }
        assert not wrong, case.call


@needs_rates
@pytest.mark.parametrize("statement", DIFFERENT, ids=label)
def test_where_a_difference_is_stated_there_is_one(statement):
    for case, steps in DIFFERENT[statement]:
        ours = rates(case, statement.command, steps)
        assert not all(map(case.agrees, steps, ours)), case.call


def compared(case):
    return {step for _, steps in applying(case, Same) for step in steps}


@needs_rates
@pytest.mark.parametrize("case", cases(), ids=lambda case: case.call)
def test_every_rate_is_compared_or_left_out_for_a_reason(case):
    explained = {step for _, steps in applying(case, Different) for step in steps}
    assert compared(case) | explained == set(case.rates)


@needs_rates
def test_how_much_is_compared():
    found = {}
    for case in cases():
        count = found.setdefault(case.framework, Counter())
        count["cases"] += 1
        count["without a command"] += not compared(case)
        count["rates compared"] += len(compared(case))
        count["rates left out"] += len(set(case.rates) - compared(case))
    assert {name: tuple(count.values()) for name, count in found.items()} == COMPARED
    calls, _, agreeing, left_out = map(sum, zip(*COMPARED.values(), strict=True))
    assert f"{agreeing} of {agreeing + left_out} rates, from {calls} calls" in " ".join(README.split())


@needs_rates
def test_every_statement_is_borne_out():
    assert {*SAME, *DIFFERENT} == {statement for stated in STATEMENTS.values() for statement in stated}


@pytest.mark.parametrize("statement", [*chain(*STATEMENTS.values())], ids=label)
def test_the_readme_says_so(statement):
    """In the line of the call: the command, or the reason why there is none."""
    (line,) = (line for line in README.splitlines() if line.startswith(f"| `{statement.source}`"))
    if isinstance(statement, Same):
        assert f"`{statement.command.replace(chr(39), '')}`" in line
    else:
        assert statement.reason in line
