"""`lrcalc formula`: which option gives a name that the formula has and nobody has said."""

import pytest

from tests.command.program import assert_refused, run


@pytest.mark.parametrize(
    ("name", "option"), [("T", "--T STEPS"), ("W", "--let W=…"), ("steps_in_all", "--let steps_in_all=…")]
)
def test_a_name_that_has_no_number_is_asked_for_by_its_option(name, option):
    result = run("formula", f"0.1*(1-t/{name})", "--at", "5")
    # 0.1*(1-t/ are nine characters
    assert_refused(result, "lrcalc formula: character 10 of ", f"unknown name '{name}'")
    assert result.err.endswith(f"; give it: {option}\n")


def test_given_it_is_answered():
    # 0.1·(1 − 5/10)
    assert run("formula", "0.1*(1-t/T)", "--T", "10", "--at", "5", "-f", "value").out == "0.05\n"
    assert run("formula", "0.1*(1-t/W)", "--let", "W=10", "--at", "5", "-f", "value").out == "0.05\n"
