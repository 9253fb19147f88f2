"""How a framework takes the words of a family of schedules."""

from __future__ import annotations

from typing import NamedTuple


class Convention(NamedTuple):
    """How one framework takes the words: a text with places for the numbers, and what is its own.

    lr: whether the maximum is the rate of the optimizer, and not in the text. bare, bare_remark: the same
    without a warm-up, where that is written or goes otherwise. total: whether the text leaves the updates
    of the run to what is said beside it.
    """

    name: str
    text: str
    remark: str
    lr: bool = True
    bare: str = ""
    bare_remark: str = ""
    total: bool = False


class Family(NamedTuple):
    """A kind of schedule: the words that it must have, those that it may have, and the frameworks."""

    needs: tuple[str, ...]
    takes: tuple[str, ...]
    conventions: tuple[Convention, ...]
