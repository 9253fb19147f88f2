"""Several formulas changed at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lrcalc.expression.nodes import Node


def replace_together(nodes: Iterable[Node], replacements: Mapping[Node, Node]) -> dict[Node, Node]:
    """What becomes of each of several formulas, so that what they share stays shared."""
    known = dict(replacements)
    return {item: item._replace(known) for item in nodes} | known
