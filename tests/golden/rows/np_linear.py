"""What is emitted for these rows: ``pytest --update-golden`` writes it."""

import numpy as np


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


def with_diagonals(x, like, offset=0, axis1=0, axis2=1):
    """An array of the shape of ``like`` with ``x`` on its diagonals, and zeros elsewhere."""
    out = np.zeros(np.shape(like), dtype=np.asarray(x).dtype)
    view = np.diagonal(out, offset=offset, axis1=axis1, axis2=axis2)
    view.flags.writeable = True
    view[...] = x
    return out


def put_back(x, places, like):
    """Add each item to zeros of the shape of ``like`` at its place; items with the place -1 are left out."""
    out = np.zeros(np.size(like) + 1, dtype=np.asarray(x).dtype)
    np.add.at(out, places, x)
    return out[:-1].reshape(np.shape(like))


def unpadded(x, pad_width, like):
    """What ``np.pad`` has put its items around."""
    width = np.broadcast_to(pad_width, (np.ndim(x), 2))
    return x[tuple(slice(before, n - after) for (before, after), n in zip(width, np.shape(x), strict=True))]


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


def unreduceat(x, indices, like, axis=0):
    """The transpose of ``np.add.reduceat``: each sum goes to all items that are in it."""
    out = np.zeros(np.shape(like), dtype=x.dtype)
    to, g = np.moveaxis(out, axis, 0), np.moveaxis(x, axis, 0)
    ends = np.append(indices[1:], len(to))
    for k, (start, end) in enumerate(zip(indices, ends, strict=True)):
        to[start : max(end, start + 1)] += g[k]
    return out


def undiff(x, like, n=1, axis=-1):
    """The transpose of ``np.diff`` of what has the shape of ``like``, which may be shorter than n."""
    if not np.size(x):
        return np.zeros_like(like, dtype=x.dtype)
    zero = x.dtype.type(0.0)
    for _ in range(n):
        x = -np.diff(x, axis=axis, prepend=zero, append=zero)
    return x if n else x.copy()


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


def unpolyder(x, like):
    """The transpose of ``np.polyder``; of a polynomial without coefficients it has none."""
    return np.append(x * np.arange(len(x), 0, -1), np.zeros(min(len(like), 1), dtype=x.dtype))


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


# np.convolve: np.convolve(x, y)
# x: float64[x.0], y: float64[y.0]


def np_convolve__forward(x, y):
    """Forward sweep: ``np_convolve_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.convolve(x, y)  # L2
    return w3, ()


def np_convolve__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return np.correlate(out_bar, y), np.correlate(out_bar, x)


def np_convolve__tangent(x, y, x_dot, y_dot):
    """``np_convolve_(x, y)`` and its tangent."""
    w3 = np.convolve(x, y)  # L2
    return w3, np.convolve(x_dot, y) + np.convolve(x, y_dot)


# np.correlate: np.correlate(x, y)
# x: float64[x.0], y: float64[y.0]


def np_correlate__forward(x, y):
    """Forward sweep: ``np_correlate_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.correlate(x, y)  # L2
    return w3, ()


def np_correlate__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    # L2: return np.correlate(x, y)
    w4 = in_full(out_bar, x, y, "valid", turned=True)  # w3 = np.correlate(x, y)
    return np.correlate(w4, np.flip(y)), np.flip(np.correlate(w4, x)).copy()


def np_correlate__tangent(x, y, x_dot, y_dot):
    """``np_correlate_(x, y)`` and its tangent."""
    w3 = np.correlate(x, y)  # L2
    return w3, np.correlate(x_dot, y) + np.correlate(x, y_dot)


# np.kron: np.kron(x, y)
# x: float64[x.0], y: float64[y.0]


def np_kron__forward(x, y):
    """Forward sweep: ``np_kron_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.kron(x, y)  # L2
    return w3, ()


def np_kron__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return first_factor(out_bar, y, x), second_factor(out_bar, x, y)


def np_kron__tangent(x, y, x_dot, y_dot):
    """``np_kron_(x, y)`` and its tangent."""
    w3 = np.kron(x, y)  # L2
    return w3, np.kron(x_dot, y) + np.kron(x, y_dot)


# np.full_like: np.full_like(x, y)
# x: float64[x.0, x.1], y: float


def np_full_like__forward(x, y):
    """Forward sweep: ``np_full_like_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.full_like(x, y)  # L2
    return w3, ()


def np_full_like__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return np.zeros_like(x), float(np.sum(out_bar))


def np_full_like__tangent(x, y, x_dot, y_dot):
    """``np_full_like_(x, y)`` and its tangent."""
    w3 = np.full_like(x, y)  # L2
    return w3, np.full_like(x, y_dot)


# np.array: np.array(x)
# x: float64[x.0]


def np_array__forward(x):
    """Forward sweep: ``np_array_(x)``, and the tape for the adjoint sweep."""
    w2 = np.array(x)  # L2
    return w2, ()


def np_array__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar.copy()


def np_array__tangent(x, x_dot):
    """``np_array_(x)`` and its tangent."""
    w2 = np.array(x)  # L2
    return w2, np.array(x_dot)


# np.reshape: np.reshape(x, (3, 2))
# x: float64[x.0, x.1]


def np_reshape__forward(x):
    """Forward sweep: ``np_reshape_(x)``, and the tape for the adjoint sweep."""
    w2 = np.reshape(x, (3, 2))  # L2
    return w2, ()


def np_reshape__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar.reshape(x.shape).copy()


def np_reshape__tangent(x, x_dot):
    """``np_reshape_(x)`` and its tangent."""
    w2 = np.reshape(x, (3, 2))  # L2
    return w2, np.reshape(x_dot, (3, 2))


# np.ravel: np.append(x, y)
# x: float64[x.0, x.1], y: float64[y.0]


def np_ravel__forward(x, y):
    """Forward sweep: ``np_ravel_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.ravel(x)  # L2
    w4 = np.concatenate((w3, y))  # L2
    return w4, (w3,)


def np_ravel__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return np.append(x, y)
    w5 = w3.shape[0]  # w4 = np.concatenate((w3, y))
    return out_bar[:w5].reshape(x.shape).copy(), out_bar[w5:].copy()


def np_ravel__tangent(x, y, x_dot, y_dot):
    """``np_ravel_(x, y)`` and its tangent."""
    w3 = np.ravel(x)  # L2
    w4 = np.concatenate((w3, y))  # L2
    return w4, np.concatenate((np.ravel(x_dot), y_dot))


# np.transpose: np.transpose(x)
# x: float64[x.0, x.1]


def np_transpose__forward(x):
    """Forward sweep: ``np_transpose_(x)``, and the tape for the adjoint sweep."""
    w2 = np.transpose(x)  # L2
    return w2, ()


def np_transpose__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return np.transpose(out_bar).copy()


def np_transpose__tangent(x, x_dot):
    """``np_transpose_(x)`` and its tangent."""
    w2 = np.transpose(x)  # L2
    return w2, np.transpose(x_dot)


# np.swapaxes: np.swapaxes(x, 0, 2)
# x: float64[x.0, x.1, x.2]


def np_swapaxes__forward(x):
    """Forward sweep: ``np_swapaxes_(x)``, and the tape for the adjoint sweep."""
    w2 = np.swapaxes(x, 0, 2)  # L2
    return w2, ()


def np_swapaxes__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return np.swapaxes(out_bar, 0, 2).copy()


def np_swapaxes__tangent(x, x_dot):
    """``np_swapaxes_(x)`` and its tangent."""
    w2 = np.swapaxes(x, 0, 2)  # L2
    return w2, np.swapaxes(x_dot, 0, 2)


# np.expand_dims: np.expand_dims(x, 0)
# x: float64[x.0, x.1]


def np_expand_dims__forward(x):
    """Forward sweep: ``np_expand_dims_(x)``, and the tape for the adjoint sweep."""
    w2 = np.expand_dims(x, 0)  # L2
    return w2, ()


def np_expand_dims__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar.reshape(x.shape).copy()


def np_expand_dims__tangent(x, x_dot):
    """``np_expand_dims_(x)`` and its tangent."""
    w2 = np.expand_dims(x, 0)  # L2
    return w2, x_dot[None]


# np.ascontiguousarray: np.ascontiguousarray(x.T)
# x: float64[x.0, x.1]


def np_ascontiguousarray__forward(x):
    """Forward sweep: ``np_ascontiguousarray_(x)``, and the tape for the adjoint sweep."""
    w2 = x.T  # L2
    w3 = np.ascontiguousarray(w2)  # L2
    return w3, ()


def np_ascontiguousarray__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar.T.copy()


def np_ascontiguousarray__tangent(x, x_dot):
    """``np_ascontiguousarray_(x)`` and its tangent."""
    w2 = x.T  # L2
    w3 = np.ascontiguousarray(w2)  # L2
    return w3, np.ascontiguousarray(x_dot.T)


# np.complex128: (np.complex128(x) * (1 + 2j)).imag
# x: float


def np_complex128__forward(x):
    """Forward sweep: ``np_complex128_(x)``, and the tape for the adjoint sweep."""
    w2 = np.complex128(x)  # L2
    w3 = 1 + 2.0j  # L2
    w4 = w2 * w3  # L2
    w5 = w4.imag  # L2
    return w5, (w3,)


def np_complex128__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return (np.complex128(x) * (1 + 2j)).imag
    x_bar = (-(1.0j * out_bar * w3)).real  # w2 = np.complex128(x)
    return float(x_bar)


def np_complex128__tangent(x, x_dot):
    """``np_complex128_(x)`` and its tangent."""
    w2 = np.complex128(x)  # L2
    w3 = 1 + 2.0j  # L2
    w4 = w2 * w3  # L2
    w5 = w4.imag  # L2
    return w5, (np.complex128(x_dot) * w3).imag


# np.complex64: np.complex64(1j * x).imag
# x: np.float32


def np_complex64__forward(x):
    """Forward sweep: ``np_complex64_(x)``, and the tape for the adjoint sweep."""
    w2 = 1.0j * x  # L2
    w3 = np.complex64(w2)  # L2
    w4 = w3.imag  # L2
    return w4, ()


def np_complex64__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return np.complex64(1j * x).imag
    x_bar = (-(1.0j * (1.0j * out_bar))).real  # w2 = 1.0j * x
    return np.float32(x_bar)


def np_complex64__tangent(x, x_dot):
    """``np_complex64_(x)`` and its tangent."""
    w2 = 1.0j * x  # L2
    w3 = np.complex64(w2)  # L2
    w4 = w3.imag  # L2
    return w4, np.complex64(1.0j * x_dot).imag


# np.float64: np.float64(x)
# x: float


def np_float64__forward(x):
    """Forward sweep: ``np_float64_(x)``, and the tape for the adjoint sweep."""
    w2 = np.float64(x)  # L2
    return w2, ()


def np_float64__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return float(out_bar)


def np_float64__tangent(x, x_dot):
    """``np_float64_(x)`` and its tangent."""
    w2 = np.float64(x)  # L2
    return w2, np.float64(x_dot)


# np.float32: np.float32(x) * y
# x: np.float32, y: np.float32


def np_float32__forward(x, y):
    """Forward sweep: ``np_float32_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.float32(x)  # L2
    w4 = w3 * y  # L2
    return w4, (w3,)


def np_float32__adjoint(x, y, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    return np.float32(out_bar * y), np.float32(out_bar * w3)


def np_float32__tangent(x, y, x_dot, y_dot):
    """``np_float32_(x, y)`` and its tangent."""
    w3 = np.float32(x)  # L2
    w4 = w3 * y  # L2
    return w4, np.float32(x_dot) * y + y_dot * w3


# np.tril: np.tril(x)
# x: float64[x.0, x.1]


def np_tril__forward(x):
    """Forward sweep: ``np_tril_(x)``, and the tape for the adjoint sweep."""
    w2 = np.tril(x)  # L2
    return w2, ()


def np_tril__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return np.tril(out_bar)


def np_tril__tangent(x, x_dot):
    """``np_tril_(x)`` and its tangent."""
    w2 = np.tril(x)  # L2
    return w2, np.tril(x_dot)


# np.triu: np.triu(x)
# x: float64[x.0, x.1]


def np_triu__forward(x):
    """Forward sweep: ``np_triu_(x)``, and the tape for the adjoint sweep."""
    w2 = np.triu(x)  # L2
    return w2, ()


def np_triu__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return np.triu(out_bar)


def np_triu__tangent(x, x_dot):
    """``np_triu_(x)`` and its tangent."""
    w2 = np.triu(x)  # L2
    return w2, np.triu(x_dot)


# np.diag: np.diag(x)
# x: float64[x.0]


def np_diag__forward(x):
    """Forward sweep: ``np_diag_(x)``, and the tape for the adjoint sweep."""
    w2 = np.diag(x)  # L2
    return w2, ()


def np_diag__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return np.diag(out_bar).copy()


def np_diag__tangent(x, x_dot):
    """``np_diag_(x)`` and its tangent."""
    w2 = np.diag(x)  # L2
    return w2, np.diag(x_dot)


# np.trace: np.trace(x)
# x: float64[x.0, x.1]


def np_trace__forward(x):
    """Forward sweep: ``np_trace_(x)``, and the tape for the adjoint sweep."""
    w2 = np.trace(x)  # L2
    return w2, ()


def np_trace__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar * np.eye(x.shape[0], x.shape[1])


def np_trace__tangent(x, x_dot):
    """``np_trace_(x)`` and its tangent."""
    w2 = np.trace(x)  # L2
    return w2, np.trace(x_dot)


# np.diagonal: np.diagonal(x)
# x: float64[x.0, x.1]


def np_diagonal__forward(x):
    """Forward sweep: ``np_diagonal_(x)``, and the tape for the adjoint sweep."""
    w2 = np.diagonal(x)  # L2
    return w2, ()


def np_diagonal__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return with_diagonals(out_bar, x)


def np_diagonal__tangent(x, x_dot):
    """``np_diagonal_(x)`` and its tangent."""
    w2 = np.diagonal(x)  # L2
    return w2, np.diagonal(x_dot)


# np.concatenate: np.concatenate((x, y))
# x: float64[x.0], y: float64[y.0]


def np_concatenate__forward(x, y):
    """Forward sweep: ``np_concatenate_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.concatenate((x, y))  # L2
    return w3, ()


def np_concatenate__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    # L2: return np.concatenate((x, y))
    w4 = x.shape[0]  # w3 = np.concatenate((x, y))
    return out_bar[:w4].copy(), out_bar[w4:].copy()


def np_concatenate__tangent(x, y, x_dot, y_dot):
    """``np_concatenate_(x, y)`` and its tangent."""
    w3 = np.concatenate((x, y))  # L2
    return w3, np.concatenate((x_dot, y_dot))


# np.stack: np.stack((x, y))
# x: float64[x.0], y: float64[y.0]


def np_stack__forward(x, y):
    """Forward sweep: ``np_stack_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.stack((x, y))  # L2
    return w3, ()


def np_stack__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return out_bar[0].copy(), out_bar[1].copy()


def np_stack__tangent(x, y, x_dot, y_dot):
    """``np_stack_(x, y)`` and its tangent."""
    w3 = np.stack((x, y))  # L2
    return w3, np.stack((x_dot, y_dot))


# np.vstack: np.vstack((x, y))
# x: float64[x.0], y: float64[y.0]


def np_vstack__forward(x, y):
    """Forward sweep: ``np_vstack_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.vstack((x, y))  # L2
    return w3, ()


def np_vstack__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return out_bar[0].copy(), out_bar[1].copy()


def np_vstack__tangent(x, y, x_dot, y_dot):
    """``np_vstack_(x, y)`` and its tangent."""
    w3 = np.vstack((x, y))  # L2
    return w3, np.vstack((x_dot, y_dot))


# np.hstack: np.hstack((x, y))
# x: float64[x.0], y: float64[y.0]


def np_hstack__forward(x, y):
    """Forward sweep: ``np_hstack_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.hstack((x, y))  # L2
    return w3, ()


def np_hstack__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    # L2: return np.hstack((x, y))
    w4 = x.shape[0]  # w3 = np.hstack((x, y))
    return out_bar[:w4].copy(), out_bar[w4:].copy()


def np_hstack__tangent(x, y, x_dot, y_dot):
    """``np_hstack_(x, y)`` and its tangent."""
    w3 = np.hstack((x, y))  # L2
    return w3, np.hstack((x_dot, y_dot))


# np.column_stack: np.column_stack((x, y))
# x: float64[x.0], y: float64[y.0]


def np_column_stack__forward(x, y):
    """Forward sweep: ``np_column_stack_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.column_stack((x, y))  # L2
    return w3, ()


def np_column_stack__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return out_bar[:, 0].copy(), out_bar[:, 1].copy()


def np_column_stack__tangent(x, y, x_dot, y_dot):
    """``np_column_stack_(x, y)`` and its tangent."""
    w3 = np.column_stack((x, y))  # L2
    return w3, np.column_stack((x_dot, y_dot))


# np.matmul: np.matmul(x, y)
# x: float64[x.0, x.1], y: float64[y.0, y.1]


def np_matmul__forward(x, y):
    """Forward sweep: ``np_matmul_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.matmul(x, y)  # L2
    return w3, ()


def np_matmul__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return out_bar @ y.T, x.T @ out_bar


def np_matmul__tangent(x, y, x_dot, y_dot):
    """``np_matmul_(x, y)`` and its tangent."""
    w3 = np.matmul(x, y)  # L2
    return w3, np.matmul(x_dot, y) + np.matmul(x, y_dot)


# np.dot: np.dot(x, y)
# x: float64[x.0], y: float64[y.0]


def np_dot__forward(x, y):
    """Forward sweep: ``np_dot_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.dot(x, y)  # L2
    return w3, ()


def np_dot__adjoint(x, y, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return out_bar * y, out_bar * x


def np_dot__tangent(x, y, x_dot, y_dot):
    """``np_dot_(x, y)`` and its tangent."""
    w3 = np.dot(x, y)  # L2
    return w3, np.dot(x_dot, y) + np.dot(x, y_dot)


# np.outer: np.outer(x, y)
# x: float64[x.0], y: float64[y.0]


def np_outer__forward(x, y):
    """Forward sweep: ``np_outer_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.outer(x, y)  # L2
    return w3, ()


def np_outer__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return out_bar @ y, x @ out_bar


def np_outer__tangent(x, y, x_dot, y_dot):
    """``np_outer_(x, y)`` and its tangent."""
    w3 = np.outer(x, y)  # L2
    return w3, np.outer(x_dot, y) + np.outer(x, y_dot)


# np.meshgrid: np.meshgrid(x, y)[0]
# x: float64[x.0], y: float64[y.0]


def np_meshgrid__forward(x, y):
    """Forward sweep: ``np_meshgrid_(x, y)``, and the tape for the adjoint sweep."""
    w3, _ = np.meshgrid(x, y)  # L2
    return w3, ()


def np_meshgrid__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return np.sum(out_bar, axis=0), np.zeros_like(y)


def np_meshgrid__tangent(x, y, x_dot, y_dot):
    """``np_meshgrid_(x, y)`` and its tangent."""
    w3, _ = np.meshgrid(x, y)  # L2
    w5, _ = np.meshgrid(x_dot, y_dot)
    return w3, w5


# np.sum: np.sum(x)
# x: float64[x.0, x.1]


def np_sum__forward(x):
    """Forward sweep: ``np_sum_(x)``, and the tape for the adjoint sweep."""
    w2 = np.sum(x)  # L2
    return w2, ()


def np_sum__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return np.full_like(x, out_bar)


def np_sum__tangent(x, x_dot):
    """``np_sum_(x)`` and its tangent."""
    w2 = np.sum(x)  # L2
    return w2, np.sum(x_dot)


# sum_with_where: np.sum(x, where=c)
# x: float64[x.0], c: bool[c.0]


def sum_with_where__forward(x, c):
    """Forward sweep: ``sum_with_where_(x, c)``, and the tape for the adjoint sweep."""
    w3 = np.sum(x, where=c)  # L2
    return w3, ()


def sum_with_where__adjoint(x, c, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return np.where(c, out_bar, 0.0)


def sum_with_where__tangent(x, c, x_dot):
    """``sum_with_where_(x, c)`` and its tangent."""
    w3 = np.sum(x, where=c)  # L2
    return w3, np.sum(x_dot, where=c)


# np.add.reduce: np.add.reduce(x)
# x: float64[x.0]


def np_add_reduce__forward(x):
    """Forward sweep: ``np_add_reduce_(x)``, and the tape for the adjoint sweep."""
    w2 = np.add.reduce(x)  # L2
    return w2, ()


def np_add_reduce__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return np.full_like(x, out_bar)


def np_add_reduce__tangent(x, x_dot):
    """``np_add_reduce_(x)`` and its tangent."""
    w2 = np.add.reduce(x)  # L2
    return w2, np.add.reduce(x_dot)


# add_reduce_with_where: np.add.reduce(x, axis=None, where=c)
# x: float64[x.0, x.1], c: bool[c.0]


def add_reduce_with_where__forward(x, c):
    """Forward sweep: ``add_reduce_with_where_(x, c)``, and the tape for the adjoint
    sweep.
    """
    w3 = np.add.reduce(x, axis=None, where=c)  # L2
    return w3, ()


def add_reduce_with_where__adjoint(x, c, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return np.broadcast_to(np.where(c, out_bar, 0.0), x.shape).copy()


def add_reduce_with_where__tangent(x, c, x_dot):
    """``add_reduce_with_where_(x, c)`` and its tangent."""
    w3 = np.add.reduce(x, axis=None, where=c)  # L2
    return w3, np.add.reduce(x_dot, axis=None, where=c)


# np.mean: np.mean(x)
# x: float64[x.0, x.1]


def np_mean__forward(x):
    """Forward sweep: ``np_mean_(x)``, and the tape for the adjoint sweep."""
    w2 = np.mean(x)  # L2
    return w2, ()


def np_mean__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return np.full_like(x, out_bar / max(x.size, 1))


def np_mean__tangent(x, x_dot):
    """``np_mean_(x)`` and its tangent."""
    w2 = np.mean(x)  # L2
    return w2, np.mean(x_dot)


# np.tile: np.tile(x, 2)
# x: float64[x.0]


def np_tile__forward(x):
    """Forward sweep: ``np_tile_(x)``, and the tape for the adjoint sweep."""
    w2 = np.tile(x, 2)  # L2
    return w2, ()


def np_tile__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return np.tile(x, 2)
    w3 = np.tile(np.arange(x.size).reshape(x.shape), 2)  # w2 = np.tile(x, 2)
    return put_back(out_bar, w3, x)


def np_tile__tangent(x, x_dot):
    """``np_tile_(x)`` and its tangent."""
    w2 = np.tile(x, 2)  # L2
    return w2, np.tile(x_dot, 2)


# np.pad: np.pad(x, 2)
# x: float64[x.0]


def np_pad__forward(x):
    """Forward sweep: ``np_pad_(x)``, and the tape for the adjoint sweep."""
    w2 = np.pad(x, 2)  # L2
    return w2, ()


def np_pad__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return unpadded(out_bar, 2, x).copy()


def np_pad__tangent(x, x_dot):
    """``np_pad_(x)`` and its tangent."""
    w2 = np.pad(x, 2)  # L2
    return w2, np.pad(x_dot, 2)


# pad_odd: np.pad(x, (1, 2), mode='reflect', reflect_type='odd')
# x: float64[x.0]


def pad_odd__forward(x):
    """Forward sweep: ``pad_odd_(x)``, and the tape for the adjoint sweep."""
    w2 = np.pad(x, (1, 2), mode="reflect", reflect_type="odd")  # L2
    return w2, ()


def pad_odd__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return unmirrored(out_bar, (1, 2), x)


def pad_odd__tangent(x, x_dot):
    """``pad_odd_(x)`` and its tangent."""
    w2 = np.pad(x, (1, 2), mode="reflect", reflect_type="odd")  # L2
    return w2, np.pad(x_dot, (1, 2), mode="reflect", reflect_type="odd")


# np.delete: np.delete(x, 1)
# x: float64[x.0]


def np_delete__forward(x):
    """Forward sweep: ``np_delete_(x)``, and the tape for the adjoint sweep."""
    w2 = np.delete(x, 1)  # L2
    return w2, ()


def np_delete__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return np.delete(x, 1)
    w3 = np.delete(np.arange(x.size).reshape(x.shape), 1)  # w2 = np.delete(x, 1)
    return put_back(out_bar, w3, x)


def np_delete__tangent(x, x_dot):
    """``np_delete_(x)`` and its tangent."""
    w2 = np.delete(x, 1)  # L2
    return w2, np.delete(x_dot, 1)


# np.compress: np.compress(c, x)
# c: bool[c.0], x: float64[x.0]


def np_compress__forward(c, x):
    """Forward sweep: ``np_compress_(c, x)``, and the tape for the adjoint sweep."""
    w3 = np.compress(c, x)  # L2
    return w3, ()


def np_compress__adjoint(c, x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return np.compress(c, x)
    w4 = np.compress(c, np.arange(x.size).reshape(x.shape))  # w3 = np.compress(c, x)
    return put_back(out_bar, w4, x)


def np_compress__tangent(c, x, x_dot):
    """``np_compress_(c, x)`` and its tangent."""
    w3 = np.compress(c, x)  # L2
    return w3, np.compress(c, x_dot)


# np.extract: np.extract(c, x)
# c: bool[c.0], x: float64[x.0]


def np_extract__forward(c, x):
    """Forward sweep: ``np_extract_(c, x)``, and the tape for the adjoint sweep."""
    w3 = np.extract(c, x)  # L2
    return w3, ()


def np_extract__adjoint(c, x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return np.extract(c, x)
    w4 = np.extract(c, np.arange(x.size).reshape(x.shape))  # w3 = np.extract(c, x)
    return put_back(out_bar, w4, x)


def np_extract__tangent(c, x, x_dot):
    """``np_extract_(c, x)`` and its tangent."""
    w3 = np.extract(c, x)  # L2
    return w3, np.extract(c, x_dot)


# np.rot90: np.rot90(x)
# x: float64[x.0, x.1]


def np_rot90__forward(x):
    """Forward sweep: ``np_rot90_(x)``, and the tape for the adjoint sweep."""
    w2 = np.rot90(x)  # L2
    return w2, ()


def np_rot90__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return np.rot90(out_bar, k=-1).copy()


def np_rot90__tangent(x, x_dot):
    """``np_rot90_(x)`` and its tangent."""
    w2 = np.rot90(x)  # L2
    return w2, np.rot90(x_dot)


# np.choose: np.choose([0, 1, 0], [x, y])
# x: float64[x.0], y: float64[y.0]


def np_choose__forward(x, y):
    """Forward sweep: ``np_choose_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.array([0, 1, 0])  # L2
    w4 = np.choose(w3, [x, y])  # L2
    return w4, (w3,)


def np_choose__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    return np.where(w3 == 0, out_bar, 0.0), np.where(w3 == 1, out_bar, 0.0)


def np_choose__tangent(x, y, x_dot, y_dot):
    """``np_choose_(x, y)`` and its tangent."""
    w3 = np.array([0, 1, 0])  # L2
    w4 = np.choose(w3, [x, y])  # L2
    return w4, np.choose(w3, (x_dot, y_dot))


# bincount_of: np.bincount(np.array([0, 1, 1]), weights=x)
# x: float64[x.0]


def bincount_of__forward(x):
    """Forward sweep: ``bincount_of_(x)``, and the tape for the adjoint sweep."""
    w2 = np.array([0, 1, 1])  # L2
    w3 = np.bincount(w2, x)  # L2
    return w3, (w2,)


def bincount_of__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return np.take(out_bar, w2)


def bincount_of__tangent(x, x_dot):
    """``bincount_of_(x)`` and its tangent."""
    w2 = np.array([0, 1, 1])  # L2
    w3 = np.bincount(w2, x)  # L2
    return w3, np.bincount(w2, x_dot)


# np.modf: np.modf(x)[0]
# x: float64[x.0]


def np_modf__forward(x):
    """Forward sweep: ``np_modf_(x)``, and the tape for the adjoint sweep."""
    w2, _ = np.modf(x)  # L2
    return w2, ()


def np_modf__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar.copy()


def np_modf__tangent(x, x_dot):
    """``np_modf_(x)`` and its tangent."""
    w2, _ = np.modf(x)  # L2
    return w2, x_dot


# np.add.reduceat: np.add.reduceat(x, [0, 2, 1])
# x: float64[x.0]


def np_add_reduceat__forward(x):
    """Forward sweep: ``np_add_reduceat_(x)``, and the tape for the adjoint sweep."""
    w2 = np.array([0, 2, 1])  # L2
    w3 = np.add.reduceat(x, w2)  # L2
    return w3, (w2,)


def np_add_reduceat__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return unreduceat(out_bar, w2, x)


def np_add_reduceat__tangent(x, x_dot):
    """``np_add_reduceat_(x)`` and its tangent."""
    w2 = np.array([0, 2, 1])  # L2
    w3 = np.add.reduceat(x, w2)  # L2
    return w3, np.add.reduceat(x_dot, w2)


# np.cumsum: np.cumsum(x)
# x: float64[x.0]


def np_cumsum__forward(x):
    """Forward sweep: ``np_cumsum_(x)``, and the tape for the adjoint sweep."""
    w2 = np.cumsum(x)  # L2
    return w2, ()


def np_cumsum__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return np.flip(np.cumsum(np.flip(out_bar))).copy()


def np_cumsum__tangent(x, x_dot):
    """``np_cumsum_(x)`` and its tangent."""
    w2 = np.cumsum(x)  # L2
    return w2, np.cumsum(x_dot)


# np.cumulative_sum: np.cumulative_sum(x)
# x: float64[x.0]


def np_cumulative_sum__forward(x):
    """Forward sweep: ``np_cumulative_sum_(x)``, and the tape for the adjoint sweep."""
    w2 = np.cumulative_sum(x)  # L2
    return w2, ()


def np_cumulative_sum__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return np.flip(np.cumsum(np.flip(out_bar))).copy()


def np_cumulative_sum__tangent(x, x_dot):
    """``np_cumulative_sum_(x)`` and its tangent."""
    w2 = np.cumulative_sum(x)  # L2
    return w2, np.cumulative_sum(x_dot)


# np.add.accumulate: np.add.accumulate(x)
# x: float64[x.0]


def np_add_accumulate__forward(x):
    """Forward sweep: ``np_add_accumulate_(x)``, and the tape for the adjoint sweep."""
    w2 = np.add.accumulate(x)  # L2
    return w2, ()


def np_add_accumulate__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return np.flip(np.cumsum(np.flip(out_bar, axis=0), axis=0), axis=0).copy()


def np_add_accumulate__tangent(x, x_dot):
    """``np_add_accumulate_(x)`` and its tangent."""
    w2 = np.add.accumulate(x)  # L2
    return w2, np.add.accumulate(x_dot)


# np.diff: np.diff(x)
# x: float64[x.0]


def np_diff__forward(x):
    """Forward sweep: ``np_diff_(x)``, and the tape for the adjoint sweep."""
    w2 = np.diff(x)  # L2
    return w2, ()


def np_diff__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return undiff(out_bar, x)


def np_diff__tangent(x, x_dot):
    """``np_diff_(x)`` and its tangent."""
    w2 = np.diff(x)  # L2
    return w2, np.diff(x_dot)


# np.gradient: np.gradient(x)
# x: float64[x.0]


def np_gradient__forward(x):
    """Forward sweep: ``np_gradient_(x)``, and the tape for the adjoint sweep."""
    w2 = np.gradient(x)  # L2
    return w2, ()


def np_gradient__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return ungradient(out_bar, axis=0)


def np_gradient__tangent(x, x_dot):
    """``np_gradient_(x)`` and its tangent."""
    w2 = np.gradient(x)  # L2
    return w2, np.gradient(x_dot)


# gradient_at: np.gradient(x, [0.0, 0.4, 1.9])
# x: float64[x.0]


def gradient_at__forward(x):
    """Forward sweep: ``gradient_at_(x)``, and the tape for the adjoint sweep."""
    w2 = np.array([0.0, 0.4, 1.9])  # L2
    w3 = np.gradient(x, w2)  # L2
    return w3, (w2,)


def gradient_at__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return ungradient_at(out_bar, w2, axis=0)


def gradient_at__tangent(x, x_dot):
    """``gradient_at_(x)`` and its tangent."""
    w2 = np.array([0.0, 0.4, 1.9])  # L2
    w3 = np.gradient(x, w2)  # L2
    return w3, np.gradient(x_dot, w2)


# np.polyder: np.polyder(x)
# x: float64[x.0]


def np_polyder__forward(x):
    """Forward sweep: ``np_polyder_(x)``, and the tape for the adjoint sweep."""
    w2 = np.polyder(x)  # L2
    return w2, ()


def np_polyder__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return unpolyder(out_bar, x)


def np_polyder__tangent(x, x_dot):
    """``np_polyder_(x)`` and its tangent."""
    w2 = np.polyder(x)  # L2
    return w2, np.polyder(x_dot)


# np.polyint: np.polyint(x, 2)
# x: float64[x.0]


def np_polyint__forward(x):
    """Forward sweep: ``np_polyint_(x)``, and the tape for the adjoint sweep."""
    w2 = np.polyint(x)  # L2
    w3 = np.polyint(w2)  # L2
    return w3, ()


def np_polyint__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return unpolyint(unpolyint(out_bar))


def np_polyint__tangent(x, x_dot):
    """``np_polyint_(x)`` and its tangent."""
    w2 = np.polyint(x)  # L2
    w3 = np.polyint(w2)  # L2
    return w3, np.polyint(np.polyint(x_dot))


# np.einsum: np.einsum('ij,jk->ik', x, y)
# x: float64[x.0, x.1], y: float64[y.0, y.1]


def np_einsum__forward(x, y):
    """Forward sweep: ``np_einsum_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.einsum("ij,jk->ik", x, y)  # L2
    return w3, ()


def np_einsum__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return np.einsum("jk,ik->ij", y, out_bar), np.einsum("ij,ik->jk", x, out_bar)


def np_einsum__tangent(x, y, x_dot, y_dot):
    """``np_einsum_(x, y)`` and its tangent."""
    w3 = np.einsum("ij,jk->ik", x, y)  # L2
    return w3, np.einsum("ij,jk->ik", x_dot, y) + np.einsum("ij,jk->ik", x, y_dot)


# np.cross: np.cross(x, y)
# x: float64[x.0], y: float64[y.0]


def np_cross__forward(x, y):
    """Forward sweep: ``np_cross_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.cross(x, y)  # L2
    return w3, ()


def np_cross__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return cross_in_space(y, out_bar), cross_in_space(out_bar, x)


def np_cross__tangent(x, y, x_dot, y_dot):
    """``np_cross_(x, y)`` and its tangent."""
    w3 = np.cross(x, y)  # L2
    return w3, np.cross(x_dot, y) + np.cross(x, y_dot)


# einsum_view: np.einsum('ii->i', x)
# x: float64[x.0, x.1]


def einsum_view__forward(x):
    """Forward sweep: ``einsum_view_(x)``, and the tape for the adjoint sweep."""
    w2 = np.einsum("ii->i", x)  # L2
    return w2, ()


def einsum_view__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return spread(out_bar, "ii->i", x)


def einsum_view__tangent(x, x_dot):
    """``einsum_view_(x)`` and its tangent."""
    w2 = np.einsum("ii->i", x)  # L2
    return w2, np.einsum("ii->i", x_dot)


# np.vdot: np.vdot(x, y)
# x: float64[x.0], y: float64[y.0]


def np_vdot__forward(x, y):
    """Forward sweep: ``np_vdot_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.vdot(x, y)  # L2
    return w3, ()


def np_vdot__adjoint(x, y, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return out_bar * y, out_bar * x


def np_vdot__tangent(x, y, x_dot, y_dot):
    """``np_vdot_(x, y)`` and its tangent."""
    w3 = np.vdot(x, y)  # L2
    return w3, np.vdot(x_dot, y) + np.vdot(x, y_dot)


# np.inner: np.inner(x, y)
# x: float64[x.0], y: float64[y.0]


def np_inner__forward(x, y):
    """Forward sweep: ``np_inner_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.inner(x, y)  # L2
    return w3, ()


def np_inner__adjoint(x, y, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return out_bar * y, out_bar * x


def np_inner__tangent(x, y, x_dot, y_dot):
    """``np_inner_(x, y)`` and its tangent."""
    w3 = np.inner(x, y)  # L2
    return w3, np.inner(x_dot, y) + np.inner(x, y_dot)


# np.vecdot: np.vecdot(x, y)
# x: float64[x.0], y: float64[y.0]


def np_vecdot__forward(x, y):
    """Forward sweep: ``np_vecdot_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.vecdot(x, y)  # L2
    return w3, ()


def np_vecdot__adjoint(x, y, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return out_bar * y, out_bar * x


def np_vecdot__tangent(x, y, x_dot, y_dot):
    """``np_vecdot_(x, y)`` and its tangent."""
    w3 = np.vecdot(x, y)  # L2
    return w3, np.vecdot(x_dot, y) + np.vecdot(x, y_dot)


# np.matvec: np.matvec(x, y)
# x: float64[x.0, x.1, x.2], y: float64[y.0]


def np_matvec__forward(x, y):
    """Forward sweep: ``np_matvec_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.matvec(x, y)  # L2
    return w3, ()


def np_matvec__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return out_bar[:, :, None] * y[None], np.sum(np.vecmat(out_bar, x), axis=0)


def np_matvec__tangent(x, y, x_dot, y_dot):
    """``np_matvec_(x, y)`` and its tangent."""
    w3 = np.matvec(x, y)  # L2
    return w3, np.matvec(x_dot, y) + np.matvec(x, y_dot)


# np.vecmat: np.vecmat(x, y)
# x: float64[x.0], y: float64[y.0, y.1, y.2]


def np_vecmat__forward(x, y):
    """Forward sweep: ``np_vecmat_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.vecmat(x, y)  # L2
    return w3, ()


def np_vecmat__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return np.sum(np.matvec(y, out_bar), axis=0), x[:, None] * out_bar[:, None]


def np_vecmat__tangent(x, y, x_dot, y_dot):
    """``np_vecmat_(x, y)`` and its tangent."""
    w3 = np.vecmat(x, y)  # L2
    return w3, np.vecmat(x_dot, y) + np.vecmat(x, y_dot)


# np.tensordot: np.tensordot(x, y, axes=1)
# x: float64[x.0, x.1], y: float64[y.0, y.1]


def np_tensordot__forward(x, y):
    """Forward sweep: ``np_tensordot_(x, y)``, and the tape for the adjoint sweep."""
    w3 = np.tensordot(x, y, axes=1)  # L2
    return w3, ()


def np_tensordot__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    return np.tensordot(out_bar, y, axes=((1,), (1,))), np.tensordot(x, out_bar, axes=((0,), (0,)))


def np_tensordot__tangent(x, y, x_dot, y_dot):
    """``np_tensordot_(x, y)`` and its tangent."""
    w3 = np.tensordot(x, y, axes=1)  # L2
    return w3, np.tensordot(x_dot, y, axes=1) + np.tensordot(x, y_dot, axes=1)


# np.roll: np.roll(x, 1)
# x: float64[x.0]


def np_roll__forward(x):
    """Forward sweep: ``np_roll_(x)``, and the tape for the adjoint sweep."""
    w2 = np.roll(x, 1)  # L2
    return w2, ()


def np_roll__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return np.roll(out_bar, -1)


def np_roll__tangent(x, x_dot):
    """``np_roll_(x)`` and its tangent."""
    w2 = np.roll(x, 1)  # L2
    return w2, np.roll(x_dot, 1)


# np.flip: np.flip(x)
# x: float64[x.0, x.1]


def np_flip__forward(x):
    """Forward sweep: ``np_flip_(x)``, and the tape for the adjoint sweep."""
    w2 = np.flip(x)  # L2
    return w2, ()


def np_flip__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return np.flip(out_bar).copy()


def np_flip__tangent(x, x_dot):
    """``np_flip_(x)`` and its tangent."""
    w2 = np.flip(x)  # L2
    return w2, np.flip(x_dot)


# np.fliplr: np.fliplr(x)
# x: float64[x.0, x.1]


def np_fliplr__forward(x):
    """Forward sweep: ``np_fliplr_(x)``, and the tape for the adjoint sweep."""
    w2 = np.fliplr(x)  # L2
    return w2, ()


def np_fliplr__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return np.fliplr(out_bar).copy()


def np_fliplr__tangent(x, x_dot):
    """``np_fliplr_(x)`` and its tangent."""
    w2 = np.fliplr(x)  # L2
    return w2, np.fliplr(x_dot)


# np.flipud: np.flipud(x)
# x: float64[x.0, x.1]


def np_flipud__forward(x):
    """Forward sweep: ``np_flipud_(x)``, and the tape for the adjoint sweep."""
    w2 = np.flipud(x)  # L2
    return w2, ()


def np_flipud__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return np.flipud(out_bar).copy()


def np_flipud__tangent(x, x_dot):
    """``np_flipud_(x)`` and its tangent."""
    w2 = np.flipud(x)  # L2
    return w2, np.flipud(x_dot)


# np.moveaxis: np.moveaxis(x, 0, -1)
# x: float64[x.0, x.1, x.2]


def np_moveaxis__forward(x):
    """Forward sweep: ``np_moveaxis_(x)``, and the tape for the adjoint sweep."""
    w2 = np.moveaxis(x, 0, -1)  # L2
    return w2, ()


def np_moveaxis__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return np.moveaxis(out_bar, -1, 0).copy()


def np_moveaxis__tangent(x, x_dot):
    """``np_moveaxis_(x)`` and its tangent."""
    w2 = np.moveaxis(x, 0, -1)  # L2
    return w2, np.moveaxis(x_dot, 0, -1)


# np.squeeze: np.squeeze(x, axis=0)
# x: float64[1, x.1]


def np_squeeze__forward(x):
    """Forward sweep: ``np_squeeze_(x)``, and the tape for the adjoint sweep."""
    w2 = np.squeeze(x, axis=0)  # L2
    return w2, ()


def np_squeeze__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar.reshape(x.shape).copy()


def np_squeeze__tangent(x, x_dot):
    """``np_squeeze_(x)`` and its tangent."""
    w2 = np.squeeze(x, axis=0)  # L2
    return w2, np.squeeze(x_dot, axis=0)


# np.atleast_1d: np.atleast_1d(x)
# x: float


def np_atleast_1d__forward(x):
    """Forward sweep: ``np_atleast_1d_(x)``, and the tape for the adjoint sweep."""
    w2 = np.atleast_1d(x)  # L2
    return w2, ()


def np_atleast_1d__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return float(np.sum(out_bar))


def np_atleast_1d__tangent(x, x_dot):
    """``np_atleast_1d_(x)`` and its tangent."""
    w2 = np.atleast_1d(x)  # L2
    return w2, np.atleast_1d(x_dot)


# np.atleast_2d: np.atleast_2d(x)
# x: float64[x.0]


def np_atleast_2d__forward(x):
    """Forward sweep: ``np_atleast_2d_(x)``, and the tape for the adjoint sweep."""
    w2 = np.atleast_2d(x)  # L2
    return w2, ()


def np_atleast_2d__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar.reshape(x.shape).copy()


def np_atleast_2d__tangent(x, x_dot):
    """``np_atleast_2d_(x)`` and its tangent."""
    w2 = np.atleast_2d(x)  # L2
    return w2, np.atleast_2d(x_dot)


# np.atleast_3d: np.atleast_3d(x)
# x: float


def np_atleast_3d__forward(x):
    """Forward sweep: ``np_atleast_3d_(x)``, and the tape for the adjoint sweep."""
    w2 = np.atleast_3d(x)  # L2
    return w2, ()


def np_atleast_3d__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return float(np.sum(out_bar))


def np_atleast_3d__tangent(x, x_dot):
    """``np_atleast_3d_(x)`` and its tangent."""
    w2 = np.atleast_3d(x)  # L2
    return w2, np.atleast_3d(x_dot)


# np.take_along_axis: np.take_along_axis(x, np.argsort(x * x, axis=1)[:, :2], axis=1)
# x: float64[x.0, x.1]


def np_take_along_axis__forward(x):
    """Forward sweep: ``np_take_along_axis_(x)``, and the tape for the adjoint sweep."""
    w2 = x * x  # L2
    w3 = np.argsort(w2, axis=1)  # L2
    w4 = w3[:, :2]  # L2
    w5 = np.take_along_axis(x, w4, axis=1)  # L2
    return w5, (w4,)


def np_take_along_axis__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w4 = tape[0]
    return put_along(out_bar, w4, x, axis=1)


def np_take_along_axis__tangent(x, x_dot):
    """``np_take_along_axis_(x)`` and its tangent."""
    w2 = x * x  # L2
    w3 = np.argsort(w2, axis=1)  # L2
    w4 = w3[:, :2]  # L2
    w5 = np.take_along_axis(x, w4, axis=1)  # L2
    return w5, np.take_along_axis(x_dot, w4, axis=1)


# np.take: np.take(x, [2, 0, 0])
# x: float64[x.0]


def np_take__forward(x):
    """Forward sweep: ``np_take_(x)``, and the tape for the adjoint sweep."""
    w2 = np.array([2, 0, 0])  # L2
    w3 = np.take(x, w2)  # L2
    return w3, (w2,)


def np_take__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return untake(out_bar, w2, x)


def np_take__tangent(x, x_dot):
    """``np_take_(x)`` and its tangent."""
    w2 = np.array([2, 0, 0])  # L2
    w3 = np.take(x, w2)  # L2
    return w3, np.take(x_dot, w2)


# np.repeat: np.repeat(x, 2)
# x: float64[x.0]


def np_repeat__forward(x):
    """Forward sweep: ``np_repeat_(x)``, and the tape for the adjoint sweep."""
    w2 = np.repeat(x, 2)  # L2
    return w2, ()


def np_repeat__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return unrepeat(out_bar, 2, x)


def np_repeat__tangent(x, x_dot):
    """``np_repeat_(x)`` and its tangent."""
    w2 = np.repeat(x, 2)  # L2
    return w2, np.repeat(x_dot, 2)


# np.broadcast_to: np.broadcast_to(x, (2, 3))
# x: float64[x.0]


def np_broadcast_to__forward(x):
    """Forward sweep: ``np_broadcast_to_(x)``, and the tape for the adjoint sweep."""
    w2 = np.broadcast_to(x, (2, 3))  # L2
    return w2, ()


def np_broadcast_to__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return np.sum(out_bar, axis=0)


def np_broadcast_to__tangent(x, x_dot):
    """``np_broadcast_to_(x)`` and its tangent."""
    w2 = np.broadcast_to(x, (2, 3))  # L2
    return w2, np.broadcast_to(x_dot, (2, 3))


# np.lib.stride_tricks.sliding_window_view: np.lib.stride_tricks.sliding_window_view(x, 2)
# x: float64[x.0]


def np_lib_stride_tricks_sliding_window_view__forward(x):
    """Forward sweep: ``np_lib_stride_tricks_sliding_window_view_(x)``, and the tape
    for the adjoint sweep.
    """
    w2 = np.lib.stride_tricks.sliding_window_view(x, 2)  # L2
    return w2, ()


def np_lib_stride_tricks_sliding_window_view__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return unwindowed(out_bar, 2, x)


def np_lib_stride_tricks_sliding_window_view__tangent(x, x_dot):
    """``np_lib_stride_tricks_sliding_window_view_(x)`` and its tangent."""
    w2 = np.lib.stride_tricks.sliding_window_view(x, 2)  # L2
    return w2, np.lib.stride_tricks.sliding_window_view(x_dot, 2)


# without_axes_of_one: np.cov(x[x[:, 0] > -9.0])
# x: float64[x.0, x.1]


def without_axes_of_one__forward(x):
    """Forward sweep: ``without_axes_of_one_(x)``, and the tape for the adjoint sweep."""
    w2 = x[:, 0]  # L2
    w3 = w2 > -9.0  # L2
    w4 = x[w3]  # L2
    w5 = np.cov(w4)  # L2
    return w5, (w4, w3)


def without_axes_of_one__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w4, w3 = tape
    # L2: return np.cov(x[x[:, 0] > -9.0])
    w6 = np.atleast_2d(out_bar / (w4.shape[1] - 1))  # w5 = np.cov(w4)
    w7 = w4 - np.mean(w4, axis=1, keepdims=True)  # w5 = np.cov(w4)
    w4_bar = w6 @ w7 + w6.T @ w7  # w5 = np.cov(w4)
    x_bar = np.zeros_like(x)
    x_bar[w3] = w4_bar  # w4 = x[w3]
    return x_bar


def without_axes_of_one__tangent(x, x_dot):
    """``without_axes_of_one_(x)`` and its tangent."""
    w2 = x[:, 0]  # L2
    w3 = w2 > -9.0  # L2
    w4 = x[w3]  # L2
    w4_dot = x_dot[w3]
    w5 = np.cov(w4)  # L2
    w6 = w4 - np.mean(w4, axis=1, keepdims=True)
    w7 = w6 @ w4_dot.T
    w8 = np.reshape(w4_dot @ w6.T + w7, np.shape(w5))
    return w5, w8 / (w4.shape[1] - 1)
