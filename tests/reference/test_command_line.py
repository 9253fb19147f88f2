"""The command line as data: it is the command line that there is."""

import shlex
import shutil
import subprocess
import sys

import pytest

from lrcalc.command.app import program_line
from lrcalc.formats import FORMATS
from lrcalc.policies import POLICIES, policy_class
from lrcalc.tools import TOOLS
from tests.command.program import left_out, run, settings
from tests.logs.real import real

LINE = program_line()
COMMANDS = {command.name: command for command in LINE.commands}


def option(command, name):
    (found,) = (item for item in COMMANDS[command].options if name in item.names)
    return found


def test_with_names_it_has_those_commands_alone():
    assert [command.name for command in program_line("steps", "cosine").commands] == ["steps", "cosine"]


def test_it_has_every_policy_and_tool():
    assert list(COMMANDS) == [*POLICIES, *TOOLS]


@pytest.mark.parametrize("name", POLICIES)
def test_it_has_every_option_of_a_policy_and_its_set(name):
    for key, item in policy_class(name).parameters().items():
        found = option(name, item.options[0])
        assert (found.names, found.choices) == (item.options, item.choices)
        assert found.required == (item.is_required and key not in left_out(policy_class(name)))
        assert (found.metavar is None) == (item.unit == "flag")


# an exercise and its marks are not written in the same formats
@pytest.mark.parametrize("name", [name for name in ("cosine", *TOOLS) if name not in ("exercise", "help")])
def test_the_formats_are_those_that_the_command_takes(name, tmp_path, monkeypatch):
    shutil.copy(real("s-hf-linear-state-10").path, tmp_path / "trainer_state.json")
    monkeypatch.chdir(tmp_path)
    words = shlex.split(COMMANDS[name].examples[0])[1:]
    choices = option(name, "--format").choices
    message = run(*words, "--format", "nonsense").err
    assert f"expected {', '.join(choices[:-1])} or {choices[-1]}, got 'nonsense'" in message
    # an example may be about a file that is not here, and is refused for that
    refused = [form for form in FORMATS if "--format: " in run(*words, "--format", form).err]
    assert refused == [form for form in FORMATS if form not in choices]


def test_what_can_be_solved_for():
    # COMMAND-LINE.md, section 8
    assert [option(name, "--solve").choices for name in ("exponential", "step")] == [("gamma",)] * 2


def test_the_hints_the_shells_and_the_files():
    assert option("cosine", "--hint").choices == ("1", "2", "3")
    assert LINE.first_words["--install-completion"] == ("bash", "zsh", "fish", "powershell")
    assert [item for item in ("--check", "--save", "--format") if option("cosine", item).takes_file] == [
        "--check",
        "--save",
    ]


def test_it_is_the_same_where_nothing_but_ascii_can_be_printed():
    code = "from lrcalc.command.app import program_line; print(ascii(program_line('cosine')))"
    results = {
        subprocess.run(
            [sys.executable, "-c", code], env=settings(LC_ALL=locale), check=True, capture_output=True
        ).stdout
        for locale in ("C", "C.UTF-8")
    }
    assert len(results) == 1
    assert b"\\u03b7_max" in results.pop()
