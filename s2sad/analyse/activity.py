"""Which w's vary with the inputs that are differentiated: only they have tangents and adjoints.

The activity of memory is that of its whole alias class; a tape is active if anything
active is pushed on it; a call is active as its callee is for these arguments.
"""

from __future__ import annotations

from dataclasses import field
from typing import Any

from s2sad.analyse.aliases import Aliases, aliases, param_leaves, result_leaves
from s2sad.dataclass import dataclass
from s2sad.ir import Arg, Block, Const, Eqn, Function, If, Program, Var, custom_of, leaves
from s2sad.nest import Nest
from s2sad.rules import REGISTRY
from s2sad.types import Array, List, Record, Tape, is_inexact

Mask = tuple[Any, ...]
# A mask has one entry a leaf: a bool, or for a record of a forward sweep (and a tape of such records) the mask of its
# items; of one that a callee makes, which may hold records of its own kind, the call that says it.


@dataclass(frozen=True)
class Recorded:
    """The items of a record, the result leaf of a function whose parameter leaves are active as a mask says."""

    function: str
    mask: Mask
    leaf: int


@dataclass
class Activity:
    """The active w's of a function, given which of its parameter leaves are."""

    active: set[Var] = field(default_factory=set)
    records: dict[Var, Mask | Recorded] = field(default_factory=dict)

    def mask(self, v: object) -> Any:
        """Whether a w is active; of a record, which of its items are."""
        if not isinstance(v, Var):
            return False
        return self.records.get(v, v in self.active)

    def __contains__(self, v: object) -> bool:
        return v in self.active


class Activities:
    """The activities of a program's functions, each computed once per mask of active leaves."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.known: dict[tuple[str, Mask], Activity] = {}
        self.nest = Nest()

    def of(self, f: Function, mask: Mask, a: Aliases | None = None) -> Activity:
        """The activity of a function whose parameter leaves are active as ``mask`` says."""
        key = (f.name, mask)
        if key not in self.known:
            self.nest.do(key, lambda: self.known.update({key: self.anew(f, mask, a)}))
        return self.known[key]

    def anew(self, f: Function, mask: Mask, a: Aliases | None = None) -> Activity:
        """The activity of a function at other alias classes than its callers know."""
        result = Activity({v for v, on in zip(param_leaves(f), mask, strict=True) if on})
        given = zip(param_leaves(f), mask, strict=True)
        result.records = {v: on for v, on in given if isinstance(on, tuple | Recorded)}
        a = a or aliases(f, self.program)
        while self._block(f.body, result, a) or self._holders(result, a):
            pass
        return result

    def results(self, f: Function, mask: Mask) -> Mask:
        """Which result leaves are active; of a function that is under way, all that may be."""
        if not any(mask):
            return (False,) * len(result_leaves(f))
        under_way = (f.name, mask) in self.nest.under_way
        activity = Activity() if under_way else self.of(f, mask)
        found: list[Any] = []
        for i, v in enumerate(result_leaves(f)):
            if isinstance(v.type, Record):
                found.append((under_way or v in activity) and Recorded(f.name, mask, i))
            else:
                found.append(is_inexact(v.type) if under_way else activity.mask(v))
        return tuple(found)

    def items(self, on: Any) -> Mask:
        """Which items of a record are active."""
        while isinstance(on, Recorded):
            f = self.program.functions[on.function]
            assert (f.name, on.mask) not in self.nest.under_way, "a record is read by the function that makes it"
            on = self.of(f, on.mask).mask(result_leaves(f)[on.leaf])
        assert isinstance(on, tuple)
        return on

    def written(self, f: Function, mask: Mask) -> Mask:
        """Which parameter leaves are active once the function has run."""
        if not any(mask):
            return mask
        a = aliases(f, self.program)
        if (f.name, mask) in self.nest.under_way:
            return tuple(m or (is_inexact(v.type) and a.buffer(v)) for v, m in zip(param_leaves(f), mask, strict=True))
        activity = self.of(f, mask, a)
        on = {a.find(v) for v in activity.active if a.buffer(v)}
        return tuple(m or (a.buffer(v) and a.find(v) in on) for v, m in zip(param_leaves(f), mask, strict=True))

    def _block(self, block: Block, r: Activity, a: Aliases) -> bool:
        changed = False
        for s in block.stmts:
            if isinstance(s, Eqn):
                changed |= self._eqn(s, r, a)
            elif isinstance(s, If):
                changed |= self._block(s.then, r, a)
                changed |= self._block(s.orelse, r, a)
                for out, x, y in zip(s.outs, s.then.yields, s.orelse.yields, strict=True):
                    changed |= self._flow((x, y), out, r, a)
            else:
                shift = 1 if s.until else 0
                for i, p in enumerate(s.params):
                    changed |= self._flow((s.inits[i], s.body.yields[i + shift]), p, r, a)
                    changed |= self._flow((s.inits[i], p), s.outs[i], r, a)
                if s.test is not None:
                    changed |= self._block(s.test, r, a)
                changed |= self._block(s.body, r, a)
        return changed

    def _holders(self, r: Activity, a: Aliases) -> bool:
        """Lists that hold active buffers are active: their shadows hold the shadows."""
        changed = False
        for holder, item in a.contents.items():
            lists = [v for v in self._class(holder, a) if isinstance(v.type, List)]
            if lists and a.buffer(item) and any(v in r.active for v in self._class(item, a)):
                changed |= bool(sum(self._mark(v, r, a) for v in lists))
        return changed

    def _flow(self, sources: tuple[Arg, ...], out: Var, r: Activity, a: Aliases) -> bool:
        if isinstance(out.type, (Tape, Record)):
            changed = [self._join(out, r.mask(x), r) for x in sources]
            return any(changed)
        on = any(v in r.active for x in sources for v in leaves(x))
        return on and self._mark(out, r, a)

    def _mark(self, v: Var, r: Activity, a: Aliases) -> bool:
        """A w becomes active; if it is a buffer, so does everything that shares its memory."""
        if v in r.active or not (is_inexact(v.type) or isinstance(v.type, (Tape, Record))):
            return False
        r.active.add(v)
        return True

    def _eqn(self, s: Eqn, r: Activity, a: Aliases) -> bool:
        rule = REGISTRY.by_name[s.op]
        changed = False
        if s.op == "call":
            return self._call(s, r, a)
        if s.op == "push":
            tape, value = s.args
            assert isinstance(tape, Var)
            return self._join(tape, r.mask(value), r)
        if s.op in ("pop", "tape_copy", "tape_turned"):
            return self._join(s.outs[0], r.mask(s.args[0]), r)
        if s.op == "pack":
            return self._join(s.outs[0], _tidy(tuple(r.mask(x) for x in s.args)), r)
        if s.op == "field":
            return self._field(s, r)
        if rule.kind != "constant":
            if rule.kind in ("elementwise", "tangent") and rule.cases is None:
                moving = (*rule.derivatives, *rule.unknown)
                operands = tuple(x for n, x in zip(rule.operands, s.args, strict=True) if n in moving)
            else:
                operands = tuple(x for n, x in zip(rule.operands, s.args, strict=True) if n not in rule.shape_only)
            if any(v in r.active for x in operands for v in leaves(x)):
                for v in s.outs:
                    changed |= self._mark(v, r, a)
                for i in rule.writes:
                    changed |= self._write(s.args[i], r, a)
        for v in s.outs:
            if v not in r.active and a.buffer(v) and any(v2 in r.active for v2 in self._class(v, a)):
                changed |= self._mark(v, r, a)
        return changed

    def _field(self, s: Eqn, r: Activity) -> bool:
        record, key = s.args
        if isinstance(record, Var) and isinstance(record.type, Record) and record in r.records:
            assert isinstance(key, Const)
            return self._join(s.outs[0], self.items(r.records[record])[key.value], r)
        return False

    def _join(self, v: Var, on: Any, r: Activity) -> bool:
        """A tape or record becomes active where ``on`` says, besides where it is already."""
        if not on:
            return False
        before = r.mask(v)
        after = self._either(before, on)
        r.active.add(v)
        if isinstance(after, tuple | Recorded):
            r.records[v] = after
        return bool(after != before)

    def _either(self, a: Any, b: Any) -> Any:
        if a == b:
            return a
        if isinstance(a, Recorded) and isinstance(b, Recorded) and (a.function, a.leaf) == (b.function, b.leaf):
            return Recorded(a.function, self._either(a.mask, b.mask), a.leaf)
        if isinstance(a, tuple | Recorded) and isinstance(b, tuple | Recorded):
            x, y = (self.items(m) if isinstance(m, Recorded) else m for m in (a, b))
            return tuple([self._either(p, q) for p, q in zip(x, y, strict=True)])
        return a if isinstance(a, tuple | Recorded) else b if isinstance(b, tuple | Recorded) else bool(a or b)

    def _write(self, base: Arg, r: Activity, a: Aliases) -> bool:
        changed = False
        for v in leaves(base):
            if isinstance(v.type, Tape):
                changed |= self._mark(v, r, a)
                continue
            for other in self._class(v, a):
                changed |= self._mark(other, r, a)
        return changed

    def _class(self, v: Var, a: Aliases) -> list[Var]:
        root = a.find(v)
        members = [v, root] + [w for w in a.parent if a.find(w) is root]
        return [m for m in dict.fromkeys(members) if isinstance(m.type, Array)]

    def _call(self, s: Eqn, r: Activity, a: Aliases) -> bool:
        callee = self.program.functions[s.attr("function")]
        mask = self.call_mask(s, r)
        changed = False
        for v, on in zip(s.outs, self.call_results(s, mask), strict=True):
            if on:
                changed |= self._join(v, on, r) if isinstance(on, Recorded) else self._mark(v, r, a)
        actual = [v for x in s.args for v in call_leaves(x)]
        for x, on, was in zip(actual, self.written(callee, mask), mask, strict=True):
            if on and not was:
                changed |= self._write(x, r, a)
        return changed

    def call_results(self, s: Eqn, mask: Mask) -> Mask:
        """Which results of a call vary; where the user has rules for it, all that are floats."""
        custom = custom_of(s)
        if custom is None:
            return self.results(self.program.functions[s.attr("function")], mask)
        on = any(mask[i] for i in custom.arguments)
        return tuple([on and is_inexact(v.type) for v in s.outs])

    def call_mask(self, s: Eqn, r: Activity) -> Mask:
        """Which leaves of a call's arguments are active."""
        return tuple(r.mask(v) for x in s.args for v in call_leaves(x))


def _tidy(mask: Mask) -> Any:
    return mask if any(mask) else False


def call_leaves(arg: Arg) -> list[Arg]:
    """The leaves of an argument as the callee's parameters have them: known values are none."""
    from s2sad.analyse.aliases import aligned

    return aligned(arg)
