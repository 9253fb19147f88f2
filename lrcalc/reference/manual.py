"""The manual page, lrcalc(1), from the command line and the policies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lrcalc import __version__
from lrcalc.numbers.literal import RATE_FORMS, STEPS_FORMS
from lrcalc.policies import POLICIES
from lrcalc.reference.command_line import Command, CommandLine, Option
from lrcalc.reference.page import by_panel, page
from lrcalc.reference.roff import (
    bold,
    escaped,
    filled,
    italic,
    paragraphs,
    request,
    tagged,
    verbatim,
    without_double_gaps,
)
from lrcalc.sampling.steps import FORMS

OWN = "Schedule"
EXIT_CODES = {
    "0": "done, perhaps with a note on standard error",
    "1": "an answer under --check is wrong, a log disagrees or is not named, "
    "or the rate of --when is never reached",
    "2": "the command cannot be understood or carried out; one message on standard error says why",
    "130": "interrupted from the keyboard",
}
ENVIRONMENT = {
    "NO_COLOR": "no colours, also in a terminal",
    "FORCE_COLOR": "colours, also where the output is no terminal",
}
VALUES = {
    "RATE, FACTOR": f"{RATE_FORMS}; kept exactly as typed",
    "STEPS": f"{STEPS_FORMS}, also 5_000, 5e3 or 1.5M, up to 10^15; inside a total also 10% of it",
    "STEPS of --at": FORMS,
}


def manual_page(line: CommandLine, topics: Mapping[str, str]) -> str:
    policies = [command for command in line.commands if command.name in POLICIES]
    tools = [command for command in line.commands if command.name not in POLICIES]
    sections = [
        *_head(line.about),
        *_policies(policies),
        *_shared_options(policies),
        *_tools(tools),
        *_program(line),
        *_topics(topics),
        *_values("VALUES", VALUES),
        *_values("EXIT STATUS", EXIT_CODES),
        *_values("ENVIRONMENT", ENVIRONMENT),
    ]
    return "\n".join(without_double_gaps(sections)) + "\n"


def _head(about: str) -> Iterator[str]:
    yield '.\\" Made by `python -m lrcalc.command.generate`; do not edit.'
    # no date: the page is the same whenever it is made
    yield request("TH", "LRCALC", "1", "", f"lrcalc {__version__}", "User Commands")
    yield request("SH", "NAME")
    yield "lrcalc \\- the learning rate of a schedule at any step, exactly"
    yield request("SH", "SYNOPSIS")
    yield f"{bold('lrcalc')} {italic('POLICY')} [{italic('OPTION')}]..."
    yield ".br"
    yield f"{bold('lrcalc')} {italic('TOOL')} [{italic('OPTION')}]..."
    yield request("SH", "DESCRIPTION")
    yield from paragraphs([*about.strip().split("\n\n"), "Each policy and tool has options of its own."])


def _policies(policies: list[Command]) -> Iterator[str]:
    yield request("SH", "POLICIES")
    for policy in policies:
        told = page(policy)
        yield request("SS", f"{policy.name}: {policy.title}")
        yield from paragraphs(told.about)
        yield from verbatim(told.formula)
        for option in by_panel(policy.options).get(OWN, []):
            yield from _option(option)
        yield from verbatim(policy.examples)
        if told.source:
            yield ".PP"
            yield from filled(f"Source: {told.source}")


def _shared_options(policies: list[Command]) -> Iterator[str]:
    """The options that are no part of a schedule; an option that few policies have says which."""
    yield request("SH", "OPTIONS OF THE POLICIES")
    having: dict[Option, list[str]] = {}
    for policy in policies:
        for option in policy.options:
            having.setdefault(option, []).append(policy.name)
    shared = [option for option in having if option.panel != OWN]
    for panel, options in by_panel(shared).items():
        yield request("SS", panel)
        for option in options:
            some = having[option]
            few = len(some) * 2 < len(policies)
            yield from _option(option, f" (with {', '.join(some)})" if few else "")


def _tools(tools: list[Command]) -> Iterator[str]:
    yield request("SH", "TOOLS")
    for tool in tools:
        told = page(tool)
        yield request("SS", f"{' '.join([tool.name, *tool.arguments])}: {tool.title}")
        yield from paragraphs(told.about)
        for argument, meaning in tool.arguments.items():
            yield from tagged(italic(argument), meaning)
        for options in by_panel(tool.options).values():
            for option in options:
                yield from _option(option)
        yield from verbatim(tool.examples)


def _topics(topics: Mapping[str, str]) -> Iterator[str]:
    """Each topic with its headings, paragraphs and examples."""
    for text in topics.values():
        title, _, body = text.partition("\n")
        yield request("SH", title.lstrip("# ").upper())
        for number, part in enumerate(body.split("```")):
            if number % 2:
                yield from verbatim(part.split("\n")[1:-1])
                continue
            for paragraph in filter(str.strip, part.split("\n\n")):
                if paragraph.lstrip().startswith("#"):
                    yield request("SS", paragraph.strip("# \n"))
                elif paragraph.lstrip().startswith("|"):
                    yield from verbatim(paragraph.strip().split("\n"))
                else:
                    yield ".PP"
                    yield from filled(" ".join(paragraph.split()))


def _program(line: CommandLine) -> Iterator[str]:
    yield request("SH", "OPTIONS OF THE PROGRAM")
    for option in line.options:
        yield from _option(option)


def _option(option: Option, remark: str = "") -> Iterator[str]:
    names = ", ".join(map(bold, option.names))
    value = f" {italic(option.metavar)}" if option.metavar else ""
    required = escaped(" (required)") if option.required else ""
    yield from tagged(f"{names}{value}{required}", option.help + remark)


def _values(heading: str, meanings: dict[str, str]) -> Iterator[str]:
    yield request("SH", heading)
    for name, meaning in meanings.items():
        yield from tagged(bold(name), meaning)
