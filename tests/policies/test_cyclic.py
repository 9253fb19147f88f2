"""Cyclical learning rates."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some
from mpmath import mp

from lrcalc.errors import ParameterError
from lrcalc.expression.latex_notation import LatexNotation
from lrcalc.expression.notation import Notation
from lrcalc.policies import Cyclic
from lrcalc.schedule.formula import formula_lines
from lrcalc.schedule.working import Writer
from tests.policies.random_numbers import random_gamma, random_minimum, random_rate, random_steps

# What the tests of all policies need to know of this one: parameters as typed, the options of the
# contract, the closed form of the issue, and random parameters for it in mpmath.
TYPED = {"max": "0.006", "min": "0.001", "step_up": "2k", "step_down": "1k", "mode": "triangular"}
OPTIONS = [
    ("--max", "--max-lr"),
    ("--min", "--min-lr"),
    ("--min-ratio",),
    ("--step-up", "--step-size-up"),
    ("--step-down", "--step-size-down"),
    ("--mode",),
    ("--gamma",),
    ("--T", "--total-steps"),
]
WHERE = "where position = t − (u + d) × ⌊t/(u + d)⌋"
FORMULAS = [
    f"η_t = η_min + (η_max − η_min) × position / u for position ≤ u, {WHERE}",
    f"η_t = η_min + (η_max − η_min) × (u + d − position) / d for position > u, {WHERE}",
]


def random_parameters(chance):
    up, down = random_steps(chance), random_steps(chance)
    mode = chance.choice(("triangular", "triangular2", "exp_range"))
    p = {
        "max": random_rate(chance),
        "min": random_minimum(chance),
        "step_up": up,
        "step_down": down,
        "mode": mode,
    }
    last = random_steps(chance) if chance.random() < 0.5 else (up + down) * chance.randint(0, 300)
    if mode == "triangular2":
        last = min(last, 600 * (up + down))
    if mode == "exp_range":
        p["gamma"] = random_gamma(chance, max(last, 1))
        if Fraction(p["gamma"]) > 1:  # upside down, the rates would go below 0
            p["max"], p["min"] = sorted((p["max"], p["min"]), key=Fraction, reverse=True)
    return p, last


def reference(p, t):
    """torch's CyclicLR, POLICIES.md §2.7."""
    cycle, position = divmod(t, p["step_up"] + p["step_down"])
    if position <= p["step_up"]:
        height = mp.mpf(position) / p["step_up"]
    else:
        height = mp.mpf(p["step_up"] + p["step_down"] - position) / p["step_down"]
    scale = {"triangular": 1, "triangular2": mp.mpf(2) ** -cycle}.get(p["mode"])
    if scale is None:
        scale = mp.mpf(p["gamma"]) ** t
    low = mp.mpf(p["min"])
    return low + (mp.mpf(p["max"]) - low) * height * scale


rates = some.decimals(min_value=0, max_value=1, places=9).map(str)
lengths = some.integers(1, 10**6)
modes = some.sampled_from(["triangular", "triangular2", "exp_range"])


@given(rates, rates, lengths, lengths, modes, some.integers(0, 10**9))
def test_the_rate_lies_between_minimum_and_maximum(high, low, up, down, mode, step):
    bounds = sorted((float(high), float(low)))
    policy = Cyclic(max=high, min=low, step_up=up, step_down=down, mode=mode)
    assert bounds[0] <= policy.at(step) <= bounds[1]


@given(lengths, lengths, some.integers(0, 10**6), some.data())
def test_every_cycle_is_the_first_again(up, down, cycle, data):
    step = data.draw(some.integers(0, up + down - 1))
    policy = Cyclic(max="0.9", min="0.1", step_up=up, step_down=down)
    assert policy.at(cycle * (up + down) + step) == policy.at(step)


@given(lengths, some.integers(0, 300))
def test_the_peaks_halve_in_triangular2(up, cycle):
    policy = Cyclic(max=1, step_up=up, mode="triangular2")
    assert policy.derivation(2 * up * cycle + up).learning_rate.exact == Fraction(1, 2**cycle)


def test_by_hand():
    # Smith's example, with a quarter of the way up at 500: 0.001 + 0.005/4
    policy = Cyclic(max="0.006", min="0.001", step_up=2000)
    steps = (0, 500, 1000, 2000, 3000, 4000, 5000)
    assert [policy.at(t) for t in steps] == [0.001, 0.00225, 0.0035, 0.006, 0.0035, 0.001, 0.0035]
    # up in 2, down in 3: two thirds and one third are left on the way down
    uneven = Cyclic(max=3, step_up=2, step_down=3)
    assert [uneven.at(t) for t in range(8)] == [0.0, 1.5, 3.0, 2.0, 1.0, 0.0, 1.5, 3.0]


def test_by_hand_in_the_other_modes():
    halving = Cyclic(max="0.9", min="0.1", step_up=2, mode="triangular2")
    # 0.1 + 0.8·h·½^c
    assert [halving.at(t) for t in (2, 6, 7, 10)] == [0.9, 0.5, 0.3, 0.3]
    shrinking = Cyclic(max="0.9", min="0.1", step_up=2, mode="exp_range", gamma="0.5")
    # 0.1 + 0.8·h·½^t: 0.1 + 0.8·½·½, then 0.1 + 0.8·¼, 0.1 + 0.8·½·⅛
    assert [shrinking.at(t) for t in (0, 1, 2, 3, 4)] == [0.1, 0.3, 0.3, 0.15, 0.1]


@pytest.mark.parametrize("gamma", [None, "1"])
def test_exp_range_without_a_factor_is_triangular(gamma):
    policy = Cyclic(max="0.9", min="0.1", step_up=7, mode="exp_range", gamma=gamma)
    plain = Cyclic(max="0.9", min="0.1", step_up=7)
    assert [policy.at(t) for t in range(30)] == [plain.at(t) for t in range(30)]
    assert policy == Cyclic(max="0.9", min="0.1", step_up=7, step_down=7, mode="exp_range", gamma=1)


def test_a_factor_in_another_mode_is_refused():
    with pytest.raises(ParameterError, match=r"^--gamma: expected --mode exp_range with it, got triangular2"):
        Cyclic(max=1, step_up=7, mode="triangular2", gamma="0.9")


def test_an_unknown_mode_and_ways_without_steps_are_refused():
    with pytest.raises(ParameterError, match=r"--mode: .*did you mean triangular"):
        Cyclic(max=1, step_up=7, mode="triangular3")
    with pytest.raises(ParameterError, match=r"--step-up: .*expected from 1"):
        Cyclic(max=1, step_up=0)
    with pytest.raises(ParameterError, match=r"--step-down: .*expected from 1"):
        Cyclic(max=1, step_up=1, step_down=0)


def test_odd_factors_are_noted():
    def notes(gamma):
        return list(Cyclic(max=1, step_up=7, mode="exp_range", gamma=gamma).notes())

    assert notes("1.01") == ["γ is larger than 1: the peaks grow"]
    assert notes("0") == ["γ is 0: the rate is η_min at every step"]
    assert notes("0.99") == []
    deep = Cyclic(max="0.1", min="0.2", step_up=10, mode="exp_range", gamma="1.1")
    assert "γ is larger than 1: the valleys deepen, and go below 0" in list(deep.notes())
    assert deep.at(30) < 0


def test_ways_of_one_step():
    assert [Cyclic(max=1, step_up=1).at(t) for t in (0, 1, 2, 3, 10**15)] == [0.0, 1.0, 0.0, 1.0, 0.0]
    assert Cyclic(max=1, step_up=1, step_down=2).at(2) == 0.5


def test_far_steps_at_once():
    policy = Cyclic(max="0.9", min="0.1", step_up=20, mode="triangular2")
    assert policy.at(10**15) == policy.at(10**15 - 1) == 0.1
    # 0.99999^(10^15 − 5) is below any double
    assert Cyclic(max=1, step_up=20, mode="exp_range", gamma="0.99999").at(10**15 - 5) == 0.0


def test_the_mode_stands_in_the_title():
    assert Cyclic(max=1, step_up=1).title == "Cyclical learning rate"
    assert Cyclic(max=1, step_up=1, mode="exp_range").title == "Cyclical learning rate, exp_range"


def test_the_counts_are_named_and_told_after_the_formula():
    lines = formula_lines(Cyclic(max=1, step_up=5, mode="triangular2"))
    assert lines[0] == (
        "η_t = η_min + (η_max − η_min) × position / u × 0.5^cycle for position ≤ u, "
        "where cycle = ⌊t/(u + d)⌋, position = t − (u + d) × cycle"
    )


def test_the_working_finds_the_counts_first():
    policy = Cyclic(max="0.006", min="0.001", step_up=2000, mode="triangular2")
    working = Writer(policy, Notation).at(policy.derivation(7000))
    assert working.remarks == [
        "cycle = ⌊7000/(2000 + 2000)⌋ = 1",
        "position = 7000 − (2000 + 2000) × 1 = 3000",
        "3000 > 2000, that is position > u: falling",
    ]
    assert [line.right for line in working.lines] == [
        "0.001 + 0.005 × (4000 − 3000) / 2000 × 0.5^1",
        "0.001 + 0.005 × 0.25",
        "0.001 + 0.00125",
        "0.00225",
    ]


def test_the_working_in_latex_has_no_bare_words_or_signs():
    policy = Cyclic(max=1, step_up=5)
    line = next(iter(Writer(policy, LatexNotation).general()))[0]
    assert line.right == (
        r"\eta_{min} + (\eta_{max} - \eta_{min}) \times \frac{\text{position}}{u}"
        r"\text{  for }\text{position} \le u"
        r"\text{  where }\text{position} = t - (u + d) \times \lfloor t/(u + d) \rfloor"
    )


def test_the_rate_stays_between_the_minimum_and_the_maximum_unless_the_peaks_grow():
    ends = (Fraction(1, 10), Fraction(1))
    for mode in ("triangular", "triangular2", "exp_range"):
        assert Cyclic(max=1, min="0.1", step_up=4, mode=mode).bounds() == ends
    assert Cyclic(max=1, min="0.1", step_up=4, mode="exp_range", gamma="1.1").bounds() is None


def test_the_default_steps_show_the_ends_and_the_middles_of_a_cycle_and_the_next():
    policy = Cyclic(max=1, step_up=4, step_down=6)
    assert policy.default_steps() == [0, 2, 4, 7, 10, 14, 20]
    # 10^15 is the last step there is
    assert Cyclic(max=1, step_up="5e14").default_steps()[-2:] == [75 * 10**13, 10**15]


def test_a_total_ends_it():
    ended = Cyclic(max="0.1", step_up="10%", T=50)
    assert (ended.total, ended.step_up, ended.step_down) == (50, 5, 5)
    assert [ended.at(step) for step in (43, 47, 50, 57)] == [0.06, 0.06, 0.0, 0.0]
