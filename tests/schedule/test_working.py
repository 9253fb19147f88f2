"""The working, line by line: the document's section 8.8, the issue's own example, and hand calculations."""

from fractions import Fraction
from itertools import pairwise

import pytest
from mpmath import mp

from lrcalc.expression.notation import Notation
from lrcalc.formats.mathematics import with_formulas
from lrcalc.policies import (
    POLICIES,
    Cosine,
    Cyclic,
    Exponential,
    Fixed,
    Linear,
    OneCycle,
    Polynomial,
    Restarts,
    Step,
    Warmup,
    policy_class,
)
from lrcalc.schedule.chain import Chain
from lrcalc.schedule.formula import example, title
from lrcalc.schedule.working import Writer, angle_text

EXERCISE = Cosine(max="0.002", min="0.0001", T=5000)
DECAY = Step(lr="0.001", step_size=1000)
WARMUP = Warmup(max="0.002", min="0.0001", warmup=500, T=5000)
ONE_CYCLE = OneCycle(max="0.001", min="0.0001", T1=2000, T2=3000)


def lines(policy, step, digits=None):
    """The lines of the working at a step, the left side where there is one."""
    working = Writer(policy, Notation, digits).at(policy.derivation(step))
    return [f"{line.left} {line.sign} {line.right}".strip() for line in working.lines]


def remarks(policy, step):
    return Writer(policy, Notation).at(policy.derivation(step)).remarks


def general(policy):
    return [[f"{line.sign} {line.right}" for line in phase] for phase in Writer(policy, Notation).general()]


def test_the_example_of_the_issue():
    assert lines(EXERCISE, 1250) == [
        "η_1250 = 0.0001 + 0.0019 × (1 + cos(π·1250/5000)) / 2",
        "= 0.0001 + 0.0019 × (1 + cos(π/4)) / 2",
        "= 0.0001 + 0.0019 × (1 + 0.707107) / 2",
        "= 0.0001 + 0.0019 × 0.853553",
        "= 0.0001 + 0.00162175",
        "≈ 0.00172175",
    ]


def test_the_general_formula_and_the_values_substituted_as_the_document_has_them():
    assert general(EXERCISE) == [
        [
            "= η_min + (η_max − η_min) × (1 + cos(π·t/T)) / 2",
            "= 0.0001 + (0.002 − 0.0001) × (1 + cos(π·t/5000)) / 2",
            "= 0.0001 + 0.0019 × (1 + cos(π·t/5000)) / 2",
        ]
    ]


# The angles, the cosine values and the signs of section 8.8.
@pytest.mark.parametrize(
    ("step", "angle", "cosine", "last"),
    [
        (0, "cos(0)", "1 + 1)", "= 0.002"),
        (1250, "cos(π/4)", "1 + 0.707107)", "≈ 0.00172175"),
        (2500, "cos(π/2)", "1 + 0)", "= 0.00105"),
        (3750, "cos(3π/4)", "1 + (-0.707107))", "≈ 0.000378249"),
        (5000, "cos(π)", "1 + (-1))", "= 0.0001"),
    ],
)
def test_the_documents_exercise(step, angle, cosine, last):
    shown = lines(EXERCISE, step)
    assert angle in shown[1]
    assert cosine in shown[2]
    assert shown[-1] == last


@pytest.mark.parametrize(
    ("half_turns", "text"),
    [
        ("0", "0"),
        ("1", "π"),
        ("-1", "-π"),
        ("1/4", "π/4"),
        ("3/4", "3π/4"),
        ("1251/5000", "1251π/5000"),
        ("2", "2π"),
    ],
)
def test_an_angle_is_a_ratio_of_pi_in_lowest_terms(half_turns, text):
    assert angle_text(Fraction(half_turns)) == text


def test_the_last_line_is_exact_only_where_all_digits_are_shown():
    # 0.00105 has three digits: with two it is rounded
    assert lines(EXERCISE, 2500)[-1] == "= 0.00105"
    assert lines(EXERCISE, 2500, digits=2)[-1] == "≈ 0.0011"
    assert lines(Fixed(lr="0.123456789"), 0) == ["η_0 = 0.123456789", "≈ 0.123457"]
    assert lines(Fixed(lr="0.123456"), 0) == ["η_0 = 0.123456"]
    assert lines(Fixed(lr="1/3"), 0)[-1] == "≈ 0.333333"


def test_digits_are_those_of_every_number_that_is_worked_out():
    # √2/2 = 0.70710678…, and the values are carried unrounded: 0.0001 + 0.0019 × 0.85355339…
    shown = lines(EXERCISE, 1250, digits=4)
    assert [line.rpartition("0019 × ")[2] for line in shown[2:4]] == ["(1 + 0.7071) / 2", "0.8536"]
    assert shown[-2:] == ["= 0.0001 + 0.001622", "≈ 0.001722"]


def test_whole_numbers_are_not_rounded():
    # 14,285,714 × 7 = 99,999,998
    assert "1^14285714" in " ".join(lines(Step(lr=1, step_size=7, gamma=1), 10**8))
    # 1,234,567 steps into the second cycle of 8,000,000, and 4,000,000 − 1,234,567 = 2,765,433 to go up
    shown = " ".join(lines(Cyclic(max=1, step_up=4_000_000), 9_234_567))
    assert "1234567" in shown
    assert "1234570" not in shown
    # 1,411 × 3 = 4,233
    assert "^1411" in " ".join(lines(Step(lr=1, step_size=3, gamma="0.999"), 4234, digits=2))


def test_step_decay_shows_the_floor():
    assert lines(DECAY, 2500) == [
        "η_2500 = 0.001 × 0.1^⌊2500/1000⌋",
        "= 0.001 × 0.1^2",
        "= 0.001 × 0.01",
        "= 0.00001",
    ]


def test_exponential_decay_shows_the_power():
    # 0.9995^1000 = e^(1000 × ln 0.9995) = e^(−0.500125…) = 0.6064548…
    assert lines(Exponential(lr="0.001", gamma="0.9995"), 1000) == [
        "η_1000 = 0.001 × 0.9995^1000",
        "= 0.001 × 0.606455",
        "≈ 0.000606455",
    ]


@pytest.mark.parametrize(
    ("policy", "step", "words"),
    [
        (WARMUP, 250, "250 ≤ 500, that is t ≤ W: warm-up"),
        (WARMUP, 500, "500 ≤ 500, that is t ≤ W: warm-up"),
        (WARMUP, 501, "501 > 500, that is t > W: annealing"),
        (ONE_CYCLE, 2000, "2000 ≤ 2000, that is t ≤ T₁: rising"),
        (ONE_CYCLE, 3500, "3500 > 2000, that is t > T₁: falling"),
    ],
)
def test_the_phase_is_named_with_the_reason(policy, step, words):
    assert remarks(policy, step) == [words]


def test_a_policy_of_one_phase_has_nothing_to_remark():
    assert remarks(EXERCISE, 1250) == remarks(DECAY, 2500) == []


def test_the_warm_up_and_the_annealing_after_it():
    assert lines(WARMUP, 250) == ["η_250 = 0.002 × 250 / 500", "= 0.002 × 0.5", "= 0.001"]
    # (1250 − 500)/4500 = 1/6, cos(π/6) = √3/2
    assert lines(WARMUP, 1250)[:3] == [
        "η_1250 = 0.0001 + 0.0019 × (1 + cos(π·(1250 − 500)/4500)) / 2",
        "= 0.0001 + 0.0019 × (1 + cos(π/6)) / 2",
        "= 0.0001 + 0.0019 × (1 + 0.866025) / 2",
    ]


def test_each_phase_has_its_formula_and_says_when_it_holds():
    up, down = general(ONE_CYCLE)
    assert up[-1] == "= 0.0001 + 0.0009 × t / 2000  for t ≤ T₁"
    assert down[-1] == "= 0.001 − 0.0009 × (t − 2000) / 3000  for t > T₁"


def test_past_the_end_the_working_is_that_of_the_end():
    assert remarks(EXERCISE, 7000) == ["t = 7000 is past the end, 5000: the last value is held"]
    assert lines(EXERCISE, 7000)[0].startswith("η_7000 = η_5000 = 0.0001 + 0.0019 × (1 + cos(π·5000/5000))")
    assert lines(EXERCISE, 7000)[1:] == lines(EXERCISE, 5000)[1:]


def test_no_line_repeats_the_one_before():
    for name in POLICIES:
        policy = example(policy_class(name))
        for step in policy.default_steps():
            shown = [line.partition("= ")[2] for line in lines(policy, step)]
            assert all(one != next_one for one, next_one in pairwise(shown)), (name, step)


@pytest.mark.parametrize("name", POLICIES)
def test_the_last_line_is_the_rate_of_every_policy(name):
    policy = example(policy_class(name))
    for step in policy.default_steps():
        derivation = policy.derivation(step)
        shown = float(lines(policy, step, digits=17)[-1].rpartition(" ")[2])
        assert shown == pytest.approx(float(derivation), rel=1e-15, abs=0)


def test_the_quantities_one_by_one():
    found = Writer(EXERCISE, Notation).quantities(EXERCISE.derivation(1250))
    assert [(item["name"], item["symbol"]) for item in found] == [
        ("cosine value", "cosine value"),
        ("scale factor", "scale factor"),
        ("learning rate", "η"),
    ]
    assert [item["formula"] for item in found] == [
        "cos(π·t/T)",
        "(1 + cosine value) / 2",
        "η_min + (η_max − η_min) × scale factor",
    ]
    assert [item["substituted"] for item in found] == [
        "cos(π·1250/5000)",
        "(1 + 0.707107) / 2",
        "0.0001 + (0.002 − 0.0001) × 0.853553",
    ]
    with mp.workdps(50):
        scale = (2 + mp.sqrt(2)) / 4
        exact = [mp.sqrt(2) / 2, scale, mp.mpf("0.0001") + mp.mpf("0.0019") * scale]
    assert [item["value"] for item in found] == [float(value) for value in exact]


def test_what_counts_are_has_the_numbers_where_the_formula_has_them():
    restarts = Restarts(max="0.1", T0=10, T_mult="1.5")
    (first, second, third) = next(iter(Writer(restarts, Notation).general()))
    assert first.right.endswith("  where cycle = ⌊log_M(1 + (M − 1)·t/T₀)⌋")
    assert second.right.endswith("  where cycle = ⌊log_1.5(1 + (1.5 − 1)·t/10)⌋")
    assert third.right.endswith("  where cycle = ⌊log_1.5(1 + 0.5·t/10)⌋")


def test_a_remark_has_its_formulas_in_every_notation():
    restarts = Restarts(max="0.1", T0=10, T_mult="1.5")
    (remark,) = remarks(restarts, 5)
    assert remark == "cycle = ⌊log_1.5(1 + (1.5 − 1)·5/10)⌋ = 0"
    written = r"\text{cycle} = \lfloor \log_{1.5}(1 + (1.5 - 1) \cdot 5/10) \rfloor = 0"
    assert with_formulas(remark, str) == f"${written}$"
    chain = Chain(Linear(max="0.1", T=5), Cosine(max="0.1", T=95))
    assert with_formulas(remarks(chain, 2)[0], str) == "$2 < 5$, that is $t < b_{1}$: part 1: linear"
    assert remarks(chain, 2) == ["2 < 5, that is t < b_1: part 1: linear"]


def test_the_rounds_of_a_polynomial_say_when_they_hold():
    policy = Polynomial(max="0.1", T=10, power=2, cycle=True)
    first, later = general(policy)
    assert first[0].endswith("(1 − t/T)^p  for t ≤ T")
    assert later[0].endswith("  for t > T")
    assert (remarks(policy, 5), remarks(policy, 15)) == (
        ["5 ≤ 10, that is t ≤ T"],
        ["15 > 10, that is t > T"],
    )
    assert title(policy).startswith("Polynomial decay with ever longer cycles: ")


def test_phases_that_others_cut_into_many_are_told_of_too():
    # the clock makes a phase of each 7 steps, and the floor parts the warm-up at clock 5
    policy = Cosine(max="0.002", T=5000).after_warmup(100).with_clock("t//7").with_floor("1e-4")
    rates = [lines[0].partition("  for ")[0] for lines in general(policy)]
    assert rates == [
        "= η_floor",
        "= η_max × clock / W",
        "= η_min + (η_max − η_min) × (1 + cos(π·(clock − W)/(T − W))) / 2",
    ]
    assert "cosine" in policy.columns
