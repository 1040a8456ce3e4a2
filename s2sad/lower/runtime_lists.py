"""Lists that grow by a number of items that only the run knows: they exist when the module runs.

A list starts as its items alone (`s2sad.lower.heap`).  Where its length differs between the arms of a branch, or
between one iteration and the next, the next reading makes it a list at run time::

    xs = []                     w3 = list_new()
    for k in range(n):          for w4 in range(w2):
        xs.append(x * k)          w5 = mul(w1, w4);  append(w3, w5)
    return sum(xs)              …

Its items are numbers of one type, found like the types that loops carry.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

from s2sad.ir import Arg, Const, Pack, Var, type_of
from s2sad.types import FLOAT, Array, List, Scalar, Type

if TYPE_CHECKING:
    from s2sad.lower.frame import Frame, Lists

METHODS = ("append", "extend", "pop", "copy")
# Operations that take a list as it is; others take the array that NumPy would make of it.
TAKES_LISTS = frozenset({"getitem", "list_len", "list_array", "list_pop", "list_new", "np.array"})


def is_list(arg: Arg) -> bool:
    """Whether an operand is a list that exists at run time."""
    return isinstance(arg, Var) and isinstance(arg.type, List)


def make(frame: Frame, node: ast.AST, key: str, value: Pack) -> Var:
    """The list at a place, with its first items."""
    for item in value.items:
        _assume(frame, node, _item_key(frame, key), item)
    item_type = _item_type(frame, _item_key(frame, key))
    frame.b.loc = frame.loc(node)
    made = frame.b.keep("list_new", (Pack("list", value.items),), (("item", item_type),))
    return note(frame, made, key)


def note(frame: Frame, made: Var, place: str) -> Var:
    """A list that exists at run time; the type of its items is assumed under the place where it is made."""
    frame.lists[made] = _item_key(frame, place)
    return made


# ---------------------------------------------------------------- lists that meet


def could_be(frame: Frame, values: Sequence[Arg]) -> tuple[tuple[tuple[object, ...], str], ...] | None:
    """The places of known lists that have to exist at run time, so that one name can be any of them."""
    found: list[tuple[tuple[object, ...], str]] = []
    for v in values:
        if is_list(v):
            continue
        if not isinstance(v, Pack) or v.kind != "list" or not v.at:
            return None
        found.append((frame.context, v.at))
    return tuple(found)


def demanded(frame: Frame, lists: Lists | None) -> bool:
    """Have these lists exist at run time from the next reading on; whether there will be one for that."""
    if lists is None:
        return False
    session = frame.session
    new = [p for p in lists.places if p not in session.runtime]
    for place in new:
        session.at_run_time(*place)
    if lists.key is not None and session.assumed.get(lists.key, True) is None and (new or lists.key in session.listed):
        del session.assumed[lists.key]
        session.listed.pop(lists.key, None)
        session.changed = True
        return True
    return bool(new)


def made_before(frame: Frame, value: Arg) -> bool:
    """Whether a value is a list that has a name already where a branch or loop begins."""
    return is_list(value) and any(value is v for v in frame.env.values())


def joined(frame: Frame, node: ast.AST, place: str, lists: Sequence[Var], t: Type) -> List:
    """The type of a name that is one of these lists: what is put into one may be found in the other."""
    assert isinstance(t, List)
    key = _item_key(frame, place)
    frame.session.assume(key, t.item, "")
    item = _item_type(frame, key)
    for v in lists:
        _widen(frame, node, v, item)
    return List.of(item)


def parameter_key(context: tuple[object, ...], path: tuple[object, ...]) -> tuple[object, ...]:
    """Where the type of the items of a list is assumed that a function is handed."""
    return (context, "parameter", path, "item")


def make_needed(frame: Frame, node: ast.AST, code: object, value: Arg, path: tuple[object, ...]) -> None:
    """Have the lists that a callee changes exist at run time: both sides see the one list."""
    from s2sad.lower.heap import current

    value = current(frame.env, value)
    if not isinstance(value, Pack):
        return
    if value.kind == "list" and (code, path) in frame.session.needs_list:
        at_run_time(frame, node, value, "a change of it by a function that it is handed to")
    for i, item in enumerate(value.items):
        make_needed(frame, node, code, item, (*path, i))


def at_run_time(frame: Frame, node: ast.AST, value: Pack, what: str) -> Var:
    """A known list as one that exists at run time; where it has a name already, from the next reading on."""
    if value.at == "":  # it has no name yet
        return as_list(frame, node, value)
    if value.at is not None:
        if (frame.context, value.at) in frame.session.runtime:
            frame.refuse(
                node,
                "S2S205",
                f"a list that may be one or another, and {what}",
                "a list can change as long as it is known which one it is.",
                "change a copy: list(...).",
            )
        frame.at_run_time(value.at)
    frame.refuse(
        node,
        "S2S205",
        f"a list that was not made here, and {what}",
        "a list can change where it was made, as long as every name for it is known.",
        "make a copy of it first: list(...).",
    )


def operated(frame: Frame, node: ast.AST, op: str, left: Arg, right: Arg) -> Arg:
    """``left op right``, one of which exists at run time."""
    if op == "add":
        return concatenated(frame, node, left, right)
    _refuse(frame, node, "arithmetic with it")


def concatenated(frame: Frame, node: ast.AST, left: Arg, right: Arg) -> Arg:
    """``left + right``, one of which exists at run time."""
    both = [as_list(frame, node, v) for v in (left, right)]
    place = frame.where(node, ".+")
    for v in both:
        t = joined(frame, node, place, both, v.type)
    return note(frame, frame.b.retyped(emit_list(frame, node, "list_concat", tuple(both)), t), place)


def as_list(frame: Frame, node: ast.AST, value: Arg) -> Var:
    """The list itself, or one of the items that are known: what is only read may be another list."""
    if is_list(value):
        assert isinstance(value, Var)
        return value
    if not isinstance(value, Pack) or value.kind != "list":
        _refuse(frame, node, f"{type_of(value)} together with it")
    return make(frame, node, frame.where(node, f".list{frame.fresh_prefix(frame.where(node))}"), value)


def emit_list(frame: Frame, node: ast.AST, op: str, args: tuple[Arg, ...]) -> Var:
    """One statement that makes a list."""
    frame.b.loc = frame.loc(node)
    return frame.b.keep(op, args)


def handed(frame: Frame, node: ast.AST, callee: tuple[object, ...], value: Arg, path: tuple[object, ...]) -> None:
    """After a call: what the callee puts into a list that it is handed is in the caller's list."""
    if isinstance(value, Pack):
        for i, item in enumerate(value.items):
            handed(frame, node, callee, item, (*path, i))
    elif isinstance(value, Var) and isinstance(value.type, List):
        put = frame.session.assumed.get(parameter_key(callee, path))
        if put is not None:
            _widen(frame, node, value, put)


def received(frame: Frame, node: ast.AST, place: str, t: List) -> Var:
    """A list that a call returns."""
    return note(frame, frame.b.var(joined(frame, node, place, [], t)), place)


# ---------------------------------------------------------------- methods


def call_method(frame: Frame, node: ast.AST, base: Var, name: str, args: list[Arg]) -> Arg:
    """A method of a list."""
    if name == "copy" and not args:
        _refuse(frame, node, "a copy of it")
    if base in frame.iterated:
        _refuse(frame, node, f"{name} while a loop runs over it")
    if name == "pop":
        if args and args[0] != Const(-1):
            _refuse(frame, node, "pop of another item than the last")
        frame.b.loc = frame.loc(node)
        return frame.b.keep("list_pop", (base,))
    if len(args) != 1:
        _refuse(frame, node, f"{name} with {len(args)} arguments")
    values = [args[0]] if name == "append" else _known_items(frame, node, args[0])
    for v in values:
        append(frame, node, base, v)
    return Const(None)


def append(frame: Frame, node: ast.AST, base: Var, value: Arg) -> None:
    """Append one item."""
    _assume(frame, node, frame.lists[base], value)
    frame.b.loc = frame.loc(node)
    frame.b.effect("append", base, value)


def as_operands(frame: Frame, node: ast.AST, op: str, args: tuple[Arg, ...]) -> tuple[Arg, ...]:
    """The operands of an operation: NumPy's functions take lists as arrays, arithmetic does not."""
    if op in TAKES_LISTS or not any(map(is_list, args)):
        return args
    if not op.startswith("np."):
        _refuse(frame, node, "arithmetic with it")
    frame.b.loc = frame.loc(node)
    return tuple(frame.b.keep("list_array", (a,), where=frame.where(node, ".list")) if is_list(a) else a for a in args)


def _known_items(frame: Frame, node: ast.AST, value: Arg) -> list[Arg]:
    from s2sad.lower.iterables import iteration

    items = iteration(frame, node, value).items()
    if items is None:
        _refuse(frame, node, "extend by a number of items that only the run knows")
    return items


def _item_key(frame: Frame, key: str) -> tuple[object, ...]:
    return (frame.context, key, "item")


def _item_type(frame: Frame, key: tuple[object, ...]) -> Scalar | Array:
    assumed = frame.session.assumed.get(key)
    return assumed if isinstance(assumed, (Scalar, Array)) else FLOAT


def _assume(frame: Frame, node: ast.AST, key: tuple[object, ...], value: Arg) -> None:
    t: Type = type_of(value)
    if not isinstance(t, Scalar):
        _refuse(frame, node, f"an item of type {t} in it")
    frame.session.assume(key, Scalar(t.kind, t.dtype), "")


def _widen(frame: Frame, node: ast.AST, base: Var, item: Type) -> None:
    """The items of a list may be of this type, too."""
    frame.session.assume(frame.lists[base], item, "")


def _refuse(frame: Frame, node: ast.AST, what: str) -> NoReturn:
    frame.refuse(
        node,
        "S2S205",
        f"a list whose length only the run knows, and {what}",
        "such a list is followed as a list of numbers: append, pop, items, len, loops and NumPy's functions.",
        "make an array of the right size before the loop, and store its items.",
    )
