"""Schedules that a student may have computed in place of the one asked for: a parameter misread, two
exchanged, no warm-up, the formula of another policy with the same parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from lrcalc.errors import ScheduleError
from lrcalc.numbers.literal import MOST_STEPS
from lrcalc.policies import POLICIES, policy_class
from lrcalc.schedule.parameters import Parameter
from lrcalc.schedule.policy import Policy

TEN, TWO = Fraction(10), Fraction(2)
# How a parameter is misread, by its unit.
MISREAD = {"rate": (TEN, 1 / TEN), "steps": (TWO, 1 / TWO, TEN, 1 / TEN), "factor": (1 / TEN,)}
NAMES = {TEN: "times-10", 1 / TEN: "over-10", TWO: "doubled", 1 / TWO: "halved"}
WORDS = {
    TEN: "read as ten times",
    1 / TEN: "read as a tenth of",
    TWO: "read as twice",
    1 / TWO: "read as half",
}
# The numbers of the document's two worked examples, sections 8.4 and 8.8.
DOCUMENT = (
    {"max": "0.002", "min": "0.0001", "T": "5000"},
    {"max": "0.001", "min": "0", "T": "10000"},
)
FEWEST_SHARED = 2
# What a cosine can have too, though its plain formula has not.
SHAPES = ("power", "cycles")


class Misreading(NamedTuple):
    """A schedule computed in place of the right one: an id, what was done, what to do, the schedule; whether
    it is one of another formula, without the warm-up, or with a parameter whose point was misplaced."""

    id: str
    what: str
    repair: str
    policy: Policy
    is_other_formula: bool = False
    leaves_out_the_warmup: bool = False
    misplaces_a_point: bool = False


def misreadings(policy: Policy, epoch: Fraction | None = None) -> list[Misreading]:
    """What a policy may be taken for, with so many steps an epoch where that is known; a policy that cannot
    be made again with other numbers has none."""
    try:
        again = remade(policy, {})
        step = policy.default_steps()[-1]
        if again.derivation(step).learning_rate.double() != policy.derivation(step).learning_rate.double():
            return []
    except (ScheduleError, ArithmeticError, TypeError, KeyError):
        return []
    return [*_all(policy), *(_by_epochs(policy, int(epoch)) if epoch and epoch.denominator == 1 else ())]


def _by_epochs(policy: Policy, epoch: int) -> Iterator[Misreading]:
    what = f"epochs of {epoch} steps were counted and not the steps"
    yield Misreading("epochs-for-steps", what, "count the steps", policy.with_clock(f"t//{epoch}"))


def remade(policy: Policy, changes: Mapping[str, Any]) -> Policy:
    """The same policy with other parameters. Raises ScheduleError where they do not go together."""
    inner = getattr(policy, "inner", None)
    if inner is None:
        return type(policy)(**{**policy.typed, **changes})
    own = policy.parameters()
    outer = {name: text for name, text in policy.typed.items() if name in own}
    changed = {**inner.typed, **{name: text for name, text in changes.items() if name not in own}}
    outer |= {name: text for name, text in changes.items() if name in own}
    kind: Any = type(policy)
    made: Policy = kind(inner=type(inner)(**changed), **outer)
    return made


def _parameters(policy: Policy) -> dict[str, Parameter]:
    inner = getattr(policy, "inner", None)
    return {**({} if inner is None else inner.parameters()), **policy.parameters()}


def _all(policy: Policy) -> Iterator[Misreading]:
    known = {
        name: item
        for name, item in _parameters(policy).items()
        if item.unit in MISREAD and name in policy.typed and name in vars(policy.symbols)
    }
    values = {name: vars(policy.symbols)[name].value for name in known}
    if values.get("warmup"):
        words = "the warm-up was left out", "begin with the warm-up"
        for made in _made(policy, "no-warmup", *words, warmup=0):
            yield made._replace(leaves_out_the_warmup=True)
        if "T" in values:
            longer = int(values["T"] + values["warmup"])
            words = "T was used for T − W", "after the warm-up T − W steps are left"
            yield from _made(policy, "total-with-warmup", *words, T=longer)
    yield from _exchanged(policy, known, values)
    for name, item in known.items():
        for ratio in MISREAD[item.unit] if values[name] else ():
            read = values[name] * ratio
            if item.is_steps and (read.denominator != 1 or read > MOST_STEPS):
                continue
            what = f"{item.symbol} was {WORDS[ratio]} what it is"
            if not _is_over_in_the_warmup(values, name, read):
                again = f"read {item.symbol} again"
                for made in _made(policy, f"{name}-{NAMES[ratio]}", what, again, **{name: read}):
                    yield made._replace(misplaces_a_point=ratio in (TEN, 1 / TEN))
    yield from _of_the_document(policy)
    yield from _other_formulas(policy)


def _is_over_in_the_warmup(values: Mapping[str, Fraction], name: str, read: Fraction) -> bool:
    """Whether nothing is left after the warm-up where a length is misread so: no one would go on with it."""
    read_so = {**values, name: read}
    warmup = read_so.get("warmup", Fraction(0))
    return name in ("T", "warmup") and 0 < read_so.get("T", warmup) <= warmup


def _exchanged(
    policy: Policy, known: dict[str, Parameter], values: dict[str, Fraction]
) -> Iterator[Misreading]:
    names = list(known)
    for index, one in enumerate(names):
        for other in names[index + 1 :]:
            if known[one].unit == known[other].unit and values[one] != values[other]:
                symbols = f"{known[one].symbol} and {known[other].symbol}"
                numbers = {one: values[other], other: values[one]}
                yield from _made(
                    policy, f"{one}-{other}-exchanged", f"{symbols} were exchanged", f"read {symbols} again",
                    **numbers,
                )  # fmt: skip


def _of_the_document(policy: Policy) -> Iterator[Misreading]:
    given = {name: text for name, text in policy.typed.items() if text}
    for number, example in enumerate(DOCUMENT, 1):
        if set(example) == set(given) and example != given:
            what = "the numbers of another worked example were used"
            yield from _made(policy, f"example-{number}", what, "use the numbers given", **example)


def _other_formulas(policy: Policy) -> Iterator[Misreading]:
    """Other policies that the same parameters make."""
    inner = getattr(policy, "inner", None)
    base = inner or policy
    for name in POLICIES:
        other = policy_class(name)
        own = other.parameters()
        shared = {key: text for key, text in base.typed.items() if key in own and key not in SHAPES}
        needed = [key for key, item in own.items() if item.is_required]
        if other is type(base) or len(shared) < FEWEST_SHARED or not set(needed) <= set(shared):
            continue
        try:
            made = other(**shared)
            if inner is not None:
                outer = {key: text for key, text in policy.typed.items() if key in policy.parameters()}
                kind: Any = type(policy)
                made = kind(inner=made, **outer)
        except (ScheduleError, TypeError, ArithmeticError):
            continue
        what = f"the formula of {other.title[:1].lower()}{other.title[1:]} was used"
        repair = "use the formula of this schedule"
        yield Misreading(f"formula-of-{name}", what, repair, made, is_other_formula=True)


def _made(policy: Policy, name: str, what: str, repair: str, **changes: object) -> Iterator[Misreading]:
    """The misreading, if such a schedule can be."""
    try:
        yield Misreading(name, what, repair, remade(policy, changes))
    except (ScheduleError, TypeError, ArithmeticError):
        return
