"""What is emitted for these rows: ``pytest --update-golden`` writes it."""

import math

import numpy as np
import scipy.special


def turn(x):
    """The imaginary part, as it is in x."""
    return 1j * np.imag(x)


def from_full(z, x, y, mode, turned=False):
    """The part of the full convolution that ``np.convolve(x, y, mode)`` makes."""
    m, n = np.size(x), np.size(y)
    size = {"full": m + n - 1, "same": max(m, n), "valid": max(m, n) - min(m, n) + 1}[mode]
    start = {"full": 0, "same": (min(m, n) - 1) // 2, "valid": min(m, n) - 1}[mode]
    if turned and n > m:
        start = m + n - 1 - start - size
    return z[start : start + size]


def in_full(z, x, y, mode, turned=False):
    """What ``np.convolve(x, y, mode)`` makes, in its place in the full convolution; of ``np.correlate``, turned."""
    m, n = np.size(x), np.size(y)
    start = {"full": 0, "same": (min(m, n) - 1) // 2, "valid": min(m, n) - 1}[mode]
    if turned and n > m:
        start = m + n - 1 - start - np.size(z)
    out = np.zeros(m + n - 1, dtype=z.dtype)
    out[start : start + np.size(z)] = z
    return out


def first_factor(z, y, like):
    """The adjoint of x in ``np.kron(x, y)``."""
    shape = [n for pair in zip(np.shape(like), np.shape(y), strict=True) for n in pair]
    return np.tensordot(z.reshape(shape), y, (range(1, len(shape), 2), range(np.ndim(y))))


def second_factor(z, x, like):
    """The adjoint of y in ``np.kron(x, y)``."""
    shape = [n for pair in zip(np.shape(x), np.shape(like), strict=True) for n in pair]
    return np.tensordot(z.reshape(shape), x, (range(0, len(shape), 2), range(np.ndim(x))))


def sinc_slope(n, x):
    """The n-th derivative of ``np.sinc``: by recurrence, and near zero by its series."""
    z = np.pi * x
    near = np.abs(z) < n + 1.0
    far = np.where(near, n + 1.0, z)
    out = np.sin(far) / far
    for k in range(1, n + 1):
        out = (np.sin(far + 0.5 * np.pi * k) - k * out) / far
    small, series = np.where(near, z, 0.0), 0.0
    for k in range((n + 1) // 2, n + 16):
        factor = (-1.0) ** k / math.factorial(2 * k - n) / (2 * k + 1)
        series = series + factor * small ** (2 * k - n)
    return np.pi**n * np.where(near, series, out)[()]


def bessel_i(n, x):
    """The modified Bessel function of order n: ``exp(x * cos(t)) * cos(n * t)``, averaged over a circle."""
    t = 2.0 * np.pi * np.arange(k := 64 + 2 * int(np.ceil(np.max(np.abs(x), initial=0.0)))) / k
    return np.mean(np.exp(np.multiply.outer(x, np.cos(t))) * np.cos(n * t), axis=-1)


def divide(x, y):
    """Divide as IEEE 754 does: by zero gives an infinity or nan, and raises nothing."""
    if y:
        return x / y
    if x == 0 or x != x:
        return math.nan
    return math.copysign(math.inf, x) * math.copysign(1.0, y)


def log_positive(x):
    """``log(x)``, and 0 at 0: what ``x ** y`` grows by along y. Nan where x is negative: few y have a power there."""
    if np.ndim(x) == 0:
        return math.log(x) if x > 0 else math.nan if x < 0 else 0.0
    return np.where(x < 0, np.nan, np.log(np.where(x > 0, x, 1.0)))


def power(x, y):
    """``x ** y`` where it is real; zero to a negative power is infinite, and raises nothing."""
    z = math.inf if y < 0 and not x else x**y
    if isinstance(z, complex):
        raise ValueError("a negative number to a fractional power is complex: it has no derivative")
    return z


def power_dx(x, y):
    """The derivative of ``x ** y`` by x, ``y * x ** (y - 1)``, which is 0 where y is 0."""
    if np.ndim(x) == 0 and np.ndim(y) == 0:
        z = 0.0 * x if not y else y * (math.inf if y < 1 and not x else x ** (y - 1))
        if isinstance(z, complex):
            raise ValueError("a negative number to a fractional power is complex: it has no derivative")
        return z
    zero = np.equal(y, 0)
    return np.where(zero, 0.0, y * np.power(x, np.where(zero, 1.0, np.subtract(y, 1))))


def positive(x, v):
    """``v`` where x is positive, else 0."""
    if np.ndim(x) == 0:
        return v if x > 0 else 0.0 * v
    return np.where(x > 0, v, 0.0)


def number_like(x, y):
    """``x`` as a number of the class of ``y``, Python's or NumPy's, of single or double precision."""
    return x if isinstance(y, int) else type(y)(x)


def copy_with_gaps(x: np.ndarray) -> np.ndarray:
    """A copy that lies in memory as ``x`` does, if that is not too far apart."""
    spans = [(n - 1) * s for n, s in zip(x.shape, x.strides, strict=True)]
    far = sum(abs(s) for s in spans)
    if x.flags.forc or not x.size or 0 in x.strides or x.dtype.hasobject or far > 16 * x.nbytes:
        return x.copy(order="K")
    start = -sum(s for s in spans if s < 0)
    made = np.ndarray(x.shape, x.dtype, np.empty(far + x.itemsize, np.uint8), start, x.strides)
    made[...] = x
    return made


def with_diagonals(x, like, offset=0, axis1=0, axis2=1):
    """An array of the shape of ``like`` with ``x`` on its diagonals, and zeros elsewhere."""
    out = np.zeros(np.shape(like), dtype=np.asarray(x).dtype)
    view = np.diagonal(out, offset=offset, axis1=axis1, axis2=axis2)
    view.flags.writeable = True
    view[...] = x
    return out


def lower_half(x):
    """The lower triangle, the diagonal halved."""
    return np.tril(x) - 0.5 * (x * np.eye(x.shape[-1], dtype=bool))


def on_diagonal(x, like, k=0):
    """A matrix of the shape of ``like`` with ``x`` on a diagonal."""
    out = np.zeros(np.shape(like), dtype=np.asarray(x).dtype)
    i = np.arange(len(x))
    out[i + max(-k, 0), i + max(k, 0)] = x
    return out


def cofactors(x):
    """The derivative of the determinant, ``det(x) * inv(x).T``; also where x is singular."""
    u, s, v = np.linalg.svd(x)
    n = s.shape[-1]
    if n == 0:
        return np.zeros_like(x)
    rest = np.stack([np.prod(np.delete(s, i, axis=-1), axis=-1) for i in range(n)], axis=-1)
    sign = np.linalg.det(u) * np.linalg.det(v)
    return sign[..., None, None] * ((u * rest[..., None, :]) @ v).conj()


def gaps(w):
    """The matrix of ``1 / (w[j] - w[i])``, with zeros on the diagonal."""
    apart = w[..., None, :] - w[..., :, None]
    own = np.eye(w.shape[-1], dtype=bool)
    with np.errstate(divide="ignore"):
        return np.where(own, 0.0, 1.0 / np.where(own, 1.0, apart))


def first_columns(x, like):
    """The first columns of x, as many as ``like`` has."""
    return x[..., : like.shape[-1]]


def with_columns(x, like):
    """x, and columns of zeros behind it up to as many as ``like`` has."""
    more = like.shape[-1] - x.shape[-1]
    return x if more == 0 else np.concatenate((x, np.zeros((*x.shape[:-1], more), dtype=x.dtype)), axis=-1)


def fitted(x, like, axis=-1):
    """x, cut off or followed by zeros, so that it is as long as ``like`` along the axis."""
    n, m = np.shape(x)[axis], np.shape(like)[axis]
    x = np.moveaxis(x, axis, -1)
    out = np.zeros((*x.shape[:-1], m), dtype=x.dtype)
    out[..., :n] = x[..., :m]
    return np.moveaxis(out, -1, axis)


def row_parts(x, like, axis=0):
    """An array of the shape of ``like``, of the parts of ``x`` that were its rows, joined along an axis."""
    rows, *item = np.shape(like)
    return np.moveaxis(np.reshape(x, (*item[:axis], rows, *item[axis:])), axis, 0)


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


def picked(x, places):
    """The items at places, and zero for the place -1."""
    return np.append(x, np.zeros(1, dtype=np.asarray(x).dtype))[places]


def put_back(x, places, like):
    """Add each item to zeros of the shape of ``like`` at its place; items with the place -1 are left out."""
    out = np.zeros(np.size(like) + 1, dtype=np.asarray(x).dtype)
    np.add.at(out, places, x)
    return out[:-1].reshape(np.shape(like))


def unmirrored(x, pad_width, like, mode="reflect"):
    """The transpose of ``np.pad`` where it mirrors at the end items, as points: as often as the width takes."""
    width, edge = np.broadcast_to(pad_width, (np.ndim(x), 2)), int(mode == "reflect")
    for axis in reversed(range(np.ndim(x))):
        (before, after), n, x = width[axis], np.shape(like)[axis], np.moveaxis(x, axis, 0)
        parts, size = [], n
        while n > 1 and before + after > 0:
            most = (size - edge) // (n - edge) * (n - edge)
            parts.append((min(most, before), min(most, after)))
            size, before, after = size + sum(parts[-1]), before - parts[-1][0], after - parts[-1][1]
        for i, j in reversed(parts):
            left, x, right = x[:i], x[i : len(x) - j].copy(), x[len(x) - j :]
            x[edge : edge + i] -= left[::-1]
            x[len(x) - edge - j : len(x) - edge] -= right[::-1]
            x[0] += 2 * np.sum(left, axis=0)
            x[-1] += 2 * np.sum(right, axis=0)
        x = np.moveaxis(x if n > 1 else np.sum(x, axis=0, keepdims=True), 0, axis)
    return x if np.any(width) else x.copy()


def unpadded(x, pad_width, like):
    """What ``np.pad`` has put its items around."""
    width = np.broadcast_to(pad_width, (np.ndim(x), 2))
    return x[tuple(slice(before, n - after) for (before, after), n in zip(width, np.shape(x), strict=True))]


def unreduceat(x, indices, like, axis=0):
    """The transpose of ``np.add.reduceat``: each sum goes to all items that are in it."""
    out = np.zeros(np.shape(like), dtype=x.dtype)
    to, g = np.moveaxis(out, axis, 0), np.moveaxis(x, axis, 0)
    ends = np.append(indices[1:], len(to))
    for k, (start, end) in enumerate(zip(indices, ends, strict=True)):
        to[start : max(end, start + 1)] += g[k]
    return out


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


def undiff(x, like, n=1, axis=-1):
    """The transpose of ``np.diff`` of what has the shape of ``like``, which may be shorter than n."""
    if not np.size(x):
        return np.zeros_like(like, dtype=x.dtype)
    zero = x.dtype.type(0.0)
    for _ in range(n):
        x = -np.diff(x, axis=axis, prepend=zero, append=zero)
    return x if n else x.copy()


def ungradient_at(x, h, axis=-1, edge_order=1):
    """The transpose of ``np.gradient`` of items at the places ``h``: its weights are those of three combs."""
    n = np.shape(x)[axis]
    g = np.moveaxis(x, axis, 0)
    out = np.zeros_like(g)
    start = np.clip(np.arange(n) - 1, 0, max(n - 3, 0))
    for k in range(min(n, 3)):
        weights = np.gradient(1.0 * (np.arange(n) % 3 == k), h, edge_order=edge_order)
        np.add.at(out, start + (k - start) % 3, weights.reshape(-1, *[1] * (g.ndim - 1)) * g)
    return np.moveaxis(out, 0, axis)


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


def neighbours(x):
    """Each item and the next, added along the last axis."""
    return x[..., 1:] + x[..., :-1]


def unneighbours(x, like):
    """The transpose of ``neighbours``, in the shape of what that took; x may be one for several."""
    out = np.zeros(np.shape(like), dtype=np.asarray(x).dtype)
    out[..., :-1] = x
    out[..., 1:] += x
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


def unpolyder(x, like):
    """The transpose of ``np.polyder``; of a polynomial without coefficients it has none."""
    return np.append(x * np.arange(len(x), 0, -1), np.zeros(min(len(like), 1), dtype=x.dtype))


def independent(x):
    """A matrix whose columns are independent: else the least squares have many solutions, and NumPy takes one of them
    by how it scales the columns.
    """
    if np.linalg.matrix_rank(x) < x.shape[1]:
        raise np.linalg.LinAlgError("the derivative of a fit that is not unique")
    return x.copy()


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


def cross_in_space(x, y):
    """``np.cross`` of vectors of three items: of those of two it is a number, which is not differentiated."""
    if np.shape(x)[-1:] != (3,) or np.shape(y)[-1:] != (3,):
        raise ValueError("the derivative of np.cross of vectors in the plane: write x[0] * y[1] - x[1] * y[0]")
    return np.cross(x, y)


def spread(x, subscripts, like):
    """An array of the shape of ``like`` with ``x`` on a diagonal, from where ``np.einsum("ii->i", ...)`` takes it."""
    out = np.zeros(np.shape(like), dtype=np.asarray(x).dtype)
    np.einsum(subscripts, out)[...] = x
    return out


def put_along(x, indices, like, axis=-1):
    """Add ``x`` to zeros of the shape of ``like`` at indices along an axis."""
    out = np.zeros(np.shape(like), dtype=np.asarray(x).dtype)
    places = list(np.indices(np.shape(like), sparse=True))
    places[axis] = indices
    np.add.at(out, tuple(places), x)
    return out


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


def unrepeat(x, n, like, axis=None):
    """Add up what ``np.repeat`` made of each item, ``n`` times; n may be a number for each."""
    shape = (np.size(like),) if axis is None else np.shape(like)
    axis = 0 if axis is None else axis % len(shape)
    if np.size(n) > 1:
        out = np.zeros(shape, dtype=x.dtype)
        np.add.at(np.moveaxis(out, axis, 0), np.repeat(np.arange(shape[axis]), n), np.moveaxis(x, axis, 0))
        return out.reshape(np.shape(like))
    n = int(np.sum(n))
    return x.reshape(*shape[: axis + 1], n, *shape[axis + 1 :]).sum(axis=axis + 1).reshape(np.shape(like))


def unwindowed(x, window_shape, like, axis=None):
    """Add what stands in sliding windows over an array of the shape of ``like`` at the places that they show."""
    rank = np.ndim(like)
    window = (window_shape,) if np.ndim(window_shape) == 0 else tuple(window_shape)
    along = range(rank) if axis is None else (axis,) if np.ndim(axis) == 0 else axis
    out = np.zeros(np.shape(like), dtype=x.dtype)
    for at in np.ndindex(*window):
        first = [0] * rank
        for k, i in zip(along, at, strict=True):
            first[k] += i
        out[tuple(slice(i, i + n) for i, n in zip(first, x.shape, strict=False))] += x[(..., *at)]
    return out


def polygamma(n, x):
    """The n-th derivative of digamma: recurrence up to x > 20, then its asymptotic series (DLMF 5.11.2, 5.15.8)."""
    sign, total = -1.0 if n % 2 == 0 else 1.0, 0.0
    if x <= 0 and x == math.floor(x):
        return math.nan
    while x <= 20.0 + n:
        total += sign * math.factorial(n) / x ** (n + 1)
        x = x + 1.0  # not in place: it may be an array
    numbers = (1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510)
    head = -sign * math.log(x) if n == 0 else sign * math.factorial(n - 1) / x**n
    head += sign * math.factorial(n) / (2 * x ** (n + 1))
    for k, b in enumerate(numbers, 1):
        head += sign * b * math.factorial(2 * k + n - 1) / (math.factorial(2 * k) * x ** (2 * k + n))
    return total + head


def dual_basis(v):
    """The inverse of a matrix of eigenvectors, if there is one."""
    if v.size and np.any(np.linalg.cond(v) * v.shape[-1] * np.finfo(v.dtype).eps > 1.0):
        raise np.linalg.LinAlgError("a defective matrix: its eigenvalues and eigenvectors have no derivative")
    return np.linalg.inv(v)


def anchors(v):
    """Where each column has its largest item."""
    return np.argmax(np.abs(v), axis=-2, keepdims=True) if v.size else np.zeros((*v.shape[:-2], 1, v.shape[-1]), int)


def in_gauge(x, v, k):
    """How columns of length one change that would change by x, their items at k staying real."""
    part = np.sum(np.conjugate(v) * x, axis=-2, keepdims=True).real
    if np.iscomplexobj(v):
        part = part + 1j * (np.take_along_axis(x, k, axis=-2) / np.take_along_axis(v, k, axis=-2)).imag
    return x - v * part


def eigenvectors(x, w):
    """The eigenvectors of a matrix in the order of its eigenvalues w."""
    own, v = np.linalg.eig(x)
    if not np.array_equal(own, w, equal_nan=True):
        order = np.argmin(np.abs(own[..., :, None] - w[..., None, :]), axis=-2)
        v = np.take_along_axis(v, order[..., None, :], axis=-1)
    return v


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


def multi_polygamma(n, a, p):
    """The n-th derivative of the sum of digamma(a - j / 2) over j below p."""
    return sum(scipy.special.polygamma(n, a - 0.5 * j) for j in range(p))


# turn: turn(x * (1.0 + 2.0j)).imag
# x: float64[x.0]


def turn__forward(x):
    """Forward sweep: ``turn_(x)``, and the tape for the adjoint sweep."""
    w2 = 1.0 + 2.0j  # L2
    w3 = x * w2  # L2
    w4 = turn(w3)  # L2
    w5 = w4.imag  # L2
    return w5, (w2,)


def turn__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return turn(x * (1.0 + 2.0j)).imag
    w6 = turn(-(1.0j * out_bar)) * w2  # w3 = x * w2
    return w6.real.copy()


def turn__tangent(x, x_dot):
    """``turn_(x)`` and its tangent."""
    w2 = 1.0 + 2.0j  # L2
    w3 = x * w2  # L2
    w4 = turn(w3)  # L2
    w5 = w4.imag  # L2
    return w5, turn(x_dot * w2).imag


# in_full: in_full(x, y, y[:2], 'same')
# x: float64[x.0], y: float64[y.0]


def in_full__forward(x, y):
    """Forward sweep: ``in_full_(x, y)``, and the tape for the adjoint sweep."""
    w3 = y[:2]  # L2
    w4 = in_full(x, y, w3, "same")  # L2
    return w4, (w3,)


def in_full__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    return from_full(out_bar, y, w3, "same").copy(), np.zeros_like(y)


def in_full__tangent(x, y, x_dot, y_dot):
    """``in_full_(x, y)`` and its tangent."""
    w3 = y[:2]  # L2
    w4 = in_full(x, y, w3, "same")  # L2
    return w4, in_full(x_dot, y, w3, "same")


# from_full: from_full(x, y, y[:2], 'valid')
# x: float64[x.0], y: float64[y.0]


def from_full__forward(x, y):
    """Forward sweep: ``from_full_(x, y)``, and the tape for the adjoint sweep."""
    w3 = y[:2]  # L2
    w4 = from_full(x, y, w3, "valid")  # L2
    return w4, (w3,)


def from_full__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    return in_full(out_bar, y, w3, "valid"), np.zeros_like(y)


def from_full__tangent(x, y, x_dot, y_dot):
    """``from_full_(x, y)`` and its tangent."""
    w3 = y[:2]  # L2
    w4 = from_full(x, y, w3, "valid")  # L2
    return w4, from_full(x_dot, y, w3, "valid")


# first_factor: first_factor(x, y, y[:2])
# x: float64[x.0], y: float64[y.0]


def first_factor__forward(x, y):
    """Forward sweep: ``first_factor_(x, y)``, and the tape for the adjoint sweep."""
    w3 = y[:2]  # L2
    w4 = first_factor(x, y, w3)  # L2
    return w4, ()


def first_factor__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return np.kron(out_bar, y), second_factor(x, out_bar, y)


def first_factor__tangent(x, y, x_dot, y_dot):
    """``first_factor_(x, y)`` and its tangent."""
    w3 = y[:2]  # L2
    w4 = first_factor(x, y, w3)  # L2
    return w4, first_factor(x_dot, y, w3) + first_factor(x, y_dot, w3)


# second_factor: second_factor(x, y, y[:2])
# x: float64[x.0], y: float64[y.0]


def second_factor__forward(x, y):
    """Forward sweep: ``second_factor_(x, y)``, and the tape for the adjoint sweep."""
    w3 = y[:2]  # L2
    w4 = second_factor(x, y, w3)  # L2
    return w4, ()


def second_factor__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return np.kron(y, out_bar), first_factor(x, out_bar, y)


def second_factor__tangent(x, y, x_dot, y_dot):
    """``second_factor_(x, y)`` and its tangent."""
    w3 = y[:2]  # L2
    w4 = second_factor(x, y, w3)  # L2
    return w4, second_factor(x_dot, y, w3) + second_factor(x, y_dot, w3)


# sinc_slope: sinc_slope(2, x)
# x: float64[x.0]


def sinc_slope__forward(x):
    """Forward sweep: ``sinc_slope_(x)``, and the tape for the adjoint sweep."""
    w2 = sinc_slope(2, x)  # L2
    return w2, ()


def sinc_slope__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar * sinc_slope(3, x)


def sinc_slope__tangent(x, x_dot):
    """``sinc_slope_(x)`` and its tangent."""
    w2 = sinc_slope(2, x)  # L2
    return w2, x_dot * sinc_slope(3, x)


# bessel_i: bessel_i(2, x)
# x: float64[x.0]


def bessel_i__forward(x):
    """Forward sweep: ``bessel_i_(x)``, and the tape for the adjoint sweep."""
    w2 = bessel_i(2, x)  # L2
    return w2, ()


def bessel_i__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return bessel_i(2, x)
    w3 = bessel_i(1, x) + bessel_i(3, x)  # w2 = bessel_i(2, x)
    return 0.5 * out_bar * w3


def bessel_i__tangent(x, x_dot):
    """``bessel_i_(x)`` and its tangent."""
    w2 = bessel_i(2, x)  # L2
    w3 = bessel_i(1, x) + bessel_i(3, x)
    return w2, 0.5 * x_dot * w3


# divide: divide(x, y)
# x: float, y: float


def divide__forward(x, y):
    """Forward sweep: ``divide_(x, y)``, and the tape for the adjoint sweep."""
    w3 = divide(x, y)  # L2
    return w3, (w3,)


def divide__adjoint(x, y, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    return divide(out_bar, y), -divide(out_bar * w3, y)


def divide__tangent(x, y, x_dot, y_dot):
    """``divide_(x, y)`` and its tangent."""
    w3 = divide(x, y)  # L2
    return w3, divide(x_dot, y) - divide(y_dot * w3, y)


# power: power(x, y)
# x: float, y: float


def power__forward(x, y):
    """Forward sweep: ``power_(x, y)``, and the tape for the adjoint sweep."""
    w3 = power(x, y)  # L2
    return w3, (w3,)


def power__adjoint(x, y, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    return out_bar * power_dx(x, y), out_bar * (w3 * log_positive(x))


def power__tangent(x, y, x_dot, y_dot):
    """``power_(x, y)`` and its tangent."""
    w3 = power(x, y)  # L2
    w4 = y_dot * (w3 * log_positive(x))
    return w3, x_dot * power_dx(x, y) + w4


# power_dx: power_dx(x, y)
# x: float64[x.0], y: float64[y.0]


def power_dx__forward(x, y):
    """Forward sweep: ``power_dx_(x, y)``, and the tape for the adjoint sweep."""
    w3 = power_dx(x, y)  # L2
    return w3, (w3.copy(),)


def power_dx__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return power_dx(x, y)
    w4 = y - 1  # w3 = power_dx(x, y)
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = x**w4 + w3 * log_positive(x)  # w3 = power_dx(x, y)
        return out_bar * (y * power_dx(x, w4)), out_bar * w5


def power_dx__tangent(x, y, x_dot, y_dot):
    """``power_dx_(x, y)`` and its tangent."""
    w3 = power_dx(x, y)  # L2
    w4 = y - 1
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = x**w4 + w3 * log_positive(x)
        w6 = y_dot * w5
        return w3, x_dot * (y * power_dx(x, w4)) + w6


# log_positive: log_positive(x)
# x: float64[x.0]


def log_positive__forward(x):
    """Forward sweep: ``log_positive_(x)``, and the tape for the adjoint sweep."""
    w2 = log_positive(x)  # L2
    return w2, ()


def log_positive__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    with np.errstate(all="ignore"):  # partials may be infinite
        return positive(x, out_bar / x)


def log_positive__tangent(x, x_dot):
    """``log_positive_(x)`` and its tangent."""
    w2 = log_positive(x)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        return w2, positive(x, x_dot / x)


# positive: positive(x, y)
# x: float64[x.0], y: float64[y.0]


def positive__forward(x, y):
    """Forward sweep: ``positive_(x, y)``, and the tape for the adjoint sweep."""
    w3 = positive(x, y)  # L2
    return w3, ()


def positive__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return np.zeros_like(x), positive(x, out_bar)


def positive__tangent(x, y, x_dot, y_dot):
    """``positive_(x, y)`` and its tangent."""
    w3 = positive(x, y)  # L2
    return w3, positive(x, y_dot)


# number_like: number_like(x, y)
# x: float, y: float


def number_like__forward(x, y):
    """Forward sweep: ``number_like_(x, y)``, and the tape for the adjoint sweep."""
    w3 = number_like(x, y)  # L2
    return w3, ()


def number_like__adjoint(x, y, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return out_bar, 0.0


def number_like__tangent(x, y, x_dot, y_dot):
    """``number_like_(x, y)`` and its tangent."""
    w3 = number_like(x, y)  # L2
    return w3, x_dot


# copy_with_gaps: copy_with_gaps(x)
# x: float64[x.0, x.1]


def copy_with_gaps__forward(x):
    """Forward sweep: ``copy_with_gaps_(x)``, and the tape for the adjoint sweep."""
    w2 = copy_with_gaps(x)  # L2
    return w2, ()


def copy_with_gaps__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar.copy()


def copy_with_gaps__tangent(x, x_dot):
    """``copy_with_gaps_(x)`` and its tangent."""
    w2 = copy_with_gaps(x)  # L2
    return w2, copy_with_gaps(x_dot)


# with_diagonals: with_diagonals(x, y, offset=1)
# x: float64[x.0], y: float64[y.0, y.1]


def with_diagonals__forward(x, y):
    """Forward sweep: ``with_diagonals_(x, y)``, and the tape for the adjoint sweep."""
    w3 = with_diagonals(x, y, offset=1)  # L2
    return w3, ()


def with_diagonals__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return np.diagonal(out_bar, offset=1).copy(), np.zeros_like(y)


def with_diagonals__tangent(x, y, x_dot, y_dot):
    """``with_diagonals_(x, y)`` and its tangent."""
    w3 = with_diagonals(x, y, offset=1)  # L2
    return w3, with_diagonals(x_dot, y, offset=1)


# lower_half: lower_half(x)
# x: float64[x.0, x.1]


def lower_half__forward(x):
    """Forward sweep: ``lower_half_(x)``, and the tape for the adjoint sweep."""
    w2 = lower_half(x)  # L2
    return w2, ()


def lower_half__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return lower_half(out_bar)


def lower_half__tangent(x, x_dot):
    """``lower_half_(x)`` and its tangent."""
    w2 = lower_half(x)  # L2
    return w2, lower_half(x_dot)


# on_diagonal: np.diag(x)
# x: float64[x.0, x.1]


def on_diagonal__forward(x):
    """Forward sweep: ``on_diagonal_(x)``, and the tape for the adjoint sweep."""
    w2 = np.diag(x)  # L2
    return w2, ()


def on_diagonal__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return on_diagonal(out_bar, x)


def on_diagonal__tangent(x, x_dot):
    """``on_diagonal_(x)`` and its tangent."""
    w2 = np.diag(x)  # L2
    return w2, np.diag(x_dot)


# cofactors: cofactors(x)
# x: float64[x.0, x.1]


def cofactors__forward(x):
    """Forward sweep: ``cofactors_(x)``, and the tape for the adjoint sweep."""
    w2 = cofactors(x)  # L2
    return w2, (w2.copy(),)


def cofactors__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return cofactors(x)
    w3 = np.sum(x * w2, axis=(-2, -1))  # w2 = cofactors(x)
    w4 = np.linalg.inv(x)  # w2 = cofactors(x)
    w5 = np.sum(out_bar * w4.T).reshape(np.shape(w3))  # w2 = cofactors(x)
    w6 = (-out_bar @ w4).T @ w2  # w2 = cofactors(x)
    return w5 * w2 + w6


def cofactors__tangent(x, x_dot):
    """``cofactors_(x)`` and its tangent."""
    w2 = cofactors(x)  # L2
    w3 = np.linalg.inv(x).T
    w4 = w2 @ x_dot.T @ w3
    return w2, np.sum(x_dot * w2, axis=(-2, -1)) * w3 - w4


# gaps: gaps(x)
# x: float64[x.0]


def gaps__forward(x):
    """Forward sweep: ``gaps_(x)``, and the tape for the adjoint sweep."""
    w2 = gaps(x)  # L2
    return w2, (w2.copy(),)


def gaps__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return gaps(x)
    w3 = out_bar * (w2 * w2)  # w2 = gaps(x)
    w4 = np.sum(w3, axis=1, keepdims=True).reshape(x.shape)  # w2 = gaps(x)
    return (-np.sum(w3, axis=0, keepdims=True)).reshape(x.shape) + w4


def gaps__tangent(x, x_dot):
    """``gaps_(x)`` and its tangent."""
    w2 = gaps(x)  # L2
    w3 = x_dot[None] - x_dot[:, None]
    return w2, -(w2 * w2 * w3)


# first_columns: first_columns(x, y)
# x: float64[x.0, x.1], y: float64[y.0, y.1]


def first_columns__forward(x, y):
    """Forward sweep: ``first_columns_(x, y)``, and the tape for the adjoint sweep."""
    w3 = first_columns(x, y)  # L2
    return w3, ()


def first_columns__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return with_columns(out_bar, x).copy(), np.zeros_like(y)


def first_columns__tangent(x, y, x_dot, y_dot):
    """``first_columns_(x, y)`` and its tangent."""
    w3 = first_columns(x, y)  # L2
    return w3, first_columns(x_dot, y)


# with_columns: with_columns(x, y)
# x: float64[x.0, x.1], y: float64[y.0, y.1]


def with_columns__forward(x, y):
    """Forward sweep: ``with_columns_(x, y)``, and the tape for the adjoint sweep."""
    w3 = with_columns(x, y)  # L2
    return w3, ()


def with_columns__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return first_columns(out_bar, x).copy(), np.zeros_like(y)


def with_columns__tangent(x, y, x_dot, y_dot):
    """``with_columns_(x, y)`` and its tangent."""
    w3 = with_columns(x, y)  # L2
    return w3, with_columns(x_dot, y)


# fitted: fitted(x, y)
# x: float64[x.0], y: float64[y.0]


def fitted__forward(x, y):
    """Forward sweep: ``fitted_(x, y)``, and the tape for the adjoint sweep."""
    w3 = fitted(x, y)  # L2
    return w3, ()


def fitted__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return fitted(out_bar, x), np.zeros_like(y)


def fitted__tangent(x, y, x_dot, y_dot):
    """``fitted_(x, y)`` and its tangent."""
    w3 = fitted(x, y)  # L2
    return w3, fitted(x_dot, y)


# row_parts: row_parts(x, np.ones((2, 3, 1)), axis=1)
# x: float64[x.0, x.1]


def row_parts__forward(x):
    """Forward sweep: ``row_parts_(x)``, and the tape for the adjoint sweep."""
    w2 = np.ones((2, 3, 1))  # L2
    w3 = row_parts(x, w2, axis=1)  # L2
    return w3, ()


def row_parts__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return np.concatenate(out_bar, axis=1)


def row_parts__tangent(x, x_dot):
    """``row_parts_(x)`` and its tangent."""
    w2 = np.ones((2, 3, 1))  # L2
    w3 = row_parts(x, w2, axis=1)  # L2
    return w3, row_parts(x_dot, w2, axis=1)


# others: np.prod(x * y)
# x: float64[x.0], y: float64[y.0]


def others__forward(x, y):
    """Forward sweep: ``others_(x, y)``, and the tape for the adjoint sweep."""
    w3 = x * y  # L2
    w4 = np.prod(w3)  # L2
    return w4, (w3,)


def others__adjoint(x, y, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return np.prod(x * y)
    w3_bar = out_bar * others(w3)  # w4 = np.prod(w3)
    return w3_bar * y, w3_bar * x


def others__tangent(x, y, x_dot, y_dot):
    """``others_(x, y)`` and its tangent."""
    w3 = x * y  # L2
    w4 = np.prod(w3)  # L2
    w5 = others(w3)
    w6 = (x_dot * y + y_dot * x) * w5
    return w4, np.sum(w6)


# put_back: put_back(x, np.array([1, -1, 1]), y)
# x: float64[x.0], y: float64[y.0, y.1]


def put_back__forward(x, y):
    """Forward sweep: ``put_back_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.array([1, -1, 1])  # L2
    w4 = put_back(x, w3, y)  # L2
    return w4, (w3,)


def put_back__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    return picked(out_bar, w3), np.zeros_like(y)


def put_back__tangent(x, y, x_dot, y_dot):
    """``put_back_(x, y)`` and its tangent."""
    w3 = np.array([1, -1, 1])  # L2
    w4 = put_back(x, w3, y)  # L2
    return w4, put_back(x_dot, w3, y)


# picked: picked(x, np.array([[1, -1], [1, 0]]))
# x: float64[x.0, x.1]


def picked__forward(x):
    """Forward sweep: ``picked_(x)``, and the tape for the adjoint sweep."""
    w2 = np.array([[1, -1], [1, 0]])  # L2
    w3 = picked(x, w2)  # L2
    return w3, (w2,)


def picked__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return put_back(out_bar, w2, x)


def picked__tangent(x, x_dot):
    """``picked_(x)`` and its tangent."""
    w2 = np.array([[1, -1], [1, 0]])  # L2
    w3 = picked(x, w2)  # L2
    return w3, picked(x_dot, w2)


# unmirrored: unmirrored(x, (4, 3), y[:2], mode='symmetric')
# x: float64[x.0], y: float64[y.0]


def unmirrored__forward(x, y):
    """Forward sweep: ``unmirrored_(x, y)``, and the tape for the adjoint sweep."""
    w3 = y[:2]  # L2
    w4 = unmirrored(x, (4, 3), w3, mode="symmetric")  # L2
    return w4, ()


def unmirrored__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return np.pad(out_bar, (4, 3), mode="symmetric", reflect_type="odd"), np.zeros_like(y)


def unmirrored__tangent(x, y, x_dot, y_dot):
    """``unmirrored_(x, y)`` and its tangent."""
    w3 = y[:2]  # L2
    w4 = unmirrored(x, (4, 3), w3, mode="symmetric")  # L2
    return w4, unmirrored(x_dot, (4, 3), w3, mode="symmetric")


# unpadded: unpadded(x, 1, y[1:2, 1:2])
# x: float64[x.0, x.1], y: float64[y.0, y.1]


def unpadded__forward(x, y):
    """Forward sweep: ``unpadded_(x, y)``, and the tape for the adjoint sweep."""
    w3 = y[1:2, 1:2]  # L2
    w4 = unpadded(x, 1, w3)  # L2
    return w4, ()


def unpadded__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return np.pad(out_bar, 1), np.zeros_like(y)


def unpadded__tangent(x, y, x_dot, y_dot):
    """``unpadded_(x, y)`` and its tangent."""
    w3 = y[1:2, 1:2]  # L2
    w4 = unpadded(x, 1, w3)  # L2
    return w4, unpadded(x_dot, 1, w3)


# unreduceat: unreduceat(x, np.array([0, 2, 1]), y)
# x: float64[x.0], y: float64[y.0]


def unreduceat__forward(x, y):
    """Forward sweep: ``unreduceat_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.array([0, 2, 1])  # L2
    w4 = unreduceat(x, w3, y)  # L2
    return w4, (w3,)


def unreduceat__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    return np.add.reduceat(out_bar, w3), np.zeros_like(y)


def unreduceat__tangent(x, y, x_dot, y_dot):
    """``unreduceat_(x, y)`` and its tangent."""
    w3 = np.array([0, 2, 1])  # L2
    w4 = unreduceat(x, w3, y)  # L2
    return w4, unreduceat(x_dot, w3, y)


# recurrence: recurrence(x, y, axis=0)
# x: float64[x.0], y: float64[y.0]


def recurrence__forward(x, y):
    """Forward sweep: ``recurrence_(x, y)``, and the tape for the adjoint sweep."""
    w3 = recurrence(x, y, axis=0)  # L2
    return w3, (w3.copy(),)


def recurrence__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return recurrence(x, y, axis=0)
    # w3 = recurrence(x, y, axis=0)
    w4 = recurrence(np.flip(moved(x, axis=0, n=-1), axis=0), np.flip(out_bar, axis=0), axis=0)
    w5 = np.flip(w4, axis=0)  # w3 = recurrence(x, y, axis=0)
    return moved(w3, axis=0) * w5, w5.copy()


def recurrence__tangent(x, y, x_dot, y_dot):
    """``recurrence_(x, y)`` and its tangent."""
    w3 = recurrence(x, y, axis=0)  # L2
    w4 = recurrence(x, y_dot, axis=0)
    return w3, recurrence(x, x_dot * moved(w3, axis=0), axis=0) + w4


# moved: moved(x)
# x: float64[x.0]


def moved__forward(x):
    """Forward sweep: ``moved_(x)``, and the tape for the adjoint sweep."""
    w2 = moved(x)  # L2
    return w2, ()


def moved__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return moved(out_bar, n=-1)


def moved__tangent(x, x_dot):
    """``moved_(x)`` and its tangent."""
    w2 = moved(x)  # L2
    return w2, moved(x_dot)


# undiff: undiff(x, y, n=2, axis=0)
# x: float64[1, x.1], y: float64[y.0, y.1]


def undiff__forward(x, y):
    """Forward sweep: ``undiff_(x, y)``, and the tape for the adjoint sweep."""
    w3 = undiff(x, y, axis=0, n=2)  # L2
    return w3, ()


def undiff__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return np.diff(out_bar, axis=0, n=2), np.zeros_like(y)


def undiff__tangent(x, y, x_dot, y_dot):
    """``undiff_(x, y)`` and its tangent."""
    w3 = undiff(x, y, axis=0, n=2)  # L2
    return w3, undiff(x_dot, y, axis=0, n=2)


# ungradient_at: ungradient_at(x, np.array([0.0, 0.4, 1.9]), axis=0)
# x: float64[x.0]


def ungradient_at__forward(x):
    """Forward sweep: ``ungradient_at_(x)``, and the tape for the adjoint sweep."""
    w2 = np.array([0.0, 0.4, 1.9])  # L2
    w3 = ungradient_at(x, w2, axis=0)  # L2
    return w3, (w2,)


def ungradient_at__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return np.gradient(out_bar, w2, axis=0)


def ungradient_at__tangent(x, x_dot):
    """``ungradient_at_(x)`` and its tangent."""
    w2 = np.array([0.0, 0.4, 1.9])  # L2
    w3 = ungradient_at(x, w2, axis=0)  # L2
    return w3, ungradient_at(x_dot, w2, axis=0)


# ungradient: ungradient(x, axis=0)
# x: float64[x.0, x.1, x.2]


def ungradient__forward(x):
    """Forward sweep: ``ungradient_(x)``, and the tape for the adjoint sweep."""
    w2 = ungradient(x, axis=0)  # L2
    return w2, ()


def ungradient__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return np.gradient(out_bar, axis=0)


def ungradient__tangent(x, x_dot):
    """``ungradient_(x)`` and its tangent."""
    w2 = ungradient(x, axis=0)  # L2
    return w2, ungradient(x_dot, axis=0)


# neighbours: neighbours(x)
# x: float64[x.0, x.1]


def neighbours__forward(x):
    """Forward sweep: ``neighbours_(x)``, and the tape for the adjoint sweep."""
    w2 = neighbours(x)  # L2
    return w2, ()


def neighbours__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return unneighbours(out_bar, x)


def neighbours__tangent(x, x_dot):
    """``neighbours_(x)`` and its tangent."""
    w2 = neighbours(x)  # L2
    return w2, neighbours(x_dot)


# unneighbours: unneighbours(x, y)
# x: float64[x.0, x.1], y: float64[y.0, y.1]


def unneighbours__forward(x, y):
    """Forward sweep: ``unneighbours_(x, y)``, and the tape for the adjoint sweep."""
    w3 = unneighbours(x, y)  # L2
    return w3, ()


def unneighbours__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return neighbours(out_bar), np.zeros_like(y)


def unneighbours__tangent(x, y, x_dot, y_dot):
    """``unneighbours_(x, y)`` and its tangent."""
    w3 = unneighbours(x, y)  # L2
    return w3, unneighbours(x_dot, y)


# conformed: conformed(x, y)
# x: float64[x.0, x.1], y: float64[1, y.1]


def conformed__forward(x, y):
    """Forward sweep: ``conformed_(x, y)``, and the tape for the adjoint sweep."""
    w3 = conformed(x, y)  # L2
    return w3, ()


def conformed__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return conformed(out_bar, x).copy(), np.zeros_like(y)


def conformed__tangent(x, y, x_dot, y_dot):
    """``conformed_(x, y)`` and its tangent."""
    w3 = conformed(x, y)  # L2
    return w3, conformed(x_dot, y)


# unpolyder: unpolyder(x, y)
# x: float64[x.0], y: float64[y.0]


def unpolyder__forward(x, y):
    """Forward sweep: ``unpolyder_(x, y)``, and the tape for the adjoint sweep."""
    w3 = unpolyder(x, y)  # L2
    return w3, ()


def unpolyder__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return np.polyder(out_bar), np.zeros_like(y)


def unpolyder__tangent(x, y, x_dot, y_dot):
    """``unpolyder_(x, y)`` and its tangent."""
    w3 = unpolyder(x, y)  # L2
    return w3, unpolyder(x_dot, y)


# independent: independent(x)
# x: float64[x.0, x.1]


def independent__forward(x):
    """Forward sweep: ``independent_(x)``, and the tape for the adjoint sweep."""
    w2 = independent(x)  # L2
    return w2, ()


def independent__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar.copy()


def independent__tangent(x, x_dot):
    """``independent_(x)`` and its tangent."""
    w2 = independent(x)  # L2
    return w2, x_dot


# aligned: np.polymul(x, np.array([0.0, 1.0, 2.0]))
# x: float64[x.0]


def aligned__forward(x):
    """Forward sweep: ``aligned_(x)``, and the tape for the adjoint sweep."""
    w2 = np.array([0.0, 1.0, 2.0])  # L2
    w3 = np.polymul(x, w2)  # L2
    return w3, (w2,)


def aligned__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return np.correlate(in_product(out_bar, x, w2), w2)


def aligned__tangent(x, x_dot):
    """``aligned_(x)`` and its tangent."""
    w2 = np.array([0.0, 1.0, 2.0])  # L2
    w3 = np.polymul(x, w2)  # L2
    return w3, aligned(np.convolve(x_dot, w2), w3)


# in_product: in_product(x, y, y[:2])
# x: float64[x.0], y: float64[y.0]


def in_product__forward(x, y):
    """Forward sweep: ``in_product_(x, y)``, and the tape for the adjoint sweep."""
    w3 = y[:2]  # L2
    w4 = in_product(x, y, w3)  # L2
    return w4, ()


def in_product__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return aligned(out_bar, x).copy(), np.zeros_like(y)


def in_product__tangent(x, y, x_dot, y_dot):
    """``in_product_(x, y)`` and its tangent."""
    w3 = y[:2]  # L2
    w4 = in_product(x, y, w3)  # L2
    return w4, in_product(x_dot, y, w3)


# unpolyint: unpolyint(x)
# x: float64[x.0]


def unpolyint__forward(x):
    """Forward sweep: ``unpolyint_(x)``, and the tape for the adjoint sweep."""
    w2 = unpolyint(x)  # L2
    return w2, ()


def unpolyint__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return np.polyint(out_bar)


def unpolyint__tangent(x, x_dot):
    """``unpolyint_(x)`` and its tangent."""
    w2 = unpolyint(x)  # L2
    return w2, unpolyint(x_dot)


# cross_in_space: cross_in_space(x, y)
# x: float64[x.0, x.1], y: float64[y.0]


def cross_in_space__forward(x, y):
    """Forward sweep: ``cross_in_space_(x, y)``, and the tape for the adjoint sweep."""
    w3 = cross_in_space(x, y)  # L2
    return w3, ()


def cross_in_space__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return cross_in_space(y, out_bar), np.sum(cross_in_space(out_bar, x), axis=0)


def cross_in_space__tangent(x, y, x_dot, y_dot):
    """``cross_in_space_(x, y)`` and its tangent."""
    w3 = cross_in_space(x, y)  # L2
    return w3, cross_in_space(x_dot, y) + cross_in_space(x, y_dot)


# spread: np.einsum('ii->', x)
# x: float64[x.0, x.1]


def spread__forward(x):
    """Forward sweep: ``spread_(x)``, and the tape for the adjoint sweep."""
    w2 = np.einsum("ii->", x)  # L2
    return w2, ()


def spread__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return spread(out_bar, "ii->i", x)


def spread__tangent(x, x_dot):
    """``spread_(x)`` and its tangent."""
    w2 = np.einsum("ii->", x)  # L2
    return w2, np.einsum("ii->", x_dot)


# put_along: put_along(x, np.array([2, 0, 0]), y, axis=0)
# x: float64[x.0], y: float64[y.0]


def put_along__forward(x, y):
    """Forward sweep: ``put_along_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.array([2, 0, 0])  # L2
    w4 = put_along(x, w3, y, axis=0)  # L2
    return w4, (w3,)


def put_along__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    return np.take_along_axis(out_bar, w3, axis=0), np.zeros_like(y)


def put_along__tangent(x, y, x_dot, y_dot):
    """``put_along_(x, y)`` and its tangent."""
    w3 = np.array([2, 0, 0])  # L2
    w4 = put_along(x, w3, y, axis=0)  # L2
    return w4, put_along(x_dot, w3, y, axis=0)


# untake: untake(x, np.array([2, 0, 0]), y)
# x: float64[x.0], y: float64[y.0]


def untake__forward(x, y):
    """Forward sweep: ``untake_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.array([2, 0, 0])  # L2
    w4 = untake(x, w3, y)  # L2
    return w4, (w3,)


def untake__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    return np.take(out_bar, w3), np.zeros_like(y)


def untake__tangent(x, y, x_dot, y_dot):
    """``untake_(x, y)`` and its tangent."""
    w3 = np.array([2, 0, 0])  # L2
    w4 = untake(x, w3, y)  # L2
    return w4, untake(x_dot, w3, y)


# unrepeat: unrepeat(x, 2, y[:2])
# x: float64[x.0], y: float64[y.0]


def unrepeat__forward(x, y):
    """Forward sweep: ``unrepeat_(x, y)``, and the tape for the adjoint sweep."""
    w3 = y[:2]  # L2
    w4 = unrepeat(x, 2, w3)  # L2
    return w4, ()


def unrepeat__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return np.repeat(out_bar, 2), np.zeros_like(y)


def unrepeat__tangent(x, y, x_dot, y_dot):
    """``unrepeat_(x, y)`` and its tangent."""
    w3 = y[:2]  # L2
    w4 = unrepeat(x, 2, w3)  # L2
    return w4, unrepeat(x_dot, 2, w3)


# unwindowed: unwindowed(x, 2, y, axis=1)
# x: float64[x.0, x.1, x.2], y: float64[y.0, y.1]


def unwindowed__forward(x, y):
    """Forward sweep: ``unwindowed_(x, y)``, and the tape for the adjoint sweep."""
    w3 = unwindowed(x, 2, y, axis=1)  # L2
    return w3, ()


def unwindowed__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return np.lib.stride_tricks.sliding_window_view(out_bar, 2, axis=1).copy(), np.zeros_like(y)


def unwindowed__tangent(x, y, x_dot, y_dot):
    """``unwindowed_(x, y)`` and its tangent."""
    w3 = unwindowed(x, 2, y, axis=1)  # L2
    return w3, unwindowed(x_dot, 2, y, axis=1)


# polygamma: polygamma(0, x)
# x: float


def polygamma__forward(x):
    """Forward sweep: ``polygamma_(x)``, and the tape for the adjoint sweep."""
    w2 = polygamma(0, x)  # L2
    return w2, ()


def polygamma__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar * polygamma(1, x)


def polygamma__tangent(x, x_dot):
    """``polygamma_(x)`` and its tangent."""
    w2 = polygamma(0, x)  # L2
    return w2, x_dot * polygamma(1, x)


# dual_basis: dual_basis(x)
# x: float64[x.0, x.1]


def dual_basis__forward(x):
    """Forward sweep: ``dual_basis_(x)``, and the tape for the adjoint sweep."""
    w2 = dual_basis(x)  # L2
    return w2, (w2.copy(),)


def dual_basis__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return dual_basis(x)
    w3 = w2.T  # w2 = dual_basis(x)
    return w3 @ (-out_bar @ w3)


def dual_basis__tangent(x, x_dot):
    """``dual_basis_(x)`` and its tangent."""
    w2 = dual_basis(x)  # L2
    return w2, -(w2 @ x_dot @ w2)


# in_gauge: in_gauge(x + 0j, y + 1j * x, anchors(y)).imag
# x: float64[x.0, x.1], y: float64[y.0, y.1]


def in_gauge__forward(x, y):
    """Forward sweep: ``in_gauge_(x, y)``, and the tape for the adjoint sweep."""
    w3 = x + 0.0j  # L2
    w4 = 1.0j * x  # L2
    w5 = y + w4  # L2
    w6 = anchors(y)  # L2
    w7 = in_gauge(w3, w5, w6)  # L2
    w8 = w7.imag  # L2
    return w8, (w5, w6, w3)


def in_gauge__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w5, w6, w3 = tape
    # L2: return in_gauge(x + 0j, y + 1j * x, anchors(y)).imag
    w9 = 1.0j * out_bar  # w8 = w7.imag
    w10 = np.conjugate(w5)  # w7 = in_gauge(w3, w5, w6)
    w11 = w9 * w5  # w7 = in_gauge(w3, w5, w6)
    w12 = -np.sum(w11, axis=-2, keepdims=True)  # w7 = in_gauge(w3, w5, w6)
    w13 = -w9 - w10 * w12.real  # w7 = in_gauge(w3, w5, w6)
    w14 = np.take_along_axis(w5, w6, axis=-2)  # w7 = in_gauge(w3, w5, w6)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w7 = in_gauge(w3, w5, w6)
        w3_bar = w13 - put_along(turn(w12) / w14, w6, w5, axis=-2)
        w15 = np.take_along_axis(w3, w6, axis=-2)  # w7 = in_gauge(w3, w5, w6)
        w16 = turn(w15 / w14)  # w7 = in_gauge(w3, w5, w6)
        # w7 = in_gauge(w3, w5, w6)
        w17 = np.sum(w10 * w3, axis=-2, keepdims=True).real + w16
        w18 = np.sum(w11, axis=0, keepdims=True)  # w7 = in_gauge(w3, w5, w6)
        w19 = np.conjugate(w18.real * w3)  # w7 = in_gauge(w3, w5, w6)
        w20 = turn(-w18) / (w14 * w14)  # w7 = in_gauge(w3, w5, w6)
        w21 = put_along(w20 * w15, w6, w5, axis=-2)  # w7 = in_gauge(w3, w5, w6)
        w5_bar = w9 * w17 + w19 + w21  # w7 = in_gauge(w3, w5, w6)
        return (1.0j * w5_bar).real + w3_bar.real, w5_bar.real.copy()


def in_gauge__tangent(x, y, x_dot, y_dot):
    """``in_gauge_(x, y)`` and its tangent."""
    w3 = x + 0.0j  # L2
    w4 = 1.0j * x  # L2
    w5 = y + w4  # L2
    w5_dot = y_dot + 1.0j * x_dot
    w6 = anchors(y)  # L2
    w7 = in_gauge(w3, w5, w6)  # L2
    w9 = np.sum(np.conjugate(w5) * w3, axis=-2, keepdims=True).real
    w10 = np.take_along_axis(w3, w6, axis=-2)
    w11 = np.take_along_axis(w5, w6, axis=-2)
    w8 = w7.imag  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w12 = -(w9 + turn(w10 / w11))
        w13 = np.sum(np.conjugate(w5_dot) * w3, axis=-2, keepdims=True).real
        w14 = w10 * np.take_along_axis(w5_dot, w6, axis=-2) / (w11 * w11)
        w15 = w5 * (w13 - turn(w14))
        w16 = w12 * w5_dot - w15
        return w8, (in_gauge(x_dot.astype(np.complex128), w5, w6) + w16).imag


# eigenvectors: eigenvectors(x, np.linalg.eigvals(x)).real
# x: float64[x.0, x.1]


def eigenvectors__forward(x):
    """Forward sweep: ``eigenvectors_(x)``, and the tape for the adjoint sweep."""
    w2 = np.linalg.eigvals(x)  # L2
    w3 = eigenvectors(x, w2)  # L2
    w4 = w3.real  # L2
    return w4, (w3.copy(), w2)


def eigenvectors__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w3, w2 = tape
    # L2: return eigenvectors(x, np.linalg.eigvals(x)).real
    w3_bar = out_bar.astype(np.complex128)  # w4 = w3.real
    w5 = np.sum(w3_bar * w3, axis=-2, keepdims=True)  # w3 = eigenvectors(x, w2)
    w6 = w3_bar - np.conjugate(w3) * w5.real  # w3 = eigenvectors(x, w2)
    w7 = anchors(w3)  # w3 = eigenvectors(x, w2)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w3 = eigenvectors(x, w2)
        w8 = put_along(turn(w5) / np.take_along_axis(w3, w7, axis=-2), w7, w3, axis=-2)
        w9 = w3.T  # w3 = eigenvectors(x, w2)
        w10 = w9 @ (w6 - w8) * gaps(w2)  # w3 = eigenvectors(x, w2)
        w11 = dual_basis(w3).T @ (w10 @ w9)  # w3 = eigenvectors(x, w2)
        return w11.real.copy()


def eigenvectors__tangent(x, x_dot):
    """``eigenvectors_(x)`` and its tangent."""
    w2 = np.linalg.eigvals(x)  # L2
    w3 = eigenvectors(x, w2)  # L2
    w5 = dual_basis(w3) @ x_dot @ w3
    w6 = anchors(w3)
    w3_dot = in_gauge(w3 @ (gaps(w2) * w5), w3, w6)
    w4 = w3.real  # L2
    return w4, w3_dot.real


# quantile_weights: quantile_weights(x, y, axis=1)
# x: float64[x.0, x.1], y: float


def quantile_weights__forward(x, y):
    """Forward sweep: ``quantile_weights_(x, y)``, and the tape for the adjoint sweep."""
    w3 = quantile_weights(x, y, axis=1)  # L2
    return w3, ()


def quantile_weights__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return np.zeros_like(x), float(np.sum(out_bar * quantile_weights(x, y, True, axis=1)))


def quantile_weights__tangent(x, y, x_dot, y_dot):
    """``quantile_weights_(x, y)`` and its tangent."""
    w3 = quantile_weights(x, y, axis=1)  # L2
    return w3, y_dot * quantile_weights(x, y, True, axis=1)


# multi_polygamma: multi_polygamma(1, x, 4)
# x: float64[x.0]


def multi_polygamma__forward(x):
    """Forward sweep: ``multi_polygamma_(x)``, and the tape for the adjoint sweep."""
    w2 = multi_polygamma(1, x, 4)  # L2
    return w2, ()


def multi_polygamma__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar * multi_polygamma(2, x, 4)


def multi_polygamma__tangent(x, x_dot):
    """``multi_polygamma_(x)`` and its tangent."""
    w2 = multi_polygamma(1, x, 4)  # L2
    return w2, x_dot * multi_polygamma(2, x, 4)
