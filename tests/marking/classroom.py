"""The exercise of section 8.8 as the marking tests set it, and answers to it as students write them."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Context

from mpmath import mp

from lrcalc.marking.answer import read_answer
from lrcalc.marking.mark import mark
from lrcalc.marking.verdict import Marks
from lrcalc.marking.worksheet import Row
from lrcalc.policies import Cosine, Exponential, OneCycle, Step, Warmup

EXERCISE = Cosine(max="0.002", min="0.0001", T=5000)
DECAY = Step(lr="0.001", step_size=1000, gamma="0.1")
EXPONENTIAL = Exponential(lr="0.001", gamma="0.9995")
WARMUP = Warmup(max="0.002", min="0.0001", warmup=500, T=5000)
ONE_CYCLE = OneCycle(max="0.001", min="0.0001", T1=2000, T2=3000)
STEPS = (0, 1250, 2500, 3750, 5000)


def marked(policy, steps, answers, **asked):
    """The marking of one answer for each step, in the column of η alone."""
    rows = [
        Row(step, {"learning_rate": read_answer(text)}) for step, text in zip(steps, answers, strict=True)
    ]
    return mark(policy, rows, Marks(**asked))


def marked_columns(policy, *rows):
    """The marking of rows such as {"step": 1250, "cosine": "0.707", "learning_rate": "0.001721"}."""
    sheet = [
        Row(row["step"], {key: read_answer(text) for key, text in row.items() if key != "step"})
        for row in rows
    ]
    return mark(policy, sheet, Marks())


def verdicts(marking, key="learning_rate"):
    return [row.verdicts[key] for row in marking.rows]


def codes(marking, key="learning_rate"):
    return [verdict.code for verdict in verdicts(marking, key)]


def verdict_at(step, text, **asked):
    """The verdict on one answer to the exercise."""
    (verdict,) = verdicts(marked(EXERCISE, [step], [text], **asked))
    return verdict


def diagnosis(policy, steps, answers):
    """The mistakes found, and the rows that each explains."""
    findings = marked(policy, steps, answers).findings
    return [(finding.rows, finding.ids) for finding in findings if finding.rows]


def said(policy, steps, answers):
    """What is said about the answers, a paragraph each."""
    return [" ".join(finding.sentences) for finding in marked(policy, steps, answers).findings]


def significant(value, digits, cut=False):
    """A number of mpmath as it is written with so many digits, rounded half up or cut off.

    It is first taken to 40 digits, so that what is a short decimal is not cut for being stored in binary.
    """
    context = Context(prec=digits, rounding=ROUND_DOWN if cut else ROUND_HALF_UP)
    return f"{context.create_decimal(mp.nstr(value, 40)):f}"
