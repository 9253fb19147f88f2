"""What is worth knowing of a log whose rates agree: how it reads, what is missing, what it cannot tell."""

from __future__ import annotations

import itertools

from lrcalc.errors import counted
from lrcalc.logs.clock import UNSAID, plus
from lrcalc.logs.reading.rows import NO_NUMBER, RESTARTS
from lrcalc.logs.verification import Remark, Verification

# So far a change of a rate that stands still is looked for.
MOST_LOOKED_AT = 10_000
# Fewer digits than these tell little.
FEW_DIGITS = 3


def remarks(found: Verification) -> list[Remark]:
    """The remarks on a log that was held against a schedule."""
    said: list[Remark] = []
    log, reading = found.log, found.reading
    if not found.wrong:
        said += _ended_early(found)
        said += _one_rate(found)
        if reading.offset == 1 and not log.found.kind.is_known and not found.also:
            said.append(
                Remark(
                    "shifted",
                    {"by": 1},
                    "each row has the rate of the update after: logged after "
                    "scheduler.step(); or scheduler.step() came before optimizer.step(), and every "
                    "update is one early: the log cannot tell which",
                )
            )
            said.append(Remark("log-only", {"log_shows_update": "k+1"}, ""))
        said += _another_version(found)
    for what, count in log.found.left_out.items():
        if what == NO_NUMBER:
            said.append(
                Remark(
                    "log-only",
                    {"nan": count},
                    f"{counted(count, 'rate is', 'rates are')} no number of 0 or more (NaN, or below 0)",
                )
            )
        if what == RESTARTS and log.found.per_epoch:
            said.append(
                Remark(
                    "log-only",
                    {"step_restarts_every": reading.length or log.found.per_epoch},
                    "the step begins again in each epoch",
                )
            )
    digits = found.rule.digits if found.rule.kind == "significant" else 17
    if not found.can_tell:
        rates = counted(len(found.rates), "rate")
        what = (
            "other schedules would agree as well"
            if not found.wrong
            else "other changes would explain it as well"
        )
        said.append(Remark("cannot-tell", {"rates": len(found.rates)},
                           f"these digits cannot tell: {rates} of so few digits; {what}"))  # fmt: skip
    if 0 < digits <= FEW_DIGITS:
        said.append(
            Remark("log-only", {"digits": digits}, f"{counted(digits, 'digit tells', 'digits tell')} little")
        )
    if found.rule.kind == "decimals" and max(found.rates.values) == 0:
        many = found.rule.digits
        text = f"all are 0 to {many} decimals: that tells nothing of rates below {0.5 * 10**-many:.0e}"
        said.append(Remark("log-only", {"decimals": many}, text))
    return said + _gaps(found)


def _ended_early(found: Verification) -> list[Remark]:
    total, updates = found.policy.updates, found.reading.updates
    if total is None or len(updates) < 3:
        return []
    spacing = max(b - a for a, b in itertools.pairwise(updates))
    run = max(updates[-1] + found.reading.span, found.log.found.total or 0)
    if run + spacing >= total:
        return []
    rate, last = found.rates[-1].value, found.policy.at(total)
    text = (
        f"the log ends at update {updates[-1]} of {total}: the last rate is {rate:.4g}, at the end {last:.4g}"
    )
    return [Remark("ended-early", {"total": total, "run": run}, text)]


def _one_rate(found: Verification) -> list[Remark]:
    """That all rows lie where a schedule stands still that does not do so everywhere."""
    policy = found.policy
    if len(set(found.expected)) > 1 or len({policy.at(step) for step in policy.default_steps()}) == 1:
        return []
    numbers, what, more = {"same_rate_in": len(found.rates)}, "whether the schedule was applied", ""
    if found.log.found.counts in UNSAID:
        unit = "an epoch" if found.log.found.counts == "epoch" else "a row"
        what = f"how many updates {unit} is, nor {what}"
        rate, last = found.expected[0], found.reading.updates[-1]
        furthest = min(policy.total or MOST_LOOKED_AT, last + MOST_LOOKED_AT)
        changes = next((step for step in range(last + 1, furthest + 1) if policy.at(step) != rate), None)
        if changes is not None:
            length = -(-changes // max(1, len(found.rates) - 1))
            numbers |= {"changes_at": changes, "per_epoch": length}
            more = (
                f"; if {unit} is {counted(length, 'update')} or more it was not: "
                f"the rate was to change at update {changes}"
            )
    text = f"one rate is meant in every row: that does not tell {what}{more}"
    return [Remark("log-only", numbers, text)]


def _another_version(found: Verification) -> list[Remark]:
    """That a form has another clock than it usually has, where it is not known of two versions."""
    kind, reading = found.log.found.kind, found.reading
    is_told_apart = kind.is_known and found.log.found.counts == "step" and not kind.has_two_clocks
    if not is_told_apart or reading.offset is None:
        return []
    usual, by = kind.offsets[0], reading.offset - kind.offsets[0]
    if by not in (1, -1):
        return []
    text = (
        f"a row of this form usually has the rate of update t = step{plus(usual)}: every update may be one "
        f"{'early' if by > 0 else 'late'}, or it was logged otherwise; the log cannot tell which"
    )
    return [Remark("shifted", {"by": by}, text)]


def _gaps(found: Verification) -> list[Remark]:
    updates = found.reading.updates
    spaces = sorted(b - a for a, b in itertools.pairwise(updates))
    if len(spaces) < 8:
        return []
    usual = spaces[len(spaces) // 2]
    said = []
    gap = next(
        ((a, b) for a, b in itertools.pairwise(updates) if b - a == spaces[-1] and b - a > 8 * usual), None
    )
    if gap:
        said.append(
            Remark(
                "log-only",
                {"missing_from": gap[0] + 1, "missing_to": gap[1] - 1},
                f"no rows from update {gap[0] + 1} to {gap[1] - 1}",
            )
        )
    warm = getattr(found.policy, "warmup", None)
    if isinstance(warm, int) and warm and usual > 1 and warm < 3 * usual:
        said.append(
            Remark("log-only", {"row_every": usual}, f"a row every {usual} updates: few in the warm-up")
        )
    return said
