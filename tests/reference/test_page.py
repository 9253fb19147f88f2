"""`lrcalc help`: the list, and all about one policy, tool or topic."""

import shlex

import pytest

from lrcalc.command.app import program_line
from lrcalc.command.help import GENERATED
from lrcalc.frameworks import WITH_A_PAGE
from lrcalc.policies import POLICIES, policy_class
from lrcalc.tools import TOOLS
from lrcalc.topics import topic_text, topic_title, topics
from tests.command.program import assert_refused, left_out, run


def test_without_a_name_the_list():
    result = run("help")
    assert (result.code, result.err) == (0, "")
    names = [line.split()[0] for line in result.out.splitlines() if line.startswith("    ")]
    assert names == [*POLICIES, *TOOLS, *sorted([*topics(), *GENERATED, *WITH_A_PAGE])]
    assert "cosine" in result.out
    assert "Cosine annealing" in result.out


@pytest.mark.parametrize("name", POLICIES)
def test_a_policy_is_told_with_formula_options_units_example_and_source(name):
    result = run("help", name)
    assert (result.code, result.err) == (0, "")
    lines = [line.strip() for line in result.out.splitlines()]
    policy = policy_class(name)
    assert lines[0] == f"{name}: {policy.title}"
    assert any(line.startswith("η_t = ") for line in lines)
    for key, item in policy.parameters().items():
        (at,) = (
            index for index, line in enumerate(lines) if f"{line} ".startswith(f"{', '.join(item.options)} ")
        )
        assert ("(required)" in lines[at]) == (item.is_required and key not in left_out(policy))
        assert f"({item.unit})" in lines[at + 1] or item.unit in ("choice", "flag")
    examples = [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]
    assert examples[0] == f"lrcalc {name} {policy.example}"
    # issue 11: a table, --work, --check; all of them work, and the answer is accepted
    asked = [[word for word in ("--work", "--check") if word in line] for line in examples]
    assert asked == [[], ["--work"], ["--check"]]
    assert [run(*shlex.split(line)[1:]).code for line in examples] == [0, 0, 0]
    assert lines[lines.index("Source") + 1]


def test_the_cosine_of_the_document():
    lines = run("help", "cosine").out.splitlines()
    assert "    η_t = η_min + (η_max − η_min) × (1 + cos(π·t/T)) / 2" in lines
    assert any("8.4" in line for line in lines)


@pytest.mark.parametrize("name", TOOLS)
def test_a_tool_is_told_with_an_example(name):
    result = run("help", name)
    assert (result.code, result.err) == (0, "")
    assert f"\n    $ lrcalc {name} " in result.out


@pytest.mark.parametrize("name", ["cosine", "compare", "steps", "solve"])
def test_what_the_first_example_prints_stands_below_it(name):
    (command,) = program_line(name).commands
    printed = run(*shlex.split(command.examples[0])[1:]).out
    below = "".join(f"    {line}".rstrip() + "\n" for line in printed.splitlines())
    assert f"    $ {command.examples[0]}\n{below}" in run("help", name).out


@pytest.mark.parametrize("name", [name for name in topics() if name not in (*POLICIES, *TOOLS)])
def test_a_topic_is_told_as_it_stands_where_there_is_no_terminal(name):
    result = run("help", name)
    assert (result.code, result.err, result.out) == (0, "", topic_text(name))
    assert topic_text(name).startswith(f"# {topic_title(name)}\n")


def test_a_name_of_a_tool_and_of_a_topic_tells_both():
    assert "steps" in {*TOOLS} & {*topics()}
    page = run("help", "steps").out
    assert page.startswith("steps: The total steps of a run, from epochs\n")
    assert page.endswith("\n\n" + topic_text("steps"))


def test_a_name_that_there_is_not_is_refused():
    assert_refused(run("help", "cosin"), "'cosin'", "did you mean cosine?", "lrcalc help")
    assert_refused(run("help", "cosine", "stp"), "'stp'", "did you mean step?")


def test_words_without_a_dash_are_told():
    assert (
        "\nArguments\n    SCHEDULE…\n        two to six schedules, each in quotes\n"
        in run("help", "compare").out
    )
    assert "\nArguments\n    NAME…\n        a policy, a tool or a topic\n" in run("help", "help").out
    assert "Arguments" not in run("help", "cosine").out
