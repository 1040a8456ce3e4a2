"""What an operator is applied to: a plain function, a decorated one, a method, or a gradient made here."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from types import FunctionType, MethodType
from typing import Any

from s2sad.binding import Parameters
from s2sad.dataclass import dataclass
from s2sad.errors import InternalError
from s2sad.parse import parse
from s2sad.runtime import Chain, Table


@dataclass(frozen=True)
class Arranged:
    """How the result of a gradient comes out of what is computed; ``back`` undoes it, for seeds."""

    arrange: Callable[[Any], Any]
    back: Callable[[Any], Any]


class _Known:
    """What is known of a function; it lives as long as the function does, which nothing here holds."""

    __slots__ = ("parameters", "tables", "target")

    def __init__(self, function: FunctionType) -> None:
        self.parameters = Parameters(function)
        self.tables: dict[Any, dict[Any, Table]] = {}  # by the options of a target
        self.target: Target | None = None  # the function as it is


_known: dict[weakref.ref[FunctionType], _Known] = {}  # of functions that are alive


def _forget(function: weakref.ref[FunctionType], known: dict[weakref.ref[FunctionType], _Known] = _known) -> None:
    known.pop(function, None)  # the name of the module may be gone, when Python ends


class Target:
    """A function, ``leading`` arguments that it is bound to, and the gradients that were taken of it (``chain``)."""

    __slots__ = ("_function", "_held", "_tables", "chain", "leading", "on_disk", "optimise", "parameters")

    def __init__(
        self,
        function: FunctionType,
        leading: tuple[Any, ...] = (),
        chain: Chain = (),
        optimise: bool = True,
        on_disk: bool = True,
    ) -> None:
        known = _known.get(weakref.ref(function))
        if known is None or known.parameters.code is not function.__code__:
            known = _known[weakref.ref(function, _forget)] = _Known(function)
        self._function: weakref.ref[FunctionType] = weakref.ref(function)
        self._held: FunctionType | None = function
        self.leading = leading
        self.chain = chain
        self.optimise = optimise
        self.on_disk = on_disk
        self.parameters = known.parameters
        self._tables = known.tables.setdefault((chain, len(leading), optimise, on_disk), {})

    @property
    def function(self) -> Any:  # a FunctionType, which mypy takes for a method of this class
        """The plain function."""
        function = self._function()
        assert function is not None, "the caller holds it"
        return function

    def table(self, mode: str, wrt: tuple[str, ...] | None) -> Table:
        """The table for one kind of derivative; the same one at every call."""
        found = self._tables.get((mode, wrt))
        if found is None:
            made = Table(
                self.function,
                self.parameters,
                mode,
                wrt,
                self.chain,
                len(self.leading),
                self.optimise,
                self.on_disk,
            )
            found = self._tables.setdefault((mode, wrt), made)
        return found

    def bind(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, ...]:
        """One value a parameter."""
        args = self.leading + args
        return args if not kwargs and len(args) == self.parameters.simple else self.parameters.bind(args, kwargs)


def target_of(given: Any) -> Target:
    """The target that a function or method is."""
    if type(given) is FunctionType:
        known = _known.get(weakref.ref(given))
        if known is None or known.target is None or known.parameters.code is not given.__code__:
            target = Target(given)
            target._held = None  # it is kept as long as the function is: the caller has to hold that
            _known[weakref.ref(given)].target = target
            return target
        return known.target
    function, leading = plain(given)
    return Target(function, leading)


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
