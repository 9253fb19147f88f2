"""The completion script for PowerShell, which Debian has not: read as text, and parsed."""

import re
from pathlib import Path

import pytest

from lrcalc.policies import POLICIES, policy_class
from lrcalc.reference.scripts import FILES
from lrcalc.tools import TOOLS

SCRIPT = (Path(__file__).parents[2] / "completions" / FILES["powershell"]).read_text(encoding="utf-8")


def test_it_is_in_ascii_which_powershell_5_reads_as_it_is_meant():
    assert SCRIPT.isascii()


def test_it_parses():
    powershell = pytest.importorskip("tree_sitter_powershell", reason="no grammar of PowerShell is installed")
    from tree_sitter import Language, Parser

    assert not Parser(Language(powershell.language())).parse(SCRIPT.encode()).root_node.has_error


def test_it_completes_every_command_and_every_option():
    added = set(re.findall(r"Add-Word '([^']+)'", SCRIPT))
    assert {*POLICIES, *TOOLS} <= added
    for name in POLICIES:
        for item in policy_class(name).parameters().values():
            assert set(item.options) <= added


def test_it_completes_the_values_of_the_options_that_have_a_set():
    (line,) = re.findall(r".*@\('--format', '-f'\) -ccontains \$before.*", SCRIPT)
    # COMMAND-LINE.md, section 3
    formats = "'table', 'markdown', 'latex', 'csv', 'tsv', 'json', 'jsonl', 'value'"
    assert f"foreach ($name in @({formats}))" in line
    (line,) = re.findall(r".*'--check'.*-ccontains \$before.*", SCRIPT)
    assert "'--save'" in line
    # nothing: PowerShell then offers file names
    assert line.endswith("{ return }")


def test_what_is_shown_beside_a_name():
    assert "Add-Word '--max' 'eta_max: the maximum (rate)' ParameterName" in SCRIPT
    assert "Add-Word 'cosine' 'Cosine annealing' Command" in SCRIPT
