"""Which w's may share memory, and which of that memory is ever written.

Classes are closed under views, yields of branches and loops, loop carries and calls.  One
write anywhere makes a whole class a *Buffer*; only a class without any write holds
*Values*.  A Value taken for a Buffer costs a copy, a Buffer taken for a Value is a wrong
derivative: so every join is made, whatever the run will do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from types import MappingProxyType

from s2sad.analyse.call_graph import calls_of, reachable, reached, recursive, writes_anything
from s2sad.analyse.effects import writes
from s2sad.analyse.layout import contiguous
from s2sad.classes import Classes
from s2sad.dataclass import dataclass
from s2sad.ir import Arg, Const, Eqn, Function, If, Program, Stmt, Var, leaves, same, statements
from s2sad.rules import REGISTRY
from s2sad.rules.lists import MOVES, moved
from s2sad.rules.memory import shares
from s2sad.types import Array, List, Record, Tape

_HOLDING = frozenset({"push", "pop", "call", *MOVES})  # operations by which what holds arrays shares their memory


@dataclass
class Aliases(Classes):
    """Alias classes of one function; ``written`` holds the representatives of Buffers."""

    parent: dict[Var, Var] = field(default_factory=dict)
    written: set[Var] = field(default_factory=set)
    contents: dict[Var, Var] = field(default_factory=dict)  # by class of tapes or lists: what their items alias
    joined: set[Var] = field(default_factory=set)  # w's whose memory only the run knows
    maker: dict[Var, Stmt] = field(default_factory=dict)

    def union(self, a: Var, b: Var) -> None:
        """Two w's may share memory."""
        x, y = self.find(a), self.find(b)
        if x is not y:
            self.parent[y] = x
            held = self.contents.pop(y, None)
            if held is not None:
                self.union(self.contents.setdefault(x, held), held)

    def hold(self, holder: Var, item: Var) -> None:
        """A tape or a list may hold this memory."""
        self.union(self.contents.setdefault(self.find(holder), item), item)

    def held(self, holder: Var) -> Var | None:
        """What the items of a tape or a list may share memory with."""
        return self.contents.get(self.find(holder))

    def copy(self) -> Aliases:
        """The same, to be written to."""
        return Aliases(dict(self.parent), set(self.written), dict(self.contents), set(self.joined), dict(self.maker))

    def join(self, vs: Sequence[Var]) -> None:
        """All of these may share memory."""
        written = [v for v in vs if self.buffer(v)]
        for v in vs[1:]:
            self.union(vs[0], v)
        self.written = {self.find(v) for v in (*self.written, *written)}

    def sharing(self, s: Eqn) -> str:
        """What the result of a statement shares with its operand: as `shares`, where layouts tell more."""
        how = shares(s)
        if how != "maybe" or REGISTRY.by_name[s.op].sums:
            return how
        return "view" if contiguous(s.args[0], self.maker) else how

    def mixed(self) -> set[Var]:
        """The classes whose members branches, loops, tapes or calls mix."""
        return {self.find(v) for v in (*self.joined, *self.contents.values()) if isinstance(v.type, Array)}

    def buffer(self, v: Var) -> bool:
        """Whether the memory of a w is written anywhere in the function or by what it calls; any list may be."""
        return isinstance(v.type, List) or (isinstance(v.type, Array) and self.find(v) in self.written)


def aliases(
    f: Function, program: Program, written_params: frozenset[int] = frozenset(), written_results: bool = False
) -> Aliases:
    """The alias classes of a function; ``written_params`` are leaves that the caller may write, or the results.

    They are found once for a function and the functions that it reaches, so they are only to be read.
    """
    key = ("aliases", written_params, written_results)
    known = f.facts.get(key)
    if known is None or not same(known[0], reached(f, program)):
        _callees_first(f, program)
        found = _found(f, program, written_params, written_results)
        known = f.facts[key] = (reached(f, program), found)
    result: Aliases = known[1]
    return result


def _callees_first(f: Function, program: Program) -> None:
    """Find the alias classes of what a function calls, at any depth, the innermost first."""
    todo = [f]
    while todo:
        at = todo[-1]
        callees = [program.functions[g] for g in calls_of(at) if g in program.functions]
        missing = [g for g in callees if ("aliases", frozenset(), False) not in g.facts and not recursive(g, program)]
        todo += missing
        if not missing:
            todo.pop()
            if at is not f:
                aliases(at, program)


def _found(
    f: Function,
    program: Program,
    written_params: frozenset[int],
    written_results: bool,
    assumed: Mapping[str, Aliases] = MappingProxyType({}),
) -> Aliases:
    a = Aliases()
    marked: list[Var] = []
    rules = REGISTRY.by_name
    for s in statements(f):
        if isinstance(s, Eqn):
            for v in s.outs:
                a.maker[v] = s
            rule = rules[s.op]
            if rule.memory != "fresh" or s.op in _HOLDING:
                _eqn(a, s, program, assumed)
            if rule.writes or s.op == "call":
                marked += [v for w in written_by(s, program, assumed) for v in leaves(w)]
        elif isinstance(s, If):
            for out, x, y in zip(s.outs, s.then.yields, s.orelse.yields, strict=True):
                _merge(a, out, (x, y), s)
        else:
            shift = 1 if s.until else 0
            for i, (out, p) in enumerate(zip(s.outs, s.params, strict=True)):
                _merge(a, p, (s.inits[i], s.body.yields[i + shift]), s)
                _merge(a, out, (p, s.inits[i]), s)
    for i, leaf in enumerate(param_leaves(f)):
        if i in written_params:
            marked.append(leaf)
    marked += [v for v in result_leaves(f) if written_results and isinstance(v.type, Array)]
    a.written = {a.find(v) for v in marked}
    return a


def param_leaves(f: Function) -> list[Var]:
    """The w's of all parameters, structures taken apart, in order."""
    return [v for p in f.params for v in leaves(p.tree)]


def result_leaves(f: Function) -> list[Var]:
    """The w's of the result, each once, in order."""
    return list(dict.fromkeys(v for y in f.body.yields for v in leaves(y)))


def _merge(a: Aliases, out: Var, sources: tuple[Arg, ...], s: Stmt) -> None:
    if isinstance(out.type, (Array, Tape, Record)):
        a.joined.add(out)
        a.maker[out] = s
        for source in sources:
            if isinstance(source, Var):
                a.union(out, source)


def _eqn(a: Aliases, s: Eqn, program: Program, assumed: Mapping[str, Aliases]) -> None:
    """Join what a statement makes share memory; one that is not ``_HOLDING`` and makes fresh arrays does not."""
    if s.op in ("push", "pop"):
        tape = s.args[0]
        assert isinstance(tape, Var)
        other = s.args[1] if s.op == "push" else s.outs[0]
        if isinstance(other, Var) and isinstance(other.type, Array):
            a.hold(tape, other)
    elif (moves := moved(s)) is not None:
        lists, items = moves
        for v in lists:
            item = v.type.item  # type: ignore[union-attr]
            if isinstance(item, Array):
                first = lists[0]
                a.hold(v, a.contents.setdefault(a.find(first), Var(0, item)))
                for i in items:
                    a.hold(v, i)
    elif s.op == "call":
        summary = program.functions.get(s.attr("function"))
        if summary is None:
            return
        inner = _inside(summary, program, assumed)
        if inner is None:
            _recursive_call(a, s, writes_anything(summary, program))
            return
        formal = param_leaves(summary)
        actual = [v for x in s.args for v in aligned(x)]
        met: dict[Var, Var] = {}
        for result, out in zip(result_leaves(summary), s.outs, strict=False):
            if not isinstance(out.type, Array):
                continue
            root = inner.find(result)
            if root in met:
                a.union(out, met[root])
                a.joined.update((out, met[root]))
            met[root] = out
            for p, arg in zip(formal, actual, strict=False):
                if isinstance(arg, Var) and inner.find(p) is inner.find(result):
                    a.union(out, arg)
                    a.joined.add(out)
    elif s.op == "field":
        item = packed_item(a, s)
        if isinstance(item, Var) and isinstance(item.type, (Array, Tape)):
            a.union(s.outs[0], item)
    elif shares(s) in ("view", "maybe"):
        for v in leaves(s.args[0]):
            if isinstance(v.type, Array):
                a.union(s.outs[0], v)


def packed_item(a: Aliases, s: Eqn) -> Arg | None:
    """The item that a statement takes out of a record, where that is packed in the same function."""
    record, key = s.args
    maker = a.maker.get(record) if isinstance(record, Var) else None
    at = key.value if isinstance(key, Const) else None
    return maker.args[at] if isinstance(maker, Eqn) and maker.op == "pack" and isinstance(at, int) else None


def _recursive_call(a: Aliases, s: Eqn, may_store: bool) -> None:
    """What such a call gives may be, or hold, what it gets or gives besides; where it stores, so may what it gets."""
    outs = [v for v in s.outs if isinstance(v.type, Array)]
    given = [v for x in s.args for v in aligned(x) if isinstance(v, Var) and isinstance(v.type, (Array, Tape, Record))]
    memory = [*outs, *given]
    for i, v in enumerate(memory):
        for other in memory[:i]:
            if not may_store and other not in outs:
                continue
            if _may_hold(v, other):
                a.hold(v, other)
            elif _may_hold(other, v):
                a.hold(other, v)
            elif other in outs and isinstance(v.type, List) == isinstance(other.type, List):
                a.union(v, other)
            else:
                continue
            a.joined.update(x for x in (v, other) if x in outs)


def _may_hold(v: Var, item: Var) -> bool:
    """Whether a w is a list of such memory."""
    held = v.type.item if isinstance(v.type, List) else None
    return isinstance(held, Array) and isinstance(held, List) == isinstance(item.type, List)


def aligned(arg: Arg) -> list[Arg]:
    from s2sad.ir import Pack

    if isinstance(arg, Pack):
        return [v for i in arg.items for v in aligned(i)]
    return [] if isinstance(arg, Const) and not isinstance(arg.value, (int, float, complex)) else [arg]


def written_params(f: Function, program: Program, under_way: frozenset[str] = frozenset()) -> frozenset[int]:
    """Which parameters' memory a function writes, itself or by its callees, by leaf."""
    if f.name in under_way:
        return frozenset()
    return _written_leaves(f, aliases(f, program))


def _written_leaves(f: Function, a: Aliases) -> frozenset[int]:
    return frozenset(i for i, v in enumerate(param_leaves(f)) if isinstance(v.type, Array) and a.find(v) in a.written)


def written_by(s: Eqn, program: Program, assumed: Mapping[str, Aliases] = MappingProxyType({})) -> tuple[Arg, ...]:
    """What a statement writes, itself or by the functions that it calls."""
    if s.op != "call":
        at = REGISTRY.by_name[s.op].writes
        return tuple([w for w in writes(s) if isinstance(w, Var) and isinstance(w.type, Array)]) if at else ()
    callee = program.functions.get(s.attr("function"))
    actual = [v for x in s.args for v in aligned(x)]
    if callee is None:
        return tuple(actual)  # it is being made: a function that calls itself
    inner = _inside(callee, program, assumed)
    if inner is None:
        return tuple(actual) if writes_anything(callee, program) else ()
    return tuple([actual[i] for i in _written_leaves(callee, inner) if i < len(actual)])


def _inside(callee: Function, program: Program, assumed: Mapping[str, Aliases]) -> Aliases | None:
    """The classes of a function that is called; None where all that it is handed and returns may share memory."""
    if callee.name in assumed:
        return assumed[callee.name]
    return _in_circle(callee, program) if recursive(callee, program) else aliases(callee, program)


def _in_circle(f: Function, program: Program) -> Aliases | None:
    """The classes of a function that calls itself, maybe by others: the least that all of them agree on.

    At first it is assumed that calls among them share and write nothing; what is found then is assumed, until it stays.
    """
    known = f.facts.get("circle")
    if known is None or not same(known[0], reached(f, program)):
        circle = [g for g in reached(f, program) if g is None or f.name in reachable(g, program)]
        functions = [g for g in circle if g is not None]
        plain = len(functions) == len(circle) and not any(map(_hides_memory, functions))
        found = _agreed(functions, program) if plain else dict.fromkeys([g.name for g in functions])
        for g in functions:
            g.facts["circle"] = (reached(g, program), found[g.name])
        known = f.facts["circle"] = (reached(f, program), found.get(f.name))
    result: Aliases | None = known[1]
    return result


def _agreed(circle: Sequence[Function], program: Program) -> dict[str, Aliases | None]:
    assumed = {g.name: Aliases() for g in circle}
    while True:
        found = {g.name: _found(g, program, frozenset(), False, assumed) for g in circle}
        if all(_told(g, found[g.name]) == _told(g, assumed[g.name]) for g in circle):
            return {**found}
        assumed = found


def _told(f: Function, a: Aliases) -> tuple[frozenset[int], list[int]]:
    """What callers see: which parameters are written, and what of these and the results shares memory."""
    roots = [a.find(v) for v in (*param_leaves(f), *result_leaves(f))]
    return _written_leaves(f, a), [roots.index(r) for r in roots]


def _hides_memory(f: Function) -> bool:
    """Whether a function is handed or returns what holds arrays that may be written; what a record holds is not."""
    types = [v.type for v in (*param_leaves(f), *result_leaves(f))]
    return any(isinstance(t, Tape) or (isinstance(t, List) and isinstance(t.item, Array)) for t in types)


def mixing_calls(f: Function, program: Program) -> list[Eqn]:
    """Calls after which only the callee knows what shares memory that is written.

    It returns an array that it was given, or one array twice; it gets one array twice; or it
    binds a name to one or another of its arguments.
    """
    calls = [s for s in statements(f) if isinstance(s, Eqn) and s.op == "call"]
    if not calls:
        return []
    a = aliases(f, program)
    found = []
    for s in calls:
        callee = program.functions[s.attr("function")]
        inner = aliases(callee, program)
        mixed = inner.mixed()
        actual = [v for x in s.args for v in aligned(x)]
        given = [a.find(v) for v in actual if isinstance(v, Var) and a.buffer(v)]
        pairs = [(p, v) for p, v in zip(param_leaves(callee), actual, strict=True) if isinstance(v, Var)]
        inside = any(inner.find(p) in mixed and (inner.buffer(p) or a.buffer(v)) for p, v in pairs)
        if inside or len(set(given)) < len(given) or any(v in a.joined and a.buffer(v) for v in s.outs):
            found.append(s)
    return found
