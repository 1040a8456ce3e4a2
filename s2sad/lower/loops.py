"""Loops: how ``for`` and ``while`` are read, by what they run over and what their condition does.

::

    for a in (x, y): ...        item by item: the body twice                (`unrolling`)
    for a in array: ...         for w3 in range(dim(array, 0)): a = array[w3] (`looping`)
    while (e := f(y)) > t: ...  while True: if not ((e := f(y)) > t): break ...
"""

from __future__ import annotations

import ast

from s2sad.analyse.effects import writes
from s2sad.ir import Arg, Block, Const, Eqn, Pack, walk
from s2sad.lower.assignments import store
from s2sad.lower.carrying import peel_key, unroll_key
from s2sad.lower.conflicts import BOTTOM, RETURN
from s2sad.lower.emitting import force, usable
from s2sad.lower.expressions import expression, truth
from s2sad.lower.frame import Frame
from s2sad.lower.heap import kept
from s2sad.lower.iterables import Iteration, iteration
from s2sad.lower.iterators import stepped
from s2sad.lower.looping import Turns, leave_loop, run_loop
from s2sad.lower.objects import iterated, own_method
from s2sad.lower.operations import is_object
from s2sad.lower.statements import assigned_names
from s2sad.lower.stepping import one_by_one, without_end
from s2sad.lower.syntax import exits
from s2sad.lower.unrolling import first_apart, known_range, least, read_by_item, unrolled_range
from s2sad.lower.written_loops import lower_written
from s2sad.types import INT


def lower_for(frame: Frame, node: ast.For) -> None:
    """``for``: read item by item where the items are known, else a loop over an index."""
    seq = force(frame, usable(frame, expression(frame, node.iter), node.iter), node.iter)
    if seq is BOTTOM:
        return
    if is_object(seq):
        by_iter = own_method(seq, "__iter__") is not None
        seq = kept(frame, node.iter, iterated(frame, node.iter, seq))
        if is_object(seq):
            one_by_one(frame, node, seq, by_iter)
            return
    over = _turns(frame, node, seq)
    if over.written is not None:
        lower_written(frame, node, over.written)
        return
    if over.endless:
        without_end(frame, node, over)
        return
    if over.ended is None:
        over = unrolled_range(frame, node, over)
    if over.ended is not None:
        read_by_item(frame, node, over, over.ended)
    elif peel_key(frame, node) in frame.session.unroll:
        first_apart(frame, node, over)
    else:
        _over_index(frame, node, over)


def _turns(frame: Frame, node: ast.For, seq: Arg) -> Iteration:
    """How to loop over a value; an iterator that is kept is where the loop leaves it."""
    if isinstance(seq, Pack) and seq.kind == "iterator":
        return stepped(frame, node.iter, seq)
    return iteration(frame, node.iter, seq)


def _over_index(frame: Frame, node: ast.For, over: Iteration) -> None:
    index = frame.b.var(INT)
    bounds, at = over.direct or ((Const(0), over.length(), Const(1)), over.at)
    if known_range(bounds) is not None:
        frame.indices[index] = unroll_key(frame, node)
    start = least(frame, bounds[0])
    if start is not None and (least(frame, bounds[2]) or 0) > 0:
        frame.least[index] = start
    names = assigned_names([node.target, *node.body])
    _loop(frame, node, Turns(lambda: store(frame, node.target, at(index)), names, index, bounds))


def lower_while(frame: Frame, node: ast.While) -> None:
    """``while``: the condition is a block of its own, run before each iteration.

    A condition that binds names or calls what may write memory is a statement of the body
    instead, since the condition's block yields no names and has no adjoint; an ``else``
    runs where the condition has failed, before that statement leaves the loop.
    """
    known = isinstance(node.test, ast.Constant) and bool(node.test.value)
    if not known and _has_effects(frame, node.test):
        jump = next((s for s in exits(node.orelse) if not isinstance(s, ast.Return)), None)
        if jump is not None:
            frame.refuse(
                jump,
                "S2S206",
                "a jump in the else of a while whose condition binds a name or writes memory",
                "the condition and the else are part of the body then, and the jump is meant for the loop around it.",
                "compute the condition in the body.",
            )
        leave = ast.If(ast.UnaryOp(ast.Not(), node.test), [*node.orelse, ast.Break()], [])
        ast.copy_location(leave, node.test)
        ast.fix_missing_locations(leave)
        forever = ast.copy_location(ast.While(ast.Constant(True), [leave, *node.body], []), node)
        ast.copy_location(forever.test, node.test)
        lower_while(frame, forever)
        return
    _loop(frame, node, Turns(lambda: None, assigned_names(node.body), test=None if known else node.test))


def _has_effects(frame: Frame, test: ast.expr) -> bool:
    """Whether a condition binds a name, calls a function that writes memory or a name, or calls others."""
    kinds = {type(n) for n in ast.walk(test)}
    if ast.NamedExpr in kinds:
        return True
    if ast.Call not in kinds:
        return False
    before = {k: frame.env.get(k) for k in frame.rebound}
    with frame.scope() as stmts:
        truth(frame, test)
        if any(frame.env.get(k) is not v for k, v in before.items()):
            return True
    for s in walk(Block(tuple(stmts))):
        if isinstance(s, Eqn) and s.op == "call":
            made = next((f for f in frame.session.functions.values() if f.name == s.attr("function")), None)
            if made is None or any(isinstance(t, Eqn) and (writes(t) or t.op == "call") for t in walk(made.body)):
                return True
    return False


def _loop(frame: Frame, node: ast.For | ast.While, turns: Turns) -> None:
    broke = run_loop(frame, node, turns)
    leave_loop(frame, node, broke, frame.env[RETURN])
