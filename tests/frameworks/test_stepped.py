"""Schedulers that the loop steps at some of its turns alone, or tells more than an epoch."""

import pytest

from lrcalc.frameworks.errors import ReadError
from lrcalc.frameworks.read import read

STEPPED = "opt = SGD(p, lr=0.1)\ns = ExponentialLR(opt, 0.9)\nfor i in range(40):\n"


@pytest.mark.parametrize(
    ("turn", "said"),
    [
        ("    opt.step()\n    if i % 10 == 9:\n        s.step()\n", r"got one that is where i % 10 == 9"),
        ("    opt.step()\n    if i >= 10:\n        s.step()\n", r"line 5: .*got one that is where i >= 10"),
        (
            "    opt.step()\n    n += 1\n    s.step(n / 5)\n",
            r"line 6: .*an epoch, or epoch \+ i/n, got n / 5",
        ),
    ],
)
def test_a_scheduler_that_a_count_steps_is_refused(turn, said):
    with pytest.raises(ReadError, match=said):
        read(STEPPED + turn)


def test_a_scheduler_that_is_stepped_with_its_optimizer_is_read():
    turn = "    if (i + 1) % 2 == 0:\n        opt.step()\n    if (i + 1) % 2 == 0:\n        s.step()\n"
    assert read(STEPPED + turn).schedule.at(3) == pytest.approx(0.0729)
