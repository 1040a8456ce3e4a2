"""Compute a repeated expression once.

``w8 = np.sin(w1)`` in the forward sweep serves ``np.sin(w1)`` in the adjoint sweep.  Only
pure operations are merged; what reads memory only if nothing wrote that memory between;
what makes memory only if it is never written and does not leave the function.  ``x.T.T`` is
x, and ``x + x`` is ``2.0 * x``.
"""

from __future__ import annotations

from dataclasses import replace

from s2sad.analyse.aliases import Aliases, aliases, param_leaves, result_leaves, written_by
from s2sad.ir import Arg, Block, Const, Eqn, Function, Loop, Pack, Program, Stmt, Var, leaves, substitute, walk
from s2sad.rewriting import map_blocks, substituted, with_body, with_contents
from s2sad.rules import REGISTRY
from s2sad.rules.memory import shares
from s2sad.types import Array, is_inexact

_NEVER = {
    "pop",
    "push",
    "tape",
    "tape_copy",
    "tape_turned",
    "tape_size",
    "call",
    "seam",
    "copy",
    "pack",
    "caught",
    "list_new",
    "list_pop",
    "list_take",
    "list_cut",
    "dict_new",
    "dict_copy",
    "dict_enter",
    "dict_drop",
}


class _Table:
    def __init__(self, f: Function, program: Program, apart: bool) -> None:
        self.aliases: Aliases = aliases(f, program)
        if not apart:
            self.aliases = self.aliases.copy()
            self.aliases.join([v for v in param_leaves(f) if isinstance(v.type, Array)])
        self.program = program
        self.versions: dict[Var, int] = {}
        self.known: dict[Var, Var] = {}
        self.size: int = f.note("size", 0)
        self.leaving = {self.aliases.find(v) for v in result_leaves(f)}

    def key(self, s: Eqn) -> tuple[object, ...]:
        rule = REGISTRY.by_name[s.op]
        parts: list[object] = [s.op, s.attrs, tuple(_key(a) for a in s.args)]
        if shares(s) != "view" or rule.repeats:  # one that repeats items is a Value, of what was there then
            for n, a in zip(rule.operands, s.args, strict=False):
                if n in rule.shape_only:
                    continue
                for v in () if isinstance(a, Const) else leaves(a):
                    if isinstance(v.type, Array):
                        root = self.aliases.find(v)
                        parts.append((root.id, self.versions.get(root, 0)))
        return tuple(parts)

    def mergeable(self, s: Eqn) -> bool:
        rule = REGISTRY.by_name[s.op]
        if s.op in _NEVER or rule.writes or rule.acts or len(s.outs) != 1:
            return False
        out = s.outs[0]
        if isinstance(out.type, Array) and shares(s) != "view":
            return not self.aliases.buffer(out) and self.aliases.find(out) not in self.leaving
        return True

    def transposed(self, s: Eqn) -> Var | None:
        """What the transpose of a transpose is."""
        x = s.args[0]
        maker = self.aliases.maker.get(x) if isinstance(x, Var) else None
        whole = maker.args[0] if isinstance(maker, Eqn) and maker.op == "T" else None
        return self.known.get(whole, whole) if isinstance(whole, Var) else None

    def term(self, s: Eqn) -> bool:
        """Whether a statement is a derivative term, and not one of a primal that is a derivative itself."""
        return s.of is not None and s.outs[0].id > self.size

    def wrote(self, stmts: Block) -> None:
        for s in walk(stmts):
            if isinstance(s, Eqn):
                self.write(s)

    def write(self, s: Eqn) -> None:
        for w in written_by(s, self.program):
            for v in leaves(w):
                root = self.aliases.find(v)
                self.versions[root] = self.versions.get(root, 0) + 1


def merge_repeated(f: Function, program: Program, apart: bool = True) -> Function:
    """The function with each pure expression computed once per scope.

    Where its arguments may share memory, they are not ``apart``: it is to be put in place of a call that passes an
    array twice.
    """
    table = _Table(f, program, apart)
    return with_body(f, _Scopes(table).block(f.body))


class _Scopes:
    """Merges what is repeated; an expression is known in the block where it is computed, and in those inside."""

    def __init__(self, table: _Table) -> None:
        self.table = table
        self.seen: dict[tuple[object, ...], Var] = {}

    def renamed(self, x: Arg) -> Arg:
        """An operand without what was merged."""
        return substitute(self.table.known, x)

    def block(self, block: Block) -> Block:
        """The block with each expression computed once; what it computes is forgotten at its end."""
        t, seen = self.table, self.seen
        mine: list[tuple[object, ...]] = []
        stmts: list[Stmt] = []
        for s in block.stmts:
            if t.known:
                s = substituted(t.known, s)
            if isinstance(s, Eqn):
                if s.op == "T" and s.of is not None and (whole := t.transposed(s)) is not None:
                    t.known[s.outs[0]] = whole
                    continue
                if s.op == "add" and t.term(s) and s.args[0] is s.args[1] and is_inexact(s.outs[0].type):
                    s = replace(s, op="mul", args=(Const(2.0), s.args[1]))
                if t.mergeable(s):
                    key = t.key(s)
                    if key in seen:
                        t.known[s.outs[0]] = seen[key]
                        continue
                    seen[key] = s.outs[0]
                    mine.append(key)
                t.write(s)
            elif isinstance(s, Loop):
                t.wrote(s.body)
                stmts.append(map_blocks(self.block, s))
                t.wrote(s.body)
                continue
            stmts.append(s if isinstance(s, Eqn) else map_blocks(self.block, s))
        made = with_contents(block, stmts, [self.renamed(y) for y in block.yields])
        for key in mine:
            del seen[key]
        return made


def _key(a: Arg) -> object:
    if isinstance(a, Const):
        return a.key()
    if isinstance(a, Pack):
        return (a.kind, a.keys, a.of, tuple(map(_key, a.items)))
    return ("w", a.id)
