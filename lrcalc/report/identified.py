"""The schedules that may have made a log: a line each, the rows it explains, and how close it comes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lrcalc.errors import capital
from lrcalc.logs.clock import Reading
from lrcalc.logs.identify.candidates import FEWEST, LATEST, Identification
from lrcalc.logs.identify.parts import Broken
from lrcalc.report.blocks import Block, Column, Listing, Sentences, Table
from lrcalc.report.report import Report
from lrcalc.report.rows import Batch, Constant, Render

MOST_SHOWN = 5
COLUMNS = ["command", "clock", "explained", "rows", "largest", "certain"]


class CandidateRows:
    """The candidates, a row each."""

    def __init__(self, found: Identification) -> None:
        self.found, self.columns, self.values = found, COLUMNS, ["command"]

    def rendered(self, render: Render, keys: Sequence[str]) -> Iterator[str]:
        found = self.found
        for index, item in enumerate(found.candidates):
            yield render(
                Batch(
                    1,
                    {
                        "command": Constant(f"lrcalc {item.line}"),
                        "clock": Constant(item.reading.formula),
                        "explained": [item.explained],
                        "rows": [len(found.rates)],
                        "largest": [round(item.largest, 3)],
                        "certain": Constant(found.is_certain and index == 0),
                    },
                )
            )


def identified_report(found: Identification) -> Report:
    """The answer: accepted where one schedule explains all rows."""

    def blocks() -> Iterator[Block]:
        log = found.log
        yield Sentences(
            [
                f"{log.recognised}.",
                *([f"{capital(log.left_out)}."] if log.left_out else []),
            ]
        )
        if found.candidates:
            shown = found.candidates[:MOST_SHOWN]
            yield Sentences(["Schedules that give these rates, the plainest first:"])
            # whole on lines of their own, to be copied however narrow the screen is
            yield Listing([f"lrcalc {item.line}" for item in shown])
            rows = [
                [str(number), item.reading.formula, f"{item.explained}/{len(found.rates)}",
                 f"{item.largest:.2g}"]
                for number, item in enumerate(shown, 1)
            ]  # fmt: skip
            columns = [Column("Schedule"), Column("t", True), Column("Rows"), Column("Units Off")]
            yield Table("", columns, rows)
        yield Sentences(sentences(found))
        if found.broken is not None and found.broken.line:
            yield Listing([f"lrcalc {found.broken.line}"])

    return Report(
        blocks=blocks,
        rows=CandidateRows(found),
        about=lambda: {
            "log": found.log.recognised,
            "left_out": found.log.left_out,
            "rule": str(found.rule),
            "note": found.note or None,
        },
        outcome=lambda: {
            "accepted": found.accepted,
            "certain": found.is_certain,
            "gave_up": found.gave_up,
            "parts": _parts_for_programs(found.broken),
        },
        values=[f"lrcalc {line}" for line in _best_lines(found)[:1]],
        accepted=found.accepted,
    )


def _best_lines(found: Identification) -> list[str]:
    """The command lines, the one that gives the most rows first."""
    chain = [found.broken.line] if found.broken is not None and found.broken.line else []
    return [*chain, *(item.line for item in found.candidates)]


def _open_ends(found: Identification) -> list[str]:
    """Which lengths the log leaves open: those that other lines of the same policy have."""
    best = found.candidates[0]
    alike = [item.policy for item in found.candidates if item.policy.name == best.policy.name]
    texts = []
    for name, word in (("T", "total"), ("warmup", "warm-up")):
        lengths = sorted(
            {int(policy.typed[name]) for policy in alike if policy.typed.get(name, "").isdigit()}
        )
        if len(lengths) > 1:
            texts.append(
                f"The {word} may be from {lengths[0]} to {lengths[-1]}, with other rates or another clock."
            )
    return texts


def _parts_for_programs(broken: Broken | None) -> dict[str, Any] | None:
    if broken is None:
        return None
    how = broken.explanation
    return {
        "first_row": broken.row,
        "parts": [part._asdict() for part in broken.parts],
        "command": broken.line and f"lrcalc {broken.line}",
        "explanation": how and {"id": how.id, "numbers": how.numbers, "text": how.text},
    }


def _parts(broken: Broken) -> list[str]:
    """Where a log is in parts, and what each of them is."""
    first = broken.parts[0]
    texts = ["No one schedule gives all these rates."]
    if broken.explanation is not None:
        texts.append(
            f"The first {first.rows} rates, to step {first.last}, are those of the first line; "
            f"then: {broken.explanation.text} ({broken.explanation.id})."
        )
        return texts
    texts.append(f"The rate jumps after step {first.last}: a resumed run, or another schedule.")
    for part in broken.parts:
        line = f"lrcalc {part.line}" if part.line else "none that is known here"
        texts.append(f"Step {part.first} to {part.last}: {line}.")
    return texts


def sentences(found: Identification) -> list[str]:
    """How sure it is, and what the log leaves open."""
    texts = [f"{capital(found.note)}."] if found.note else []
    if found.broken is not None:
        texts += _parts(found.broken)
    elif not found.candidates:
        texts.append("No schedule that is known here gives all these rates.")
    elif found.is_certain:
        texts.append(f"The first gives {_all(len(found.rates))} {found.rule}.")
    elif not found.can_tell:
        what = "so few rates" if len(found.rates) < FEWEST else "these digits"
        texts.append(f"The first takes the least to type; {what} cannot tell it from others.")
    else:
        texts.append("The first takes the least to type; the log does not tell it from others for certain.")
        reading = found.candidates[0].reading
        if found.is_by_rows(reading):
            texts.append("The log has no steps: how many updates lie between its rows is a guess.")
        if found.log.found.counts == "epoch":
            texts.append(_epochs(reading))
        if reading.parts > 1:
            texts.append(f"The steps seem to be micro-batches, several to an update: t = {reading.formula}.")
        texts += _open_ends(found)
    if found.broken is not None and found.broken.line:
        texts.append("One command gives all of it, each part on its own clock:")
    first = found.candidates[0].reading.updates[0] if found.candidates else 0
    if first > LATEST and found.broken is None and found.log.found.counts != "epoch":
        texts.append(f"The log begins at update {first}: what was before is not in it.")
    if found.log.found.kept_every > 1:
        texts.append(f"One in {found.log.found.kept_every} rows of the log was looked at.")
    if found.gave_up:
        texts.append("Not all schedules were tried: the search takes no longer than about two seconds.")
    return texts


def _epochs(reading: Reading) -> str:
    """What is known of the updates of an epoch."""
    if reading.length is not None:
        return f"The log counts epochs: that one is {reading.length} updates is solved from the rates."
    return "The log counts epochs: a schedule of updates has so many times these lengths."


def _all(count: int) -> str:
    return "the rate" if count == 1 else f"all {count} rates"
