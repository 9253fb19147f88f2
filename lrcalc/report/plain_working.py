"""The working in plain lines, broken where the screen ends."""

from __future__ import annotations

import textwrap

from lrcalc.schedule.working import Line, Working
from lrcalc.terminal.screen import Screen


def plain_lines(working: Working, screen: Screen | None = None) -> list[str]:
    """The working at a step: the step, the remarks, and the lines with their signs below each other."""
    screen = screen or Screen()
    remarks = [part for remark in working.remarks for part in _broken(remark, "", screen)]
    return [f"Step t = {working.step}", *remarks, *_aligned(working.lines, screen)]


def _aligned(lines: list[Line], screen: Screen) -> list[str]:
    # η will be spelled where the screen has ASCII alone, and the lines below have to follow
    lefts = [line.left.replace("η", "eta") if screen.ascii_only else line.left for line in lines]
    width = max(map(len, lefts))
    shown: list[str] = []
    for index, line in enumerate(lines):
        start = f"{lefts[0] if index == 0 else '':<{width}} {line.sign} "
        shown += _broken(line.right, start, screen)
    return shown


def _broken(text: str, start: str, screen: Screen) -> list[str]:
    """A line after its start, broken where the screen is too narrow for it: further in, so that the signs
    stay the leftmost. A number is never cut."""
    if screen.width is None or len(start) + len(text) <= screen.width:
        return [start + text]
    inwards = " " * (len(start) + 2 if start else 0)
    return textwrap.wrap(
        text, screen.width, initial_indent=start, subsequent_indent=inwards, break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip
