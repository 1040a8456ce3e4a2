"""Parameters: what their names stand for at the entry of a function, by their types.

::

    def f(p, xs): ...       with p a tuple of two floats, xs a list of arrays at run time
    p -> (p_0, p_1)         two w's, each a parameter of the text
    xs -> w3                a list; assumed of its items is what the signature says
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from s2sad.ir import Arg, Const, Eqn, Pack, Param, Var, unused
from s2sad.lower.alternatives import EITHER
from s2sad.lower.callee_calls import is_flat
from s2sad.lower.closures import CELLS, Layout, Opening
from s2sad.lower.frame import Frame
from s2sad.lower.handed_lists import parameter_key
from s2sad.lower.runtime_lists import is_list
from s2sad.lower.session import Place
from s2sad.types import Known, Scalar, Struct, Type


def bind_parameters(frame: Frame, name: str, t: Type) -> list[Param]:
    """A parameter: a w, a known value, or a structure taken apart into w's."""
    if frame.caller is not None and is_flat(t):
        params: list[Param] = []
        frame.env[name] = _spread(frame, name, t, (name,), params)
        return params
    var = frame.b.var(t, name)
    if isinstance(t, Known):
        if frame.caller is None:
            frame.session.found_at((None, name), t.value)
        frame.env[name] = Const(t.value)
        return [Param(name, var, Const(t.value))]
    tree = _leaves(frame, var, t, (name,), (None, name))
    frame.env[name] = tree
    return [Param(name, var, tree)]


def _spread(frame: Frame, name: str, t: Type, path: tuple[object, ...], params: list[Param]) -> Arg:
    """A structure of which each number is a parameter."""
    if isinstance(t, Known):
        return Const(t.value)
    if isinstance(t, Struct):
        names = _part_names(name, t)
        return Pack(
            t.kind,
            tuple(
                _spread(frame, n, item, (*path, i), params)
                for i, (n, item) in enumerate(zip(names, t.items, strict=True))
            ),
            t.keys,
            t.of,
        )
    unique = unused(name, frame.names)
    frame.names.add(unique)
    var = frame.b.var(t, unique)
    _note_origin(frame, var, path)
    params.append(Param(unique, var, var))
    return var


def _part_names(name: str, t: Struct) -> list[str]:
    """What the parts of a structure are called as parameters: cells are called like the variables that they are."""
    if isinstance(t.of, Layout):
        return [cell for _, cell in t.of.cells]
    if t.kind == "function" and t.keys is not None:
        return [str(k) for k in t.keys]
    if t.kind == EITHER:
        return [f"{name}_which", *(f"{name}_{k}" for k in t.keys or ())]
    keys = t.keys or ()  # of a partial, those of the last items
    return [f"{name}_{_spelled(k)}" for k in (*range(len(t.items) - len(keys)), *keys)]


def _spelled(key: object) -> str:
    """A key as part of a name: ``(1, 2)`` is ``1_2``."""
    return re.sub(r"\W+", "_", str(key)).strip("_")


def open_parameters(frame: Frame, specs: Mapping[str, Type]) -> list[str]:
    """Put functions in place of what was closed; the cells that they may assign are part of the result."""
    cells = frame.env.pop(CELLS, None)
    if not isinstance(cells, Pack):
        return []
    layout = cells.of
    assert isinstance(layout, Layout)
    opening = Opening.of(frame, "parameters", cells)
    frame.handed = opening.scopes
    for p in (*specs, *frame.parameters):
        if p in frame.env:
            frame.env[p] = opening.value(frame.env[p])
    for place, (path, value) in frame.parameters.items():
        opened = opening.value(value)
        assert isinstance(opened, Pack)
        frame.parameters[place] = path, opened
    if layout.function is not None:
        frame.outer = opening.scopes[layout.function.scope]
    return opening.rebound_keys(layout)


def _note_origin(frame: Frame, var: Var, path: tuple[object, ...]) -> None:
    if is_list(var):
        frame.lists[var] = parameter_key(frame.context, path)
    if isinstance(var.type, Scalar) and var.type.dtype == "int64" and (frame.caller is not None or len(path) == 1):
        frame.origins[var] = path


def _leaves(frame: Frame, var: Var, t: Type, path: tuple[object, ...], place: Place) -> Arg:
    """The w's of a structure, and where its known parts are found at every call."""
    if not isinstance(t, Struct):
        _note_origin(frame, var, path)
        return var
    if isinstance(t.of, type) and frame.caller is None:
        frame.session.found_at((*place, ("attribute", "__class__")), t.of)
    step = "attribute" if t.kind == "object" else "item"
    parts: list[Arg] = []
    for i, item in enumerate(t.items):
        key = t.keys[i] if t.keys is not None else i
        there = (*place, (step, key))
        if isinstance(item, Known):
            if frame.caller is None:
                frame.session.found_at(there, item.value)
            parts.append(Const(item.value))
            continue
        out = frame.b.var(item)
        frame.b.stmts.append(Eqn((out,), "field", (var, Const(key))))
        parts.append(_leaves(frame, out, item, (*path, i), there))
    return Pack(t.kind, tuple(parts), t.keys, t.of)
