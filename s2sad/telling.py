"""How a statement tells somebody something: by ``print``, a logger of ``logging``, or ``warnings.warn``.

A way to tell is a tuple of names that a module can be written from::

    ("print",)                        print(...)
    ("logging", "lab.run", "info")    logging.getLogger("lab.run").info(...)
    ("logging", "info")               logging.info(...)
    ("warnings", "warn")              warnings.warn(...)
"""

from __future__ import annotations

import builtins
import importlib
from collections.abc import Callable
from typing import Any

from s2sad.ir import Eqn

Way = tuple[str, ...]
PRINT: Way = ("print",)


def way_of(s: Eqn) -> tuple[Way, dict[str, Any]]:
    """How a statement tells what it tells, and the keywords."""
    words: dict[str, Any] = dict(s.attrs)
    by: Way = words.pop("by", PRINT)
    return by, words


def module_of(by: Way) -> str:
    """The module that a text imports for this; empty for none."""
    return by[0] if len(by) > 1 else ""


def spelled(by: Way) -> str:
    """The function as a text."""
    if len(by) < 3:
        return ".".join(by)
    module, name, method = by
    return f"{module}.getLogger({name!r}).{method}"


def function_of(by: Way) -> Callable[..., object]:
    """The function itself."""
    if len(by) == 1:
        found: Callable[..., object] = getattr(builtins, by[0])
        return found
    module: Any = importlib.import_module(by[0])
    return getattr(module.getLogger(by[1]) if len(by) == 3 else module, by[-1])  # type: ignore[no-any-return]
