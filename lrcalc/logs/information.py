"""Whether the rates of a log hold enough to tell schedules apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from lrcalc.logs.precision import Rule
from lrcalc.logs.reading.numerals import Numeral

# Digits beyond these add little; so many of them in rates that differ are enough to tell a schedule.
MOST_DIGITS, ENOUGH = 4, 8
# Of one rate alone so many rows are enough, with so many digits.
FEWEST_ALIKE, FEWEST_DIGITS = 3, 2
LOOKED_AT = 10_000


def can_tell(rates: Sequence[Numeral], rule: Rule) -> bool:
    """Whether rates that differ have digits enough between them, or one rate stands in rows enough."""
    is_full = rule.kind in ("double", "float32")
    digits = (
        MOST_DIGITS if is_full else min(MOST_DIGITS, max(rate.digits for rate in islice(rates, LOOKED_AT)))
    )
    different = len({rate.value for rate in islice(rates, LOOKED_AT)})
    if different == 1:
        return len(rates) >= FEWEST_ALIKE and digits >= FEWEST_DIGITS
    return different * digits >= ENOUGH
