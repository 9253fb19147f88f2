"""The three streams of the process: closed, full, interrupted, or read as they come."""

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command.program import BASE, example_words, run_process, settings, start

ENDLESS = [*BASE, "--at", "0:1e15"]
PATIENCE = 30  # seconds before a process that says nothing is taken to hang


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "jsonl", "value"])
def test_a_pipe_closed_early_ends_quietly(form):
    with start(*ENDLESS, "-f", form) as process:
        assert process.stdout.readline()
        process.stdout.close()
        error = process.stderr.read().decode()
        assert process.wait(PATIENCE) == 0
    assert error in ("", "note: beyond step 5000, the end of the schedule, its last value is held\n")


SHORT = [["--help"], ["cosine", "--help"], ["--version"], [*BASE], [*BASE, "-f", "value"]]


@pytest.mark.parametrize("arguments", SHORT, ids=" ".join)
def test_a_pipe_closed_before_the_first_line_ends_quietly(arguments):
    reading, writing = os.pipe()
    os.close(reading)
    with start(*arguments, stdout=writing) as process:
        os.close(writing)
        error = process.stderr.read().decode()
    assert (process.returncode, error) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize(
    "arguments",
    [*SHORT, [*BASE, "-f", "csv", "--at", "all"], [*BASE, "-f", "csv", "--at", "0:1e6"]],
    ids=" ".join,
)
def test_a_full_disk_is_one_message_and_exit_code_2(arguments):
    with open("/dev/full", "wb") as full, start(*arguments, stdout=full) as process:
        error = process.stderr.read().decode()
    assert process.returncode == 2
    *notes, message = error.splitlines()
    assert "standard output" in message
    assert all(line.startswith("note: ") for line in notes)


@pytest.mark.parametrize("form", ["value", "csv", "jsonl"])
def test_steps_of_standard_input_come_out_as_they_go_in(form):
    with start(*BASE, "--at", "-", "-f", form) as process:
        if form == "csv":
            assert line_of(process) == b"step,cosine,scale,learning_rate\n"
        for step, rate in ((5000, b"0.0001"), (0, b"0.002"), (2500, b"0.00105")):
            process.stdin.write(b"%d\n" % step)
            process.stdin.flush()
            assert rate in line_of(process)
        process.stdin.close()
        assert (process.stdout.read(), process.stderr.read()) == (b"", b"")
        assert process.wait(PATIENCE) == 0


def line_of(process):
    ready, _, _ = select.select([process.stdout], [], [], PATIENCE)
    assert ready, "no line came out"
    return process.stdout.readline()


def test_a_wrong_step_in_standard_input_leaves_the_rates_before_it():
    result = run_process(*BASE, "--at", "-", "-f", "value", stdin=b"0\n5000\nx\n0\n")
    assert (result.code, result.out) == (2, "0.002\n0.0001\n")
    assert result.err.count("\n") == 1
    assert "'x'" in result.err


def test_standard_input_that_is_no_text_is_an_error():
    result = run_process(*BASE, "--at", "-", "-f", "value", stdin=b"0\n\xff\xfe\n")
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert "--at" in result.err


def heed_control_c():
    """A shell starts what runs in the background deaf to it, and so would this process's children be."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("form", ["csv", "value", "json"])
def test_control_c_in_a_long_stream_ends_with_130(form):
    with start(*ENDLESS, "-f", form, start_new_session=True, preexec_fn=heed_control_c) as process:
        assert line_of(process)
        os.killpg(process.pid, signal.SIGINT)
        _, error = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert "Traceback" not in error.decode()
    assert "Error" not in error.decode()


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_control_c_while_waiting_for_standard_input_ends_with_130():
    with start(*BASE, "--at", "0,-", "-f", "value", preexec_fn=heed_control_c) as process:
        assert line_of(process) == b"0.002\n"
        process.send_signal(signal.SIGINT)
        _, error = process.communicate(timeout=PATIENCE)
    assert (process.returncode, error) == (130, b"")


def test_a_long_stream_is_whole_and_in_order():
    out = run_process(*BASE, "--at", "0:200000,3:0:-1", "-f", "csv").out
    steps = [line.partition(",")[0] for line in out.splitlines()[1:]]
    assert steps == [*map(str, range(200_001)), "3", "2", "1", "0"]
    assert out.splitlines()[2501] == "2500,0.0,0.5,0.00105"


def with_closed(stream, *arguments):
    """The program with one of its streams closed, as `>&-` does."""
    command = f'exec "$0" -m lrcalc "$@" {stream}&-'
    return subprocess.run(
        ["/bin/sh", "-c", command, sys.executable, *arguments],
        capture_output=True,
        env=settings(),
        stdin=subprocess.DEVNULL,
        text=True,
        timeout=PATIENCE,
    )


@pytest.mark.parametrize("arguments", SHORT, ids=" ".join)
def test_a_closed_standard_output_is_no_traceback(arguments):
    result = with_closed(">", *arguments)
    assert "Traceback" not in result.stderr
    assert result.returncode in (0, 2)


def test_a_note_does_not_go_to_standard_output_where_standard_error_is_closed():
    result = with_closed("2>", *BASE, "--at", "5001", "-f", "value")
    assert (result.returncode, result.stdout) == (0, "0.0001\n")


def test_a_closed_standard_input_is_no_traceback():
    result = with_closed("<", *BASE, "--at", "-", "-f", "value")
    assert "Traceback" not in result.stderr
    assert result.returncode == 2
    assert "--at" in result.stderr


def test_the_program_and_the_module_say_the_same():
    words = ["cosine", *example_words("cosine"), "-f", "value"]
    program = Path(sys.executable).with_name("lrcalc")
    if not program.exists():
        pytest.skip("lrcalc is not installed beside this Python")
    result = subprocess.run([program, *words], capture_output=True, text=True, env=settings(), check=True)
    assert result.stdout == run_process(*words).out
