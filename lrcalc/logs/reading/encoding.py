"""The bytes of a log as UTF-8: unpacked from gzip, and turned from UTF-16, a part at a time."""

from __future__ import annotations

import codecs
import zlib
from typing import BinaryIO, Protocol

from lrcalc.encoding import utf16
from lrcalc.logs.reading.rows import Found, LogError

GZIP = b"\x1f\x8b"
PART = 1 << 16
# A log is text of some variety: what is packed closer than this, and long, is none.
CLOSEST, ALLOWED = 250, 1 << 25
# Other archives by their first bytes.
ARCHIVES = {b"PK\x03\x04": "zip", b"BZh": "bzip2", b"\xfd7zXZ": "xz", b"\x28\xb5\x2f\xfd": "zstd"}


class Source(Protocol):
    """What bytes are read from."""

    def read(self, size: int, /) -> bytes:
        """So many bytes or fewer; none at the end."""
        ...


def plain(stream: BinaryIO, size: int, found: Found) -> tuple[Source, bytes]:
    """The log as UTF-8, and its first bytes, which are read already. Raises LogError for other archives."""
    source: Source = stream
    head = read_fully(source, size)
    archive = next((name for magic, name in ARCHIVES.items() if head.startswith(magic)), None)
    if archive is not None:
        raise LogError(f"expected a log, as it is or in gzip, got one in {archive}: unpack it first")
    if head.startswith(GZIP):
        found.taken.append("gzip")
        source = _Unzipped(source, head, found)
        head = read_fully(source, size)
    coding = utf16(head)
    if coding is not None:
        found.taken.append("UTF-16")
        source = _Decoded(source, head, coding)
        head = read_fully(source, size)
    return source, head


def read_fully(source: Source, size: int) -> bytes:
    """So many bytes, fewer only at the end."""
    parts, left = [], size
    while left and (part := source.read(left)):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


class _Decoded:
    """UTF-8 of what is UTF-16."""

    def __init__(self, source: Source, head: bytes, coding: str) -> None:
        self._source, self._head = source, head
        self._decoder = codecs.getincrementaldecoder(coding)("replace")

    def read(self, size: int) -> bytes:
        """The bytes of the next part."""
        while True:
            data = self._head or self._source.read(max(2, min(size // 2, PART)))
            self._head = b""
            text = self._decoder.decode(data, not data)
            if text or not data:
                return text.encode()


class _Unzipped:
    """What was packed, in parts that are no longer than asked for; one member after another."""

    def __init__(self, source: Source, head: bytes, found: Found) -> None:
        self._source, self._found = source, found
        self._packed, self._read, self._written = head, 0, 0
        self._member = zlib.decompressobj(31)
        self._is_over = False

    def read(self, size: int) -> bytes:
        """The bytes of the next part. Raises LogError for what is packed too closely to be a log."""
        while not self._is_over:
            self._packed = self._packed or self._source.read(PART)
            before = len(self._packed)
            if self._member.eof and not self._packed.startswith(GZIP[:1]):
                # what comes after the last member is padding
                break
            if self._member.eof:
                self._member = zlib.decompressobj(31)
            try:
                data = self._member.decompress(self._packed, size) if self._packed else None
            except zlib.error:
                data = None
            if data is None:
                self._found.left_out["what follows: the gzip file breaks off"] += 1
                break
            self._packed = self._member.unconsumed_tail or self._member.unused_data
            self._read += before - len(self._packed)
            self._written += len(data)
            if self._written > ALLOWED and self._written > CLOSEST * self._read:
                raise LogError(f"expected a log, got gzip that unpacks to {CLOSEST} times its size or more")
            if data:
                return data
        self._is_over = True
        return b""
