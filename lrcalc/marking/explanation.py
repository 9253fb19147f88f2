"""What is said about answers that are not right: what was done instead, where the working departs from
the right one, and what a repair gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from lrcalc.errors import capital, counted
from lrcalc.expression.named import Quantity
from lrcalc.expression.nodes import Node
from lrcalc.expression.notation import Notation
from lrcalc.marking.evidence import Candidate, Evidence, Question, telling_steps
from lrcalc.marking.rounding import Rounding
from lrcalc.numbers.display import RATE_DIGITS, decimal_text
from lrcalc.schedule.derivation import Derivation, Phase
from lrcalc.schedule.mistakes import Mistake, Rounded
from lrcalc.schedule.policy import Policy
from lrcalc.schedule.working import Writer

# Significant digits at which mistakes have to differ for a step to tell them apart.
TELLING_DIGITS = 3
# A tie of more mistakes than these is not told in full.
MOST_NAMED = 4
NOT_SURE = "One answer does not tell for certain."


class Finding(NamedTuple):
    """What explains some rows: the ids of the mistakes that do so equally well (none: not recognised),
    what to say, the column in which the working departs (empty: the evidence does not say), the rule that
    holds there, and what was done, in a few words (empty: not recognised)."""

    rows: list[int]
    ids: list[str]
    sentences: list[str]
    column: str
    rule: str
    what: str = ""


def explained(
    evidence: Evidence,
    questions: list[Question],
    rows: list[int],
    tied: Sequence[tuple[str, str, str]],
    is_sure: bool = True,
) -> Finding:
    """Some rows by the mistakes that reproduce them equally well: their ids, what was done, what to do."""
    policy = evidence.policy
    ids = [name for name, _, _ in tied]
    # said for a row at which they can be made: another row's phase has quantities of its own
    offers = {index: _offered(evidence, questions[index].derivation, ids) for index in rows}
    made = next((index for index in rows if ids[0] in offers[index]), rows[0])
    derivation = questions[made].derivation
    phase = derivation.phase
    known = [offers[made].get(name) for name in ids]
    told = [item.what if item else what for item, (_, what, _) in zip(known, tied)]
    more = f" or {len(told) - MOST_NAMED} more" if len(told) > MOST_NAMED else ""
    perhaps = "" if is_sure else "perhaps "
    done = f"{perhaps}{' or '.join(told[:MOST_NAMED])}{more}"
    sentences = [f"{at_rows(questions, rows)}: {done}."]
    first = known[0]
    quantity, rule = phase.quantities[-1], rule_of(phase, phase.quantities[-1])
    if first is not None:
        quantity, variant = first.departure(phase)
        rule = rule_of(phase, quantity)
        if first.replacements and len(ids) == 1 and is_sure:
            instead = _formula(variant, phase, quantity)
            sentences.append(f"The working departs at {rule}: {instead} was computed instead.")
    columns = {
        None if item is None else item.departure(phase)[0].heading for item in known
    }  # where all depart from the same, the evidence says where
    repair = first.repair if first else tied[0][2]
    sentences.append(f"{capital(repair)}: {correction(policy, derivation)}.")
    sentences += [NOT_SURE] if not is_sure and len(ids) == 1 else _telling(evidence, questions, ids)
    is_said = is_sure and len(columns) == 1 and None not in columns
    return Finding(rows, ids, sentences, quantity.heading if is_said else "", rule, done)


def correction(policy: Policy, derivation: Derivation) -> str:
    """The last line of the working: `η_1250 = 0.0001 + 0.00162175 ≈ 0.00172175`."""
    lines = Writer(policy, Notation).at(derivation).lines
    shown = decimal_text(derivation.learning_rate.significant(RATE_DIGITS))
    before = f" = {lines[-2].right}" if len(lines) > 1 else ""
    return f"{lines[0].left}{before} {lines[-1].sign} {shown}"


def rounded_early(questions: list[Question], rows: list[int], rounding: Rounding) -> Finding:
    """Rows that are right but for a quantity that was rounded before it was used."""
    phase = questions[rows[0]].derivation.phase
    quantity = phase[rounding.key] if rounding.key in phase else phase.quantities[-1]
    sentences = [f"{at_rows(questions, rows)}: {rounding.what}. Carry it unrounded."]
    rule = rule_of(phase, quantity)
    return Finding(rows, [rounding.id], sentences, quantity.heading, rule, rounding.what)


def of_a_slip(
    questions: list[Question],
    index: int,
    candidates: list[Candidate],
    may_slip: Callable[[Candidate, set[int], list[Question]], bool],
) -> Finding | None:
    """A wrong answer that a slip explains by itself: the decimal point, or a line given too early."""
    digits = questions[index].answer.digits
    slips = [item for item in candidates if index in item.exactly and may_slip(item, {index}, questions)]
    if not slips or digits < TELLING_DIGITS:
        return None
    texts = " or ".join(item.what for item in slips)
    finding = of_the_last_line(questions, index, f"{texts}. {capital(slips[0].repair)}.")
    return finding._replace(ids=[item.id for item in slips], what=texts)


def told_of(fits: Mapping[int, Candidate]) -> dict[int, Candidate]:
    """Of what single rows would fit, as much as is told."""
    ids = list(dict.fromkeys(item.id for _, item in sorted(fits.items())))[:MOST_NAMED]
    return {index: item for index, item in sorted(fits.items()) if item.id in ids}


def might_fit(questions: list[Question], fits: Mapping[int, Candidate], count: int) -> Finding:
    """What single rows of the wrong ones, so many, would fit, though no mistake explains all."""
    rows: dict[str, tuple[Candidate, list[int]]] = {}
    for index, item in fits.items():
        rows.setdefault(item.id, (item, []))[1].append(index)
    told = "; ".join(_would_fit(questions, alone, item) for item, alone in rows.values())
    index = min(fits)
    if count > 1:
        text = f"No single mistake explains these; {told}."
    elif fits[index].against:
        text = f"{capital(told)}; the other rows speak against it."
    else:
        text = f"{capital(told)}; a single row that is so little off does not tell."
    return of_the_last_line(questions, index, "")._replace(rows=[], sentences=[text])


def _would_fit(questions: list[Question], rows: list[int], item: Candidate) -> str:
    """`the rows of t = 1250, 2500 would fit: η_min was not added`."""
    steps = list(dict.fromkeys(str(questions[index].derivation.step) for index in rows))
    one = len(steps) == 1
    return f"the {'row' if one else 'rows'} of t = {', '.join(steps)}{' alone' * one} would fit: {item.what}"


def _offered(evidence: Evidence, derivation: Derivation, ids: Sequence[str]) -> dict[str, Mistake]:
    """Those of some mistakes that can be made in the working at a step."""
    known = evidence.some_at(derivation, ids)
    return {name: item.mistake for name, item in known.items() if item.mistake is not None}


def at_rows(questions: list[Question], rows: list[int]) -> str:
    return f"At t = {', '.join(str(questions[index].derivation.step) for index in rows)}"


def rule_of(phase: Phase, quantity: Quantity) -> str:
    """How a quantity is found, the quantities before it by their names."""
    return f"{_name(phase, quantity.key)} = {_formula(quantity.expression, phase, quantity)}"


def _name(phase: Phase, key: str) -> str:
    return "learning rate" if key == phase.quantities[-1].key else phase[key].name


def _formula(node: Node, phase: Phase, quantity: Node) -> str:
    """A formula with the quantities before it by their names."""
    named: dict[Node, str] = {item: item.name for item in phase.quantities if item is not quantity}

    def leaf(part: Node) -> str | None:
        if isinstance(part, Rounded):
            return (
                f"{_formula(part.children[0], phase, quantity)} rounded to {counted(part.places, 'decimal')}"
            )
        return named.get(part)

    return Notation(leaf).text(node.children[0] if node in phase.quantities else node)


def _telling(evidence: Evidence, questions: list[Question], ids: list[str]) -> list[str]:
    """Which step would tell the mistakes apart that these answers do not; nothing where none is found."""
    if len(ids) < 2:
        return []
    digits = max(TELLING_DIGITS, min(6, max(question.answer.digits for question in questions)))
    asked = {question.derivation.step for question in questions}
    most, best = 1, None
    for step in telling_steps(evidence.policy):
        count = _distinct(evidence, step, ids, digits) if step not in asked else 0
        if count > most:
            most, best = count, step
    if best is None:
        return []
    return [f"These answers do not tell which; t = {best} would{'' if most == len(ids) else ' tell more'}."]


def _distinct(evidence: Evidence, step: int, ids: list[str], digits: int) -> int:
    """How many different answers the mistakes give at a step; 0 where one of them cannot be made."""
    predictions = evidence.some_at(evidence.derivation(step), ids)
    if not all(name in predictions for name in ids):
        return 0
    try:
        return len({predictions[name].value.significant(digits) for name in ids})
    except ArithmeticError:
        return 0


def of_the_last_line(questions: list[Question], index: int, text: str) -> Finding:
    """A finding on η as a whole, not on one step of the way to it."""
    phase = questions[index].derivation.phase
    eta = phase.quantities[-1]
    return Finding([index], [], [f"{at_rows(questions, [index])}: {text}"], "", rule_of(phase, eta))
