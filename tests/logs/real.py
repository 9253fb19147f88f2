"""The logs of real frameworks in data/, each with the truth beside it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from lrcalc.command.lines import read_line
from lrcalc.logs.identify.candidates import Identification
from lrcalc.logs.identify.identify import identify
from lrcalc.logs.reading.read import read_log
from lrcalc.logs.reading.rows import Log
from lrcalc.schedule.policy import Policy

DATA = Path(__file__).with_name("data")
NAMES = sorted(path.name for path in DATA.iterdir())


class Real(NamedTuple):
    """A log, where it is, and what truth.json says of it."""

    path: Path
    truth: dict[str, Any]

    @property
    def log(self) -> Log:
        with self.path.open("rb") as stream:
            return read_log(stream)

    @property
    def schedule(self) -> Policy:
        """The schedule that was meant."""
        return read_line(1, self.truth["schedule"])

    @property
    def is_right(self) -> bool:
        """Whether the rates are those that were meant, however poor the log is."""
        return self.truth["fault_kind"] != "rates"


@cache
def named(name: str) -> Identification:
    """What identify says of a log."""
    return identify(real(name).log)


def real(name: str) -> Real:
    """The log with that name."""
    folder = DATA / name
    path = next(path for path in folder.iterdir() if path.name != "truth.json")
    return Real(path, json.loads((folder / "truth.json").read_text()))
