"""Names and values of a configuration: YAML, TOML, JSON, flags or a list, all values as their text."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from math import ceil
from typing import Any, NamedTuple

from lrcalc.errors import expected, nearest
from lrcalc.expression.notation import number_text
from lrcalc.frameworks.call.calls import Missing
from lrcalc.frameworks.call.reading import Settings, ask_for
from lrcalc.frameworks.call.target import Target
from lrcalc.frameworks.errors import ReadError, refuse
from lrcalc.numbers.literal import MOST_STEPS, LiteralError, parse_number, shown

MOST_VALUES = 20_000
DEEPEST = 40
# A name is misspelt where it is that much like one that is longer than this.
ALIKE = 0.9
SHORT = 4
NOTHING = ("", "null", "none", "~")
# A name that is one of a schedule, whoever has it.
OF_A_SCHEDULE = re.compile(
    r"lr|learning_rate|(?:min|max|base|init|final|end|peak)_lr|lr_\w+|warmup|warmup_\w+|\w+_warmup_\w+|decay|"
    r"decay_(?:steps|iters|epochs|ratio|rate|type)|gamma|milestones|step_size|anneal\w*|num_cycles|t_max|eta_min"
)
MOST_NAMED = 6
# $LR of a shell with or without braces and a default, ${model.d_model} of OmegaConf
REFERENCE = re.compile(r"\$\{?(?:oc\.env:)?([A-Za-z_][\w.]*)(?::?[-,]([^}]*))?\}?")


class Config:
    """The values of a configuration by their path, `optimizer.params.lr`, in lower case with underscores.

    A value is asked for by the end of its path. What is not there and has no default is among the missing.
    """

    def __init__(
        self, values: Mapping[str, Any], settings: Settings, kind: str, lines: Mapping[str, int]
    ) -> None:
        self.kind = kind
        self.settings = settings
        self.missing = Missing()
        self.notes: list[str] = []
        self.defaulted: list[str] = []
        self.paths: dict[str, Any] = {}
        # the mappings, with their keys as they are typed
        self.original: dict[str, Mapping[str, Any]] = {}
        self._lines = lines
        # the names that were asked for in vain, and the paths that were found
        self._asked: set[str] = set()
        self._met: set[str] = set()
        self._count = 0
        self._flatten("", values, 0)
        for name, value in settings.names.items():
            # what is set beside the text goes before all that has the name in it
            for path in {_plain(name), *(path for path in self.paths if path.endswith(f".{_plain(name)}"))}:
                self.paths[path] = str(value)

    def _flatten(self, prefix: str, value: Any, depth: int) -> None:
        self._count += 1
        if self._count > MOST_VALUES or depth > DEEPEST:
            raise ReadError("expected a configuration of a reasonable size, got too many or too deep values")
        if isinstance(value, Mapping):
            self.original[prefix[:-1]] = value
            for key, inner in value.items():
                self._flatten(f"{prefix}{_plain(str(key))}.", inner, depth + 1)
            return
        self.paths[prefix[:-1]] = value
        if isinstance(value, list):
            for index, inner in enumerate(value[:1000]):
                if isinstance(inner, (Mapping, list)):
                    self._flatten(f"{prefix}{index}.", inner, depth + 1)

    def path(self, name: str) -> str | None:
        """The path that ends in a name, the shortest; None where there is none."""
        name = _plain(name)
        if name in self.paths:
            self._met.add(name)
            return name
        found = [path for path in self.paths if path.endswith((f".{name}", f".{name}.value"))]
        found += [f"{name}.value"] if f"{name}.value" in self.paths else []
        if not found:
            self._asked.add(name)
            return None
        nearest_path = min(found, key=lambda path: (path.count("."), path))
        self._met.add(nearest_path)
        return nearest_path

    def look_again(self) -> None:
        """Forget which names were asked for."""
        self._asked.clear()

    def check_names(self, names: Container[str] | None = None) -> None:
        """Raise ReadError for a name that is most likely a misspelt one of those that were asked for in vain.

        Of all names, or of those given alone.
        """
        asked = self._asked_names()
        for name, _ in self._unmet():
            if names is not None and name not in names:
                continue
            near = nearest(name, (one for one in asked if len(one) > SHORT), ALIKE)
            if near:
                raise ReadError(expected("a setting that is read", name, near), self.line(name))

    def passed_over(self) -> list[str]:
        """The names that look like those of a schedule, and that nobody asked for."""
        found = dict.fromkeys(
            name
            for name, value in self._unmet()
            if OF_A_SCHEDULE.fullmatch(name) and str(value).strip().lower() not in NOTHING
        )
        return list(found)[:MOST_NAMED]

    def _asked_names(self) -> set[str]:
        return {name.rpartition(".")[2] for name in self._asked}

    def _unmet(self) -> Iterator[tuple[str, Any]]:
        """The names that nobody asked for, and their values."""
        asked = self._asked_names()
        for path, value in self.paths.items():
            name = path.removesuffix(".value").rpartition(".")[2]
            if path not in self._met and name not in asked:
                yield name, value

    def raw(self, *names: str) -> Any:
        """The value of the first of several names that there is; None where there is none."""
        for name in names:
            path = self.path(name)
            if path is not None:
                value = self.meant(self.paths[path])
                if not (isinstance(value, str) and value.strip().lower() in NOTHING) and value is not None:
                    return value
        return None

    def meant(self, value: Any, depth: int = 0) -> Any:
        """A value, or the one that `$NAME` or `${path.to.it}` stands for, where that is there."""
        match = REFERENCE.fullmatch(value.strip()) if isinstance(value, str) else None
        path = self.path(match[1]) if match and depth < DEEPEST else None
        if path is None:
            return match[2] if match and match[2] else value
        return self.meant(self.paths[path], depth + 1)

    def has(self, *names: str) -> bool:
        """Whether one of the names has a value."""
        return self.raw(*names) is not None

    def line(self, name: str) -> int:
        """The line of a name, 0 where it is not known."""
        return self._lines.get(_plain(name).rpartition(".")[2], 0)

    def text(self, *names: str, default: str = "") -> str:
        """A word, in lower case."""
        value = self.raw(*names)
        if value is None:
            return default
        reference = REFERENCE.fullmatch(str(value).strip())
        if reference:
            self.missing.word(reference[1], default or "cosine", self.line(names[0]))
            if not default:
                raise ask_for(self.missing)
            return default
        # an enum as Python prints it: <SchedulerType.COSINE: 'cosine'>
        text = re.sub(r"^<[\w.]+: '?([^'>]*)'?>$", r"\1", str(value).strip())
        return text.strip("'\"").lower()

    def flag(self, *names: str, default: bool = False) -> bool:
        """Whether something is so."""
        value = self.raw(*names)
        return default if value is None else str(value).strip().lower() in ("true", "yes", "on", "1")

    def count_epoch(self, batch: int) -> None:
        """Count the updates of an epoch from the data, where those were given and the updates were not."""
        settings = self.settings
        if settings.data is None or settings.steps_per_epoch is not None:
            return
        found = settings.data.epoch(self._look, batch)
        if found is None:
            self.missing.add("batch_size", 0, "--batch-size 8")
            return
        self.settings = replace(settings, steps_per_epoch=found.updates)
        self.note(found.note)

    def _look(self, names: tuple[str, ...]) -> tuple[str, Any]:
        name = next((name for name in names if self.has(name)), "")
        if not name:
            return "", None
        return name, self.flag(name) if name.endswith("drop_last") else self.number(name)

    def number(self, *names: str, default: Any = None, option: str = "") -> Fraction:
        """A number; `default` is said, and without one the first name is among the missing."""
        value = self.raw(*names)
        if value is None:
            if default is None:
                self.missing.add(names[0], 0, option)
                return Fraction(1)
            self._default(names[0], default)
            return Fraction(default)
        return self._read(value, names)

    def _read(self, value: Any, names: tuple[str, ...]) -> Fraction:
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        if str(value).strip().lower() == "auto":
            # a value that another program fills in
            self.missing.add(names[0].rpartition(".")[2], self.line(names[0]))
            return Fraction(1)
        reference = REFERENCE.fullmatch(str(value).strip())
        if reference:
            self.missing.add(reference[1], self.line(names[0]))
            return Fraction(1)
        text = str(value).strip().strip("'\"").strip("[]").replace("_", "")
        try:
            return parse_number(text)
        except LiteralError:
            refuse(f"a number for {names[0]}", shown(str(value)), self.line(names[0]))

    def _default(self, name: str, default: Any) -> None:
        # the last part of a path that goes through a list
        name = re.sub(r".*\.\d+\.", "", name)
        text = f"{name}={default if isinstance(default, str) else number_text(Fraction(default))}"
        if text not in self.defaulted:
            self.defaulted.append(text)

    def steps(self, *names: str, default: int | None = None, option: str = "", least: int = 0) -> int:
        """A whole number of steps."""
        value = self.number(*names, default=default, option=option)
        if value.denominator != 1 or not least <= value <= MOST_STEPS:
            refuse(f"a whole number from {least} on for {names[0]}", shown(str(value)), self.line(names[0]))
        return int(value)

    def numbers(self, *names: str) -> list[Fraction] | None:
        """Several numbers: a list, or a text of them."""
        value = self.raw(*names)
        if value is None:
            return None
        if isinstance(value, str):
            value = value.strip().strip("()[]").replace(",", " ").split()
        return [self._read(item, names) for item in value]

    def rate(self, *names: str, default: Any = None) -> Fraction:
        """The optimizer's rate: what was set beside the text goes first."""
        if self.settings.lr is not None:
            self.has(*names)  # what it stands in place of is not passed over
            return self.settings.lr
        return self.number(*names, default=default, option="--lr 0.001")

    def total(self, *names: str, epochs: tuple[str, ...] = (), ask: str = "the number of updates") -> int:
        """The number of updates: set beside the text, or there, or from epochs and the updates of one."""
        settings = self.settings
        if settings.total is not None:
            self.has(*names, *epochs)
            return settings.total
        value = self.raw(*names)
        if value is not None and self._read(value, names) > 0:
            return self.steps(*names)
        if epochs and settings.steps_per_epoch is not None and self.has(*epochs):
            product = self.number(*epochs) * settings.steps_per_epoch
            return ceil(product)
        self.missing.add(ask, 0, "--total 10000")
        return 10**6

    def note(self, text: str) -> None:
        """Say something of it."""
        if text not in self.notes:
            self.notes.append(text)


class Layout(NamedTuple):
    """A configuration of a framework: how it is recognised, and what it is."""

    framework: str
    name: str
    matches: Callable[[Config], bool]
    target: Callable[[Config], Target]
    # the size of a batch where none is said
    batch: int = 0


def _plain(name: str) -> str:
    return name.strip().lstrip("-").replace("-", "_").lower()
