"""Every kind of block in every format that has room for it, each as it is written by hand."""

import pytest

from lrcalc.formats import FORMATS, format_named, formats_showing
from lrcalc.numbers.display import MISSING
from lrcalc.pictures.curve import curve
from lrcalc.policies import Fixed
from lrcalc.report.blocks import (
    Code,
    Column,
    Drawing,
    Equations,
    Figures,
    Listing,
    Sentences,
    Table,
)
from lrcalc.schedule.working import Line
from lrcalc.terminal.screen import Screen
from tests.formats.written import written_blocks

TABLE = Table(
    "A title",
    [Column("Step"), Column("Phase", is_text=True), Column("Rate")],
    [["0", "warm-up", "-0.5"], ["10", "decay_1", MISSING]],
)
SENTENCES = Sentences(["η_0 is 5 % of γ.", "A second one."])
# two lines at a step, the second of those asked, and a formula of one line
EQUATIONS = Equations(lambda notation: [Line("x", "=", "1/3"), Line("", "≈", "0.3")], 7, 2, ("as t ≤ W",))
FORMULA = Equations(lambda notation: [Line("x", "=", "1/3")])
FIGURES = Figures([("Mean", "0.5"), ("Above half", "2 updates (50 %)")])
LISTING = Listing(["fixed --lr 1", "step --lr 1 --s 5"])
CODE = Code("lr = 1\nprint(lr)", "python")

BLOCKS = {
    "a table": TABLE,
    "sentences": SENTENCES,
    "a step": EQUATIONS,
    "a formula": FORMULA,
    "figures": FIGURES,
    "a listing": LISTING,
    "code": CODE,
}

TEXTS = {
    ("table", "a table"): """\
A title
╭──────┬─────────┬──────╮
│ Step │ Phase   │ Rate │
├──────┼─────────┼──────┤
│    0 │ warm-up │ -0.5 │
│   10 │ decay_1 │    – │
╰──────┴─────────┴──────╯
""",
    ("markdown", "a table"): """\
| Step | Phase | Rate |
|------|-------|------|
| 0 | warm-up | -0.5 |
| 10 | decay_1 | – |
""",
    ("latex", "a table"): r"""\begin{tabular}{rlr}
\toprule
Step & Phase & Rate \\
\midrule
0 & warm-up & $-0.5$ \\
10 & decay\_1 & -- \\
\bottomrule
\end{tabular}
""",
    ("table", "sentences"): "η_0 is 5 % of γ.\nA second one.\n",
    ("markdown", "sentences"): "$\\eta_{0}$ is 5 % of $\\gamma$.\n\nA second one.\n",
    ("latex", "sentences"): "$\\eta_{0}$ is 5 \\% of $\\gamma$.\n\nA second one.\n",
    ("table", "a step"): "Step t = 7\nas t ≤ W\nx = 1/3\n  ≈ 0.3\n",
    ("markdown", "a step"): r"""#### Step 2: t = 7

as $t \le W$

```math
\begin{aligned}
x &= 1/3 \\
 &\approx 0.3
\end{aligned}
```

**Answer:** $x \approx 0.3$
""",
    ("latex", "a step"): r"""\paragraph{Step $t = 7$}
as $t \le W$
\begin{align*}
x &= 1/3 \\
 &\approx 0.3
\end{align*}
\textbf{Answer:} $x \approx 0.3$
""",
    ("table", "a formula"): "x = 1/3\n",
    ("markdown", "a formula"): "#### General Formula\n\n```math\nx = 1/3\n```\n",
    ("latex", "a formula"): "\\begin{align*}\nx &= 1/3\n\\end{align*}\n",
    ("table", "figures"): "Mean        0.5\nAbove half  2 updates (50 %)\n",
    ("markdown", "figures"): "- Mean: 0.5\n- Above half: 2 updates (50 %)\n",
    ("latex", "figures"): r"""\begin{tabular}{ll}
Mean & 0.5 \\
Above half & 2 updates (50 \%) \\
\end{tabular}
""",
    ("table", "a listing"): "1  fixed --lr 1\n2  step --lr 1 --s 5\n",
    ("markdown", "a listing"): "1. `fixed --lr 1`\n2. `step --lr 1 --s 5`\n",
    # -- would become one long dash
    ("latex", "a listing"): r"""\begin{enumerate}
\item \texttt{fixed -{}-lr 1}
\item \texttt{step -{}-lr 1 -{}-s 5}
\end{enumerate}
""",
    ("table", "code"): "lr = 1\nprint(lr)\n",
    ("markdown", "code"): "```python\nlr = 1\nprint(lr)\n```\n",
    ("latex", "code"): "\\begin{verbatim}\nlr = 1\nprint(lr)\n\\end{verbatim}\n",
}  # fmt: skip


@pytest.mark.parametrize(("form", "name"), TEXTS)
def test_a_block(form, name):
    assert written_blocks(form, BLOCKS[name]) == TEXTS[form, name]


def test_no_format_for_people_leaves_out_a_kind():
    forms = [name for name in FORMATS if Sentences in format_named(name).shows]
    assert forms == ["table", "markdown", "latex"]
    assert TEXTS.keys() == {(form, name) for form in forms for name in BLOCKS}
    for form in forms:
        assert {*map(type, BLOCKS.values())} <= format_named(form).shows


# COMMAND-LINE.md, section 7: the curve is drawn in the terminal; section 3: what each format carries
def test_which_formats_have_room_for_what():
    assert formats_showing() == list(FORMATS)
    assert formats_showing(Drawing) == ["table"]
    assert formats_showing(Table) == ["table", "markdown", "latex", "csv", "tsv", "json", "jsonl"]
    assert formats_showing(Equations) == ["table", "markdown", "latex", "json", "jsonl"]
    assert formats_showing(Figures) == ["table", "markdown", "latex", "json"]
    assert formats_showing(Drawing, Equations) == ["table"]


def test_a_drawing():
    text = written_blocks("table", Drawing(lambda samples: [curve(Fixed(lr="0.5"), [], samples, end=10)]))
    assert text.splitlines()[0].strip() == "Learning Rate"
    # the largest rate and its quarters beside the axis, the steps below it
    names = [line.partition("│")[0].strip() for line in text.splitlines() if "│" in line]
    assert list(filter(None, names)) == ["0.5", "0.375", "0.25", "0.125", "0.0"]
    assert text.splitlines()[-1].split() == ["0", "2", "4", "6", "8", "10"]


def test_a_drawing_of_several_has_a_legend():
    one, two = (lambda samples, lr=lr: curve(Fixed(lr=lr), [], samples, end=10) for lr in ("0.5", "0.25"))
    block = Drawing(lambda samples: [one(samples), two(samples)], ["fixed --lr 0.5", "fixed --lr 0.25"])
    assert written_blocks("table", block).endswith("\n\n1  fixed --lr 0.5\n2  fixed --lr 0.25\n")


def test_one_line_of_a_listing_needs_no_number_in_the_terminal():
    assert written_blocks("table", Listing(["fixed --lr 1"])) == "fixed --lr 1\n"


def test_the_signs_of_equations_stay_below_each_other_where_they_are_spelled():
    block = Equations(lambda notation: [Line("η_3", "=", "1/3"), Line("", "≈", "0.3")])
    # eta_3 is two signs longer than η_3, and the signs stay below each other
    assert written_blocks("table", block, screen=Screen(ascii_only=True)) == "eta_3 = 1/3\n      ~ 0.3\n"


# 12 signs of name, two blanks: the text goes on below itself
def test_on_a_narrow_screen_sentences_and_figures_are_broken_between_words():
    screen = Screen(width=24)
    assert written_blocks("table", Sentences(["one two three four five six"]), screen=screen) == (
        "one two three four five\nsix\n"
    )
    text = written_blocks("table", Figures([("Above half", "2 updates (50 %)")]), screen=screen)
    assert " ".join(text.split()) == "Above half 2 updates (50 %)"
    assert all(len(line) <= 24 for line in text.splitlines())


WIDE = Table(
    "A title",
    [Column(heading) for heading in ("Step", "1 fixed", "2 step", "2 : 1")],
    [["1000", "0.00012345", "0.00012346", "1.00008"]],
    second=3,
)


# 4 + 10 + 10 + 7 digits, and 3 signs of frame a column and one: 44
def test_a_table_whose_second_part_has_room_is_one():
    (line,) = [
        line for line in written_blocks("table", WIDE, screen=Screen(width=44)).splitlines() if "1000" in line
    ]
    assert line == "│ 1000 │ 0.00012345 │ 0.00012346 │ 1.00008 │"


def test_a_table_whose_second_part_has_no_room_is_two():
    # without a frame all would take 34, and the first part with one too
    lines = written_blocks("table", WIDE, screen=Screen(width=33)).splitlines()
    assert [line for line in lines if "1000" in line] == [
        "1000│0.00012345│0.00012346",
        "│ 1000 │ 1.00008 │",
    ]
    assert lines.count("A title") == 1


# the blocks of an answer in its order, and whether a blank line stands between
def test_where_blank_lines_stand_in_the_terminal():
    text = written_blocks("table", LISTING, TABLE, SENTENCES, TABLE, FIGURES, FORMULA, SENTENCES, CODE)
    empty = [index for index, line in enumerate(text.splitlines()) if not line]
    # 2 lines, 7, 2, 7, 2, blank, 1, blank, 2, blank, 2
    assert empty == [20, 22, 25]
    assert len(text.splitlines()) == 28


@pytest.mark.parametrize("form", ["markdown", "latex"])
def test_a_blank_line_stands_between_all_blocks_that_are_to_be_set(form):
    text = written_blocks(form, TABLE, SENTENCES, FIGURES)
    assert text == "\n".join(TEXTS[form, name] for name in ("a table", "sentences", "figures"))


def test_lines_to_be_copied_are_whole_on_a_narrow_screen() -> None:
    line = "lrcalc cosine --max 0.0062 --min 6.2e-08 --T 400 --warmup 100"
    assert written_blocks("table", Listing([line]), screen=Screen(width=40)) == f"{line}\n"
