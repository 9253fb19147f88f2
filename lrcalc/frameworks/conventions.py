"""The same words in every framework: a call of each, what it does otherwise, and where that is decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any

from lrcalc.errors import ParameterError, ScheduleError, expected, nearest
from lrcalc.frameworks.call.reading import Settings
from lrcalc.frameworks.read import read
from lrcalc.frameworks.side_by_side import annealing, decays, phases
from lrcalc.frameworks.side_by_side.convention import Convention, Family
from lrcalc.frameworks.written.code import code_number
from lrcalc.frameworks.written.taken import real
from lrcalc.numbers.literal import shown
from lrcalc.numbers.real import Real
from lrcalc.schedule.policy import Policy

FAMILIES: dict[str, Family] = {**annealing.FAMILIES, **decays.FAMILIES, **phases.FAMILIES}
# The numbers that a word has where it is not given.
DEFAULTS: dict[str, Any] = {
    "max": Fraction(1), "min": Fraction(0), "warmup": 0, "gamma": Fraction(1, 2), "power": Fraction(1),
    "T_mult": 1, "decay": 0,
}  # fmt: skip


def numbers(words: Mapping[str, Any]) -> dict[str, str]:
    """The words as a call has them, and what follows from them."""
    top, low = words["max"], words["min"]
    found: dict[str, Any] = {
        "max": code_number(top),
        # without a point keras counts in whole numbers
        "top": real(top),
        "min": code_number(low),
        "ratio": code_number(low / top) if top else "0",
        "W": words["warmup"],
        "gamma": code_number(words["gamma"]),
        "power": real(words["power"]),
        "mult": words["T_mult"],
        "decay": words["decay"],
    }
    if "T" in words:
        total, warm, decay = words["T"], words["warmup"], words["decay"]
        found |= {
            "T": total,
            "rest": max(1, total - warm),
            "stable": total - warm - decay,
            "begin": total - decay,
        }
        found["share"] = f"{decay / max(1, total):.12g}"
    for name in ("step_size", "T0"):
        if name in words:
            found[name] = words[name]
    if "milestones" in words:
        at = words["milestones"]
        found["milestones"] = ", ".join(map(str, at))
        found["batches"] = ", ".join(f"'{item}ba'" for item in at)
        found["scales"] = ", ".join(f"{item}: {code_number(words['gamma'])}" for item in at)
        drops = [top * words["gamma"] ** place for place in range(len(at) + 1)]
        found["values"] = ", ".join(real(value) for value in drops)
    return {name: str(value) for name, value in found.items()}


class Row:
    """A convention with numbers: its rates."""

    def __init__(self, convention: Convention, words: Mapping[str, Any]) -> None:
        is_bare = not words["warmup"]
        self.name = convention.name
        self.remark = (convention.bare_remark if is_bare else "") or convention.remark
        text = (convention.bare if is_bare else "") or convention.text
        self.text = text.format(**numbers(words))
        self._settings = Settings(
            lr=words["max"] if convention.lr else None, total=words.get("T") if convention.total else None
        )

    @cached_property
    def refusal(self) -> str:
        """Why the framework does not take these words; empty where it does."""
        try:
            self.schedule.derivation(0)
        except ScheduleError as error:
            return str(getattr(error, "reason", error))
        return ""

    @property
    def call(self) -> str:
        """The call in one line."""
        return " ".join(self.text.split())

    @cached_property
    def schedule(self) -> Policy:
        """What it is read as. Raises ScheduleError."""
        return read(self.text, self._settings).schedule

    def rate(self, step: int) -> Real | None:
        """Its rate at a step; None where the framework raises an error there."""
        try:
            return self.schedule.derivation(step).learning_rate
        except ScheduleError:
            return None


def side_by_side(policy: str, given: Mapping[str, Any]) -> list[Row]:
    """The rows of a policy, one a framework, for the words that are given.

    Raises ScheduleError for a policy that is not compared, ParameterError for its words.
    """
    family = FAMILIES.get(policy)
    if family is None:
        raise ScheduleError(
            expected(f"one of {', '.join(FAMILIES)}", shown(policy), nearest(policy, FAMILIES))
        )
    for name in family.needs:
        if given.get(name) is None:
            raise ParameterError(name, f"is required for {policy}")
    for name, value in given.items():
        if value is not None and name != "max" and name not in (*family.needs, *family.takes):
            raise ParameterError(name, f"is nothing that {policy} has in all of the frameworks")
    words = {**DEFAULTS, **{name: value for name, value in given.items() if value is not None}}
    if "T" in words and words["warmup"] + words["decay"] >= words["T"]:
        what = f"a warm-up{' and a decay' if words['decay'] else ''} shorter than the total {words['T']}"
        raise ScheduleError(expected(what, words["warmup"] + words["decay"]))
    return [Row(convention, words) for convention in family.conventions]


def usual_span(words: Mapping[str, Any]) -> int:
    """How far the rates are of interest, where nothing says at which steps."""
    if words.get("T"):
        return int(words["T"])
    lengths: Sequence[int] = (
        3 * (words.get("step_size") or 0),
        2 * max(words.get("milestones") or [0]),
        3 * (words.get("T0") or 0) * (words.get("T_mult") or 1),
        4 * (words.get("warmup") or 0),
    )
    return max(lengths) or 12
