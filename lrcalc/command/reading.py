"""What is typed after the options that all commands share, read once; errors are said of the option."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from lrcalc.errors import ParameterError, ScheduleError, any_of, did_you_mean, nearest
from lrcalc.formats import FORMATS, Format, format_named, formats_showing, formats_writing
from lrcalc.numbers.display import MOST_DIGITS
from lrcalc.numbers.literal import LiteralError, shown
from lrcalc.sampling.steps import parse_lists, parse_runs, reads_standard_input
from lrcalc.sampling.stretch import Steps


@contextmanager
def said_of(option: str) -> Iterator[None]:
    """Put the option in front of what went wrong, where it is not the formula that has no value."""
    try:
        yield
    except (ParameterError, ArithmeticError):
        raise
    except (ScheduleError, LiteralError) as error:
        raise ParameterError(option, str(error)) from None


@contextmanager
def named_as_options() -> Iterator[None]:
    """Call the parameters of a tool by the options that they were given by."""
    try:
        yield
    except ParameterError as error:
        raise ParameterError(f"--{error.option.replace('_', '-')}", error.reason) from None


def read_format(given: str | None, *kinds: type, option: str | None = None) -> Format:
    """The format asked for, which has room for those kinds of block. Raises ParameterError.

    Without an `option` that asks for the kinds there is also a value to write alone.
    """
    name = "table" if given is None else given
    if name in FORMATS:
        form = format_named(name)
        if form.shows.issuperset(kinds) or (option is None and not form.shows):
            return form
    known = formats_writing(*kinds) if option is None else formats_showing(*kinds)
    if option is not None:
        raise ParameterError(option, f"expected -f {any_of(known)}, got -f {name}")
    near = nearest(name, known)
    hint = did_you_mean(near)
    raise ParameterError("--format", f"expected {any_of(known)}, got {shown(name)}{hint}")


def read_number(
    given: str | None, option: str, most: int = MOST_DIGITS, what: str = "a number of digits"
) -> int | None:
    """A whole number from 1 to `most`: so many of what. Raises ParameterError."""
    if given is None:
        return None
    if not (given.isascii() and given.isdigit() and len(given) < 4 and 1 <= int(given) <= most):
        raise ParameterError(option, f"expected {what} from 1 to {most}, got {shown(given)}")
    return int(given)


def read_columns(given: str | None) -> list[str] | None:
    """The names of columns between commas. Raises ScheduleError for one that comes twice."""
    if given is None:
        return None
    names = [name.strip().replace("-", "_") for name in given.split(",")]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise ScheduleError(f"expected every column once, got {shown(twice)} twice")
    return names


def read_runs(texts: Sequence[str], total: int | None, whole: int | None = None) -> Iterable[range]:
    """The steps asked for: a list, or a stream where they are read as they come; a share is of the `whole`.

    Raises ParameterError.
    """
    texts = _without_gaps(texts)
    runs = parse_runs(texts, total, sys.stdin, whole)
    return runs if reads_standard_input(texts) else list(runs)


def read_lists(texts: Sequence[str], total: int | None, whole: int | None = None) -> Iterable[Steps]:
    """The same, where those that come together in a stream, in whatever order, are one list."""
    if reads_standard_input(texts):
        return parse_lists(_without_gaps(texts), total, sys.stdin, whole)
    return read_runs(texts, total, whole)


def _without_gaps(texts: Sequence[str]) -> list[str]:
    """The steps asked for, with no blank before a sign for per cent, for blanks divide them."""
    return [re.sub(r"\s+%", "%", text) for text in texts]
