"""Put the callees' statements in place of calls.

Reverse mode on what reverse mode made needs the tapes of callees in the open: a program
that is reversed more than once is one function first.  So does memory that a call mixes:
an argument that is returned, or handed in twice.  Recursive calls stay, and calls of
what would be very long: they have records with adjoints (`s2sad.differentiate.records`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import TypeGuard

from s2sad.analyse.aliases import mixing_calls, result_leaves
from s2sad.analyse.effects import operations
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
    callees,
    custom_of,
    leaves,
    statements,
    substitute,
    type_of,
)
from s2sad.rewriting import map_blocks, map_operands, with_body
from s2sad.types import ITEM, Array, Dim, List, Scalar, Type, with_axes

_MOST = 1000  # statements that stand for one call, where calls are put in place
_SMALL = 8  # statements of a function that is put in place where a rule of the user's calls it


def inline_calls(program: Program, name: str, most: float | None = None) -> Program:
    """The program in which the named function calls only what is recursive, or comes to very many statements."""
    plain = _not_recursive(program)
    plain -= _large(program, plain, _MOST if most is None else most)
    made = dict(program.functions)
    for n in (name, *_rules(program, name)):
        f = program.functions[n]
        body = _block(f.body, program, lambda s: _opens(s, plain), {})
        made[n] = replace(f, body=body)
    return Program(made, program.supply)


def inline_custom(f: Function, program: Program) -> Function:
    """The function in which calls with rules of the user's are plain: no more derivatives are made."""
    if "call" not in operations(f):
        return f
    return with_body(f, _block(f.body, program, lambda s: custom_of(s) is not None, {}))


def spliced(
    name: str, args: tuple[Arg, ...], program: Program, loc: Loc, of: Stmt | None = None
) -> tuple[list[Stmt], list[Arg]]:
    """The statements of a function that takes and gives numbers and arrays, small callees inside, and its results."""
    body, results = instance(program.functions[name], args, program, loc)
    block = _block(Block(body, results), program, lambda s: _is_small(program.functions[s.attr("function")]), {})
    stmts = [replace(s, of=of) if isinstance(s, Eqn) and of is not None else s for s in block.stmts]
    return stmts, list(block.yields)


def _is_small(f: Function) -> bool:
    """Whether a function is a few statements one after the other."""
    if len(f.body.stmts) > _SMALL:
        return False
    return all(isinstance(s, Eqn) and (s.op != "call" or custom_of(s) is not None) for s in f.body.stmts)


def _rules(program: Program, name: str) -> list[str]:
    """The functions of the user's rules for what a function calls at any depth."""
    found: dict[str, None] = {}
    seen: set[str] = set()
    todo = [name]
    while todo:
        at = todo.pop()
        if at in seen:
            continue
        seen.add(at)
        plain = callees(program.functions[at], rules=False)
        found.update(dict.fromkeys(c for c in callees(program.functions[at]) if c not in plain))
        todo += callees(program.functions[at])
    return list(found)


def inline_holding(program: Program) -> Program:
    """The program without calls that hand on lists of what is memory itself: only the callee knows what it holds.

    Calls of recursive functions stay.
    """
    return inline_found(program, lambda f, _: filter(holding, statements(f)), float("inf"))


def holding(s: Stmt) -> TypeGuard[Eqn]:
    """Whether a statement is a call that hands on a list of what is memory itself."""
    if not isinstance(s, Eqn) or s.op != "call":
        return False
    given = (*(v for x in s.args for v in leaves(x)), *s.outs)
    return any(isinstance(v.type, List) and isinstance(v.type.item, Array) for v in given)


def inline_mixed(program: Program) -> Program:
    """The program without calls that mix memory: after them, only the callee knows what shares what."""
    return inline_found(program, mixing_calls, float("inf"))


def inline_found(
    program: Program, found: Callable[[Function, Program], Iterable[Eqn]], most: float | None = None
) -> Program:
    """The program without the calls that are found in its functions, callees first."""
    plain = _not_recursive(program)
    plain -= _large(program, plain, _MOST if most is None else most)
    made = Program(dict(program.functions), program.supply)
    for name in _callees_first(program):
        while calls := {id(s) for s in found(made.functions[name], made) if _opens(s, plain)}:
            f = made.functions[name]
            made.functions[name] = replace(f, body=_block(f.body, made, partial(_is_among, calls), {}))
    return made


def _opens(s: Eqn, plain: set[str]) -> bool:
    """Whether a call can be replaced by the callee's statements before it is differentiated."""
    return s.attr("function") in plain and custom_of(s) is None


def _not_recursive(program: Program) -> set[str]:
    return {g for g in program.functions if not _reaches(program, g, g)}


def _large(program: Program, plain: set[str], most: float) -> set[str]:
    """The functions that come to very many statements with all that they call put in place.

    Where each function calls two others, the number doubles with each: what is shared stays shared.
    """
    sizes: dict[str, int] = {}
    for name in _callees_first(program):
        f = program.functions[name]
        sizes[name] = len(statements(f)) + sum(sizes.get(c, 0) for c in callees(f, rules=False) if c in plain)
    return {name for name, size in sizes.items() if size > most}


def _callees_first(program: Program) -> list[str]:
    order: dict[str, None] = {}
    todo = [(name, False) for name in program.functions]
    seen: set[str] = set()
    while todo:
        name, done = todo.pop()
        if done:
            order[name] = None
        elif name not in seen:
            seen.add(name)
            todo.append((name, True))
            todo += [(callee, False) for callee in callees(program.functions[name])]
    return list(order)


def _is_among(statements: set[int], s: Eqn) -> bool:
    return id(s) in statements


def _reaches(program: Program, start: str, goal: str) -> bool:
    seen: set[str] = set()
    todo = [start]
    while todo:
        for callee in callees(program.functions[todo.pop()], rules=False):
            if callee == goal:
                return True
            if callee not in seen:
                seen.add(callee)
                todo.append(callee)
    return False


def _block(block: Block, program: Program, chosen: Callable[[Eqn], bool], known: dict[Var, Arg]) -> Block:
    """The block without the chosen calls; ``known`` collects what stands for their results."""
    stmts: list[Stmt] = []

    arg = partial(substitute, known)

    for at in block.stmts:
        s = map_operands(arg, at)
        if isinstance(at, Eqn) and isinstance(s, Eqn) and at.op == "call" and chosen(at):
            callee = program.functions[s.attr("function")]
            body, results = instance(callee, s.args, program, s.loc)
            inner = _block(Block(body, results), program, chosen, known)
            stmts += inner.stmts
            known.update(zip(s.outs, inner.yields, strict=True))
        else:
            stmts.append(map_blocks(lambda b: _block(b, program, chosen, known), s))
    return Block(tuple(stmts), tuple(map(arg, block.yields)))


def instance(
    f: Function, args: tuple[Arg, ...], program: Program, loc: Loc
) -> tuple[tuple[Stmt, ...], tuple[Arg, ...]]:
    """The callee's statements under new names, and its result's leaves."""
    new: dict[Var, Arg] = {}
    axes = _Axes(next(program.supply))
    for p, a in zip(f.params, args, strict=True):
        new[p.var] = a
        _bind(p.tree, a, new)
    for v, a in new.items():
        axes.meet(v.type, type_of(a))

    def fresh(v: Var) -> Var:
        made = Var(next(program.supply), axes.type(v.type), v.hint)
        new[v] = made
        return made

    arg = partial(substitute, new)

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


class _Axes:
    """The caller's names for the axes of a callee, where they are known; others get names of this instance alone."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.known: dict[tuple[str, int], Dim] = {}

    def meet(self, inner: Type, outer: Type) -> None:
        """The axes of a parameter are those of its argument."""
        if isinstance(inner, Array) and isinstance(outer, Array) and not isinstance(inner, List):
            for d, e in zip(inner.axes or (), outer.axes or (), strict=False):
                self.known.setdefault((d.name, d.offset), e)
        elif (
            isinstance(inner, Scalar) and inner.dim is not None and isinstance(outer, Scalar) and outer.dim is not None
        ):
            self.known.setdefault((inner.dim.name, inner.dim.offset), outer.dim)

    def type(self, t: Type) -> Type:
        """The type of the callee's w in the caller."""
        return with_axes(t, self.axis)

    def axis(self, d: Dim) -> Dim:
        """The caller's axis for one of the callee's."""
        if d.known == "1" or d.name == ITEM or d.name == "items" or (d.name.isdecimal() and not d.offset):
            return d
        found = self.known.get((d.name, d.offset))
        if found is not None:
            return found
        base = self.known.get((d.name, 0))
        shorter = None if base is None else base.shorter(-d.offset)
        return shorter if shorter is not None else Dim(f"{d.name}~{self.number}", d.known, d.offset)
