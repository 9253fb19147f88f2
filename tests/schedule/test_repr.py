"""What Python shows of a schedule is what one would type for it."""

import copy
import pickle

import pytest

import lrcalc
from lrcalc import Chain, Cosine, Fixed, Formula, Linear, Multistep, Polynomial, Step

TYPED = [
    'Cosine(max="0.002", min="0.0001", T=5000)',
    'Step(lr="0.1", s=30)',
    "Multistep(lr=1, milestones=[3, 5])",
    "Polynomial(max=1, T=5, cycle=True)",
    "Cosine(max=1, T=100).after_warmup(5)",
    'Cosine(max=1, T=30).after_warmup("10%", "0.1", shape="cosine", mode="over", ramp="(t+1)/W")',
    'Cosine(max=1, T=30).with_past_end("continue").with_floor("0.01").with_clock("t//4")',
    'Formula("0.1*t/W if t < W else 0.1", W=20)',
    'Formula("t", T=10)',
    'Formula("formula*t + self", formula=4, self=2, T=10)',
    'Chain(Linear(max=1, T=5), Formula("t*2"))',
    'Chain(Cosine(max=1, T=30), Fixed(lr="1/3"), milestones=[16])',
    "Chain(Chain(Linear(max=1, T=5), Fixed(lr=1), milestones=[3]).after_warmup(2), Step(lr=1, s=2),"
    " milestones=[9])",
]
NAMES = {item.__name__: item for item in (Chain, Cosine, Fixed, Formula, Linear, Multistep, Polynomial, Step)}


@pytest.mark.parametrize("typed", TYPED)
def test_what_is_shown_makes_the_same_schedule(typed):
    schedule = eval(typed, {}, NAMES)
    shown = repr(schedule)
    again = eval(shown, {}, NAMES)
    assert [again.at(step) for step in range(40)] == [schedule.at(step) for step in range(40)]
    assert repr(again) == repr(copy.copy(schedule)) == repr(pickle.loads(pickle.dumps(schedule))) == shown


def test_the_usual_is_left_out():
    assert repr(Cosine(max="0.002", T=5000)) == "Cosine(max='0.002', T=5000)"
    assert repr(Step(lr=0.1, s=30)) == "Step(lr='0.1', step_size=30)"
    assert repr(Formula("0.1*t/W", W=500)) == "Formula('0.1*t/W', W=500)"
    assert repr(lrcalc.Warmup(max=1, T=10, warmup=2)) == "Warmup(max=1, T=10, warmup=2)"


def test_schedules_are_equal_where_their_parameters_come_to_the_same():
    one, same = Cosine(max="0.002", T=5000), Cosine(max="0.0020", T="5k")
    assert one == same
    assert {one: "found"}[same] == "found"
    assert one != Cosine(max="0.002", T=5001)
    assert one != lrcalc.Linear(max="0.002", T=5000)
    assert one.with_floor("1e-5") == same.with_floor("0.00001")
    assert one.with_floor("1e-5") != one.with_floor("1e-6")
    assert Formula("0.1/t") != Formula("0.1*t")
