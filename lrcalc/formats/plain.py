"""Text in lines that a screen has room for."""

from __future__ import annotations

import textwrap

from lrcalc.schedule.working import Line
from lrcalc.terminal.screen import Screen


def filled(text: str, screen: Screen) -> str:
    """A sentence broken at the width of the screen."""
    return "\n".join(broken(text, "", screen))


def aligned(lines: list[Line], screen: Screen) -> list[str]:
    """Lines of mathematics with their signs below each other."""
    # a spelled sign is wider, and the lines below have to follow
    lefts = [screen.spelled(line.left) for line in lines]
    width = max(map(len, lefts))
    shown: list[str] = []
    for left, line in zip(lefts, lines):
        shown += broken(line.right, f"{left:<{width}} {line.sign} ", screen)
    return shown


def broken(text: str, start: str, screen: Screen) -> list[str]:
    """A line after its start, broken where the screen is too narrow for it: further in, so that the signs
    stay the leftmost. A number is never cut."""
    text, start = screen.spelled(text), screen.spelled(start)
    if screen.width is None or len(start) + len(text) <= screen.width:
        return [start + text]
    inwards = " " * (len(start) + 2 if start else 0)
    return textwrap.wrap(
        text, screen.width, initial_indent=start, subsequent_indent=inwards, break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip
