"""The named tuple of a gradient, one field a parameter.

Before: the parameters' names, ``("x1", "x2")``. After: the class of ``Gradients(x1=…, x2=…)``. `collections.namedtuple`
would make it too, by running text; that takes longer than reading the derivative from the cache.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from operator import itemgetter
from typing import Any, Self


class Gradients(tuple[Any, ...]):
    """What all of them are: tuples with the protocol of named tuples."""

    __slots__ = ()
    _fields: tuple[str, ...] = ()

    def __new__(cls, *values: Any, **named: Any) -> Self:
        """One value a field, by position or name."""
        names = cls._fields[len(values) :]
        if len(values) > len(cls._fields) or named.keys() != set(names):
            raise TypeError(f"Gradients of {', '.join(cls._fields)} take one value each")
        return tuple.__new__(cls, (*values, *(named[n] for n in names)))

    @classmethod
    def _make(cls, values: Iterable[Any]) -> Self:
        return cls(*values)

    def _replace(self, **changes: Any) -> Self:
        return type(self)(**{**self._asdict(), **changes})

    def _asdict(self) -> dict[str, Any]:
        return dict(zip(self._fields, self, strict=True))

    def __repr__(self) -> str:
        return f"Gradients({', '.join(f'{n}={v!r}' for n, v in zip(_NAMES[type(self)], self, strict=True))})"

    def __reduce__(self) -> tuple[Any, ...]:
        return _make, (_NAMES[type(self)], tuple(self))


_NAMES: dict[type, tuple[str, ...]] = {}


@functools.lru_cache(maxsize=1024)
def gradients_type(names: tuple[str, ...]) -> type[Gradients]:
    """``Gradients(x1=…, x2=…)`` for parameters of these names; pickled by the names.

    Parameters may be called as no field of a named tuple may (``_x``): those fields are called by their position.
    """
    fields = tuple([f"_{i}" if n.startswith("_") else n for i, n in enumerate(names)])
    content: dict[str, Any] = {"__slots__": (), "__module__": __name__, "_fields": fields, "__match_args__": fields}
    for i, (name, field) in enumerate(zip(names, fields, strict=True)):
        content[field] = content[name] = property(itemgetter(i))
    cls = type("Gradients", (Gradients,), content)
    _NAMES[cls] = names
    return cls


def _make(names: tuple[str, ...], values: tuple[Any, ...]) -> Gradients:
    return tuple.__new__(gradients_type(names), values)
