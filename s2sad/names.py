"""What the names in a function stand for: objects, not spellings.

    from math import sin as cos

    def f(x):
        y = cos(x)
        return y * scale

``cos`` resolves to the object ``math.sin``, ``scale`` to the value of the global, ``x`` is a parameter, ``y`` a local.
The rules are Python's own: a name that is bound anywhere in the function is local in all of it.
"""

from __future__ import annotations

import ast
import enum
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import CellType, FunctionType
from typing import Any, Final, Literal

from s2sad.dataclass import dataclass

BindingKind = Literal["parameter", "local", "closure", "global", "builtin", "missing"]
FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


class _Unbound(enum.Enum):
    UNBOUND = "UNBOUND"

    def __repr__(self) -> str:
        return self.value


UNBOUND: Final = _Unbound.UNBOUND
"""The value of a name that has none (yet): an empty cell, a missing global. Nobody's program can contain it."""


@dataclass(frozen=True, slots=True)
class Binding:
    """What a name stands for: ``value`` is UNBOUND for parameters and locals (the call decides), empty cells, missing
    names. ``cell`` is the closure cell: its content may change from call to call.
    """

    name: str
    kind: BindingKind
    value: Any = UNBOUND
    cell: CellType | None = None

    @property
    def bound(self) -> bool:
        return self.value is not UNBOUND


@dataclass(frozen=True, slots=True)
class NamesOf:
    """The names that one function binds or declares itself, as they are spelled; nested functions have their own."""

    parameters: tuple[str, ...]
    locals: frozenset[str]  # parameters not included
    globals: frozenset[str]  # declared `global`
    nonlocals: frozenset[str]  # declared `nonlocal`


def mangled(class_name: str | None, name: str) -> str:
    """The name as the compiler stores it: ``__x`` inside ``class C`` is ``_C__x``.

    >>> mangled("_Model", "__scale")
    '_Model__scale'
    """
    if class_name is None or not name.startswith("__") or name.endswith("__") or "." in name:
        return name
    owner = class_name.lstrip("_")
    return f"_{owner}{name}" if owner else name


def look_up(function: FunctionType, names: NamesOf, class_name: str | None, name: str) -> Binding:
    """Resolve ``name`` as a read in the body of ``function`` (not inside a nested function of it) would."""
    if name in names.parameters:
        return Binding(name, "parameter")
    stored = mangled(class_name, name)
    code = function.__code__
    if name not in names.globals:
        if name in names.locals:
            return Binding(name, "local")
        if stored in code.co_freevars:
            cell = (function.__closure__ or ())[code.co_freevars.index(stored)]
            try:
                return Binding(name, "closure", cell.cell_contents, cell)
            except ValueError:  # the cell is empty: the name is bound only later
                return Binding(name, "closure", UNBOUND, cell)
    value = function.__globals__.get(stored, UNBOUND)
    if value is not UNBOUND:
        return Binding(name, "global", value)
    value = _builtins(function).get(stored, UNBOUND)
    return Binding(name, "missing" if value is UNBOUND else "builtin", value)


def _builtins(function: FunctionType) -> dict[str, Any]:
    found: dict[str, Any] = getattr(function, "__builtins__")  # noqa: B009 - typeshed does not know it
    return found


def names_of(node: FunctionNode) -> NamesOf:
    """Collect what the function binds. Iterative, as expressions may be hundreds of levels deep."""
    arguments = node.args
    parameters = [a.arg for a in (*arguments.posonlyargs, *arguments.args)]
    parameters += [arguments.vararg.arg] if arguments.vararg else []
    parameters += [a.arg for a in arguments.kwonlyargs]
    parameters += [arguments.kwarg.arg] if arguments.kwarg else []

    declared: dict[type, set[str]] = {ast.Global: set(), ast.Nonlocal: set()}
    bound = bound_here([node.body] if isinstance(node, ast.Lambda) else node.body, declared)

    outside = declared[ast.Global] | declared[ast.Nonlocal]
    return NamesOf(
        tuple(parameters),
        frozenset(bound.keys() - outside - set(parameters)),
        frozenset(declared[ast.Global]),
        frozenset(declared[ast.Nonlocal]),
    )


def bound_here(nodes: Sequence[ast.AST], declared: Mapping[type, set[str]] | None = None) -> dict[str, None]:
    """The names that nodes of one scope bind, in the order of first occurrence; notes what they declare."""
    bound: dict[str, None] = {}
    stack: list[ast.AST] = list(reversed(nodes))
    while stack:
        child = stack.pop()
        kind = type(child)
        if isinstance(child, ast.Name):  # first: most nodes are names or leaves
            if not isinstance(child.ctx, ast.Load):
                bound[child.id] = None
        elif kind in _LEAVES:
            continue
        elif kind in _COMPREHENSIONS:
            bound.update(dict.fromkeys(_named_inside(child)))
        elif kind in _DECLARATIONS:
            if declared is not None:
                declared[kind].update(child.names)  # type: ignore[attr-defined]
        else:
            if kind in _BINDING:
                bound.update(dict.fromkeys(_bound_by(child)))
            stack += reversed(evaluated_here(child))
    return bound


_LEAVES = frozenset(
    {ast.Constant, ast.Load, ast.Store, ast.Del, *ast.operator.__subclasses__(), *ast.cmpop.__subclasses__()}
)
_COMPREHENSIONS = frozenset({ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp})
_DECLARATIONS = frozenset({ast.Global, ast.Nonlocal})


def _bound_by(node: ast.AST) -> Iterable[str]:
    """The names that one node binds, its children apart."""
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return [alias.asname or alias.name.partition(".")[0] for alias in node.names]
    if isinstance(node, _NAMED):
        return (node.name,) if node.name else ()
    if isinstance(node, ast.MatchMapping):
        return (node.rest,) if node.rest else ()
    return ()


_NAMED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.ExceptHandler, ast.MatchAs, ast.MatchStar)
_BINDING = frozenset({*_NAMED, ast.Import, ast.ImportFrom, ast.MatchMapping})


def _named_inside(comprehension: ast.AST) -> Iterator[str]:
    """The targets of ``:=`` in a comprehension: they are bound around it, unlike its own targets."""
    stack = [comprehension]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.NamedExpr) and isinstance(node.target, ast.Name):
            yield node.target.id
        stack += evaluated_here(node)


def evaluated_here(node: ast.AST) -> list[ast.AST]:
    """The children that are evaluated in the scope of ``node`` itself: of a nested function only its decorators
    and defaults, of a class also its bases.
    """
    if isinstance(node, (ast.Lambda, ast.FunctionDef, ast.AsyncFunctionDef)):
        defaults = [default for default in (*node.args.defaults, *node.args.kw_defaults) if default is not None]
        return [*defaults, *([] if isinstance(node, ast.Lambda) else node.decorator_list)]
    if isinstance(node, ast.ClassDef):
        return [*node.decorator_list, *node.bases, *node.keywords]
    children: list[ast.AST] = []
    for field in node._fields:
        value = getattr(node, field, None)
        if isinstance(value, ast.AST):
            children.append(value)
        elif isinstance(value, list):
            children += [item for item in value if isinstance(item, ast.AST)]
    return children
