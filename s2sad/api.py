"""The decorator, and derivatives as functions: ``grad``, ``value_and_grad``, ``jvp``, ``vjp`` with JAX's arity."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from types import FunctionType
from typing import Any, overload

from s2sad.argnums import Argnums, Chosen
from s2sad.differentiable import Differentiable, Wrt, push
from s2sad.errors import ArgumentError
from s2sad.targets import Arranged, Target, target_of
from s2sad.trees import copied


@overload
def differentiate(
    function: Callable[..., Any],
    /,
    *,
    wrt: Wrt = ...,
    mode: str = ...,
    cache: bool = ...,
    optimise: bool = ...,
    of: str = ...,
) -> Differentiable: ...
@overload
def differentiate(
    function: None = None,
    /,
    *,
    wrt: Wrt = ...,
    mode: str = ...,
    cache: bool = ...,
    optimise: bool = ...,
    of: str = ...,
) -> Callable[[Callable[..., Any]], Differentiable]: ...
def differentiate(
    function: Callable[..., Any] | None = None,
    /,
    *,
    wrt: Wrt = None,
    mode: str = "reverse",
    cache: bool = True,
    optimise: bool = True,
    of: str = "",
) -> Any:
    """Give a function derivatives: ``@differentiate`` or ``@differentiate(wrt=("x",))``.

    Args:
        function: a function written in Python; calling the result calls it.
        wrt: the parameters to differentiate, by name or position; default: all that receive floats.
        mode: "reverse", or "forward" for gradients by one tangent sweep a number.
        cache: whether generated modules may be kept on disk.
        optimise: whether the generated code is simplified.
        of: a parameter that the function updates in place, an array, a list or a dict: what is differentiated is what
            it holds at the end, and not what the function returns. Derivatives leave the caller's arrays as they are.
    """
    if function is None:
        return lambda f: Differentiable(f, wrt, mode, cache, optimise, of)
    return Differentiable(function, wrt, mode, cache, optimise, of)


def grad(f: Callable[..., Any], argnums: Argnums = 0, has_aux: bool = False, holomorphic: bool = False) -> Gradient:
    """A function that gives the gradient of ``f`` by the arguments ``argnums``: an int for one, a tuple for a tuple.

    With ``has_aux``, ``f`` returns ``(value, aux)`` and the result is ``(gradient, aux)``. By a complex argument x + iy
    the gradient is du/dx - i du/dy; where ``f`` is ``holomorphic`` and its result complex, it is the derivative.
    """
    return Gradient(f, argnums, has_aux, with_value=False, holomorphic=holomorphic)


def value_and_grad(
    f: Callable[..., Any], argnums: Argnums = 0, has_aux: bool = False, holomorphic: bool = False
) -> Gradient:
    """A function that gives ``(value, gradient)``; with ``has_aux``, ``((value, aux), gradient)``."""
    return Gradient(f, argnums, has_aux, with_value=True, holomorphic=holomorphic)


def jvp(f: Callable[..., Any], primals: Sequence[Any], tangents: Sequence[Any]) -> tuple[Any, Any]:
    """``(f(*primals), tangent)``: the derivative of ``f`` in the direction ``tangents``."""
    target, order = operand(f)
    pushed = push(target, primals, tangents)
    return pushed if order is None else (order.arrange(pushed[0]), order.arrange(pushed[1]))


def vjp(f: Callable[..., Any], *primals: Any) -> tuple[Any, Callable[[Any], tuple[Any, ...]]]:
    """``(f(*primals), pullback)``: ``pullback(seed)`` is a tuple, one gradient a primal; None where there is none."""
    target, order = operand(f)
    values = target.bind(primals, {})
    plan = target.table("reverse", None).plan(values)
    value, pull = plan.pull(values)
    kept = plan.kept(values)

    def pullback(seed: Any) -> tuple[Any, ...]:
        found = plan.per_parameter(pull(seed if order is None else order.back(seed)), kept)
        return target.parameters.spread(found, len(primals), len(target.leading))

    return value if order is None else order.arrange(value), pullback


def stop_gradient(x: Any) -> Any:
    """``x`` as a constant: the same numbers in the same structure, and no derivative flows through them.

    Arrays are copied, so that what is written to the result does not show in x.
    """
    return copied(x)


class Gradient:
    """What ``grad`` and ``value_and_grad`` return; it can be differentiated again."""

    def __init__(
        self, f: Callable[..., Any], argnums: Argnums, has_aux: bool, with_value: bool, holomorphic: bool = False
    ) -> None:
        self._made_of = (f, argnums, has_aux, with_value, holomorphic)
        inner, _ = operand(f)
        title, parameters, leading = inner.parameters.function, inner.parameters, len(inner.leading)
        if isinstance(f, Gradient) and isinstance(f._made_of[1], tuple):
            raise ArgumentError(
                "S2S504",
                title,
                "the gradient of a tuple of gradients",
                "give the inner grad one argnum, or use vjp.",
                "a gradient needs a real scalar result.",
            )
        self._chosen = Chosen.of(argnums, inner.parameters, len(inner.leading))
        self._target = inner
        if has_aux and holomorphic:
            raise ArgumentError("S2S507", title, "holomorphic=True with has_aux", "use vjp with the seed 1.0.")
        mode = "reverse" if has_aux else "holomorphic" if holomorphic else "gradient"
        self._table = inner.table(mode, self._chosen.wrt)
        self._order = f"{self._chosen.single} {self._chosen.places}"
        self._simple = parameters.simple - leading if parameters.simple >= 0 else -1
        functools.update_wrapper(self, inner.function)
        self.__name__ = f"{inner.function.__name__}_grad"
        self.__s2sad_as_function__ = _applied(self)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """The gradient; with the value where it was asked for."""
        if kwargs or len(args) != self._simple or self._target.leading:
            args = self._target.bind(args, kwargs)
        plan = self._table.plan(args)
        _, _, has_aux, with_value, _ = self._made_of
        if has_aux:
            value, aux, made = plan.with_aux(args)
        else:
            value, made = plan.value_and_grad(*(args if plan.direct else plan.inputs(args)))
        try:
            arrange = plan.arranged[self._order]
        except KeyError:
            arrange = plan.arrangement(self._order, self._chosen)
        gradient = made if arrange is None else arrange(made, args)
        if has_aux:
            return ((value, aux), gradient) if with_value else (gradient, aux)
        return (value, gradient) if with_value else gradient

    def __repr__(self) -> str:
        _, argnums, _, with_value, _ = self._made_of
        kind = "value_and_grad" if with_value else "grad"
        return f"<{kind} of {self._target.parameters.function}, argnums={argnums}>"

    def __reduce__(self) -> Any:
        return type(self), self._made_of

    def __s2sad_key__(self) -> Any:
        """What it is for a function that calls it."""
        return self._made_of

    def target(self) -> tuple[Target, Arranged | None]:
        """This gradient as what another operator is applied to, and how its result is arranged."""
        inner, (_, _, has_aux, with_value, holomorphic) = self._target, self._made_of
        title = inner.parameters.function
        if has_aux or with_value or not self._chosen.whole:
            return target_of(self.__s2sad_as_function__), None
        step = ("holomorphic" if holomorphic else "grad", self._chosen.wrt)
        target = Target(inner.function, inner.leading, (*inner.chain, step), inner.optimise, inner.on_disk)
        wrt = self._chosen.wrt
        if self._chosen.single:
            return target, None
        order = [wrt.index(name) for name, _ in self._chosen.places]
        if len(wrt) == 1:
            return target, Arranged(lambda value: (value,) * len(order), lambda seed: _only(title, seed))
        if len(set(order)) < len(order):
            raise ArgumentError("S2S501", title, "argnums names a parameter twice", "name each one once.")

        def back(seed: Any) -> Any:
            if not isinstance(seed, tuple) or len(seed) != len(order):
                raise ArgumentError(
                    "S2S505", title, "the seed is no tuple like the gradient", f"pass a tuple of {len(order)}."
                )
            return tuple(seed[order.index(i)] for i in range(len(order)))

        return target, Arranged(lambda value: tuple(value[i] for i in order), back)


def _applied(gradient: Gradient) -> Callable[..., Any]:
    """A function whose text calls it: what an operator is applied to where its result is more than a gradient."""
    return lambda *args: gradient(*args)


def operand(f: Any) -> tuple[Target, Arranged | None]:
    """What an operator is applied to, and how its result is arranged."""
    if type(f) is FunctionType:  # first, as it is what most calls are about
        return target_of(f), None
    if isinstance(f, Differentiable):
        return f.target, None
    if isinstance(f, Gradient):
        return f.target()
    if _is_called_only(f):
        return Target(_calling(f)), None
    return target_of(getattr(f, "__s2sad_as_function__", f)), None


def _is_called_only(f: Any) -> bool:
    """Whether a function is read where it is called, but has no text itself: of the library's with a row, or a partial.

    What a partial holds is read at every call.
    """
    if isinstance(f, functools.partial):
        return True
    if hasattr(f, "__code__") or isinstance(f, type) or not callable(f):
        return False
    from s2sad.lower import functions  # noqa: F401 - with it come the meanings of all that is read
    from s2sad.lower.meanings import is_read

    return is_read(f)


@functools.lru_cache(maxsize=64)
def _calling(f: Any) -> Any:
    """A function whose text calls it; the same one each time, so that what is made for it is."""

    def calling(*args: Any, **options: Any) -> Any:
        return f(*args, **options)

    inside = f.func if isinstance(f, functools.partial) else f
    calling.__name__ = calling.__qualname__ = getattr(inside, "__name__", "calling")
    return calling


def _only(title: str, seed: Any) -> Any:
    if not isinstance(seed, tuple) or len(seed) != 1:
        raise _unlike(title, 1)
    return seed[0]


def _unlike(title: str, count: int) -> ArgumentError:
    return ArgumentError("S2S505", title, "the seed is no tuple like the gradient", f"pass a tuple of {count}.")
