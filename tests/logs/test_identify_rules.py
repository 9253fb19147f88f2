"""What is named where rates were computed in float32, or the first two updates have one rate."""

from __future__ import annotations

import io
import struct

from lrcalc.command.lines import read_line
from lrcalc.logs.identify.identify import identify
from lrcalc.logs.reading.read import read_log
from lrcalc.logs.verify import verify


def single(value: float) -> float:
    """The nearest float32."""
    return float(struct.unpack("f", struct.pack("f", value))[0])


def test_stairs_of_float32_are_those_that_are_plain() -> None:
    """0.01 × 0.9^⌊t/200⌋ in float32, as keras: 9⁴ × 1e-6 is 0.006561, and 6.560999e-03 there."""
    rates = {k: single(single(0.01) * single(single(0.9) ** (k // 200))) for k in range(0, 1000, 10)}
    assert f"{rates[800]:.6e}" == "6.560999e-03"
    rows = "".join(f"step: {k}, lr: {rate:.6e}\n" for k, rate in rates.items())
    first = identify(read_log(io.BytesIO(rows.encode()))).candidates[0]
    assert first.line == "step --lr 0.01 --s 200 --gamma 0.9"


def test_a_schedule_that_waits_for_an_update_at_its_beginning() -> None:
    """DeepSpeed runs updates 0 and 1 at position 0; no row has the rate of an update before the first."""

    def rate(position: int) -> float:
        return 0.001 * min(position / 90, (900 - position) / 810)

    text = "".join(f"step={k} lr={rate(max(0, k - 1)):.4e}\n" for k in range(0, 900, 10))
    first = identify(read_log(io.BytesIO(text.encode()))).candidates[0]
    assert first.line == "linear --max 0.001 --T 900 --warmup 90 --clock t-1"
    assert verify(read_log(io.BytesIO(text.encode())), read_line(1, first.line)).accepted
