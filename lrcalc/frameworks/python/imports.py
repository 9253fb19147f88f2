"""What the names of a text are imported from."""

from __future__ import annotations

import ast


def imported(tree: ast.Module) -> dict[str, str]:
    """The full path of each name that the text imports: `W` is `pytorch_warmup.LinearWarmup`."""
    found: dict[str, str] = {}
    for item in ast.walk(tree):
        if isinstance(item, ast.Import):
            for one in item.names:
                # `import a.b` gives the name a
                found[one.asname or one.name.partition(".")[0]] = (
                    one.name if one.asname else one.name.partition(".")[0]
                )
        elif isinstance(item, ast.ImportFrom):
            for one in item.names:
                found[one.asname or one.name] = f"{item.module or ''}.{one.name}".lstrip(".")
    return found


def full_path(names: dict[str, str], path: str) -> str:
    """A path with what its first name is imported from."""
    first, dot, rest = path.partition(".")
    return f"{names.get(first, first)}{dot}{rest}"


def says(names: dict[str, str], path: str, packages: tuple[str, ...]) -> bool:
    """Whether a path is of one of these packages."""
    parts = full_path(names, path).split(".")
    return any(package in parts[:-1] for package in packages)
