"""Start-up: the command, all of its subcommands in place, against Typer programs that have only one."""

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
from tests.benchmarks.typer_programs import OPTIONS, drawing_program, empty_program

BAR = 1.25


def measure(rounds: int) -> None:
    """Print the start-up times and their ratios."""
    command = installed_command()
    with TemporaryDirectory() as name:
        directory = Path(name)
        bare = Program("python -c pass", [sys.executable, "-c", "pass"])
        empty = empty_program(directory)
        by_hand = drawing_program(directory)
        empty_help = Program("empty Typer program --help", empty_program(directory, "--help").command)
        value = Program("lrcalc -f value", [command, "cosine", *OPTIONS, "--at", "1250", "-f", "value"])
        table = Program("lrcalc table", [command, "cosine", *OPTIONS])
        own_help = Program("lrcalc --help", [command, "--help"])
        policy_help = Program("lrcalc cosine --help", [command, "cosine", "--help"])
        programs = [bare, empty, value, by_hand, table, empty_help, own_help, policy_help]
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
            Comparison(own_help, empty_help, BAR),
            Comparison(policy_help, empty_help),
            Comparison(table, empty),
            Comparison(value, bare),
            Comparison(empty, bare),
        ],
    )


def check_the_tables_are_the_same(by_hand: Program, table: Program) -> None:
    if output(by_hand) != output(table):
        sys.exit(
            f"the two tables differ, so their times cannot be compared:\n{output(by_hand)}{output(table)}"
        )
