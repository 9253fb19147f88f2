"""The total steps from epochs, against what the Trainer of transformers computes."""

import re
from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lrcalc.analysis.epochs import Epochs
from lrcalc.errors import ParameterError

SPELLINGS = {"⌈": "ceil(", "⌉": ")", "⌊": "floor(", "⌋": ")", "×": "*"}
COUNTS = st.integers(1, 500)
RUNS = st.fixed_dictionaries(
    {
        "dataset_size": st.integers(1, 5000),
        "batch_size": COUNTS,
        "accumulate": COUNTS,
        "devices": st.integers(1, 8),
    }
)


def lines(found):
    return [
        [" = ".join(map(str, line)) for line in part]
        for part in (found.arithmetic(), found.arithmetic_by(found.other_round))
    ]


def epoch(dataset_size, batch_size, accumulate, devices, drop_last):
    """One epoch gone through batch by batch: the whole updates, and the batches after the last of them."""
    examples, updates, pending = dataset_size, 0, 0
    while examples >= batch_size * devices or (examples > 0 and not drop_last):
        examples -= batch_size * devices
        pending += 1
        if pending == accumulate:
            updates, pending = updates + 1, 0
    return updates, pending


def test_the_run_of_the_issue():
    found = Epochs(epochs=2, dataset_size=4107, batch_size=8, accumulate=8, round="floor")
    assert (found.batches, found.updates, found.left_over, found.total) == (514, 64, 2, 128)
    assert (found.updates_by("ceil"), found.total_by("ceil")) == (65, 130)
    assert lines(found) == [
        [
            "batches an epoch = ⌈4107/8⌉ = 514",
            "updates an epoch = ⌊514/8⌋ = 64",
            "total steps = 2 × 64 = 128",
        ],
        ["updates an epoch = ⌈514/8⌉ = 65", "total steps = 2 × 65 = 130"],
    ]


# The first two are of reports against Trainer: huggingface/transformers#33455 (4.44) stops short of three
# epochs of ⌈9/2⌉ = 5 batches; #35298 (4.47) ends at epoch 0.9411 = 16/17, after 8 updates: 16 of 17 batches.
@pytest.mark.parametrize(
    ("run", "total", "rounded_up"),
    [
        ({"dataset_size": 9, "batch_size": 2, "accumulate": 2, "epochs": 3}, 6, 9),
        ({"dataset_size": 260, "batch_size": 16, "accumulate": 2}, 8, 9),
        # by hand: ⌈91/(10 × 2)⌉ = 5, ⌊5/2⌋ = 2 and ⌈5/2⌉ = 3, × 10
        ({"dataset_size": 91, "batch_size": 10, "devices": 2, "accumulate": 2, "epochs": 10}, 20, 30),
        # by hand: ⌊4107/8⌋ = 513, ⌊513/8⌋ = 64 and ⌈513/8⌉ = 65, × 2
        ({"dataset_size": 4107, "batch_size": 8, "accumulate": 8, "epochs": 2, "drop_last": True}, 128, 130),
        # by hand: ⌈4107/8⌉ = 514, × 3; without accumulation nothing is left over
        ({"dataset_size": 4107, "batch_size": 8, "epochs": 3}, 1542, 1542),
        # by hand: ⌈10/4⌉ = 3, ⌈2.5 × 3⌉ = ⌈7.5⌉ = 8
        ({"dataset_size": 10, "batch_size": 4, "epochs": "2.5"}, 8, 8),
        # fewer batches than one update takes: still one update, as max(3 // 8, 1) in Trainer
        ({"dataset_size": 10, "batch_size": 4, "accumulate": 8, "epochs": 5}, 5, 5),
    ],
)
def test_the_total_of_a_run(run, total, rounded_up):
    assert Epochs(**run).total == Epochs(**run, round="ceil").total == rounded_up
    assert Epochs(**run, round="floor").total == total
    assert [Epochs(**run).total_by(round) for round in ("floor", "ceil")] == [total, rounded_up]


@given(run=RUNS, drop_last=st.booleans(), epochs=st.integers(1, 20))
def test_an_epoch_is_what_going_through_it_gives(run, drop_last, epochs):
    updates, pending = epoch(**run, drop_last=drop_last)
    if updates == pending == 0:
        with pytest.raises(ParameterError, match="drop_last"):
            Epochs(**run, drop_last=drop_last)
        return
    found = Epochs(**run, drop_last=drop_last, epochs=epochs)
    assert found.batches == updates * run["accumulate"] + pending
    assert found.left_over == pending
    assert found.total_by("floor") == epochs * max(updates, 1)
    assert found.total == epochs * (updates + (pending > 0))


@given(run=RUNS, epochs=st.fractions(Fraction(1, 100), 30, max_denominator=100))
def test_a_part_of_an_epoch_is_rounded_up_to_a_step(run, epochs):
    found = Epochs(**run, epochs=epochs)
    assert found.total - 1 < epochs * found.updates <= found.total


@given(run=RUNS, drop_last=st.booleans(), epochs=st.sampled_from(["1", "2.5", "1/3", "1e3"]))
def test_every_line_is_true(run, drop_last, epochs):
    """What a line says is computed comes to what it says it comes to."""
    assume(not drop_last or run["dataset_size"] >= run["batch_size"] * run["devices"])
    found = Epochs(**run, drop_last=drop_last, epochs=epochs)
    for line in found.arithmetic() + found.arithmetic_by("floor"):
        assert computed(line.formula) == line.value


def computed(formula):
    """What a formula comes to, with fractions for its numbers."""
    for sign, spelling in SPELLINGS.items():
        formula = formula.replace(sign, spelling)
    return eval(
        re.sub(r"[0-9.]+", r"Fraction('\g<0>')", formula),
        {"Fraction": Fraction, "ceil": ceil, "floor": floor, "max": max},
    )


@pytest.mark.parametrize("name", ["dataset_size", "batch_size", "accumulate", "devices"])
@pytest.mark.parametrize("given", ["0", "-1", "2.5", "x", "", "10%", 10**15 + 1, True, float("nan")])
def test_what_is_no_whole_number_from_1_on_is_refused(name, given):
    run = {"dataset_size": 10, "batch_size": 2, name: given}
    with pytest.raises(ParameterError) as error:
        Epochs(**run)
    assert error.value.option == name
    assert str(error.value) == (
        f"{name}: expected a whole number such as 5000 or 5k, from 1 to 10^15, got '{given}'"
    )
    assert "step" not in str(error.value)


@pytest.mark.parametrize("given", ["0", "-1", "x", "", "1/0", float("inf"), "1" * 5000])
def test_epochs_that_cannot_be_taken_are_refused(given):
    with pytest.raises(ParameterError, match=r"epochs: expected a number above 0") as error:
        Epochs(dataset_size=10, batch_size=2, epochs=given)
    assert len(str(error.value)) < 200


def test_a_way_of_rounding_that_there_is_not_is_refused():
    with pytest.raises(ParameterError, match="round: expected ceil or floor, got 'up'"):
        Epochs(dataset_size=10, batch_size=2, round="up")


def test_whole_numbers_are_taken_as_everywhere():
    found = Epochs(dataset_size="1.5M", batch_size="1_000", accumulate="1e2", devices=5.0)
    # 1,500,000/(1,000 × 5) = 300 batches, 3 updates
    assert (found.dataset_size, found.batches, found.total) == (1_500_000, 300, 3)


@pytest.mark.parametrize(("epochs", "fits"), [("1e9", True), ("1000000001", False), ("1e300", False)])
def test_more_than_the_most_steps_are_refused(epochs, fits):
    run = {"dataset_size": 10**6, "batch_size": 1, "epochs": epochs}
    if fits:
        assert Epochs(**run).total == 10**15
    else:
        with pytest.raises(ParameterError, match=r"epochs: .*10\^15"):
            Epochs(**run)


def torch_batches(size, batch, devices):
    """DistributedSampler pads the indices to as many for each rank; DataLoader then drops the last batch."""
    indices = list(range(size))
    indices += indices[: -len(indices) % devices] or []
    own = indices[0::devices]
    return len(own) // batch


@pytest.mark.parametrize(
    ("size", "batch", "devices"), [(97, 3, 3), (97, 4, 3), (10, 1, 4), (8, 2, 2), (9, 3, 1)]
)
def test_the_sampler_of_torch_pads_first(size, batch, devices):
    run = {"dataset_size": size, "batch_size": batch, "devices": devices, "drop_last": True}
    assert Epochs(**run, sampler="torch").batches == torch_batches(size, batch, devices)
    assert Epochs(**run).batches == size // (batch * devices)
    assert Epochs(**run).batches == Epochs(**run, sampler="torch").batches_by("accelerate")
