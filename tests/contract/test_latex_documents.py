"""What --standalone writes compiles, where there is a pdflatex: the working and the marking of every policy,
exercises, a class, names and answers of any letters."""

import re
import shutil
import subprocess

import pytest

from lrcalc.exercises.generate import NOT_SET
from lrcalc.formats.latex import PREAMBLE
from lrcalc.policies import POLICIES
from tests.command.program import example_words, run
from tests.profiles import sample

END = "\n\\end{document}\n"
NAMES = sample(POLICIES, quick=("warmup", "step", "tanh"))
CLASS = ("Zoë=0.001722,0.00105,?", "Łukasz=0.001622,0.00095,1", "[李] 50 %_#&^~\\{}$|--=η,zwölf,0,002")
LATEX = ("-f", "latex", "--standalone")


COSINE = ("cosine", "--max", "0.002", "--min", "0.0001", "--T", "5000")
# What is no document by itself: it goes into one.
PARTS = {
    "comparison": ("compare", " ".join(COSINE), "linear --max 1 --T 1000"),
    "summary": (*COSINE, "--summary"),
    "crossings": (*COSINE, "--when", "0.001"),
    "base": ("solve", "gamma", "step", "--lr", "0.1", "--s", "10", "--final", "0.001", "--T", "100"),
    "total": ("solve", "T", "cosine", "--max", "0.01", "--final", "0.001", "--at", "50"),
    "batch size": ("scale", "--lr", "0.1", "--batch-size", "256", "--to", "1024"),
    "steps": ("steps", "--dataset-size", "50000", "--batch-size", "128", "--epochs", "10"),
    "plateau": ("plateau", "--lr", "0.1", "--factor", "0.1", "--patience", "1", "--metrics", "1,1,1,1,1,0.5"),
    "code": (*COSINE, "--as", "torch"),
    "chain": ("chain", "linear --max 0.1 --min 0.01 --T 5", "cosine --max 0.1 --T 95", "--work"),
    "formula": ("formula", "0.001*0.95^(t/1000) if t<10 else 0.5", "--work", "--at", "5"),
    "growing cycles": ("restarts", "--max", "0.1", "--T0", "10", "--T-mult", "1.5", "--at", "5", "--work"),
    "rounds": (
        "polynomial",
        "--max",
        "0.1",
        "--T",
        "10",
        "--power",
        "2",
        "--cycle",
        "--at",
        "5,15",
        "--work",
    ),
    "clock and floor": (*COSINE, "--clock", "t//391", "--floor", "0.0005", "--work"),
    "mistakes": ("grade", "Anna=0.001622", "--for", " ".join(COSINE), "--at", "1250"),
}


def answered(name):
    """The words of a policy, answers seven per cent off, and one that is none."""
    words = example_words(name)
    rates = run(name, *words, "-f", "value").out.split()
    typed = [f"{1.07 * float(rate):.4g}" for rate in rates[:-1]]
    return [name, *words, "--check", ",".join([*typed, "½×10⁻³ ≈ €"] if typed else ["1"])]


def documents():
    """Each document by what it is."""
    for name in NAMES:
        yield f"working of {name}", run(name, *example_words(name), "--work", *LATEX)
        yield f"marking of {name}", run(*answered(name), "--caption", "50 % of η_t & more_x – é", *LATEX)
    for name in NAMES:
        if name not in NOT_SET:
            seeded = ("exercise", name, "--seed", "a", "--level", "3")
            yield f"exercise on {name}", run(*seeded, "--solution", *LATEX)
    seeded = ("exercise", "warmup", "--seed", "a")
    yield "marked exercise", run(*seeded, "--check", "1,2,3,4,5", *LATEX)
    schedule = ("--for", "cosine --max 0.002 --min 0.0001 --T 5000", "--at", "1250,2500,0")
    yield "class", run("grade", *CLASS, *schedule, *LATEX)


def test_every_document_is_one_and_compiles(tmp_path):
    bodies = []
    for what, result in documents():
        assert result.out.startswith(PREAMBLE), (what, result.err)
        assert result.out.endswith(END), what
        assert result.out.isascii(), what
        bodies.append(f"\\typeout{{{what}}}\n{result.out[len(PREAMBLE) : -len(END)]}\\clearpage\n")
    for what, words in PARTS.items():
        result = run(*words, "-f", "latex")
        assert result.code == 0, (what, result.err)
        assert result.out.isascii(), what
        bodies.append(f"\\typeout{{{what}}}\n{result.out}\\clearpage\n")
    if shutil.which("pdflatex") is None:
        pytest.skip("there is no pdflatex")
    # all have the same preamble: together they take one run
    (tmp_path / "all.tex").write_text(PREAMBLE + "".join(bodies) + END, encoding="utf-8")
    done = subprocess.run(
        ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "all.tex"],
        cwd=tmp_path, capture_output=True, text=True, errors="replace", timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:]
    log = (tmp_path / "all.log").read_text(encoding="utf-8", errors="replace")
    assert "Missing character" not in log
    # no table runs off the page; a long formula of mathematics may
    wide = [
        float(points)
        for points in re.findall(r"Overfull \\hbox \(([0-9.]+)pt too wide\) in (?:paragraph|alignment)", log)
    ]
    assert not wide
    # what is said of a formula goes into a line of its own, where it is long
    cycles = log.split("growing cycles")[1].split("rounds")[0]
    assert "Overfull" not in cycles
