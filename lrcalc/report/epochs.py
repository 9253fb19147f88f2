"""The total steps of a run from its epochs: the arithmetic, and what another way of rounding gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lrcalc.analysis.epochs import ROUNDINGS, SAMPLERS, Epochs, Line
from lrcalc.errors import capital, counted
from lrcalc.report.blocks import Block, Figures, Sentences
from lrcalc.report.report import Report


def epochs_report(epochs: Epochs, typed: Mapping[str, str], noted: bool = False) -> Report:
    """The way to the total; as a value the total alone, and then `noted` by which way of rounding."""
    other = epochs.other_round

    def blocks() -> Iterator[Block]:
        yield _figures(epochs.arithmetic())
        if epochs.total_by(other) != epochs.total:
            do = "make no update" if other == "floor" else "make an update too"
            yield Sentences([f"{_left_over(epochs.left_over)} Where they {do}, as in {ROUNDINGS[other]}:"])
            yield _figures(epochs.arithmetic_by(other))
        if by_sampler:
            yield Sentences([f"{capital(by_sampler)}."])

    by_sampler = _by_sampler(epochs)
    rounded = "up" if epochs.round == "ceil" else "down"
    note = (
        f"the updates of an epoch are rounded {rounded}, as in {ROUNDINGS[epochs.round]}; "
        f"--round {other} gives {epochs.total_by(other)}"
    )
    notes = [note] if epochs.total_by(other) != epochs.total else []
    notes += [by_sampler] if by_sampler else []
    return Report(
        blocks=blocks,
        about=lambda: _about(epochs, typed),
        values=[str(epochs.total)],
        notes=notes if noted else [],
    )


def _by_sampler(epochs: Epochs) -> str:
    """Which sampler deals out the examples, where the other makes another number of batches."""
    own, other = epochs.sampler, epochs.other_sampler
    batches = epochs.batches_by(other)
    if batches == epochs.batches:
        return ""
    return (
        f"the batches are those of {SAMPLERS[own]}; with {SAMPLERS[other]}, --sampler {other}, "
        f"an epoch has {batches}"
    )


def _about(epochs: Epochs, typed: Mapping[str, str]) -> dict[str, object]:
    """The parameters as typed, and the quantities."""
    return {
        "tool": "steps",
        "parameters": {
            **typed,
            **({"drop_last": "true"} if epochs.drop_last else {}),
            "round": epochs.round,
            **({"sampler": epochs.sampler} if _by_sampler(epochs) else {}),
        },
        "batches_per_epoch": epochs.batches,
        "updates_per_epoch": epochs.updates,
        "batches_left_over": epochs.left_over,
        "total_steps": epochs.total,
        f"total_steps_by_{epochs.other_round}": epochs.total_by(epochs.other_round),
    }


def _left_over(batches: int) -> str:
    return f"{counted(batches, 'batch an epoch is', 'batches an epoch are')} left over."


def _figures(lines: list[Line]) -> Figures:
    return Figures([(line.name, f"{line.formula} = {line.value}") for line in lines])
