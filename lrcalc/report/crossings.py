"""At which steps η reaches a rate: the steps, with those beside them."""

from __future__ import annotations

from lrcalc.analysis.when import Answers
from lrcalc.report.blocks import Sentences
from lrcalc.report.part import Part


def crossings_part(answers: Answers, noted: bool = False) -> Part:
    """The sentences before the table, or `noted` beside it; as values the steps."""
    sentences = [Sentences(answers.reached)] if answers.reached else []
    return Part(
        before=lambda derivations: iter(sentences),
        about=lambda: {
            "when": [{"rate": typed, **crossing._asdict()} for typed, crossing in answers.crossings]
        },
        values=map(str, answers.steps),
        rate_digits=answers.digits,
        notes=list(answers.reached) if noted else [],
        accepted=not answers.never,
        refusal="; ".join(answers.never),
    )
