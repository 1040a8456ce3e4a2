"""The operations that read and write memory: index, store, in-place update, scatter-add.

In the adjoint, a buffer has a *shadow*, an array of its shape that holds its adjoint, and
every statement here has a counterpart on the shadow::

    s = a[i]          a_bar[i] += s_bar
    a[i] = e          t = a_bar[i];  a_bar[i] = 0.0;  e_bar += t       (t first: e may overlap)
    a *= e            t = a_bar;  e_bar += sum(t * a_before);  a_bar[...] = t * e
    v = a[1:]         v_bar = a_bar[1:]                                (a view of the shadow)

`index_add` is what the adjoint of an index does; it is an operation like the others,
with derivatives of its own, so adjoints can be differentiated again.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from s2sad.ir import Arg, Attrs, Const, Eqn, Pack, leaves, type_of
from s2sad.rules.expand import derivatives
from s2sad.rules.index import index_kind, indexed, unindex
from s2sad.rules.registry import NAMESPACE, REGISTRY, Rule, declare
from s2sad.rules.typing import NoType, type_of_first
from s2sad.types import Array, List, Scalar, Struct, Type, axes, rank, same_shape


def _getitem_type(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    return (indexed(type_of(args[0]), args[1], where),)


def _getitem_vjp(adj: Any, eqn: Eqn, g: Arg) -> None:
    base, index = eqn.args
    if not adj.wants(base):
        return
    back = unindex(index, type_of(base))
    if back is None or adj.buffer(base) or not isinstance(eqn.outs[0].type, Array):
        adj.b.effect("index_add", adj.shadow(base), adj.index(eqn), adj.dtype(base, g))
    else:
        adj.add(base, g if rank(type_of(g)) == 0 else adj.b.op("getitem", adj.full(g, eqn.outs[0]), back))


def _getitem_jvp(tan: Any, eqn: Eqn) -> Any:
    dot = tan.full(eqn.args[0])
    out = eqn.outs[0].type
    made = tan.b.unfolded("getitem", dot, eqn.args[1], hint=tan.hint(eqn))  # as the primal, whose views it mirrors
    if isinstance(out, Array) and not isinstance(out, List) and same_shape(type_of(dot), type_of(eqn.args[0])):
        made = tan.b.retyped(made, Array(made.type.dtype, out.axes))  # one index of equal shapes: equal axes
    return made


def _nothing(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    base = type_of(args[0])
    if not isinstance(base, Array):
        raise NoType(f"a store to {base}")
    return ()


def _store_vjp(adj: Any, eqn: Eqn, g: Arg) -> None:
    base, _, value = eqn.args
    shadow, index = adj.shadow(base), adj.index(eqn)
    if not adj.wants(value):
        adj.b.effect("store", shadow, index, Const(0.0))
        return
    took = shadow if index == Const(...) else adj.b.op("getitem", shadow, index)
    if not isinstance(type_of(took), Scalar) and index_kind(index) in ("view", "item"):
        took = adj.b.op("copy", took)
    took = adj.b.named(took, adj.name(value))
    adj.b.effect("store", shadow, index, Const(0.0))
    if index_kind(index) == "gather" and not _names_each_once(adj, eqn.args[1]):
        took = adj.b.op("last_stored", took, index, shadow)
    adj.add(value, adj.b.unbroadcast(took, value, None))


def _names_each_once(adj: Any, index: Arg) -> bool:
    """Whether the arrays of an index are made by a function that names no item twice: then each store is the last."""
    arrays = {v for v in leaves(index) if isinstance(v.type, Array)}
    made = adj.aliases.maker.get(next(iter(arrays)))
    if not isinstance(made, Eqn) or not REGISTRY.by_name[made.op].distinct or any(map(adj.aliases.buffer, arrays)):
        return False
    return arrays == {v for v in made.outs if isinstance(v.type, Array)}


def last_stored(g, index, like):  # type: ignore[no-untyped-def]
    """``g`` where ``like[index] = ...`` leaves its value: of equal indices the last one does."""
    place = np.arange(np.size(g)).reshape(np.shape(g))
    owner = np.zeros(np.shape(like), dtype=int)
    owner[index] = place
    return np.where(owner[index] == place, g, 0.0)


def _last_stored_vjp(adj: Any, eqn: Eqn, g: Arg) -> None:
    adj.add(eqn.args[0], adj.b.op("last_stored", adj.full(g, eqn.outs[0]), adj.index(eqn), eqn.args[2]))


def _last_stored_jvp(tan: Any, eqn: Eqn) -> Any:
    return tan.b.op("last_stored", tan.full(eqn.args[0]), *eqn.args[1:], hint=tan.hint(eqn))


def _store_jvp(tan: Any, eqn: Eqn) -> None:
    base, index, value = eqn.args
    tan.b.effect("store", tan.shadow(base), index, tan.get(value) or Const(0.0))


def _index_add_vjp(adj: Any, eqn: Eqn, g: Arg) -> None:
    base, _, value = eqn.args
    if adj.wants(value):
        index = adj.index(eqn)
        took = adj.b.op("getitem", adj.shadow(base), index)
        if not isinstance(took.type, Scalar) and index_kind(index) in ("view", "item"):
            took = adj.b.op("copy", took)
        adj.add(value, adj.b.unbroadcast(took, value, None))


def _index_add_jvp(tan: Any, eqn: Eqn) -> None:
    base, index, value = eqn.args
    dot = tan.get(value)
    if dot is not None:
        tan.b.effect("index_add", tan.shadow(base), index, dot)


def _update_vjp(adj: Any, eqn: Eqn, g: Arg) -> None:
    base, value = eqn.args
    by = REGISTRY.by_name[eqn.attr("by")]
    shadow = adj.shadow(base)
    took = adj.b.op("copy", shadow)
    operands = (adj.before(base, eqn), adj.before(value, eqn))
    after = lambda: adj.after(base, eqn)  # noqa: E731
    partials = derivatives(by, operands)
    kept = adj.masked(adj.expression(by, "x", operands, after, took), base, eqn) if "x" in partials else Const(0.0)
    extra = None
    if adj.wants(value) and "y" in partials:
        extra = adj.masked(adj.expression(by, "y", operands, after, took), value, eqn)
    # The value may share the base's memory (`a *= a`): first what stays, then what is added.
    if kept is not took:
        adj.b.effect("store", shadow, Const(...), kept)
    if extra is not None:
        adj.add(value, adj.b.unbroadcast(extra, value, base))


def _update_jvp(tan: Any, eqn: Eqn) -> None:
    base, value = eqn.args
    by = REGISTRY.by_name[eqn.attr("by")]
    shadow = tan.shadow(base)
    dot = tan.get(value)
    by_value = tan.b.op(by.name, base, value) if by.name in ("truediv", "pow") else None
    partials = derivatives(by, (base, value))
    kept = tan.expression(by, "x", (base, value), by_value, shadow) if "x" in partials else Const(0.0)
    extra = tan.expression(by, "y", (base, value), by_value, dot) if dot is not None and "y" in partials else None
    if kept is shadow and extra is not None:
        tan.b.effect("update", shadow, extra, by="add")
    elif kept is not shadow:
        tan.b.effect("store", shadow, Const(...), kept if extra is None else tan.b.op("add", kept, extra))


def _field_type(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t, key = type_of(args[0]), args[1]
    assert isinstance(t, Struct)
    assert isinstance(key, Const)
    return (t.items[t.keys.index(key.value) if t.keys is not None else key.value],)


declare("getitem: x[index]", "linear", _getitem_type, memory="view", raises=True, vjp=_getitem_vjp, jvp=_getitem_jvp)
declare("field: x[key]", "constant", _field_type, memory="view")
declare(
    "store(x, index, value)",
    "linear",
    _nothing,
    writes=(0,),
    raises=True,
    function=False,
    vjp=_store_vjp,
    jvp=_store_jvp,
)
declare(
    "index_add(x, index, value)",
    "linear",
    _nothing,
    writes=(0,),
    function=False,
    vjp=_index_add_vjp,
    jvp=_index_add_jvp,
)
declare(
    "add_at(x, index, value)",  # the user's own, which may raise
    "linear",
    _nothing,
    writes=(0,),
    raises=True,
    function=False,
    vjp=_index_add_vjp,
    jvp=_index_add_jvp,
)
declare(
    "update(x, value, by='add')",
    "linear",
    _nothing,
    writes=(0,),
    raises=True,
    function=False,
    vjp=_update_vjp,
    jvp=_update_jvp,
)


declare("lock(x)", "constant", _nothing, writes=(0,), function=False)


NAMESPACE["last_stored"] = last_stored
declare(
    "last_stored(g, index, like)",
    "linear",
    type_of_first,
    helper="last_stored",
    shape_only=("like",),
    vjp=_last_stored_vjp,
    jvp=_last_stored_jvp,
)


def items_at(x, index):  # type: ignore[no-untyped-def]
    """Of which items of ``x`` arrays of indices take copies."""
    taken = np.zeros(np.shape(x), dtype=bool)
    taken[index] = True
    return taken


def _truths(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    return (Array("bool", axes(type_of(args[0]))),)


NAMESPACE["items_at"] = items_at
declare("items_at(x, index)", "constant", _truths, helper="items_at", shape_only=("x",))


def shares(eqn: Eqn) -> str:
    """What the result shares with the first operand: ``fresh``, ``view``, ``maybe``, ``none``.

    ``none``: it is a scalar, or repeats one and cannot be written.  ``item``: it is what a list holds.
    """
    if not eqn.outs or not isinstance(eqn.outs[0].type, Array):
        return "none"
    memory = REGISTRY.by_name[eqn.op].memory
    if memory == "fresh":
        return memory
    if eqn.op in ("getitem", "list_pop", "list_take") and isinstance(type_of(eqn.args[0]), List):
        return "item"
    if eqn.op == "getitem" and index_kind(eqn.args[1]) in ("gather", "mask"):
        return "fresh"
    source = eqn.args[0] if eqn.args else None
    if callable(memory):
        memory = memory(type_of(eqn.args[0]))
    if memory != "fresh" and not (isinstance(source, Pack) or isinstance(type_of(source), Array)):  # type: ignore[arg-type]
        return "none" if REGISTRY.by_name[eqn.op].repeats else "fresh"
    return memory
