"""Where the functions of rows stand: a dotted name as the module to import, and the path to the object in it.

``scipy.stats.norm.logpdf`` is ``norm.logpdf`` of the module ``scipy.stats``. The first parts that make a module are the
module; what is not loaded yet is imported, for whoever registers a row has named it.
"""

from __future__ import annotations

import importlib
import sys
import types
from collections.abc import Callable

from s2sad.dataclass import dataclass
from s2sad.rules.registry import NAMESPACE


class NotThere(Exception):
    """No module or no attribute of this name; the message says which."""


@dataclass(frozen=True)
class Located:
    """An object, the module that has to be imported for it (empty for NumPy and math), and its full name."""

    value: object
    module: str
    name: str


def located(dotted: str) -> Located:
    """The object of a dotted name, as it is spelled in rows: NumPy is ``np`` there."""
    first, *rest = dotted.split(".")
    if first == "numpy":
        first = "np"
    if first in ("np", "math"):
        return Located(_path(NAMESPACE[first], first, rest), "", ".".join([first, *rest]))
    module = first
    value: object = _module(first)
    for i, part in enumerate(rest):
        inner = ".".join([first, *rest[: i + 1]])
        if not hasattr(value, part) and isinstance(value, types.ModuleType) and hasattr(value, "__path__"):
            _module(inner)
        value = _path(value, ".".join([first, *rest[:i]]), [part])
        if isinstance(value, types.ModuleType) and sys.modules.get(inner) is value:
            module = inner
    return Located(value, module, dotted)


def place_of(function: Callable[..., object]) -> str | None:
    """``module.name`` of a function, if that is where it stands."""
    module, name = getattr(function, "__module__", None), getattr(function, "__qualname__", None)
    if not isinstance(module, str) or not isinstance(name, str) or module not in sys.modules:
        return None
    at: object = sys.modules[module]
    for part in name.split("."):
        at = getattr(at, part, None)
    return f"{module}.{name}" if at is function else None


def _module(name: str) -> types.ModuleType:
    if name not in sys.modules:
        try:
            importlib.import_module(name)
        except ImportError as error:
            raise NotThere(f"there is no module {name} ({error})") from None
    return sys.modules[name]


def _path(value: object, shown: str, parts: list[str]) -> object:
    for part in parts:
        if not hasattr(value, part):
            raise NotThere(f"{shown} has no {part}")
        value, shown = getattr(value, part), f"{shown}.{part}"
    return value
