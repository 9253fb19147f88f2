"""The progress bar: on standard error, where a person waits for a long file, and nowhere else."""

import os
import signal
import subprocess
import sys

import pytest

from lrcalc.command.deliver import MANY_ROWS
from tests.command.program import BASE, settings

pyte = pytest.importorskip("pyte")
pty = pytest.importorskip("pty")

ROWS = 100
# The program with a bar from fewer rows on, so that a test need not write a million.
SHORTENED = f"""\
import lrcalc.command.deliver
lrcalc.command.deliver.MANY_ROWS = {ROWS}
from lrcalc.command.main import main
main()
"""
BAR = "\u2501"
MANY = ("--at", f"0:{ROWS}")
FEW = ("--at", f"1:{ROWS}")


def written(*arguments, code=SHORTENED, stdout=None, watched=True, expected=0, prepare=None, **environment):
    """What stands in a terminal at standard error after the program, and all that was sent there."""
    reading, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        env=settings(**{"TERM": "xterm", **environment}),
        stdin=subprocess.DEVNULL,
        stdout=terminal if stdout is None else stdout,
        stderr=terminal if watched else subprocess.DEVNULL,
        preexec_fn=prepare,
    )
    os.close(terminal)
    chunks = []
    while chunk := _read(reading):
        chunks.append(chunk)
    os.close(reading)
    assert process.wait() == expected
    screen = pyte.Screen(120, 40)
    sent = b"".join(chunks)
    pyte.ByteStream(screen).feed(sent)
    assert not screen.cursor.hidden
    return "\n".join(line.rstrip() for line in screen.display).rstrip(), sent.decode()


def _read(reading):
    try:
        return os.read(reading, 65536)
    except OSError:  # Linux: the other end is closed
        return b""


def to_file(path, *arguments, **more):
    with open(path, "wb") as file:
        return written(*BASE, *arguments, stdout=file, **more)


def plain(*arguments):
    """The bytes that go to a pipe."""
    command = [sys.executable, "-m", "lrcalc", *BASE, *arguments]
    return subprocess.run(command, env=settings(), capture_output=True, check=True).stdout


@pytest.mark.parametrize("form", ["csv", "tsv", "value", "json", "jsonl"])
def test_many_rows_into_a_file_have_a_bar_and_the_same_bytes(tmp_path, form):
    path = tmp_path / "rows"
    left, sent = to_file(path, *MANY, "-f", form)
    assert BAR in sent
    # all rows and no header
    assert f"{ROWS + 1}/{ROWS + 1}" in sent
    assert f"{ROWS + 2}/" not in sent
    assert left == ""
    assert path.read_bytes() == plain(*MANY, "-f", form)


def test_fewer_rows_have_none(tmp_path):
    assert to_file(tmp_path / "rows", *FEW, "-f", "csv") == ("", "")
    assert (tmp_path / "rows").read_bytes() == plain(*FEW, "-f", "csv")


def test_rows_of_all_runs_are_counted(tmp_path):
    assert BAR in to_file(tmp_path / "rows", "--at", "1:60,1:60", "-f", "csv")[1]
    assert to_file(tmp_path / "rows", "--at", "1:60,1:40", "-f", "csv")[1] == ""


def test_more_than_a_million_rows_in_truth(tmp_path):
    assert MANY_ROWS == 1_000_000
    path = tmp_path / "rows"
    code = "from lrcalc.command.main import main; main()"
    left, sent = to_file(path, "--at", "0:1000000", "-f", "value", code=code)
    notes = "note: beyond step 5000, the end of the schedule, its last value is held"
    assert left == notes
    assert "1000001/1000001" in sent
    lines = path.read_text().splitlines()
    assert (len(lines), lines[0], lines[2500], lines[-1]) == (1_000_001, "0.002", "0.00105", "0.0001")


def test_none_where_standard_error_is_no_terminal(tmp_path):
    assert to_file(tmp_path / "rows", *MANY, "-f", "csv", watched=False) == ("", "")
    assert (tmp_path / "rows").read_bytes() == plain(*MANY, "-f", "csv")


def test_none_where_the_rows_go_to_a_pipe():
    assert written(*BASE, *MANY, "-f", "csv", stdout=subprocess.DEVNULL) == ("", "")
    reading, writing = os.pipe()
    with open(reading, "rb") as rows:
        with open(writing, "wb") as pipe:
            assert written(*BASE, *MANY, "-f", "csv", stdout=pipe) == ("", "")
        assert rows.read() == plain(*MANY, "-f", "csv")


def test_none_where_the_rows_go_to_the_terminal_themselves():
    _, sent = written(*BASE, *MANY, "-f", "csv")
    assert sent.replace("\r\n", "\n").encode() == plain(*MANY, "-f", "csv")


def test_none_in_a_terminal_that_cannot_move_the_cursor(tmp_path):
    assert to_file(tmp_path / "rows", *MANY, "-f", "csv", TERM="dumb") == ("", "")


def test_without_colour_and_in_ascii(tmp_path):
    _, sent = to_file(tmp_path / "rows", *MANY, "-f", "csv", NO_COLOR="1")
    assert "\x1b[3" not in sent
    assert BAR in sent
    _, sent = to_file(tmp_path / "rows", *MANY, "-f", "csv", LC_ALL="C")
    assert sent.isascii()
    assert "---" in sent


def test_notes_are_not_lost(tmp_path):
    left, sent = to_file(tmp_path / "rows", "--at", f"4950:{4950 + ROWS}", "-f", "csv")
    assert BAR in sent
    assert left == "note: beyond step 5000, the end of the schedule, its last value is held"


def hardly_any_room():
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))


def test_an_error_is_left_on_the_screen(tmp_path):
    left, sent = to_file(tmp_path / "rows", *MANY, "-f", "csv", expected=2, prepare=hardly_any_room)
    assert BAR in sent
    assert left.startswith("lrcalc cosine: standard output cannot be written: ")
    assert left.count("\n") == 0


def test_steps_that_are_read_as_they_come_have_none(tmp_path):
    code = f"import io, sys\nsys.stdin = io.StringIO('7\\n' * {2 * ROWS})\n{SHORTENED}"
    path = tmp_path / "rows"
    assert to_file(path, "--at", "-", "-f", "value", code=code) == ("", "")
    assert len(path.read_text().splitlines()) == 2 * ROWS


def test_the_sheets_of_a_class_are_counted(tmp_path):
    # 60 sheets of one answer each: the bar counts to 60, and leaves nothing behind
    lines = ["student,step,learning_rate", *(f"S{number},1250,0.001722" for number in range(60))]
    (tmp_path / "class.csv").write_text("\n".join(lines), encoding="utf-8")
    words = ("grade", str(tmp_path / "class.csv"), "--for", "cosine --max 0.002 --min 0.0001 --T 5000")
    with open(os.devnull, "wb") as nowhere:
        left, sent = written(*words, stdout=nowhere)
        assert BAR in sent
        assert "60/60" in sent
        assert BAR not in left
        _, sent = written(*words, stdout=nowhere, TERM="dumb")
        assert BAR not in sent
