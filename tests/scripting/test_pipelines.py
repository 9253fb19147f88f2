"""Rates in shell variables, loops and pipelines, as a person would write them.

The rates are those of the exercise, section 8.8 of the document, at full precision; what the pipelines
make of them is worked out by hand beside each.
"""

import pytest

COSINE = "lrcalc cosine --max 0.002 --min 0.0001 --T 5000"


def test_a_rate_in_a_variable_of_a_loop(bash):
    result = bash(f"""
        set -euo pipefail
        for step in 0 2500 5000; do
            lr=$({COSINE} --at "$step" -f value)
            echo "train --step $step --lr $lr"
        done
    """)
    assert result.err == ""
    assert result.out.splitlines() == [
        "train --step 0 --lr 0.002",
        "train --step 2500 --lr 0.00105",
        "train --step 5000 --lr 0.0001",
    ]


def test_a_loop_over_the_lines_of_value(bash):
    result = bash(f"""
        step=0
        for lr in $({COSINE} --at 0:5000:2500 -f value); do
            echo "$step:$lr"
            step=$((step + 2500))
        done
    """)
    assert (result.out, result.err) == ("0:0.002\n2500:0.00105\n5000:0.0001\n", "")


def test_read_takes_the_fields_of_tsv(bash):
    result = bash(f"""
        {COSINE} --at 0,2500 -f tsv | while IFS=$'\\t' read -r step cosine scale rate; do
            echo "$rate at $step: $scale of the range, cosine $cosine"
        done
    """)
    assert result.out.splitlines() == [
        "learning_rate at step: scale of the range, cosine cosine",
        "0.002 at 0: 1.0 of the range, cosine 1.0",
        "0.00105 at 2500: 0.5 of the range, cosine 0.0",
    ]


def test_steps_from_seq_and_a_mean_from_awk(bash):
    # cos(π·t/T) and cos(π·(T − t)/T) add up to 0, so the 51 rates have the mean (0.002 + 0.0001)/2.
    result = bash(
        f"""
        seq 0 100 5000 | {COSINE} --at - -f tsv |
            awk -F '\\t' 'NR > 1 {{ sum += $4; count++ }} END {{ printf "%d %.9f\\n", count, sum / count }}'
        """,
        "seq",
        "awk",
    )
    assert (result.out, result.err) == ("51 0.001050000\n", "")


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        (".rows[] | select(.step == 2500) | .learning_rate", "0.00105"),
        (".rows | length", "5"),
        (".policy + .parameters.T", "cosine5000"),
        ("[.rows[].learning_rate] | max", "0.002"),
        (".rows | map(.step) | @csv", "0,1250,2500,3750,5000"),
    ],
)
def test_jq_reads_json(bash, query, answer):
    result = bash(f"{COSINE} -f json | jq -r '{query}'", "jq")
    assert (result.out, result.err) == (f"{answer}\n", "")


def test_jq_reads_jsonl_line_by_line(bash):
    result = bash(f"{COSINE} -f jsonl | jq -c 'select(.cosine == 0) | [.step, .scale]'", "jq")
    assert (result.out, result.err) == ("[2500,0.5]\n", "")
    result = bash(f"{COSINE} -f jsonl | jq -s 'length'", "jq")
    assert (result.out, result.err) == ("5\n", "")


def test_jq_reads_a_missing_cosine_as_null(bash):
    warmup = "lrcalc warmup --max 0.002 --warmup 500 --T 5000 --at 250,5000 -f jsonl"
    result = bash(f"{warmup} | jq -c '[.phase, .cosine == null]'", "jq")
    assert result.out == '["warm-up",true]\n["annealing",false]\n'


def test_sort_by_step_and_by_rate(bash):
    steps = bash(f"{COSINE} --at 5000,0,2500 -f csv | tail -n +2 | sort -t, -k1,1 -n | cut -d, -f1", "sort")
    assert (steps.out, steps.err) == ("0\n2500\n5000\n", "")
    # 1e-8 is smaller than 0.1: -g reads the power of ten
    rates = bash("lrcalc step --lr 0.1 --s 10 --gamma 1e-7 --at 0,10 -f value | sort -g", "sort")
    assert (rates.out, rates.err) == ("1e-8\n0.1\n", "")


def test_two_columns_side_by_side(bash):
    result = bash(f"paste -d ' ' <(seq 0 2500 5000) <({COSINE} --at 0:5000:2500 -f value)", "paste", "seq")
    assert (result.out, result.err) == ("0 0.002\n2500 0.00105\n5000 0.0001\n", "")


def test_xargs_gives_the_options(bash):
    result = bash(f"printf '%s\\n' 0 5000 | xargs -I STEP {COSINE} --at STEP -f value", "xargs")
    assert (result.out, result.err) == ("0.002\n0.0001\n", "")


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "jsonl", "value"])
def test_head_closes_the_pipe_of_an_endless_stream(bash, form):
    result = bash(f"""
        set -o pipefail
        lrcalc cosine --max 0.002 --T 1e15 --at 0:1000000000000000:1 -f {form} | head -n 2 > two
        echo "${{PIPESTATUS[@]}}"
        wc -l < two
    """)
    assert (result.out.split(), result.err) == (["0", "0", "2"], "")


def test_head_of_a_help_page(bash):
    result = bash("set -o pipefail; lrcalc cosine --help | head -n 1 > /dev/null; echo $?")
    assert (result.out, result.err) == ("0\n", "")


def test_the_markdown_table_goes_into_a_file(bash):
    # the table of section 8.8, its rates to six digits
    result = bash(f"{COSINE} --at 0,2500,5000 -f markdown > table.md && cat table.md")
    assert result.out.splitlines()[2:] == [
        "| 0 | 1.0 | 1.0 | 0.002 |",
        "| 2500 | 0.0 | 0.5 | 0.00105 |",
        "| 5000 | -1.0 | 0.0 | 0.0001 |",
    ]


def test_an_environment_with_nothing_in_it(bash):
    result = bash(f'env -i "$(command -v bash)" -c \'PATH="{bash.programs}"; {COSINE} --at 2500 -f value\'')
    assert (result.out, result.err) == ("0.00105\n", "")
