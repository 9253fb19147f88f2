"""Start-up: the command against a Typer program that does nothing, and against one that draws the same table.

The reference programs have six subcommands with three options each. They are started as the installed command
is: by a copy of its script, which imports a module that Python has already compiled.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.measure import (
    Comparison,
    Program,
    installed_command,
    output,
    run_time,
    run_times,
    show_ratios,
    show_times,
)

BAR = 1.25
ARGUMENTS = ["cosine", "--max", "0.002", "--min", "0.0001", "--T", "5000"]
SUBCOMMANDS = ["fixed", "cosine", "step", "exponential", "warmup", "another"]

HEAD = """\
import typer

app = typer.Typer(add_completion=False)
"""

SUBCOMMAND = '''

@app.command("{name}")
def {name}(
    maximum: str = typer.Option(..., "--max", help="the maximum"),
    minimum: str = typer.Option("0", "--min", help="the minimum"),
    total: str = typer.Option(..., "--T", help="the total"),
) -> None:
    """The policy {name}."""
    {body}
'''

FOOT = """

def main() -> None:
    app()
"""

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


def measure(rounds: int) -> None:
    """Print the start-up times and their ratios."""
    command = installed_command()
    with TemporaryDirectory() as directory:
        bare = Program("python -c pass", [sys.executable, "-c", "pass"])
        empty = Program(
            "empty Typer program", [write_program(Path(directory), "empty", "pass", ""), *ARGUMENTS]
        )
        by_hand = Program(
            "table by hand", [write_program(Path(directory), "by_hand", "draw()", DRAW), *ARGUMENTS]
        )
        value = Program("lrcalc -f value", [command, *ARGUMENTS, "--at", "1250", "-f", "value"])
        table = Program("lrcalc table", [command, *ARGUMENTS])
        programs = [bare, empty, value, by_hand, table]
        check_the_tables_are_the_same(by_hand, table)
        for program in programs:
            run_time(program)  # the first start compiles what it imports
        times = run_times(programs, rounds)
    print(f"Start-up, {rounds} rounds\n")
    show_times(times)
    show_ratios(
        times,
        [
            Comparison(value, empty, BAR),
            Comparison(table, by_hand, BAR),
            Comparison(value, bare),
            Comparison(empty, bare),
        ],
    )


def write_program(directory: Path, name: str, body: str, functions: str) -> str:
    """A Typer program whose every subcommand has that body, started by a copy of the installed script."""
    subcommands = "".join(SUBCOMMAND.format(name=item, body=body) for item in SUBCOMMANDS)
    (directory / f"{name}_program.py").write_text(HEAD + functions + subcommands + FOOT, encoding="utf-8")
    installed = Path(installed_command()).read_text(encoding="utf-8")
    copied = installed.replace("lrcalc.command.main", f"{name}_program")
    if copied == installed:
        sys.exit(f"{installed_command()} does not import lrcalc.command.main: no copy of it can be measured")
    script = directory / name
    script.write_text(copied, encoding="utf-8")
    script.chmod(0o755)
    return str(script)


def check_the_tables_are_the_same(by_hand: Program, table: Program) -> None:
    if output(by_hand) != output(table):
        sys.exit(
            f"the two tables differ, so their times cannot be compared:\n{output(by_hand)}{output(table)}"
        )
