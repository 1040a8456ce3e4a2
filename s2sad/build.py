"""Building statements: every derivative term goes through here, and is folded as it is made.

What is folded on *derivative terms*, and what that ignores:

=====================  ==============================================================
``g * 1``  ``g / 1``   -> ``g``; the result is not a fresh array (nothing writes it)
``g + 0``  ``g - 0``   -> ``g``; ``-0.0 + 0.0`` is ``0.0``: a derivative's zero has no sign
``g * 0``              -> ``0``; an infinite or nan ``g`` would have made nan: an
                       adjoint of a constant is zero whatever the constant is
``0 / y``              -> ``0``; likewise, where y is 0 or nan
``x ** 1``  ``x ** 0`` -> ``x``, ``1``; as Python has it, also for nan
``--g``                -> ``g``
``a + -b``             -> ``a - b``; ``a * -b`` -> ``-(a * b)``
``a + a``              -> ``2.0 * a``, which is exact
``2.0 * (3.0 * a)``    -> ``6.0 * a``, and numbers before arrays: ``s * (2.0 * a)`` -> ``2.0 * s * a``; may
                       round otherwise in the last place
literals               -> ``+ - *`` of literals, which IEEE 754 rounds alike everywhere
=====================  ==============================================================

The user's own statements are never folded so: `keep` emits them as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import field, replace

from s2sad.dataclass import dataclass
from s2sad.ir import Arg, Attrs, Const, Eqn, Loc, Pack, Stmt, Var, type_of, with_outs
from s2sad.rules.complexes import is_complex
from s2sad.rules.registry import REGISTRY
from s2sad.types import Array, List, Scalar, Type, axes, is_inexact, is_real, rank, same_shape


@dataclass
class Builder:
    """Appends statements to a list; ``within`` opens a nested block."""

    supply: Iterator[int]
    stmts: list[Stmt] = field(default_factory=list)
    loc: Loc = field(default_factory=Loc)
    of: Stmt | None = None
    nonzero: set[Var] = field(default_factory=set)
    counts: set[Var] = field(default_factory=set)  # of how many items a mean is taken
    integers: frozenset[Var] = frozenset()  # arrays of floats by their type, which may hold integers when the text runs
    made: dict[Var, Eqn] = field(default_factory=dict)
    shared: dict[object, tuple[Var, ...]] = field(default_factory=dict)  # several results that a formula reads twice

    def var(self, t: Type, hint: str = "") -> Var:
        """A fresh w."""
        return Var(next(self.supply), t, hint)

    @contextmanager
    def within(self, stmts: list[Stmt]) -> Iterator[None]:
        """Append to another list for a while."""
        outer, self.stmts = self.stmts, stmts
        try:
            yield
        finally:
            self.stmts = outer

    def keep(self, op: str, args: Sequence[Arg], attrs: Attrs = (), hint: str = "", where: str = "") -> Var:
        """Emit a statement with one result, as it is."""
        rule = REGISTRY.by_name[op]
        (t,) = rule.typing(rule, tuple(args), attrs, where or f"d{next(self.supply)}")
        out = self.var(t, hint)
        eqn = Eqn((out,), op, tuple(args), attrs, self.loc, self.of)
        self.stmts.append(eqn)
        self.made[out] = eqn
        return out

    def keep_all(self, op: str, args: Sequence[Arg], attrs: Attrs = (), where: str = "") -> tuple[Var, ...]:
        """Emit a statement with several results, as it is."""
        rule = REGISTRY.by_name[op]
        outs = tuple(self.var(t) for t in rule.typing(rule, tuple(args), attrs, where or f"d{next(self.supply)}"))
        self.stmts.append(Eqn(outs, op, tuple(args), attrs, self.loc, self.of))
        return outs

    def part(self, name: str, args: tuple[Arg, ...], attrs: dict[str, object], index: int) -> Arg:
        """One of several results; the terms of one primal statement share the statement that makes them."""
        rule = REGISTRY.by_name[name]
        changed = tuple(sorted((k, v) for k, v in attrs.items() if rule.statics.get(k, _NOTHING) != v))
        key = (name, args, changed)
        for s in reversed(self.stmts):
            if not isinstance(s, Eqn) or s.of is not self.of or s.of is None:
                break
            if (s.op, s.args, s.attrs) == key:
                return s.outs[index]
        outs = self.shared.get(key) or self.keep_all(name, args, changed)
        return outs[index]

    def effect(self, op: str, *args: Arg, **attrs: object) -> None:
        """Emit a statement that has no result but writes memory."""
        self.stmts.append(Eqn((), op, args, tuple(sorted(attrs.items())), self.loc, self.of))

    def op(self, name: str, *args: Arg, hint: str = "", **attrs: object) -> Arg:
        """A derivative term: folded where it can be, else a statement."""
        folded = fold_term(self, name, args, attrs)
        if folded is not None:
            return self.named(folded, hint) if hint else folded
        rule = REGISTRY.by_name[name]
        changed = tuple(sorted((k, v) for k, v in attrs.items() if rule.statics.get(k, _NOTHING) != v))
        return self.keep(name, args, changed, hint)

    def named(self, value: Arg, hint: str) -> Arg:
        """Give the term that was made last a name, if it has none yet."""
        if isinstance(value, Var) and not value.hint and self.stmts:
            last = self.stmts[-1]
            if isinstance(last, Eqn) and last.outs == (value,):
                new = Var(value.id, value.type, hint)
                renamed = with_outs(last, (new,))
                self.stmts[-1] = renamed
                self.made.pop(value, None)
                self.made[new] = renamed
                return new
        return value

    def retyped(self, value: Var, t: Type) -> Var:
        """The term that was made last, with a type that says more."""
        last = self.stmts[-1]
        assert isinstance(last, Eqn)
        assert last.outs == (value,)
        new = Var(value.id, t, value.hint)
        self.stmts[-1] = self.made[new] = with_outs(last, (new,))
        self.made.pop(value, None)
        return new

    # -------------------------------------------------------- dtypes and shapes

    def cast(self, c: Arg, like: Var) -> Arg:
        """A derivative term in the dtype of the w that it belongs to; of a complex one that belongs to a real w, the
        real part.
        """
        t, u = like.type, type_of(c)
        if is_complex(u) and is_real(t):
            return Const(c.value.real) if isinstance(c, Const) else self.keep("real", (c,))
        if not isinstance(t, (Scalar, Array)) or not isinstance(u, (Scalar, Array)) or isinstance(c, Const):
            return c
        if t.dtype == u.dtype or (isinstance(t, Scalar) and t.kind == "py"):
            return c
        if isinstance(u, Scalar) and u.kind == "py":
            return c
        return self.keep("astype", (c,), (("dtype", t.dtype),))

    def full(self, g: Arg | None, like: Var) -> Arg:
        """``g``, broadcast to the shape of ``like``; typed zeros where there is nothing."""
        if g is None or g == Const(0.0):
            return self.zeros(like)
        if isinstance(like.type, List):
            return g  # a shadow: as long as the list
        if not isinstance(like.type, Array) or _same_axes(type_of(g), like.type):
            return g
        if isinstance(type_of(g), Scalar):
            return self.keep("np.full_like", (like, g))
        if isinstance(g, Var) and g in self.made and self.made[g].op == "expand":
            g = self.made[g].args[0]
        return self.keep("expand", (g, like))

    def copied(self, x: Var, hint: str = "") -> Var:
        """An array or a list of its own."""
        if isinstance(x.type, List):
            return self.keep("list_pick", (x, _WHOLE), hint=hint)
        return self.keep("copy", (x,), hint=hint)

    def zeros(self, like: Var, hint: str = "") -> Arg:
        """A zero of the shape and float dtype of ``like``: 0.0 for a scalar."""
        if isinstance(like.type, List):
            return self.keep("list_zeros", (like,), hint=hint)
        if isinstance(like.type, Array):
            return self.keep("np.zeros_like", (like,), hint=hint)
        return Const(0.0)

    def boxed(self, number: Arg, hint: str = "") -> Var:
        """A number as an array of rank 0: arithmetic of such arrays makes numbers, a buffer has to be an array."""
        return self.keep("np.array", (number,), hint=hint)

    def shaped(self, c: Arg, like: Var) -> Arg:
        """A term of a row that knows no broadcast, such as a transpose: it has the shape of ``like``."""
        t = type_of(c)
        made = self.made.get(c) if isinstance(c, Var) else None
        if made is None or not isinstance(t, Array) or not isinstance(like.type, Array) or same_shape(t, like.type):
            return c
        if not self.stmts or self.stmts[-1] is not made:
            return self.keep("unbroadcast", (c, like))
        out = Var(made.outs[0].id, replace(t, axes=like.type.axes), made.outs[0].hint)
        self.stmts[-1] = self.made[out] = with_outs(made, (out,))
        del self.made[made.outs[0]]
        return out

    def either(self, a: Arg, b: Arg) -> Arg:
        """Where one or the other condition holds."""
        return self.op("np.logical_or", a, b)

    def opposite(self, cond: Arg) -> Arg:
        """Where a condition does not hold."""
        return self.keep("np.logical_not", (cond,))

    def total(self, c: Arg) -> Arg:
        """The sum of all items, a number."""
        return self.op("np.sum", c)

    def unbroadcast(self, c: Arg, x: Arg, out: Var | None) -> Arg:
        """``c``, an adjoint of ``out``'s shape, summed to the shape of ``x``."""
        t, shape = type_of(c), axes(type_of(x))
        if shape == () and rank(t) == 0 and (out is None or rank(out.type) == 0):
            return c
        if out is not None and isinstance(out.type, Array):
            if _covers(shape, out.type):
                return c  # it broadcasts to the shape of `out`
            c = self.full(c, out)
            t = type_of(c)
        have = axes(t)
        if have is None or shape is None:
            return self.keep("unbroadcast", (c, x))
        if len(have) <= len(shape) and all(_fits(h, s) for h, s in zip(have[::-1], shape[::-1], strict=False)):
            return c
        pairs = list(zip(have[::-1], shape[::-1], strict=False))
        if any(s.known == "?" and not _fits(h, s) for h, s in pairs):
            return self.keep("unbroadcast", (c, x))
        extra = len(have) - len(shape)
        if not shape:
            return self.total(c)
        if extra:
            axis: object = 0 if extra == 1 else tuple(range(extra))
            c = self.op("np.sum", c, axis=axis)
            pairs = list(zip(have[extra:][::-1], shape[::-1], strict=True))
        ones = tuple(i for i, (h, s) in enumerate(reversed(pairs)) if s.known == "1" and h.known != "1")
        if ones:
            c = self.op("np.sum", c, axis=ones[0] if len(ones) == 1 else ones, keepdims=True)
        return c


def copy_of(made: Var, x: Var, of: Stmt) -> Eqn:
    """The statement that makes an array or a list of its own."""
    if isinstance(x.type, List):
        return Eqn((made,), "list_pick", (x, _WHOLE), (), of.loc, of)
    return Eqn((made,), "copy", (x,), (), of.loc, of)


def bar(v: Var) -> str:
    """The name of a w's adjoint."""
    return f"{v!r}_bar"


def _fits(h: object, s: object) -> bool:
    from s2sad.types import Dim, equal

    assert isinstance(h, Dim)
    assert isinstance(s, Dim)
    return equal(h, s) or h.known == "1"


def _covers(shape: object, t: Array) -> bool:
    """Whether an operand has all axes of the result, so a smaller adjoint may stay small."""
    from s2sad.types import equal

    if shape is None or t.axes is None:
        return False
    assert isinstance(shape, tuple)
    return len(shape) == len(t.axes) and all(map(equal, shape, t.axes))


def _same_axes(a: Type, b: Type) -> bool:
    from s2sad.types import same_shape

    return same_shape(a, b)


_NOTHING = object()
_WHOLE = Pack("slice", (Const(None), Const(None), Const(None)))
_ARITHMETIC = ("add", "sub", "mul", "truediv", "neg")


def _zero(x: Arg) -> bool:
    return isinstance(x, Const) and _literal(x) and x.value == 0


def _one(x: Arg) -> bool:
    return isinstance(x, Const) and _literal(x) and x.value == 1


def _numpy(arg: Arg) -> bool:
    t = type_of(arg)
    return isinstance(t, Array) or (isinstance(t, Scalar) and t.kind == "np")


def _literal(arg: Arg) -> bool:
    return isinstance(arg, Const) and type(arg.value) in (int, float)


def _undisturbed(b: Builder, eqn: Eqn) -> bool:
    """Whether no array can have been written since a statement was made."""
    if not isinstance(eqn.outs[0].type, Array):
        return True
    for s in reversed(b.stmts):
        if s is eqn:
            return True
        if not isinstance(s, Eqn) or not s.outs or s.op == "call":  # a callee may write what it gets
            return False
    return False


def _neg_inside(b: Builder, arg: Arg) -> Arg | None:
    """What a negated term negates, as long as it still holds what was negated."""
    if isinstance(arg, Var) and arg in b.made and b.made[arg].op == "neg" and _undisturbed(b, b.made[arg]):
        return b.made[arg].args[0]
    if isinstance(arg, Const) and _literal(arg) and (arg.value < 0):
        return Const(-arg.value)
    return None


def fold_term(b: Builder, name: str, args: tuple[Arg, ...], attrs: dict[str, object]) -> Arg | None:
    """The identity that applies, else None."""
    fold = _FOLDS.get(name)
    return None if fold is None else fold(b, *args, **attrs)


def _add(b: Builder, x: Arg, y: Arg) -> Arg | None:
    if _zero(x):
        return y
    if _zero(y):
        return x
    if isinstance(x, Const) and isinstance(y, Const) and _literal(x) and _literal(y):
        return Const(x.value + y.value)
    inside = _neg_inside(b, y)
    if inside is not None:
        return b.op("sub", x, inside)
    inside = _neg_inside(b, x)
    if inside is not None:
        return b.op("sub", y, inside)
    if same_term(b, x, y):
        return b.op("mul", Const(2.0), x)
    return None


def same_term(b: Builder, x: Arg, y: Arg) -> bool:
    """Whether two terms are one, or arithmetic on the same operands that was done twice."""
    if x == y:
        return True
    p, q = _made(b, x), _made(b, y)
    if p is None or q is None or (p.op, p.attrs) != (q.op, q.attrs) or p.op not in _ARITHMETIC:
        return False
    return all(same_term(b, i, j) for i, j in zip(p.args, q.args, strict=True)) and _undisturbed(b, p)


def _made(b: Builder, arg: Arg) -> Eqn | None:
    return b.made.get(arg) if isinstance(arg, Var) else None


def _sub(b: Builder, x: Arg, y: Arg) -> Arg | None:
    if _zero(y):
        return x
    if _zero(x):
        return b.op("neg", y)
    if isinstance(x, Const) and isinstance(y, Const) and _literal(x) and _literal(y):
        return Const(x.value - y.value)
    inside = _neg_inside(b, y)
    return None if inside is None else b.op("add", x, inside)


def _mul(b: Builder, x: Arg, y: Arg) -> Arg | None:
    if _zero(x) or _zero(y):
        return Const(0.0)
    for p, q in ((x, y), (y, x)):
        if _one(p) and _counts(type_of(q)):
            t = type_of(q)
            if q in b.integers and isinstance(t, Array):
                return b.keep("astype", (q,), (("dtype", t.dtype),))
            return _as_float(q)
    if isinstance(x, Const) and isinstance(y, Const) and _literal(x) and _literal(y):
        return Const(x.value * y.value)
    for p, q in ((x, y), (y, x)):
        inside = _neg_inside(b, p)
        if inside is not None:
            return b.op("neg", b.op("mul", inside, q) if p is x else b.op("mul", q, inside))
    if isinstance(y, Const) and not isinstance(x, Const):
        return b.op("mul", y, x)
    if isinstance(x, Const) and type(x.value) is int and abs(x.value) < 2**53 and is_inexact(type_of(y)):
        return b.op("mul", Const(float(x.value)), y)
    for p, q in ((x, y), (y, x)):
        factor, rest = _scaled(b, q)
        if factor is None or rest is None:
            continue
        if isinstance(p, Const) and _literal(p):
            return b.op("mul", Const(p.value * factor.value), rest)
        if isinstance(type_of(p), Scalar) and isinstance(type_of(rest), Array):
            return b.op("mul", b.op("mul", factor, p), rest)
    return None


def _scaled(b: Builder, arg: Arg) -> tuple[Const, Arg] | tuple[None, None]:
    """The literal and the rest of ``2.0 * rest``."""
    made = _made(b, arg)
    if made is None or made.op != "mul" or not _undisturbed(b, made):
        return None, None
    factor, rest = made.args
    return (factor, rest) if isinstance(factor, Const) and _literal(factor) else (None, None)


def _counts(t: Type) -> bool:
    """Whether once such a value is the value: of a truth value it is a number, which has a negative."""
    return isinstance(t, (Scalar, Array)) and t.dtype != "bool"


def _as_float(arg: Arg) -> Arg:
    return Const(float(arg.value)) if isinstance(arg, Const) and type(arg.value) is int else arg


def _neg(b: Builder, x: Arg) -> Arg | None:
    if isinstance(x, Const) and _literal(x):
        return Const(-x.value) if not _zero(x) else Const(0.0)
    inside = _neg_inside(b, x)
    return inside


def _truediv(b: Builder, x: Arg, y: Arg) -> Arg | None:
    if _zero(x):
        return Const(0.0)
    if _one(y):
        return x
    inside = _neg_inside(b, x)
    if inside is not None:
        return b.op("neg", b.op("truediv", inside, y))
    if isinstance(y, Const) and not _zero(y):
        return None
    if _numpy(x) or _numpy(y) or y in b.nonzero or _made_nonzero(b, y):
        return None
    if y in b.counts:
        # Of no items the adjoint has none either: any number will do.
        return b.keep("truediv", (x, b.keep("at_least", (y, Const(1)))))
    if is_complex(type_of(x)) or is_complex(type_of(y)):
        return b.keep("np.divide", (x, y))
    return b.keep("divide", (x, y))


def _made_nonzero(b: Builder, y: Arg) -> bool:
    """Whether a term is ``1.0 if x == 0.0 else x``, or the like."""
    made = _made(b, y)
    if made is None or made.op != "select" or not isinstance(made.args[1], Const) or _zero(made.args[1]):
        return False
    condition = _made(b, made.args[0])
    return condition is not None and condition.op == "eq" and condition.args == (made.args[2], Const(0.0))


def _pow(b: Builder, x: Arg, y: Arg) -> Arg | None:
    if _zero(y):
        return Const(1.0)
    if _one(y):
        return x
    safe = isinstance(y, Const) and _literal(y) and y.value >= 0 and y.value % 1 == 0
    if safe or _numpy(x) or _numpy(y) or x in b.nonzero:
        return None
    return b.keep("power", (x, y))


def _select(b: Builder, c: Arg, x: Arg, y: Arg) -> Arg | None:
    return x if x == y else None


def _sum(b: Builder, x: Arg, axis: object = None, keepdims: object = False) -> Arg | None:
    """``sum(-x)`` is ``-sum(x)``."""
    inside = _neg_inside(b, x) if isinstance(x, Var) else None
    return None if inside is None else b.op("neg", b.op("np.sum", inside, axis=axis, keepdims=keepdims))


def _expand_dims(b: Builder, x: Arg, axis: Arg) -> Arg | None:
    return x if rank(type_of(x)) == 0 else None


def _T(b: Builder, x: Arg) -> Arg | None:
    """``(a @ b.T).T`` is ``b @ a.T``."""
    made = _made(b, x)
    if made is None or not b.stmts or b.stmts[-1] is not made:
        return None
    if made.op == "matmul" and all(rank(type_of(a)) == 2 for a in made.args):
        return b.op("matmul", b.op("T", made.args[1]), b.op("T", made.args[0]))
    return None


def _mT(b: Builder, x: Arg) -> Arg | None:
    return b.op("T", x) if rank(type_of(x)) == 2 else None


def _outer(b: Builder, x: Arg, y: Arg) -> Arg | None:
    inside = _neg_inside(b, x) if isinstance(x, Var) else None
    return None if inside is None else b.op("neg", b.op("np.outer", inside, y))


def _reshape_like(b: Builder, x: Arg, like: Arg) -> Arg | None:
    t, other = type_of(x), type_of(like)  # the axes did not meet: only those of one name are equal
    return x if isinstance(t, Array) and isinstance(other, Array) and t.axes == other.axes is not None else None


def _size(b: Builder, x: Arg) -> Arg | None:
    return Const(1) if isinstance(type_of(x), Scalar) else None


def _unbroadcast(b: Builder, x: Arg, like: Arg) -> Arg:
    return b.unbroadcast(x, like, None)


def _sign(b: Builder, x: Arg) -> Arg:
    t = type_of(x)
    if isinstance(t, Scalar) and t.kind == "py":
        return b.keep("sub", (b.keep("gt", (x, Const(0))), b.keep("lt", (x, Const(0)))))
    return b.keep("np.sign", (x,))


def _float(b: Builder, x: Arg) -> Arg | None:
    t = type_of(x)
    if isinstance(x, Const) and _literal(x):
        return Const(float(x.value))
    return x if t == Scalar("py", "float64") else None


_FOLDS: dict[str, Callable[..., Arg | None]] = {
    "add": _add,
    "sub": _sub,
    "mul": _mul,
    "neg": _neg,
    "truediv": _truediv,
    "pow": _pow,
    "select": _select,
    "np.sum": _sum,
    "np.expand_dims": _expand_dims,
    "sign": _sign,
    "unbroadcast": _unbroadcast,
    "T": _T,
    "mT": _mT,
    "np.outer": _outer,
    "reshape_like": _reshape_like,
    "size": _size,
    "float": _float,
}
