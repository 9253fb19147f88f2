"""`lrcalc steps` as it is typed."""

import json
import re
import subprocess
import sys

import pytest

from lrcalc.policies import POLICIES
from lrcalc.tools import TOOLS
from tests.command.program import assert_refused, help_page, in_terminal, run, run_process, settings

RUN = ("steps", "--epochs", "2", "--dataset-size", "4107", "--batch-size", "8", "--accumulate", "8")
NEEDED = ("steps", "--dataset-size", "4107", "--batch-size", "8")
SHOWN = """\
batches an epoch  ⌈4107/8⌉ = 514
updates an epoch  ⌈514/8⌉ = 65
total steps       2 × 65 = 130

2 batches an epoch are left over. Where they make no update, as in transformers up to 4.51:

updates an epoch  ⌊514/8⌋ = 64
total steps       2 × 64 = 128
"""
OLDER = (
    "note: the updates of an epoch are rounded down, as in transformers up to 4.51; --round ceil gives 130\n"
)


def test_the_arithmetic_line_by_line():
    result = run(*RUN)
    assert (result.code, result.err) == (0, "")
    assert result.out == SHOWN


def test_the_value_alone():
    result = run(*RUN, "-f", "value")
    assert (result.code, result.out) == (0, "130\n")
    rounded = "the updates of an epoch are rounded"
    assert result.err == f"note: {rounded} up, as in transformers from 4.52 on; --round floor gives 128\n"
    older = run(*RUN, "-f", "value", "--round", "floor")
    assert (older.out, older.err) == ("128\n", OLDER)
    # where every batch fills an update, there is nothing to say
    assert run(*NEEDED, "-f", "value").err == ""


def test_the_quantities_as_json():
    result = run(*RUN, "--drop-last", "--format", "json")
    assert (result.code, result.err) == (0, "")
    assert json.loads(result.out) == {
        "tool": "steps",
        "parameters": {
            "epochs": "2",
            "dataset_size": "4107",
            "batch_size": "8",
            "accumulate": "8",
            "drop_last": "true",
            "round": "ceil",
        },
        "batches_per_epoch": 513,
        "updates_per_epoch": 65,
        "batches_left_over": 1,
        "total_steps": 130,
        "total_steps_by_floor": 128,
    }


def test_where_nothing_is_left_over_one_total_is_shown():
    result = run(*NEEDED, "--devices", "2", "--epochs", "2.5")
    # by hand: 4107/16 = 256.7, 2.5 × 257 = 642.5
    assert result.out == (
        "batches an epoch  ⌈4107/(8 × 2)⌉ = 257\n"
        "updates an epoch  ⌈257/1⌉ = 257\n"
        "total steps       ⌈2.5 × 257⌉ = 643\n"
    )


def test_one_batch_left_over():
    assert "\n1 batch an epoch is left over. " in run(*RUN, "--drop-last").out


def test_in_ascii():
    result = run_process(*RUN, LC_ALL="C", encoding="ascii")
    assert result.out.startswith("batches an epoch  ceil(4107/8) = 514\nupdates an epoch  ceil(514/8) = 65\n")
    assert run_process("steps", "--help", LC_ALL="C", encoding="ascii").code == 0


def test_in_forty_columns():
    text = in_terminal(40, *RUN)
    assert max(map(len, text.splitlines())) <= 40
    assert text.split() == SHOWN.split()


def test_the_total_of_a_policy():
    """The command of the issue: a total in place, and a warm-up that is longer."""
    total = f'$("$0" -m lrcalc {" ".join(RUN)} -f value --round floor)'
    script = f'"$0" -m lrcalc cosine --max 0.002 --T "{total}" "$@"'

    def shell(*words):
        command = ["bash", "-c", script, sys.executable, *words]
        return subprocess.run(command, capture_output=True, encoding="utf-8", env=settings(), check=True)

    done = shell("--at", "0,64,128", "-f", "value")
    assert (done.stdout, done.stderr) == ("0.002\n0.001\n0.0\n", OLDER)
    done = shell("--warmup", "1000", "--at", "128", "-f", "value")
    # by hand: 0.002 × 128/1000
    assert done.stdout == "0.000256\n"
    assert done.stderr.startswith(f"{OLDER}note: ")
    assert done.stderr.count("\n") == 2
    assert all(word in done.stderr for word in ("W = 1000", "T = 128", "never reached", "0.000256"))


@pytest.mark.parametrize("words", [RUN, ("steps", "-h")])
def test_no_policy_is_imported(words):
    code = f"import sys; sys.argv[1:] = {words!r}\nfrom lrcalc.command.main import main\ntry: main()\n"
    code += "except SystemExit: print(*sys.modules, sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=settings(), check=True
    )
    modules = set(done.stdout.splitlines())
    assert "lrcalc.command.steps" in modules
    assert not modules & {f"lrcalc.policies.{name.replace('-', '_')}" for name in POLICIES}


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["--dataset-size", "4107"], ["--batch-size N is required (the examples of a batch on one device)"]),
        (["--batch-size", "8"], ["--dataset-size N is required (the examples of the training set)"]),
        ([*NEEDED[1:], "--epochs", "0"], ["--epochs", "'0'"]),
        ([*NEEDED[1:], "--epochs"], ["--epochs: expected a value after it, got none"]),
        ([*NEEDED[1:], "--accumulate", "8.5"], ["--accumulate", "'8.5'"]),
        ([*NEEDED[1:], "--devices", "0"], ["--devices", "'0'"]),
        ([*NEEDED[1:], "--devices", "1" * 5000], ["--devices: ", "5000 characters"]),
        ([*NEEDED[1:], "--devices", "1k", "--drop-last"], ["--drop-last", "4107", "8 × 1000"]),
        ([*NEEDED[1:], "-f", "csv"], ["--format: expected table, markdown, latex, json or value, got 'csv'"]),
        ([*NEEDED[1:], "-f", "valeu"], ["did you mean value?"]),
        ([*NEEDED[1:], "--epoch", "2"], ["did you mean --epochs?"]),
        ([*NEEDED[1:], "--drop-last=1"], ["--drop-last: expected no value, got '1'"]),
        ([*NEEDED[1:], "2"], ["unexpected '2'"]),
        ([*NEEDED[1:], "--at", "2"], ["unknown option --at"]),
    ],
)
def test_what_cannot_be_taken(words, names):
    result = run("steps", *words)
    assert_refused(result, "lrcalc steps: ", *names)
    assert "after --at" not in result.err


def test_the_help_lists_the_tools_in_a_panel_of_their_own():
    (panel,) = re.findall(r"╭─ Tools ─+╮\n(.*?)╰─", help_page(columns="100"), re.DOTALL)
    assert [line.strip("│ ").split()[0] for line in panel.splitlines()] == list(TOOLS)
    assert not set(TOOLS) & set(POLICIES)


def test_the_example_of_the_help_works():
    page = help_page("steps", columns="200")
    (line,) = re.findall(r"Example: +\n\s+lrcalc (.*)", page)
    assert run(*line.split()).out == SHOWN


def test_a_name_that_is_nearly_a_tool():
    assert_refused(run("stps", "--epochs", "1"), "did you mean step")


def test_the_sampler_is_said_and_chosen():
    # torch pads 97 examples to 33 for each of 3 devices: 11 batches of 3, where whole batches of 9 are 10
    words = ["--dataset-size", "97", "--batch-size", "3", "--devices", "3", "--drop-last"]
    shared = run("steps", *words)
    assert "⌊97/(3 × 3)⌋ = 10" in shared.out
    assert (
        "The batches are those of accelerate and transformers; with torch's DistributedSampler" in shared.out
    )
    padded = run("steps", *words, "--sampler", "torch", "-f", "value")
    assert padded.out == "11\n"
    assert padded.err.startswith("note: the batches are those of torch's DistributedSampler")
    assert "sampler" not in run("steps", *words[:4], "--drop-last").out.lower()
    assert run("steps", *words, "--sampler", "pad").code == 2


def test_a_sampler_that_changes_nothing_is_refused():
    words = ["--dataset-size", "97", "--batch-size", "3", "--sampler", "torch"]
    assert_refused(run("steps", *words), "--sampler: expected --drop-last with it, got none")
