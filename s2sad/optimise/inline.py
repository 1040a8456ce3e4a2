"""Put the callees' statements in place of calls.

Reverse mode on what reverse mode made needs the tapes of callees in the open: a program
that is reversed more than once is one function first.  Recursive calls stay, and are
refused there.
"""

from __future__ import annotations

from dataclasses import replace

from s2sad.analyse.aliases import result_leaves
from s2sad.ir import (
    Arg,
    Block,
    Eqn,
    Function,
    If,
    Loc,
    Loop,
    Pack,
    Program,
    Stmt,
    Var,
    leaves,
    map_arg,
    map_blocks,
    map_operands,
    walk,
)


def inline_calls(program: Program, name: str) -> Program:
    """The program in which the named function calls nothing that is not recursive."""
    f = program.functions[name]
    recursive = {g for g in program.functions if _reaches(program, g, g)}
    body = _block(f.body, program, recursive)
    return Program({**program.functions, name: replace(f, body=body)}, program.supply)


def _reaches(program: Program, start: str, goal: str) -> bool:
    seen: set[str] = set()
    todo = [start]
    while todo:
        for s in walk(program.functions[todo.pop()].body):
            if isinstance(s, Eqn) and s.op == "call":
                callee = s.attr("function")
                if callee == goal:
                    return True
                if callee not in seen:
                    seen.add(callee)
                    todo.append(callee)
    return False


def _block(block: Block, program: Program, recursive: set[str]) -> Block:
    known: dict[Var, Arg] = {}
    stmts: list[Stmt] = []

    def arg(x: Arg) -> Arg:
        return map_arg(lambda v: known.get(v, v), x)

    def inside(b: Block) -> Block:
        b = Block(tuple(map_blocks(rename, map_operands(arg, s)) for s in b.stmts), tuple(map(arg, b.yields)))
        return _block(b, program, recursive)

    def rename(b: Block) -> Block:
        return Block(tuple(map_blocks(rename, map_operands(arg, s)) for s in b.stmts), tuple(map(arg, b.yields)))

    for s in block.stmts:
        s = map_operands(arg, s)
        if isinstance(s, Eqn) and s.op == "call" and s.attr("function") not in recursive:
            callee = program.functions[s.attr("function")]
            body, results = _instance(callee, s.args, program, s.loc)
            inner = _block(Block(body, results), program, recursive)
            stmts += inner.stmts
            known.update(zip(s.outs, inner.yields, strict=True))
        else:
            stmts.append(map_blocks(inside, s))
    return Block(tuple(stmts), tuple(map(arg, block.yields)))


def _instance(
    f: Function, args: tuple[Arg, ...], program: Program, loc: Loc
) -> tuple[tuple[Stmt, ...], tuple[Arg, ...]]:
    """The callee's statements under new names, and its result's leaves."""
    new: dict[Var, Arg] = {}
    for p, a in zip(f.params, args, strict=True):
        new[p.var] = a
        _bind(p.tree, a, new)

    def fresh(v: Var) -> Var:
        made = Var(next(program.supply), v.type, v.hint)
        new[v] = made
        return made

    def arg(x: Arg) -> Arg:
        return map_arg(lambda v: new.get(v, v), x)

    def block(b: Block) -> Block:
        return Block(tuple(t for t in map(stmt, b.stmts) if t is not None), tuple(map(arg, b.yields)))

    def stmt(s: Stmt) -> Stmt | None:
        if isinstance(s, Eqn) and s.op == "field" and s.outs[0] in new:
            return None
        at = replace(loc, var=s.loc.var)
        if isinstance(s, Eqn):
            return replace(s, args=tuple(map(arg, s.args)), outs=tuple(map(fresh, s.outs)), loc=at)
        if isinstance(s, If):
            cond, then, orelse = arg(s.cond), block(s.then), block(s.orelse)
            tag = next(program.supply)
            return replace(s, cond=cond, then=then, orelse=orelse, outs=tuple(map(fresh, s.outs)), loc=at, tag=tag)
        moved = map_operands(arg, s)
        assert isinstance(moved, Loop)
        index = None if s.index is None else fresh(s.index)
        params = tuple(map(fresh, s.params))
        test = None if s.test is None else block(s.test)
        body = block(s.body)
        count = None if s.count is None else fresh(s.count)
        return replace(
            moved,
            index=index,
            params=params,
            test=test,
            body=body,
            count=count,
            outs=tuple(map(fresh, s.outs)),
            loc=at,
            tag=next(program.supply),
        )

    made = tuple(t for t in map(stmt, f.body.stmts) if t is not None)
    return made, tuple(map(arg, result_leaves(f)))


def _bind(tree: Arg, a: Arg, new: dict[Var, Arg]) -> None:
    """A structure that is passed is taken apart here, not in the callee."""
    if isinstance(tree, Var):
        new[tree] = a
    elif isinstance(tree, Pack) and isinstance(a, Pack):
        for t, x in zip(tree.items, a.items, strict=True):
            _bind(t, x, new)
    elif isinstance(tree, Pack):
        for v in leaves(tree):
            new.pop(v, None)
