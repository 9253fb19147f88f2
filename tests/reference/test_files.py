"""The files made from the code are those that the code makes now."""

from pathlib import Path

import pytest

from lrcalc.command.app import program_line
from lrcalc.reference.files import MANUAL, generated_files
from lrcalc.topics import topic_text, topics

ROOT = Path(__file__).parents[2]
GENERATED = generated_files(program_line(), {name: topic_text(name) for name in topics()})


@pytest.mark.parametrize("name", GENERATED)
def test_it_is_not_stale(name):
    written = (ROOT / name).read_text(encoding="utf-8")
    assert written == GENERATED[name], f"{name} is stale: run `python -m lrcalc.command.generate`"


def test_no_other_file_is_in_completions():
    names = {str(path.relative_to(ROOT)) for path in (ROOT / "completions").iterdir()}
    assert names == GENERATED.keys() - {MANUAL}
    assert {Path(name).name for name in names} == {"lrcalc.bash", "_lrcalc", "lrcalc.fish", "lrcalc.ps1"}
