"""Programs whose arguments are complex: each of their numbers is two coordinates (`tests.oracle.flat`).

Dual numbers know no parts of a number: the reference for these programs are differences along 1 and along 1j.
"""

import numpy as np

from tests.programs import Program, collector

BY_DIFFERENCES = True
PROGRAMS: dict[str, Program] = {}
collected = collector(PROGRAMS)


def program(*calls, **options):
    """Differences are less exact than dual numbers."""
    return collected(*calls, **{"tolerance": 1e-7, **options})


Z, Z3 = 0.3 + 0.7j, np.array([0.5 - 0.2j, -1.2 + 0.4j, 0.7 + 0.9j])
W3 = np.array([1.1 + 0.3j, 0.2 - 0.8j, -0.4 + 0.5j])
X3 = np.array([0.4, -0.9, 1.3])
Z23 = np.array([[0.5 + 0.1j, -1.0 - 0.3j, 2.0], [1.5j, 0.25 + 1.0j, -0.75]])


@program((Z,), (np.complex128(Z),), (np.array(Z),))
def square_of_the_modulus(z):
    return abs(z * z + 1.0) ** 2


@program((Z, 1.5), (0.3 - 0.2j, 0.4 + 0.1j))
def a_holomorphic_result(z, a):
    return np.exp(z) * a + z / (a + 2.0)


@program((Z,), (np.complex128(Z),))
def the_parts_of_a_number(z):
    return z.real * z.imag**2 + z.real


@program((Z,), (2.0 + 0.5j,))
def escape_time(z):
    w, n = 0.0, 0
    while abs(w) < 2.0 and n < 8:
        w = w * w + z
        n += 1
    return abs(w) + n


@program((Z3,))
def sums_of_both_parts(z):
    return np.sum(z.real * np.cos(z.imag)) + np.sum(np.abs(z) ** 3)


@program((Z3, W3), (Z3, X3), (X3, Z3))
def products_with_conjugates(a, b):
    c = np.conj(a) * b + a * a
    return np.sum((c * np.conj(c)).real)


@program((X3, Z))
def real_and_complex_parameters(x, z):
    return np.sum(np.abs(x * z + 1.0) ** 2) * x[0] + (z * x[1]).imag


@program((Z3,), (np.array([0.5 + 1j, 2.0 - 1j, 0.25 + 0j]),))
def in_place(z):
    a = z.copy()
    a *= a + 1.0
    a[0] += a[1] * np.conj(a[2])
    a[1:] = a[:2] / (2.0 + 1j)
    a[2] = 0.5
    return np.sum(np.abs(a) ** 2) + a[0].imag


@program((Z3,))
def an_argument_that_is_written(z):
    z[0] = z[1] * z[0]
    z[1:] *= 2j
    return np.sum(z * np.conj(z)).real + np.sum(z).imag


@program((Z3, X3))
def a_view_of_the_real_part_is_written(z, x):
    a = z * 1.0
    r = a.real
    r[1] = x[0] * x[1]
    r *= x
    b = a[::-1]
    b[0] += np.conj(a[1])
    return np.sum((a * a).imag) + np.sum(r**2) * a[0].real


@program((Z3,), (0.1 * W3,))
def two_branches(z):
    s = np.sum(z)
    if abs(s) > 0.5:
        s = s * np.conj(z[0]) if s.imag > 0 else s / z[1]
    else:
        s = s.real
    return abs(s) ** 2 + z[2].imag


@program((Z3, 0), (Z3, 3))
def a_loop_of_no_iterations_or_three(z, n):
    total = 0.0
    for k in range(n):
        total = total + z[k] * np.exp(1j * k)
    return abs(total - z[0]) ** 2


@program((Z3,))
def a_list_that_grows(z):
    found = []
    for v in z:
        found.append(v * v)
        if v.real > 0.0:
            found.append(np.conj(v))
    total = 0.0
    for k, w in enumerate(found):
        total += abs(w) ** 2 * (k + 1.0) + w.imag
    return total


@program(({"a": Z3, "b": (0.5 + 1j, 2.0)},))
def a_structure(p):
    a, (u, v) = p["a"], p["b"]
    return np.sum((a * u).imag) * v + abs(u) ** 2


@program((Z, 4))
def a_structure_as_result(z, n):
    return {"power": z**n, "parts": (z.real, z.imag), "modulus": abs(z)}


@program((Z, 3))
def a_recursion(z, n):
    return abs(z) ** 2 if n == 0 else a_recursion(z * z - np.conj(z), n - 1) + z.imag


def parts_swapped(z):
    return complex(z.imag, z.real)


@program((Z,))
def a_callee_with_complex_of_two_parts(z):
    return abs(parts_swapped(z) * z) ** 2 + parts_swapped(z * z).real


@program((X3,))
def casts_to_complex(x):
    z = x.astype(complex)
    z *= 1j * x + 1.0
    return (np.sum(z * z).real + complex(x[0]).real + np.complex128(x[1]).real) * np.complex128(1j * x[2]).imag


@program((Z3,), (np.array([0j, 1 + 1j, 2.0 - 1j]),), smooth=False)
def an_exception_on_the_way(z):
    try:
        total = 1.0
        for v in z:
            if abs(v) > 1.5:
                raise ValueError("too large")
            total = total * (v + 1.0)
        return abs(total)
    except ValueError:
        return np.sum(z.imag**2) + z[0].real


@program((Z23,))
def axes_and_shapes(z):
    a = np.sum(z * 1j, axis=0)
    b = np.mean(np.conj(z).T, axis=1)
    return np.sum(np.abs(a) ** 2) + np.abs(np.concatenate([a, b]))[3] + np.transpose(z)[1, 1].imag


@program((Z3, X3))
def branches_of_where(z, x):
    w = np.where(x > 0.0, z * z, np.conj(z))
    w = np.where(np.abs(w) > 1.0, w.imag, w.real)
    return np.sum(w * x) + np.sum(np.where(z.real > 0.0, z, 1j).imag)


R33 = np.array([[2.0, 0.3, 0.1], [0.2, -1.0, 0.4], [0.5, 0.1, 0.6]])  # its eigenvalues are real, so NumPy's are floats
T33 = np.array([[0.3, 1.0, 0.1], [-1.2, 0.1, 0.4], [0.5, 0.1, 0.6]])  # two of these are complex
Z33 = R33 + 1j * T33


@program((R33,), (T33,), (Z33,))
def eigenvalues_one_by_one(x):
    w = np.linalg.eigvals(x)
    t = w.imag.sum() + (w * w).real.sum()
    for k in range(3):
        t = t + w[k].imag * 0.3 + w[k].real ** 3
    return t


@program((R33,), (T33,), (Z33,))
def eigenvectors_one_by_one(x):
    w, v = np.linalg.eig(x)
    w = w.astype(complex)
    w[0] = w[0] * w[1] * 1j
    t = 0.0
    for k in range(3):
        if k != 1:
            t = t + np.abs(w[k]) ** 2 + v[k, 1].imag * w[k].real
        t = t + v[k, 0].real ** 3
    return t + np.sum(np.abs(v) ** 3 * x).real


@program((R33,), (T33,), (Z33,))
def function_of_a_matrix_by_its_eigenvalues(x):
    w, v = np.linalg.eig(x)
    return np.sum(((v * np.exp(w)) @ np.linalg.inv(v) * x.T).real)


@program((T33, 3), (T33, 0))
def eigenvalues_in_a_loop(x, n):
    t = 0.0
    for k in range(n):
        w = np.linalg.eigvals(x + 0.1 * k)
        t = t + np.max(np.abs(w)) * t + np.sort(w)[0].real
    return t


@program((R33,), (T33,), refused="S2S305")
def store_to_what_may_be_real(x):
    w = np.linalg.eigvals(x)
    w[0] = w[0] * 1j
    return np.sum(np.abs(w))


@program((T33, 1), (T33, 0), refused="S2S305")
def store_to_what_is_like_it(x, n):
    w = np.linalg.eigvals(x)
    y = np.zeros_like(w) if n else w.copy()
    y[0] = w[1] * 1j
    return np.sum(np.abs(y))
