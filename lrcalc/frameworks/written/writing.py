"""A schedule as a function in code: its phases, each by its formula, generated from the derivation."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from lrcalc.errors import ScheduleError
from lrcalc.expression.lists import Count, Element
from lrcalc.expression.named import Quantity
from lrcalc.expression.nodes import Node, contains
from lrcalc.expression.shape import fold_constants
from lrcalc.frameworks.written.code import FORMULA, SIGNS, CodeNotation, Language, code_number
from lrcalc.numbers.literal import MOST_STEPS
from lrcalc.schedule.clock import Clock, Clocked
from lrcalc.schedule.derivation import Phase
from lrcalc.schedule.floor import Floored
from lrcalc.schedule.policy import Policy

# So many phases are looked at for those that come again, and so many are written out one after another.
MOST_PHASES = 400
MOST_WRITTEN = 120
MOST_FORMULAS = 4


class Part(NamedTuple):
    """A formula as text, the first step it holds at, and a condition where steps alone do not say when."""

    first: int
    text: str
    condition: str = ""


def parts_of(schedule: Policy, language: Language, variable: str = "t") -> list[Part]:
    """The formulas of a schedule in order, in a language. Raises ScheduleError where they are too many."""
    if isinstance(schedule, Floored):
        least = code_number(schedule.symbols.floor.value)
        inner = parts_of(schedule.inner, language, variable)
        return [part._replace(text=f"{language.greatest}({part.text}, {least})") for part in inner]
    if isinstance(schedule, Clocked):
        return _on_a_clock(schedule, language, variable)
    notation = CodeNotation(language, variable)
    found: list[tuple[int, str, Phase]] = []
    step, looked = 0, 0
    while True:
        phase = schedule.phase_at(step)
        text = _text(notation, phase, step)
        looked += 1
        if not found or found[-1][1] != text:
            found.append((step, text, phase))
        last = phase.last
        if last is None or (schedule.total is not None and last >= schedule.total):
            break
        if looked >= MOST_PHASES:
            parts = _with_cycles(notation, found)
            _check_far(schedule, notation, found, step)
            return parts
        step = last + 1
    if len(found) > MOST_WRITTEN:
        raise ScheduleError(f"expected a schedule of at most {MOST_WRITTEN} formulas, got {len(found)}")
    return [Part(first, text) for first, text, _ in found]


def _on_a_clock(schedule: Clocked, language: Language, variable: str) -> list[Part]:
    """The formulas of the schedule within, which count what the clock shows."""
    clock, end = Clock.read(schedule.clock), schedule.inner.total
    assert clock is not None
    text = CodeNotation(language, variable).text(clock.node)
    shown = f"({text})"
    if clock.inner // clock.over + clock.shift < 0:
        shown = f"{language.greatest}({text}, 0)"
    if end is not None and clock.times > 1:
        shown = f"{language.least}({shown}, {end})"
    inner = parts_of(schedule.inner, language, shown)
    return [part._replace(first=clock.first_at(part.first)) for part in inner]


def _check_far(
    schedule: Policy, notation: CodeNotation, found: list[tuple[int, str, Phase]], step: int
) -> None:
    """Raise ScheduleError where a later phase has another formula than those that come again."""
    known = {text for _, text, _ in found}
    later = [*schedule.default_steps(), *(2**n for n in range(50))]
    end = MOST_STEPS if schedule.total is None else schedule.total
    for one in later:
        if step < one <= end and _text(notation, schedule.phase_at(one), one) not in known:
            raise ScheduleError(
                "expected a schedule of a few phases, got one that changes after many of them"
            )


def _text(notation: CodeNotation, phase: Phase, step: int) -> str:
    formula: Node = phase.quantities[-1].expression
    return notation.text(fold_constants(_opened(formula), step) if _has_list(formula) else formula)


def _has_list(node: Node) -> bool:
    return contains(node, lambda part: isinstance(part, (Count, Element)))


def _opened(node: Node) -> Node:
    """A formula with what its quantities are in their place."""
    if isinstance(node, Quantity):
        return _opened(node.expression)
    return node.with_children(tuple(map(_opened, node.children))) if node.children else node


def _with_cycles(notation: CodeNotation, found: list[tuple[int, str, Phase]]) -> list[Part]:
    """The parts where the last few formulas come again and again."""
    tail = {text for _, text, _ in found[len(found) // 2 :]}
    if len(tail) > MOST_FORMULAS:
        raise ScheduleError("expected a schedule of a few formulas, got one that has more and more of them")
    begin = len(found) - 1
    while begin and found[begin - 1][1] in tail:
        begin -= 1
    parts = [Part(first, text) for first, text, _ in found[:begin]]
    if len(tail) == 1:
        return [*parts, Part(found[begin][0], found[begin][1])]
    known: dict[str, Part] = {}
    for _, text, phase in found[begin:]:
        if text not in known and phase.condition:
            known[text] = Part(found[begin][0], text, _condition(notation, phase))
    if len(known) < len(tail):
        raise ScheduleError("expected a schedule whose formulas say when they hold")
    last = list(known.values())
    return [*parts, *last[:-1], last[-1]._replace(condition="")]


def _condition(notation: CodeNotation, phase: Phase) -> str:
    """The condition of a phase as code: `a <= b`, or `a < b <= c`."""
    words = [
        SIGNS.get(part, part) if isinstance(part, str) else notation.text(part) for part in phase.condition
    ]
    if len(words) <= 3:
        return " ".join(words)
    return f"{' '.join(words[:3])} and {' '.join(words[2:])}"


def as_formula(schedule: Policy) -> str:
    """The schedule as one formula with conditions, as the command `formula` takes it."""
    parts = parts_of(schedule, FORMULA)
    text = parts[-1].text
    for part, after in zip(parts[-2::-1], parts[::-1]):
        text = f"{part.text} if {part.condition or f't < {after.first}'} else {text}"
    return text


def function_lines(schedule: Policy, language: Language) -> list[str]:
    """The schedule as a def of t with a return for each formula."""
    lines = ["def rate(t):"]
    end = no_rate_past(schedule)
    if end is not None:
        message = f'f"expected a step up to {end}, past which there is no rate, got {{t}}"'
        lines += [f"    if t > {end}:", f"        raise ValueError({message})"]
    elif schedule.total is not None:
        lines.append(f"    t = min(t, {schedule.total})")
    parts = parts_of(schedule, language)
    for part, after in pairwise(parts):
        condition = part.condition or f"t < {after.first}"
        lines += [f"    if {condition}:", f"        return {part.text}"]
    return [*lines, f"    return {parts[-1].text}"]


def no_rate_past(schedule: Policy) -> int | None:
    """The step past which a schedule has no rate; None where it has one for ever."""
    total = schedule.total
    if total is None or total >= MOST_STEPS:
        return None
    try:
        schedule.check_step(total + 1)
    except ScheduleError:
        return total
    return None


def expression(schedule: Policy, language: Language) -> str:
    """The schedule as one expression of a language that chooses by a function."""
    parts = parts_of(schedule, language)
    text = parts[-1].text
    for part, after in zip(parts[-2::-1], parts[::-1]):
        condition = part.condition or f"t < {language.with_point(str(after.first))}"
        text = language.choice(condition, part.text, text)
    return text
