"""What is emitted for these rows: ``pytest --update-golden`` writes it."""

import math

import numpy as np


def segment(x, xp):
    """Between which of the sorted ``xp`` and the next one the items of x are, or would be."""
    return np.clip(np.searchsorted(xp, x, side="right") - 1, 0, len(xp) - 2)


def untake(x, indices, like, axis=None):
    """Add ``x`` to zeros of the shape of ``like`` where ``np.take`` took it from."""
    out = np.zeros(np.shape(like), dtype=np.asarray(x).dtype)
    n = np.ndim(indices)
    if axis is None:
        np.add.at(out.reshape(-1), indices, x)
    else:
        axis = axis % out.ndim
        np.add.at(np.moveaxis(out, axis, 0), indices, np.moveaxis(x, range(axis, axis + n), range(n)))
    return out


def divide(x, y):
    """Divide as IEEE 754 does: by zero gives an infinity or nan, and raises nothing."""
    if y:
        return x / y
    if x == 0 or x != x:
        return math.nan
    return math.copysign(math.inf, x) * math.copysign(1.0, y)


def others(x, *tangents, axis=None):
    """For each item the product of all others along the axes; with tangents, their mixed derivative along these.

    The products from either side of x + e1 * t1 + e2 * t2 + …, where no e is squared: zeros do no harm.
    """
    axes = tuple(range(np.ndim(x))) if axis is None else (axis,) if np.ndim(axis) == 0 else axis
    axes = [a % np.ndim(x) for a in axes] if np.ndim(x) else []
    rest = [a for a in range(np.ndim(x)) if a not in axes]
    order = rest + axes
    shape = [np.shape(x)[a] for a in rest]
    count = int(np.prod([np.shape(x)[a] for a in axes], dtype=int))
    parts = [np.transpose(a, order).reshape(*shape, count) for a in (x, *tangents)]
    size = 1 << len(tangents)
    sides = []
    for step in (1, -1):
        side = np.zeros((size, *shape, count + 1), dtype=parts[0].dtype)
        side[0, ..., 0] = 1.0
        for i in range(count):
            item = [p[..., ::step][..., i] for p in parts]
            side[..., i + 1] = side[..., i] * item[0]
            for k in range(len(tangents)):
                for s in range(size):
                    if s >> k & 1:
                        side[s, ..., i + 1] += side[s ^ 1 << k, ..., i] * item[k + 1]
        sides.append(side[..., :-1])
    left, right = sides[0], sides[1][..., ::-1]
    total = sum(left[s] * right[size - 1 - s] for s in range(size))
    return np.transpose(total.reshape([np.shape(x)[a] for a in order]), np.argsort(order))


def unpadded(x, pad_width, like):
    """What ``np.pad`` has put its items around."""
    width = np.broadcast_to(pad_width, (np.ndim(x), 2))
    return x[tuple(slice(before, n - after) for (before, after), n in zip(width, np.shape(x), strict=True))]


def put_back(x, places, like):
    """Add each item to zeros of the shape of ``like`` at its place; items with the place -1 are left out."""
    out = np.zeros(np.size(like) + 1, dtype=np.asarray(x).dtype)
    np.add.at(out, places, x)
    return out[:-1].reshape(np.shape(like))


def places_of(x, out, axis=-1):
    """Where the items of ``out`` stood in x, which has the same items in another order along the axis."""
    back = np.argsort(np.argsort(out, axis=axis), axis=axis)
    return np.take_along_axis(np.argsort(x, axis=axis), back, axis=axis)


def put_along(x, indices, like, axis=-1):
    """Add ``x`` to zeros of the shape of ``like`` at indices along an axis."""
    out = np.zeros(np.shape(like), dtype=np.asarray(x).dtype)
    places = list(np.indices(np.shape(like), sparse=True))
    places[axis] = indices
    np.add.at(out, tuple(places), x)
    return out


def first_places(x):
    """Where each of the different items of x stands first."""
    return np.unique(x, return_index=True)[1]


def latest_places(x, out, axis=0):
    """Where along the axis the item of x stands that a running extreme is."""
    shape = [1] * np.ndim(x)
    shape[axis] = -1
    here = np.arange(np.shape(x)[axis]).reshape(shape)
    return np.maximum.accumulate(np.where(x == out, here, 0), axis=axis)


def moved(x, n=1, axis=-1, fill=0.0):
    """The items one place further along an axis (``n=-1``: back); ``fill`` comes in, the last one goes."""
    out = np.full_like(x, fill)
    to, source = np.moveaxis(out, axis, 0), np.moveaxis(x, axis, 0)
    if n == 1:
        to[1:] = source[:-1]
    else:
        to[:-1] = source[1:]
    return out


def recurrence(a, b, axis=-1):
    """``y[k] = y[k-1] * a[k] + b[k]`` along an axis, from zero."""
    out = np.zeros(np.broadcast_shapes(np.shape(a), np.shape(b)), dtype=np.result_type(a, b))
    a, b = (np.moveaxis(np.broadcast_to(v, out.shape), axis, 0) for v in (a, b))
    y = np.moveaxis(out, axis, 0)
    for k in range(len(y)):
        y[k] = b[k] if k == 0 else y[k - 1] * a[k] + b[k]
    return out


def ungradient(x, axis=-1, edge_order=1):
    """The transpose of ``np.gradient`` with unit spacing."""
    out = np.zeros_like(x)
    to, g = np.moveaxis(out, axis, 0), np.moveaxis(x, axis, 0)
    to[2:] += 0.5 * g[1:-1]
    to[:-2] -= 0.5 * g[1:-1]
    edge = (-1.0, 1.0) if edge_order == 1 else (-1.5, 2.0, -0.5)
    for k, weight in enumerate(edge):
        to[k] += weight * g[0]
        to[-1 - k] -= weight * g[-1]
    return out


def conformed(x, like, less=0):
    """x in the shape of ``like``, its last axis shorter by ``less``: summed where that is one long, or repeated."""
    *shape, n = np.shape(like)
    shape = (*shape, max(n - less, 0))
    if np.shape(x) == shape:
        return x
    extra = np.ndim(x) - len(shape)
    ones = tuple(i for i, k in enumerate(shape, extra) if k == 1 and i >= 0)
    return np.broadcast_to(np.sum(np.sum(x, axis=ones, keepdims=True), axis=tuple(range(extra))), shape).copy()


def neighbours(x):
    """Each item and the next, added along the last axis."""
    return x[..., 1:] + x[..., :-1]


def undiff(x, like, n=1, axis=-1):
    """The transpose of ``np.diff`` of what has the shape of ``like``, which may be shorter than n."""
    if not np.size(x):
        return np.zeros_like(like, dtype=x.dtype)
    zero = x.dtype.type(0.0)
    for _ in range(n):
        x = -np.diff(x, axis=axis, prepend=zero, append=zero)
    return x if n else x.copy()


def unneighbours(x, like):
    """The transpose of ``neighbours``, in the shape of what that took; x may be one for several."""
    out = np.zeros(np.shape(like), dtype=np.asarray(x).dtype)
    out[..., :-1] = x
    out[..., 1:] += x
    return out


def aligned(x, like):
    """The last items of x, as many as ``like`` has; zeros before them where x has fewer."""
    missing = len(like) - len(x)
    return x[-missing:] if missing <= 0 else np.append(np.zeros(missing, dtype=x.dtype), x)


def in_product(z, x, y):
    """Coefficients of a product of x and y with the leading zeros that ``np.polymul`` has left out."""
    if len(x) * len(y) == 0:
        raise ValueError("the derivative of a product with a polynomial without coefficients")
    return np.append(np.zeros(len(x) + len(y) - 1 - len(z), dtype=z.dtype), z)


def unpolyint(x):
    """The transpose of ``np.polyint``."""
    return x[:-1] / np.arange(len(x) - 1, 0, -1)


def independent(x):
    """A matrix whose columns are independent: else the least squares have many solutions, and NumPy takes one of them
    by how it scales the columns.
    """
    if np.linalg.matrix_rank(x) < x.shape[1]:
        raise np.linalg.LinAlgError("the derivative of a fit that is not unique")
    return x.copy()


def scales(x):
    """What the columns of x are multiplied by to be of length one; 1 for zeros."""
    lengths = np.linalg.norm(x, axis=0)
    return 1.0 / np.where(lengths == 0.0, 1.0, lengths)


def unpolyder(x, like):
    """The transpose of ``np.polyder``; of a polynomial without coefficients it has none."""
    return np.append(x * np.arange(len(x), 0, -1), np.zeros(min(len(like), 1), dtype=x.dtype))


def quantile_weights(x, q, slope=False, axis=None, method="linear"):
    """What each item counts for in ``np.nanquantile(x, q, axis)``; with ``slope``, the derivative of that by q.

    Where a quantile is among the sorted items, NumPy says itself: it is that of 0, 1, 2, … Of several q there are so
    many arrays of weights, one after the other.
    """
    if np.ndim(q):
        if not np.size(x):  # of which NumPy makes one quantile, whatever the number of q
            raise ValueError("the derivative of several quantiles of an array without items")
        return np.stack([quantile_weights(x, p, slope, axis, method) for p in q])
    if not np.size(x):
        return np.zeros(np.shape(x), dtype=x.dtype)
    over = tuple(range(np.ndim(x))) if axis is None else axis
    n = np.sum(x == x, axis=over, keepdims=True)
    flat = np.moveaxis(x, over, range(-np.size(over), 0)).reshape(*np.squeeze(n, over).shape, -1)
    s = np.sort(flat, axis=-1)
    n = np.maximum(n.reshape(*s.shape[:-1], 1), 1)
    place = q * (n - 1) if method == "linear" else np.quantile(np.arange(float(s.shape[-1])), q, method=method)
    low = np.clip(np.floor(place), 0, np.maximum(n - 2, 0)).astype(int)
    high = np.minimum(low + 1, n - 1)
    share = place - low
    if slope:
        ends = {"linear": -1, "weibull": 1, "median_unbiased": 1 / 3, "normal_unbiased": 1 / 4}
        smooth = method in ("hazen", "interpolated_inverted_cdf", *ends)
        inside = (method == "linear") | ((place > 0) & (place < n - 1))
        share = np.where(inside & smooth, n + ends.get(method, 0.0), 0.0)
    weights = 0.0
    for at, part in ((low, (0.0 if slope else 1.0) - share), (high, share)):
        hit = flat == np.take_along_axis(s, at, axis=-1)
        weights = weights + part * hit / np.sum(hit, axis=-1, keepdims=True)
    shape = np.moveaxis(x, over, range(-np.size(over), 0)).shape
    return np.moveaxis(np.asarray(weights, dtype=s.dtype).reshape(shape), range(-np.size(over), 0), over)


# phase: np.sign(x + 1j * y).imag
# x: float64[x.0], y: float64[y.0]


def phase__forward(x, y):
    """Forward sweep: ``phase_(x, y)``, and the tape for the adjoint sweep."""
    w3 = 1.0j * y  # L2
    w4 = x + w3  # L2
    w5 = np.sign(w4)  # L2
    w6 = w5.imag  # L2
    return w6, (w5.copy(), w4)


def phase__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w5, w4 = tape
    # L2: return np.sign(x + 1j * y).imag
    w7 = np.where(w5 == 0.0, 1.0, np.absolute(w4))  # w5 = np.sign(w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w8 = 1.0j * out_bar / w7  # w5 = np.sign(w4)
        w9 = (w8 * w5).real * np.conjugate(w5)  # w5 = np.sign(w4)
        w4_bar = w9 - w8  # w5 = np.sign(w4)
        return w4_bar.real.copy(), (1.0j * w4_bar).real.copy()


def phase__tangent(x, y, x_dot, y_dot):
    """``phase_(x, y)`` and its tangent."""
    w3 = 1.0j * y  # L2
    w4 = x + w3  # L2
    w4_dot = x_dot + 1.0j * y_dot
    w5 = np.sign(w4)  # L2
    w7 = w5 * (np.conjugate(w5) * w4_dot).real
    w8 = np.where(w5 == 0.0, 1.0, np.absolute(w4))
    w6 = w5.imag  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        return w6, ((w4_dot - w7) / w8).imag


# np.interp: np.interp(x, y, y * y)
# x: float64[x.0], y: float64[y.0]


def np_interp__forward(x, y):
    """Forward sweep: ``np_interp_(x, y)``, and the tape for the adjoint sweep."""
    w3 = y * y  # L2
    w4 = np.interp(x, y, w3)  # L2
    return w4, (w3,)


def np_interp__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return np.interp(x, y, y * y)
    w5 = np.take(y, 0)  # w4 = np.interp(x, y, w3)
    w6 = np.take(y, -1)  # w4 = np.interp(x, y, w3)
    w7 = segment(x, y)  # w4 = np.interp(x, y, w3)
    w8 = w7 + 1  # w4 = np.interp(x, y, w3)
    w9 = np.take(y, w7)  # w4 = np.interp(x, y, w3)
    w10 = np.take(y, w8) - w9  # w4 = np.interp(x, y, w3)
    with np.errstate(all="ignore"):  # partials may be infinite
        w11 = (np.take(w3, w8) - np.take(w3, w7)) / w10  # w4 = np.interp(x, y, w3)
        w12 = np.where((x >= w5) & (x <= w6), w11, 0.0)  # w4 = np.interp(x, y, w3)
        x_bar = out_bar * w12  # w4 = np.interp(x, y, w3)
        w13 = (np.clip(x, w5, w6) - w9) / w10  # w4 = np.interp(x, y, w3)
        w14 = 1.0 - w13  # w4 = np.interp(x, y, w3)
        w15 = untake(-(x_bar * w13), w8, y)  # w4 = np.interp(x, y, w3)
        y_bar = untake(-(x_bar * w14), w7, y) + w15  # w4 = np.interp(x, y, w3)
        w16 = untake(out_bar * w13, w8, w3)  # w4 = np.interp(x, y, w3)
        w17 = 2.0 * (untake(out_bar * w14, w7, w3) + w16)  # w3 = y * y
        return x_bar, y_bar + w17 * y


def np_interp__tangent(x, y, x_dot, y_dot):
    """``np_interp_(x, y)`` and its tangent."""
    w3 = y * y  # L2
    w3_dot = 2.0 * y_dot * y
    w4 = np.interp(x, y, w3)  # L2
    w5 = np.take(y, 0)
    w6 = np.take(y, -1)
    w7 = segment(x, y)
    w8 = w7 + 1
    w9 = np.take(y, w7)
    w10 = np.take(y, w8) - w9
    with np.errstate(all="ignore"):  # partials may be infinite
        w11 = (np.take(w3, w8) - np.take(w3, w7)) / w10
        w12 = np.where((x >= w5) & (x <= w6), w11, 0.0)
        w13 = (np.clip(x, w5, w6) - w9) / w10
        w14 = 1.0 - w13
        w15 = w13 * np.take(y_dot, w8)
        w16 = w12 * (w14 * np.take(y_dot, w7) + w15)
        w17 = w13 * np.take(w3_dot, w8)
        w18 = w14 * np.take(w3_dot, w7) + w17
        return w4, x_dot * w12 - w16 + w18


# np.full: np.full(3, x)
# x: float


def np_full__forward(x):
    """Forward sweep: ``np_full_(x)``, and the tape for the adjoint sweep."""
    w2 = np.full(3, x)  # L2
    return w2, ()


def np_full__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return float(np.sum(out_bar))


def np_full__tangent(x, x_dot):
    """``np_full_(x)`` and its tangent."""
    w2 = np.full(3, x)  # L2
    return w2, np.full_like(w2, x_dot)


# np.linspace: np.linspace(x, y, 5)
# x: float, y: float


def np_linspace__forward(x, y):
    """Forward sweep: ``np_linspace_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.linspace(x, y, 5)  # L2
    return w3, ()


def np_linspace__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    # L2: return np.linspace(x, y, 5)
    w4 = np.linspace(0.0, 1.0, 5)  # w3 = np.linspace(x, y, 5)
    return float(np.sum(out_bar * (1.0 - w4))), float(np.sum(out_bar * w4))


def np_linspace__tangent(x, y, x_dot, y_dot):
    """``np_linspace_(x, y)`` and its tangent."""
    w3 = np.linspace(x, y, 5)  # L2
    w4 = np.linspace(0.0, 1.0, 5)
    return w3, x_dot * (1.0 - w4) + y_dot * w4


# linspace_of_50: np.linspace(x, y)
# x: float, y: float


def linspace_of_50__forward(x, y):
    """Forward sweep: ``linspace_of_50_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.linspace(x, y)  # L2
    return w3, ()


def linspace_of_50__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    # L2: return np.linspace(x, y)
    w4 = np.linspace(0.0, 1.0, 50)  # w3 = np.linspace(x, y)
    return float(np.sum(out_bar * (1.0 - w4))), float(np.sum(out_bar * w4))


def linspace_of_50__tangent(x, y, x_dot, y_dot):
    """``linspace_of_50_(x, y)`` and its tangent."""
    w3 = np.linspace(x, y)  # L2
    w4 = np.linspace(0.0, 1.0, 50)
    return w3, x_dot * (1.0 - w4) + y_dot * w4


# np.logspace: np.logspace(x, y, 5)
# x: float, y: float


def np_logspace__forward(x, y):
    """Forward sweep: ``np_logspace_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.logspace(x, y, 5)  # L2
    return w3, (w3.copy(),)


def np_logspace__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return np.logspace(x, y, 5)
    w4 = w3 * np.log(10.0)  # w3 = np.logspace(x, y, 5)
    w5 = np.linspace(0.0, 1.0, 5)  # w3 = np.logspace(x, y, 5)
    x_bar = np.sum(out_bar * (w4 * (1.0 - w5)))  # w3 = np.logspace(x, y, 5)
    return float(x_bar), float(np.sum(out_bar * (w4 * w5)))


def np_logspace__tangent(x, y, x_dot, y_dot):
    """``np_logspace_(x, y)`` and its tangent."""
    w3 = np.logspace(x, y, 5)  # L2
    w4 = w3 * np.log(10.0)
    w5 = np.linspace(0.0, 1.0, 5)
    w6 = y_dot * (w4 * w5)
    return w3, x_dot * (w4 * (1.0 - w5)) + w6


# np.geomspace: np.geomspace(x, y, 5)
# x: float, y: float


def np_geomspace__forward(x, y):
    """Forward sweep: ``np_geomspace_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.geomspace(x, y, 5)  # L2
    return w3, (w3.copy(),)


def np_geomspace__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return np.geomspace(x, y, 5)
    w4 = np.linspace(0.0, 1.0, 5)  # w3 = np.geomspace(x, y, 5)
    w5 = w3 * divide(1.0, x) * (1.0 - w4)  # w3 = np.geomspace(x, y, 5)
    w6 = out_bar * (w3 * divide(1.0, y) * w4)  # w3 = np.geomspace(x, y, 5)
    return float(np.sum(out_bar * w5)), float(np.sum(w6))


def np_geomspace__tangent(x, y, x_dot, y_dot):
    """``np_geomspace_(x, y)`` and its tangent."""
    w3 = np.geomspace(x, y, 5)  # L2
    w4 = np.linspace(0.0, 1.0, 5)
    w5 = w3 * divide(1.0, x) * (1.0 - w4)
    w6 = y_dot * (w3 * divide(1.0, y) * w4)
    return w3, x_dot * w5 + w6


# arange_from: np.arange(x, y)
# x: float, y: float


def arange_from__forward(x, y):
    """Forward sweep: ``arange_from_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.arange(x, y)  # L2
    return w3, ()


def arange_from__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return float(np.sum(out_bar)), 0.0


def arange_from__tangent(x, y, x_dot, y_dot):
    """``arange_from_(x, y)`` and its tangent."""
    w3 = np.arange(x, y)  # L2
    return w3, np.full_like(w3, x_dot)


# arange_by: np.arange(x, 3.0, y)
# x: float, y: float


def arange_by__forward(x, y):
    """Forward sweep: ``arange_by_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.arange(x, 3.0, y)  # L2
    return w3, (w3.copy(),)


def arange_by__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return np.arange(x, 3.0, y)
    y_bar = np.sum(out_bar * np.arange(len(w3)))  # w3 = np.arange(x, 3.0, y)
    return float(np.sum(out_bar)), float(y_bar)


def arange_by__tangent(x, y, x_dot, y_dot):
    """``arange_by_(x, y)`` and its tangent."""
    w3 = np.arange(x, 3.0, y)  # L2
    w4 = y_dot * np.arange(len(w3))
    return w3, np.full_like(w3, x_dot) + w4


# sum_with_initial: np.sum(x, initial=y)
# x: float64[x.0], y: float


def sum_with_initial__forward(x, y):
    """Forward sweep: ``sum_with_initial_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.sum(x, initial=y)  # L2
    return w3, ()


def sum_with_initial__adjoint(x, y, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return np.full_like(x, out_bar), float(out_bar)


def sum_with_initial__tangent(x, y, x_dot, y_dot):
    """``sum_with_initial_(x, y)`` and its tangent."""
    w3 = np.sum(x, initial=y)  # L2
    return w3, np.sum(x_dot) + y_dot


# sum_with_initial_where: np.sum(x, initial=y, where=c)
# x: float64[x.0], y: float, c: bool[c.0]


def sum_with_initial_where__forward(x, y, c):
    """Forward sweep: ``sum_with_initial_where_(x, y, c)``, and the tape for the
    adjoint sweep.
    """
    w4 = np.sum(x, initial=y, where=c)  # L2
    return w4, ()


def sum_with_initial_where__adjoint(x, y, c, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return np.where(c, out_bar, 0.0), float(out_bar)


def sum_with_initial_where__tangent(x, y, c, x_dot, y_dot):
    """``sum_with_initial_where_(x, y, c)`` and its tangent."""
    w4 = np.sum(x, initial=y, where=c)  # L2
    return w4, np.sum(np.where(c, x_dot, 0.0)) + y_dot


# add_reduce_with_initial: np.add.reduce(x, axis=0, initial=y)
# x: float64[x.0, x.1], y: float


def add_reduce_with_initial__forward(x, y):
    """Forward sweep: ``add_reduce_with_initial_(x, y)``, and the tape for the adjoint
    sweep.
    """
    w3 = np.add.reduce(x, initial=y)  # L2
    return w3, ()


def add_reduce_with_initial__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return np.broadcast_to(out_bar[None], x.shape).copy(), float(np.sum(out_bar))


def add_reduce_with_initial__tangent(x, y, x_dot, y_dot):
    """``add_reduce_with_initial_(x, y)`` and its tangent."""
    w3 = np.add.reduce(x, initial=y)  # L2
    return w3, np.sum(x_dot, axis=0) + y_dot


# add_reduce_with_initial_where: np.add.reduce(x, axis=0, initial=y, where=c)
# x: float64[x.0, x.1], y: float, c: bool[c.0]


def add_reduce_with_initial_where__forward(x, y, c):
    """Forward sweep: ``add_reduce_with_initial_where_(x, y, c)``, and the tape for the
    adjoint sweep.
    """
    w4 = np.add.reduce(x, initial=y, where=c)  # L2
    return w4, ()


def add_reduce_with_initial_where__adjoint(x, y, c, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return np.broadcast_to(np.where(c, out_bar[None], 0.0), x.shape).copy(), float(np.sum(out_bar))


def add_reduce_with_initial_where__tangent(x, y, c, x_dot, y_dot):
    """``add_reduce_with_initial_where_(x, y, c)`` and its tangent."""
    w4 = np.add.reduce(x, initial=y, where=c)  # L2
    return w4, np.sum(np.where(c, x_dot, 0.0), axis=0) + y_dot


# mean_with_where: np.mean(x, where=c)
# x: float64[x.0], c: bool[c.0]


def mean_with_where__forward(x, c):
    """Forward sweep: ``mean_with_where_(x, c)``, and the tape for the adjoint sweep."""
    w3 = np.mean(x, where=c)  # L2
    return w3, ()


def mean_with_where__adjoint(x, c, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return np.where(c, out_bar / np.sum(np.broadcast_to(c, x.shape)), 0.0)


def mean_with_where__tangent(x, c, x_dot):
    """``mean_with_where_(x, c)`` and its tangent."""
    w3 = np.mean(x, where=c)  # L2
    w4 = np.sum(np.broadcast_to(c, x.shape))
    return w3, np.sum(np.where(c, x_dot, 0.0)) / w4


# np.max: np.max(x)
# x: float64[x.0, x.1]


def np_max__forward(x):
    """Forward sweep: ``np_max_(x)``, and the tape for the adjoint sweep."""
    w2 = np.max(x)  # L2
    return w2, (w2,)


def np_max__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return np.max(x)
    w3 = x == w2  # w2 = np.max(x)
    with np.errstate(all="ignore"):  # partials may be infinite
        return out_bar / np.sum(w3) * w3


def np_max__tangent(x, x_dot):
    """``np_max_(x)`` and its tangent."""
    w2 = np.max(x)  # L2
    w3 = x == w2
    with np.errstate(all="ignore"):  # partials may be infinite
        return w2, np.sum(x_dot * w3 / np.sum(w3))


# max_with_initial: np.max(x, initial=y)
# x: float64[x.0], y: float


def max_with_initial__forward(x, y):
    """Forward sweep: ``max_with_initial_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.max(x, initial=y)  # L2
    return w3, (w3,)


def max_with_initial__adjoint(x, y, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return np.max(x, initial=y)
    w4 = x == w3  # w3 = np.max(x, initial=y)
    w5 = y == w3  # w3 = np.max(x, initial=y)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = out_bar / (np.sum(w4) + w5)  # w3 = np.max(x, initial=y)
        return w6 * w4, float(w6 * w5)


def max_with_initial__tangent(x, y, x_dot, y_dot):
    """``max_with_initial_(x, y)`` and its tangent."""
    w3 = np.max(x, initial=y)  # L2
    w4 = x == w3
    w5 = y == w3
    w6 = np.sum(w4) + w5
    with np.errstate(all="ignore"):  # partials may be infinite
        w7 = y_dot * w5 / w6
        return w3, np.sum(x_dot * w4 / w6) + w7


# max_with_initial_where: np.max(x, initial=y, where=c)
# x: float64[x.0], y: float, c: bool[c.0]


def max_with_initial_where__forward(x, y, c):
    """Forward sweep: ``max_with_initial_where_(x, y, c)``, and the tape for the
    adjoint sweep.
    """
    w4 = np.max(x, initial=y, where=c)  # L2
    return w4, (w4,)


def max_with_initial_where__adjoint(x, y, c, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w4 = tape[0]
    # L2: return np.max(x, initial=y, where=c)
    w5 = (x == w4) & c  # w4 = np.max(x, initial=y, where=c)
    w6 = y == w4  # w4 = np.max(x, initial=y, where=c)
    with np.errstate(all="ignore"):  # partials may be infinite
        w7 = out_bar / (np.sum(w5) + w6)  # w4 = np.max(x, initial=y, where=c)
        return w7 * w5, float(w7 * w6)


def max_with_initial_where__tangent(x, y, c, x_dot, y_dot):
    """``max_with_initial_where_(x, y, c)`` and its tangent."""
    w4 = np.max(x, initial=y, where=c)  # L2
    w5 = (x == w4) & c
    w6 = y == w4
    w7 = np.sum(w5) + w6
    with np.errstate(all="ignore"):  # partials may be infinite
        w8 = y_dot * w6 / w7
        return w4, np.sum(x_dot * w5 / w7) + w8


# np.maximum.reduce: np.maximum.reduce(x)
# x: float64[x.0]


def np_maximum_reduce__forward(x):
    """Forward sweep: ``np_maximum_reduce_(x)``, and the tape for the adjoint sweep."""
    w2 = np.maximum.reduce(x)  # L2
    return w2, (w2,)


def np_maximum_reduce__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return np.maximum.reduce(x)
    w3 = x == w2  # w2 = np.maximum.reduce(x)
    with np.errstate(all="ignore"):  # partials may be infinite
        return out_bar / np.sum(w3, axis=0, keepdims=True) * w3


def np_maximum_reduce__tangent(x, x_dot):
    """``np_maximum_reduce_(x)`` and its tangent."""
    w2 = np.maximum.reduce(x)  # L2
    w3 = x == w2
    with np.errstate(all="ignore"):  # partials may be infinite
        return w2, np.sum(x_dot * w3 / np.sum(w3, axis=0, keepdims=True), axis=0)


# maximum_reduce_with_initial: np.maximum.reduce(x, axis=0, initial=y)
# x: float64[x.0, x.1], y: float


def maximum_reduce_with_initial__forward(x, y):
    """Forward sweep: ``maximum_reduce_with_initial_(x, y)``, and the tape for the
    adjoint sweep.
    """
    w3 = np.maximum.reduce(x, initial=y)  # L2
    return w3, (w3.copy(),)


def maximum_reduce_with_initial__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return np.maximum.reduce(x, axis=0, initial=y)
    w4 = w3[None]  # w3 = np.maximum.reduce(x, initial=y)
    w5 = x == w4  # w3 = np.maximum.reduce(x, initial=y)
    # w3 = np.maximum.reduce(x, initial=y)
    w6 = np.sum(w5, axis=0, keepdims=True) + (y == w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w7 = y == w3  # w3 = np.maximum.reduce(x, initial=y)
        # w3 = np.maximum.reduce(x, initial=y)
        w8 = out_bar / (np.sum(w5, axis=0) + w7) * w7
        return out_bar[None] / w6 * w5, float(np.sum(w8))


def maximum_reduce_with_initial__tangent(x, y, x_dot, y_dot):
    """``maximum_reduce_with_initial_(x, y)`` and its tangent."""
    w3 = np.maximum.reduce(x, initial=y)  # L2
    w4 = w3[None]
    w5 = x == w4
    w6 = np.sum(w5, axis=0, keepdims=True) + (y == w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w7 = y == w3
        w8 = y_dot * w7 / (np.sum(w5, axis=0) + w7)
        return w3, np.sum(x_dot * w5 / w6, axis=0) + w8


# maximum_reduce_with_initial_where: np.maximum.reduce(x, axis=0, initial=y, where=c)
# x: float64[x.0, x.1], y: float, c: bool[c.0]


def maximum_reduce_with_initial_where__forward(x, y, c):
    """Forward sweep: ``maximum_reduce_with_initial_where_(x, y, c)``, and the tape for
    the adjoint sweep.
    """
    w4 = np.maximum.reduce(x, initial=y, where=c)  # L2
    return w4, (w4.copy(),)


def maximum_reduce_with_initial_where__adjoint(x, y, c, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w4 = tape[0]
    # L2: return np.maximum.reduce(x, axis=0, initial=y, where=c)
    w5 = w4[None]  # w4 = np.maximum.reduce(x, initial=y, where=c)
    w6 = (x == w5) & c  # w4 = np.maximum.reduce(x, initial=y, where=c)
    # w4 = np.maximum.reduce(x, initial=y, where=c)
    w7 = np.sum(w6, axis=0, keepdims=True) + (y == w5)
    with np.errstate(all="ignore"):  # partials may be infinite
        w8 = y == w4  # w4 = np.maximum.reduce(x, initial=y, where=c)
        # w4 = np.maximum.reduce(x, initial=y, where=c)
        w9 = out_bar / (np.sum(w6, axis=0) + w8) * w8
        return out_bar[None] / w7 * w6, float(np.sum(w9))


def maximum_reduce_with_initial_where__tangent(x, y, c, x_dot, y_dot):
    """``maximum_reduce_with_initial_where_(x, y, c)`` and its tangent."""
    w4 = np.maximum.reduce(x, initial=y, where=c)  # L2
    w5 = w4[None]
    w6 = (x == w5) & c
    w7 = np.sum(w6, axis=0, keepdims=True) + (y == w5)
    with np.errstate(all="ignore"):  # partials may be infinite
        w8 = y == w4
        w9 = y_dot * w8 / (np.sum(w6, axis=0) + w8)
        return w4, np.sum(x_dot * w6 / w7, axis=0) + w9


# np.fmax.reduce: np.fmax.reduce(x)
# x: float64[x.0]


def np_fmax_reduce__forward(x):
    """Forward sweep: ``np_fmax_reduce_(x)``, and the tape for the adjoint sweep."""
    w2 = np.fmax.reduce(x)  # L2
    return w2, (w2,)


def np_fmax_reduce__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return np.fmax.reduce(x)
    w3 = x == w2  # w2 = np.fmax.reduce(x)
    with np.errstate(all="ignore"):  # partials may be infinite
        return out_bar / np.sum(w3, axis=0, keepdims=True) * w3


def np_fmax_reduce__tangent(x, x_dot):
    """``np_fmax_reduce_(x)`` and its tangent."""
    w2 = np.fmax.reduce(x)  # L2
    w3 = x == w2
    with np.errstate(all="ignore"):  # partials may be infinite
        return w2, np.sum(x_dot * w3 / np.sum(w3, axis=0, keepdims=True), axis=0)


# fmax_reduce_with_initial: np.fmax.reduce(x, axis=0, initial=y)
# x: float64[x.0, x.1], y: float


def fmax_reduce_with_initial__forward(x, y):
    """Forward sweep: ``fmax_reduce_with_initial_(x, y)``, and the tape for the adjoint
    sweep.
    """
    w3 = np.fmax.reduce(x, initial=y)  # L2
    return w3, (w3.copy(),)


def fmax_reduce_with_initial__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return np.fmax.reduce(x, axis=0, initial=y)
    w4 = w3[None]  # w3 = np.fmax.reduce(x, initial=y)
    w5 = x == w4  # w3 = np.fmax.reduce(x, initial=y)
    # w3 = np.fmax.reduce(x, initial=y)
    w6 = np.sum(w5, axis=0, keepdims=True) + (y == w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w7 = y == w3  # w3 = np.fmax.reduce(x, initial=y)
        # w3 = np.fmax.reduce(x, initial=y)
        w8 = out_bar / (np.sum(w5, axis=0) + w7) * w7
        return out_bar[None] / w6 * w5, float(np.sum(w8))


def fmax_reduce_with_initial__tangent(x, y, x_dot, y_dot):
    """``fmax_reduce_with_initial_(x, y)`` and its tangent."""
    w3 = np.fmax.reduce(x, initial=y)  # L2
    w4 = w3[None]
    w5 = x == w4
    w6 = np.sum(w5, axis=0, keepdims=True) + (y == w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w7 = y == w3
        w8 = y_dot * w7 / (np.sum(w5, axis=0) + w7)
        return w3, np.sum(x_dot * w5 / w6, axis=0) + w8


# fmax_reduce_with_initial_where: np.fmax.reduce(x, axis=0, initial=y, where=c)
# x: float64[x.0, x.1], y: float, c: bool[c.0]


def fmax_reduce_with_initial_where__forward(x, y, c):
    """Forward sweep: ``fmax_reduce_with_initial_where_(x, y, c)``, and the tape for
    the adjoint sweep.
    """
    w4 = np.fmax.reduce(x, initial=y, where=c)  # L2
    return w4, (w4.copy(),)


def fmax_reduce_with_initial_where__adjoint(x, y, c, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w4 = tape[0]
    # L2: return np.fmax.reduce(x, axis=0, initial=y, where=c)
    w5 = w4[None]  # w4 = np.fmax.reduce(x, initial=y, where=c)
    w6 = (x == w5) & c  # w4 = np.fmax.reduce(x, initial=y, where=c)
    # w4 = np.fmax.reduce(x, initial=y, where=c)
    w7 = np.sum(w6, axis=0, keepdims=True) + (y == w5)
    with np.errstate(all="ignore"):  # partials may be infinite
        w8 = y == w4  # w4 = np.fmax.reduce(x, initial=y, where=c)
        # w4 = np.fmax.reduce(x, initial=y, where=c)
        w9 = out_bar / (np.sum(w6, axis=0) + w8) * w8
        return out_bar[None] / w7 * w6, float(np.sum(w9))


def fmax_reduce_with_initial_where__tangent(x, y, c, x_dot, y_dot):
    """``fmax_reduce_with_initial_where_(x, y, c)`` and its tangent."""
    w4 = np.fmax.reduce(x, initial=y, where=c)  # L2
    w5 = w4[None]
    w6 = (x == w5) & c
    w7 = np.sum(w6, axis=0, keepdims=True) + (y == w5)
    with np.errstate(all="ignore"):  # partials may be infinite
        w8 = y == w4
        w9 = y_dot * w8 / (np.sum(w6, axis=0) + w8)
        return w4, np.sum(x_dot * w6 / w7, axis=0) + w9


# np.min: np.min(x)
# x: float64[x.0, x.1]


def np_min__forward(x):
    """Forward sweep: ``np_min_(x)``, and the tape for the adjoint sweep."""
    w2 = np.min(x)  # L2
    return w2, (w2,)


def np_min__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return np.min(x)
    w3 = x == w2  # w2 = np.min(x)
    with np.errstate(all="ignore"):  # partials may be infinite
        return out_bar / np.sum(w3) * w3


def np_min__tangent(x, x_dot):
    """``np_min_(x)`` and its tangent."""
    w2 = np.min(x)  # L2
    w3 = x == w2
    with np.errstate(all="ignore"):  # partials may be infinite
        return w2, np.sum(x_dot * w3 / np.sum(w3))


# min_with_initial: np.min(x, initial=y)
# x: float64[x.0], y: float


def min_with_initial__forward(x, y):
    """Forward sweep: ``min_with_initial_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.min(x, initial=y)  # L2
    return w3, (w3,)


def min_with_initial__adjoint(x, y, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return np.min(x, initial=y)
    w4 = x == w3  # w3 = np.min(x, initial=y)
    w5 = y == w3  # w3 = np.min(x, initial=y)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = out_bar / (np.sum(w4) + w5)  # w3 = np.min(x, initial=y)
        return w6 * w4, float(w6 * w5)


def min_with_initial__tangent(x, y, x_dot, y_dot):
    """``min_with_initial_(x, y)`` and its tangent."""
    w3 = np.min(x, initial=y)  # L2
    w4 = x == w3
    w5 = y == w3
    w6 = np.sum(w4) + w5
    with np.errstate(all="ignore"):  # partials may be infinite
        w7 = y_dot * w5 / w6
        return w3, np.sum(x_dot * w4 / w6) + w7


# min_with_initial_where: np.min(x, initial=y, where=c)
# x: float64[x.0], y: float, c: bool[c.0]


def min_with_initial_where__forward(x, y, c):
    """Forward sweep: ``min_with_initial_where_(x, y, c)``, and the tape for the
    adjoint sweep.
    """
    w4 = np.min(x, initial=y, where=c)  # L2
    return w4, (w4,)


def min_with_initial_where__adjoint(x, y, c, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w4 = tape[0]
    # L2: return np.min(x, initial=y, where=c)
    w5 = (x == w4) & c  # w4 = np.min(x, initial=y, where=c)
    w6 = y == w4  # w4 = np.min(x, initial=y, where=c)
    with np.errstate(all="ignore"):  # partials may be infinite
        w7 = out_bar / (np.sum(w5) + w6)  # w4 = np.min(x, initial=y, where=c)
        return w7 * w5, float(w7 * w6)


def min_with_initial_where__tangent(x, y, c, x_dot, y_dot):
    """``min_with_initial_where_(x, y, c)`` and its tangent."""
    w4 = np.min(x, initial=y, where=c)  # L2
    w5 = (x == w4) & c
    w6 = y == w4
    w7 = np.sum(w5) + w6
    with np.errstate(all="ignore"):  # partials may be infinite
        w8 = y_dot * w6 / w7
        return w4, np.sum(x_dot * w5 / w7) + w8


# np.minimum.reduce: np.minimum.reduce(x)
# x: float64[x.0]


def np_minimum_reduce__forward(x):
    """Forward sweep: ``np_minimum_reduce_(x)``, and the tape for the adjoint sweep."""
    w2 = np.minimum.reduce(x)  # L2
    return w2, (w2,)


def np_minimum_reduce__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return np.minimum.reduce(x)
    w3 = x == w2  # w2 = np.minimum.reduce(x)
    with np.errstate(all="ignore"):  # partials may be infinite
        return out_bar / np.sum(w3, axis=0, keepdims=True) * w3


def np_minimum_reduce__tangent(x, x_dot):
    """``np_minimum_reduce_(x)`` and its tangent."""
    w2 = np.minimum.reduce(x)  # L2
    w3 = x == w2
    with np.errstate(all="ignore"):  # partials may be infinite
        return w2, np.sum(x_dot * w3 / np.sum(w3, axis=0, keepdims=True), axis=0)


# minimum_reduce_with_initial: np.minimum.reduce(x, axis=0, initial=y)
# x: float64[x.0, x.1], y: float


def minimum_reduce_with_initial__forward(x, y):
    """Forward sweep: ``minimum_reduce_with_initial_(x, y)``, and the tape for the
    adjoint sweep.
    """
    w3 = np.minimum.reduce(x, initial=y)  # L2
    return w3, (w3.copy(),)


def minimum_reduce_with_initial__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return np.minimum.reduce(x, axis=0, initial=y)
    w4 = w3[None]  # w3 = np.minimum.reduce(x, initial=y)
    w5 = x == w4  # w3 = np.minimum.reduce(x, initial=y)
    # w3 = np.minimum.reduce(x, initial=y)
    w6 = np.sum(w5, axis=0, keepdims=True) + (y == w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w7 = y == w3  # w3 = np.minimum.reduce(x, initial=y)
        # w3 = np.minimum.reduce(x, initial=y)
        w8 = out_bar / (np.sum(w5, axis=0) + w7) * w7
        return out_bar[None] / w6 * w5, float(np.sum(w8))


def minimum_reduce_with_initial__tangent(x, y, x_dot, y_dot):
    """``minimum_reduce_with_initial_(x, y)`` and its tangent."""
    w3 = np.minimum.reduce(x, initial=y)  # L2
    w4 = w3[None]
    w5 = x == w4
    w6 = np.sum(w5, axis=0, keepdims=True) + (y == w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w7 = y == w3
        w8 = y_dot * w7 / (np.sum(w5, axis=0) + w7)
        return w3, np.sum(x_dot * w5 / w6, axis=0) + w8


# minimum_reduce_with_initial_where: np.minimum.reduce(x, axis=0, initial=y, where=c)
# x: float64[x.0, x.1], y: float, c: bool[c.0]


def minimum_reduce_with_initial_where__forward(x, y, c):
    """Forward sweep: ``minimum_reduce_with_initial_where_(x, y, c)``, and the tape for
    the adjoint sweep.
    """
    w4 = np.minimum.reduce(x, initial=y, where=c)  # L2
    return w4, (w4.copy(),)


def minimum_reduce_with_initial_where__adjoint(x, y, c, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w4 = tape[0]
    # L2: return np.minimum.reduce(x, axis=0, initial=y, where=c)
    w5 = w4[None]  # w4 = np.minimum.reduce(x, initial=y, where=c)
    w6 = (x == w5) & c  # w4 = np.minimum.reduce(x, initial=y, where=c)
    # w4 = np.minimum.reduce(x, initial=y, where=c)
    w7 = np.sum(w6, axis=0, keepdims=True) + (y == w5)
    with np.errstate(all="ignore"):  # partials may be infinite
        w8 = y == w4  # w4 = np.minimum.reduce(x, initial=y, where=c)
        # w4 = np.minimum.reduce(x, initial=y, where=c)
        w9 = out_bar / (np.sum(w6, axis=0) + w8) * w8
        return out_bar[None] / w7 * w6, float(np.sum(w9))


def minimum_reduce_with_initial_where__tangent(x, y, c, x_dot, y_dot):
    """``minimum_reduce_with_initial_where_(x, y, c)`` and its tangent."""
    w4 = np.minimum.reduce(x, initial=y, where=c)  # L2
    w5 = w4[None]
    w6 = (x == w5) & c
    w7 = np.sum(w6, axis=0, keepdims=True) + (y == w5)
    with np.errstate(all="ignore"):  # partials may be infinite
        w8 = y == w4
        w9 = y_dot * w8 / (np.sum(w6, axis=0) + w8)
        return w4, np.sum(x_dot * w6 / w7, axis=0) + w9


# np.fmin.reduce: np.fmin.reduce(x)
# x: float64[x.0]


def np_fmin_reduce__forward(x):
    """Forward sweep: ``np_fmin_reduce_(x)``, and the tape for the adjoint sweep."""
    w2 = np.fmin.reduce(x)  # L2
    return w2, (w2,)


def np_fmin_reduce__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return np.fmin.reduce(x)
    w3 = x == w2  # w2 = np.fmin.reduce(x)
    with np.errstate(all="ignore"):  # partials may be infinite
        return out_bar / np.sum(w3, axis=0, keepdims=True) * w3


def np_fmin_reduce__tangent(x, x_dot):
    """``np_fmin_reduce_(x)`` and its tangent."""
    w2 = np.fmin.reduce(x)  # L2
    w3 = x == w2
    with np.errstate(all="ignore"):  # partials may be infinite
        return w2, np.sum(x_dot * w3 / np.sum(w3, axis=0, keepdims=True), axis=0)


# fmin_reduce_with_initial: np.fmin.reduce(x, axis=0, initial=y)
# x: float64[x.0, x.1], y: float


def fmin_reduce_with_initial__forward(x, y):
    """Forward sweep: ``fmin_reduce_with_initial_(x, y)``, and the tape for the adjoint
    sweep.
    """
    w3 = np.fmin.reduce(x, initial=y)  # L2
    return w3, (w3.copy(),)


def fmin_reduce_with_initial__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return np.fmin.reduce(x, axis=0, initial=y)
    w4 = w3[None]  # w3 = np.fmin.reduce(x, initial=y)
    w5 = x == w4  # w3 = np.fmin.reduce(x, initial=y)
    # w3 = np.fmin.reduce(x, initial=y)
    w6 = np.sum(w5, axis=0, keepdims=True) + (y == w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w7 = y == w3  # w3 = np.fmin.reduce(x, initial=y)
        # w3 = np.fmin.reduce(x, initial=y)
        w8 = out_bar / (np.sum(w5, axis=0) + w7) * w7
        return out_bar[None] / w6 * w5, float(np.sum(w8))


def fmin_reduce_with_initial__tangent(x, y, x_dot, y_dot):
    """``fmin_reduce_with_initial_(x, y)`` and its tangent."""
    w3 = np.fmin.reduce(x, initial=y)  # L2
    w4 = w3[None]
    w5 = x == w4
    w6 = np.sum(w5, axis=0, keepdims=True) + (y == w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w7 = y == w3
        w8 = y_dot * w7 / (np.sum(w5, axis=0) + w7)
        return w3, np.sum(x_dot * w5 / w6, axis=0) + w8


# fmin_reduce_with_initial_where: np.fmin.reduce(x, axis=0, initial=y, where=c)
# x: float64[x.0, x.1], y: float, c: bool[c.0]


def fmin_reduce_with_initial_where__forward(x, y, c):
    """Forward sweep: ``fmin_reduce_with_initial_where_(x, y, c)``, and the tape for
    the adjoint sweep.
    """
    w4 = np.fmin.reduce(x, initial=y, where=c)  # L2
    return w4, (w4.copy(),)


def fmin_reduce_with_initial_where__adjoint(x, y, c, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w4 = tape[0]
    # L2: return np.fmin.reduce(x, axis=0, initial=y, where=c)
    w5 = w4[None]  # w4 = np.fmin.reduce(x, initial=y, where=c)
    w6 = (x == w5) & c  # w4 = np.fmin.reduce(x, initial=y, where=c)
    # w4 = np.fmin.reduce(x, initial=y, where=c)
    w7 = np.sum(w6, axis=0, keepdims=True) + (y == w5)
    with np.errstate(all="ignore"):  # partials may be infinite
        w8 = y == w4  # w4 = np.fmin.reduce(x, initial=y, where=c)
        # w4 = np.fmin.reduce(x, initial=y, where=c)
        w9 = out_bar / (np.sum(w6, axis=0) + w8) * w8
        return out_bar[None] / w7 * w6, float(np.sum(w9))


def fmin_reduce_with_initial_where__tangent(x, y, c, x_dot, y_dot):
    """``fmin_reduce_with_initial_where_(x, y, c)`` and its tangent."""
    w4 = np.fmin.reduce(x, initial=y, where=c)  # L2
    w5 = w4[None]
    w6 = (x == w5) & c
    w7 = np.sum(w6, axis=0, keepdims=True) + (y == w5)
    with np.errstate(all="ignore"):  # partials may be infinite
        w8 = y == w4
        w9 = y_dot * w8 / (np.sum(w6, axis=0) + w8)
        return w4, np.sum(x_dot * w6 / w7, axis=0) + w9


# np.prod: np.prod(x)
# x: float64[x.0, x.1]


def np_prod__forward(x):
    """Forward sweep: ``np_prod_(x)``, and the tape for the adjoint sweep."""
    w2 = np.prod(x)  # L2
    return w2, ()


def np_prod__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar * others(x)


def np_prod__tangent(x, x_dot):
    """``np_prod_(x)`` and its tangent."""
    w2 = np.prod(x)  # L2
    return w2, np.sum(x_dot * others(x))


# prod_with_where: np.prod(x, where=c)
# x: float64[x.0], c: bool[c.0]


def prod_with_where__forward(x, c):
    """Forward sweep: ``prod_with_where_(x, c)``, and the tape for the adjoint sweep."""
    w3 = np.prod(x, where=c)  # L2
    return w3, ()


def prod_with_where__adjoint(x, c, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return np.where(c, out_bar, 0.0) * others(np.where(c, x, 1.0))


def prod_with_where__tangent(x, c, x_dot):
    """``prod_with_where_(x, c)`` and its tangent."""
    w3 = np.prod(x, where=c)  # L2
    w4 = np.where(c, x_dot * others(np.where(c, x, 1.0)), 0.0)
    return w3, np.sum(w4)


# prod_with_initial: np.prod(x, initial=y)
# x: float64[x.0], y: float


def prod_with_initial__forward(x, y):
    """Forward sweep: ``prod_with_initial_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.prod(x, initial=y)  # L2
    return w3, ()


def prod_with_initial__adjoint(x, y, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return out_bar * y * others(x), float(out_bar * np.prod(x))


def prod_with_initial__tangent(x, y, x_dot, y_dot):
    """``prod_with_initial_(x, y)`` and its tangent."""
    w3 = np.prod(x, initial=y)  # L2
    w4 = y * np.sum(x_dot * others(x))
    return w3, w4 + y_dot * np.prod(x)


# prod_with_initial_where: np.prod(x, initial=y, where=c)
# x: float64[x.0], y: float, c: bool[c.0]


def prod_with_initial_where__forward(x, y, c):
    """Forward sweep: ``prod_with_initial_where_(x, y, c)``, and the tape for the
    adjoint sweep.
    """
    w4 = np.prod(x, initial=y, where=c)  # L2
    return w4, ()


def prod_with_initial_where__adjoint(x, y, c, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    # L2: return np.prod(x, initial=y, where=c)
    w5 = np.where(c, x, 1.0)  # w4 = np.prod(x, initial=y, where=c)
    return np.where(c, out_bar * y, 0.0) * others(w5), float(out_bar * np.prod(w5))


def prod_with_initial_where__tangent(x, y, c, x_dot, y_dot):
    """``prod_with_initial_where_(x, y, c)`` and its tangent."""
    w4 = np.prod(x, initial=y, where=c)  # L2
    w5 = np.where(c, x, 1.0)
    w6 = np.sum(np.where(c, x_dot * others(w5), 0.0))
    return w4, y * w6 + y_dot * np.prod(w5)


# np.multiply.reduce: np.multiply.reduce(x)
# x: float64[x.0]


def np_multiply_reduce__forward(x):
    """Forward sweep: ``np_multiply_reduce_(x)``, and the tape for the adjoint sweep."""
    w2 = np.multiply.reduce(x)  # L2
    return w2, ()


def np_multiply_reduce__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar * others(x, axis=0)


def np_multiply_reduce__tangent(x, x_dot):
    """``np_multiply_reduce_(x)`` and its tangent."""
    w2 = np.multiply.reduce(x)  # L2
    return w2, np.sum(x_dot * others(x, axis=0), axis=0)


# multiply_reduce_with_where: np.multiply.reduce(x, axis=None, where=c)
# x: float64[x.0, x.1], c: bool[c.0]


def multiply_reduce_with_where__forward(x, c):
    """Forward sweep: ``multiply_reduce_with_where_(x, c)``, and the tape for the
    adjoint sweep.
    """
    w3 = np.multiply.reduce(x, axis=None, where=c)  # L2
    return w3, ()


def multiply_reduce_with_where__adjoint(x, c, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return np.where(c, out_bar, 0.0) * others(np.where(c, x, 1.0))


def multiply_reduce_with_where__tangent(x, c, x_dot):
    """``multiply_reduce_with_where_(x, c)`` and its tangent."""
    w3 = np.multiply.reduce(x, axis=None, where=c)  # L2
    w4 = np.where(c, x_dot * others(np.where(c, x, 1.0)), 0.0)
    return w3, np.sum(w4)


# multiply_reduce_with_initial: np.multiply.reduce(x, axis=0, initial=y)
# x: float64[x.0, x.1], y: float


def multiply_reduce_with_initial__forward(x, y):
    """Forward sweep: ``multiply_reduce_with_initial_(x, y)``, and the tape for the
    adjoint sweep.
    """
    w3 = np.multiply.reduce(x, initial=y)  # L2
    return w3, ()


def multiply_reduce_with_initial__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return (out_bar * y)[None] * others(x, axis=0), float(np.sum(out_bar * np.prod(x, axis=0)))


def multiply_reduce_with_initial__tangent(x, y, x_dot, y_dot):
    """``multiply_reduce_with_initial_(x, y)`` and its tangent."""
    w3 = np.multiply.reduce(x, initial=y)  # L2
    w4 = y * np.sum(x_dot * others(x, axis=0), axis=0)
    return w3, w4 + y_dot * np.prod(x, axis=0)


# multiply_reduce_with_initial_where: np.multiply.reduce(x, axis=0, initial=y, where=c)
# x: float64[x.0, x.1], y: float, c: bool[c.0]


def multiply_reduce_with_initial_where__forward(x, y, c):
    """Forward sweep: ``multiply_reduce_with_initial_where_(x, y, c)``, and the tape
    for the adjoint sweep.
    """
    w4 = np.multiply.reduce(x, initial=y, where=c)  # L2
    return w4, ()


def multiply_reduce_with_initial_where__adjoint(x, y, c, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    # L2: return np.multiply.reduce(x, axis=0, initial=y, where=c)
    w5 = np.where(c, x, 1.0)  # w4 = np.multiply.reduce(x, initial=y, where=c)
    w6 = others(w5, axis=0)  # w4 = np.multiply.reduce(x, initial=y, where=c)
    return np.where(c, (out_bar * y)[None], 0.0) * w6, float(np.sum(out_bar * np.prod(w5, axis=0)))


def multiply_reduce_with_initial_where__tangent(x, y, c, x_dot, y_dot):
    """``multiply_reduce_with_initial_where_(x, y, c)`` and its tangent."""
    w4 = np.multiply.reduce(x, initial=y, where=c)  # L2
    w5 = np.where(c, x, 1.0)
    w6 = np.sum(np.where(c, x_dot * others(w5, axis=0), 0.0), axis=0)
    return w4, y * w6 + y_dot * np.prod(w5, axis=0)


# np.var: np.var(x)
# x: float64[x.0, x.1]


def np_var__forward(x):
    """Forward sweep: ``np_var_(x)``, and the tape for the adjoint sweep."""
    w2 = np.var(x)  # L2
    return w2, ()


def np_var__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return np.var(x)
    w3 = 2.0 * out_bar / max(x.size, 1)  # w2 = np.var(x)
    return w3 * (x - np.mean(x))


def np_var__tangent(x, x_dot):
    """``np_var_(x)`` and its tangent."""
    w2 = np.var(x)  # L2
    w3 = np.sum(x_dot * (x - np.mean(x)))
    return w2, 2.0 * w3 / x.size


# var_with_where: np.var(x, where=c)
# x: float64[x.0], c: bool[c.0]


def var_with_where__forward(x, c):
    """Forward sweep: ``var_with_where_(x, c)``, and the tape for the adjoint sweep."""
    w3 = np.var(x, where=c)  # L2
    return w3, ()


def var_with_where__adjoint(x, c, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return np.var(x, where=c)
    w4 = 2.0 * out_bar / np.sum(np.broadcast_to(c, x.shape))  # w3 = np.var(x, where=c)
    return w4 * np.where(c, x - np.mean(x, where=c), 0.0)


def var_with_where__tangent(x, c, x_dot):
    """``var_with_where_(x, c)`` and its tangent."""
    w3 = np.var(x, where=c)  # L2
    w4 = x_dot * np.where(c, x - np.mean(x, where=c), 0.0)
    w5 = np.sum(np.broadcast_to(c, x.shape))
    return w3, 2.0 * np.sum(w4) / w5


# np.std: np.std(x)
# x: float64[x.0, x.1]


def np_std__forward(x):
    """Forward sweep: ``np_std_(x)``, and the tape for the adjoint sweep."""
    w2 = np.std(x)  # L2
    return w2, (w2,)


def np_std__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return np.std(x)
    w3 = x.size * (1.0 if w2 == 0.0 else w2)  # w2 = np.std(x)
    return divide(out_bar, w3) * (x - np.mean(x))


def np_std__tangent(x, x_dot):
    """``np_std_(x)`` and its tangent."""
    w2 = np.std(x)  # L2
    w3 = np.sum(x_dot * (x - np.mean(x)))
    w4 = x.size * (1.0 if w2 == 0.0 else w2)
    return w2, w3 / w4


# std_with_where: np.std(x, where=c)
# x: float64[x.0], c: bool[c.0]


def std_with_where__forward(x, c):
    """Forward sweep: ``std_with_where_(x, c)``, and the tape for the adjoint sweep."""
    w3 = np.std(x, where=c)  # L2
    return w3, (w3,)


def std_with_where__adjoint(x, c, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return np.std(x, where=c)
    w4 = 1.0 if w3 == 0.0 else w3  # w3 = np.std(x, where=c)
    w5 = out_bar / (np.sum(np.broadcast_to(c, x.shape)) * w4)  # w3 = np.std(x, where=c)
    return w5 * np.where(c, x - np.mean(x, where=c), 0.0)


def std_with_where__tangent(x, c, x_dot):
    """``std_with_where_(x, c)`` and its tangent."""
    w3 = np.std(x, where=c)  # L2
    w4 = x_dot * np.where(c, x - np.mean(x, where=c), 0.0)
    w5 = 1.0 if w3 == 0.0 else w3
    w6 = np.sum(np.broadcast_to(c, x.shape)) * w5
    return w3, np.sum(w4) / w6


# np.ptp: np.ptp(x)
# x: float64[x.0, x.1]


def np_ptp__forward(x):
    """Forward sweep: ``np_ptp_(x)``, and the tape for the adjoint sweep."""
    w2 = np.ptp(x)  # L2
    return w2, ()


def np_ptp__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return np.ptp(x)
    w3 = x == np.max(x)  # w2 = np.ptp(x)
    with np.errstate(all="ignore"):  # partials may be infinite
        w4 = x == np.min(x)  # w2 = np.ptp(x)
        w5 = out_bar / np.sum(w4) * w4  # w2 = np.ptp(x)
        return out_bar / np.sum(w3) * w3 - w5


def np_ptp__tangent(x, x_dot):
    """``np_ptp_(x)`` and its tangent."""
    w2 = np.ptp(x)  # L2
    w3 = x == np.max(x)
    with np.errstate(all="ignore"):  # partials may be infinite
        w4 = np.sum(x_dot * w3 / np.sum(w3))
        w5 = x == np.min(x)
        w6 = np.sum(x_dot * w5 / np.sum(w5))
        return w2, w4 - w6


# np.logaddexp.reduce: np.logaddexp.reduce(x)
# x: float64[x.0]


def np_logaddexp_reduce__forward(x):
    """Forward sweep: ``np_logaddexp_reduce_(x)``, and the tape for the adjoint sweep."""
    w2 = np.logaddexp.reduce(x)  # L2
    return w2, (w2,)


def np_logaddexp_reduce__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return np.logaddexp.reduce(x)
    w3 = np.exp(x - (0.0 if w2 == -np.inf else w2))  # w2 = np.logaddexp.reduce(x)
    return out_bar * w3


def np_logaddexp_reduce__tangent(x, x_dot):
    """``np_logaddexp_reduce_(x)`` and its tangent."""
    w2 = np.logaddexp.reduce(x)  # L2
    w3 = np.exp(x - (0.0 if w2 == -np.inf else w2))
    return w2, np.sum(x_dot * w3, axis=0)


# logaddexp_reduce_with_where: np.logaddexp.reduce(x, axis=None, where=c)
# x: float64[x.0, x.1], c: bool[c.0]


def logaddexp_reduce_with_where__forward(x, c):
    """Forward sweep: ``logaddexp_reduce_with_where_(x, c)``, and the tape for the
    adjoint sweep.
    """
    w3 = np.logaddexp.reduce(x, axis=None, where=c)  # L2
    return w3, (w3,)


def logaddexp_reduce_with_where__adjoint(x, c, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return np.logaddexp.reduce(x, axis=None, where=c)
    # w3 = np.logaddexp.reduce(x, axis=None, where=c)
    w4 = np.exp(x - (0.0 if w3 == -np.inf else w3))
    return np.where(c, out_bar, 0.0) * w4


def logaddexp_reduce_with_where__tangent(x, c, x_dot):
    """``logaddexp_reduce_with_where_(x, c)`` and its tangent."""
    w3 = np.logaddexp.reduce(x, axis=None, where=c)  # L2
    w4 = np.exp(x - (0.0 if w3 == -np.inf else w3))
    return w3, np.sum(np.where(c, x_dot * w4, 0.0))


# logaddexp_reduce_with_initial: np.logaddexp.reduce(x, axis=0, initial=y)
# x: float64[x.0, x.1], y: float


def logaddexp_reduce_with_initial__forward(x, y):
    """Forward sweep: ``logaddexp_reduce_with_initial_(x, y)``, and the tape for the
    adjoint sweep.
    """
    w3 = np.logaddexp.reduce(x, initial=y)  # L2
    return w3, (w3.copy(),)


def logaddexp_reduce_with_initial__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return np.logaddexp.reduce(x, axis=0, initial=y)
    w4 = w3[None]  # w3 = np.logaddexp.reduce(x, initial=y)
    # w3 = np.logaddexp.reduce(x, initial=y)
    w5 = np.exp(x - np.where(w4 == -np.inf, 0.0, w4))
    # w3 = np.logaddexp.reduce(x, initial=y)
    w6 = np.exp(y - np.where(w3 == -np.inf, 0.0, w3))
    return out_bar[None] * w5, float(np.sum(out_bar * w6))


def logaddexp_reduce_with_initial__tangent(x, y, x_dot, y_dot):
    """``logaddexp_reduce_with_initial_(x, y)`` and its tangent."""
    w3 = np.logaddexp.reduce(x, initial=y)  # L2
    w4 = w3[None]
    w5 = np.exp(x - np.where(w4 == -np.inf, 0.0, w4))
    w6 = np.exp(y - np.where(w3 == -np.inf, 0.0, w3))
    return w3, np.sum(x_dot * w5, axis=0) + y_dot * w6


# logaddexp_reduce_with_initial_where: np.logaddexp.reduce(x, axis=0, initial=y, where=c)
# x: float64[x.0, x.1], y: float, c: bool[c.0]


def logaddexp_reduce_with_initial_where__forward(x, y, c):
    """Forward sweep: ``logaddexp_reduce_with_initial_where_(x, y, c)``, and the tape
    for the adjoint sweep.
    """
    w4 = np.logaddexp.reduce(x, initial=y, where=c)  # L2
    return w4, (w4.copy(),)


def logaddexp_reduce_with_initial_where__adjoint(x, y, c, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w4 = tape[0]
    # L2: return np.logaddexp.reduce(x, axis=0, initial=y, where=c)
    w5 = w4[None]  # w4 = np.logaddexp.reduce(x, initial=y, where=c)
    # w4 = np.logaddexp.reduce(x, initial=y, where=c)
    w6 = np.exp(x - np.where(w5 == -np.inf, 0.0, w5))
    # w4 = np.logaddexp.reduce(x, initial=y, where=c)
    w7 = np.exp(y - np.where(w4 == -np.inf, 0.0, w4))
    return np.where(c, out_bar[None], 0.0) * w6, float(np.sum(out_bar * w7))


def logaddexp_reduce_with_initial_where__tangent(x, y, c, x_dot, y_dot):
    """``logaddexp_reduce_with_initial_where_(x, y, c)`` and its tangent."""
    w4 = np.logaddexp.reduce(x, initial=y, where=c)  # L2
    w5 = w4[None]
    w6 = np.exp(x - np.where(w5 == -np.inf, 0.0, w5))
    w7 = np.exp(y - np.where(w4 == -np.inf, 0.0, w4))
    w8 = y_dot * w7
    return w4, np.sum(np.where(c, x_dot * w6, 0.0), axis=0) + w8


# np.logaddexp2.reduce: np.logaddexp2.reduce(x)
# x: float64[x.0]


def np_logaddexp2_reduce__forward(x):
    """Forward sweep: ``np_logaddexp2_reduce_(x)``, and the tape for the adjoint sweep."""
    w2 = np.logaddexp2.reduce(x)  # L2
    return w2, (w2,)


def np_logaddexp2_reduce__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return np.logaddexp2.reduce(x)
    w3 = np.exp2(x - (0.0 if w2 == -np.inf else w2))  # w2 = np.logaddexp2.reduce(x)
    return out_bar * w3


def np_logaddexp2_reduce__tangent(x, x_dot):
    """``np_logaddexp2_reduce_(x)`` and its tangent."""
    w2 = np.logaddexp2.reduce(x)  # L2
    w3 = np.exp2(x - (0.0 if w2 == -np.inf else w2))
    return w2, np.sum(x_dot * w3, axis=0)


# logaddexp2_reduce_with_where: np.logaddexp2.reduce(x, axis=None, where=c)
# x: float64[x.0, x.1], c: bool[c.0]


def logaddexp2_reduce_with_where__forward(x, c):
    """Forward sweep: ``logaddexp2_reduce_with_where_(x, c)``, and the tape for the
    adjoint sweep.
    """
    w3 = np.logaddexp2.reduce(x, axis=None, where=c)  # L2
    return w3, (w3,)


def logaddexp2_reduce_with_where__adjoint(x, c, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return np.logaddexp2.reduce(x, axis=None, where=c)
    # w3 = np.logaddexp2.reduce(x, axis=None, where=c)
    w4 = np.exp2(x - (0.0 if w3 == -np.inf else w3))
    return np.where(c, out_bar, 0.0) * w4


def logaddexp2_reduce_with_where__tangent(x, c, x_dot):
    """``logaddexp2_reduce_with_where_(x, c)`` and its tangent."""
    w3 = np.logaddexp2.reduce(x, axis=None, where=c)  # L2
    w4 = np.exp2(x - (0.0 if w3 == -np.inf else w3))
    return w3, np.sum(np.where(c, x_dot * w4, 0.0))


# logaddexp2_reduce_with_initial: np.logaddexp2.reduce(x, axis=0, initial=y)
# x: float64[x.0, x.1], y: float


def logaddexp2_reduce_with_initial__forward(x, y):
    """Forward sweep: ``logaddexp2_reduce_with_initial_(x, y)``, and the tape for the
    adjoint sweep.
    """
    w3 = np.logaddexp2.reduce(x, initial=y)  # L2
    return w3, (w3.copy(),)


def logaddexp2_reduce_with_initial__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return np.logaddexp2.reduce(x, axis=0, initial=y)
    w4 = w3[None]  # w3 = np.logaddexp2.reduce(x, initial=y)
    # w3 = np.logaddexp2.reduce(x, initial=y)
    w5 = np.exp2(x - np.where(w4 == -np.inf, 0.0, w4))
    # w3 = np.logaddexp2.reduce(x, initial=y)
    w6 = np.exp2(y - np.where(w3 == -np.inf, 0.0, w3))
    return out_bar[None] * w5, float(np.sum(out_bar * w6))


def logaddexp2_reduce_with_initial__tangent(x, y, x_dot, y_dot):
    """``logaddexp2_reduce_with_initial_(x, y)`` and its tangent."""
    w3 = np.logaddexp2.reduce(x, initial=y)  # L2
    w4 = w3[None]
    w5 = np.exp2(x - np.where(w4 == -np.inf, 0.0, w4))
    w6 = np.exp2(y - np.where(w3 == -np.inf, 0.0, w3))
    return w3, np.sum(x_dot * w5, axis=0) + y_dot * w6


# logaddexp2_reduce_with_initial_where: np.logaddexp2.reduce(x, axis=0, initial=y, where=c)
# x: float64[x.0, x.1], y: float, c: bool[c.0]


def logaddexp2_reduce_with_initial_where__forward(x, y, c):
    """Forward sweep: ``logaddexp2_reduce_with_initial_where_(x, y, c)``, and the tape
    for the adjoint sweep.
    """
    w4 = np.logaddexp2.reduce(x, initial=y, where=c)  # L2
    return w4, (w4.copy(),)


def logaddexp2_reduce_with_initial_where__adjoint(x, y, c, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w4 = tape[0]
    # L2: return np.logaddexp2.reduce(x, axis=0, initial=y, where=c)
    w5 = w4[None]  # w4 = np.logaddexp2.reduce(x, initial=y, where=c)
    # w4 = np.logaddexp2.reduce(x, initial=y, where=c)
    w6 = np.exp2(x - np.where(w5 == -np.inf, 0.0, w5))
    # w4 = np.logaddexp2.reduce(x, initial=y, where=c)
    w7 = np.exp2(y - np.where(w4 == -np.inf, 0.0, w4))
    return np.where(c, out_bar[None], 0.0) * w6, float(np.sum(out_bar * w7))


def logaddexp2_reduce_with_initial_where__tangent(x, y, c, x_dot, y_dot):
    """``logaddexp2_reduce_with_initial_where_(x, y, c)`` and its tangent."""
    w4 = np.logaddexp2.reduce(x, initial=y, where=c)  # L2
    w5 = w4[None]
    w6 = np.exp2(x - np.where(w5 == -np.inf, 0.0, w5))
    w7 = np.exp2(y - np.where(w4 == -np.inf, 0.0, w4))
    w8 = y_dot * w7
    return w4, np.sum(np.where(c, x_dot * w6, 0.0), axis=0) + w8


# np.hypot.reduce: np.hypot.reduce(x)
# x: float64[x.0]


def np_hypot_reduce__forward(x):
    """Forward sweep: ``np_hypot_reduce_(x)``, and the tape for the adjoint sweep."""
    w2 = np.hypot.reduce(x)  # L2
    return w2, (w2,)


def np_hypot_reduce__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return out_bar / (1.0 if w2 == 0.0 else w2) * x


def np_hypot_reduce__tangent(x, x_dot):
    """``np_hypot_reduce_(x)`` and its tangent."""
    w2 = np.hypot.reduce(x)  # L2
    w3 = 1.0 if w2 == 0.0 else w2
    return w2, np.sum(x_dot * x, axis=0) / w3


# hypot_reduce_with_where: np.hypot.reduce(x, where=c)
# x: float64[x.0], c: bool[c.0]


def hypot_reduce_with_where__forward(x, c):
    """Forward sweep: ``hypot_reduce_with_where_(x, c)``, and the tape for the adjoint
    sweep.
    """
    w3 = np.hypot.reduce(x, where=c)  # L2
    return w3, (w3,)


def hypot_reduce_with_where__adjoint(x, c, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return np.hypot.reduce(x, where=c)
    # w3 = np.hypot.reduce(x, where=c)
    w4 = np.where(c, out_bar / (1.0 if w3 == 0.0 else w3), 0.0)
    return w4 * x


def hypot_reduce_with_where__tangent(x, c, x_dot):
    """``hypot_reduce_with_where_(x, c)`` and its tangent."""
    w3 = np.hypot.reduce(x, where=c)  # L2
    w4 = 1.0 if w3 == 0.0 else w3
    return w3, np.sum(np.where(c, x_dot * x, 0.0), axis=0) / w4


# hypot_reduce_with_initial: np.hypot.reduce(x, axis=0, initial=y)
# x: float64[x.0, x.1], y: float


def hypot_reduce_with_initial__forward(x, y):
    """Forward sweep: ``hypot_reduce_with_initial_(x, y)``, and the tape for the
    adjoint sweep.
    """
    w3 = np.hypot.reduce(x, initial=y)  # L2
    return w3, (w3.copy(),)


def hypot_reduce_with_initial__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return np.hypot.reduce(x, axis=0, initial=y)
    w4 = out_bar / np.where(w3 == 0.0, 1.0, w3)  # w3 = np.hypot.reduce(x, initial=y)
    return w4[None] * x, float(np.sum(w4) * y)


def hypot_reduce_with_initial__tangent(x, y, x_dot, y_dot):
    """``hypot_reduce_with_initial_(x, y)`` and its tangent."""
    w3 = np.hypot.reduce(x, initial=y)  # L2
    w4 = np.where(w3 == 0.0, 1.0, w3)
    w5 = y_dot * y / w4
    return w3, np.sum(x_dot * x, axis=0) / w4 + w5


# hypot_reduce_with_initial_where: np.hypot.reduce(x, axis=0, initial=y, where=c)
# x: float64[x.0, x.1], y: float, c: bool[c.0]


def hypot_reduce_with_initial_where__forward(x, y, c):
    """Forward sweep: ``hypot_reduce_with_initial_where_(x, y, c)``, and the tape for
    the adjoint sweep.
    """
    w4 = np.hypot.reduce(x, initial=y, where=c)  # L2
    return w4, (w4.copy(),)


def hypot_reduce_with_initial_where__adjoint(x, y, c, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w4 = tape[0]
    # L2: return np.hypot.reduce(x, axis=0, initial=y, where=c)
    # w4 = np.hypot.reduce(x, initial=y, where=c)
    w5 = out_bar / np.where(w4 == 0.0, 1.0, w4)
    return np.where(c, w5[None], 0.0) * x, float(np.sum(w5) * y)


def hypot_reduce_with_initial_where__tangent(x, y, c, x_dot, y_dot):
    """``hypot_reduce_with_initial_where_(x, y, c)`` and its tangent."""
    w4 = np.hypot.reduce(x, initial=y, where=c)  # L2
    w5 = np.where(w4 == 0.0, 1.0, w4)
    w6 = np.sum(np.where(c, x_dot * x, 0.0), axis=0) / w5
    return w4, w6 + y_dot * y / w5


# pad_with: np.pad(x, 1, constant_values=y)
# x: float64[x.0], y: float


def pad_with__forward(x, y):
    """Forward sweep: ``pad_with_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.pad(x, 1, constant_values=y)  # L2
    return w3, ()


def pad_with__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    # L2: return np.pad(x, 1, constant_values=y)
    # w3 = np.pad(x, 1, constant_values=y)
    y_bar = np.sum(out_bar * np.pad(np.zeros_like(x), 1, constant_values=1))
    return unpadded(out_bar, 1, x).copy(), float(y_bar)


def pad_with__tangent(x, y, x_dot, y_dot):
    """``pad_with_(x, y)`` and its tangent."""
    w3 = np.pad(x, 1, constant_values=y)  # L2
    w4 = y_dot * np.pad(np.zeros_like(x), 1, constant_values=1)
    return w3, np.broadcast_to(np.pad(x_dot, 1) + w4, w3.shape)


# np.insert: np.insert(x, 1, y)
# x: float64[x.0], y: float64[y.0]


def np_insert__forward(x, y):
    """Forward sweep: ``np_insert_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.insert(x, 1, y)  # L2
    return w3, ()


def np_insert__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    # L2: return np.insert(x, 1, y)
    w4 = np.arange(x.size).reshape(x.shape)  # w3 = np.insert(x, 1, y)
    w5 = np.arange(y.size).reshape(y.shape)  # w3 = np.insert(x, 1, y)
    return (
        put_back(out_bar, np.insert(w4, 1, np.full_like(w5, -1)), x),
        put_back(out_bar, np.insert(np.full_like(w4, -1), 1, w5), y),
    )


def np_insert__tangent(x, y, x_dot, y_dot):
    """``np_insert_(x, y)`` and its tangent."""
    w3 = np.insert(x, 1, y)  # L2
    w4 = np.insert(np.zeros_like(x), 1, y_dot)
    return w3, np.broadcast_to(np.insert(x_dot, 1, np.zeros_like(y)) + w4, w3.shape)


# insert_number: np.insert(x, 1, y)
# x: float64[x.0], y: float


def insert_number__forward(x, y):
    """Forward sweep: ``insert_number_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.insert(x, 1, y)  # L2
    return w3, ()


def insert_number__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    # L2: return np.insert(x, 1, y)
    w4 = np.arange(x.size).reshape(x.shape)  # w3 = np.insert(x, 1, y)
    return (
        put_back(out_bar, np.insert(w4, 1, -1), x),
        float(put_back(out_bar, np.insert(np.full_like(w4, -1), 1, 0), y)),
    )


def insert_number__tangent(x, y, x_dot, y_dot):
    """``insert_number_(x, y)`` and its tangent."""
    w3 = np.insert(x, 1, y)  # L2
    w3_dot = np.insert(x_dot, 1, 0.0) + np.insert(np.zeros_like(x), 1, y_dot)
    return w3, np.broadcast_to(w3_dot, w3.shape)


# np.partition: np.partition(x, 1)
# x: float64[x.0]


def np_partition__forward(x):
    """Forward sweep: ``np_partition_(x)``, and the tape for the adjoint sweep."""
    w2 = np.partition(x, 1)  # L2
    return w2, (w2.copy(),)


def np_partition__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return put_along(out_bar, places_of(x, w2), x)


def np_partition__tangent(x, x_dot):
    """``np_partition_(x)`` and its tangent."""
    w2 = np.partition(x, 1)  # L2
    return w2, np.take_along_axis(x_dot, places_of(x, w2))


# np.unique: np.unique(x)
# x: float64[x.0]


def np_unique__forward(x):
    """Forward sweep: ``np_unique_(x)``, and the tape for the adjoint sweep."""
    w2 = np.unique(x)  # L2
    return w2, ()


def np_unique__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return untake(out_bar, first_places(x), x)


def np_unique__tangent(x, x_dot):
    """``np_unique_(x)`` and its tangent."""
    w2 = np.unique(x)  # L2
    return w2, np.broadcast_to(np.take(x_dot, first_places(x)), w2.shape)


# np.maximum.accumulate: np.maximum.accumulate(x)
# x: float64[x.0]


def np_maximum_accumulate__forward(x):
    """Forward sweep: ``np_maximum_accumulate_(x)``, and the tape for the adjoint sweep."""
    w2 = np.maximum.accumulate(x)  # L2
    return w2, (w2.copy(),)


def np_maximum_accumulate__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return put_along(out_bar, latest_places(x, w2), x, axis=0)


def np_maximum_accumulate__tangent(x, x_dot):
    """``np_maximum_accumulate_(x)`` and its tangent."""
    w2 = np.maximum.accumulate(x)  # L2
    return w2, np.take_along_axis(x_dot, latest_places(x, w2), axis=0)


# np.minimum.accumulate: np.minimum.accumulate(x, axis=1)
# x: float64[x.0, x.1]


def np_minimum_accumulate__forward(x):
    """Forward sweep: ``np_minimum_accumulate_(x)``, and the tape for the adjoint sweep."""
    w2 = np.minimum.accumulate(x, axis=1)  # L2
    return w2, (w2.copy(),)


def np_minimum_accumulate__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return put_along(out_bar, latest_places(x, w2, axis=1), x, axis=1)


def np_minimum_accumulate__tangent(x, x_dot):
    """``np_minimum_accumulate_(x)`` and its tangent."""
    w2 = np.minimum.accumulate(x, axis=1)  # L2
    return w2, np.take_along_axis(x_dot, latest_places(x, w2, axis=1), axis=1)


# np.unwrap: np.unwrap(x)
# x: float64[x.0]


def np_unwrap__forward(x):
    """Forward sweep: ``np_unwrap_(x)``, and the tape for the adjoint sweep."""
    w2 = np.unwrap(x)  # L2
    return w2, ()


def np_unwrap__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar.copy()


def np_unwrap__tangent(x, x_dot):
    """``np_unwrap_(x)`` and its tangent."""
    w2 = np.unwrap(x)  # L2
    return w2, x_dot


# np.cumprod: np.cumprod(x)
# x: float64[x.0]


def np_cumprod__forward(x):
    """Forward sweep: ``np_cumprod_(x)``, and the tape for the adjoint sweep."""
    w2 = np.cumprod(x)  # L2
    return w2, ()


def np_cumprod__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return np.cumprod(x)
    w3 = np.ravel(x)  # w2 = np.cumprod(x)
    # w2 = np.cumprod(x)
    w4 = recurrence(np.flip(moved(w3, axis=0, n=-1), axis=0), np.flip(out_bar, axis=0), axis=0)
    return np.flip(w4, axis=0) * np.cumprod(moved(w3, axis=0, fill=1.0), axis=0)


def np_cumprod__tangent(x, x_dot):
    """``np_cumprod_(x)`` and its tangent."""
    w2 = np.cumprod(x)  # L2
    w3 = np.ravel(x)
    w4 = np.ravel(x_dot) * np.cumprod(moved(w3, axis=0, fill=1.0), axis=0)
    return w2, recurrence(w3, w4, axis=0)


# np.cumulative_prod: np.cumulative_prod(x)
# x: float64[x.0]


def np_cumulative_prod__forward(x):
    """Forward sweep: ``np_cumulative_prod_(x)``, and the tape for the adjoint sweep."""
    w2 = np.cumulative_prod(x)  # L2
    return w2, ()


def np_cumulative_prod__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return np.cumulative_prod(x)
    # w2 = np.cumulative_prod(x)
    w3 = recurrence(np.flip(moved(x, n=-1), axis=-1), np.flip(out_bar, axis=-1))
    return np.flip(w3, axis=-1) * np.cumprod(moved(x, fill=1.0), axis=-1)


def np_cumulative_prod__tangent(x, x_dot):
    """``np_cumulative_prod_(x)`` and its tangent."""
    w2 = np.cumulative_prod(x)  # L2
    return w2, recurrence(x, x_dot * np.cumprod(moved(x, fill=1.0), axis=-1))


# np.multiply.accumulate: np.multiply.accumulate(x)
# x: float64[x.0]


def np_multiply_accumulate__forward(x):
    """Forward sweep: ``np_multiply_accumulate_(x)``, and the tape for the adjoint
    sweep.
    """
    w2 = np.multiply.accumulate(x)  # L2
    return w2, ()


def np_multiply_accumulate__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return np.multiply.accumulate(x)
    # w2 = np.multiply.accumulate(x)
    w3 = recurrence(np.flip(moved(x, axis=0, n=-1), axis=0), np.flip(out_bar, axis=0), axis=0)
    return np.flip(w3, axis=0) * np.cumprod(moved(x, axis=0, fill=1.0), axis=0)


def np_multiply_accumulate__tangent(x, x_dot):
    """``np_multiply_accumulate_(x)`` and its tangent."""
    w2 = np.multiply.accumulate(x)  # L2
    return w2, recurrence(x, x_dot * np.cumprod(moved(x, axis=0, fill=1.0), axis=0), axis=0)


# np.nancumprod: np.nancumprod(x)
# x: float64[x.0]


def np_nancumprod__forward(x):
    """Forward sweep: ``np_nancumprod_(x)``, and the tape for the adjoint sweep."""
    w2 = np.nancumprod(x)  # L2
    return w2, ()


def np_nancumprod__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return np.nancumprod(x)
    w3 = np.ravel(x)  # w2 = np.nancumprod(x)
    w4 = np.isnan(w3)  # w2 = np.nancumprod(x)
    w5 = np.where(w4, 1.0, w3)  # w2 = np.nancumprod(x)
    # w2 = np.nancumprod(x)
    w6 = recurrence(np.flip(moved(w5, axis=0, n=-1), axis=0), np.flip(out_bar, axis=0), axis=0)
    # w2 = np.nancumprod(x)
    w7 = np.flip(w6, axis=0) * np.cumprod(moved(w5, axis=0, fill=1.0), axis=0)
    return np.where(w4, 0.0, w7)


def np_nancumprod__tangent(x, x_dot):
    """``np_nancumprod_(x)`` and its tangent."""
    w2 = np.nancumprod(x)  # L2
    w3 = np.ravel(x)
    w4 = np.isnan(w3)
    w5 = np.where(w4, 1.0, w3)
    w6 = np.cumprod(moved(w5, axis=0, fill=1.0), axis=0)
    return w2, recurrence(w5, np.where(w4, 0.0, np.ravel(x_dot)) * w6, axis=0)


# np.nancumsum: np.nancumsum(x)
# x: float64[x.0]


def np_nancumsum__forward(x):
    """Forward sweep: ``np_nancumsum_(x)``, and the tape for the adjoint sweep."""
    w2 = np.nancumsum(x)  # L2
    return w2, ()


def np_nancumsum__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return np.nancumsum(x)
    w3 = np.flip(np.cumsum(np.flip(out_bar)))  # w2 = np.nancumsum(x)
    return np.where(np.isnan(x), 0.0, w3)


def np_nancumsum__tangent(x, x_dot):
    """``np_nancumsum_(x)`` and its tangent."""
    w2 = np.nancumsum(x)  # L2
    return w2, np.cumsum(np.where(np.isnan(x), 0.0, x_dot))


# gradient_by: np.gradient(x, y)
# x: float64[x.0], y: float


def gradient_by__forward(x, y):
    """Forward sweep: ``gradient_by_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.gradient(x, y)  # L2
    return w3, (w3.copy(),)


def gradient_by__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return np.gradient(x, y)
        w4 = out_bar / y  # w3 = np.gradient(x, y)
        return ungradient(w4, axis=0), float(-np.sum(w4 * w3))


def gradient_by__tangent(x, y, x_dot, y_dot):
    """``gradient_by_(x, y)`` and its tangent."""
    w3 = np.gradient(x, y)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w4 = w3 * y_dot / y
        return w3, np.gradient(x_dot) / y - w4


# np.trapezoid: np.trapezoid(x, y)
# x: float64[x.0], y: float64[y.0]


def np_trapezoid__forward(x, y):
    """Forward sweep: ``np_trapezoid_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.trapezoid(x, y)  # L2
    return w3, ()


def np_trapezoid__adjoint(x, y, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    # L2: return np.trapezoid(x, y)
    w4 = 0.5 * out_bar  # w3 = np.trapezoid(x, y)
    return unneighbours(conformed(w4 * np.diff(y), x, less=1), x), undiff(conformed(w4 * neighbours(x), y, less=1), y)


def np_trapezoid__tangent(x, y, x_dot, y_dot):
    """``np_trapezoid_(x, y)`` and its tangent."""
    w3 = np.trapezoid(x, y)  # L2
    w4 = 0.5 * np.diff(y) * neighbours(x_dot)
    w5 = 0.5 * np.diff(y_dot) * neighbours(x)
    return w3, np.sum(w4, axis=-1) + np.sum(w5, axis=-1)


# trapezoid_of_steps: np.trapezoid(x)
# x: float64[x.0]


def trapezoid_of_steps__forward(x):
    """Forward sweep: ``trapezoid_of_steps_(x)``, and the tape for the adjoint sweep."""
    w2 = np.trapezoid(x)  # L2
    return w2, ()


def trapezoid_of_steps__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return unneighbours(0.5 * out_bar, x)


def trapezoid_of_steps__tangent(x, x_dot):
    """``trapezoid_of_steps_(x)`` and its tangent."""
    w2 = np.trapezoid(x)  # L2
    return w2, 0.5 * np.sum(neighbours(x_dot), axis=-1)


# np.polyval: np.polyval(x, y)
# x: float64[x.0], y: float


def np_polyval__forward(x, y):
    """Forward sweep: ``np_polyval_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.polyval(x, y)  # L2
    return w3, ()


def np_polyval__adjoint(x, y, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    # L2: return np.polyval(x, y)
    w4 = np.vander(np.ravel(y), len(x))  # w3 = np.polyval(x, y)
    return np.ravel(out_bar) @ w4, float(out_bar * np.polyval(np.polyder(x), y))


def np_polyval__tangent(x, y, x_dot, y_dot):
    """``np_polyval_(x, y)`` and its tangent."""
    w3 = np.polyval(x, y)  # L2
    w4 = y_dot * np.polyval(np.polyder(x), y)
    return w3, np.polyval(x_dot, y) + w4


# np.roots: np.abs(np.roots(x))
# x: float64[x.0]


def np_roots__forward(x):
    """Forward sweep: ``np_roots_(x)``, and the tape for the adjoint sweep."""
    w2 = np.roots(x)  # L2
    w3 = np.absolute(w2)  # L2
    return w3, (w2, w3.copy())


def np_roots__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2, w3 = tape
    # L2: return np.abs(np.roots(x))
    w4 = np.where(w3 == 0.0, 1.0, w3)  # w3 = np.absolute(w2)
    w5 = np.polyval(np.polyder(x), w2)  # w2 = np.roots(x)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = out_bar * np.conjugate(w2) / w4 / w5  # w2 = np.roots(x)
        w7 = np.vander(np.ravel(w2), len(x))  # w2 = np.roots(x)
        x_bar = (np.ravel(-w6) @ w7).real  # w2 = np.roots(x)
        return x_bar.copy()


def np_roots__tangent(x, x_dot):
    """``np_roots_(x)`` and its tangent."""
    w2 = np.roots(x)  # L2
    w3 = np.absolute(w2)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w4 = np.polyval(x_dot, w2) / np.polyval(np.polyder(x), w2)
        w5 = np.where(w3 == 0.0, 1.0, w3)
        w6 = -(w4 * np.conjugate(w2) / w5)
        return w3, w6.real


# np.vander: np.vander(x)
# x: float64[x.0]


def np_vander__forward(x):
    """Forward sweep: ``np_vander_(x)``, and the tape for the adjoint sweep."""
    w2 = np.vander(x)  # L2
    return w2, (w2.copy(),)


def np_vander__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return np.vander(x)
    w3 = moved(w2, n=-1)  # w2 = np.vander(x)
    w4 = np.arange(w2.shape[1] - 1, -1, -1) * w3  # w2 = np.vander(x)
    return np.sum(out_bar * w4, axis=-1)


def np_vander__tangent(x, x_dot):
    """``np_vander_(x)`` and its tangent."""
    w2 = np.vander(x)  # L2
    w3 = moved(w2, n=-1)
    w4 = np.arange(w2.shape[1] - 1, -1, -1) * w3
    return w2, x_dot[:, None] * w4


# vander_of: np.vander(x, len(y))
# x: float64[x.0], y: float64[y.0, y.1]


def vander_of__forward(x, y):
    """Forward sweep: ``vander_of_(x, y)``, and the tape for the adjoint sweep."""
    w3 = len(y)  # L2
    w4 = np.vander(x, w3)  # L2
    return w4, (w4.copy(),)


def vander_of__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w4 = tape[0]
    # L2: return np.vander(x, len(y))
    w5 = moved(w4, n=-1)  # w4 = np.vander(x, w3)
    w6 = np.arange(w4.shape[1] - 1, -1, -1) * w5  # w4 = np.vander(x, w3)
    return np.sum(out_bar * w6, axis=-1), np.zeros_like(y)


def vander_of__tangent(x, y, x_dot, y_dot):
    """``vander_of_(x, y)`` and its tangent."""
    w3 = len(y)  # L2
    w4 = np.vander(x, w3)  # L2
    w5 = moved(w4, n=-1)
    w6 = np.arange(w4.shape[1] - 1, -1, -1) * w5
    return w4, x_dot[:, None] * w6


# np.polyadd: np.polyadd(x, y)
# x: float64[x.0], y: float64[y.0]


def np_polyadd__forward(x, y):
    """Forward sweep: ``np_polyadd_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.polyadd(x, y)  # L2
    return w3, ()


def np_polyadd__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return aligned(out_bar, x).copy(), aligned(out_bar, y).copy()


def np_polyadd__tangent(x, y, x_dot, y_dot):
    """``np_polyadd_(x, y)`` and its tangent."""
    w3 = np.polyadd(x, y)  # L2
    return w3, aligned(x_dot, w3) + aligned(y_dot, w3)


# np.polysub: np.polysub(x[:2], y)
# x: float64[x.0], y: float64[y.0]


def np_polysub__forward(x, y):
    """Forward sweep: ``np_polysub_(x, y)``, and the tape for the adjoint sweep."""
    w3 = x[:2]  # L2
    w4 = np.polysub(w3, y)  # L2
    return w4, (w3,)


def np_polysub__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    x_bar = np.zeros_like(x)
    # L2: return np.polysub(x[:2], y)
    x_bar[:2] = aligned(out_bar, w3)  # w3 = x[:2]
    return x_bar, aligned(-out_bar, y).copy()


def np_polysub__tangent(x, y, x_dot, y_dot):
    """``np_polysub_(x, y)`` and its tangent."""
    w3 = x[:2]  # L2
    w4 = np.polysub(w3, y)  # L2
    return w4, aligned(x_dot[:2], w4) - aligned(y_dot, w4)


# np.polymul: np.polymul(x, y)
# x: float64[x.0], y: float64[y.0]


def np_polymul__forward(x, y):
    """Forward sweep: ``np_polymul_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.polymul(x, y)  # L2
    return w3, ()


def np_polymul__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    # L2: return np.polymul(x, y)
    w4 = in_product(out_bar, x, y)  # w3 = np.polymul(x, y)
    return np.correlate(w4, y), np.correlate(w4, x)


def np_polymul__tangent(x, y, x_dot, y_dot):
    """``np_polymul_(x, y)`` and its tangent."""
    w3 = np.polymul(x, y)  # L2
    w4 = aligned(np.convolve(x, y_dot), w3)
    return w3, aligned(np.convolve(x_dot, y), w3) + w4


# polyint_from: np.polyint(x, k=y)
# x: float64[x.0], y: float


def polyint_from__forward(x, y):
    """Forward sweep: ``polyint_from_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.polyint(x, k=y)  # L2
    return w3, ()


def polyint_from__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return unpolyint(out_bar), float(np.sum(aligned(out_bar, np.atleast_1d(y))))


def polyint_from__tangent(x, y, x_dot, y_dot):
    """``polyint_from_(x, y)`` and its tangent."""
    w3 = np.polyint(x, k=y)  # L2
    w3_dot = np.polyint(x_dot) + aligned(np.atleast_1d(y_dot), w3)
    return w3, np.broadcast_to(w3_dot, w3.shape)


# np.polyfit: np.polyfit(x, y, 1)
# x: float64[x.0], y: float64[y.0]


def np_polyfit__forward(x, y):
    """Forward sweep: ``np_polyfit_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.polyfit(x, y, 1)  # L2
    return w3, (w3.copy(),)


def np_polyfit__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return np.polyfit(x, y, 1)
    w4 = np.vander(x, 2)  # w3 = np.polyfit(x, y, 1)
    w5 = scales(w4)  # w3 = np.polyfit(x, y, 1)
    w6 = w5[:, None]  # w3 = np.polyfit(x, y, 1)
    w7 = np.linalg.pinv(independent(w4 * w5)) * w6  # w3 = np.polyfit(x, y, 1)
    y_bar = out_bar @ w7  # w3 = np.polyfit(x, y, 1)
    w8 = np.vander(x, 1).T  # w3 = np.polyfit(x, y, 1)
    w9 = np.polyder(y_bar @ w7.T) @ w8  # w3 = np.polyfit(x, y, 1)
    w10 = y_bar * np.polyval(np.polyder(w3), x)  # w3 = np.polyfit(x, y, 1)
    return w9 * (y - np.polyval(w3, x)) - w10, y_bar


def np_polyfit__tangent(x, y, x_dot, y_dot):
    """``np_polyfit_(x, y)`` and its tangent."""
    w3 = np.polyfit(x, y, 1)  # L2
    w4 = np.vander(x, 2)
    w5 = scales(w4)
    w6 = w5[:, None]
    w7 = np.linalg.pinv(independent(w4 * w5)) * w6
    w8 = x_dot * (y - np.polyval(w3, x))
    w9 = unpolyder(np.vander(x, 1).T @ w8, w3)
    w10 = x_dot * np.polyval(np.polyder(w3), x)
    w11 = w7 @ (w7.T @ w9 - w10)
    return w3, w11 + w7 @ y_dot


# polyfit_with_weights: np.polyfit(x, y, 1, w=z)
# x: float64[x.0], y: float64[y.0], z: float64[z.0]


def polyfit_with_weights__forward(x, y, z):
    """Forward sweep: ``polyfit_with_weights_(x, y, z)``, and the tape for the adjoint
    sweep.
    """
    w4 = np.polyfit(x, y, 1, w=z)  # L2
    return w4, (w4.copy(),)


def polyfit_with_weights__adjoint(x, y, z, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar``, ``z_bar`` from the adjoint of the result."""
    w4 = tape[0]
    # L2: return np.polyfit(x, y, 1, w=z)
    w5 = np.vander(x, 2)  # w4 = np.polyfit(x, y, 1, w=z)
    w6 = z[:, None] * w5  # w4 = np.polyfit(x, y, 1, w=z)
    w7 = scales(w6)  # w4 = np.polyfit(x, y, 1, w=z)
    w8 = w7[:, None]  # w4 = np.polyfit(x, y, 1, w=z)
    w9 = np.linalg.pinv(independent(w6 * w7)) * w8  # w4 = np.polyfit(x, y, 1, w=z)
    w10 = out_bar @ w9  # w4 = np.polyfit(x, y, 1, w=z)
    w11 = w10 @ w9.T  # w4 = np.polyfit(x, y, 1, w=z)
    w12 = np.polyder(w11) @ np.vander(x, 1).T  # w4 = np.polyfit(x, y, 1, w=z)
    w13 = y - np.polyval(w4, x)  # w4 = np.polyfit(x, y, 1, w=z)
    w14 = w10 * np.polyval(np.polyder(w4), x) * z  # w4 = np.polyfit(x, y, 1, w=z)
    w15 = w11 @ w5.T * w13 * z  # w4 = np.polyfit(x, y, 1, w=z)
    return w12 * w13 * z * z - w14, w10 * z, w10 * w13 + w15


def polyfit_with_weights__tangent(x, y, z, x_dot, y_dot, z_dot):
    """``polyfit_with_weights_(x, y, z)`` and its tangent."""
    w4 = np.polyfit(x, y, 1, w=z)  # L2
    w5 = np.vander(x, 2)
    w6 = z[:, None] * w5
    w7 = scales(w6)
    w8 = w7[:, None]
    w9 = np.linalg.pinv(independent(w6 * w7)) * w8
    w10 = w9.T
    w11 = y - np.polyval(w4, x)
    w12 = x_dot * z * z * w11
    w13 = unpolyder(np.vander(x, 1).T @ w12, w4)
    w14 = z * x_dot * np.polyval(np.polyder(w4), x)
    w15 = w9 @ (z * y_dot)
    w16 = w9 @ (w10 @ w13 - w14) + w15
    w17 = w5.T @ (z * z_dot * w11)
    w18 = w9 @ (z_dot * w11 + w10 @ w17)
    return w4, w16 + w18


# np.sort: np.sort(x)
# x: float64[x.0]


def np_sort__forward(x):
    """Forward sweep: ``np_sort_(x)``, and the tape for the adjoint sweep."""
    w2 = np.sort(x)  # L2
    return w2, ()


def np_sort__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return put_along(out_bar, np.argsort(x), x)


def np_sort__tangent(x, x_dot):
    """``np_sort_(x)`` and its tangent."""
    w2 = np.sort(x)  # L2
    return w2, np.take_along_axis(x_dot, np.argsort(x))


# np.cov: np.cov(x)
# x: float64[x.0, x.1]


def np_cov__forward(x):
    """Forward sweep: ``np_cov_(x)``, and the tape for the adjoint sweep."""
    w2 = np.cov(x)  # L2
    return w2, ()


def np_cov__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return np.cov(x)
    w3 = out_bar / (x.shape[1] - 1)  # w2 = np.cov(x)
    w4 = x - np.mean(x, axis=1, keepdims=True)  # w2 = np.cov(x)
    return w3 @ w4 + w3.T @ w4


def np_cov__tangent(x, x_dot):
    """``np_cov_(x)`` and its tangent."""
    w2 = np.cov(x)  # L2
    w3 = x - np.mean(x, axis=1, keepdims=True)
    w4 = w3 @ x_dot.T
    w5 = x.shape[1] - 1
    return w2, (x_dot @ w3.T + w4) / w5


# np.corrcoef: np.corrcoef(x)
# x: float64[x.0, x.1]


def np_corrcoef__forward(x):
    """Forward sweep: ``np_corrcoef_(x)``, and the tape for the adjoint sweep."""
    w2 = np.corrcoef(x)  # L2
    return w2, ()


def np_corrcoef__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return np.corrcoef(x)
    w3 = x - np.mean(x, axis=1, keepdims=True)  # w2 = np.corrcoef(x)
    w4 = np.linalg.norm(w3, axis=1, keepdims=True)  # w2 = np.corrcoef(x)
    w5 = w3 / w4  # w2 = np.corrcoef(x)
    w6 = out_bar @ w5 / w4  # w2 = np.corrcoef(x)
    w7 = out_bar.T @ w5 / w4  # w2 = np.corrcoef(x)
    w8 = np.sum(w7 * w5, axis=1, keepdims=True) * w5  # w2 = np.corrcoef(x)
    w9 = w6 - np.sum(w6 * w5, axis=1, keepdims=True) * w5  # w2 = np.corrcoef(x)
    return w9 + w7 - w8


def np_corrcoef__tangent(x, x_dot):
    """``np_corrcoef_(x)`` and its tangent."""
    w2 = np.corrcoef(x)  # L2
    w3 = x - np.mean(x, axis=1, keepdims=True)
    w4 = np.linalg.norm(w3, axis=1, keepdims=True)
    w5 = w3 / w4
    w6 = x_dot - w5 * np.sum(w5 * x_dot, axis=1, keepdims=True)
    w7 = w6 / w4
    w8 = w5 @ w7.T
    return w2, w7 @ w5.T + w8


# np.median: np.median(x)
# x: float64[x.0, x.1]


def np_median__forward(x):
    """Forward sweep: ``np_median_(x)``, and the tape for the adjoint sweep."""
    w2 = np.median(x)  # L2
    return w2, ()


def np_median__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar * quantile_weights(x, 0.5)


def np_median__tangent(x, x_dot):
    """``np_median_(x)`` and its tangent."""
    w2 = np.median(x)  # L2
    return w2, np.sum(x_dot * quantile_weights(x, 0.5))


# np.nanmedian: np.nanmedian(x)
# x: float64[x.0, x.1]


def np_nanmedian__forward(x):
    """Forward sweep: ``np_nanmedian_(x)``, and the tape for the adjoint sweep."""
    w2 = np.nanmedian(x)  # L2
    return w2, ()


def np_nanmedian__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar * quantile_weights(x, 0.5)


def np_nanmedian__tangent(x, x_dot):
    """``np_nanmedian_(x)`` and its tangent."""
    w2 = np.nanmedian(x)  # L2
    return w2, np.sum(x_dot * quantile_weights(x, 0.5))


# np.quantile: np.quantile(x, 0.3, axis=None)
# x: float64[x.0, x.1]


def np_quantile__forward(x):
    """Forward sweep: ``np_quantile_(x)``, and the tape for the adjoint sweep."""
    w2 = np.quantile(x, 0.3)  # L2
    return w2, ()


def np_quantile__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar * quantile_weights(x, 0.3)


def np_quantile__tangent(x, x_dot):
    """``np_quantile_(x)`` and its tangent."""
    w2 = np.quantile(x, 0.3)  # L2
    return w2, np.sum(x_dot * quantile_weights(x, 0.3))


# np.percentile: np.percentile(x, 30.0, axis=None)
# x: float64[x.0, x.1]


def np_percentile__forward(x):
    """Forward sweep: ``np_percentile_(x)``, and the tape for the adjoint sweep."""
    w2 = np.percentile(x, 30.0)  # L2
    return w2, ()


def np_percentile__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar * quantile_weights(x, 0.3)


def np_percentile__tangent(x, x_dot):
    """``np_percentile_(x)`` and its tangent."""
    w2 = np.percentile(x, 30.0)  # L2
    return w2, np.sum(x_dot * quantile_weights(x, 0.3))


# np.nanquantile: np.nanquantile(x, 0.3, axis=None)
# x: float64[x.0, x.1]


def np_nanquantile__forward(x):
    """Forward sweep: ``np_nanquantile_(x)``, and the tape for the adjoint sweep."""
    w2 = np.nanquantile(x, 0.3)  # L2
    return w2, ()


def np_nanquantile__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar * quantile_weights(x, 0.3)


def np_nanquantile__tangent(x, x_dot):
    """``np_nanquantile_(x)`` and its tangent."""
    w2 = np.nanquantile(x, 0.3)  # L2
    return w2, np.sum(x_dot * quantile_weights(x, 0.3))


# np.nanpercentile: np.nanpercentile(x, 30.0, axis=None)
# x: float64[x.0, x.1]


def np_nanpercentile__forward(x):
    """Forward sweep: ``np_nanpercentile_(x)``, and the tape for the adjoint sweep."""
    w2 = np.nanpercentile(x, 30.0)  # L2
    return w2, ()


def np_nanpercentile__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar * quantile_weights(x, 0.3)


def np_nanpercentile__tangent(x, x_dot):
    """``np_nanpercentile_(x)`` and its tangent."""
    w2 = np.nanpercentile(x, 30.0)  # L2
    return w2, np.sum(x_dot * quantile_weights(x, 0.3))


# np.average: np.average(x)
# x: float64[x.0, x.1]


def np_average__forward(x):
    """Forward sweep: ``np_average_(x)``, and the tape for the adjoint sweep."""
    w2 = np.average(x)  # L2
    return w2, ()


def np_average__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return np.full_like(x, out_bar / max(x.size, 1))


def np_average__tangent(x, x_dot):
    """``np_average_(x)`` and its tangent."""
    w2 = np.average(x)  # L2
    return w2, np.sum(x_dot) / x.size


# average_with_weights: np.average(x, weights=y)
# x: float64[x.0], y: float64[y.0]


def average_with_weights__forward(x, y):
    """Forward sweep: ``average_with_weights_(x, y)``, and the tape for the adjoint
    sweep.
    """
    w3 = np.average(x, weights=y)  # L2
    return w3, (w3,)


def average_with_weights__adjoint(x, y, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return np.average(x, weights=y)
    w4 = out_bar / np.sum(y)  # w3 = np.average(x, weights=y)
    return w4 * y, w4 * x - w4 * w3


def average_with_weights__tangent(x, y, x_dot, y_dot):
    """``average_with_weights_(x, y)`` and its tangent."""
    w3 = np.average(x, weights=y)  # L2
    w4 = np.sum(y)
    w5 = np.sum(y_dot) * w3
    w6 = (np.sum(x * y_dot) - w5) / w4
    return w3, np.sum(x_dot * y) / w4 + w6


# np.nansum: np.nansum(x)
# x: float64[x.0, x.1]


def np_nansum__forward(x):
    """Forward sweep: ``np_nansum_(x)``, and the tape for the adjoint sweep."""
    w2 = np.nansum(x)  # L2
    return w2, ()


def np_nansum__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return np.where(np.isnan(x), 0.0, out_bar)


def np_nansum__tangent(x, x_dot):
    """``np_nansum_(x)`` and its tangent."""
    w2 = np.nansum(x)  # L2
    return w2, np.sum(np.where(np.isnan(x), 0.0, x_dot))


# nansum_with_initial: np.nansum(x, axis=0, initial=y)
# x: float64[x.0, x.1], y: float


def nansum_with_initial__forward(x, y):
    """Forward sweep: ``nansum_with_initial_(x, y)``, and the tape for the adjoint
    sweep.
    """
    w3 = np.nansum(x, axis=0, initial=y)  # L2
    return w3, ()


def nansum_with_initial__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return np.where(np.isnan(x), 0.0, out_bar[None]), float(np.sum(out_bar))


def nansum_with_initial__tangent(x, y, x_dot, y_dot):
    """``nansum_with_initial_(x, y)`` and its tangent."""
    w3 = np.nansum(x, axis=0, initial=y)  # L2
    return w3, np.sum(np.where(np.isnan(x), 0.0, x_dot), axis=0) + y_dot


# np.nanmean: np.nanmean(x)
# x: float64[x.0, x.1]


def np_nanmean__forward(x):
    """Forward sweep: ``np_nanmean_(x)``, and the tape for the adjoint sweep."""
    w2 = np.nanmean(x)  # L2
    return w2, ()


def np_nanmean__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return np.nanmean(x)
        w3 = out_bar / np.sum(x == x)  # w2 = np.nanmean(x)
        return np.where(np.isnan(x), 0.0, w3)


def np_nanmean__tangent(x, x_dot):
    """``np_nanmean_(x)`` and its tangent."""
    w2 = np.nanmean(x)  # L2
    w3 = np.sum(x == x)
    with np.errstate(all="ignore"):  # partials may be infinite
        return w2, np.sum(np.where(np.isnan(x), 0.0, x_dot)) / w3


# np.nanvar: np.nanvar(x)
# x: float64[x.0, x.1]


def np_nanvar__forward(x):
    """Forward sweep: ``np_nanvar_(x)``, and the tape for the adjoint sweep."""
    w2 = np.nanvar(x)  # L2
    return w2, ()


def np_nanvar__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return np.nanvar(x)
        w3 = 2.0 * out_bar / np.sum(x == x)  # w2 = np.nanvar(x)
        w4 = np.where(np.isnan(x), 0.0, x - np.nanmean(x))  # w2 = np.nanvar(x)
        return w3 * w4


def np_nanvar__tangent(x, x_dot):
    """``np_nanvar_(x)`` and its tangent."""
    w2 = np.nanvar(x)  # L2
    w3 = np.where(np.isnan(x), 0.0, x - np.nanmean(x))
    w4 = np.sum(x == x)
    with np.errstate(all="ignore"):  # partials may be infinite
        return w2, 2.0 * np.sum(x_dot * w3) / w4


# np.nanstd: np.nanstd(x, axis=1, ddof=1)
# x: float64[x.0, x.1]


def np_nanstd__forward(x):
    """Forward sweep: ``np_nanstd_(x)``, and the tape for the adjoint sweep."""
    w2 = np.nanstd(x, axis=1, ddof=1)  # L2
    return w2, (w2.copy(),)


def np_nanstd__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return np.nanstd(x, axis=1, ddof=1)
    w3 = np.where(w2 == 0.0, 1.0, w2)  # w2 = np.nanstd(x, axis=1, ddof=1)
    w4 = (np.sum(x == x, axis=1) - 1) * w3  # w2 = np.nanstd(x, axis=1, ddof=1)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w2 = np.nanstd(x, axis=1, ddof=1)
        w5 = np.where(np.isnan(x), 0.0, x - np.nanmean(x, axis=1, keepdims=True))
        return (out_bar / w4)[:, None] * w5


def np_nanstd__tangent(x, x_dot):
    """``np_nanstd_(x)`` and its tangent."""
    w2 = np.nanstd(x, axis=1, ddof=1)  # L2
    w3 = np.where(np.isnan(x), 0.0, x - np.nanmean(x, axis=1, keepdims=True))
    w4 = np.where(w2 == 0.0, 1.0, w2)
    w5 = (np.sum(x == x, axis=1) - 1) * w4
    with np.errstate(all="ignore"):  # partials may be infinite
        return w2, np.sum(x_dot * w3, axis=1) / w5


# np.nanprod: np.nanprod(x)
# x: float64[x.0, x.1]


def np_nanprod__forward(x):
    """Forward sweep: ``np_nanprod_(x)``, and the tape for the adjoint sweep."""
    w2 = np.nanprod(x)  # L2
    return w2, ()


def np_nanprod__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return np.nanprod(x)
    w3 = np.isnan(x)  # w2 = np.nanprod(x)
    return np.where(w3, 0.0, out_bar) * others(np.where(w3, 1.0, x))


def np_nanprod__tangent(x, x_dot):
    """``np_nanprod_(x)`` and its tangent."""
    w2 = np.nanprod(x)  # L2
    w3 = np.isnan(x)
    w4 = np.where(w3, 0.0, x_dot * others(np.where(w3, 1.0, x)))
    return w2, np.sum(w4)


# nanprod_with_initial: np.nanprod(x, axis=0, initial=y)
# x: float64[x.0, x.1], y: float


def nanprod_with_initial__forward(x, y):
    """Forward sweep: ``nanprod_with_initial_(x, y)``, and the tape for the adjoint
    sweep.
    """
    w3 = np.nanprod(x, axis=0, initial=y)  # L2
    return w3, ()


def nanprod_with_initial__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    # L2: return np.nanprod(x, axis=0, initial=y)
    w4 = np.isnan(x)  # w3 = np.nanprod(x, axis=0, initial=y)
    w5 = np.where(w4, 1.0, x)  # w3 = np.nanprod(x, axis=0, initial=y)
    w6 = others(w5, axis=0)  # w3 = np.nanprod(x, axis=0, initial=y)
    return np.where(w4, 0.0, (out_bar * y)[None]) * w6, float(np.sum(out_bar * np.prod(w5, axis=0)))


def nanprod_with_initial__tangent(x, y, x_dot, y_dot):
    """``nanprod_with_initial_(x, y)`` and its tangent."""
    w3 = np.nanprod(x, axis=0, initial=y)  # L2
    w4 = np.isnan(x)
    w5 = np.where(w4, 1.0, x)
    w6 = np.sum(np.where(w4, 0.0, x_dot * others(w5, axis=0)), axis=0)
    return w3, y * w6 + y_dot * np.prod(w5, axis=0)


# np.nanmax: np.nanmax(x)
# x: float64[x.0, x.1]


def np_nanmax__forward(x):
    """Forward sweep: ``np_nanmax_(x)``, and the tape for the adjoint sweep."""
    w2 = np.nanmax(x)  # L2
    return w2, (w2,)


def np_nanmax__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return np.nanmax(x)
    w3 = x == w2  # w2 = np.nanmax(x)
    with np.errstate(all="ignore"):  # partials may be infinite
        return out_bar / np.sum(w3) * w3


def np_nanmax__tangent(x, x_dot):
    """``np_nanmax_(x)`` and its tangent."""
    w2 = np.nanmax(x)  # L2
    w3 = x == w2
    with np.errstate(all="ignore"):  # partials may be infinite
        return w2, np.sum(x_dot * w3 / np.sum(w3))


# nanmax_with_initial: np.nanmax(x, axis=0, initial=y)
# x: float64[x.0, x.1], y: float


def nanmax_with_initial__forward(x, y):
    """Forward sweep: ``nanmax_with_initial_(x, y)``, and the tape for the adjoint
    sweep.
    """
    w3 = np.nanmax(x, axis=0, initial=y)  # L2
    return w3, (w3.copy(),)


def nanmax_with_initial__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return np.nanmax(x, axis=0, initial=y)
    w4 = w3[None]  # w3 = np.nanmax(x, axis=0, initial=y)
    w5 = x == w4  # w3 = np.nanmax(x, axis=0, initial=y)
    # w3 = np.nanmax(x, axis=0, initial=y)
    w6 = np.sum(w5, axis=0, keepdims=True) + (y == w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w7 = y == w3  # w3 = np.nanmax(x, axis=0, initial=y)
        # w3 = np.nanmax(x, axis=0, initial=y)
        w8 = out_bar / (np.sum(w5, axis=0) + w7) * w7
        return out_bar[None] / w6 * w5, float(np.sum(w8))


def nanmax_with_initial__tangent(x, y, x_dot, y_dot):
    """``nanmax_with_initial_(x, y)`` and its tangent."""
    w3 = np.nanmax(x, axis=0, initial=y)  # L2
    w4 = w3[None]
    w5 = x == w4
    w6 = np.sum(w5, axis=0, keepdims=True) + (y == w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w7 = y == w3
        w8 = y_dot * w7 / (np.sum(w5, axis=0) + w7)
        return w3, np.sum(x_dot * w5 / w6, axis=0) + w8


# np.nanmin: np.nanmin(x)
# x: float64[x.0, x.1]


def np_nanmin__forward(x):
    """Forward sweep: ``np_nanmin_(x)``, and the tape for the adjoint sweep."""
    w2 = np.nanmin(x)  # L2
    return w2, (w2,)


def np_nanmin__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return np.nanmin(x)
    w3 = x == w2  # w2 = np.nanmin(x)
    with np.errstate(all="ignore"):  # partials may be infinite
        return out_bar / np.sum(w3) * w3


def np_nanmin__tangent(x, x_dot):
    """``np_nanmin_(x)`` and its tangent."""
    w2 = np.nanmin(x)  # L2
    w3 = x == w2
    with np.errstate(all="ignore"):  # partials may be infinite
        return w2, np.sum(x_dot * w3 / np.sum(w3))


# nanmin_with_initial: np.nanmin(x, axis=0, initial=y)
# x: float64[x.0, x.1], y: float


def nanmin_with_initial__forward(x, y):
    """Forward sweep: ``nanmin_with_initial_(x, y)``, and the tape for the adjoint
    sweep.
    """
    w3 = np.nanmin(x, axis=0, initial=y)  # L2
    return w3, (w3.copy(),)


def nanmin_with_initial__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return np.nanmin(x, axis=0, initial=y)
    w4 = w3[None]  # w3 = np.nanmin(x, axis=0, initial=y)
    w5 = x == w4  # w3 = np.nanmin(x, axis=0, initial=y)
    # w3 = np.nanmin(x, axis=0, initial=y)
    w6 = np.sum(w5, axis=0, keepdims=True) + (y == w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w7 = y == w3  # w3 = np.nanmin(x, axis=0, initial=y)
        # w3 = np.nanmin(x, axis=0, initial=y)
        w8 = out_bar / (np.sum(w5, axis=0) + w7) * w7
        return out_bar[None] / w6 * w5, float(np.sum(w8))


def nanmin_with_initial__tangent(x, y, x_dot, y_dot):
    """``nanmin_with_initial_(x, y)`` and its tangent."""
    w3 = np.nanmin(x, axis=0, initial=y)  # L2
    w4 = w3[None]
    w5 = x == w4
    w6 = np.sum(w5, axis=0, keepdims=True) + (y == w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w7 = y == w3
        w8 = y_dot * w7 / (np.sum(w5, axis=0) + w7)
        return w3, np.sum(x_dot * w5 / w6, axis=0) + w8


# nansum_with_where: np.nansum(x, axis=None, where=c)
# x: float64[x.0, x.1], c: bool[c.0]


def nansum_with_where__forward(x, c):
    """Forward sweep: ``nansum_with_where_(x, c)``, and the tape for the adjoint sweep."""
    w3 = np.nansum(x, where=c)  # L2
    return w3, ()


def nansum_with_where__adjoint(x, c, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return np.where(np.logical_or(np.isnan(x), np.logical_not(c)), 0.0, out_bar)


def nansum_with_where__tangent(x, c, x_dot):
    """``nansum_with_where_(x, c)`` and its tangent."""
    w3 = np.nansum(x, where=c)  # L2
    w4 = np.where(np.logical_or(np.isnan(x), np.logical_not(c)), 0.0, x_dot)
    return w3, np.sum(w4)


# nansum_with_initial_where: np.nansum(x, axis=0, initial=y, where=c)
# x: float64[x.0, x.1], y: float, c: bool[c.0]


def nansum_with_initial_where__forward(x, y, c):
    """Forward sweep: ``nansum_with_initial_where_(x, y, c)``, and the tape for the
    adjoint sweep.
    """
    w4 = np.nansum(x, axis=0, initial=y, where=c)  # L2
    return w4, ()


def nansum_with_initial_where__adjoint(x, y, c, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    # L2: return np.nansum(x, axis=0, initial=y, where=c)
    w5 = out_bar[None]  # w4 = np.nansum(x, axis=0, initial=y, where=c)
    return np.where(np.logical_or(np.isnan(x), np.logical_not(c)), 0.0, w5), float(np.sum(out_bar))


def nansum_with_initial_where__tangent(x, y, c, x_dot, y_dot):
    """``nansum_with_initial_where_(x, y, c)`` and its tangent."""
    w4 = np.nansum(x, axis=0, initial=y, where=c)  # L2
    w5 = np.where(np.logical_or(np.isnan(x), np.logical_not(c)), 0.0, x_dot)
    return w4, np.sum(w5, axis=0) + y_dot


# nanmean_with_where: np.nanmean(x, axis=None, where=c)
# x: float64[x.0, x.1], c: bool[c.0]


def nanmean_with_where__forward(x, c):
    """Forward sweep: ``nanmean_with_where_(x, c)``, and the tape for the adjoint sweep."""
    w3 = np.nanmean(x, where=c)  # L2
    return w3, ()


def nanmean_with_where__adjoint(x, c, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return np.nanmean(x, axis=None, where=c)
        w4 = out_bar / np.sum(np.logical_and(x == x, c))  # w3 = np.nanmean(x, where=c)
        return np.where(np.logical_or(np.isnan(x), np.logical_not(c)), 0.0, w4)


def nanmean_with_where__tangent(x, c, x_dot):
    """``nanmean_with_where_(x, c)`` and its tangent."""
    w3 = np.nanmean(x, where=c)  # L2
    w4 = np.where(np.logical_or(np.isnan(x), np.logical_not(c)), 0.0, x_dot)
    w5 = np.sum(np.logical_and(x == x, c))
    with np.errstate(all="ignore"):  # partials may be infinite
        return w3, np.sum(w4) / w5


# nanvar_with_where: np.nanvar(x, axis=None, where=c)
# x: float64[x.0, x.1], c: bool[c.0]


def nanvar_with_where__forward(x, c):
    """Forward sweep: ``nanvar_with_where_(x, c)``, and the tape for the adjoint sweep."""
    w3 = np.nanvar(x, where=c)  # L2
    return w3, ()


def nanvar_with_where__adjoint(x, c, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return np.nanvar(x, axis=None, where=c)
    w4 = np.sum(np.logical_and(x == x, c))  # w3 = np.nanvar(x, where=c)
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = x - np.nanmean(x, where=c)  # w3 = np.nanvar(x, where=c)
        # w3 = np.nanvar(x, where=c)
        w6 = np.where(np.logical_or(np.isnan(x), np.logical_not(c)), 0.0, w5)
        return 2.0 * out_bar / w4 * w6


def nanvar_with_where__tangent(x, c, x_dot):
    """``nanvar_with_where_(x, c)`` and its tangent."""
    w3 = np.nanvar(x, where=c)  # L2
    w4 = x - np.nanmean(x, where=c)
    w5 = np.where(np.logical_or(np.isnan(x), np.logical_not(c)), 0.0, w4)
    w6 = np.sum(np.logical_and(x == x, c))
    with np.errstate(all="ignore"):  # partials may be infinite
        return w3, 2.0 * np.sum(x_dot * w5) / w6


# nanstd_with_where: np.nanstd(x, axis=None, where=c)
# x: float64[x.0, x.1], c: bool[c.0]


def nanstd_with_where__forward(x, c):
    """Forward sweep: ``nanstd_with_where_(x, c)``, and the tape for the adjoint sweep."""
    w3 = np.nanstd(x, where=c)  # L2
    return w3, (w3,)


def nanstd_with_where__adjoint(x, c, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return np.nanstd(x, axis=None, where=c)
    w4 = 1.0 if w3 == 0.0 else w3  # w3 = np.nanstd(x, where=c)
    w5 = np.sum(np.logical_and(x == x, c)) * w4  # w3 = np.nanstd(x, where=c)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = x - np.nanmean(x, where=c)  # w3 = np.nanstd(x, where=c)
        # w3 = np.nanstd(x, where=c)
        w7 = np.where(np.logical_or(np.isnan(x), np.logical_not(c)), 0.0, w6)
        return out_bar / w5 * w7


def nanstd_with_where__tangent(x, c, x_dot):
    """``nanstd_with_where_(x, c)`` and its tangent."""
    w3 = np.nanstd(x, where=c)  # L2
    w4 = x - np.nanmean(x, where=c)
    w5 = np.where(np.logical_or(np.isnan(x), np.logical_not(c)), 0.0, w4)
    w6 = 1.0 if w3 == 0.0 else w3
    w7 = np.sum(np.logical_and(x == x, c)) * w6
    with np.errstate(all="ignore"):  # partials may be infinite
        return w3, np.sum(x_dot * w5) / w7


# nanprod_with_where: np.nanprod(x, axis=None, where=c)
# x: float64[x.0, x.1], c: bool[c.0]


def nanprod_with_where__forward(x, c):
    """Forward sweep: ``nanprod_with_where_(x, c)``, and the tape for the adjoint sweep."""
    w3 = np.nanprod(x, where=c)  # L2
    return w3, ()


def nanprod_with_where__adjoint(x, c, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return np.nanprod(x, axis=None, where=c)
    w4 = np.logical_or(np.isnan(x), np.logical_not(c))  # w3 = np.nanprod(x, where=c)
    return np.where(w4, 0.0, out_bar) * others(np.where(w4, 1.0, x))


def nanprod_with_where__tangent(x, c, x_dot):
    """``nanprod_with_where_(x, c)`` and its tangent."""
    w3 = np.nanprod(x, where=c)  # L2
    w4 = np.logical_or(np.isnan(x), np.logical_not(c))
    w5 = np.where(w4, 0.0, x_dot * others(np.where(w4, 1.0, x)))
    return w3, np.sum(w5)


# nanprod_with_initial_where: np.nanprod(x, axis=0, initial=y, where=c)
# x: float64[x.0, x.1], y: float, c: bool[c.0]


def nanprod_with_initial_where__forward(x, y, c):
    """Forward sweep: ``nanprod_with_initial_where_(x, y, c)``, and the tape for the
    adjoint sweep.
    """
    w4 = np.nanprod(x, axis=0, initial=y, where=c)  # L2
    return w4, ()


def nanprod_with_initial_where__adjoint(x, y, c, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    # L2: return np.nanprod(x, axis=0, initial=y, where=c)
    # w4 = np.nanprod(x, axis=0, initial=y, where=c)
    w5 = np.logical_or(np.isnan(x), np.logical_not(c))
    w6 = np.where(w5, 1.0, x)  # w4 = np.nanprod(x, axis=0, initial=y, where=c)
    w7 = others(w6, axis=0)  # w4 = np.nanprod(x, axis=0, initial=y, where=c)
    return np.where(w5, 0.0, (out_bar * y)[None]) * w7, float(np.sum(out_bar * np.prod(w6, axis=0)))


def nanprod_with_initial_where__tangent(x, y, c, x_dot, y_dot):
    """``nanprod_with_initial_where_(x, y, c)`` and its tangent."""
    w4 = np.nanprod(x, axis=0, initial=y, where=c)  # L2
    w5 = np.logical_or(np.isnan(x), np.logical_not(c))
    w6 = np.where(w5, 1.0, x)
    w7 = np.sum(np.where(w5, 0.0, x_dot * others(w6, axis=0)), axis=0)
    return w4, y * w7 + y_dot * np.prod(w6, axis=0)


# nanmax_with_initial_where: np.nanmax(x, axis=0, initial=y, where=c)
# x: float64[x.0, x.1], y: float, c: bool[c.0]


def nanmax_with_initial_where__forward(x, y, c):
    """Forward sweep: ``nanmax_with_initial_where_(x, y, c)``, and the tape for the
    adjoint sweep.
    """
    w4 = np.nanmax(x, axis=0, initial=y, where=c)  # L2
    return w4, (w4.copy(),)


def nanmax_with_initial_where__adjoint(x, y, c, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w4 = tape[0]
    # L2: return np.nanmax(x, axis=0, initial=y, where=c)
    w5 = w4[None]  # w4 = np.nanmax(x, axis=0, initial=y, where=c)
    w6 = (x == w5) & c  # w4 = np.nanmax(x, axis=0, initial=y, where=c)
    # w4 = np.nanmax(x, axis=0, initial=y, where=c)
    w7 = np.sum(w6, axis=0, keepdims=True) + (y == w5)
    with np.errstate(all="ignore"):  # partials may be infinite
        w8 = y == w4  # w4 = np.nanmax(x, axis=0, initial=y, where=c)
        # w4 = np.nanmax(x, axis=0, initial=y, where=c)
        w9 = out_bar / (np.sum(w6, axis=0) + w8) * w8
        return out_bar[None] / w7 * w6, float(np.sum(w9))


def nanmax_with_initial_where__tangent(x, y, c, x_dot, y_dot):
    """``nanmax_with_initial_where_(x, y, c)`` and its tangent."""
    w4 = np.nanmax(x, axis=0, initial=y, where=c)  # L2
    w5 = w4[None]
    w6 = (x == w5) & c
    w7 = np.sum(w6, axis=0, keepdims=True) + (y == w5)
    with np.errstate(all="ignore"):  # partials may be infinite
        w8 = y == w4
        w9 = y_dot * w8 / (np.sum(w6, axis=0) + w8)
        return w4, np.sum(x_dot * w6 / w7, axis=0) + w9


# nanmin_with_initial_where: np.nanmin(x, axis=0, initial=y, where=c)
# x: float64[x.0, x.1], y: float, c: bool[c.0]


def nanmin_with_initial_where__forward(x, y, c):
    """Forward sweep: ``nanmin_with_initial_where_(x, y, c)``, and the tape for the
    adjoint sweep.
    """
    w4 = np.nanmin(x, axis=0, initial=y, where=c)  # L2
    return w4, (w4.copy(),)


def nanmin_with_initial_where__adjoint(x, y, c, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w4 = tape[0]
    # L2: return np.nanmin(x, axis=0, initial=y, where=c)
    w5 = w4[None]  # w4 = np.nanmin(x, axis=0, initial=y, where=c)
    w6 = (x == w5) & c  # w4 = np.nanmin(x, axis=0, initial=y, where=c)
    # w4 = np.nanmin(x, axis=0, initial=y, where=c)
    w7 = np.sum(w6, axis=0, keepdims=True) + (y == w5)
    with np.errstate(all="ignore"):  # partials may be infinite
        w8 = y == w4  # w4 = np.nanmin(x, axis=0, initial=y, where=c)
        # w4 = np.nanmin(x, axis=0, initial=y, where=c)
        w9 = out_bar / (np.sum(w6, axis=0) + w8) * w8
        return out_bar[None] / w7 * w6, float(np.sum(w9))


def nanmin_with_initial_where__tangent(x, y, c, x_dot, y_dot):
    """``nanmin_with_initial_where_(x, y, c)`` and its tangent."""
    w4 = np.nanmin(x, axis=0, initial=y, where=c)  # L2
    w5 = w4[None]
    w6 = (x == w5) & c
    w7 = np.sum(w6, axis=0, keepdims=True) + (y == w5)
    with np.errstate(all="ignore"):  # partials may be infinite
        w8 = y == w4
        w9 = y_dot * w8 / (np.sum(w6, axis=0) + w8)
        return w4, np.sum(x_dot * w6 / w7, axis=0) + w9
