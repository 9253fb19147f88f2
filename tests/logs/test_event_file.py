"""TensorBoard's event files, as written by hand after the definition of the format."""

from __future__ import annotations

import io
import struct

import pytest

from lrcalc.logs.reading.checksum import crc32c, masked
from lrcalc.logs.reading.read import read_log
from tests.logs.real import real


def record(data: bytes) -> bytes:
    """A record: the length, its checksum, the bytes and theirs."""
    length = struct.pack("<Q", len(data))
    return length + masked(length) + data + masked(data)


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


@pytest.mark.parametrize(
    ("data", "crc"),
    [
        (bytes(32), 0x8A9136AA),
        (b"\xff" * 32, 0x62A8AB43),
        (bytes(range(32)), 0x46DD794E),
        (bytes(range(31, -1, -1)), 0x113FDB5C),
    ],
)
def test_the_values_of_rfc_3720(data: bytes, crc: int) -> None:
    assert crc32c(data) == crc


def test_the_checksums_of_a_real_file() -> None:
    """The first record that tensorboard's writer made."""
    data = real("s-tb-hfcosine-5").path.read_bytes()
    end = 12 + data[0]
    assert (data[8:12], data[end : end + 4]) == (masked(data[:8]), masked(data[12:end]))


def test_a_damaged_record_is_left_out_and_said() -> None:
    """A bit of the rate is turned: 0.001 would be read as 0.00103."""
    turned = bytearray(HEAD + scalar(1, "lr", SIMPLE) + scalar(2, "lr", SIMPLE) + scalar(3, "lr", SIMPLE))
    turned[len(HEAD + scalar(1, "lr", SIMPLE)) + len(scalar(2, "lr", SIMPLE)) - 6] ^= 0x04
    log = read_log(io.BytesIO(turned))
    assert [row.step for row in log.rows] == [1, 3]
    assert log.left_out == "left out: damaged records (1)"


def test_past_a_damaged_length_nothing_is_read() -> None:
    turned = bytearray(HEAD + scalar(1, "lr", SIMPLE) + scalar(2, "lr", SIMPLE) + scalar(3, "lr", SIMPLE))
    turned[len(HEAD + scalar(1, "lr", SIMPLE))] ^= 0x01
    log = read_log(io.BytesIO(turned))
    assert [row.step for row in log.rows] == [1]
    assert log.left_out == "left out: what follows record 2: the length of the next is damaged (1)"


def test_a_record_that_is_no_event_is_left_out() -> None:
    log = read_log(io.BytesIO(HEAD + record(b"\x2a\xff\xff\xff") + scalar(1, "lr", SIMPLE)))
    assert [row.step for row in log.rows] == [1]
    assert log.left_out == "left out: damaged records (1)"


@pytest.mark.parametrize("name", ["s-tb-hfcosine-5", "s-pl-tb-warmrestarts-10"])
def test_the_rates_of_a_real_file_are_those_of_the_run(name: str) -> None:
    """As tensorboard's own writer wrote them: the float32 nearest to each."""
    log, truth = real(name).log, real(name).truth
    for row in log.rows:
        (text,) = row.rates.values()
        assert row.step is not None
        used = truth["true_rates"][row.step]
        assert float(text) == struct.unpack("f", struct.pack("f", used))[0]
