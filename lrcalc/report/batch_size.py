"""The rate for another batch size: how it is found, and what the batches are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lrcalc.analysis.batch_size import Scaled
from lrcalc.expression.notation import Notation
from lrcalc.numbers.display import decimal_text
from lrcalc.report.blocks import Block, Equations
from lrcalc.report.report import Report
from lrcalc.schedule.working import Line, values_leaf


def batch_size_report(scaled: Scaled, typed: Mapping[str, str], digits: int | None = None) -> Report:
    """The working; as a value the rate alone."""

    def blocks() -> Iterator[Block]:
        yield Equations(lambda notation: _lines(scaled, typed, notation, digits))

    return Report(
        blocks=blocks,
        about=lambda: {
            "tool": "scale",
            "parameters": dict(typed),
            "batch": scaled.batch,
            "to": scaled.to,
            "learning_rate": scaled.rate.double(),
        },
        values=[repr(scaled.rate.double())],
    )


def _lines(
    scaled: Scaled, typed: Mapping[str, str], notation: type[Notation], digits: int | None
) -> list[Line]:
    name, given = notation(), notation(values_leaf)
    shown = scaled.rate.significant(digits or 6)
    lines = []
    for symbol, batch, sizes in (("B", scaled.batch, _before(typed)), ("B′", scaled.to, _after(typed))):
        if len(sizes) > 1:
            lines.append(Line(symbol, "=", f"{name.times.join(sizes)} {name.relation('=')} {batch}"))
    left = "η′"
    lines.append(Line(left, "=", name.text(scaled.formula)))
    lines.append(Line("", "=", given.text(scaled.formula)))
    factor = scaled.factor.significant(digits or 6)
    if scaled.factor.is_exactly(factor):
        rate = scaled.formula.children[0]
        lines.append(Line("", "=", f"{given.text(rate)}{name.times}{decimal_text(factor)}"))
    lines.append(Line("", "=" if scaled.rate.is_exactly(shown) else "≈", decimal_text(shown)))
    return lines


def _before(typed: Mapping[str, str]) -> list[str]:
    return [typed["batch_size"], *(typed[name] for name in ("devices", "accumulate") if name in typed)]


def _after(typed: Mapping[str, str]) -> list[str]:
    others = (typed.get(f"to_{name}", typed.get(name)) for name in ("devices", "accumulate"))
    return [typed["to"], *(text for text in others if text is not None)]
