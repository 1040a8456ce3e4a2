"""What an operator is applied to: a plain function, a decorated one, a method, or a gradient made here."""

from __future__ import annotations

import weakref
from dataclasses import dataclass
from types import FunctionType, MethodType
from typing import Any

from s2sad.binding import Parameters
from s2sad.errors import InternalError
from s2sad.parse import parse
from s2sad.runtime import Chain, Table

# The tables of a function live as long as it does.
_tables: weakref.WeakKeyDictionary[FunctionType, dict[Any, Table]] = weakref.WeakKeyDictionary()
_parameters: weakref.WeakKeyDictionary[FunctionType, Parameters] = weakref.WeakKeyDictionary()


@dataclass(frozen=True)
class Target:
    """A function, ``leading`` arguments that it is bound to, and the gradients that were taken of it (``chain``)."""

    function: FunctionType
    leading: tuple[Any, ...] = ()
    chain: Chain = ()
    optimise: bool = True
    on_disk: bool = True

    @property
    def parameters(self) -> Parameters:
        """The function's parameters."""
        found = _parameters.get(self.function)
        if found is None:
            found = _parameters[self.function] = Parameters(self.function)
        return found

    def table(self, mode: str, wrt: tuple[str, ...] | None) -> Table:
        """The table for one kind of derivative; the same one at every call."""
        tables = _tables.setdefault(self.function, {})
        leading = len(self.leading)
        key = (mode, wrt, self.chain, leading, self.optimise, self.on_disk)
        found = tables.get(key)
        if found is None:
            made = Table(self.function, self.parameters, mode, wrt, self.chain, leading, self.optimise, self.on_disk)
            found = tables.setdefault(key, made)
        return found

    def bind(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, ...]:
        """One value a parameter."""
        args = self.leading + args
        return args if not kwargs and len(args) == self.parameters.simple else self.parameters.bind(args, kwargs)


def plain(given: Any) -> tuple[FunctionType, tuple[Any, ...]]:
    """The plain function behind a function or method, and what it is bound to."""
    if isinstance(given, FunctionType):
        return given, ()
    if isinstance(given, MethodType):
        function, leading = plain(given.__func__)
        return function, (*leading, given.__self__)
    if isinstance(given, staticmethod):
        return plain(given.__func__)
    marked = getattr(given, "__s2sad_function__", None)
    if isinstance(marked, FunctionType | MethodType):
        return plain(marked)
    parse(given)  # says what it is
    raise InternalError(f"{given!r} could be parsed, but is no function")
