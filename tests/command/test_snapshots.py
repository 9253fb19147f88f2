"""How tables and help pages are laid out: snapshots of our own output, to be looked at when they change.

They show layout, not truth: what the numbers must be is tested elsewhere. `LRCALC_UPDATE_SNAPSHOTS=1 pytest
tests/command/test_snapshots.py` writes them anew.
"""

import os
from pathlib import Path

import pytest

from lrcalc.policies import POLICIES
from tests.command.program import BASE, example_words, help_page, in_terminal, run_process

SNAPSHOTS = Path(__file__).parent.parent / "snapshots"
TABLES = {
    "cosine": BASE,
    "warmup": ("warmup", *example_words("warmup")),
    "step": ("step", *example_words("step")),
}


def assert_as_before(name, text):
    path = SNAPSHOTS / f"{name}.txt"
    if os.environ.get("LRCALC_UPDATE_SNAPSHOTS") == "1":
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("name", TABLES)
def test_a_table_in_a_terminal(name, columns):
    text = in_terminal(columns, *TABLES[name], NO_COLOR="1")
    assert_as_before(f"table-{name}-{columns}", text)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_in_a_pipe(name):
    assert_as_before(f"table-{name}-piped", run_process(*TABLES[name]).out)


def test_a_table_in_ascii():
    assert_as_before("table-warmup-ascii", run_process(*TABLES["warmup"], LC_ALL="C").out)


@pytest.mark.parametrize("columns", ["40", "80"])
@pytest.mark.parametrize("name", ["", *POLICIES])
def test_a_help_page(name, columns):
    words = [name] if name else []
    assert_as_before("-".join(["help", *words, columns]), help_page(*words, columns=columns))


def test_a_help_page_in_ascii():
    result = run_process("warmup", "--help", LC_ALL="C", COLUMNS="80")
    assert_as_before("help-warmup-ascii", result.out)
