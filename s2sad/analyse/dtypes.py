"""Stores into arrays that may hold numbers of a lesser kind: what is stored loses its fraction, or its imaginary part,
and its derivative with it.

Where a name is an array of integers on one path and of floats on another, its type says floats; only the run knows::

    a = np.array([1, 2]) if n else x * 1.0      w4: float64[...], at least int64
    b = a.copy()                                w5: float64[...], at least int64
    b[0] = x[1] * 2.5                           <- found here

Some functions decide themselves: `np.linalg.eig` gives real numbers where all eigenvalues are real.

What is followed is the least dtype that a number or an array may have at run time, where it is another kind than that
of its type.  A result's is found as its type is: the row is typed once more, with operands of the least dtypes.
Single precision where the type says double is followed in the same way: nothing stored is lost by it, but what the
derivative adds up has to be double.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from s2sad.analyse.aliases import aligned, param_leaves, result_leaves
from s2sad.analyse.effects import operations, writes
from s2sad.ir import Arg, Eqn, Function, If, Loop, Program, Stmt, Var, leaves, map_arg, statements, type_of
from s2sad.precision import SINGLE, stays_single
from s2sad.rules import REGISTRY, NoType
from s2sad.types import Array, Scalar

RAISES = frozenset({"update"})  # ``a += 0.5`` of integers loses nothing: NumPy refuses it, in a derivative, too
_KINDS = ("bool", "uint", "int", "float", "complex")
_REAL_TOO = frozenset(name for name, rule in REGISTRY.by_name.items() if rule.real_too)


class Least(dict[Var, str]):
    """The least dtypes that are known; ``rank`` says which dtype is less than another."""

    def __init__(self, rank: Callable[[str], int]) -> None:
        self.rank = rank


def losing_stores(program: Program) -> Iterator[tuple[Function, Stmt, str]]:
    """The stores of the user's into arrays that may hold a lesser kind than their type says, and what that says."""
    functions = [f for f in program.functions.values() if f.note("source") is not None]
    least = Least(_kind)
    while sum(_function(f, program, least) for f in functions):
        pass
    for f in functions if least else ():
        for s in statements(f):
            if not isinstance(s, Eqn) or s.of is not None or s.op in RAISES:
                continue
            for v in (v for a in writes(s) for v in leaves(a)):
                if v in least and isinstance(v.type, (Scalar, Array)):
                    yield f, s, v.type.dtype


def may_hold_less(f: Function, program: Program) -> frozenset[Var]:
    """The arrays of a function that may hold a lesser kind than their type says, for what the function does."""
    least = Least(_kind)
    functions = list(program.functions.values())
    if all(operations(g).isdisjoint(_REAL_TOO) for g in functions):
        functions = []  # else what such a function gives may come from a caller
    functions = [f, *(g for g in functions if g is not f)]
    while sum(_function(g, program, least) for g in functions):
        pass
    return frozenset(v for v in least if isinstance(v.type, Array))


def may_be_single(f: Function, program: Program) -> frozenset[Var]:
    """The arrays of a function that may be of single precision where their type says double."""
    least = Least(_precision)
    functions = [f, *(g for g in program.functions.values() if g is not f)]
    if not any(_precision(getattr(v.type, "dtype", "")) == 0 for g in functions for v in _all(g)):
        return frozenset()
    while sum(_function(g, program, least) | _left_single(g, least) for g in functions):
        pass
    return frozenset(v for v in least if isinstance(v.type, Array))


def _left_single(f: Function, least: Least) -> bool:
    """Note what arrays of single precision and numbers of open kind give; whether it is news."""
    single = [s for s in statements(f) if isinstance(s, Eqn) and len(s.outs) == 1]
    found = [_note(s.outs[0], "float32", least) for s in single if stays_single(s, least)]
    return any(found)


def _all(f: Function) -> Iterator[Var]:
    yield from param_leaves(f)
    for s in statements(f):
        yield from s.outs


def _precision(dtype: str) -> int:
    """0 for single precision, 1 for double; what is no float has none."""
    return 0 if dtype in SINGLE else 1 if dtype in ("float64", "complex128") else 2


def _function(f: Function, program: Program, least: Least) -> bool:
    """Note what follows from what is known; whether it is news."""
    news = False
    for s in statements(f):
        if isinstance(s, If):
            for out, x, y in zip(s.outs, s.then.yields, s.orelse.yields, strict=True):
                news |= _may_be(out, (x, y), least)
        elif isinstance(s, Loop):
            yields = s.body.yields[1 if s.until else 0 :]
            for out, p, start, y in zip(s.outs, s.params, s.inits, yields, strict=True):
                news |= _may_be(p, (start, y), least) | _may_be(out, (p, start), least)
        elif s.op == "call":
            callee = program.functions.get(s.attr("function"))
            if callee is not None and least:
                given = [v for a in s.args for v in aligned(a)]
                for formal, actual in zip(param_leaves(callee), given, strict=False):
                    news |= _may_be(formal, (actual,), least)
                for out, result in zip(s.outs, result_leaves(callee), strict=False):
                    news |= _may_be(out, (result,), least)
        elif REGISTRY.by_name[s.op].real_too and not any(map(is_complex, s.args)):
            for v in s.outs:
                news |= _note(v, "float64", least)
        elif least and any(v in least for a in s.args for v in leaves(a)):
            for v, dtype in zip(s.outs, _found(s, least), strict=False):
                news |= _note(v, dtype, least)
    return news


def _may_be(v: Var, sources: Sequence[Arg], least: Least) -> bool:
    news = False
    for a in sources:
        own: str = getattr(type_of(a), "dtype", "")
        news |= _note(v, least.get(a, own) if isinstance(a, Var) else own, least)
    return news


def is_complex(a: Arg) -> bool:
    """Whether an operand is complex."""
    return _kind(getattr(type_of(a), "dtype", "")) == _KINDS.index("complex")


def _note(v: Var, dtype: str, least: Least) -> bool:
    t = v.type
    if not isinstance(t, (Scalar, Array)) or not dtype or least.rank(dtype) >= least.rank(least.get(v, t.dtype)):
        return False
    least[v] = dtype
    return True


def _kind(dtype: str) -> int:
    return next((i for i, name in enumerate(_KINDS) if dtype.startswith(name)), len(_KINDS))


def _found(s: Eqn, least: Least) -> Sequence[str]:
    """The dtypes of the results where the operands are of the least ones."""

    def lowered(v: Var) -> Arg:
        t = v.type
        return Var(v.id, replace(t, dtype=least[v]), v.hint) if v in least and isinstance(t, (Scalar, Array)) else v

    rule = REGISTRY.by_name[s.op]
    try:
        types = rule.typing(rule, tuple([map_arg(lowered, a) for a in s.args]), s.attrs, "")
    except NoType:
        return ()
    return [getattr(t, "dtype", "") for t in types]
