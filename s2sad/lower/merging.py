"""The two arms of a branch: what differs in their names becomes a result of the ``if``.

::

    if x > 0.0:             w5 = if w2:  w3 = mul(2.0, x); yield w3
        y = 2.0 * x               else:  w4 = neg(x);      yield w4
    else:
        y = -x              y -> w5
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING

from s2sad.dataclass import dataclass
from s2sad.ir import STRUCTURES, UNDEF, Arg, Const, Loc, Pack, Stmt, Var, type_of
from s2sad.lower import alternatives, optional, runtime_lists
from s2sad.lower.choices import in_order, is_function, one_of
from s2sad.lower.conflicts import BOTTOM, POISON, VALUE, Conflict, Lists
from s2sad.lower.heap import bare, places
from s2sad.types import BOOL, Array, List, is_number, join

if TYPE_CHECKING:
    from s2sad.lower.frame import Frame


_OTHER_KEYS = {
    "dict": (
        "which keys a dict has is known when the text is made, unless they are computed numbers.",
        "give it all its keys at the start: d = {'a': [], 'b': []}.",
    ),
    "object": (
        "they are of different classes or have different fields, and which these are is known when the text is made.",
        "set all fields in __init__, and use two names for two classes.",
    ),
}


@dataclass(frozen=True)
class Arm:
    """One arm of a branch: its statements, the names at its end, and where names were last bound."""

    stmts: list[Stmt]
    env: dict[str, Arg]
    assigned: Mapping[str, Loc]


@dataclass
class Merge:
    """Joins the bindings of two arms; what differs becomes a result of the ``if``."""

    frame: Frame
    node: ast.AST
    assigned: tuple[Mapping[str, Loc], ...] = ()  # where names were last bound in each arm
    envs: tuple[dict[str, Arg], ...] = ()  # the names at the end of each arm
    blocks: tuple[list[Stmt], ...] = ()  # their statements
    outs: list[Var] = field(default_factory=list)
    then: list[Arg] = field(default_factory=list)
    orelse: list[Arg] = field(default_factory=list)
    seen: dict[tuple[object, object], Arg] = field(default_factory=dict)
    mixed: set[str] = field(default_factory=set)  # places of lists of which a name is one or another from here on

    def only(self, value: Arg, name: str, arm: int, before: Arg | None) -> Arg:
        """The binding after a branch of which one arm goes on."""
        if value is before or optional.is_still(before, value) or value is POISON or value is BOTTOM or value is UNDEF:
            return value
        if isinstance(value, Pack) and value.kind == alternatives.EITHER:
            return alternatives.only(self, value, name, arm)
        if isinstance(value, Pack):
            old = before.items if isinstance(before, Pack) and len(before.items) == len(value.items) else None
            parts = [self.only(v, name, arm, None if old is None else old[i]) for i, v in enumerate(value.items)]
            return value.like(parts)
        if isinstance(value, Var):
            out = self.join(value, UNDEF, name) if arm == 0 else self.join(UNDEF, value, name)
            if isinstance(out, Var) and value not in self.frame.unbound:
                self.frame.unbound.discard(out)  # nobody comes from the other arm
            return out
        return value

    def join(self, a: Arg, b: Arg, name: str) -> Arg:
        """The binding after the branch."""
        if a is b or a == b:
            return a
        for nothing in (POISON, BOTTOM):  # this reading is not the last: what is known is enough to go on
            if a is nothing or b is nothing:
                return b if a is nothing else a
        if name == VALUE and UNDEF in (a, b) and optional.NONE in (a, b):
            return optional.NONE  # nobody looks at a result that there is not
        maybe = optional.joined(self, a, b, name)
        if maybe is not None:
            return maybe
        if isinstance(a, Pack) and isinstance(b, Pack):
            if a.at and a.at == b.at:
                name = a.at  # also where it is found inside of something else
            elif alternatives.is_either(a) or alternatives.is_either(b) or not a.fits(b):
                thing = alternatives.joined(self, a, b, name)
                if thing is not None:
                    return thing
                a, b = (alternatives.read_in_arm(self, v, arm) for arm, v in enumerate((a, b)))
                if a is b or a == b:
                    return a
        for arm, value in enumerate((a, b)):
            if isinstance(value, Pack) and alternatives.is_either(value) and UNDEF in (a, b):
                return alternatives.only(self, value, name, arm)
        if is_function(a) and is_function(b) and not in_order(a, b):
            return one_of(self, a, b, name)
        for p, q in ((a, b), (b, a)):
            if isinstance(p, Pack) and p.kind in STRUCTURES:
                if isinstance(q, Pack) and not p.fits(q) and bare(p).fits(bare(q)):  # type: ignore[union-attr]
                    self.mixed |= places(a) | places(b)
                    return self.join(bare(a), bare(b), name)
                if p.fits(q):
                    items = zip(a.items, b.items, strict=True)  # type: ignore[union-attr]
                    return p.like(self.join(x, y, name) for x, y in items)
                if q is UNDEF:
                    return p.like(self.join(i, UNDEF, name) if p is a else self.join(UNDEF, i, name) for i in p.items)
        if name == VALUE and UNDEF in (a, b) and runtime_lists.made_before(self.frame, b if a is UNDEF else a):
            return b if a is UNDEF else a  # nobody looks at a result that there is not
        numbers = [x for x in (a, b) if x is not UNDEF]
        # What may be undefined is never copied: two names for one number may be two yields of a later branch.
        unbound = any(x is UNDEF or x in self.frame.unbound for x in (a, b))
        alone = unbound and not isinstance(type_of(numbers[0]), Array)
        key = (_key(a), _key(b))
        if key in self.seen and not alone:
            return self.seen[key]
        if name.startswith("&") and all(isinstance(x, Pack) and x.kind == "list" for x in (a, b)):
            self.frame.session.at_run_time(self.frame.context, name)
        where = self.frame.axis(self.node, f".{name}")
        if name.startswith("&") and len(numbers) == 2 and any(isinstance(type_of(x), List) for x in numbers):
            return Const(Conflict(name, "a list that one branch makes"))  # who refers to it refers to the list itself
        if runtime_lists.reformed(self.frame, numbers):
            return POISON
        if not all(is_number(type_of(x)) for x in numbers):
            lists = runtime_lists.could_be(self.frame, numbers)
            what = f"{_describe(a)} in one branch and {_describe(b)} in the other"
            for kind, reason in _OTHER_KEYS.items():
                if all(isinstance(x, Pack) and x.kind == kind for x in numbers):
                    return Const(Conflict(name, what, *reason))
            return Const(Conflict(name, what, lists=None if lists is None else Lists(lists)))
        types = [type_of(x) for x in numbers]
        t = types[0] if len(types) == 1 else join(types[0], types[1], where)
        if isinstance(t, List):
            where = f"{where}.{len(self.outs)}"
            t = runtime_lists.joined(self.frame, self.node, where, [x for x in numbers if isinstance(x, Var)], t)
        if t is None:
            return Const(Conflict(name, f"{types[0]} in one branch and {types[1]} in the other"))
        out = self.frame.b.var(BOOL if name.startswith("%") and t == BOOL else t)
        if isinstance(t, List):
            runtime_lists.note(self.frame, out, where)
        if unbound:
            self.frame.unbound.add(out)
        self.outs.append(out)
        self.then.append(a)
        self.orelse.append(b)
        for arm, at in enumerate(self.assigned):
            if name in at:
                self.frame.starts.append((out, arm, at[name]))
        self.seen[key] = out
        return out


def _key(arg: Arg) -> object:
    return arg if isinstance(arg, Const) else id(arg)


def _describe(arg: Arg) -> str:
    if arg is UNDEF:
        return "undefined"
    if isinstance(arg, Const):
        if isinstance(arg.value, Conflict):
            return arg.value.what
        return repr(arg.value) if not callable(arg.value) else f"the function {arg!r}"
    if isinstance(arg, Pack):
        return f"a {arg.kind} of {len(arg.items)}" if arg.kind in ("tuple", "list", "dict") else f"a {arg.kind}"
    return str(arg.type)
