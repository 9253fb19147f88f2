"""`--save`: a curve drawn into a file, whichever command asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lrcalc.command.reading import said_of
from lrcalc.pictures.file import SAMPLES, check_name, save

if TYPE_CHECKING:
    from lrcalc.report.blocks import Drawing

OPTION = "--save"


def check_picture(path: str) -> None:
    """Raise ParameterError for a file that no picture can be drawn into."""
    with said_of(OPTION):
        check_name(path)


def save_picture(drawing: Drawing, path: str) -> None:
    """Draw the curves into the file. Raises ParameterError."""
    with said_of(OPTION):
        save(drawing.curves(SAMPLES), path, drawing.labels, drawing.log_scale)
