"""Objects that are structures of numbers: dataclasses, namespaces, objects of plain classes.

``Body(mass=2.0, name="a")`` has the fields ``("mass", "name")``.  Fields are what the object itself holds; no code of
its class runs to read them, and none to make an object that holds derivatives: a dataclass gets one of its own class
without its constructor, everything else a namespace.
"""

from __future__ import annotations

import dataclasses
import enum
import functools
import types
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from s2sad.origin import Origin, origin_of_class

_NO_RECORDS = (
    *(tuple, list, dict, set, frozenset, str, bytes, int, float, complex, np.ndarray, np.generic),
    *(type, enum.Enum, BaseException, types.ModuleType, types.FunctionType, types.MethodType),
)
_COMMON = frozenset({float, int, complex, bool, str, type(None), np.ndarray, tuple, list, dict, np.float64})


def fields_of(value: object) -> tuple[str, ...] | None:
    """The names of an object's fields, if it is a structure with a float in it; None for everything else."""
    cls: Any = type(value)
    if cls in _COMMON or not _is_record_class(cls):
        return None
    return _names(value) if _holds_float(value) else None


def _names(value: Any) -> tuple[str, ...]:
    if dataclasses.is_dataclass(value):
        return tuple(f.name for f in dataclasses.fields(value) if _has(value, f.name))
    slots = (name for cls in type(value).__mro__ for name in _slots(cls) if _has(value, name))
    return tuple(sorted({*getattr(value, "__dict__", {}), *slots}))


def _slots(cls: type) -> list[str]:
    return [
        name
        for name, item in vars(cls).items()
        if isinstance(item, types.MemberDescriptorType) and not name.startswith("__")
    ]


def _has(value: object, name: str) -> bool:
    try:
        object.__getattribute__(value, name)
    except AttributeError:
        return False
    return True


@functools.lru_cache(maxsize=1024)
def _is_record_class(cls: type) -> bool:
    if cls is types.SimpleNamespace:
        return True
    if issubclass(cls, _NO_RECORDS) or cls.__getattribute__ is not object.__getattribute__:
        return False
    return origin_of_class(cls) is Origin.USER or (
        dataclasses.is_dataclass(cls) and origin_of_class(cls) is not Origin.LIBRARY
    )


def _holds_float(value: object) -> bool:
    """Whether a float is in it; an object that contains itself is no structure."""
    found, on_the_way = False, set()
    stack: list[tuple[object, bool]] = [(value, False)]
    while stack:
        at, done = stack.pop()
        if done:
            on_the_way.discard(id(at))
            continue
        cls: Any = type(at)
        if cls is float or (isinstance(at, (np.ndarray, np.generic)) and at.dtype.kind == "f"):
            found = True
        elif isinstance(at, (tuple, list, dict)) or _is_record_class(cls):
            if id(at) in on_the_way:
                return False
            on_the_way.add(id(at))
            stack.append((at, True))
            items: Iterable[Any]
            if isinstance(at, dict):
                items = at.values()
            elif isinstance(at, (tuple, list)):
                items = at
            else:
                items = (getattr(at, name) for name in _names(at))
            stack += [(item, False) for item in items]
    return found


def items_of(record: object, fields: Iterable[str]) -> list[Any]:
    """The values of fields."""
    return [object.__getattribute__(record, name) for name in fields]


def derivative_of(record: object, items: Mapping[str, Any]) -> Any:
    """An object with derivatives in the fields: of the dataclass itself, or a namespace; no constructor runs."""
    if not dataclasses.is_dataclass(record):
        return types.SimpleNamespace(**items)
    made = object.__new__(type(record))
    for name, item in items.items():
        object.__setattr__(made, name, item)
    return made
