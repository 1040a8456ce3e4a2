"""``try``: whether its body comes to its end is the condition of a branch.

Before, and after (``completed`` ends what the ``try`` stands around; the rest is its ``else``)::

    try:                              w4 = try ValueError:
        v = math.sqrt(a)                w3 = math.sqrt(a)
    except ValueError:                  completed()
        v = 0.0                         yield w3
                                      else:
                                        yield 0.0

A handler goes on with the names as they were before the first statement that may raise.  What is assigned before
another statement that may raise is *half done* where the handler begins: only the run knows whether it was.  Such a
name, and an array that is written so, has no meaning from there on, and whoever reads it is refused.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NoReturn

from s2sad.analyse.effects import may_raise
from s2sad.dataclass import dataclass
from s2sad.exceptions import exception_name
from s2sad.ir import UNDEF, Arg, Block, Const, Eqn, Pack, Stmt, walk
from s2sad.lower.acts import again, throw_again
from s2sad.lower.conflicts import BREAK, DONE, FALSE, POISON, RAISED, RETURN, TRUE, VALUE
from s2sad.lower.expressions import expression
from s2sad.lower.frame import Frame
from s2sad.lower.half_done import (
    Failing,
    Step,
    check_known,
    check_lengths,
    check_seen,
    half_done,
    half_written,
    is_half_done,
    poisoned,
    unknown_values,
)
from s2sad.lower.heap import settled
from s2sad.lower.merging import Arm
from s2sad.lower.optional import is_known_part
from s2sad.lower.statements import body, statement
from s2sad.optimise.dce import sweep
from s2sad.rules import REGISTRY
from s2sad.types import EXCEPTION

_FLAGS = (DONE, BREAK, RETURN, VALUE)
_SIMPLE = (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Expr, ast.Return, ast.Pass, ast.Raise, ast.Assert)
Names = tuple[str, ...]  # the classes that a handler catches


@dataclass(frozen=True)
class Handler:
    """The classes that it catches, and how it is lowered."""

    names: Names
    run: Callable[[], None]


def lower_try(frame: Frame, node: ast.Try, rest: Sequence[ast.stmt] = ()) -> None:
    """``try``; the rest of the block where only the ``else`` goes on."""
    if not node.finalbody:
        _attempt(frame, node, node.body, [_handler(frame, h) for h in node.handlers], [*node.orelse, *rest])
        return
    _check_final(frame, node)
    inner = [ast.copy_location(ast.Try(node.body, node.handlers, node.orelse, []), node)]

    def clean_up() -> None:
        body(frame, node.finalbody)
        if RAISED not in frame.env:
            throw_again(frame, node)

    everything = [Handler(("BaseException",), clean_up)]
    _attempt(frame, node, inner if node.handlers else node.body, everything, [], node.finalbody[0])
    if RAISED in frame.env:
        return
    left = {k: frame.env.get(k) for k in _FLAGS}
    frame.env[DONE] = FALSE
    body(frame, node.finalbody)
    if RAISED not in frame.env:
        frame.env.update({k: v for k, v in left.items() if v is not None})


def lower_suppress(frame: Frame, node: ast.With, classes: list[ast.expr]) -> None:
    """``with contextlib.suppress(...)``: a handler that does nothing."""
    handler = ast.ExceptHandler(ast.Tuple(classes, ast.Load()), None, [ast.Pass()])
    made = ast.copy_location(ast.Try(node.body, [handler], [], []), node)
    ast.copy_location(handler, node)
    ast.fix_missing_locations(made)
    lower_try(frame, made)


def lower_managed(
    frame: Frame, node: ast.With, leave: Callable[[bool], Arg], goes_on: bool, stmts: Sequence[ast.stmt]
) -> None:
    """Statements after which something is done in any case: ``leave(raised)`` says whether what was raised is dropped.

    It is known to drop nothing, unless it ``goes_on`` after an exception.
    """

    reached: dict[str, Arg] = {}
    was_dropped = f"%dropped@{frame.where(node)}"
    while was_dropped in frame.env:  # several managers of one statement
        was_dropped += "'"
    frame.env[was_dropped] = FALSE

    def clean_up() -> None:
        if not goes_on:
            _leave_and_raise(frame, node, leave, reached)
            return
        dropped = leave(True)
        if RAISED not in frame.env:
            frame.branch(dropped, lambda: None, partial(throw_again, frame, node), node)
        frame.env[was_dropped] = TRUE

    everything = [Handler(("BaseException",), clean_up)]
    _attempt(frame, node, stmts, everything, [], None if goes_on else node, reached)
    if RAISED in frame.env:
        return
    left = {k: frame.env.get(k) for k in _FLAGS}
    dropped = frame.env.pop(was_dropped)
    frame.env[DONE] = FALSE

    def leave_it() -> None:
        leave(False)

    frame.branch(dropped, lambda: None, leave_it, node)
    if RAISED not in frame.env:
        frame.env.update({k: v for k, v in left.items() if v is not None})


def _leave_and_raise(frame: Frame, node: ast.AST, leave: Callable[[bool], Arg], reached: dict[str, Arg]) -> None:
    """What is done on the way out, where nobody sees what it computes: only what acts or raises is done."""
    with frame.scope() as stmts:
        frame.env = {**frame.env, **reached}  # whatever the names are then, it is the same statements
        before = frame.env
        frame.env = dict(before)
        leave(True)
        inside, frame.env = frame.env, before
        frame.lost.update(frame.bound_in(inside))
    if _is_quiet(frame, stmts):
        throw_again(frame, node)
        return
    leave(True)
    if RAISED not in frame.env:
        throw_again(frame, node)


def _is_quiet(frame: Frame, stmts: Sequence[Stmt]) -> bool:
    """Whether statements neither act nor raise, nor write arrays, and what they call does not."""
    functions = {f.name: f.body for f in frame.session.functions.values()}
    todo, seen = [Block(tuple(stmts))], set[str]()
    while todo:
        for s in walk(todo.pop()):
            if isinstance(s, Eqn) and s.op == "call":
                name = s.attr("function")
                if name not in functions:
                    return False
                todo += [] if name in seen else [functions[name]]
                seen.add(name)
            elif isinstance(s, Eqn) and (_acts(s) or may_raise(s)):
                return False
    return True


def _acts(s: Eqn) -> bool:
    rule = REGISTRY.by_name[s.op]
    return rule.acts or bool(rule.writes) or s.op == "bound"


def _check_final(frame: Frame, node: ast.Try) -> None:
    todo: list[tuple[ast.AST, bool]] = [(s, False) for s in node.finalbody]
    while todo:
        at, inside = todo.pop()
        if isinstance(at, (ast.FunctionDef, ast.Lambda)):
            continue
        jumps = (ast.Return,) if inside else (ast.Return, ast.Break, ast.Continue)
        if isinstance(at, jumps):
            frame.refuse(
                at,
                "S2S208",
                "a jump out of a finally",
                "it would swallow exceptions, and other jumps that are under way.",
                "jump after the try statement, and catch what is to be swallowed.",
            )
        inside = inside or isinstance(at, (ast.For, ast.While))
        todo += [(c, inside) for c in ast.iter_child_nodes(at)]


# ---------------------------------------------------------------- handlers


def _handler(frame: Frame, node: ast.ExceptHandler) -> Handler:
    def run() -> None:
        outer, frame.handling = frame.handling, True
        if node.name is not None:
            out = frame.b.var(EXCEPTION)
            frame.b.stmts.append(Eqn((out,), "caught", (), (), frame.loc(node)))
            frame.bind(node.name, out)
        body(frame, node.body)
        if node.name is not None:
            frame.env.pop(frame.key(node.name), None)
        if frame.env[RETURN] == TRUE:  # nobody reads a name after that
            frame.env = {k: v for k, v in frame.env.items() if not is_half_done(v)}
        frame.handling = outer

    return Handler(("BaseException",) if node.type is None else _classes(frame, node.type), run)


def _classes(frame: Frame, node: ast.expr) -> Names:
    found = expression(frame, node)
    if isinstance(found, Const) and isinstance(found.value, tuple):
        found = Pack("tuple", tuple(map(Const, found.value)))
    if isinstance(found, Pack) and found.kind == "tuple":
        return tuple(dict.fromkeys(_class(frame, node, c) for c in found.items))
    return (_class(frame, node, found),)


def _class(frame: Frame, node: ast.expr, arg: Arg) -> str:
    name = exception_name(arg.value) if isinstance(arg, Const) else ""
    return name or _refuse_class(frame, node)


def _refuse_class(frame: Frame, node: ast.expr) -> NoReturn:
    frame.refuse(
        node,
        "S2S208",
        f"an except for {ast.unparse(node)[:60]}",
        "the derivative cannot look up what it names: it is no exception class at the top of a module.",
        "name exception classes of Python's, or of a module's own.",
    )


# ---------------------------------------------------------------- the body


def _attempt(
    frame: Frame,
    node: ast.AST,
    stmts: Sequence[ast.stmt],
    handlers: Sequence[Handler],
    otherwise: list[ast.stmt],
    final: ast.AST | None = None,
    reached: dict[str, Arg] | None = None,
) -> None:
    """The branch; ``final`` is a place in what is run and then raises again whatever it was.

    ``reached`` gets the names as they are at the end of the body.
    """
    outer = frame.env
    with frame.scope() as made:
        around, frame.attempted = frame.attempted, True
        steps = list(_steps(frame, stmts, made))
        frame.attempted = around
        ended = settled(frame.env)
        if reached is not None:
            reached.update(ended)
        fails = Failing(frame, [n for h in handlers for n in h.names])
        failing = [fails.any(made[s.start : s.end]) for s in steps]
        first = next((i for i, f in enumerate(failing) if f), None)
        cut = len(made) if first is None else 0 if fails.everything else steps[first].start
        if first is not None:
            made.append(Eqn((), "completed", (), (), frame.loc(node)))
        _go_on(frame, otherwise)
        tried = Arm(made[cut:], settled(frame.env), dict(frame.assigned))
    frame.b.stmts += made[:cut]
    if first is None:
        # Nothing in it raises: the handlers are never run.
        frame.b.stmts += tried.stmts
        outer.clear()
        outer.update(tried.env)
        if any(v is POISON for v in outer.values()):
            _survey(frame, node)
        return
    at = 0 if fails.everything else first
    before = dict(steps[at].env)
    outer.clear()
    outer.update(before)
    env = half_done(before, steps[at:], failing[at:])
    arrays = [] if final is not None else half_written(frame, made, fails)
    unknown = {} if final is None else unknown_values(frame, env, ended)
    env |= unknown or poisoned(frame, env, arrays)
    other = frame.arm(partial(_handled, frame, node, handlers), env)
    if arrays and other.env.get(RAISED) != TRUE:
        check_seen(frame, node, arrays)
        check_lengths(frame, node, arrays, made, fails.program)
    if final is not None:
        other = Arm(list(sweep(Block(tuple(other.stmts))).stmts), other.env, other.assigned)
        check_known(frame, final, other.stmts, unknown)
    if _only_raises_again(other.stmts):
        made.pop(next(i for i, s in enumerate(made) if isinstance(s, Eqn) and s.op == "completed"))
        frame.b.stmts += made[cut:]
        outer.clear()
        outer.update(tried.env)
        return
    frame.merge(Pack("try", (), None, tuple(h.names for h in handlers)), tried, other, node)


def _survey(frame: Frame, node: ast.AST) -> None:
    """Note the problems of handlers that are not read because one of the body's is in the way."""
    from s2sad.lower.survey import survey

    for handler in getattr(node, "handlers", ()):
        for stmt in handler.body:
            survey(frame, stmt)


def _steps(frame: Frame, stmts: Sequence[ast.stmt], made: list[Stmt]) -> Iterator[Step]:
    """Lower the body, one simple statement after the other."""
    todo = list(stmts)
    while todo and frame.env[DONE] == FALSE:
        here = todo[:1]
        if not isinstance(here[0], _SIMPLE) and _jumps(here[0]):
            here = list(todo)  # what follows moves into its arms
        del todo[: len(here)]
        env, start = dict(frame.env), len(made)
        before, frame.lost = frame.lost, set()
        if len(here) == 1:
            statement(frame, here[0])
        else:
            body(frame, here)
        same = {k: _same_contents if k[0] == "&" else _same_thing for k in frame.env}
        bound = {k for k, v in frame.env.items() if not same[k](env.get(k, UNDEF), v)}
        bound = {k for k in bound if not is_known_part(env.get(k), frame.env[k])}
        bound |= env.keys() - frame.env.keys()
        bound = {k for k in bound if not k.startswith("%")}
        last = (bound & _bound_last(frame, here[0], env, bound)) - frame.lost
        bound |= {k for k in frame.lost if k in env}
        frame.lost |= before
        yield Step(env, start, len(made), frozenset(bound), frozenset(last))


def _same_thing(before: Arg, after: Arg) -> bool:
    """Whether a name means what it did; what is in a list that it means is another matter."""
    if isinstance(before, Pack) and isinstance(after, Pack) and (before.at or after.at):
        return before.at == after.at
    return _same_contents(before, after)


def _same_contents(before: Arg, after: Arg) -> bool:
    if isinstance(before, Pack) and isinstance(after, Pack) and before.form == after.form and before.at == after.at:
        return all(map(_same_thing, before.items, after.items))
    return before is after or before == after


def _jumps(node: ast.stmt) -> bool:
    return any(isinstance(n, (ast.Return, ast.Break, ast.Continue)) for n in ast.walk(node))


def _bound_last(frame: Frame, node: ast.stmt, env: dict[str, Arg], bound: set[str]) -> set[str]:
    """What a statement binds once it has evaluated all the rest, or makes."""
    if not isinstance(node, _SIMPLE) or any(isinstance(n, ast.NamedExpr) for n in ast.walk(node)):
        return set()
    lists = {k for k in bound if k[0] == "&"}
    new = lists - env.keys()
    if isinstance(node, ast.Expr):
        return lists if _appends(frame, node.value) else new
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    names = [n for t in targets if t is not None for n in ([*t.elts] if isinstance(t, ast.Tuple) else [t])]
    if all(isinstance(n, ast.Name) for n in names):
        return new | {frame.key(n.id) for n in names if isinstance(n, ast.Name)}
    return lists if len(names) == 1 and isinstance(names[0], ast.Subscript) else new


def _appends(frame: Frame, node: ast.expr) -> bool:
    """Whether an expression is ``items.append(value)``, and calls no other method."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr != "append":
        return False
    name = node.func.value
    base = frame.env.get(frame.key(name.id)) if isinstance(name, ast.Name) else None
    others = [
        n for a in node.args for n in ast.walk(a) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)
    ]
    return isinstance(base, Pack) and base.kind == "list" and not others


def _go_on(frame: Frame, otherwise: list[ast.stmt]) -> None:
    """The ``else`` of a ``try``: unless the body has jumped."""
    done = frame.env[DONE]

    def run() -> None:
        frame.env[DONE] = FALSE
        body(frame, otherwise)

    if otherwise and done != TRUE:
        frame.branch(done, lambda: None, run, otherwise[0])


def _handled(frame: Frame, node: ast.AST, handlers: Sequence[Handler]) -> None:
    first, *rest = handlers
    if rest:
        frame.branch(Pack("caught", (), None, first.names), first.run, partial(_handled, frame, node, rest), node)
    else:
        first.run()


def _only_raises_again(stmts: Sequence[Stmt]) -> bool:
    return len(stmts) == 1 and again(stmts[0])
