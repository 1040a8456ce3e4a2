"""The object that ``@differentiate`` makes: the user's function with its derivatives."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import MethodType
from typing import Any

from s2sad.errors import ArgumentError
from s2sad.gradients import gradients_type
from s2sad.operators.blocks import Question
from s2sad.plan import Plan
from s2sad.targets import Target, plain

Wrt = str | int | Sequence[str | int] | None


class Differentiable:
    """A function that can also give its derivatives.

    Calling it runs the user's own function. The derivative code is generated at the first call of ``grad`` (or another
    method) with arguments of new types, kept on disk, and called from then on.

    ``wrt`` are the names of the parameters to differentiate; None for all that receive floats.  ``of`` is the parameter
    whose contents at the end are differentiated; empty for what the function returns.
    """

    wrt: tuple[str, ...] | None
    of: str
    target: Target  # the function as operators see it

    # The plain function, or method of an object: what calls a decorated one is differentiated through it.
    __s2sad_function__: Any
    __wrapped__: Any

    def __init__(
        self,
        function: Any,
        wrt: Wrt = None,
        mode: str = "reverse",
        cache: bool = True,
        optimise: bool = True,
        of: str = "",
    ) -> None:
        plain_function, leading = plain(function)
        if mode not in ("reverse", "forward"):
            raise ArgumentError(
                "S2S507", plain_function.__qualname__, f"mode={mode!r}", "choose 'reverse' or 'forward'."
            )
        functools.update_wrapper(self, plain_function)
        self._function = plain_function
        self._options = {"wrt": wrt, "mode": mode, "cache": cache, "optimise": optimise, "of": of}
        self._static = isinstance(function, staticmethod)
        self._bind_to(leading)

    def _bind_to(self, leading: tuple[Any, ...]) -> None:
        options = self._options
        function = self._function
        self._leading = leading
        self.__s2sad_function__ = self.__wrapped__ = MethodType(function, leading[0]) if leading else function
        self.of = str(options["of"])
        chain = (("of", (self.of,)),) if self.of else ()
        self.target = Target(function, leading, chain, bool(options["optimise"]), bool(options["cache"]))
        parameters = self.target.parameters
        if self.of and self.of not in parameters.names:
            shown = ", ".join(parameters.names[len(leading) :])
            what = f"of={self.of!r} is no parameter"
            raise ArgumentError("S2S501", function.__qualname__, what, f"choose one of {shown}.")
        wrt = options["wrt"]
        # With `self` among the parameters, positions in wrt count as in the call of the method.
        given = None if wrt is None else (wrt,) if isinstance(wrt, (str, int)) else tuple(wrt)
        names = None if given is None else parameters.named(given, len(leading))
        self.wrt = names
        self._simple = parameters.simple - len(leading) if parameters.simple >= 0 else -1
        # The sweeps of a pullback are made when one is asked for: a gradient is half the work.
        self._table = self.target.table("forward" if options["mode"] == "forward" else "gradient", names)
        self._reverse = self.target.table("reverse", names)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """The user's own function, untouched."""
        return self.__s2sad_function__(*args, **kwargs)

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None or self._static:
            return self
        bound = object.__new__(type(self))
        bound.__dict__.update(self.__dict__)
        bound._bind_to((*self._leading, instance))
        bound.__dict__["__self__"] = instance
        bound.__dict__["__func__"] = self
        return bound

    def __repr__(self) -> str:
        return f"<differentiable {self._function.__qualname__}>"

    def __eq__(self, other: object) -> bool:
        """As for methods: every access to ``obj.f`` makes a new object, and all of them are equal."""
        if not self._leading or not isinstance(other, Differentiable):
            return self is other
        return self.__s2sad_function__ == other.__s2sad_function__ and self._options == other._options

    def __hash__(self) -> int:
        return hash(self.__s2sad_function__) if self._leading else object.__hash__(self)

    def __s2sad_key__(self) -> Any:
        """What it is for a function that calls it, or its derivatives."""
        return self.__s2sad_function__, self.wrt, self.of

    def __reduce__(self) -> Any:
        if "__self__" in self.__dict__:
            return getattr, (self.__dict__["__self__"], self._function.__name__)
        module, name = self._function.__module__, self._function.__qualname__
        found: Any = sys.modules.get(module)
        for part in name.split("."):
            found = getattr(found, part, None)
        if found is self or found is None:
            return name
        return _rebuilt, (self.__s2sad_function__, tuple(self._options.items()))

    # ------------------------------------------------------------ derivatives

    def grad(self, *args: Any, **kwargs: Any) -> Any:
        """The gradient at a point, a named tuple over the parameters; bare if there is only one to name."""
        if kwargs or len(args) != self._simple:
            args = self.target.bind(args, kwargs)
        elif self._leading:
            args = self._leading + args
        return self._table.plan(args).gradient(args)

    def value_and_grad(self, *args: Any, **kwargs: Any) -> tuple[Any, Any]:
        """``(value, gradient)``."""
        if kwargs or len(args) != self._simple:
            args = self.target.bind(args, kwargs)
        elif self._leading:
            args = self._leading + args
        return self._table.plan(args).both(args)

    def jvp(self, primals: Sequence[Any], tangents: Sequence[Any]) -> tuple[Any, Any]:
        """``(value, tangent)``: the derivative in a direction, one tangent a primal; None where there is none."""
        return push(self.target, primals, tangents)

    def vjp(self, *args: Any, **kwargs: Any) -> tuple[Any, Callable[[Any], Any]]:
        """``(value, pullback)``: ``pullback(seed)`` gives the gradient of ``seed · f``, one item a parameter.

        The pullback may be called any number of times, whatever happens to the arguments meanwhile.
        """
        values = self.target.bind(args, kwargs)
        plan = self._reverse.plan(values)
        value, pull = plan.pull(values)
        leading, cls, kept = len(self._leading), plan.gradients, plan.kept(values)

        def pullback(seed: Any) -> Any:
            found = plan.per_parameter(pull(seed), kept)
            return tuple.__new__(cls, found[leading:] if leading else found)

        return value, pullback

    def jacobian(self, *args: Any, **kwargs: Any) -> Any:
        """The Jacobian at a point: like the result, with the structure of a gradient for each of its leaves.

        By an array of shape t, the Jacobian of an array of shape s has the shape ``s + t``.
        """
        return self._blocks(Question(self.target, None, self.wrt), args, kwargs)

    def hessian(self, *args: Any, **kwargs: Any) -> Any:
        """The Hessian at a point: the Jacobian of the gradient, by forward over reverse."""
        slope = self._slope(self.target.bind(args, kwargs))
        return self._blocks(Question(slope, None, slope.chain[-1][1], by_columns=True), args, kwargs)

    def hvp(self, primals: Sequence[Any], vectors: Sequence[Any]) -> Any:
        """The Hessian times a vector, one item a primal, None where there is none; in the structure of a gradient."""
        values = self.target.bind(tuple(primals), {})
        slope = self._slope(values)
        return self._named_rows(push(slope, primals, vectors)[1], slope.chain[-1][1])

    def _slope(self, values: tuple[Any, ...]) -> Target:
        """The gradient at such arguments, as what another derivative is taken of."""
        target = self.target
        wrt, _ = target.table("reverse", self.wrt).active(values)
        chain = (*target.chain, ("grad", wrt))
        return Target(target.function, target.leading, chain, target.optimise, target.on_disk)

    def _blocks(self, question: Question, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        found = question.answered(self.target.bind(args, kwargs))
        made = found.tree(self._by_parameter)
        return self._named_rows(made, tuple(found.arguments)) if question.by_columns else made

    def _by_parameter(self, found: dict[str, Any]) -> Any:
        """One item a parameter, as a gradient has them; bare if there is only one to name."""
        names = self.target.parameters.names[len(self._leading) :]
        if len(names) == 1 or (self.wrt is not None and len(self.wrt) == 1):
            return next(iter(found.values()))
        return tuple.__new__(gradients_type(names), tuple([found.get(n) for n in names]))

    def _named_rows(self, rows: Any, wrt: tuple[str, ...]) -> Any:
        """The rows of a Hessian by parameter, as a gradient has them."""
        return self._by_parameter(dict(zip(wrt, rows if len(wrt) > 1 else (rows,), strict=True)))

    # ------------------------------------------------------------ what was generated

    def source(self, *args: Any, **kwargs: Any) -> str:
        """The text of the generated module for arguments like these, of which ``grad`` makes the part that it runs."""
        return self._plan(args, kwargs).loaded.body

    def path(self, *args: Any, **kwargs: Any) -> Path | None:
        """The file of the generated module in the cache; None if it is not on disk."""
        return self._plan(args, kwargs).loaded.path

    def ir(self, *args: Any, **kwargs: Any) -> str:
        """The three-address code of the function for arguments like these."""
        from s2sad.pipeline import ir_text
        from s2sad.signature import spec_of

        plan, values = self._plan(args, kwargs), list(self.target.bind(args, kwargs))
        for i in plan.promoted:
            values[i] = float(values[i])
        given = dict(zip(plan.names, values, strict=True))
        return ir_text(self._function, {n: spec_of(v, n, n in plan.wrt) for n, v in given.items()}, given, self.of)

    def trace(self, *args: Any, tangent: Any = None, **kwargs: Any) -> Any:
        """Every intermediate w with its line, operation, value and adjoint (and tangent); prints as a table."""
        from s2sad.trace import trace

        return trace(self, *args, tangent=tangent, **kwargs)

    def _plan(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Plan:
        return self.target.table(str(self._options["mode"]), self.wrt).plan(self.target.bind(args, kwargs))


def push(target: Target, primals: Sequence[Any], tangents: Sequence[Any]) -> tuple[Any, Any]:
    """``(value, tangent)`` of a target."""
    if type(primals) is not tuple or type(tangents) is not tuple or len(primals) != len(tangents):
        primals, tangents = _paired(target, primals, tangents)
    values = target.bind(primals, {})
    names, dots = target.parameters.names, tangents
    if len(dots) < len(names) or target.parameters.variadic >= 0:
        dots = _by_parameter(target, len(values), tangents)
    wrt = names
    for i, dot in enumerate(dots):
        if dot is None or type(values[i]) is int:
            wrt = tuple([n for n, x, d in zip(names, values, dots, strict=True) if not is_idle(x, d)])
            break
    if not wrt:
        raise ArgumentError(
            "S2S503",
            target.parameters.function,
            "no primal has a tangent",
            "pass a tangent for a float or an array of floats.",
        )
    return target.table("forward", wrt).plan(values).push(values, dots)


def linear(target: Target, primals: tuple[Any, ...]) -> tuple[Any, Callable[[tuple[Any, ...]], Any]]:
    """The value of a target, and a function from tangents, one a primal, to the tangent of the value."""
    values = target.bind(primals, {})
    plan = target.table("linear", None).plan(values)
    value, push_on = plan.linear(values)
    names, title = target.parameters.names, target.parameters.function
    whole = len(primals) == len(names) and target.parameters.variadic < 0
    idle = [
        (i, name, type(x)) for i, (name, x) in enumerate(zip(names, values, strict=True)) if name not in plan.active
    ]

    def pushed(tangents: tuple[Any, ...]) -> Any:
        if len(primals) != len(tangents):
            _paired(target, primals, tangents)
        dots = tangents if whole else _by_parameter(target, len(values), tangents)
        for i, name, of in idle:
            if not (dots[i] is None or (of is int and is_idle(0, dots[i]))):
                what, fix = f"a tangent of {name}, which holds no float", "linearize at a float (2.0, not 2)."
                raise ArgumentError("S2S505", title, what, fix)
        return push_on(dots)

    return value, pushed


def is_idle(primal: Any, dot: Any) -> bool:
    """Whether a tangent says nothing: a zero for an int (a count) is like None."""
    return dot is None or (type(primal) is int and type(dot) in (int, float) and dot == 0)


def _paired(target: Target, primals: Sequence[Any], tangents: Sequence[Any]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    title = target.parameters.function
    for what, given in (("primals", primals), ("tangents", tangents)):
        if not isinstance(given, (tuple, list)):
            raise ArgumentError(
                "S2S505", title, f"the {what} are no tuple", "pass a tuple, one item a positional argument."
            )
    if len(primals) != len(tangents):
        raise ArgumentError(
            "S2S505",
            title,
            f"{len(primals)} primals, but {len(tangents)} tangents",
            "pass one tangent a primal; None for none.",
        )
    return tuple(primals), tuple(tangents)


def _by_parameter(target: Target, count: int, tangents: tuple[Any, ...]) -> tuple[Any, ...]:
    """One tangent a parameter, of ``count``; None where there is none."""
    leading = len(target.leading)
    positional = target.parameters.positional - leading
    dots = [*(None,) * leading, *tangents[:positional]]
    dots += (None,) * (count - len(dots))
    rest = tangents[positional:]
    if any(dot is not None for dot in rest):
        dots[target.parameters.variadic] = rest
    return tuple(dots)


def _rebuilt(function: Any, options: tuple[tuple[str, Any], ...]) -> Differentiable:
    return Differentiable(function, **dict(options))
