"""Reductions of generators and of what only the run can count: each is a loop, without a list.

::

    sum(a * b for a, b in zip(x, y))        %total = 0
                                            for a, b in zip(x, y):
                                                %total = %total + a * b
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Mapping
from types import MappingProxyType

from s2sad.ir import Arg, Const, Pack, type_of
from s2sad.lower import runtime_lists
from s2sad.lower.acts import Raised, throw
from s2sad.lower.comprehensions import as_loop, loaded, lower_list, own_name, setting, taken_out
from s2sad.lower.emitting import emit, force, usable
from s2sad.lower.expressions import expression
from s2sad.lower.frame import Frame
from s2sad.lower.heap import current, kept
from s2sad.lower.indexing import item
from s2sad.lower.iterables import ITERATORS, iteration
from s2sad.lower.objects import iterated, own_method
from s2sad.lower.operations import is_object
from s2sad.lower.rows import is_row
from s2sad.types import Scalar


def reduced(frame: Frame, node: ast.Call, how: str) -> Arg:
    """``sum``, ``max``, ``any`` … of a comprehension, as a loop."""
    of, *more = node.args
    assert isinstance(of, (ast.GeneratorExp, ast.ListComp))
    more += [k.value for k in node.keywords if k.arg == "start"]
    if how == "sum" and len(more) == 1 == len(node.args) + len(node.keywords) - 1:
        # The items of a list are computed before the start is.
        if isinstance(of, ast.GeneratorExp) or _is_literal(more[0]):
            return _sum(frame, of, more[0])
    elif not more and not node.keywords:
        return REDUCTIONS[how](frame, of)
    elif how in ("max", "min") and len(node.args) == 1 and {k.arg for k in node.keywords} <= {"default", "key"}:
        given = {k.arg: k.value for k in node.keywords}
        default = given.get("default")
        if isinstance(of, ast.GeneratorExp) or (default is not None and _is_literal(default)):
            return _best(frame, of, how, default, given.get("key"))
    frame.refuse(
        node, "S2S302", f"{how} of a comprehension with more arguments", "it is read without.", "add them apart."
    )


def _is_literal(node: ast.expr) -> bool:
    return isinstance(node.operand if isinstance(node, ast.UnaryOp) else node, ast.Constant)


def is_open(frame: Frame, node: ast.AST, value: Arg) -> bool:
    """Whether only the run knows how many items there are of what is looped over; nothing is lowered."""
    if runtime_lists.is_list(value) or is_row(value) or (isinstance(value, Pack) and value.kind == "flat"):
        return True
    if not isinstance(value, Pack) or not (value.kind in ITERATORS or _hands_out_items(value)):
        return False
    env, stmts, count = dict(frame.env), frame.b.stmts, len(frame.b.stmts)
    over = iterated(frame, node, value)
    found = None if is_object(over) else iteration(frame, node, over).items()
    frame.env = env
    del stmts[count:]
    return found is None


def _hands_out_items(value: Pack) -> bool:
    return any(own_method(value, name) is not None for name in ("__iter__", "__getitem__"))


def over_items(
    frame: Frame, node: ast.AST, value: Arg, how: str | None, more: Mapping[str, Arg] = MappingProxyType({})
) -> Arg:
    """``sum(xs)`` as ``sum(x for x in xs)``, ``max(xs, key=f)`` likewise, and ``list(xs)`` as ``[x for x in xs]``."""
    # What makes the list may act: it has been evaluated, once.
    given = {own_name(frame, node, f"given_{name}"): v for name, v in [("items", value), *more.items()]}
    frame.env |= {name: kept(frame, node, v) for name, v in given.items()}
    over, *others = given
    target = "item@"
    loop = ast.comprehension(ast.Name(target, ast.Store()), loaded(over), [], 0)
    if how is None:
        made: ast.expr = ast.ListComp(loaded(target), [loop])
        found = lower_list(frame, ast.fix_missing_locations(ast.copy_location(made, node)))  # type: ignore[arg-type]
    else:
        keywords = [ast.keyword(k, loaded(name)) for k, name in zip(more, others, strict=True)]
        call = ast.Call(loaded(how), [ast.GeneratorExp(loaded(target), [loop])], keywords)
        found = reduced(frame, ast.fix_missing_locations(ast.copy_location(call, node)), how)
    for name in given:
        frame.env.pop(name)
    return found


def folded(frame: Frame, node: ast.AST, function: Arg, value: Arg, start: Arg | None) -> Arg:
    """``reduce(f, xs, start)`` as a loop that calls f; the first item is the start where there is none."""
    given, call, total = (own_name(frame, node, n) for n in ("given", "function", "total"))
    frame.env[given] = value = kept(frame, node, value)
    frame.env[call] = kept(frame, node, function)
    if start is None:
        some = emit(frame, node, "gt", (iteration(frame, node, value).length(), Const(0)))
        none = Raised("TypeError", (Const("reduce() of empty iterable with no initial value"),))
        frame.branch(some, lambda: None, lambda: throw(frame, node, none), node)
        start = item(frame, node, value, Const(0))
        rest = item(frame, node, value, Pack("slice", (Const(1), Const(None), Const(None))))
        frame.env[given] = kept(frame, node, rest)
    frame.env[total] = kept(frame, node, start)
    each = ast.Call(loaded(call), [loaded(total), loaded("item@")], [])
    loop = ast.comprehension(ast.Name("item@", ast.Store()), loaded(given), [], 0)
    over = ast.GeneratorExp(each, [loop])
    as_loop(frame, ast.fix_missing_locations(ast.copy_location(over, node)), [setting(node, total, each)])
    del frame.env[given], frame.env[call]
    return current(frame.env, taken_out(frame, node, total))


def first_of(frame: Frame, node: ast.GeneratorExp, default: Arg | None) -> Arg:
    """``next(e for x in xs if c)``: a loop that stops at the first one."""
    found, none = own_name(frame, node, "first"), own_name(frame, node, "none")
    frame.env[none] = Const(True)
    if default is not None:
        frame.env[found] = kept(frame, node, default)
    stop = [
        setting(node, found, node.elt),
        setting(node, none, ast.Constant(False)),
        ast.copy_location(ast.Break(), node),
    ]
    nested = len(node.generators) > 1
    if nested:
        done = own_name(frame, node, "done")
        frame.env[done] = Const(False)
        stop.insert(0, setting(node, done, ast.Constant(True)))
    as_loop(frame, node, stop, done if nested else "")
    nothing = frame.env.pop(none)
    frame.env.pop(own_name(frame, node, "done"), None)
    if default is None:
        frame.branch(nothing, lambda: throw(frame, node, Raised("StopIteration")), lambda: None, node)
    return current(frame.env, taken_out(frame, node, found))


def first_item(frame: Frame, node: ast.AST, value: Arg, default: Arg | None) -> Arg:
    """``next(xs, default)`` of what nobody asks again, as ``next((x for x in xs), default)``."""
    over, target = own_name(frame, node, "given_items"), "item@"
    frame.env[over] = value
    loop = ast.comprehension(ast.Name(target, ast.Store()), loaded(over), [], 0)
    made = ast.fix_missing_locations(ast.copy_location(ast.GeneratorExp(loaded(target), [loop]), node))
    found = first_of(frame, made, default)
    frame.env.pop(over)
    return found


def _sum(frame: Frame, node: ast.ListComp | ast.GeneratorExp, start: ast.expr | None = None) -> Arg:
    total = own_name(frame, node, "sum")

    def begin() -> None:
        value = Const(0) if start is None else force(frame, usable(frame, expression(frame, start), start), start)
        frame.env[total] = value

    more = ast.copy_location(ast.BinOp(loaded(total), ast.Add(), node.elt), node.elt)
    as_loop(frame, node, [setting(node, total, more)], begin=begin)
    value = taken_out(frame, node, total)
    t = type_of(value)
    if sys.version_info >= (3, 12) and isinstance(t, Scalar) and t.kind != "np" and t.dtype == "float64":
        frame.refuse(
            node,
            "S2S301",
            "sum of a generator of Python floats",
            "since Python 3.12 sum corrects rounding errors, which a loop does not.",
            "write the loop, or sum NumPy numbers.",
        )
    return value


def _extreme(how: str) -> Callable[[Frame, ast.ListComp | ast.GeneratorExp], Arg]:
    return lambda frame, node: _best(frame, node, how)


def _best(
    frame: Frame,
    node: ast.ListComp | ast.GeneratorExp,
    how: str,
    default: ast.expr | None = None,
    key: ast.expr | None = None,
) -> Arg:
    """The largest or smallest item, or that of the largest key; where there is none, the default."""
    best, item, first, otherwise = (own_name(frame, node, n) for n in (how, "item", "first", "default"))
    function, rank, most = (own_name(frame, node, n) for n in ("key", "rank", "most")) if key else ("", item, best)
    frame.env[first] = Const(True)
    better: ast.cmpop = ast.Gt() if how == "max" else ast.Lt()
    kept_items = [setting(node, best, loaded(item))] + ([setting(node, most, loaded(rank))] if key else [])
    start: list[ast.stmt] = [*kept_items, setting(node, first, ast.Constant(False))]
    change = ast.If(ast.Compare(loaded(rank), [better], [loaded(most)]), kept_items, [])
    ranking = [setting(node, rank, ast.Call(loaded(function), [loaded(item)], []))] if key else []

    def begin() -> None:
        for name, value in ((otherwise, default), (function, key)):
            if value is not None:
                frame.env[name] = kept(frame, node, force(frame, usable(frame, expression(frame, value), value), value))

    as_loop(
        frame,
        node,
        [setting(node, item, node.elt), *ranking, ast.copy_location(ast.If(loaded(first), start, [change]), node)],
        begin=begin,
    )
    empty = frame.env.pop(first)
    for name in (item, function, *((rank, most) if key else ())):
        frame.env.pop(name, None)
    instead = frame.env.pop(otherwise, None)

    def none() -> None:
        if instead is None:
            throw(frame, node, Raised("ValueError", (Const(empty_message(how)),)))
        else:
            frame.env[best] = instead

    frame.branch(empty, none, lambda: None, node)
    return taken_out(frame, node, best)


def empty_message(how: str) -> str:
    """What Python of this version says."""
    try:
        (max if how == "max" else min)(())
    except ValueError as e:
        return str(e)
    raise AssertionError


def _quantifier(how: str) -> Callable[[Frame, ast.ListComp | ast.GeneratorExp], Arg]:
    def lower(frame: Frame, node: ast.ListComp | ast.GeneratorExp) -> Arg:
        found = own_name(frame, node, how)
        frame.env[found] = Const(how == "all")
        end: list[ast.stmt] = [setting(node, found, ast.Constant(how == "any")), ast.Break()]
        asked = node.elt if how == "any" else ast.copy_location(ast.UnaryOp(ast.Not(), node.elt), node.elt)
        done = ast.copy_location(ast.If(asked, end, []), node.elt)
        nested = len(node.generators) > 1
        if nested and how == "all":
            frame.refuse(node, "S2S202", "all(...) over two loops", "it leaves both.", "write not any(not ...).")
        as_loop(frame, node, [done], found if nested else "")
        return taken_out(frame, node, found)

    return lower


REDUCTIONS: dict[str, Callable[[Frame, ast.ListComp | ast.GeneratorExp], Arg]] = {
    "sum": _sum,
    "max": _extreme("max"),
    "min": _extreme("min"),
    "any": _quantifier("any"),
    "all": _quantifier("all"),
}
