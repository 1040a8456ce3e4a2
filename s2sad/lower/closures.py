"""Functions as values: made inside the function, handed on, called.

A function value is a text and the cells that it reads (`s2sad.lower.scopes`).  It never leaves the function of the
program in which its cells are: what is handed to a callee, or returned, is *closed* over what it reads, and the other
side *opens* it again in cells of its own.  So cells are parameters of the callee, their types are part of its
signature, and no function stands in the emitted text as a value::

    def f(x):                                   def power(t, k): return t**k
        power = lambda t: t**k         →        def twice(t, k): return power(power(t, k), k)
        k = 3.0                                 twice(x, 3.0)
        return twice(power, x)

Cells that a function assigns (``nonlocal``) are results as well, and are bound anew where the call stands.  A function
that comes back from a call reads the cells of the frame that it was made in, if that is the caller's or one around it.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Sequence
from dataclasses import field, replace
from typing import Any

from s2sad.dataclass import dataclass
from s2sad.ir import UNDEF, Arg, Const, Pack
from s2sad.lower.alternatives import read_inside
from s2sad.lower.conflicts import BOTTOM, Conflict
from s2sad.lower.emitting import force
from s2sad.lower.frame import Frame
from s2sad.lower.handed_generators import check_items, closed_generator
from s2sad.lower.handing import CHANGE, Handed, Received, Returning, changed_parameters
from s2sad.lower.heap import bare, current, kept
from s2sad.lower.scopes import Cells, Code, Definition, Made, body_of, code_of, comprehended, own_nodes

CELLS = "@cells"  # the parameter of a callee that holds cells


@dataclass(frozen=True)
class Reference:
    """A function that was closed: its text, and the number of its cells among those that are handed on with it."""

    code: Code
    scope: int


@dataclass(frozen=True)
class Layout:
    """What closed cells are: for each scope its names and the number of the scope around it; for each cell its scope.

    Of a scope that was handed in, it says which one of those it was, and has no cells.  ``function`` is the function
    that is called, if it is one that was closed.
    """

    scopes: tuple[tuple[frozenset[str], int | None, int | None], ...]
    cells: tuple[tuple[int, str], ...]
    rebound: tuple[int, ...]  # the numbers of the cells that a function may assign
    function: Reference | None = None


@dataclass
class Closing:
    """Closes values that leave a frame together: cells that they share stay shared."""

    frame: Frame
    handed: Sequence[Cells] = ()  # scopes that the other side has
    scopes: list[Cells] = field(default_factory=list)
    cells: dict[tuple[int, str], Arg] = field(default_factory=dict)
    references: dict[Reference, None] = field(default_factory=dict)

    def value(self, arg: Arg) -> Arg:
        """The value with references in place of functions, and the contents that lists have now."""
        arg = current(self.frame.env, arg)
        if not isinstance(arg, Pack):
            return arg
        if arg.kind == "generator":
            arg = closed_generator(self.frame, arg)
        items = tuple([self.value(i) for i in arg.items])
        if not isinstance(arg.of, Made):
            return arg.like(items)
        return replace(arg, items=items, of=self.reference(arg.of))

    def reference(self, made: Made) -> Reference:
        """The function's reference; what it reads is closed too."""
        reference = Reference(made.code, self.number(made.cells))
        if reference in self.references:
            return reference
        self.references[reference] = None
        for name in made.code.free:
            found = made.cells.find(name)
            if found is None or found[0] in self.handed:
                continue
            key = self.number(found[0]), name
            value = found[0].value(name)
            if key in self.cells or value is UNDEF or (isinstance(value, Const) and isinstance(value.value, Conflict)):
                continue  # whoever reads what has no value is refused
            self.cells[key] = UNDEF  # its place; the value may be a function that reads this cell
            self.cells[key] = self.value(value)
        return reference

    def number(self, cells: Cells) -> int:
        """The number of a scope; those around it have lower ones."""
        if cells.outer is not None:
            self.number(cells.outer)
        if cells not in self.scopes:
            self.scopes.append(cells)
        return self.scopes.index(cells)

    def packed(self, function: Reference | None = None) -> Pack | None:
        """The cells; None where no function was closed."""
        if not self.references:
            return None
        layout = Layout(tuple(map(self.scope, self.scopes)), tuple(self.cells), self.rebound(), function)
        return Pack("cells", tuple(self.cells.values()), None, layout)

    def scope(self, cells: Cells) -> tuple[frozenset[str], int | None, int | None]:
        """What the layout says of a scope."""
        outer = None if cells.outer is None else self.scopes.index(cells.outer)
        return cells.names, outer, self.handed.index(cells) if cells in self.handed else None

    def rebound(self) -> tuple[int, ...]:
        """The numbers of the cells that a function which is handed on may assign."""
        found = set()
        for reference in self.references:
            for name in reference.code.writes:
                at = self.scopes[reference.scope].find(name)
                if at is not None:
                    found.add((self.scopes.index(at[0]), name))
        return tuple(i for i, key in enumerate(self.cells) if key in found)

    def rebound_keys(self) -> list[str]:
        """Where the cells that may be assigned are in the frame's environment."""
        cells = list(self.cells)
        return [self.scopes[cells[i][0]].prefix + cells[i][1] for i in self.rebound()]


@dataclass
class Opening:
    """Opens values that were closed together, in cells of the frame that they have come to."""

    scopes: list[Cells]

    @classmethod
    def of(cls, frame: Frame, place: str, cells: Pack, own: Sequence[Cells] = ()) -> Opening:
        """Put cells into the environment of a frame; ``place`` is part of their names, ``own`` what it handed over."""
        layout = cells.of
        assert isinstance(layout, Layout)
        lead = frame.fresh_prefix(place)
        made: list[Cells] = []
        for number, (names, outer, handed) in enumerate(layout.scopes):
            new = Cells(frame, f"{lead}{number}.", names, None if outer is None else made[outer])
            made.append(new if handed is None else own[handed])
        opening = cls(made)
        for (number, name), value in zip(layout.cells, cells.items, strict=True):
            frame.env[made[number].prefix + name] = opening.value(value)
        frame.rebound.update(dict.fromkeys(opening.rebound_keys(layout)))
        return opening

    def rebound_keys(self, layout: Layout) -> list[str]:
        """Where the cells that may be assigned are in the frame's environment."""
        return [self.scopes[layout.cells[i][0]].prefix + layout.cells[i][1] for i in layout.rebound]

    def value(self, arg: Arg) -> Arg:
        """The value with functions in place of references."""
        if not isinstance(arg, Pack):
            return arg
        items = tuple([self.value(i) for i in arg.items])
        if not isinstance(arg.of, Reference):
            return arg.like(items)
        return replace(arg, items=items, of=Made(arg.of.code, self.scopes[arg.of.scope]))


# ---------------------------------------------------------------- results


def handed_back(frame: Frame, node: ast.AST, result: Arg, keys: Sequence[str]) -> Arg:
    """What a function of the program returns: its result, cells that it may have assigned, what it was handed and has
    changed; closed.

    A caller from outside gets the result alone, with the contents that its lists have now.
    """
    closing, returning = Closing(frame, frame.handed), Returning(frame)
    if frame.caller is None:
        result = bare(closing.value(read_inside(frame, node, current(frame.env, result))))
        return Pack("closed", (result,)) if closing.references else result
    items = [returning.value(closing.value(result))]
    labels: list[tuple[str, Any]] = [("result", 0)]
    for i, key in enumerate(keys):
        items.append(returning.value(closing.value(frame.env.get(key, UNDEF))))
        labels.append(("cell", i))
    for key, label, path in changed_parameters(frame):
        items.append(closing.value(returning.contents(node, key)) if label == CHANGE else Const(None))
        labels.append((label, path))
    value = items[0] if len(items) == 1 else Pack("outcome", tuple(items), tuple(labels))
    cells = closing.packed()
    if cells is None:
        return value
    return Pack("closed", (value, returning.value(cells)))


def received(
    frame: Frame, node: ast.AST, result: Arg, handed: Handed, keys: Sequence[str], own: Sequence[Cells]
) -> Arg:
    """The result of a call; cells that the callee may have assigned are bound anew, what it changed is changed.

    ``keys`` says where these cells are, and ``own`` are the scopes that were handed over.
    """
    bound, cells = list[str](), None
    if isinstance(result, Pack) and result.kind == "closed":
        result, cells = result.items
    changes = isinstance(result, Pack) and result.kind == "outcome"
    back = Received(frame, node, handed, dict(frame.env) if changes else frame.env)
    labels: tuple[Any, ...] = (("result", 0),)
    items: tuple[Arg, ...] = (result,)
    if isinstance(result, Pack) and result.kind == "outcome":
        labels, items = result.keys or (), result.items
    value: Arg = BOTTOM
    for (label, what), item in zip(labels, items, strict=True):
        if label == "result":
            value = back.value(item)
        elif label == "cell":
            frame.env[keys[what]] = back.value(item)
            bound.append(keys[what])
        elif label == CHANGE:
            back.change(what, item)
        else:
            back.freeze(what)
    if isinstance(cells, Pack):
        inside = back.value(cells)
        assert isinstance(inside, Pack)
        opening = Opening.of(frame, frame.where(node), inside, own)
        value = opening.value(value)
        frame.env.update({key: opening.value(frame.env[key]) for key in (*bound, *back.written)})
    return current(frame.env, value)


# ---------------------------------------------------------------- definitions


def make_function(frame: Frame, node: Definition) -> Arg:
    """A function as a value; its defaults are evaluated now, its cells are read when it is called."""
    code = code_of(frame, node)
    _check(frame, node)
    from s2sad.lower.expressions import expression

    a = node.args
    positional = [*a.posonlyargs, *a.args]
    given = [*zip(positional[len(positional) - len(a.defaults) :], a.defaults, strict=True)]
    given += [(p, d) for p, d in zip(a.kwonlyargs, a.kw_defaults, strict=True) if d is not None]
    values = [kept(frame, d, force(frame, expression(frame, d), d)) for _, d in given]
    return Pack("function", tuple(values), tuple(p.arg for p, _ in given), Made(code, comprehended(frame, node, code)))


def _check(frame: Frame, node: Definition) -> None:
    own = [n for n in own_nodes(body_of(node)) if isinstance(n, ast.Yield | ast.YieldFrom)]
    if own:
        frame.refuse(
            node,
            "S2S105",
            "a generator",
            "a generator hands out many values one by one, a derivative needs one result.",
            "collect the values in a list and return it.",
        )


def signature_of(code: Code) -> inspect.Signature:
    """The parameters of a function inside a function; defaults only say that there is one."""
    a, kind = code.node.args, inspect.Parameter
    positional = [*a.posonlyargs, *a.args]
    with_default = {p.arg for p in positional[len(positional) - len(a.defaults) :]}
    with_default |= {p.arg for p, d in zip(a.kwonlyargs, a.kw_defaults, strict=True) if d is not None}
    groups = (
        (a.posonlyargs, kind.POSITIONAL_ONLY),
        (a.args, kind.POSITIONAL_OR_KEYWORD),
        ([a.vararg] if a.vararg else [], kind.VAR_POSITIONAL),
        (a.kwonlyargs, kind.KEYWORD_ONLY),
        ([a.kwarg] if a.kwarg else [], kind.VAR_KEYWORD),
    )
    return inspect.Signature(
        [kind(p.arg, k, default=None if p.arg in with_default else kind.empty) for group, k in groups for p in group],
        __validate_parameters__=False,
    )


def made_values(
    frame: Frame, node: ast.AST, function: Pack, args: list[Arg], kwargs: dict[str, Arg]
) -> tuple[Code, dict[str, Arg]]:
    """The text of a function that was made inside the program, and the value of each parameter."""
    from s2sad.lower.callee_calls import bound

    made = function.of
    assert isinstance(made, Made)
    defaults = dict(zip(function.keys or (), function.items, strict=True))
    signature = signature_of(made.code)
    name = made.code.source.name
    return made.code, bound(frame, node, name, signature, args, kwargs, lambda p: defaults[p.name])


def call_made(frame: Frame, node: ast.AST, function: Pack, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    """Call a function that was made inside the program."""
    from s2sad.lower.callee_calls import invoke

    code, values = made_values(frame, node, function, args, kwargs)
    assert isinstance(function.of, Made)
    result = invoke(frame, node, code, values, function.of)
    check_items(frame, node, function, result)
    return result
