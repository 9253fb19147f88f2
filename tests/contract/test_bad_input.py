"""Values that cannot be taken: exit 2, one line on standard error that names the option, nothing else.

Which values they are follows from what a parameter takes, and not from whose it is. So the quick profile
tries every value with one parameter of each kind, and each of the others with one value.
"""

import pytest

from lrcalc.policies import POLICIES, policy_class
from tests.command.program import BASE, LONG, assert_refused, others, run, schedule_words
from tests.profiles import sample

NUMBERS = [
    "", " ", "\t", "nan", "NaN", "inf", "-inf", "Infinity", "-1", "-0.5", "-1e-300", "1e999", "1e99999999",
    LONG, "0." + LONG, "1/0", "1/", "/2", "1//2", "1/2/3", "2m", "２", "٣", "½½", "ten", "1 2", "0x10", "1,5",
    "1.2.3", "--", "-", "+", ".", "e5", "1e", "1e1.5", "True", "None", "0.002f", "1%%", "%", "-5%", "$(x)",
    "1\n2", "\x00", "\x1b[31m", "−−1", "∞", "\udcff",
]  # fmt: skip
RATES = [*NUMBERS, "10%", "5k", "1_000", "1e-999", "1e-324", "1.8e308", "1e308/1e-308"]
STEPS = [
    *NUMBERS,
    "1.5",
    "0.5",
    "1e-1",
    "1/2",
    "1000000000000001",
    "1e16",
    "1G",
    "5 k",
    "5kk",
    "1__0",
    "_1",
    "1e15k",
]


def bad_values(item):
    if item.unit == "flag":
        return []
    if item.is_list:
        return [value for value in (STEPS if item.unit == "steps list" else RATES) if value != "1,5"]
    if item.unit == "number":
        return [value for value in RATES if value not in ("-1", "-0.5", "-1e-300")]
    if item.unit == "length":  # parts of a step too
        return [*(value for value in STEPS if value not in ("1.5", "0.5", "1e-1")), "0", "1e-4", "10%"]
    if not item.is_steps:
        return [value for value in RATES if value != "10%" or not (item.share_of or item.unit == "factor")]
    return [
        *STEPS,
        *(["0", "0.0", "0k"] if item.least else []),
        *([] if item.share_of else ["10%", "\n10%", "10%\t"]),
    ]


def kind(item):
    """All that decides which values can be taken."""
    return item.unit, item.least, bool(item.share_of)


def parameters():
    seen = set()
    for name in POLICIES:
        for number, item in enumerate(policy_class(name).parameters().values()):
            values = list(enumerate(bad_values(item)))
            if kind(item) in seen:
                values = sample(values, quick=values[number : number + 1])
            seen.add(kind(item))
            for index, value in values:
                # alternately by the first name, by the last, and with an equals sign
                option = item.options[-(index % 2)]
                words = [f"{option}={value}"] if index % 3 == 0 else [option, value]
                yield pytest.param(name, item, words, id=f"{name} {option} {ascii(value)[:20]}")


@pytest.mark.parametrize(("name", "item", "words"), list(parameters()))
def test_a_value_that_cannot_be_taken(name, item, words):
    assert_refused(run(name, *others(name, item), *words), f"lrcalc {name}: ", item.options[0])


AT = [
    "", " ", ",", "1,", "1,,2", "-1", "--", "0.5", "1/2", "nan", "inf", "2m", "0x10", "ten", "ALL",
    "5:1", "0:10:0", "0:10:-1", "10:0:1", "1:2:3:4", "0:1.5", "0:10:0.5",
    "-5:5", "a:b", "%", "-5%", "x%", "1%2", "1e99%", "0:1e16", "1e16", "1000000000000001", LONG,
    f"0:{LONG}", "１２", "0:１２", "1;2", "0:5:\x1b", "\udcff", "1..5", "1-5", "[1]",
    "0:10:--1",
]  # fmt: skip


@pytest.mark.parametrize("text", AT, ids=lambda text: ascii(text)[:20])
@pytest.mark.parametrize("extra", [[], ["--at", "5"]], ids=["alone", "after a good one"])
def test_steps_that_cannot_be_taken(text, extra):
    assert_refused(run(*BASE, *extra, f"--at={text}"), "lrcalc cosine: --at: ")


@pytest.mark.parametrize("name", ["fixed", "step", "exponential"])
@pytest.mark.parametrize("text", ["all", "25%", "0:50%"])
def test_a_share_of_a_total_that_is_not_there(name, text):
    words = [word for pair in schedule_words(name).items() for word in pair]
    assert_refused(run(name, *words, "--at", text), "--at: ", "total")


@pytest.mark.parametrize("text", ["x", "1.5", "5:1", "-", "-3", "\x00", LONG])
def test_steps_of_standard_input_that_cannot_be_taken(text):
    assert_refused(run(*BASE, "--at", "-", stdin=f"{text}\n"), "lrcalc cosine: --at: ")


DIGITS = [
    "",
    " ",
    "0",
    "-1",
    "51",
    "1.5",
    "1e1",
    "ten",
    "nan",
    "inf",
    "٣",
    "²",
    "1 2",
    "+5",
    "0x10",
    "--",
    LONG,
    "9" * 40,
]


@pytest.mark.parametrize("text", DIGITS, ids=lambda text: text[:20])
def test_digits_that_cannot_be_taken(text):
    assert_refused(run(*BASE, "--digits", text), "lrcalc cosine: --digits: ")


FORMATS = [
    "",
    " ",
    "TABLE",
    "csv ",
    "xml",
    "j",
    "0",
    "--",
    "../table",
    "json_object",
    LONG,
    "a\nb",
    "\x1b[31m",
    "\udcff",
]


@pytest.mark.parametrize("text", FORMATS, ids=lambda text: ascii(text)[:20])
@pytest.mark.parametrize("option", ["-f", "--format"])
def test_a_format_that_there_is_not(option, text):
    assert_refused(
        run(*BASE, option, text),
        "lrcalc cosine: --format: expected table, markdown, ",
        ", jsonl or value, got ",
    )
