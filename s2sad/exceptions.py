"""How exception classes are named: ``ValueError``, ``np.linalg.LinAlgError``, ``package.module:Class``.

A class that is neither Python's nor NumPy's stands in a module of the user's.  The emitted text imports that module
and looks the class up where it is raised or caught, as the user's function does, so that it is the same class.
"""

from __future__ import annotations

import builtins
import sys

import numpy as np

from s2sad.ir import Eqn, Function, If, Pack, statements

ALIAS = "s2sad_target_"  # before the name of a file's module that is loaded beside another of that name


def exception_name(value: object) -> str:
    """How the three-address code names an exception class; empty where the emitted text could not find it."""
    if not isinstance(value, type) or not issubclass(value, BaseException):
        return ""
    name: str = value.__name__
    if getattr(builtins, name, None) is value:
        return name
    if getattr(np.linalg, name, None) is value:
        return f"np.linalg.{name}"
    full = f"{value.__module__}:{value.__qualname__}"
    return full.removeprefix(ALIAS) if found(full) is value else ""


def found(name: str) -> object:
    """The class that a name stands for now; None for none."""
    module, mark, path = name.partition(":")
    if not mark:
        return getattr(np.linalg if "." in name else builtins, name.rpartition(".")[2], None)
    at: object = sys.modules.get(module)
    for step in path.split("."):
        at = getattr(at, step, None)
    return at


def spelled(name: str) -> str:
    """The name of a class as the emitted text spells it."""
    return name.replace(":", ".")


def module_of(name: str) -> str:
    """The module that has to be imported for a class; empty for Python's and NumPy's."""
    module, mark, _ = name.partition(":")
    return module if mark else ""


def named_in(f: Function) -> list[str]:
    """The exception classes that the statements of a function raise or catch; found once."""
    if "exceptions" not in f.facts:
        names: list[str] = []
        for s in statements(f):
            if isinstance(s, Eqn) and s.op == "throw":
                names += [name for name, _ in s.attr("exceptions") if name]
            elif isinstance(s, If) and isinstance(s.cond, Pack) and s.cond.kind == "try":
                assert isinstance(s.cond.of, tuple)
                names += [n for handled in s.cond.of for n in handled]
        f.facts["exceptions"] = list(dict.fromkeys(names))
    found: list[str] = f.facts["exceptions"]
    return found


def may_be(name: str, *classes: type[BaseException]) -> bool:
    """Whether to catch a class of Python's is to catch one of these; of others nothing is known."""
    caught = getattr(builtins, name, None)
    return caught is not None and any(issubclass(c, caught) or issubclass(caught, c) for c in classes)
