"""``zip(*rows)`` of a number of rows that only the run knows, and tuples of which only the run knows the length.

::

    xs, ys = zip(*pairs)          xs = row([p[0] for p in pairs]), ys = row([p[1] for p in pairs])
    for column in zip(*table):    for k in range(n): column = row([r[k] for r in table])
    tuple(v * v for v in x)       row([v * v for v in x])

Such a tuple, a *row*, is a list that nobody changes: it is read as that, and is no list to what would tell one from a
tuple.  Without any row there is no telling how many columns there are, and a derivative raises ValueError.
"""

from __future__ import annotations

import ast
import builtins
import operator

from s2sad.ir import Arg, Const, Pack, Var, type_of
from s2sad.lower import list_operations, runtime_lists
from s2sad.lower.acts import Raised, throw
from s2sad.lower.conflicts import BOTTOM
from s2sad.lower.emitting import emit
from s2sad.lower.frame import Frame
from s2sad.lower.indexing import item
from s2sad.lower.iterables import STRUCTURES, Iteration, iteration
from s2sad.lower.iterators import made
from s2sad.lower.known_items import Kwargs, known_items, no_keywords
from s2sad.lower.meanings import meaning
from s2sad.lower.rows import ROW, row
from s2sad.lower.runtime_lists import is_list
from s2sad.lower.written import lowered
from s2sad.types import Array, List, Scalar

_NO_ROWS = Raised("ValueError", (Const("a derivative of zip(*rows) needs a row"),))
_COLUMN = """
for r in rows:
    made.append(r[k])
"""
_SHORTEST = """
for r in rows:
    if len(r) < count:
        count = len(r)
"""


def transposed(frame: Frame, node: ast.AST, value: Arg) -> Arg | None:
    """``zip(*value)``; None of what has no rows that only the run can count."""
    if not is_list(value) and not _has_rows(value):
        return None
    if is_list(value):
        value = list_operations.picked(frame, node, value, Pack("slice", (Const(None),) * 3))  # the rows of now
        if any(runtime_lists.is_unknown(frame, c) for c in runtime_lists.columns(value)):
            return BOTTOM
    _check_any(frame, node, value)
    form = runtime_lists.form_of(value)
    if form is not None and form.kind == "tuple":
        getters = [operator.itemgetter(j) for j in range(len(form.items))]
        return made(Pack("tuple", tuple(row(list_operations.collected(frame, node, value, g)) for g in getters)))
    if form is None and isinstance(value, Var) and isinstance(value.type, List) and isinstance(value.type.item, Scalar):
        return None
    return Pack("transposed", (value,))


def _has_rows(value: Arg) -> bool:
    t = type_of(value)
    return isinstance(value, Var) and isinstance(t, Array) and t.axes is not None and len(t.axes) > 1


def _check_any(frame: Frame, node: ast.AST, value: Arg) -> None:
    some = emit(frame, node, "gt", (iteration(frame, node, value).length(), Const(0)))
    frame.branch(some, lambda: None, lambda: throw(frame, node, _NO_ROWS), node)


def _columns(frame: Frame, node: ast.AST, seq: Pack) -> Iteration:
    """A row for each column: its items are read when its turn comes."""
    (rows,) = seq.items
    first = item(frame, node, rows, Const(0))
    count = iteration(frame, node, first).length()
    if is_list(rows):
        count = lowered(frame, node, _SHORTEST, {"rows": rows, "count": count}, {"len": len}, result="count") or BOTTOM

    def at(k: Arg) -> Arg:
        place = frame.fresh_prefix(frame.where(node, ".column"))
        column = runtime_lists.make(frame, node, place, Pack("list", ()))
        operands = {"rows": rows, "k": k, "made": column}
        return row(lowered(frame, node, _COLUMN, operands, result="made") or BOTTOM)

    return Iteration(lambda: count, at)


STRUCTURES["transposed"] = _columns


def _items(frame: Frame, node: ast.AST, seq: Pack) -> Iteration:
    return iteration(frame, node, seq.items[0])


STRUCTURES[ROW] = _items


@meaning(builtins.tuple)
def _tuple(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``tuple(items)``."""
    no_keywords(frame, node, kwargs, "tuple", args, 0, 1)
    if not args:
        return Pack("tuple", ())
    (given,) = args
    if isinstance(given, Pack) and given.kind == ROW:
        return given
    items = known_items(frame, node, given)
    if items is not None:
        return Pack("tuple", tuple(items))
    count = None if isinstance(given, Var) or is_list(given) else iteration(frame, node, given)
    if count is not None and count.more is None and not count.endless and count.written is None:
        frame.ask_for(count.length())  # one that can be known is better known
    return row(list_operations.collected(frame, node, given))
