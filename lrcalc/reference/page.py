"""All there is to say of a policy or a tool: `lrcalc help NAME`, and its part of the manual."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from lrcalc.policies import POLICIES, policy_class
from lrcalc.reference.command_line import Command, CommandLine, Option
from lrcalc.schedule.formula import example, formula_lines, scale_lines

INDENT = "    "


class Page(NamedTuple):
    """A policy or a tool in words. A tool has neither formula nor source."""

    command: Command
    about: list[str]
    formula: list[str]
    source: str


def page(command: Command) -> Page:
    if command.name in POLICIES:
        return _policy_page(command)
    return Page(command, _paragraphs(command.about), [], "")


def _policy_page(command: Command) -> Page:
    policy = policy_class(command.name)
    schedule = example(policy)
    # the docstring of the class itself: a class without one would have its base's
    documentation = inspect.cleandoc(policy.__doc__ or "")
    source = re.search(r"^Source: (.*?)(?=\n\n|\Z)", documentation, re.MULTILINE | re.DOTALL)
    return Page(
        command,
        _paragraphs(documentation)[:1],
        [*formula_lines(schedule), *scale_lines(schedule)],
        " ".join(source[1].split()) if source else "",
    )


def _paragraphs(text: str) -> list[str]:
    return [" ".join(paragraph.split()) for paragraph in text.split("\n\n") if paragraph.strip()]


def page_text(command: Command, run: Callable[[str], str]) -> str:
    """The reference of a policy or a tool, in plain lines; `run` gives what its first example prints."""
    told = page(command)
    lines = [f"{command.name}: {command.title}"]
    for paragraph in told.about:
        lines += ["", paragraph]
    if told.formula:
        lines += ["", *(f"{INDENT}{line}" for line in told.formula)]
    for number, words in enumerate(command.examples):
        shown = run(words).splitlines() if number == 0 else []
        lines += ["", *(f"{INDENT}{line}".rstrip() for line in (f"$ {words}", *shown))]
    lines += ["", "Arguments"] if command.arguments else []
    for argument, meaning in command.arguments.items():
        lines += [f"{INDENT}{argument}{'…' if command.several else ''}", f"{INDENT}{INDENT}{meaning}"]
    for panel, options in by_panel(command.options).items():
        lines += ["", panel]
        for option in options:
            lines += _option_lines(option)
    lines += ["", "Source", f"{INDENT}{told.source}"] if told.source else []
    return "\n".join(lines) + "\n"


def by_panel(options: Iterable[Option]) -> dict[str, list[Option]]:
    """The options under the headings of the help, without --help, which every command has."""
    panels: dict[str, list[Option]] = {}
    for option in options:
        if "--help" not in option.names:
            panels.setdefault(option.panel, []).append(option)
    return panels


def _option_lines(option: Option) -> Iterator[str]:
    required = " (required)" if option.required else ""
    yield f"{INDENT}{', '.join(option.names)}{f' {option.metavar}' if option.metavar else ''}{required}"
    yield f"{INDENT}{INDENT}{option.help}"


def list_text(line: CommandLine, topics: Mapping[str, str]) -> str:
    """All policies, tools and topics, a line each."""
    panels: dict[str, dict[str, str]] = {}
    for command in line.commands:
        panels.setdefault(command.panel, {})[command.name] = command.title
    panels["Topics"] = dict(topics)
    width = max(len(name) for names in panels.values() for name in names)
    lines: list[str] = []
    for panel, names in panels.items():
        lines += [panel, *(f"{INDENT}{name:<{width}}  {title}" for name, title in names.items()), ""]
    return "\n".join([*lines, "All about one of them: lrcalc help NAME"]) + "\n"
