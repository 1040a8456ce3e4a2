"""The named tuple of a gradient, one field a parameter."""

from __future__ import annotations

import functools
from collections import namedtuple
from collections.abc import Callable
from operator import itemgetter
from typing import Any


@functools.lru_cache(maxsize=1024)
def gradients_type(names: tuple[str, ...]) -> type[tuple[Any, ...]]:
    """``Gradients(x1=…, x2=…)`` for parameters of these names; pickled by the names.

    Parameters may be called as no field of a named tuple may (``_x``, ``index``): those are properties beside it.
    """
    base = namedtuple("Gradients", names, rename=True)  # type: ignore[misc]
    content: dict[str, Any] = {"__slots__": (), "__module__": __name__, "__reduce__": _reduce}
    content |= {n: property(itemgetter(i)) for i, n in enumerate(names) if n != base._fields[i]}
    cls: type[tuple[Any, ...]] = type("Gradients", (base,), content)
    cls.__repr__ = _repr(names)  # type: ignore[method-assign]
    _NAMES[cls] = names
    return cls


_NAMES: dict[type, tuple[str, ...]] = {}


def _repr(names: tuple[str, ...]) -> Callable[[Any], str]:
    return lambda self: f"Gradients({', '.join(f'{n}={v!r}' for n, v in zip(names, self, strict=True))})"


def _reduce(self: Any) -> tuple[Any, ...]:
    return _make, (_NAMES[type(self)], tuple(self))


def _make(names: tuple[str, ...], values: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple.__new__(gradients_type(names), values)
