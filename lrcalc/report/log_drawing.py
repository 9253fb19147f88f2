"""The schedule and the logged rates over it, the rows that disagree marked."""

from __future__ import annotations

from lrcalc.logs.verification import Verification
from lrcalc.pictures.curve import Curve, curve
from lrcalc.report.blocks import Drawing

MOST_MARKED = 100
MOST_POINTS = 5000


def log_drawing(found: Verification, log_scale: bool = False, name: str = "") -> Drawing:
    """Two curves: the schedule, and the log through its rates, each with its name below.

    A scale of powers of ten has no place for a rate of 0: what is left out is said.
    """
    updates = [max(0, update) for update in found.reading.updates]
    rates = [rate.value for rate in found.rates]
    shown = [index for index, rate in enumerate(rates) if rate > 0 or not log_scale] or list(
        range(len(rates))
    )
    logged = [(updates[index], rates[index]) for index in shown[:: max(1, len(shown) // MOST_POINTS)]]
    disagree = [index for index in found.wrong if rates[index] > 0 or not log_scale]
    spread = max(1, len(disagree) // MOST_MARKED)
    wrong = [(updates[index], rates[index]) for index in disagree[::spread]]

    def curves(samples: int) -> list[Curve]:
        meant = curve(found.policy, [], samples, updates[-1])
        return [meant, Curve(found.policy, meant.end, logged, [], [], tuple(wrong))]

    said = [f"logged{f' in {name}' if name else ''}"]
    if found.wrong:
        how = "are marked" if len(wrong) == len(found.wrong) else f"({len(wrong)} of them marked)"
        said.append(f"{len(found.wrong)} that disagree {how}")
    if len(shown) < len(rates):
        said.append(f"{len(rates) - len(shown)} at 0 lie below the scale")
    return Drawing(curves, [_schedule(found), "; ".join(said)], None, log_scale)


def _schedule(found: Verification) -> str:
    """The schedule with the parameters that were given."""
    given = ", ".join(f"{name} {text}" for name, text in found.policy.typed.items())
    return f"the schedule: {found.policy.name}{f' with {given}' if given else ''}"
