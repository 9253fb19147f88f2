"""e^x and ln x in fixed point: whole numbers over 2^BITS, with bounds on their errors."""

from __future__ import annotations

from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from functools import lru_cache
from math import log

BITS = 160
UNIT = 1 << BITS
# The leading bits of an exponent, twice so many, are looked up.
LOOKED_UP = 6
# In units: what the cut ends of a dozen products and quotients come to, and what ln 2 is off by.
ERROR = 64

_NUMBERS = Context(prec=70, Emax=MAX_EMAX, Emin=MIN_EMIN)
_LN2 = int(_NUMBERS.multiply(_NUMBERS.ln(Decimal(2)), Decimal(UNIT)))


def power_of_e(exponent: int) -> tuple[int, int, int]:
    """(m, k, error): e^x for x = exponent/2^BITS is m·2^(k − BITS), m from 2^BITS on and below twice that.

    m is off by `error` units at most. x = k·ln 2 + i/2^6 + j/2^12 + r: e^(i/2^6) and e^(j/2^12) are
    remembered, and e^r = 1 + r + r²/2 + … is short.
    """
    power, rest = divmod(exponent, _LN2)
    first = rest >> (BITS - LOOKED_UP)
    rest -= first << (BITS - LOOKED_UP)
    second = rest >> (BITS - 2 * LOOKED_UP)
    rest -= second << (BITS - 2 * LOOKED_UP)
    found = _series(rest)
    if first:
        found = found * _of_part(first, LOOKED_UP) >> BITS
    if second:
        found = found * _of_part(second, 2 * LOOKED_UP) >> BITS
    return found, power, ERROR + 3 * abs(power)


def logarithm_of(number: int, bits: int) -> tuple[int, int]:
    """(ln x, error) in units of 2^-BITS for x = number/2^bits, above 0 and with a double near its logarithm.

    With y near to it as a double, ln x = y + ln(x·e^-y), which is y + r − r²/2 + r³/3 − … of a small r.
    """
    near = int((log(number) - bits * log(2.0)) * (1 << 40)) << (BITS - 40)
    inverse, power, error = power_of_e(-near)
    rest = (number * inverse >> bits - power if bits > power else number * inverse << power - bits) - UNIT
    square = rest * rest >> BITS
    found = near + rest - square // 2 + (square * rest >> BITS) // 3 - (square * square >> BITS) // 4
    return found, error + 8


@lru_cache(maxsize=1 << (LOOKED_UP + 1))
def _of_part(numerator: int, bits: int) -> int:
    return _series(numerator << (BITS - bits))


def _series(exponent: int) -> int:
    term, total, count = UNIT, UNIT, 1
    while term:
        term = (term * exponent >> BITS) // count
        total += term
        count += 1
    return total
