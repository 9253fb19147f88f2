"""`lrcalc help`: all there is to say of a policy, a tool or a topic, or the list of them."""

from __future__ import annotations

import io
import shlex
import textwrap
from contextlib import redirect_stderr, redirect_stdout, suppress

from lrcalc.command.app import app, check_name, program_line
from lrcalc.command.options import Argument
from lrcalc.command.tool import Tool
from lrcalc.errors import ScheduleError
from lrcalc.frameworks import WITH_A_PAGE
from lrcalc.terminal.screen import Screen, printing_on, screen
from lrcalc.terminal.streams import write
from lrcalc.tools import COMMANDS

# Before what an example prints.
INDENT = "    "
# Topics that are no file: they are made from the policies.
GENERATED = {"mistakes": "The mistakes that marking knows"}
TITLE = "All about a policy, a tool or a topic"
ABOUT = """All about a policy or a tool: formula, options, examples and source; or a topic.

Without a name, the list of all.
"""


def build(name: str) -> Tool:
    """The command."""
    argument = Argument(
        param_decls=["names"],
        type=str,
        required=False,
        nargs=-1,
        metavar="[NAME…]",
        help="a policy, a tool or a topic",
    )
    argument.choices = _names()
    return Tool(name, _help, [argument], TITLE, ABOUT, ["lrcalc help cosine", "lrcalc help marking"])


def _names() -> tuple[str, ...]:
    """All that there is help on."""
    from lrcalc.topics import topics

    return (*COMMANDS, *topics(), *GENERATED, *WITH_A_PAGE)


def _help(names: tuple[str, ...]) -> None:
    # all of them before the first is printed: there may be none on one
    write([_text(name) for name in names] or [_filled(_list())])


def _list() -> str:
    from lrcalc.reference.page import list_text
    from lrcalc.topics import topic_title, topics

    titles = {topic: topic_title(topic) for topic in topics()}
    titles |= GENERATED | {each: f"The schedules of {each}" for each in WITH_A_PAGE}
    return list_text(program_line(), dict(sorted(titles.items())))


def _text(name: str) -> str:
    # what it takes to tell all about a command is imported for this command alone
    from lrcalc.reference.page import page_text
    from lrcalc.topics import topic_text, topics

    if name in WITH_A_PAGE:
        from lrcalc.frameworks.page import page_text as framework_text

        return _drawn(framework_text(name))
    check_name(name, _names(), "policy, tool or topic")
    if name in GENERATED:
        from lrcalc.report.mistakes import mistakes_markdown

        return _drawn(mistakes_markdown())
    pages = [_filled(page_text(program_line(name).commands[0], _run))] if name in COMMANDS else []
    # a tool may have a topic of its name: then it is told after the options
    pages += [_drawn(topic_text(name))] if name in topics() else []
    return "\n".join(pages)


def _run(example: str) -> str:
    """What an example prints; nothing where it reads a file that is not here."""
    words = shlex.split(example)[1:]
    if words[:1] == ["help"]:
        return ""
    buffer = io.BytesIO()
    printed = io.TextIOWrapper(buffer, encoding="utf-8", newline="\n")
    # an example may be about a file that is not here
    here = screen()
    room = Screen(here.width and here.width - len(INDENT), False, here.ascii_only)
    with redirect_stdout(printed), redirect_stderr(io.StringIO()), suppress(ScheduleError), printing_on(room):
        app(words, prog_name="lrcalc", standalone_mode=False)
        printed.flush()
    return buffer.getvalue().decode()


def _filled(text: str) -> str:
    """The lines broken between words where the terminal ends, as far in as they begin; a command further."""
    width = screen().width
    if width is None:
        return text
    lines = []
    for line in text.splitlines():
        inwards = line[: len(line) - len(line.lstrip())]
        further = inwards + "  " * (inwards == INDENT)
        lines += textwrap.wrap(
            line.strip(),
            width,
            initial_indent=inwards,
            subsequent_indent=further,
            break_long_words=False,
            break_on_hyphens=False,
        ) or [""]
    return "\n".join(lines) + "\n"


def _drawn(text: str) -> str:
    """Markdown as a terminal shows it, or as it stands where there is none."""
    to = screen()
    if to.width is None:
        return text
    from rich.console import Console
    from rich.markdown import Markdown

    drawn = io.StringIO()
    Console(file=drawn, width=to.width, force_terminal=to.colour, no_color=not to.colour).print(
        Markdown(text)
    )
    return "\n".join(line.rstrip() for line in drawn.getvalue().splitlines()) + "\n"
