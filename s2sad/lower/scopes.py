"""Cells: where functions inside functions find the names of the functions around them.

A cell is an entry of the environment of the frame that is being lowered, so branches merge cells and loops carry them
as they do names.  The cells of the frame's own function are its names; those of a function that came from elsewhere
are called ``@place.0.k``.  A function reads a cell when it is called, as Python does, not when it is made.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from s2sad.dataclass import dataclass
from s2sad.ir import UNDEF, Arg
from s2sad.names import NamesOf, bound_here, names_of
from s2sad.parse import Source, inner_source

if TYPE_CHECKING:
    from s2sad.lower.frame import Frame

Definition = ast.FunctionDef | ast.Lambda
Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


@dataclass(frozen=True, eq=False)
class Cells:
    """The names that one function binds, for the functions inside it; ``outer`` has those around it."""

    frame: Frame
    prefix: str
    names: frozenset[str]
    outer: Cells | None

    def find(self, name: str) -> tuple[Cells, str] | None:
        """Whose a name is, and its key in the environment; None for a global or a builtin."""
        at: Cells | None = self
        while at is not None:
            if name in at.names:
                return at, at.prefix + name
            at = at.outer
        return None

    def value(self, name: str) -> Arg:
        """What a name of these cells is bound to now."""
        return self.frame.env.get(self.prefix + name, UNDEF)


@dataclass(frozen=True, eq=False)
class Code:
    """The text of a function inside a function; one for all the functions that are made of it."""

    node: Definition
    source: Source
    free: tuple[str, ...]  # names that it, or a function inside it, reads or writes of the functions around it
    writes: frozenset[str]  # those of them that are written (``nonlocal``)


@dataclass(frozen=True)
class Made:
    """What a function value is made of, beside the values of its defaults: a text and cells."""

    code: Code
    cells: Cells


def code_of(frame: Frame, node: Definition) -> Code:
    """The code of a definition; the same one at every reading."""
    codes = frame.session.codes
    found = codes.get(id(node))
    if found is None:
        found = codes[id(node)] = Code(
            node, inner_source(frame.source, node), tuple(free_names(node)), frozenset(written_names(node))
        )
    return found


def inner_functions(node: Definition) -> list[ast.AST]:
    """The functions that are defined directly inside a function, without those inside these."""
    found: list[ast.AST] = []
    stack: list[ast.AST] = list(node.body) if isinstance(node.body, list) else [node.body]
    while stack:
        at = stack.pop()
        if isinstance(at, ast.FunctionDef | ast.Lambda | ast.AsyncFunctionDef | ast.ClassDef):
            found.append(at)
            stack += [d for d in _around(at) if d is not None]
        else:
            stack += ast.iter_child_nodes(at)
    return found[::-1]


def _around(node: ast.AST) -> list[ast.expr | None]:
    """What is evaluated where a function is defined: its decorators and defaults."""
    if isinstance(node, ast.ClassDef):
        return [*node.decorator_list, *node.bases]
    arguments = node.args  # type: ignore[attr-defined]
    return [*getattr(node, "decorator_list", []), *arguments.defaults, *arguments.kw_defaults]


def free_names(node: Definition) -> list[str]:
    """The names that a function uses and does not bind, in order; those of the functions inside it too."""
    own = names_of(node)
    bound = {*own.parameters, *own.locals}
    used: dict[str, None] = dict.fromkeys(sorted(own.nonlocals))
    stack: list[tuple[ast.AST, frozenset[str]]] = [(s, frozenset()) for s in body_of(node)[::-1]]
    while stack:
        at, hidden = stack.pop()
        if isinstance(at, ast.Name):
            if at.id not in hidden:
                used[at.id] = None
        elif isinstance(at, ast.FunctionDef | ast.Lambda):
            used.update(dict.fromkeys(n for n in free_names(at) if n not in hidden))
            stack += [(d, hidden) for d in _around(at) if d is not None]
        elif isinstance(at, Comprehension):
            targets = {n.id for g in at.generators for n in ast.walk(g.target) if isinstance(n, ast.Name)}
            first, inside = at.generators[0].iter, hidden | targets
            stack += [(c, inside) for c in ast.iter_child_nodes(at)]
            stack.append((first, hidden))
        else:
            stack += [(c, hidden) for c in ast.iter_child_nodes(at)]
    return [n for n in used if n not in bound and n not in own.globals]


def written_names(node: Definition) -> set[str]:
    """The names of functions around it that a function, or one inside it, assigns."""
    own = names_of(node)
    inside = {n for inner in inner_functions(node) if isinstance(inner, Definition) for n in written_names(inner)}
    return set(own.nonlocals) | (inside - {*own.parameters, *own.locals})


def rebound_cells(node: Definition, own: NamesOf) -> frozenset[str]:
    """The names of a function that functions inside it assign."""
    inside = {n for inner in inner_functions(node) if isinstance(inner, Definition) for n in written_names(inner)}
    return frozenset(inside & {*own.parameters, *own.locals})


def own_nodes(nodes: Iterable[ast.AST]) -> list[ast.AST]:
    """The nodes of a function's body, in order, without those of the functions inside it."""
    found: list[ast.AST] = []
    stack = list(nodes)[::-1]
    while stack:
        at = stack.pop()
        found.append(at)
        if not isinstance(at, ast.FunctionDef | ast.Lambda | ast.AsyncFunctionDef | ast.ClassDef):
            stack += list(ast.iter_child_nodes(at))[::-1]
    return found


def body_of(node: Definition) -> list[ast.AST]:
    """The statements of a function, or a lambda's expression."""
    return list(node.body) if isinstance(node.body, list) else [node.body]


# ---------------------------------------------------------------- variables of comprehensions


@dataclass
class Evaluation:
    """One run of a comprehension: its variables are bound again at each turn, and functions made in it read them.

    These find them in cells, which are made for the first such function.
    """

    frame: Frame
    node: Comprehension
    cells: Cells | None = None

    def opened(self, outer: Cells, names: frozenset[str]) -> Cells:
        """The cells, with what the variables are now."""
        if self.cells is None:
            prefix = self.frame.fresh_prefix(self.frame.where(self.node, ".each"))
            self.cells = Cells(self.frame, prefix, names, outer)
        self.bind()
        return self.cells

    def bind(self) -> None:
        """A turn has bound its variables."""
        if self.cells is not None:
            env, prefix = self.frame.env, self.cells.prefix
            env.update({prefix + n: env[n] for n in sorted(self.cells.names & env.keys())})

    def end(self) -> None:
        """Functions that are kept find no values from here on: which turn was the last is not followed."""
        if self.cells is not None:
            for name in self.cells.names:
                self.frame.env.pop(self.cells.prefix + name, None)


def comprehension_targets(frame: Frame, node: ast.AST) -> Mapping[str, ast.AST]:
    """The variables of the comprehensions around a node, and which one each belongs to."""
    stack: list[tuple[ast.AST, Mapping[str, ast.AST]]] = [(frame.source.node, {})]
    while stack:
        at, targets = stack.pop()
        if at is node:
            return targets
        if isinstance(at, Comprehension):
            first, around = at.generators[0].iter, targets
            targets = {**targets, **dict.fromkeys(bound_here([g.target for g in at.generators]), at)}
            parts = [*at.generators[0].ifs, *at.generators[1:], *_results(at)]
            stack += [(c, targets) for c in parts]
            stack.append((first, around))
        else:
            stack += [(c, targets) for c in ast.iter_child_nodes(at)]
    return {}


def _results(node: Comprehension) -> list[ast.expr]:
    return [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]


def read_of_comprehensions(frame: Frame, node: ast.AST, names: Iterable[str]) -> set[str]:
    """Those of the names that are variables of comprehensions around a node; refused where these are over."""
    around = comprehension_targets(frame, node)
    hidden = set(names) & around.keys()
    read = [e.node for e in frame.comprehensions]
    if any(around[name] not in read for name in hidden):
        frame.refuse(
            node,
            "S2S206",
            "a generator that outlives the turn of the comprehension that made it",
            f"it reads the variable {min(hidden)!r} of the comprehension when it is asked for its items.",
            "make a list: [... for ...].",
        )
    return hidden


def comprehended(frame: Frame, node: ast.AST, code: Code) -> Cells:
    """The names around a function: where it reads variables of comprehensions, theirs come first.

    Scopes of which it reads nothing are left out, so functions of one text that a recursion makes may be the same.
    """
    cells = frame.cells
    if read_of_comprehensions(frame, node, code.free):
        around = comprehension_targets(frame, node)
        for evaluation in frame.comprehensions:
            names = frozenset(name for name, of in around.items() if of is evaluation.node)
            if names:
                cells = evaluation.opened(cells, names)
    while cells.outer is not None and cells.names.isdisjoint(code.free):
        cells = cells.outer
    return cells
