"""Statements: each construct in one function, found by the type of its node."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from s2sad.ir import Arg, Const, Eqn, Loc, Pack, Var, type_of
from s2sad.lower import list_operations, runtime_dicts
from s2sad.lower.acts import lower_assert, lower_delete, lower_import, lower_raise, lower_with
from s2sad.lower.alternatives import each, is_either
from s2sad.lower.calls import call_value
from s2sad.lower.chains import LONGEST, Link, decide, elifs, pieces
from s2sad.lower.closures import make_function
from s2sad.lower.containers import operated_in_place, store_item
from s2sad.lower.expressions import (
    BINARY,
    as_index,
    attribute,
    binary,
    expression,
    force,
    index_of,
    is_object,
    item,
    truth,
)
from s2sad.lower.frame import BOTTOM, BREAK, DONE, FALSE, POISON, RETURN, TRUE, VALUE, Ended, Frame, Reason, Refused
from s2sad.lower.heap import CHANGEABLE, current, kept
from s2sad.lower.instances import operate_in_place, store_attribute
from s2sad.lower.iterables import check_name
from s2sad.lower.runtime_lists import is_list
from s2sad.lower.texts import check_kept, check_returned
from s2sad.lower.unpacking import unpacked
from s2sad.lower.writes import in_place, write
from s2sad.names import bound_here
from s2sad.types import Array


def body(frame: Frame, stmts: Sequence[ast.stmt]) -> None:
    """Lower statements in order; what follows a possible exit moves into the arm without it."""
    for piece in pieces(stmts):
        done = frame.env[DONE]
        if done == TRUE:
            return
        frame.branch(done, partial(_stay_done, frame), partial(_resume, frame, piece), piece[0])


def _stay_done(frame: Frame) -> None:
    frame.env[DONE] = TRUE


def _resume(frame: Frame, stmts: Sequence[ast.stmt]) -> None:
    frame.env[DONE] = FALSE
    _piece(frame, stmts)


def _piece(frame: Frame, stmts: Sequence[ast.stmt]) -> None:
    for i, stmt in enumerate(stmts):
        if isinstance(stmt, ast.If) and i + 1 < len(stmts) and _moves_rest(stmt):
            cond = _condition(frame, stmt)
            if cond is None:
                continue
            rest, leaves = stmts[i + 1 :], leaves_for_sure(stmt.body)
            then = stmt.body if leaves else [*stmt.body, *rest]
            orelse = [*stmt.orelse, *rest] if leaves else stmt.orelse
            frame.branch(cond, partial(body, frame, then), partial(body, frame, orelse), stmt)
            return
        if isinstance(stmt, ast.Try) and _only_else_goes_on(stmt):
            _try(frame, stmt, stmts[i + 1 :])
            return
        statement(frame, stmt)
        done = frame.env[DONE]
        if done == TRUE:
            return
        if done != FALSE:
            if i + 1 < len(stmts):
                frame.branch(done, partial(_stay_done, frame), partial(_resume, frame, stmts[i + 1 :]), stmt)
            return


def _moves_rest(stmt: ast.If) -> bool:
    """Whether one arm surely leaves, so that what follows belongs to the other; of long chains it stays behind."""
    return len(elifs(stmt)[0]) <= LONGEST and leaves_for_sure(stmt.body) != leaves_for_sure(stmt.orelse)


def _only_else_goes_on(stmt: ast.Try) -> bool:
    """Whether every handler leaves, so that what follows belongs to the ``else``."""
    ends = [leaves_for_sure(h.body) for h in stmt.handlers]
    raising = [isinstance(h.body[-1], ast.Raise) for h in stmt.handlers]
    return any(ends) and all(e or r for e, r in zip(ends, raising, strict=True)) and not stmt.finalbody


def leaves_for_sure(stmts: Sequence[ast.stmt]) -> bool:
    """Whether a block always ends in a jump, by its syntax."""
    last = stmts[-1] if stmts else None
    while isinstance(last, ast.If):
        if not leaves_for_sure(last.body) or not last.orelse:
            return False
        last = last.orelse[-1]
    return isinstance(last, (ast.Return, ast.Break, ast.Continue))  # after a raise, the other arm simply goes on


def statement(frame: Frame, node: ast.stmt) -> None:
    """Lower one statement; a problem is noted, and what it assigns is unusable from here on."""
    lower = STATEMENTS.get(type(node))
    outer, frame.here = frame.here, frame.b.stmts
    around, keys = set(frame.iterated), len(frame.looped_keys)
    try:
        if lower is None:
            frame.refuse(node, *unsupported_statement(node))
        lower(frame, node)
    except Ended:
        pass
    except Refused:
        _given_up(frame, node)
    finally:
        frame.here, frame.iterated = outer, around
        del frame.looped_keys[keys:]


def unsupported_statement(node: ast.stmt) -> Reason:
    """What is said of a form that has no function below."""
    known = _REFUSED.get(type(node))
    if known is not None:
        return known
    what = f"a statement of kind {type(node).__name__}"
    return "S2S201", what, "this form has no derivative code yet.", "write it with assignments, branches and loops."


def _given_up(frame: Frame, node: ast.stmt) -> None:
    from s2sad.lower.survey import survey

    survey(frame, node)
    for name in assigned_names([node]):
        frame.bind(name, POISON)


def assigned_names(nodes: Sequence[ast.AST]) -> list[str]:
    """The names that statements and targets bind, in the order of first occurrence."""
    return list(bound_here(nodes))


def _condition(frame: Frame, node: ast.If) -> Arg | None:
    try:
        return truth(frame, node.test)
    except Refused:
        _given_up(frame, node)
        return None


# ---------------------------------------------------------------- assignment


def _assign(frame: Frame, node: ast.Assign) -> None:
    value = kept(frame, node, force(frame, expression(frame, node.value), node))
    for target in node.targets:
        store(frame, target, value)


def _ann_assign(frame: Frame, node: ast.AnnAssign) -> None:
    if node.value is not None:
        store(frame, node.target, force(frame, expression(frame, node.value), node))


def store(frame: Frame, target: ast.expr, value: Arg) -> None:
    """Bind or write a value to a target."""
    if isinstance(target, ast.Name):
        check_kept(frame, target, value)
        frame.bind(target.id, kept(frame, target, value))
        frame.assigned[frame.key(target.id)] = frame.loc(target, target.id)
        _named(frame, value, target.id)
    elif isinstance(target, (ast.Tuple, ast.List)):
        for t, v in zip(target.elts, unpacked(frame, target, value), strict=True):
            store(frame, t.value if isinstance(t, ast.Starred) else t, v)
    elif isinstance(target, ast.Subscript):
        base = expression(frame, target.value)
        _store_item(frame, target, base, index_of(frame, target.slice), value)
    elif isinstance(target, ast.Attribute):
        store_attribute(frame, target, expression(frame, target.value), target.attr, value)
    else:
        frame.refuse(
            target,
            "S2S205",
            f"an assignment to {ast.unparse(target)}",
            "only names, items and attributes can be assigned.",
            "assign to a name or an item.",
        )


def _named(frame: Frame, value: Arg, name: str) -> None:
    """Note the variable's name at the statement that made the value, for the comments of the text."""
    if frame.b.stmts and isinstance(value, Var) and "@" not in name:
        last = frame.b.stmts[-1]
        if isinstance(last, Eqn) and last.outs == (value,) and not last.loc.var:
            loc = Loc(last.loc.line, last.loc.col, name)
            frame.b.stmts[-1] = Eqn(last.outs, last.op, last.args, last.attrs, loc, last.of)


def _store_item(frame: Frame, node: ast.AST, base: Arg, index: Arg, value: Arg) -> None:
    if base is BOTTOM or value is BOTTOM:
        return
    if is_list(base):
        list_operations.store(frame, node, base, index, value)
        return
    if isinstance(base, Var) and isinstance(base.type, Array):
        write(frame, node, base, index, value)
        return
    if isinstance(base, Pack) and is_either(base):
        value = kept(frame, node, value)

        def store(thing: Arg) -> Arg:
            _store_item(frame, node, thing, index, value)
            return Const(None)

        each(frame, node, base, store)
        return
    if runtime_dicts.is_dict(base):
        runtime_dicts.store(frame, node, base, index, value)
        return
    if isinstance(base, Pack) and base.kind in CHANGEABLE:
        store_item(frame, node, base, index, value)
        return
    if is_object(base):
        call_value(frame, node, attribute(frame, node, base, "__setitem__"), [index, value], {})
        return
    frame.refuse(
        node,
        "S2S205",
        f"a store to an item of {type_of(base)}",
        "items of arrays, lists and dicts can be assigned.",
        "use an array or a list, or build a new tuple.",
    )


def _aug_assign(frame: Frame, node: ast.AugAssign) -> None:
    op = BINARY.get(type(node.op))
    target = node.target
    if isinstance(target, ast.Name):
        load = ast.copy_location(ast.Name(target.id, ast.Load()), target)
        old = expression(frame, load)
        value = force(frame, expression(frame, node.value), node)
        if in_place(frame, node, op, old, value):
            return
        new = _operated(frame, node, op, old, value)
        frame.bind(target.id, new)
        _named(frame, new, target.id)
    elif isinstance(target, ast.Subscript):
        base = expression(frame, target.value)
        written = force(frame, expression(frame, target.slice), target)
        index = as_index(frame, target, written)
        old = item(frame, target, base, index)
        value = force(frame, expression(frame, node.value), node)
        if current(frame.env, written) != written:
            index = as_index(frame, target, written)
        from s2sad.rules.index import index_kind

        shared = isinstance(base, Pack) or index_kind(index) in ("view", "item")
        if shared and in_place(frame, node, op, old, value):
            return
        _store_item(frame, target, base, index, _operated(frame, node, op, old, value))
    elif isinstance(target, ast.Attribute):
        base = expression(frame, target.value)
        old = attribute(frame, target, base, target.attr)
        value = force(frame, expression(frame, node.value), node)
        new = old if in_place(frame, node, op, old, value) else _operated(frame, node, op, old, value)
        store_attribute(frame, target, base, target.attr, new)
    else:
        frame.refuse(
            target, "S2S205", f"an assignment to {ast.unparse(target)}", "it is no name or item.", "use a name."
        )


def _operated(frame: Frame, node: ast.AugAssign, op: str | None, old: Arg, value: Arg) -> Arg:
    """What ``old op= value`` binds, where it does not write an array."""
    old = current(frame.env, old)
    if isinstance(old, Pack) and is_either(old):
        return _operated_each(frame, node, op, old, value)
    changed = operated_in_place(frame, node, op, old, value)
    if changed is not None:
        return changed
    if isinstance(old, Pack):
        made = operate_in_place(frame, node, op, old, value)
        if made is not None:
            return made
    return binary(frame, node, op, old, value)


def _operated_each(frame: Frame, node: ast.AugAssign, op: str | None, old: Pack, value: Arg) -> Arg:
    """``old op= value`` of one of several things: it stays the one that it is, if it changes itself."""
    value, itself = kept(frame, node, value), []

    def change(thing: Arg) -> Arg:
        new = _operated(frame, node, op, thing, value)
        itself.append(isinstance(new, Pack) and isinstance(thing, Pack) and new.at == thing.at)
        return new

    new = each(frame, node, old, change)
    return current(frame.env, old) if all(itself) else new


# ---------------------------------------------------------------- branches and jumps


def _if(frame: Frame, node: ast.If) -> None:
    chain, otherwise = elifs(node)
    links = [
        Link(n, partial(truth, frame, n.test), partial(body, frame, n.body), partial(_given_up, frame, n))
        for n in chain
    ]
    decide(frame, node, links, lambda: body(frame, otherwise))


def _return(frame: Frame, node: ast.Return) -> None:
    value = Const(None) if node.value is None else kept(frame, node, force(frame, expression(frame, node.value), node))
    check_name(frame, node, value, "as a result")
    check_returned(frame, node, value)
    frame.env[VALUE] = value
    frame.env[RETURN] = TRUE
    frame.env[DONE] = TRUE


def _break(frame: Frame, node: ast.Break) -> None:
    frame.env[BREAK] = TRUE
    frame.env[DONE] = TRUE


def _continue(frame: Frame, node: ast.Continue) -> None:
    frame.env[DONE] = TRUE


def _pass(frame: Frame, node: ast.stmt) -> None:
    return


def _expr(frame: Frame, node: ast.Expr) -> None:
    if not isinstance(node.value, ast.Constant):
        expression(frame, node.value)


def _def(frame: Frame, node: ast.FunctionDef) -> None:
    decorators = [expression(frame, d) for d in node.decorator_list]
    value = make_function(frame, node)
    for decorator in reversed(decorators):
        value = call_value(frame, node, decorator, [value], {})
    frame.bind(node.name, value)


def _for(frame: Frame, node: ast.For) -> None:
    from s2sad.lower.loops import lower_for

    lower_for(frame, node)


_REFUSED: dict[type[ast.AST], Reason] = {
    ast.Global: (
        "S2S203",
        "a write to a global name",
        "a call would change what the next call sees.",
        "return the value, and let the caller keep it.",
    ),
    ast.ClassDef: (
        "S2S209",
        "a class defined inside the function",
        "it would be another class at each call.",
        "define the class at the top of the module.",
    ),
    ast.AsyncFunctionDef: (
        "S2S106",
        "a coroutine defined inside the function",
        "its statements run interleaved with others.",
        "write a plain def.",
    ),
    ast.AsyncFor: (
        "S2S106",
        "an asynchronous loop",
        "its statements run interleaved with others.",
        "write a plain for.",
    ),
    ast.AsyncWith: ("S2S106", "an asynchronous with", "it runs interleaved with others.", "do without it."),
}


def _match(frame: Frame, node: ast.Match) -> None:
    from s2sad.lower.patterns import lower_match

    lower_match(frame, node)


def _while(frame: Frame, node: ast.While) -> None:
    from s2sad.lower.loops import lower_while

    lower_while(frame, node)


def _try(frame: Frame, node: ast.Try, rest: Sequence[ast.stmt] = ()) -> None:
    from s2sad.lower.attempts import lower_try

    try:
        lower_try(frame, node, rest)
    except Refused:
        _given_up(frame, node)


STATEMENTS: dict[type[ast.stmt], Callable[[Frame, Any], None]] = {
    ast.Assign: _assign,
    ast.AnnAssign: _ann_assign,
    ast.AugAssign: _aug_assign,
    ast.If: _if,
    ast.Return: _return,
    ast.Break: _break,
    ast.Continue: _continue,
    ast.Pass: _pass,
    ast.Nonlocal: _pass,  # `Frame.key` knows them
    ast.FunctionDef: _def,
    ast.Expr: _expr,
    ast.For: _for,
    ast.While: _while,
    ast.Match: _match,
    ast.Raise: lower_raise,
    ast.Assert: lower_assert,
    ast.With: lower_with,
    ast.Try: _try,
    ast.Delete: lower_delete,
    ast.Import: lower_import,
    ast.ImportFrom: lower_import,
}
