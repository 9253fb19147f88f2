"""Every sign that the program can print has a spelling in ASCII and one in LaTeX, and names stay apart."""

import ast
import re

import pytest

from lrcalc.formats.latex_text import latex_text
from lrcalc.report.blocks import Column, Sentences, Table
from lrcalc.report.grades import SHORT
from lrcalc.terminal.ascii import spelled
from lrcalc.terminal.screen import Screen
from lrcalc.topics import topic_text, topics
from tests.contract.imports import modules
from tests.formats.written import written_blocks

# What these say of signs is what they read, not what they print.
READERS = ("marking.table", "marking.answer", "terminal.ascii", "formats.latex_text")


def texts(tree):
    """The texts in the code of a module, documentation left out."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docs = {id(node.body[0].value) for node in ast.walk(tree) if isinstance(node, documented)
            if node.body and isinstance(node.body[0], ast.Expr)}  # fmt: skip
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def signs():
    for name, path in modules().items():
        if not name.endswith(READERS):
            for text in texts(ast.parse(path.read_text(encoding="utf-8"))):
                yield from ((sign, name) for sign in text if not sign.isascii())
    for name in topics():
        yield from ((sign, name) for sign in topic_text(name) if not sign.isascii())


SIGNS = sorted(dict(signs()))


def test_every_sign_has_a_spelling():
    assert len(SIGNS) > 40
    assert [sign for sign in SIGNS if "?" in spelled(sign) or not spelled(sign).isascii()] == []
    assert [sign for sign in SIGNS if "?" in latex_text(sign) or not latex_text(sign).isascii()] == []


def test_the_marks_of_a_class_stay_apart():
    marks = set(SHORT.values())
    assert len(marks) == 6
    assert len({spelled(mark) for mark in marks}) == len({latex_text(mark) for mark in marks}) == 6
    assert {len(spelled(mark)) for mark in marks} == {1}


@pytest.mark.parametrize(
    ("name", "in_ascii", "in_latex"),
    [
        ("Zoë Łukasz", "Zoe Lukasz", r"Zo\"{e} \L{}ukasz"),
        ("Zoe\u0308", "Zoe", r"Zo\"{e}"),
        ("Nguyễn", "Nguyen", r"Nguy\~{\^{e}}n"),
        ("Weiß", "Weiss", r"Wei\ss{}"),
        ("李", "\\u674e", r"\textbackslash{}u674e"),
        ("1.7×10⁻³", "1.7*10^-3", r"$1.7\times10^{-3}$"),
        ("☃", "?", "?"),
        ("--decimal-comma – no", "--decimal-comma - no", "-{}-decimal-comma -- no"),
    ],
)
def test_names_and_notations(name, in_ascii, in_latex):
    assert spelled(name) == in_ascii
    assert latex_text(name) == in_latex


def test_two_names_in_another_alphabet_stay_two():
    assert spelled("李") != spelled("王")


@pytest.mark.parametrize("width", [None, 40])
def test_the_border_of_an_ascii_table_is_straight(width):
    rows = [["Anna", "η_min was not added"], ["李", "γ^⌊t/s⌋"], ["Zoë", ""]]
    table = Table("", [Column("Student", True), Column("η ≈ …", True)], rows)
    text = written_blocks("table", table, Sentences(["η " * 30]), screen=Screen(width, ascii_only=True))
    lines = text.splitlines()
    box = [line for line in lines if line[0] in "+|"]
    assert len(box) >= 7
    assert len({len(line) for line in box}) == 1
    assert re.search(r"eta_min", text)
    assert width is None or max(map(len, lines)) <= width


@pytest.mark.parametrize("first", ["[a]", "*a"])
def test_a_row_that_begins_like_an_option_of_latex(first):
    table = Table("", [Column("a", True), Column("b")], [["1", "2"], [first, "3"]])
    assert f"\\\\\n{{}}{first} & 3 \\\\\n" in written_blocks("latex", table)
