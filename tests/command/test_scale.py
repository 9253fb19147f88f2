"""`lrcalc scale`: the rate for another batch size, by hand."""

import json

import pytest

from tests.command.program import assert_refused, run

KNOWN = ("scale", "--lr", "0.1", "--batch-size", "256")


@pytest.mark.parametrize(
    ("words", "rate"),
    [
        (["--to", "1024"], 0.4),
        (["--to", "64"], 0.025),
        (["--to", "1024", "--rule", "sqrt"], 0.2),
        (["--to", "512", "--rule", "sqrt"], 0.1 * 2**0.5),
        # 256·8·1 for 256·1·4: twice as many
        (["--to", "256", "--accumulate", "4", "--to-devices", "8", "--to-accumulate", "1"], 0.2),
        # what is not said of the time after is as before
        (["--to", "512", "--devices", "4", "--accumulate", "2"], 0.2),
    ],
)
def test_the_rate(words, rate):
    result = run(*KNOWN, *words, "-f", "value")
    assert (result.code, result.err) == (0, "")
    assert float(result.out) == pytest.approx(rate, rel=1e-15)


def test_the_working_and_the_source():
    lines = run(*KNOWN, "--to", "1024").out.splitlines()
    assert lines[:3] == ["η′ = η × B′ / B", "   = 0.1 × 1024 / 256", "   = 0.4"]
    assert "multiplied by 4" in lines[4]
    assert "Goyal" in lines[5]
    rooted = run(*KNOWN, "--to", "512", "--rule", "sqrt").out.splitlines()
    assert rooted[:3] == ["η′ = η × √(B′/B)", "   = 0.1 × √(512/256)", "   ≈ 0.141421"]


def test_json_says_what_the_batches_really_are():
    told = json.loads(run(*KNOWN, "--to", "256", "--devices", "4", "--to-devices", "8", "-f", "json").out)
    assert (told["batch"], told["to"], told["learning_rate"]) == (1024, 2048, 0.2)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ([], ["--to"]),
        (["--to", "0"], ["--to", "'0'"]),
        (["--to", "2.5"], ["--to"]),
        (["--to", "1", "--rule", "cubic"], ["--rule", "linear or sqrt"]),
        (["--to", "1", "--devices", "0"], ["--devices"]),
        (["--to", "1", "--to-devices", "-1"], ["--to-devices"]),
        (["--to", "1", "--to-accumulate", "x"], ["--to-accumulate"]),
        (["--to", "1", "--lr", "abc"], ["--lr", "'abc'"]),
        (["--to", "1", "-f", "csv"], ["--format", "'csv'"]),
    ],
)
def test_what_is_no_batch(words, names):
    assert_refused(run(*KNOWN, *words), *names)
