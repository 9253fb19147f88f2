"""ReduceLROnPlateau's rules on given metrics, against what the frameworks' own classes did (POLICIES.md)."""

import pytest

from lrcalc.analysis.plateau import Plateau
from lrcalc.errors import ParameterError
from tests.command.program import run


def rates(metrics, **rule):
    return [float(rate) for rate in Plateau(lr=1, factor="0.5", **rule).rates(metrics)]


def test_the_patience_of_torch_is_one_epoch_longer_than_that_of_keras():
    # trap 44: patience 3, a flat metric: torch reduces for the 6th epoch, keras for the 5th
    assert rates([1] * 5, patience=3) == [1, 1, 1, 1, 1, 0.5]
    assert rates([1] * 5, patience=3, rule="paddle") == [1, 1, 1, 1, 1, 0.5]
    assert rates([1] * 5, patience=3, rule="keras") == [1, 1, 1, 1, 0.5, 0.5]


def test_in_the_cooldown_paddle_looks_at_nothing():
    # trap 44: cooldown 2, metrics 5 5 5 4 4.5…: torch reduces again for epoch 7, paddle for 8
    metrics = ["5", "5", "5", "4", *["4.5"] * 5]
    torch, paddle = (rates(metrics, patience=1, cooldown=2, rule=rule) for rule in ("torch", "paddle"))
    assert torch == [1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25]
    assert paddle == [1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25]


def test_better_is_a_share_of_the_best_or_an_amount():
    # 0.9995 is better than 1 by more than 0.0001 of it, 0.99995 is not
    assert rates(["1", "0.9995"], patience=0) == [1, 1, 1]
    assert rates(["1", "0.99995"], patience=0) == [1, 1, 0.5]
    # of 100 a ten-thousandth is 0.01: keras counts 0.0001
    assert rates(["100", "99.995"], patience=0) == [1, 1, 0.5]
    assert rates(["100", "99.995"], patience=0, threshold_mode="abs") == [1, 1, 1]
    assert rates(["100", "99.995"], patience=1, rule="keras") == [1, 1, 1]


def test_a_metric_that_should_grow():
    assert rates(["0.5", "0.6", "0.6"], patience=0, mode="max") == [1, 1, 1, 0.5]


def test_the_least_rate_and_the_least_drop():
    assert rates([1] * 6, patience=0, min_lr="0.3") == [1, 1, 0.5, 0.3, 0.3, 0.3, 0.3]
    assert rates([1] * 3, patience=0, eps="0.5") == [1, 1, 1, 1]


# What ReduceLROnPlateau of torch 2.13.0 did with a rate of 1.0, in doubles.
TORCH = [
    ({"factor": 0.5, "patience": 1, "cooldown": 2}, [1] * 9, [1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25]),
    (
        {"factor": 0.1, "patience": 0, "threshold": 0.1, "threshold_mode": "abs"},
        [1, 0.95, 0.85, 0.8, 0.7, 0.5],
        [1, 1, 0.1, 0.1, 0.01, 0.01, 0.01],
    ),
    ({"factor": 0.5, "patience": 0, "min_lr": 0.2}, [1] * 5, [1, 1, 0.5, 0.25, 0.2, 0.2]),
    ({"factor": 0.9, "patience": 0, "eps": 0.085}, [1] * 5, [1, 1, 0.9, 0.81, 0.81, 0.81]),
    (
        {"factor": 0.5, "patience": 0, "mode": "max", "threshold": 0.1},
        [1, 1.05, 1.2, 1.3, 1.35, -1],
        [1, 1, 0.5, 0.5, 0.25, 0.25, 0.125],
    ),
    # below 0 a share of the best is no progress: −1 · (1 − 0.0001) is above −1
    ({"factor": 0.5, "patience": 0}, [-1, -0.99995, -1.00005, -2], [1] * 5),
    (
        {"factor": 0.5, "patience": 2, "cooldown": 1},
        [3, 2, 2.5, 2.4, 2.3, 1.9, 2, 2, 2, 2, 2],
        [1, 1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25],
    ),
]


@pytest.mark.parametrize(("rule", "metrics", "right"), TORCH)
def test_the_rates_are_those_of_torch(rule, metrics, right):
    assert [float(rate) for rate in Plateau(lr=1, **rule).rates(metrics)] == right


def test_without_patience_keras_drops_at_bad_epochs_alone():
    # keras looks at its patience only where an epoch is bad: not at the first, nor where it became better
    assert rates(["1", "0.5", "0.2"], patience=0, rule="keras") == [1, 1, 1, 1]
    assert rates(["1", "1", "0.5", "0.5"], patience=0, rule="keras") == [1, 1, 0.5, 0.5, 0.25]
    # in the cooldown of two epochs there are none: the second of them is the first to count again
    assert rates(["1"] * 5, patience=0, cooldown=2, rule="keras") == [1, 1, 0.5, 0.5, 0.25, 0.25]


@pytest.mark.parametrize(
    ("given", "option"),
    [
        ({"factor": 1}, "factor"),
        ({"patience": "x"}, "patience"),
        ({"rule": "jax"}, "rule"),
        ({"mode": "least"}, "mode"),
        ({"lr": "-1"}, "lr"),
        ({"threshold_mode": "x"}, "threshold_mode"),
    ],
)
def test_what_makes_no_rule_is_refused(given, option):
    with pytest.raises(ParameterError) as caught:
        Plateau(**{"lr": 1, **given})
    assert caught.value.option == option


def test_a_metric_that_is_no_number_is_refused_with_its_epoch():
    with pytest.raises(ParameterError, match="metrics: epoch 1: expected a number, got 'x'"):
        rates(["1", "x"])


def test_the_command(tmp_path):
    words = ["plateau", "--lr", "1", "--factor", "0.5", "--patience", "1"]
    assert run(*words, "--metrics", "1,1,1", "-f", "value").out == "1.0\n1.0\n1.0\n"
    table = run(*words, "--metrics", "1,1,1,1").out
    assert "The rate drops after epoch 2; the next epoch has 0.5." in table
    file = tmp_path / "losses.csv"
    file.write_text("epoch,loss\n0,1\n1,1\n2,1\n3,1\n")
    assert run(*words, "--metrics", str(file)).out == table
    assert run(*words, "--metrics", "-", stdin="1\n1\n1\n1\n").out == table
    assert run(*words, "--metrics", str(tmp_path / "none.csv")).code == 2
    assert "--patience: expected" in run(*words[:3], "--patience", "x", "--metrics", "1").err
