"""The table of a class: a row an answer, or a row a student with a column a step or a question."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from lrcalc.errors import ScheduleError
from lrcalc.exercises.generate import is_code
from lrcalc.marking.answer import looks_like_decimal_comma, printable, read_answer
from lrcalc.marking.cells import Cells
from lrcalc.marking.headings import COLUMNS, RATE, in_units, keys_of, plain
from lrcalc.marking.step import read_step
from lrcalc.marking.worksheet import FOUND, SUMMARIES, Row, row_of
from lrcalc.numbers.literal import LiteralError, shown

# What a student's column may be called, the name before what else tells students apart, and that of the
# exercise: a code, or a schedule as on its own line.
NAMES = ("student", "name", "student name", "full name")
IDENTITIES = ("student id", "id", "login", "email", "email address", "e mail", "matriculation")
STUDENTS = (*NAMES, *IDENTITIES)
# Where there is no column of the name, it may be in two parts, the first name first.
PARTS_OF_NAMES = (
    ("first name", "firstname", "given name"), ("last name", "lastname", "surname", "family name"),
)  # fmt: skip
EXERCISES = ("exercise", "code", "schedule", "for")
IGNORED = (
    "points",
    "date",
    "time",
    "timestamp",
    "section",
    "group",
    "note",
    "phase",
    *PARTS_OF_NAMES[0],
    *PARTS_OF_NAMES[1],
)
OF_STUDENTS = (*STUDENTS, *EXERCISES, *IGNORED)


class Sheet(NamedTuple):
    """The answers of one student to one exercise, where they stand, and that to what was to be found."""

    student: str
    exercise: str
    rows: list[Row]
    place: str
    found: str = ""


class Unread(NamedTuple):
    """What could not be read: where it stands, why, whose it is as far as that is known, and how many rows
    of a table it is (one where it is a file)."""

    place: str
    reason: str
    student: str = ""
    exercise: str = ""
    rows: int = 1


class Remark(NamedTuple):
    """What was passed over or taken for granted."""

    text: str


class Asked(NamedTuple):
    """What is asked in an exercise: the steps (none: it is not said), the columns by their headings."""

    steps: Sequence[int] = ()
    headings: Mapping[str, str] = {}


# 1250, t = 1250, η_1250, step 1,250, "η at t = 1250" as a form asks it
_STEP_HEADING = re.compile(
    r"(?:(?:η|eta|(?:learning)?rate|lr|answer)(?:at|for|@))?(?:step|η_?\{?)?(?:t=)?"
    r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9][0-9_]*k?)\}?\??"
)

AskedOf = Callable[[str], Asked]


def nothing_asked(exercise: str) -> Asked:
    """Where nobody says what is asked."""
    return Asked()


def name_of(text: str) -> str:
    """A name as it is compared and printed: single blanks, composed letters, nothing that steers a
    terminal."""
    return printable(unicodedata.normalize("NFC", " ".join(text.split())))


def student_columns(names: Sequence[str]) -> list[int]:
    """The columns of a header that say who a student is, in the order of a name; empty: there are none."""
    by_name = [names.index(text) for text in NAMES if text in names][:1]
    parts = [index for part in PARTS_OF_NAMES for index, text in enumerate(names) if text in part]
    return by_name or parts or [names.index(text) for text in IDENTITIES if text in names][:1]


def header_of(table: Sequence[Cells]) -> int | None:
    """Where the header stands of a file of many students; None where it is a worksheet of one."""
    for index, cells in enumerate(table[:20]):
        names = [plain(text) for text in cells.texts]
        if (student_columns(names) or any(name in EXERCISES for name in names)) and (
            any(COLUMNS.get(name) == "step" for name in names)
            or any(_step_of(text) or _question_of(text) for text in cells.texts)
        ):
            return index
    return None


def _step_of(heading: str) -> str | None:
    """The step that a column of a wide file is for: `1250`, `t = 1250`, `η_1250`; None for another column."""
    match = _STEP_HEADING.fullmatch(plain(heading).replace(" ", ""))
    return match[1].replace(",", "") if match else None


def _question_of(heading: str) -> int | None:
    """The place of the question that a column of a wide file is for: `question_2`, `Q2`, `answer 2`."""
    match = re.fullmatch(r"(?:question|q|answer|a|task|problem)\.? ?([1-9][0-9]?)", plain(heading))
    return int(match[1]) if match else None


def sheets_of(
    table: Sequence[Cells],
    start: int,
    name: str,
    decimal_comma: bool,
    asked_of: AskedOf,
    owner: str = "",
) -> Iterator[Sheet | Unread | Remark]:
    header = table[start]
    names = [plain(text) for text in header.texts]
    students = student_columns(names)
    exercise = next((index for index, text in enumerate(names) if text in EXERCISES), None)
    is_long = any(COLUMNS.get(text) == "step" for text in names)
    body = in_units(header, [cells for cells in table[start + 1 :] if any(cells.texts)])
    commas = decimal_comma or _has_commas(body)
    is_known = is_long and all(text in COLUMNS or text in OF_STUDENTS for text in names)
    yield from _passed_over(header.texts, names, name, is_long)
    passed: list[str] = []

    @cache
    def keys(what: str) -> list[str | None]:
        known = COLUMNS if is_known else _known(asked_of(what).headings)
        return keys_of(header, known, name, passed, OF_STUDENTS)

    sheets: dict[tuple[str, str], Sheet] = {}
    written: dict[str, str] = {}
    for cells in body:
        texts = [*cells.texts, *[""] * (len(names) - len(cells.texts))]
        place = f"{name}, line {cells.place.line}"
        who = name_of(" ".join(texts[index] for index in students))
        what = printable(texts[exercise]) if exercise is not None else ""
        if not students:
            who = owner
        # a code that is written once holds for the rows below it
        what = written[who] = what or written.get(who, "")
        if is_long and len(names) > 1 and (len(cells.texts) == 1 or who.lower() in SUMMARIES):
            yield Remark(f"{place} is no row of answers, and is passed over")
            continue
        if not who:
            yield Unread(place, "expected a student, got no name")
            continue
        if any(texts[len(names) :]):
            yield Unread(f"{place}, {who}", cells.too_many_for(len(names)), who, what)
            continue
        found = ""
        try:
            if not is_long:
                steps = asked_of(what).steps
                rows = list(_wide_rows(header.texts, texts, steps, commas))
                found = _found(header.texts, texts, len(steps) + 1)
            else:
                by_key = {key: text for key, text in zip(keys(what), texts) if key is not None}
                is_found = by_key.get("step", "").lower() == FOUND
                found = by_key.get(RATE, "") if is_found else ""
                rows = [] if is_found else [row_of(by_key, commas)]
        except (LiteralError, ScheduleError) as error:
            yield Unread(f"{place}, {who}", str(error), who, what)
            continue
        key = who, what
        if not is_long:
            yield Sheet(who, what, rows, place, found)
            continue
        sheet = sheets.setdefault(key, Sheet(who, what, [], place))
        sheet.rows.extend(rows)
        sheets[key] = sheet._replace(found=found or sheet.found)
    yield from map(Remark, dict.fromkeys(passed))
    yield from sheets.values()


def _known(headings: Mapping[str, str]) -> dict[str, str]:
    """What columns may be called, those of a schedule among them."""
    return {**COLUMNS, **{plain(text): key for text, key in headings.items()}}


def _passed_over(headings: list[str], names: list[str], name: str, is_long: bool) -> Iterator[Remark]:
    """The columns of a wide file that are none of a step, unless it is plain that they are none."""
    for heading, text in zip(headings, names):
        is_plain = not text or text in (*OF_STUDENTS, FOUND)
        if not (is_long or is_plain or _step_of(heading) or _question_of(heading)):
            yield Remark(f"{name}: the column {shown(heading)} names no step, and is passed over")


def _has_commas(body: Sequence[Cells]) -> bool:
    cells = [text for row in body for text in row.texts if text and not is_code(text)]
    return any(map(looks_like_decimal_comma, cells)) and not any(
        re.fullmatch(r"-?[0-9]*\.[0-9]+(?:e-?[0-9]+)?", text) for text in cells
    )


def _found(headings: list[str], texts: list[str], number: int) -> str:
    """The answer to what was to be found in a row of a wide file: the question after the steps."""
    pairs = zip(headings, texts)
    return next((text for head, text in pairs if plain(head) == FOUND or _question_of(head) == number), "")


def _wide_rows(
    headings: list[str], texts: list[str], steps: Sequence[int], decimal_comma: bool
) -> Iterator[Row]:
    """A row of a wide file: a student, and a column a step, or a question of those asked. Raises
    ScheduleError for a question that is none of them."""
    for heading, text in zip(headings, texts):
        step, question = _step_of(heading), _question_of(heading)
        if step is not None:
            yield Row(read_step(step), {RATE: read_answer(text, decimal_comma)})
        elif question is not None and question <= len(steps):
            yield Row(steps[question - 1], {RATE: read_answer(text, decimal_comma)})
        elif question is not None and text and question > len(steps) + 1:
            many = f"{len(steps)} steps" if steps else "no steps that are demanded"
            raise ScheduleError(f"expected questions of the exercise, which has {many}, got {shown(heading)}")
