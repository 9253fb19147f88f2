"""The marking code knows no policy: a policy brings its mistakes along."""

import ast
from dataclasses import dataclass
from pathlib import Path

import pytest

import lrcalc.marking
from lrcalc.expression import STEP
from lrcalc.policies import CLASS_NAMES, POLICIES
from lrcalc.schedule.derivation import HEADINGS, Phase, learning_rate, scale_factor
from lrcalc.schedule.mistakes import Mistake
from lrcalc.schedule.parameters import rate
from lrcalc.schedule.policy import Policy
from tests.marking.classroom import codes, diagnosis, marked

FILES = sorted(Path(lrcalc.marking.__file__).parent.glob("*.py"))
# "cosine" and "step" are columns of a worksheet as well; no other word of a policy may stand there.
COLUMNS = {*HEADINGS, "step"}
# A parameter that has the name of a policy, and the constructor of a field.
PARAMETERS = {"warmup"}


def words(path):
    """The names, attributes, imports and texts of a file, docstrings left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from (alias.name for alias in node.names)
            yield (getattr(node, "module", "") or "").rpartition(".")[2]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_there_is_code_to_look_at():
    assert {path.name for path in FILES} >= {"verdict.py", "diagnosis.py", "mark.py"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_file_of_the_marking_names_a_policy(path):
    modules = {name.replace("-", "_") for name in POLICIES}
    known = {*CLASS_NAMES, *POLICIES, *modules} - COLUMNS - PARAMETERS
    assert not known & set(words(path))


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Rising(Policy):
    """A policy that the package has never heard of: η_0 × (t + 1)²."""

    lr: object = rate("--lr", symbol="η_0", latex=r"\eta_0", help="the first rate")

    title = "Rising"
    columns = ("scale", "learning_rate")
    example = "--lr 0.001"

    def phase_at(self, step):
        scale = scale_factor((STEP + 1) * (STEP + 1))
        return Phase(0, None, (scale, learning_rate(self.symbols.lr * scale)))

    def mistakes(self, phase):
        yield Mistake("not-squared", "it was not squared", "square it", {phase["scale"]: STEP + 1})


def test_a_new_policy_is_marked_with_the_mistakes_it_brings():
    policy = Rising(lr="0.001")
    assert codes(marked(policy, [4, 6], ["0.025", "0.049"])) == ["exact", "exact"]
    assert diagnosis(policy, [4, 6], ["0.005", "0.007"]) == [([0, 1], ["not-squared"])]
