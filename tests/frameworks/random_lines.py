"""Command lines of random schedules, all of them over within 90 steps."""

import random

from lrcalc.command.lines import read_line
from lrcalc.errors import ScheduleError

WARMUPS = (
    " --warmup-shape cosine", " --warmup-shape quadratic", " --warmup-shape 1-sqrt",
    " --warmup-shape exponential", " --warmup-ramp inner", " --warmup-ramp early", " --warmup-mode over",
    " --warmup-mode times",
)  # fmt: skip
WRAPPERS = (
    " --floor 0.005", " --clock t//2", " --clock t//2 --floor 0.02", " --clock t//3-4", " --clock '(t+2)//3'",
    " --clock t+1", " --clock 2*t", " --past-end error", " --past-end continue", " --past-end repeat",
)  # fmt: skip


def random_lines(seed, count):
    """As many command lines of schedules that can be made."""
    source, found = random.Random(seed), []
    while len(found) < count:
        line = wrapped_line(source)
        try:
            read_line(1, line)
        except ScheduleError:
            continue  # a wrapper that does not go with it
        found.append(line)
    return found


def wrapped_line(source):
    """A command line of a schedule, one in three on a clock, above a floor, or with another end."""
    line = random_line(source)
    if " --warmup " in line and not line.startswith(("wsd", "inverse-sqrt", "noam")):
        line += source.choice(["", "", "", *WARMUPS])
    return line + (source.choice(WRAPPERS) if source.random() < 1 / 3 else "")


def random_line(source):
    """A command line of some schedule."""
    total, few = source.randint(5, 60), source.randint(1, 7)
    low = source.choice(["0", "0.01", "1/300"])
    warmup = source.choice(["", f" --warmup {few}", " --warmup 3 --warmup-start 0.01"])
    kinds = {
        "fixed --lr 0.1": ["", ""],
        f"cosine --max 0.3 --min {low} --T {total}": [
            "", " --power 2", " --cycles 3", " --past-end continue",
        ],
        f"step --lr 0.1 --s {total}": [" --gamma 0.1", " --gamma 1/3"],
        "exponential --lr 0.1 --gamma 0.9": ["", " --decay-steps 7 --staircase"],
        f"linear --max 0.1 --min {low} --T {total}": ["", ""],
        f"polynomial --max 0.1 --min {low} --T {total}": [" --power 1", " --power 2", " --power 0.5"],
        "multistep --lr 0.1 --milestones 7,15,15,30": ["", " --gamma 0.5"],
        "piecewise --values 0.1,0.03,0.01 --boundaries 8,20": ["", " --interpolate"],
        f"restarts --max 0.1 --min {low} --T0 {few + 1}": [
            "", " --T-mult 2", " --T-mult 1.5 --peak-decay 0.5",
        ],
        f"cyclic --max 0.1 --min 0.01 --step-up {few} --step-down 3": [
            "", " --mode triangular2", " --mode exp_range --gamma 0.99",
        ],
        "inverse-time --lr 0.1 --decay-rate 0.5 --decay-steps 10": ["", " --staircase"],
    }  # fmt: skip
    # those that have a warm-up of their own, or none
    alone = {
        f"wsd --max 0.1 --min {low} --warmup {few} --decay 4 --T {total + 12} --shape ": [
            "linear", "cosine", "1-sqrt", "exponential",
        ],
        f"one-cycle --max 0.1 --T {total + 10}": ["", " --three-phase", " --anneal linear"],
        f"inverse-sqrt --max 0.1 --warmup {few}": [""],
        f"rex --max 0.1 --T {total}": [""],
        f"tanh --max 0.1 --T {total}": [""],
        "noam --d-model 512 --warmup 400": [""],
        f"chain 'linear --max 0.1 --min 0.01 --T 5' 'cosine --max 0.1 --T {total}'": [""],
        "formula 'max(0.01, 0.1 * 0.5^(t/10)) if t > 4 else 0.1*t/4'": [""],
    }  # fmt: skip
    line, more = source.choice([*kinds.items(), *alone.items()])
    return f"{line}{source.choice(more)}{warmup if line in kinds else ''}"
