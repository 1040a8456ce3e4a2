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
from collections.abc import Callable, Iterable, Sequence
from dataclasses import field

from s2sad.analyse.activity import Activity, call_leaves
from s2sad.analyse.aliases import Aliases, param_leaves, result_leaves
from s2sad.dataclass import dataclass
from s2sad.ir import Arg, Block, Const, Eqn, Function, If, Loop, Pack, Var, leaves, uses
from s2sad.rules import REGISTRY, Rule
from s2sad.rules.expand import derivatives
from s2sad.rules.registry import names
from s2sad.rules.still import HANDED_ON, MADE, PUT, WITH_ZEROS, number, poles
from s2sad.types import Tape

Places = frozenset[float | None]  # numbers at which something may stay; None is for any
MOVES: Places = frozenset()
_ANY: Places = frozenset((None,))
Fact = tuple[bool, Places]  # whether an input is even, and where it may stay
Facts = tuple[Fact, ...]  # by leaf of the parameters
GIVEN: Fact = (True, MOVES)  # what goes on a line
UNKNOWN: Fact = (False, MOVES)


@dataclass
class Motion:
    """Where the active w's of a function may stay, and which are not even; all members of a class of memory alike."""

    activity: Activity
    aliases: Aliases
    places: dict[Var, Places] = field(default_factory=dict)
    uneven: set[Var] = field(default_factory=set)
    minds: bool = False  # whether what stays meets an infinite partial, here or in what is called
    asked: dict[Var | None, set[Var]] = field(default_factory=dict)  # parameters that need marks; further, by result

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

    def told(self, v: Var) -> bool:
        """Whether a mark may tell where a w stays: of memory and tapes none does."""
        written = isinstance(v.type, Tape) or self.aliases.buffer(v)
        return v in self.activity.active and bool(self.stays(v)) and not written

    def meets(self, s: Eqn, name: str, x: Arg) -> bool:
        """Whether what stays may meet an infinite partial: by an operand, of a statement."""
        infinite = poles(s, name)
        at = self.stays(x) if infinite else MOVES
        return None in at or not at.isdisjoint(infinite)

    def by_tangent(self, s: Eqn) -> bool:
        """Whether a choice is made by a tangent, which is differentiated itself."""
        rule = REGISTRY.by_name[s.op]
        return s.op == "select" and s.args[rule.operands.index(rule.chooses)] in self.activity.active

    def varying(self, s: Eqn) -> list[Var]:
        """What a statement reads that varies."""
        return [v for v in uses(s) if v in self.activity.active]

    def moving(self, s: Eqn) -> list[tuple[str, Arg, ast.expr]]:
        """The operands of a statement that works item by item which move its result, and its partials by them."""
        rule = REGISTRY.by_name[s.op]
        by = derivatives(rule, s.args)
        given = zip(rule.operands, s.args, strict=True)
        return [(n, x, by[n]) for n, x in given if n in by and x in self.activity.active]


Callees = Callable[[Eqn, Motion], tuple[Function, Motion] | None]
# The function that a statement calls, and its motion there; None where nothing is known of it.


def motion(f: Function, activity: Activity, a: Aliases, facts: Facts, called: Callees) -> Motion:
    """Where the w's of a function may stay, its inputs being so."""
    found = Motion(activity, a)
    for v, (even, at) in zip(param_leaves(f), facts, strict=True):
        found.places[found.key(v)] = at
        if not even:
            found.uneven.add(found.key(v))
    for read in (_Evenness(found, called), _Places(found, called)):
        while read.tells(f.body):
            pass
    return found


def given(s: Eqn) -> list[Arg]:
    """The arguments of a call, by leaf of the callee's parameters."""
    return [v for x in s.args for v in call_leaves(x)]


class _Reader:
    """Reads a function once more, and whether that told anything new."""

    def __init__(self, found: Motion, called: Callees) -> None:
        self.found = found
        self.called = called
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


def _memory(s: Eqn, found: Motion) -> list[Var]:
    """The memory that a statement is handed."""
    return [v for x in s.args for v in leaves(x) if found.aliases.buffer(v)]


def _handed(s: Eqn, callee: Function, found: Motion) -> list[tuple[Var, Var]]:
    """What a call gives and the memory that it is handed, with what these are in the callee."""
    inside = zip(given(s), param_leaves(callee), strict=True)
    memory = [(x, y) for x, y in inside if isinstance(x, Var) and found.aliases.buffer(x)]
    return [*zip(s.outs, result_leaves(callee), strict=True), *memory]


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
        elif s.op == "call":
            self._call(s)
            return
        elif rule.writes and s.op not in HANDED_ON:
            self.bend((*s.outs, *_memory(s, self.found)))
        if self._bends(s, rule):
            self.bend(s.outs)

    def _call(self, s: Eqn) -> None:
        made = self.called(s, self.found)
        if made is None:
            self.bend((*s.outs, *_memory(s, self.found)))
            return
        callee, inside = made
        self.bend([v for v, y in _handed(s, callee, self.found) if not inside.even(y)])

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
        if s.op == "call":
            made = self.called(s, self.found)
            if made is not None:
                callee, inside = made
                for v, y in _handed(s, callee, self.found):
                    if v in self.active and self._known(v):
                        self.put(v, inside.stays(y))
            return
        for v in s.outs:
            if v in self.active and self._known(v):
                self.put(v, self._made(s, REGISTRY.by_name[s.op]))

    def _known(self, v: Var) -> bool:
        """Whether it may be known what of a w stays: of memory that is not even no mark tells."""
        return self.found.even(v) or not (self.found.aliases.buffer(v) or isinstance(v.type, Tape))

    def _made(self, s: Eqn, rule: Rule) -> Places:
        if s.op == "field":
            return MOVES  # a parameter, of which it is told, or of a record
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
            return _ANY if all(self.found.told(v) for v in self.found.varying(s)) else MOVES
        items = s.args[:2] if s.op == "list_concat" else s.args[:1]
        return MOVES.union(*map(self.found.stays, items), {0.0} if s.op in WITH_ZEROS else ())


def choice(formula: ast.expr) -> bool:
    """Whether a partial says what is taken, and no more: ``select(x > y, g, 0.0)``."""
    return isinstance(formula, ast.Call) and _taken(formula)


def _taken(formula: ast.expr) -> bool:
    if isinstance(formula, ast.Call):
        return isinstance(formula.func, ast.Name) and formula.func.id == "select" and all(map(_taken, formula.args[1:]))
    return ast.unparse(formula) in ("g", "0.0", "0.5 * g")
