"""Exit codes in scripts: a wrong answer, a command that is not understood, a full disk, control-C."""

import os
from pathlib import Path

import pytest

COSINE = "lrcalc cosine --max 0.002 --min 0.0001 --T 5000"
# The document's own table, section 8.8: two of its rates are cut off, which is no mistake.
RIGHT = "0.002,0.001721,0.00105,0.000378,0.0001"
# η_max was scaled instead of the range: 0.0001 + 0.002 × 0.854
WRONG = "0.002,0.001807,0.00105,0.000378,0.0001"

WORKSHEET = "step,learning_rate\n0,0.002\n1250,0.001721\n2500,0.00105\n"
MARKED = """
    set -euo pipefail
    if {command} > marks.txt; then
        echo right
    else
        echo "wrong: $?"
    fi
    echo "and on"
"""


@pytest.mark.parametrize(("answers", "said"), [(RIGHT, "right"), (WRONG, "wrong: 1")])
def test_check_in_an_if_under_set_e(bash, answers, said):
    result = bash(MARKED.format(command=f"{COSINE} --check {answers}"))
    assert (result.code, result.out, result.err) == (0, f"{said}\nand on\n", "")
    assert (bash.directory / "marks.txt").read_text(encoding="utf-8")


def test_check_through_a_pipe(bash):
    result = bash(f"set -euo pipefail; printf '{WORKSHEET}' | {COSINE} --check - -f csv | tail -n +2 | wc -l")
    assert (result.code, result.out.strip(), result.err) == (0, "3", "")


def test_worksheets_with_spaces_and_unicode_in_their_names(bash):
    (bash.directory / "Übung 8").mkdir()
    (bash.directory / "Übung 8" / "my answers η.csv").write_text(WORKSHEET, encoding="utf-8")
    wrong = WORKSHEET.replace("0.001721", "0.001807")
    (bash.directory / "Übung 8" / "-her's; rm *.csv").write_text(wrong, encoding="utf-8")
    result = bash(f"""
        cd "Übung 8"
        for sheet in ./*.csv; do
            if {COSINE} --check "$sheet" > /dev/null; then echo "ok  $sheet"; else echo "not $sheet"; fi
        done
    """)
    lines = ["not ./-her's; rm *.csv", "ok  ./my answers η.csv"]
    assert (sorted(result.out.splitlines()), result.err) == (lines, "")


def test_set_e_stops_at_a_command_that_is_not_understood(bash):
    result = bash("set -e; lr=$(lrcalc cosine --max 0.002 --T 2m --at 0 -f value); echo not reached")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("lrcalc cosine: --T")
    assert result.err.endswith(", got '2m' (did you mean 2M?)\n")
    assert result.err.count("\n") == 1


def test_a_default_where_the_command_fails(bash):
    result = bash("lr=$(lrcalc cosin --max 0.002 2> /dev/null) || lr=0.001; echo $lr")
    assert (result.out, result.err) == ("0.001\n", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize(
    "command",
    [
        f"{COSINE} --at all -f csv",
        f"{COSINE}",
        f"{COSINE} --at 0:1e6 -f value",
        "lrcalc help cosine",
        "lrcalc --help",
    ],
)
def test_a_full_disk_is_one_message_and_exit_code_2(bash, command):
    result = bash(f"{command} 2> errors > /dev/full; echo $?; grep -c . errors; grep -v '^note: ' errors")
    code, *_, message = result.out.splitlines()
    assert code == "2"
    assert message.startswith("lrcalc")
    assert "standard output cannot be written: No space left on device" in message


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_full_disk_under_check_and_work(bash):
    for options in (f"--check {RIGHT}", "--work", "--summary"):
        result = bash(f"{COSINE} {options} > /dev/full")
        assert (result.code, result.err.count("\n")) == (2, 1)
        assert "No space left on device" in result.err


@pytest.mark.parametrize("form", ["csv", "json", "value"])
def test_control_c_in_a_long_stream(bash, form):
    # timeout sends the signal to the whole group, as the terminal does
    result = bash(
        f"timeout --preserve-status --signal=INT 1 lrcalc fixed --lr 0.1 --at 0:1e15 -f {form} > /dev/null",
        "timeout",
    )
    assert (result.code, result.err) == (130, "")


def test_control_c_ends_the_command_and_the_script_can_go_on(bash):
    endless = "lrcalc fixed --lr 1 --at 0:1e15 -f value"
    # --foreground: the signal goes to the command alone, not to a process that it may have started
    result = bash(
        f"timeout --preserve-status --foreground --signal=INT 1 {endless} > /dev/null; echo code $?",
        "timeout",
    )
    assert (result.code, result.out, result.err) == (0, "code 130\n", "")


@pytest.mark.parametrize("reader", ["true", "head -n 1"])
def test_a_wrong_answer_is_wrong_though_nobody_reads_the_marks(bash, reader):
    result = bash(f"""
        set -o pipefail
        {{ sleep 0.2; {COSINE} --check {WRONG} -f csv; }} | {reader} > /dev/null
        echo "${{PIPESTATUS[0]}}"
    """)
    assert (result.out, result.err) == ("1\n", "")


def test_a_picture_in_place_of_a_file_that_may_not_be_written(bash):
    pytest.importorskip("matplotlib")
    result = bash(f"""
        mkdir "my pictures"; echo old > "my pictures/η.png"; chmod a-w "my pictures/η.png"
        {COSINE} --save "my pictures/η.png" -f value; echo $?
        cat "my pictures/η.png"; ls -A "my pictures"
    """)
    assert result.out == "2\nold\nη.png\n"
    assert "--save: 'my pictures/η.png' cannot be written: Permission denied" in result.err
    assert result.err.count("\n") == 1


def test_a_picture_replaces_the_one_before(bash):
    pytest.importorskip("matplotlib")
    result = bash(f"""
        set -euo pipefail
        echo old > x.svg
        {COSINE} --save x.svg | head -n 1
        head -c 5 x.svg; ls -A
    """)
    assert result.out.splitlines()[1:] == ["<?xmlx.svg"]


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root may read every file")
def test_a_worksheet_that_may_not_be_read(bash):
    sheet = bash.directory / "closed.csv"
    sheet.write_text(WORKSHEET)
    sheet.chmod(0)
    result = bash(f"{COSINE} --check closed.csv")
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert "--check" in result.err
