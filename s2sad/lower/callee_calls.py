"""Calls of functions that are read: they stand beside the caller, one for each signature.

::

    y = g(x, (a, b), n=3)       w5, w6 = call(x, a, b, function=g)      g_x_a_b with n known as 3
    y = g(x)                    the numbers that g reads from outside are operands as well
"""

from __future__ import annotations

import ast
import inspect
import types
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from s2sad.dataclass import dataclass
from s2sad.ir import Arg, Const, Eqn, Pack, Param, Var, leaves, map_arg, type_of
from s2sad.lower import handed_lists
from s2sad.lower.closures import CELLS, Closing, received
from s2sad.lower.conflicts import BOTTOM, NeedsValue, Refused
from s2sad.lower.emitting import usable
from s2sad.lower.frame import Frame, Returned
from s2sad.lower.handing import Handed
from s2sad.lower.heap import fresh, kept, places
from s2sad.lower.outside import captured
from s2sad.lower.scopes import Cells, Code, Made
from s2sad.lower.session import Place
from s2sad.types import ITEM, Array, Dim, Known, List, Scalar, Struct, Type, is_number, with_axes


def call_function(
    frame: Frame, node: ast.AST, function: types.FunctionType, args: list[Arg], kwargs: dict[str, Arg]
) -> Arg:
    """Lower a call of a function that was defined outside."""
    return invoke(frame, node, function, function_values(frame, node, function, args, kwargs))


def function_values(
    frame: Frame, node: ast.AST, function: types.FunctionType, args: list[Arg], kwargs: dict[str, Arg]
) -> dict[str, Arg]:
    """The value of each parameter of a function that was defined outside."""
    signature = inspect.signature(function, follow_wrapped=False)

    def default(p: inspect.Parameter) -> Arg:
        return _default(frame, node, function, p)

    return bound(frame, node, function.__name__, signature, args, kwargs, default)


def _default(frame: Frame, node: ast.AST, function: types.FunctionType, p: inspect.Parameter) -> Arg:
    """A default of a function that was defined outside: numbers as they are, what can be written is read anew."""
    if not isinstance(p.default, (np.ndarray, list, dict, tuple)):
        return Const(p.default)
    place = frame.session.place_of(function)
    if place is None:
        frame.refuse(
            node,
            "S2S211",
            f"the default of {p.name!r} in {function.__name__}",
            "its value may change from call to call, and nothing tells where the function comes from.",
            "pass the argument.",
        )
    if p.kind is p.KEYWORD_ONLY:
        steps: tuple[tuple[str, Any], ...] = (("attribute", "__kwdefaults__"), ("item", p.name))
    else:
        code = function.__code__
        names = code.co_varnames[: code.co_argcount]
        at = names.index(p.name) - (code.co_argcount - len(function.__defaults__ or ()))
        steps = (("attribute", "__defaults__"), ("item", at))
    return captured(frame, node, (*place, *steps), p.default)


def bound(
    frame: Frame,
    node: ast.AST,
    name: str,
    signature: inspect.Signature,
    args: list[Arg],
    kwargs: dict[str, Arg],
    default: Callable[[inspect.Parameter], Arg],
) -> dict[str, Arg]:
    """The value of each parameter, in order."""
    try:
        given = signature.bind(*args, **kwargs).arguments
    except TypeError as e:
        frame.refuse(node, "S2S211", f"a call of {name}", f"{e}.", "check the call.")
    values: dict[str, Arg] = {}
    for p in signature.parameters.values():
        if p.kind is p.VAR_POSITIONAL:
            values[p.name] = Pack("tuple", tuple(given.get(p.name, ())))
        elif p.kind is p.VAR_KEYWORD:
            extra = given.get(p.name, {})
            values[p.name] = fresh("dict", extra.values(), tuple(extra))
        else:
            values[p.name] = given[p.name] if p.name in given else default(p)
    return values


@dataclass(frozen=True)
class Prepared:
    """A call whose callee is lowered: what it is called, and what it is handed."""

    name: str
    key: tuple[object, ...]
    values: dict[str, Arg]
    specs: dict[str, Type]
    canonical: _Canonical
    operands: tuple[Arg, ...]
    rebound: tuple[str, ...]  # where the variables are that the callee may assign
    scopes: Sequence[Cells]  # what functions that are handed over read
    handed: Handed

    def numbers(self, name: str) -> list[Arg]:
        """The operands for a parameter that is taken apart."""
        return numbers_of(self.values[name], self.specs[name])


def prepared(
    frame: Frame,
    node: ast.AST,
    callee: types.FunctionType | Code,
    values: dict[str, Arg],
    made: Made | None = None,
) -> Prepared | None:
    """Lower the callee at the types of a call; None while an argument is not known yet."""
    from s2sad.lower.functions import instance, instance_key

    for v in values.values():
        usable(frame, v, node)
    if any(v is BOTTOM for v in values.values()):
        return None
    code = callee if isinstance(callee, Code) else callee.__code__
    closing, handed = Closing(frame), Handed()
    values = {name: kept(frame, node, v, ".argument") for name, v in values.items()}
    for name, v in values.items():
        handed_lists.make_needed(frame, node, code, v, (name,))
    values = {name: closing.value(v) for name, v in values.items()}
    cells = closing.packed(closing.reference(made) if made is not None else None)
    if cells is not None:
        values[CELLS] = cells
        for i, (scope, name) in enumerate(closing.cells):
            handed_lists.make_needed(frame, node, code, closing.scopes[scope].value(name), (CELLS, i))
    values = handed.over(values)
    while True:
        canonical = _Canonical(code, frame.session.needs_value)
        specs = {name: canonical.spec(v, (name,)) for name, v in values.items()}
        key = instance_key(callee, specs)
        try:
            name = instance(frame, node, callee, specs)
            for parameter, v in values.items():
                handed_lists.handed(frame, node, key, v, (parameter,))
            break
        except NeedsValue as e:
            if e.function != key:
                raise
            part, problem = _part(values, e.path), e.otherwise
            if problem is not None and not isinstance(part, Const):
                frame.refuse(node, "S2S305", f"the result is {problem.what}", problem.why, problem.fix)
            if e.wished and not isinstance(part, Const):
                frame.ask_for(part)
                frame.session.unanswered.add((key, e.path))
                continue
            frame.known(part, node)
            frame.session.needs_value.add((canonical.code, e.path))
            frame.session.changed = True
    operands: list[Arg] = []
    for parameter, v in values.items():
        if is_flat(specs[parameter]):
            operands += numbers_of(v, specs[parameter])
        elif not isinstance(specs[parameter], Known):
            operands.append(v)
    for hidden, t, place in frame.session.hidden.get(key, ()):
        operands.append(hidden_input(frame, hidden, t, place))
    return Prepared(
        name, key, values, specs, canonical, tuple(operands), tuple(closing.rebound_keys()), closing.scopes, handed
    )


def _placed(result: Arg, path: str) -> Iterator[tuple[str, Var]]:
    """The w's of a result, and where each stands: by a count a later reading, which knows more, would take others."""
    if isinstance(result, Var):
        yield path, result
    elif isinstance(result, Pack):
        for i, item in enumerate(result.items):
            yield from _placed(item, f"{path}.{i}")


def emit_call(frame: Frame, node: ast.AST, call: Prepared, name: str, result: Arg, more: Sequence[Arg] = ()) -> Arg:
    """The statement of a call, and its result; ``name`` may be a derivative of the callee that takes ``more``."""
    outs: dict[Var, Var] = {}
    for path, leaf in _placed(result, ""):
        if leaf not in outs:
            place = frame.axis(node, f".call{path}")
            outs[leaf] = frame.b.var(call.canonical.back(leaf.type, place))
            if isinstance(leaf.type, List):
                outs[leaf] = handed_lists.received(frame, node, place, leaf.type)
    for leaf, (parts, paths) in frame.session.returned.get(call.key, {}).items():
        if leaf in outs:  # of a derivative they are others
            own = tuple((call.canonical.code, path) for path in paths)
            given = tuple(v for path in paths for v in leaves(_part(call.values, path)))
            frame.returned[outs[leaf]] = Returned((*parts, *own), given)
    frame.b.loc = loc = frame.loc(node)
    frame.b.stmts.append(Eqn(tuple(outs.values()), "call", (*call.operands, *more), (("function", name),), loc))
    return map_arg(lambda v: outs[v], result)


def invoke(
    frame: Frame,
    node: ast.AST,
    callee: types.FunctionType | Code,
    values: dict[str, Arg],
    made: Made | None = None,
) -> Arg:
    """Lower a call; the callee's text will stand beside the caller's."""
    outer, frame.calling = frame.calling, node
    try:
        call = prepared(frame, node, callee, values, made)
    finally:
        frame.calling = outer
    # Where another reading follows, the caller goes on: what it does may be what mends the callee.
    if call is not None and call.key in frame.session.failed and not frame.session.unsettled:
        frame.session.failed.add(frame.context)
        raise Refused("a call of what has problems of its own")
    result = None if call is None else frame.session.results.get(call.key)
    if call is None or result is None:
        return BOTTOM
    for path in frame.session.lost.get(call.key, ()):
        frame.lost |= places(call.handed.at(frame, path, frame.env))
    frame.lost |= {call.rebound[i] for i in frame.session.lost_cells.get(call.key, ())}
    outcome = emit_call(frame, node, call, call.name, result)
    return received(frame, node, outcome, call.handed, call.rebound, call.scopes)


def is_flat(t: Type) -> bool:
    """Whether a structure has a parameter for each of its numbers: the text has no value for it, or knows some."""
    if not isinstance(t, Struct):
        return False
    return t.kind not in ("tuple", "list", "dict") or any(isinstance(i, Known) or is_flat(i) for i in t.items)


def _part(values: dict[str, Arg], path: tuple[Any, ...]) -> Arg:
    at: Arg = values[path[0]]
    for i in path[1:]:
        assert isinstance(at, Pack)
        at = at.items[i]
    return at


def numbers_of(arg: Arg, t: Type) -> list[Arg]:
    """The operands for a parameter that was taken apart into one for each number."""
    if isinstance(arg, Pack):
        assert isinstance(t, Struct)
        return [n for i, item in zip(arg.items, t.items, strict=True) for n in numbers_of(i, item)]
    return [] if isinstance(t, Known) else [arg]


class _Canonical:
    """Names axes by order of appearance, so that a callee is lowered once for many callers."""

    def __init__(self, code: object, by_value: set[tuple[object, tuple[object, ...]]]) -> None:
        self.code = code
        self.by_value = by_value
        self.names: dict[tuple[str, int], str] = {}
        self.dims: dict[str, Dim] = {}

    def spec(self, arg: Arg, path: tuple[object, ...]) -> Type:
        """The type of an argument; ``path`` says whose."""
        if isinstance(arg, Const):
            by_value = isinstance(arg.value, bool) or not is_number(type_of(arg)) or (self.code, path) in self.by_value
            if by_value:
                return Known(arg.key(), arg.value)
        if isinstance(arg, Pack):
            items = tuple(self.spec(item, (*path, i)) for i, item in enumerate(arg.items))
            if arg.kind == "iterator" and isinstance(arg.items[1], Const):
                items = items[0], Known(arg.items[1].key(), arg.items[1].value)  # how far it is decides what there is
            return Struct(arg.kind, arg.keys, items, arg.of)
        return self.type(type_of(arg))

    def type(self, t: Type) -> Type:
        """A type with the callee's names for axes."""
        return with_axes(t, self.dim)

    def dim(self, d: Dim) -> Dim:
        if d.known == "1" or d.name == ITEM:
            return d
        name = self.names.setdefault((d.name, d.offset), f"a{len(self.names)}")
        self.dims[name] = d
        return Dim(name, d.known)

    def back(self, t: Type, where: str) -> Type:
        def known(d: Dim, i: int) -> Dim:
            if d.known == "1":
                return d
            if d.name in self.dims:
                found = self.dims[d.name] if not d.offset else self.dims[d.name].shorter(-d.offset)
                if found is not None:
                    return found
            return d if d.name == ITEM else Dim(f"{where}.{i}", d.known)

        if isinstance(t, List):
            item = self.back(t.item, where)
            assert isinstance(item, (Scalar, Array))
            return List.of(item)
        if isinstance(t, Array) and t.axes is not None:
            return Array(t.dtype, tuple(known(d, i) for i, d in enumerate(t.axes)))
        if isinstance(t, Scalar) and t.dim is not None:
            return Scalar(t.kind, t.dtype)
        return t


def hidden_input(frame: Frame, name: str, t: Type, place: Place) -> Arg:
    """A captured number or array: an input that is read anew at every call."""
    for known, where in frame.hidden.values():
        if where == place:
            return known.var
    unique = name
    while unique in frame.hidden or unique in frame.env or unique in frame.names:
        unique += "_"
    var = frame.b.var(t, unique)
    frame.hidden[unique] = (Param(unique, var, var), place)
    return var
