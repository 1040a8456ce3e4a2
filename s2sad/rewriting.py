"""Statements, blocks and functions with some of what they hold replaced; what does not change stays the same object.

::

    substituted({w3: w9}, w4 = mul(w3, w3))     w4 = mul(w9, w9)
    renamed(block, {w3: w9})                    the same of a block and of the blocks in it
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from s2sad.ir import Arg, Block, Eqn, Function, If, Loop, Stmt, Var, same, substitute, uses


def map_operands(f: Callable[[Arg], Arg], s: Stmt) -> Stmt:
    """The statement with its own operands replaced; its blocks stay as they are. Itself if nothing changes."""
    if isinstance(s, Eqn):
        args = tuple(map(f, s.args))
        return s if same(args, s.args) else Eqn(s.outs, s.op, args, s.attrs, s.loc, s.of)
    if isinstance(s, If):
        cond = f(s.cond)
        return s if cond is s.cond else If(s.outs, cond, s.then, s.orelse, s.loc, s.tag, s.adjoint)
    inits = tuple(map(f, s.inits))
    bounds = None if s.bounds is None else (f(s.bounds[0]), f(s.bounds[1]), f(s.bounds[2]))
    take = None if s.take is None else f(s.take)
    if same(inits, s.inits) and same(bounds or (), s.bounds or ()) and take is s.take:
        return s
    return replace(s, inits=inits, bounds=bounds, take=take)


def substituted(known: Mapping[Var, Arg], s: Stmt) -> Stmt:
    """The statement with what stands for the w's among its own operands; itself if nothing is known of them."""
    return s if not known or known.keys().isdisjoint(uses(s)) else map_operands(partial(substitute, known), s)


def map_blocks(f: Callable[[Block], Block], s: Stmt) -> Stmt:
    """The statement with its blocks replaced; itself if nothing changes."""
    if isinstance(s, Eqn):
        return s
    if isinstance(s, If):
        then, orelse = f(s.then), f(s.orelse)
        if then is s.then and orelse is s.orelse:
            return s
        return If(s.outs, s.cond, then, orelse, s.loc, s.tag, s.adjoint)
    test, body = None if s.test is None else f(s.test), f(s.body)
    return s if test is s.test and body is s.body else replace(s, test=test, body=body)


def with_outs(s: Eqn, outs: tuple[Var, ...]) -> Eqn:
    """The statement with other results."""
    return Eqn(outs, s.op, s.args, s.attrs, s.loc, s.of)


def with_contents(block: Block, stmts: Sequence[Stmt], yields: Sequence[Arg]) -> Block:
    """The block with other contents; itself if they are the same."""
    return block if same(stmts, block.stmts) and same(yields, block.yields) else Block(tuple(stmts), tuple(yields))


def with_body(f: Function, body: Block) -> Function:
    """The function with another body; itself if it is the same."""
    return f if body is f.body else Function(f.name, f.params, body, f.notes)


def with_notes(f: Function, **notes: object) -> Function:
    """The function with more notes; what was found of its body stays known."""
    made = Function(f.name, f.params, f.body, tuple({**dict(f.notes), **notes}.items()))
    made.facts.update(f.facts)
    return made


def renamed(block: Block, names: Mapping[Var, Arg]) -> Block:
    """The block with other operands in place of some w's; itself if it reads none of them."""

    def stmt(s: Stmt) -> Stmt:
        s = substituted(names, s)
        return s if isinstance(s, Eqn) else map_blocks(inside, s)

    def inside(b: Block) -> Block:
        return with_contents(b, [stmt(s) for s in b.stmts], [substitute(names, y) for y in b.yields])

    return inside(block)


def relabelled(block: Block, new: Mapping[Var, Var]) -> Block:
    """The block with other w's in place of some, where they are made and where they are read; itself if it has none."""

    def own(vs: tuple[Var, ...]) -> tuple[Var, ...]:
        return vs if new.keys().isdisjoint(vs) else tuple([new.get(v, v) for v in vs])

    def inside(b: Block) -> Block:
        return with_contents(b, [stmt(s) for s in b.stmts], [substitute(new, y) for y in b.yields])

    def stmt(s: Stmt) -> Stmt:
        s = substituted(new, s)
        if not isinstance(s, Eqn):
            s = map_blocks(inside, s)
        outs = own(s.outs)
        if isinstance(s, Loop):
            params = own(s.params)
            return s if outs is s.outs and params is s.params else replace(s, outs=outs, params=params)
        if outs is s.outs:
            return s
        return with_outs(s, outs) if isinstance(s, Eqn) else replace(s, outs=outs)

    return inside(block)
