"""What those who look at a text need of it: its tree, what its names are, what an expression comes to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from lrcalc.frameworks.python.source import Source


class Values(Protocol):
    """What finds the value of an expression, with the names as they are where the text has got to.

    given: the names that were set from outside. local: the scopes, that of the module first. seen, names:
    what each name was set to last, as a value and as an expression. flags: what argparse gives where no
    flag is. reached, path, left_out: the schedulers that were made, the open branches that the flow is in,
    and the schedulers that a word leaves out. follow: what calls a def of the text. makes: whether a name
    is that of a call of a framework. assign: what sets a target. own_schedules: those of the text's classes.
    group: the group of parameters of an optimizer.
    """

    given: Mapping[str, Any]
    local: list[dict[str, Any]]
    module: dict[str, Any]
    seen: dict[str, Any]
    names: dict[str, Any]
    flags: dict[str, Any]
    journal: Any
    reached: list[Any]
    path: list[Any]
    left_out: set[int]
    own_schedules: list[Any]
    group: Any
    captures: bool
    ends: list[int]
    branches: int
    updated: Callable[..., None] | None
    target: str
    wrapped: list[Any]
    follow: Callable[..., Any]
    makes: Callable[[str], bool]
    assign: Callable[..., None]

    @property
    def source(self) -> Source: ...

    def value(self, item: Any) -> Any:
        """The value of an expression. Raises ReadError."""

    def kept(self, item: Any) -> Any:
        """The value of an expression, or what raises its error where it is needed."""

    def values_of(self, items: Any) -> list[Any]:
        """The values of several, of which some may be lists to be spread. Raises ReadError."""

    def set_to(self, name: str) -> Any:
        """What a name is set to; MISSING where it is not."""

    def unset(self, name: str, line: int) -> Any:
        """What a name is that the text has not set."""

    def note_reached(self, item: Any, made: Any) -> None:
        """Keep what the flow makes here."""


class Turns(Protocol):
    """The loops of a text of which the turns are followed."""

    def takes(self, item: Any) -> bool:
        """Whether a loop is one of these."""

    def follow(self, follower: Any, item: Any) -> Any:
        """Follow a loop."""


class SoFar(Protocol):
    """A text as far as it was followed: its values, and what its names are imported from."""

    @property
    def imports(self) -> dict[str, str]: ...

    @property
    def evaluator(self) -> Values: ...


class Text(Protocol):
    """A text in Python that is being read: its values by name, and the names that it defines."""

    missing: Any
    settings: Any
    flow: Any
    own_rate: Any
    imports: dict[str, str]

    @property
    def source(self) -> Source: ...

    @property
    def values(self) -> Mapping[str, Any]: ...

    @property
    def own(self) -> set[str]: ...

    @property
    def evaluator(self) -> Values: ...

    def follow(self, given: Mapping[str, Any]) -> None:
        """Follow the text with these names set from outside."""
