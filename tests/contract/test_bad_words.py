"""Options, arguments and policies that are not there, or lack their value: one line that names them."""

import pytest

from lrcalc.policies import POLICIES, policy_class
from tests.command.program import BASE, LONG, assert_refused, others, run, schedule_words


def every_option():
    for name in POLICIES:
        for item in policy_class(name).parameters().values():
            for option in item.options:
                yield name, item, option


VALUES = [entry for entry in every_option() if entry[1].unit != "flag"]
FLAGS = [entry for entry in every_option() if entry[1].unit == "flag"]


@pytest.mark.parametrize(("name", "item", "option"), FLAGS)
def test_a_value_after_a_flag(name, item, option):
    assert_refused(
        run(name, *others(name, item), f"{option}=yes"),
        f"lrcalc {name}: {option}: expected no value, got 'yes'",
    )


@pytest.mark.parametrize(("name", "item", "option"), VALUES)
def test_a_value_that_is_missing_after_an_option(name, item, option):
    result = run(name, *others(name, item), option)
    assert_refused(result, f"lrcalc {name}: {option}: expected a value after it, got none")


@pytest.mark.parametrize("option", ["--at", "--format", "-f", "--digits"])
def test_a_value_that_is_missing_after_a_common_option(option):
    assert_refused(run(*BASE, option), f"lrcalc cosine: {option}: expected a value after it, got none")


@pytest.mark.parametrize(("name", "item", "option"), list(every_option()))
def test_a_required_option_that_is_missing(name, item, option):
    result = run(name, *others(name, item))
    # where another option could stand in its place, it is not required, and yet missing
    if item.is_required or result.code:
        assert_refused(result, f"lrcalc {name}: ", item.options[0], "required" if item.is_required else "")
    else:
        assert result.code == 0


@pytest.mark.parametrize("name", POLICIES)
@pytest.mark.parametrize("option", ["--unknown", "--unknown=5", "--T-max", "-x", "--M", "-t"])
def test_an_option_that_there_is_not(name, option):
    words = [word for pair in schedule_words(name).items() for word in pair]
    assert_refused(run(name, *words, option, "5"), f"lrcalc {name}: ", option.partition("=")[0])


@pytest.mark.parametrize(
    "option", ["--a\nb", "--\x1b[31m", "--\udcff", f"--{LONG}"], ids=lambda text: ascii(text)[:20]
)
def test_an_option_that_cannot_be_shown_as_it_is(option):
    assert_refused(run(*BASE, option), "lrcalc cosine: ", "unknown option")


@pytest.mark.parametrize("argument", ["1250", "x", "", "a\nb", LONG], ids=lambda text: ascii(text)[:20])
@pytest.mark.parametrize("before", [[], ["--"]], ids=["", "after --"])
def test_an_argument_without_an_option(argument, before):
    assert_refused(run(*BASE, *before, argument), "lrcalc cosine: ")


@pytest.mark.parametrize("name", ["", " ", "xyz", "1250", "fixed cosine", "a\nb", "\x1b[31m", LONG, "\udcff"],
                         ids=lambda text: ascii(text)[:20])  # fmt: skip
def test_a_policy_that_there_is_not(name):
    assert_refused(run(name, "--max", "1"), "lrcalc: ", "policy")


@pytest.mark.parametrize("option", ["--unknown", "-x", "--max", "--at", "-V"])
def test_an_option_that_the_program_itself_has_not(option):
    assert_refused(run(option), "lrcalc: ", option)


@pytest.mark.parametrize("lengths", [("0", "0"), ("0k", "0e5")])
def test_a_cycle_of_no_steps(lengths):
    assert_refused(
        run("one-cycle", "--max", "1", "--T1", lengths[0], "--T2", lengths[1]), "--T1", "--T2", "sum"
    )


@pytest.mark.parametrize("words", [["--version=1"], ["--help=1"], ["cosine", "--help=3"]])
def test_a_flag_with_a_value_is_told_that_it_takes_none(words):
    option, _, value = words[-1].partition("=")
    assert_refused(run(*words), f"{option}: expected no value, got '{value}'")


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("COSINE", "--max", "1"), "cosine"),
        (("help", "One-Cycle"), "one-cycle"),
        (("cosine", "--MAX", "1"), "--max"),
        (("cosine", "--max", "1", "--t", "5"), "--T"),
        (("cosine", "--max", "1", "--T", "9", "--t", "5"), "--at"),
        (("cosine", "--max", "1", "--T", "5", "-f", "CSV"), "csv"),
        (("wsd", "--max", "1", "--T", "9", "--warmup", "1", "--decay", "1", "--shape", "LINEAR"), "linear"),
    ],
)
def test_another_case_is_near(words, meant):
    assert_refused(run(*words), f"did you mean {meant}?")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--at 1250 2500", "unexpected '2500'; separate steps by commas: --at 1250,2500"),
        ("--at 5 5 7 -f csv", "unexpected '5'; separate steps by commas: --at 5,5,7"),
        ("--at 0 --at 1250 2500", "unexpected '2500'; separate steps by commas: --at 1250,2500"),
        ("--when 0.001 0.002", "unexpected '0.002'; separate rates by commas: --when 0.001,0.002"),
        ("--check 0.002 0.001", "unexpected '0.001'; separate answers by commas: --check 0.002,0.001"),
        ("--columns step scale", "unexpected 'scale'; separate columns by commas: --columns step,scale"),
        ("1250", "unexpected '1250'; steps go after --at"),
        ("at 1250", "unexpected 'at' (did you mean --at?)"),
        ("-- --at", "unexpected '--at'"),
    ],
)
def test_a_word_too_many(words, said):
    result = run(*BASE, *words.split())
    assert_refused(result)
    assert result.err.startswith(f"lrcalc cosine: {said}")
