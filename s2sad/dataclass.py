"""`dataclasses.dataclass`, as far as s2sad needs it, at a third of its price.

Before::

    @dataclass(frozen=True, slots=True)
    class Loc:
        line: int = 0
        col: int = 0

After, the same class, but only ``__init__`` has been written and compiled for it. The standard decorator does so with
six methods, for a hundred classes before the first derivative: that is three of ten instructions which the imports of
s2sad and of its generator execute with it. Here comparison, hash, text and the guard of what is frozen are code that
classes share.

All else is as there: fields with defaults and factories, ``__post_init__``, inheritance, `FrozenInstanceError`, and
`dataclasses.fields`, `replace` and `asdict`, which read what the standard decorator has noted. There are no fields that
are for keywords only, for ``__init__`` only, or of the class. What users are handed is made by the standard one.
"""

from __future__ import annotations

import dataclasses
from dataclasses import MISSING, FrozenInstanceError
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls=None, /, *, eq=True, frozen=False, slots=False):
        """The class with its fields, to be made from them, compared by them and shown as them."""

        def made(cls):
            own = vars(cls)
            new = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(cls)
            new.__init__ = _init(new, "put(self, {name!r}, {value})" if frozen else "self.{name} = {value}")
            if "__repr__" not in own:
                new.__repr__ = _shown
            if eq:
                new.__eq__ = own.get("__eq__") or _equal_by(_compared(new))
                new.__hash__ = own.get("__hash__") or (_hash_by(_compared(new)) if frozen else None)
            if frozen:
                new.__setattr__, new.__delattr__ = _not_assigned, _not_deleted
                if slots:
                    new.__getstate__, new.__setstate__ = _state, _put_state
            return new

        return made if cls is None else made(cls)


def _init(cls: type[Any], assignment: str) -> Any:
    """``__init__``, which assigns the fields as the text says."""
    known: dict[str, object] = {"put": object.__setattr__, "MISSING": MISSING}
    params, lines = ["self"], []
    for f in dataclasses.fields(cls):
        given, default = f.name, f"default_{f.name}"
        if f.default is not MISSING:
            known[default], given = f.default, f"{f.name}={default}"
        elif f.default_factory is not MISSING:
            known[default], given = f.default_factory, f"{f.name}=MISSING"
        if f.init:
            params.append(given)
        if f.default_factory is not MISSING:
            value = f"{default}() if {f.name} is MISSING else {f.name}" if f.init else f"{default}()"
        else:
            value = f.name if f.init else default
        if f.init or default in known:
            lines.append(assignment.format(name=f.name, value=value))
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    exec(f"def __init__({', '.join(params)}):\n " + "\n ".join(lines or ["pass"]), known)
    init: Any = known["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


def _compared(cls: type[Any]) -> Any:
    """What takes from an object the values that it is compared by, as a tuple."""
    names = [f.name for f in dataclasses.fields(cls) if f.compare]
    if len(names) > 1:
        return attrgetter(*names)
    return (lambda self: (getattr(self, names[0]),)) if names else lambda self: ()


def _equal_by(values: Any) -> Any:
    def __eq__(self: object, other: object) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    return __eq__


def _hash_by(values: Any) -> Any:
    def __hash__(self: object) -> int:
        return hash(values(self))

    return __hash__


@recursive_repr()
def _shown(self: Any) -> str:
    shown = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in dataclasses.fields(self) if f.repr)
    return f"{type(self).__qualname__}({shown})"


def _not_assigned(self: object, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _not_deleted(self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[object]:
    return [getattr(self, f.name) for f in dataclasses.fields(self)]


def _put_state(self: Any, state: list[object]) -> None:
    for f, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, f.name, value)


__all__ = ["dataclass"]
