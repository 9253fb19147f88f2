"""How many files of the package something new takes: it is added to a copy, and then works everywhere.

A policy 2 files, a function of typed formulas 2, a format 2, an option for all policies 3, a column 1,
a shell 3, a tool 4, the digits shown 1.
"""

import json

import pytest

from tests.contract.extension import Change, Extended

COSINE = ("cosine", "--max", "0.002", "--min", "0.0001", "--T", "5000")


@pytest.fixture(scope="module")
def extended(tmp_path_factory):
    def make(files):
        return Extended(tmp_path_factory.mktemp("extended"), files)

    return make


# A parameter of its own, with a Greek letter, that it requires; and a quantity of its own.
BEND = r'''
from collections.abc import Iterator
from dataclasses import dataclass

from lrcalc.expression import STEP, Quantity
from lrcalc.numbers.literal import RateLike
from lrcalc.schedule.bounded import TotalPolicy
from lrcalc.schedule.derivation import Phase, learning_rate
from lrcalc.schedule.mistakes import Mistake
from lrcalc.schedule.parameters import number


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Bend(TotalPolicy):
    """A line that is bent.

    η_t = η_max × (1 − β·t/T)

    bend: β, the part that is taken off by the end (number).
    """

    bend: RateLike = number("--bend", symbol="β", latex=r"\beta", help="the part taken off by the end")

    title = "Bent line"
    example = "--max 0.002 --T 5000 --bend 0.5 --at 2500"

    def phase_at(self, step: int) -> Phase:
        p = self.symbols
        bent = Quantity("bent", "bent part", r"\text{bent part}", "Bent Part", p.bend * STEP / p.T)
        return Phase(0, self.total, (bent, learning_rate(p.max * (1 - bent))))

    def mistakes(self, phase: Phase) -> Iterator[Mistake]:
        p, eta = self.symbols, phase["learning_rate"]
        yield Mistake("unbent", "β was left out", "β times t/T", {eta: p.max * (1 - STEP / p.T)})
'''
BENT = ("bend", "--max", "1", "--T", "100", "--bend", "0.5")


@pytest.fixture(scope="module")
def policy_added(extended):
    """2 files: policies/bend.py, and a line in the list of policies/__init__.py."""
    program = extended(
        {
            "policies/bend.py": BEND,
            "policies/__init__.py": [Change("POLICIES = (\n", '    "bend",\n')],
        }
    )
    assert len(program.files) == 2
    return program


# 1 − 0.5 × 50/100, and without β 1 − 50/100
@pytest.mark.parametrize(
    ("words", "code", "shown"),
    [
        (("--at", "50", "-f", "csv"), 0, "50,0.25,0.75"),
        (("--at", "50", "--work"), 0, "1 − 0.25"),
        (("--at", "50", "--check", "0.5"), 1, "β was left out"),
        (("--at", "50", "--check", "0.5", "-f", "latex"), 1, r"$\beta$ was left out"),
        (("--as", "torch"), 0, "1 - 0.5 * t / 100"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_a_policy_works_everywhere(policy_added, words, code, shown):
    result = policy_added.run(*BENT, *words)
    assert (result.code, shown in result.out) == (code, True), result.out + result.err


def test_the_letters_of_a_policy_are_spelled_in_ascii(policy_added):
    result = policy_added.run(*BENT, "--at", "50", "--check", "0.5", PYTHONIOENCODING="ascii")
    assert "beta was left out" in result.out


def test_an_exercise_of_a_policy_is_set_where_its_numbers_can_be_drawn(policy_added):
    assert policy_added.run("exercise", "bend").err == (
        "lrcalc exercise: expected a policy whose numbers can be drawn, such as cosine, or all, "
        "got 'bend', which requires --bend\n"
    )
    # the first of the list that is set
    assert "#cosine-" in policy_added.run("exercise", "all").out


def test_of_a_policy_help_and_completion_know(policy_added):
    assert "--bend" in policy_added.run("help", "bend").out
    assert "--bend" in policy_added.run("--show-completion", "bash").out
    assert "did you mean bend?" in policy_added.run("bent").err


# sinh x = (e^x − e^(−x))/2; sinh(x + d) − sinh x = 2·cosh(x + d/2)·sinh(d/2), and |cosh z| ≤ cosh(Re z).
SINH = '''
import math
from decimal import Decimal

from lrcalc.expression.function import Function


class Sinh(Function):
    """The hyperbolic sine."""

    __slots__ = ()
    name = "sinh"
    in_doubles = math.sinh
    rises = True

    @staticmethod
    def off(value, argument, off):
        return 2 * math.cosh(abs(argument) + off / 2) * math.sinh(off / 2)

    def find_exact(self, point):
        return self.argument.exact(point) if self.argument.exact(point) == 0 else None

    def enclose_inexact(self, point, numbers):
        up = numbers.exponential(self.argument.enclose(point, numbers))
        one, two = (type(up)(Decimal(n), Decimal(n)) for n in (1, 2))
        return numbers.divide(numbers.subtract(up, numbers.divide(one, up)), two)
'''


@pytest.fixture(scope="module")
def function_added(extended):
    """2 files: expression/sinh.py, and a line in the list of expression/reader.py."""
    program = extended(
        {
            "expression/sinh.py": SINH,
            "expression/reader.py": [
                Change(
                    "from lrcalc.expression.shape import straight_line\n",
                    "from lrcalc.expression.sinh import Sinh\n",
                ),
                Change('    "tanh": tanh,\n', '    "sinh": Sinh,\n'),
            ],
        }
    )
    assert len(program.files) == 2
    return program


# sinh 1 = 1.1752011936438014… (Abramowitz and Stegun, table 4.15)
@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (("formula", "sinh(t/100)", "--at", "100", "-f", "value"), "1.1752011936438014"),
        (("formula", "sinh(t/100)", "--at", "100", "--work"), "η_100 = sinh(100/100)"),
        (("formula", "sinh(t/100)", "--at", "100", "--work", "-f", "latex"), r"\sinh(100/100)"),
        (("formula", "sinh(t/100)", "--as", "python"), "return math.sinh(t / 100)"),
        (("formula", "sinh(t/100)", "--as", "optax"), "jnp.sinh(t / 100)"),
        # it only rises, so that the step is found at once: arsinh 1 = 0.8813735870195430…
        (("formula", "sinh(t/1e9)", "--T", "1e9", "--when", "1"), "881373587"),
        (("formula", "1 if sinh(t) > 1 else 0", "--at", "0"), "numbers that may be irrational"),
        (
            ("read", "LambdaLR(SGD(p, lr=1.0), lambda t: math.sinh(t / 100))", "--at", "100", "-f", "value"),
            "1.1752",
        ),
        (("help", "formula"), " sinh "),
    ],
    ids=lambda value: " ".join(value[1:]) if isinstance(value, tuple) else None,
)
def test_a_function_works_in_formulas(function_added, words, shown):
    result = function_added.run(*words)
    assert (result.code, shown in result.out + result.err) == (0, True), result.out + result.err


# A format that names the kinds of block it is given, a line each.
KINDS = """
from lrcalc.formats import Format
from lrcalc.report.blocks import Code, Equations, Figures, Listing, Sentences, Table


def write_kinds(report, screen):
    return (f"{type(block).__name__}\\n" for block in report.blocks())


KINDS = Format("kinds", frozenset({Code, Equations, Figures, Listing, Sentences, Table}), write_kinds)
"""


@pytest.fixture(scope="module")
def format_added(extended):
    """2 files: formats/kinds.py, and a line in the list of formats/__init__.py."""
    program = extended(
        {
            "formats/kinds.py": KINDS,
            "formats/__init__.py": [Change("FORMATS = {\n", '    "kinds": "kinds",\n')],
        }
    )
    assert len(program.files) == 2
    return program


@pytest.mark.parametrize(
    ("words", "code", "kinds"),
    [
        (COSINE, 0, "Table"),
        ((*COSINE, "--at", "1250", "--work"), 0, "Equations Sentences Equations Table"),
        ((*COSINE, "--at", "1250", "--check", "0.001722"), 0, "Table"),
        # η_min was not added: 0.00162175
        ((*COSINE, "--at", "1250", "--check", "0.001622"), 1, "Table Sentences"),
        ((*COSINE, "--at", "1250", "--check", "0.001622", "--hint", "1"), 1, "Table Sentences"),
        ((*COSINE, "--when", "0.00105"), 0, "Sentences Table"),
        # never: the rate ends at 0.0001
        ((*COSINE, "--when", "0.00001"), 1, ""),
        ((*COSINE, "--summary", "--columns", "step"), 0, "Table Figures"),
        (("compare", "fixed --lr 1", "fixed --lr 2"), 0, "Listing Table Sentences"),
        (("steps", "--dataset-size", "100", "--batch-size", "10"), 0, "Figures"),
        (
            ("solve", "gamma", "exponential", "--lr", "0.1", "--final", "0.001", "--T", "100"),
            0,
            "Equations",
        ),
    ],
    ids=lambda value: " ".join(value[-2:]) if isinstance(value, tuple) else None,
)
def test_a_format_works_with_everything(format_added, words, code, kinds):
    result = format_added.run(*words, "-f", "kinds")
    assert (result.code, result.out.split()) == (code, kinds.split()), result.err


def test_of_a_format_help_completion_and_messages_know(format_added):
    for command in ("cosine", "steps"):
        assert " kinds, table," in format_added.run("help", command).out
    assert '"kinds table markdown ' in format_added.run("--show-completion", "bash").out
    assert "did you mean kinds?" in format_added.run(*COSINE, "-f", "kind").err
    # it has no room for a curve
    assert "--plot: expected -f table, got -f kinds" in format_added.run(*COSINE, "--plot", "-f", "kinds").err


@pytest.fixture(scope="module")
def option_added(extended):
    """3 files: options.py names it, request.py reads it, answer.py carries it out."""
    first = 'Common("first", "Output", None, "say the first rate")'
    program = extended(
        {
            "command/options.py": [Change("\nCOMMON = (\n", f"    {first},\n")],
            "command/request.py": [
                Change('    "summary": "Figures",\n', '    "first": "Figures",\n'),
                Change(
                    '        self.plot: bool = options["plot"]\n',
                    '        self.first: bool = options["first"]\n',
                ),
            ],
            "command/answer.py": [
                Change(
                    "    if request.plot:\n",
                    "    if request.first:\n"
                    "        from lrcalc.report.blocks import Figures\n"
                    "        from lrcalc.report.part import Part\n\n"
                    '        figures = Figures([("First", str(schedule.at(0)))])\n'
                    "        parts.append(Part(after=lambda derivations: iter([figures])))\n"
                    "    if request.plot:\n",
                    instead=True,
                )
            ],
        }
    )
    assert len(program.files) == 3
    return program


@pytest.mark.parametrize("words", [COSINE, ("step", "--lr", "0.002", "--s", "10", "--warmup", "0")])
def test_an_option_is_one_of_every_policy(option_added, words):
    assert option_added.run(*words, "--first").out.splitlines()[-1] == "First  0.002"
    assert option_added.run(*words, "--first", "-f", "markdown").out.endswith("\n- First: 0.002\n")


def test_what_an_option_does_not_go_with_is_refused_by_the_rules_there_are(option_added):
    assert "--first: expected -f table, markdown, latex or json, got -f csv" in (
        option_added.run(*COSINE, "--first", "-f", "csv").err
    )
    result = option_added.run("compare", "fixed --lr 1 --first", "fixed --lr 2")
    assert result.code == 2
    assert "--first: expected outside the quotes" in result.err


def test_of_an_option_help_and_completion_know(option_added):
    assert "\n    --first\n        say the first rate\n" in option_added.run("help", "noam").out
    assert option_added.run("--show-completion", "bash").out.count(" --first ") >= 19


@pytest.fixture(scope="module")
def column_added(extended):
    """1 file, that of the policy: here how much of a linear decay is left."""
    left = 'Quantity("left", "left", "l", "Left", 1 - STEP / p.T)'
    program = extended(
        {
            "policies/linear.py": [
                Change(
                    "from lrcalc.expression import STEP", "\nfrom lrcalc.expression.named import Quantity"
                ),
                Change("(scale, learning_rate(", f"({left}, scale, learning_rate(", instead=True),
            ]
        }
    )
    assert len(program.files) == 1
    return program


# a quarter of the way: 3/4 is left, and η is 0.75
@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("markdown", "| Step | Left | Scale Factor | Learning Rate |"),
        ("markdown", "| 25 | 0.75 | 0.25 | 0.75 |"),
        ("latex", r"25 & 0.75 & 0.25 & 0.75 \\"),
        ("csv", "25,0.75,0.25,0.75"),
        ("tsv", "25\t0.75\t0.25\t0.75"),
        ("jsonl", '{"step": 25, "left": 0.75, "scale": 0.25, "learning_rate": 0.75}'),
    ],
)
def test_a_column_stands_in_every_format(column_added, form, shown):
    words = ("linear", "--max", "1", "--T", "100", "--at", "25")
    assert shown in column_added.run(*words, "-f", form).out.splitlines()


def test_a_column_comes_in_blocks_after_a_warm_up_and_by_its_name(column_added):
    words = ("linear", "--max", "1", "--T", "1100", "--warmup", "100", "--at", "all")
    lines = column_added.run(*words, "--columns", "left,step", "-f", "csv").out.splitlines()
    # none in the warm-up; 1000 steps of decay begin after it
    assert (lines[0], lines[1], lines[-1]) == ("left,step", ",0", "0.0,1100")
    assert "0.75,350" in lines


SHELL = '''
def tinysh_script(line):
    """All words, for a shell that needs no more."""
    return " ".join(command.name for command in line.commands) + "\\n"
'''


@pytest.fixture(scope="module")
def shell_added(extended):
    """3 files: reference/tinysh.py, a line of command_line.py, and where it goes in completion.py."""
    program = extended(
        {
            "reference/tinysh.py": SHELL,
            "reference/command_line.py": [Change("SHELLS = {\n", '    "tinysh": "lrcalc.tiny",\n')],
            "command/completion.py": [
                Change(
                    '    if name == "fish":\n',
                    '    if name == "tinysh":\n        return Place(data / "tinysh" / FILES[name])\n'
                    '    if name == "fish":\n',
                    instead=True,
                )
            ],
        }
    )
    assert len(program.files) == 3
    return program


def test_the_script_of_a_shell_is_shown_and_installed(shell_added, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    shown = shell_added.run("--show-completion", "tinysh").out
    assert shown.startswith("fixed cosine step ")
    result = shell_added.run("--install-completion", "tinysh")
    path = tmp_path / "data" / "tinysh" / "lrcalc.tiny"
    assert result.code == 0
    assert result.out.startswith(f"{path} is written\n")
    assert path.read_text() == shown


def test_of_a_shell_messages_and_the_others_know(shell_added):
    assert "expected one of tinysh, bash, " in shell_added.run("--show-completion", "tcsh").err
    assert '"tinysh bash zsh' in shell_added.run("--show-completion", "bash").out


TWICE = """
from fractions import Fraction


def doubled(number):
    return 2 * Fraction(number)
"""
TWICE_REPORT = """
from lrcalc.report.blocks import Figures
from lrcalc.report.report import Report


def twice_report(value):
    return Report(
        blocks=lambda: iter([Figures([("Twice", str(value))])]),
        about=lambda: {"twice": float(value)},
        values=[str(value)],
        notes=["twice is twice"],
    )
"""
TWICE_COMMAND = """
from typer.core import TyperArgument

from lrcalc.analysis.twice import doubled
from lrcalc.command.deliver import deliver
from lrcalc.command.format_option import format_option

from lrcalc.command.reading import read_format
from lrcalc.command.tool import Tool
from lrcalc.report.blocks import Figures
from lrcalc.report.twice import twice_report


def build(name):
    number = TyperArgument(param_decls=["number"], type=str, required=True, metavar="NUMBER", help="a number")
    return Tool(
        name, _twice, [number, format_option(Figures)], "Twice a number", "Twice it is.", ["lrcalc twice 3"]
    )


def _twice(number, format):
    deliver(twice_report(doubled(number)), read_format(format, Figures))
"""


@pytest.fixture(scope="module")
def tool_added(extended):
    """4 files: what it computes, its report, its command, and a line of tools.py."""
    program = extended(
        {
            "analysis/twice.py": TWICE,
            "report/twice.py": TWICE_REPORT,
            "command/twice.py": TWICE_COMMAND,
            "tools.py": [Change("TOOLS = {\n", '    "twice": "twice",\n')],
        }
    )
    assert len(program.files) == 4
    return program


def test_a_tool_answers_in_every_format_that_has_room_for_it(tool_added):
    table = tool_added.run("twice", "21")
    assert (table.code, table.out, table.err) == (0, "Twice  42\n", "note: twice is twice\n")
    assert tool_added.run("twice", "21", "-f", "markdown").out == "- Twice: 42\n"
    assert json.loads(tool_added.run("twice", "21", "-f", "json").out) == {"twice": 42}
    assert tool_added.run("twice", "21", "-f", "value").out == "42\n"
    assert tool_added.run("twice", "21", "-f", "csv").code == 2
    assert "NUMBER is required (a number)" in tool_added.run("twice").err


def test_of_a_tool_help_completion_and_messages_know(tool_added):
    assert "    $ lrcalc twice 3\n    Twice  6\n" in tool_added.run("help", "twice").out
    assert "twice  " in tool_added.run("help").out
    assert " twice " in tool_added.run("--show-completion", "bash").out
    assert "did you mean twice?" in tool_added.run("twise", "3").err


@pytest.fixture(scope="module")
def digits_changed(extended):
    """1 file: how many digits a rate is shown with is said in numbers/display.py alone."""
    program = extended({"numbers/display.py": [Change("RATE_DIGITS = 6", "RATE_DIGITS = 4", instead=True)]})
    assert len(program.files) == 1
    return program


# 0.0017217514421272… and 1.9·0.8535533… = 1.6217514…, to four digits
@pytest.mark.parametrize(
    ("words", "shown", "hidden"),
    [
        ((*COSINE, "--at", "1250"), " 0.001722 ", "0.0017217"),
        ((*COSINE, "--at", "1250", "--work"), "≈ 0.001722\n", "0.0017217"),
        ((*COSINE, "--at", "1250", "--work"), "+ 0.001622\n", "0.0016217"),
        ((*COSINE, "--at", "1250", "-f", "latex"), " 0.001722 ", "0.0017217"),
        (
            ("compare", "cosine --max 0.002 --min 0.0001 --T 5000", "fixed --lr 1", "--at", "1250"),
            " 0.001722 ",
            "0.0017217",
        ),
    ],
)
def test_the_digits_hold_for_every_answer(digits_changed, words, shown, hidden):
    out = digits_changed.run(*words).out
    assert shown in out
    assert hidden not in out


def test_programs_get_all_digits_as_before(digits_changed):
    assert digits_changed.run(*COSINE, "--at", "1250", "-f", "value").out == "0.0017217514421272201\n"
