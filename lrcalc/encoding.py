"""Bytes as text: UTF-8, UTF-16 with a mark or without, else as Windows writes it."""

from __future__ import annotations

import codecs

# So many bytes are looked at for the zeros of UTF-16, and so many at least.
SAMPLE, LEAST = 2000, 4


def utf16(head: bytes) -> str | None:
    """The coding of a text in UTF-16: by its mark, or by the zeros at every other byte; None for others."""
    if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    sample = head[: min(len(head), SAMPLE) // 2 * 2]
    if len(sample) < LEAST:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    most = 0.9 * (len(sample) // 2)
    if odd > most and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > most and odd == 0 else None


def text_of(data: bytes) -> str | None:
    """The text that bytes are, without a mark of the encoding; None where they are none."""
    coding = utf16(data)
    if coding is not None:
        return data.decode(coding, "replace").removeprefix("\ufeff")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        is_text = all(byte >= 32 or byte in b"\t\r\n\f" for byte in data)
        return data.decode("cp1252", "surrogateescape") if is_text else None
