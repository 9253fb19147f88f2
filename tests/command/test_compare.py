"""`lrcalc compare` as it is typed."""

import csv
import io
import json

import pytest

from lrcalc.command.compare import MOST_LINES
from lrcalc.formats import FORMATS
from lrcalc.policies import POLICIES
from tests.command.program import (
    assert_refused,
    help_page,
    in_terminal,
    run,
    run_process,
    schedule_words,
    start,
)
from tests.terminal.test_progress import written

COSINE = "cosine --max 0.002 --T 5000"
LINEAR = "linear --max 0.002 --T 5000"
BOTH = ("compare", COSINE, LINEAR)


def line_of(name):
    return " ".join([name, *(word for pair in schedule_words(name).items() for word in pair)])


def rows_of(out, separator=","):
    return list(csv.DictReader(io.StringIO(out), delimiter=separator))


def test_the_table_has_a_column_for_each_the_ratio_and_the_largest_difference():
    # 0.002·(1 + cos(π/4))/2 = 0.00170711, over it 0.002·(1 − 1/4) = 0.0015: 1.5/1.70711 = 0.87868
    # 0.002·((1 + cos(πx))/2 − (1 − x)) is largest at x = asin(2/π)/π = 0.219668, t = 1098.3: 0.000210514
    result = run(*BOTH, "--at", "0,1250,5000")
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        f"1  {COSINE}\n"
        f"2  {LINEAR}\n"
        "╭──────┬────────────┬──────────┬─────────╮\n"
        "│ Step │   1 cosine │ 2 linear │   2 : 1 │\n"
        "├──────┼────────────┼──────────┼─────────┤\n"
        "│    0 │      0.002 │    0.002 │     1.0 │\n"
        "│ 1250 │ 0.00170711 │   0.0015 │ 0.87868 │\n"
        "│ 5000 │        0.0 │      0.0 │       – │\n"
        "╰──────┴────────────┴──────────┴─────────╯\n"
        "Schedule 2 differs most from schedule 1 at t = 1098: by 0.000210514.\n"
    )


@pytest.mark.parametrize("name", POLICIES)
def test_each_schedule_is_written_as_on_its_own_command_line(name):
    own = run(name, *line_of(name).split()[1:], "--at", "0,7,100,1000", "-f", "value").out.split()
    found = rows_of(run("compare", "fixed --lr 0.5", line_of(name), "--at", "0,7,100,1000", "-f", "csv").out)
    assert [row["learning_rate_2"] for row in found] == own
    # half of the ratio to 1/2 is the rate
    assert [float(row["ratio_2"]) / 2 for row in found] == list(map(float, own))


def test_options_of_every_kind_and_quotes_within_a_line():
    lines = ("wsd --max '0.001' --T 5k --warmup=10% --decay 20% --shape 1-sqrt", f"{LINEAR} --warmup 500")
    found = rows_of(run("compare", *lines, "--at", "250", "-f", "csv").out)
    # half of the warm-up: 0.001/2 and 0.002/2
    assert [found[0][f"learning_rate_{number}"] for number in (1, 2)] == ["0.0005", "0.001"]


@pytest.mark.parametrize(("form", "separator"), [("csv", ","), ("tsv", "\t")])
def test_separated_values(form, separator):
    found = rows_of(run(*BOTH, "--at", "0,2500,5000", "-f", form).out, separator)
    assert list(found[0]) == ["step", "learning_rate_1", "learning_rate_2", "ratio_2"]
    assert [list(row.values()) for row in found] == [
        ["0", "0.002", "0.002", "1.0"],
        ["2500", "0.001", "0.001", "1.0"],
        ["5000", "0.0", "0.0", ""],
    ]


def test_json_says_what_is_compared_and_where_it_differs_most():
    found = json.loads(run(*BOTH, "--at", "0,5000", "-f", "json").out)
    assert [(each["line"], each["policy"]) for each in found["schedules"]] == [
        (COSINE, "cosine"),
        (LINEAR, "linear"),
    ]
    assert found["schedules"][1]["parameters"] == {"max": "0.002", "T": "5000", "min": "0"}
    (difference,) = found["largest_differences"]
    assert (difference["step"], difference["every_step"]) == (1098, True)
    assert round(difference["difference"], 9) == 0.000210514
    assert found["rows"] == [
        {"step": 0, "learning_rate_1": 0.002, "learning_rate_2": 0.002, "ratio_2": 1.0},
        {"step": 5000, "learning_rate_1": 0.0, "learning_rate_2": 0.0, "ratio_2": None},
    ]


def test_all_formats_of_a_program_carry_the_same_numbers():
    at = ("--at", "0:5000:250")
    rows = json.loads(run(*BOTH, *at, "-f", "json").out)["rows"]
    assert [json.loads(line) for line in run(*BOTH, *at, "-f", "jsonl").out.splitlines()] == rows
    for form, separator in (("csv", ","), ("tsv", "\t")):
        found = rows_of(run(*BOTH, *at, "-f", form).out, separator)
        read = [{key: float(cell) if cell else None for key, cell in row.items()} for row in found]
        assert read == rows
    values = [line.split("\t") for line in run(*BOTH, *at, "-f", "value").out.splitlines()]
    assert [list(map(float, line)) for line in values] == [
        [row["learning_rate_1"], row["learning_rate_2"]] for row in rows
    ]


def test_value_is_the_rates_for_a_shell_to_read():
    assert run(*BOTH, "--at", "2500,5000", "-f", "value").out == "0.001\t0.001\n0.0\t0.0\n"


def test_a_run_of_every_step_is_the_same_as_its_steps_one_by_one():
    whole = run(*BOTH, "--at", "all", "-f", "csv").out.splitlines()
    some = run(*BOTH, "--at", "0,1,4999,5000,2222", "-f", "csv").out.splitlines()
    assert len(whole) == 5002
    assert some[1:] == [whole[step + 1] for step in (0, 1, 4999, 5000, 2222)]


def test_markdown():
    assert run(*BOTH, "--at", "2500", "-f", "markdown").out == (
        f"1. `{COSINE}`\n"
        f"2. `{LINEAR}`\n"
        "\n"
        "| Step | 1 cosine | 2 linear | 2 : 1 |\n"
        "|------|----------|----------|-------|\n"
        "| 2500 | 0.001 | 0.001 | 1.0 |\n"
        "\n"
        "Schedule 2 differs most from schedule 1 at $t = 1098$: by 0.000210514.\n"
    )


def test_latex():
    out = run("compare", COSINE, f"{LINEAR} --warmup 10%", "--at", "2500", "-f", "latex").out
    assert out.startswith(
        "\\begin{enumerate}\n"
        "\\item \\texttt{cosine -{}-max 0.002 -{}-T 5000}\n"
        "\\item \\texttt{linear -{}-max 0.002 -{}-T 5000 -{}-warmup 10\\%}\n"
        "\\end{enumerate}\n"
        "\n"
        "\\begin{tabular}{rrrr}\n"
    )
    # 0.002·2500/4500 = 0.00111111, over 0.001
    assert "2500 & 0.001 & 0.00111111 & 1.11111 \\\\\n" in out
    assert out.endswith("\nSchedule 2 differs most from schedule 1 at $t = 0$: by 0.002.\n")


@pytest.mark.parametrize("form", FORMATS)
def test_digits(form):
    # 0.002·(1 + cos(π/5))/2 = 0.001809016994…, 0.002·(1 − 1/5) = 0.0016, and 16/18.09016994… = 0.8844582…
    out = run(*BOTH, "--at", "1000", "--digits", "3", "-f", form).out
    assert "0.00181" in out
    assert "0.001809" not in out
    assert form == "value" or "0.884" in out


def test_digits_leave_what_is_missing_empty():
    out = run(*BOTH, "--at", "5000", "--digits", "3", "-f", "csv").out
    assert out.splitlines()[1] == "5000,0.0,0.0,"
    out = run(*BOTH, "--at", "5000", "--digits", "3", "-f", "jsonl").out
    assert json.loads(out)["ratio_2"] is None


def test_without_steps_there_are_those_of_a_textbook():
    steps = [
        row["step"] for row in rows_of(run("compare", COSINE, "linear --max 1 --T 1000", "-f", "csv").out)
    ]
    # quarters of 1000 and of 5000
    assert steps == ["0", "250", "500", "750", "1000", "1250", "2500", "3750", "5000"]


def test_steps_from_standard_input():
    out = run(*BOTH, "--at", "-", "-f", "csv", stdin="2500 0\n").out
    assert [row["step"] for row in rows_of(out)] == ["2500", "0"]


def test_a_share_is_one_of_the_longest_total():
    out = run("compare", COSINE, "linear --max 1 --T 1000", "--at", "50%", "-f", "csv").out
    assert [row["step"] for row in rows_of(out)] == ["2500"]


def test_beyond_the_end_of_one_its_last_value_is_held_with_a_note():
    result = run("compare", COSINE, "linear --max 1 --min 0.5 --T 1000", "--at", "1250", "-f", "value")
    assert result.out.split()[1] == "0.5"
    assert result.err == "note: beyond step 1000, the end of schedule 2, its last value is held\n"


def test_notes_name_the_schedule():
    result = run("compare", COSINE, "step --lr 1 --s 5 --gamma 2", "--at", "5", "-f", "value")
    assert result.code == 0
    assert result.err == "note: schedule 2: γ is larger than 1: the rate grows\n"


def test_the_same_schedule_twice():
    out = run("compare", COSINE, "cosine --max 2e-3 --T 5k", "--at", "1250").out
    assert out.endswith("│ 1250 │ 0.00170711 │ 0.00170711 │   1.0 │\n" + out.splitlines()[-2] + "\n" +
                        "Schedule 2 equals schedule 1 at every step.\n")  # fmt: skip


def test_schedules_without_an_end_are_compared_as_far_as_was_asked():
    out = run("compare", "fixed --lr 1", "exponential --lr 1 --gamma 0.5", "--at", "0:3").out
    # 1 − 1/2³
    assert out.endswith("Schedule 2 differs most from schedule 1 at t = 3: by 0.875 (up to t = 3).\n")


def test_long_schedules_are_answered_at_once_and_say_how_far_was_looked():
    out = run("compare", "cosine --max 1 --T 1e12", "linear --max 1 --T 1e12", "--at", "5e11").out
    assert "│ 500000000000 │      0.5 │      0.5 │   1.0 │" in out
    # asin(2/π)/π of 10^12, in whose neighbourhood the difference is flat
    assert "at t = 219667" in out
    assert out.endswith("by 0.105257 (as far as searched).\n")


def test_six_schedules_at_most():
    assert MOST_LINES == 6
    out = run("compare", *[f"fixed --lr {number}" for number in range(1, 7)], "--at", "0", "-f", "csv").out
    # 1 to 6, then 2/1 to 6/1
    assert out.splitlines()[1] == "0,1.0,2.0,3.0,4.0,5.0,6.0,2.0,3.0,4.0,5.0,6.0"
    assert_refused(run("compare", *["fixed --lr 1"] * 7), "expected 2 to 6 schedules", "got 7")


def test_a_ratio_that_is_no_double_is_missing():
    small, large = "fixed --lr 1e-300", "fixed --lr 1e300"
    assert run("compare", small, large, "--at", "0", "-f", "csv").out.splitlines()[1] == "0,1e-300,1e+300,"


@pytest.mark.parametrize("columns", [40, 80])
def test_in_a_terminal_it_fits(columns):
    text = in_terminal(columns, *BOTH, "--plot", NO_COLOR="1")
    assert max(map(len, text.splitlines())) <= columns


def test_where_the_ratios_have_no_room_they_have_a_table_of_their_own():
    lines = [f"exponential --lr 0.{number}23456 --gamma 0.999" for number in range(1, 7)]
    wide, narrow = (
        in_terminal(columns, "compare", *lines, "--at", "1250", NO_COLOR="1") for columns in (200, 80)
    )
    assert max(map(len, narrow.splitlines())) <= 80
    (row,), (rates, ratios) = (
        [cells for line in text.splitlines() if (cells := line.replace("│", " ").split())[:1] == ["1250"]]
        for text in (wide, narrow)
    )
    assert row == rates + ratios[1:]


def test_in_ascii():
    result = run_process(*BOTH, "--plot", LC_ALL="C", encoding="ascii")
    assert (result.code, result.err) == (0, "")
    assert "?" not in result.out


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "jsonl", "value"])
def test_a_closed_pipe_ends_it_quietly(form):
    lines = ("fixed --lr 1", "exponential --lr 1 --gamma 0.5")
    with start("compare", *lines, "--at", "0:1000000000", "-f", form) as process:
        process.stdout.read(100)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_many_rows_into_a_file_have_a_bar(tmp_path):
    path = tmp_path / "rows"
    with path.open("wb") as file:
        left, sent = written(*BOTH, "--at", "0:200", "-f", "csv", stdout=file)
    assert (left, "201/201" in sent) == ("", True)
    assert len(path.read_text().splitlines()) == 202


def test_the_help_says_how_lines_are_written():
    page = help_page("compare")
    assert "in quotes" in page
    assert "Example:" in page
    assert "lrcalc compare 'cosine" in page
    for name in FORMATS:
        assert name in page
