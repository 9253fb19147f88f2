"""What stands around the curve in a picture: every text within it, apart from others, every sign told."""

from itertools import combinations

import pytest

from lrcalc.pictures.curve import curve, with_answers
from lrcalc.pictures.figure import HEIGHT, figure
from lrcalc.policies import (
    Cosine,
    Cyclic,
    Exponential,
    Fixed,
    Linear,
    Multistep,
    OneCycle,
    Piecewise,
    Tanh,
    Wsd,
)
from lrcalc.schedule.chain import Chain
from tests.command.program import run
from tests.profiles import sample

matplotlib = pytest.importorskip("matplotlib")

SAMPLES = 50
FIVE_PARTS = Chain(
    Fixed(lr="0.1", T=10),
    Linear(max="0.1", T=10),
    Cosine(max="0.05", T=10),
    Exponential(lr="0.02", gamma="0.5", T=10),
    Tanh(max="0.1", T=30),
)
TWO_PARTS = Chain(Linear(max="0.1", min="0.01", T=5), Cosine(max="0.1", T=95))
PIECES = Piecewise(
    values="0.8,0.7,0.6,0.5,0.4,0.3,0.2,0.1", boundaries="10,20,30,40,50,60,70", interpolate=True
)
MANY = Chain(*[Cosine(max="0.1", min="0.01", T=10)] * 12)
SCHEDULES = {
    "five parts": FIVE_PARTS,
    "two parts": TWO_PARTS,
    "twelve parts": MANY,
    "pieces": PIECES,
    "milestones": Multistep(lr="0.1", milestones=",".join(map(str, range(100, 2100, 100))), T=3000),
    "three phases": OneCycle(max="0.1", T=1000, three_phase=True),
    "stable": Wsd(max="0.1", T=1000, warmup=100, decay=200),
    "cycles": Cyclic(max="0.006", min="0.001", step_up=2000),
}
COSINE = Cosine(max="0.002", T=5000)


def boxes(drawn):
    """The texts of a picture and where they stand, but for the numbers at the axes."""
    drawn.draw_without_rendering()
    axes = drawn.axes[0]
    names = [axes.xaxis.label, axes.yaxis.label, *drawn.texts]
    names += [text for legend in drawn.legends for text in legend.get_texts()]
    return [(text.get_text(), text.get_window_extent()) for text in names]


def assert_all_is_seen(drawn):
    found = boxes(drawn)
    within = drawn.bbox.padded(1)
    for said, box in found:
        assert within.x0 <= box.x0 <= box.x1 <= within.x1, said
        assert within.y0 <= box.y0 <= box.y1 <= within.y1, said
    for (said, one), (other, two) in combinations(found, 2):
        assert not one.padded(-1).overlaps(two), (said, other)
    # the curve is as high under a long title, and its label not longer than the axis
    axes = drawn.axes[0].get_window_extent()
    assert axes.height > HEIGHT * drawn.dpi * 0.6
    label = drawn.axes[0].yaxis.label.get_window_extent()
    assert axes.y0 <= label.y0 <= label.y1 <= axes.y1


@pytest.mark.parametrize(
    "name", sample(SCHEDULES, quick=["five parts", "twelve parts", "three phases", "milestones"])
)
def test_all_texts_are_within_the_picture_and_apart(name):
    assert_all_is_seen(figure([curve(SCHEDULES[name], [0], SAMPLES)]))


@pytest.mark.parametrize("count", [2, 6])
def test_several_schedules_with_long_lines(count):
    line = "one-cycle --max 0.001 --total-steps 5000 --pct-start 0.25 --div-factor 25 --final-div-factor 100"
    labels = [line if index % 2 else "cosine --max 0.002 --T 5000" for index in range(count)]
    assert_all_is_seen(figure([curve(COSINE, [], SAMPLES)] * count, labels))


@pytest.mark.parametrize("schedule", [FIVE_PARTS, PIECES, MANY])
def test_no_two_phases_look_alike(schedule):
    patches = figure([curve(schedule, [0, 80], SAMPLES)]).axes[0].patches
    looks = {(patch.get_facecolor(), patch.get_hatch()) for patch in patches}
    assert len(looks) == len(patches) > 4


def test_parts_that_share_their_names_are_told_in_words():
    lines = [
        text.get_text().replace("\u00a0", " ") for text in figure([curve(TWO_PARTS, [0], SAMPLES)]).texts
    ]
    assert lines == [
        "Linear decay: η_max = 0.1, η_min = 0.01, T = 5;",
        "from step 5 Cosine annealing: η_max = 0.1, η_min = 0, T = 95",
    ]


def test_an_answer_beyond_the_axis_is_at_its_edge_and_told():
    drawn = figure(
        [with_answers(curve(COSINE, [], SAMPLES), [(0, 0.002)], [(2500, 0.0015), (5000, 0.1), (9, -1.0)])]
    )
    axes = drawn.axes[0]
    (legend,) = drawn.legends
    assert [text.get_text().replace("\u00a0", " ") for text in legend.get_texts()] == [
        "answer accepted",
        "not accepted",
        "beyond the axis: 0.1 at t = 5000",
        "beyond the axis: -1 at t = 9",
    ]
    low, high = axes.get_ylim()
    assert high < 0.003  # the curve is not flat beside it
    signs = {line.get_marker(): list(zip(*line.get_data())) for line in axes.lines[1:]}
    assert signs == {"o": [(0, 0.002)], "x": [(2500, 0.0015)], "^": [(5000, high)], "v": [(9, low)]}
    assert_all_is_seen(drawn)


def test_the_terminal_says_what_its_signs_mean():
    words = ("cosine", "--max", "0.002", "--T", "5000", "--at", "0,2500,5000", "--plot")
    shown = run(*words, "--check", "0.002,0.0015,0.1").out
    assert "● answer accepted   ✗ not accepted\n✗ beyond the axis: 0.1 at t = 5000\n" in shown
    assert "accepted" not in run(*words).out
