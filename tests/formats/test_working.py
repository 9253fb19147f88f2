"""The working in plain text, in Markdown and in LaTeX.

LaTeX is checked for structure here; that it compiles in tests/contract/test_latex_documents.py. By hand it
was tried that KaTeX 0.19 renders every block of the Markdown in strict mode.
"""

import re

import pytest

from lrcalc.formats.latex_text import latex_text
from lrcalc.policies import POLICIES, policy_class
from lrcalc.report.working import working_part
from lrcalc.schedule.formula import example
from lrcalc.schedule.working import CARRIED
from lrcalc.terminal.screen import Screen
from tests.formats import written as answers
from tests.formats.written import EXERCISE, WARMUP, written_blocks

ALL = [example(policy_class(name)) for name in POLICIES]
NAMES = list(POLICIES)


def written(form, policy, *steps, digits=None):
    """The whole answer: the working, and below it the table."""
    chosen = steps or policy.default_steps()
    return answers.written(form, policy, *chosen, digits=digits, parts=[working_part(policy, digits)])


def shown(screen, policy, *steps):
    """The lines of the working alone."""
    derivations = list(map(policy.derivation, steps or policy.default_steps()))
    return written_blocks("table", *working_part(policy).before(derivations), screen=screen).splitlines()


def math_blocks(text):
    return re.findall(r"^```math\n(.*?)\n```$", text, re.MULTILINE | re.DOTALL)


def assert_well_formed(mathematics):
    """Braces and environments close, rows have one sign each, and nothing but ASCII is left."""
    assert mathematics.isascii(), mathematics
    depth = 0
    for brace in re.findall(r"(?<!\\)[{}]", mathematics):
        depth += 1 if brace == "{" else -1
        assert depth >= 0, mathematics
    assert depth == 0, mathematics
    assert re.findall(r"\\begin\{(.*?)\}", mathematics) == re.findall(r"\\end\{(.*?)\}", mathematics)
    body = re.sub(r"\\(begin|end)\{.*?\}", "", mathematics)
    if "\\begin" in mathematics:
        assert all(row.count("&") == 1 for row in body.split(r"\\")), mathematics
    # a letter of a word stands in \text, a command or a subscript
    bare = re.sub(r"\\text\{.*?\}|\\[a-z]+|_\{.*?\}", "", body, flags=re.IGNORECASE)
    assert not re.search(r"[A-Za-z]{2}", bare), mathematics


def test_the_markdown_of_a_step_is_the_documents():
    blocks = math_blocks(written("markdown", EXERCISE, 1250))
    assert blocks[1].splitlines() == [
        r"\begin{aligned}",
        r"\eta_{1250} &= 0.0001 + 0.0019 \times \frac{1 + \cos(\pi \cdot 1250/5000)}{2} \\",
        r" &= 0.0001 + 0.0019 \times \frac{1 + \cos(\pi/4)}{2} \\",
        r" &= 0.0001 + 0.0019 \times \frac{1 + 0.707107}{2} \\",
        r" &= 0.0001 + 0.0019 \times 0.853553 \\",
        r" &= 0.0001 + 0.00162175 \\",
        r" &\approx 0.00172175",
        r"\end{aligned}",
    ]


def test_the_markdown_has_the_documents_headings_and_ends_in_its_table():
    text = written("markdown", EXERCISE)
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert headings == [
        "#### General Formula",
        "#### Step 1: t = 0",
        "#### Step 2: t = 1250",
        "#### Step 3: t = 2500",
        "#### Step 4: t = 3750",
        "#### Step 5: t = 5000",
    ]
    assert text.endswith("| 5000 | -1.0 | 0.0 | 0.0001 |\n")


@pytest.mark.parametrize("policy", ALL, ids=NAMES)
@pytest.mark.parametrize("digits", [None, 12])
def test_every_block_of_markdown_is_well_formed(policy, digits):
    text = written("markdown", policy, digits=digits)
    blocks = math_blocks(text)
    assert len(blocks) > len(policy.default_steps())
    assert text.count("```") == 2 * len(blocks)
    for block in blocks:
        assert_well_formed(block)


@pytest.mark.parametrize("policy", ALL, ids=NAMES)
def test_every_environment_of_latex_is_well_formed_and_no_line_has_more_than_ascii(policy):
    text = written("latex", policy)
    assert text.isascii()
    found = re.findall(r"\\begin\{align\*\}.*?\\end\{align\*\}", text, re.DOTALL)
    assert len(found) > len(policy.default_steps())
    for environment in found:
        assert_well_formed(environment)


def test_latex_has_the_steps_as_paragraphs_and_ends_in_the_table():
    text = written("latex", EXERCISE, 0, 1250)
    assert text.count(r"\paragraph{Step $t = ") == 2
    assert text.endswith("\\end{tabular}\n")


def test_when_a_phase_holds_is_said_in_words_within_the_mathematics():
    block = math_blocks(written("markdown", WARMUP, 250))[0]
    assert r"\text{  for }t \le W" in block


@pytest.mark.parametrize("form", ["table", "markdown"])
def test_that_values_are_carried_unrounded_is_said_once(form):
    assert written(form, EXERCISE).count(CARRIED) == 1


def test_a_sentence_in_latex():
    text = latex_text("At t = 1250: η_1250 ≈ 5 % of γ^⌊t/s⌋ × T₁ − {x} & $1_#~\\ \x1b é")
    assert text == (
        r"At $t = 1250$: $\eta_{1250} \approx 5$ \% of $\gamma^{\lfloor t/s\rfloor} \times T_{1}$ "
        r"$-$ \{x\} \& \$1\_\#$\sim$\textbackslash{} " + "\x1b " + r"\'{e}"
    )


@pytest.mark.parametrize("width", [40, 57, 80])
@pytest.mark.parametrize("policy", ALL, ids=NAMES)
def test_a_narrow_screen_breaks_lines_between_words_alone(policy, width):
    wide, narrow = shown(Screen(), policy), shown(Screen(width=width), policy)
    assert " ".join(" ".join(wide).split()) == " ".join(" ".join(narrow).split())
    # a formula without a space is not cut
    assert all(len(line) <= width or len(line.split()[-1]) > width / 3 for line in narrow)


def test_a_broken_line_goes_on_further_in_than_the_sign():
    lines = shown(Screen(width=40), EXERCISE, 1250)
    start = lines.index("η_1250 = 0.0001 + 0.0019 × (1 +")
    assert lines[start + 1] == "           cos(π·1250/5000)) / 2"
    assert lines[start + 2].startswith("       = 0.0001")


def test_the_signs_stay_below_each_other_where_eta_is_spelled():
    lines = shown(Screen(ascii_only=True), EXERCISE, 1250)
    working = lines[lines.index("Step t = 1250") + 1 :]
    assert working[0].startswith("eta_1250 = ")
    assert {line.find("= ") for line in working[:-1]} == {len("eta_1250 ")}
    assert working[-1].find("~") == len("eta_1250 ")
