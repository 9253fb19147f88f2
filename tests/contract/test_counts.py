"""A count and its noun agree in whatever is said: 1 step, 2 steps."""

import pytest

from lrcalc.errors import counted
from tests.command.program import run


@pytest.mark.parametrize(
    ("count", "words", "said"),
    [
        (1, ["step"], "1 step"),
        (0, ["step"], "0 steps"),
        (5, ["step"], "5 steps"),
        (1, ["batch is", "batches are"], "1 batch is"),
        (2, ["batch is", "batches are"], "2 batches are"),
    ],
)
def test_a_count(count, words, said):
    assert counted(count, *words) == said


LOG = "step,lr\n0,0.002\n"
COSINE = ("cosine", "--max", "0.002", "--T", "10", "--log", "-")


@pytest.mark.parametrize(
    ("words", "stdin", "said"),
    [
        (
            ["wsd", "--max", "1", "--T", "5", "--warmup", "4", "--decay", "3"],
            "",
            "expected up to 1 step, what",
        ),
        (["chain", "fixed --lr 1", "--milestones", "1,2,3"], "", "expected 1 milestone for 1 part, got 3"),
        (
            ["chain", "fixed --lr 1", "fixed --lr 2", "--milestones", "1,2,3"],
            "",
            "1 or 2 milestones for 2 parts",
        ),
        (["cosine", "--max", "1", "--T", "1", "--warmup", "50%"], "", "50% of 1 step is 0.5"),
        (["identify", "-"], LOG, "CSV: 1 rate, step 0 to 0."),
        (COSINE, LOG, "1 digit tells little."),
        (COSINE, f"{LOG}1,nan\n", "1 rate is no number of 0 or more (NaN, or below 0)."),
        (COSINE, f"{LOG}1,0.001\n", "1 of 2 rates disagrees"),
        (COSINE, f"{LOG}1,0.001\n2,0.0011\n", "2 of 3 rates disagree"),
        (["grade", "A=1", "--for", "fixed --lr 1", "--at", "3", "-f", "json"], "", '"points": 1'),
    ],
)
def test_what_is_said_of_one(words, stdin, said):
    result = run(*words, stdin=stdin)
    assert said in result.out + result.err
