"""Building statements: every derivative term goes through here, and is folded as it is made (`s2sad.fold`)::

b.op("mul", g, Const(2.0))     w7 = 2.0 * g
b.op("mul", g, Const(1.0))     nothing: the term is g
b.keep("mul", args)            the user's own statement, emitted as it is
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import field, replace

import numpy as np

from s2sad.dataclass import dataclass
from s2sad.fold import fold_term
from s2sad.ir import Arg, Attrs, Const, Eqn, Loc, Stmt, Var, type_of
from s2sad.precision import stays_single
from s2sad.rewriting import with_outs
from s2sad.rules.complexes import is_complex
from s2sad.rules.index import WHOLE, as_index
from s2sad.rules.registry import REGISTRY
from s2sad.types import Array, Dim, List, Record, Scalar, Tape, Type, axes, equal, is_inexact, is_real, rank, same_shape


@dataclass
class Builder:
    """Appends statements to a list; ``within`` opens a nested block."""

    supply: Iterator[int]
    stmts: list[Stmt] = field(default_factory=list)
    loc: Loc = field(default_factory=Loc)
    of: Stmt | None = None
    nonzero: set[Var] = field(default_factory=set)
    counts: set[Var] = field(default_factory=set)  # of how many items a mean is taken
    less: frozenset[Var] = frozenset()  # arrays that may hold a lesser dtype than their type says
    holes: frozenset[Var] = frozenset()  # arrays that some path leaves without a value
    coarse: set[Var] = field(default_factory=set)  # what may be of single precision where its type says double
    # What the primal has as the sum of an array along axes, with these kept or not, where it can be read.
    summed: Callable[[Var, tuple[int, ...], bool], Arg | None] = lambda x, axes, kept: None
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
        if stays_single(eqn, self.coarse):
            self.coarse.add(out)
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
        changed = tuple(sorted((k, v) for k, v in attrs.items() if _differs(rule.statics.get(k, _NOTHING), v)))
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
        return self.unfolded(name, *args, hint=hint, **attrs)

    def unfolded(self, name: str, *args: Arg, hint: str = "", **attrs: object) -> Var:
        """A derivative term that is a statement in any case, such as a view of memory that is written."""
        rule = REGISTRY.by_name[name]
        changed = tuple(sorted((k, v) for k, v in attrs.items() if _differs(rule.statics.get(k, _NOTHING), v)))
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
        """The term that was made last, with a type that says more; what was made before is as it is."""
        last = self.stmts[-1] if self.stmts else None
        if not isinstance(last, Eqn) or last.outs != (value,):
            return value
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
            return Const(c.value.real) if isinstance(c, Const) else self.cast(self.keep("real", (c,)), like)
        if not isinstance(t, (Scalar, Array)) or not isinstance(u, (Scalar, Array)) or isinstance(c, Const):
            return c
        if (t.dtype == u.dtype and c not in self.coarse) or (isinstance(t, Scalar) and t.kind == "py"):
            return c
        if isinstance(u, Scalar) and u.kind == "py":
            return c
        return self.keep("astype", (c,), (("dtype", t.dtype),))

    def of_numpy(self, number: Arg) -> Arg:
        """A float of open kind as one of NumPy's: times what is of single precision it is of double."""
        return self.keep("np.float64", (number,))

    def full(self, g: Arg | None, like: Var) -> Arg:
        """``g``, broadcast to the shape of ``like``; typed zeros where there is nothing."""
        if g is None or g == Const(0.0):
            return self.zeros(like)
        if isinstance(like.type, List):
            return g  # a shadow: as long as the list
        return self.spread(self.cast(g, like) if is_complex(type_of(g)) else g, like)

    def spread(self, g: Arg, like: Var) -> Arg:
        """``g``, broadcast to the shape of ``like``; it stays complex where that is real."""
        if not isinstance(like.type, Array) or same_shape(type_of(g), like.type):
            return g
        if isinstance(type_of(g), Scalar) and (is_complex(like.type) or not is_complex(type_of(g))):
            return self.filled(like, g)
        if isinstance(g, Var) and g in self.made and self.made[g].op in ("expand", "in_shape_of"):
            g = self.made[g].args[0]
        return self.keep("in_shape_of" if like in self.holes else "expand", (g, like))

    def filled(self, like: Var, number: Arg) -> Var:
        """An array like this one, with a number in each place."""
        return self.keep("np.full_like", (like, number), self._dtype(like))

    def copied(self, x: Var, hint: str = "") -> Var:
        """An array or a list of its own."""
        if isinstance(x.type, List):
            return self.keep("list_pick", (x, WHOLE), hint=hint)
        return self.keep("copy", (x,), hint=hint)

    def zeros(self, like: Var, hint: str = "") -> Arg:
        """A zero of the shape and float dtype of ``like``: 0.0 for a scalar."""
        if isinstance(like.type, (Tape, Record)):
            return self.keep("zeros_of", (like,), hint=hint)
        if isinstance(like.type, List):
            return self.keep("list_zeros", (like,), hint=hint)
        if isinstance(like.type, Array):
            return self.keep("np.zeros_like", (like,), self._dtype(like), hint=hint)
        return Const(0.0)

    def _dtype(self, like: Var) -> Attrs:
        """The dtype that an array like this one is told to have, where the other has or may have a lesser one."""
        if not isinstance(like.type, Array):
            return ()
        if not is_inexact(like.type):
            return (("dtype", np.float64),)
        if like not in self.less:
            return ()
        return (("dtype", np.dtype(like.type.dtype).type),)

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

    def both(self, a: Arg, b: Arg) -> Arg:
        """Where two conditions hold."""
        return self.op("np.logical_and", a, b)

    def opposite(self, cond: Arg) -> Arg:
        """Where a condition does not hold."""
        return self.keep("np.logical_not", (cond,))

    def nowhere(self, cond: Var, like: Var) -> Arg:
        """What stands for a condition that holds nowhere: an array of the shape of another, or False."""
        if not isinstance(cond.type, Array):
            return Const(False)
        return self.keep("np.zeros_like", (like,), (("dtype", np.bool_),), hint=cond.hint)

    def any(self, c: Arg) -> Arg:
        """Whether any item is not zero."""
        return self.op("np.any", c)

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
            c = self.zeros(out) if c == Const(0.0) else self.spread(c, out)
            t = type_of(c)
        have = axes(t)
        if have is None or shape is None:
            return self.keep("unbroadcast", (c, x))
        if len(have) <= len(shape) and all(_fits(h, s) for h, s in zip(have[::-1], shape[::-1], strict=False)):
            return c
        if len(have) < len(shape):  # what was stored had leading axes of length one, which its target has not
            c = self.op("getitem", c, as_index([Const(None)] * (len(shape) - len(have))))
            have = axes(type_of(c))
            assert have is not None
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
        return Eqn((made,), "list_pick", (x, WHOLE), (), of.loc, of)
    return Eqn((made,), "copy", (x,), (), of.loc, of)


def bar(v: Var) -> str:
    """The name of a w's adjoint."""
    return f"{v!r}_bar"


def _differs(default: object, value: object) -> bool:
    """Whether an option is not the default; ``np.dtype("float64") == None`` holds."""
    return default is not value and (default is None or value is None or default != value)


def _fits(h: object, s: object) -> bool:
    assert isinstance(h, Dim)
    assert isinstance(s, Dim)
    return equal(h, s) or h.known == "1"


def _covers(shape: object, t: Array) -> bool:
    """Whether an operand has all axes of the result, so a smaller adjoint may stay small."""
    if shape is None or t.axes is None:
        return False
    assert isinstance(shape, tuple)
    return len(shape) == len(t.axes) and all(map(equal, shape, t.axes))


_NOTHING = object()
