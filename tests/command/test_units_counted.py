"""Units that no length is given in, and lengths in units that are not known."""

import pytest

from tests.command.program import BASE, assert_refused, run

COSINE = ("cosine", "--max", "0.1")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--tokens-per-step", "5"], "--tokens-per-step: expected a length such as 2T tok with it, got none"),
        (
            ["--samples-per-step", "5"],
            "--samples-per-step: expected a length such as 4M smp with it, got none",
        ),
        (["--round", "ceil"], "--round: expected a share or a length such as 10% or 2.5ep with it, got none"),
    ],
)
def test_a_unit_that_nothing_is_counted_in_is_refused(words, said):
    form = [] if "--round" in words else ["--as", "torch"]  # rows have columns of tokens and samples
    assert_refused(run(*BASE, *words, *form), f"lrcalc cosine: {said}")
    line = " ".join([*BASE, *words[:2]])
    assert_refused(run("compare", line, " ".join(BASE)), f": {words[0]}: expected")


@pytest.mark.parametrize(
    "words",
    [
        [*COSINE, "--T", "2000 tok", "--tokens-per-step", "5"],
        [*COSINE, "--T", "100", "--at", "50tok", "--tokens-per-step", "5"],
        [*COSINE, "--T", "2k samples", "--samples-per-step", "5"],
        ["chain", "cosine --max 0.1 --T 50tok", "--tokens-per-step", "5"],
        [*COSINE, "--T", "100", "--round", "ceil", "--warmup", "5%"],
        [*COSINE, "--T", "100", "--round", "ceil", "--at", "12.5%"],
        [*COSINE, "--T", "2ep", "--round", "ceil", "--dataset-size", "107", "--batch-size", "8"],
        [*COSINE, "--T", "100", "--round", "floor", "--dataset-size", "107", "--batch-size", "8"],
    ],
)
def test_one_that_something_is_counted_in_is_taken(words):
    assert run(*words).code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["--T", "3ep"],
            "--T: expected the steps per epoch with a length in epochs, got none; "
            "give it: --steps-per-epoch STEPS",
        ),
        (["--T", "100", "--at", "5,2 tok"], "give it: --tokens-per-step TOKENS"),
        (["--T", "100", "--warmup", "2smp"], "give it: --samples-per-step SAMPLES"),
    ],
)
def test_a_length_in_a_unit_that_is_not_known_names_its_option(words, said):
    assert_refused(run(*COSINE, *words), said)
