"""Loop statements: an index or a condition, the body as a block, and what leaves them before their end.

``break`` and ``return`` become flags: a loop body's first yield says whether to leave, and
what follows a possible exit stands in the arm that does not take it::

    while True:                     w9 = loop carry (w3 = x) until:
        x = 0.5 * (x + a / x)         …
        if abs(x*x - a) < tol:        w8 = lt(w7, w2)
            break                     yield w8, w6
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence

from s2sad.dataclass import dataclass
from s2sad.ir import STRUCTURES, UNDEF, Arg, Block, Const, Loop, Pack, Stmt, Var, type_of
from s2sad.lower import alternatives, choices, runtime_lists
from s2sad.lower.carrying import Carry
from s2sad.lower.conflicts import BOTTOM, BREAK, DONE, FALSE, POISON, RAISED, RETURN, TRUE, VALUE, Conflict
from s2sad.lower.emitting import emit
from s2sad.lower.expressions import truth
from s2sad.lower.frame import Frame
from s2sad.lower.heap import settled
from s2sad.lower.rereading import Before
from s2sad.lower.runtime_lists import is_list
from s2sad.lower.statements import body
from s2sad.lower.syntax import exits
from s2sad.types import is_number


@dataclass(frozen=True)
class Turns:
    """How a loop goes: what begins a turn, the names that its turns assign, and what tells whether there is a next."""

    bind: Callable[[], None]
    names: Sequence[str]
    index: Var | None = None
    bounds: tuple[Arg, Arg, Arg] | None = None
    test: ast.expr | None = None
    peeled: bool = False


def run_loop(frame: Frame, node: ast.For | ast.While, turns: Turns) -> Arg:
    """The loop itself; whether it was left by a ``break``."""
    before = None if frame.turn else Before(frame)
    while True:
        broke = _read(frame, node, turns)
        if before is None or not before.read_again():
            return broke


def _read(frame: Frame, node: ast.For | ast.While, turns: Turns) -> Arg:
    """The loop, with what it is assumed to carry."""
    index, test = turns.index, turns.test
    carry = Carry(frame, node, peeled=turns.peeled)
    frame.env.update(settled(frame.env))
    names = frame.carried(turns.names)
    flags = _jumps(node)
    starts: dict[str, Arg] = {n: carry.enter(n, frame.env.get(n, UNDEF)) for n in names}
    carried_flags = [f for f in flags if f != DONE]
    for f in carried_flags:
        starts[f] = carry.enter(f, FALSE if f != VALUE else UNDEF)
    if index in frame.indices:
        # What the body counts itself is known as well where the loop is read item by item.
        frame.indices.update(dict.fromkeys(carry.params, frame.indices[index]))
    tested: list[Stmt] = []
    cond: Arg = TRUE
    with frame.scope() as stmts:
        frame.env.update({n: s for n, s in starts.items() if not n.startswith("%")})
        for n, s in starts.items():
            if s is UNDEF:
                frame.env.pop(n, None)
        if test is not None:
            with frame.b.within(tested):
                cond = truth(frame, test)
        frame.env.update({DONE: FALSE, BREAK: FALSE, RETURN: FALSE})
        frame.env.pop(VALUE, None)
        outer, frame.turns = frame.turn, frame.turns + 1
        frame.turn = frame.turns
        turns.bind()
        body(frame, node.body)
        frame.turn = outer
        # An iteration that ends in an exception has no next one, and nothing after it.
        inside = frame.env
        ends = dict(starts | {BREAK: FALSE, RETURN: FALSE}) if RAISED in frame.env else dict(settled(frame.env))
        leave = either_of(frame, node, ends[BREAK], ends[RETURN])
    carry.stmts = stmts
    if RAISED in inside:
        frame.lost.update(frame.bound_in(inside))
    for n, s in starts.items():
        carry.leave(n, s, ends.get(n, UNDEF))
    starts |= carry.late
    outs = {p: frame.b.var(p.type) for p in carry.params}
    frame.unbound.update(out for p, out in outs.items() if p in frame.unbound)
    frame.lists.update({out: frame.lists[p] for p, out in outs.items() if p in frame.lists})
    until = leave != FALSE
    body_block = Block(tuple(stmts), ((leave,) if until else ()) + tuple(carry.yields))
    frame.b.stmts.append(
        Loop(
            tuple(outs.values()),
            tuple(carry.params),
            tuple(carry.inits),
            body_block,
            index,
            turns.bounds,
            Block(tuple(tested), (cond,)) if test is not None else None,
            until,
            loc=frame.loc(node, _variable(node)),
            tag=next(frame.session.supply),
        )
    )
    for n, s in starts.items():
        if n in frame.rebound and n in frame.env and ends.get(n) == s:
            continue  # it might have been changed, and was not: it is what it was
        frame.env[n] = _after(frame, s, outs, frame.env.get(n, UNDEF), ends.get(n, UNDEF), n)
        if frame.env[n] is UNDEF:
            del frame.env[n]
    frame.env.setdefault(BREAK, FALSE)
    broke = frame.env[BREAK] if BREAK in carried_flags else FALSE
    frame.env[BREAK] = FALSE
    if RETURN not in carried_flags:
        frame.env[RETURN] = FALSE
    elif turns.bounds is None and test is None and ends[BREAK] == FALSE:
        frame.env[RETURN] = TRUE  # nothing else ends ``while True``: nobody comes to what follows
    return broke


def leave_loop(frame: Frame, node: ast.For | ast.While, broke: Arg, returned: Arg) -> None:
    """What follows a loop: its ``else``, unless it was left before its end."""
    frame.env[DONE] = returned
    if node.orelse:
        left = either_of(frame, node, broke, returned)

        def otherwise() -> None:
            frame.env[DONE] = FALSE
            body(frame, node.orelse)

        frame.branch(left, lambda: None, otherwise, node)


def _variable(node: ast.For | ast.While) -> str:
    """The name of the loop's variable, where there is one that means something."""
    target = node.target if isinstance(node, ast.For) else None
    name = target.id if isinstance(target, ast.Name) else ""
    return name if name != "_" and "@" not in name else ""


def _after(frame: Frame, start: Arg, outs: dict[Var, Var], before: Arg, end: Arg, name: str) -> Arg:
    """The binding of a name after the loop."""
    if isinstance(start, Pack) and start.kind == alternatives.EITHER:
        number, *things = start.items
        return start.like([_after(frame, number, outs, UNDEF, UNDEF, name), *things])
    if isinstance(start, Pack) and start.kind == choices.CHOICE and choices.is_function(end):
        end = Pack(choices.CHOICE, (start.items[0], *(choices.aligned(start, end) or start.items[1:])))
    if isinstance(start, Pack) and start.kind in STRUCTURES:
        known = isinstance(end, Pack) and len(end.items) == len(start.items)
        ends = end.items if isinstance(end, Pack) and known else [end] * len(start.items)
        return start.like(_after(frame, s, outs, before, e, name) for s, e in zip(start.items, ends, strict=True))
    if end is POISON or start is POISON:
        return POISON
    if isinstance(start, Var):
        return outs.get(start, start)
    if isinstance(start, Const) and start is not UNDEF and start != end and end is not BOTTOM:
        lists = start.value.lists if isinstance(start.value, Conflict) else None
        return Const(Conflict(name, "of different kinds before and after the loop", lists=lists))
    if start is UNDEF and name == VALUE and runtime_lists.made_before(frame, end):
        return end
    if start is UNDEF and is_number(type_of(end)) and not (name.startswith("&") and is_list(end)):
        later = frame.b.var(type_of(end))  # the next reading carries it; what follows is read with its type
        frame.unbound.add(later)
        return runtime_lists.note(frame, later, name) if is_list(later) else later
    if start is UNDEF and end is not UNDEF:
        return Const(Conflict(name, f"{type_of(end)}, bound in the loop only"))
    return start


def _jumps(node: ast.For | ast.While) -> list[str]:
    """The flags that a body may set, by its syntax."""
    kinds = set(map(type, exits(node.body)))
    flags = [BREAK] if ast.Break in kinds and node.orelse else []
    return [*flags, RETURN, VALUE] if ast.Return in kinds else flags


def either_of(frame: Frame, node: ast.AST, a: Arg, b: Arg) -> Arg:
    if a == TRUE or b == TRUE:
        return TRUE
    if a == FALSE:
        return b
    return a if b == FALSE else emit(frame, node, "or", (a, b))
