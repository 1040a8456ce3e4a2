"""How the type of a result is found: by calling the function on tiny stand-ins.

NumPy's promotion rules, ranks and scalar kinds are what NumPy does: each operand is
replaced by a number or a small array of its dtype, the function is called once, and the
kind and dtype of what comes back are the answer.  The axes of an elementwise result are
those of the broadcast; other functions are called twice with different lengths, and an
axis of the result that had an operand's length both times is that operand's axis.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import product
from typing import Any

import numpy as np

from s2sad.ir import Arg, Attrs, Const, Pack, Var, leaves, map_arg, type_of
from s2sad.rules.registry import REGISTRY, Rule, Typing, scope
from s2sad.types import ONE, Array, Dim, Scalar, Type, axes, broadcast, dtype_name


class NoType(Exception):
    """The operation would raise, or its result is nothing that has a type here."""


def type_like_second(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    """The dtype of the first operand and the shape of the second."""
    value, like = type_of(args[0]), type_of(args[1])
    if not isinstance(value, (Array, Scalar)) or not isinstance(like, Array):
        raise NoType(f"{rule.name} of {value}")
    return (Array(value.dtype, like.axes),)


def type_of_first(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    """That of the first operand, which the function hands on or changes."""
    return (type_of(args[0]),)


_OPERATORS: dict[type, Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.USub: operator.neg,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


def compiled(name: str) -> Any:
    """The row's call as a Python function of its operands and statics."""
    return _compiled(REGISTRY.by_name[name])


@cache
def _compiled(rule: Rule) -> Any:
    call = rule.call
    known = _operator(rule)
    if known is not None:
        return known
    if isinstance(call, ast.Call):
        if callable(rule.function) and tuple(a.id for a in call.args if isinstance(a, ast.Name)) == rule.operands:
            return rule.function  # takes them in this order, and the statics by name
        keywords = [ast.keyword(k, ast.Name(k, ast.Load())) for k in rule.statics]
        call = ast.Call(call.func, call.args, [*call.keywords, *keywords])
    params = ", ".join([*rule.operands, *(["*"] if rule.statics else []), *rule.statics])
    return eval(f"lambda {params}: {ast.unparse(ast.fix_missing_locations(call))}", scope(rule))


def _operator(rule: Rule) -> Callable[..., Any] | None:
    """The function of an operator that stands between its operands as they are: nothing has to be compiled for it."""
    match rule.call:
        case ast.BinOp(ast.Name(x), op, ast.Name(y)) | ast.Compare(ast.Name(x), [op], [ast.Name(y)]):
            names: tuple[str, ...] = (x, y)
        case ast.UnaryOp(op, ast.Name(x)):
            names = (x,)
        case _:
            return None
    return _OPERATORS.get(type(op)) if names == rule.operands else None


def elementwise(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    """Kind and dtype from stand-ins, axes from broadcasting."""
    types = [type_of(a) for a in args]
    if not all(isinstance(t, (Scalar, Array)) for t in types):
        raise NoType(f"{rule.name} of {', '.join(map(str, types))}")
    shapes = [axes(t) for t in types]
    # A literal's value can matter (2 ** -1 is a float), so literals stand in for themselves.
    keys = tuple((a,) if isinstance(a, Const) else _kind_key(t) for a, t in zip(args, types, strict=True))
    try:
        result = _scalar_result(rule, keys)
    except NoType:
        # A function of numbers alone says itself when it runs that what may be a number or an array is no number.
        if all(shape is not None for shape in shapes):
            raise
        numbers = [
            k if s is not None else ("0d", getattr(t, "dtype", "")) for k, s, t in zip(keys, shapes, types, strict=True)
        ]
        result = _scalar_result(rule, tuple(numbers))
    if not isinstance(result, Array):
        return (result,)
    return (Array(result.dtype, broadcast(shapes, where)),)


def _kind_key(t: Type) -> tuple[str, ...]:
    if isinstance(t, Scalar):
        return (t.kind, t.dtype)
    assert isinstance(t, Array)
    return ("0d" if t.axes == () else "nd", t.dtype)


@lru_cache(maxsize=4096)
def _scalar_result(rule: Rule, keys: tuple[tuple[Any, ...], ...]) -> Type:
    choices = [_kinds(k) for k in keys]
    found = [_call_once(rule, combination) for combination in product(*choices)]
    first = found[0]
    if isinstance(first, Scalar) and first.kind == "py" and any(len(c) > 1 for c in choices):
        # NumPy's doubles are floats of Python, so complex numbers of Python stay what they are; its singles are not.
        singles = tuple(("np", _SINGLE.get(c[0][1], c[0][1])) if len(c) > 1 else c[0] for c in choices)
        if isinstance(t := _call_once(rule, singles), Scalar) and t.kind == "np":
            found.append(Scalar("np", first.dtype))
    if all(t == first for t in found):
        narrow = any(k[0] == "any" and len(c) == 1 for k, c in zip(keys, choices, strict=True))
        return Scalar("any", first.dtype) if narrow and isinstance(first, Scalar) and first.kind == "np" else first
    if all(isinstance(t, Scalar) for t in found):
        dtype = np.result_type(*[np.dtype(t.dtype) for t in found if isinstance(t, Scalar)]).name
        return Scalar("any", dtype)
    return found[-1]


def _kinds(key: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    """What an operand may be; a literal is alone in its key, and Python has no numbers in single precision."""
    if key[0] != "any":
        return [key]
    return [("py", key[1]), ("np", key[1])] if key[1] in _OF_PYTHON else [("np", key[1])]


_SINGLE = {"float64": "float32", "complex128": "complex64"}
_OF_PYTHON = ("bool", "int64", "float64", "complex128")
_SAMPLES: tuple[float, ...] = (0.5, 1.5)


@lru_cache(maxsize=4096)
def _call_once(rule: Rule, keys: tuple[tuple[Any, ...], ...]) -> Type:
    error: Exception | None = None
    for sample in _SAMPLES:
        operands = [k[0].value if len(k) == 1 else _stand_in(k[0], k[1], sample) for k in keys]
        try:
            with np.errstate(all="ignore"):
                return observed(_compiled(rule)(*operands), Dim("wide", "n"))
        except (ValueError, ZeroDivisionError, OverflowError) as e:
            error = e
        except TypeError as e:
            raise NoType(str(e)) from None
        except Exception as e:
            if not rule.modules:
                raise
            error = e  # of a function of the user's: it may not be defined there
    raise NoType(str(error))


def _stand_in(kind: str, dtype: str, sample: float) -> Any:
    made = _prototype(kind, dtype, sample)
    return made.copy() if isinstance(made, np.ndarray) else made  # a function of the user's may write it


@cache
def _prototype(kind: str, dtype: str, sample: float) -> Any:
    exact = np.dtype(dtype).type(sample if dtype[:5] in ("float", "compl") else 1)
    if kind == "py":
        return exact.item()
    if kind == "np":
        return exact
    return np.full(() if kind == "0d" else (2,), exact, dtype=dtype)


def observed(value: Any, wide: Dim) -> Type:
    """The type of a value; ``wide`` is what its axes are called."""
    if isinstance(value, np.ndarray):
        return Array(dtype_name(value.dtype), tuple(wide for _ in value.shape))
    if isinstance(value, np.generic):
        return Scalar("np", dtype_name(value.dtype))
    if isinstance(value, (bool, int, float, complex)):
        return Scalar("py", {bool: "bool", int: "int64", float: "float64", complex: "complex128"}[type(value)])
    raise NoType(f"a result of type {type(value).__name__}")


_SIZES = ((2, 3), (3, 2), (5, 7), (7, 5), (4, 6), (6, 4), (8, 9), (9, 8), (10, 11), (11, 10))


def probed(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str, room: int = 0) -> tuple[Type, ...]:
    """Everything from two calls on small arrays with different lengths, by ``room`` longer than the smallest."""
    if any(axes(leaf.type) is None for a in args for leaf in leaves(a)):
        return _of_unknown_rank(rule, args, attrs, where)
    dims: dict[tuple[str, int], int] = {}
    for v in (leaf for a in args for leaf in leaves(a)):
        shape = axes(v.type)
        for d in shape or ():
            if d.known != "1":
                dims.setdefault((d.name, d.offset), len(dims))
    if len(dims) > len(_SIZES):
        raise NoType(f"{rule.name} of arrays with more than {len(_SIZES)} different axes")
    statics = {**rule.statics, **dict(attrs)}
    results = []
    for which in (0, 1):
        sizes = {d: _SIZES[i][which] + room for d, i in dims.items()}
        try:
            with np.errstate(all="ignore"):
                results.append(compiled(rule.name)(*[_sized(a, sizes) for a in args], **statics))
        except (ValueError, TypeError, IndexError, np.linalg.LinAlgError) as e:
            raise NoType(str(e)) from None
    first, second = results
    if not isinstance(first, np.ndarray):
        return (observed(first, ONE),)
    names = {(_SIZES[i][0] + room, _SIZES[i][1] + room): d for d, i in dims.items()}
    known = {(d.name, d.offset): d for a in args for v in leaves(a) for d in axes(v.type) or ()}
    out: list[Dim] = []
    for axis, lengths in enumerate(zip(first.shape, second.shape, strict=True)):
        if lengths == (1, 1):
            out.append(ONE)
        elif lengths in names:
            out.append(known[names[lengths]])
        else:
            out.append(Dim(f"{where}.{axis}", "?"))
    return (Array(dtype_name(first.dtype), tuple(out)),)


def signature(*texts: str) -> Typing:
    """The typing of a function with a signature as NumPy's generalised ufuncs have: ``(n,n),(n,k)->(n,k)``.

    Axes of one name are one axis; those before them broadcast. Of several signatures the first one holds whose
    operands have exactly the ranks of the arguments, else the last one. Several results are separated by commas,
    ``(m,n)->(m,k),(k),(k,n)``. Of axes that no operand has, ``k`` is the shorter one of ``m`` and ``n``; the length of
    others only the run knows.
    """
    parsed = [axes_named(t) for t in texts]

    def typing(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
        ranks = [None if (s := axes(type_of(a))) is None else len(s) for a in args]
        inputs, outputs = next((p for p in parsed if ranks == [len(x) for x in p[0]]), parsed[-1])
        named, stack = matched(rule, args, inputs, where)
        samples = [_regular(type_of(a), len(names)) for a, names in zip(args, inputs, strict=True)]
        made = compiled(rule.name)(*samples, **{**rule.statics, **dict(attrs)})
        if "k" not in named and {"m", "n"} <= set(named):
            named["k"] = shorter(named["m"], named["n"], where)
        types: list[Type] = []
        for result, output in zip(made if len(outputs) > 1 else (made,), outputs, strict=True):
            own = (named.get(n) or Dim(f"{where}.{n}", "?") for n in output)
            out, name = (*stack, *own), np.asarray(result).dtype.name
            types.append(Array(name, out) if out else observed(result, ONE))
        return tuple(types)

    return typing


def matched(
    rule: Rule, args: tuple[Arg, ...], inputs: list[list[str]], where: str
) -> tuple[dict[str, Dim], tuple[Dim, ...]]:
    """The axes of arguments by their names in a signature, and what those before them broadcast to."""
    named: dict[str, Dim] = {}
    stacks: list[tuple[Dim, ...] | None] = []
    for a, names in zip(args, inputs, strict=True):
        shape = axes(type_of(a))
        if shape is None or len(shape) < len(names) or not isinstance(type_of(a), (Array, Scalar)):
            raise NoType(f"{rule.name} of {', '.join(str(type_of(x)) for x in args)}")
        stacks.append(shape[: len(shape) - len(names)])
        for name, dim in zip(names, shape[len(shape) - len(names) :], strict=True):
            if named.get(name, dim).known != "n":
                named[name] = dim
            named.setdefault(name, dim)
    stack = broadcast(stacks, where)
    assert stack is not None
    return named, stack


def shorter(m: Dim, n: Dim, where: str) -> Dim:
    """The length of the shorter one of two axes."""
    if m == n or m.known == "1":
        return m
    if n.known == "1":
        return n
    if m.name.isdecimal() and n.name.isdecimal() and not m.offset and not n.offset:
        return min(m, n, key=lambda d: int(d.name))
    return Dim(f"{where}.k", "?")


def axes_named(text: str) -> tuple[list[list[str]], list[list[str]]]:
    """The names of axes in a signature, of the operands and of the results."""

    def one(part: str) -> list[str]:
        return [n for n in part.strip("()").split(",") if n]

    left, right = ([one(p) for p in side.replace("),(", ")|(").split("|")] for side in text.split("->"))
    return left, right


def _regular(t: Type, rank: int) -> Any:
    """A small argument for which a function of linear algebra has a value."""
    assert isinstance(t, (Array, Scalar))
    return np.eye(2, dtype=t.dtype) if rank == 2 else np.ones((2,) * rank, dtype=t.dtype)


def one_axis(rule: Rule, axis: object) -> int:
    """An axis, of a row that goes along one."""
    if not isinstance(axis, (int, np.integer)):
        raise NoType(f"{rule.name} along axis={axis!r}, where it takes one axis,")
    return int(axis)


def along_an_axis(typing: Typing) -> Typing:
    """The typing of what goes along an axis: numbers have none, and what NumPy makes of them has one."""

    def checked(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
        if axes(type_of(args[0])) == ():
            raise NoType(f"{rule.name} of {type_of(args[0])}, which has no axes,")
        if isinstance(dict(attrs).get("axis"), tuple) and rule.name not in SEVERAL_AXES:
            raise NoType(f"{rule.name} along several axes")
        return typing(rule, args, attrs, where)

    return checked


SEVERAL_AXES = ("np.roll", "np.flip")


def _of_unknown_rank(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    """The answer for ranks one and two, if it is the same number; else an array of unknown rank."""
    found: list[Type] = []
    for rank in (1, 2):
        shape = tuple(Dim(f"{where}.rank.{i}", "n") for i in range(rank))

        def ranked(v: Var, shape: tuple[Dim, ...] = shape) -> Var:
            t = v.type
            return Var(v.id, Array(t.dtype, shape), v.hint) if isinstance(t, Array) and t.axes is None else v

        found += probed(rule, tuple(map_arg(ranked, a) for a in args), attrs, where)
    if all(t == found[0] for t in found) and isinstance(found[0], Scalar):
        return (found[0],)
    first = found[0]
    if isinstance(first, Array) and all(isinstance(t, Array) for t in found):
        return (Array(first.dtype, None),)
    raise NoType(f"{rule.name} of an array of unknown rank")


def _sized(arg: Arg, sizes: dict[tuple[str, int], int]) -> Any:
    if isinstance(arg, Const):
        return arg.value
    if isinstance(arg, Pack):
        items = [_sized(i, sizes) for i in arg.items]
        return tuple(items) if arg.kind == "tuple" else items
    t = arg.type
    if isinstance(t, Array):
        shape = tuple(1 if d.known == "1" else sizes[(d.name, d.offset)] for d in t.axes or ())
        return np.ones(shape, dtype=t.dtype)
    if isinstance(t, Scalar):
        return _stand_in(t.kind if t.kind != "any" else "np", t.dtype, 0.5)
    raise NoType(f"an operand of type {t}")
