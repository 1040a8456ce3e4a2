"""The tape: what the adjoint sweep reads of the forward sweep, recorded or computed again.

The adjoint is made and simplified first; what it still names of a loop's or branch's own
w's is what has to be remembered, and nothing else is.  Cheap work on numbers that are at
hand is done again; the rest is pushed where it is defined and popped at the entry of the
adjoint region, one plain list per w::

    for w4 in range(w2):                 for w4 in range(w2) reversed:
      w6 = np.sin(w5)                      w5' = pop(t1)
      push(t1, w5)            ->           …np.cos(w5')…
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field, replace
from functools import partial

from s2sad.analyse.aliases import Aliases
from s2sad.analyse.order import Order
from s2sad.dataclass import dataclass
from s2sad.ir import Arg, Block, Eqn, If, Loop, Stmt, Var, blocks, is_try, leaves, protected, substitute, uses, walk
from s2sad.rewriting import substituted
from s2sad.rules import REGISTRY
from s2sad.rules.memory import shares
from s2sad.types import INT, Array, Scalar, Tape

_CHEAP = {
    "add",
    "sub",
    "mul",
    "truediv",
    "neg",
    "pos",
    "lt",
    "le",
    "gt",
    "ge",
    "eq",
    "ne",
    "not",
    "and",
    "or",
    "len",
    "dim",
}
_LONGEST = 3  # statements that are computed again rather than recorded


@dataclass
class Region:
    """A block of the forward sweep that is no function body."""

    key: tuple[int, str]
    outer: tuple[int, str] | None
    index: Var | None = None
    recorded: dict[Var, Var] = field(default_factory=dict)  # w -> its tape
    needed: dict[Var, None] = field(default_factory=dict)


@dataclass
class Plan:
    """Which w's are recorded, and on which tape."""

    regions: dict[tuple[int, str], Region]
    home: dict[Var, tuple[int, str] | None]
    maker: dict[Var, Eqn]


def plan(
    forward: Block, adjoint: Block, supply: Iterator[int], a: Aliases, order: Order, origin: dict[int, Stmt]
) -> tuple[Block, Block]:
    """Both sweeps with pushes and pops; the tapes are made at the start of the forward sweep."""
    p = Plan({}, {}, {})
    _survey(p, forward, None)
    _collect(p, adjoint, None)
    again: dict[tuple[int, str], list[Eqn]] = {}
    tapes: list[Var] = []
    # Inner regions first: what is computed again there may need w's of the regions around.
    for key in sorted(p.regions, key=lambda k: -_depth(p, k)):
        region = p.regions[key]
        for v in sorted(region.needed, key=lambda v: v.id):
            if v is region.index:
                continue
            steps = _recomputed(p, region, v, a, order)
            if steps is None:
                region.recorded[v] = Var(0, Tape(v.type))
            else:
                known = again.setdefault(key, [])
                known += [s for s in steps if s not in known]
                for s in steps:
                    for u in uses(s):
                        _need(p, key, u)
    count = 0
    for key in p.regions:
        for v in p.regions[key].recorded:
            count += 1
            tape = Var(next(supply), Tape(v.type), f"t{count}")
            p.regions[key].recorded[v] = tape
            tapes.append(tape)
    made = tuple(Eqn((t,), "tape", ()) for t in tapes)
    pushed = _with_pushes(p, forward, supply, None)
    popped = _with_pops(p, adjoint, {}, again, supply)
    return Block(made + pushed.stmts, pushed.yields), popped


def _survey(p: Plan, block: Block, key: tuple[int, str] | None) -> None:
    for s in block.stmts:
        for v in s.outs:
            p.home[v] = key
        if isinstance(s, Eqn):
            for v in s.outs:
                p.maker[v] = s
        elif isinstance(s, If):
            for name, inner in (("then", s.then), ("else", s.orelse)):
                p.regions[s.tag, name] = Region((s.tag, name), key)
                _survey(p, inner, (s.tag, name))
        else:
            if s.count is not None:
                p.home[s.count] = key
            p.regions[s.tag, "body"] = Region((s.tag, "body"), key, s.index)
            for v in (*s.params, *((s.index,) if s.index is not None else ())):
                p.home[v] = (s.tag, "body")
            if s.test is not None:
                _survey(p, s.test, (s.tag, "body"))
            _survey(p, s.body, (s.tag, "body"))


def _depth(p: Plan, key: tuple[int, str] | None) -> int:
    depth = 0
    while key is not None:
        depth, key = depth + 1, p.regions[key].outer
    return depth


def _parts(s: Stmt) -> list[tuple[tuple[int, str] | None, Block]]:
    """The blocks of an adjoint statement with the forward regions that they mirror."""
    if isinstance(s, If):
        keys = ((s.tag, "then"), (s.tag, "else")) if s.adjoint else (None, None)
        return [(keys[0], s.then), (keys[1], s.orelse)]
    if isinstance(s, Loop):
        return [((s.tag, "body") if s.adjoint else None, s.body)]
    return []


def _collect(p: Plan, block: Block, key: tuple[int, str] | None) -> None:
    """Note for each region which of its w's its adjoint names."""
    for s in block.stmts:
        for v in uses(s):
            _need(p, key, v)
        for inner_key, inner in _parts(s):
            _collect(p, inner, inner_key if inner_key is not None else key)
    for y in block.yields:
        for v in leaves(y):
            _need(p, key, v)


def _need(p: Plan, key: tuple[int, str] | None, v: Var) -> None:
    home = p.home.get(v)
    if home is not None:
        p.regions[home].needed[v] = None


def _recomputed(p: Plan, region: Region, v: Var, a: Aliases, order: Order) -> list[Eqn] | None:
    """The statements that compute a w of a region again, or None if it has to be recorded."""
    steps: list[Eqn] = []

    def at_hand(u: Var) -> bool:
        home = p.home.get(u)
        if home is None or u in region.recorded or u is region.index:
            return True
        if home != region.key:
            outer = p.regions[home]
            return u is outer.index or u in outer.needed or u in outer.recorded
        return False

    def visit(u: Var) -> bool:
        if at_hand(u):
            return True
        s = p.maker.get(u)
        if s is None or p.home.get(u) != region.key or not _cheap(s, a, order):
            return False
        if s in steps:
            return True
        if not all(visit(w) for w in uses(s)):
            return False
        steps.append(s)
        return len(steps) <= _LONGEST

    return steps if visit(v) else None


def _cheap(s: Eqn, a: Aliases, order: Order) -> bool:
    if s.op == "getitem":
        base = s.args[0]
        assert isinstance(base, Var)
        if isinstance(s.outs[0].type, Array):
            return shares(s) == "view"
        return not a.buffer(base) or (id(s) in order.at and not order.written_after(s, a.find(base)))
    if shares(s) == "view" and not REGISTRY.by_name[s.op].shape_only:
        return True
    return s.op in _CHEAP and all(isinstance(v.type, Scalar) for v in s.outs) and _numbers(s)


def _numbers(s: Eqn) -> bool:
    return s.op in ("len", "dim") or all(isinstance(u.type, Scalar) for u in uses(s))


# ---------------------------------------------------------------- rewriting


def _with_pushes(
    p: Plan, block: Block, supply: Iterator[int], key: tuple[int, str] | None, params: tuple[Var, ...] = ()
) -> Block:
    recorded = p.regions[key].recorded if key is not None else {}
    stmts: list[Stmt] = [_push(recorded[v], v) for v in params if v in recorded]
    for s in block.stmts:
        if isinstance(s, If):
            s = replace(
                s,
                then=_with_pushes(p, s.then, supply, (s.tag, "then")),
                orelse=_with_pushes(p, s.orelse, supply, (s.tag, "else")),
            )
            if is_try(s):
                sizes, s = _undone(s, supply)
                stmts += sizes
        elif isinstance(s, Loop):
            s = replace(s, body=_with_pushes(p, s.body, supply, (s.tag, "body"), s.params))
        stmts.append(s)
        outs = (*s.outs, s.count) if isinstance(s, Loop) and s.count is not None else s.outs
        stmts += [_push(recorded[v], v) for v in outs if v in recorded]
    return Block(tuple(stmts), block.yields)


def _undone(s: If, supply: Iterator[int]) -> tuple[list[Stmt], If]:
    """A ``try`` that leaves no part of a tape behind where an exception cuts it short.

    What is recorded of its own w's is pushed after what may raise; of loops in it, what was pushed is cut off. Tapes
    that are made in it, of derivatives that the function takes itself, are gone with it.
    """
    tried, rest = protected(s.then)
    *kept, end = tried
    inner = [t for k in kept for b in blocks(k) for t in walk(b)]
    mine = {v for t in (*kept, *inner) for v in t.outs}

    def filled(t: Stmt) -> list[Var]:
        return [v for v in leaves(t.args[0]) if v not in mine] if isinstance(t, Eqn) and t.op == "push" else []

    pushes = [t for t in kept if filled(t)]
    kept = [t for t in kept if not filled(t)]
    tapes = list(dict.fromkeys(v for t in inner for v in filled(t)))
    sizes = [Var(next(supply), INT) for _ in tapes]
    before: list[Stmt] = [Eqn((n,), "tape_size", (t,), (), s.loc, s) for n, t in zip(sizes, tapes, strict=True)]
    cuts = [Eqn((), "tape_cut", (t, n), (), s.loc, s) for n, t in zip(sizes, tapes, strict=True)]
    then = Block((*kept, end, *pushes, *rest), s.then.yields)
    return before, replace(s, then=then, orelse=Block((*cuts, *s.orelse.stmts), s.orelse.yields))


def _push(tape: Var, v: Var) -> Eqn:
    return Eqn((), "push", (tape, v))


def _with_pops(
    p: Plan,
    block: Block,
    known: dict[Var, Arg],
    again: dict[tuple[int, str], list[Eqn]],
    supply: Iterator[int],
    key: tuple[int, str] | None = None,
    index: tuple[Var, Var] | None = None,
) -> Block:
    """The adjoint with the forward sweep's w's replaced by what stands for them here."""
    known = dict(known)
    rename = partial(substitute, known)
    stmts: list[Stmt] = []
    if index is not None:
        known[index[0]] = index[1]
    if key is not None:
        for v, tape in p.regions[key].recorded.items():
            popped = Var(next(supply), v.type, repr(v))
            stmts.append(Eqn((popped,), "pop", (tape,)))
            known[v] = popped
        for step in again.get(key, ()):
            args = tuple(map(rename, step.args))
            out = Var(next(supply), step.outs[0].type, repr(step.outs[0]))
            stmts.append(replace(step, outs=(out,), args=args, of=step))
            known[step.outs[0]] = out
    for t in block.stmts:
        s = substituted(known, t)
        if isinstance(s, If):
            then, orelse = ((s.tag, "then"), (s.tag, "else")) if s.adjoint else (None, None)
            s = replace(
                s,
                then=_with_pops(p, s.then, known, again, supply, then),
                orelse=_with_pops(p, s.orelse, known, again, supply, orelse),
            )
        elif isinstance(s, Loop):
            inner = (s.tag, "body") if s.adjoint else None
            own = p.regions[inner].index if inner is not None else None
            pair = (own, s.index) if own is not None and s.index is not None else None
            s = replace(s, body=_with_pops(p, s.body, known, again, supply, inner, pair))
        stmts.append(s)
    return Block(tuple(stmts), tuple(map(rename, block.yields)))
