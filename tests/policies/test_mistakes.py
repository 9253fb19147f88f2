"""Every number of every table of MARKING.md is put down to its mistake.

The numbers are transcribed from the tables as they are printed there. Where one was read as something else,
the comment says what.
"""

from fractions import Fraction

import pytest

from lrcalc.marking.evidence import mistakes_at
from lrcalc.policies import Cosine, Exponential
from tests.marking.classroom import (
    DECAY,
    EXERCISE,
    EXPONENTIAL,
    ONE_CYCLE,
    WARMUP,
    codes,
    diagnosis,
    marked,
    said,
)

# The cosine table: the answers at 1250, 2500 and 3750, and the mistakes that are to be found in them.
COSINE = [
    ("degrees", ".00199991 .00199964 .00199920"),
    ("degrees-in-radians", ".00154906 .00062433 .00010372"),
    ("no-half", ".00334350 .00200000 .00065650"),
    ("min-not-added", ".00162175 .00095000 .00027825"),
    ("min-ignored", ".00170711 .00100000 .00029289"),
    ("range-not-subtracted", ".00180711 .00110000 .00039289"),
    ("no-one", ".00077175 .00010000 −.00057175"),
    ("cosine-as-scale", ".00144350 .00010000 −.00124350"),
    ("one-plus-half-cosine", ".00267175 .00200000 .00132825"),
    ("no-pi", ".00197047 .00188370 .00174510"),
    ("pi-3.14", ".00172202 .00105076 .00037905"),
    ("full-wave", ".00105000 .00010000 .00105000"),
    ("quarter-wave", ".00185537 .00144350 .00082710"),
    ("half-angle", ".00192769 .00172175 .00141355"),
    ("one-minus-cosine", ".00037825 .00105000 .00172175"),
    ("sine", ".00172175 .00200000 .00172175"),
    ("linear", ".00152500 .00105000 .00057500"),
    # the rate that was never changed is the same number
    ("whole-division kept-constant", ".00200000 .00200000 .00200000"),
    ("step-plus-1", ".00172133 .00104940 .00037783"),
    ("step-minus-1", ".00172217 .00105060 .00037867"),
    ("total-minus-1", ".00172165 .00104970 .00037793"),
    ("total-plus-1", ".00172186 .00105030 .00037857"),
    ("stopped-at-scale", ".8536 .5 .1464"),
    ("stopped-at-cosine", ".7071 0 −.7071"),
    # "ok" at 2500 in the table: the right answer
    ("cosine-to-3-decimals", ".00172165 .00105 .00037835"),
    ("cosine-to-2-decimals", ".00172450 .00105 .00037550"),
    # a cosine of 0.7 and a scale of 0.85 are one: (1 + 0.7)/2
    ("scale-to-2-decimals", ".00171500 .00105 .00038500"),
]


@pytest.mark.parametrize(("mistakes", "answers"), COSINE, ids=[name for name, _ in COSINE])
def test_three_rows_of_the_cosine_table_are_one_mistake(mistakes, answers):
    steps, given = [1250, 2500, 3750], answers.split()
    not_right = [
        index
        for index, code in enumerate(codes(marked(EXERCISE, steps, given)))
        if code not in ("exact", "correct")
    ]
    assert diagnosis(EXERCISE, steps, given) == [(not_right, mistakes.split())]
    assert not_right


def test_the_same_number_of_two_mistakes_names_both():
    (text,) = said(EXERCISE, [1250, 2500, 3750], [".00037825", ".00105000", ".00172175"])
    assert "1 − cos was used, or η_min and η_max were swapped, which gives the same number" in text


# One answer is often too little to tell one mistake from another: the tie is then what is expected.
SINGLE = [
    # step decay, t = 2500
    (DECAY, 2500, "3.162e-6", ["no-floor"]),
    (DECAY, 2500, "1e-6", ["ceiling", "drops-from-1", "times-1e-1"]),
    (DECAY, 2500, "2e-4", ["product-for-power"]),
    (DECAY, 2500, "8.1e-4", ["reduced-by"]),
    (DECAY, 2500, "1e-4", ["one-drop", "times-1e+1"]),
    # exponential, t = 1000
    (EXPONENTIAL, 1000, ".9995", ["product-for-power"]),
    # e^(−999.5) × 0.001 is 10^-437: "≈ 0" in the table
    (EXPONENTIAL, 1000, "0", ["e-to-gamma-t"]),
    # γ^1001 × 0.001 = 6.06151…e-4: the table's 6.0616 is a unit of its last digit off
    (EXPONENTIAL, 1000, "6.0616e-4", ["step-plus-1"]),
    (EXPONENTIAL, 1000, "6.0615e-4", ["step-plus-1"]),
    (EXPONENTIAL, 1000, "6.0676e-4", ["step-minus-1"]),
    (EXPONENTIAL, 1000, "6.0653e-4", ["e-to-decay-t"]),
    (EXPONENTIAL, 1000, "5e-4", ["linear"]),
    # 0.999^1000 × 0.001 = 3.677e-4: γ cut, not rounded (that would be 1); 0.60645² × 0.001 = 3.678e-4
    (EXPONENTIAL, 1000, "3.68e-4", ["gamma-cut", "scale-squared"]),
    (EXPONENTIAL, 1000, "3.6770e-4", ["gamma-cut"]),
    # warm-up, t = 1250 and t = 250
    (WARMUP, 1250, ".00189646", ["total-with-warmup"]),
    (WARMUP, 1250, ".00172175", ["warmup-forgotten"]),
    (WARMUP, 1250, ".00166065", ["step-with-warmup"]),
    (WARMUP, 1250, ".005", ["still-warming-up"]),
    (WARMUP, 250, ".001004", ["step-plus-1"]),
    (WARMUP, 250, ".001002", ["warmup-inclusive"]),
    (WARMUP, 250, ".0001", ["over-total", "times-1e-1", "kept-at-min"]),
    (WARMUP, 250, ".00105", ["warmup-from-min"]),
    # one-cycle, t = 3500
    (ONE_CYCLE, 3500, "−.00035", ["T2-as-end"]),
    (ONE_CYCLE, 3500, "−.00005", ["T1-not-subtracted"]),
    (ONE_CYCLE, 3500, ".00073", ["over-both"]),
    # the table's .0005, to two digits: to one, .00055 may be .0005 as well as .0006
    (ONE_CYCLE, 3500, ".00050", ["down-to-0"]),
]


@pytest.mark.parametrize(
    ("policy", "step", "answer", "mistakes"), SINGLE, ids=[f"{item[0].name} {item[2]}" for item in SINGLE]
)
def test_a_single_number_is_put_down_to_its_mistake_or_to_all_that_give_it(policy, step, answer, mistakes):
    assert codes(marked(policy, [step], [answer])) == ["wrong"]
    assert diagnosis(policy, [step], [answer]) == [([0], mistakes)]


def test_a_single_digit_that_is_a_correct_rounding_is_too_little():
    # MARKING.md, rule 3
    assert codes(marked(ONE_CYCLE, [3500, 3500], [".0005", ".0006"])) == ["too-few-digits"] * 2


def test_a_drop_a_step_late_shows_at_the_multiples_of_s_alone():
    # ⌊999/1000⌋ = 0 and ⌊1999/1000⌋ = 1, where t − 1 for t gives the same at every step
    assert diagnosis(DECAY, [1000, 2000, 2500], ["1e-3", "1e-4", "1e-5"]) == [
        ([0, 1], ["late-drop", "step-minus-1"])
    ]
    assert codes(marked(DECAY, [2500], ["1e-5"])) == ["exact"]


def test_gamma_is_offered_shortened_only_where_it_has_more_than_three_decimals():
    def offered(gamma):
        policy = Exponential(lr="0.001", gamma=gamma)
        names = {item.id for item in mistakes_at(policy, policy.derivation(10))}
        return {name for name in names if name.startswith("gamma-")}

    assert offered("0.9995") == {"gamma-rounded", "gamma-cut"}
    assert offered("0.999") == set()


@pytest.mark.parametrize("policy", [EXERCISE, DECAY, EXPONENTIAL, WARMUP, ONE_CYCLE], ids=lambda p: p.name)
@pytest.mark.parametrize("step", [0, 250, 3500])
def test_every_mistake_has_a_name_of_its_own_and_says_what_and_what_to_do(policy, step):
    mistakes = mistakes_at(policy, policy.derivation(step))
    assert len({item.id for item in mistakes}) == len(mistakes) > 10
    assert all(item.id.replace("-", "").replace(".", "").replace("+", "").isalnum() for item in mistakes)
    assert all(item.what and item.repair and not item.what.endswith(".") for item in mistakes)


def test_no_mistake_is_the_right_derivation_by_another_name():
    # at a step that is no landmark, on numbers without relations, every mistake shows
    policy = Cosine(max="0.0317", min="0.00071", T=4657)
    derivation = policy.derivation(3301)
    right = derivation.learning_rate.significant(15)
    for mistake in mistakes_at(policy, derivation):
        given = mistake.expression(derivation.phase).real(derivation.point)
        assert given.significant(15) != right, mistake.id


def test_the_working_departs_at_the_first_quantity_that_goes_wrong():
    derivation = EXERCISE.derivation(1250)
    offered = mistakes_at(EXERCISE, derivation)
    departures = {item.id: item.departure(derivation.phase)[0].key for item in offered}
    of_the_cosine = {"no-pi", "sine", "full-wave", "step-plus-1", "total-minus-1"}
    of_the_scale = {"no-half", "linear", "one-minus-cosine"}
    of_the_rate = {"min-not-added", "times-1e+1", "stopped-at-cosine"}
    for key, names in (("cosine", of_the_cosine), ("scale", of_the_scale), ("learning_rate", of_the_rate)):
        assert {name: departures[name] for name in names} == dict.fromkeys(names, key)


def test_the_general_mistakes_say_how_many_places_it_is():
    offered = {item.id: item for item in mistakes_at(EXERCISE, EXERCISE.derivation(1250))}
    slips = {"times-1e+1": "10 times too large", "times-1e+2": "100 times too large, as a percentage is"}
    slips |= {"times-1e-2": "100 times too small", "times-1e-3": "1000 times too small"}
    for name, times in slips.items():
        assert offered[name].what == f"the answer is {times}"
    for places, decimals in ((1, "1 decimal"), (2, "2 decimals"), (3, "3 decimals")):
        said_of_it = offered[f"cosine-to-{places}-decimals"].what
        assert said_of_it == f"the cosine value was rounded to {decimals} before it was used"
    assert [offered[f"times-1e{power}"].factor for power in ("+3", "-1")] == [1000, Fraction(1, 10)]
