"""An exercise: a schedule with numbers drawn, and the steps to calculate η at; its code says how to get it
again.

The code names the policy, the level and four hexadecimal digits; the numbers are drawn from the code. A draw
on which two known mistakes give the same answers is drawn again.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from hashlib import blake2b
from typing import Any

from lrcalc.errors import ScheduleError, did_you_mean, nearest
from lrcalc.exercises.numbers import DECAYS, DROPS, TOTALS, Draw, part_of, rate
from lrcalc.exercises.question import Question, question
from lrcalc.marking.evidence import Evidence
from lrcalc.numbers.literal import shown
from lrcalc.policies import POLICIES, policy_class
from lrcalc.schedule.parameters import Parameter
from lrcalc.schedule.policy import Policy

LEVELS = (1, 2, 3)
COUNT = 5
# The figures that answers are asked to; mistakes that agree in them cannot be told apart.
FIGURES = 5
# How often numbers are drawn again; of draws that are all alike the one with the fewest pairs is taken.
MOST_DRAWS = 24
ALL = "all"
_CODE = re.compile(r"#?([a-z][a-z-]*[a-z])(?:-l([23]))?-([0-9a-f]{4})")
# Policies in which there is nothing to calculate.
NOT_SET = ("fixed",)
# Fractions of a total, in twenty-fourths: quarters, thirds, sixths, eighths.
PARTS = (3, 4, 6, 8, 9, 15, 16, 18, 20, 21)
QUARTERS = (0, 6, 12, 18, 24)
# Of the last of several phases so many steps are asked, out of these parts of it.
FEWEST_LAST = 3
LAST_PARTS = (6, 8, 12, 16, 18)
# A decay is asked for as long as so much is left of the rate.
LEAST_LEFT = 1e-3


class Exercise:
    """A schedule and the steps asked.

    At level 3 the rate of the last of the steps is given: a step, γ or T is to be found from one.
    """

    def __init__(self, name: str, level: int, digits: str) -> None:
        self.name = name
        self.level = level
        self.code = f"#{name}{'' if level == 1 else f'-l{level}'}-{digits}"

    @cached_property
    def _drawn(self) -> tuple[Evidence, list[int]]:
        best: tuple[int, Evidence, list[int]] | None = None
        for number in range(MOST_DRAWS):
            policy, steps = _numbers(self.name, self.level, Draw(f"{self.code} {number}"))
            evidence = Evidence(policy)
            alike = _pairs_alike(evidence, steps)
            if best is None or alike < best[0]:
                best = alike, evidence, steps
            if alike == 0:
                break
        assert best is not None
        return best[1], best[2]

    @property
    def evidence(self) -> Evidence:
        """What each known mistake gives, found while the numbers were drawn."""
        return self._drawn[0]

    @property
    def policy(self) -> Policy:
        return self.evidence.policy

    @property
    def steps(self) -> list[int]:
        return self._drawn[1]

    @cached_property
    def question(self) -> Question | None:
        """What is to be found at level 3 from a rate that is given; None at the others."""
        return question(self.policy, self.steps, Draw(self.code)) if self.level == 3 else None


def exercise(name: str, seed: str = "", number: int = 1, attempt: int = 1, level: int = 1) -> Exercise:
    """The exercise of a policy for a seed, such as a student's name. Raises ScheduleError.

    Each number of several and each attempt has a hash of its own: one more changes no other.
    """
    check_name(name)
    if level not in LEVELS:
        raise ScheduleError(f"expected a level of 1, 2 or 3, got {level}")
    text = "\n".join([name, seed, str(number), str(attempt), str(level)])
    return Exercise(name, level, blake2b(text.encode(), digest_size=2).hexdigest())


def exercises(name: str, seed: str, count: int = 1, attempt: int = 1, level: int = 1) -> Iterator[Exercise]:
    """Several exercises; with the name `all` the policies in turn."""
    names = policies_set() if name == ALL else [name]
    for number in range(1, count + 1):
        yield exercise(names[(number - 1) % len(names)], seed, number, attempt, level)


def from_code(code: str) -> Exercise:
    """The exercise of a code such as #cosine-7f3a. Raises ScheduleError."""
    match = _CODE.fullmatch(code.strip().lower())
    if match is None:
        raise ScheduleError(
            "expected a code such as #cosine-7f3a or #cosine-l2-7f3a (policy, level where it is 2 or 3, four "
            f"digits 0-9 a-f), got {shown(code)}"
        )
    check_name(match[1])
    return Exercise(match[1], int(match[2] or 1), match[3])


def is_code(text: str) -> bool:
    """Whether a text is the code of an exercise."""
    return _CODE.fullmatch(text.strip().lower()) is not None


def is_meant_as_code(text: str) -> bool:
    """Whether a text is a code, or was to be one: #cosine-zzzz, cosine-7f3."""
    plain = text.strip().lower()
    if plain.startswith("#") or is_code(plain):
        return True
    names = sorted(POLICIES, key=len, reverse=True)
    name = next((item for item in names if plain.startswith(item)), None)
    # with a digit, which no name of a policy has there
    rest = r"[-_ #]+(?:l[0-9]+-)?(?=[a-z]*[0-9])[0-9a-z]{1,8}"
    return name is not None and re.fullmatch(rest, plain.removeprefix(name)) is not None


def policies_set() -> list[str]:
    """The policies of which exercises are set: their numbers can be drawn, and there is something to find."""
    return [name for name in POLICIES if name not in NOT_SET and not _not_drawn(name)]


def check_name(name: str) -> None:
    """Raise ScheduleError for a policy of which no exercise is set."""
    if name not in POLICIES or name in NOT_SET:
        near = None if name in NOT_SET else nearest(name, policies_set())
        hint = did_you_mean(near)
        what = "a policy with something to calculate" if name in NOT_SET else "a policy"
        raise ScheduleError(f"expected {what} such as cosine, or all, got {shown(name)}{hint}")
    if missing := _not_drawn(name):
        raise ScheduleError(
            f"expected a policy whose numbers can be drawn, such as cosine, or all, got {shown(name)}, "
            f"which requires {' and '.join(missing)}"
        )


def _not_drawn(name: str) -> list[str]:
    """The options that a policy requires and for which no number is drawn."""
    own = policy_class(name).parameters()
    drawn = _given(own, TOTALS[0], Draw(name))
    return [item.label for key, item in own.items() if item.is_required and key not in drawn]


def _numbers(name: str, level: int, draw: Draw) -> tuple[Policy, list[int]]:
    """A policy with numbers that go together, and the steps."""
    kind = policy_class(name)
    own = kind.parameters()
    total = draw.one_of("T", TOTALS)
    given = _given(own, total, draw)
    policy = kind(**given)
    if level > 1 and "T" in own and "T" in given and "warmup" not in own:
        # what is left after the warm-up is the total that was drawn: its parts are whole
        policy = kind(**{**given, "T": total + total // 12}).after_warmup(total // 12)
    steps = _steps(policy, level, _span(policy, total), draw)
    # at level 3 the rate of the last step is given
    return policy, _to_the_end(policy, steps, FEWEST_LAST - (level < 3), draw)


def _given(own: Mapping[str, Parameter], total: int, draw: Draw) -> dict[str, Any]:
    """Numbers for the parameters whose names are known here."""
    given: dict[str, Any] = {}
    for key in ("max", "lr"):
        if key in own:
            given[key] = rate(draw, key)
    if "min" in own and "max" in own:
        given["min"] = part_of(draw, "min", given["max"])
    lengths = _lengths(own, total, draw)
    # a total that is not needed would tell nothing
    left_out = {"T"} if "T" in own and not own["T"].is_required else set()
    given |= {key: value for key, value in lengths.items() if key in own and key not in left_out}
    if "gamma" in own and not own["gamma"].optional:
        is_each_step = "step_size" not in own and "milestones" not in own
        given["gamma"] = draw.one_of("gamma", DECAYS if is_each_step else DROPS)
    if "decay_rate" in own:
        given |= {"decay_rate": draw.one_of("decay_rate", DROPS), "decay_steps": total // 4}
    if "power" in own and own["power"].default is not None:
        given["power"] = draw.one_of("power", (2, 3))
    if "d_model" in own:
        given["d_model"] = draw.one_of("d_model", (256, 512, 1024))
    return {key: value for key, value in given.items() if key in own}


def _lengths(own: Mapping[str, Any], total: int, draw: Draw) -> dict[str, Any]:
    """Counts of steps by the names that policies have for them."""
    warm = total // draw.one_of("W", (12, 6)) if "T" in own else total
    first = total * draw.one_of("T1", (6, 8, 9)) // 24
    found: dict[str, Any] = {
        "warmup": warm,
        "decay": total // 4,
        "step_size": total // 4,
        "milestones": [total // 3, total * 2 // 3, total * 5 // 6],
        "T0": total // 2,
        "step_up": total // 4,
    }
    if "T1" in own:
        return {**found, "T1": first, "T2": total - first}
    return {**found, "T": total + warm if "warmup" in own else total}


def _steps(policy: Policy, level: int, total: int, draw: Draw) -> list[int]:
    """The document's five at level 1; at the others any, and each phase has some."""
    if level == 1 and policy.total is not None and "warmup" not in policy.parameters():
        return [policy.total * part // 24 for part in QUARTERS]
    last = policy.total or total
    warm = vars(policy.symbols).get("warmup")
    if warm is not None and warm.value:
        start, span = warm.steps, max(24, last - warm.steps if policy.total else 8 * warm.steps)
        before = [start * part // 4 for part in draw.some_of("ramp", (1, 2, 3), 2)]
        parts = draw.some_of("steps", _whole(span, PARTS, COUNT - 2), COUNT - 2)
        return [*before, *(start + span * part // 24 for part in parts)]
    return [last * part // 24 for part in draw.some_of("steps", _whole(last, PARTS, COUNT), COUNT)]


def _whole(span: int, parts: Sequence[int], fewest: int) -> Sequence[int]:
    """The parts, in twenty-fourths, that are whole steps; all where those are too few."""
    whole = [part for part in parts if span * part % 24 == 0]
    return whole if len(whole) >= fewest else parts


def _span(policy: Policy, total: int) -> int:
    """So many steps as are asked over: of a decay without end no more than leave something to calculate."""
    gamma = policy.symbols.gamma.value if "gamma" in vars(policy.symbols) else Fraction(1)
    if policy.total is not None or "drops" in policy.columns or not 0 < gamma < 1:
        return total
    longest = math.log(LEAST_LEFT) / math.log(gamma)
    return next((span for span in reversed(TOTALS) if span <= min(total, longest)), TOTALS[0])


def _to_the_end(policy: Policy, steps: list[int], fewest: int, draw: Draw) -> list[int]:
    """The steps, so many of them at least within the last phase: it is what the schedule is about where
    others before it only go up, or hold."""
    last = list(policy.first_phases())[-1]
    if policy.total is None or "scale" not in last or last.first == 0:
        return steps
    begin = last.first - 1
    if sum(begin < step < policy.total for step in steps) >= fewest:
        return steps
    span = policy.total - begin
    parts = draw.some_of("last phase", _whole(span, LAST_PARTS, FEWEST_LAST), FEWEST_LAST)
    inside = {begin + span * part // 24 for part in parts}
    others = [step for step in steps if step <= begin or step == policy.total]
    # the first, the last and one more are kept
    kept = sorted({others[0], others[len(others) // 2], others[-1]})[: COUNT - FEWEST_LAST]
    return sorted({*kept, *inside})


def _pairs_alike(evidence: Evidence, steps: list[int]) -> int:
    """How many pairs of the policy's mistakes give the same answers at the steps, though not everywhere."""
    rates: dict[str, list[str]] = {}
    right = []
    for step in steps:
        derivation = evidence.derivation(step)
        right.append(f"{float(derivation):.{FIGURES}g}")
        for name, prediction in evidence.own_at(derivation).items():
            rates.setdefault(name, []).append(f"{prediction.about:.{FIGURES}g}")
    seen: dict[tuple[str, ...], str] = {}
    alike = 0
    for name, found in rates.items():
        if found == right or len(found) < len(steps):
            continue
        other = seen.setdefault(tuple(found), name)
        alike += other != name and evidence.elsewhere(other) != evidence.elsewhere(name)
    return alike
