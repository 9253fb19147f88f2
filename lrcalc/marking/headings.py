"""What the columns of a worksheet may be called, and which of them are the student's answers."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from itertools import zip_longest

from lrcalc.errors import did_you_mean, nearest
from lrcalc.marking.cells import Cells, WorksheetError
from lrcalc.numbers.literal import shown

RATE = "learning_rate"
# What a column may be called, lower case with single spaces.
COLUMNS = {
    **dict.fromkeys(("step", "steps", "t", "iteration", "global step", "training step", "schritt"), "step"),
    **dict.fromkeys(("learning rate", "rate", "lr", "η", "eta", "lernrate"), RATE),
    **dict.fromkeys(("cosine", "cos"), "cosine"),
    **dict.fromkeys(("scale", "scale factor"), "scale"),
}
# What may follow the name of a column: Learning Rate (η), step t, lr at t, cosine value, step no.
TRAILING = ("t", "η", "eta", "lr", "at", "value", "values", "no", "nr", "number", "°")
# Where the rates of the program stand beside the answers, as in a marking, these are the answers.
ANSWERS = (
    "answer", "answers", "your answer", "your answers", "my answer", "my answers", "student answer", "result",
    "results",
)  # fmt: skip
# Columns that say nothing of the answers; others that are unknown are passed over too, but named.
IGNORED = {
    "", "name", "student", "student id", "id", "email", "phase", "epoch", "verdict", "verdicts", "expected",
    "mistakes", "points", "note", "notes", "comment", "comments", "remark", "remarks", "working", "angle",
}  # fmt: skip
# A unit behind a heading, in brackets or after "in": (%), [×10⁻³], in 1e-3.
_UNIT = re.compile(
    r"\s*(?:[(\[]\s*(?:in\s+)?|\bin\s+)(\\?%|[×x*·]?\s*1(?:0\s*\^?\{?|e)[-−+⁻]?[0-9⁰-⁹¹²³]{1,2}\}?)\s*[)\]]?$"
)


def unit_of(heading: str) -> str:
    """What the numbers below a heading are to be followed by: %, or times a power of ten; else nothing."""
    found = _UNIT.search(heading.strip("$*` "))
    if found is None or "%" in found[1]:
        return " %" if found else ""
    power = found[1].lstrip("×x*· ")
    return f" × {power.replace('1e', '10^')}"


def in_units(header: Cells, body: list[Cells]) -> list[Cells]:
    """The lines below a header, each number in the unit that its heading names."""
    units = list(map(unit_of, header.texts))
    if not any(units):
        return body
    return [
        cells._replace(
            texts=[
                text + unit if text[-1:].isdigit() else text
                for text, unit in zip_longest(cells.texts, units[: len(cells.texts)], fillvalue="")
            ]
        )
        for cells in body
    ]


def plain(heading: str) -> str:
    """A heading in small letters, single spaces and no marks of emphasis, units or symbols behind it."""
    bare = re.sub(r"\\(?:text|mathrm)\{([^}]*)\}", r"\1", _UNIT.sub("", heading.strip("$*` ")))
    bare = re.sub(r"[$*`{}\\]", "", bare.replace("\\eta", "η"))
    bare = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", bare)  # LearningRate
    words = re.sub(r"[-_:()\[\]]|\.(?=\s|$)", " ", bare.lower()).split()
    while len(words) > 1 and words[-1] in TRAILING and " ".join(words) not in COLUMNS:
        words.pop()
    return " ".join(words)


def is_header(cells: Cells, known: Mapping[str, str] = COLUMNS) -> bool:
    """Whether a line names a step and answers."""
    names = list(map(plain, cells.texts))
    return {"step", RATE} <= {_answer_to(text, known) or known.get(text) for text in names}


def _answer_to(name: str, known: Mapping[str, str]) -> str | None:
    """What a column answers that says that it does: `your answer`, and `cosine answer` in a marking."""
    if name in ANSWERS:
        return RATE
    return known.get(name.removesuffix(" answer")) if name.endswith(" answer") else None


def keys_of(
    header: Cells,
    known: Mapping[str, str],
    name: str,
    remarks: list[str],
    ignored: Collection[str] = (),
) -> list[str | None]:
    """The key of each column; None for one that is passed over, which is remarked where it is unknown. Raises
    WorksheetError for one that may be meant for another."""
    names = [plain(text) for text in header.texts]
    said = [_answer_to(text, known) for text in names]
    # where the rates of the program stand beside the answers, so does what else it found
    is_marking = RATE in said and RATE in map(known.get, names)
    keys = [
        answer or (None if is_marking and known.get(text) != "step" else known.get(text))
        for answer, text in zip(said, names)
    ]
    unknown = [
        column
        for column, text in enumerate(names)
        if not (
            said[column] or text in known or text in IGNORED or text in ignored or text.endswith(" verdict")
        )
    ]
    given = ", ".join(shown(header.texts[column]) for column in unknown[:4])
    if RATE not in keys and len(unknown) > 1:
        raise WorksheetError(
            name, f"expected the columns step and learning_rate, one rate a step, got {given}", header.place
        )
    for column, (cell, key) in enumerate(zip(header.texts, keys)):
        place = header.place.at(column + 1)
        near = nearest(names[column], [*known, *ANSWERS]) if column in unknown else None
        if near or (column in unknown and RATE not in keys):
            columns = ", ".join(dict.fromkeys(known.values()))
            hint = did_you_mean(near)
            raise WorksheetError(name, f"expected a column such as {columns}, got {shown(cell)}{hint}", place)
        if key is not None and key in keys[:column]:
            stands_twice = f"expected each column once, got {shown(cell)}, which stands twice"
            raise WorksheetError(name, stands_twice, place)
    for needed in ("step", RATE):
        if needed not in keys:
            raise WorksheetError(name, f"the column {needed} is missing", header.place)
    if unknown:
        more = ", …" * (len(unknown) > 4)
        are = "column {} is" if len(unknown) == 1 else "columns {} are"
        remarks.append(f"{name}: the {are.format(given + more)} none of the schedule, and passed over")
    return [None if key == "phase" else key for key in keys]
