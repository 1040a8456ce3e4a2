"""Statements: each construct in one function, found by the type of its node."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from s2sad.ir import Arg, Const
from s2sad.lower.acts import lower_assert, lower_delete, lower_import, lower_raise
from s2sad.lower.assignments import ann_assign, assign, aug_assign
from s2sad.lower.calls import call_value
from s2sad.lower.chains import LONGEST, Link, decide, elifs, pieces
from s2sad.lower.closures import make_function
from s2sad.lower.conflicts import BOTTOM, BREAK, DONE, FALSE, POISON, RETURN, TRUE, VALUE, Ended, Reason, Refused
from s2sad.lower.emitting import force
from s2sad.lower.expressions import expression, truth
from s2sad.lower.frame import Frame
from s2sad.lower.heap import kept
from s2sad.lower.iterables import check_name
from s2sad.lower.texts import check_returned
from s2sad.names import bound_here


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
    if isinstance(node, ast.Return):
        frame.env.update({VALUE: BOTTOM, RETURN: TRUE, DONE: TRUE})  # not None: the next reading may know


def assigned_names(nodes: Sequence[ast.AST]) -> list[str]:
    """The names that statements and targets bind, in the order of first occurrence."""
    return list(bound_here(nodes))


def _condition(frame: Frame, node: ast.If) -> Arg | None:
    try:
        return truth(frame, node.test)
    except Refused:
        _given_up(frame, node)
        return None


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
    if frame.caller is None:
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


def _with(frame: Frame, node: ast.With) -> None:
    from s2sad.lower.contexts import lower_with

    lower_with(frame, node)


def _try(frame: Frame, node: ast.Try, rest: Sequence[ast.stmt] = ()) -> None:
    from s2sad.lower.attempts import lower_try

    try:
        lower_try(frame, node, rest)
    except Refused:
        _given_up(frame, node)


STATEMENTS: dict[type[ast.stmt], Callable[[Frame, Any], None]] = {
    ast.Assign: assign,
    ast.AnnAssign: ann_assign,
    ast.AugAssign: aug_assign,
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
    ast.With: _with,
    ast.Try: _try,
    ast.Delete: lower_delete,
    ast.Import: lower_import,
    ast.ImportFrom: lower_import,
}
