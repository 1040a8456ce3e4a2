"""What functions tell loggers and by warnings is told once, where the function itself tells it."""

import logging
import time
import warnings

import numpy as np
import pytest

from s2sad import differentiate, grad, jvp, value_and_grad, vjp
from s2sad.errors import UnsupportedError
from s2sad.testing import check_grads

LOG = logging.getLogger("tests.telling")
X = np.array([0.3, 1.1, -0.7, 2.2])


def relaxed(x, t):
    LOG.info("from %.3f", np.sum(x))
    LOG.debug("never shown: %s", x)
    logger = logging.getLogger("tests.telling")
    old, new = x * 1.0, np.zeros(4)
    for k in range(3):
        new[:] = old * t
        new[0] += old[1]
        if new[1] > 2.0:
            logger.warning(f"turn {k}: {new[1]:.2f} is large")
        logging.error("turn %d", k)
        old, new = new, old
    return np.sum(old * old)


def messages(caplog, function, *args):
    caplog.clear()
    with caplog.at_level(logging.INFO):
        function(*args)
    return [(r.name, r.levelname, r.getMessage()) for r in caplog.records]


@pytest.mark.parametrize("t", [0.5, 5.0])
def test_logs_what_the_function_logs(caplog, t):
    want = messages(caplog, relaxed, X, t)
    assert want[0] == ("tests.telling", "INFO", "from 2.900")
    pull = vjp(relaxed, X, t)[1]
    assert messages(caplog, vjp, relaxed, X, t) == want
    assert messages(caplog, pull, 1.0) == []
    assert messages(caplog, value_and_grad(relaxed), X, t) == want
    assert messages(caplog, jvp, relaxed, (X, t), (X, 1.0)) == want
    check_grads(relaxed, X, t)


def root(x):
    y = 1.0
    for _ in range(2):
        y = 0.5 * (y + x / y)
    if abs(y * y - x) > 1e-3:
        warnings.warn(f"not converged: {y:.3f}", RuntimeWarning, stacklevel=2)
    return y


def test_warns_as_the_function_warns():
    with pytest.warns(RuntimeWarning, match=r"not converged: 3\.659") as told:
        grad(root)(9.0 + 1.0)
    assert len(told) == 1
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        grad(root)(1.1)
        with pytest.raises(RuntimeWarning, match="not converged"):
            grad(root)(10.0)


class OwnWarning(UserWarning):
    pass


def warns_of_its_own(x):
    warnings.warn("own", OwnWarning)  # noqa: B028
    return x


def sees_a_field(x):
    LOG.info("x", extra={"x": x})
    return x


@pytest.mark.parametrize(
    ("function", "what"),
    [(warns_of_its_own, "a warning of another class"), (sees_a_field, "the argument 'extra' of info")],
)
def test_refused(function, what):
    with pytest.raises(UnsupportedError) as caught:
        grad(function)(1.2)
    (problem,) = caught.value.problems
    assert (problem.code, problem.what) == ("S2S302", what)


def timed(x, limit):
    start = time.perf_counter()
    y, n = x * 1.0, 0
    while n < 3 and time.monotonic() < limit:
        y[1:] *= y[:-1]
        n += 1
    if time.perf_counter() - start > 1000.0:
        print("slow")
    return np.sum(y * y)


def test_clocks_are_read():
    check_grads(lambda x: timed(x, np.inf), X)
    np.testing.assert_array_equal(grad(timed)(X, 0.0), 2.0 * X)


def test_a_module_imports_what_tells():
    text = differentiate(relaxed).source(X, 0.5)
    assert "import logging\n" in text
    assert 'logging.getLogger("tests.telling").info("from %.3f", ' in text.replace("'", '"')
    assert "import warnings\n" in differentiate(root).source(2.0)
