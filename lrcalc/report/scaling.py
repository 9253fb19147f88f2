"""The learning rate for another batch size: the working, and the rate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lrcalc.analysis.batch_size import SOURCES, Scaled
from lrcalc.expression import Symbol
from lrcalc.expression.notation import Notation
from lrcalc.numbers.display import RATE_DIGITS, decimal_text, program_text, quantity_text, working_text
from lrcalc.report.blocks import Block, Equations, Sentences
from lrcalc.report.report import Report
from lrcalc.schedule.working import Line, values_leaf

OTHER_RATE = Symbol("η′", r"\eta'", 0)


def scaling_report(scaled: Scaled, typed: Mapping[str, str], digits: int | None = None) -> Report:
    """The formula, its values and the rate; below it where the rule comes from."""
    rule = typed.get("rule", "linear")

    def lines(notation: type[Notation]) -> list[Line]:
        rounded = scaled.rate.significant(digits or RATE_DIGITS)
        sign = "=" if scaled.rate.is_exactly(rounded) else "≈"
        plain = notation()
        return [
            Line(plain.text(OTHER_RATE), "=", plain.text(scaled.formula)),
            Line("", "=", notation(values_leaf).text(scaled.formula)),
            Line("", sign, plain.number(decimal_text(rounded))),
        ]

    def blocks() -> Iterator[Block]:
        yield Equations(lines)
        yield Sentences(
            [
                f"A batch has {scaled.batch} examples before and {scaled.to} afterwards, "
                f"so the rate is multiplied by {working_text(scaled.factor, digits)}.",
                f"Source of the {rule} rule: {SOURCES[rule]}.",
            ]
        )

    return Report(
        blocks=blocks,
        about=lambda: {
            "tool": "scale",
            "parameters": dict(typed),
            "batch": scaled.batch,
            "to": scaled.to,
            "learning_rate": scaled.rate.double(),
        },
        values=[
            program_text(scaled.rate.double())
            if digits is None
            else quantity_text("rate", scaled.rate, digits)
        ],
    )
