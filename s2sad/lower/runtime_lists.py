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
from typing import TYPE_CHECKING, NoReturn

from s2sad.ir import Arg, Const, Pack, Var, type_of
from s2sad.types import FLOAT, List, Scalar, Type

if TYPE_CHECKING:
    from s2sad.lower.frame import Frame

METHODS = ("append", "extend", "pop", "copy")
# Operations that take a list as it is; others take the array that NumPy would make of it.
TAKES_LISTS = frozenset({"getitem", "list_len", "list_array", "list_pop", "list_new", "np.array"})


def is_list(arg: Arg) -> bool:
    """Whether an operand is a list that exists at run time."""
    return isinstance(arg, Var) and isinstance(arg.type, List)


def make(frame: Frame, node: ast.AST, key: str, value: Pack) -> Var:
    """The list at a place, with its first items."""
    for item in value.items:
        _assume(frame, node, key, item)
    assumed = frame.session.assumed.get(_item_key(frame, key), FLOAT)
    item_type = assumed if isinstance(assumed, Scalar) else FLOAT
    frame.b.loc = frame.loc(node)
    made = frame.b.keep("list_new", (Pack("list", value.items),), (("item", item_type),))
    frame.lists[made] = key
    return made


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
    if base not in frame.lists:
        _refuse(frame, node, "a change of it outside of the function that made it")
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


def _assume(frame: Frame, node: ast.AST, key: str, value: Arg) -> None:
    t: Type = type_of(value)
    if not isinstance(t, Scalar):
        _refuse(frame, node, f"an item of type {t} in it")
    frame.session.assume(_item_key(frame, key), Scalar(t.kind, t.dtype), f"{key}.item")


def _refuse(frame: Frame, node: ast.AST, what: str) -> NoReturn:
    frame.refuse(
        node,
        "S2S205",
        f"a list whose length only the run knows, and {what}",
        "such a list is followed as a list of numbers: append, pop, items, len, loops and NumPy's functions.",
        "make an array of the right size before the loop, and store its items.",
    )
