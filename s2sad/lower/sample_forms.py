"""Calls about samples and series that are other calls by the form of their arguments.

::

    np.cov(x, y)                       np.cov(np.concatenate((np.atleast_2d(x), np.atleast_2d(y)), axis=0))
    np.sort(a, axis=None)              np.sort(np.ravel(a))
    np.interp(x, xp, fp, period=p)     np.interp between places that are laid into one period first
    np.trim_zeros(x)                   x[start:stop], the places being found where it runs

Each makes what NumPy makes, bit by bit, and shares what NumPy shares.
"""

from __future__ import annotations

import ast

import numpy as np

from s2sad.ir import Arg, Const, Pack, Var, type_of
from s2sad.lower.array_forms import ALL, NONE, as_array, known_axis, known_rank
from s2sad.lower.calls import call_value
from s2sad.lower.emitting import emit
from s2sad.lower.frame import Frame
from s2sad.lower.heap import fresh
from s2sad.lower.indexing import item
from s2sad.lower.known_items import Kwargs, by_name, no_keywords
from s2sad.lower.list_operations import collected
from s2sad.lower.meanings import ARRAY_METHODS, meaning
from s2sad.lower.numpy_texts import interpolated, poly, weighted_covariance
from s2sad.lower.row_calls import ruled
from s2sad.rules import REGISTRY
from s2sad.rules.complexes import is_complex
from s2sad.types import ONE, Array, Scalar, axes, rank


def _flat_first(row: str, names: str = "a axis kind order") -> None:
    """A function along an axis; without one, along what its operand is in a row."""
    function = REGISTRY.by_name[row].function

    @meaning(function)
    def lower(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
        given = by_name(names, args, kwargs)
        if given.get("axis", Const(-1)) != NONE:
            return ruled(frame, node, REGISTRY.by_name[row], args, kwargs)
        x = as_array(frame, node, given.pop("a"))
        flat = x if rank(type_of(x)) == 1 else emit(frame, node, "np.ravel", (x,))
        return ruled(frame, node, REGISTRY.by_name[row], [flat], {k: v for k, v in given.items() if k != "axis"})


_flat_first("np.sort")
_flat_first("np.argsort")
_flat_first("np.partition", "a kth axis kind order")


# ---------------------------------------------------------------- variances, averages


def _spread(row: str) -> None:
    @meaning(REGISTRY.by_name[row].function)
    def lower(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
        """``correction`` is ``ddof`` by another name."""
        more = {"ddof" if k == "correction" else k: v for k, v in kwargs.items()}
        return ruled(frame, node, REGISTRY.by_name[row], args, more)


for _name in ("np.var", "np.std", "np.nanvar", "np.nanstd"):
    _spread(_name)


@meaning(np.average)
def _average(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """With the sum of the weights, where it is asked for."""
    given = by_name("a axis weights returned", args, kwargs)
    both = bool(frame.known(given.pop("returned", Const(False)), node))
    if given.get("weights") == NONE:
        del given["weights"]
    x = given.pop("a")
    mean = ruled(frame, node, REGISTRY.by_name["np.average"], [x], given)
    if not both:
        return mean
    weights = given.get("weights")
    if weights is None or rank(type_of(as_array(frame, node, weights))) != rank(type_of(as_array(frame, node, x))):
        why = "of weights that are broadcast it is broadcast too."
        frame.refuse(node, "S2S302", "returned=True of np.average", why, "add the weights up: np.sum(weights).")
    more = {k: v for k, v in given.items() if k in ("axis", "keepdims")}
    dtype = getattr(type_of(mean), "dtype", "")
    if dtype != getattr(type_of(as_array(frame, node, weights)), "dtype", ""):
        more["dtype"] = Const(np.dtype(dtype).type)  # that of the mean
    return Pack("tuple", (mean, ruled(frame, node, REGISTRY.by_name["np.sum"], [weights], more)))


def _covariance(row: str) -> None:
    names = "m y rowvar bias ddof fweights aweights" if row == "np.cov" else "x y rowvar"
    first = names[0]

    @meaning(REGISTRY.by_name[row].function)
    def lower(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
        """Of one matrix whose rows are the variables, or of a vector."""
        given = by_name(names, args, kwargs)
        by_rows = bool(frame.known(given.pop("rowvar", Const(True)), node))
        xs = [as_array(frame, node, x) for x in (given.pop(first), given.pop("y", NONE)) if x != NONE]
        ranks = [known_rank(frame, node, x, row) for x in xs]
        if not by_rows:
            xs = [emit(frame, node, "T", (x,)) if r == 2 else x for x, r in zip(xs, ranks, strict=True)]
        if len(xs) == 2:
            rows = [x if r > 1 else emit(frame, node, "np.atleast_2d", (x,)) for x, r in zip(xs, ranks, strict=True)]
            xs = [emit(frame, node, "np.concatenate", (Pack("tuple", tuple(rows)),))]
        shape = axes(type_of(xs[0])) or ()
        if row == "np.cov" and len(shape) == 2 and shape[0] == ONE:  # of one variable NumPy gives a number
            xs = [emit(frame, node, "getitem", (xs[0], Const(0)))]
        weights = {k: given.pop(k) for k in ("fweights", "aweights") if given.get(k, NONE) != NONE}
        if not weights:
            return ruled(frame, node, REGISTRY.by_name[row], xs, {k: v for k, v in given.items() if "weights" not in k})
        ddof, bias = (frame.known(given.pop(k, d), node) for k, d in (("ddof", NONE), ("bias", Const(False))))
        no_keywords(frame, node, given, row, [], 0)
        left_out = ddof if ddof is not None else 0 if bias else 1
        each = [as_array(frame, node, weights[k]) if k in weights else NONE for k in ("fweights", "aweights")]
        return call_value(frame, node, Const(weighted_covariance), [*xs, *each, Const(left_out)], {})


_covariance("np.cov")
_covariance("np.corrcoef")


# ---------------------------------------------------------------- series


@meaning(np.poly)
def _poly(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    no_keywords(frame, node, kwargs, "np.poly", args, 1)
    zeros = emit(frame, node, "np.atleast_1d", (as_array(frame, node, args[0]),))
    if is_complex(type_of(zeros)):
        why = "NumPy's result is real where they come in pairs, which only the run knows."
        frame.refuse(node, "S2S304", "np.poly of complex zeros", why, "multiply the factors with np.polymul.")
    return call_value(frame, node, Const(poly), [zeros], {})


@meaning(np.polyder)
def _polyder(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """Each derivative is that of the one before."""
    given = by_name("p m", args, kwargs)
    p = given.pop("p", NONE)
    for _ in range(_times(frame, node, given.pop("m", Const(1)), "np.polyder")):
        p = ruled(frame, node, REGISTRY.by_name["np.polyder"], [p], given)
    return p


@meaning(np.polyint)
def _polyint(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """Each integral is that of the one before, with a constant of its own."""
    given = by_name("p m k", args, kwargs)
    p, k = given.pop("p", NONE), given.pop("k", NONE)
    times = _times(frame, node, given.pop("m", Const(1)), "np.polyint")
    if times > 1 and k != NONE and not (isinstance(k, Pack) and len(k.items) == times):
        why = "which constant belongs to which integral is not known."
        frame.refuse(node, "S2S304", "these constants of np.polyint", why, "integrate several times.")
    for i in range(times):
        own = k.items[i] if isinstance(k, Pack) and times > 1 else k
        p = ruled(frame, node, REGISTRY.by_name["np.polyint"], [p], given if own == NONE else {**given, "k": own})
    return p


def _times(frame: Frame, node: ast.AST, m: Arg, name: str) -> int:
    n = frame.known(m, node)
    if type(n) is not int or n < 1:
        frame.refuse(node, "S2S304", f"m={n!r} of {name}", "it is no number of times.", "pass a positive integer.")
    return n


@meaning(np.linspace)
def _linspace(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """Along another axis than the first one; with the step, where it is asked for."""
    given = by_name("start stop num endpoint retstep dtype axis", args, kwargs)
    axis = known_axis(frame, node, given.pop("axis", Const(0)))
    step = bool(frame.known(given.pop("retstep", Const(False)), node))
    ends = [given.pop(k) for k in ("start", "stop") if k in given]
    made = ruled(frame, node, REGISTRY.by_name["np.linspace"], ends, given)
    if axis != 0:
        made = emit(frame, node, "np.moveaxis", (made, Const(0), Const(axis)))
    return Pack("tuple", (made, _step(frame, node, ends, given))) if step else made


def _step(frame: Frame, node: ast.AST, ends: list[Arg], given: Kwargs) -> Arg:
    """How far apart the numbers of ``np.linspace`` are, as it computes it."""
    num, endpoint = given.get("num", Const(50)), frame.known(given.get("endpoint", Const(True)), node)
    parts = num.value - bool(endpoint) if isinstance(num, Const) else 0
    if parts <= 0 or len(ends) != 2:
        why = "the step may be nan, which only the run knows."
        frame.refuse(node, "S2S302", "retstep=True of np.linspace", why, "compute (stop - start) / (num - 1).")
    start, stop = (emit(frame, node, "mul", (as_array(frame, node, e), Const(1.0))) for e in ends)
    return emit(frame, node, "truediv", (emit(frame, node, "sub", (stop, start)), Const(parts)))


@meaning(np.interp)
def _interp(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """With a period the places are laid into one first; what stands outside is taken where it is."""
    given = by_name("x xp fp left right period", args, kwargs)
    operands = [given.pop(k) for k in ("x", "xp", "fp")]
    x, xp, fp = (as_array(frame, node, v) if isinstance(v, Pack) else v for v in operands)
    period = given.pop("period", NONE)
    if period != NONE:
        return call_value(frame, node, Const(interpolated), [x, xp, fp, period], {})
    ends = {k: v for k, v in given.items() if k in ("left", "right") and not isinstance(v, Const)}
    rest = {k: v for k, v in given.items() if k not in ends}
    single = bool(ends) and not isinstance(type_of(x), Array)
    if single:  # what is chosen between is an array
        x = emit(frame, node, "np.atleast_1d", (x,))
    made = ruled(frame, node, REGISTRY.by_name["np.interp"], [x, xp, fp], rest)
    for k, v in ends.items():
        first = emit(frame, node, "getitem", (xp, Const(0 if k == "left" else -1)))
        outside = emit(frame, node, "lt" if k == "left" else "gt", (x, first))
        made = emit(frame, node, "np.where", (outside, v, made))
    return emit(frame, node, "getitem", (made, Const(0))) if single else made


@meaning(np.trim_zeros)
def _trim_zeros(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """A slice, as the items are where it runs."""
    given = by_name("filt trim axis", args, kwargs)
    trim = str(frame.known(given.pop("trim", Const("fb")), node)).lower()
    x = as_array(frame, node, given.pop("filt"))
    if rank(type_of(x)) != 1 or given:
        frame.refuse(node, "S2S304", f"np.trim_zeros of {type_of(x)}", "it is no vector.", "np.ravel(x).")
    span = emit(frame, node, "zeros_around", (x,))
    if not isinstance(span, Pack):
        return span
    ends = tuple(v if side in trim else NONE for v, side in zip(span.items, "fb", strict=True))
    return emit(frame, node, "getitem", (x, Pack("slice", (*ends, NONE))))


def _with_initial(row: str, initial: float) -> None:
    @meaning(REGISTRY.by_name[row].function)
    def lower(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
        """What it starts with may stand before."""
        given = dict(kwargs)
        first = bool(frame.known(given.pop("include_initial", Const(False)), node))
        made = ruled(frame, node, REGISTRY.by_name[row], args, given)
        if not first:
            return made
        axis = known_axis(frame, node, given.get("axis", NONE)) or 0
        r = known_rank(frame, node, made, row)
        sizes = [Const(1) if i == axis % r else emit(frame, node, "dim", (made,), {"axis": i}) for i in range(r)]
        dtype: dict[str, object] = (
            {} if (name := getattr(type_of(made), "dtype", "")) == "float64" else {"dtype": np.dtype(name).type}
        )
        start = emit(frame, node, "np.full", (Pack("tuple", tuple(sizes)), Const(initial)), dtype)
        return emit(frame, node, "np.concatenate", (Pack("tuple", (start, made)),), {"axis": axis} if axis else {})


_with_initial("np.cumulative_sum", 0.0)
_with_initial("np.cumulative_prod", 1.0)


@meaning(np.trapezoid)
def _trapezoid(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """Steps of a length that is computed are a factor of each part, as NumPy multiplies."""
    given = by_name("y x dx axis", args, kwargs)
    dx = given.get("dx", Const(1.0))
    if given.get("x", NONE) == NONE and isinstance(dx, Var):
        y = as_array(frame, node, given["y"])
        r = known_rank(frame, node, y, "np.trapezoid")
        axis = known_axis(frame, node, given.get("axis", Const(-1)), r)
        ends = (Pack("slice", (Const(1), NONE, NONE)), Pack("slice", (NONE, Const(-1), NONE)))
        places = [Pack("tuple", (*[ALL] * (axis % r), e)) if axis % r else e for e in ends]
        after, before = (emit(frame, node, "getitem", (y, place)) for place in places)
        both = emit(frame, node, "mul", (dx, emit(frame, node, "add", (after, before))))
        parts = emit(frame, node, "truediv", (both, Const(2.0)))
        return emit(frame, node, "np.add.reduce", (parts,), {"axis": axis})
    return ruled(frame, node, REGISTRY.by_name["np.trapezoid"], args, kwargs)


# ---------------------------------------------------------------- choices, remainders, sets


@meaning(np.choose)
def _choose(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """Places outside are moved inside first where the mode says so."""
    given = by_name("a choices out mode", args, kwargs)
    mode = frame.known(given.pop("mode", Const("raise")), node)
    c, choices = given.pop("a"), given.pop("choices")
    c = as_array(frame, node, c) if isinstance(c, Pack) else c
    if mode != "raise" and isinstance(choices, Pack):
        n = len(choices.items)
        if mode == "clip":
            c = emit(frame, node, "np.clip", (c, Const(0), Const(n - 1)))
        else:
            c = emit(frame, node, "mod", (c, Const(n)))
    return ruled(frame, node, REGISTRY.by_name["np.choose"], [c, choices], given)


@meaning(np.divmod)
def _divmod(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    no_keywords(frame, node, kwargs, "np.divmod", args, 2)
    both = tuple(as_array(frame, node, a) if isinstance(a, Pack) else a for a in args)
    return Pack("tuple", tuple(emit(frame, node, op, both) for op in ("np.floor_divide", "np.remainder")))


@meaning(np.union1d)
def _union(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """What is different among the items of both."""
    no_keywords(frame, node, kwargs, "np.union1d", args, 2)
    flat = tuple(emit(frame, node, "np.ravel", (as_array(frame, node, a),)) for a in args)
    return emit(frame, node, "np.unique", (emit(frame, node, "np.concatenate", (Pack("tuple", flat),)),))


def _among(function: object, name: str, among: bool) -> None:
    @meaning(function)
    def lower(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
        """What is different among the items of the first array, as far as the second one has it, or has it not."""
        given = by_name("ar1 ar2 assume_unique", args, kwargs)
        is_unique = frame.known(given.pop("assume_unique", Const(False)), node)
        x, y = (as_array(frame, node, given.pop(k)) for k in ("ar1", "ar2"))
        no_keywords(frame, node, given, name, [], 0)
        if is_unique and among:
            why = "the items are sorted all the same, and what stands twice is met as often."
            frame.refuse(node, "S2S302", f"assume_unique=True of {name}", why, "leave it out.")
        flat = x if rank(type_of(x)) == 1 else emit(frame, node, "np.ravel", (x,))
        items = flat if is_unique else emit(frame, node, "np.unique", (flat,))
        return item(frame, node, items, emit(frame, node, "np.isin", (items, y), {"invert": not among}))


_among(np.setdiff1d, "np.setdiff1d", False)
_among(np.intersect1d, "np.intersect1d", True)


@meaning(np.unique)
def _unique(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """The items, and where they stand and how often, which is constant."""
    given = by_name("ar return_index return_inverse return_counts axis", args, kwargs)
    asked = [frame.known(given.pop(f"return_{k}", Const(False)), node) for k in ("index", "inverse", "counts")]
    x = as_array(frame, node, given.pop("ar"))
    if any(v != NONE for k, v in given.items() if k == "axis"):
        why = "rows that are equal cannot be told apart by a derivative."
        frame.refuse(node, "S2S302", "the argument 'axis' of np.unique", why, "compute with the rows themselves.")
    no_keywords(frame, node, {k: v for k, v in given.items() if k != "axis"}, "np.unique", [], 0)
    items = emit(frame, node, "np.unique", (x,))
    if not any(asked):
        return items
    found = emit(frame, node, "unique_places", (x,))
    if not isinstance(found, Pack):
        return found
    return Pack("tuple", (items, *(v for v, wanted in zip(found.items, asked, strict=True) if wanted)))


# ---------------------------------------------------------------- memory


@meaning(np.require)
def _require(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """The array itself, of a dtype, or row by row in memory."""
    given = by_name("a dtype requirements", args, kwargs)
    dtype, needed = (frame.known(given.pop(k, NONE), node) for k in ("dtype", "requirements"))
    x = call_value(frame, node, Const(np.asarray), [given.pop("a")], {} if dtype is None else {"dtype": Const(dtype)})
    wanted = {str(n) for n in ([needed] if isinstance(needed, str) else needed or ())}
    if given or not wanted <= {"C", "C_CONTIGUOUS", "CONTIGUOUS"}:
        frame.refuse(node, "S2S302", f"np.require with {sorted(wanted)}", "it may copy.", "use np.ascontiguousarray.")
    return emit(frame, node, "np.ascontiguousarray", (x,)) if wanted else x


@meaning(np.ndarray.tolist)
def _to_list(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``x.tolist()``: the numbers as Python's, one by one where their count is known."""
    no_keywords(frame, node, kwargs, "tolist", args, 1)
    (x,) = args
    t = type_of(x)
    if isinstance(t, Scalar) or rank(t) == 0:
        return ARRAY_METHODS["item"](frame, node, [x], {})
    if not isinstance(t, Array) or t.axes is None:
        frame.refuse(node, "S2S303", f"the attribute 'tolist' of {t}", "its rank is not known.", "loop over the array.")
    dim, flat = t.axes[0], len(t.axes) == 1
    if dim.offset or not (dim.name.isdecimal() or dim.known == "1"):
        return collected(frame, node, x, _PYTHONS[np.dtype(t.dtype).kind] if flat else np.ndarray.tolist)
    count = 1 if dim.known == "1" else int(dim.name)
    items = [emit(frame, node, "getitem", (x, Const(i))) for i in range(count)]
    return fresh("list", [_to_list(frame, node, [i], {}) for i in items])


_PYTHONS = {"f": float, "i": int, "u": int, "b": bool, "c": complex}  # by the kind of a dtype
ARRAY_METHODS["tolist"] = _to_list
