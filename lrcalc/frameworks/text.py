"""What those who look at a text need of it: its tree, what its names are, what an expression comes to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from lrcalc.frameworks.python_source import Source


class Values(Protocol):
    """What finds the value of an expression, with names that hold within a part of the text alone."""

    @property
    def source(self) -> Source: ...

    @property
    def names(self) -> Mapping[str, Any]: ...

    @property
    def local(self) -> list[Any]: ...

    # the names that were set from outside
    given: Mapping[str, Any]

    def value(self, item: Any) -> Any:
        """The value of an expression. Raises ReadError."""

    def values_of(self, items: Any) -> list[Any]:
        """The values of several, of which some may be lists to be spread. Raises ReadError."""


class Text(Protocol):
    """A text in Python that is being read."""

    @property
    def source(self) -> Source: ...

    @property
    def names(self) -> dict[str, Any]: ...

    @property
    def classes(self) -> Any: ...

    @property
    def evaluator(self) -> Values: ...

    @property
    def missing(self) -> Any: ...

    settings: Any
