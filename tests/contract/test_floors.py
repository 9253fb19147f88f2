"""The plan of the house: a folder imports only those above it, nothing imports itself, no file is long."""

import pytest

from tests.contract.imports import circles, folder, imports, modules

# From the ground up. A folder imports those above it in this list.
FLOORS = (
    "errors", "encoding", "numbers", "expression", "schedule", "policies", "sampling", "analysis", "marking",
    "frameworks", "logs", "exercises", "pictures", "report", "formats", "terminal", "reference", "topics",
    "command",
)  # fmt: skip
MAY_IMPORT = {
    **{name: set(FLOORS[:place]) for place, name in enumerate(FLOORS)},
    # The package's face shows the policies and the errors, and says who answers for a schedule in Python.
    "": {"errors", "schedule", "policies", "questions"},
    "tools": {"policies"},
    # what Python asks of a schedule is answered by whichever room knows how
    "questions": set(FLOORS) - {"command"},
    "__main__": {"command"},
}
# These may know the list of tools and the version.
for name in ("reference", "topics", "command"):
    MAY_IMPORT[name] |= {"", "tools"}
# How wide a screen is and which signs it has is asked where something is drawn on it.
SCREEN = "terminal.screen"
DRAWING = ("pictures", "report", "formats")

LONGEST = 300

IMPORTS = imports()


def is_allowed(importer, imported):
    mine, other = folder(importer), folder(imported)
    if mine == other or (mine in DRAWING and imported == SCREEN):
        return True
    return other in MAY_IMPORT[mine]


def test_every_folder_has_a_floor():
    assert {folder(name) for name in modules()} <= set(MAY_IMPORT)


def test_a_folder_imports_only_what_stands_above_it():
    upward = {
        (each.importer, each.imported) for each in IMPORTS if not is_allowed(each.importer, each.imported)
    }
    assert not upward


def test_no_module_comes_round_to_itself():
    edges = {name: set() for name in modules()}
    for each in IMPORTS:
        edges[each.importer].add(each.imported)  # for types alone too: a reader goes that way
    assert not circles(edges)


def test_no_file_is_long():
    lengths = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in modules().items()}
    assert not {name for name, length in lengths.items() if length > LONGEST}


def test_most_files_are_short():
    lengths = sorted(len(path.read_text(encoding="utf-8").splitlines()) for path in modules().values())
    assert lengths[len(lengths) * 4 // 5] <= 200


@pytest.mark.parametrize(
    ("edges", "expected"),
    [
        ({"a": {"b"}, "b": {"c"}, "c": set()}, []),
        ({"a": {"b"}, "b": {"a"}}, [["a", "b"]]),
        ({"a": {"b"}, "b": {"c"}, "c": {"d", "a"}, "d": {"e"}, "e": {"d"}}, [["d", "e"], ["a", "b", "c"]]),
        ({"a": {"b", "c"}, "b": {"d"}, "c": {"d"}, "d": set()}, []),
    ],
)
def test_circles_are_found(edges, expected):
    assert circles(edges) == expected
