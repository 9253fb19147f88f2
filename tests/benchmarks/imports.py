"""What is imported at start-up, and how long it takes: `python -X importtime`, summed up.

Python takes longer to import when it writes down how long it takes. So these times are for telling one module
from another; those of start_up.py are the ones that a person waits for.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.benchmarks.measure import Program, environment, installed_command
from tests.benchmarks.typer_programs import OPTIONS, empty_program

COSTLIEST = 12
PACKAGES = ("typer", "click", "rich", "lrcalc")
PYTHON, LIBRARY, OTHERS = "python -c pass", "standard library", "others"

Imports = Mapping[str, float]


def measure(rounds: int) -> None:
    """Print what the two programs import, by package, and the modules that take longest."""
    with TemporaryDirectory() as directory:
        options = ["cosine", *OPTIONS, "--at", "1250", "-f", "value"]
        programs = [
            Program("lrcalc -f value", [installed_command(), *options]),
            empty_program(Path(directory)),
        ]
        bare = imports(Program(PYTHON, ["-c", "pass"]), rounds)
        taken = [imports(program, rounds) for program in programs]
    print(f"Imports at start-up, ms of each module itself, median of {rounds} rounds\n")
    names = [program.name for program in programs]
    show_packages(names, taken, bare)
    for index, name in enumerate(names):
        show_costliest(name, taken[index], names[1 - index], taken[1 - index])


def imports(program: Program, rounds: int) -> Imports:
    """The milliseconds that each module took, less those of the modules that it imports."""
    command = [sys.executable, "-X", "importtime", *program.command]
    runs = [_imports_once(command, environment(program)) for _ in range(rounds + 1)][1:]
    return {name: median(run.get(name, 0.0) for run in runs) for name in runs[0]}


def _imports_once(command: list[str], variables: dict[str, str]) -> Imports:
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=True)
    taken: dict[str, float] = {}
    for line in done.stderr.splitlines():
        itself, _, name = line.removeprefix("import time:").split("|")
        if itself.strip().isdigit():  # all but the heading
            taken[name.strip()] = taken.get(name.strip(), 0.0) + int(itself) / 1000
    return taken


def package(name: str, bare: Iterable[str]) -> str:
    """What a module belongs to. Modules that Python itself imports to start are of no package."""
    top = name.partition(".")[0]
    if name in bare:
        return PYTHON
    if name.startswith("typer._click"):
        return "click"  # Typer took it in
    if top in PACKAGES:
        return top
    return LIBRARY if top in sys.stdlib_module_names else OTHERS


def show_packages(names: list[str], taken: list[Imports], bare: Imports) -> None:
    width = max(map(len, (PYTHON, LIBRARY)))
    print(f"  {'package':<{width}}" + "".join(f"{name:>27}" for name in names))
    for label in (PYTHON, LIBRARY, *PACKAGES, OTHERS):
        cells = [[ms for name, ms in each.items() if package(name, bare) == label] for each in taken]
        print(f"  {label:<{width}}" + "".join(map(_sum, cells)))
    print(f"  {'all':<{width}}" + "".join(_sum(each.values()) for each in taken) + "\n")


def _sum(times: Iterable[float]) -> str:
    times = list(times)
    return f"{sum(times):9.1f} ms {len(times):3} modules" + "    " if times else f"{'–':>9}{'':18}"


def show_costliest(name: str, taken: Imports, other_name: str, others: Imports) -> None:
    costliest = sorted(taken, key=lambda module: -taken[module])[:COSTLIEST]
    width = max(len(f"the costliest of {name}"), *map(len, costliest))
    print(f"  {f'the costliest of {name}':<{width}}            {other_name}")
    for module in costliest:
        elsewhere = f"{others[module]:6.1f} ms" if module in others else "     –"
        print(f"  {module:<{width}} {taken[module]:6.1f} ms  {elsewhere}")
    print()
