"""Generators that leave the function whose names they read: functions of the items that they run over.

::

    total(v * k for v in xs)                    total(map(<generator>, xs)), where
                                                    def <generator>(v): return v * k

    total(v * k for v in xs if v > 0.0)         total(sifted(<generator>, xs)), where
                                                    def <generator>(v):
                                                        if not v > 0.0: return None
                                                        return (v * k,)

    total(e for v in xs for w in v)             total(flattened(<generator>, xs)), where
                                                    def <generator>(v): return (e for w in v)

Functions among the items would each read an item of its own, where Python has one variable for all: they are refused.

So an item is computed when it is asked for, with the names as they are then, as Python does; how functions read the
names of those around them is told in `s2sad.lower.closures`.
"""

from __future__ import annotations

import ast

from s2sad.ir import Arg, Const, Pack
from s2sad.lower.emitting import usable
from s2sad.lower.frame import Frame
from s2sad.lower.scopes import Made, code_of, comprehended
from s2sad.names import bound_here

_ITEM = "item"


def closed_generator(frame: Frame, generator: Pack) -> Pack:
    """A generator as something that reads no names of this function by itself."""
    deferred, source = generator.items
    usable(frame, deferred, frame.calling or frame.source.node)
    assert isinstance(deferred, Const)
    node: ast.GeneratorExp = deferred.value.node
    if any(isinstance(n, ast.NamedExpr | ast.Yield | ast.YieldFrom) for n in ast.walk(node)):
        frame.refuse(
            node,
            "S2S206",
            "a generator that binds a name, and is handed on",
            "the name would be bound when the generator is asked for an item.",
            "hand on its items: [... for ...].",
        )
    first, *others = node.generators
    own = frame.session.late.get(node, frozenset()).union(bound_here([g.target for g in node.generators]))
    if not others:
        return Pack("sifted" if first.ifs else "map", (_function(frame, node, first, node.elt, own), source))
    if first.ifs:
        source = Pack("sifted", (_function(frame, node, first, None, own), source))
    inner = ast.copy_location(ast.GeneratorExp(node.elt, others), node.elt)
    frame.session.late[inner] = own
    return Pack("flattened", (_function(frame, node, _without_conditions(first), inner, frozenset()), source))


def check_items(frame: Frame, node: ast.AST, function: Pack, item: Arg) -> None:
    """Refuse an item of a generator, if it is a function that reads the generator's variables when it is called."""
    made = function.of
    own = frame.session.late.get(made.code.node) if isinstance(made, Made) else None
    stack = [item] if own else []
    while stack:
        at = stack.pop()
        if isinstance(at, Pack):
            if isinstance(at.of, Made) and own is not None and not own.isdisjoint(at.of.code.free):
                frame.refuse(
                    node,
                    "S2S206",
                    "a generator of functions, or of generators, that is handed on",
                    f"they read its variable {min(own & {*at.of.code.free})!r} when they are called.",
                    "hand on a list: [... for ...].",
                )
            stack += at.items


def _without_conditions(loop: ast.comprehension) -> ast.comprehension:
    return ast.comprehension(loop.target, loop.iter, [], loop.is_async)


def _function(
    frame: Frame, node: ast.GeneratorExp, loop: ast.comprehension, value: ast.expr | None, own: frozenset[str]
) -> Pack:
    """The value that an item of a loop gives, None where its conditions do not hold; of no value, the item itself.

    What is given must not read its ``own`` variables later.
    """
    key = (id(node), "item" if value is None else "value")
    made = frame.session.steps.get(key)
    if made is None:
        made = frame.session.steps[key] = _definition(node, loop, value)
        frame.session.late[made] = own
    code = code_of(frame, made)
    return Pack("function", (), (), Made(code, comprehended(frame, node, code)))


def _definition(node: ast.GeneratorExp, loop: ast.comprehension, value: ast.expr | None) -> ast.FunctionDef:
    used = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
    item, by_name = _ITEM, isinstance(loop.target, ast.Name)
    while item in used:
        item += "_"
    if isinstance(loop.target, ast.Name):
        item = loop.target.id
    stmts: list[ast.stmt] = [] if by_name else [ast.Assign([loop.target], ast.Name(item, ast.Load()))]
    for cond in loop.ifs:
        nothing = ast.copy_location(ast.Return(ast.Constant(None)), cond)
        stmts.append(ast.copy_location(ast.If(ast.UnaryOp(ast.Not(), cond), [nothing], []), cond))
    result = ast.Name(item, ast.Load()) if value is None else value
    stmts.append(ast.Return(ast.Tuple([result], ast.Load()) if loop.ifs else result))
    made = ast.FunctionDef("generator", _parameters(item), stmts, [])
    return _placed(made, node)


def _parameters(name: str) -> ast.arguments:
    return ast.arguments([], [ast.arg(name)], None, [], [], None, [])


def _placed(made: ast.FunctionDef, node: ast.AST) -> ast.FunctionDef:
    """What has no place in the text stands where the generator does."""
    todo: list[ast.AST] = [made]
    while todo:
        at = todo.pop()
        if "lineno" in at._attributes and not hasattr(at, "lineno"):
            ast.copy_location(at, node)
        todo += ast.iter_child_nodes(at)
    return made
