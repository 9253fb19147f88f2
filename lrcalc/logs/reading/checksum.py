"""The checksum of TensorBoard's records: CRC-32C of Castagnoli, rotated and moved.

Source: RFC 3720, appendix B.4, for the polynomial and values to test by; tensorflow/core/lib/hash/crc32c.h
for the mask.
"""

from __future__ import annotations

from functools import cache

# The polynomial with its bits in reverse, as bytes are taken the lowest bit first.
POLYNOMIAL = 0x82F63B78
MASK = 0xA282EAD8
WORD = 0xFFFFFFFF


@cache
def _table() -> list[int]:
    table = list(range(256))
    for _ in range(8):
        table = [rest >> 1 ^ (POLYNOMIAL if rest & 1 else 0) for rest in table]
    return table


def crc32c(data: bytes) -> int:
    """The CRC-32C of some bytes."""
    table, rest = _table(), WORD
    for byte in data:
        rest = table[(rest ^ byte) & 255] ^ rest >> 8
    return rest ^ WORD


def masked(data: bytes) -> bytes:
    """The checksum of some bytes, as it stands behind them in a record."""
    rest = crc32c(data)
    return ((rest >> 15 | rest << 17) + MASK & WORD).to_bytes(4, "little")
