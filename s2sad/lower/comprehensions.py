"""Comprehensions and generators: items that are known one by one, or a loop that reduces them.

::

    [w * x for w in ws if w is not None]         the items, where the number of ``ws`` is known
    sum(a * b for a, b in zip(x, y))             total = 0
                                                 for a, b in zip(x, y): total = total + a * b

Targets are names of the comprehension alone: the function's own of the same name come back after it.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from typing import NoReturn

from s2sad.dataclass import dataclass
from s2sad.ir import Arg, Const, Pack, type_of
from s2sad.lower import runtime_lists
from s2sad.lower.acts import Raised, throw
from s2sad.lower.expressions import emit, expression, force, is_object, item, truth, usable
from s2sad.lower.frame import Frame
from s2sad.lower.heap import current, fresh, kept
from s2sad.lower.iterables import ITERATORS, Iteration, check_name, iteration
from s2sad.lower.objects import iterated, own_method
from s2sad.lower.runtime_dicts import is_known
from s2sad.names import bound_here
from s2sad.types import Scalar

Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


@dataclass(frozen=True, eq=False)
class Deferred:
    """A generator expression that its consumer runs, right where it stands."""

    node: ast.GeneratorExp
    frame: Frame
    __name__ = "generator"


class _NotKnown(Exception):
    """The number of items, or whether one counts, is decided by the run; the node says where."""

    def __init__(self, node: ast.AST) -> None:
        super().__init__()
        self.node = node


def lower_generator(frame: Frame, node: ast.GeneratorExp) -> Arg:
    """What is handed to the consumer."""
    return Pack("generator", (Const(Deferred(node, frame)), _sequence(frame, node.generators[0])))


def is_stepped(seq: Arg) -> bool:
    """Whether a value is a generator of which only its conditions say how many items it has."""
    if not isinstance(seq, Pack) or seq.kind != "generator":
        return False
    (deferred, _) = seq.items
    assert isinstance(deferred, Const)
    loops = deferred.value.node.generators
    return len(loops) > 1 or bool(loops[0].ifs)


def lower_list(frame: Frame, node: ast.ListComp) -> Arg:
    """``[e for x in xs]``; of a length that only the run knows, it is a loop that appends."""
    items = known_items(frame, node)
    if items is not None:
        return fresh("list", items)
    made = _name(frame, node, "list")
    frame.env[made] = kept(frame, node, fresh("list", ()))
    append = ast.Call(ast.Attribute(_load(made), "append", ast.Load()), [node.elt], [])
    _loop(frame, node, [ast.copy_location(ast.Expr(append), node.elt)])
    return current(frame.env, _taken(frame, node, made))


def listed(frame: Frame, node: ast.AST, value: Arg) -> Arg:
    """``[v for v in value]``, a list of the items of a value."""
    name, target = _name(frame, node, "values"), ast.Name("item@", ast.Store())
    frame.env[name] = value
    loop = ast.comprehension(target, _load(name), [], 0)
    made = lower_list(frame, ast.fix_missing_locations(ast.copy_location(ast.ListComp(_load("item@"), [loop]), node)))
    frame.env.pop(name)
    return made


def lower_dict(frame: Frame, node: ast.DictComp) -> Arg:
    """``{k: v for ...}``; where a key is not known, or how many there are, it is a loop that stores."""

    def pair() -> Arg:
        key = force(frame, expression(frame, node.key), node.key)
        if not is_known(key):
            frame.ask_for(key, by_value=False)
            raise _NotKnown(node.key)
        return Pack(
            "tuple",
            (Const(frame.known(key, node.key)), force(frame, expression(frame, node.value), node)),
        )

    items = _attempted(frame, node, pair)
    if items is None:
        name, key = _name(frame, node, "dict"), _name(frame, node, "key")
        frame.env[name] = kept(frame, node, fresh("dict", (), ()))
        target = ast.Subscript(_load(name), _load(key), ast.Store())
        _loop(frame, node, [_set(node, key, node.key), ast.copy_location(ast.Assign([target], node.value), node)])
        frame.env.pop(key, None)
        return current(frame.env, _taken(frame, node, name))
    made: dict[object, Arg] = {}
    for p in items:
        assert isinstance(p, Pack)
        key_of, value = p.items
        assert isinstance(key_of, Const)
        made[key_of.value] = value
    return fresh("dict", made.values(), tuple(made))


def _refuse_unknown(frame: Frame, problem: _NotKnown) -> NoReturn:
    frame.refuse(
        problem.node,
        "S2S206",
        "a list of which only the run knows how long it is",
        "its items have no names in the text.",
        "fill an array (y = np.zeros(n), then y[i] = ... in a loop), or reduce it at once: sum(... for ...).",
    )


def known_items(frame: Frame, node: ast.ListComp | ast.SetComp | ast.GeneratorExp) -> list[Arg] | None:
    """The items, or None where their number is not known; then nothing has been lowered."""
    return _attempted(frame, node, lambda: force(frame, expression(frame, node.elt), node))


def _attempted(frame: Frame, node: Comprehension, each: Callable[[], Arg]) -> list[Arg] | None:
    env, stmts, count, around = dict(frame.env), frame.b.stmts, len(frame.b.stmts), set(frame.iterated)
    try:
        return list(_collected(frame, node, each))
    except _NotKnown:
        frame.env = env
        del stmts[count:]
        return None
    finally:
        frame.iterated = around


def _collected(frame: Frame, node: Comprehension, each: Callable[[], Arg]) -> list[Arg]:
    first = _sequence(frame, node.generators[0])
    with _own_names(frame, node):
        return [usable(frame, item, node) for item in _one_by_one(frame, node, each, 0, first)]


def _one_by_one(frame: Frame, node: Comprehension, each: Callable[[], Arg], depth: int, seq: Arg) -> Iterator[Arg]:
    """The items, each computed when it is asked for."""
    gen = node.generators[depth]
    for value in _turns(frame, gen, seq):
        _store(frame, gen.target, value)
        if not all(_decided(truth(frame, c), c) for c in gen.ifs):
            continue
        if depth + 1 == len(node.generators):
            yield each()
        else:
            yield from _one_by_one(frame, node, each, depth + 1, _sequence(frame, node.generators[depth + 1]))


def _turns(frame: Frame, gen: ast.comprehension, seq: Arg) -> Iterator[Arg]:
    """What one loop runs over, one after the other."""
    if is_object(seq):
        seq = iterated(frame, gen.iter, seq)
        if is_object(seq):
            raise _NotKnown(gen.iter)
    over = iteration(frame, gen.iter, seq)
    ended = over.ended
    if ended is None:
        length = over.length()
        if not isinstance(length, Const):
            raise _NotKnown(gen.iter)
        ended = length.value.__le__
    for k in count():
        if ended(k) or (over.more is not None and not _decided(over.more(k), gen.iter)):
            return
        yield over.at(Const(k))


def _sequence(frame: Frame, gen: ast.comprehension) -> Arg:
    if gen.is_async:
        frame.refuse(gen.iter, "S2S106", "an asynchronous comprehension", "it runs interleaved.", "write a plain one.")
    return force(frame, usable(frame, expression(frame, gen.iter), gen.iter), gen.iter)


def _decided(cond: Arg, node: ast.AST) -> bool:
    if not isinstance(cond, Const):
        raise _NotKnown(node)
    return bool(cond.value)


def _store(frame: Frame, target: ast.expr, value: Arg) -> None:
    from s2sad.lower.statements import store

    store(frame, target, value)


@contextmanager
def _own_names(frame: Frame, node: Comprehension) -> Iterator[None]:
    """The targets are names of the comprehension: what the function calls so comes back afterwards."""
    names = list(bound_here([g.target for g in node.generators]))
    if any(n in frame.source.names.nonlocals for n in names):
        frame.refuse(
            node,
            "S2S205",
            "a comprehension over a nonlocal's name",
            "two names are spelled alike.",
            "use another name.",
        )
    outer = {n: frame.env.pop(n) for n in names if n in frame.env}
    try:
        yield
    finally:
        for n in names:
            frame.env.pop(n, None)
        frame.env.update(outer)


# ---------------------------------------------------------------- as something to loop over


def generated(frame: Frame, node: ast.AST, seq: Pack) -> Iteration:
    """A generator beside others, or in a ``for``: an item is computed when its turn comes."""
    deferred, over_what = seq.items
    assert isinstance(deferred, Const)
    gen: ast.GeneratorExp = deferred.value.node
    if deferred.value.frame is not frame:
        check_name(frame, node, seq, "from another function")
    if not is_stepped(seq):
        over = iteration(frame, gen.generators[0].iter, over_what)

        def at(k: Arg) -> Arg:
            with _own_names(frame, gen):
                _store(frame, gen.generators[0].target, over.at(k))
                return force(frame, expression(frame, gen.elt), gen)

        return Iteration(over.length, at, over.ended, over.more, endless=over.endless)
    return _stepped(frame, gen, over_what)


def _stepped(frame: Frame, gen: ast.GeneratorExp, first: Arg) -> Iteration:
    """A generator with conditions or several loops: between two items its names wait under other ones."""
    names = bound_here([g.target for g in gen.generators])
    waiting = {n: _name(frame, gen, f"{n} of a generator") for n in names}
    each = lambda: force(frame, expression(frame, gen.elt), gen)  # noqa: E731
    steps = _one_by_one(frame, gen, each, 0, first)
    found: list[Arg] = []

    def more(k: int) -> Arg:
        with _own_names(frame, gen):
            frame.env.update({n: frame.env.pop(w) for n, w in waiting.items() if w in frame.env})
            try:
                found[:] = [usable(frame, next(steps), gen)]
            except StopIteration:
                return Const(False)
            except _NotKnown as e:
                _refuse_unknown(frame, e)
            held = {waiting[n]: frame.env[n] for n in names if n in frame.env}
        frame.env.update(held)
        return Const(True)

    def length() -> Arg:
        frame.refuse(gen, "S2S304", "the length of a generator", "the primal would raise.", "make a list of it.")

    return Iteration(length, lambda k: found[0], lambda k: False, more)


# ---------------------------------------------------------------- reductions


def reduced(frame: Frame, node: ast.Call, how: str) -> Arg:
    """``sum``, ``max``, ``any`` … of a comprehension, as a loop."""
    of, *more = node.args
    assert isinstance(of, (ast.GeneratorExp, ast.ListComp))
    more += [k.value for k in node.keywords if k.arg == "start"]
    if how == "sum" and len(more) == 1 == len(node.args) + len(node.keywords) - 1:
        # The items of a list are computed before the start is.
        if isinstance(of, ast.GeneratorExp) or isinstance(more[0], ast.Constant):
            return _sum(frame, of, more[0])
    elif not more and not node.keywords:
        return REDUCTIONS[how](frame, of)
    frame.refuse(
        node, "S2S302", f"{how} of a comprehension with more arguments", "it is read without.", "add them apart."
    )


def is_open(frame: Frame, node: ast.AST, value: Arg) -> bool:
    """Whether only the run knows how many items there are of what is looped over; nothing is lowered."""
    if runtime_lists.is_list(value):
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


def over_items(frame: Frame, node: ast.Call, value: Arg, how: str | None) -> Arg:
    """``sum(xs)`` as ``sum(x for x in xs)``, and ``list(xs)`` as ``[x for x in xs]``."""
    name, target = _name(frame, node, "given"), "item@"  # what makes the list may act: it has been evaluated, once
    frame.env[name] = kept(frame, node, value)
    loop = ast.comprehension(ast.Name(target, ast.Store()), _load(name), [], 0)
    if how is None:
        made: ast.expr = ast.ListComp(_load(target), [loop])
        found = lower_list(frame, ast.fix_missing_locations(ast.copy_location(made, node)))  # type: ignore[arg-type]
    else:
        call = ast.Call(node.func, [ast.GeneratorExp(_load(target), [loop])], [])
        found = reduced(frame, ast.fix_missing_locations(ast.copy_location(call, node)), how)
    frame.env.pop(name)
    return found


def folded(frame: Frame, node: ast.AST, function: Arg, value: Arg, start: Arg | None) -> Arg:
    """``reduce(f, xs, start)`` as a loop that calls f; the first item is the start where there is none."""
    given, call, total = (_name(frame, node, n) for n in ("given", "function", "total"))
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
    each = ast.Call(_load(call), [_load(total), _load("item@")], [])
    loop = ast.comprehension(ast.Name("item@", ast.Store()), _load(given), [], 0)
    over = ast.GeneratorExp(each, [loop])
    _loop(frame, ast.fix_missing_locations(ast.copy_location(over, node)), [_set(node, total, each)])
    del frame.env[given], frame.env[call]
    return current(frame.env, _taken(frame, node, total))


def first_of(frame: Frame, node: ast.GeneratorExp, default: Arg | None) -> Arg:
    """``next(e for x in xs if c)``: a loop that stops at the first one."""
    found, none = _name(frame, node, "first"), _name(frame, node, "none")
    frame.env[none] = Const(True)
    if default is not None:
        frame.env[found] = kept(frame, node, default)
    stop = [_set(node, found, node.elt), _set(node, none, ast.Constant(False)), ast.copy_location(ast.Break(), node)]
    nested = len(node.generators) > 1
    if nested:
        done = _name(frame, node, "done")
        frame.env[done] = Const(False)
        stop.insert(0, _set(node, done, ast.Constant(True)))
    _loop(frame, node, stop, done if nested else "")
    nothing = frame.env.pop(none)
    frame.env.pop(_name(frame, node, "done"), None)
    if default is None:
        frame.branch(nothing, lambda: throw(frame, node, Raised("StopIteration")), lambda: None, node)
    return current(frame.env, _taken(frame, node, found))


def _loop(
    frame: Frame,
    node: Comprehension,
    each: Sequence[ast.stmt],
    done: str = "",
    begin: Callable[[], None] = lambda: None,
) -> None:
    """Run statements for each item; ``done`` names what ends all of the loops, ``begin`` follows the first sequence."""
    from s2sad.lower.statements import body

    stmts = list(each)
    for depth, gen in reversed(list(enumerate(node.generators))):
        for cond in reversed(gen.ifs):
            stmts = [ast.copy_location(ast.If(cond, stmts, []), cond)]
        seq = gen.iter if depth else ast.copy_location(_load(_name(frame, node, "items")), gen.iter)
        loop = ast.copy_location(ast.For(gen.target, seq, stmts, []), gen.target)
        stmts = [loop]
        if done and depth:
            stmts.append(ast.copy_location(ast.If(_load(done), [ast.Break()], []), node))
    frame.env[_name(frame, node, "items")] = _sequence(frame, node.generators[0])
    begin()
    with _own_names(frame, node):
        body(frame, [ast.fix_missing_locations(s) for s in stmts])
    frame.env.pop(_name(frame, node, "items"))


def _name(frame: Frame, node: ast.AST, what: str) -> str:
    """A name that no program has."""
    return f"{what}@{frame.where(node)}"


def _load(name: str) -> ast.Name:
    return ast.Name(name, ast.Load())


def _set(node: ast.AST, name: str, value: ast.expr) -> ast.stmt:
    return ast.copy_location(ast.Assign([ast.Name(name, ast.Store())], value), node)


def _taken(frame: Frame, node: ast.AST, name: str) -> Arg:
    return usable(frame, frame.env.pop(name), node)


def _sum(frame: Frame, node: ast.ListComp | ast.GeneratorExp, start: ast.expr | None = None) -> Arg:
    total = _name(frame, node, "sum")

    def begin() -> None:
        value = Const(0) if start is None else force(frame, usable(frame, expression(frame, start), start), start)
        frame.env[total] = value

    more = ast.copy_location(ast.BinOp(_load(total), ast.Add(), node.elt), node.elt)
    _loop(frame, node, [_set(node, total, more)], begin=begin)
    value = _taken(frame, node, total)
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
    def lower(frame: Frame, node: ast.ListComp | ast.GeneratorExp) -> Arg:
        best, item, first = (_name(frame, node, n) for n in (how, "item", "first"))
        frame.env[first] = Const(True)
        better: ast.cmpop = ast.Gt() if how == "max" else ast.Lt()
        start: list[ast.stmt] = [_set(node, best, _load(item)), _set(node, first, ast.Constant(False))]
        change = ast.If(ast.Compare(_load(item), [better], [_load(best)]), [_set(node, best, _load(item))], [])
        _loop(frame, node, [_set(node, item, node.elt), ast.copy_location(ast.If(_load(first), start, [change]), node)])
        empty = frame.env.pop(first)
        frame.env.pop(item, None)
        frame.branch(
            empty, lambda: throw(frame, node, Raised("ValueError", (Const(_empty_message(how)),))), lambda: None, node
        )
        return _taken(frame, node, best)

    return lower


def _empty_message(how: str) -> str:
    """What Python of this version says."""
    try:
        (max if how == "max" else min)(())
    except ValueError as e:
        return str(e)
    raise AssertionError


def _quantifier(how: str) -> Callable[[Frame, ast.ListComp | ast.GeneratorExp], Arg]:
    def lower(frame: Frame, node: ast.ListComp | ast.GeneratorExp) -> Arg:
        found = _name(frame, node, how)
        frame.env[found] = Const(how == "all")
        end: list[ast.stmt] = [_set(node, found, ast.Constant(how == "any")), ast.Break()]
        asked = node.elt if how == "any" else ast.copy_location(ast.UnaryOp(ast.Not(), node.elt), node.elt)
        done = ast.copy_location(ast.If(asked, end, []), node.elt)
        nested = len(node.generators) > 1
        if nested and how == "all":
            frame.refuse(node, "S2S202", "all(...) over two loops", "it leaves both.", "write not any(not ...).")
        _loop(frame, node, [done], found if nested else "")
        return _taken(frame, node, found)

    return lower


REDUCTIONS: dict[str, Callable[[Frame, ast.ListComp | ast.GeneratorExp], Arg]] = {
    "sum": _sum,
    "max": _extreme("max"),
    "min": _extreme("min"),
    "any": _quantifier("any"),
    "all": _quantifier("all"),
}
