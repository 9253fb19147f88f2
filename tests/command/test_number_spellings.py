"""Numbers on the command line in the spellings of a worksheet, and what a comma in one was meant for."""

import pytest

from tests.command.program import run

COSINE = ("cosine", "--max", "0.002", "--min", "0.0001", "--T", "5000")


def test_parameters_are_read_as_answers_are():
    typed = run(
        "cosine", "--max", "2·10^-3", "--min", "1×10⁻⁴", "--T", "5*10^3", "--at", "1250", "-f", "value"
    )
    assert (typed.code, typed.out) == (0, run(*COSINE, "--at", "1250", "-f", "value").out)


def test_a_factor_may_be_a_percentage():
    assert run("exponential", "--lr", "0.1", "--gamma", "95 %", "--at", "1", "-f", "value").out == "0.095\n"
    # 0.00175 is 1.64% above 0.00172175
    for tolerance, code in (("1%", 1), ("2%", 0)):
        answer = ("--at", "1250", "--check", "0.00175", "--rtol", tolerance, "-f", "csv")
        assert run(*COSINE, *answer).code == code


def test_a_share_of_the_run_may_have_a_blank():
    assert run(*COSINE, "--at", "0, 25 %", "-f", "csv").out == run(*COSINE, "--at", "0,25%", "-f", "csv").out


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["cosine", "--max", "0,002", "--T", "5000"], "0.002"),
        (["cosine", "--max", "0.2%", "--T", "5000"], "0.002"),
        (["cosine", "--max", "0.002", "--T", "5,000"], "5000"),
        (["cosine", "--max", "0.002", "--T", "2,4ep", "--steps-per-epoch", "10"], "2.4ep"),
        (["cosine", "--max", "0.002", "--T", "5000", "--when", "0,001"], "0.001"),
        (["noam", "--d-model", "1,024", "--warmup", "10"], "1024"),
        (["piecewise", "--values", "0,1,0,01", "--boundaries", "50"], "0.1,0.01"),
        (["formula", "0,1*t"], "0.1*t"),
        (["formula", "0,001*0,95^(t/1000)"], "0.001*0.95^(t/1000)"),
    ],
)
def test_a_comma_is_asked_about(words, meant):
    result = run(*words)
    assert result.code == 2
    assert result.err.endswith(f"(did you mean {meant}?)\n")


@pytest.mark.parametrize("answers", ["0,002;0,001721", "0,002; 0,001721", "0,002 0,001721"])
def test_answers_with_a_comma_lead_to_the_option(answers):
    result = run(*COSINE, "--at", "0,1250", "--check", answers)
    assert result.code == 2
    assert result.err.endswith("(is 0,002 a decimal comma? write 0.002, or say --decimal-comma)\n")


def test_a_formula_with_arguments_has_no_decimal_commas():
    assert "did you mean" not in run("formula", "max(1,2").err
    assert "1.2" not in run("formula", "cosh(1,2)").err
