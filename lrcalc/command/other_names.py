"""What the frameworks and the field call the same things: names that lead to the right command or option."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise

from lrcalc.errors import nearest
from lrcalc.formats import FORMATS

# What else a policy is called, in lower case without signs, and the command for it.
COMMANDS = {
    "exp": "exponential",
    "exponentiallr": "exponential",
    "exponentialdecay": "exponential",
    "sgdr": "restarts",
    "cosinewithrestarts": "restarts",
    "cosineannealingwarmrestarts": "restarts",
    "constant": "fixed",
    "constantlr": "fixed",
    "constantwithwarmup": "fixed --warmup",
    "none": "fixed",
    "cosineannealing": "cosine",
    "cosineannealinglr": "cosine",
    "cosinedecay": "cosine",
    "cosinewithwarmup": "warmup",
    "warmupcosine": "warmup",
    "linearlr": "linear",
    "lineardecay": "linear",
    "linearwithwarmup": "linear --warmup",
    "steplr": "step",
    "stepdecay": "step",
    "multisteplr": "multistep",
    "onecycle": "one-cycle",
    "onecyclelr": "one-cycle",
    "1cycle": "one-cycle",
    "cycliclr": "cyclic",
    "clr": "cyclic",
    "triangular": "cyclic",
    "poly": "polynomial",
    "polynomiallr": "polynomial",
    "polynomialdecay": "polynomial",
    "inversesqrt": "inverse-sqrt",
    "rsqrt": "inverse-sqrt",
    "inversetimedecay": "inverse-time",
    "piecewiseconstant": "piecewise",
    "noamdecay": "noam",
    "noamannealing": "noam",
    "transformer": "noam",
    "warmupstabledecay": "wsd",
    "trapezoidal": "wsd",
    "flatcos": "flat-cosine",
    "version": "--version",
    "topics": "lrcalc help",
    "list": "lrcalc help",
}
# What else an option is called, and what it may be here: the first that the command has.
OPTIONS = {
    "--lr": ("--max", "--lr"),
    "--learning-rate": ("--max", "--lr"),
    "--base-lr": ("--min", "--lr", "--max"),
    "--initial-lr": ("--lr", "--max"),
    "--initial-learning-rate": ("--lr", "--max"),
    "--init-value": ("--lr", "--max"),
    "--peak-value": ("--max", "--lr"),
    "--peak-lr": ("--max", "--lr"),
    "--eta0": ("--lr", "--max"),
    "--eta-0": ("--lr", "--max"),
    "--eta-max": ("--max", "--lr"),
    "--max": ("--lr", "--max"),
    "--max-lr": ("--lr", "--max"),
    "--eta-min": ("--min", "--floor"),
    "--end-value": ("--min", "--floor"),
    "--end-learning-rate": ("--min", "--floor"),
    "--min": ("--floor",),
    "--min-lr": ("--floor",),
    "--alpha": ("--min-ratio",),
    "--min-lr-ratio": ("--min-ratio",),
    "--t-max": ("--T", "--total"),
    "--t-initial": ("--T", "--total"),
    "--num-steps": ("--T", "--total"),
    "--max-steps": ("--T", "--total"),
    "--max-iters": ("--T", "--total"),
    "--train-iters": ("--T", "--total"),
    "--num-training-steps": ("--T", "--total"),
    "--total": ("--T",),
    "--total-steps": ("--T", "--total"),
    "--steps": ("--milestones", "--T", "--at"),
    "--epochs": ("lrcalc steps --epochs",),
    "--t-0": ("--T0",),
    "--num-warmup-steps": ("--warmup",),
    "--warmup-iters": ("--warmup",),
    "--decay-rate": ("--gamma",),
    "--decay-factor": ("--gamma",),
    "--factor": ("--gamma",),
    "--lr-gamma": ("--gamma",),
    "--step-size": ("--s", "--decay-steps"),
    "--decay-steps": ("--s", "--T"),
    "--step": ("--at",),
    "--t": ("--at",),
    "--iter": ("--at",),
    "--power": ("polynomial --power",),
    "--v": ("--version",),
    "--examples": ("--help",),
    "--help": ("--help",),
}


def command_meant(name: str, commands: Sequence[str]) -> str | None:
    """The command that a name leads to; a call as it stands in a program leads to none, unless there is one
    that reads calls."""
    if "(" in name and "read" in commands:
        return "lrcalc read '…'"
    plain = re.sub(r"[^a-z0-9]", "", name.partition("(")[0].rpartition(".")[2].lower())
    return COMMANDS.get(plain) or nearest(name, commands)


def option_meant(name: str, words: Sequence[str], known: Iterable[str]) -> str | None:
    """The option that a name leads to, with its value where that is another number here."""
    options = list(known)
    plain = "--" + name.lstrip("-").replace("_", "-")
    for option in options:
        # --t is --T, unless that is given: then it is the step
        if option.lower() == plain.lower() and option not in words:
            return option
    if plain.lower() in ("--num-cycles", "--warmup-ratio", "--warmup-fraction"):
        return _converted(plain.lower(), name, words, options)
    candidates = [plain, *OPTIONS.get("--total-steps" if plain == "--T" else plain.lower(), ())]
    candidates = [candidate for candidate in candidates if candidate in options or " " in candidate]
    if candidates:
        # cosine --T 5000 --steps 1250: one that is not given yet
        return next((candidate for candidate in candidates if candidate not in words), candidates[0])
    if plain[2:].lower() in FORMATS and "-f" in options:
        return f"-f {plain[2:].lower()}"
    near = nearest(name.lstrip("-"), [option.lstrip("-") for option in options])
    return next((option for option in options if option.lstrip("-") == near), None)


def _converted(plain: str, name: str, words: Sequence[str], options: Sequence[str]) -> str | None:
    """Half waves for waves, a percentage for a share."""
    option, factor, unit = ("--cycles", 2, "") if plain == "--num-cycles" else ("--warmup", 100, "%")
    if option not in options:
        return None
    given = next((word for before, word in pairwise(words) if before == name), "")
    given = given or next((word.partition("=")[2] for word in words if word.startswith(f"{name}=")), "")
    try:
        return f"{option} {float(factor * Fraction(given)):g}{unit}"
    except (ValueError, ZeroDivisionError, OverflowError):
        return option
