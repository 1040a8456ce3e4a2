"""What lowering knows while it reads one function: names, statements made so far, problems.

Lowering is a typed abstract interpretation: a name is bound to a w whose type is known, to
a literal, to a structure of these (a tuple has no w of its own), or to an object such as a
function or module.  So it is known at each call what is called, and at each ``+=`` whether
it writes memory.  Types at loop entries are assumed, checked at the back edge, and widened;
the whole program is read again until no assumption changes, which keeps nests linear.  Most
programs are read once: what is first assumed is what the body is read with.
"""

from __future__ import annotations

import ast
import types
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field
from functools import cached_property
from typing import Any, NoReturn

import numpy as np

from s2sad.build import Builder
from s2sad.dataclass import dataclass
from s2sad.errors import Problem, character_column
from s2sad.ir import (
    STRUCTURES,
    UNDEF,
    Arg,
    Block,
    Const,
    Function,
    If,
    Loc,
    Pack,
    Param,
    Stmt,
    Var,
    leaves,
    type_of,
    uses,
)
from s2sad.lower import alternatives, runtime_dicts, runtime_lists
from s2sad.lower.choices import is_function, one_of
from s2sad.lower.heap import bare, freeze, places, settled
from s2sad.lower.scopes import Cells, Code, rebound_cells
from s2sad.nest import Nest
from s2sad.parse import Source
from s2sad.types import BOOL, Known, List, Type, is_number, join

# Where a captured value is found: the function that reads it (None: a parameter of the entry), a name, and
# then attributes and items, as ("attribute", "scale") and ("item", 0).
Place = tuple[Any, ...]
Hidden = tuple[str, Type, Place]  # a captured number or array: its name as a parameter, its type, its place

# What is said of a problem: code, what, why, fix.
Reason = tuple[str, str, str, str]


INTEGER_FOLDS = {"add", "sub", "mul", "floordiv", "mod", "neg"}  # of known integers, done when the text is made


class Refused(Exception):
    """This statement cannot be lowered; the problem has been noted, lowering goes on after it."""


class Ended(Exception):
    """This statement surely ends in an exception, and has been lowered to that."""


class NeedsValue(Exception):
    """The value of a parameter is needed (an axis): it has to become part of the signature."""

    def __init__(self, function: object, path: tuple[object, ...], otherwise: Conflict | None = None) -> None:
        super().__init__(*path)
        self.function = function
        self.path = path  # the parameter's name, and then numbers of items
        self.otherwise = otherwise  # what is wrong where the caller does not know it either

    @property
    def param(self) -> str:
        """The parameter's name."""
        return str(self.path[0])


@dataclass(frozen=True)
class Conflict:
    """What a name is bound to after a merge that no one w can express; lists that exist at run time could."""

    name: str
    what: str
    why: str = "the derivative's text is made for one type of each name."
    fix: str = "use two names, or give both branches the same type."
    lists: Lists | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Lists:
    """The places of lists that a name may be, and what was assumed of the name."""

    places: tuple[tuple[tuple[object, ...], str], ...]
    key: tuple[object, ...] | None = None


class _Bottom:
    __name__ = "bottom"


DONE, BREAK, RETURN, VALUE = "%done", "%break", "%return", "%value"  # how a block is left, as names of its own
TRUE, FALSE = Const(True), Const(False)
RAISED = "%raised"  # set where a block has ended in an exception
BOTTOM = Const(_Bottom())  # the result of a recursive call of which nothing is known yet
DECLINED = Const(NotImplemented)
POISON = Const(Conflict("", "a statement that was refused"))


@dataclass
class Session:
    """One program being lowered, over several readings."""

    supply: Iterator[int]
    assumed: dict[tuple[object, ...], Type | None] = field(default_factory=dict)
    needs_value: set[tuple[object, tuple[object, ...]]] = field(default_factory=set)  # parts of callees' parameters
    needs_list: set[tuple[object, tuple[object, ...]]] = field(default_factory=set)  # those that are changed
    changed: bool = False
    functions: dict[tuple[object, ...], Function] = field(default_factory=dict)
    sources: dict[object, Source | None] = field(default_factory=dict)
    names: dict[tuple[object, ...], str] = field(default_factory=dict)
    problems: dict[Problem, None] = field(default_factory=dict)
    nest: Nest = field(default_factory=Nest)  # the instances that are being lowered
    recursive: set[tuple[object, ...]] = field(default_factory=set)
    results: dict[tuple[object, ...], Arg] = field(default_factory=dict)
    reached: dict[Place, None] = field(default_factory=dict)  # captured objects that decided the text
    lowered: dict[types.FunctionType, None] = field(default_factory=dict)  # the functions whose code did
    readers: dict[tuple[int, str], Any] = field(default_factory=dict)  # the function that stands for a variable
    reporting: set[tuple[object, ...]] = field(default_factory=set)  # instances that change what they are handed
    changing: set[tuple[object, ...]] = field(default_factory=set)  # lists and dicts that change, by their places
    forms: dict[tuple[object, ...], Pack | None] = field(
        default_factory=dict
    )  # of structures that only a loop's body binds
    alternatives: dict[tuple[object, ...], tuple[str, ...]] = field(
        default_factory=dict
    )  # things that a name is in a loop
    runtime: set[tuple[object, ...]] = field(default_factory=set)  # lists that exist at run time, by their places
    item_forms: dict[tuple[object, ...], Pack] = field(default_factory=dict)  # of lists of tuples
    empty: set[tuple[object, ...]] = field(default_factory=set)  # lists of whose items nothing was known in a reading
    listed: dict[tuple[object, ...], Any] = field(default_factory=dict)  # of names that loops bind to various lists
    unroll: set[tuple[object, ...]] = field(default_factory=set)  # loops whose index has to be known in their body
    places: dict[int, tuple[object, Place]] = field(default_factory=dict)  # by identity; holds the objects
    open: list[Callable[[], None]] = field(default_factory=list)  # says what could not be made yet; final at the end
    derived: dict[str, Function] = field(default_factory=dict)  # derivatives that are taken inside functions
    sought: dict[int, object] = field(default_factory=dict)  # objects that no place was known of; holds them
    codes: dict[int, Code] = field(default_factory=dict)  # of functions inside functions, by the identity of the node
    hidden: dict[tuple[object, ...], tuple[Hidden, ...]] = field(default_factory=dict)  # what an instance captures

    def place_of(self, value: object) -> Place | None:
        """Where a captured object is found, if anything in the program finds it there."""
        found = self.places.get(id(value))
        if found is None:
            self.sought[id(value)] = value
            return None
        return found[1]

    def found_at(self, place: Place, value: object) -> None:
        """Note where an object is found first; what was read before without knowing is read again."""
        if id(value) not in self.places:
            self.places[id(value)] = (value, place)
            self.changed = self.changed or id(value) in self.sought

    def at_run_time(self, context: tuple[object, ...], place: str) -> None:
        """From the next reading on, a list exists when the module runs: its length only the run knows."""
        if (context, place) not in self.runtime:
            self.runtime.add((context, place))
            self.changed = True

    def needs_list_of(self, code: object, path: tuple[object, ...]) -> None:
        """From the next reading on, what this parameter is handed exists at run time: the callee sees the same list."""
        if (code, path) not in self.needs_list:
            self.needs_list.add((code, path))
            self.changed = True

    def assume(self, key: tuple[object, ...], t: Type, fresh: str) -> Type | None:
        """Join a type into an assumption; None where no w can hold both."""
        if key not in self.assumed:
            self.assumed[key] = t
            self.changed = True
            return t
        old = self.assumed[key]
        new = None if old is None else join(old, t, fresh)
        if new != old:
            self.assumed[key] = new
            self.changed = True
        return new


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
    outer: Cells | None = None  # the names of the functions around this one
    rebound: dict[str, None] = field(default_factory=dict)  # what functions that are called may assign
    names: set[str] = field(default_factory=set)  # of the parameters in the text
    lists: dict[Var, tuple[object, ...]] = field(default_factory=dict)  # where the type of their items is assumed
    numbers: dict[str, int] = field(default_factory=dict)  # of things of which the run chooses one, by place
    iterated: set[Var] = field(default_factory=set)  # those of them that a loop runs over
    looped_keys: list[tuple[Var, Arg]] = field(default_factory=list)  # of dicts at run time that a loop runs over
    opened: Counter[str] = field(default_factory=Counter)
    parameters: dict[str, tuple[tuple[Any, ...], Pack]] = field(default_factory=dict)  # by place: see `handing`
    given: set[Var] = field(default_factory=set)  # the numbers and arrays of the parameters
    attempted: bool = False  # whether these statements are the body of a ``try``
    here: list[Stmt] | None = None  # where the statement that is being lowered began
    handling: bool = False  # whether these statements handle an exception, which a bare ``raise`` raises again
    variant: str = ""  # marks a second copy of statements, whose types are others

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
        from s2sad.exceptions import exception_name
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
            code, self.source.filename, lineno, col, self.source.qualname, what, why, fix, line.rstrip("\n")
        )
        self.session.problems[problem] = None

    def loc(self, node: ast.AST, var: str = "") -> Loc:
        """The place of a node; lines count from the ``def``."""
        return Loc(getattr(node, "lineno", 0) - self.source.first_line + 1, getattr(node, "col_offset", 0), var)

    def where(self, node: ast.AST, what: str = "") -> str:
        """A name for what is made at a node: the same at each reading."""
        at = self.loc(node)
        return f"{self.source.name}@{at.line}:{at.col}{self.variant}{what}"

    # ------------------------------------------------------------ values

    def known(self, arg: Arg, node: ast.AST) -> Any:
        """The Python value of an operand that has to be known when the text is made."""
        if isinstance(arg, Const):
            return arg.value
        if isinstance(arg, Pack):
            items = [self.known(i, node) for i in arg.items]
            return slice(*items) if arg.kind == "slice" else tuple(items) if arg.kind == "tuple" else items
        self.ask_for(arg)
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

    def ask_for(self, arg: Arg, by_value: bool = True) -> None:
        """Have a value known at the next reading: parameters ``by_value``, loops unrolled.

        Returns where that would not help.
        """
        loops, params, todo = [], [], list(leaves(arg))
        while todo:
            v = todo.pop()
            if v in self.origins:
                params.append(v)
            elif v in self.indices:
                loops.append(v)
            elif v in self.b.made and self.b.made[v].op in INTEGER_FOLDS:
                todo += uses(self.b.made[v])
            else:
                return
        if params and not by_value:
            return
        if params:
            raise NeedsValue(self.context, self.origins[params[0]])
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
        taken, other = self.arm(then), self.arm(orelse)
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
                    merged[n] = merge.join(env_then.get(n, UNDEF), env_else.get(n, UNDEF), n)
        self.env.update(merged)
        freeze(self.env, merge.mixed)
        if cond is BOTTOM:
            return
        if first or second or merge.outs:
            self._append_if(merge, cond, first, second)

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
        if isinstance(cond, Pack) and cond.kind == "caught":
            return cond
        if runtime_lists.is_list(cond):
            from s2sad.lower.list_operations import nonempty

            return nonempty(self, node, cond)
        if runtime_dicts.is_dict(cond):
            return self.decided(runtime_dicts.keys(cond), node)
        if isinstance(cond, Pack):
            if cond.kind == alternatives.EITHER:
                return self.decided(alternatives.read(self, node, cond), node)
            if isinstance(cond.of, type) and _decides_truth(cond.of):
                from s2sad.lower.protocols import truth_by_class

                found = truth_by_class(self, node, cond)
                if found is not None:
                    return found
                self.refuse(
                    node,
                    "S2S304",
                    f"the truth of an object of {cond.of.__name__}",
                    "it decides it by its __bool__ or __len__.",
                    "compare a number that it holds.",
                )
            return Const(bool(cond.items) if cond.kind in ("tuple", "list", "dict", "set") else True)
        if not isinstance(cond, Const) or cond is BOTTOM or isinstance(cond.value, Conflict):
            return cond
        if not _has_fixed_truth(cond.value):
            self.refuse(
                node,
                "S2S304",
                f"the truth of a {type(cond.value).__name__}",
                "an object decides it anew each time, by its __bool__ or __len__.",
                "compare a number or a string that it holds.",
            )
        return Const(bool(cond.value))

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


@dataclass(frozen=True)
class Arm:
    """One arm of a branch: its statements, the names at its end, and where names were last bound."""

    stmts: list[Stmt]
    env: dict[str, Arg]
    assigned: Mapping[str, Loc]


def _has_fixed_truth(value: object) -> bool:
    if isinstance(value, (bool, int, float, complex, str, bytes, tuple, frozenset, range, np.generic, type(None))):
        return True
    return not hasattr(type(value), "__bool__") and not hasattr(type(value), "__len__")


def _decides_truth(cls: type) -> bool:
    """Whether a class has a say in what an object of it is as a condition."""
    return hasattr(cls, "__bool__") or getattr(cls, "__len__", None) not in (None, tuple.__len__)


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
        if value is before or value is POISON or value is BOTTOM or value is UNDEF:
            return value
        if isinstance(value, Pack) and value.kind == alternatives.EITHER:
            return alternatives.only(self, value, name, arm)
        if isinstance(value, Pack):
            old = before.items if isinstance(before, Pack) and len(before.items) == len(value.items) else None
            parts = [self.only(v, name, arm, None if old is None else old[i]) for i, v in enumerate(value.items)]
            return value.like(parts)
        if isinstance(value, Var):
            return self.join(value, UNDEF, name) if arm == 0 else self.join(UNDEF, value, name)
        return value

    def join(self, a: Arg, b: Arg, name: str) -> Arg:
        """The binding after the branch."""
        if a is b or a == b:
            return a
        for nothing in (POISON, BOTTOM):  # this reading is not the last: what is known is enough to go on
            if a is nothing or b is nothing:
                return b if a is nothing else a
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
        key = (_key(a), _key(b))
        if key in self.seen:
            return self.seen[key]
        numbers = [x for x in (a, b) if x is not UNDEF]
        if name.startswith("&") and all(isinstance(x, Pack) and x.kind == "list" for x in (a, b)):
            self.frame.session.at_run_time(self.frame.context, name)
        if is_function(a) and is_function(b):
            chosen = one_of(a, b, lambda x, y: self.join(x, y, name), lambda x, arm: self.only(x, name, arm, None))
            if chosen is not None:
                return chosen
        where = self.frame.where(self.node, f".{name}")
        if any(isinstance(type_of(x), List) for x in numbers) and name.startswith("&"):
            return Const(Conflict(name, "a list that one branch makes"))  # who refers to it refers to the list itself
        if runtime_lists.reformed(self.frame, numbers):
            return POISON
        if not all(is_number(type_of(x)) for x in numbers):
            lists = runtime_lists.could_be(self.frame, numbers)
            what = f"{_describe(a)} in one branch and {_describe(b)} in the other"
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


def static(value: object) -> Known:
    """The type of an argument that is part of the signature by its value."""
    return Known(Const(value).key(), value)
