"""Tables in JSON: what the program writes, rows of objects, an object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from lrcalc.marking.cells import Cells, Place, WorksheetError

# What stands for a step in the row of what is to be found at level 3 of an exercise.
FOUND = "found"


def json_table(lines: list[tuple[int, str]], name: str) -> Iterator[Cells]:
    """The rows of JSON with the keys of all as a header; numbers keep their digits. Raises WorksheetError."""
    try:
        try:
            text = "\n".join(text for _, text in lines)
            found = [json.loads(text, parse_float=str, parse_int=str)]
            places = [lines[0][0]]
        except json.JSONDecodeError:
            found = [json.loads(text, parse_float=str, parse_int=str) for _, text in lines]
            places = [number for number, _ in lines]
    except (ValueError, RecursionError) as error:
        where = Place(getattr(error, "lineno", lines[0][0]), 0, getattr(error, "colno", 0))
        given = "too deep a nest" if isinstance(error, RecursionError) else "what is no JSON there"
        raise WorksheetError(name, f"expected JSON as the program writes it, got {given}", where) from None
    rows = found if len(found) > 1 else _rows(found[0], name)
    places = places if len(found) > 1 else places * len(rows)
    if rows and all(isinstance(row, list) for row in rows):
        yield from (Cells(list(map(str, row)), Place(place)) for place, row in zip(places, rows))
        return
    keys: dict[str, None] = {}
    for place, row in zip(places, rows):
        if not isinstance(row, dict):
            raise WorksheetError(name, "expected an object a row, got something else", Place(place))
        keys |= dict.fromkeys(key for key, value in row.items() if not isinstance(value, (dict, list)))
    if any(rows) and not keys:
        raise WorksheetError(
            name, "expected an object a row, or a list a column, all of a length", Place(places[0])
        )
    if not keys:
        return
    yield Cells(list(keys), Place(lines[0][0]))
    for place, row in zip(places, rows):
        yield Cells(["" if row.get(key) is None else str(row[key]) for key in keys], Place(place))


def _rows(found: Any, name: str) -> list[Any]:
    """The rows of an answer, of the solution of one exercise, of a list, or of an object by columns (also as
    pandas writes it) or from step to rate; another object is one row."""
    if not isinstance(found, dict):
        return found if isinstance(found, list) else [found]
    if isinstance(found.get("exercises"), list):
        return _of_exercises(found["exercises"], name)
    lists = [item for item in found.values() if isinstance(item, list) and item and isinstance(item[0], dict)]
    if isinstance(found.get("rows"), list) or len(lists) == 1:
        return list(found["rows"] if "rows" in found else lists[0])
    if found and all(key.isdigit() for key in found):
        return [{"step": step, "answer": answer} for step, answer in found.items()]
    columns = [list(item.values()) if isinstance(item, dict) else item for item in found.values()]
    if columns and all(isinstance(item, list) and len(item) == len(columns[0]) for item in columns):
        return [dict(zip(found, cells)) for cells in zip(*columns)]
    return [found]


def _of_exercises(exercises: list[Any], name: str) -> list[Any]:
    """The steps of an exercise with the answers to them, and that to what is to be found."""
    if len(exercises) != 1 or not isinstance(exercises[0], dict):
        raise WorksheetError(name, f"expected the answers to one exercise, got {len(exercises)} exercises")
    steps, answers = exercises[0].get("steps"), exercises[0].get("answers")
    if not isinstance(steps, list) or not isinstance(answers, list):
        raise WorksheetError(name, "expected a list of answers, got an exercise without any")
    steps = [*steps, *[FOUND] * ("find" in exercises[0])]
    if len(steps) != len(answers):
        raise WorksheetError(name, f"expected {len(steps)} answers, one a step, got {len(answers)}")
    return [{"step": step, "answer": answer} for step, answer in zip(steps, answers)]
