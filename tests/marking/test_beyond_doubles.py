"""Answers held against rates that no memory has room for: the verdict comes all the same."""

import pytest

from lrcalc.policies import Exponential, Step

LATE = 10**15


@pytest.mark.parametrize(
    ("schedule", "answer", "told"),
    [
        # 1.9^(10^15) and 0.3^(10^15) have 10^14 digits and more
        (Exponential(lr=1, gamma="1.9"), "7", "100 % too small"),
        (Exponential(lr=1, gamma="1.9"), "1e400", "100 % too small"),
        (Exponential(lr=1, gamma="0.3"), "7", "more than 1e308 times what it should be"),
        (Step(lr=1, step_size=3, gamma="2.5"), "1", "as if there were no schedule"),
    ],
)
def test_an_answer_is_marked_however_far_the_rate_is(schedule, answer, told):
    found = schedule.check({LATE: answer})
    assert not found.accepted
    assert told in " ".join(str(found).split())
