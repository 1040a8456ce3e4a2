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

from typing import Any

from s2sad.ir import Arg, Attrs, Const, Eqn, Pack, Var, leaves, type_of
from s2sad.rules.registry import NAMESPACE, Rule, declare
from s2sad.rules.typing import NoType
from s2sad.types import INT, Array, Dim, List, Scalar, Type

WHOLE = Pack("slice", (Const(None), Const(None), Const(None)))

# By operation: the operands that are lists of the same items, and those that are items; -1 is the result.
_MOVES: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {
    "getitem": ((0,), (-1,)),
    "list_new": ((-1,), (0,)),
    "list_pick": ((0, -1), ()),
    "list_concat": ((0, 1, -1), ()),
    "append": ((0,), (1,)),
    "list_pop": ((0,), (-1,)),
}


def moved(eqn: Eqn) -> tuple[list[Var], list[Var]] | None:
    """The lists among which a statement hands on items, and the items that it puts in or takes out."""
    places = _MOVES.get(eqn.op)
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


def _took(adj: Any, value: Arg, took: Arg) -> None:
    """Add an item of a shadow to the adjoint of what the list got there; it has the shape of that."""
    if isinstance(took, Var) and isinstance(type_of(value), Array):
        took = adj.b.retyped(took, type_of(value))
    adj.add(value, adj.b.named(took, adj.name(value)))


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


# ---------------------------------------------------------------- arrays


def _array_vjp(adj: Any, eqn: Eqn, g: Arg) -> None:
    if adj.wants(eqn.args[0]):
        adj.b.effect("add_items", adj.shadow(eqn.args[0]), adj.full(g, eqn.outs[0]), WHOLE)


def _array_jvp(tan: Any, eqn: Eqn) -> Any:
    if tan.get(eqn.args[0]) is None:
        return None
    made = tan.b.keep("list_array", (tan.shadow(eqn.args[0]),), hint=tan.hint(eqn))
    return tan.b.retyped(made, eqn.outs[0].type)


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
# fmt: off
declare("list_new: x",              "linear",   _list_of, vjp=_new_vjp, jvp=_new_jvp)
declare("list_pick: x[index]",      "linear",   _same,    vjp=_pick_vjp, jvp=_pick_jvp)
declare("list_concat: x + y",       "linear",   _same,    vjp=_concat_vjp, jvp=_concat_jvp)
declare("append: x.append(value)",  "linear",   _nothing, writes=(0,), vjp=_append_vjp, jvp=_append_jvp)
declare("list_pop: x.pop()",        "linear",   _item,    writes=(0,), memory="none", raises=True,
        vjp=_pop_vjp, jvp=_pop_jvp)
declare("list_len: len(x, over=False)", "constant", _length)
declare("list_array: np.array(x)",  "linear",   _as_array, vjp=_array_vjp, jvp=_array_jvp)
declare("list_zeros(x)",            "constant", _shadow,  function=False)
declare("add_items(x, g, index)",   "linear",   _nothing, function=False, writes=(0,), helper="add_items",
        vjp=_add_vjp, jvp=_add_jvp)
# fmt: on
