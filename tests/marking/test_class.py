"""A simulated class: students who all make one mistake each, in the exercise's five steps.

They write 4 significant digits, two answers of three rounded and one cut off, as MARKING.md has it: three
students a mistake, whose cut answers are not at the same steps. What each mistake gives is computed here in
mpmath, by the formulas of MARKING.md's table, and not by the mistakes of the package.
"""

from mpmath import mp

from tests.marking.classroom import EXERCISE, STEPS, diagnosis, significant
from tests.profiles import sample

HIGH, LOW, TOTAL = mp.mpf("0.002"), mp.mpf("0.0001"), 5000
REQUIRED = 0.95


def scaled(scale):
    return LOW + (HIGH - LOW) * scale


def cosine(t, total=TOTAL):
    """cos(π·t/T), exactly 0 at the half."""
    return mp.cospi(mp.mpf(t) / total)


def annealed(cosine):
    return scaled((1 + cosine) / 2)


def to_decimals(places):
    return lambda t: annealed(mp.nint(cosine(t) * 10**places) / 10**places)


MISTAKES = {
    "degrees": lambda t: annealed(mp.cos(mp.pi * t / TOTAL * mp.pi / 180)),
    "degrees-in-radians": lambda t: annealed(mp.cos(mp.mpf(180) * t / TOTAL)),
    "no-half": lambda t: scaled(1 + cosine(t)),
    "min-not-added": lambda t: (HIGH - LOW) * (1 + cosine(t)) / 2,
    "min-ignored": lambda t: HIGH * (1 + cosine(t)) / 2,
    "range-not-subtracted": lambda t: LOW + HIGH * (1 + cosine(t)) / 2,
    "no-one": lambda t: scaled(cosine(t) / 2),
    "cosine-as-scale": lambda t: scaled(cosine(t)),
    "one-plus-half-cosine": lambda t: scaled(1 + cosine(t) / 2),
    "no-pi": lambda t: annealed(mp.cos(mp.mpf(t) / TOTAL)),
    "pi-3.14": lambda t: annealed(mp.cos(mp.mpf("3.14") * t / TOTAL)),
    "full-wave": lambda t: annealed(cosine(2 * t)),
    "quarter-wave": lambda t: scaled(cosine(t, 2 * TOTAL)),
    "half-angle": lambda t: annealed(cosine(t, 2 * TOTAL)),
    "one-minus-cosine": lambda t: annealed(-cosine(t)),
    "sine": lambda t: annealed(mp.sinpi(mp.mpf(t) / TOTAL)),
    "linear": lambda t: scaled(1 - mp.mpf(t) / TOTAL),
    "whole-division": lambda t: annealed(cosine(t // TOTAL, 1)),
    "step-plus-1": lambda t: annealed(cosine(t + 1)),
    "step-minus-1": lambda t: annealed(cosine(t - 1)),
    "total-minus-1": lambda t: annealed(cosine(t, TOTAL - 1)),
    "total-plus-1": lambda t: annealed(cosine(t, TOTAL + 1)),
    "stopped-at-scale": lambda t: (1 + cosine(t)) / 2,
    "stopped-at-cosine": cosine,
    "cosine-to-3-decimals": to_decimals(3),
    "cosine-to-2-decimals": to_decimals(2),
    "cosine-to-1-decimals": to_decimals(1),
}


def papers(mistake):
    """The answers of three students with the mistake: each cuts off where the others round."""
    with mp.workdps(50):
        rates = [MISTAKES[mistake](step) for step in STEPS]
        for first in range(3):
            yield [significant(rate, 4, cut=(row + first) % 3 == 2) for row, rate in enumerate(rates)]


# What gives the same numbers to four digits: cos 0.7 and the scale 0.85; a degree and a gradian are as small.
TWINS = {"cosine-to-1-decimals": "scale-to-2-decimals", "degrees": "gradians"}


def is_unique(mistake, answers):
    """Whether every wrong answer is put down to this mistake or its twin, and to no other."""
    found = [set(ids) for _, ids in diagnosis(EXERCISE, STEPS, answers)]
    return len(found) == 1 and found[0] <= {mistake, TWINS.get(mistake)}


def test_every_mistake_of_the_table_is_in_the_class():
    # 23 lines of the table; T ± 1, t ± 1, scale or cosine, and three roundings are more than one mistake
    assert len(MISTAKES) == 27


def test_at_least_95_of_100_students_are_uniquely_diagnosed():
    sat = [(mistake, answers) for mistake in MISTAKES for answers in papers(mistake)]
    missed = [(mistake, answers) for mistake, answers in sat if not is_unique(mistake, answers)]
    assert len(sat) == 81
    assert len(missed) <= (1 - REQUIRED) * len(sat), missed


def test_one_answer_identifies_about_half_of_them():
    # which is why all rows are taken together; MARKING.md has 48 % for a single answer
    right = asked = 0
    for mistake in sample(MISTAKES, quick=13):
        for answers in papers(mistake):
            for step, answer in zip(STEPS, answers):
                right += diagnosis(EXERCISE, [step], [answer]) == [([0], [mistake])]
                asked += 1
    assert 0.35 < right / asked < 0.56
