"""Agreement with the frameworks: every rate they computed is ours, or is listed with the reason why not."""

from itertools import chain

import pytest

from lrcalc.topics import topic_text
from tests.golden.agreement import STATEMENTS, Figures, applying, figures, said_to_agree
from tests.golden.cases import Different, Same, cases, rates

PAGE = topic_text("frameworks")

# How many calls there are, those that are ours at every step and at none, the rates, and those that are ours.
FOUND = {
    "torch": Figures(44, 44, 0, 580, 580),
    "transformers": Figures(32, 25, 4, 480, 406),
    "optax": Figures(36, 36, 0, 496, 496),
    "keras": Figures(28, 28, 0, 389, 389),
    "timm": Figures(24, 17, 0, 347, 326),
}


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


@pytest.mark.parametrize("statement", DIFFERENT, ids=label)
def test_where_a_difference_is_stated_there_is_one(statement):
    for case, steps in DIFFERENT[statement]:
        ours = rates(case, statement.command, steps)
        assert not all(map(case.agrees, steps, ours)), case.call


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.call)
def test_every_rate_is_compared_or_left_out_for_a_reason(case):
    explained = {step for _, steps in applying(case, Different) for step in steps}
    assert said_to_agree(case) | explained == set(case.rates)


@pytest.mark.parametrize("framework", STATEMENTS)
def test_how_much_is_ours(framework):
    assert figures(framework) == FOUND[framework]


def test_the_page_has_the_figures_of_the_command():
    calls, _, _, all_rates, ours = map(sum, zip(*FOUND.values(), strict=True))
    assert f"{ours} of {all_rates} rates, from {calls} calls" in " ".join(PAGE.split())


def test_every_statement_is_borne_out():
    assert {*SAME, *DIFFERENT} == {statement for stated in STATEMENTS.values() for statement in stated}


@pytest.mark.parametrize("statement", [*chain(*STATEMENTS.values())], ids=label)
def test_the_page_says_so(statement):
    """In the line of the call: the command, or the reason why there is none."""
    (line,) = (line for line in PAGE.splitlines() if line.startswith(f"| `{statement.source}`"))
    if isinstance(statement, Same):
        assert f"`{statement.command.replace(chr(39), '')}`" in line
    else:
        assert statement.reason in line
