"""Rows of the functions that make arrays of numbers: identities, grids, constants."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from s2sad.ir import Arg, Attrs, Const, Eqn, Pack, Var, type_of
from s2sad.rules.registry import NAMESPACE, REGISTRY, Rule, declare
from s2sad.rules.shaping import dtype_given, length
from s2sad.rules.typing import NoType
from s2sad.types import INT, ONE, Array, Dim, Scalar, Type, axes, broadcast, rank, same_shape


def _identity(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    dims = tuple(length(a, f"{where}.{i}") for i, a in enumerate(args))
    return (Array(dtype_given(dict(attrs).get("dtype")), dims * (2 if len(args) == 1 else 1)),)


def _full(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    shape, value = args
    t = type_of(value)
    items = shape.items if isinstance(shape, Pack) else (shape,)
    dims = tuple(length(a, f"{where}.{i}") for i, a in enumerate(items))
    if not isinstance(t, (Scalar, Array)):
        raise NoType(f"{rule.name} of {t}")
    dtype = dict(attrs).get("dtype")
    return (Array(dtype_given(dtype) if dtype is not None else t.dtype, dims),)


def _linspace(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    first, last = (type_of(a) for a in args[:2])
    shape = broadcast([axes(first), axes(last)], where)
    if not isinstance(first, (Array, Scalar)) or not isinstance(last, (Array, Scalar)) or shape is None:
        raise NoType(f"{rule.name} between {first} and {last}")
    dtype = np.linspace(_one(first), _one(last), 2).dtype.name
    return (Array(dtype, (length(args[2], where) if len(args) > 2 else Dim("50", "n"), *shape)),)


def _one(t: Array | Scalar) -> Any:
    if isinstance(t, Scalar) and t.kind == "py":
        return 1j if t.dtype.startswith("complex") else 1.0
    return np.ones((1,), dtype=t.dtype) if isinstance(t, Array) else np.dtype(t.dtype).type(1)


def _logspace(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    if any(not isinstance(type_of(a), Scalar) for a in args[:2]):
        raise NoType(f"{rule.name} between arrays")
    return _linspace(rule, args, attrs, where)


def _rising(num: str) -> Callable[..., Mapping[str, str]]:
    def cases(*types: Type) -> Mapping[str, str]:
        more = max(rank(t) or 0 for t in types[:2])
        t = _RISING.format(num)
        t = f"np.expand_dims({t}, {tuple(range(1, more + 1))})" if more else t
        whole = "{}" if same_shape(*types[:2]) else "expand({}, out)"
        return {"start": whole.format(f"d * (1.0 - {t})"), "stop": whole.format(f"d * {t}")}

    return cases


def _arange(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    types = [type_of(a) for a in args]
    if any(not isinstance(t, Scalar) for t in types):
        raise NoType("np.arange of an array")
    both = REGISTRY.by_name["add"]
    total = both.typing(both, args[:2], (), where)[0] if len(args) > 1 else types[0]
    dtype = getattr(total, "dtype", "")
    if len(args) == 3 and getattr(types[2], "dtype", "").startswith("float"):
        dtype = "float64"
    given = dict(attrs).get("dtype")
    return (Array(dtype_given(given) if given is not None else dtype, (_count(args, where),)),)


def _count(args: tuple[Arg, ...], where: str) -> Dim:
    """How many numbers ``range(*args)`` has, where that has a name."""
    values = [a.value if isinstance(a, Const) else None for a in args]
    if all(type(v) is int for v in values) and (len(values) < 3 or values[2]):
        n = len(range(*values))  # type: ignore[arg-type]
        return ONE if n == 1 else Dim(str(n), "n")
    stop = args[0] if len(args) == 1 else args[1]
    t = type_of(stop)
    if isinstance(t, Scalar) and t.dim is not None and t.dtype.startswith("int"):
        start = 0 if len(args) == 1 else values[0]
        if type(start) is int and start >= 0 and (len(args) < 3 or values[2] == 1):
            return t.dim.shorter(start) or Dim(where, "?")
    return Dim(where, "?")


def equal_part(n, sections):  # type: ignore[no-untyped-def]
    """The length of each part of a split into parts of one length."""
    if n % sections:
        raise ValueError("array split does not result in an equal division")
    return n // sections


NAMESPACE["equal_part"] = equal_part


def _integer(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    return (INT,)


def _place(at: int, count: int, attrs: Attrs) -> int:
    """The axis of a grid that an operand lies along."""
    swapped = dict(attrs).get("indexing", "xy") == "xy" and count > 1 and at < 2
    return 1 - at if swapped else at


def _grids(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    assert isinstance(args[0], Pack)
    types = [type_of(a) for a in args[0].items]
    if len(types) < 2 or any(not isinstance(t, (Array, Scalar)) or len(axes(t) or ()) > 1 for t in types):
        raise NoType(f"{rule.name} of {', '.join(map(str, types))}: of two vectors or more")
    lengths = [ONE] * len(types)
    for i, t in enumerate(types):
        lengths[_place(i, len(types), attrs)] = (axes(t) or (ONE,))[0]
    made = []
    for i, t in enumerate(types):
        own = _place(i, len(types), attrs)
        sparse = tuple(d if k == own else ONE for k, d in enumerate(lengths))
        made.append(Array(getattr(t, "dtype", ""), sparse if dict(attrs).get("sparse") else tuple(lengths)))
    return tuple(made)


def _grids_vjp(adj: Any, eqn: Eqn, gs: Sequence[Arg | None]) -> None:
    assert isinstance(eqn.args[0], Pack)
    for i, (x, out, g) in enumerate(zip(eqn.args[0].items, eqn.outs, gs, strict=True)):
        if g is not None and isinstance(x, Var) and adj.wants(x):
            own = _place(i, len(gs), eqn.attrs)
            others = tuple(k for k in range(len(gs)) if k != own)
            part = adj.b.op(
                "np.sum", adj.full(g, out), axis=(others if len(others) > 1 else others[0]) if rank(x.type) else None
            )
            adj.add(x, adj.b.shaped(part, x))


def _grids_jvp(tan: Any, eqn: Eqn) -> Sequence[Arg]:
    made: Sequence[Arg] = tan.b.keep_all("np.meshgrid", (tan.full(eqn.args[0]),), eqn.attrs)
    return made


_RISING = "np.linspace(0.0, 1.0, {}, endpoint=endpoint)"

# fmt: off
declare("equal_part(n, sections)", "constant", _integer, helper="equal_part", raises=True)
declare("np.meshgrid(*xs, indexing='xy', sparse=False)", "linear", _grids, outs=("grids",), vjp=_grids_vjp,
        jvp=_grids_jvp)
declare("np.eye(n, k=0, dtype=None)",  "constant", _identity, raises=True, layout="C")
declare("eye_of: np.eye(n, m, k=0, dtype=None)", "constant", _identity, function=np.eye, raises=True, layout="C")
declare("np.identity(n, dtype=None)", "constant", _identity, raises=True, layout="C")
declare("np.full(shape, fill_value, dtype=None)", "tangent", _full, raises=True, layout="C",
        fill_value="np.full_like(out, d)")
for text, num in (("np.linspace(start, stop, num, endpoint=True)", "num"),
                  ("linspace_of_50: np.linspace(start, stop, endpoint=True)", "50")):
    declare(text, "tangent", _linspace, function=np.linspace, raises=True, cases=_rising(num))
_LOG = f"out * {{}} * (1.0 - {_RISING.format('num')})", f"out * {{}} * {_RISING.format('num')}"
for text, start, stop in (
    ("np.logspace(start, stop, num, endpoint=True, base=10.0)", "np.log(base)", "np.log(base)"),
    ("np.geomspace(start, stop, num, endpoint=True)", "(1.0 / start)", "(1.0 / stop)"),
):
    declare(text, "tangent", _logspace, raises=True, start=f"d * ({_LOG[0].format(start)})",
            stop=f"d * ({_LOG[1].format(stop)})")
declare("np.arange(n, dtype=None)",             "constant", _arange, raises=True, distinct=True)
declare("arange_from: np.arange(start, stop, dtype=None)",  "tangent", _arange, function=np.arange, raises=True,
        start="np.full_like(out, d)")
declare("arange_by: np.arange(start, stop, step, dtype=None)", "tangent", _arange, function=np.arange, raises=True,
        start="np.full_like(out, d)", step="d * np.arange(len(out))")
# fmt: on
