"""Read a schedule in whatever form people write it: the one way in."""

from __future__ import annotations

import re
from collections.abc import Container
from contextlib import suppress
from fractions import Fraction
from typing import Any

from lrcalc.expression.nodes import Node
from lrcalc.frameworks.call.calls import Missing
from lrcalc.frameworks.call.reading import Reading, Settings, ask_for
from lrcalc.frameworks.configuration.kinds import as_assignment, kind_of
from lrcalc.frameworks.errors import NoPython, ReadError, refuse
from lrcalc.frameworks.list_of_frameworks import ARGUMENTS, TRAINERS
from lrcalc.frameworks.python.reader import PythonText
from lrcalc.frameworks.python.source import LONGEST, Source, notebook_source
from lrcalc.frameworks.python.unread_calls import check_schedulers

NEEDED = (
    "learning_rate",
    "lr_scheduler_type",
    "warmup_steps",
    "warmup_ratio",
    "max_steps",
    "num_train_epochs",
)
# One of these is in every text that a schedule is in.
_HINT = re.compile(
    r"lr|learning.?rate|sched|warm.?up|decay|anneal|cycl|def |fit|fine_tune|_lr_|rate|epochs|max_steps",
    re.IGNORECASE,
)
WANTED = "a scheduler call, a configuration or flags of a framework"


def read(text: str, settings: Settings | None = None, name: str = "") -> Reading:
    """The schedule of a text. `name` is that of the file it is from, whose ending says what it is.

    Raises ReadError, once, for whatever is wrong: with the line, and asking for all that is missing.
    """
    settings = settings or Settings()
    if len(text) > LONGEST:
        refuse(f"a text of at most {LONGEST} characters", str(len(text)))
    if "\0" in text:
        refuse("a text", "something binary")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if not text.strip():
        refuse(WANTED, "nothing")
    if not _HINT.search(text):
        _none(text)
    text = as_assignment(text)
    try:
        return _read(text, settings, kind_of(text, name))
    except (RecursionError, MemoryError):
        raise ReadError("expected a text of a reasonable depth, got too deep a nest") from None


def _read(text: str, settings: Settings, kind: str) -> Reading:
    if kind == "notebook":
        text, kind = notebook_source(text), "python"
    if kind == "python":
        return _python(text, settings)
    if kind == "list":
        from lrcalc.frameworks.configuration.carriers import listed_values

        blocks = re.findall(r"```(?:python|py|yaml|json)?\n(.*?)```", text, re.DOTALL)
        found = _configured(listed_values(text), settings, kind, text)
        for block in [] if found else blocks:
            try:
                return _read(block, settings, kind_of(block))
            except ReadError:
                continue
        return found or _none(text)
    from lrcalc.frameworks.configuration.carriers import flag_values, json_values, toml_values, yaml_values

    values = {"json": json_values, "toml": toml_values, "yaml": yaml_values, "flags": flag_values}[kind](text)
    return _configured(values, settings, kind, text) or _none(text)


def _python(text: str, settings: Settings) -> Reading:
    """Python; or where it is none, or has no call, a configuration after all."""
    problem: NoPython | None = None
    try:
        source = PythonText(Source(text), settings)
        found = source.reading() or _configured_in(source, text, settings)
        if found is not None:
            return found
    except NoPython as error:
        if "```" in text:
            # prose with blocks of code
            return _read(text, settings, "list")
        problem = error
    for values in _other_values(text):
        found = _configured(values, settings, "list", text)
        if found is not None:
            return found
    if problem is not None and re.search(r"\w\(", text):
        raise problem
    return _none(text)


def _other_values(text: str) -> list[Any]:
    """What a text is as YAML, and as lines of names and values."""
    from lrcalc.frameworks.configuration.carriers import listed_values, yaml_values

    found: list[Any] = []
    if ":" in text and re.search(r"(?m)^[\s\"'-]*[\w.]+[\"']?:", text):
        with suppress(ReadError):
            found.append(yaml_values(text))
    found.append(listed_values(text))
    return found


def _configured_in(source: PythonText, text: str, settings: Settings) -> Reading | None:
    """A configuration in Python; where there is none, and a scheduler is made, what that is."""
    try:
        found = _assignments(source, text, settings)
    except ReadError:
        check_schedulers(source)
        raise
    if found is None:
        check_schedulers(source)
    return found


def _assignments(source: PythonText, text: str, settings: Settings) -> Reading | None:
    """A configuration that is written as assignments: nanoGPT, mmengine, detectron2 in a notebook."""
    from lrcalc.frameworks.mmcv import read_mmcv
    from lrcalc.frameworks.mmengine import read_mmengine
    from lrcalc.frameworks.python.values import Unknown

    found = read_mmengine(source) or read_mmcv(source)
    if found is not None:
        return found
    values: dict[str, Any] = {}
    for name, value in {**source.evaluator.flags, **source.values}.items():
        if (value is None or isinstance(value, (Fraction, str, bool, list, dict, Node))) and len(
            values
        ) < 500:
            values[name.removeprefix("cfg.").removeprefix("args.")] = value
    named: set[str] = set()
    for made in source.arguments_of(*ARGUMENTS):
        named |= set(made.keywords)
        if made.name in TRAINERS:
            values["training_arguments"] = "true"
        for key, value in made.keywords.items():
            if not isinstance(value, Unknown):
                values[key] = value
            elif key in NEEDED:
                if key == "lr_scheduler_type":
                    source.missing.word(value.name, "linear", value.line)
                else:
                    source.missing.unknown(value)
                values[key] = "linear" if key == "lr_scheduler_type" else 1
    return _configured(values, settings, "python", text, source.missing, named)


def _configured(
    values: Any,
    settings: Settings,
    kind: str,
    text: str,
    missing: Missing | None = None,
    named: Container[str] = (),
) -> Reading | None:
    """The schedule of a configuration; None where no framework has it."""
    if not isinstance(values, dict):
        return None
    from lrcalc.frameworks.configuration.carriers import name_lines, table_steps
    from lrcalc.frameworks.configuration.config import Config
    from lrcalc.frameworks.list_of_frameworks import layouts

    total, note = table_steps(text) if kind == "list" else (0, "")
    if total and "max_steps" not in values and "training_steps" not in values:
        values = {**values, "training_steps": str(total)}
    config = Config(values, settings, kind, name_lines(text))
    config.missing = missing or config.missing
    if kind in ("yaml", "json", "list", "toml"):
        from lrcalc.frameworks.configuration.made_by_name import read_by_name

        made = read_by_name(config)
        if made is not None:
            return made
    layout = next((item for item in layouts() if item.matches(config)), None)
    if layout is None:
        return None
    config.look_again()
    config.count_epoch(layout.batch)
    target = layout.target(config)
    # in Python the other names are whatever a person likes
    config.check_names(named if kind == "python" else None)
    if config.missing:
        raise ask_for(config.missing)
    if note and settings.total is None:
        config.note(note)
    if passed := config.passed_over() if kind != "python" else []:
        config.note(f"{layout.framework} does not use {', '.join(passed)} here: passed over")
    every = config.settings.steps_per_epoch
    return Reading(
        layout.framework, layout.name, target, config.notes, config.defaulted, steps_per_epoch=every
    )


# A line of a configuration that says which schedule it has.
_NAMED = re.compile(
    r"^[\s\"'-]*([\w.]*(?:sched|anneal|warmup_style|lr_policy|lr_decay_style)\w*)[\"']?\s*[:=]\s*(\S[^#]*)?",
    re.I,
)


def _none(text: str) -> Reading:
    """Refuse a text, by the line that has most to do with a schedule. Raises ReadError."""
    from lrcalc.numbers.literal import shown

    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        found = _NAMED.match(line)
        if found and "(" not in line:
            refuse(WANTED, shown(f"{found[1]}: {(found[2] or '').strip().rstrip(',')}".rstrip(": ")), number)
    first = next((line.strip() for line in lines if line.strip()), "")
    refuse(WANTED, shown(first))
