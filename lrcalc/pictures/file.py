"""The curve as a picture for print, by matplotlib, written whole or not at all."""

from __future__ import annotations

import errno
import io
import logging
import os
import stat
import tempfile
from typing import Any

from lrcalc.errors import ScheduleError
from lrcalc.numbers.literal import LONGEST_PATH, shown
from lrcalc.pictures.caption import FONT
from lrcalc.pictures.curve import Curve
from lrcalc.pictures.figure import DPI, figure
from lrcalc.schedule.formula import title

FORMATS = ("png", "svg", "pdf")
SAMPLES = 1000
INSTALL = "pip install matplotlib"


def check_name(name: str) -> None:
    """Raise ScheduleError for a file whose name is not that of a picture, or where matplotlib is missing."""
    from importlib.util import find_spec

    if name.rpartition(".")[2].lower() not in FORMATS or "." not in name:
        raise ScheduleError(f"unknown picture type {shown(name, LONGEST_PATH)}; use .png, .svg or .pdf")
    if find_spec("matplotlib") is None:
        raise ScheduleError(f"pictures need matplotlib, which is not installed; {INSTALL}")


def save(curves: list[Curve], name: str, labels: list[str] | None = None, log_scale: bool = False) -> None:
    """Draw the curves into the file. Raises ScheduleError; what was there before is then as it was."""
    check_name(name)
    picture = _picture(curves, labels, log_scale, name.rpartition(".")[2].lower())
    beside = None
    try:
        target = os.path.realpath(name)
        _check(target)
        handle, beside = tempfile.mkstemp(".tmp", ".lrcalc-", os.path.dirname(target))
        with open(handle, "wb") as file:
            file.write(picture)
        os.chmod(beside, _mode(target))
        os.replace(beside, target)
        beside = None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ScheduleError(f"{shown(name, LONGEST_PATH)} cannot be written: {reason}") from None
    finally:
        if beside is not None:
            os.unlink(beside)


def _check(path: str) -> None:
    """Raise OSError for what is no file, and for one that is not to be written: not by root either."""
    if not os.path.exists(path):
        return
    mode = os.stat(path).st_mode
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "Is no file that can be replaced")
    if not mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def _mode(path: str) -> int:
    """Who may read and write the file: those who might before, or else those who may any new file."""
    if os.path.exists(path):
        return stat.S_IMODE(os.stat(path).st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _picture(curves: list[Curve], labels: list[str] | None, log_scale: bool, form: str) -> bytes:
    # that it has no place for its cache is nothing to the person
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    try:
        import matplotlib
    except ImportError as error:
        reason = f"matplotlib cannot be imported: {error}; {INSTALL}"
        raise ScheduleError(reason) from None

    # the signs of a formula as outlines, for an SVG has no fonts of its own; and the same bytes every time
    own: Any = {"font.size": FONT, "svg.hashsalt": "lrcalc", "svg.fonttype": "path", "pdf.fonttype": 42}
    no_date = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}
    about = {"Title": "; ".join(labels or [title(curve.policy) for curve in curves]), **no_date.get(form, {})}
    buffer = io.BytesIO()
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(own)
        figure(curves, labels, log_scale).savefig(buffer, format=form, dpi=DPI, metadata=about)
    return buffer.getvalue()
