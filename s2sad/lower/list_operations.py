"""What lists can do whose length only the run knows: methods, items, slices, operators.

Each is an operation with a row in `s2sad.rules.lists`, once for each column (`s2sad.lower.runtime_lists`)::

    path.append((t, x))       append(w3, t);  append(w4, x)
    t, x = path[-1]           t = getitem(w3, -1);  x = getitem(w4, -1)
    head = path[:2]           w5 = list_pick(w3, :2);  w6 = list_pick(w4, :2)
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from s2sad.ir import Arg, Const, Pack, Var, type_of
from s2sad.lower import list_parts
from s2sad.lower.conflicts import BOTTOM
from s2sad.lower.held import pools, same_pool, share
from s2sad.lower.rows import ROW
from s2sad.lower.runtime_lists import (
    as_list,
    columns,
    form_of,
    is_list,
    is_unknown,
    joined,
    make,
    note,
    put,
    put_list_together,
    put_together,
    refuse,
    taken_apart,
)
from s2sad.rules import REGISTRY
from s2sad.rules.index import WHOLE
from s2sad.types import Array, List, Scalar

if TYPE_CHECKING:
    from s2sad.lower.frame import Frame

NONE = Const(None)


def _emit(frame: Frame, node: ast.AST, op: str, args: tuple[Arg, ...], attrs: tuple[tuple[str, Any], ...] = ()) -> Var:
    frame.b.loc = frame.loc(node)
    return frame.b.keep(op, args, attrs, where=frame.axis(node, f".{op}"))


def effect(frame: Frame, node: ast.AST, op: str, *args: Arg) -> None:
    frame.b.loc = frame.loc(node)
    frame.b.effect(op, *args)


# ---------------------------------------------------------------- items


def item(frame: Frame, node: ast.AST, base: Arg, index: Arg, is_there: bool = False) -> Arg:
    """``base[index]``: an item, or of a slice a new list; ``is_there`` says that it surely raises nothing."""
    if isinstance(index, Pack) and index.kind == "slice":
        return picked(frame, node, base, index)
    if not is_int(index):
        refuse(frame, node, f"an index of type {type_of(index)}")
    sure = (("sure", True),) if is_there else ()
    return _each(frame, node, base, lambda c: _emit(frame, node, "getitem", (c, index), sure))


def _each(frame: Frame, node: ast.AST, base: Arg, take: Callable[[Var], Var]) -> Arg:
    """An item that is taken from each column."""
    from s2sad.lower import slots

    if any(is_unknown(frame, c) for c in columns(base)):
        return BOTTOM
    taken = put_together(form_of(base), [_inner(frame, c, take(c)) for c in columns(base)], pools(base))
    return slots.read(frame, node, taken) if slots.is_slot(taken) else taken


def _inner(frame: Frame, base: Var, taken: Var) -> Var:
    """What a list holds; of a list of lists, the type of the items is known where the outer one's is."""
    if is_list(taken):
        frame.lists[taken] = (*frame.lists[base], "of")
    return taken


def is_int(index: Arg) -> bool:
    t = type_of(index)
    return isinstance(t, Scalar) and t.dtype.startswith(("int", "uint", "bool"))


def picked(frame: Frame, node: ast.AST, base: Arg, index: Arg) -> Arg:
    """A new list of some items: those of a slice, or at the indices in another list."""
    return _new(frame, node, base, lambda c: _emit(frame, node, "list_pick", (c, index)))


def _new(frame: Frame, node: ast.AST, base: Arg, made: Callable[[Var], Var]) -> Arg:
    """A new list with the items of another one."""
    out: list[Var] = []
    for i, c in enumerate(columns(base)):
        place = frame.fresh_prefix(frame.where(node, f".list{i}"))
        t = joined(frame, node, place, [c], c.type)
        new = made(c)
        out.append(note(frame, frame.b.retyped(new, t), place))
    return put_list_together(form_of(base), out, pools(base))


def store(frame: Frame, node: ast.AST, base: Arg, index: Arg, value: Arg) -> None:
    """``base[index] = value``."""
    from s2sad.lower import slots

    if isinstance(index, Pack) and index.kind == "slice":
        list_parts.replace_slice(frame, node, base, index, value)
        return
    if not is_int(index):
        refuse(frame, node, f"a store at {index!r}")
    if slots.may_hold_none(base) and slots.is_surely_there(value):
        slots.store(frame, node, base, index, value)
        return
    for c, v in zip(columns(base), parts_of(frame, node, base, value), strict=True):
        t = c.type
        if isinstance(t, List) and isinstance(t.item, Array):
            # The adjoint of what was there is zero from here on, in its shape.
            old = _inner(frame, c, _emit(frame, node, "getitem", (c, index)))
            effect(frame, node, "list_put", c, index, v, old)
        else:
            effect(frame, node, "store", c, index, v)


def delete(frame: Frame, node: ast.AST, base: Arg, index: Arg) -> None:
    """``del base[index]``."""
    check_length(frame, node, base, "del of its items")
    if isinstance(index, Pack) and index.kind == "slice":
        list_parts.replace_slice(frame, node, base, index, None)
    else:
        _pop(frame, node, base, [index])


def parts_of(frame: Frame, node: ast.AST, base: Arg, value: Arg) -> Sequence[Arg]:
    """The numbers of an item that a list gets, one for each column."""
    own = columns(base)
    parts = taken_apart(frame, node, frame.lists[own[0]], form_of(base), value, pools(base))
    for c, v in zip(own, parts, strict=True):
        put(frame, node, frame.lists[c], v)
    return parts


def check_length(frame: Frame, node: ast.AST, base: Arg, what: str) -> None:
    if any(c in frame.iterated for c in columns(base)):
        refuse(frame, node, f"{what} while a loop runs over it")


# ---------------------------------------------------------------- methods


def append(frame: Frame, node: ast.AST, base: Arg, value: Arg) -> None:
    """``base.append(value)``."""
    for c, v in zip(columns(base), parts_of(frame, node, base, value), strict=True):
        effect(frame, node, "append", c, v)


def _append(frame: Frame, node: ast.AST, base: Arg, args: list[Arg]) -> Arg:
    append(frame, node, base, args[0])
    return NONE


def extend(frame: Frame, node: ast.AST, base: Arg, args: list[Arg]) -> Arg:
    """``base.extend(args[0])``, and ``base += args[0]``."""
    from s2sad.lower import slots
    from s2sad.lower.iterables import iteration

    check_length(frame, node, base, "extend")
    (more,) = args
    items = None if is_list(more) else iteration(frame, node, more).items()
    if items is not None:
        for v in items:
            append(frame, node, base, v)
        return NONE
    if not is_list(more):
        more = collected(frame, node, more)
    if slots.are_apart(base, more):
        slots.extend(frame, node, base, more)
        return NONE
    if form_of(more) != form_of(base):
        if form_of(base) is not None or form_of(more) is None:
            refuse(frame, node, "items of more than one kind in it")
        taken_apart(frame, node, frame.lists[columns(base)[0]], None, form_of(more) or NONE)
    _check_pools(frame, node, base, more)
    copy = picked(frame, node, more, WHOLE)  # of its items as they are now: it may be the list itself
    for c, m in zip(columns(base), columns(copy), strict=True):
        joined(frame, node, frame.where(node, ".extend"), [c, m], m.type)
        effect(frame, node, "extend", c, m)
    return NONE


def _check_pools(frame: Frame, node: ast.AST, base: Arg, more: Arg) -> None:
    """Two lists of objects that meet have them from one pool."""
    own = columns(base)
    for i, (mine, theirs) in enumerate(zip(pools(base), pools(more), strict=True)):
        if not same_pool(mine, theirs):
            share(frame, node, (*frame.lists[own[0]], "pool", i), theirs)


def _insert(frame: Frame, node: ast.AST, base: Arg, args: list[Arg]) -> Arg:
    """``insert(i, v)``: an index beyond the ends is that of the end."""
    index, value = args
    length = _emit(frame, node, "list_len", (columns(base)[0],))
    if index != Const(0):
        if not isinstance(index, Const) or index.value < 0:
            behind = _emit(frame, node, "at_least", (_emit(frame, node, "add", (length, index)), Const(0)))
            known = isinstance(index, Const)
            index = behind if known else _emit(frame, node, "select", (_is_negative(frame, node, index), behind, index))
        index = _emit(frame, node, "shortest", (index, length))
    for c, v in zip(columns(base), parts_of(frame, node, base, value), strict=True):
        effect(frame, node, "list_insert", c, index, v)
    return NONE


def _is_negative(frame: Frame, node: ast.AST, index: Arg) -> Arg:
    return _emit(frame, node, "lt", (index, Const(0)))


def _pop(frame: Frame, node: ast.AST, base: Arg, args: list[Arg]) -> Arg:
    if not args or args[0] == Const(-1):
        return _each(frame, node, base, lambda c: _emit(frame, node, "list_pop", (c,)))
    return _each(frame, node, base, lambda c: _emit(frame, node, "list_take", (c, args[0])))


def _clear(frame: Frame, node: ast.AST, base: Arg, args: list[Arg]) -> Arg:
    for c in columns(base):
        cut(frame, node, c, Const(0))
    return NONE


def cut(frame: Frame, node: ast.AST, base: Var, at: Arg) -> None:
    frame.lists[_emit(frame, node, "list_cut", (base, at))] = frame.lists[base]


def _reverse(frame: Frame, node: ast.AST, base: Arg, args: list[Arg]) -> Arg:
    for c in columns(base):
        effect(frame, node, "list_reverse", c)
    return NONE


def replace_items(frame: Frame, node: ast.AST, base: Arg, more: Arg) -> None:
    """``base[:] = more``, a new list of as many items of the same kind."""
    for c, m in zip(columns(base), columns(more), strict=True):
        joined(frame, node, frame.where(node, ".items"), [c, m], m.type)
        cut(frame, node, c, Const(0))
        effect(frame, node, "extend", c, m)


def _copy(frame: Frame, node: ast.AST, base: Arg, args: list[Arg]) -> Arg:
    return picked(frame, node, base, WHOLE)


# By name: the method, how few and how many arguments it takes, and whether the length changes.
METHODS: dict[str, tuple[Callable[[Frame, ast.AST, Arg, list[Arg]], Arg], int, int, bool]] = {
    "append": (_append, 1, 1, True),
    "extend": (extend, 1, 1, True),
    "insert": (_insert, 2, 2, True),
    "pop": (_pop, 0, 1, True),
    "clear": (_clear, 0, 0, True),
    "reverse": (_reverse, 0, 0, False),
    "copy": (_copy, 0, 0, False),
    "sort": (_copy, 0, 0, False),
}


def call_method(frame: Frame, node: ast.AST, base: Arg, name: str, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    """A method of a list."""
    from s2sad.lower.conflicts import BOTTOM

    if name == "sort" and not args:
        from s2sad.lower.open_sequences import sort

        sort(frame, node, base, kwargs)
        return NONE
    method, least, most, grows = METHODS[name]
    if not least <= len(args) <= most or kwargs:
        refuse(frame, node, f"{name} with {len(args) + len(kwargs)} arguments")
    if grows:
        check_length(frame, node, base, name)
    return BOTTOM if any(a is BOTTOM for a in args) else method(frame, node, base, args)


# ---------------------------------------------------------------- operators, and lists of what is looped over


def operated(frame: Frame, node: ast.AST, op: str, left: Arg, right: Arg) -> Arg:
    """``left op right``, one of which exists at run time."""
    from s2sad.lower import slots

    if op == "mul":
        return list_parts.times(frame, node, left, right)
    if op != "add":
        refuse(frame, node, "arithmetic with it")
    if pools(left) and isinstance(right, Pack) and right.kind == "list":
        made = picked(frame, node, left, WHOLE)
        for v in right.items:
            append(frame, node, made, v)
        return made
    first, second = as_list(frame, node, left), as_list(frame, node, right)
    if slots.are_apart(first, second):
        made = make(frame, node, frame.fresh_prefix(frame.where(node, ".sum")), Pack("list", ()))
        slots.extend(frame, node, made, first)
        slots.extend(frame, node, made, second)
        return made
    if form_of(first) != form_of(second):
        refuse(frame, node, "items of more than one kind in it")
    _check_pools(frame, node, first, second)
    pairs = dict(zip(columns(first), columns(second), strict=True))
    for c, d in pairs.items():
        joined(frame, node, frame.where(node, ".add"), [c, d], c.type)
    return _new(frame, node, first, lambda c: _emit(frame, node, "list_concat", (c, pairs[c])))


def collected(frame: Frame, node: ast.AST, seq: Arg, function: object = None) -> Arg:
    """The list of what can be looped over, of a number of items that only the run knows; of a function of each."""
    from s2sad.lower import runtime_dicts
    from s2sad.lower.statements import body

    if runtime_dicts.is_dict(seq):
        seq = runtime_dicts.keys(seq)
    if is_list(seq) and function is None:
        return picked(frame, node, seq, WHOLE)
    outer = frame.variant
    frame.fresh_prefix(frame.where(node, ".loop"))
    frame.variant = f"{outer}*{frame.opened[frame.where(node, '.loop')]}"  # several loops may be made for one node
    made, each, items = (f"{n}@{frame.where(node)}" for n in ("list", "item", "items"))
    frame.env[items] = seq
    frame.env[made] = make(frame, node, frame.fresh_prefix(made), Pack("list", ()))
    value: ast.expr = ast.Name(each, ast.Load())
    if function is not None:
        value = ast.Call(ast.Constant(function), [value], [])  # type: ignore[arg-type]
    append = ast.Expr(ast.Call(ast.Attribute(ast.Name(made, ast.Load()), "append", ast.Load()), [value], []))
    loop = ast.For(ast.Name(each, ast.Store()), ast.Name(items, ast.Load()), [append], [])
    for at in ast.walk(loop):
        ast.copy_location(at, node)
    body(frame, [ast.fix_missing_locations(loop)])
    frame.variant = outer
    for name in (items, each):
        frame.env.pop(name, None)
    return frame.env.pop(made)


def nonempty(frame: Frame, node: ast.AST, value: Arg) -> Arg:
    """The truth of a list."""
    return _emit(frame, node, "gt", (length(frame, node, value), Const(0)))


def length(frame: Frame, node: ast.AST, value: Arg, over: bool = False) -> Arg:
    """``len(value)``; ``over`` says that a loop runs over it."""
    from s2sad.lower.emitting import usable

    for part in value.items if isinstance(value, Pack) else ():
        usable(frame, part, node)  # a statement that was refused made it
    return _emit(frame, node, "list_len", (columns(value)[0],), (("over", True),) if over else ())


def as_operands(frame: Frame, node: ast.AST, op: str, args: tuple[Arg, ...]) -> tuple[Arg, ...]:
    """The operands of an operation: NumPy's functions take lists as arrays, arithmetic does not."""
    if not op.startswith("np."):
        refuse(frame, node, "arithmetic with it")
    operands = REGISTRY.by_name[op].operands
    for name, a in zip(operands, args, strict=False):
        if name == "shape" and is_list(a):
            list_parts.ask_for_length(frame, a)
    make = _rows if operands == ("xs",) else as_array
    return tuple(make(frame, node, a) if is_list(a) else a for a in args)


def as_array(frame: Frame, node: ast.AST, value: Arg) -> Arg:
    """``np.array(value)``."""
    value = _of_rows(frame, node, value)
    if not isinstance(value, Var):
        refuse(frame, node, "np.array of its tuples")
    rows = _rows(frame, node, value)
    return _emit(frame, node, "list_array", (rows,)) if isinstance(rows, Var) else rows


def _of_rows(frame: Frame, node: ast.AST, value: Arg) -> Arg:
    """A list whose items are all there; one of rows as a list of lists, which NumPy does not tell apart."""
    from s2sad.lower import slots

    value = slots.filled(frame, node, value)
    form = form_of(value)
    return columns(value)[0] if form is not None and form.kind == ROW and len(columns(value)) == 1 else value


def _rows(frame: Frame, node: ast.AST, value: Arg) -> Arg:
    """A list of numbers or arrays; of lists, the array of each: they may be written, these arrays are not."""
    value = _of_rows(frame, node, value)
    if not isinstance(value, Var):
        refuse(frame, node, "NumPy's functions of its tuples")
    assert isinstance(value.type, List)
    if not isinstance(value.type.item, List):
        return value
    (rows,) = columns(collected(frame, node, value, np.array))
    return BOTTOM if is_unknown(frame, rows) else rows
