"""What is said of a framework in words: a default in it is that of the call."""

import re
from importlib import import_module

import pytest

from lrcalc.frameworks.conventions import FAMILIES
from lrcalc.frameworks.differences import DIFFERENCES
from lrcalc.frameworks.list_of_frameworks import CALLS, NAMES, call_named
from lrcalc.numbers.literal import parse_number

# alpha is a share, and no number
SAID = re.compile(r"\b([A-Za-z]\w*) is (\d[\d.]*(?:e-\d+)?)\b(?!/)")
ON_THE_PAGES = [
    (framework, parameter, value)
    for framework, texts in DIFFERENCES.items()
    for parameter, value in SAID.findall(" ".join(texts))
]
SIDE_BY_SIDE = [
    (convention, parameter, value)
    for family in FAMILIES.values()
    for convention in family.conventions
    for parameter, value in SAID.findall(convention.remark)
]


def defaults(call, parameter):
    """Those of a parameter, or of those that begin with its name: the end is end_lr."""
    return {value for name, value in call.signature().items() if name.startswith(parameter)}


@pytest.mark.parametrize(("framework", "parameter", "value"), ON_THE_PAGES)
def test_a_default_on_a_page_is_that_of_a_call(framework, parameter, value):
    modules = [module for module in NAMES if module.startswith(framework)]
    calls = [call for module in modules for call in import_module(f"lrcalc.frameworks.{module}").CALLS]
    assert parse_number(value) in set().union(*(defaults(call, parameter) for call in calls))


@pytest.mark.parametrize(
    ("convention", "parameter", "value"),
    SIDE_BY_SIDE,
    ids=[f"{one.name}: {word}" for one, word, _ in SIDE_BY_SIDE],
)
def test_a_default_side_by_side_is_that_of_the_call(convention, parameter, value):
    name = next(word for word in re.findall(r"(\w+)\(", convention.text) if word in CALLS)
    call = call_named(name, lambda packages: convention.name in packages)
    assert parse_number(value) in defaults(call, parameter)


def test_there_are_some():
    assert len(ON_THE_PAGES) > 2
    assert len(SIDE_BY_SIDE) > 5
