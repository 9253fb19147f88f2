"""What is changed: one operator, number, condition or decorator at a time, never a text or a type."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import NamedTuple

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator
from parso.tree import NodeOrLeaf

# A binary operator becomes its counterpart alone: with most of the others Python refuses the operands, and
# any test notices that.
BINARY = {
    "Add": ["Sub"],
    "Sub": ["Add"],
    "Mul": ["Div"],
    "Div": ["Mul"],
    "FloorDiv": ["Mul"],
    "Mod": ["FloorDiv"],
    "Pow": ["Mul"],
    "LShift": ["RShift"],
    "RShift": ["LShift"],
    "BitOr": ["BitAnd"],
    "BitAnd": ["BitOr"],
}
# A comparison becomes its opposite, and moves its boundary.
COMPARISON = {
    "Eq": ["NotEq"],
    "NotEq": ["Eq"],
    "Lt": ["LtE", "GtE"],
    "LtE": ["Lt", "Gt"],
    "Gt": ["GtE", "LtE"],
    "GtE": ["Gt", "Lt"],
    "Is": ["IsNot"],
    "IsNot": ["Is"],
}
OPERATORS = [
    *(f"ReplaceBinaryOperator_{old}_{new}" for old, others in BINARY.items() for new in others),
    *(f"ReplaceComparisonOperator_{old}_{new}" for old, others in COMPARISON.items() for new in others),
    "ReplaceUnaryOperator_USub_UAdd",
    "ReplaceUnaryOperator_Delete_Not",
    "AddNot",
    "ReplaceTrueWithFalse",
    "ReplaceFalseWithTrue",
    "ReplaceAndWithOr",
    "ReplaceOrWithAnd",
    "ReplaceBreakWithContinue",
    "ReplaceContinueWithBreak",
    "ExceptionReplacer",
    "NumberReplacer",  # one more and one less
    "RemoveDecorator",
    "ZeroIterationForLoop",
]


class Mutant(NamedTuple):
    """One change to one file: what Cosmic Ray calls it, and the changed text."""

    path: Path
    operator: str
    occurrence: int

    def text(self) -> str:
        changed = mutate_code(
            self.path.read_text(encoding="utf-8"), get_operator(f"core/{self.operator}")(), self.occurrence
        )
        assert changed is not None
        return changed

    def shown(self) -> str:
        """Where it is, and the lines before and after."""
        texts = self.path.read_text(encoding="utf-8"), self.text()
        _, _, place, *lines = unified_diff(*map(str.splitlines, texts), n=0, lineterm="")
        number = place.split()[1].strip("-").partition(",")[0]
        changed = [line for line in lines if line[1:].strip()]
        return "\n    ".join([f"{self.path}:{number}: {self.operator}", *changed])


def mutants(path: Path) -> Iterator[Mutant]:
    """All mutants of a file."""
    nodes = list(ast_nodes(get_ast(path.read_text(encoding="utf-8"))))
    for name in OPERATORS:
        operator = get_operator(f"core/{name}")()
        places = [node for node in nodes for _ in operator.mutation_positions(node)]
        for occurrence, node in enumerate(places):
            if not _is_for_the_type_checker(node):
                yield Mutant(path, name, occurrence)


def _is_for_the_type_checker(node: NodeOrLeaf) -> bool:
    """Whether it lies in an annotation, or asks whether types are being checked."""
    if node.type == "if_stmt" and node.children[1].get_code().strip() == "TYPE_CHECKING":
        return True
    while (parent := node.parent) is not None:
        if parent.type == "annassign" and node is parent.children[1]:
            return True
        if parent.type == "tfpdef" or (parent.type == "funcdef" and node is parent.annotation):
            return True
        node = parent
    return False
