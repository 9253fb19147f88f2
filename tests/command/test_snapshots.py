"""Tables, working, marks and help pages are laid out as before: see tests/snapshots."""

import pytest

from tests.snapshots import DIRECTORY, SNAPSHOTS, assert_as_before


@pytest.mark.parametrize("name", SNAPSHOTS)
def test_it_is_laid_out_as_before(name):
    assert_as_before(name, SNAPSHOTS[name]())


def test_no_snapshot_is_left_over():
    assert {path.stem for path in DIRECTORY.glob("*.txt")} == set(SNAPSHOTS)
