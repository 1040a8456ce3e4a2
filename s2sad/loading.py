"""The generated module for one signature: from memory, from the disk cache, or made now.

A parameter whose *value* decides the text (an axis) is only known to be one once the text is being made. So an entry
of the cache may say, in place of a module, which value is to be added to the key: ``{"needs": "axis"}``.
"""

from __future__ import annotations

import contextlib
import itertools
import sys
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from types import FunctionType
from typing import Any

from s2sad import cache, fingerprint
from s2sad.cache import Loaded
from s2sad.captured import encoded, is_json, number_of
from s2sad.collector import waits
from s2sad.dataclass import dataclass
from s2sad.environment import sources_unchanged
from s2sad.errors import ArgumentError
from s2sad.fingerprint import Dependencies, dependencies

_MOST_IN_MEMORY = 256
_MOST_TRIES = 20
_memory: OrderedDict[str, Loaded] = OrderedDict()  # by the digest of the key: functions with equal text share modules
_count = itertools.count(1)


@dataclass(frozen=True)
class Order:
    """What is to be generated: of which function, at which arguments, how."""

    function: FunctionType
    values: Mapping[str, Any]  # by parameter
    wrt: tuple[str, ...]
    chain: tuple[tuple[str, tuple[str, ...]], ...]
    modes: tuple[str, ...]
    optimise: bool


@dataclass(frozen=True)
class Found:
    """A module and what is needed to call it: ``functions`` are those that places of captured values count in."""

    loaded: Loaded
    functions: tuple[FunctionType, ...]
    by_value: tuple[str, ...]


class _NotForDisk(Exception):
    """What was made is not what an entry under its key would stand for, or cannot be said in one."""


class _Changed(Exception):
    """While the module was made, another thread changed what the key was made of."""


def find(order: Order, on_disk: bool) -> Found:
    """The module for an order; callers hold the lock."""
    for _ in range(_MOST_TRIES):
        with waits(), contextlib.suppress(_Changed):
            return _find(order, on_disk)
    raise ArgumentError(
        "S2S508",
        order.function.__qualname__,
        "what it reads from outside is changed all the time by another thread",
        "take the first derivative before the other threads start.",
    )


def _find(order: Order, on_disk: bool) -> Found:
    own = dependencies(order.function)
    given = dependencies(tuple(order.values.values()))  # type: ignore[arg-type]  # it describes any object
    functions = [*own.functions, *given.functions]
    made: list[Any] = []
    by_value: tuple[str, ...] = ()
    while True:
        make = _maker(order, own, by_value, functions, made)
        values = [f"{n}={order.values[n]!r}" for n in by_value]
        options = repr((order.wrt, order.chain, order.modes, order.optimise, values))
        key = fingerprint.key(order.function.__name__, (own, given), options, _digest_of_rules())
        if key is None:
            loaded = _in_memory_only(order, make)
        else:
            reached = len(functions)
            loaded = _remembered(key, order, make, on_disk)
            if len(functions) > reached:  # equal keys would not lead to those
                _memory.pop(key.digest, None)
        needed = loaded.meta.get("needs")
        if needed is None:
            return Found(loaded, tuple(functions), by_value)
        by_value = (*by_value, needed)


def _remembered(key: cache.Key, order: Order, make: Callable[[bool], Any], on_disk: bool) -> Loaded:
    known = _memory.get(key.digest)
    if known is not None and (known.path is not None or not on_disk):
        _memory.move_to_end(key.digest)
        return known
    loaded = None
    if on_disk and cache.enabled():
        try:
            loaded = cache.load_or_make(key, lambda: make(True))
        except _NotForDisk:
            loaded = None
    if loaded is None:
        loaded = known or _in_memory_only(order, make)
    _memory[key.digest] = loaded
    while len(_memory) > _MOST_IN_MEMORY:
        _memory.popitem(last=False)
    return loaded


def _in_memory_only(order: Order, make: Callable[[bool], Any]) -> Loaded:
    meta, text = make(False)
    return Loaded(cache.load(order.function.__name__, text), dict(meta), text, None)


def _maker(
    order: Order, own: Dependencies, by_value: tuple[str, ...], functions: list[FunctionType], made: list[Any]
) -> Callable[[bool], tuple[Mapping[str, Any], str]]:
    """``make`` for the cache; ``made`` keeps the module while the values that it needs are added to the key."""
    reached = len(functions)  # by the key; what lowering finds beyond that, no entry can point at

    def make(for_disk: bool) -> tuple[Mapping[str, Any], str]:
        if not made:
            module = _generate(order)
            if dependencies(order.function).parts != own.parts:
                raise _Changed
            made.append(module)
        if for_disk and not sources_unchanged():
            raise _NotForDisk
        module = made[0]
        needs: Sequence[str] = module.meta["by_value"][len(by_value) :]
        if needs:
            return {"needs": needs[0]}, f'"""The value of {needs[0]!r} decides the text: it is part of the key."""\n'
        places = {
            "hidden": [encoded(p, functions) for p in module.hidden],
            "reached": [encoded(p, functions) for p in module.reached],
            "lowered": [number_of(f, functions) for f in module.lowered],
        }
        sayable = len(functions) == reached and all(map(is_json, (*module.hidden, *module.reached)))
        if for_disk and not sayable:
            raise _NotForDisk
        return {**module.meta, "places": places}, module.text

    return make


def _generate(order: Order) -> Any:
    from s2sad import __version__
    from s2sad.pipeline import generate
    from s2sad.signature import spec_of

    asked = {*order.wrt, *(n for step, names in order.chain if step in ("grad", "holomorphic") for n in names)}
    specs = {name: spec_of(value, name, name in asked) for name, value in order.values.items()}
    return generate(
        order.function,
        specs,
        order.values,
        order.wrt,
        chain=order.chain,
        modes=order.modes,
        optimise=order.optimise,
        version=__version__,
    )


def _digest_of_rules() -> bytes:
    if "s2sad.rules" not in sys.modules:
        return b""  # nobody has added a row; to import them would be most of the time of a disk hit
    from s2sad.rules import REGISTRY

    return REGISTRY.digest()
