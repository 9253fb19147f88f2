"""Simulated students: a student makes one mistake in all rows and writes three to six figures, rounded or cut
off; a student who is right rounds, cuts off, or rounds the cosine on the way.

What they compute is in formulas.py.
"""

from __future__ import annotations

import random
from collections import Counter
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple

from lrcalc import policies
from lrcalc.marking.answer import read_answer
from lrcalc.marking.evidence import Evidence
from lrcalc.marking.mark import mark
from lrcalc.marking.verdict import Marks
from lrcalc.marking.worksheet import Row
from tests.marking.formulas import KINDS, Kind
from tests.marking.waves import annealed, cosine_at, cosine_steps


class Exercise(NamedTuple):
    kind: Kind
    numbers: dict
    steps: list[int]
    policy: object
    evidence: Evidence


def _policy(name, n):
    """The schedule of the package with those numbers."""
    text = {key: repr(value) for key, value in n.items()}
    if name in ("cosine", "linear"):
        return getattr(policies, name.title())(max=text["max"], min=text["min"], T=n["T"])
    if name == "step":
        return policies.Step(lr=text["lr"], gamma=text["gamma"], step_size=n["s"])
    if name == "exponential":
        return policies.Exponential(lr=text["lr"], gamma=text["gamma"])
    if name == "warmup":
        return policies.Warmup(max=text["max"], min=text["min"], T=n["T"], warmup=n["W"])
    if name == "cosine after a warm-up":
        return policies.Cosine(max=text["max"], min=text["min"], T=n["T"]).after_warmup(n["W"])
    if name == "one-cycle":
        return policies.OneCycle(max=text["max"], min=text["min"], T1=n["T1"], T2=n["T2"])
    if name == "polynomial":
        return policies.Polynomial(max=text["max"], min=text["min"], T=n["T"], power=2)
    if name == "tanh":
        return policies.Tanh(max=text["max"], min=text["min"], T=n["T"])
    if name == "inverse-sqrt":
        return policies.InverseSqrt(max=text["max"], warmup=n["W"])
    if name == "multistep":
        return policies.Multistep(lr=text["lr"], gamma=text["gamma"], milestones=list(n["miles"]))
    return policies.Restarts(max=text["max"], min=text["min"], T0=n["T0"])


def _steps(kind, n, rng):
    if "T" in n and "W" in n:
        warm = n["W"]
        parts = [
            warm // 4,
            warm // 2,
            warm + (n["T"] - warm) // 4,
            warm + (n["T"] - warm) // 3,
            n["T"] * 3 // 4,
        ]
        return sorted({*parts, n["T"] * 5 // 6})
    if "T" in n:
        return cosine_steps(n, rng)
    if "T1" in n:
        first, second = n["T1"], n["T2"]
        return [first // 4, first // 2, first + second // 6, first + second // 3, first + second * 3 // 4]
    if "s" in n:
        return sorted(n["s"] * k // 4 for k in rng.sample(range(1, 14), 5))
    if "miles" in n:
        return [150, 299, 450, 700, 900]
    if "T0" in n:
        return sorted(n["T0"] * k // 12 for k in rng.sample(range(1, 23), 5))
    return [100, 250, 500, 1000, 1700]


def exercise(kind, rng):
    """The schedule with numbers, and five steps."""
    numbers = kind.draw(rng)
    policy = _policy(kind.name, numbers)
    return Exercise(kind, numbers, _steps(kind, numbers, rng), policy, Evidence(policy))


def written(value, digits, cut=False):
    """A float as it is written with so many figures."""
    context = Context(prec=digits, rounding=ROUND_DOWN if cut else ROUND_HALF_UP)
    # what is a short decimal is none in binary: 0.30000000000000004
    shown = context.create_decimal(Context(prec=12).create_decimal(Decimal(value)))
    return f"{shown:f}"


class Student(NamedTuple):
    """Who did what: the id that may be given for it (empty: right, or not listed), and the answers."""

    exercise: Exercise
    did: str
    ids: frozenset[str]
    answers: list[str]

    def alone(self, index):
        """One of the answers by itself."""
        task = self.exercise._replace(steps=self.exercise.steps[index : index + 1])
        return self._replace(exercise=task, answers=self.answers[index : index + 1])

    def to(self, digits):
        """The same with so many figures."""
        task = self.exercise
        formula = {**task.kind.listed, **task.kind.unlisted}[self.did]
        return self._replace(answers=[written(formula(task.numbers, step), digits) for step in task.steps])

    def named(self):
        """The ids of the mistakes named first."""
        return next((frozenset(item.ids) for item in self.marking().findings if item.ids), frozenset())

    def marking(self):
        rows = [
            Row(step, {"learning_rate": read_answer(text)})
            for step, text in zip(self.exercise.steps, self.answers, strict=True)
        ]
        return mark(self.exercise.policy, rows, Marks(), self.exercise.evidence)


def students(seed, exercises_each=3):
    """Students with one mistake each, those of the list and others."""
    rng = random.Random(seed)
    for kind in KINDS:
        for _ in range(exercises_each):
            task = exercise(kind, rng)
            for group, has_ids in ((kind.listed, True), (kind.unlisted, False)):
                for name, formula in group.items():
                    digits = rng.choice([3, 4, 4, 5, 6])
                    cut = rng.random() < 0.3
                    rates = [formula(task.numbers, step) for step in task.steps]
                    ids = frozenset(name.split("|")) if has_ids else frozenset()
                    yield Student(task, name, ids, [written(rate, digits, cut) for rate in rates])


def right_students(seed, exercises_each=3):
    """Students who are right: rounded, cut off, as a program prints it, or rounded on the way."""
    rng = random.Random(seed)
    for kind in KINDS:
        for _ in range(exercises_each):
            task = exercise(kind, rng)
            rates = [kind.right(task.numbers, step) for step in task.steps]
            for digits in (3, 4, 5, 6):
                yield Student(task, "rounded", frozenset(), [written(rate, digits) for rate in rates])
                yield Student(task, "cut off", frozenset(), [written(rate, digits, True) for rate in rates])
            yield Student(task, "as printed", frozenset(), [repr(rate) for rate in rates])
            if kind.name == "cosine":
                for places in (3, 4):
                    early = [
                        annealed(task.numbers, round(cosine_at(task.numbers, t), places)) for t in task.steps
                    ]
                    yield Student(task, "rounded early", frozenset(), [written(rate, 5) for rate in early])


def verdict_on(student):
    """How a student with a mistake is diagnosed: "found", "tie" (with others), "none", "false", "perhaps"
    (false, but not said for certain), "thin" (of too few rows), "accepted" (the digits hide the mistake)."""
    marking = student.marking()
    if marking.accepted:
        return "accepted"
    wrong = {index for index, row in enumerate(marking.rows) if row.verdicts["learning_rate"].code == "wrong"}
    named = [finding for finding in marking.findings if finding.ids and set(finding.rows) & wrong]
    if not named:
        return "none"
    first = named[0]
    if "perhaps" in first.sentences[0] and not student.ids & set(first.ids):
        return "perhaps"
    if student.ids & set(first.ids):
        return "found" if len(first.ids) == 1 else "tie"
    return "false" if len(set(first.rows) & wrong) * 2 >= len(wrong) else "thin"


def confusion(people):
    """How students are diagnosed, counted: those with a mistake of the list, and those with another."""
    counts = {"listed": Counter(), "unlisted": Counter()}
    for student in people:
        counts["listed" if student.ids else "unlisted"][verdict_on(student)] += 1
    return counts
