"""Drop what nothing reads: statements, results of branches and loops, what loops carry.

::

    w3, w4 = for w5 in range(w2) carry (w6 = 0.0, w7 = 1.0):      w3 = for w5 in range(w2) carry (w6 = 0.0):
      w8 = add(w6, w1)                                              w8 = add(w6, w1)
      w9 = mul(w7, w1)                              ->              yield w8
      yield w8, w9
    return w3                                                     return w3

What may raise where the primal raises (a name may have no value, too) stays, and so does what writes memory that is
read.  In derivative statements nothing is kept for raising alone: they come on top of the primal.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from s2sad.analyse.effects import may_raise
from s2sad.analyse.undefined import undefined
from s2sad.ir import UNREAD, Arg, Block, Const, Eqn, Function, If, Loop, Stmt, Var, blocks, leaves, touched, uses, walk
from s2sad.rewriting import with_body, with_contents
from s2sad.rules import REGISTRY

_KEPT = {"call", "seam"}


def eliminate_dead(
    f: Function, needed: Callable[[Eqn], bool] | None = None, idle: frozenset[str] = frozenset()
) -> Function:
    """The function without dead statements, itself if there are none; ``needed`` may keep more of them.

    Calls stay, but for those of the functions that are ``idle``.
    """
    body = sweep(f.body, needed, idle)
    return with_body(f, body)


def is_part(f: Function) -> Callable[[Eqn], bool]:
    """Whether a statement takes a part out of a parameter: a gradient is made like the part, read or not."""
    parts = {v for p in f.params for v in leaves(p.tree)}
    return lambda s: s.op == "field" and s.outs[0] in parts


def sweep(block: Block, needed: Callable[[Eqn], bool] | None = None, idle: frozenset[str] = frozenset()) -> Block:
    """The block without what is dead; itself if nothing is."""
    while True:
        marks = _Marks(block, needed, idle)
        block = marks.living(block, block.yields)
        if not marks.cut:
            return block


class _Marks:
    """What of a block is alive: from what is yielded and what has effects back to what makes that.

    Every w is marked once, whatever loops it goes round, so that nests of loops cost what their statements do.
    """

    def __init__(self, block: Block, needed: Callable[[Eqn], bool] | None, idle: frozenset[str]) -> None:
        self.live: set[int] = set()  # w's, by number
        self.kept: set[int] = set()  # statements, by identity
        self.makers: dict[int, tuple[Stmt, int]] = {}  # of a w: its statement, and which of the results it is
        self.around: dict[int, If | Loop] = {}  # the branch or loop that a statement stands in
        self.todo: list[int] = []
        self.cut = False  # whether yields were taken away that nothing reads: once more may find more
        primal = self._survey(block, needed, idle)
        for y in block.yields:
            self._want(y)
        self._spread()
        unread = [s for s in primal if id(s) not in self.kept]
        missing = undefined(block) if unread else set()
        for s in unread:
            if id(s) not in self.kept and (may_raise(s) or not missing.isdisjoint(uses(s))) and s.op != "bound":
                self._keep(s)
                self._spread()
        if any(s.op == "bound" and not missing.isdisjoint(uses(s)) for s in unread):
            self._read(block, missing)

    def _read(self, block: Block, missing: set[Var]) -> None:
        """Keep the first reading of what may have no value, in each block where no statement that is kept reads it."""
        for at in (block, *(b for s in walk(block) for b in blocks(s))):
            read = {v for s in at.stmts if not isinstance(s, Loop) and id(s) in self.kept for v in uses(s)}
            if at is block:
                read.update(v for y in at.yields for v in leaves(y))
            for s in at.stmts:
                if isinstance(s, Eqn) and s.op == "bound" and not (missing - read).isdisjoint(uses(s)):
                    self._keep(s)
                    read.update(uses(s))
        self._spread()

    def _survey(self, block: Block, needed: Callable[[Eqn], bool] | None, idle: frozenset[str]) -> list[Eqn]:
        """Note who makes what, and keep what has effects; the user's own statements may be kept for raising."""
        primal: list[Eqn] = []
        rooted: list[Stmt] = []
        makers, rules = self.makers, REGISTRY.by_name
        todo: list[tuple[Block, If | Loop | None]] = [(block, None)]
        while todo:
            at, owner = todo.pop()
            for s in at.stmts:
                if owner is not None:
                    self.around[id(s)] = owner
                for i, v in enumerate(s.outs):
                    makers[v.id] = (s, i)
                if isinstance(s, Eqn):
                    if s.op == "call" and s.attr("function") in idle:
                        continue
                    rule = rules[s.op]
                    edits = rule.acts and s.of is not None  # a print in a rule of the user's for adjoints
                    if s.op in _KEPT or rule.writes or edits or (needed is not None and needed(s)):
                        rooted.append(s)
                    elif s.of is None:
                        primal.append(s)
                    continue
                if isinstance(s, Loop):
                    for i, v in enumerate(s.params):
                        makers[v.id] = (s, i)
                    if s.count is not None:
                        makers[s.count.id] = (s, -1)
                    if s.until or s.test is not None:
                        rooted.append(s)
                todo.extend((b, s) for b in blocks(s))
        for s in rooted:
            self._keep(s)
        return primal

    def _want(self, arg: Arg) -> None:
        for v in leaves(arg):
            if v.id not in self.live:
                self.live.add(v.id)
                self.todo.append(v.id)

    def _keep(self, s: Stmt | None) -> None:
        """Keep a statement and what it stands in; want what they read themselves."""
        while s is not None and id(s) not in self.kept:
            self.kept.add(id(s))
            read = _controls(s) if isinstance(s, Loop) else uses(s)
            new = [v.id for v in read if v.id not in self.live]
            self.live.update(new)
            self.todo += new
            s = self.around.get(id(s))

    def _spread(self) -> None:
        todo, makers, kept = self.todo, self.makers, self.kept
        while todo:
            made = makers.get(todo.pop())
            if made is None:
                continue
            s, i = made
            if id(s) not in kept:
                self._keep(s)
            if isinstance(s, If):
                self._want(s.then.yields[i])
                self._want(s.orelse.yields[i])
            elif isinstance(s, Loop) and i >= 0:
                # What is carried is needed if it is read after the loop, or in it to make something that is.
                self._want(s.inits[i])
                self._want(s.body.yields[i + (1 if s.until else 0)])

    # ------------------------------------------------------------ what is left

    def living(self, block: Block, yields: tuple[Arg, ...]) -> Block:
        """The block without what is dead, with these of its yields."""
        kept = self.kept
        stmts = [s for s in block.stmts if id(s) in kept or (isinstance(s, Eqn) and s.op == "completed")]
        return with_contents(block, [s if isinstance(s, Eqn) else self._living(s) for s in stmts], yields)

    def _living(self, s: If | Loop) -> Stmt:
        return self._if(s) if isinstance(s, If) else self._loop(s)

    def _if(self, s: If) -> If:
        keep = [i for i, v in enumerate(s.outs) if v.id in self.live]
        then = self.living(s.then, tuple([s.then.yields[i] for i in keep]))
        orelse = self.living(s.orelse, tuple([s.orelse.yields[i] for i in keep]))
        if then is s.then and orelse is s.orelse:
            return s
        return If(tuple([s.outs[i] for i in keep]), s.cond, then, orelse, s.loc, s.tag, s.adjoint)

    def _loop(self, s: Loop) -> Loop:
        shift = 1 if s.until else 0
        keep = [
            i for i, (v, p) in enumerate(zip(s.outs, s.params, strict=True)) if v.id in self.live or p.id in self.live
        ]
        body = self.living(s.body, (*s.body.yields[:shift], *[s.body.yields[shift + i] for i in keep]))
        if s.until:
            # What is carried out of the last iteration and read by nobody need not be computed there.
            unread = {shift + n for n, i in enumerate(keep) if s.outs[i].id not in self.live}
            cut = _cut(body, 0, unread)
            self.cut = self.cut or cut is not body
            body = cut
        test = None if s.test is None else self.living(s.test, s.test.yields)
        count = s.count if s.count is not None and s.count.id in self.live else None
        if body is s.body and test is s.test and count is s.count:
            return s
        return replace(
            s,
            outs=tuple([s.outs[i] for i in keep]),
            params=tuple([s.params[i] for i in keep]),
            inits=tuple([s.inits[i] for i in keep]),
            body=body,
            test=test,
            count=count,
        )


def _controls(s: Loop) -> list[Var]:
    """What decides how often a loop runs."""
    control = (*(s.bounds or ()), *((s.take,) if s.take is not None else ()), *s.body.yields[: 1 if s.until else 0])
    return [v for a in (*control, *(s.test.yields if s.test is not None else ())) for v in leaves(a)]


def _cut(block: Block, stop: int, unread: set[int]) -> Block:
    """The block with nothing yielded for ``unread`` in the arms that leave the loop."""
    flag = block.yields[stop]
    if flag == Const(True):
        if all(block.yields[i] is UNREAD for i in unread):
            return block
        return Block(block.stmts, tuple(UNREAD if i in unread else y for i, y in enumerate(block.yields)))
    place = next((i for i, s in enumerate(block.stmts) if isinstance(s, If) and flag in s.outs), None)
    if place is None:
        return block
    last = block.stmts[place]
    assert isinstance(last, If)
    assert isinstance(flag, Var)
    read = {v for s in block.stmts[place + 1 :] for v in touched(s)}
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
