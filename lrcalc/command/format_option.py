"""`--format` of the tools whose answer not every format has room for."""

from __future__ import annotations

from lrcalc.command.options import FORMAT, Option
from lrcalc.formats import formats_writing


class FormatOption(Option):
    """`--format` of an answer that not every format has room for.

    Which have is found when it is asked for, by help and completions: that imports all of them.
    """

    kinds: tuple[type, ...] = ()

    @property
    def choices(self) -> tuple[str, ...]:  # type: ignore[override]
        return tuple(formats_writing(*self.kinds))

    @property
    def help(self) -> str:
        return f"{', '.join(self.choices)}; default table"

    @help.setter
    def help(self, text: str) -> None:
        """That of all formats, which the base class sets, says too much."""


def format_option(*kinds: type) -> FormatOption:
    """The option for the format of an answer that is made of those kinds of block."""
    option = FormatOption(
        param_decls=[FORMAT.name, *FORMAT.names],
        type=str,
        metavar=FORMAT.metavar,
        rich_help_panel=FORMAT.panel,
    )
    option.kinds = kinds
    return option
