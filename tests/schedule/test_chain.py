"""One schedule after another."""

from fractions import Fraction

import pytest

from lrcalc import Chain
from lrcalc.analysis.crossings import crossings
from lrcalc.analysis.summary import summarise
from lrcalc.errors import ParameterError, ScheduleError
from lrcalc.policies import Cosine, Fixed, Linear, OneCycle, Polynomial, Restarts, Step
from lrcalc.sampling.trajectory import trajectory
from lrcalc.schedule.formula import formula_lines, title
from tests.policies.by_hand import mistaken
from tests.small import rates

DOWN = Linear(max="0.1", min="0.02", T=4)
WAVE = Cosine(max=1, T=3)


def test_each_part_is_as_long_as_its_total_and_counts_from_its_own_start():
    chain = Chain(DOWN, WAVE)
    assert rates(chain, 9) == [0.1, 0.08, 0.06, 0.04, 1, 0.75, 0.25, 0, 0, 0]
    assert (chain.total, chain.updates) == (7, 7)


def test_milestones_cut_a_part_short_or_hold_it_beyond_its_end():
    assert rates(Chain(DOWN, WAVE, milestones=2), 5) == [0.1, 0.08, 1, 0.75, 0.25, 0]
    assert rates(Chain(DOWN, WAVE, milestones="6"), 9) == [
        0.1,
        0.08,
        0.06,
        0.04,
        0.02,
        0.02,
        1,
        0.75,
        0.25,
        0,
    ]


def test_one_milestone_more_cuts_the_last_part_and_holds_its_rate():
    chain = Chain(DOWN, WAVE, milestones="2,4")
    assert rates(chain, 6) == [0.1, 0.08, 1, 0.75, 0.25, 0.25, 0.25]
    assert chain.total == 4
    assert rates(Chain(WAVE, milestones=1), 3) == [1, 0.75, 0.75, 0.75]
    # beyond the end of its last part too
    assert rates(Chain(DOWN, WAVE, milestones="4,9"), 10)[-4:] == [0, 0, 0, 0]


def test_the_last_part_may_have_no_end():
    chain = Chain(DOWN, Step(lr=1, step_size=2, gamma="0.5"))
    assert rates(chain, 8)[4:] == [1, 1, 0.5, 0.5, 0.25]
    assert chain.total is None


def test_a_part_that_is_not_the_last_needs_an_end_or_a_milestone():
    with pytest.raises(ParameterError, match=r"--milestones: expected the step at which part 2 begins"):
        Chain(Fixed(lr=1), WAVE)
    assert Chain(Fixed(lr=1), WAVE, milestones=5).at(5) == 1


@pytest.mark.parametrize(
    ("milestones", "reason"),
    [
        ("5,3", "expected steps in order, such as 30,60, got 3 after 5"),
        ("5,5", "expected steps in order, such as 30,60, got 5 after 5"),
        ("1,2,3", "expected 1 or 2 milestones for 2 parts, got 3"),
        ("", "expected a number of steps"),
        ("0", "expected from 1 to 10^15 steps, got '0'"),
        ("x", "expected a number of steps"),
    ],
)
def test_milestones_that_do_not_fit_are_refused(milestones, reason):
    with pytest.raises(ParameterError) as caught:
        Chain(DOWN, WAVE, milestones=milestones)
    assert caught.value.option == "--milestones"
    assert caught.value.reason.startswith(reason)


def test_no_part_is_no_chain():
    with pytest.raises(ScheduleError, match="expected 1 to 1000 schedules, got 0"):
        Chain()


def test_a_tail_as_swa_has_it():
    # torch SWALR, whose ramp starts from the rate that the cosine has at step 161: 0.05·(1 + cos(161π/300))
    tail = Cosine(max="0.044253", min="0.05", T=10)
    chain = Chain(Cosine(max="0.1", T=300), tail, milestones=161)
    assert [round(chain.at(step), places) for step, places in ((160, 6), (166, 5), (171, 5))] == [
        0.044774,
        0.04713,
        0.05,
    ]
    assert chain.at(172) == chain.at(10**6) == 0.05


PARTS = {
    "two": Chain(DOWN, WAVE),
    "cut and held": Chain(WAVE, DOWN, WAVE, milestones="2,9,20"),
    "cycles": Chain(Restarts(max=1, min="0.1", T0=3, T_mult=2), Step(lr=1, step_size=4), milestones=30),
    "warmed up": Chain(WAVE.after_warmup(1), Cosine(max=1, T=9).after_warmup(3, mode="times")),
    "wrapped": Chain(WAVE.with_past_end("continue"), DOWN.with_clock("t//2"), milestones=8),
    "of chains": Chain(Chain(DOWN, WAVE), Chain(WAVE, DOWN)),
    "one cycle": Chain(OneCycle(max=1, T=9), DOWN),
    "after a warm-up": Chain(DOWN, WAVE).after_warmup(3),
    "above a floor": Chain(DOWN, WAVE).with_floor("0.05"),
    "again and again": Chain(DOWN, WAVE).with_past_end("repeat"),
    "on a clock": Chain(DOWN, WAVE).with_clock("t//3"),
}


@pytest.mark.parametrize("name", PARTS)
def test_many_steps_at_once_have_the_rates_of_one_at_a_time(name):
    policy = PARTS[name]
    columns = [part.columns["learning_rate"] for part in trajectory(policy, [range(200)])]
    assert [rate for column in columns for rate in column] == rates(policy, 199)


@pytest.mark.parametrize("name", PARTS)
def test_phases_follow_one_another_without_a_gap(name):
    policy, step = PARTS[name], 0
    for _ in range(40):
        phase = policy.phase_at(step)
        assert phase.first == step
        if phase.last is None or (policy.total is not None and phase.last >= policy.total):
            return
        assert (policy.phase_at(phase.last).first, policy.phase_at(phase.last).last) == (step, phase.last)
        step = phase.last + 1


@pytest.mark.parametrize("name", PARTS)
def test_every_quantity_of_a_phase_is_a_column(name):
    policy = PARTS[name]
    for step in policy.default_steps():
        keys = [quantity.key for quantity in policy.derivation(step).phase.quantities]
        # the scale factor of a straight line is the share that is over: no column beside one that is left
        assert set(keys) - {"scale"} <= set(policy.columns)
        assert keys[-1] == "learning_rate"
    assert title(policy)
    assert formula_lines(policy)


def test_a_mistake_is_said_of_the_part_that_it_is_made_in():
    chain = Chain(Cosine(max="0.9", min="0.2", T=10), Linear(max="0.9", min="0.2", T=10))
    assert mistaken(chain, 5)["part-1-min-not-added"] == pytest.approx(0.35)
    second = mistaken(chain, 13)
    # 3 of 10 steps of the line: 0.9 − 0.7·0.3 = 0.69; t for t − 10 is 0.9 − 0.7·1.3
    assert second["part-2-min-not-added"] == pytest.approx(0.49)
    assert second["clock-not-restarted"] == pytest.approx(-0.01)
    texts = {item.id: item.what for item in chain.mistakes(chain.phase_at(13))}
    assert texts["part-2-min-not-added"].startswith("part 2: η_min")


def test_questions_about_the_whole():
    chain = Chain(DOWN, WAVE)
    assert crossings(chain, Fraction(1, 20)).steps == [3, 4, 7]
    # 0.1 + 0.08 + 0.06 + 0.04 + 1 + 0.75 + 0.25
    assert summarise(chain, 7).sum.double() == pytest.approx(2.28)
    assert chain.bounds() == (0, 1)
    assert chain.after_warmup("50%").warmup == 3


def test_the_notes_of_a_part_say_which_it_is():
    chain = Chain(DOWN, Cosine(max="0.1", min="0.2", T=5))
    assert list(chain.notes()) == ["part 2: η_min is larger than η_max: the curve is upside down"]


def test_a_scale_factor_that_means_two_things_is_no_column():
    cosine, line, power = (policy(max="0.1", T=5) for policy in (Cosine, Linear, Polynomial))
    # 0 where the line is at its maximum, and 1 where the cosine is
    assert "scale" not in Chain(line, cosine).columns
    assert "scale" not in Chain(power, Chain(cosine, line)).columns
    for alike in (Chain(power, cosine), Chain(line, line), Chain(cosine, Fixed(lr=1))):
        assert "scale" in alike.columns
    # upside down it is the share of what is between the two as before
    assert "scale" in Chain(cosine, Cosine(max="0.04", min="0.05", T=10)).columns


def test_a_step_that_a_part_has_no_rate_at_is_said_of_that_part():
    ends = Cosine(max=1, T=5).with_past_end("error")
    for chain, step, said in (
        (Chain(ends, Fixed(lr=1), milestones=[9]), 7, "part 1: expected a step up to 5, where .*, got 7"),
        (Chain(Fixed(lr=1), ends, milestones=[10, 30]), 20, "part 2, which begins at step 10: .*, got 10"),
    ):
        with pytest.raises(ScheduleError, match=said):
            chain.at(step)
        with pytest.raises(ScheduleError, match=said):
            list(trajectory(chain, [range(step, step + 1)]))
