"""The manual page: what it tells, and that the readers of such pages take it."""

import shutil
import subprocess
from pathlib import Path

import pytest

from lrcalc.policies import POLICIES, policy_class
from lrcalc.reference.files import MANUAL

PAGE = Path(__file__).parents[2] / MANUAL


def needs(program):
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed")


def output(*command):
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", env={"LC_ALL": "C.UTF-8", "PATH": PATH}
    )
    return done.stdout, done.stderr


PATH = "/usr/local/bin:/usr/bin:/bin"


@needs("mandoc")
def test_mandoc_finds_nothing_but_that_there_is_no_date():
    found, _ = output("mandoc", "-T", "lint", str(PAGE))
    assert [line.partition("WARNING: ")[2] for line in found.splitlines()] == ['missing date, using "": TH']


@needs("groff")
def test_groff_knows_every_sign_and_every_request():
    text, errors = output("groff", "-man", "-ww", "-Tutf8", str(PAGE))
    assert errors == ""
    assert "η_max" in text


@needs("mandoc")
def test_every_policy_is_told_with_formula_options_and_example():
    text, _ = output("mandoc", "-T", "utf8", "-O", "width=500", str(PAGE))
    lines = [overstruck(line).strip() for line in text.splitlines()]
    for name in POLICIES:
        policy = policy_class(name)
        assert f"{name}: {policy.title}" in lines
        assert f"lrcalc {name} {policy.example}" in lines
        for item in policy.parameters().values():
            assert any(line.startswith(", ".join(item.options)) for line in lines)
    # COMMAND-LINE.md: section 1
    assert "η_t = η_min + (η_max − η_min) × (1 + cos(π·t/T)) / 2" in lines


@needs("mandoc")
def test_the_exit_codes_are_told():
    text, _ = output("mandoc", "-T", "ascii", str(PAGE))
    section = overstruck(text).partition("EXIT STATUS")[2].partition("ENVIRONMENT")[0]
    assert [line.split()[0] for line in section.splitlines() if line.strip()[:1].isdigit()] == [
        "0",
        "1",
        "2",
        "130",
    ]


def overstruck(text):
    """Text without the backspaces by which a printer makes a letter bold."""
    import re

    return re.sub(".\b", "", text)
