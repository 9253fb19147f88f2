"""How many files of the package something new takes: it is added to a copy, and then works everywhere.

Issue 11, item 2: a format 2 files, an option for all policies 3, a column 1, a shell 3, a tool 4, the digits
shown 1.
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
