"""The calls that --as writes where one is equal, where a schedule has no rate, and what is compiled."""

import pytest

from lrcalc.command.lines import read_line
from lrcalc.errors import ScheduleError
from lrcalc.frameworks.read import read
from lrcalc.frameworks.written.writers import write
from tests.command.program import run
from tests.profiles import number

LINE = "optax.linear_schedule(init_value=0, end_value=0.1, transition_steps=4)"
SAME = "exact: {} has the same rate at every update"


@pytest.mark.parametrize(
    ("line", "name", "text"),
    [
        ("step --lr 0.1 --s 30", "optax",
         "optax.exponential_decay(init_value=0.1, transition_steps=30, decay_rate=0.1, staircase=True)"),
        ("step --lr 0.1 --s 30 --warmup 5", "optax", "optax.warmup_exponential_decay_schedule("),
        ("multistep --lr 0.1 --milestones 7,15,15", "optax",
         "piecewise_constant_schedule(init_value=0.1, boundaries_and_scales={7: 0.1, 15: 0.01})"),
        ("multistep --lr 0.1 --milestones 7,15,15", "keras",
         "PiecewiseConstantDecay(boundaries=[6, 14], values=[0.1, 0.01, 0.0001])"),
        ("linear --max 0.1 --T 50 --warmup 4", "optax", f"join_schedules([{LINE}, optax.linear_schedule("),
        ("multistep --lr 0.1 --milestones 7,15 --warmup 4", "optax",
         f"join_schedules([{LINE}, optax.piecewise_constant_schedule("),
        ("wsd --max 0.1 --warmup 4 --decay 5 --T 30 --shape cosine", "optax",
         f"[{LINE}, optax.constant_schedule(value=0.1), optax.cosine_decay_schedule("),
        ("piecewise --values 0.1,0.03,0.01 --boundaries 8,20 --interpolate", "optax",
         "piecewise_interpolate_schedule(interpolate_type='linear', init_value=0.1, "),
        ("chain 'linear --max 0.1 --min 0.01 --T 5' 'cosine --max 0.1 --T 20'", "optax",
         "optax.join_schedules([optax.linear_schedule(init_value=0.1, end_value=0.01, transition_steps=5), "),
        ("chain 'linear --max 0.1 --min 0.01 --T 5' 'step --lr 0.1 --s 20'", "torch",
         "SequentialLR(optimizer, schedulers=[torch.optim.lr_scheduler.LinearLR(optimizer, start_factor=1, "),
        ("cosine --max 0.1 --T 50 --warmup 5 --warmup-start 0.01 --past-end continue", "torch",
         "LinearLR(optimizer, start_factor=0.1, total_iters=5), torch.optim.lr_scheduler.CosineAnnealingLR("),
        ("fixed --lr 0.1 --warmup 5 --warmup-start 0.01", "torch",
         "scheduler = torch.optim.lr_scheduler.LinearLR(optimizer, start_factor=0.1, total_iters=5)"),
        ("wsd --max 0.1 --min 0.01 --warmup 4 --decay 5 --T 30 --shape 1-sqrt", "megatron",
         "--lr-decay-style WSD --lr-warmup-iters 4 --lr-wsd-decay-style minus_sqrt --lr-wsd-decay-iters 5"),
        ("wsd --max 0.1 --min 0.01 --warmup 4 --decay 5 --T 30 --shape linear", "timm",
         "WSDLRScheduler(optimizer, t_initial=26, decay_t=5, lr_min=0.01, decay_fn='linear', warmup_t=4"),
        ("read 'OneCycleLR(o, max_lr=0.1, total_steps=100, three_phase=True)'", "torch",
         "OneCycleLR(optimizer, max_lr=0.1, total_steps=100, pct_start=0.3, anneal_strategy='cos'"),
    ],
)  # fmt: skip
def test_calls_that_there_are_are_written_and_read_back(line, name, text):
    schedule = read_line(1, line)
    written = write(schedule, name, line)
    assert text in written.text
    assert written.verdict == SAME.format(name)
    back = read(written.text).schedule
    last = 100 if schedule.total is None or schedule.total < 100 else schedule.total
    assert [back.at(step) for step in range(last)] == pytest.approx(
        [schedule.at(step) for step in range(last)]
    )


@pytest.mark.parametrize("name", ["optax", "keras"])
def test_a_staircase_divides_by_whole_numbers_where_a_compiler_would_multiply(name):
    # in 32 bits ⌊41·(1/41)⌋ is 0: jax 0.10 has optax.exponential_decay drop one update late under jit
    written = write(read_line(1, "step --lr 0.1 --s 41"), name, "")
    assert "0.1 * 0.1**(t // 41)" in written.text
    assert "floor" not in write(read_line(1, "cyclic --max 0.1 --min 0 --step-up 41"), name, "").text
    # and 1 − 33·(1/33) is below 0, and has no root
    root = write(read_line(1, "polynomial --max 0.1 --T 33 --power 0.5"), name, "").text
    assert "sqrt((33 - t) / 33)" in root


COMPILED = [
    "step --lr 0.1 --s 41", "exponential --lr 0.1 --gamma 0.9 --decay-steps 47 --staircase",
    "inverse-time --lr 0.1 --decay-rate 0.5 --decay-steps 55 --staircase",
    "cyclic --max 0.1 --min 0.01 --step-up 20 --step-down 21 --mode triangular2",
    "polynomial --max 0.1 --min 0.01 --T 33 --power 0.5", "restarts --max 0.1 --T0 7 --T-mult 2",
    "step --lr 0.1 --s 30", "wsd --max 0.1 --warmup 4 --decay 49 --T 200 --shape cosine",
]  # fmt: skip


@pytest.mark.parametrize("line", COMPILED[: number(len(COMPILED), 3)])
def test_what_is_written_for_optax_has_its_rates_under_jit(line):
    jax = pytest.importorskip("jax")
    names: dict = {}
    pytest.importorskip("optax")
    exec(write(read_line(1, line), "optax", line).text, names)
    found = jax.jit(jax.vmap(names["schedule"]))(jax.numpy.arange(500))
    wanted = [read_line(1, line).at(step) for step in range(500)]
    assert [float(rate) for rate in found] == pytest.approx(wanted, abs=2e-7)


ENDED = "cosine --max 0.1 --T 50 --past-end error"


@pytest.mark.parametrize("name", ["python", "torch", "transformers", "timm"])
def test_past_its_end_the_code_raises_where_the_schedule_has_no_rate(name):
    text = write(read_line(1, ENDED), name, ENDED).text
    names: dict = {}
    exec(text.partition("\n\n\n#")[0].replace("import torch\n", ""), names)
    assert names["rate"](25) == pytest.approx(0.05)
    with pytest.raises(ValueError, match="expected a step up to 50, past which there is no rate, got 51"):
        names["rate"](51)
    back = read(text).schedule
    assert back.at(25) == pytest.approx(0.05)
    with pytest.raises(ScheduleError, match="expected a step up to 50"):
        back.at(51)


@pytest.mark.parametrize("name", ["optax", "keras", "megatron"])
def test_what_cannot_raise_says_that_it_goes_on(name):
    written = write(read_line(1, ENDED), name, ENDED)
    assert written.verdict == f"differs: from update 51 on {name} has 0, where there is no rate"
    line = "rex --max 0.1 --min 0.01 --T 50 --past-end error"
    if name != "megatron":
        assert "from update 51 on" in write(read_line(1, line), name, line).verdict


def test_one_cycle_by_its_lengths_is_no_scheduler_of_torch():
    # section 8.5 of the document: OneCycleLR has a total and a share of it
    result = run(
        "one-cycle", "--max", "0.001", "--min", "0.0001", "--T1", "2000", "--T2", "3000", "--as", "torch"
    )
    assert result.code == 0, result.err
    assert "LambdaLR" in result.out


def test_cycles_that_come_to_an_end_are_written_up_to_it():
    words = (
        "restarts",
        "--max",
        "1",
        "--T0",
        "1e-3",
        "--T-mult",
        "0.999999",
        "--T",
        "1e6",
        "--warmup",
        "100",
    )
    result = run(*words, "--as", "keras")
    assert result.code in (0, 2), result.err
    assert "Traceback" not in result.err
