"""How to call a generated module at one signature: what it is handed, what comes back, what must still hold."""

from __future__ import annotations

import functools
import weakref
from collections.abc import Callable, Sequence
from types import FunctionType
from typing import TYPE_CHECKING, Any

import numpy as np

from s2sad.argnums import Chosen
from s2sad.captured import Reader, namespace_slot, reader, same, shape_of
from s2sad.errors import ArgumentError
from s2sad.gaps import has_gaps, overlaps_itself
from s2sad.gradients import gradients_type
from s2sad.loading import Found
from s2sad.one_by_one import one_by_one
from s2sad.sharing import fresh, met_twice, share
from s2sad.trees import (
    arrays,
    conforming,
    copied,
    has_classes,
    is_complex,
    is_real,
    key_of,
    leaves,
    mapped,
    named,
    zeros,
)

if TYPE_CHECKING:
    from s2sad.runtime import Table

Arrange = Callable[[Any, tuple[Any, ...]], Any]  # of what a module returns as gradients, and the arguments of the call


class Plan:
    """How to call a module: ``gradient`` and the others take one argument a parameter of the user's function."""

    def __init__(
        self, table: Table, found: Found, args: tuple[Any, ...], wrt: tuple[str, ...], promoted: tuple[str, ...]
    ) -> None:
        meta = found.loaded.meta
        names = table.parameters.names
        self.title = table.parameters.function
        self.names = names
        self.loaded = found.loaded
        self.meta = meta
        self.scalar: bool = meta["scalar"]
        self.active: list[str] = meta["active"]
        self.wrt = wrt
        self.promoted = tuple(names.index(n) for n in promoted)
        self.by_value = tuple(names.index(n) for n in found.by_value)
        # Keys of other objects go by identity: as long as the plan is found by it, no other object gets it.
        self.statics = [
            x
            for i, arg in enumerate(args)
            for x in leaves(arg, table.differentiated(i))
            if not isinstance(x, (int, float, complex, str, np.generic, np.ndarray))
        ]
        self.passed = tuple(names.index(n) for n in meta["params"])
        self.written = tuple((i, n) for i, n in enumerate((*meta["params"], *meta["hidden"])) if n in meta["written"])
        self.readers = tuple(reader(p, found.functions, names) for p in meta["places"]["hidden"])
        self.hidden: tuple[tuple[Reader, Any], ...] = tuple((read, key_of(read(args))) for read in self.readers)
        self._guard(meta["places"], found.functions, args)
        made: dict[str, Any] = {k: self.function(k) for k, n in meta["names"].items() if n}
        if meta["fractional"]:
            made = {k: self._real(f, taped=k in ("forward", "linearize")) for k, f in made.items()}
        self.forward: Any = made.get("forward")  # what the table's mode does not make is not called
        self.adjoint: Any = made.get("adjoint")
        self.tangent: Any = made.get("tangent")
        self.linearize: Any = made.get("linearize")
        self.push_on: Any = made.get("push")
        refused = self._refuse_result
        self.value_and_grad = made.get("value_and_grad", refused) if table.mode != "forward" else self._by_tangents
        # Nothing to do but to hand the arguments on.
        self.whole = self.passed == tuple(range(len(names)))
        self.changes: bool = meta["changes"]
        self.direct = self.whole and not (self.readers or self.promoted or self.written or self.changes)
        self.restored = any(map(has_classes, args))
        # Where the result is a gradient, the parameters that it is like.
        self.like = tuple(map(names.index, table.gradient_of)) if self.restored else ()
        self.leading = table.leading
        self.wrap = self._wrapper(table)
        self.every = tuple(self.active) == names and not self.restored  # what comes back has one gradient a parameter
        self.arranged: dict[str, Arrange | None] = {}
        self.dotted = [(meta["params"].index(n), names.index(n), f"the tangent of {n}") for n in self.active]

    def function(self, kind: str) -> Callable[..., Any]:
        """The generated function of a kind, such as "adjoint"."""
        function: Callable[..., Any] = getattr(self.loaded.module, self.meta["names"][kind])
        return function

    def _guard(self, places: dict[str, list[Any]], functions: Sequence[FunctionType], args: tuple[Any, ...]) -> None:
        slots, containers, others = [], [], []
        for place in places["reached"]:
            slot = namespace_slot(place, functions)
            read = reader(place, functions, self.names)
            value = read(args)
            if type(value) in (tuple, list, dict):
                containers.append((read, type(value), shape_of(value)))
            elif slot is not None:
                slots.append((*slot, slot[0].get(slot[1])))  # a builtin: still not shadowed
            else:
                others.append((read, value))
        lowered = [functions[i] for i in places["lowered"]]
        self.slots = tuple(slots)
        # Not held, for the function that is differentiated is among them.
        self.codes = tuple([(weakref.ref(f), f.__code__, f.__defaults__) for f in lowered])
        self.containers = tuple(containers)
        self.others = tuple(others)
        self.by_keyword = tuple([(weakref.ref(f), dict(f.__kwdefaults__)) for f in lowered if f.__kwdefaults__])
        # Whether more has to be checked than `slots` and `codes`.
        self.guarded = bool(self.others or self.readers or self.containers or self.by_keyword)

    def is_current(self, args: tuple[Any, ...]) -> bool:
        """Whether all that the text was made for, besides the arguments, is as it was."""
        for namespace, name, value in self.slots:
            if namespace.get(name) is not value:
                return False
        for ref, code, defaults in self.codes:
            function = ref()
            if function is None or function.__code__ is not code or function.__defaults__ is not defaults:
                return False
        for ref, by_keyword in self.by_keyword:
            now = getattr(ref(), "__kwdefaults__", None) or {}
            if now.keys() != by_keyword.keys() or any(now[k] is not v for k, v in by_keyword.items()):
                return False
        try:
            for read, kind, shape in self.containers:
                value = read(args)
                if type(value) is not kind or shape_of(value) != shape:
                    return False
            for read, value in self.others:
                if not same(read(args), value):
                    return False
            for read, key in self.hidden:
                value = read(args)
                if type(value) is not key and key_of(value) != key:
                    return False
        except (AttributeError, LookupError, NameError, ValueError):  # gone: making it anew says what is wrong
            return False
        return True

    def inputs(self, args: tuple[Any, ...]) -> list[Any]:
        """What the generated functions take, up to seeds and tangents."""
        if self.promoted:
            values = list(args)
            for i in self.promoted:
                values[i] = float(values[i])
            args = tuple(values)
        out = list(args) if self.whole else [args[i] for i in self.passed]
        for read in self.readers:
            out.append(read(args))
        if self.written:
            self._check_memory(out)
        if self.changes:
            self._check_identity(args)
        return out

    def _check_identity(self, args: tuple[Any, ...]) -> None:
        """Refuse one list, dict or object at two places, where the function changes what it is handed."""
        captured = [read(args) for read, *_ in (*self.containers, *self.others)]
        twice = met_twice(args, captured)
        if twice is not None:
            raise ArgumentError(
                "S2S402",
                self.title,
                f"a {type(twice).__name__} that is met twice among the inputs, of which one is changed",
                "pass a copy of it: copy.copy(...).",
                "the function would see one input change through the other.",
            )

    def memory(self, args: tuple[Any, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """What a text has to know of the arrays among the arguments that the function may write, as part of a chain."""
        return memory_of([(n, args[self.names.index(n)]) for _, n in self.written if n in self.names])

    def _check_memory(self, inputs: list[Any]) -> None:
        """Refuse inputs that share memory, one of them written; captured ones that are read-only are not writable."""
        everything = arrays(inputs)
        for i, name in self.written:
            for x in arrays(inputs[i]):
                if not x.flags.writeable and name not in self.names:
                    raise ValueError("assignment destination is read-only")
                if x.flags.writeable and overlaps_itself(x):
                    raise ArgumentError(
                        "S2S402",
                        self.title,
                        f"{name} is written, and some of its items share memory",
                        "pass a copy of it: x.copy().",
                        "the function would see one item change through the other.",
                    )
                for y in everything:
                    if (x is not y and share(x, y)) or sum(x is z for z in everything) > 1:
                        raise ArgumentError(
                            "S2S402",
                            self.title,
                            f"{name} is written, and shares memory with another input",
                            "pass a copy of one of them: x.copy().",
                            "the function would see one argument change through the other.",
                        )

    # ------------------------------------------------------------ gradients

    def gradient(self, args: tuple[Any, ...]) -> Any:
        """The gradient as the interface returns it."""
        made = self.value_and_grad(*args)[1] if self.direct else self.value_and_grad(*self.inputs(args))[1]
        wrap = self.wrap
        return made if wrap is None else wrap(made, args)

    def both(self, args: tuple[Any, ...]) -> tuple[Any, Any]:
        """Value and gradient."""
        value, made = self.value_and_grad(*args) if self.direct else self.value_and_grad(*self.inputs(args))
        wrap = self.wrap
        return value, made if wrap is None else wrap(made, args)

    def arrangement(self, order: str, chosen: Chosen) -> Arrange | None:
        """How gradients by position come out of what the module returns; None if they are that.

        ``order`` says what is chosen and is what this is remembered by.
        """
        if order not in self.arranged:
            self.arranged[order] = self._arrangement(chosen)
        return self.arranged[order]

    def _arrangement(self, chosen: Chosen) -> Arrange | None:
        names = [name for name, _ in chosen.places]
        if not self.restored and chosen.whole:
            if names == self.active and chosen.single == (len(names) == 1):
                return None
            if len(self.active) > 1 and not chosen.single:
                order = [self.active.index(name) for name in names]
                return lambda made, args: tuple([made[i] for i in order])
        return lambda made, args: chosen.arranged(self.by_name(made, args))

    def by_name(self, made: Any, args: tuple[Any, ...]) -> dict[str, Any]:
        """What the module returns as gradients, by parameter."""
        out = dict(zip(self.active, made if len(self.active) != 1 else (made,), strict=True))
        if self.restored:
            out = {n: named(args[self.names.index(n)], g) for n, g in out.items()}
        return out

    def kept(self, args: tuple[Any, ...]) -> tuple[Any, ...]:
        """The arguments as what comes back later is named after, whatever happens to them meanwhile."""
        return mapped(_same, args) if self.restored else args

    def result(self, value: Any, args: tuple[Any, ...]) -> Any:
        """A result, or its tangent; where it is a gradient, with the classes of the arguments."""
        if not self.like:
            return value
        found = [named(args[i], v) for i, v in zip(self.like, value if len(self.like) > 1 else (value,), strict=True)]
        return tuple(found) if len(found) > 1 else found[0]

    def per_parameter(self, made: Any, args: tuple[Any, ...]) -> tuple[Any, ...]:
        """One gradient a parameter, None for what is not differentiated."""
        if self.every:
            return made if len(self.names) > 1 else (made,)
        found = self.by_name(made, args)
        return tuple([found.get(n) for n in self.names])

    @functools.cached_property
    def gradients(self) -> type[tuple[Any, ...]]:
        """The class of gradients that name the parameters."""
        return gradients_type(self.names[self.leading :])

    def _wrapper(self, table: Table) -> Arrange | None:
        names = self.names[table.leading :]
        bare = len(names) == 1 or (table.wrt is not None and len(table.wrt) == 1)
        if bare and not self.restored:
            return None if len(self.active) == 1 else lambda made, args: made[0]
        if bare:
            return lambda made, args: self.by_name(made, args)[self.active[0]]
        cls, new, leading = self.gradients, tuple.__new__, table.leading
        if len(self.active) == len(names) and not self.restored:
            return lambda made, args: new(cls, made)
        return lambda made, args: new(cls, self.per_parameter(made, args)[leading:])

    def _real(self, function: Callable[..., Any], taped: bool) -> Callable[..., Any]:
        """The function, with complex numbers among its results refused: Python's own powers may make them of floats.

        A tape may hold complex numbers of the user's own.
        """

        def real(*inputs: Any) -> Any:
            result = function(*inputs)
            if any(type(x) is complex for x in leaves(result[0] if taped else result)):
                raise ArgumentError(
                    "S2S504",
                    self.title,
                    "a negative number to a fractional power is complex",
                    "keep the base positive, or take NumPy's: np.power(x, y) is nan there.",
                    "a gradient needs a real scalar result.",
                )
            return result

        return real

    def _refuse_result(self, *inputs: Any) -> Any:
        raise ArgumentError(
            "S2S504",
            self.title,
            f"the result is {_described(self.meta['result'])}",
            "return its real part or np.abs of it, or use vjp with a seed, or jvp."
            if "complex" in str(self.meta["result"])
            else "use vjp with a seed, or jacobian; or return one number, such as its sum.",
            "a gradient needs a real scalar result.",
        )

    def _by_tangents(self, *inputs: Any) -> tuple[Any, Any]:
        """Value and gradient by one tangent sweep for every number: forward mode."""
        if not self.scalar:
            self._refuse_result()
        at = [self.meta["params"].index(n) for n in self.active]
        dots = [zeros(inputs[i]) for i in at]
        value, _ = self.tangent(*inputs, *dots)

        def sweep(k: int, dot: Any) -> Any:
            return self.tangent(*inputs, *dots[:k], dot, *dots[k + 1 :])[1]

        grads = [one_by_one(inputs[i], lambda dot, k=k: sweep(k, dot)) for k, i in enumerate(at)]  # type: ignore[misc]
        return value, grads[0] if len(grads) == 1 else tuple(grads)

    def with_aux(self, args: tuple[Any, ...]) -> tuple[Any, Any, Any]:
        """Value, auxiliary result and gradient of a function that returns the first two."""
        inputs = self.inputs(args)
        result, tape = self.forward(*inputs)
        value: Any = result[0] if isinstance(result, tuple) and len(result) == 2 else None
        if not is_real(value) or np.shape(value) != ():
            what = "with has_aux the result is no pair of a real scalar and something else"
            raise ArgumentError("S2S504", self.title, what, "return (value, aux).")
        aux = copied(result[1])
        one = np.ones_like(value) if isinstance(value, np.ndarray) else type(value)(1.0)
        made = self.adjoint(*inputs, tape, (one, zeros(aux)))
        return value, aux, made

    # ------------------------------------------------------------ products

    def pull(self, args: tuple[Any, ...]) -> tuple[Any, Callable[[Any], Any]]:
        """The value, and a function from a seed to what the module returns as gradients.

        Arrays are copied now: the caller may change the arguments and the value before the function is called.
        """
        adjoint = self.adjoint
        inputs = [x if type(x) is float else copied(x) for x in (args if self.direct else self.inputs(args))]
        value, tape = self.forward(*inputs)
        template = value
        if not isinstance(value, (float, np.generic)):
            value = self.result(copied(value), args)
            template = zeros(value)

        def pullback(seed: Any) -> Any:
            return adjoint(*inputs, tape, conforming(template, seed, self.title, "the seed"))

        return value, pullback

    def push(self, args: tuple[Any, ...], tangents: Sequence[Any]) -> tuple[Any, Any]:
        """Value and tangent of the result; ``tangents`` has one a parameter, None where there is none."""
        inputs = args if self.direct else self.inputs(args)
        dots = self._dots(inputs, tangents)
        value, dot = self.tangent(*inputs, *dots)
        if type(dot) is float and type(value) is float:  # at once, as it is most often
            return value, dot
        if (type(dot) is float or isinstance(dot, np.floating)) and not is_complex(value):
            return value, dot
        taken = arrays([inputs, dots, value])
        return self.result(value, args), self.result(named(value, fresh(value, dot, taken)), args)

    def _dots(self, inputs: Sequence[Any], tangents: Sequence[Any]) -> list[Any]:
        """The tangents as the sweep takes them; zeros for none."""
        dots = []
        for at, i, what in self.dotted:
            like, dot = inputs[at], tangents[i]
            if type(dot) is float and type(like) is float:
                dots.append(dot)
            else:
                dots.append(zeros(like) if dot is None else conforming(like, dot, self.title, what, shared=True))
        return dots

    def linear(self, args: tuple[Any, ...]) -> tuple[Any, Callable[[Sequence[Any]], Any]]:
        """The value, and a function from tangents, one a parameter, to the tangent of the result.

        Arrays are copied now, as for `pull`.
        """
        push_on = self.push_on
        inputs = [x if type(x) is float else copied(x) for x in (args if self.direct else self.inputs(args))]
        value, tape = self.linearize(*inputs)
        template = value if isinstance(value, (float, np.generic)) else zeros(value)
        given = self.kept(args)

        def push(tangents: Sequence[Any]) -> Any:
            dots = self._dots(inputs, tangents)
            dot = push_on(*inputs, tape, *dots)
            if type(dot) is float and type(template) is float:
                return dot
            return self.result(named(template, fresh(template, dot, arrays([inputs, tape, dots]))), given)

        return self.result(copied(value), args), push


def _same(leaf: Any) -> Any:
    return leaf


def memory_of(written: Sequence[tuple[str, Any]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Of named arguments that a function may write, the arrays that are read-only and those with gaps, each by the name
    and a number.
    """
    own = [(f"{n}:{k}", x) for n, arg in written for k, x in enumerate(arrays(arg))]
    locked = tuple([n for n, x in own if not x.flags.writeable])
    gaps = tuple([n for n, x in own if has_gaps(x)])
    return tuple([(step, names) for step, names in (("locked", locked), ("gaps", gaps)) if names])


def _described(result: Any) -> str:
    if result is None:
        return "no number"
    if "items" in result:
        return f"a {result['kind']} of {len(result['items'])} items"
    return f"{'a scalar' if result['scalar'] else 'an array'} of {result['dtype']}"
