"""LaTeX: the same table as a booktabs tabular, written by hand."""

import pytest

from lrcalc.policies import Exponential
from tests.formats.written import EXERCISE, EXERCISE_STEPS, WARMUP, written

EXERCISE_TABULAR = r"""\begin{tabular}{rrrr}
\toprule
Step & Cosine Value & Scale Factor & Learning Rate \\
\midrule
0 & 1.0 & 1.0 & 0.002 \\
1250 & 0.707 & 0.854 & 0.00172175 \\
2500 & 0.0 & 0.5 & 0.00105 \\
3750 & $-0.707$ & 0.146 & 0.000378249 \\
5000 & $-1.0$ & 0.0 & 0.0001 \\
\bottomrule
\end{tabular}
"""


def test_the_exercise():
    assert written("latex", EXERCISE, *EXERCISE_STEPS) == EXERCISE_TABULAR


def test_a_phase_is_text_and_its_missing_cosine_a_dash():
    assert written("latex", WARMUP, 0, 5000).splitlines()[0] == r"\begin{tabular}{rlrrr}"
    assert written("latex", WARMUP, 0, 5000).splitlines()[4:6] == [
        r"0 & warm-up & -- & 0.0 & 0.0 \\",
        r"5000 & annealing & $-1.0$ & 0.0 & 0.0001 \\",
    ]


@pytest.mark.parametrize(
    ("lr", "gamma", "cells"),
    [
        ("1e-8", "1", r"1 & 1.0 & $1 \times 10^{-8}$ \\"),
        ("1.5e-8", "1", r"1 & 1.0 & $1.5 \times 10^{-8}$ \\"),
        ("1", "1e20", r"1 & $1 \times 10^{20}$ & $1 \times 10^{20}$ \\"),
    ],
)
def test_a_power_of_ten_is_mathematics(lr, gamma, cells):
    assert written("latex", Exponential(lr=lr, gamma=gamma), 1).splitlines()[4] == cells


def test_digits():
    assert r"1250 & 0.71 & 0.85 & 0.0017 \\" in written("latex", EXERCISE, 1250, digits=2)
