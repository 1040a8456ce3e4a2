"""Regions: the body of a function, and the blocks of its branches and loops. Which w lives in which."""

from __future__ import annotations

from s2sad.analyse.activity import Activity
from s2sad.ir import Block, Eqn, Function, If, Loop, Stmt, Var, leaves
from s2sad.rules.index import unindex
from s2sad.types import Array


class Regions:
    """The regions of a function by the identity of their blocks; that of the body is 0."""

    def __init__(self, f: Function, activity: Activity) -> None:
        self.home: dict[Var, int] = {p.var: 0 for p in f.params}
        self.of: dict[int, int] = {}  # a statement's, by its identity
        self.partly: set[Var] = set()  # active arrays that are used in part, or in a loop around which they live
        self._active = activity.active
        self._loops: dict[int, tuple[int, ...]] = {}  # around each region
        self._visit(f.body, 0, ())

    def _visit(self, block: Block, region: int, loops: tuple[int, ...]) -> None:
        self._loops[region] = loops
        for s in block.stmts:
            self.of[id(s)] = region
            for arg in s.args if isinstance(s, Eqn) else ():
                for v in leaves(arg):
                    self._note_use(v, s, loops)
            for v in s.outs:
                self.home[v] = region
            if isinstance(s, Loop) and s.count is not None:
                self.home[s.count] = region
            for inner in (s.then, s.orelse) if isinstance(s, If) else ():
                self._visit(inner, id(inner), loops)
                for v in (v for y in inner.yields for v in leaves(y)):
                    self._note_use(v, s, loops)
            if isinstance(s, Loop):
                deeper = (*loops, s.tag)
                self._loops[id(s.body)] = deeper
                for v in (*s.params, *((s.index,) if s.index is not None else ())):
                    self.home[v] = id(s.body)
                if s.test is not None:
                    self._visit(s.test, id(s.test), deeper)
                self._visit(s.body, id(s.body), deeper)
                for v in (v for y in s.body.yields for v in leaves(y)):
                    self._note_use(v, s, deeper)

    def _note_use(self, v: Var, s: Stmt, loops: tuple[int, ...]) -> None:
        if v not in self._active or not isinstance(v.type, Array):
            return
        indexed = isinstance(s, Eqn) and s.op == "getitem" and s.args[0] is v and unindex(s.args[1], v.type) is None
        if indexed or len(loops) > len(self._loops[self.home[v]]):
            self.partly.add(v)
