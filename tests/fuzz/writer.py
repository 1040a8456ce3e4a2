"""A program under construction: its lines, the names in scope, and the features it has used.

A feature's row says how it is written, as a template or as a function of the writer::

    Feature("store to an item", 5, lines("{vec}[{index}] {=} {number}"))

Braces are filled with new random text of that kind.  Kinds of names: ``num`` a float,
``int`` an integer, ``vec`` an array of four that may be written, ``val`` one that is
rebound but never written, ``two`` an array of two (a view, mostly), ``mat`` a 4x4 matrix,
``vec32`` and ``val32`` an array of four of single precision, which no name shares with another.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

DEEPEST = 4  # blocks within blocks
LARGEST = 2  # operations within operations
STRESS = 12.0  # how much more often a program's chosen features are written
STEMS = {"vec": "a", "val": "e", "num": "s", "int": "k", "two": "v", "mat": "m"}


class Unfit(Exception):
    """The feature does not fit here; another one is written."""


@dataclass(frozen=True)
class Feature:
    """One row: what it is called, how often it is chosen, how it is written."""

    name: str
    weight: float
    write: Callable[[Writer], str]
    leaf: bool = False  # an expression without further expressions of numbers and arrays
    base: bool = False  # always enabled: there has to be something to choose
    needs: str = ""  # the row that it is about: of a parameter, or of what is around it
    refused: bool = False  # the documents say so: it is written seldom, for what else is in a program is not run then
    dynamic: bool = False  # binds a name to one array or another, as the run decides


@dataclass
class Scope:
    """Where the next statement stands."""

    names: dict[str, str]  # what is bound for sure, and its kind
    depth: int = 1
    loop: str = ""  # the kind of the innermost loop around
    result: str = "number"  # the row of what `return` gives
    conditional: bool = False  # whether a branch or loop is around
    recursive: bool = False  # whether in a function that calls itself: there, names for what is written are known


@dataclass(frozen=True)
class Helper:
    """A function that the program defines beside ``f``."""

    name: str
    params: tuple[str, ...]  # kinds
    result: str  # kind; "" for none
    writes: bool


@dataclass
class Writer:
    """Everything that the emitters use."""

    r: random.Random
    tables: dict[str, tuple[Feature, ...]]
    enabled: frozenset[str]
    focus: frozenset[str] = frozenset()
    scope: Scope = field(default_factory=lambda: Scope({}))
    lines: list[str] = field(default_factory=list)
    functions: list[str] = field(default_factory=list)
    helpers: list[Helper] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    count: int = 0
    level: int = 0
    inside: int = 0  # helpers within helpers
    budget: int = 15  # statements that may still be written

    # ------------------------------------------------------------ choosing

    def choose(self, place: str, deepest: bool = False, simplest: bool = False) -> str:
        """Write one feature of a table; those that do not fit leave no trace."""
        rows = [f for f in self.tables[place] if (f.base or f.name in self.enabled) and (f.leaf or not deepest)]
        if simplest:
            rows = [f for f in rows if f.base]
        if self.scope.recursive:
            rows = [f for f in rows if not f.dynamic]
        while rows:
            row = self.r.choices(rows, [f.weight * (STRESS if f.name in self.focus else 1.0) for f in rows])[0]
            before = (len(self.lines), len(self.functions), len(self.helpers), set(self.used), dict(self.scope.names))
            try:
                text = row.write(self)
            except Unfit:
                rows.remove(row)
                del self.lines[before[0] :], self.functions[before[1] :], self.helpers[before[2] :]
                self.used, self.scope.names = before[3], before[4]
                continue
            self.used.add(row.name)
            return text
        raise Unfit(place)

    def deeper(self, place: str) -> str:
        """An expression one level down; at the bottom only leaves."""
        self.level += 1
        try:
            return self.choose(place, deepest=self.level > LARGEST)
        finally:
            self.level -= 1

    def name(self, *kinds: str) -> str:
        """Any name of one of the kinds."""
        found = [n for n, k in self.scope.names.items() if k in kinds]
        if not found:
            raise Unfit(kinds)
        return self.r.choice(found)

    def new(self, kind: str) -> str:
        """A name that no one has, not bound yet."""
        self.count += 1
        return f"{STEMS.get(kind, kind)}{self.count}"

    def bind(self, name: str, kind: str) -> None:
        """From here on the name is bound."""
        self.scope.names[name] = kind

    # ------------------------------------------------------------ writing

    def put(self, text: str) -> None:
        """One line at the present depth."""
        self.lines.append("    " * self.scope.depth + text)

    @contextmanager
    def block(self, loop: str | None = None, **names: str):
        """What is written inside is indented, and what is bound inside is unknown outside."""
        outer = self.scope
        if outer.depth > DEEPEST:
            raise Unfit("depth")
        loop = outer.loop if loop is None else loop
        self.scope = replace(outer, names={**outer.names, **names}, depth=outer.depth + 1, loop=loop, conditional=True)
        level, self.level = self.level, 0
        start = len(self.lines)
        try:
            yield
            if len(self.lines) == start:
                self.put("pass")
        finally:
            self.scope, self.level = outer, level

    def statements(self, least: int, most: int) -> None:
        """A few statements."""
        for _ in range(self.r.randint(least, most)):
            self.budget -= 1
            self.choose("statement", simplest=self.budget < 0)

    def fill(self, template: str, made: list[str] | None = None) -> str:
        """A template with its braces filled; ``{new.kind}`` is bound when the line is done, and noted in ``made``."""
        fresh: list[tuple[str, str]] = []

        def one(match: re.Match[str]) -> str:
            key = match[1]
            if not key.startswith("new."):
                return PLACEHOLDERS[key](self)
            fresh.append((self.new(key[4:]), key[4:]))
            return fresh[-1][0]

        filled = re.sub(r"\{([\w.=]+)\}", one, template)
        for name, kind in fresh:
            self.bind(name, kind)
        if made is not None:
            made += [name for name, _ in fresh]
        return filled


def text(template: str) -> Callable[[Writer], str]:
    """An expression by its template."""
    return lambda g: g.fill(template)


def lines(template: str) -> Callable[[Writer], str]:
    """Statements by their template; ``@`` is the first name that an earlier line made."""

    def write(g: Writer) -> str:
        made: list[str] = []
        for line in template.split("\n"):
            g.put(g.fill(line.replace("@", made[0]) if made else line, made))
        return ""

    return write


def index(g: Writer, size: int = 4) -> str:
    """An index that is in range, of either sign."""
    if g.r.random() < 0.5 and any(k == "int" for k in g.scope.names.values()):
        return f"{g.name('int')} % {size}"
    return str(g.r.randrange(-size, size))


def slice_of_two(g: Writer) -> str:
    """Two neighbours of four."""
    return g.r.choice(["1:3", ":2", "2:", "0:2", "1:-1", "-2:", ":-2"])


def slice_of_three(g: Writer) -> str:
    """Three neighbours of four."""
    return g.r.choice(["1:", ":-1", "0:3", "1:4"])


def literal(g: Writer) -> str:
    """A number that is no special case, mostly."""
    return g.r.choice(["0.0", "1.0", "2", "0", "-1.0"]) if g.r.random() < 0.1 else f"{g.r.uniform(-1.5, 1.5):.2f}"


PLACEHOLDERS: dict[str, Callable[[Writer], str]] = {
    "number": lambda g: g.deeper("number"),
    "vector": lambda g: g.deeper("vector"),
    "pair": lambda g: g.deeper("pair"),
    "matrix": lambda g: g.deeper("matrix"),
    "condition": lambda g: g.deeper("condition"),
    "mask": lambda g: f"{g.name('vec', 'val')} {g.r.choice(['>', '<'])} {g.r.choice(['0.2', '0.5', '-0.1'])}",
    "literal": literal,
    "small": lambda g: g.r.choice(["0.5", "0.3", "-0.7", "0.9"]),
    "num": lambda g: g.name("num"),
    "int": lambda g: g.name("int"),
    "vec": lambda g: g.name("vec"),
    "val": lambda g: g.name("val"),
    "any": lambda g: g.name("vec", "val", "vec32", "val32"),
    "any64": lambda g: g.name("vec", "val"),
    "vec32": lambda g: g.name("vec32"),
    "two": lambda g: g.name("two"),
    "mat": lambda g: g.name("mat"),
    "written": lambda g: g.name("vec", "two"),
    "index": index,
    "index2": lambda g: index(g, 2),
    "slice2": slice_of_two,
    "slice3": slice_of_three,
    "=": lambda g: g.r.choice(["=", "=", "+=", "-=", "*="]),
    "op=": lambda g: g.r.choice(["+=", "-=", "*="]),
    "op": lambda g: g.r.choice(["+", "-", "*"]),
    "compare": lambda g: g.r.choice(["<", ">", "<=", ">="]),
    "n": lambda g: "n" if g.scope.names.get("n") == "int" else g.r.choice(["2", "3"]),
    "digit": lambda g: str(g.r.randrange(4)),
    "indices": lambda g: g.r.choice(["ids", "[0, 2, 2, 1]", "[3, 3, 0, -1]", "ids[::-1]"]),
    "strides": lambda g: g.r.choice(["::2", "1::2", "::-2", "2::-2", "-1:0:-2", "3:0:-2"]),
    "reversed": lambda g: g.r.choice(["::-1", "-1::-1", "3::-1"]),
}
