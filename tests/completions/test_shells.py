"""The completions in the real shells: keys are typed, and the screen is read.

A shell that is not installed is skipped. `.ci/run` installs them all where it can.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lrcalc.policies import POLICIES
from lrcalc.tools import TOOLS
from tests.command.program import settings

if os.name == "nt":
    pytest.skip("there are no pseudo-terminals", allow_module_level=True)

from tests.completions.shells import SHELLS, environment, script_of, write_settings
from tests.completions.terminal import PROMPT, Terminal
from tests.profiles import sample

FORMATS = ["table", "markdown", "latex", "csv", "tsv", "json", "jsonl", "value"]  # COMMAND-LINE.md, section 3


@pytest.fixture(params=SHELLS)
def shell(request) -> str:
    if shutil.which(request.param) is None:
        pytest.skip(f"{request.param} is not installed")
    return request.param


# quick: in one of the ways where it is not about how it is installed
WAYS = ["by hand", "by --install-completion"]


@pytest.fixture(params=sample(WAYS, quick=WAYS[1:]))
def home(request, shell, tmp_path) -> Iterator[Path]:
    """A home in which the completion of the shell is installed, in one of the two ways."""
    if request.param == "by hand":
        write_settings(shell, tmp_path, SHELLS[shell].by_hand(script_of(shell)))
    else:
        write_settings(shell, tmp_path)
        install(shell, tmp_path)
    yield tmp_path
    assert not (tmp_path / "started").exists(), "TAB has started the program"


def install(shell: str, home: Path) -> None:
    own = {"HOME": str(home), "XDG_DATA_HOME": "", "XDG_CONFIG_HOME": "", "ZDOTDIR": ""}
    subprocess.run(
        [sys.executable, "-m", "lrcalc", "--install-completion", shell],
        env=settings(**own),
        check=True,
        capture_output=True,
    )


def terminal(shell: str, home: Path) -> Terminal:
    return Terminal(SHELLS[shell].command, environment(home), str(home))


@pytest.mark.parametrize("home", WAYS, indirect=True)
def test_the_names_of_commands(shell, home):
    names = [name for name in (*POLICIES, *TOOLS) if name.startswith("co")]
    with terminal(shell, home) as screen:
        screen.type("lrcalc co")
        screen.type_until("\t", ["cosine"])
        assert "cosine" in names
        assert screen.shows(names), screen.text
        assert not screen.shows(["fixed"]), screen.text


def test_the_name_of_an_option(shell, home):
    with terminal(shell, home) as screen:
        screen.type("lrcalc cosine --fo\t")
        # zsh puts a = there, and takes it away again when a space is typed
        assert screen.wait_until(lambda: screen.line.rstrip("=") == f"{PROMPT}lrcalc cosine --format"), (
            screen.text
        )


@pytest.mark.parametrize("before", ["--format ", "--format=", "-f "], ids=["next", "equals", "short"])
def test_the_values_of_an_option(shell, home, before):
    with terminal(shell, home) as screen:
        screen.type(f"lrcalc cosine --max 0.002 {before}js\t")
        assert screen.wait_until(lambda: screen.line.endswith(f"{before}json")), screen.text
        screen.type("l")
        assert screen.wait_until(lambda: screen.line.endswith(f"{before}jsonl")), screen.text


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("cyclic --mode exp", "cyclic --mode exp_range"),
        ("wsd --shape 1", "wsd --shape 1-sqrt"),
        ("one-cycle --anneal li", "one-cycle --anneal linear"),
        ("exponential --solve g", "exponential --solve gamma"),
    ],
)
def test_the_values_of_a_policy_s_own_options(shell, home, typed, completed):
    with terminal(shell, home) as screen:
        screen.type(f"lrcalc {typed}\t")
        assert screen.wait_until(lambda: screen.line.rstrip().endswith(completed)), screen.text


def test_all_values_of_an_option(shell, home):
    with terminal(shell, home) as screen:
        screen.type("lrcalc cosine --format ")
        screen.type_until("\t", FORMATS)
        assert screen.shows(FORMATS), screen.text


def test_the_values_of_a_tool_are_its_own(shell, home):
    with terminal(shell, home) as screen:
        screen.type("lrcalc steps --format ")
        screen.type_until("\t", ["table", "markdown", "latex", "json", "value"])
        assert screen.shows(["table", "markdown", "latex", "json", "value"]), screen.text
        assert not screen.shows(["csv"]), screen.text


@pytest.mark.parametrize("option", ["--check", "--save"])
def test_a_file_name_with_spaces_and_unicode(shell, home, option):
    (home / "my answers η.csv").touch()
    with terminal(shell, home) as screen:
        screen.type(f"lrcalc cosine {option} my\t")
        written = [f"{option} my\\ answers\\ η.csv", f"{option} 'my answers η.csv'"]
        assert screen.wait_until(lambda: screen.line.endswith(tuple(written))), screen.text


def test_no_file_name_where_a_number_stands(shell, home):
    (home / "5file").touch()
    with terminal(shell, home) as screen:
        screen.type("lrcalc cosine --T 5\t--mi\t")
        assert screen.wait_until(lambda: screen.line.startswith(f"{PROMPT}lrcalc cosine --T 5--mi")), (
            screen.text
        )
        assert "file" not in screen.line


@pytest.mark.parametrize("shell", ["zsh", "fish"], indirect=True)
def test_descriptions_stand_beside_the_names(shell, home):
    with terminal(shell, home) as screen:
        screen.type("lrcalc cosine --m")
        screen.type_until("\t", ["η_max:", "η_min:"])
        assert "the maximum" in screen.text
