"""Derivatives that the user gives: ``custom_vjp``, ``custom_jvp``, and edits of adjoints in flight.

A function whose derivative is known better than its text says it gets rules of its own; ``grad`` and its kin take them
wherever the function is called::

    @custom_jvp
    def log1pexp(x):
        return np.log1p(np.exp(x))

    @log1pexp.defjvp
    def log1pexp_jvp(primals, tangents):
        (x,), (x_dot,) = primals, tangents
        return log1pexp(x), x_dot / (1.0 + np.exp(-x))

The names and signatures are JAX's.
"""

from __future__ import annotations

import functools
import types
from collections.abc import Callable, Sequence
from typing import Any

from s2sad.errors import ArgumentError
from s2sad.trees import copied


class Custom:
    """A function with derivatives of its own; a call of it calls the function."""

    def __init__(self, f: Callable[..., Any], nondiff_argnums: Sequence[int] = ()) -> None:
        self.function = f
        self.nondiff_argnums = tuple(nondiff_argnums)
        functools.update_wrapper(self, f)
        self.__s2sad_as_function__ = _applied(self)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """The function's value."""
        return self.function(*args, **kwargs)

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        """The function as a method."""
        return self if instance is None else types.MethodType(self, instance)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {getattr(self.function, '__qualname__', self.function)}>"

    @property
    def rules(self) -> tuple[Callable[..., Any] | None, ...]:
        """The functions that give the derivatives; None for what has not been defined."""
        raise NotImplementedError

    def __s2sad_key__(self) -> Any:
        """What it is for a function that calls it."""
        return type(self).__name__, self.function, self.nondiff_argnums, *self.rules


class custom_vjp(Custom):
    """A function whose adjoints the user gives: ``f.defvjp(forward, backward)``.

    ``forward`` takes the arguments of f and returns ``(f(*args), residuals)``; ``backward`` takes the residuals and the
    adjoint of the result, which is like it, and returns a tuple with the adjoint of each argument, None where there is
    none.  Arguments counted in ``nondiff_argnums`` have no adjoints; ``backward`` gets them before the residuals.
    Forward mode is refused, as in JAX: there is no rule for tangents.  For second derivatives both functions are
    differentiated like any others.
    """

    def __init__(self, f: Callable[..., Any], nondiff_argnums: Sequence[int] = ()) -> None:
        self.forward: Callable[..., Any] | None = None
        self.backward: Callable[..., Any] | None = None
        super().__init__(f, nondiff_argnums)

    def defvjp(self, forward: Callable[..., Any], backward: Callable[..., Any]) -> None:
        """Give the rule."""
        self.forward, self.backward = forward, backward

    @property
    def rules(self) -> tuple[Callable[..., Any] | None, ...]:
        """Forward and backward."""
        return self.forward, self.backward


class custom_jvp(Custom):
    """A function whose tangents the user gives: ``f.defjvp(rule)``, or ``@f.defjvp``.

    ``rule`` takes a tuple of the arguments and a tuple of their tangents, and returns ``(f(*args), tangent)``, the
    tangent being like the result and linear in the tangents.  The tangent of an int is 0.0, that of what is no number
    None.  Arguments counted in ``nondiff_argnums`` have no tangents, and come before the two tuples.  Reverse mode
    transposes the rule.
    """

    def __init__(self, f: Callable[..., Any], nondiff_argnums: Sequence[int] = ()) -> None:
        self.jvp: Callable[..., Any] | None = None
        super().__init__(f, nondiff_argnums)

    def defjvp(self, rule: Callable[..., Any]) -> Callable[..., Any]:
        """Give the rule."""
        self.jvp = rule
        return rule

    @property
    def rules(self) -> tuple[Callable[..., Any] | None, ...]:
        """The rule for tangents."""
        return (self.jvp,)


def insert_grad_of(x: Any, edit: Callable[[Any], Any]) -> Any:
    """``x``, whose adjoint goes through ``edit`` on its way back: clipped, scaled, printed.

    ::

        h = insert_grad_of(np.tanh(W @ h), lambda h_bar: np.clip(h_bar, -1.0, 1.0))

    The value is x, arrays copied.  ``edit`` gets the adjoint of the value, complete, and returns what x is given
    instead, of the same structure and shapes; it is never called with the value.  Tangents are not edited.
    """
    if not callable(edit):
        raise ArgumentError("S2S505", "insert_grad_of", "edit is no function", "pass a function of the adjoint.")
    return copied(x)


def _applied(custom: Custom) -> Callable[..., Any]:
    """A function whose text calls it: what an operator is applied to."""
    return lambda *args: custom(*args)
