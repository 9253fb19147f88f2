"""A log file read: recognised, its rows in order, its steps those of the run."""

from __future__ import annotations

import io
from collections.abc import Iterator
from importlib import import_module
from itertools import islice
from typing import BinaryIO

from lrcalc.logs.forms import form_of, rows_of
from lrcalc.logs.forms.table import columns_without_a_rate
from lrcalc.logs.reading import event_file
from lrcalc.logs.reading.encoding import Source, plain
from lrcalc.logs.reading.numbering import numbered
from lrcalc.logs.reading.rows import Found, Log, LogError, Row, left_out_text
from lrcalc.logs.reading.stored import NONE, StoredRows
from lrcalc.logs.reading.stream import ANSI, lines
from lrcalc.numbers.literal import shown

SAMPLE = 1 << 18
# So many rows are kept of a longer log, evenly; of one whose steps do not rise so many are read.
MOST_ROWS, MOST_UNSORTED = 100_000, 1_000_000
KINDS = "trainer_state.json, JSON lines, CSV, a TensorBoard event file, or lines with a step and a rate"


def read_log(stream: BinaryIO, column: str | None = None, step_column: str | None = None) -> Log:
    """Read a log. Raises LogError where it cannot be read, or has no rate."""
    found = Found(step_name=step_column, rate_name=column)
    rows = rows_in(stream, found)
    kept = StoredRows(rows, MOST_ROWS, MOST_UNSORTED)
    found.rows_read, found.kept_every = kept.read, kept.every
    if kept.left:
        what = f"rows after the first {MOST_UNSORTED}, as the steps do not rise"
        found.left_out[what] += kept.left + sum(1 for _ in rows)
    columns = list(dict.fromkeys(name for row in kept[:2000] for name in row.rates))
    if not kept and column is not None:
        known = f", out of {', '.join(found.names[:20])}" if found.names else ""
        raise LogError(f"expected a column of the log that has rates{known}, got {shown(column)}")
    if step_column is not None and all(step == NONE for step in kept.steps):
        raise LogError(f"expected a column of the log that counts steps, got {shown(step_column)}")
    if not kept:
        raise LogError(_no_rate(found))
    if column is not None and column not in columns:
        raise LogError(f"expected a column of the log, {' or '.join(columns[:20])}, got {shown(column)}")
    return Log(numbered(kept, found), found, [column] if column else columns, kept.whole)


def rows_in(stream: BinaryIO, found: Found) -> Iterator[Row]:
    """The rows of a log as they come. Raises LogError where it cannot be read."""
    source, head = plain(stream, SAMPLE, found)
    if not head.strip():
        raise LogError("expected a log with steps and rates, got an empty file")
    yield from _rows(source, head, found)


def _no_rate(found: Found) -> str:
    if found.left_out:
        return f"expected rows with a step and a rate, got none; left out: {left_out_text(found)}"
    return f"expected rows with a step and a rate in {found.form}, got none"


def _rows(stream: Source, head: bytes, found: Found) -> Iterator[Row]:
    if event_file.is_event_file(head):
        yield from event_file.rows(stream, head, found)
        return
    if b"\0" in head[:1024]:
        raise LogError(f"expected {KINDS}, got bytes that are no text")
    sampled = Found()
    sample = "\n".join(line.text for line in islice(lines(io.BytesIO(), sampled, head), 4000))
    form = form_of(ANSI.sub("", sample))
    if form is None:
        if names := columns_without_a_rate(sample):
            hint = "Lightning writes one where a LearningRateMonitor is used"
            raise LogError(f"expected a column of rates, such as lr, got {', '.join(names[:20])} ({hint})")
        first = sample.partition("\n")[0][:60]
        raise LogError(f"expected {KINDS}, got text of which line 1 is {shown(first)}")
    if found.step_name is not None and form.FORM.row_a_line:
        # the step that was asked for stands behind its name
        form = import_module("lrcalc.logs.forms.text")
    found.take(form.FORM)
    yield from rows_of(form, lines(stream, found, head), found)
