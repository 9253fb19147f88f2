"""A schedule that was pickled, as for another process, has the same rates."""

import copy
import pickle

import pytest

from lrcalc import Chain, Cosine, Formula, Linear, Restarts

CHAIN = Chain(Linear(max="0.1", min="0.01", T=5), Cosine(max="0.1", T=10))
# worked out by hand; the cosine of the chain begins at step 5
KNOWN = {
    "cosine": (Cosine(max=1, T=10), 5, 0.5),
    "restarts": (Restarts(max=1, T0=10), 25, 0.5),
    "chain": (CHAIN, 10, 0.05),
    "formula": (Formula("0.1*t/W", W=500), 250, 0.05),
    "warm-up": (Cosine(max=1, T=12).after_warmup(4), 8, 0.5),
    "times a warm-up": (Cosine(max=1, T=12).after_warmup(4, mode="times", ramp="(t+1)/W"), 0, 0.25),
    "floor": (CHAIN.with_floor("0.06"), 10, 0.06),
    "clock": (CHAIN.with_clock("t//2"), 20, 0.05),
    "past the end": (CHAIN.with_past_end("repeat"), 25, 0.05),
}


@pytest.mark.parametrize("name", KNOWN)
def test_a_copy_has_the_same_rates(name):
    schedule, step, rate = KNOWN[name]
    assert schedule.at(step) == rate
    for one in (schedule, pickle.loads(pickle.dumps(schedule)), copy.deepcopy(schedule)):
        assert one.at(step) == rate
        assert one.rates(range(step, step + 1)) == [rate]
