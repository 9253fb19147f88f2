"""The rate for another batch size."""

import pytest

from lrcalc.analysis.batch_size import scaled
from lrcalc.errors import ParameterError
from tests.command.program import run


def test_the_two_rules():
    # four times the batch: four times the rate, or twice
    assert scaled("0.1", 256, 1024).rate.double() == 0.4
    assert scaled("0.1", 256, 1024, rule="sqrt").rate.double() == 0.2
    assert scaled("0.1", 256, 512, rule="sqrt").rate.double() == pytest.approx(0.1 * 2**0.5, rel=1e-15)
    assert scaled("0.1", 1024, 256).rate.double() == 0.025


def test_what_goes_into_one_update_counts():
    # 32·8·2 = 512 and 64·16·2 = 2048
    found = scaled("0.1", 32, 64, devices=8, accumulate=2, to_devices=16)
    assert (found.batch, found.to, found.rate.double()) == (512, 2048, 0.4)


@pytest.mark.parametrize(
    ("given", "option"),
    [
        ({"batch_size": 0}, "batch_size"),
        ({"to": "x"}, "to"),
        ({"rule": "cube"}, "rule"),
        ({"lr": "-1"}, "lr"),
        ({"to_accumulate": "1.5"}, "to_accumulate"),
    ],
)
def test_what_is_no_batch_is_refused(given, option):
    with pytest.raises(ParameterError) as caught:
        scaled(**{"lr": "0.1", "batch_size": 256, "to": 512, **given})
    assert caught.value.option == option


def test_the_command_shows_the_working():
    shown = run("scale", "--lr", "0.1", "--batch-size", "256", "--to", "1024").out
    assert shown.startswith("η′ = η × B′ / B\n   = 0.1 × 1024 / 256\n   = 0.4\n")
    assert run("scale", "--lr", "0.1", "--batch-size", "256", "--to", "1024", "-f", "value").out == "0.4\n"
    assert (
        "--to-devices: expected"
        in run("scale", "--lr", "1", "--batch-size", "1", "--to", "1", "--to-devices", "x").err
    )
