"""The help of commands: by Typer in columns, or on a narrow screen with the names on lines of their own."""

from __future__ import annotations

import shutil
from typing import Any

from lrcalc.terminal.screen import printable

# From so many columns on Typer has room for the names of options beside what they are for.
NARROWEST = 60


class HelpPage:
    """What commands and the program have in common: no name is cut, and --help stands last."""

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.rich_help_panel = "Help"
        return option

    def format_help(self, ctx: Any, formatter: Any) -> None:
        self.write_about()
        width = shutil.get_terminal_size().columns
        if width >= NARROWEST:
            super().format_help(ctx, formatter)  # type: ignore[misc]
        else:
            formatter.write(printable(self._narrow(ctx, width)))

    def write_about(self) -> None:
        """Make the text of the page, where it takes time."""

    def _narrow(self, ctx: Any, width: int) -> str:
        from lrcalc.reference.command_line import described, options_of
        from lrcalc.reference.narrow import help_text, list_lines

        command: Any = self
        usage = " ".join([ctx.command_path, *command.collect_usage_pieces(ctx)])
        text = help_text(usage, (command.help or "").split("\n\n"), options_of(command, ctx), width)
        names = command.list_commands(ctx) if hasattr(command, "list_commands") else []
        commands = [described(command.get_command(ctx, name), ctx) for name in names]
        return text + "".join(f"{line}\n" for line in list_lines(commands, width))
