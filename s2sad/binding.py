"""The parameters of a function, and the values that a call gives them."""

from __future__ import annotations

import inspect
import types
from typing import Any

from s2sad.errors import ArgumentError

_POSITIONAL = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


class Parameters:
    """The parameters of ``f(x, n=3, *rest, **options)`` in order: x, n, rest, options.

    ``simple`` is how many positional arguments need no binding; -1 where every call has to be bound.
    """

    def __init__(self, function: types.FunctionType) -> None:
        signature = inspect.signature(function, follow_wrapped=False)
        self.function = function.__qualname__
        self.signature = signature
        self.names = tuple(signature.parameters)
        kinds = [p.kind for p in signature.parameters.values()]
        self.positional = sum(k in _POSITIONAL for k in kinds)
        self.variadic = self.positional if inspect.Parameter.VAR_POSITIONAL in kinds else -1  # its index
        self.keywords = tuple(p.name for p in signature.parameters.values() if p.kind is p.VAR_KEYWORD)
        self.simple = len(kinds) if self.positional == len(kinds) else -1

    def bind(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, ...]:
        """One value a parameter, as in a normal call: a tuple for ``*rest``, a dict for ``**options``."""
        try:
            bound = self.signature.bind(*args, **kwargs)
        except TypeError as error:
            raise ArgumentError(
                "S2S506", self.function, str(error), f"call it as {self.function}{self.signature}."
            ) from None
        bound.apply_defaults()
        return tuple(bound.arguments.values())

    def place(self, position: int, leading: int) -> tuple[str, int | None]:
        """The parameter that a positional argument belongs to, and its item of ``*rest``.

        ``leading`` arguments (``self``) are given already and are not counted.
        """
        index = position + leading if position >= 0 else position + self.positional
        if leading <= index < self.positional:
            return self.names[index], None
        if self.variadic >= 0 and position >= 0:
            return self.names[self.variadic], index - self.positional
        raise ArgumentError(
            "S2S501",
            self.function,
            f"argnums has {position}, but there are {self.positional - leading} positional parameters",
            f"count from 0 in {self.function}{self.signature}.",
        )

    def named(self, wrt: tuple[str | int, ...], leading: int) -> tuple[str, ...]:
        """The names of parameters that are given by name or position, in the order of the parameters."""
        known = self.names[leading:]
        names = [n if isinstance(n, str) else self.place(n, leading)[0] for n in wrt]
        unknown = [n for n in names if n not in known]
        if unknown or not names:
            what = f"wrt names {unknown[0]!r}, which is no parameter" if unknown else "wrt names no parameter"
            raise ArgumentError(
                "S2S501", self.function, what, f"choose from {', '.join(known) or 'a function with parameters'}."
            )
        return tuple(n for n in known if n in names)

    def spread(self, values: tuple[Any, ...], count: int, leading: int) -> tuple[Any, ...]:
        """Values by parameter as one value for each of ``count`` positional arguments."""
        found = []
        for position in range(count):
            name, item = self.place(position, leading)
            value = values[self.names.index(name)]
            found.append(value if item is None or value is None else value[item])
        return tuple(found)
