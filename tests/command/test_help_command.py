"""`lrcalc help`: all about a policy or a tool, with its example run on the spot; or a topic."""

import re
import shlex
from itertools import cycle, product

import pytest

from lrcalc.command.help import GENERATED
from lrcalc.frameworks import WITH_A_PAGE
from lrcalc.policies import POLICIES, policy_class
from lrcalc.tools import COMMANDS, TOOLS
from lrcalc.topics import topic_text, topic_title, topics
from tests.command.program import assert_refused, in_terminal, run, run_process
from tests.profiles import sample

COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def indented(text):
    return "".join(f"    {line}".rstrip() + "\n" for line in text.splitlines())


@pytest.mark.parametrize("name", POLICIES)
def test_of_a_policy_it_shows_the_example_with_what_it_prints(name):
    result = run("help", name)
    assert (result.code, result.err) == (0, "")
    policy = policy_class(name)
    assert result.out.startswith(f"{name}: {policy.title}\n\n")
    printed = run(name, *policy.example.split()).out
    assert f"    $ lrcalc {name} {policy.example}\n{indented(printed)}" in result.out
    for item in policy.parameters().values():
        assert f"    {', '.join(item.options)}" in result.out
        assert item.help in result.out


@pytest.mark.parametrize("name", [name for name in TOOLS if name != "help"])
def test_of_a_tool_too(name):
    result = run("help", name)
    assert (result.code, result.err) == (0, "")
    line, *_ = re.findall(rf"^    \$ lrcalc ({name} .*)$", result.out, re.MULTILINE)
    printed = run_process(*shlex.split(line)).out
    assert indented(printed) in result.out


def test_of_itself():
    result = run("help", "help")
    assert (result.code, result.err) == (0, "")
    assert "$ lrcalc help cosine" in result.out


@pytest.mark.parametrize("name", topics())
def test_a_topic_in_a_pipe_is_the_text_as_it_was_written(name):
    result = run_process("help", name)
    assert (result.code, result.err) == (0, "")
    # a tool of that name comes first
    assert result.out.endswith(topic_text(name))
    assert (result.out == topic_text(name)) == (name not in COMMANDS)


# quick: each topic in one of the two widths
IN_WIDTHS = list(zip(topics(), cycle([40, 80])))


@pytest.mark.parametrize(("name", "columns"), sample(product(topics(), [40, 80]), quick=IN_WIDTHS))
def test_a_topic_in_a_terminal_is_drawn(name, columns):
    text = in_terminal(columns, "help", name, NO_COLOR="1")
    assert not COLOUR.search(text)
    assert topic_title(name) in text
    assert "```" not in text
    assert "\n# " not in f"\n{text}"
    if name not in COMMANDS:
        assert max(map(len, text.splitlines())) <= columns


def test_a_topic_has_colour_where_the_terminal_takes_it():
    assert COLOUR.search(in_terminal(80, "help", "marking"))
    assert not COLOUR.search(in_terminal(80, "help", "marking", TERM="dumb"))
    assert not COLOUR.search(run_process("help", "marking").out)


@pytest.mark.parametrize("name", ["marking", "cosine", "compare", "formats"])
def test_where_only_ascii_can_be_printed_it_is_ascii(name):
    result = run_process("help", name, encoding="ascii", LC_ALL="C")
    assert (result.code, result.err) == (0, "")
    assert result.out


def test_without_a_name_all_are_listed():
    result = run("help")
    assert (result.code, result.err) == (0, "")
    listed = re.findall(r"^    (\S+)  ", result.out, re.MULTILINE)
    assert listed == [*POLICIES, *TOOLS, *sorted([*topics(), *GENERATED, *WITH_A_PAGE])]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["cosinee"], "unknown policy, tool or topic 'cosinee' (did you mean cosine?)"),
        (["mark"], "unknown policy, tool or topic 'mark' (did you mean marking?)"),
        (["Marking"], "unknown policy, tool or topic 'Marking' (did you mean marking?)"),
        (["xyzzy"], "unknown policy, tool or topic 'xyzzy'; lrcalc help lists all"),
        (["policies", "stps"], "unknown policy, tool or topic 'stps' (did you mean steps?)"),
        (["--verbose"], "unknown option --verbose"),
    ],
)
def test_what_there_is_no_help_on(words, said):
    result = run("help", *words)
    assert_refused(result)
    assert result.err == f"lrcalc help: {said}\n"
