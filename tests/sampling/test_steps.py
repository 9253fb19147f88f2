"""The grammar of --at."""

import io
from itertools import chain, islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrcalc.errors import ParameterError
from lrcalc.sampling.steps import parse_lists, parse_runs, reads_standard_input


def steps(*texts, total=5000, stdin=""):
    return list(chain.from_iterable(parse_runs(texts, total, io.StringIO(stdin))))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1250", [1250]),
        ("0", [0]),
        ("0,1250,5000", [0, 1250, 5000]),
        (" 1 , 2 ", [1, 2]),
        ("5,3,5,5", [5, 3, 5, 5]),
        ("1_000,1e3,1k,1.5k,0.001M", [1000, 1000, 1000, 1500, 1000]),
        ("0:5000:1250", [0, 1250, 2500, 3750, 5000]),
        ("0:10:3", [0, 3, 6, 9]),
        ("7:9", [7, 8, 9]),
        ("7:7", [7]),
        ("7:7:100", [7]),
        ("10:0:-5", [10, 5, 0]),
        ("10:0:-3", [10, 7, 4, 1]),
        ("7:7:-1", [7]),
        ("1:3,2,3:1:-1", [1, 2, 3, 2, 3, 2, 1]),
        ("25%", [1250]),
        ("0%,12.5%,100%", [0, 625, 5000]),
        ("150%", [7500]),
        ("0%:100%:25%", [0, 1250, 2500, 3750, 5000]),
        ("100%:0%:-50%", [5000, 2500, 0]),
        ("10000", [10000]),
        ("1000000000000000", [10**15]),
    ],
)
def test_an_item_gives_the_steps_it_names(text, expected):
    assert steps(text) == expected


def test_a_percentage_is_exact_and_cut_to_a_whole_step():
    # 29% of 100 is 28.999… in doubles. 33% of 10 is 3.3; 99.99% of 10 is 9.999.
    assert steps("29%", total=100) == [29]
    assert steps("33%,99.99%", total=10) == [3, 9]


def test_all_is_every_step_from_0_to_the_total_included():
    assert steps("all", total=4) == [0, 1, 2, 3, 4]
    assert steps("all,2,all", total=2) == [0, 1, 2, 2, 0, 1, 2]


def test_repeated_options_follow_one_another():
    assert steps("5,1", "3", "1:2") == [5, 1, 3, 1, 2]


def test_a_long_range_is_not_written_out():
    runs = list(parse_runs(["0:1e15", "all"], 10**15, io.StringIO()))
    assert runs == [range(10**15 + 1)] * 2


item = st.one_of(
    st.integers(0, 10**15).map(lambda step: (str(step), [step])),
    st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(1, 70)).map(
        lambda parts: (
            f"{min(parts[:2])}:{max(parts[:2])}:{parts[2]}",
            [step for step in range(61) if min(parts[:2]) <= step <= max(parts[:2])
             and (step - min(parts[:2])) % parts[2] == 0],
        )
    ),
    st.integers(0, 20).map(lambda start: (f"{start}:0:-1", sorted(range(start + 1), reverse=True))),
    st.just(("all", [0, 1, 2])),
)  # fmt: skip


@given(st.lists(st.lists(item, min_size=1), min_size=1))
def test_order_and_repeats_are_kept(options):
    texts = [",".join(text for text, _ in items) for items in options]
    expected = [step for items in options for _, found in items for step in found]
    assert steps(*texts, total=2) == expected


@given(
    st.lists(st.lists(item, min_size=1), min_size=1), st.sampled_from([" ", "\n", ",", ", ", "\t", " ,\n\n"])
)
def test_standard_input_gives_the_same_steps_as_the_option(lines, separator):
    stdin = "\n".join(separator.join(text for text, _ in items) for items in lines)
    expected = [step for items in lines for _, found in items for step in found]
    assert steps("-", total=2, stdin=stdin) == expected


def test_standard_input_takes_mixed_separators():
    assert steps("-", stdin="1 2,3\t4\r\n\n 5 , 6\n0:4:2,25%\n7") == [1, 2, 3, 4, 5, 6, 0, 2, 4, 1250, 7]
    assert steps("-", stdin="") == []
    assert steps("-", stdin="\n ,, \n") == []


def test_standard_input_stands_among_other_items_in_order():
    assert steps("1,-,2", stdin="8 9") == [1, 8, 9, 2]
    assert steps(" - ", "3", stdin="8") == [8, 3]


def test_standard_input_is_read_no_further_than_the_steps_taken():
    read = []

    class Lines(io.StringIO):
        def readline(self, size=-1):
            read.append(len(read))
            return super().readline(size)

    runs = parse_runs(["-"], 5000, Lines("0\n1\n2\n3\n"))
    assert read == []
    assert list(islice(runs, 2)) == [range(1), range(1, 2)]
    assert read == [0, 1]


def test_reads_standard_input_only_where_an_item_is_a_dash():
    assert reads_standard_input(["1", "2, -"])
    assert not reads_standard_input(["1", "5:1:-1"])
    assert not reads_standard_input([])


WRONG = [
    "", " ", ",", "1,", ",1", "1,,2", "-1", "--1", "0.5", "1.5", "1e-1", "1/2", "nan", "inf",
    "ten", "All", "2m", "0x10", "1__0", "_1", "1_", "1000000000000001", "1e16", "1e999", "2e15", "9" * 5000,
    "１２", "٣", "5:1", "1:5:-1", "0:10:0", "10:0:-0", "0:10:-1", "1:2:3:4", "5001:", "0:10:2.5",
    "a:b", "-1:5", "0:-5:-1", "0:10:--1", "0:1e16", "%", "-5%", "x%", "1%%", "1e99%",
    "-%", "5%:1%", "0:10:x", "1;2", "−5", "0–5", "\n", "1\x00",
]  # fmt: skip


@pytest.mark.parametrize("text", WRONG)
def test_an_item_that_is_no_step_is_an_error_of_the_option(text):
    with pytest.raises(ParameterError) as caught:
        parse_runs([text], 5000, io.StringIO())
    assert caught.value.option == "--at"
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 250


def test_a_wrong_item_is_found_before_any_step_is_given_or_read():
    stdin = io.StringIO("1\n2\n")
    with pytest.raises(ParameterError):
        parse_runs(["3", "-", "4,x"], 5000, stdin)
    assert stdin.read() == "1\n2\n"


@pytest.mark.parametrize("text", ["all", "25%", "0%", "0:50%", "0:10:1%"])
def test_all_and_percentages_need_a_total(text):
    with pytest.raises(ParameterError, match="needs a total"):
        parse_runs([text], None, io.StringIO())


def test_a_percentage_beyond_the_largest_step_is_an_error():
    assert steps("100%", total=10**15) == [10**15]
    with pytest.raises(ParameterError, match="from 0 to 10"):
        steps("101%", total=10**15)


@pytest.mark.parametrize("stdin", ["x", "1 x", "5:1", "1.5", "-", "-3", "１"])
def test_wrong_standard_input_is_an_error_of_the_option(stdin):
    with pytest.raises(ParameterError) as caught:
        steps("-", stdin=stdin)
    assert caught.value.option == "--at"


OPEN = {
    ":10": [range(11)], "90:": [range(90, 101)], "::10": [range(0, 101, 10)], "95::2": [range(95, 101, 2)],
    ":": [range(101)],
    "::-1": [range(100, -1, -1)], ":3:-1": [range(100, 2, -1)], "3::-1": [range(3, -1, -1)],
    ":5%": [range(6)], "0:10:": [range(11)],
}  # fmt: skip


@pytest.mark.parametrize("text", OPEN)
def test_a_range_without_an_end_goes_from_the_first_step_or_to_the_last(text):
    assert list(parse_runs([text], 100, None)) == OPEN[text]


def test_an_open_range_needs_a_total_where_it_has_no_stop():
    assert list(parse_runs([":10"], None, None)) == [range(11)]
    with pytest.raises(ParameterError, match="needs a total"):
        parse_runs(["10:"], None, None)


def test_white_space_splits_the_option_as_it_splits_standard_input():
    assert steps("0 50 100") == [0, 50, 100]
    assert steps("0\n50\n100\n", "7") == [0, 50, 100, 7]
    assert steps("1, 2 3,4") == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("stdin", "line"), [("x", 1), ("1\n2\nx\n", 3), ("1 2\n\n3 -1", 3), ("0:5\n5:1\n", 2)]
)
def test_a_bad_word_on_standard_input_names_its_line(stdin, line):
    with pytest.raises(ParameterError, match=f"line {line} of standard input"):
        steps("-", stdin=stdin)


def test_a_share_is_of_what_the_schedule_calls_its_total():
    # torch's OneCycleLR of 100 updates ends at step 99, and half of 100 is 50 as in --warmup 50%
    assert list(parse_runs(["50%,0:100%:25%"], 99, None, 100)) == [range(50, 51), range(0, 100, 25)]
    assert list(parse_runs(["100%"], 99, None, 100)) == [range(99, 100)]


class Pipe:
    """A standard input that gives what was written so far."""

    def __init__(self, *written):
        self.buffer = self
        self.written = list(written)

    def read1(self, size):
        return self.written.pop(0).encode() if self.written else b""


def test_a_list_that_comes_together_is_one_run():
    text = "\n".join(map(str, range(0, 1000, 3)))
    assert list(parse_runs(["-"], 5000, Pipe(text + "\n"))) == [range(0, 1000, 3)]
    assert list(parse_runs(["-"], 5000, Pipe("5 4 3 9 9 9 1 2 3 "))) == [
        range(5, 2, -1), range(9, 10), range(9, 10), range(9, 10), range(1, 4)]  # fmt: skip


def test_a_list_in_any_order_that_comes_together_is_one_list():
    mixed = [number * 7 % 50 for number in range(50)]
    text = " ".join(map(str, mixed))
    assert list(parse_lists(["-"], 5000, Pipe(text + " 0:60 9 8 "))) == [
        mixed, range(61), range(9, 10), range(8, 9)]  # fmt: skip
    assert list(parse_lists(["-"], 5000, Pipe("3 1 ", text + " "))) == [range(3, 4), range(1, 2), mixed]


@given(st.lists(st.integers(0, 40), max_size=150))
def test_lists_taken_together_are_the_same_steps(numbers):
    text = " ".join(map(str, numbers))
    assert [step for run in parse_lists(["-"], 5000, Pipe(text)) for step in run] == numbers


def test_steps_that_trickle_are_answered_as_they_come():
    runs = parse_runs(["-"], 5000, Pipe("0\n1\n", "2", "5\n", "7"))
    assert [step for run in runs for step in run] == [0, 1, 25, 7]


@given(st.lists(st.integers(0, 40)))
def test_steps_taken_together_are_the_same_steps(numbers):
    text = " ".join(map(str, numbers))
    assert [step for run in parse_runs(["-"], 5000, Pipe(text)) for step in run] == numbers
