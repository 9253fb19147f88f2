"""Every row of the table of warm-ups that POLICIES.md measured in the frameworks, each by one command line.

"Warm up 4, cosine, total 12, min 0": the rates of updates 0 to 14 as the frameworks' own code gave them, to
four places; what a row leaves out ends where it was not measured.
"""

import shlex

import pytest

from tests.command.program import run

COSINE = "cosine --max 1 --T 12"
DOWN = "0.9619 0.8536 0.6913 0.5000 0.3087 0.1464 0.0381"
LONGER = "0.9830 0.9330 0.8536 0.7500 0.6294 0.5000 0.3706"
RUNNING = "0.7500 0.6294 0.5000 0.3706 0.2500 0.1464 0.0670 0.0170"
UP = "0 0.25 0.5 0.75"
RISES, HOLDS = "0 0.0381 0.1464", "0 0 0"
ROWS = {
    "transformers cosine": (f"{COSINE} --warmup 4 --past-end continue", f"{UP} 1 {DOWN} {RISES}"),
    "transformers cosine_warmup_with_min_lr": (
        f"{COSINE} --warmup 4 --past-end continue --clock t+1",
        f"0.25 0.5 0.75 1 {DOWN} 0 0.0381 0.1464 0.3087",
    ),
    "transformers, with warmup_lr_rate 0": (
        "chain 'linear --max 0 --min 1 --T 3' 'cosine --max 1 --T 8 --clock t+1 --past-end continue' "
        "--milestones 4",
        f"0 0.3333 0.6667 1 {DOWN} 0 0.0381",
    ),
    "optax warmup_cosine_decay": (f"{COSINE} --warmup 4", f"{UP} 1 {DOWN} {HOLDS}"),
    "keras, decay_steps 12": ("cosine --max 1 --T 16 --warmup 4", f"{UP} 1 {LONGER} 0.25 0.1464 0.067"),
    "keras, decay_steps 8": (f"{COSINE} --warmup 4", f"{UP} 1 {DOWN} {HOLDS}"),
    "torch Sequential, Cosine(8)": (
        f"{COSINE} --warmup 4 --warmup-start 1/3 --past-end continue",
        f"0.3333 0.5 0.6667 0.8333 1 {DOWN} {RISES}",
    ),
    "torch Sequential, Cosine(12)": (
        "cosine --max 1 --T 16 --warmup 4 --warmup-start 1/3 --past-end continue",
        f"0.3333 0.5 0.6667 0.8333 1 {LONGER} 0.25 0.1464 0.067",
    ),
    "torch Chained": (
        f"{COSINE} --warmup 4 --warmup-start 1e-8 --warmup-mode times --past-end continue",
        f"0 0.2457 0.4665 0.6402 {RUNNING} 0 0.017",
    ),
    "timm, prefix False": (f"{COSINE} --warmup 4 --warmup-mode over", f"{UP} {RUNNING} 0 0"),
    "timm, prefix True": ("cosine --max 1 --T 16 --warmup 4", f"{UP} 1 {LONGER} 0.25 0.1464"),
    "nanoGPT": (f"{COSINE} --warmup 4 --warmup-ramp (t+1)/(W+1)", f"0.2 0.4 0.6 0.8 1 {DOWN} 0 0"),
    "nanoGPT before, litgpt": (f"{COSINE} --warmup 4", f"{UP} 1 {DOWN} 0 0"),
    "Megatron": (f"{COSINE} --warmup 4", f"{UP} 1 {DOWN} {HOLDS}"),
    "torchtitan": (
        f"{COSINE} --warmup 4 --warmup-ramp early --past-end continue",
        f"0.25 0.5 0.75 1 1 {DOWN} 0 0.0381",
    ),
    "DeepSpeed, linear": (f"{COSINE} --warmup 4 --warmup-ramp (t-1)/W", f"0 0 0.25 0.5 0.75 {DOWN} 0 0"),
    "DeepSpeed, log": (
        f"{COSINE} --warmup 4 --warmup-ramp late --warmup-shape log",
        f"0 0 0.5 0.7925 1 {DOWN} 0",
    ),
    "Composer": (f"{COSINE} --warmup 4 --clock t-1", f"0 {UP} 1 {DOWN} 0"),
    "lightning-bolts": (
        f"{COSINE} --warmup 4 --warmup-ramp t/(W-1) --past-end continue",
        f"0 0.3333 0.6667 1 1 {DOWN} 0 0.0381",
    ),
    "OLMo-core": (f"{COSINE} --warmup 4 --clock t+1", f"0.25 0.5 0.75 1 {DOWN} 0 0"),
    "mmengine": (
        "chain 'cosine --max 1 --T 12 --warmup 4 --warmup-ramp closed' --milestones 11",
        f"0 0.3333 0.6667 1 1 {DOWN} 0.0381 0.0381",
    ),
    "pytorch-warmup": (
        f"{COSINE} --warmup 4 --warmup-mode times --warmup-ramp early",
        f"0.25 0.4915 0.6998 0.8536 {RUNNING} 0",
    ),
    "mlx-lm": (
        f"chain 'linear --max 0 --min 1 --T 4' '{COSINE}' --milestones 5",
        f"{UP} 1 1 {LONGER}",
    ),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_row_is_one_command_line(name):
    line, row = ROWS[name]
    expected = [float(rate) for rate in row.split()]
    outcome = run(*shlex.split(line), "--at", f"0:{len(expected) - 1}", "-f", "value")
    assert [round(float(rate), 4) for rate in outcome.out.split()] == expected


@pytest.mark.parametrize("text", ["2^(2^(2^t))", "exp(exp(exp(t)))", "0 - exp(exp(exp(t)))"])
def test_a_number_beyond_all_decimals_is_no_rate(text):
    # 2^(2^512) has some 10^153 digits
    found = run("formula", text, "--at", "9")
    assert (found.code, found.out) == (2, "")
    assert "the formula has no value at step 9: " in found.err


def test_a_formula_that_breaks_off_is_wrong_at_its_end():
    assert "character 4 of '0.1*'" in run("formula", "0.1*", "--at", "9").err
