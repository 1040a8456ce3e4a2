"""Statements that act: ``raise``, ``assert``, ``del``, ``import``.

What raises does so in the forward sweep, where the primal does.  A block
that ends in an exception goes nowhere: what follows has the names of the other arm::

    if x <= 0:                                w3 = le(x, 0)
        raise ValueError(f"x = {x}")          if w3: throw("x = {}".format(x))
    y = np.log(x)                             w4 = np.log(x)
"""

from __future__ import annotations

import ast
import importlib
from functools import partial

from s2sad.dataclass import dataclass
from s2sad.exceptions import exception_name
from s2sad.ir import Arg, Const, Eqn, Loc, Pack, Stmt, type_of
from s2sad.lower import list_operations, runtime_dicts
from s2sad.lower.alternatives import each, is_either
from s2sad.lower.conflicts import BOTTOM, DONE, RAISED, TRUE
from s2sad.lower.containers import delete_item
from s2sad.lower.emitting import force, usable
from s2sad.lower.expressions import expression, index_of, truth
from s2sad.lower.frame import Frame
from s2sad.lower.heap import CHANGEABLE
from s2sad.lower.runtime_lists import is_list
from s2sad.lower.texts import check_shown
from s2sad.types import EXCEPTION

NONE = Const(None)


def lower_raise(frame: Frame, node: ast.Raise) -> None:
    """``raise`` of an exception class that can be looked up by its name, of one that was caught, or of that again."""
    if node.exc is None:
        if not frame.handling:
            why, fix = "it stands in no except.", "say which exception it is."
            frame.refuse(node, "S2S208", "a raise without an exception", why, fix)
        throw_again(frame, node)
        return
    raised = _raised(frame, node, node.exc)
    origin = None if node.cause is None else _raised(frame, node, node.cause)
    throw(frame, node, raised, origin)


@dataclass(frozen=True)
class Raised:
    """An exception class with what it is called with, or without a name the one object of ``args``."""

    name: str
    args: tuple[Arg, ...] = ()
    keywords: tuple[str, ...] = ()


def _raised(frame: Frame, node: ast.Raise, exc: ast.expr) -> Raised:
    """What is raised, or what it is raised from."""
    made = expression(frame, exc.func if isinstance(exc, ast.Call) else exc)
    if not isinstance(exc, ast.Call) and (type_of(made) == EXCEPTION or (exc is node.cause and made == NONE)):
        return Raised("", (made,))
    name = exception_name(made.value) if isinstance(made, Const) else ""
    if not name:
        frame.refuse(
            node,
            "S2S208",
            f"a raise of {ast.unparse(exc)[:60]}",
            "it is no exception class that stands at the top of a module.",
            "raise ValueError(...), another class of Python's, or one of a module's own.",
        )
    if not isinstance(exc, ast.Call):
        return Raised(name)
    named = [(k.arg, k.value) for k in exc.keywords if k.arg is not None]
    if len(named) < len(exc.keywords):
        frame.refuse(exc, "S2S211", "unpacked keywords", "their names are not known.", "pass them one by one.")
    args = (*_shown(frame, exc, exc.args), *_shown(frame, exc, [v for _, v in named]))
    return Raised(name, args, tuple(k for k, _ in named))


def throw(frame: Frame, node: ast.AST, raised: Raised, origin: Raised | None = None) -> None:
    """Raise an exception here; nothing follows."""
    frame.b.stmts.append(thrown(raised, origin, frame.loc(node)))
    frame.env.update({RAISED: TRUE, DONE: TRUE})


def throw_again(frame: Frame, node: ast.AST) -> None:
    """Raise what was caught."""
    throw(frame, node, Raised(""))


def again(s: Stmt) -> bool:
    """Whether a statement raises what was caught."""
    return isinstance(s, Eqn) and s.op == "throw" and s == thrown(Raised(""), None, s.loc)


def thrown(raised: Raised, origin: Raised | None, loc: Loc) -> Eqn:
    """The statement that raises."""
    parts = [raised] if origin is None else [raised, origin]
    exceptions = tuple((r.name, r.keywords) for r in parts)
    values = Pack("args", tuple(Pack("args", r.args) for r in parts))
    return Eqn((), "throw", (values,), (("exceptions", exceptions),), loc)


def lower_assert(frame: Frame, node: ast.Assert) -> None:
    """``assert``; the message is made only where it fails."""
    if not __debug__:
        return  # python -O has compiled none of them
    holds = truth(frame, node.test)

    def fail() -> None:
        args = () if node.msg is None else _shown(frame, node, [node.msg])
        throw(frame, node, Raised("AssertionError", args))

    frame.branch(holds, lambda: None, fail, node)


def _shown(frame: Frame, node: ast.AST, nodes: list[ast.expr]) -> tuple[Arg, ...]:
    """The values of arguments that are only shown."""
    from s2sad.lower.arguments import unpacked

    values: list[Arg] = []
    for n in nodes:
        if isinstance(n, ast.Starred):
            values += unpacked(frame, n)
        else:
            values.append(force(frame, usable(frame, expression(frame, n), n), n))
    for v in values:
        if v is not BOTTOM:
            check_shown(frame, node, v)
    return tuple(values)


def _without_item(frame: Frame, node: ast.AST, index: Arg, base: Arg) -> Arg:
    assert isinstance(base, Pack)
    delete_item(frame, node, base, index)
    return NONE


def lower_delete(frame: Frame, node: ast.Delete) -> None:
    """``del`` of names, attributes and items."""
    targets = list(node.targets)
    while targets:
        target = targets.pop(0)
        if isinstance(target, (ast.Tuple, ast.List)):
            targets = [*target.elts, *targets]
            continue
        if isinstance(target, ast.Attribute):
            from s2sad.lower.instances import delete_attribute

            delete_attribute(frame, target, expression(frame, target.value), target.attr)
            continue
        if isinstance(target, ast.Subscript):
            base, index = expression(frame, target.value), index_of(frame, target.slice)
            if BOTTOM in (base, index):
                continue
            if is_list(base):
                list_operations.delete(frame, target, base, index)
                continue
            if isinstance(base, Pack) and is_either(base):
                each(frame, target, base, partial(_without_item, frame, target, index))
                continue
            if runtime_dicts.is_dict(base):
                runtime_dicts.delete(frame, target, base, index)
                continue
            if isinstance(base, Pack) and base.kind in CHANGEABLE:
                delete_item(frame, target, base, index)
                continue
        if not isinstance(target, ast.Name):
            frame.refuse(
                target,
                "S2S201",
                f"del {ast.unparse(target)}",
                "only names, attributes and items of lists and dicts can be deleted.",
                "build what is left anew.",
            )
        expression(frame, ast.copy_location(ast.Name(target.id, ast.Load()), target))
        frame.env.pop(frame.key(target.id), None)


def lower_import(frame: Frame, node: ast.Import | ast.ImportFrom) -> None:
    """An import inside the function: the module itself, as the primal gets it."""
    for alias in node.names:
        try:
            if isinstance(node, ast.ImportFrom):
                if alias.name == "*" or node.level or node.module is None:
                    raise ImportError("it is relative, or imports everything")
                found = getattr(importlib.import_module(node.module), alias.name)
                frame.bind(alias.asname or alias.name, Const(found))
            else:
                module = importlib.import_module(alias.name)
                root = importlib.import_module(alias.name.partition(".")[0])
                frame.bind(alias.asname or root.__name__, Const(module if alias.asname else root))
        except (ImportError, AttributeError) as e:
            frame.refuse(
                node,
                "S2S209",
                "an import that cannot be followed",
                f"{e}.",
                "import at the top of the module.",
            )
