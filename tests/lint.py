"""What a reviewer would strike out of an emitted module, found on its syntax tree and on the code behind it.

`findings(text, program)` gives one line for each: where, which rule, the statement.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field

import s2sad.pipeline
from s2sad.analyse.aliases import aliases
from s2sad.analyse.reads import reads
from s2sad.ir import Const, Eqn, Var, type_of, uses, walk
from s2sad.optimise.dce import eliminate_dead
from s2sad.types import axes

# Two calls of these make two arrays.
ALLOCATES = {"np.zeros", "np.zeros_like", "np.ones", "np.ones_like", "np.empty", "np.full_like", "np.array", "list"}
# Their result may share memory with the operand.
VIEWS = {"np.reshape", "np.ravel", "np.transpose", "np.swapaxes", "np.expand_dims", "np.broadcast_to", "unbroadcast"}
COMPUTES = (ast.BinOp, ast.Call, ast.Subscript, ast.Compare, ast.UnaryOp, ast.IfExp)
VIEW_ATTRIBUTES = {"T", "reshape", "ravel", "transpose", "swapaxes", "view"}
HELPERS = {
    "divide",
    "power",
    "power_dx",
    "log_positive",
    "positive",
    "number_like",
    "unbroadcast",
}  # Python as somebody wrote it
COMMENTED = re.compile(r"\s*(.+?)  # (.+)")
PLACE = re.compile(r"  # L(\d+)")
PURE_BUILTINS = {"abs", "float", "int", "bool", "len", *HELPERS}


def findings(text, program=None):
    """Everything that is to strike out of a module."""
    tree = ast.parse(text)
    found = []
    for f in tree.body:
        if isinstance(f, ast.FunctionDef) and f.name not in HELPERS:
            checker = Checker(f)
            checker.run()
            found += [f"{f.name}: {rule}: {ast.unparse(node)}" for rule, node in checker.found]
    found += line_findings(text.splitlines(), tree) + list(cut_findings(tree))
    if program is not None:
        found += [f"{name}: {what}" for name, g in program.functions.items() for what in ir_findings(g, program)]
    return found


def _puts_back(made, s):
    """Whether an adjoint's item is read, and the same is stored to it."""
    if not (isinstance(made, ast.Assign) and isinstance(s, ast.Assign) and isinstance(s.targets[0], ast.Subscript)):
        return False
    item = ast.unparse(s.targets[0])
    return "_bar[" in item and ast.unparse(made) == f"{ast.unparse(s.value)} = {item}"


def line_findings(lines, tree):
    """What only shows with the comments."""
    found = [f"a comment that repeats its line: {m[1]}" for m in map(COMMENTED.match, lines) if m and m[1] == m[2]]
    for f in (n for n in tree.body if isinstance(n, ast.FunctionDef)):
        reads = Counter(n.id for n in ast.walk(f) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load))
        for block in (b for n in ast.walk(f) for b in (getattr(n, "body", []), getattr(n, "orelse", []))):
            for made, s in itertools.pairwise(block) if isinstance(block, list) else ():
                if _puts_back(made, s):
                    found.append(f"{f.name}: an item that is stored to itself: {ast.unparse(s)}")
                named = isinstance(s, ast.If) and isinstance(s.test, ast.Name) and isinstance(made, ast.Assign)
                if named and targets(made) == {s.test.id} and reads[s.test.id] == 1 and not called(made.value):
                    at = [PLACE.search(lines[n.lineno - 1]) for n in (made, s)]
                    if all(at) and at[0][1] == at[1][1]:
                        found.append(f"{f.name}: a name for a condition: {ast.unparse(made)}")
    return found


def called(node):
    """Whether an expression calls one of the module's own functions, which stand on lines of their own."""
    calls = (n for n in ast.walk(node) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name))
    return any(c.func.id not in PURE_BUILTINS for c in calls)


def cut_findings(tree):
    """What crosses from a forward to an adjoint sweep has one name on both sides."""
    functions = {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef)}
    for name, f in functions.items():
        stem, adjoint, number = name.rpartition("_adjoint")
        forward = functions.get(f"{stem}_forward{number}")
        tapes = [n.slice for n in ast.walk(f) if isinstance(n, ast.Subscript) and ast.unparse(n.value) == "tape"]
        if len(tapes) > 1 and forward is not None and number.strip("_").isdigit() >= bool(number):
            yield f"{name}: a tape taken apart item by item: {len(tapes)} lines"
        first = next((s for s in f.body if isinstance(s, ast.Assign)), None)
        if not adjoint or forward is None or first is None or ast.unparse(first.value) != "tape":
            continue
        if number.startswith("_tangent"):
            continue  # each of the two was differentiated for itself, and named anew
        packed = forward.body[-1].value
        packed = packed.elts[-1] if isinstance(packed.elts[-1], ast.Tuple) else packed
        if len(packed.elts) != len(first.targets[0].elts):
            continue
        copies = {ast.unparse(s) for s in ast.walk(forward) if isinstance(s, ast.Assign)}
        for there, here in zip(packed.elts, first.targets[0].elts, strict=True):
            if not isinstance(there, ast.Name) or copies & {f"{there.id} = {here.id}{end}" for end in ("", ".copy()")}:
                continue  # what may be undefined, or the caller's to write, has another w for the tape
            if there.id != here.id and there.id not in parameters(f):
                yield f"{name}: another name across the cut: {here.id} for {there.id}"


def parameters(f):
    """The names of a function's parameters."""
    return {a.arg for a in f.args.args}


def ir_findings(f, program):
    """Dead statements, idle arithmetic in derivative terms, helpers that are called where the shapes are known."""
    kept = {id(s) for s in walk(eliminate_dead(f).body) if isinstance(s, Eqn)}
    a = aliases(f, program)  # what is made of memory that changes is another thing later
    terms = [s for s in walk(f.body) if isinstance(s, Eqn) and s.of is not None and len(s.outs) == 1]
    makers = {s.outs[0]: s for s in terms if not any(a.buffer(v) for v in uses(s))}
    counts = reads(f)
    for s in walk(f.body):
        if not isinstance(s, Eqn):
            continue
        shown = f"{', '.join(map(repr, s.outs))} = {s.op}({', '.join(map(repr, s.args))})"
        if id(s) not in kept:
            yield f"dead statement: {shown}"
        if s.of is not None and _idle(s, makers):
            yield f"{_idle(s, makers)}: {shown}"
        if s.op == "unbroadcast":
            shapes = [axes(type_of(a)) for a in s.args]
            if None not in shapes and all(d.known != "?" for shape in shapes for d in shape):
                yield f"a helper between known shapes: {shown}"
            inner = a.maker.get(s.args[0])
            if isinstance(inner, Eqn) and inner.op in ("matmul", "T") and len(axes(type_of(s.args[0])) or ()) == 2:
                yield f"a helper around a product: {shown}"
        if s.of is not None:
            yield from (f"{what}: {shown}" for what in _by_hand(s, makers, counts))


@contextmanager
def programs():
    """Collects the programs from which modules are printed meanwhile."""
    original, seen = s2sad.pipeline.module_text, []

    def module_text(header, parts, program, *rest):
        seen.append(program)
        return original(header, parts, program, *rest)

    s2sad.pipeline.module_text = module_text
    try:
        yield seen
    finally:
        s2sad.pipeline.module_text = original


def tape_sites(text, name):
    """How many lists a function of the module appends to."""
    (f,) = (n for n in ast.parse(text).body if isinstance(n, ast.FunctionDef) and n.name == name)
    appends = (n for n in ast.walk(f) if isinstance(n, ast.Attribute) and n.attr == "append")
    return len({ast.unparse(a.value) for a in appends})


def names(node):
    """The names that an expression reads."""
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}


def targets(s):
    """The names that a simple statement binds."""
    if isinstance(s, ast.Assign):
        return {
            n.id for t in s.targets for n in ast.walk(t) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
        }
    if isinstance(s, ast.AugAssign) and isinstance(s.target, ast.Name):
        return {s.target.id}
    return names(s.target) if isinstance(s, ast.For) else set()


def bound_in(stmts):
    """The names that statements bind, nested ones included."""
    return {n for s in stmts for t in ast.walk(s) for n in targets(t)} if stmts else set()


def root(node):
    """The name whose memory an expression such as ``a[1:].T`` is part of."""
    while isinstance(node, (ast.Subscript, ast.Attribute)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


def role(name):
    """What a name stands for: a value, an adjoint, a tangent, the tangent of an adjoint."""
    return tuple(part for part in name.split("_") if part in ("bar", "dot"))


def call_name(node):
    """The dotted name of what is called."""
    return ast.unparse(node.func)


@dataclass
class Checker:
    """The rules on one function."""

    f: ast.FunctionDef
    found: list = field(default_factory=list)

    def run(self):
        self.parent = {}
        self.count = {}
        for p in self.f.args.args:
            self.count[p.arg] = 1
        for s in ast.walk(self.f):
            for t in targets(s):
                self.count[t] = self.count.get(t, 0) + (2 if isinstance(s, ast.AugAssign) else 1)
        self._alias()
        self.seeds()
        self.liveness(self.f.body, set(), None)
        self.repeated(self.f.body, {}, {})
        self.zero_then_add(self.f.body)

    def seeds(self):
        """Parameters that hold adjoints keep them; counting backwards needs no ``reversed`` of a range that does."""
        given = {p for p in parameters(self.f) if p.endswith("_bar")}
        for s in ast.walk(self.f):
            if isinstance(s, ast.Assign) and targets(s) & given:
                self.note("a seed that is bound anew", s)
            if (
                isinstance(s, ast.For)
                and ast.unparse(s.iter).startswith("reversed(range(")
                and "-1))" in ast.unparse(s.iter)
            ):
                self.note("a range that is reversed twice", s.iter)

    def note(self, rule, node):
        self.found.append((rule, node))

    # ------------------------------------------------------------ memory

    def find(self, name):
        while name in self.parent:
            name = self.parent[name]
        return name

    def _alias(self):
        """Names that may share memory, and the classes that are written."""
        self.written = set()
        written = []
        for s in ast.walk(self.f):
            if isinstance(s, ast.Assign) and len(s.targets) == 1:
                for t in targets(s):
                    for other in self._may_share(s.value):
                        a, b = self.find(t), self.find(other)
                        if a != b:
                            self.parent[a] = b
            written += [r for r in self._writes(s) if r]
        self.written = {self.find(w) for w in written}

    def _may_share(self, value):
        if isinstance(value, ast.IfExp):
            return self._may_share(value.body) | self._may_share(value.orelse)
        if isinstance(value, ast.Call):
            called = call_name(value)
            if called in VIEWS:
                return self._may_share(value.args[0])
            if isinstance(value.func, ast.Attribute) and value.func.attr in VIEW_ATTRIBUTES:
                return self._may_share(value.func.value)
            if isinstance(value.func, ast.Attribute) and value.func.attr == "pop":
                return {root(value.func)} - {None}
            return names(value) - {called} if self._foreign(value) else set()
        if isinstance(value, ast.Tuple):
            return set().union(*map(self._may_share, value.elts))
        return {root(value)} - {None}

    def _writes(self, s):
        """The names whose memory a statement writes itself."""
        if isinstance(s, ast.Assign):
            return [root(t) for t in s.targets if isinstance(t, ast.Subscript)]
        if isinstance(s, ast.AugAssign):
            return [root(s.target)]
        if isinstance(s, ast.Call):
            if isinstance(s.func, ast.Attribute) and s.func.attr in ("append", "pop"):
                return [root(s.func)]
            if call_name(s) == "np.add.at":
                return [root(s.args[0])]
            if self._foreign(s):
                return [root(a) for a in s.args]
        return []

    def _foreign(self, call):
        """Whether a call is one of the module's own functions."""
        return isinstance(call.func, ast.Name) and call.func.id not in PURE_BUILTINS | {"range", "reversed", "list"}

    def pure(self, node):
        """Whether nobody can tell that an expression is not evaluated: no effects, and nothing raises."""
        for n in ast.walk(node):
            if isinstance(n, ast.Call):
                called = call_name(n)
                if not (called.startswith("np.") or called in PURE_BUILTINS) or called == "np.add.at":
                    return False
        return True

    # ------------------------------------------------------------ dead statements, copies of names

    def liveness(self, stmts, live, loop):
        """Backwards over statements; ``live`` holds what is read afterwards, ``loop`` what break and continue see."""
        for i in range(len(stmts) - 1, -1, -1):
            s = stmts[i]
            if isinstance(s, ast.Return):
                live.clear()
                live |= names(s.value) if s.value else set()
            elif isinstance(s, ast.Break):
                live.clear()
                live |= loop[1]
            elif isinstance(s, ast.Continue):
                live.clear()
                live |= loop[0]
            elif isinstance(s, ast.If):
                other = set(live)
                self.liveness(s.body, live, loop)
                self.liveness(s.orelse, other, loop)
                live |= other | names(s.test)
            elif isinstance(s, (ast.For, ast.While)):
                after = set(live)
                head = set(live)
                quiet = len(self.found)
                for _ in range(3):
                    head |= names(s.test) if isinstance(s, ast.While) else set()
                    inner = set(head)
                    del self.found[quiet:]
                    self.liveness(s.body, inner, (head, after))
                    head |= inner - targets(s)
                live.clear()
                live |= after | head | (names(s.iter) if isinstance(s, ast.For) else names(s.test))
            else:
                self._simple(s, stmts[:i], live)

    def _simple(self, s, before, live):
        bound = targets(s)
        if isinstance(s, ast.Assign) and all(isinstance(t, (ast.Name, ast.Tuple)) for t in s.targets):
            if not bound & live and _own(s) and self.pure(s.value) and bound != {"_"}:  # _, _ = x asks for two
                self.note("dead statement", s)
            value, target = s.value, s.targets[0]
            if isinstance(value, ast.Name) and isinstance(target, ast.Name):
                self._copy(s, target.id, value.id, before, live)
            live -= bound
        elif isinstance(s, ast.AugAssign) and isinstance(s.target, ast.Name):
            live -= set()
        live |= names(s) - (bound if isinstance(s, ast.Assign) else set())
        if isinstance(s, ast.Assign):
            live |= names(s.value)

    def _copy(self, s, target, value, before, live):
        single = self.count[target] == 1 and self.count.get(value, 0) == 1
        made_here = None
        for t in reversed(before):
            if value in targets(t):
                made_here = t
                break
        idle = made_here is not None and isinstance(made_here, ast.Assign) and len(targets(made_here)) == 1
        if idle:
            later = before[before.index(made_here) + 1 :]
            idle = value not in live and not any(target in names(x) | bound_in([x]) for x in later)
        starts = role(target) != role(value) and not single  # an adjoint starts as a value: it has a name of its own
        if single or (idle and not starts):
            self.note("a copy of a name", s)

    # ------------------------------------------------------------ repeated expressions

    def repeated(self, stmts, versions, seen):
        """Forwards: expressions by what they are made of, with a version for each name and memory."""
        seen = dict(seen)
        for s in stmts:
            if isinstance(s, (ast.For, ast.While)):
                if isinstance(s, ast.For):
                    for bound in getattr(s.iter, "args", [s.iter]):
                        if not _is_bound(bound):
                            self._expressions(bound, versions, seen)
                self._kill(s, versions)
                inner = dict(seen)
                if isinstance(s, ast.While):
                    self._expressions(s.test, versions, inner)
                self.repeated(s.body, versions, inner)
                self._kill(s, versions)
            elif isinstance(s, ast.If):
                self._expressions(s.test, versions, seen)
                for arm in (s.body, s.orelse):
                    self.repeated(arm, versions, seen)
                self._kill(s, versions)
            else:
                value = getattr(s, "value", None)
                if value is not None:
                    own = isinstance(s, ast.Assign) and any(self.find(t) in self.written for t in targets(s))
                    self._expressions(value, versions, seen, skip=value if own else None)
                self._kill(s, versions)

    def _kill(self, s, versions):
        for n in ast.walk(s):
            for t in targets(n):
                versions[t] = versions.get(t, 0) + 1
            for w in self._writes(n):
                if w:
                    memory = f"*{self.find(w)}"
                    versions[memory] = versions.get(memory, 0) + 1

    def _expressions(self, node, versions, seen, skip=None):
        for n in ast.walk(node):
            if n is skip or not isinstance(
                n, (ast.BinOp, ast.Call, ast.Subscript, ast.Compare, ast.UnaryOp, ast.IfExp)
            ):
                continue
            if not names(n) - {"np", "math"} or not self.pure(n) or self._makes(n) or _trivial(n):
                continue
            key = (ast.dump(n), tuple(sorted((m, versions.get(m, 0), self._memory(m, versions)) for m in names(n))))
            if key in seen and seen[key] is not n:
                self.note("a repeated expression", n)
            seen[key] = n

    def _memory(self, name, versions):
        return versions.get(f"*{self.find(name)}", 0)

    def _makes(self, n):
        return any(
            isinstance(m, ast.Call)
            and (call_name(m) in ALLOCATES or (isinstance(m.func, ast.Attribute) and m.func.attr in ("copy", "pop")))
            for m in ast.walk(n)
        )

    # ------------------------------------------------------------ zero, then add

    def zero_then_add(self, stmts):
        for i, s in enumerate(stmts):
            for inner in ("body", "orelse"):
                self.zero_then_add(getattr(s, inner, []))
            if not isinstance(s, ast.Assign) or not _is_zero(s.value):
                continue
            target = s.targets[0]
            wanted = ast.dump(_as_load(target))
            name = root(target)
            for later in stmts[i + 1 :]:
                if isinstance(later, ast.AugAssign) and isinstance(later.op, (ast.Add, ast.Sub)):
                    same = ast.dump(_as_load(later.target)) == wanted
                    if same and not self._touches(later.value, name):
                        self.note("zero, then add", later)
                        break
                elif isinstance(later, ast.Assign) and ast.dump(_as_load(later.targets[0])) == wanted:
                    sums = isinstance(later.value, ast.BinOp) and isinstance(later.value.op, (ast.Add, ast.Sub))
                    if sums and ast.dump(_as_load(later.value.left)) == wanted:
                        self.note("zero, then add", later)
                    break
                if not isinstance(later, (ast.Assign, ast.AugAssign)) or self._touches(later, name):
                    break

    def _touches(self, node, name):
        return any(self.find(n) == self.find(name) for n in names(node))


def _as_load(node):
    node = ast.parse(ast.unparse(node), mode="eval").body
    return node


def _own(s):
    """Whether a statement is none of the user's, which may raise: a copy, a constant, a derivative term."""
    return isinstance(s.value, (ast.Name, ast.Constant)) or any("_bar" in t or "_dot" in t for t in targets(s))


def _is_zero(node):
    if isinstance(node, ast.Constant):
        return type(node.value) in (int, float) and node.value == 0
    return isinstance(node, ast.Call) and call_name(node) in ("np.zeros_like", "np.zeros")


def _trivial(node):
    """``-2``, ``not w5``, ``x.shape[0]``, the ``n - 1`` of a range: no statement is saved by a name for it."""
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.operand, ast.Constant) or isinstance(node.op, ast.Not)
    if isinstance(node, ast.Call):
        return call_name(node) == "np.shape"
    return isinstance(node, ast.Subscript) and isinstance(node.value, ast.Attribute) and node.value.attr == "shape"


def _is_bound(node):
    """``n - 1`` in ``range(n - 1, -1, -1)``."""
    return isinstance(node, ast.BinOp) and isinstance(node.left, ast.Name) and isinstance(node.right, ast.Constant)


def _by_hand(s, makers, counts):
    """What one writes otherwise: a term twice, two literals, a transpose of a transpose, a product out of place."""
    inner = {a: makers[a] for a in s.args if isinstance(a, Var) and a in makers}
    if s.op == "add" and s.args[0] is s.args[1]:
        yield "a term that is added to itself"
    if s.op == "T" and any(t.op == "T" for t in inner.values()):
        yield "a transpose of a transpose"
    for x, t in inner.items():
        scaled = t.op == "mul" and _number(t.args[0]) is not None and counts[x] == 1
        if s.op == "neg" and scaled:
            yield "a sign before a literal"
        if s.op == "mul" and scaled and x is s.args[1] and _number(s.args[0]) is not None:
            yield "two literals in a product"
    if s.op == "store" and s.args[1] == Const(...) and isinstance(s.args[2], Var) and s.args[2] in inner:
        t = inner[s.args[2]]
        same = type_of(s.args[2]).dtype == type_of(s.args[0]).dtype
        if t.op in ("mul", "truediv") and t.args[0] is s.args[0] and counts[s.args[2]] == 1 and same:
            yield "arithmetic that could be in place"


def _number(arg):
    return arg.value if isinstance(arg, Const) and type(arg.value) in (int, float) else None


def _idle(s, makers):
    """Which idle piece of arithmetic a derivative statement is."""
    left, right = (*map(_number, s.args), None, None)[:2]
    inner = [makers[a] for a in s.args if isinstance(a, Var) and a in makers]
    if s.op in ("neg", "add", "sub") and any(t.op == "neg" for t in inner[-1:]) and s.args[-1] in makers:
        return "a double negation"
    if s.op in ("add", "sub") and 0 in (left, right):
        return "a zero that is added"
    if (s.op == "mul" and {left, right} & {0, 1}) or (s.op in ("truediv", "pow") and right == 1):
        return "a factor of one or zero"
    return ""
