"""Policies are made by the names of their options too: `Step(s=30)` is `Step(step_size=30)`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from inspect import Signature


class ShortNames(type):
    """A kind of policy that is called with the names of its fields, or with those of its options."""

    def __call__(cls, /, *args: Any, **given: Any) -> Any:
        fields = getattr(cls, "__dataclass_fields__", {})
        if not fields.keys() >= given.keys():
            named = {name: cls._field(name) for name in given}
            twice = next((name for name in named if list(named.values()).count(named[name]) > 1), None)
            if twice is not None:
                raise TypeError(f"{cls.__name__}() got more than one value for {named[twice]}")
            given = {named[name]: value for name, value in given.items()}
        return super().__call__(*args, **given)

    @property
    def __signature__(cls) -> Signature:
        """What `help` and editors show: the fields, not what this kind takes of any policy."""
        import inspect

        made = inspect.signature(cls.__init__)  # type: ignore[misc]
        return made.replace(parameters=list(made.parameters.values())[1:], return_annotation=made.empty)

    def _field(cls, name: str) -> str:
        """The field that an option of that name sets, or the name where there is none."""
        option = f"--{name.replace('_', '-')}"
        own = cls.parameters()  # type: ignore[attr-defined]
        return next((field for field, item in own.items() if option in item.options), name)
