"""A few steps are answered one by one, many in blocks; how those are found: tests/sampling/test_blocks.py."""

import pytest

from lrcalc.policies import Cosine, Warmup
from lrcalc.sampling.stretch import SHORTEST_BLOCK
from lrcalc.sampling.trajectory import trajectory
from tests.contract.test_imports import modules_after

# The exercise of section 8.8 at its quarters, in any order, and past the end.
EXERCISE = Cosine(max="0.002", min="0.0001", T=5000)


def test_each_of_a_few_steps_by_itself():
    found = list(trajectory(EXERCISE, [range(0, 5001, 2500), range(9000, 9001)], ["scale", "learning_rate"]))
    assert [stretch.steps for stretch in found] == [range(t, t + 1) for t in (0, 2500, 5000, 9000)]
    assert [stretch.columns["learning_rate"] for stretch in found] == [[0.002], [0.00105], [0.0001], [0.0001]]
    assert [stretch.columns["scale"] for stretch in found] == [[1.0], [0.5], [0.0], [0.0]]


def test_what_a_phase_lacks_is_left_out():
    policy = Warmup(max="0.002", warmup=500, T=5000)
    keys = ["phase", "cosine", "learning_rate"]
    up, down = trajectory(policy, [range(250, 251), range(2750, 2751)], keys)
    assert (up.phase.name, up.columns) == ("warm-up", {"learning_rate": [0.001]})
    assert (down.phase.name, down.columns) == ("annealing", {"cosine": [0.0], "learning_rate": [0.001]})


@pytest.mark.parametrize("count", [SHORTEST_BLOCK - 1, SHORTEST_BLOCK])
def test_blocks_are_imported_for_many_steps_alone(count):
    code = (
        "from lrcalc.sampling.trajectory import trajectory; from lrcalc import Cosine\n"
        f"list(trajectory(Cosine(max=1, T=5000), [range({count})]))"
    )
    assert ("lrcalc.sampling.blocks" in modules_after(code)) is (count == SHORTEST_BLOCK)
