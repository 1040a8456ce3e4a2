"""Assignments: a name is bound, memory is written, or both, as the types say.

::

    y += x          of numbers      w3 = add(y, x); y -> w3
    y += x          of arrays       iadd(y, x): whoever shares the memory sees it
    a[i] = e        of an array     setitem(a, i, e)
    p.mass = e      of an object    its place holds e from here on
"""

from __future__ import annotations

import ast

from s2sad.ir import Arg, Const, Eqn, Loc, Pack, Var, type_of
from s2sad.lower import list_operations, runtime_dicts
from s2sad.lower.alternatives import each, is_either
from s2sad.lower.calls import call_value
from s2sad.lower.conflicts import BOTTOM
from s2sad.lower.containers import operated_in_place, store_item
from s2sad.lower.emitting import force
from s2sad.lower.expressions import expression, index_of
from s2sad.lower.flat import placed
from s2sad.lower.frame import Frame
from s2sad.lower.heap import CHANGEABLE, current, kept
from s2sad.lower.indexing import as_index, item
from s2sad.lower.instances import operate_in_place, store_attribute
from s2sad.lower.members import attribute
from s2sad.lower.operations import BINARY, binary, is_object
from s2sad.lower.optional import present
from s2sad.lower.runtime_lists import is_list
from s2sad.lower.texts import check_kept
from s2sad.lower.unpacking import unpacked
from s2sad.lower.writes import in_place, write
from s2sad.rules.index import index_kind
from s2sad.types import Array


def assign(frame: Frame, node: ast.Assign) -> None:
    value = kept(frame, node, force(frame, expression(frame, node.value), node))
    for target in node.targets:
        store(frame, target, value)


def ann_assign(frame: Frame, node: ast.AnnAssign) -> None:
    if node.value is not None:
        store(frame, node.target, force(frame, expression(frame, node.value), node))


def store(frame: Frame, target: ast.expr, value: Arg) -> None:
    """Bind or write a value to a target."""
    if isinstance(target, ast.Name):
        check_kept(frame, target, value)
        frame.bind(target.id, kept(frame, target, value))
        frame.assigned[frame.key(target.id)] = frame.loc(target, target.id)
        _named(frame, value, target.id)
    elif isinstance(target, (ast.Tuple, ast.List)):
        for t, v in zip(target.elts, unpacked(frame, target, value), strict=True):
            store(frame, t.value if isinstance(t, ast.Starred) else t, v)
    elif isinstance(target, ast.Subscript):
        base = expression(frame, target.value)
        _store_item(frame, target, base, index_of(frame, target.slice), value)
    elif isinstance(target, ast.Attribute):
        store_attribute(frame, target, expression(frame, target.value), target.attr, value)
    else:
        frame.refuse(
            target,
            "S2S205",
            f"an assignment to {ast.unparse(target)}",
            "only names, items and attributes can be assigned.",
            "assign to a name or an item.",
        )


def _named(frame: Frame, value: Arg, name: str) -> None:
    """Note the variable's name at the statement that made the value, for the comments of the text."""
    if frame.b.stmts and isinstance(value, Var) and "@" not in name:
        last = frame.b.stmts[-1]
        if isinstance(last, Eqn) and last.outs == (value,) and not last.loc.var:
            loc = Loc(last.loc.line, last.loc.col, name)
            frame.b.stmts[-1] = Eqn(last.outs, last.op, last.args, last.attrs, loc, last.of)


def _store_item(frame: Frame, node: ast.AST, base: Arg, index: Arg, value: Arg) -> None:
    if base is BOTTOM or value is BOTTOM:
        return
    base, index = placed(frame, node, present(frame, node, base), index)
    if is_list(base):
        list_operations.store(frame, node, base, index, value)
        return
    if isinstance(base, Var) and isinstance(base.type, Array):
        write(frame, node, base, index, value)
        return
    if isinstance(base, Pack) and is_either(base):
        value = kept(frame, node, value)

        def store(thing: Arg) -> Arg:
            _store_item(frame, node, thing, index, value)
            return Const(None)

        each(frame, node, base, store)
        return
    if runtime_dicts.is_dict(base):
        runtime_dicts.store(frame, node, base, index, value)
        return
    if isinstance(base, Pack) and base.kind in CHANGEABLE:
        store_item(frame, node, base, index, value)
        return
    if is_object(base):
        call_value(frame, node, attribute(frame, node, base, "__setitem__"), [index, value], {})
        return
    frame.refuse(
        node,
        "S2S205",
        f"a store to an item of {type_of(base)}",
        "items of arrays, lists and dicts can be assigned.",
        "use an array or a list, or build a new tuple.",
    )


def aug_assign(frame: Frame, node: ast.AugAssign) -> None:
    op = BINARY.get(type(node.op))
    target = node.target
    if isinstance(target, ast.Name):
        load = ast.copy_location(ast.Name(target.id, ast.Load()), target)
        old = expression(frame, load)
        value = force(frame, expression(frame, node.value), node)
        old = present(frame, node, old)  # an array that may be None is written as well
        if in_place(frame, node, op, old, value):
            return
        new = _operated(frame, node, op, old, value)
        frame.bind(target.id, new)
        _named(frame, new, target.id)
    elif isinstance(target, ast.Subscript):
        base = expression(frame, target.value)
        written = force(frame, expression(frame, target.slice), target)
        whole = base
        base, index = placed(frame, target, whole, as_index(frame, target, written))
        old = item(frame, target, base, index)
        value = force(frame, expression(frame, node.value), node)
        if current(frame.env, written) != written:
            index = placed(frame, target, whole, as_index(frame, target, written))[1]
        old = present(frame, node, old)
        shared = isinstance(base, Pack) or index_kind(index) in ("view", "item")
        if shared and in_place(frame, node, op, old, value):
            return
        _store_item(frame, target, base, index, _operated(frame, node, op, old, value))
    elif isinstance(target, ast.Attribute):
        base = expression(frame, target.value)
        old = attribute(frame, target, base, target.attr)
        value = force(frame, expression(frame, node.value), node)
        old = present(frame, node, old)
        new = old if in_place(frame, node, op, old, value) else _operated(frame, node, op, old, value)
        store_attribute(frame, target, base, target.attr, new)
    else:
        frame.refuse(
            target, "S2S205", f"an assignment to {ast.unparse(target)}", "it is no name or item.", "use a name."
        )


def _operated(frame: Frame, node: ast.AugAssign, op: str | None, old: Arg, value: Arg) -> Arg:
    """What ``old op= value`` binds, where it does not write an array."""
    old = present(frame, node, current(frame.env, old))
    if isinstance(old, Pack) and is_either(old):
        return _operated_each(frame, node, op, old, value)
    changed = operated_in_place(frame, node, op, old, value)
    if changed is not None:
        return changed
    made = operate_in_place(frame, node, op, old, value)
    return binary(frame, node, op, old, value) if made is None else made


def _operated_each(frame: Frame, node: ast.AugAssign, op: str | None, old: Pack, value: Arg) -> Arg:
    """``old op= value`` of one of several things: it stays the one that it is, if it changes itself."""
    value, itself = kept(frame, node, value), []

    def change(thing: Arg) -> Arg:
        new = _operated(frame, node, op, thing, value)
        itself.append(isinstance(new, Pack) and isinstance(thing, Pack) and new.at == thing.at)
        return new

    new = each(frame, node, old, change)
    return current(frame.env, old) if all(itself) else new
