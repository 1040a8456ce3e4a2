"""Calls of generated modules: which one a call needs, what it is handed, what comes back.

A `Table` belongs to one function and one kind of derivative. It maps the key of the arguments (`s2sad.trees.key_of`)
to a `Plan`, which holds the loaded module and all that a call with that signature has to do besides calling it.
Numbers and arrays are looked up by their types, dtypes and shapes first, which takes less time to ask for.
"""

from __future__ import annotations

import os
import threading
import weakref
from collections.abc import Hashable
from types import FunctionType
from typing import Any

import numpy as np

from s2sad import loading
from s2sad.binding import Parameters
from s2sad.errors import ArgumentError
from s2sad.plan import Plan
from s2sad.trees import (
    has_float,
    key_of,
)

GRADIENTS = ("grad", "holomorphic")  # steps of a chain that make gradients
Chain = tuple[tuple[str, tuple[str, ...]], ...]
_LOCK = threading.RLock()
_MOST_PLANS = 512
_TABLES: weakref.WeakSet[Table] = weakref.WeakSet()
_OF_TABLES = threading.Lock()


def _renew_lock() -> None:
    global _LOCK, _OF_TABLES
    _LOCK = threading.RLock()
    _OF_TABLES = threading.Lock()


# A thread of the parent may hold it at a fork; in the child there is no such thread to release it.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew_lock)
_ndarray = np.ndarray


class Table:
    """The plans of one function for one kind of derivative, by signature.

    ``wrt`` is None for all parameters that receive floats. ``leading`` arguments are `self`: they have no gradient.
    """

    def __init__(
        self,
        function: FunctionType,
        parameters: Parameters,
        mode: str,
        wrt: tuple[str, ...] | None,
        chain: Chain,
        leading: int,
        optimise: bool,
        on_disk: bool,
    ) -> None:
        self.function = weakref.ref(function)
        self.parameters = parameters
        self.mode = mode
        self.wrt = wrt
        self.chain = chain
        self.leading = leading
        self.optimise = optimise
        self.on_disk = on_disk
        self.gradient_of = chain[-1][1] if chain and chain[-1][0] in GRADIENTS else ()  # parameters, in their order
        self.asked = tuple(n for step, names in chain if step in GRADIENTS for n in names)
        self.fitted = any(step in ("locked", "gaps") for step, _ in chain)
        self.of_memory: dict[Chain, Table] = {}
        self.plans: dict[Hashable, Plan] = {}
        self.met: dict[Hashable, Plan] = {}  # the same by types and shapes as they come: quicker to ask for
        self.by_value: dict[Hashable, tuple[int, ...]] = {}
        with _OF_TABLES:
            _TABLES.add(self)

    def plan(self, args: tuple[Any, ...]) -> Plan:
        """The plan for a call; ``args`` has one value a parameter."""
        parts: list[Any] = []
        for x in args:
            t = type(x)
            if t is float or t is int:
                parts.append(t)
            elif t is _ndarray:
                parts.append(x.dtype)
                parts.append(x.shape)
            else:
                key = self._key(args)
                break
        else:
            key = tuple(parts)
        plan = self.met.get(key)
        if plan is None or (plan.guarded and not plan.is_current(args)):
            return self._other(key, args)
        for namespace, name, value in plan.slots:
            if namespace.get(name) is not value:
                return self._other(key, args)
        for ref, code, defaults in plan.codes:
            function = ref()
            if function is None or function.__code__ is not code or function.__defaults__ is not defaults:
                return self._other(key, args)
        return self._fitting(plan, args) if plan.written else plan

    def _fitting(self, plan: Plan, args: tuple[Any, ...]) -> Plan:
        """The plan; where the function may write to arrays that are read-only or have gaps, one for a text that knows.

        Where a function comes to write to what is read-only NumPy raises, and does not where it does not; copies of
        what has gaps have them too.
        """
        memory = () if self.fitted else plan.memory(args)
        function = self.function()
        if not memory or function is None:
            return plan
        table = self.of_memory.get(memory)
        if table is None:
            table = self.of_memory[memory] = Table(
                function,
                self.parameters,
                self.mode,
                self.wrt,
                (*memory, *self.chain),
                self.leading,
                self.optimise,
                self.on_disk,
            )
        return table.plan(args)

    def _key(self, args: tuple[Any, ...]) -> tuple[Any, ...]:
        """What a plan is made for."""
        return tuple([key_of(x, self.differentiated(i)) for i, x in enumerate(args)])

    def differentiated(self, index: int) -> bool:
        """Whether the parameter may have a gradient, so that an object counts by what it holds."""
        if self.wrt is None:
            return index >= self.leading
        name = self.parameters.names[index]
        return name in self.wrt or name in self.asked

    def forget(self) -> None:
        """Find every plan anew."""
        self.plans.clear()
        self.met.clear()
        self.of_memory.clear()

    def _other(self, met: Hashable, args: tuple[Any, ...]) -> Plan:
        """The plan for a call whose arguments have not been met so, or whose plan is not current any more."""
        plan = self._found_or_made(met, args)
        return self._fitting(plan, args) if plan.written else plan

    def _found_or_made(self, met: Hashable, args: tuple[Any, ...]) -> Plan:
        with _LOCK:
            key = self._key(args)
            indices = self.by_value.get(key)
            plan = self.plans.get(key if indices is None else _valued(key, indices, args))
            if plan is None or not plan.is_current(args):
                plan = self._make(args)
                if plan.by_value:
                    self.by_value[key] = plan.by_value
                    self.plans.pop(key, None)
                    self.met.clear()
                    self.plans[_valued(key, plan.by_value, args)] = plan
                else:
                    self.plans[key] = plan
                _trim(self.plans)
            if not plan.by_value:
                self.met[met] = plan
                _trim(self.met)
            return plan

    def _make(self, args: tuple[Any, ...]) -> Plan:
        function = self.function()
        assert function is not None, "the caller holds it"
        names = self.parameters.names
        if self.parameters.code is not function.__code__ and Parameters(function).names != names:
            raise ArgumentError(
                "S2S506",
                self.parameters.function,
                "its parameters are others than when it was decorated",
                "decorate it again, or take grad(f) again.",
                "its code has been replaced.",
            )
        wrt, promoted = self.active(args)
        values = {n: float(x) if n in promoted else x for n, x in zip(names, args, strict=True)}
        order = loading.Order(function, values, wrt, self.chain, (self.mode,), self.optimise)
        return Plan(self, loading.find(order, self.on_disk), args, wrt, promoted)

    def active(self, args: tuple[Any, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The parameters to differentiate, and the Python ints to make floats of."""
        title, names = self.parameters.function, self.parameters.names[self.leading :]
        given = dict(zip(names, args[self.leading :], strict=True))
        if self.wrt is None:
            wrt = tuple(n for n in names if has_float(given[n]))
            if not wrt:
                raise ArgumentError(
                    "S2S503",
                    title,
                    "no argument holds a float or an array of floats",
                    "pass floats (2.0, not 2) or arrays of them (x.astype(float)), or name an int parameter in wrt.",
                )
        else:
            wrt = self.wrt
        asked = dict.fromkeys((*wrt, *self.asked))
        promoted = tuple(n for n in asked if type(given[n]) is int)
        for n in asked:
            if n not in promoted:
                _check_active(title, n, given[n])
        return wrt, promoted


def forget_all() -> None:
    """Find every plan anew: a row has changed that any text may be made with."""
    with _LOCK:
        with _OF_TABLES:
            tables = list(_TABLES)
        for table in tables:
            table.forget()


def _trim(plans: dict[Hashable, Plan]) -> None:
    while len(plans) > _MOST_PLANS:
        del plans[next(iter(plans))]


def _valued(key: Hashable, indices: tuple[int, ...], args: tuple[Any, ...]) -> Hashable:
    return (key, *(repr(args[i]) for i in indices))


def _check_active(title: str, name: str, value: Any) -> None:
    if has_float(value):
        return
    if isinstance(value, (np.ndarray, np.generic)):
        fix = f"pass {name}.astype(float)." if isinstance(value, np.ndarray) else f"pass float({name})."
        what = f"is {'an array' if isinstance(value, np.ndarray) else 'a scalar'} of {value.dtype}"
    else:
        what, fix = f"is of the class {type(value).__name__} and holds no float", "pass a float or an array of floats."
    why = "the result is no differentiable function of it."
    raise ArgumentError("S2S502", title, f"{name} {what}", fix, why)
