"""Case 4: softmax regression on the iris data, trained with the generated gradient."""

import io
import math
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from examples.iris import SoftmaxRegression, confusion_matrix, loss, main, progress_bar, read_iris

ROOT = Path(__file__).resolve().parent.parent
PENALTY = 1e-6


def gradient_by_hand(weights, bias, features, targets, penalty):
    """The textbook gradient, sample by sample: ∂/∂z_i of the cross entropy is p_i - t_i."""
    samples = len(features)
    weights_bar = [[2.0 * penalty * w for w in row] for row in weights]
    bias_bar = [0.0] * len(bias)
    for x, t in zip(features, targets, strict=True):
        z = [
            b + sum(x_j * w_ij for x_j, w_ij in zip(x, row, strict=True)) for b, row in zip(bias, weights, strict=True)
        ]
        total = sum(math.exp(z_i) for z_i in z)
        for i, z_i in enumerate(z):
            residual = (math.exp(z_i) / total - t[i]) / samples
            bias_bar[i] += residual
            for j, x_j in enumerate(x):
                weights_bar[i][j] += residual * x_j
    return np.array(weights_bar), np.array(bias_bar)


def one_hot(labels):
    return (labels[:, None] == np.unique(labels)).astype(float)


@pytest.fixture(scope="module")
def iris():
    return read_iris()


@pytest.fixture(scope="module")
def model(iris):
    return SoftmaxRegression().fit(*iris)


@pytest.fixture
def point(iris):
    """Weights, bias, features, targets and penalty away from every symmetry."""
    features, labels = iris
    random = np.random.default_rng(7)
    return random.normal(size=(3, 4)) / 4, random.normal(size=3), features, one_hot(labels), PENALTY


@pytest.mark.parametrize(
    "rows", [slice(None), slice(128, None), slice(60, 61)], ids=["all", "last batch", "one sample"]
)
@pytest.mark.parametrize("penalty", [PENALTY, 0.5])
def test_gradient_equals_the_one_derived_by_hand(point, rows, penalty):
    weights, bias, features, targets, _ = point
    arguments = weights, bias, features[rows], targets[rows], penalty
    copies = [np.copy(argument) for argument in arguments]

    value, gradient = loss.value_and_grad(*arguments)
    weights_bar, bias_bar = gradient_by_hand(*arguments)

    assert value == loss(*arguments)
    np.testing.assert_allclose(gradient.weights, weights_bar, rtol=1e-10, atol=1e-14)
    np.testing.assert_allclose(gradient.bias, bias_bar, rtol=1e-10, atol=1e-14)
    for argument, copy in zip(arguments, copies, strict=True):
        np.testing.assert_array_equal(argument, copy)


def test_gradient_holds_none_for_what_wrt_leaves_out(point):
    gradient = loss.grad(*point)
    assert gradient._fields == ("weights", "bias", "features", "targets", "penalty")
    assert (gradient.features, gradient.targets, gradient.penalty) == (None, None, None)


def test_training_accuracy_reaches_the_reference(model, iris):
    features, labels = iris
    assert np.mean(model.predict(features) == labels) >= 0.86


def test_loss_decreases(model):
    losses = np.array(model.losses_)
    assert losses.shape == (100,)
    assert losses[-1] < 0.5 < losses[0] < math.log(3)
    tens = losses.reshape(10, 10).mean(axis=1)
    assert (np.diff(tens) < 0).all()


def test_training_is_the_one_with_the_gradient_by_hand(model, iris):
    features, labels = iris
    targets = one_hot(labels)
    weights, bias = np.zeros((3, 4)), np.zeros(3)
    random = np.random.default_rng(model.seed)
    for epoch in range(100):
        rate = 0.05 / np.sqrt(1 + epoch)
        for batch in np.split(random.permutation(150), [32, 64, 96, 128]):
            weights_bar, bias_bar = gradient_by_hand(weights, bias, features[batch], targets[batch], PENALTY)
            weights, bias = weights - rate * weights_bar, bias - rate * bias_bar
    np.testing.assert_allclose(model.weights_, weights, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(model.bias_, bias, rtol=1e-9, atol=1e-12)


def test_probabilities_belong_to_the_predicted_classes(model, iris):
    features, labels = iris
    probabilities = model.predict_proba(features)
    assert probabilities.shape == (150, 3)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1.0)
    np.testing.assert_array_equal(model.predict(features), np.unique(labels)[probabilities.argmax(axis=1)])


def test_confusion_matrix_counts_by_true_class(model, iris):
    features, labels = iris
    counts = confusion_matrix(labels, model.predict(features), model.classes_)
    assert counts.sum(axis=1).tolist() == [50, 50, 50]
    assert np.trace(counts) == np.sum(model.predict(features) == labels)
    assert confusion_matrix(np.array(["a", "a", "b"]), np.array(["a", "b", "b"]), ["a", "b"]).tolist() == [
        [1, 1],
        [0, 1],
    ]


def test_the_script_runs_from_anywhere(tmp_path):
    environment = os.environ | {"PYTHONPATH": str(ROOT), "S2SAD_CACHE_DIR": str(tmp_path / "cache")}
    environment.pop("S2SAD_CACHE", None)
    run = subprocess.run(
        [sys.executable, ROOT / "examples" / "iris.py"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    lines = dict(line.split(maxsplit=1) for line in run.stdout.splitlines())
    assert float(lines["loss"]) < 0.5
    assert float(lines["accuracy"].rstrip("%")) >= 86
    assert lines["true"].split() == ["\\", "predicted", "setosa", "versicolor", "virginica"]
    module = Path(lines["module"])
    assert module.is_relative_to(tmp_path / "cache")
    assert "s2sad" not in {
        word for line in module.read_text("utf-8").splitlines() if "import" in line for word in line.split()
    }
    assert run.stderr.startswith("100 epochs, loss ")
    assert "\r" not in run.stderr


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_the_progress_bar_fills_up_on_a_terminal():
    stream = Terminal()
    report = progress_bar(4, stream)
    for done in range(1, 5):
        report(done, 1.0 / done)
    shown = stream.getvalue()
    assert shown.endswith("\n")
    bars = shown.rstrip("\n").split("\r")[1:]
    assert bars[0] == f"[{'#' * 10}{'.' * 30}] epoch 1/4, loss 1.0000"
    assert bars[-1] == f"[{'#' * 40}] epoch 4/4, loss 0.2500"
    assert shown.count("\n") == 1


def test_elsewhere_it_is_one_line():
    stream = io.StringIO()
    report = progress_bar(2, stream)
    report(1, 0.5)
    assert stream.getvalue() == ""
    report(2, 0.25)
    assert stream.getvalue() == "2 epochs, loss 0.2500\n"


def test_the_setting():
    """Batches of 32, 100 epochs, learning rate 0.05 / sqrt(1 + epoch), L2 1e-6: the defaults."""
    m = SoftmaxRegression()
    assert (m.batch_size, m.epochs, m.learning_rate, m.penalty) == (32, 100, 0.05, 1e-6)


def test_without_matplotlib_the_figure_is_left_out_and_said_so(tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    main(["--plot", str(tmp_path / "loss.png")])
    assert 'python -m pip install "s2sad[plot]"' in capsys.readouterr().out
    assert not (tmp_path / "loss.png").exists()


def test_with_matplotlib_the_figure_is_a_png(tmp_path, capsys):
    pytest.importorskip("matplotlib")
    main(["--plot", str(tmp_path / "loss.png")])
    assert str(tmp_path / "loss.png") in capsys.readouterr().out
    assert (tmp_path / "loss.png").read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
