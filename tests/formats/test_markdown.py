"""Markdown: the document's own table."""

import io

from lrcalc.marking.table import table_of
from lrcalc.report.blocks import Column, Table
from tests.formats.written import DECAY, EXERCISE, EXERCISE_STEPS, WARMUP, written, written_blocks

# Section 8.8, as the document prints it.
SUMMARY_TABLE = """\
| Step | Cosine Value | Scale Factor | Learning Rate |
|------|--------------|--------------|---------------|
| 0 | 1.0 | 1.0 | 0.002 |
| 1250 | 0.707 | 0.854 | 0.001721 |
| 2500 | 0.0 | 0.5 | 0.00105 |
| 3750 | -0.707 | 0.146 | 0.000378 |
| 5000 | -1.0 | 0.0 | 0.0001 |
"""


def test_the_exercise_is_the_documents_table_but_for_two_rates_it_cut_off():
    # The rates are 0.00172175144… and 0.00037824855…, to six digits.
    expected = SUMMARY_TABLE.replace("0.001721", "0.00172175").replace("0.000378", "0.000378249")
    assert written("markdown", EXERCISE, *EXERCISE_STEPS) == expected


def test_digits_are_those_of_every_column():
    # √2/2 = 0.70710…, (2 + √2)/4 = 0.85355…
    assert (
        written("markdown", EXERCISE, 1250, digits=4).splitlines()[2]
        == "| 1250 | 0.7071 | 0.8536 | 0.001722 |"
    )


def test_the_cosine_of_a_warm_up_is_a_dash():
    assert written("markdown", WARMUP, 0, 5000).splitlines() == [
        "| Step | Phase | Cosine Value | Scale Factor | Learning Rate |",
        "|------|-------|--------------|--------------|---------------|",
        "| 0 | warm-up | – | 0.0 | 0.0 |",
        "| 5000 | annealing | -1.0 | 0.0 | 0.0001 |",
    ]


def test_drops_are_whole():
    assert written("markdown", DECAY, 2999).splitlines() == [
        "| Step | Drops | Scale Factor | Learning Rate |",
        "|------|-------|--------------|---------------|",
        "| 2999 | 2 | 0.01 | 0.00001 |",
    ]


def test_a_bar_in_a_cell_is_not_the_end_of_it():
    table = Table("", [Column("Student", is_text=True), Column("Points")], [["Ann|a", "1"]])
    text = written_blocks("markdown", table)
    assert text.splitlines()[2] == r"| Ann\|a | 1 |"
    # and it is read back as it was
    (_, row) = table_of(io.StringIO(text), "sheet")
    assert row.texts == ["Ann|a", "1"]
