"""What calls of NumPy one after the other share: both are written, and the gradient is right, or it is refused.

What a single row shares, `tests.test_rules` tests at its samples.
"""

import importlib.util
import warnings

import numpy as np
import pytest

import s2sad
from s2sad.errors import UnsupportedError
from s2sad.trees import copied

OF_A_VECTOR = [
    "np.squeeze(y[None, :], axis=0)",
    "np.tril(y[None] * y[:, None])",
    "np.max(y) * y",
    "np.cross(y[:3], y[1:])",
    "np.linspace(y[0], y[1], 4)",
    "np.cumsum(y)[::-1]",
    "np.linalg.norm(y) * y",
    "np.asarray(y)[1:]",
    "np.trapezoid(y, y) * y",
]
OF_A_MATRIX = [
    "np.linalg.inv(y + 3 * np.eye(4))",
    "np.linalg.solve(y + 3 * np.eye(4), x)",
    "y.T.flatten()",
    "np.concatenate((y.T, y.T)).reshape(-1)",
    "np.trace(y) * y",
    "np.vstack(y[None])",
    "y.copy().reshape(-1)",
    "np.linalg.cholesky(y + 3 * np.eye(4))",
    "np.asarray(y)[:, 1]",
    "np.clip(y, 0.0, 1.0).reshape(-1)",
    "np.nan_to_num(y.T).reshape(-1)",
    "np.round(y.T, 3).reshape(-1)",
    "np.where(y > 0, y.T, y).reshape(-1)",
    "np.maximum(y.T, y.T).reshape(-1)",
    "np.flip(y).reshape(-1)",
    "np.sort(y).reshape(-1)",
    "np.tril(y.T).reshape(-1)",
    "np.cumsum(y.T, axis=0).reshape(-1)",
    "np.linalg.inv(y.T + 3 * np.eye(4)).reshape(-1)",
    "(y.T @ y.T).reshape(-1)",
    "np.take(y.T, [0, 1], axis=1).reshape(-1)",
    "np.einsum('ij->ji', y).reshape(-1)",
    "np.copy(y.T).reshape(-1)",
    "np.array(y.T).reshape(-1)",
    "np.roll(y.T, 1, axis=0).reshape(-1)",
    "np.max(y.T, axis=0, keepdims=True).reshape(-1)",
]
WRITES = ("y[0] = x[1] ** 2", "z[..., 0] *= x[3]; y[1] = 2.0; z[..., 1] = x[2]")
CASES = [
    (made, e, w) for made, es in (("x * 1.0", OF_A_VECTOR), ("np.outer(x, x)", OF_A_MATRIX)) for e in es for w in WRITES
]
# Where only the run knows the layout, and views by another name.
MAY_BE_REFUSED = ("reshape", "einsum", "broadcast_to", "vstack(y[None])")
X = np.array([0.51, 1.32, -0.43, 0.94])


@pytest.fixture(scope="module")
def functions(tmp_path_factory):
    """A function for each case, in a module."""
    text = "import numpy as np\n"
    for i, (made, expression, writes) in enumerate(CASES):
        text += f"def f{i}(x):\n    y = {made}\n    z = {expression}\n    {writes}\n"
        text += "    return np.sum(z * z) + np.sum(y * y * y)\n"
    path = tmp_path_factory.mktemp("shared") / "shared_memory.py"
    path.write_text(text, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("shared_memory", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return vars(module)


@pytest.mark.parametrize("i", range(len(CASES)), ids=[f"{e} | {w}" for _, e, w in CASES])
def test_a_write_reaches_what_shares_the_memory(functions, i):
    f = functions[f"f{i}"]
    try:
        f(X.copy())
    except (ValueError, IndexError):
        return  # what broadcast_to and diag give cannot be written
    refused = False
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            s2sad.check_grads(f, X.copy(), order=1)
        except UnsupportedError:
            refused = True
    assert not refused or any(word in CASES[i][1] for word in MAY_BE_REFUSED)


@pytest.mark.parametrize("taken", [np.s_[::-1, 1:5], np.s_[::2, 3], np.s_[1:3, ::-2], np.s_[0:0, ::2]], ids=str)
def test_copies_lie_in_memory_as_what_they_are_of(taken):
    x = np.arange(48.0).reshape(6, 8)[taken]
    made = copied(x)
    assert made.strides == x.strides or not x.size
    assert np.array_equal(made, x)
    assert made.flags.writeable
    assert not np.shares_memory(made, x)
