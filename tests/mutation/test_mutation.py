"""The runner of mutants: it finds them, tries one in a fork, and leaves the tree as it was."""

import os
from pathlib import Path

import pytest

pytest.importorskip("cosmic_ray")

from tests.mutation import attempt
from tests.mutation.mutants import mutants

ROOT = Path(__file__).parents[2]
FILE = Path("lrcalc/numbers/root.py")


def test_a_mutant_is_one_change_and_is_noticed(tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    attempt.copy_tree(tmp_path)
    mirror = [[str(Path("tests/numbers/test_root.py"))]]
    assert attempt.tests_of(FILE)[0] == mirror[0]
    assert os.waitpid(attempt.fork(mirror, tmp_path, compile=True), 0)[1] == 0
    mutant = next(mutant for mutant in mutants(FILE) if mutant.operator == "AddNot")
    before = (tmp_path / FILE).read_text(encoding="utf-8")
    assert os.waitpid(attempt.start(mutant, tmp_path), 0)[1] != 0
    assert (tmp_path / FILE).read_text(encoding="utf-8") != before
    attempt.finish(mutant, tmp_path)
    assert (tmp_path / FILE).read_text(encoding="utf-8") == before
