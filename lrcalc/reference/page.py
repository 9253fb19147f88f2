"""All there is to say of a policy or a tool: `lrcalc help NAME`, and its part of the manual."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lrcalc.policies import POLICIES, policy_class
from lrcalc.reference.command_line import Command, Option, command_line
from lrcalc.schedule.formula import example, formula_lines

INDENT = "    "


class Page(NamedTuple):
    """A policy or a tool in words. A tool has neither formula nor source."""

    command: Command
    about: list[str]
    formula: list[str]
    example: str
    source: str


def page(command: Command) -> Page:
    if command.name in POLICIES:
        return _policy_page(command)
    paragraphs = _paragraphs(command.about)
    examples = [text.removeprefix("Example: ") for text in paragraphs if text.startswith("Example: ")]
    about = [text for text in paragraphs if not text.startswith("Example: ")]
    return Page(command, about, [], "".join(examples), "")


def _policy_page(command: Command) -> Page:
    policy = policy_class(command.name)
    # the docstring of the class itself: a class without one would have its base's
    documentation = inspect.cleandoc(policy.__doc__ or "")
    source = re.search(r"^Source: (.*?)(?=\n\n|\Z)", documentation, re.MULTILINE | re.DOTALL)
    return Page(
        command,
        _paragraphs(documentation)[:1],
        formula_lines(example(policy)),
        f"lrcalc {policy.name} {policy.example}",
        " ".join(source[1].split()) if source else "",
    )


def _paragraphs(text: str) -> list[str]:
    return [" ".join(paragraph.split()) for paragraph in text.split("\n\n") if paragraph.strip()]


def page_text(name: str) -> str:
    """The reference of a policy or a tool, in plain lines."""
    (command,) = command_line(name).commands
    told = page(command)
    lines = [f"{name}: {command.title}"]
    for paragraph in told.about:
        lines += ["", paragraph]
    if told.formula:
        lines += ["", *(f"{INDENT}{line}" for line in told.formula)]
    lines += ["", "Arguments"] if command.arguments else []
    for argument, meaning in command.arguments.items():
        lines += [f"{INDENT}{argument}{'…' if command.several else ''}", f"{INDENT}{INDENT}{meaning}"]
    for panel, options in by_panel(command.options).items():
        lines += ["", panel]
        for option in options:
            lines += _option_lines(option)
    for heading, text in (("Example", told.example), ("Source", told.source)):
        lines += ["", heading, f"{INDENT}{text}"] if text else []
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


def list_text() -> str:
    """All policies and tools, a line each."""
    commands = command_line().commands
    width = max(len(command.name) for command in commands)
    lines: list[str] = []
    for panel in dict.fromkeys(command.panel for command in commands):
        lines += [panel]
        for command in commands:
            if command.panel == panel:
                lines += [f"{INDENT}{command.name:<{width}}  {command.title}"]
        lines += [""]
    return "\n".join([*lines, "All about one of them: lrcalc help NAME"]) + "\n"
