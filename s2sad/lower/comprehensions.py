"""Comprehensions and generators: items that are known one by one, or a loop that reduces them.

::

    [w * x for w in ws if w is not None]         the items, where the number of ``ws`` is known
    sum(a * b for a, b in zip(x, y))             total = 0
                                                 for a, b in zip(x, y): total = total + a * b

Targets are names of the comprehension alone: the function's own of the same name come back after it.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from typing import NoReturn

from s2sad.dataclass import dataclass
from s2sad.ir import Arg, Const, Pack
from s2sad.lower.conflicts import BOTTOM
from s2sad.lower.emitting import force, usable
from s2sad.lower.expressions import expression, truth
from s2sad.lower.frame import Frame
from s2sad.lower.heap import current, fresh, kept
from s2sad.lower.iterables import Iteration, check_name, iteration
from s2sad.lower.objects import iterated
from s2sad.lower.operations import is_object
from s2sad.lower.runtime_dicts import is_known
from s2sad.lower.scopes import Comprehension, Evaluation, read_of_comprehensions
from s2sad.names import bound_here


@dataclass(frozen=True, eq=False)
class Deferred:
    """A generator expression that its consumer runs, right where it stands."""

    node: ast.GeneratorExp
    evaluation: Evaluation
    __name__ = "generator"

    def __repr__(self) -> str:
        return f"the generator of line {self.node.lineno}"


class _NotKnown(Exception):
    """The number of items, or whether one counts, is decided by the run; the node says where."""

    def __init__(self, node: ast.AST) -> None:
        super().__init__()
        self.node = node


def lower_generator(frame: Frame, node: ast.GeneratorExp) -> Arg:
    """What is handed to the consumer."""
    return Pack("generator", (Const(Deferred(node, Evaluation(frame, node))), _sequence(frame, node.generators[0])))


def is_stepped(seq: Arg) -> bool:
    """Whether a value is a generator of which only its conditions say how many items it has."""
    if not isinstance(seq, Pack) or seq.kind != "generator":
        return False
    (deferred, _) = seq.items
    assert isinstance(deferred, Const)
    if not isinstance(deferred.value, Deferred):
        return False  # one of several: whoever asks it for items is told
    loops = deferred.value.node.generators
    return len(loops) > 1 or bool(loops[0].ifs)


def lower_list(frame: Frame, node: ast.ListComp) -> Arg:
    """``[e for x in xs]``; of a length that only the run knows, it is a loop that appends."""
    items = items_of_comprehension(frame, node)
    if items is not None:
        return fresh("list", items)
    made = own_name(frame, node, "list")
    frame.env[made] = kept(frame, node, fresh("list", ()))
    append = ast.Call(ast.Attribute(loaded(made), "append", ast.Load()), [node.elt], [])
    as_loop(frame, node, [ast.copy_location(ast.Expr(append), node.elt)])
    return current(frame.env, taken_out(frame, node, made))


def listed(frame: Frame, node: ast.AST, value: Arg) -> Arg:
    """``[v for v in value]``, a list of the items of a value."""
    name, target = own_name(frame, node, "values"), ast.Name("item@", ast.Store())
    frame.env[name] = value
    loop = ast.comprehension(target, loaded(name), [], 0)
    made = lower_list(frame, ast.fix_missing_locations(ast.copy_location(ast.ListComp(loaded("item@"), [loop]), node)))
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
        name, key = own_name(frame, node, "dict"), own_name(frame, node, "key")
        frame.env[name] = kept(frame, node, fresh("dict", (), ()))
        target = ast.Subscript(loaded(name), loaded(key), ast.Store())
        as_loop(frame, node, [setting(node, key, node.key), ast.copy_location(ast.Assign([target], node.value), node)])
        frame.env.pop(key, None)
        return current(frame.env, taken_out(frame, node, name))
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


def items_of_comprehension(frame: Frame, node: ast.ListComp | ast.SetComp | ast.GeneratorExp) -> list[Arg] | None:
    """The items, or None where their number is not known; then nothing has been lowered."""
    return _attempted(frame, node, lambda: force(frame, expression(frame, node.elt), node))


def _attempted(frame: Frame, node: Comprehension, each: Callable[[], Arg]) -> list[Arg] | None:
    env, stmts, count, around = dict(frame.env), frame.b.stmts, len(frame.b.stmts), set(frame.iterated)
    nth = frame.nth
    try:
        return list(_collected(frame, node, each))
    except _NotKnown:
        frame.env = env
        del stmts[count:]
        return None
    finally:
        frame.iterated, frame.nth = around, nth


def _collected(frame: Frame, node: Comprehension, each: Callable[[], Arg]) -> list[Arg]:
    first = _sequence(frame, node.generators[0])
    with _own_names(Evaluation(frame, node)):
        return [usable(frame, item, node) for item in _one_by_one(frame, node, each, 0, first)]


def _one_by_one(frame: Frame, node: Comprehension, each: Callable[[], Arg], depth: int, seq: Arg) -> Iterator[Arg]:
    """The items, each computed when it is asked for."""
    gen, nth = node.generators[depth], frame.nth
    for value in _turns(frame, gen, seq):
        _store(frame, gen.target, value)
        frame.comprehensions[-1].bind()
        if not all(_decided(truth(frame, c), c) for c in gen.ifs):
            continue
        if depth + 1 == len(node.generators):
            item = each()
            frame.nth = nth  # whoever asked for the item goes on outside
            yield item
        else:
            yield from _one_by_one(frame, node, each, depth + 1, _sequence(frame, node.generators[depth + 1]))
    frame.nth = nth


def _turns(frame: Frame, gen: ast.comprehension, seq: Arg) -> Iterator[Arg]:
    """What one loop runs over, one after the other."""
    if is_object(seq):
        seq = iterated(frame, gen.iter, seq)
        if is_object(seq):
            raise _NotKnown(gen.iter)
    over = iteration(frame, gen.iter, seq)
    ended = over.ended
    if ended is None:
        length = None if over.written is not None else over.length()
        if not isinstance(length, Const):
            raise _NotKnown(gen.iter)
        ended = length.value.__le__
    nth = frame.nth
    for k in count():
        if ended(k) or (over.more is not None and not _decided(over.more(k), gen.iter)):
            return
        frame.nth = f"{nth}#{k}"
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
    from s2sad.lower.assignments import store

    store(frame, target, value)


@contextmanager
def _own_names(evaluation: Evaluation) -> Iterator[None]:
    """The targets are names of the comprehension: what the function calls so comes back afterwards."""
    frame, node = evaluation.frame, evaluation.node
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
    frame.comprehensions.append(evaluation)
    try:
        yield
    finally:
        frame.comprehensions.pop()
        for n in names:
            frame.env.pop(n, None)
        frame.env.update(outer)


# ---------------------------------------------------------------- as something to loop over


def generated(frame: Frame, node: ast.AST, seq: Pack) -> Iteration:
    """A generator beside others, or in a ``for``: an item is computed when its turn comes."""
    deferred, over_what = seq.items
    usable(frame, deferred, node)
    assert isinstance(deferred, Const)
    gen: ast.GeneratorExp = deferred.value.node
    evaluation: Evaluation = deferred.value.evaluation
    if evaluation.frame is not frame:
        check_name(frame, node, seq, "from another function")
    read_of_comprehensions(frame, gen, (n.id for n in ast.walk(gen) if isinstance(n, ast.Name)))
    if not is_stepped(seq):
        over = iteration(frame, gen.generators[0].iter, over_what)

        def at(k: Arg) -> Arg:
            with _own_names(evaluation), frame.at_item(k):
                _store(frame, gen.generators[0].target, over.at(k))
                evaluation.bind()
                return force(frame, expression(frame, gen.elt), gen)

        return Iteration(over.length, at, over.ended, over.more, endless=over.endless)
    if _is_open(frame, gen, over_what):
        from s2sad.lower.handed_generators import closed_generator

        return iteration(frame, node, closed_generator(frame, seq))
    return _stepped(frame, gen, evaluation, over_what)


def _is_open(frame: Frame, gen: ast.GeneratorExp, first: Arg) -> bool:
    """Whether only the run knows how many items there are; nothing is lowered."""
    env, stmts, count, around = dict(frame.env), frame.b.stmts, len(frame.b.stmts), set(frame.iterated)
    nth = frame.nth
    try:
        with _own_names(Evaluation(frame, gen)):
            for _ in _one_by_one(frame, gen, lambda: Const(None), 0, first):
                pass
        return False
    except _NotKnown:
        return True
    finally:
        frame.env, frame.iterated, frame.nth = env, around, nth
        del stmts[count:]


def _stepped(frame: Frame, gen: ast.GeneratorExp, evaluation: Evaluation, first: Arg) -> Iteration:
    """A generator with conditions or several loops: between two items its names wait under other ones."""
    names = bound_here([g.target for g in gen.generators])
    waiting = {n: own_name(frame, gen, f"{n} of a generator") for n in names}
    each = lambda: force(frame, expression(frame, gen.elt), gen)  # noqa: E731
    steps = _one_by_one(frame, gen, each, 0, first)
    found: list[Arg] = []

    def more(k: int) -> Arg:
        with _own_names(evaluation):
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


def as_loop(
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
        seq = gen.iter if depth else ast.copy_location(loaded(own_name(frame, node, "items")), gen.iter)
        loop = ast.copy_location(ast.For(gen.target, seq, stmts, []), gen.target)
        stmts = [loop]
        if done and depth:
            stmts.append(ast.copy_location(ast.If(loaded(done), [ast.Break()], []), node))
    frame.env[own_name(frame, node, "items")] = _sequence(frame, node.generators[0])
    begin()
    evaluation = Evaluation(frame, node)
    with _own_names(evaluation):
        body(frame, [ast.fix_missing_locations(s) for s in stmts])
    evaluation.end()
    frame.env.pop(own_name(frame, node, "items"))


def own_name(frame: Frame, node: ast.AST, what: str) -> str:
    """A name that no program has."""
    return f"{what}@{frame.where(node)}"


def loaded(name: str) -> ast.Name:
    return ast.Name(name, ast.Load())


def setting(node: ast.AST, name: str, value: ast.expr) -> ast.stmt:
    return ast.copy_location(ast.Assign([ast.Name(name, ast.Store())], value), node)


def taken_out(frame: Frame, node: ast.AST, name: str) -> Arg:
    """What a name of a written loop is bound to; it is not where nothing is known of the items yet."""
    return usable(frame, frame.env.pop(name, BOTTOM), node)
