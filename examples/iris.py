"""Softmax regression on Fisher's iris data, trained with a gradient that s2sad generates.

    python examples/iris.py [--plot FILE]

Prints the loss, the accuracy and the confusion matrix on the training data, and where the generated module lies.
"""

import argparse
import csv
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Self, TextIO

import numpy as np

from s2sad import differentiate

DATA = Path(__file__).resolve().parent / "data" / "iris.csv"


@differentiate(wrt=("weights", "bias"))
def loss(
    weights: "float64[classes, width]",
    bias: "float64[classes]",
    features: "float64[samples, width]",
    targets: "float64[samples, classes]",
    penalty: float,
) -> float:
    """Mean cross entropy of softmax regression, with an L2 penalty on the weights.

    The score of class i is z_i = b_i + Σ_j x_j w_ij. A row of ``targets`` is 1 at the sample's class and 0 elsewhere.
    """
    scores = features @ weights.T + bias
    log_normaliser = np.log(np.sum(np.exp(scores), axis=1))
    cross_entropy = np.mean(log_normaliser - np.sum(targets * scores, axis=1))
    return cross_entropy + penalty * np.sum(weights**2)


class SoftmaxRegression:
    """Multinomial logistic regression, trained by stochastic gradient descent.

    Epoch e visits the samples in random order, in batches, with the learning rate ``learning_rate / sqrt(1 + e)``.
    After ``fit``, ``losses_`` holds the loss on all samples after each epoch.
    """

    def __init__(
        self,
        *,
        penalty: float = 1e-6,
        batch_size: int = 32,
        epochs: int = 100,
        learning_rate: float = 0.05,
        seed: int = 0,
    ) -> None:
        self.penalty = penalty
        self.batch_size = batch_size
        self.epochs = epochs
        self.learning_rate = learning_rate
        self.seed = seed

    def fit(self, features: np.ndarray, labels: np.ndarray, report: Callable[[int, float], None] | None = None) -> Self:
        """Train from zero; ``report(epochs_done, loss)`` is called after every epoch."""
        self.classes_, codes = np.unique(labels, return_inverse=True)
        targets = np.eye(len(self.classes_))[codes]
        samples, width = features.shape
        random = np.random.default_rng(self.seed)
        self.weights_ = np.zeros((len(self.classes_), width))
        self.bias_ = np.zeros(len(self.classes_))
        self.losses_: list[float] = []
        for epoch in range(self.epochs):
            rate = self.learning_rate / np.sqrt(1 + epoch)
            order = random.permutation(samples)
            for start in range(0, samples, self.batch_size):
                batch = order[start : start + self.batch_size]
                gradient = loss.grad(self.weights_, self.bias_, features[batch], targets[batch], self.penalty)
                self.weights_ -= rate * gradient.weights
                self.bias_ -= rate * gradient.bias
            self.losses_.append(float(loss(self.weights_, self.bias_, features, targets, self.penalty)))
            if report is not None:
                report(epoch + 1, self.losses_[-1])
        return self

    def predict_proba(self, features: np.ndarray) -> np.ndarray:
        """Probability of each class, one row a sample, columns in the order of ``classes_``."""
        scores = features @ self.weights_.T + self.bias_
        exponentials = np.exp(scores - scores.max(axis=1, keepdims=True))
        return exponentials / exponentials.sum(axis=1, keepdims=True)

    def predict(self, features: np.ndarray) -> np.ndarray:
        """The most probable class of each sample."""
        return self.classes_[self.predict_proba(features).argmax(axis=1)]


def read_iris(path: Path = DATA) -> tuple[np.ndarray, np.ndarray]:
    """The four measurements (cm) of each of the 150 flowers, and its species' name."""
    with path.open(newline="", encoding="utf-8") as file:
        _header, *rows = csv.reader(file)
    return np.array([row[:-1] for row in rows], dtype=float), np.array([row[-1] for row in rows])


def confusion_matrix(truth: np.ndarray, predicted: np.ndarray, classes: Sequence[str]) -> np.ndarray:
    """Counts of samples: row by true class, column by predicted class."""
    return np.array([[np.sum((truth == row) & (predicted == column)) for column in classes] for row in classes])


def format_confusion(counts: np.ndarray, classes: Sequence[str]) -> str:
    """The matrix as text, classes along both sides."""
    width = max(len(name) for name in classes)
    lines = ["  ".join(["true \\ predicted".ljust(16), *(name.rjust(width) for name in classes)])]
    for name, row in zip(classes, counts, strict=True):
        lines.append("  ".join([name.ljust(16), *(str(count).rjust(width) for count in row)]))
    return "\n".join(lines)


def progress_bar(epochs: int, stream: TextIO) -> Callable[[int, float], None]:
    """A reporter for ``fit`` that draws a bar on a terminal, and elsewhere writes one line at the end."""
    cells = 40

    def report(done: int, value: float) -> None:
        if stream.isatty():
            filled = cells * done // epochs
            stream.write(f"\r[{'#' * filled}{'.' * (cells - filled)}] epoch {done}/{epochs}, loss {value:.4f}")
            stream.write("\n" if done == epochs else "")
            stream.flush()
        elif done == epochs:
            stream.write(f"{epochs} epochs, loss {value:.4f}\n")

    return report


def plot_losses(losses: Sequence[float], path: Path) -> None:
    """Write the loss after each epoch to ``path`` as PNG. Needs matplotlib."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6.4, 4.0), dpi=120, layout="constrained")
    axes = figure.subplots()
    axes.plot(range(1, len(losses) + 1), losses)
    axes.set(title="Softmax regression on iris", xlabel="epoch", ylabel="mean cross entropy, all samples")
    axes.set_xlim(0, len(losses))
    axes.grid(alpha=0.3)
    figure.savefig(path, format="png")


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, and print what came of it."""
    parser = argparse.ArgumentParser(description="Softmax regression on the iris data.")
    parser.add_argument("--plot", type=Path, default=Path("iris_loss.png"), help="PNG of the loss (%(default)s)")
    options = parser.parse_args(arguments)

    features, labels = read_iris()
    model = SoftmaxRegression()
    began = time.perf_counter()
    model.fit(features, labels, report=progress_bar(model.epochs, sys.stderr))
    seconds = time.perf_counter() - began

    predicted = model.predict(features)
    targets = (labels[:, None] == model.classes_).astype(float)
    print(f"training  {seconds:.2f} s, gradient generated on the way")
    print(f"loss      {model.losses_[-1]:.4f}")
    print(f"accuracy  {np.mean(predicted == labels):.1%}")
    print(format_confusion(confusion_matrix(labels, predicted, model.classes_), model.classes_))
    print(f"module    {loss.path(model.weights_, model.bias_, features, targets, model.penalty)}")
    try:
        plot_losses(model.losses_, options.plot)
    except ModuleNotFoundError as missing:
        print(f'plot      none: {missing.name} is not installed (python -m pip install "s2sad[plot]")')
    else:
        print(f"plot      {options.plot.resolve()}")


if __name__ == "__main__":
    main()
