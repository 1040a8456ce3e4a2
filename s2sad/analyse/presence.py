"""Which adjoints are there on some paths only, and reach a partial that may be infinite.

::

    w2 = math.sqrt(x)            on the path of the other arm nothing uses w2: its adjoint
    w3 = w2 > 1.0                is no zero that was computed, there is none; and zero
    if w3: yield 2.0 * w2        times the partial, infinite at 0, would be nan
    else: yield 3.0

For each w that an adjoint flows to: whether it does so on some path from the w to the end (it may), and whether on all
of them (it must).  What may, need not, and leads to a singular partial, is told apart at run time
(`s2sad.differentiate.guards`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from s2sad.analyse.activity import Activity
from s2sad.analyse.aliases import param_leaves
from s2sad.ir import Arg, Block, Const, Eqn, Function, If, Loop, Var, blocks, is_with, leaves, statements, uses
from s2sad.rules import REGISTRY
from s2sad.types import Array, Scalar, Tape

Flow = tuple[bool, bool]  # whether an adjoint may be there, whether it must
Needed = Callable[[Eqn], Iterable[tuple[Arg, bool]]]  # what a call is given, each with whether its adjoint comes back
_NONE: Flow = (False, False)
_KINDS = (Scalar, Array, Tape)


def sometimes(f: Function, activity: Activity, singular: Callable[[Eqn], bool]) -> set[Var]:
    """The w's whose adjoint is there on some paths only, and leads to a partial that may be infinite."""
    to_it = leading(f, activity, singular)
    if not to_it:
        return set()
    flows = _Flows(activity)
    while flows.changes(f.body):
        pass
    return {v for v in to_it if not flows.found.get(v, _NONE)[1]} | (flows.carried & to_it)


def dispensable(f: Function, activity: Activity, calls: Needed) -> set[Var]:
    """The w's that need have no adjoint where all results have one, those of the parameters among them."""
    flows = _Flows(activity, calls)
    while flows.changes(f.body):
        pass
    found = flows.at_start | flows.found
    return {v for v, (_, must) in found.items() if not must} | {v for v in param_leaves(f) if v not in found}


def leading(
    f: Function, activity: Activity, singular: Callable[[Eqn], bool], through: Callable[[Eqn], bool] = lambda s: True
) -> set[Var]:
    """The w's that are made of what has a singular partial, by some operations: their adjoints go on to it."""
    roots = [s for s in statements(f) if isinstance(s, Eqn) and s.outs and singular(s)]
    found = {v for s in roots for v in s.outs if v in activity.active and isinstance(v.type, _KINDS)}
    if not found:
        return found

    def join(outs: Iterable[Var], *sources: Arg) -> None:
        if any(v in found for x in sources for v in leaves(x)):
            found.update(v for v in outs if v in activity.active and isinstance(v.type, _KINDS))

    def visit(block: Block) -> None:
        for s in block.stmts:
            if isinstance(s, Eqn):
                if s.op == "push":
                    join(leaves(s.args[0]), s.args[1])
                if not found.isdisjoint(uses(s)) and through(s):
                    join(s.outs, *s.args)
                continue
            if isinstance(s, Loop):
                for v, x in zip(s.params, s.inits, strict=True):
                    join((v,), x)
            for b in blocks(s):
                visit(b)
            if isinstance(s, If):
                for v, x, y in zip(s.outs, s.then.yields, s.orelse.yields, strict=True):
                    join((v,), x, y)
            else:
                shift = 1 if s.until else 0
                for i, v in enumerate(s.outs):
                    join((v, s.params[i]), s.inits[i], s.body.yields[i + shift], s.params[i])

    before = -1
    while len(found) > before:
        before = len(found)
        visit(f.body)
    return found


class _Flows:
    """What flows to each w, from the end to the start; what a loop carries is assumed, and read again."""

    def __init__(self, activity: Activity, calls: Needed | None = None) -> None:
        self.active = activity.active
        self.calls = calls  # else an adjoint comes back for all that a call is given
        self.at_start: dict[Var, Flow] = {}
        self.found: dict[Var, Flow] = {}
        self.carried: set[Var] = set()  # what a loop carries, where an adjoint need not be carried

    def changes(self, body: Block) -> bool:
        """Read the function once more; whether that told anything new of what loops carry."""
        before = {v: self.found.get(v) for v in self.params} if self.found else None
        self.found = {v: flow for v, flow in self.found.items() if not isinstance(v.type, Tape)}
        self.carried = set()
        self.params: list[Var] = []
        self.at_start = self._block(body, [(y, (True, True)) for y in body.yields])
        return bool(self.params) and before != {v: self.found.get(v) for v in self.params}

    def _block(self, block: Block, seeds: Iterable[tuple[Arg, Flow]]) -> dict[Var, Flow]:
        """What flows to the w's that a block reads, given what flows to what it yields."""
        flows: dict[Var, Flow] = {}
        for y, flow in seeds:
            self._add(flows, y, flow)
        for s in reversed(block.stmts):
            if isinstance(s, Eqn):
                self._eqn(flows, s)
            elif isinstance(s, If):
                self._if(flows, s)
            else:
                self._loop(flows, s)
        return flows

    def _add(self, flows: dict[Var, Flow], x: Arg, flow: Flow) -> None:
        for v in leaves(x):
            if flow[0] and v in self.active:
                may, must = flows.get(v, _NONE)
                flows[v] = (may or flow[0], must or flow[1])

    def _take(self, flows: dict[Var, Flow], v: Var) -> Flow:
        if not isinstance(v.type, Tape):
            self.found[v] = flows.pop(v, _NONE)
        return self.found.get(v, _NONE)

    def _eqn(self, flows: dict[Var, Flow], s: Eqn) -> None:
        rule = REGISTRY.by_name[s.op]
        taken = [self._take(flows, v) for v in s.outs]
        if s.op == "pack":  # what reads a record gives an adjoint for each of what was pushed
            self.found.update({x: (True, True) for x in s.args if isinstance(x, Var) and isinstance(x.type, Tape)})
        if s.op == "push":
            self._add(flows, s.args[1], self.found.get(s.args[0], _NONE))  # type: ignore[arg-type]
            return
        if s.op in ("pop", "tape_copy"):  # what is pushed is popped once, further down, or from the copy
            (may, must), (may_too, must_too) = taken[0], self.found.get(s.args[0], taken[0])  # type: ignore[arg-type]
            self.found[s.args[0]] = (may or may_too, must and must_too)  # type: ignore[index]
            return
        if rule.kind == "constant" and rule.vjp is None:
            return
        flow = (any(may for may, _ in taken), any(must for _, must in taken))
        if s.op == "call" and self.calls is not None:
            for x, needed in self.calls(s):
                self._add(flows, x, (flow[0], flow[1] and needed))
            return
        if rule.writes or not s.outs:
            flow = (True, True)  # what is in memory is read by whoever reads that
        for i, x in enumerate(s.args):
            if not rule.shape_only or rule.operands[i] not in rule.shape_only:
                self._add(flows, x, flow)

    def _if(self, flows: dict[Var, Flow], s: If) -> None:
        taken = [self._take(flows, v) for v in s.outs]
        arms = [self._block(b, zip(b.yields, taken, strict=True)) for b in (s.then, s.orelse)]
        if is_with(s):
            arms[1] = arms[0]
        for v in dict.fromkeys((*arms[0], *arms[1])):
            (may, must), (may_too, must_too) = (arm.get(v, _NONE) for arm in arms)
            self._add(flows, v, (may or may_too, must and must_too))

    def _loop(self, flows: dict[Var, Flow], s: Loop) -> None:
        shift = 1 if s.until else 0
        ends: list[Flow] = []
        for v, p in zip(s.outs, s.params, strict=True):
            self.params.append(p)
            out, turn = self._take(flows, v), self.found.get(p, (False, True))
            ends.append((out[0] or turn[0], out[1] and turn[1]))
        inner = self._block(s.body, zip(s.body.yields[shift:], ends, strict=True))
        for p, x, end in zip(s.params, s.inits, ends, strict=True):
            self._take(inner, p)
            if not end[1]:
                self.carried.add(p)
            self._add(flows, x, end)
        for v, (may, must) in inner.items():
            self._add(flows, v, (may, must and turns(s)))


def turns(s: Loop) -> bool:
    """Whether the body of a loop is run once at least."""
    if s.take is not None or s.test is not None:
        return False
    known = [x.value for x in s.bounds or () if isinstance(x, Const)]
    return s.bounds is None or (len(known) == 3 and len(range(*known)) > 0)
