"""What functions of NumPy share with their operands: both are written, and the gradient is right, or it is refused."""

import importlib.util
import warnings

import numpy as np
import pytest

import s2sad
from s2sad.errors import UnsupportedError

OF_A_VECTOR = [
    "np.clip(y, -1.0, 1.0)",
    "np.round(y, 1)",
    "np.flip(y)",
    "np.roll(y, 1)",
    "np.sort(y)",
    "np.atleast_1d(y)",
    "np.atleast_2d(y)",
    "np.asarray(y)",
    "np.copy(y)",
    "y.flatten()",
    "y.real",
    "y.conj()",
    "np.real(y)",
    "np.conj(y)",
    "np.take(y, [0, 1, 1])",
    "np.repeat(y, 2)",
    "np.concatenate((y,))",
    "np.concatenate((y, y))",
    "np.stack((y, y))",
    "np.vstack((y, y))",
    "np.hstack((y,))",
    "np.column_stack((y, y))",
    "np.cumsum(y)",
    "np.diff(y)",
    "np.diag(y)",
    "np.nan_to_num(y)",
    "np.positive(y)",
    "np.squeeze(y[None, :], axis=0)",
    "np.squeeze(y)",
    "np.broadcast_to(y, (2, 4))",
    "np.full(4, y)",
    "np.full((2, 4), y)",
    "np.einsum('i->i', y)",
    "np.einsum('i,j->ij', y, y)",
    "np.tril(y[None] * y[:, None])",
    "np.array(y)",
    "np.asarray(y, dtype=float)",
    "y.astype(float)",
    "y.take([1, 1])",
    "y.clip(0, None)",
    "np.max(y) * y",
    "y.reshape(2, 2)",
    "np.expand_dims(y, 0)",
    "np.abs(y)",
    "np.cross(y[:3], y[1:])",
    "np.take_along_axis(y, np.array([0, 0]), axis=0)",
    "np.linspace(y[0], y[1], 4)",
    "np.where(y > 0, y, y)",
    "np.cumsum(y)[::-1]",
    "y.squeeze()",
    "np.maximum(y, y)",
    "np.linalg.norm(y) * y",
    "np.asarray(y)[1:]",
    "np.ravel(y)",
    "np.trapezoid(y, y) * y",
]
OF_A_MATRIX = [
    "y.mT",
    "np.diag(y)",
    "np.diag(y, 1)",
    "np.fliplr(y)",
    "np.flipud(y)",
    "np.moveaxis(y, 0, 1)",
    "np.flip(y, 0)",
    "np.tril(y)",
    "np.linalg.inv(y + 3 * np.eye(4))",
    "np.linalg.solve(y + 3 * np.eye(4), x)",
    "y.T.flatten()",
    "np.concatenate((y.T, y.T)).reshape(-1)",
    "np.stack((y, y), axis=-1)",
    "np.swapaxes(y, 0, 1)",
    "np.einsum('ij->ji', y)",
    "np.max(y, axis=0)",
    "np.sort(y, axis=0)",
    "np.cumsum(y, axis=1)",
    "np.squeeze(y)",
    "np.trace(y) * y",
    "np.roll(y, 1, axis=0)",
    "np.vstack(y[None])",
    "np.prod(y, axis=0)",
    "y.copy().reshape(-1)",
    "np.linalg.cholesky(y + 3 * np.eye(4))",
    "np.repeat(y, 2, axis=0)",
    "np.take(y, [1, 1], axis=1)",
    "np.asarray(y)[:, 1]",
    "np.atleast_2d(y)",
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
