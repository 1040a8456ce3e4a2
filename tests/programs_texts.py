"""Programs with functions of NumPy that are read as texts in Python, and others where dual numbers stop."""

import numpy as np

from tests.programs import M23, M33, V3, V4, Program, collector

BY_DIFFERENCES = True
W3 = np.array([1.5, 0.75, -0.4])
PROGRAMS: dict[str, Program] = {}
collected = collector(PROGRAMS)


def program(*calls, **options):
    """Differences are less exact than dual numbers."""
    return collected(*calls, **{"tolerance": 1e-7, **options})


# ---------------------------------------------------------------- padding, polynomials, parts


@program((V3, 1), (V3, 5))
def padded_by_statistics(x, n):
    y = np.pad(x, (2, 1), mode="mean") * np.pad(x, (1, 2), "maximum")
    z = np.pad(y, 1, mode="minimum") + np.pad(y, 1, mode="median")
    x[0] = 5.0
    z[0] *= x[1]
    return np.sum(z**n) + np.sum(y)


@program((M23,))
def padded_by_ramps(a):
    b = np.pad(a, ((1, 2), (0, 3)), mode="linear_ramp", end_values=(1.5, -0.5))
    c = np.pad(a, 1, "mean")
    b[0] *= c[1, 0]
    return np.sum(b * b * b) + np.sum(c * c)


@program((M23, V3))
def padded_by_what_is_mirrored(a, x):
    b = np.pad(a, ((0, 1), (2, 1)), mode="reflect", reflect_type="odd")
    c = np.pad(x, (7, 4), mode="symmetric", reflect_type="odd")
    d = np.pad(x, (5, 3), mode="reflect", reflect_type="odd") + np.pad(x, 4, mode="reflect", reflect_type="even")
    b[0, :2] = d[:2]
    return np.sum(b**3) + np.sum(c * c * c) * d[0]


@program((V3, W3))
def polynomial_of_its_zeros(x, y):
    c = np.poly(x)
    c[1] *= y[0]
    return np.sum(np.polyval(c, y)) + np.poly(x[:1])[1]


@program((V4, np.array([1.5, 0.5])), (np.array([0.5, 1.0]), V3), (np.array([1.0, 0.5, 0.0, 0.0]), np.array([2.0, 1.0])))
def polynomials_divided(u, v):
    q, r = np.polydiv(u, v)
    q[0] *= u[1]
    return np.sum(q * q) + np.sum(r**3)


@program((V4, 2), (V4, 3))
def reductions_of_parts(x, n):
    y = np.add.reduceat(x, [0, n, 1]) * np.multiply.reduceat(x, [1, 0, n])
    z = np.maximum.reduceat(x, [0, 2]) - np.minimum.reduceat(x, np.array([1, 3]))
    y[0] = z[1] * x[n]
    return np.sum(y * y) + np.sum(z)


@program((M23, V3))
def between_arrays_along_an_axis(a, x):
    b = np.linspace(a, x * a, 4, axis=1)
    c = np.linspace(x, 2.0 * x, 3, axis=-1, endpoint=False)
    b[0] *= c[1, 2]
    return np.sum(b * b) + np.sum(c**3)


@program((np.array([[0.3, 1.0, 0.1], [-1.2, 0.1, 0.4], [0.5, 0.1, 0.6]]),), (np.diag(V3) + 0.1,))
def characteristic_polynomial(a):
    c = np.poly(a)
    c[0] = c[1] * c[2]
    return np.sum(c * c)


@program((np.array([1j, -1j, 0.5]),), refused="S2S304")
def polynomial_of_complex_zeros(z):
    return np.sum(np.abs(np.poly(z)))


@program((V3,), refused="S2S301")
def counts_and_places_of_a_histogram(x):
    return np.sum(np.histogram(x, 3)[1] * 2.0)


@program((V3,), refused="S2S301")
def function_made_by_vectorize(x):
    return np.sum(np.vectorize(lambda t: t * t)(x))


@program((np.array([0.5]),), (V3,), (np.array(0.5),))
def places_that_are_lists(x):
    return np.sum(np.ravel_multi_index(([0, 1, 0], [1, 2, 0]), (2, 3)) * x * x)


@program((V3, np.array([0.5, 1.0, 2.0])), (V3, np.array([0.5, 1.0])), (V3, np.array([0.5, -1.0, 2.0])))
def covariance_with_weights(x, w):
    try:
        return np.cov(x * x, aweights=w) * x[0]
    except RuntimeError:
        return x[1] * 2.0
    except ValueError:
        return x[2] * x[2]


@program((V3,))
def numbers_reshaped(x):
    a = np.reshape(x[0] * x[1], (1, 1)) * x + np.reshape(2.0, -1)
    b = np.sum(x * x).reshape(1, 1, order="F") * a + x[2].reshape(())
    return b * x[1].flatten() + (x[0] * x[2]).ravel()


@program((M33, 3), (M33, 2))
def powers_of_what_may_be_no_square(m, n):
    try:
        return np.linalg.matrix_power(m[:n], 3) * 2.0
    except np.linalg.LinAlgError:
        return np.linalg.matrix_power(m, 2)


@program((V3, 0), (V3, 2))
def padded_by_the_mean_of_nothing(x, n):
    try:
        y = np.pad(x[:n] * x[:n], 1, mode="mean")
    except ValueError:
        y = np.pad(x[:n], (0, 0), mode="median")
    return np.sum(y) + x * x


@program((M23,), (M23.astype(np.float32),), tolerance=1e-4)
def mean_and_the_sum_of_whole_weights(a):
    mean, total = np.average(a * a, axis=0, weights=np.array([[1, 2, 0], [2, 1, 1]]), returned=True)
    return mean * total, total


@program((V3, 1), (np.array([np.nan, -1.25, 2.0]), 1), (np.array([np.inf, -1.25, 2.0]), 2))
def whole_number_that_nobody_reads(x, n):
    try:
        for _ in range(n):
            int(x[0] * 3.0)
    except ValueError:
        return x[1] * x[2]
    except OverflowError:
        return x[1] * 2.0
    return x[1] * x[1]


@program((V3, 0.7))
def what_is_asked_of_dtypes(x, y):
    eps, i = np.finfo(x.dtype).eps, np.iinfo(np.int32)
    z = np.zeros(3, dtype=np.result_type(x, np.float16))
    z += x
    if np.issubdtype(z.dtype, np.floating) and not np.iscomplexobj(z) and i.max > 9:
        z = z / max(np.linalg.norm(z), eps)
    if np.dtype("float32") == x.dtype and np.isrealobj(x):
        z = z * 2
    return np.sum(z * y) * x.itemsize + x.nbytes * y


@program((V4, 0.8, 0.0), (V4, 0.8, 5.0))
def float_unless_it_was_added_to_in_single_precision(x, p, least):
    total = 0
    for z in np.array([0.5, 0.25], dtype=np.float32):
        if z > least:
            total = total + z
    squashed = np.tanh(total * 0.5)
    return (2.0 if isinstance(squashed, float) else 0.5) * p * x[0]
