"""TensorBoard's event files: records of a length, its checksum, the bytes of a message, and theirs.

A record whose bytes are not those of its checksum is left out; where it is the length that is damaged,
nothing tells where the next record begins. The messages are protocol buffers; of an Event only the step
(field 2) and the scalars of its summary (field 5) are read. Source: tensorflow/core/lib/io/record_writer.h,
util/event.proto, framework/summary.proto.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from lrcalc.logs.reading.checksum import masked
from lrcalc.logs.reading.encoding import Source, read_fully
from lrcalc.logs.reading.rows import NO_NUMBER, OTHER_VALUES, Form, Found, Row

FORM = Form("TensorBoard event file")
LARGEST_RECORD = 1 << 26
# Pictures and graphs are longer than a record with a rate, and their checksums take long.
LONGEST_CHECKED = 1 << 16
WIRES = {1: 8, 5: 4}


def is_event_file(head: bytes) -> bool:
    """Whether a file begins with the record that TensorBoard's writers begin with."""
    return b"brain.Event:" in head[:64]


def rows(stream: Source, head: bytes, found: Found) -> Iterator[Row]:
    """The scalars whose tag is that of a rate. What is left of a file that breaks off is left out."""
    found.take(FORM)
    source = _Source(stream, head)
    number = 0
    while header := source.read(12):
        length = int.from_bytes(header[:8], "little")
        is_whole = len(header) == 12
        if is_whole and (length > LARGEST_RECORD or masked(header[:8]) != header[8:]):
            found.left_out[f"what follows record {number}: the length of the next is damaged"] += 1
            return
        data = source.read(length) if is_whole else b""
        checksum = source.read(4)
        if len(data) < length or len(checksum) < 4:
            found.left_out[f"what follows record {number}: the file breaks off there"] += 1
            return
        number += 1
        try:
            if len(data) <= LONGEST_CHECKED and masked(data) != checksum:
                raise IndexError
            row = _event(data, number, found)
        except (IndexError, struct.error):
            found.left_out["damaged records"] += 1
            continue
        if row is not None:
            yield row


class _Source:
    def __init__(self, stream: Source, head: bytes) -> None:
        self._stream, self._head = stream, head

    def read(self, size: int) -> bytes:
        part, self._head = self._head[:size], self._head[size:]
        return part + read_fully(self._stream, size - len(part))


def _event(data: bytes, number: int, found: Found) -> Row | None:
    """The row of an event, or None where it has none. Raises IndexError and struct.error for no event."""
    step, rates = 0, {}
    for field, value in _fields(data):
        if field == 2 and isinstance(value, int):
            step = value
        elif field == 5 and isinstance(value, bytes):
            for inner, item in _fields(value):
                if inner == 1 and isinstance(item, bytes):
                    tag, scalar = _scalar(item)
                    if scalar is not None and found.is_rate(tag):
                        rates[tag] = repr(scalar)
                    elif scalar is not None:
                        found.left_out[OTHER_VALUES] += 1
    if any(text in ("nan", "inf") for text in rates.values()):
        found.left_out[NO_NUMBER] += 1
    elif rates:
        return Row(rates, step, place=number)
    return None


def _scalar(data: bytes) -> tuple[str, float | None]:
    tag, scalar = "", None
    for field, value in _fields(data):
        if field == 1 and isinstance(value, bytes):
            tag = value.decode("utf-8", "replace")
        elif field == 2 and isinstance(value, bytes):
            scalar = struct.unpack("<f", value)[0]
        elif field == 8 and isinstance(value, bytes):
            scalar = _tensor(value)
    return tag, scalar


def _tensor(data: bytes) -> float | None:
    """The number of a tensor of one: as bytes of its type (field 4), or listed (5: float, 6: double)."""
    kind = 1
    for field, value in _fields(data):
        if field == 1 and isinstance(value, int):
            kind = value
        elif isinstance(value, bytes) and field in (4, 5, 6) and len(value) in (4, 8):
            form = "<d" if field == 6 or (field == 4 and kind == 2) else "<f"
            return float(struct.unpack(form, value)[0]) if len(value) == struct.calcsize(form) else None
    return None


def _fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    place = 0
    while place < len(data):
        key, place = _varint(data, place)
        wire = key & 7
        if wire == 0:
            value, place = _varint(data, place)
            yield key >> 3, value
            continue
        if wire == 2:
            size, place = _varint(data, place)
        else:
            size = WIRES[wire] if wire in WIRES else len(data) + 1
        if place + size > len(data):
            raise IndexError
        yield key >> 3, data[place : place + size]
        place += size


def _varint(data: bytes, place: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[place]
        value |= (byte & 127) << shift
        place, shift = place + 1, shift + 7
        if byte < 128 or shift > 63:
            return value, place
