"""`lrcalc plateau`: where its metrics come from, what is shown and what is refused."""

import json

import pytest

from tests.command.program import assert_refused, run

# patience 1: epochs 1 and 2 are bad, so the rate drops after 2; then 3 and 4, after 4
FLAT = ("plateau", "--lr", "0.1", "--patience", "1")
ROWS = ["0.1", "0.1", "0.1", "0.01", "0.01"]


def rates(*words, stdin=""):
    result = run(*words, "-f", "value", stdin=stdin)
    assert result.code == 0, result.err
    return result.out.split()


@pytest.mark.parametrize(
    "text",
    [
        "1\n1\n1\n1\n1\n",
        "loss\n1\n1\n1\n1\n1",
        "epoch,loss\n0,1\n1,1\n2,1\n3,1\n4,1\n",
        "epoch\tloss\r\n0\t1\r\n\r\n1\t1\r\n2\t1\r\n3\t1\r\n4\t1\r\n",
        "\ufeffepoch;loss\n0;1\n1;1\n2;1\n3;1\n4;1\n",
    ],
)
def test_the_metrics_of_a_file(tmp_path, text):
    path = tmp_path / "losses.csv"
    path.write_text(text, encoding="utf-8")
    assert rates(*FLAT, "--metrics", str(path)) == ROWS


def test_the_metrics_of_standard_input_and_of_the_line():
    assert rates(*FLAT, "--metrics", "-", stdin="1\n" * 5) == ROWS
    assert rates(*FLAT, "--metrics", "1, 1.0,1e0,1,1") == ROWS


# keras drops at the last epoch that is borne: after 1, 2, 3 and 4 with a patience of 1
def test_the_rule_of_keras():
    assert [
        float(rate) for rate in rates(*FLAT, "--metrics", "1,1,1,1,1", "--rule", "keras")
    ] == pytest.approx([0.1, 0.1, 0.01, 0.001, 0.0001], rel=1e-15)


def test_what_is_shown():
    lines = run(*FLAT, "--metrics", "1,1,1,1,1", "-f", "markdown").out.splitlines()
    assert lines[0] == "| Epoch | Metric | Best | Bad Epochs | Drop | Learning Rate |"
    assert lines[4:6] == ["| 2 | 1.0 | 1.0 | 0 | drop | 0.1 |", "| 3 | 1.0 | 1.0 | 1 |  | 0.01 |"]
    assert lines[-1] == "The rate drops after epochs 2 and 4; the next epoch has 0.001."
    told = json.loads(run(*FLAT, "--metrics", "1,1,1,1,1", "-f", "json").out)
    assert (told["drops"], told["next_learning_rate"]) == ([2, 4], 0.001)
    assert [row["learning_rate"] for row in told["rows"]] == [0.1, 0.1, 0.1, 0.01, 0.01]
    none = run(*FLAT, "--metrics", "1,0.5,0.2", "-f", "markdown").out.splitlines()
    assert none[-1] == "The rate never drops; the next epoch has 0.1."


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ([], ["--metrics"]),
        (["--metrics", "losses.csv"], ["--metrics", "a file that is there", "'losses.csv'"]),
        (["--metrics", ""], ["--metrics"]),
        (["--metrics", "1,,2"], ["--metrics", "epoch 1", "''"]),
        (["--metrics", "1,nan"], ["--metrics", "epoch 1", "'nan'"]),
        (["--metrics", "1;2"], ["--metrics", "'1;2'"]),
        (["--metrics", "1", "--factor", "1"], ["--factor", "below 1"]),
        (["--metrics", "1", "--patience", "-1"], ["--patience", "'-1'"]),
        (["--metrics", "1", "--rule", "jax"], ["--rule", "'jax'"]),
        (["--metrics", "1", "--mode", "least"], ["--mode"]),
        (["--metrics", "1", "--threshold-mode", "x"], ["--threshold-mode"]),
        (["--metrics", "1", "--min-lr", "-1"], ["--min"]),
    ],
)
def test_what_cannot_be_followed(words, names):
    assert_refused(run(*FLAT, *words), *names)


@pytest.mark.parametrize(
    "text",
    [
        # decimal commas, where the separator or the header says that they are
        "epoch;loss\n0;1,0\n1;1,0\n2;1,0\n3;1,0\n4;1,0\n",
        "loss\n1,0\n1,0\n1,0\n1,0\n1,0\n",
        "0 1\n1 1\n2 1\n3 1\n4 1\n",
        "0,1\n1,1\n2,1\n3,1\n4,1\n",
        "| epoch | loss |\n| --- | --- |\n" + "| 0 | 1.0 |\n" * 5,
        '{"epoch": 0, "loss": 1.0}\n' * 5,
        # an epoch in which it was not measured
        "loss,lr\n1,0.1\n,0.1\n1,0.1\n1,0.1\n1,0.1\n1,0.1\n",
    ],
)
def test_the_metrics_of_any_table(text):
    assert rates(*FLAT, "--metrics", "-", stdin=text) == ROWS


def test_of_several_columns_it_is_said_which_has_the_metrics():
    table = "epoch,train_loss,val_loss\n0,1,3\n1,1,2\n2,1,1\n"
    result = run(*FLAT, "--metrics", "-", "-f", "value", stdin=table)
    assert result.out.split() == ["0.1"] * 3
    said = "the metrics are val_loss; --column says otherwise, of train_loss, val_loss"
    assert result.err == f"note: {said}\n"
    named = run(*FLAT, "--metrics", "-", "--column", "train_loss", "-f", "json", stdin=table)
    assert (json.loads(named.out)["drops"], named.err) == ([2], "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ["expected a metric for each epoch, got nothing"]),
        ("loss\n", ["expected a metric for each epoch, got none"]),
        ("{", ["JSON"]),
        ("[]", ["expected a metric"]),
        ("a: 1\nb: 2\n", ["line 2", "expected a number, got 'b: 2'"]),
        ("1,0\n0,9\n", ["line 1", "numbers with a point, got 1,0 (did you mean 1.0?)"]),
    ],
)
def test_what_has_no_metrics_is_refused(text, words):
    assert_refused(run(*FLAT, "--metrics", "-", stdin=text), "--metrics: standard input", *words)


def test_a_column_that_is_not_there():
    words = [*FLAT, "--metrics", "-", "--column", "vall_loss"]
    assert_refused(run(*words, stdin="loss,val_loss\n1,1\n"), "loss, val_loss", "did you mean val_loss?")
    assert_refused(run(*FLAT, "--metrics", "1,1", "--column", "loss"), "expected a file beside --column")
