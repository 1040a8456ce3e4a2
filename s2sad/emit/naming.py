"""Leaving single assignment: which w's share a Python name.

A carried w, what it starts as and what the body yields want one name, so that
``w9 = w5 + w8; yield w9`` prints as ``w5 = w5 + w8``; and so do the stages of an adjoint,
``x_bar``.  Two w's share a name only if neither is alive where the other is assigned.
"""

from __future__ import annotations

import builtins
import keyword
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field

from s2sad.analyse.effects import operations
from s2sad.classes import Classes
from s2sad.dataclass import dataclass
from s2sad.emit.imports import tops_reached
from s2sad.emit.liveness import Liveness
from s2sad.ir import Eqn, Function, If, Loop, Var, bound, defined, statements, unused
from s2sad.rules import REGISTRY
from s2sad.types import BOOL


@dataclass(frozen=True)
class Primal:
    """The names of the primal's w's: ``names`` by what the IR calls them, and the highest number in use."""

    names: Mapping[str, str] = field(default_factory=dict)
    used: int = 0

    def named(self, hint: str) -> str:
        """A hint such as ``w12_bar`` with the name that ``w12`` has in the text."""
        stem, ending = hint, ""
        while stem not in self.names:
            stem, mark, last = stem.rpartition("_")
            if not mark or last not in ("bar", "dot"):
                return hint
            ending = f"_{last}{ending}"
        return self.names[stem] + ending


def spelling(f: Function) -> dict[str, str]:
    """How parameters are called in the text: not like what the text itself calls, such as ``range`` or ``np``."""
    taken = {p.name for p in f.params}
    called = _called(f) | tops_reached([f])
    spelled: dict[str, str] = {}
    for p in f.params:
        name, constant = p.name, p.name in f.note("constants", ())
        while (name in called and not constant) or (name != p.name and name in taken):
            name += "_"
        spelled[p.name] = name
    return spelled


def _called(f: Function) -> set[str]:
    """What the text of a function may call: builtins, modules, helpers, and the functions beside it."""
    made = operations(f)
    calls = [s for s in statements(f) if isinstance(s, Eqn) and s.op == "call"] if "call" in made else []
    functions = {str(s.attr("function")) for s in calls}
    return {"_", "np", "math", *vars(builtins), *functions, *(REGISTRY.by_name[op].helper for op in made)}


class Names(Classes):
    """The names of one function's w's.

    The primal's w's are named first; adjoints, tangents and what comes off the tape are named after them.  An
    adjoint sweep that is a function of its own gets the names of the forward sweep as ``forward``.
    """

    def __init__(self, f: Function, inlined: set[Var], taken: Iterable[str], forward: Primal | None = None) -> None:
        self.f = f
        self.inlined = inlined
        self.parent: dict[Var, Var] = {}
        self.members: dict[Var, list[Var]] = {}
        # Of a class, by its representative, as sets of bits: its members, and what no member may share with.
        self.bits: dict[Var, int] = {}
        self.conflicts: dict[Var, int] = {}
        self.holes: dict[Var, int] = {}
        self.endings: dict[Var, set[str]] = {}  # of a class: whether it holds adjoints, tangents or the primal's
        self.taken = {*taken, *keyword.kwlist, *vars(builtins)}
        if forward is not None:
            self.taken -= {*forward.names.values()} - {"np", "math"}  # such as a parameter called like a global
        self.text: dict[Var, str] = {}
        self.undefined: set[Var] = set()
        # Constants of the module: an assignment would make a local name of them. The seed is the caller's.
        self.fixed = {p.var for p in f.params if p.name in f.note("constants", ()) or "_bar" in p.var.hint}
        self.size: int = f.note("size", 0)
        self.used = self.size if forward is None else forward.used
        self.forward = forward
        self.carried = {v for s in statements(f) if isinstance(s, Loop) for v in s.params}
        self.primal = Primal() if forward is None else forward
        self._assign()

    def __getitem__(self, v: Var) -> str:
        return self.text[self.find(v)]

    # ------------------------------------------------------------ classes

    def _members(self, root: Var) -> list[Var]:
        return self.members.setdefault(root, [root])

    def _try(self, a: Var, b: Var) -> None:
        """Give two w's one name, unless they are alive at the same time."""
        x, y = self.find(a), self.find(b)
        if x is y or self.fixed & {a, b} or not self.bits.keys() >= {a, b} or not self._alike(x, y):
            return
        if y in self.text:
            if x in self.text:
                return
            x, y = y, x
        # What may be undefined is never copied, for a copy reads: it takes the name that it is yielded for.
        maps = (self.conflicts,) if {a, b} <= self.undefined else (self.conflicts, self.holes)
        if any(m.get(x, 0) & self.bits[y] or m.get(y, 0) & self.bits[x] for m in maps):
            return
        self._members(x).extend(self._members(y))
        self._endings(x).update(self._endings(y))
        for m in (self.bits, self.conflicts, self.holes):
            m[x] = m.get(x, 0) | m.get(y, 0)
        self.parent[y] = x

    def _alike(self, x: Var, y: Var) -> bool:
        """An adjoint does not take the name of a primal w, nor the other way round; neither does the mark of one."""
        return len(self._endings(x) | self._endings(y)) < 2

    def _endings(self, root: Var) -> set[str]:
        if root not in self.endings:
            ending = self._ending(root)
            self.endings[root] = set() if ending is None else {ending}
        return self.endings[root]

    def _ending(self, v: Var) -> str | None:
        if not v.hint:
            return "" if v.id <= self.size else None
        if v.type == BOOL and v.hint.endswith("_used"):
            return "_used"
        stem, bar, dots = v.hint.partition("_bar")
        return bar + dots if bar else "_dot" if stem.endswith("_dot") else ""

    def _assign(self) -> None:
        before, after = _definitions(self.f)
        everything = [v for v in (*before, *after) if v not in self.inlined]
        pairs = list(_copies(self.f))
        groups = _grouped(everything, self._coarse(pairs).named)
        liveness = Liveness({v for some in (*pairs, *groups) for v in some}, self.inlined)
        liveness.function(self.f)
        self.bits, self.undefined = liveness.bits.copy(), liveness.undefined
        self.conflicts, self.holes = liveness.conflicts, liveness.holes
        dots = {p.var for p in self.f.params if p.var.hint.endswith("_dot")}
        # What may be undefined goes first, for it cannot be copied.
        for a, b in sorted(pairs, key=lambda pair: not self.undefined.issuperset(pair)):
            if not dots & {a, b}:
                self._try(a, b)
        self._share(_grouped(everything, str))
        spelled = spelling(self.f)
        for p in self.f.params:
            self._name(p.var, (spelled[p.name],), exact=True)
        own = {v for v in before if v.id <= self.size or (self.forward is None and not v.hint)}
        roots = {self.find(v) for v in own}
        self._name_all(v for v in everything if self.find(v) in roots)
        if self.forward is None:
            self.primal = Primal({repr(v): self[v] for v in everything if self.find(v) in self.text}, self.used)
        self._share(_grouped(everything, self.primal.named))
        self._name_all(everything)
        if self.forward is None:
            crossing = {repr(v): self[v] for v in before if v.hint and v not in self.inlined}
            self.primal = Primal({**crossing, **self.primal.names}, self.primal.used)
        # What comes off the tape may have another name than in the forward sweep, which goes on using that.
        again = before if self.forward is not None else after
        here = {v.hint: self[v] for v in again if v.hint and v not in self.inlined}
        self.shown = Primal({**self.primal.names, **here})

    def _share(self, groups: Iterable[Sequence[Var]]) -> None:
        for group in groups:
            for v in group[1:]:
                self._try(group[0], v)

    def _coarse(self, pairs: list[tuple[Var, Var]]) -> Primal:
        """What w's may come to be called, before it is known which of the pairs share a name."""
        if self.forward is not None:
            return self.forward
        roots: dict[Var, Var] = {}

        def find(v: Var) -> Var:
            while v in roots:
                v = roots[v]
            return v

        for a, b in pairs:
            x, y = find(a), find(b)
            if x is not y:
                roots[y] = x
        return Primal({repr(v): repr(find(v)) for pair in pairs for v in pair})

    def _name_all(self, ws: Iterable[Var]) -> None:
        params = {p.var for p in self.f.params}
        for v in ws:
            root = self.find(v)
            if root in self.text:
                continue
            members = self._members(root)
            own = [m for m in members if m in params]
            hinted = [m.hint for m in members if m.hint and not self._unnamed(m.hint)]
            carried = [m.hint for m in members if m in self.carried and m.hint in hinted]
            plain = sorted(m.id for m in members if not m.hint and m.id <= self.size)
            if own:
                self._name(root, (own[0].hint,))
            elif plain:
                self._name(root, (f"w{plain[0]}",))
            elif hinted:
                first = (carried or hinted)[0]
                self._name(root, (self.primal.named(first), first))
            else:
                self.used += 1
                while f"w{self.used}" in self.taken:
                    self.used += 1
                self._name(root, (f"w{self.used}",))

    def _unnamed(self, hint: str) -> bool:
        """Whether a hint is the number of a w that differentiation made and that has no name in the primal's text."""
        number = hint[1:]
        return hint[0] == "w" and number.isdecimal() and int(number) > self.size and hint not in self.primal.names

    def _name(self, v: Var, wishes: Sequence[str], exact: bool = False) -> None:
        """The first of the wishes that is free, else the first with a number."""
        root = self.find(v)
        if root in self.text:
            return
        name = wishes[0]
        if not exact or name in keyword.kwlist:
            free = [w for w in wishes if w not in self.taken]
            name = free[0] if free else unused(name, self.taken)
        self.taken.add(name)
        self.text[root] = name


def _grouped(ws: Iterable[Var], named: Callable[[str], str]) -> list[list[Var]]:
    """The w's that want one name."""
    groups: dict[str, list[Var]] = {}
    for v in ws:
        groups.setdefault(named(repr(v)), []).append(v)
    return [g for g in groups.values() if len(g) > 1]


def _definitions(f: Function) -> tuple[dict[Var, None], dict[Var, None]]:
    """The w's that a function defines in program order: before the seam, if there is one, and after it."""
    before: dict[Var, None] = dict.fromkeys(p.var for p in f.params)
    after: dict[Var, None] = {}
    found = before
    for s in statements(f):
        if isinstance(s, Eqn):
            found = after if s.op == "seam" else found
            found.update(dict.fromkeys(s.outs))
        else:
            found.update(dict.fromkeys((*bound(s), *defined(s))))
    return before, after


def _copies(f: Function) -> Iterable[tuple[Var, Var]]:
    """The pairs that one name would save a copy for; the strongest wishes first."""
    loops = [s for s in statements(f) if isinstance(s, Loop)]
    for loop in loops:
        yield from zip(loop.params, loop.outs, strict=True)
    for s in statements(f):
        if isinstance(s, If):
            for out, x, y in zip(s.outs, s.then.yields, s.orelse.yields, strict=True):
                yield from ((out, v) for v in (x, y) if isinstance(v, Var))
        elif isinstance(s, Loop):
            shift = 1 if s.until else 0
            for i, p in enumerate(s.params):
                y = s.body.yields[i + shift]
                if isinstance(y, Var):
                    yield p, y  # of a loop's own index too: Python keeps it after the loop
    for loop in loops:
        for p, init in zip(loop.params, loop.inits, strict=True):
            if isinstance(init, Var):
                yield p, init
