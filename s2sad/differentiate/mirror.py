"""Shadows that the forward sweep makes, for buffers of which only the run knows who is who.

Where a branch or a loop binds a name to one buffer or another, the adjoint sweep cannot
tell which shadow is meant; the forward sweep can.  It does to the shadows what the primal
does to the buffers, and the adjoint sweep finds the pair (primal, shadow) together::

    w3 = copy(w1)                            w3 = copy(w1);  w3_bar = zeros_like(w3)
    w4 = zeros(6)                            w4 = zeros(6);  w4_bar = zeros_like(w4)
    w8, w9 = for … carry (w5 = w3,     ->    … carry (…, w5_bar = w3_bar, w6_bar = w4_bar):
                          w6 = w4):            …
      yield w6, w5                             yield w6, w5, w6_bar, w5_bar

A shadow never changes its identity, so what is recorded of it is the reference.  As the
adjoint sweep leaves numbers in such shadows, they serve once: a split adjoint sweep runs
the forward sweep anew (`s2sad.differentiate.derive`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import NoReturn

from s2sad.analyse.activity import Activity
from s2sad.analyse.aliases import Aliases
from s2sad.analyse.effects import writes
from s2sad.analyse.growth import grown_by
from s2sad.analyse.order import Order, settled
from s2sad.build import Builder, bar
from s2sad.differentiate.sweep import carried_type
from s2sad.ir import UNDEF, UNREAD, Arg, Block, Const, Eqn, Function, If, Program, Stmt, Var, leaves, map_arg
from s2sad.rules import REGISTRY
from s2sad.rules.lists import moved
from s2sad.types import Array, List, Tape, Type, is_inexact


def mirrored(
    f: Function,
    activity: Activity,
    a: Aliases,
    places: Order,
    supply: Iterator[int],
    given: Mapping[Var, Var],
    program: Program,
    refuse: Callable[[Stmt, str], NoReturn],
) -> tuple[Function, dict[Var, Var], set[Var]]:
    """The function with shadows of its dynamic buffers, the shadow of each w, and which w's hold what has shadows."""
    roots = _dynamic(activity, a)
    if not roots:
        return f, {}, set()
    shadows: dict[Var, Var] = {}

    def shadow(v: Var) -> Var:
        if v not in shadows:
            shadows[v] = Var(next(supply), carried_type(v.type), bar(v))
        return shadows[v]

    def holds(v: Var) -> bool:
        """Whether what a tape or list holds has shadows: its own shadow is the list of them."""
        return (held := a.held(v)) is not None and a.find(held) in roots

    def belongs(v: Arg) -> bool:
        if not isinstance(v, Var):
            return False
        if holds(v):
            return True
        return isinstance(v.type, Array) and a.find(v) in roots and not settled(v, a, places)

    def block(b: Block, outs: tuple[Var, ...], owner: Stmt, shift: int = 0) -> Block:
        stmts: list[Stmt] = []
        for s in b.stmts:
            stmts += stmt(s)
        extra = tuple(partner(y, o, owner) for y, o in zip(b.yields[shift:], outs, strict=True) if belongs(o))
        return Block(tuple(stmts), b.yields + extra)

    def partner(y: Arg, like: Var, s: Stmt) -> Arg:
        """The shadow of what is bound to a name: an array of the same dtype, or nothing yet.

        Of numbers that have no derivative it is an array of floats that nobody asks for.
        """
        if y is UNDEF or y is UNREAD or y == Const(None):
            return y
        if not isinstance(y, Var) or not alike(y.type, like.type) or not belongs(y):
            refuse(s, "S2S401")
        return shadow(y)

    def stmt(s: Stmt) -> list[Stmt]:
        if isinstance(s, Eqn):
            return [s, *eqn(s)]
        more = tuple(shadow(v) for v in s.outs if belongs(v))
        if isinstance(s, If):
            then, orelse = block(s.then, s.outs, s), block(s.orelse, s.outs, s)
            return [replace(s, outs=s.outs + more, then=then, orelse=orelse)]
        on = [i for i, p in enumerate(s.params) if belongs(p)]
        return [
            replace(
                s,
                outs=s.outs + more,
                params=s.params + tuple(shadow(s.params[i]) for i in on),
                inits=s.inits + tuple(partner(s.inits[i], s.params[i], s) for i in on),
                body=block(s.body, s.params, s, 1 if s.until else 0),
            )
        ]

    def eqn(s: Eqn) -> list[Stmt]:
        if s.op == "push" and belongs(s.args[0]):
            if not belongs(s.args[1]):
                refuse(s, "S2S401")
            return [replace(s, args=tuple(shadow(v) for x in s.args for v in leaves(x)), of=s)]
        b = Builder(supply, loc=s.loc, of=s)
        if s.op == "tape_cut" and belongs(s.args[0]):
            b.effect("tape_cut", *map(shadow, leaves(s.args[0])), s.args[1])
        moves = moved(s)
        if moves is not None and any(map(holds, moves[0])):
            if not all(map(belongs, (*moves[0], *moves[1]))):
                refuse(s, "S2S401")
            b.stmts.append(with_shadows(s))
            return b.stmts
        if moves is not None and s.op != "store" and writes(s) and belongs(s.args[0]):
            with_zeros(b, s, moves)
        if s.op == "call":
            for v in grown_by(s, program):
                if holds(v):
                    refuse(s, "S2S401")
                if belongs(v):
                    b.keep("list_cut", (shadow(v), Const(0)))
                    b.effect("extend", shadow(v), b.zeros(v))
        for v in s.outs:
            if not belongs(v) or v in given:
                continue
            how = a.sharing(s)
            if how == "maybe" or (s.op == "call" and v in a.joined):
                refuse(s, "S2S401 call" if s.op == "call" else "S2S401")
            if how == "view" and REGISTRY.by_name[s.op].repeats:
                refuse(s, "S2S401 repeated")
            if s.op != "field" and (how == "view" or isinstance(v.type, Tape) or s.op == "pop"):
                args = (*map(shadow, leaves(s.args[0])), *s.args[1:]) if s.args else ()
                b.stmts.append(Eqn((shadow(v),), REGISTRY.by_name[s.op].shadow or s.op, args, s.attrs, s.loc, s))
            else:
                zeros(b, v)
        return b.stmts

    def with_shadows(s: Eqn) -> Eqn:
        """The statement on shadows: what moves items about does so with the shadows of the items."""
        args = tuple(map_arg(lambda v: shadow(v) if belongs(v) else v, x) for x in s.args)
        return Eqn(tuple(map(shadow, s.outs)), s.op, args, s.attrs, s.loc, s)

    def with_zeros(b: Builder, s: Eqn, moves: tuple[list[Var], list[Var]]) -> None:
        """Keep the shadow of a list as long as the list: zeros come in where items do."""
        items = {*moves[0][1:], *moves[1]}

        def zero(v: Var) -> Arg:
            return b.zeros(v) if v in items else v

        assert isinstance(s.args[0], Var)
        args = (shadow(s.args[0]), *(Const(0.0) if isinstance(x, Const) else map_arg(zero, x) for x in s.args[1:]))
        index = {"list_insert": 1, "list_take": 1, "list_cut": 1, "list_put": 1}.get(s.op)
        if index is not None and len(args) > index:
            args = (*args[:index], s.args[index], *args[index + 1 :])
        if s.outs:
            b.keep(s.op, args)
        else:
            b.effect(s.op, *args)

    def zeros(b: Builder, v: Var) -> None:
        made = b.zeros(v, bar(v))
        assert isinstance(made, Var)
        shadows[v] = made

    if any(map(belongs, given)):  # the caller hands its shadows to the adjoint sweep only
        refuse(f.body.stmts[0], "S2S401")
    lead = Builder(supply)
    for p in f.params:
        if belongs(p.var):
            zeros(lead, p.var)
    stmts = [t for s in f.body.stmts for t in stmt(s)]
    return replace(f, body=Block((*lead.stmts, *stmts), f.body.yields)), shadows, set(filter(holds, shadows))


def alike(a: Type, b: Type) -> bool:
    """Whether what has one type and what has the other may have shadows under one name."""
    if isinstance(a, Tape) and isinstance(b, Tape):
        return True
    if not isinstance(a, Array) or not isinstance(b, Array) or isinstance(a, List) != isinstance(b, List):
        return False
    return a.dtype == b.dtype if is_inexact(a) else b.dtype == "float64" and not isinstance(a, List)


def _dynamic(activity: Activity, a: Aliases) -> set[Var]:
    """The classes of active buffers whose members a branch, a loop or a tape mixes."""
    active = {a.find(v) for v in activity.active if isinstance(v.type, Array)}
    return {root for root in a.mixed() if root in active and (root in a.written or isinstance(root.type, List))}
