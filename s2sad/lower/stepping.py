"""Loops over what only says at each turn whether there is another item: each is a ``while`` that asks.

::

    for v in counter:                while True:
        total += v                       item = counter.__next__()      None at its end: see `s2sad.lower.asking`
                                         if item is None:
                                             break
                                         (v,) = item
                                         total += v

    for k in itertools.count():      k = 0, then a ``while True`` that counts
"""

from __future__ import annotations

import ast

from s2sad.ir import Arg, Const
from s2sad.lower.asking import code_without_stop, next_of
from s2sad.lower.expressions import EXPRESSIONS
from s2sad.lower.frame import Frame
from s2sad.lower.heap import current
from s2sad.lower.iterables import Iteration
from s2sad.lower.objects import how_asked
from s2sad.lower.scopes import Code
from s2sad.lower.statements import body

_ENDS: dict[str, type[Exception]] = {"__next__": StopIteration, "__getitem__": IndexError}


class Item(ast.expr):
    """The item whose number a name holds, of what a loop without end runs over."""

    def __init__(self, over: Iteration, count: str) -> None:
        super().__init__()
        self.over, self.count = over, count


class Thing(ast.expr):
    """An expression that is one object, whatever names mean here."""

    def __init__(self, value: object) -> None:
        super().__init__()
        self.value = value


class Asked(ast.expr):
    """What an iterator that has a name gives next."""

    def __init__(self, name: str, code: Code) -> None:
        super().__init__()
        self.name, self.code = name, code


def _asked(frame: Frame, node: Asked) -> Arg:
    return next_of(frame, node, current(frame.env, frame.env[node.name]), node.code)


def _item(frame: Frame, node: Item) -> Arg:
    return node.over.at(frame.env[node.count])


def _thing(frame: Frame, node: Thing) -> Arg:
    return Const(node.value)


EXPRESSIONS[Item] = _item
EXPRESSIONS[Asked] = _asked
EXPRESSIONS[Thing] = _thing


def one_by_one(frame: Frame, node: ast.For, seq: Arg, by_iter: bool) -> None:
    """A loop over an object that is asked for each item, until it raises."""
    method = how_asked(seq, by_iter)
    assert method is not None
    base, count, item, ended = (f"{n}@{frame.where(node)}" for n in ("over", "count", "item", "ended"))
    frame.env |= {base: seq, count: Const(0), ended: Const(False)}
    code = code_without_stop(frame, seq) if method == "__next__" else None
    if code is not None:
        _until_none(frame, node, code, base, item, ended)
        return
    if method == "__next__":
        asked: ast.expr = ast.Call(ast.Attribute(_load(base), method, ast.Load()), [], [])
    else:
        asked = ast.Subscript(_load(base), _load(count), ast.Load())
    handler = ast.ExceptHandler(Thing(_ENDS[method]), None, [_set(ended, ast.Constant(True)), ast.Break()])
    turn: list[ast.stmt] = [
        ast.Try([_set(item, asked)], [handler], [], []),
        _one_more(count),
        ast.Assign([node.target], _load(item)),
    ]
    made: list[ast.stmt] = [ast.While(ast.Constant(True), [*turn, *node.body], [])]
    if node.orelse:
        made.append(ast.If(_load(ended), node.orelse, []))
    body(frame, _placed(node, made))
    for name in (base, count, item, ended):
        frame.env.pop(name, None)


def _until_none(frame: Frame, node: ast.For, code: Code, base: str, item: str, ended: str) -> None:
    """A loop over an iterator that gives None at its end."""
    at_end = ast.Compare(_load(item), [ast.Is()], [ast.Constant(None)])
    turn: list[ast.stmt] = [
        _set(item, Asked(base, code)),
        ast.If(at_end, [_set(ended, ast.Constant(True)), ast.Break()], []),
        ast.Assign([node.target], ast.Subscript(_load(item), ast.Constant(0), ast.Load())),
    ]
    made: list[ast.stmt] = [ast.While(ast.Constant(True), [*turn, *node.body], [])]
    if node.orelse:
        made.append(ast.If(_load(ended), node.orelse, []))
    body(frame, _placed(node, made))
    for name in (base, item, ended):
        frame.env.pop(name, None)


def without_end(frame: Frame, node: ast.For, over: Iteration) -> None:
    """``for k in itertools.count():``: a ``while True`` that counts."""
    count = f"count@{frame.where(node)}"
    frame.env[count] = Const(0)
    start = [ast.Assign([node.target], Item(over, count)), _one_more(count)]
    body(frame, _placed(node, [ast.While(ast.Constant(True), [*start, *node.body], [])]))
    frame.env.pop(count, None)


def _load(name: str) -> ast.Name:
    return ast.Name(name, ast.Load())


def _set(name: str, value: ast.expr) -> ast.stmt:
    return ast.Assign([ast.Name(name, ast.Store())], value)


def _one_more(name: str) -> ast.stmt:
    return _set(name, ast.BinOp(_load(name), ast.Add(), ast.Constant(1)))


def _placed(node: ast.For, made: list[ast.stmt]) -> list[ast.stmt]:
    """What was made stands where the loop says what it runs over; the loop itself where it stood."""
    for stmt in made:
        ast.copy_location(stmt, node)
        for at in ast.walk(stmt):
            if not hasattr(at, "lineno"):
                ast.copy_location(at, node.iter)
    return made
