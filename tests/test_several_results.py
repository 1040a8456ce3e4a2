"""Functions with several results inside programs: loops, branches, writes to what they give, second derivatives."""

import numpy as np
import pytest

import s2sad
from s2sad.errors import UnsupportedError
from s2sad.testing import check_grads

S = np.array([[1.0, 0.5, 0.2], [0.1, 0.8, -0.4], [0.3, -0.6, 0.9]])
N = np.array([[0.4, -0.2], [0.9, 1.1], [-0.3, 0.6]])
V = np.array([0.5, -1.25, 2.0])


def eigh_in_a_loop(x, y):
    a = x @ x.T
    for k in range(3):
        w, v = np.linalg.eigh(a)
        w[k] = y[0] * w[k - 1]  # an array of its own
        a = v @ np.diag(w) @ v.T + 0.3 * k * x @ x.T
    return a


def one_result_in_one_branch(x, y):
    sign, log = np.linalg.slogdet(x)
    if log < 0.0:
        y = y * log * sign
    else:
        q, _ = np.linalg.qr(x)
        y = q @ y
    return np.sum(y * y * y)


def results_that_are_written_and_seen_through_views(x, y):
    q, r = np.linalg.qr(x)
    column = q[:, 0]
    q[1] *= y[1]
    r[0, 1] = np.sum(column)
    column[0] = r[1, 1] ** 2
    return q @ r


def low_rank(x, y):
    u, s, vh = np.linalg.svd(x, full_matrices=False)
    s = np.where(np.arange(len(s)) < 1, s, 0.0)
    return (u * s) @ vh @ y[: vh.shape[1]]


def fields_by_name(x, y):
    found = np.linalg.eigh(x.T @ x)
    return np.sum(found.eigenvalues**3) * y + np.abs(found.eigenvectors[:, -1])


def least_squares_again_and_again(x, y):
    for _ in range(2):
        found, _, rank, _ = np.linalg.lstsq(x, y, rcond=None)
        y = y - 0.5 * x @ found / rank
        x = x + 0.1 * np.outer(y, found)
    return found


def called_with_the_results(x, y):
    def weighed(w, v):
        return v @ (w * y)

    return weighed(*np.linalg.eigh(x))


PROGRAMS = [
    (eigh_in_a_loop, S, V),
    (one_result_in_one_branch, S, V),
    (one_result_in_one_branch, 3.0 * S, V),
    (results_that_are_written_and_seen_through_views, S, V),
    (low_rank, S, V),
    (low_rank, N, V),
    (fields_by_name, S, V),
    (least_squares_again_and_again, N, V),
    (called_with_the_results, S, V),
]


@pytest.mark.parametrize(("f", "x", "y"), PROGRAMS, ids=[f"{f.__name__}-{i}" for i, (f, _, _) in enumerate(PROGRAMS)])
def test_derivatives(f, x, y):
    check_grads(f, x, y, order=2)


def test_the_factors_are_computed_once():
    def f(x):
        u, s, vh = np.linalg.svd(x, full_matrices=False)
        return np.sum((u * s**2) @ vh)

    code = [line.partition("#")[0] for line in s2sad.differentiate(f).source(N).splitlines()]
    start = next(i for i, line in enumerate(code) if line.startswith("def f_value_and_grad"))
    end = next(i for i, line in enumerate(code) if line.startswith("def f_grad"))
    assert sum("np.linalg.svd(" in line for line in code[start:end]) == 1


def test_a_result_without_a_derivative_is_refused_where_it_is_read():
    def full(x):
        u, s, _ = np.linalg.svd(x)
        return np.sum(u) * s

    def values(x):
        _, s, _ = np.linalg.svd(x)
        return np.sum(s)

    with pytest.raises(UnsupportedError, match="S2S306"):
        s2sad.grad(lambda x: np.sum(full(x)))(N)
    check_grads(values, N, order=2)


def test_complete_factors_are_refused_where_the_matrix_may_be_tall():
    with pytest.raises(UnsupportedError, match="S2S302"):
        s2sad.grad(lambda x: np.sum(np.linalg.qr(x, mode="complete")[1]))(N)


def sum_of_eigenvalues(a):
    return np.sum(np.linalg.eigvals(a).real)


def sum_of_eigenvectors(a):
    return np.sum(np.abs(np.linalg.eig(a)[1]))


@pytest.mark.parametrize("f", [sum_of_eigenvalues, sum_of_eigenvectors])
@pytest.mark.parametrize("a", [np.array([[1.0, 1.0], [0.0, 1.0]]), np.eye(3, k=1)])
def test_eigenvalues_of_a_defective_matrix_have_no_derivative(f, a):
    f(a)
    for derivative in (s2sad.grad(f), lambda a: s2sad.jvp(f, (a,), (a,))):
        with pytest.raises(np.linalg.LinAlgError, match="defective"):
            derivative(a)
