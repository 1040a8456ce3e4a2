"""What lowering knows while it reads one function: names, statements made so far, problems.

Lowering is a typed abstract interpretation: a name is bound to a w whose type is known, to
a literal, to a structure of these (a tuple has no w of its own), or to an object such as a
function or module.  So it is known at each call what is called, and at each ``+=`` whether
it writes memory.  Types at loop entries are assumed, checked at the back edge, and widened;
the outermost loop is read again until no assumption changes, which keeps nests linear, or the
whole program where that does not do (`s2sad.lower.rereading`).  Most programs are read once:
what is first assumed is what the body is read with.
"""

from __future__ import annotations

import ast
import types
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import field
from functools import cached_property
from typing import Any, NoReturn

from s2sad.build import Builder
from s2sad.dataclass import dataclass
from s2sad.errors import Problem, character_column
from s2sad.exceptions import exception_name
from s2sad.ir import UNDEF, Arg, Block, Const, If, Loc, Pack, Param, Stmt, Var, leaves, uses
from s2sad.lower import optional
from s2sad.lower.conflicts import BOTTOM, DECLINED, RAISED, TRUE, VALUE, Conflict, Ended, NeedsValue, Refused
from s2sad.lower.heap import freeze, settled
from s2sad.lower.merging import Arm, Merge
from s2sad.lower.scopes import Cells, Evaluation, rebound_cells
from s2sad.lower.session import PartOfParameter, Place, Session
from s2sad.lower.truths import decided
from s2sad.parse import Source
from s2sad.types import Known

_NO_VALUES = {"object", "function", "partial", "bound", "dict", "table"}  # structures that are what they are by place
INTEGER_FOLDS = {"add", "sub", "mul", "floordiv", "mod", "neg"}  # of known integers, done when the text is made


@dataclass(frozen=True)
class Returned:
    """A number that is made of parts of the parameters of calls and of other numbers, and of nothing else."""

    parts: tuple[PartOfParameter, ...]
    given: tuple[Var, ...]


@dataclass
class Frame:
    """One function being lowered."""

    session: Session
    source: Source
    b: Builder
    context: tuple[object, ...]
    env: dict[str, Arg] = field(default_factory=dict)
    origins: dict[Var, tuple[object, ...]] = field(default_factory=dict)
    assigned: dict[str, Loc] = field(default_factory=dict)  # where each name was last bound
    starts: list[tuple[Var, int, Loc]] = field(default_factory=list)  # where w's got literals: see `Function`
    hidden: dict[str, tuple[Param, Place]] = field(default_factory=dict)
    caller: Frame | None = None
    indices: dict[Var, tuple[object, ...]] = field(default_factory=dict)  # of loops that could be unrolled
    least: dict[Var, int] = field(default_factory=dict)  # what indices of loops count from
    outer: Cells | None = None  # the names of the functions around this one
    rebound: dict[str, None] = field(default_factory=dict)  # what functions that are called may assign
    names: set[str] = field(default_factory=set)  # of the parameters in the text
    lists: dict[Var, tuple[object, ...]] = field(default_factory=dict)  # where the type of their items is assumed
    slots: dict[Arg, Arg] = field(default_factory=dict)  # items that may be None, by the truth value that says so
    numbers: dict[str, int] = field(default_factory=dict)  # of things of which the run chooses one, by place
    iterated: set[Var] = field(default_factory=set)  # those of them that a loop runs over
    looped_keys: list[tuple[Var, Arg]] = field(default_factory=list)  # of dicts at run time that a loop runs over
    opened: Counter[str] = field(default_factory=Counter)
    parameters: dict[str, tuple[tuple[Any, ...], Pack]] = field(default_factory=dict)  # by place: see `handing`
    given: set[Var] = field(default_factory=set)  # the numbers and arrays of the parameters
    calling: ast.AST | None = None  # the call that is being lowered
    attempted: bool = False  # whether these statements are the body of a ``try``
    here: list[Stmt] | None = None  # where the statement that is being lowered began
    lost: set[str] = field(
        default_factory=set
    )  # what was bound on the way to an exception, and is bound otherwise here
    unbound: set[Arg] = field(default_factory=set)  # what is undefined on some way to it: reading it may raise
    born: dict[str, int] = field(default_factory=dict)  # in which turn things were made, by their places
    turn: int = 0  # which turn of which loop is read: a number for each
    turns: int = 0
    handling: bool = False  # whether these statements handle an exception, which a bare ``raise`` raises again
    handed: Sequence[Cells] = ()  # the names that functions among the parameters read, of the caller and around it
    comprehensions: list[Evaluation] = field(default_factory=list)  # of which a turn is read, from outside in
    variant: str = ""  # marks a second copy of statements, whose types are others
    nth: str = ""  # which item is read of each loop around that is read item by item
    returned: dict[Var, Returned] = field(default_factory=dict)  # numbers that calls gave, made of what they were given

    def __post_init__(self) -> None:
        own = self.source.names
        if self._has_inner_code:
            self.rebound.update(dict.fromkeys(sorted(rebound_cells(self.source.node, own))))
        self.names.update(own.parameters)

    @cached_property
    def cells(self) -> Cells:
        """The names of this function, for the functions inside it."""
        own = self.source.names
        return Cells(self, "", frozenset(own.parameters) | own.locals, self.outer)

    @cached_property
    def _has_inner_code(self) -> bool:
        """Whether anything inside the function was compiled by itself: functions, classes, comprehensions."""
        return any(isinstance(c, types.CodeType) for c in self.source.function.__code__.co_consts)

    @cached_property
    def has_inner_functions(self) -> bool:
        """Whether functions are made in this one, which may look at its names from anywhere."""
        if not self._has_inner_code:
            return False
        inner = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
        return any(isinstance(n, inner) for n in ast.walk(self.source.node) if n is not self.source.node)

    # ------------------------------------------------------------ names

    def key(self, name: str) -> str:
        """Where a name that is assigned is in the environment: a nonlocal one is a cell of a function around."""
        if name in self.source.names.nonlocals and self.outer is not None:
            found = self.outer.find(name)
            if found is not None:
                return found[1]
        return name

    def bind(self, name: str, value: Arg) -> None:
        """Assign to a name."""
        self.env[self.key(name)] = value

    def carried(self, names: Iterable[str]) -> list[str]:
        """Where a loop may change the environment: the names that its body assigns, and what it may call assigns."""
        return list(dict.fromkeys([*map(self.key, names), *(k for k in self.rebound if k in self.env)]))

    def fresh_prefix(self, place: str) -> str:
        """What the keys of cells begin with that are opened at a place; another one each time."""
        self.opened[place] += 1
        return f"@{place}#{self.opened[place]}."

    # ------------------------------------------------------------ problems

    def refuse(self, node: ast.AST, code: str, what: str, why: str, fix: str) -> NoReturn:
        """Note a problem at a node and give up on the statement."""
        self.note(node, code, what, why, fix)
        raise Refused(what)

    def raises(self, node: ast.AST, error: Exception, code: str, what: str, why: str, fix: str) -> NoReturn:
        """The primal surely raises here: a problem, unless a ``try`` stands around it."""
        from s2sad.lower.acts import Raised, throw

        if not self.attempted or self.b.stmts is not self.here:
            self.refuse(node, code, what, why, fix)
        throw(self, node, Raised(exception_name(type(error)), tuple(map(Const, error.args))))
        raise Ended

    def note(self, node: ast.AST, code: str, what: str, why: str, fix: str) -> None:
        """Note a problem at a node."""
        lineno = getattr(node, "lineno", self.source.first_line)
        line = self.source.lines[lineno - 1] if lineno <= len(self.source.lines) else ""
        col = character_column(line, getattr(node, "col_offset", 0))
        problem = Problem(
            code,
            self.source.filename,
            lineno,
            col,
            self.source.qualname,
            what,
            why,
            fix,
            line.rstrip("\n"),
            tuple(self._calls()),
        )
        self.session.problems[problem] = None

    def _calls(self) -> Iterator[str]:
        """The calls by which this function was come to."""
        at = self.caller
        while at is not None:
            if at.calling is not None:
                lineno = getattr(at.calling, "lineno", at.source.first_line)
                yield f"{at.source.filename}:{lineno} in {at.source.qualname}()"
            at = at.caller

    def loc(self, node: ast.AST, var: str = "") -> Loc:
        """The place of a node; lines count from the ``def``."""
        return Loc(getattr(node, "lineno", 0) - self.source.first_line + 1, getattr(node, "col_offset", 0), var)

    def where(self, node: ast.AST, what: str = "") -> str:
        """A name for what is made at a node: the same at each reading."""
        at = self.loc(node)
        return f"{self.source.name}@{at.line}:{at.col}{self.variant}{what}"

    @contextmanager
    def at_item(self, k: Arg) -> Iterator[None]:
        """While the item at an index is read, of what is read item by item."""
        outer = self.nth
        if isinstance(k, Const):
            self.nth = f"{outer}#{k.value}"
        try:
            yield
        finally:
            self.nth = outer

    def axis(self, node: ast.AST, what: str) -> str:
        """A name for axes that are made at a node: of another length, it may be, for another item of a loop."""
        return self.where(node, f"{self.nth}{what}")

    # ------------------------------------------------------------ values

    def known(self, arg: Arg, node: ast.AST) -> Any:
        """The Python value of an operand that has to be known when the text is made."""
        if isinstance(arg, Const):
            return arg.value
        if isinstance(arg, Pack) and arg.kind in _NO_VALUES:
            self.refuse(
                node,
                "S2S304",
                f"{'an' if arg.kind == 'object' else 'a'} {arg.kind} where a value has to be known",
                "what decides the text of the derivative is a number, a string, or a tuple of these.",
                "use one of these, as a key for example.",
            )
        if isinstance(arg, Pack):
            items = [self.known(i, node) for i in arg.items]
            if arg.kind == "range":
                return tuple(range(*items))
            return slice(*items) if arg.kind == "slice" else tuple(items) if arg.kind == "tuple" else items
        self.ask_for(arg, needed=True)
        self.refuse(
            node,
            "S2S308",
            "a value that is computed where it has to be known before",
            "the form of the derivative depends on it (an axis, a keyword, a shape's length).",
            "write a literal, or hand the value in as a parameter of its own.",
        )

    def again(self, why: str) -> NoReturn:
        """Give up on the statement: the next reading knows more."""
        self.session.changed = True
        raise Refused(why)

    def at_run_time(self, place: str) -> NoReturn:
        """Have a list exist when the module runs, from the next reading on."""
        self.session.at_run_time(self.context, place)
        raise Refused("a list that exists at run time")

    def made_of(self, arg: Arg) -> Returned | None:
        """The parts of parameters, of calls before and of this function, that a number is a fold of; None of others."""
        inner: dict[PartOfParameter, None] = {}
        own, todo = list[Var](), list(leaves(arg))
        while todo:
            v = todo.pop()
            if v in self.origins or v in self.indices:
                own.append(v)
            elif v in self.returned:
                inner.update(dict.fromkeys(self.returned[v].parts))
                todo += self.returned[v].given
            elif v in self.b.made and self.b.made[v].op in INTEGER_FOLDS:
                todo += uses(self.b.made[v])
            else:
                return None
        return Returned(tuple(inner), tuple(own))

    def ask_for(self, arg: Arg, by_value: bool = True, needed: bool = False) -> None:
        """Have a value known at the next reading: parameters ``by_value``, also those of calls before; loops unrolled.

        Returns where that would not help, and where a caller has said that it does not know what is not ``needed``.
        """
        found = self.made_of(arg)
        if found is None:
            return
        params, loops = [v for v in found.given if v in self.origins], [v for v in found.given if v in self.indices]
        wanted = {p for p in found.parts if p not in self.session.needs_value}
        if (params or wanted) and not by_value:
            return
        if not needed and any((self.context, self.origins[v]) in self.session.unanswered for v in params):
            return
        if params:
            raise NeedsValue(self.context, self.origins[params[0]], wished=not needed)
        if wanted:
            self.session.needs_value |= wanted
            self.again("a call whose parameter has to be known")
        if loops:
            self.session.unroll.update(self.indices[v] for v in loops)
            self.session.changed = True
            raise Refused("a loop that has to be unrolled")

    # ------------------------------------------------------------ branches

    @contextmanager
    def scope(self) -> Iterator[list[Stmt]]:
        """Statements of a nested block; the names are put back afterwards."""
        stmts: list[Stmt] = []
        outer = self.env
        self.env = dict(outer)
        try:
            with self.b.within(stmts):
                yield stmts
        finally:
            self.env = outer

    def branch(self, cond: Arg, then: Callable[[], None], orelse: Callable[[], None], node: ast.AST) -> None:
        """Lower both arms and merge the names; a condition that is known takes one arm only."""
        cond = self.decided(cond, node)
        if isinstance(cond, Const) and cond is not BOTTOM:
            (then if cond.value else orelse)()
            return
        taken = self.arm(optional.knowing(self, cond, True, then))
        other = self.arm(optional.knowing(self, cond, False, orelse))
        self.merge(cond, taken, other, node)

    def arm(self, run: Callable[[], None], env: dict[str, Arg] | None = None) -> Arm:
        """Lower what one arm of a branch does, from these names on or from those of now."""
        with self.scope() as stmts:
            if env is not None:
                self.env = dict(env)
            run()
            return Arm(stmts, settled(self.env), dict(self.assigned))

    def merge(self, cond: Arg, taken: Arm, other: Arm, node: ast.AST) -> None:
        """A branch of which both arms have been lowered: what differs in their names becomes a result of it."""
        first, second = taken.stmts, other.stmts
        env_then, env_else = taken.env, other.env
        merge = Merge(self, node, (taken.assigned, other.assigned), (env_then, env_else), (first, second))
        names = dict.fromkeys([*env_then, *env_else])
        if any((env_then.get(n) == DECLINED) != (env_else.get(n) == DECLINED) for n in (VALUE, *env_then)):
            self._ask_for_operand(cond)
        dead = env_then.get(RAISED) == TRUE, env_else.get(RAISED) == TRUE
        if any(dead):
            self.lost |= {n for e, d in zip((env_then, env_else), dead, strict=True) if d for n in self.bound_in(e)}
            # An arm that ends in an exception goes nowhere: what follows has the other arm's names.
            alive = env_then if dead[1] else env_else
            merged = {n: merge.only(alive[n], n, 0 if dead[1] else 1, self.env.get(n)) for n in alive}
            for n in names.keys() - alive.keys():
                self.env.pop(n, None)
        else:
            merged = {}
            while left := [n for n in dict.fromkeys([*env_then, *env_else]) if n not in merged]:
                # What only one arm has made comes last: a name may say that it is one of several.
                made = [n for n in left if n.startswith("&") and not (n in env_then and n in env_else)]
                for n in [n for n in left if n not in made] or made:
                    x, y = env_then.get(n, UNDEF), env_else.get(n, UNDEF)
                    before = self.env.get(n)
                    same = before is not None and optional.unchanged(before, x, y)
                    merged[n] = self.env[n] if same else merge.join(x, y, n)
        self.env.update(merged)
        freeze(self.env, merge.mixed)
        if cond is BOTTOM:
            return
        if first or second or merge.outs:
            self._append_if(merge, cond, first, second)

    def bound_in(self, env: dict[str, Arg]) -> Iterator[str]:
        """What an arm that ends in an exception has bound: whoever catches it would see that."""
        before = settled(self.env)
        for n, value in env.items():
            if n[0] != "%" and before.get(n) != value and not optional.is_known_part(before.get(n), value):
                yield n

    def _ask_for_operand(self, cond: Arg) -> None:
        """Whether a method declines is decided by its operand: its value has to be part of the signature."""
        todo, params = list(leaves(cond)), list[Var]()
        while todo:
            v = todo.pop()
            if v in self.origins:
                params.append(v)
            elif v in self.b.made:
                todo += uses(self.b.made[v])
            else:
                return
        if params and self.caller is not None:
            conflict = Conflict(
                VALUE,
                "NotImplemented or a value, as the run decides",
                "which method computes the result is known before.",
                "decide by isinstance.",
            )
            raise NeedsValue(self.context, self.origins[params[0]], conflict)

    def _append_if(self, merge: Merge, cond: Arg, first: list[Stmt], second: list[Stmt]) -> None:
        then, orelse = Block(tuple(first), tuple(merge.then)), Block(tuple(second), tuple(merge.orelse))
        tag = next(self.session.supply)
        self.b.stmts.append(If(tuple(merge.outs), cond, then, orelse, self.loc(merge.node), tag))

    def always(self, how: Pack, run: Callable[[], None], node: ast.AST) -> None:
        """Statements that run in any case, in a way of their own (``with np.errstate``): one arm of a branch."""
        with self.scope() as stmts:
            run()
            inside = settled(self.env)
        merge = Merge(self, node)
        for n in self.env.keys() - inside.keys():
            del self.env[n]
        self.env.update({n: merge.only(v, n, 0, self.env.get(n)) for n, v in inside.items()})
        if stmts or merge.outs:
            self._append_if(merge, how, stmts, [])

    def decided(self, cond: Arg, node: ast.AST) -> Arg:
        """A condition; of what is known, its truth, where that is the same whenever it is asked for."""
        return decided(self, cond, node)

    def choose(self, cond: Arg, then: Callable[[], Arg], orelse: Callable[[], Arg], node: ast.AST) -> Arg:
        """The value of a conditional expression."""
        name = f"%{id(node)}"

        self.branch(cond, self.bound(name, then), self.bound(name, orelse), node)
        return self.env.pop(name)

    def bound(self, name: str, value: Callable[[], Arg]) -> Callable[[], None]:
        """An arm of a branch: give the value a name."""

        def run() -> None:
            result = value()  # before `env` is looked up: a loop in it puts other names in force
            self.env[name] = result

        return run


def static(value: object) -> Known:
    """The type of an argument that is part of the signature by its value."""
    return Known(Const(value).key(), value)
