"""The intermediate representation: single assignment, three-address, structured.

A function is a block of statements; loops and branches are statements that own blocks,
and values leave a block only by its yields, so there are no phi nodes and no jumps::

    func f(w1 = x, w2 = n):
      w3 = for w4 in range(w2) carry (w5 = 0.0):   ; L2 y
        w6 = mul(w1, w4)                           ; L3
        w7 = add(w5, w6)                           ; L3 y
        yield w7
      return w3

A w (`Var`) knows its type and is compared by identity.  Operations are names of rules
(`s2sad.rules`), which also say what an operation does to memory: nothing about a NumPy
function stands here.  ``c = b`` is no statement; literals are operands.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from operator import is_
from types import MethodType
from typing import Any

from s2sad.dataclass import dataclass
from s2sad.types import Opaque, Struct, Type, of_value


@dataclass(frozen=True, slots=True)
class Loc:
    """Where a statement comes from: lines count from the ``def``, so edits above change nothing."""

    line: int = 0
    col: int = 0
    var: str = ""

    def __str__(self) -> str:
        return f"L{self.line} {self.var}".rstrip()


@dataclass(frozen=True, slots=True, eq=False)
class Var:
    """A w: assigned once.  ``hint`` is the name that the emitted text would like to give it.

    Sets of w's have another order in each process: a pass asks them what is in them, and goes through what is ordered.
    """

    id: int
    type: Type
    hint: str = ""

    def __repr__(self) -> str:
        return self.hint or f"w{self.id}"


@dataclass(frozen=True, slots=True, eq=False)
class Const:
    """A literal, or an object that is known when the text is made.

    Compared by type and text: ``0.0``, ``-0.0``, ``0`` and ``False`` are four constants.
    """

    value: Any

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Const):
            return False
        return self.value is other.value or self.key() == other.key()

    def __hash__(self) -> int:
        return hash(self.key())

    def key(self) -> tuple[type, object]:
        """What tells this constant from others; objects that are no literals go by identity.

        A bound method is made anew each time that it is read.
        """
        v = self.value
        if isinstance(v, MethodType):
            return type(v), (id(v.__func__), id(v.__self__))
        return (type(v), repr(v) if isinstance(v, _LITERALS) else id(v))

    def __repr__(self) -> str:
        return getattr(self.value, "__name__", None) or repr(self.value)


_LITERALS = (int, float, complex, str, bytes, type(None))


class _Undef:
    __name__ = "undef"


class _Unread:
    __name__ = "unread"


UNDEF = Const(_Undef())  # a name that has no value here: to read it raises
UNREAD = Const(_Unread())  # yielded where nothing reads what is yielded


@dataclass(frozen=True, slots=True)
class Pack:
    """Operands in a structure: the items of a tuple, list or dict, the bounds of a slice.

    ``of`` is what else tells the structure from others: the class of an object, the text of a function; ``at`` is,
    while lowering, the place of what can change (`s2sad.lower.heap`).
    """

    kind: str
    items: tuple[Arg, ...]
    keys: tuple[object, ...] | None = None
    of: object = None
    at: str | None = None

    def like(self, items: Iterable[Arg]) -> Pack:
        """A structure of the same form."""
        return Pack(self.kind, tuple(items), self.keys, self.of, self.at)

    def fits(self, other: Arg) -> bool:
        """Whether the other operand is a structure of the same form."""
        return isinstance(other, Pack) and self.form == other.form

    @property
    def form(self) -> tuple[object, ...]:
        """All but the items."""
        return self.kind, self.keys, len(self.items), self.of, self.at

    def __repr__(self) -> str:
        if self.kind in ("try", "caught"):
            return f"{self.kind} {self.of}"
        if self.kind == "slice":
            return ":".join("" if i == Const(None) else repr(i) for i in self.items)
        if self.keys is not None:
            return "{" + ", ".join(f"{k!r}: {i!r}" for k, i in zip(self.keys, self.items, strict=True)) + "}"
        return "(" + ", ".join(map(repr, self.items)) + ")"


Arg = Var | Const | Pack
# The kinds of structures that branches and loops take apart; others are used where they are made.
# What is used up by its first use; it may be kept in an iterator.
LAZY = frozenset(
    {
        "enumerate",
        "zip",
        "map",
        "reversed",
        "generator",
        "islice",
        "count",
        "repeat",
        "starmap",
        "grid",
        "numbered",
        "sifted",
        "filtered",
        "flattened",
        "chained",
        "from_iterable",
        "paired",
        "accumulated",
        "taken",
        "combined",
        "transposed",
        "longest",
        "compressed",
        "strict",
        "cycle",
    }
)
STRUCTURES = LAZY | frozenset(
    {
        "tuple",
        "list",
        "columns",
        "held",
        "row",
        "flat",
        "dict",
        "table",
        "set",
        "dict_view",
        "object",
        "function",
        "partial",
        "bound",
        "choice",
        "either",
        "iterator",
        "range",
        "slice",
        "optional",
    }
)
# The kinds of conditions that say how statements are run, and not whether: their block is the first arm.
ALWAYS = frozenset({"errstate", "warnings"})
Attrs = tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True)
class Eqn:
    """``outs = op(args)``; ``of`` is the primal statement that a derivative statement belongs to."""

    outs: tuple[Var, ...]
    op: str
    args: tuple[Arg, ...]
    attrs: Attrs = ()
    loc: Loc = Loc()
    of: Stmt | None = None
    read: tuple[Var, ...] | None = field(default=None, init=False, compare=False, repr=False)  # see `uses`

    def attr(self, name: str) -> Any:
        """The value of a static attribute."""
        return dict(self.attrs)[name]


@dataclass(frozen=True, slots=True)
class Custom:
    """How a call is differentiated that has rules of the user's: functions of the program, by name.

    ``title`` is what the source calls.
    ``forward`` gives the results and what ``backward`` is handed before the adjoints of the float results.  ``tangent``
    takes the arguments, and tangents of those that have any: ``arguments`` are their numbers.  Those in ``fixed`` must
    not vary.  ``adjoints`` and ``dots`` say of which arguments and results the rules give something.
    """

    title: str
    arguments: tuple[int, ...]
    fixed: tuple[int, ...]
    forward: str = ""
    backward: str = ""
    adjoints: tuple[int, ...] = ()
    tangent: str = ""
    dots: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """Statements in order, and the values that leave."""

    stmts: tuple[Stmt, ...]
    yields: tuple[Arg, ...] = ()


@dataclass(frozen=True, slots=True)
class If:
    """``outs`` are what the arm that is taken yields.  ``tag`` names the pair (primal, adjoint)."""

    outs: tuple[Var, ...]
    cond: Arg
    then: Block
    orelse: Block
    loc: Loc = Loc()
    tag: int = 0
    adjoint: bool = False


@dataclass(frozen=True, slots=True)
class Loop:
    """A loop over ``range(*bounds)``, a ``while`` with a ``test`` block, or (neither) an endless one.

    ``params`` start as ``inits`` and become what the body yields.  With ``until``, the
    body's first yield says whether to leave.  ``count`` holds how many iterations were
    begun; ``take`` limits a range to its first so many; ``reverse`` runs it backwards.
    """

    outs: tuple[Var, ...]
    params: tuple[Var, ...]
    inits: tuple[Arg, ...]
    body: Block
    index: Var | None = None
    bounds: tuple[Arg, Arg, Arg] | None = None
    test: Block | None = None
    until: bool = False
    count: Var | None = None
    take: Arg | None = None
    reverse: bool = False
    loc: Loc = Loc()
    tag: int = 0
    adjoint: bool = False


Stmt = Eqn | If | Loop


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter: its name, its w, and the tree of leaf w's that a structure is taken apart into."""

    name: str
    var: Var
    tree: Arg


@dataclass(frozen=True, slots=True)
class Function:
    """One function at one signature; the result is the body's yields.

    ``notes`` hold the source, and as ``starts`` where w's get literals: the w of a loop or branch, the arm (0 also for
    what a loop starts with), the place.
    ``facts`` hold what the analyses found of it.
    """

    name: str
    params: tuple[Param, ...]
    body: Block
    notes: tuple[tuple[str, object], ...] = ()
    facts: dict[object, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    def note(self, name: str, default: object = None) -> Any:
        """A fact about the whole function, such as the names of its results."""
        return dict(self.notes).get(name, default)


@dataclass(frozen=True)
class Program:
    """The functions of one module, the entry first by name, and the supply of fresh ids."""

    functions: dict[str, Function]
    supply: Iterator[int] = field(default_factory=lambda: itertools.count(1))


# ---------------------------------------------------------------- walking


def type_of(arg: Arg) -> Type:
    """The type of an operand."""
    if isinstance(arg, Var):
        return arg.type
    if isinstance(arg, Const):
        return of_value(arg.value)
    if arg.kind == "slice":
        return Opaque("slice")
    return Struct(arg.kind, arg.keys, tuple(map(type_of, arg.items)), arg.of)


def leaves(arg: Arg) -> Sequence[Var]:
    """The w's of an operand, from left to right."""
    if isinstance(arg, Var):
        return (arg,)
    if isinstance(arg, Pack):
        return [v for item in arg.items for v in leaves(item)]
    return ()


def map_arg(f: Callable[[Var], Arg], arg: Arg) -> Arg:
    """The operand with every w replaced; itself if nothing changes."""
    if isinstance(arg, Var):
        return f(arg)
    if isinstance(arg, Pack):
        items = [map_arg(f, i) for i in arg.items]
        return arg if same(items, arg.items) else arg.like(items)
    return arg


def substitute(known: Mapping[Var, Arg], arg: Arg) -> Arg:
    """The operand with what stands for its w's; itself if nothing is known of them."""
    if isinstance(arg, Var):
        return known.get(arg, arg)
    if isinstance(arg, Pack):
        items = [substitute(known, i) for i in arg.items]
        return arg if same(items, arg.items) else arg.like(items)
    return arg


def same(a: Collection[object], b: Collection[object]) -> bool:
    """Whether two sequences hold the very same objects."""
    return len(a) == len(b) and all(map(is_, a, b))


def operands(s: Stmt) -> tuple[Arg, ...]:
    """What a statement reads itself; the blocks that it owns come on top (`blocks`)."""
    if isinstance(s, Eqn):
        return s.args
    if isinstance(s, If):
        return (s.cond,)
    return (*s.inits, *(s.bounds or ()), *(() if s.take is None else (s.take,)))


def uses(s: Stmt) -> tuple[Var, ...]:
    """The w's among the operands of a statement: found once, for all analyses ask."""
    if not isinstance(s, Eqn):
        return _read(operands(s))
    found = s.read
    if found is None:
        found = _read(s.args)
        object.__setattr__(s, "read", found)
    return found


def _read(args: Sequence[Arg]) -> tuple[Var, ...]:
    found: list[Var] = []
    for arg in args:
        if isinstance(arg, Var):
            found.append(arg)
        elif isinstance(arg, Pack):
            found.extend(leaves(arg))
    return tuple(found)


def touched(s: Stmt) -> list[Var]:
    """The w's that a statement reads, itself or inside the blocks that it owns."""
    found = [*uses(s)]
    for b in blocks(s):
        for inner in b.stmts:
            found += touched(inner)
        for y in b.yields:
            found += leaves(y)
    return found


def blocks(s: Stmt) -> tuple[Block, ...]:
    """The blocks that a statement owns, in the order in which they run."""
    if isinstance(s, If):
        return (s.then, s.orelse)
    if isinstance(s, Loop):
        return (s.body,) if s.test is None else (s.test, s.body)
    return ()


def defined(s: Stmt) -> tuple[Var, ...]:
    """The w's that a statement defines for what follows it."""
    if isinstance(s, Loop) and s.count is not None:
        return (*s.outs, s.count)
    return s.outs


def bound(s: Stmt) -> tuple[Var, ...]:
    """The w's that a statement defines inside its own blocks."""
    if isinstance(s, Loop):
        return s.params if s.index is None else (s.index, *s.params)
    return ()


def walk(block: Block) -> Iterator[Stmt]:
    """Every statement of a block, also the nested ones, in program order, outer before inner."""
    stack: list[Iterator[Stmt]] = [iter(block.stmts)]
    while stack:
        for s in stack[-1]:
            yield s
            if not isinstance(s, Eqn):
                stack.extend(iter(b.stmts) for b in reversed(blocks(s)))
                break
        else:
            stack.pop()


def statements(f: Function) -> tuple[Stmt, ...]:
    """Every statement of a function as `walk` finds them; found once."""
    if "statements" not in f.facts:
        f.facts["statements"] = tuple(walk(f.body))
    found: tuple[Stmt, ...] = f.facts["statements"]
    return found


def custom_of(s: Stmt) -> Custom | None:
    """The user's rules for a call, if it has any."""
    return next((value for name, value in s.attrs if isinstance(value, Custom)), None) if isinstance(s, Eqn) else None


def callees(f: Function, rules: bool = True) -> list[str]:
    """The functions that a function calls, with those of the user's rules for calls."""
    found: list[str] = []
    for s in statements(f):
        if isinstance(s, Eqn) and s.op == "call":
            found.append(s.attr("function"))
            custom = custom_of(s) if rules else None
            found += [n for n in (custom.forward, custom.backward, custom.tangent) if n] if custom else ()
    return found


def packed(program: Program, t: Type) -> list[Eqn]:
    """The statements that make a record of a type: each gives it as many items, of the same types or known."""
    stmts = (s for f in program.functions.values() for s in statements(f))
    return [s for s in stmts if isinstance(s, Eqn) and s.op == "pack" and s.outs[0].type == t]


def has_tangents(program: Program, name: str) -> bool:
    """Whether forward mode goes through a function: not where it calls what has a rule for adjoints only."""
    todo, seen = [name], set[str]()
    while todo:
        f = program.functions[todo.pop()]
        if any(rule.backward and not rule.tangent for rule in map(custom_of, walk(f.body)) if rule is not None):
            return False
        todo += [n for n in callees(f, rules=False) if n not in seen]
        seen.update(todo)
    return True


def is_try(s: Stmt) -> bool:
    """Whether a branch is a ``try``: its condition is that the first arm comes to the end of what may raise."""
    return isinstance(s, If) and isinstance(s.cond, Pack) and s.cond.kind == "try"


def is_with(s: Stmt) -> bool:
    """Whether a branch is a ``with`` block: its first arm is run whatever happens."""
    return isinstance(s, If) and isinstance(s.cond, Pack) and s.cond.kind not in ("try", "caught")


def protected(block: Block) -> tuple[tuple[Stmt, ...], tuple[Stmt, ...]]:
    """The statements of the first arm of a ``try`` that it stands around, with what ends them, and the others."""
    at = next((i for i, s in enumerate(block.stmts) if isinstance(s, Eqn) and s.op == "completed"), -1) + 1
    return block.stmts[:at], block.stmts[at:]


def unused(name: str, taken: Collection[str]) -> str:
    """The name, or with the lowest number that makes it new."""
    if name not in taken:
        return name
    return next(n for i in itertools.count(2) if (n := f"{name}_{i}") not in taken)


# ---------------------------------------------------------------- the text form
