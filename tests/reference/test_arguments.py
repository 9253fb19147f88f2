"""What the completions offer for a word without a dash: what the command takes there, and nothing else."""

import shutil
import subprocess
from pathlib import Path

import pytest

from lrcalc.command.app import program_line
from lrcalc.frameworks.conventions import FAMILIES
from lrcalc.policies import POLICIES, policy_class
from lrcalc.tools import COMMANDS
from lrcalc.topics import topics

SCRIPT = Path(__file__).parents[2] / "completions" / "lrcalc.bash"


def test_each_argument_has_the_set_that_the_command_takes():
    known = {
        command.name: command for command in program_line("solve", "exercise", "conventions", "help").commands
    }
    solvable = {name: policy_class(name).solvable for name in POLICIES if policy_class(name).solvable}
    parameters, policies = known["solve"].sets.values()
    assert set(parameters) == {name for names in solvable.values() for name in names}
    assert set(policies) == set(solvable)
    assert known["exercise"].words == (*POLICIES, "all")
    assert set(known["conventions"].words) == set(FAMILIES)
    assert {*COMMANDS, *topics()} < set(known["help"].words)


def test_a_column_of_a_log_is_no_policy():
    (cosine,) = program_line("cosine").commands
    assert [option.choices for option in cosine.options if "column" in option.names[0]] == [(), (), ()]


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
@pytest.mark.parametrize(
    ("words", "offered", "not_offered"),
    [
        ("solve", "gamma", "exponential"),
        ("solve gamma", "exponential", "gamma"),
        ("exercise", "all", "steps"),
        ("conventions", "linear", "tanh"),
        ("help", "marking", "gamma"),
    ],
)
def test_bash_offers_them(words, offered, not_offered):
    place = len(words.split()) + 1
    typed = f'COMP_WORDS=(lrcalc {words} ""); COMP_CWORD={place}; _lrcalc; echo "${{COMPREPLY[@]}}"'
    done = subprocess.run(
        ["bash", "-c", f"source {SCRIPT}; {typed}"], capture_output=True, text=True, timeout=20
    )
    found = done.stdout.split()
    assert offered in found
    assert not_offered not in found
