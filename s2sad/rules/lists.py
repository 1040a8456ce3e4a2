"""Lists whose length only the run knows: memory like an array's, which also grows and shrinks.

An item is read and written by the rows of `s2sad.rules.memory`; a list's shadow is a list of
numbers that is as long as the list at the same point of the program::

    l.append(v)       v_bar += l_bar.pop()
    v = l.pop()       l_bar.append(v_bar)
    s = l[i]          l_bar[i] += s_bar
    x = np.array(l)   add_items(l_bar, x_bar)
"""

from __future__ import annotations

from typing import Any

from s2sad.ir import Arg, Attrs, Const, Eqn, Pack, type_of
from s2sad.rules.registry import NAMESPACE, Rule, declare
from s2sad.rules.typing import NoType
from s2sad.types import INT, Array, Dim, List, Scalar, Type


def add_items(x, g):  # type: ignore[no-untyped-def]
    """Add the items of ``g`` to those of the list x."""
    for i, v in enumerate(g):
        x[i] = x[i] + v


def _list_of(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    item = dict(attrs)["item"]
    assert isinstance(item, Scalar)
    return (List.of(item),)


def _shadow(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    """Adjoints are Python's numbers or NumPy's."""
    t = type_of(args[0])
    assert isinstance(t, List)
    return (List.of(Scalar("any", t.dtype)),)


def _item(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t = type_of(args[0])
    assert isinstance(t, List)
    return (t.item,)


def _length(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    return (INT,)


def _as_array(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t = type_of(args[0])
    if not isinstance(t, List):
        raise NoType(f"np.array of {t}")
    return (Array(t.dtype, (Dim(f"{where}.0", "?"),)),)


def _nothing(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    return ()


def _new_vjp(adj: Any, eqn: Eqn, g: Arg) -> None:
    (items,) = eqn.args
    assert isinstance(items, Pack)
    for i, item in enumerate(items.items):
        if adj.wants(item):
            adj.add(item, adj.b.op("getitem", g, Const(i)))


def _new_jvp(tan: Any, eqn: Eqn) -> Any:
    (items,) = eqn.args
    assert isinstance(items, Pack)
    dots = Pack("list", tuple(map(tan.full, items.items)))
    item = Scalar("any", eqn.attr("item").dtype)
    return tan.b.keep("list_new", (dots,), (("item", item),), hint=tan.hint(eqn))


def _append_vjp(adj: Any, eqn: Eqn, g: Arg | None) -> None:
    base, value = eqn.args
    took = adj.b.op("list_pop", adj.shadow(base))
    if adj.wants(value):
        adj.add(value, adj.b.named(took, adj.name(value)))


def _append_jvp(tan: Any, eqn: Eqn) -> None:
    base, value = eqn.args
    tan.b.effect("append", tan.shadow(base), tan.get(value) or Const(0.0))


def _pop_vjp(adj: Any, eqn: Eqn, g: Arg | None) -> None:
    adj.b.effect("append", adj.shadow(eqn.args[0]), Const(0.0) if g is None else g)


def _pop_jvp(tan: Any, eqn: Eqn) -> Any:
    return tan.b.op("list_pop", tan.shadow(eqn.args[0]), hint=tan.hint(eqn))


def _array_vjp(adj: Any, eqn: Eqn, g: Arg) -> None:
    adj.b.effect("add_items", adj.shadow(eqn.args[0]), adj.full(g, eqn.outs[0]))


def _array_jvp(tan: Any, eqn: Eqn) -> Any:
    made = tan.b.keep("list_array", (tan.shadow(eqn.args[0]),), hint=tan.hint(eqn))
    return tan.b.retyped(made, eqn.outs[0].type)


def _add_vjp(adj: Any, eqn: Eqn, g: Arg | None) -> None:
    base, value = eqn.args
    if adj.wants(value):
        took = adj.b.keep("list_array", (adj.shadow(base),))
        adj.add(value, adj.b.retyped(took, type_of(value)))


def _add_jvp(tan: Any, eqn: Eqn) -> None:
    base, value = eqn.args
    if tan.get(value) is not None:
        tan.b.effect("add_items", tan.shadow(base), tan.full(value))


NAMESPACE["add_items"] = add_items
# fmt: off
declare("list_new: x",            "linear",   _list_of,  vjp=_new_vjp, jvp=_new_jvp)
declare("append(x, value)",       "linear",   _nothing,  function=False, writes=(0,), vjp=_append_vjp, jvp=_append_jvp)
declare("list_pop: x.pop()",      "linear",   _item,     writes=(0,), memory="none", raises=True,
        vjp=_pop_vjp, jvp=_pop_jvp)
declare("list_len: len(x)",       "constant", _length)
declare("list_array: np.array(x)", "linear",  _as_array, vjp=_array_vjp, jvp=_array_jvp)
declare("list_zeros(x)",          "constant", _shadow,  function=False)
declare("add_items(x, g)",        "linear",   _nothing,  function=False, writes=(0,), helper="add_items",
        vjp=_add_vjp, jvp=_add_jvp)
# fmt: on
