"""The formula of a policy as text: a line for each phase, with the condition under which it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lrcalc.expression import Node, Quantity
from lrcalc.expression.notation import Leaf, Notation, list_text, number_text, symbols
from lrcalc.schedule.derivation import Phase, scale_meanings
from lrcalc.schedule.policy import Policy


def phases(policy: Policy) -> Iterator[Phase]:
    """The first phases of a policy, one for each formula that differs from those before."""
    seen: set[str] = set()
    for phase in policy.first_phases():
        text = Notation().text(phase.quantities[-1])
        if text not in seen:
            seen.add(text)
            yield phase


def formula_lines(policy: Policy) -> list[str]:
    """The closed form, a line a phase: `η_t = η_max × t / W for t ≤ W`."""
    lines = []
    for phase in phases(policy):
        notation = Notation(by_name(phase, Notation()))
        condition = f" for {condition_text(phase, notation)}" if phase.condition else ""
        meaning = ", ".join(definitions(phase, Notation()))
        where = f", where {meaning}" if meaning else ""
        lines.append(f"η_t = {notation.text(phase.quantities[-1])}{condition}{where}")
    return lines


def scale_lines(policy: Policy) -> list[str]:
    """What the scale factor of each phase is, where in one it is taken off and grows as the rate falls."""
    found = [phase for phase in phases(policy) if "scale" in phase]
    if not any(taken_off for _, taken_off in scale_meanings(found)):
        return []
    parts = []
    for phase in found:
        text = Notation(by_name(phase, Notation())).text(phase["scale"].expression)
        ((_, taken_off),) = scale_meanings([phase])
        way = "down" if taken_off else "up"
        parts.append(f"{f'{phase.name}, ' if phase.name else ''}{text}, how much of the way {way} is over")
    return [f"Scale Factor: {'; '.join(parts)}"]


def repeated_counts(phase: Phase) -> list[Quantity]:
    """The counts that the formula and its condition need more than once: they stand there by name."""
    seen: Counter[Node] = Counter()

    def look(node: Node) -> None:
        seen[node] += 1
        if seen[node] > 1 and isinstance(node, Quantity) and node.unit == "count":
            return  # what it is will be said once
        for child in node.children:
            look(child)

    for part in (phase.quantities[-1], *phase.condition):
        if isinstance(part, Node):
            look(part)
    return [item for item in phase.quantities if item.unit == "count" and seen[item] > 1]


def by_name(phase: Phase, notation: Notation, leaf: Leaf = symbols) -> Leaf:
    """The leaf of a notation, with the repeated counts by their names."""
    names: dict[Node, str] = {item: notation.name(item) for item in repeated_counts(phase)}
    return lambda node: names.get(node) or leaf(node)


def definitions(phase: Phase, notation: Notation, leaf: Leaf = symbols) -> list[str]:
    """What the repeated counts are: `cycle = ⌊t/T₀⌋`."""
    named = type(notation)(by_name(phase, notation, leaf))
    return [
        f"{notation.name(item)} {notation.relation('=')} {named.text(item.expression)}"
        for item in repeated_counts(phase)
    ]


def condition_text(phase: Phase, notation: Notation) -> str:
    """When the phase holds, in the notation: `t ≤ W`, or `250 ≤ 500`."""
    return " ".join(
        notation.relation(part) if isinstance(part, str) else notation.text(part) for part in phase.condition
    )


def title(policy: Policy) -> str:
    """The policy and its numbers: `Cosine annealing: η_max = 0.002, T = 5000, η_min = 0.0001`."""
    numbers = [f"{item.name} = {number_text(item.value)}" for item in policy.named_symbols().values()]
    numbers += [f"{item.name} = ({list_text(item.values)})" for item in policy.named_lists().values()]
    return f"{policy.title}: {', '.join(numbers)}" if numbers else policy.title


def example(policy: type[Policy]) -> Policy:
    """The policy with the numbers of its example."""
    words = policy.example.split()
    known = {option: name for name, item in policy.parameters().items() for option in item.options}
    given = {known[word]: value for word, value in zip(words[::2], words[1::2]) if word in known}
    return policy(**given)
