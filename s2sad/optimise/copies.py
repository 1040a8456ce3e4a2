"""Drop copies that nobody can tell from the original.

Reverse mode copies an adjoint before it is written in place, and before it is returned.
The copy goes where the original is an array that was made here, is used for nothing else,
and does not leave otherwise; or where the copy is only read, before the original changes.
"""

from __future__ import annotations

from dataclasses import replace

from s2sad.analyse.aliases import Aliases, aliases, param_leaves, written_by
from s2sad.analyse.effects import operations
from s2sad.analyse.owned import makes
from s2sad.analyse.reads import reads
from s2sad.ir import (
    Arg,
    Block,
    Eqn,
    Function,
    If,
    Loop,
    Program,
    Stmt,
    Var,
    blocks,
    bound,
    defined,
    leaves,
    map_arg,
    statements,
    touched,
    uses,
    walk,
)
from s2sad.rewriting import map_blocks, map_operands, relabelled, with_body, with_contents
from s2sad.rules import REGISTRY
from s2sad.rules.lists import moved
from s2sad.rules.memory import shares
from s2sad.types import Array, Record


def drop_copies(f: Function, program: Program) -> Function:
    """The function without needless copies in its derivative statements; itself if there are none."""
    if "copy" not in operations(f):
        return f
    search = _Search(f, program)
    while search.sweep(f.body, top=True):
        pass
    return _named(replace(f, body=search.rebuilt(f.body)), search.known) if search.known else f


def _named(f: Function, known: dict[Var, Var]) -> Function:
    """The function in which a derivative term without a name has that of its copy."""
    wanted = {v: copy.hint for copy, v in known.items() if copy.hint and not v.hint}
    terms = (s for s in statements(f) if isinstance(s, Eqn) and s.of is not None) if wanted else ()
    new = {v: Var(v.id, v.type, wanted[v]) for s in terms for v in s.outs if v in wanted}
    if not new:
        return f
    return with_body(f, relabelled(f.body, new))


def _shared(f: Function, a: Aliases) -> set[Var]:
    """The memory that the primal made, or of which there are views."""
    found: set[Var] = set()
    for s in statements(f):
        made = s.of is None and s.op != "tape" if isinstance(s, Eqn) else not s.adjoint
        if made or (isinstance(s, Eqn) and shares(s) in ("view", "maybe")):
            found.update(a.find(v) for v in (*s.outs, *bound(s)) if isinstance(v.type, Array))
    return found


def _recorded(f: Function, a: Aliases) -> set[Var]:
    """The memory that a record may hold, which is read for as long as the record is."""
    makers = (s for s in statements(f) if isinstance(s, Eqn) and any(isinstance(v.type, Record) for v in s.outs))
    return {a.find(v) for s in makers for v in uses(s) if isinstance(v.type, Array)}


def _after_seam(f: Function) -> set[Var]:
    """What the second of two sweeps defines."""
    stmts = f.body.stmts
    at = next((i for i, s in enumerate(stmts) if isinstance(s, Eqn) and s.op == "seam"), len(stmts))
    return {v for s in walk(Block(stmts[at:])) for v in defined(s)}


class _Search:
    """The copies that go, and what is known of the function without them.

    Without a copy, original and copy are one w: their uses add up and their alias classes become one. So nothing is
    computed anew after each copy that goes.
    """

    def __init__(self, f: Function, program: Program) -> None:
        self.program = program
        self.known: dict[Var, Var] = {}  # copy -> original
        self.aliases = aliases(f, program).copy()
        self.params = {self.aliases.find(v) for v in param_leaves(f)}
        self.shared = self.params | _shared(f, self.aliases)
        self.recorded = _recorded(f, self.aliases)
        self.later = _after_seam(f)
        self.counts = reads(f).copy()
        self.last: list[dict[Var, int]] = []  # of each block around: where each alias class is touched last

    def now(self, v: Var) -> Var:
        """What stands for a w where copies are gone."""
        while v in self.known:
            v = self.known[v]
        return v

    def gone(self, s: Stmt) -> bool:
        """Whether a statement is a copy that goes."""
        return isinstance(s, Eqn) and s.op == "copy" and s.outs[0] in self.known

    def drop(self, out: Var, source: Var) -> None:
        """Let the original stand for a copy."""
        self.known[out] = source
        self.counts[source] += self.counts.pop(out, 0) - 1
        if not isinstance(out.type, Array):
            return
        a = self.aliases
        old = (a.find(source), a.find(out))
        a.union(source, out)
        root = a.find(source)
        for facts in (a.written, self.params, self.shared, self.recorded):
            if not facts.isdisjoint(old):
                facts.add(root)
        for last in self.last:
            last[root] = max(last.get(r, -1) for r in old)

    def sweep(self, block: Block, top: bool) -> bool:
        """Look at every copy that is left; whether any went."""
        found = False
        here: set[Var] | None = None
        self.last.append({})
        for i, s in enumerate(block.stmts):
            if not isinstance(s, Eqn):
                for b in blocks(s):
                    found |= self.sweep(b, top=False)
            elif s.op == "copy" and s.of is not None and s.outs[0] not in self.known and isinstance(s.args[0], Var):
                if here is None:
                    here = {v for t in block.stmts for v in t.outs}
                    self._note_touched(block)
                source = self.now(s.args[0])
                if self._needless(s, source, block, i, here, top):
                    self.drop(s.outs[0], source)
                    found = True
        self.last.pop()
        return found

    def _note_touched(self, block: Block) -> None:
        last, find = self.last[-1], self.aliases.find
        for i, s in enumerate(block.stmts):
            if not self.gone(s):
                for v in touched(s):
                    last[find(v)] = i

    def _needless(self, s: Eqn, source: Var, block: Block, i: int, here: set[Var], top: bool) -> bool:
        a, out = self.aliases, s.outs[0]
        if not isinstance(out.type, Array):
            return True
        if out in self.later and source not in self.later and a.buffer(out):
            return False  # what the first sweep made serves the second as often as that is run
        maker = a.maker.get(source)
        fresh = makes(maker, a) and source in here
        derived = isinstance(maker, Eqn) and maker.of is not None
        if fresh and self.counts[source] == 1 and (derived or (isinstance(maker, Eqn) and maker.op == "tape")):
            return True
        root = a.find(source)
        yielded = {self.now(v) for y in block.yields for v in leaves(y)}
        last = self.last[-1].get(root, -1) <= i and not any(a.find(v) is root for v in yielded if v is not out)
        own = (
            root not in self.params
            if fresh and derived
            else (isinstance(maker, (If, Loop)) and root not in self.shared)
        )
        if top and last and own and root not in self.recorded:
            return True
        return self._only_read(s, source, block.stmts, i + 1, yielded)

    def _only_read(self, s: Eqn, source: Var, stmts: tuple[Stmt, ...], at: int, yielded: set[Var]) -> bool:
        """Whether a copy is read by the statements that follow at once, before the original is written."""
        a, out = self.aliases, s.outs[0]
        if out in yielded or a.buffer(out):
            return False
        left = self.counts[out]
        root = a.find(source)
        for place in range(at, len(stmts)):
            later = stmts[place]
            if self.gone(later):
                continue
            if left == 0:
                return True
            if not isinstance(later, Eqn):
                return False
            if later.op == "seam" and root in self.params:
                return False  # between the sweeps, the caller writes its memory
            n = sum(1 for v in uses(later) if self.now(v) is out)
            if n:
                rule = REGISTRY.by_name[later.op]
                if later.op in ("push", "call", "pack") or moved(later) or shares(later) in ("view", "maybe"):
                    return False
                if rule.kind == "custom":
                    return False
                left -= n
            for w in written_by(later, self.program):
                if any(a.find(v) is root for v in leaves(w)):
                    # NumPy evaluates the right-hand side first: `a[...] = a * y` is fine as the last use.
                    value = later.args[2] if later.op == "store" else out
                    return left == 0 and not (isinstance(value, Var) and self.now(value) is out)
        return left == 0

    # ------------------------------------------------------------ what is left

    def rebuilt(self, block: Block) -> Block:
        """The block without the copies that went."""
        kept = [self._rebuilt(s) for s in block.stmts if not self.gone(s)]
        return with_contents(block, kept, [self._renamed(y) for y in block.yields])

    def _rebuilt(self, s: Stmt) -> Stmt:
        if not self.known.keys().isdisjoint(uses(s)):
            s = map_operands(self._renamed, s)
        return s if isinstance(s, Eqn) else map_blocks(self.rebuilt, s)

    def _renamed(self, x: Arg) -> Arg:
        return map_arg(self.now, x)
