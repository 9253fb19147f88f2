"""What there is to read beside the pages of commands: a Markdown file a topic."""

from __future__ import annotations

from importlib.resources import files

ENDING = ".md"


def topics() -> list[str]:
    """The names of the topics, in alphabetical order."""
    names = [item.name for item in files(__name__).iterdir()]
    return sorted(name.removesuffix(ENDING) for name in names if name.endswith(ENDING))


def topic_text(name: str) -> str:
    """The Markdown of a topic."""
    return files(__name__).joinpath(name + ENDING).read_text(encoding="utf-8")


def topic_title(name: str) -> str:
    """The heading of a topic: its first line."""
    return topic_text(name).partition("\n")[0].lstrip("# ")
