"""Targets of the command line: ``examples/loops.py:f``, or ``package.module:f,g``.

The target is imported, so its code runs.  Its directory is where it finds its own modules, but after the standard
library and what is installed: a file ``numpy.py`` beside it is not NumPy.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from s2sad.differentiable import Differentiable
from s2sad.errors import S2SADError, printable
from s2sad.exceptions import ALIAS
from s2sad.targets import plain


class TargetError(S2SADError):
    """A target that cannot be imported, or that is not there."""


@dataclass(frozen=True)
class Chosen:
    """A function of a target: its name there, what stands there, the plain function behind it."""

    name: str
    given: Any
    function: FunctionType

    @property
    def wrt(self) -> tuple[str, ...] | None:
        """By what it is differentiated, if that was said."""
        return self.given.wrt if isinstance(self.given, Differentiable) else None

    @property
    def of(self) -> str:
        """The parameter whose contents at the end are differentiated; empty for the result."""
        return self.given.of if isinstance(self.given, Differentiable) else ""


@dataclass(frozen=True)
class Loaded:
    """An imported target: its file, and the functions chosen of it."""

    file: Path
    functions: tuple[Chosen, ...]


def split(text: str) -> tuple[str, list[str]]:
    """``"a.py:f,g"`` as ``"a.py"`` and its functions; without a colon there are none."""
    place, colon, names = text.rpartition(":")
    if not colon or os.path.exists(text) or "/" in names or "\\" in names:
        return text, []
    return place, [n.strip() for n in names.split(",") if n.strip()]


def load(text: str, only_one: bool = False) -> Loaded:
    """Import a target, and say so; the functions that it names, else all decorated ones."""
    place, names = split(text)
    module, file = _import_file(Path(place)) if place.endswith(".py") or os.sep in place else _import_name(place)
    if names:
        chosen = [_named(module, place, n) for n in names]
    else:
        chosen = _decorated(module)
    if not chosen:
        raise TargetError(f"{place} has no function decorated with @differentiate: name one, {place}:f")
    if only_one and len(chosen) > 1:
        raise TargetError(f"{place} has several functions: name one, {place}:{chosen[0].name}")
    return Loaded(file, tuple(chosen))


def _say(place: object) -> None:
    print(f"s2sad: importing {printable(str(place))}, which runs its code", file=sys.stderr)


def _import_file(file: Path) -> tuple[ModuleType, Path]:
    if not file.is_file():
        raise TargetError(f"there is no file {printable(str(file))}")
    file = file.resolve()
    name, root = file.stem, file.parent
    while (root / "__init__.py").is_file():
        name, root = f"{root.name}.{name}", root.parent
    if str(root) not in sys.path:
        sys.path.append(str(root))
    _say(os.path.relpath(file))
    try:
        package = name.rpartition(".")[0]
        if package:
            found = importlib.import_module(package)
            if file.parent not in [Path(p).resolve() for p in found.__path__]:
                raise TargetError(f"another package of the name {package} hides the one of {printable(str(file))}")
        if name in sys.modules and not package:
            name = f"{ALIAS}{name}"
        spec = importlib.util.spec_from_file_location(name, file)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    except Exception as error:
        raise _failed(file, error) from error
    return module, file


def _import_name(name: str) -> tuple[ModuleType, Path]:
    here = os.getcwd()
    if here not in sys.path:
        sys.path.append(here)
    _say(name)
    try:
        module = importlib.import_module(name)
    except Exception as error:
        raise _failed(name, error) from error
    if not isinstance(module.__file__, str):
        raise TargetError(f"{name} has no file")
    return module, Path(module.__file__).resolve()


def _failed(place: object, error: Exception) -> S2SADError:
    if isinstance(error, S2SADError):
        return error
    return TargetError(f"importing {printable(str(place))} raised {type(error).__name__}: {printable(str(error))}")


def _named(module: ModuleType, place: str, name: str) -> Chosen:
    found: Any = module
    for part in name.split("."):
        found = getattr(found, part, None)
    if found is None:
        raise TargetError(f"{place} has no function {name}")
    return _chosen(name, found)


def _decorated(module: ModuleType) -> list[Chosen]:
    chosen: list[Chosen] = []
    for name, value in list(vars(module).items()):
        function = getattr(value, "__s2sad_function__", None)
        own = isinstance(function, FunctionType) and function.__module__ == module.__name__
        if own and not any(c.function is function for c in chosen):
            chosen.append(_chosen(name, value))
    return chosen


def _chosen(name: str, value: Any) -> Chosen:
    return Chosen(name, value, plain(value)[0])
