"""Lists whose length only the run knows: memory like an array's, which also grows and shrinks.

Items are numbers, or arrays and lists, which are memory themselves.  An item is read and written by the rows of
`s2sad.rules.memory`; a list's shadow is a list that is as long as the list at the same point of the program::

    l.append(v)       v_bar += l_bar.pop()
    v = l.pop()       l_bar.append(v_bar)
    s = l[i]          l_bar[i] += s_bar
    m = l[1:]         add_items(l_bar, m_bar, slice(1, None))
    x = np.array(l)   add_items(l_bar, x_bar)

Arrays in a list that nothing writes are values: their adjoints in the shadow are replaced, ``l_bar[i] = l_bar[i] + v``.
Where the items' memory is written, the forward sweep makes the list of their shadows (`s2sad.differentiate.mirror`):
what moves items about is done to both lists, and has no adjoint.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from s2sad.ir import Arg, Attrs, Const, Eqn, Pack, Var, leaves, type_of
from s2sad.rules.index import WHOLE
from s2sad.rules.registry import NAMESPACE, Rule, declare
from s2sad.rules.typing import NoType
from s2sad.types import INT, Array, Dim, List, Scalar, Type

# By operation: the operands that are lists of the same items, and those that are items; -1 is the result.
MOVES: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {
    "getitem": ((0,), (-1,)),
    "list_new": ((-1,), (0,)),
    "list_repeat": ((-1,), (0,)),
    "list_pick": ((0, -1), ()),
    "list_concat": ((0, 1, -1), ()),
    "list_put": ((0,), (2, 3)),
    "append": ((0,), (1,)),
    "extend": ((0, 1), ()),
    "list_insert": ((0,), (2,)),
    "list_pop": ((0,), (-1,)),
    "list_take": ((0,), (-1,)),
    "list_cut": ((0, -1), ()),
    "list_reverse": ((0,), ()),
}


def moved(eqn: Eqn) -> tuple[list[Var], list[Var]] | None:
    """The lists among which a statement hands on items, and the items that it puts in or takes out."""
    places = MOVES.get(eqn.op)
    if places is None:
        return None
    lists, items = ([v for i in at for v in leaves(eqn.outs[0] if i < 0 else eqn.args[i])] for at in places)
    if not lists or not all(isinstance(v.type, List) for v in lists):
        return None
    return lists, items


# ---------------------------------------------------------------- what is written into modules


def add_items(x, g, where=None):  # type: ignore[no-untyped-def]
    """Add the items of ``g`` to those of the list x, or to those that a slice or a list of indices picks."""
    places = range(len(x)) if where is None else range(len(x))[where] if isinstance(where, slice) else where
    for i, v in zip(places, g, strict=False):
        x[i] = x[i] + v


def cut(x, at):  # type: ignore[no-untyped-def]
    """Take the items from ``at`` on off the list x."""
    items = x[at:]
    del x[at:]
    return items


# ---------------------------------------------------------------- types


def _list_of(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    item = dict(attrs)["item"]
    assert isinstance(item, (Scalar, Array))
    return (List.of(item),)


def _shadow(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    """Adjoints are Python's numbers or NumPy's."""
    return (shadow_type(type_of(args[0])),)


def shadow_type(t: Type) -> List:
    """The type of a list's shadow."""
    assert isinstance(t, List)
    return List.of(Scalar("any", t.dtype) if isinstance(t.item, Scalar) else t.item)


def _item(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t = type_of(args[0])
    assert isinstance(t, List)
    return (t.loaded(where),)


def _same(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t = type_of(args[0])
    if not isinstance(t, List):
        raise NoType(f"items of {t}")
    return (t,)


def _length(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    return (INT,)


def _as_array(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t = type_of(args[0])
    if not isinstance(t, List) or isinstance(t.item, List):
        raise NoType(f"np.array of {t}")
    item = t.loaded(f"{where}.item")
    inner = item.axes if isinstance(item, Array) else ()
    return (Array(t.dtype, None if inner is None else (Dim(f"{where}.0", "?"), *inner)),)


def _nothing(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    return ()


# ---------------------------------------------------------------- made of items, taken apart


def _new_vjp(adj: Any, eqn: Eqn, g: Arg) -> None:
    (items,) = eqn.args
    assert isinstance(items, Pack)
    for i, item in enumerate(items.items):
        if adj.wants(item):
            _took(adj, item, adj.b.op("getitem", g, Const(i)))


def _new_jvp(tan: Any, eqn: Eqn) -> Any:
    (items,) = eqn.args
    assert isinstance(items, Pack)
    t = shadow_type(eqn.outs[0].type)
    return tan.b.keep("list_new", (_dots(tan, items),), (("item", t.item),), hint=tan.hint(eqn))


def _dots(tan: Any, items: Pack) -> Pack:
    return Pack("list", tuple(map(tan.full, items.items)))


def _repeat_vjp(adj: Any, eqn: Eqn, g: Arg) -> None:
    items = eqn.args[0]
    assert isinstance(items, Pack)
    step = Const(len(items.items)) if len(items.items) > 1 else Const(None)
    for i, item in enumerate(items.items):
        if adj.wants(item):
            whole = step == Const(None)
            part = g if whole else adj.b.keep("list_pick", (g, Pack("slice", (Const(i), Const(None), step))))
            adj.add(item, adj.b.op("list_sum", part))


def _repeat_jvp(tan: Any, eqn: Eqn) -> Any:
    items, n = eqn.args
    assert isinstance(items, Pack)
    t = shadow_type(eqn.outs[0].type)
    return tan.b.keep("list_repeat", (_dots(tan, items), n), (("item", t.item),), hint=tan.hint(eqn))


def _took(adj: Any, value: Arg, took: Arg) -> None:
    """Add an item of a shadow to the adjoint of what the list got there; it has the shape of that."""
    adj.add(value, adj.b.named(_as_given(adj, value, took), adj.name(value)))


def _as_given(adj: Any, value: Arg, took: Arg) -> Arg:
    """An item of a shadow with the type of what the list got there: items may be of double precision, and it single."""
    t, u = type_of(value), type_of(took)
    if not isinstance(took, Var) or not isinstance(t, Array) or not isinstance(u, Array):
        return took
    cast: Arg = adj.b.cast(adj.b.retyped(took, replace(t, dtype=u.dtype)), value)
    return cast


# ---------------------------------------------------------------- growing and shrinking


def _append_vjp(adj: Any, eqn: Eqn, g: Arg | None) -> None:
    base, value = eqn.args
    took = adj.b.op("list_pop", adj.shadow(base))
    if adj.wants(value):
        _took(adj, value, took)


def _append_jvp(tan: Any, eqn: Eqn) -> None:
    base, value = eqn.args
    tan.b.effect("append", tan.shadow(base), tan.full(value))


def _pop_vjp(adj: Any, eqn: Eqn, g: Arg | None) -> None:
    adj.b.effect("append", adj.shadow(eqn.args[0]), adj.full(g, eqn.outs[0]))


def _pop_jvp(tan: Any, eqn: Eqn) -> Any:
    return tan.b.op("list_pop", tan.shadow(eqn.args[0]), hint=tan.hint(eqn))


def _take_vjp(adj: Any, eqn: Eqn, g: Arg | None) -> None:
    base, index = eqn.args
    shadow = adj.shadow(base)
    behind = adj.b.op("add", adj.b.op("add", adj.b.keep("list_len", (shadow,)), Const(1)), index)
    if not isinstance(index, Const):
        index = adj.b.op("select", adj.b.keep("lt", (index, Const(0))), behind, index)
    elif index.value < 0:
        index = behind
    adj.b.effect("list_insert", shadow, index, adj.full(g, eqn.outs[0]))


def _take_jvp(tan: Any, eqn: Eqn) -> Any:
    return tan.b.op("list_take", tan.shadow(eqn.args[0]), eqn.args[1], hint=tan.hint(eqn))


def _insert_vjp(adj: Any, eqn: Eqn, g: Arg | None) -> None:
    base, index, value = eqn.args
    took = adj.b.op("list_take", adj.shadow(base), index)
    if adj.wants(value):
        _took(adj, value, took)


def _insert_jvp(tan: Any, eqn: Eqn) -> None:
    base, index, value = eqn.args
    tan.b.effect("list_insert", tan.shadow(base), index, tan.full(value))


def _extend_vjp(adj: Any, eqn: Eqn, g: Arg | None) -> None:
    base, more = eqn.args
    shadow, other = adj.shadow(base), adj.shadow(more)
    lengths = [adj.b.keep("list_len", (x,)) for x in (shadow, other)]
    took = adj.b.keep("list_cut", (shadow, adj.b.op("sub", *lengths)))
    if adj.wants(more):
        adj.b.effect("add_items", other, took, WHOLE)


def _extend_jvp(tan: Any, eqn: Eqn) -> None:
    base, more = eqn.args
    tan.b.effect("extend", tan.shadow(base), tan.full(more))


def _cut_vjp(adj: Any, eqn: Eqn, g: Arg | None) -> None:
    adj.b.effect("extend", adj.shadow(eqn.args[0]), adj.full(g, eqn.outs[0]))


def _cut_jvp(tan: Any, eqn: Eqn) -> Any:
    return tan.b.keep("list_cut", (tan.shadow(eqn.args[0]), eqn.args[1]), hint=tan.hint(eqn))


def _reverse_vjp(adj: Any, eqn: Eqn, g: Arg | None) -> None:
    adj.b.effect("list_reverse", adj.shadow(eqn.args[0]))


def _reverse_jvp(tan: Any, eqn: Eqn) -> None:
    tan.b.effect("list_reverse", tan.shadow(eqn.args[0]))


def _put_vjp(adj: Any, eqn: Eqn, g: Arg | None) -> None:
    base, index, value, old = eqn.args
    shadow = adj.shadow(base)
    took = adj.b.op("getitem", shadow, index)
    t, u = type_of(value), type_of(took)
    wide = replace(t, dtype=u.dtype) if isinstance(t, Array) and isinstance(u, Array) else t
    took = adj.b.retyped(took, wide) if adj.wants(value) else took
    adj.b.effect("list_put", shadow, index, adj.full(None, old), took)
    if adj.wants(value):
        adj.add(value, adj.b.cast(took, value) if wide != t else took)


def _put_jvp(tan: Any, eqn: Eqn) -> None:
    base, index, value, old = eqn.args
    tan.b.effect("list_put", tan.shadow(base), index, tan.full(value), tan.full(old))


# ---------------------------------------------------------------- new lists of items of others


def _pick_vjp(adj: Any, eqn: Eqn, g: Arg) -> None:
    if adj.wants(eqn.args[0]):
        adj.b.effect("add_items", adj.shadow(eqn.args[0]), g, adj.index(eqn))


def _pick_jvp(tan: Any, eqn: Eqn) -> Any:
    if tan.get(eqn.args[0]) is None:
        return None
    return tan.b.keep("list_pick", (tan.shadow(eqn.args[0]), eqn.args[1]), hint=tan.hint(eqn))


def _concat_vjp(adj: Any, eqn: Eqn, g: Arg) -> None:
    first, second = eqn.args
    length = adj.b.keep("list_len", (adj.shadow(first),))
    for x, part in ((first, (Const(None), length)), (second, (length, Const(None)))):
        if adj.wants(x):
            adj.b.effect(
                "add_items", adj.shadow(x), adj.b.keep("list_pick", (g, Pack("slice", (*part, Const(None))))), WHOLE
            )


def _concat_jvp(tan: Any, eqn: Eqn) -> Any:
    return tan.b.keep("list_concat", tuple(map(tan.full, eqn.args)), hint=tan.hint(eqn))


# ---------------------------------------------------------------- sums and arrays


def _array_vjp(adj: Any, eqn: Eqn, g: Arg) -> None:
    if adj.wants(eqn.args[0]):
        adj.add_items(eqn.args[0], adj.full(g, eqn.outs[0]))


def _array_jvp(tan: Any, eqn: Eqn) -> Any:
    if tan.get(eqn.args[0]) is None:
        return None
    made = tan.b.keep("list_array", (tan.shadow(eqn.args[0]),), hint=tan.hint(eqn))
    return tan.b.retyped(made, eqn.outs[0].type)


def _sum_vjp(adj: Any, eqn: Eqn, g: Arg) -> None:
    shadow = adj.shadow(eqn.args[0])
    many = adj.b.keep("list_repeat", (Pack("list", (g,)), adj.b.keep("list_len", (shadow,))), (("item", type_of(g)),))
    adj.b.effect("add_items", shadow, many, WHOLE)


def _sum_jvp(tan: Any, eqn: Eqn) -> Any:
    return tan.b.op("list_sum", tan.shadow(eqn.args[0]), hint=tan.hint(eqn))


def _add_vjp(adj: Any, eqn: Eqn, g: Arg | None) -> None:
    base, value, _ = eqn.args
    if adj.wants(value):
        t = type_of(value)
        took = adj.shadow(base)
        if eqn.args[2] != WHOLE:
            took = adj.b.keep("list_pick", (took, adj.index(eqn, 2)))
        if not isinstance(t, List):
            took = adj.b.retyped(adj.b.keep("list_array", (took,)), t)
        adj.add(value, took)


def _add_jvp(tan: Any, eqn: Eqn) -> None:
    base, value, where = eqn.args
    if tan.get(value) is not None:
        tan.b.effect("add_items", tan.shadow(base), tan.full(value), where)


NAMESPACE["add_items"] = add_items
NAMESPACE["cut"] = cut
NAMESPACE["sum"] = sum
# fmt: off
declare("list_new: x",              "linear",   _list_of, vjp=_new_vjp, jvp=_new_jvp)
declare("list_repeat: x * y",       "linear",   _list_of, vjp=_repeat_vjp, jvp=_repeat_jvp)
declare("list_pick: x[index]",      "linear",   _same,    vjp=_pick_vjp, jvp=_pick_jvp)
declare("list_concat: x + y",       "linear",   _same,    vjp=_concat_vjp, jvp=_concat_jvp)
declare("append: x.append(value)",  "linear",   _nothing, writes=(0,), vjp=_append_vjp, jvp=_append_jvp)
declare("extend: x.extend(more)",   "linear",   _nothing, writes=(0,), vjp=_extend_vjp, jvp=_extend_jvp)
declare("list_insert: x.insert(index, value)", "linear", _nothing, writes=(0,), vjp=_insert_vjp, jvp=_insert_jvp)
declare("list_put(x, index, value, old)", "linear", _nothing, function=False, writes=(0,), raises=True,
        shape_only=("old",), vjp=_put_vjp, jvp=_put_jvp)
declare("list_pop: x.pop()",        "linear",   _item,    writes=(0,), memory="none", raises=True,
        vjp=_pop_vjp, jvp=_pop_jvp)
declare("list_take: x.pop(index)",  "linear",   _item,    writes=(0,), memory="none", raises=True,
        vjp=_take_vjp, jvp=_take_jvp)
declare("list_cut: cut(x, at)",     "linear",   _same,    writes=(0,), helper="cut", vjp=_cut_vjp, jvp=_cut_jvp)
declare("list_reverse: x.reverse()", "linear",  _nothing, writes=(0,), vjp=_reverse_vjp, jvp=_reverse_jvp)
declare("list_len: len(x, over=False)", "constant", _length)
declare("list_sum: sum(x, 0.0)",    "linear",   _item,    vjp=_sum_vjp, jvp=_sum_jvp)
declare("list_array: np.array(x)",  "linear",   _as_array, vjp=_array_vjp, jvp=_array_jvp)
declare("list_zeros(x)",            "constant", _shadow,  function=False)
declare("add_items(x, g, index)",   "linear",   _nothing, function=False, writes=(0,), helper="add_items",
        vjp=_add_vjp, jvp=_add_jvp)
# fmt: on
