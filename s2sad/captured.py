"""Values that a function reads from outside, read anew at every call.

Before, where lowering found them: ``(f, "cfg", ("attribute", "scale"))`` is the attribute ``scale`` of what the global
``cfg`` of ``f`` is. After: a function that reads it.

In a cache entry that place is ``[0, "cfg", ["attribute", "scale"]]``, 0 being the number of ``f`` among the functions
that the differentiated one reaches, or -1 for one of its parameters.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Sequence
from typing import Any

Reader = Callable[[Sequence[Any]], Any]  # of the arguments of a call


def encoded(place: Sequence[Any], functions: list[types.FunctionType]) -> list[Any]:
    """The place as JSON; functions that are not in the list yet are put there."""
    function, name, *steps = place
    number = -1 if function is None else number_of(function, functions)
    return [number, name, *(list(step) for step in steps)]


def number_of(function: types.FunctionType, functions: list[types.FunctionType]) -> int:
    """The place of a function in the list, where it is put if it is not there yet."""
    for i, f in enumerate(functions):
        if f is function:
            return i
    functions.append(function)
    return len(functions) - 1


def is_json(place: Sequence[Any]) -> bool:
    """Whether a place survives being written as JSON: keys of dicts may be anything."""
    return all(type(step[1]) in (str, int) for step in place[2:])


def reader(place: Sequence[Any], functions: Sequence[types.FunctionType], names: Sequence[str]) -> Reader:
    """A function that reads the place."""
    number, name, *steps = place
    root = _parameter(names.index(name)) if number < 0 else _variable(functions[number], name)
    for kind, step in steps:
        root = _attribute(root, step) if kind == "attribute" else _item(root, step)
    return root


def namespace_slot(place: Sequence[Any], functions: Sequence[types.FunctionType]) -> tuple[dict[str, Any], str] | None:
    """The namespace and name, if the place is a plain global: those are checked the fastest."""
    number, name, *steps = place
    if number < 0 or steps or name in functions[number].__code__.co_freevars:
        return None
    return functions[number].__globals__, name


def shape_of(value: Any) -> Any:
    """How a container is made up, as far as that decides the text: its items are read at every call."""
    if type(value) is dict:
        return tuple([(type(key), key) for key in value])
    return len(value)


def same(value: Any, expected: Any) -> bool:
    """Whether what stands at a place is what stood there: the same object, or again the same bound method."""
    if value is expected:
        return True
    if type(value) is not type(expected):
        return False
    marked = getattr(value, "__s2sad_function__", value)
    return isinstance(marked, _BOUND) and bool(value == expected)


_BOUND = (types.MethodType, types.BuiltinMethodType, types.MethodWrapperType)


def _parameter(index: int) -> Reader:
    return lambda args: args[index]


def _variable(function: types.FunctionType, name: str) -> Reader:
    free = function.__code__.co_freevars
    if name in free:
        cell = (function.__closure__ or ())[free.index(name)]
        return lambda args: cell.cell_contents
    namespace, builtins = function.__globals__, getattr(function, "__builtins__")  # noqa: B009 - unknown to typeshed

    def read(args: Sequence[Any]) -> Any:
        try:
            return namespace[name]
        except KeyError:
            if name in builtins:
                return builtins[name]
            raise NameError(f"name {name!r} is not defined", name=name) from None

    return read


def _attribute(base: Reader, name: str) -> Reader:
    return lambda args: getattr(base(args), name)


def _item(base: Reader, key: Any) -> Reader:
    return lambda args: base(args)[key]
