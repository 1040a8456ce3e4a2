"""Drop copies that nobody can tell from the original.

Reverse mode copies an adjoint before it is written in place, and before it is returned.
The copy goes where the original is an array that was made here, is used for nothing else,
and does not leave otherwise; or where the copy is only read, before the original changes.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from s2sad.analyse.aliases import Aliases, aliases, param_leaves, written_by
from s2sad.ir import (
    Arg,
    Block,
    Eqn,
    Function,
    Program,
    Stmt,
    Var,
    blocks,
    leaves,
    map_arg,
    map_blocks,
    map_operands,
    uses,
    walk,
)
from s2sad.rules import REGISTRY
from s2sad.rules.memory import shares
from s2sad.types import Array


def drop_copies(f: Function, program: Program) -> Function:
    """The function without needless copies in its derivative statements."""
    while True:
        a = aliases(f, program)
        counts = _uses(f)
        known: dict[Var, Var] = {}
        _find(f.body, f, a, counts, program, known, top=True)
        if not known:
            return f
        dropped = set(known)

        def rename(x: Arg, known: dict[Var, Var] = known) -> Arg:
            return map_arg(lambda v: _last(v, known), x)

        def inside(b: Block, dropped: set[Var] = dropped) -> Block:
            kept = [s for s in b.stmts if not (isinstance(s, Eqn) and s.outs and s.outs[0] in dropped)]
            return Block(tuple(map_blocks(inside, map_operands(rename, s)) for s in kept), tuple(map(rename, b.yields)))

        f = replace(f, body=inside(f.body))


def _last(v: Var, known: dict[Var, Var]) -> Var:
    while v in known:
        v = known[v]
    return v


def _uses(f: Function) -> Counter[Var]:
    found = [v for y in f.body.yields for v in leaves(y)]
    for s in walk(f.body):
        found += uses(s)
        for b in blocks(s):
            found += [v for y in b.yields for v in leaves(y)]
    return Counter(found)


def _find(
    block: Block, f: Function, a: Aliases, counts: Counter[Var], program: Program, known: dict[Var, Var], top: bool
) -> None:
    here = {v for s in block.stmts for v in s.outs}
    yielded = {v for y in block.yields for v in leaves(y)}
    params = {a.find(v) for v in param_leaves(f)}
    for i, s in enumerate(block.stmts):
        for b in blocks(s):
            _find(b, f, a, counts, program, known, top=False)
        if known:
            return
        if not isinstance(s, Eqn) or s.op != "copy" or s.of is None or not isinstance(s.args[0], Var):
            continue
        source, out = s.args[0], s.outs[0]
        if not isinstance(out.type, Array):
            known[out] = source
            return
        maker = a.maker.get(source)
        fresh = isinstance(maker, Eqn) and shares(maker) == "fresh" and source in here
        root = a.find(source)
        if fresh and counts[source] == 1 and not (isinstance(maker, Eqn) and maker.of is None and maker.op != "tape"):
            known[out] = source
            return
        last = not any(root is a.find(v) for later in block.stmts[i + 1 :] for v in _touched(later))
        alone = not any(root is a.find(v) for v in yielded if v is not out)
        if top and fresh and last and alone and root not in params and isinstance(maker, Eqn) and maker.of is not None:
            known[out] = source
            return
        if _only_read(s, block.stmts[i + 1 :], yielded, a, counts, program, root in params):
            known[out] = source
            return


def _touched(s: Stmt) -> list[Var]:
    found = list(uses(s))
    for b in blocks(s):
        found += [v for inner in walk(b) for v in uses(inner)]
        found += [v for y in b.yields for v in leaves(y)]
    return found


def _only_read(
    s: Eqn,
    rest: tuple[Stmt, ...],
    yielded: set[Var],
    a: Aliases,
    counts: Counter[Var],
    program: Program,
    shared: bool,
) -> bool:
    """Whether a copy is read by the statements that follow at once, before the original is written."""
    source, out = s.args[0], s.outs[0]
    assert isinstance(source, Var)
    if out in yielded or a.buffer(out):
        return False
    left = counts[out]
    root = a.find(source)
    for later in rest:
        if left == 0:
            return True
        if shared and isinstance(later, Eqn) and later.op == "seam":
            return False  # between the sweeps, the caller writes its memory
        if not isinstance(later, Eqn):
            return False
        n = sum(1 for v in uses(later) if v is out)
        if n:
            rule = REGISTRY.by_name[later.op]
            if later.op in ("push", "call", "pack") or shares(later) in ("view", "maybe"):
                return False
            if rule.kind == "custom":
                return False
            left -= n
        for w in written_by(later, program):
            if any(a.find(v) is root for v in leaves(w)):
                # NumPy evaluates the right-hand side first: `a[...] = a * y` is fine as the last use.
                whole = later.op == "store" and later.args[1:] and later.args[2] is not out
                return left == 0 and bool(whole)
    return left == 0


__all__ = ["drop_copies"]
