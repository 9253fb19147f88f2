"""What can be read off a curve that was drawn with signs."""

from typing import NamedTuple

UPRIGHTS = "│|"
CORNERS = "└+"
MARKS = "●o"


class Drawing(NamedTuple):
    """The lines of one curve: the rates beside the axis by row from the top, and the rows themselves."""

    lines: list[str]
    titles: tuple[str, str]
    rates: dict[int, str]
    rows: list[str]
    ticks: dict[str, int]
    columns: int

    @property
    def marks(self) -> list[tuple[int, int]]:
        """The columns and rows of the marks, from the left."""
        found = [(x, y) for y, row in enumerate(self.rows) for x, sign in enumerate(row) if sign in MARKS]
        return sorted(found)

    def filled(self, column: int) -> list[int]:
        """The rows in which there is something in a column, from the top."""
        return [y for y, row in enumerate(self.rows) if row[column : column + 1].strip()]


def drawing_in(text: str) -> Drawing:
    """The curve at the end of a text, after an empty line where something goes before it."""
    blocks = text.rstrip("\n").split("\n\n")
    lines = next(block for block in reversed(blocks) if " Steps\n" in block).splitlines()
    title, *rows, axis, names = lines
    upright = next(place for place, sign in enumerate(rows[0]) if sign in UPRIGHTS)
    assert all(row[upright] in UPRIGHTS for row in rows)
    assert axis[upright] in CORNERS
    line, _, steps = axis[upright + 1 :].partition(" ")
    places = [place for place, sign in enumerate(line) if sign in "┬+"]
    return Drawing(
        lines,
        (title.strip(), steps),
        {place: row[:upright].strip() for place, row in enumerate(rows) if row[:upright].strip()},
        [row[upright + 1 :] for row in rows],
        dict(zip(names.split(), places)),
        len(line) - 1,
    )
