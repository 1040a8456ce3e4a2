"""Whose an object is: known by name and version, or by content only.

Before: the object that a name stands for, ``from math import sin as cos``. After: `qualified_name`, ``"math.sin"``, the
place where a library holds this very object; for what is not a library's, None. `origin_of` sorts modules by where
their file lies, since a user may well have a file called ``code.py``.
"""

import enum
import functools
import os
import sys
from typing import Any

import numpy as np

_LIBRARIES = ("numpy", "scipy", "s2sad")
_STDLIB = os.path.dirname(os.__file__) + os.sep
_INSTALLED = (f"{os.sep}site-packages{os.sep}", f"{os.sep}dist-packages{os.sep}")


class Origin(enum.Enum):
    LIBRARY = "the standard library, NumPy, SciPy, s2sad: known by name and version"
    INSTALLED = "another package that was installed"
    USER = "known by content only"


def origin_of(name: str | None) -> Origin:
    """Whose the module of this name is. A user's file may be called like a module of the standard library."""
    top = str(name).partition(".")[0]
    module = sys.modules.get(str(name)) or sys.modules.get(top)
    file = vars(module).get("__file__") if module is not None else None
    if file is None:
        return Origin.LIBRARY if top in sys.stdlib_module_names or top in _LIBRARIES else Origin.USER
    if is_library_file(str(file)):
        return Origin.LIBRARY
    return Origin.INSTALLED if any(part in str(file) for part in _INSTALLED) else Origin.USER


def origin_of_class(cls: type) -> Origin:
    if vars(cls).get("__module__") == "builtins":  # made by `exec` in a namespace without a name: only looks built in
        return Origin.USER
    return origin_of(cls.__module__)


@functools.lru_cache(maxsize=4096)
def is_library_file(filename: str) -> bool:
    """Whether code from this file is known by name and version."""
    if filename.startswith(_STDLIB):
        inside = filename[len(_STDLIB) - 1 :]
        if not inside.startswith(_INSTALLED):
            return True
    files = [vars(sys.modules[name]).get("__file__") for name in _LIBRARIES if name in sys.modules]
    roots = [os.path.dirname(file) + os.sep for file in files if file]
    return filename.startswith(("<frozen ", *roots))


def version_of(name: str) -> str:
    """The version of the package that a dotted name begins with; empty if it does not say (the standard library)."""
    top = sys.modules.get(name.partition(".")[0])
    version = vars(top).get("__version__") if top is not None else None
    return version if isinstance(version, str) else ""


def qualified_name(obj: Any) -> str | None:
    """``module.name`` if that is where a library holds this very object; None otherwise."""
    name = getattr(obj, "__qualname__", None) or getattr(obj, "__name__", None)
    module = getattr(obj, "__module__", None) or getattr(getattr(obj, "__self__", None), "__name__", None)
    candidates = ["numpy", "scipy.special"] if isinstance(obj, np.ufunc) else [module]  # ufuncs of SciPy do not say
    for candidate in candidates:
        if isinstance(candidate, str) and isinstance(name, str) and origin_of(candidate) is not Origin.USER:
            found: Any = sys.modules.get(candidate)
            for part in name.split("."):
                found = getattr(found, part, None)
            if found is obj:
                return f"{candidate}.{name}"
    return None
