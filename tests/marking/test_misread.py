"""A logarithm to another base, and epochs for steps: what students do with an exponential decay."""

from fractions import Fraction

import pytest
from mpmath import mp, mpf

from lrcalc.marking.answer import read_answer
from lrcalc.marking.evidence import Evidence
from lrcalc.marking.mark import mark
from lrcalc.marking.verdict import Marks
from lrcalc.marking.worksheet import Row
from lrcalc.policies import Exponential
from tests.marking.classroom import diagnosis, significant

DECAY = Exponential(lr="0.05", gamma="0.97")
STEPS = [5, 12, 30]


@pytest.mark.parametrize(
    ("mistake", "scale"),
    [
        ("common-logarithm", lambda t: mp.exp(t * mp.log10(mpf("0.97")))),
        ("power-of-10", lambda t: mp.power(10, t * mp.log(mpf("0.97")))),
    ],
)
def test_a_power_by_logarithms_to_two_bases_is_named(mistake, scale):
    with mp.workdps(40):
        answers = [significant(mpf("0.05") * scale(t), 4) for t in STEPS]
    assert diagnosis(DECAY, STEPS, answers) == [([0, 1, 2], [mistake])]


def test_epochs_for_steps_are_named_where_it_is_known_how_long_one_is():
    # 0.05 × 0.97^2, 0.97^5, 0.97^8
    steps, answers = [20, 50, 85], ["0.04705", "0.04294", "0.03919"]
    rows = [
        Row(step, {"learning_rate": read_answer(text)}) for step, text in zip(steps, answers, strict=True)
    ]
    for epoch, ids in ((None, []), (Fraction(10), ["epochs-for-steps"])):
        marking = mark(DECAY, rows, Marks(), Evidence(DECAY, epoch))
        assert [name for item in marking.findings for name in item.ids] == ids
