"""Typer programs to measure the command against: one subcommand with three options, and little to do.

They are started as the installed command is: by a copy of its script, which imports a module that Python has
already compiled. A Typer program with one subcommand has no name for it: its arguments are the options alone.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.benchmarks.measure import Program, installed_command

OPTIONS = ["--max", "0.002", "--min", "0.0001", "--T", "5000"]

TEXT = '''\
import typer

app = typer.Typer(add_completion={completion})


@app.command()
def cosine(
    maximum: str = typer.Option(..., "--max", help="the maximum"),
    minimum: str = typer.Option("0", "--min", help="the minimum"),
    total: str = typer.Option(..., "--T", help="the total"),
) -> None:
    """Cosine annealing."""
    {body}


def main() -> None:
    app()
'''

DRAW = """

def draw() -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    console = Console()
    console.print("Cosine annealing: η_max = 0.002, η_min = 0.0001, T = 5000")
    table = Table(box=box.ROUNDED)
    for heading in ("Step", "Cosine Value", "Scale Factor", "Learning Rate"):
        table.add_column(heading, justify="right")
    table.add_row("0", "1.0", "1.0", "0.002")
    table.add_row("1250", "0.707", "0.854", "0.00172175")
    table.add_row("2500", "0.0", "0.5", "0.00105")
    table.add_row("3750", "-0.707", "0.146", "0.000378249")
    table.add_row("5000", "-1.0", "0.0", "0.0001")
    console.print(table)
"""


def empty_program(directory: Path, *arguments: str) -> Program:
    """The program that does nothing."""
    text = TEXT.format(completion=False, body="pass")
    return Program("empty Typer program", [_script(directory, "empty", text), *(arguments or OPTIONS)])


def drawing_program(directory: Path) -> Program:
    """The program that draws the table of the worked exercise, whose numbers stand in it."""
    text = TEXT.format(completion=False, body="draw()") + DRAW
    return Program("table by hand", [_script(directory, "drawing", text), *OPTIONS])


def completing_program(directory: Path, words: str) -> Program:
    """The empty program with Typer's own completion, asked as Typer's script for bash asks it."""
    script = _script(directory, "completing", TEXT.format(completion=True, body="pass"))
    count = str(len(words.split()) - 1)
    question = {"_COMPLETING_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": count}
    return Program("empty Typer program, asked by the shell", [script], question)


def _script(directory: Path, name: str, text: str) -> str:
    """A copy of the installed script, made to start a program with that text."""
    (directory / f"{name}_program.py").write_text(text, encoding="utf-8")
    installed = Path(installed_command()).read_text(encoding="utf-8")
    copied = installed.replace("from lrcalc.__main__ import run", f"from {name}_program import main as run")
    if copied == installed:
        sys.exit(f"{installed_command()} does not import lrcalc.__main__: no copy of it can be measured")
    script = directory / name
    script.write_text(copied, encoding="utf-8")
    script.chmod(0o755)
    return str(script)
