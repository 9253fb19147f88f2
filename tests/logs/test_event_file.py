"""TensorBoard's event files, as written by hand after the definition of the format."""

from __future__ import annotations

import io
import struct

import pytest

from lrcalc.logs.reading.read import read_log
from lrcalc.logs.reading.rows import LogError
from tests.logs.real import real


def record(data: bytes) -> bytes:
    """A record: the length, its checksum, the bytes and theirs; checksums are not looked at."""
    return struct.pack("<Q", len(data)) + b"\0" * 4 + data + b"\0" * 4


def field(number: int, data: bytes) -> bytes:
    return bytes([number << 3 | 2, len(data)]) + data


def scalar(step: int, tag: str, value: bytes) -> bytes:
    """An event with a scalar; `value` is the field of its number."""
    summary = field(1, field(1, tag.encode()) + value)
    return record(b"\x09" + struct.pack("<d", 1.0) + b"\x10" + bytes([step]) + field(5, summary))


HEAD = record(b"\x09" + struct.pack("<d", 1.0) + field(3, b"brain.Event:2"))
SIMPLE = b"\x15" + struct.pack("<f", 0.001)
TENSOR = field(8, b"\x08\x01" + field(4, struct.pack("<f", 0.25)))


def test_a_scalar_is_a_float32() -> None:
    log = read_log(io.BytesIO(HEAD + scalar(3, "train/lr", SIMPLE) + scalar(3, "loss", SIMPLE)))
    assert [(row.step, row.rates) for row in log.rows] == [(3, {"train/lr": "0.0010000000474974513"})]
    assert log.left_out == "left out: values that are no rate (1)"


def test_a_scalar_as_a_tensor() -> None:
    log = read_log(io.BytesIO(HEAD + scalar(5, "learning_rate", TENSOR)))
    assert log.rows[0].rates == {"learning_rate": "0.25"}


@pytest.mark.parametrize("cut", [1, 5, 13, 30])
def test_a_file_that_breaks_off_is_read_up_to_there(cut: int) -> None:
    text = HEAD + scalar(1, "lr", SIMPLE) + scalar(2, "lr", SIMPLE)
    log = read_log(io.BytesIO(text[:-cut]))
    assert [row.step for row in log.rows] == [1]
    assert "breaks off" in (log.left_out or "")


def test_a_record_that_is_no_event() -> None:
    with pytest.raises(LogError, match="record 2: expected an event"):
        read_log(io.BytesIO(HEAD + record(b"\x2a\xff\xff\xff")))


@pytest.mark.parametrize("name", ["s-tb-hfcosine-5", "s-pl-tb-warmrestarts-10"])
def test_the_rates_of_a_real_file_are_those_of_the_run(name: str) -> None:
    """As tensorboard's own writer wrote them: the float32 nearest to each."""
    log, truth = real(name).log, real(name).truth
    for row in log.rows:
        (text,) = row.rates.values()
        assert row.step is not None
        used = truth["true_rates"][row.step]
        assert float(text) == struct.unpack("f", struct.pack("f", used))[0]
