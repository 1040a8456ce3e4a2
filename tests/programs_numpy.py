"""The zoo of NumPy's calls that write arrays, and of its methods and attributes; see `tests.programs`."""

import math
import operator

import numpy as np

from tests.programs import M23, M33, V3, V4, V6, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)

W3 = np.array([1.5, 0.75, -0.4])
SINGLE = V3.astype(np.float32)


# ---------------------------------------------------------------- out=


@program((V3, W3))
def out_by_keyword_and_by_place(x, y):
    c = np.zeros(3)
    np.add(x, y, out=c)
    np.multiply(c, x, c)
    d = np.exp(c, c)
    d *= 2.0
    np.subtract(1.0, c, out=(c,))
    return np.sum(c * x) + d[0]


@program((V3, 1.7))
def out_is_an_argument_and_an_operand(x, k):
    y = x
    np.multiply(x, k, out=x)
    np.sin(x, x)
    np.power(x, 2, out=x)
    return np.sum(y * x) + x[0] * k


@program((V4, 3), (V4, 0))
def out_in_a_loop_with_swapped_buffers(x, n):
    old, new = x * 1.0, np.zeros(4)
    for _ in range(n):
        np.multiply(old[1:], old[:-1], out=new[1:])
        np.sin(old[:1], out=new[:1])
        old, new = new, old
    return np.sum(old * x)


@program((V4,))
def out_overlaps_its_operands(x):
    y = x * 1.0
    np.add(y[:-1], y[1:], out=y[1:])
    np.multiply(y[::2], y[:2], out=y[::2])
    np.negative(y[::-1], out=y)
    return y * x


@program((M23, V3))
def out_of_products_and_sums(a, x):
    y = np.zeros(2)
    np.dot(a, x, out=y)
    z = np.empty(3)
    np.sum(a, axis=0, out=z)
    np.mean(a * a, axis=1, out=y)
    return np.sum(y) * z[0] + np.dot(a, z, y)[1]


@program((V3, 0.5))
def out_is_wider_than_what_is_computed(x, k):
    c = np.ones((2, 3))
    np.add(x, k, out=c)
    np.multiply(k, k, out=c[0])
    return c * k


@program((SINGLE, V3), tolerance=1e-5, second=False)
def out_is_narrower(s, x):
    c = np.zeros_like(s)
    np.multiply(s, x, out=c)
    return np.sum(c)


@program((V3, W3, True), (V3, W3, False))
def out_on_one_path(x, y, flag):
    c = x * y
    if flag:
        np.add(c, x, out=c)
    else:
        c = np.add(c, y)
    np.cos(c, out=c)
    return c


@program((V3,), refused="S2S302")
def out_of_another_dtype(x):
    c = np.zeros(3, dtype=int)
    np.add(x, 1.0, out=c)
    return c * x


@program((V3,), refused="S2S302")
def out_of_lower_rank(x):
    c = np.zeros(3)
    np.add(x[None, :], 1.0, out=c)
    return c * x


@program((V3, W3), refused="S2S302")
def where_without_out(x, y):
    return np.add(x, y, where=x > 0)


@program((V3, W3))
def divided_where_it_is_positive(x, y):
    z = x * 1.0
    np.divide(x, y, out=z, where=y > 0)
    return z * y


@program((V3, W3), (np.array([0.5, 1.5, 2.0]), np.array([0.0, 0.75, 0.0])), (V3, np.zeros(3)), smooth=False)
def divided_where_it_can_be(x, y):
    z = np.zeros_like(x)
    np.divide(x, y, out=z, where=y != 0)
    r = np.sqrt(np.abs(x), out=x * 2.0, where=x > 0)
    return z * x + r


# ---------------------------------------------------------------- copyto, fill, put


@program((V3, W3))
def copied_to(x, y):
    c = np.zeros(3)
    np.copyto(c, x * y)
    np.copyto(c[1:], y[0])
    np.copyto(c, x, where=y < 0)
    np.copyto(c, 2, where=x > 1.5)
    d = np.zeros((2, 3))
    np.copyto(d, c)
    return d * x


@program((V3,))
def copied_within_itself(x):
    y = x * 1.0
    np.copyto(y[1:], y[:-1])
    np.copyto(y, y[::-1])
    return y * x


@program((V3, 1.3), (V3, np.float64(1.3)))
def filled(x, k):
    y = x * 2.0
    y[1:].fill(k)
    y[:1].fill(x[2] * k)
    x.fill(0.5)
    return np.sum(y * y) + x * k


@program((M33, 1.3), (M23, 1.3))
def diagonal_filled(a, k):
    b = a * a
    np.fill_diagonal(b, k * a[0, 1])
    np.fill_diagonal(b.T, 2.0)
    return b * a


@program((V4, W3))
def put_and_placed(x, y):
    z = x * x
    np.put(z, [0, 2], x[0])
    np.put(z, np.array([3, 3, 1]), np.array([y[0], y[1], y[2]]))
    z.put([1], [x[2]])
    np.place(z, z > 1.0, x[1])
    np.putmask(z, x < 0.5, x * 3.0)
    np.putmask(z, x > 2.0, 0.25)
    return z * x


@program((V3, V4, M23), (V4, V3, M23))
def put_in_turn(x, y, m):
    z, b = x * 1.5, m * 2.0
    np.put(z, np.array([0, 2, 2]), x[::-1])
    np.put(z, [1, 0], z[::-1])
    np.put(b, [0, -1, 3], y)
    b.put(np.array([[1, 4], [0, 2]]), x[:1])
    np.put(z, [0, 1], x[:0])
    return np.sum(z * z * x) + b * m


@program((V3, V3, M23), (V3, V4[:2], M23))
def put_under_masks_in_turn(x, y, m):
    z, b = x * 1.5, m * 2.0
    np.putmask(z, x > 0, y)
    np.putmask(z, np.array([True, False, True]), x[0])
    np.putmask(b, m > 0, y)
    np.putmask(b, m.ravel() > 1, b[::-1])
    return np.sum(z * z * x) + b * m


@program((V4, V3, M23), (V4, V3[:0], M23))
def placed_in_turn(x, y, m):
    z, b = x * 1.0, m * 2.0
    np.place(z, z > (0 if len(y) else 9), y)
    np.place(b, (m > -0.5).ravel(), [x[0], x[1], 3.0])
    return np.sum(z * z * x) + b * m


@program((V3, V4))
def masks_of_another_size(x, y):
    z = x * 1.0
    try:
        np.putmask(z, y > 0, 1.0)
    except ValueError:
        z = x * 2.0
    try:
        np.place(z, y > 0, x)
    except ValueError:
        return z * z
    return z


@program((V3,), refused="S2S205")
def put_at_truth_values(x):
    z = x * 1.0
    np.put(z, x > 0, 1.0)
    return z


# ---------------------------------------------------------------- ufunc.at


@program((V3, V4))
def added_at_repeated_indices(x, y):
    z = x * x
    np.add.at(z, [0, 0, 1, 2], y)
    np.subtract.at(z, np.array([2, 2]), x[0])
    np.add.at(z, 1, y[0] * y[1])
    w = np.zeros((2, 3))
    np.add.at(w, (np.array([0, 1, 1]), np.array([2, 0, 0])), x)
    np.add.at(w, 0, z)
    return w * np.sum(z)


@program((V3, np.array([0, 2, 2]), 3), (V3, np.array([0, 2, 2]), 0))
def added_at_in_a_loop(x, ids, n):
    z = np.zeros(3)
    for k in range(n):
        np.add.at(z, ids, x * k)
        z *= x
    return z


@program((V3,), refused="S2S301")
def multiplied_at(x):
    y = x * 1.0
    np.multiply.at(y, [0, 0], 2.0)
    return y


# ---------------------------------------------------------------- bits and masks


@program((V3, W3))
def masks_combined(x, y):
    m = ~(x > 0.1) | (y > 0) & (x < 1.0) ^ (y < 1.0)
    m &= x > -100.0
    z = x * y
    z[m] = y[m] ** 2
    z[~m] *= x[~m]
    m |= np.less(x, y)
    m ^= np.logical_xor(x > 0, y > 0)
    both = operator.and_(m, ~m)
    return z * m + np.where(both | m, x, y)


@program((1.3, 6, 3))
def bits_of_ints(x, n, k):
    total = 0.0
    for i in range(n & 3 | 4 ^ k):
        total += x**i if i & 1 else x
    n <<= 1
    n >>= 2
    n ^= 1
    return total * n + (~k) * x


@program((V3, 0.7))
def other_operators_in_place(x, k):
    y = x * 3.0
    y %= k
    z = x * 2.0
    z //= k
    z += x
    z **= 2
    return y * z


# ---------------------------------------------------------------- views that functions make


@program((M23, V3))
def written_through_transposed_views(a, x):
    b = a.copy()
    b.T[...] = x[:, None] * a[0, 0]
    np.transpose(b)[1:] += a.T[1:] * a.T[1:]
    b.swapaxes(0, 1)[0] *= x[1]
    np.swapaxes(b, 1, 0)[2, 0] = x[2] ** 2
    v = b.reshape(-1)
    v[1] = x[0] * v[4]
    v = np.ravel(b)[2:]
    v += x[1]
    return b


@program((M23,), refused="S2S401")
def written_through_a_reshape_of_an_argument(a):
    v = a.reshape(-1)
    v[1] = a[0, 0] ** 2
    return a * 2.0


# ---------------------------------------------------------------- attributes


@program((V3, 1.3, np.float64(0.7), 2), (M33, 1.3, np.float64(0.7), 2))
def real_parts(x, k, s, n):
    y = x * k
    y.real[0] = s.real * k.real
    z = y.real
    z[1] = np.conj(y)[2] * np.real(k)
    u = np.conjugate(y)
    u[0] = x.size + x.ndim
    return y * z.conj() + u + y.imag + np.imag(k) * n.real


@program((V3,))
def parts_of_a_complex_constant(x):
    c = np.array([1.0 + 2.0j, 3.0 - 1.0j, 0.5j])
    return x * c.real + c.imag * np.conj(c).imag + np.real(c)[0] + (2.0 + 1.0j).imag * x


# ---------------------------------------------------------------- rows of many kinds on memory that is written


@program((V4, 3), (V4, 0))
def reductions_of_a_buffer(x, n):
    u = x * 1.0
    total = 0.0
    for k in range(n):
        total += np.max(u) + np.linalg.norm(u) * k + np.prod(u)
        u[1:] *= u[:-1]
        u[0] = np.var(u) + u.min() * x[1]
        u = np.concatenate((u[1:], u[:1]))
    return total * u


@program((M33 + 3.0 * np.eye(3), V3, 2))
def solved_again_and_again(a, b, n):
    x = b * 1.0
    for _ in range(n):
        x[:] = np.linalg.solve(a, x)
        a[0] += x
        x -= np.linalg.norm(x - b) * np.diag(a)
    return x, a


@program((V4, W3))
def gathered_and_joined(x, y):
    z = np.stack((y, x[1:]), axis=1)
    z[0] = np.cumsum(x[:2])
    w = np.vstack((z, z[::-1])) if x[0] < 1.0 else np.hstack((z, z))
    z[1, 1] = 0.5
    s = np.sort(w, axis=0)
    np.roll(s, 1)[0] = 3.0
    y.sort()
    x[::2].sort()
    return s[1:] * w[:-1], np.diff(x), y * np.flip(y)


@program((V4,))
def sorted_along_an_axis(x):
    a = np.reshape(x * x[::-1], (2, 2)) + x[:2]
    a.sort(axis=0)
    a[0] *= x[2:]
    a.T.sort(0)
    return a * np.arange(4.0).reshape(2, 2), x


@program((V4, 2), (V4, 5))
def grown_and_clipped(x, n):
    total = np.zeros(2)
    for k in range(1, n):
        t = np.linspace(x[0], x[k % 4], k + 1)
        total += np.clip(t * x[1], -0.4, x[3]).sum() * np.eye(2)[k % 2]
        total[:] = np.hypot(total, x[k % 3])
        total = np.roll(np.full(2, total[0] * x[2]) + np.arange(k, k + 2), k)
    return total


@program((V4,), (V4[::-1].copy(),))
def extremes_on_two_paths(x):
    y = x if np.argmax(x) > 1 else np.flip(x)
    z = y[np.argsort(x)] * np.any(x > 2.0)
    return z[: np.count_nonzero(x > 0.0)] * np.min(np.abs(y)) + np.trace(np.outer(x, y))


# ---------------------------------------------------------------- generators that are passed in


def step(x, rng):
    return x + 0.1 * x[0] * rng.standard_normal(len(x))


@program((V3, np.random.default_rng(3), 3), (V3, np.random.default_rng(3), 0))
def a_random_walk(x, rng, n):
    y = x * 1.0
    for _ in range(n):
        y[1:] *= rng.uniform(0.5, 1.5, size=y[1:].shape)
        if rng.random() < 0.6:
            y[:] = step(y, rng)
        y[rng.integers(0, 3)] += x[0] ** 2
    return y * rng.normal(size=3) + rng.permutation(3)


@program(((1.3, np.random.default_rng(5)), 0.4))
def drawn_of_a_mean(state, scale):
    mean, rng = state
    total = mean * mean
    while rng.random() < 0.7:
        total = total * (mean + scale * rng.standard_normal())
        if rng.choice([1.0, -1.0]) > 0:
            continue
        total += rng.exponential(2.0) * scale
    return total + rng.poisson(3.0)


@program((1.3, np.random.default_rng(5)), refused="S2S307")
def drawn_from_what_varies(mean, rng):
    return rng.normal(mean, 1.0) * mean


@program((V3, np.random.default_rng(5)), refused="S2S307")
def shuffled(x, rng):
    rng.shuffle(x)
    return x[0] * x


@program((V4, 2, np.random.default_rng(5)), refused="S2S307")
def drawn_beside_swapped_buffers(x, n, rng):
    old, new = x * 1.0, np.zeros(4)
    for _ in range(n):
        new[:] = old * old * rng.random()
        old, new = new, old
    return np.sum(old * x)


# ---------------------------------------------------------------- arrays that are the argument, copies, products


@program((V4,), (V4[::-1],))
def taken_as_an_array(x):
    y = np.asarray(x)
    y[0] = x[1] ** 2
    z = np.copy(y)
    z[1] = x[2]
    w = x.flatten()
    w[2] *= x[0]
    v = np.asarray([x[0], z[2], 2.0])
    v[1] += 1.0
    return np.clip(w, 0.1, None) * np.clip(z, None, 1.0) * np.sum(v)


@program((V3, W3, 2), (V3, W3, 0))
def products_in_a_loop(x, y, n):
    a = np.outer(x, y)
    for k in range(n):
        a[k] = np.cross(a[k], x)
        y[:] = np.einsum("ij,j->i", a, y)
        a += np.einsum("i,j,ij->ij", x, y, a)
    return np.trapezoid(y, x * x + 2.0 * x) * np.vdot(x, y) * np.inner(x, x) + a


@program((M23, np.array([1, 0, 1])), (M23[:1], np.array([0, 0, 0])))
def taken_and_repeated(a, i):
    b = np.take(a, i, axis=0) * a[0]
    b[0] = np.repeat(a[:, 0], 3)[:3]
    c = np.broadcast_to(b[1], (2, 3)) * 2.0
    b *= b
    return np.take(b, [1, 1, 5]) * c[:, :2].sum() + np.sum(b, keepdims=True).item()


# ---------------------------------------------------------------- diagonals


@program((V3,))
def diagonal_matrix_of_a_buffer(x):
    v = x * 1.0
    v[0] = v[1] * 2.0
    d = np.diag(v)
    v[2] = 0.3
    return np.sum(d * d * d) + np.sum(v * v)


@program((V3,))
def diagonal_matrix_is_written(x):
    v = x * 1.0
    v[0] = v[1] * 2.0
    d = np.diag(v, 1)
    d[0, 1] = x[2]
    return np.sum(d * d * d)


@program((V3,))
def diagonal_follows_its_matrix(x):
    a = x[:, None] * x
    d = np.diag(a)
    e = np.diag(a, -1)
    s = np.sum(d * e[0])
    a[0, 0] = x[1]
    a[1, 0] *= x[2] * s
    return np.sum(d * d) + np.prod(e) * s


@program((V3,))
def product_of_the_diagonal(x):
    a = x[:, None] * x + np.diag(x)
    for i in range(2):
        a[i + 1 :] -= (a[i + 1 :, i] / a[i, i])[:, None] * a[i]
    return np.prod(np.diag(a))


@program((V3,))
def a_matrix_with_a_diagonal(x):
    y = x * 1.0
    d = np.diag(y)
    d[0, 1] = x[2] ** 2
    y[0] = 5.0
    d *= np.diag(d) * x
    return d + np.diag([x[0], 2.0, y[1]])


@program((M33,))
def a_diagonal_that_is_written_later(a):
    d = np.diag(a)
    a[1, 1] = a[0, 0] ** 2
    return d * d


@program((M23,), refused="S2S401")
def joined_columns_reshaped(a):
    b = np.concatenate((a.T, a.T), axis=0)  # lies column by column
    v = b.reshape(-1)
    v[1] = a[0, 0] ** 2
    return b * b


@program((M33,))
def einsums_that_are_views(m):
    y, a = m[0] * 1.0, m * 2.0
    z = np.einsum("i->i", y)
    y[0] = m[0, 1] ** 2
    d = np.einsum("ii->i", a)
    d *= d + z
    np.einsum("ji", a)[0] = m[1]
    for k in range(3):
        np.einsum(a, [0, 0], [0])[...] += a[k] * m[k, 0]
    return np.sum(a * a * m) + np.einsum("kii->ik", np.stack([a, m, m * m])) * z


@program((V4,))
def one_place_of_one_axis(x):
    (i,) = np.unravel_index(np.argmax(x), x.shape)
    j = np.unravel_index(np.array([0, 2, 2]), (4,))
    y = x * x
    y.flat[[0, 1]] = x.flat[2:] * x[i]
    return y[np.diag_indices(3, 1)] * np.sum(x[j]) * len(j)


# ---------------------------------------------------------------- what is split and put on grids


@program((V4, M23))
def parts_are_views(x, a):
    y = x * 1.0
    first, second = np.split(y, 2)
    first[0] = second[1] ** 2
    y[3] *= first[1]
    left, middle, right = np.hsplit(a * x[0], 3)
    left[...] = right * middle
    (top, bottom) = np.vsplit(a, 2)
    return np.sum(first * second) + np.sum(left * middle) + np.sum(top * bottom * top)


@program((V4, 3), (V4, 4), (V4, 1))
def parts_of_about_one_length(x, n):
    y = x * x
    total = 0.0
    for i, part in enumerate(np.array_split(y, n)):
        part *= i + 1.0
        total = total + np.sum(part) ** 2
    return total + y


@program((V4,), (V3,))
def parts_that_are_not_equal(x):
    try:
        parts = np.split(x, 2)
    except ValueError:
        return np.sum(x**3)
    return np.sum(parts[0] * parts[1])


@program((V4, 1))
def parts_between_places(x, k):
    a, b, c = np.split(x * x, [k, k + 2])
    d, _, e = np.split(x, (1, 9))
    return np.sum(b) * a[0] + c[0] * d + np.sum(e)


@program((V3, W3))
def a_function_on_a_grid(x, y):
    a, b = np.meshgrid(x, y)
    z = np.sin(a) * b
    a[0] *= b[1]
    x[0] = 5.0
    c, d, e = np.meshgrid(x, y, x[:2], indexing="ij", sparse=True)
    return np.sum(z * a) + np.sum(c * d * e)


# ---------------------------------------------------------------- forms of calls, and places


@program((M23, V3))
def columns_first(a, x):
    y = a * 1.0
    y[0] = x
    columns = y.reshape(3, 2, order="F")
    flat = a.flatten("F")
    flat[2] = x[0]
    b = x[:, None] + flat[:2]
    b[0] *= x[1]
    return np.sum(columns * b) + flat * 2.0


@program((M23,))
def places_of_what_holds(a):
    y = a * 1.0
    rows, columns = np.nonzero(y > 0.0)
    y[rows, columns] *= 2.0
    (i,) = np.nonzero(y[0] > 0.1)
    y[0, i] += y[1, i] ** 2
    s = np.zeros((3, 3))
    s[np.tril_indices(3, -1)] = y[1]
    s[np.diag_indices_from(s)] = y[0]
    return np.sum(s @ s) + y[np.ix_([0, 1], [2, 0])]


@program((V3, W3, 2))
def chosen_items_are_their_own(x, y, k):
    z = np.choose([0, 1, 1], [x, y])
    z[0] = y[2] ** 2
    x[0] = 3.0
    w = np.partition(z, 1)
    w *= z
    total = np.sum(z * z) + w[k]
    return total


@program((V3, M23, 2))
def broadcast_repeated_and_taken_around(x, a, n):
    y = x * 1.0
    b, c = np.broadcast_arrays(y, a)
    d = np.repeat(y, [n, 0, 1]) + np.take(y, [0, 4, -1], mode="wrap")
    e = np.ascontiguousarray(a.T) * 1.0
    e[0] *= d[1]
    total = np.sum(b * c * c) + np.sum(e**2)
    y[0] = 5.0
    return total + np.sum(d * y)


@program((V3, 0.5, 2), (V3, -0.5, 0))
def lists_are_joined_with_arrays(x, c, n):
    quaternion = np.concatenate(([c], x))
    y = x * 1.0
    taken = [y[k] ** 2 for k in range(n)]  # as many as only the run knows
    parts = np.concatenate([taken, y, (1.0, y[0])])
    y[0] = 7.0
    rows = np.vstack((x, [1.0, x[1], 2.0])) + np.stack([y, (c, c, x[0])])
    columns = np.column_stack(([0.0, c, 1.0], y)) @ np.hstack(([x[2]], c * x[:1]))
    return (
        quaternion @ quaternion
        + np.sum(parts**2)
        + np.sum(rows * rows)
        + np.sum(columns) * np.einsum("i,i->", [1.0, c, 2.0], x)
    )


@program((V3, M23))
def arrays_as_lists(x, a):
    items = x.tolist()
    x[0] = 9.0
    items.append(items[0] * 2.0)
    items[1] *= items[2]
    rows = a.tolist()
    rows[0][1] = x[0] * x[1]
    rows[1] = [1.0, 2.0, x[2]]
    total = 0.0
    for v in reversed(items):
        total = 0.5 * total + v * v
    for row in rows:
        for v in row:
            total += v**2
    return total * a[0, 1]


@program((V6, 0.5, 2), (V6, -0.5, 0))
def lists_are_stored_into_arrays(x, c, n):
    a = np.zeros((3, 3))
    a[0] = [x[0], 2.0 * x[1], c]
    a[1, :2] = x[2], x[3] * x[0]
    i = 0
    while i < n:
        a[i, i : i + 2] += x[i], x[i] * x[i + 1]  # where the indices are, only the run knows
        i += 1
    b = a[:2, :2]
    b[:] = [[c, x[4]], (b[0, 1], 1.0)]
    a[:, 2], a[2, :2] = (c, 1.0, x[5]), [a[0, 0], a[0, 1]]
    y = np.zeros(6)
    y[[0, 2, 2]] = x[1], x[3], x[5]
    y[x > 0.85] = [3.0, x[0]]
    squares = []
    for k in range(n):
        squares.append(x[k] ** 2)
    y[:n] = squares
    y[1:3] *= [c, x[0]]
    return np.sum(a @ a) + np.sum(y**3)


@program((V3, 0.5), (V3, -0.5))
def lists_beside_arrays(x, c):
    y = x + [1.0, c, x[1]]  # noqa: RUF005
    z = (c, x[0], 2.0) * y - [c] * 3
    z *= (2.0, c, x[2])
    w = x[:2] * [c, 1.0] + [x[1], x[2]]
    far = [value * c for value in x]
    y -= far
    larger = y > [0.0, 1.0, 0.3]
    return np.sum(y * z) + w @ [c, x[0]] + np.sum(y[larger]) + [1.0, c, 2.0] @ x


@program((V3, 2), (V3, 0))
def views_and_products_of_items(x, n):
    y = x * 2.0
    same = y.view()
    same[0] = x[1] ** 2
    taken = [v * v for v in x[:n]]
    return math.prod(y) + math.prod(taken, start=x[2]) * y[0] + np.sum(same)


@program((M33,))
def matrix_product_in_place(a):
    b = a * 1.0
    rows = b[1:]
    b @= a
    b[0] @= b.T
    rows[0] *= 2.0
    return np.sum(b * a)


@program((M33,), refused="S2S302")
def matrix_product_into_more_columns(a):
    b = np.zeros((3, 3))
    np.matmul(a, a[:, :1], out=b)
    return np.sum(b * a)


@program((M33,), refused="S2S201")
def vector_product_in_place(a):
    b = a * 1.0
    b @= a[0]
    return np.sum(b)


@program((1.05, 0.7))
def integers_of_numpy(x, y):
    a = np.zeros(3)
    for i in range(np.int64(2)):
        a[i] = x * np.int32(i) + y
    k = np.int8(x * 10.0)
    return (
        a[np.intp(1)] * np.uint8(200) * np.bool_(x > 1.0) + k * y + x ** np.int64(2) + np.uint16(3) // np.uint32(2) * x
    )


@program((V3, 0.7), refused="S2S304")
def what_is_asked_of_no_dtype(x, y):
    return np.sum(x) * y * np.finfo(np.int32).eps


@program((V3, 0.7), refused="S2S304")
def what_is_asked_of_an_array(x, y):
    return np.sum(x) * y * np.finfo(x).eps


# ---------------------------------------------------------------- places along an axis, and sets of places


@program((M23, V3, np.array([[2], [0]])), (M23, V3, np.array([[-1], [-1]])))
def stores_along_the_last_axis(a, x, k):
    b = a * 1.0
    np.put_along_axis(b, k, 0.5 * a[:, :1], axis=1)
    np.put_along_axis(b.T, k.T * 0, x[1], 0)
    return np.sum(b * b * x)


@program((V4, V3, np.array([2, 0, 2])))
def stores_along_the_only_axis(x, y, k):
    z = x * x
    np.put_along_axis(z, k, y, -1)
    return np.sum(z * z * x)


@program((V4, 2, np.array([0, 3])), (V4, 0, np.array([1, 1])))
def places_that_are_left_when_others_are_taken(x, n, fixed):
    free = np.setdiff1d(np.arange(4), fixed)
    both = np.intersect1d(free, [n, 1, 3, n])
    u = np.zeros(4)
    u[free] = x[free] ** 2
    u[np.setdiff1d(fixed[:1], [n], assume_unique=True)] = x[0]
    return np.sum(u * x) + np.sum(x[both] ** 3)


@program((M33,))
def triangle_of_truth_values(a):
    return np.sum(np.where(np.tri(3, dtype=bool), a * a, 0.0)) + np.sum(np.tri(3, 2, 1, dtype=int) * a[:, :2])


@program((V4, 0.8))
def select_among_singles_and_doubles(x, p):
    single = np.array([0.5, 0.25, -0.75, 0.125], dtype=np.float32)
    made = np.select([x < 0.0, x < 0.35], [x * 2.0, single], default=p)
    return np.sum(made * x)


@program((V4, 0.8))
def select_with_a_number_of_single_precision(x, p):
    q = np.float32(0.25)
    return np.sum(np.select([x < 0.0, x < 0.35], [x * 2.0, q], default=p) * x)
