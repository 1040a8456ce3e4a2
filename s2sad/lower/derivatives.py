"""Derivatives that are taken inside the function: ``grad(f)(x)``, ``value_and_grad``, ``jvp``.

The callee is lowered as for a call, differentiated, and what comes out stands in the program like any other function:
the outer derivative is taken of it in turn, inside out.  Only what the inner derivative is taken by counts as varying
there; what the callee captures varies for the outer one::

    def f(x):                                    w3 = energy_grad(q, x)
        energy = lambda q: x * q * q      →
        return grad(energy)(1.5)
"""

from __future__ import annotations

import ast
import functools
import inspect
import operator
import types
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NoReturn

from s2sad import api
from s2sad.dataclass import dataclass
from s2sad.differentiable import Differentiable
from s2sad.differentiate.derive import Deriver, made_in_reverse
from s2sad.ir import (
    Arg,
    Block,
    Const,
    Eqn,
    Function,
    Pack,
    Program,
    Var,
    callees,
    leaves,
    map_arg,
    statements,
    type_of,
    unused,
)
from s2sad.lower.callee_calls import Prepared, bound, call_function, emit_call, function_values, is_flat, prepared
from s2sad.lower.calls import call_value
from s2sad.lower.choices import CHOICE, each
from s2sad.lower.closures import made_values
from s2sad.lower.conflicts import BOTTOM
from s2sad.lower.emitting import emit, force
from s2sad.lower.frame import Frame
from s2sad.lower.handing import holds_same
from s2sad.lower.heap import anew, bare
from s2sad.lower.meanings import BUILTINS, OF_CLASS, OF_KIND, Lower, is_read
from s2sad.lower.optional import with_value
from s2sad.lower.scopes import Made
from s2sad.lower.unknown_calls import plain_function
from s2sad.operators import programs
from s2sad.optimise.inline import inline_calls
from s2sad.optimise.lowered import finished
from s2sad.optimise.renumber import renumber
from s2sad.types import GENERATOR, Array, Known, Scalar, Struct, Type, is_inexact, is_real

Places = list[tuple[str, int | None]]  # positional arguments: the parameter, and the item of ``*rest``


@dataclass(frozen=True)
class Wanted:
    """What ``grad(f, argnums)`` is asked for."""

    argnums: tuple[int | str, ...]
    single: bool
    with_value: bool


def _operator(with_value: bool) -> Lower:
    def lower(frame: Frame, node: ast.AST, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
        signature = inspect.signature(api.grad)
        given = bound(frame, node, "grad", signature, args, kwargs, lambda p: Const(p.default))
        if frame.known(given["holomorphic"], node):
            what, why = "holomorphic=True inside a function", "it is not expanded."
            refuse(frame, node, what, why, "use vjp with the seed 1.0, or jvp with the tangent 1.0.")
        argnums = frame.known(given["argnums"], node)
        single = isinstance(argnums, str) or hasattr(argnums, "__index__")
        given_numbers = (argnums,) if single else tuple(argnums)
        numbers = tuple([n if isinstance(n, str) else operator.index(n) for n in given_numbers])
        return Pack("gradient", (given["f"],), None, Wanted(numbers, single, with_value))

    return lower


def refuse(frame: Frame, node: ast.AST, what: str, why: str, fix: str) -> NoReturn:
    frame.refuse(node, "S2S301", what, why, fix)


def call_gradient(frame: Frame, node: ast.AST, gradient: Arg, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    """``grad(f)(x)``."""
    assert isinstance(gradient, Pack)
    wanted, (of,) = gradient.of, gradient.items
    assert isinstance(wanted, Wanted)
    if isinstance(of, Pack) and of.kind == CHOICE:
        each_gradient = gradient.like
        return each(frame, node, of, lambda f: call_gradient(frame, node, each_gradient([f]), args, kwargs))
    found = called(frame, node, of, args, kwargs, again=True)
    if found is None:
        return BOTTOM
    call, places = found
    chosen = [_place(frame, node, n, places, len(args)) for n in wanted.argnums]
    made = gradient_by(frame, node, call, tuple(dict.fromkeys(name for name, _ in chosen)), wanted.with_value)
    if made is None:
        return BOTTOM
    value, grads = made
    taken = [item_of(grads[name], item) for name, item in chosen]
    result = taken[0] if wanted.single else Pack("tuple", tuple(taken))
    return Pack("tuple", (value, result)) if wanted.with_value else result


def _place(frame: Frame, node: ast.AST, n: int | str, places: Places, count: int) -> tuple[str, int | None]:
    """The parameter that an argnum or a name stands for, and the item of ``*rest``.

    From the end they are counted where all are given, ``count`` of them by position.
    """
    if isinstance(n, str):
        found = next((place for place in places if place == (n, None)), None)
        if found is None:
            refuse(frame, node, f"argnums={n!r}", "there is no such parameter.", "name one of the parameters.")
        return found
    if n < 0 and count == len(places):
        n += count
    if not 0 <= n < len(places):
        refuse(frame, node, f"argnums={n}", "there is no such parameter.", "count from 0.")
    return places[n]


def item_of(tree: Arg, item: int | None) -> Arg:
    """What belongs to a positional argument, of what belongs to its parameter."""
    return tree.items[item] if item is not None and isinstance(tree, Pack) else tree


def _places(values: dict[str, Arg], leading: int, rest: str | None) -> Places:
    """The arguments that can be counted, where ``rest`` is the parameter that takes what is left."""
    found: Places = []
    for name, value in list(values.items())[leading:]:
        if name == rest and isinstance(value, Pack):
            found += [(name, i) for i, _ in enumerate(value.items)]
        else:
            found.append((name, None))
    return found


def call_gradient_object(frame: Frame, node: ast.AST, target: Arg, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    """``df(x)`` of a ``df = grad(f)`` that was made outside."""
    assert isinstance(target, Const)
    gradient = target.value
    if not isinstance(gradient, api.Gradient):
        refuse(frame, node, "a method of a gradient", "it is not expanded.", "call the gradient.")
    f, argnums, has_aux, with_value, holomorphic = gradient._made_of
    operator = BUILTINS[id(api.value_and_grad if with_value else api.grad)]
    made = operator(frame, node, [Const(f), Const(argnums), Const(has_aux), Const(holomorphic)], {})
    return call_value(frame, node, made, args, kwargs)


def has_text(f: Arg) -> bool:
    """Whether derivatives can be made of a function itself: it is written in Python, or a gradient of one that is."""
    while isinstance(f, Pack) and (f.kind == "bound" or isinstance(f.of, Wanted)):
        f = f.items[0]
    if isinstance(f, Pack):
        return isinstance(f.of, Made)
    if not isinstance(f, Const) or (isinstance(f.value, Differentiable) and f.value.of):
        return False
    function = plain_function(f.value)
    return isinstance(function, (types.FunctionType, types.MethodType))


def called(
    frame: Frame, node: ast.AST, target: Arg, args: list[Arg], kwargs: dict[str, Arg], again: bool = False
) -> tuple[Prepared, Places] | None:
    """The call that the derivative is taken of, and its arguments that can be counted.

    ``again`` says that it is taken in reverse mode: of a gradient that is a second sweep of this kind.
    """
    leading = 0
    while isinstance(target, Pack) and target.kind == "bound":
        target, this = target.items
        args, leading = [this, *args], leading + 1
    if isinstance(target, Const) and isinstance(target.value, api.Gradient):
        f, argnums, has_aux, with_value, holomorphic = target.value._made_of
        if has_aux:
            refuse(frame, node, "a derivative of a gradient with has_aux", "it is a pair.", "leave has_aux out.")
        target = _operator(with_value)(frame, node, [Const(f), Const(argnums), Const(has_aux), Const(holomorphic)], {})
    call: Prepared | None
    if isinstance(target, Const) and isinstance(target.value, Differentiable) and target.value.of:
        what, why = f"a derivative of {target.value.of} inside the function", "it is not expanded."
        refuse(frame, node, what, why, "let the function return a copy of what it updates.")
    if isinstance(target, Const):
        function: Any = plain_function(getattr(target.value, "__s2sad_as_function__", target.value))
        if isinstance(function, types.MethodType):
            function, args, leading = function.__func__, [Const(function.__self__), *args], leading + 1
        if isinstance(function, types.FunctionType):
            values = function_values(frame, node, function, args, kwargs)
            call = prepared(frame, node, function, values)
            signature = inspect.signature(function, follow_wrapped=False)
            rest = next((p.name for p in signature.parameters.values() if p.kind is p.VAR_POSITIONAL), None)
            return None if call is None else (call, _places(values, leading, rest))
    if isinstance(target, Pack) and isinstance(target.of, Made):
        code, values = made_values(frame, node, target, args, kwargs)
        call = prepared(frame, node, code, values, target.of)
        vararg = code.node.args.vararg
        return None if call is None else (call, _places(values, leading, vararg.arg if vararg else None))
    if isinstance(target, Pack) and isinstance(target.of, Wanted):
        return _inner_gradient(frame, node, target, args, kwargs, again)
    if _is_called_only(target):
        return called(frame, node, call_function(frame, node, _APPLIED, [target], {}), args, kwargs, again)
    refuse(
        frame,
        node,
        "a derivative of what is no function written in Python",
        "the derivative is made of its text.",
        "differentiate a lambda that makes the call.",
    )


def _is_called_only(target: Arg) -> bool:
    """Whether a function has no text, but calls of it are read: a partial, or one of the library's with a row."""
    if isinstance(target, Pack):
        return target.kind == "partial"
    return isinstance(target, Const) and (isinstance(target.value, functools.partial) or is_read(target.value))


_APPLIED: Any = programs.applied


def _inner_gradient(
    frame: Frame, node: ast.AST, gradient: Pack, args: list[Arg], kwargs: dict[str, Arg], again: bool
) -> tuple[Prepared, Places] | None:
    """A call of a gradient, of which a derivative is taken; in reverse mode, where it is taken ``again``."""
    wanted = gradient.of
    assert isinstance(wanted, Wanted)
    found = called(frame, node, gradient.items[0], args, kwargs, again)
    if found is None:
        return None
    call, places = found
    if wanted.with_value:
        what, why = "a derivative of a gradient with its value", "its result is no single number."
        refuse(frame, node, what, why, "take that of the gradient.")
    chosen = tuple(_place(frame, node, n, places, len(args)) for n in wanted.argnums)
    made = _differentiated(frame, node, call, tuple(dict.fromkeys(n for n, _ in chosen)), False, again)
    if made is None:
        return None
    key = (*made.key, chosen, wanted.single)
    grads = by_parameter(made.primal, call, made.mask, made.result)
    taken = [bare(item_of(grads[name], item)) for name, item in chosen]
    result = taken[0] if wanted.single else Pack("tuple", tuple(taken))
    whole = frame.session.derived[made.name]
    name = registered(frame, replace(whole, body=Block(whole.body.stmts, (result,))), key)
    return replace(call, name=name, key=key), places


def leaf_types(t: Type) -> list[Type]:
    items = getattr(t, "items", None)
    return [t] if items is None else [leaf for item in items for leaf in leaf_types(item)]


@dataclass(frozen=True)
class _Derivative:
    """A derivative that was put into the program."""

    name: str
    key: tuple[object, ...]
    primal: Function
    mask: tuple[bool, ...]
    result: Arg


def _differentiated(
    frame: Frame, node: ast.AST, call: Prepared, wrt: tuple[str, ...], with_value: bool, again: bool = False
) -> _Derivative | None:
    """The gradient of a callee as a function of the program; None while types are not known yet.

    Where it is differentiated ``again`` in reverse mode, its calls are put in place first, as outside.
    """
    for name in wrt:
        if holds_same(call.values[name]):
            refuse(frame, node, f"a gradient by {name!r}", "another argument holds the same list.", "pass copies.")
        if _holds_columns(call.values[name]):
            what, why = f"a gradient by {name!r}", "it holds a list of tuples whose length only the run knows."
            refuse(frame, node, what, why, "pass an array with a row for each tuple.")
        if not any(is_inexact(t) for t in leaf_types(call.specs[name])):
            refuse(frame, node, f"a gradient by {name!r}", "it holds no float.", "pass a float.")
    program = program_of(frame, node, call)
    if program is None:
        return None
    f = program.functions[call.name]
    result = type_of(bare(f.body.yields[0]))
    if not (is_real(result) and (isinstance(result, Scalar) or (isinstance(result, Array) and result.axes == ()))):
        refuse(
            frame,
            node,
            f"the gradient of a result of type {result}",
            "a gradient needs a real scalar result.",
            "return one number, such as a sum.",
        )
    mask = mask_of(f, call, wrt)
    key = ("grad", call.key, wrt, with_value, again)
    if again:
        program = renumber(inline_calls(program, call.name))
    make = partial(Deriver.value_and_grad, name=call.name, mask=mask, value=with_value, suffix="_grad")
    made, deriver = made_in_reverse(program, call.name, make, True, taken(frame, key))
    stmts = tuple(s for s in made.body.stmts if not (isinstance(s, Eqn) and s.op == "seam"))
    whole: Arg = Pack("tuple", made.body.yields) if with_value else made.body.yields[-1]
    name = registered(frame, replace(made, body=Block(stmts, (whole,))), key, deriver)
    return _Derivative(name, key, f, mask, whole)


def _holds_columns(tree: Arg) -> bool:
    return isinstance(tree, Pack) and (tree.kind == "columns" or any(map(_holds_columns, tree.items)))


def gradient_by(
    frame: Frame, node: ast.AST, call: Prepared, wrt: tuple[str, ...], with_value: bool
) -> tuple[Arg, dict[str, Arg]] | None:
    """The value and the gradients by parameters, where the call stands; None while types are not known yet."""
    made = _differentiated(frame, node, call, wrt, with_value)
    if made is None:
        return None
    got = anew(emit_call(frame, node, call, made.name, made.result))
    value, tree = got.items if with_value and isinstance(got, Pack) else (Const(None), got)
    return value, of_their_classes(frame, node, call, by_parameter(made.primal, call, made.mask, tree))


def of_their_classes(frame: Frame, node: ast.AST, call: Prepared, grads: dict[str, Arg]) -> dict[str, Arg]:
    """The gradients by numbers of which the run knows whether they are Python's or NumPy's, and how precise."""
    return {name: _of_its_class(frame, node, grad, call.values[name]) for name, grad in grads.items()}


def _of_its_class(frame: Frame, node: ast.AST, grad: Arg, value: Arg) -> Arg:
    if isinstance(grad, Pack) and isinstance(value, Pack) and len(grad.items) == len(value.items):
        return grad.like([_of_its_class(frame, node, g, v) for g, v in zip(grad.items, value.items, strict=True)])
    of = type_of(value)
    if isinstance(grad, Var) and isinstance(grad.type, Scalar) and isinstance(of, Scalar) and of.kind == "any":
        return emit(frame, node, "number_like", (grad, value))
    return grad


def program_of(frame: Frame, node: ast.AST, call: Prepared) -> Program | None:
    """The callee and what it calls, as far as this reading has them: the program that it is by itself."""
    session = frame.session
    known = {f.name: f for f in session.functions.values()} | session.derived
    known_result = session.results.get(call.key)
    changes = isinstance(known_result, Pack) and known_result.kind == "outcome"
    if call.rebound or changes:
        refuse(
            frame,
            node,
            "a derivative of a function that "
            + ("assigns a variable around it" if call.rebound else "changes what it is handed"),
            "it has results besides the one that is differentiated.",
            "return the new value.",
        )
    todo, reached = [call.name], dict[str, Function]()
    while todo:
        name = todo.pop()
        if name in reached:
            continue
        if name not in known:
            session.open.append(lambda: _note_open(frame, node))
            return None
        if session.problems or session.unsettled:
            return None  # it is refused, or not settled: the next reading knows more
        reached[name] = known[name]
        todo += callees(known[name])
    if call.key not in session.recursive:
        reached[call.name] = with_value(reached[call.name], next(session.supply))
    return finished(Program(reached, session.supply), [call.name])


def check_repeatable(frame: Frame, node: ast.AST, program: Program, f: Function, what: str) -> None:
    """Refuse what runs a function more than once, where it prints, draws or reads a clock: that is done once."""
    from_outside = any(v.type == GENERATOR for p in f.params for v in leaves(p.tree))
    for s in (s for g in program.functions.values() for s in statements(g) if isinstance(s, Eqn)):
        drawn = s.op == "draw" and from_outside
        if drawn or s.op == "print" or s.op.startswith("time."):
            does = "draws random numbers" if drawn else "prints" if s.op == "print" else "reads a clock"
            refuse(frame, node, f"{what} of a function that {does}", "it would do so again.", "do that outside of it.")


def _note_open(frame: Frame, node: ast.AST) -> None:
    what, why = "a derivative of a function inside itself", "each call would need a derivative of a higher order."
    frame.note(node, "S2S301", what, why, "write the recursion as a loop, or take the derivative outside.")


def _counts(f: Function, call: Prepared) -> list[tuple[str, int]]:
    """The parameters of the call, and how many of the function's own each has become."""
    found = []
    for name, t in call.specs.items():
        if isinstance(t, Known):
            continue
        found.append((name, len(call.numbers(name)) if is_flat(t) else 1))
    return found


def mask_of(f: Function, call: Prepared, wrt: Sequence[str]) -> tuple[bool, ...]:
    names = [name for name, count in _counts(f, call) for _ in range(count)]
    names += [""] * (len(f.params) - len(names))  # what is captured
    return tuple(
        name in wrt and is_inexact(v.type) for name, p in zip(names, f.params, strict=True) for v in leaves(p.tree)
    )


def _active(f: Function, mask: tuple[bool, ...]) -> list[bool]:
    """Which of the function's own parameters hold something that varies."""
    flags = iter(mask)
    found = []
    for p in f.params:
        on = [next(flags) for _ in leaves(p.tree)]
        found.append(any(on))
    return found


def by_parameter(f: Function, call: Prepared, mask: tuple[bool, ...], tree: Arg) -> dict[str, Arg]:
    """What the derivative gives, by parameter of the call and in its structure."""
    active = _active(f, mask)
    trees = list(tree.items) if sum(active) > 1 and isinstance(tree, Pack) else [tree]
    given = iter(trees)
    by_own = [next(given) if on else Const(None) for on in active]
    found: dict[str, Arg] = {}
    position = 0
    for name, count in _counts(f, call):
        parts = by_own[position : position + count]
        position += count
        found[name] = (
            anew(_structured(call.values[name], call.specs[name], iter(parts)))
            if is_flat(call.specs[name])
            else parts[0]
        )
    return found


def _structured(arg: Arg, t: Type, parts: Any) -> Arg:
    """Gradients by numbers in the structure that the numbers were taken from."""
    if isinstance(arg, Pack):
        assert isinstance(t, Struct)
        return arg.like([_structured(i, u, parts) for i, u in zip(arg.items, t.items, strict=True)])
    return Const(None) if isinstance(t, Known) else next(parts)


def taken(frame: Frame, key: tuple[object, ...]) -> frozenset[str]:
    """The names that the derivatives of callees must not take, while a derivative is made."""
    return frozenset([name for k, name in frame.session.names.items() if k[:2] != ("part", key)])


def registered(frame: Frame, made: Function, key: tuple[object, ...], deriver: Deriver | None = None) -> str:
    """Put a derivative into the program, under a name of its own that is the same at every reading.

    With it come those that it calls, which the deriver has made.
    """
    session = frame.session
    name = session.names.get(key) or unused(made.name, set(session.names.values()))
    session.names[key] = name
    session.derived[name] = replace(made, name=name)
    parts = {} if deriver is None else deriver.reachable(made.name).functions
    for part, f in parts.items():
        if deriver is not None and part in deriver.made and part != made.name:
            session.names["part", key, part] = part
            session.derived[part] = f
    return name


def lower_stop_gradient(frame: Frame, node: ast.AST, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    """``stop_gradient(x)``: the numbers of x as constants; arrays are copied, as the function does."""
    (given,) = bound(frame, node, "stop_gradient", inspect.signature(api.stop_gradient), args, kwargs, _none).values()

    def held(v: Var) -> Arg:
        return emit(frame, node, "held_array" if isinstance(v.type, Array) else "held", (v,))

    return anew(map_arg(held, force(frame, given, node)))


def _none(p: inspect.Parameter) -> Arg:
    return Const(p.default)


BUILTINS[id(api.stop_gradient)] = lower_stop_gradient
BUILTINS[id(api.grad)] = _operator(False)
BUILTINS[id(api.value_and_grad)] = _operator(True)
OF_KIND["gradient"] = call_gradient
OF_CLASS[api.Gradient] = call_gradient_object
