"""``jacobian``, ``hessian``, ``hvp`` and their kin inside the function.

Each is a program in Python, in terms of ``grad``, ``jvp`` and ``vjp`` (`s2sad.operators.programs`); a call of it is
lowered as one of the user's own functions::

    J = jacobian(f)(x)          J = jacobian_of(f, ("by",), 0, (x,))
    H = hessian(f)(x)           H = hessian_of(f, ("by",), 0, (x,))
"""

from __future__ import annotations

import ast
import inspect
import types
from collections.abc import Callable
from typing import Any

from s2sad import api
from s2sad.dataclass import dataclass
from s2sad.ir import Arg, Const, Pack, type_of
from s2sad.lower.callee_calls import bound, call_function
from s2sad.lower.derivatives import called, check_repeatable, has_text, leaf_types, program_of, refuse
from s2sad.lower.frame import Frame
from s2sad.lower.meanings import BUILTINS, OF_CLASS, OF_KIND, Lower
from s2sad.lower.own_memory import as_it_is, copied
from s2sad.lower.scopes import Made
from s2sad.lower.unknown_calls import plain_function
from s2sad.operators import matrices, pointwise, products, programs, taylor
from s2sad.rules.complexes import is_complex
from s2sad.types import Array, Type, axes, is_inexact


@dataclass(frozen=True)
class Wanted:
    """What an operator is asked for: a program of `s2sad.operators.programs`, and the arguments it is taken by."""

    program: types.FunctionType
    argnums: Any


def _maker(function: Any, program: types.FunctionType) -> Lower:
    """``jacobian(f, argnums)``: a function."""

    def lower(frame: Frame, node: ast.AST, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
        signature = inspect.signature(function)
        given = bound(frame, node, function.__name__, signature, args, kwargs, lambda p: Const(p.default))
        f, argnums, *_ = given.values()
        if "holomorphic" in given and frame.known(given["holomorphic"], node):
            what, why = f"{function.__name__} with holomorphic", "it is not expanded inside a function."
            refuse(frame, node, what, why, "use jvp with the tangent 1.0.")
        has_aux = "has_aux" in given and frame.known(given["has_aux"], node)
        wanted = Wanted(_JACOBIAN_WITH_AUX if has_aux else program, frame.known(argnums, node))
        return Pack("operator", (f,), None, wanted)

    return lower


def call_operator(frame: Frame, node: ast.AST, operator: Arg, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    """``jacobian(f)(x)``."""
    assert isinstance(operator, Pack)
    wanted, (f,) = operator.of, operator.items
    assert isinstance(wanted, Wanted)
    several = isinstance(wanted.argnums, (tuple, list))
    by = [_position(frame, node, n, f, len(args)) for n in (wanted.argnums if several else (wanted.argnums,))]
    marks = Pack("tuple", tuple(Const("by" if i in by else "") for i, _ in enumerate(args)))
    places = [sorted(set(by)).index(n) for n in by]
    order = Pack("tuple", tuple(map(Const, places))) if several else Const(places[0])
    if any(is_complex(t) for i in by for t in leaf_types(type_of(args[i]))):
        why = "what it is of a complex argument is not expanded inside a function."
        refuse(frame, node, "an operator by a complex argument", why, "use grad, jvp or vjp.")
    if kwargs:
        f = Pack("partial", (f, *kwargs.values()), tuple(kwargs))
    if wanted.program in _OF_GRADIENTS:
        f = with_text(frame, node, f)
        if len(by) > 1 or isinstance(type_of(args[by[0]]), Array):  # more than one column
            _check_repeatable(frame, node, f, args, "second derivatives")
    return call_function(frame, node, wanted.program, [f, marks, order, Pack("tuple", tuple(args))], {})


def _check_repeatable(frame: Frame, node: ast.AST, f: Arg, args: list[Arg], what: str) -> None:
    found = called(frame, node, f, args, {})
    program = None if found is None else program_of(frame, node, found[0])
    if found is not None and program is not None:
        check_repeatable(frame, node, program, program.functions[found[0].name], what)


def with_text(frame: Frame, node: ast.AST, f: Arg) -> Arg:
    """A function that derivatives are made of: itself where it has a text, else one whose text calls it."""
    return f if has_text(f) else call_function(frame, node, _APPLIED, [f], {})


def _position(frame: Frame, node: ast.AST, n: Any, f: Arg, count: int) -> int:
    """Which argument an argnum stands for."""
    if isinstance(n, str):
        n = _names(f).index(n) if n in _names(f) else count
    if not -count <= n < count:
        refuse(frame, node, f"argnums={n!r}", "there is no such argument.", "count the arguments from 0.")
    return int(n) % count


def _names(f: Arg) -> list[str]:
    if isinstance(f, Pack) and isinstance(f.of, Made):
        a = f.of.code.node.args
        return [p.arg for p in (*a.posonlyargs, *a.args)]
    function = plain_function(f.value) if isinstance(f, Const) else None
    return list(inspect.signature(function).parameters) if callable(function) else []


def _call_object(make: Lower) -> Callable[[Frame, ast.AST, Arg, list[Arg], dict[str, Arg]], Arg]:
    """``J(x)`` of a ``J = jacobian(f)`` that was made outside."""

    def call(frame: Frame, node: ast.AST, target: Arg, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
        assert isinstance(target, Const)
        return call_operator(frame, node, make(frame, node, list(map(Const, target.value._made_of)), {}), args, kwargs)

    return call


def _product(function: Any, program: Any) -> Lower:
    """``hvp(f, primals, vectors)``, or ``vhp``."""

    def lower(frame: Frame, node: ast.AST, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
        signature = inspect.signature(function)
        given = bound(frame, node, function.__name__, signature, args, kwargs, lambda p: Const(p.default))
        f, primals, vectors = given.values()
        if not (isinstance(primals, Pack) and isinstance(vectors, Pack) and len(primals.items) == len(vectors.items)):
            what = f"an {function.__name__} of these primals and vectors"
            refuse(frame, node, what, "they are no tuples of one length.", "pass tuples.")
        by = [n for n, p in enumerate(primals.items) if any(map(is_inexact, leaf_types(type_of(p))))]
        along = [v if n in by else Const(None) for n, v in enumerate(vectors.items)]
        if not by or any(along[n] == Const(None) for n in by):
            what = f"an {function.__name__} without a vector for each primal"
            refuse(frame, node, what, "it is not expanded.", "pass zeros.")
        marks = Pack("tuple", tuple(Const("by" if n in by else "") for n, _ in enumerate(primals.items)))
        operands = [with_text(frame, node, f), marks, primals, Pack("tuple", tuple(along))]
        made = call_function(frame, node, program, operands, {})
        if not isinstance(made, Pack):
            return made
        found = dict(zip(by, made.items, strict=True))
        spread = tuple(found.get(n, Const(None)) for n, _ in enumerate(primals.items))
        return spread[0] if len(spread) == 1 else Pack("tuple", spread)

    return lower


def _lower_linearize(frame: Frame, node: ast.AST, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    """``linearize(f, *primals)``: the value, and a function of tangents, both of copies."""
    if not args or kwargs:
        refuse(
            frame,
            node,
            "linearize with keywords or without a function",
            "it takes a function and arguments.",
            "linearize(f, x)",
        )
    f, *primals = args
    if has_text(f):
        _check_repeatable(frame, node, f, primals, "a linearization")
    held = [Pack("tuple", tuple(copied(frame, node, p) for p in primals)) for _ in range(2)]
    functions = [as_it_is(frame, node, f) for _ in range(2)]  # the run for the value may write what it has captured
    made = call_function(frame, node, _LINEARIZED, [*functions, *held], {})
    return made.like([copied(frame, node, made.items[0]), made.items[1]]) if isinstance(made, Pack) else made


def _lower_taylor(frame: Frame, node: ast.AST, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    """``taylor(f, order)``: a function of primals and directions."""
    given = bound(frame, node, "taylor", inspect.signature(taylor.taylor), args, kwargs, lambda p: Const(p.default))
    f, order = given.values()
    n = frame.known(order, node)
    if not isinstance(n, int) or not 0 < n <= taylor.HIGHEST:
        refuse(frame, node, f"taylor of order {n!r}", "there are no such coefficients.", "pass an int from 1 to 4.")
    return Pack("taylor", (f, Const(n)))  # while it is called, a mark stands for each order


def _call_taylor(frame: Frame, node: ast.AST, target: Arg, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    """``taylor(f, order)(primals, directions)``."""
    assert isinstance(target, Pack)
    f, order = target.items
    given = bound(frame, node, "taylor", _OF_TAYLOR, args, kwargs, lambda p: Const(p.default))
    assert isinstance(order, Const)
    marks = Pack("tuple", (Const(""),) * order.value)
    return call_function(frame, node, _TAYLOR, [f, *given.values(), marks], {})


def _call_taylor_object(frame: Frame, node: ast.AST, target: Arg, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    """``t(primals, directions)`` of a ``t = taylor(f, order)`` that was made outside."""
    assert isinstance(target, Const)
    return _call_taylor(frame, node, Pack("taylor", tuple(map(Const, target.value._made_of))), args, kwargs)


def _with_aux(of: Any, program: Any, plain: Lower) -> Lower:
    """``grad(f, has_aux=True)``, which is a program, and without, which is lowered by itself."""

    def lower(frame: Frame, node: ast.AST, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
        given = bound(frame, node, of.__name__, inspect.signature(of), args, kwargs, lambda p: Const(p.default))
        if not frame.known(given["has_aux"], node):
            return plain(frame, node, args, kwargs)
        return Pack("operator", (given["f"],), None, Wanted(program, frame.known(given["argnums"], node)))

    return lower


def _real_result(frame: Frame, node: ast.AST, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    """What an operator is taken of, refused where it is complex: its pullback gives the real part only."""
    if any(is_complex(t) for t in leaf_types(type_of(args[0]))):
        why = "what it is of a complex result is not expanded inside a function."
        refuse(frame, node, "an operator of a complex result", why, "use grad, jvp or vjp, or take real parts.")
    return args[0]


def _fewer(frame: Frame, node: ast.AST, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    """Whether arguments hold fewer numbers than a result: not those of the same shapes, and not than one number."""
    chosen, value = (sorted(_shapes(type_of(x))) for x in args)
    if chosen == value or (len(value) == 1 and value[0] == "()"):
        return Const(False)
    return call_function(frame, node, _ITEMS_FEWER, args, {})


def _shapes(t: Type) -> list[str]:
    """The shapes of the floats of a type."""
    return [str(axes(u)) for u in leaf_types(t) if is_inexact(u)]


BUILTINS[id(programs.real_result)] = _real_result
_OF_TAYLOR = inspect.signature(lambda primals, directions: None)
_TAYLOR: Any = programs.taylor_of
_APPLIED: Any = programs.applied
_ITEMS_FEWER: Any = programs.fewer_items
_OF_GRADIENTS: tuple[Any, ...] = (programs.hessian_of, programs.laplacian_of)
_LINEARIZED: Any = programs.linearized
_JACOBIAN_WITH_AUX: Any = programs.jacobian_with_aux
_OPERATORS: tuple[tuple[Any, type, Any], ...] = (
    (matrices.jacobian, matrices.Jacobian, programs.jacobian_of),
    (matrices.hessian, matrices.Hessian, programs.hessian_of),
    (pointwise.derivative, pointwise.Derivative, programs.jacobian_of),
    (pointwise.laplacian, pointwise.Laplacian, programs.laplacian_of),
    (pointwise.elementwise_grad, pointwise.ElementwiseGradient, programs.elementwise_gradient_of),
)
for _function, _cls, _program in _OPERATORS:
    _make = BUILTINS[id(_function)] = _maker(_function, _program)
    OF_CLASS[_cls] = _call_object(_make)
lower_hvp = BUILTINS[id(products.hvp)] = _product(products.hvp, programs.hvp_of)
BUILTINS[id(products.vhp)] = _product(products.vhp, programs.vhp_of)
BUILTINS[id(programs.fewer)] = _fewer
BUILTINS[id(products.linearize)] = _lower_linearize
BUILTINS[id(taylor.taylor)] = _lower_taylor
OF_CLASS[taylor.Taylor] = _call_taylor_object
OF_KIND["operator"] = call_operator
OF_KIND["taylor"] = _call_taylor
_AUX: tuple[tuple[Any, Any], ...] = (
    (api.grad, programs.gradient_with_aux),
    (api.value_and_grad, programs.value_and_gradient_with_aux),
)
for _of, _aux in _AUX:
    BUILTINS[id(_of)] = _with_aux(_of, _aux, BUILTINS[id(_of)])
