"""Drop what nothing reads: statements, results of branches and loops, what loops carry.

::

    w3, w4 = for w5 in range(w2) carry (w6 = 0.0, w7 = 1.0):      w3 = for w5 in range(w2) carry (w6 = 0.0):
      w8 = add(w6, w1)                                              w8 = add(w6, w1)
      w9 = mul(w7, w1)                              ->              yield w8
      yield w8, w9
    return w3                                                     return w3

What may raise where the primal raises, and what writes memory that is read, stays.  In
derivative statements nothing is kept for raising alone: they come on top of the primal.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from s2sad.analyse.effects import may_raise, writes
from s2sad.ir import UNREAD, Arg, Block, Const, Eqn, Function, If, Loop, Stmt, Var, blocks, leaves, uses, walk

Live = set[Var]


def eliminate_dead(f: Function, needed: Callable[[Eqn], bool] | None = None) -> Function:
    """The function without dead statements; ``needed`` may keep more of them."""
    return replace(f, body=sweep(f.body, set(), needed))


def sweep(block: Block, live: Live, needed: Callable[[Eqn], bool] | None = None) -> Block:
    """The block without what is dead, given what is read after it; ``live`` gains what it reads."""
    for y in block.yields:
        live.update(leaves(y))
    kept: list[Stmt] = []
    for s in reversed(block.stmts):
        new = _stmt(s, live, needed)
        if new is not None:
            kept.append(new)
    return Block(tuple(reversed(kept)), block.yields)


def _stmt(s: Stmt, live: Live, needed: Callable[[Eqn], bool] | None) -> Stmt | None:
    if isinstance(s, Eqn):
        alive = any(v in live for v in s.outs) or bool(writes(s)) or s.op in ("call", "seam")
        if not alive and s.of is None and may_raise(s):
            alive = True
        if not alive and (needed is None or not needed(s)):
            return None
        for a in s.args:
            live.update(leaves(a))
        return s
    if isinstance(s, If):
        return _if(s, live, needed)
    return _loop(s, live, needed)


def _if(s: If, live: Live, needed: Callable[[Eqn], bool] | None) -> Stmt | None:
    keep = [i for i, v in enumerate(s.outs) if v in live]
    outs = tuple(s.outs[i] for i in keep)
    in_then, in_else = set(live), set(live)
    then = sweep(Block(s.then.stmts, tuple(s.then.yields[i] for i in keep)), in_then, needed)
    orelse = sweep(Block(s.orelse.stmts, tuple(s.orelse.yields[i] for i in keep)), in_else, needed)
    if not outs and not then.stmts and not orelse.stmts:
        return None
    live |= in_then | in_else
    live.update(leaves(s.cond))
    return replace(s, outs=outs, then=then, orelse=orelse)


def _loop(s: Loop, live: Live, needed: Callable[[Eqn], bool] | None) -> Stmt | None:
    """A carried w is needed if it is read after the loop, or in it to make one that is."""
    shift = 1 if s.until else 0
    wanted = {i for i, v in enumerate(s.outs) if v in live}
    while True:
        keep = sorted(wanted)
        inner = set(live)
        control: list[Arg] = list(s.body.yields[:shift])
        body = sweep(Block(s.body.stmts, (*control, *(s.body.yields[shift + i] for i in keep))), inner, needed)
        test = None if s.test is None else sweep(s.test, inner, needed)
        more = {i for i, p in enumerate(s.params) if p in inner} - wanted
        if not more:
            break
        wanted |= more
    if s.until:
        # What is carried out of the last iteration and read by nobody need not be computed there.
        unread = {shift + n for n, i in enumerate(keep) if s.outs[i] not in live}
        cut = _cut(body, 0, unread)
        if cut is not body:
            inner = set(live)
            body = sweep(cut, inner, needed)
            test = None if s.test is None else sweep(s.test, inner, needed)
    count = s.count if s.count is not None and s.count in live else None
    if not keep and not body.stmts and count is None and not s.until and test is None:
        return None
    live |= inner - set(s.params)
    for i in keep:
        live.update(leaves(s.inits[i]))
    for a in (*(s.bounds or ()), *((s.take,) if s.take is not None else ())):
        live.update(leaves(a))
    return replace(
        s,
        outs=tuple(s.outs[i] for i in keep),
        params=tuple(s.params[i] for i in keep),
        inits=tuple(s.inits[i] for i in keep),
        body=body,
        test=test,
        count=count,
    )


def _cut(block: Block, stop: int, unread: set[int]) -> Block:
    """The block with nothing yielded for ``unread`` in the arms that leave the loop."""
    flag = block.yields[stop]
    if flag == Const(True):
        return Block(block.stmts, tuple(UNREAD if i in unread else y for i, y in enumerate(block.yields)))
    place = next((i for i, s in enumerate(block.stmts) if isinstance(s, If) and flag in s.outs), None)
    if place is None:
        return block
    last = block.stmts[place]
    assert isinstance(last, If)
    assert isinstance(flag, Var)
    read = {v for s in block.stmts[place + 1 :] for v in _reads(s)}
    at = {out: i for i, out in enumerate(last.outs)}
    inner = {at[y] for i, y in enumerate(block.yields) if i in unread and isinstance(y, Var) and y in at}
    inner -= {i for out, i in at.items() if out in read}
    inner -= {at[y] for i, y in enumerate(block.yields) if i not in unread and isinstance(y, Var) and y in at}
    if not inner:
        return block
    then, orelse = _cut(last.then, at[flag], inner), _cut(last.orelse, at[flag], inner)
    if then is last.then and orelse is last.orelse:
        return block
    new = replace(last, then=then, orelse=orelse)
    return Block((*block.stmts[:place], new, *block.stmts[place + 1 :]), block.yields)


def _reads(s: Stmt) -> Live:
    found = set(uses(s))
    for b in blocks(s):
        found.update(v for inner in walk(b) for v in uses(inner))
        found.update(
            v for inner in (b, *(c for t in walk(b) for c in blocks(t))) for y in inner.yields for v in leaves(y)
        )
    return found


__all__ = ["eliminate_dead", "sweep"]
