"""A parameter that was solved for: the working that finds it, and its value."""

from __future__ import annotations

import math
from collections.abc import Iterator

from lrcalc.analysis.solve import Solution
from lrcalc.errors import ScheduleError
from lrcalc.numbers.display import program_text
from lrcalc.report.blocks import Block, Equations
from lrcalc.report.report import Report


def solution_report(name: str, solution: Solution, notes: list[str]) -> Report:
    """The working; as a value the number alone, for which ScheduleError is raised where it is no double."""

    def value() -> float:
        if solution.is_count and solution.value.exact is not None:
            return int(solution.value.exact)
        double = solution.value.double()
        if math.isinf(double):
            raise ScheduleError(
                f"expected {solution.symbol} up to the largest double, 1.8e308, got more; use -f table"
            )
        return double

    def values() -> Iterator[str]:
        yield program_text(value())

    def blocks() -> Iterator[Block]:
        yield Equations(solution.write)

    return Report(
        blocks=blocks, about=lambda: {"solved": name, "value": value()}, values=values(), notes=notes
    )
