"""What may stay where it is, in some items or on some paths, although it varies in others.

::

    w2 = np.where(x > 0.0, x, 0.0)       some items of w2 stay at 0.0: they have no tangent, and that is no zero
    w3 = np.sqrt(w2)                     which was computed; times the partial, infinite at 0, it would be nan

Of what is *even*, made of the inputs by choices and by functions that are linear, the tangent is zero exactly where it
stays: along a direction it goes on a line, as the inputs do.  Of anything else a tangent may be zero anywhere, as that
of ``x * x`` is at 0: where it stays has to be marked (`s2sad.differentiate.marks`).
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from dataclasses import field

from s2sad.analyse.activity import Activity
from s2sad.analyse.aliases import Aliases
from s2sad.analyse.effects import operations
from s2sad.dataclass import dataclass
from s2sad.ir import Arg, Block, Const, Eqn, Function, If, Loop, Pack, Var, leaves
from s2sad.rules import REGISTRY, Rule
from s2sad.rules.expand import derivatives
from s2sad.rules.registry import names
from s2sad.rules.still import HANDED_ON, MADE, PUT, WITH_ZEROS, number
from s2sad.types import Tape

Places = frozenset[float | None]  # numbers at which something may stay; None is for any
MOVES: Places = frozenset()
_ANY: Places = frozenset((None,))


@dataclass
class Motion:
    """Where the active w's of a function may stay, and which are not even; all members of a class of memory alike."""

    activity: Activity
    aliases: Aliases
    places: dict[Var, Places] = field(default_factory=dict)
    uneven: set[Var] = field(default_factory=set)

    def stays(self, x: Arg) -> Places:
        """The numbers at which something may stay while the rest of it moves, or while it moves on other paths."""
        if isinstance(x, Pack):
            return MOVES.union(*map(self.stays, x.items))
        if isinstance(x, Const):
            n = number(x)
            return MOVES if n is None else frozenset((n,))
        return self.places.get(self.key(x), MOVES) if x in self.activity.active else _ANY

    def even(self, x: Arg) -> bool:
        """Whether a tangent is zero only where there is none."""
        return all(v not in self.activity.active or self.key(v) not in self.uneven for v in leaves(x))

    def key(self, v: Var) -> Var:
        """A w, or for memory the class that it is in."""
        return self.aliases.find(v) if self.aliases.buffer(v) else v

    def by_tangent(self, s: Eqn) -> bool:
        """Whether a choice is made by a tangent, which is differentiated itself."""
        rule = REGISTRY.by_name[s.op]
        return s.op == "select" and s.args[rule.operands.index(rule.chooses)] in self.activity.active

    def moving(self, s: Eqn) -> list[tuple[str, Arg, ast.expr]]:
        """The operands of a statement that works item by item which move its result, and its partials by them."""
        rule = REGISTRY.by_name[s.op]
        by = derivatives(rule, s.args)
        given = zip(rule.operands, s.args, strict=True)
        return [(n, x, by[n]) for n, x in given if n in by and x in self.activity.active]


def motion(f: Function, activity: Activity, a: Aliases, even: bool) -> Motion:
    """Where the w's of a function may stay; ``even`` says whether its inputs go on a line."""
    found = Motion(activity, a)
    if not any(REGISTRY.by_name[op].poles for op in operations(f)):
        return found
    if not even:
        found.uneven.update(found.key(v) for p in f.params for v in leaves(p.tree))
    for read in (_Evenness(found), _Places(found)):
        while read.tells(f.body):
            pass
    return found


class _Reader:
    """Reads a function once more, and whether that told anything new."""

    def __init__(self, found: Motion) -> None:
        self.found = found
        self.active = found.activity.active
        self.new = False

    def tells(self, body: Block) -> bool:
        self.new = False
        self.block(body)
        return self.new

    def block(self, block: Block) -> None:
        for s in block.stmts:
            if isinstance(s, Eqn):
                self.eqn(s)
            elif isinstance(s, If):
                self.block(s.then)
                self.block(s.orelse)
                for out, x, y in zip(s.outs, s.then.yields, s.orelse.yields, strict=True):
                    self.join(out, (x, y))
            else:
                self.loop(s)

    def loop(self, s: Loop) -> None:
        shift = 1 if s.until else 0
        for p, x, y in zip(s.params, s.inits, s.body.yields[shift:], strict=True):
            self.join(p, (x, y))
        if s.test is not None:
            self.block(s.test)
        self.block(s.body)
        for out, p, y in zip(s.outs, s.params, s.body.yields[shift:], strict=True):
            self.join(out, (y,) if _turns_out(s) else (p, y))

    def eqn(self, s: Eqn) -> None:
        raise NotImplementedError

    def join(self, v: Var, sources: Sequence[Arg]) -> None:
        raise NotImplementedError


def _turns_out(s: Loop) -> bool:
    """Whether a loop gives what its last turn made: that it may turn no time at all is left out."""
    return s.bounds is not None and not s.until and s.test is None and s.take is None


class _Evenness(_Reader):
    """What is not even."""

    def join(self, v: Var, sources: Sequence[Arg]) -> None:
        if v in self.active and not all(map(self.found.even, sources)):
            self.bend((v,))

    def bend(self, vs: Iterable[Var]) -> None:
        for v in vs:
            if v in self.active and self.found.key(v) not in self.found.uneven:
                self.found.uneven.add(self.found.key(v))
                self.new = True

    def eqn(self, s: Eqn) -> None:
        rule = REGISTRY.by_name[s.op]
        if s.op in PUT:
            if not self.found.even(s.args[PUT[s.op]]):
                self.bend(leaves(s.args[0]))
        elif s.op == "update":
            if s.attr("by") not in ("add", "sub") or not self.found.even(s.args[1]):
                self.bend(leaves(s.args[0]))
        elif s.op == "call" or (rule.writes and s.op not in HANDED_ON):
            self.bend((*s.outs, *(v for x in s.args for v in leaves(x) if self.found.aliases.buffer(v))))
        if self._bends(s, rule):
            self.bend(s.outs)

    def _bends(self, s: Eqn, rule: Rule) -> bool:
        """Whether what a statement makes is not even, although memory that it is part of may be."""
        on = [x for n, x in zip(rule.operands, s.args, strict=False) if n not in rule.shape_only and self._varies(x)]
        if not all(map(self.found.even, on)):
            return True
        if rule.kind == "elementwise":
            moving = self.found.moving(s)
            if any(choice(d) for _, _, d in moving):
                # At a tie, tangents may cancel.
                return (len(moving) > 1 and not rule.chooses) or self.found.by_tangent(s)
            bent = {n for n, _, _ in moving} | {"out"}
            return any(not bent.isdisjoint(names(d)) for _, _, d in moving)
        return s.op not in HANDED_ON and bool(on) and (len(on) > 1 or rule.kind != "linear" or rule.jvp is not None)

    def _varies(self, x: Arg) -> bool:
        return any(v in self.active for v in leaves(x))


class _Places(_Reader):
    """What stays, and where."""

    def join(self, v: Var, sources: Sequence[Arg]) -> None:
        if v in self.active and self._known(v):
            self.put(v, MOVES.union(*map(self.found.stays, sources)))

    def put(self, v: Var, at: Places) -> None:
        key = self.found.key(v)
        known = self.found.places.get(key, MOVES)
        if not at <= known:
            self.found.places[key] = known | at
            self.new = True

    def eqn(self, s: Eqn) -> None:
        if s.op in PUT:
            for v in leaves(s.args[0]):
                self.join(v, (s.args[PUT[s.op]],))
            return
        for v in s.outs:
            if v in self.active and self._known(v):
                self.put(v, self._made(s, REGISTRY.by_name[s.op]))

    def _known(self, v: Var) -> bool:
        """Whether it may be known what of a w stays: of memory that is not even no mark tells."""
        return self.found.even(v) or not (self.found.aliases.buffer(v) or isinstance(v.type, Tape))

    def _made(self, s: Eqn, rule: Rule) -> Places:
        out = s.outs[0]
        if s.op in MADE:
            return MOVES if MADE[s.op] is None else frozenset((MADE[s.op],))
        if rule.kind == "elementwise":
            moving = self.found.moving(s)
            if self.found.by_tangent(s):
                return MOVES
            if any(choice(d) for _, _, d in moving):
                values = [x for n, x in zip(rule.operands, s.args, strict=True) if n != rule.chooses]
                return MOVES.union(*map(self.found.stays, values))
            return _ANY if all(self.found.stays(x) for _, x, _ in moving) else MOVES
        if s.op not in HANDED_ON:
            return MOVES if any(v in self.active for x in s.args for v in leaves(x)) else _ANY
        if (s.op in WITH_ZEROS or isinstance(s.args[0], Pack)) and not self.found.even(out):
            return MOVES
        items = s.args[:2] if s.op == "list_concat" else s.args[:1]
        return MOVES.union(*map(self.found.stays, items), {0.0} if s.op in WITH_ZEROS else ())


def choice(formula: ast.expr) -> bool:
    """Whether a partial says what is taken, and no more: ``select(x > y, g, 0.0)``."""
    return isinstance(formula, ast.Call) and _taken(formula)


def _taken(formula: ast.expr) -> bool:
    if isinstance(formula, ast.Call):
        return isinstance(formula.func, ast.Name) and formula.func.id == "select" and all(map(_taken, formula.args[1:]))
    return ast.unparse(formula) in ("g", "0.0", "0.5 * g")
