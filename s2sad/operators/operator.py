"""What operators like ``jacobian(f)`` have in common: they are functions made of a function."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from s2sad.api import operand


def _applied(operator: Operator) -> Callable[..., Any]:
    """A function whose text calls the operator: what another operator is applied to."""
    return lambda *args: operator(*args)


class Operator:
    """A function that is made of another one, ``jacobian(f, argnums)``; pickled by what it is made of."""

    def __init__(self, f: Callable[..., Any], options: tuple[Any, ...]) -> None:
        self._made_of = (f, *options)
        self.__s2sad_as_function__ = _applied(self)
        function = operand(f)[0].function
        functools.update_wrapper(self, function)
        self.__name__ = f"{function.__name__}_{type(self).__name__.lower()}"

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """What the operator gives at a point."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"<{type(self).__name__.lower()} of {operand(self._made_of[0])[0].parameters.function}>"

    def __reduce__(self) -> Any:
        return type(self), self._made_of

    def __s2sad_key__(self) -> Any:
        """What it is for a function that calls it."""
        return type(self).__name__, *self._made_of
