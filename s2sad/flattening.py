"""The float numbers of nested arguments as one vector, and back.

::

    {"a": 1.0, "b": [array([2., 3.]), "text"]}      [1.0, 2.0, 3.0]
    like(that, [4.0, 5.0, 6.0])                     {"a": 4.0, "b": [array([5., 6.]), "text"]}

A complex number is two of them: of an array the real parts come first, then the imaginary ones.
"""

from __future__ import annotations

import copy
import inspect
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from s2sad.dataclass import dataclass

if TYPE_CHECKING:
    from numpy.typing import NDArray  # NumPy takes a while to make it

    Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Leaf:
    """A float or float array inside a structure, and where its numbers stand among all of them.

    Of a complex one the real parts come first, then the imaginary ones.
    """

    path: str
    value: Any
    start: int

    @property
    def size(self) -> int:
        """The count of its numbers; a complex one is two."""
        return _size(self.value)


def is_float(x: object) -> bool:
    return isinstance(x, (float, complex, np.inexact)) or (isinstance(x, np.ndarray) and x.dtype.kind in "fc")


def _size(x: Any) -> int:
    return int(np.size(x)) * (2 if np.iscomplexobj(x) else 1)


def _walk(x: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(x, dict):
        for k, v in x.items():
            yield from _walk(v, f"{path}[{k!r}]")
    elif isinstance(x, (tuple, list)):
        names = getattr(type(x), "_fields", None)
        for i, v in enumerate(x):
            yield from _walk(v, f"{path}.{names[i]}" if names else f"{path}[{i}]")
    else:
        yield path, x


def float_leaves(items: Sequence[tuple[str, Any]]) -> list[Leaf]:
    """The float leaves of named structures, in order."""
    found: list[Leaf] = []
    at = 0
    for name, x in items:
        for path, v in _walk(x, name):
            if is_float(v):
                found.append(Leaf(path, v, at))
                at += found[-1].size
    return found


def _rebuild(x: Any, new: Callable[[Any], Any], other: Callable[[Any], Any]) -> Any:
    """The structure with ``new`` of its float leaves and ``other`` of what else it holds."""
    if isinstance(x, dict):
        return {k: _rebuild(v, new, other) for k, v in x.items()}
    if isinstance(x, (tuple, list)):
        items = [_rebuild(v, new, other) for v in x]
        return type(x)(*items) if hasattr(type(x), "_fields") else type(x)(items)
    return new(x) if is_float(x) else other(x)


def like(x: Any, numbers: Vector, other: Callable[[Any], Any] = copy.deepcopy) -> Any:
    """The structure of ``x`` with other float numbers, kinds and dtypes kept."""
    at = 0

    def new(v: Any) -> Any:
        nonlocal at
        part: Any = numbers[at : at + _size(v)]
        at += _size(v)
        if np.iscomplexobj(v):
            part = part[: np.size(v)] + 1j * part[np.size(v) :]
        if isinstance(v, np.ndarray):
            return np.array(part, dtype=v.dtype).reshape(v.shape)
        return type(v)(part[0])

    return _rebuild(x, new, other)


def nothing(_: object) -> None:
    return None


def flat(x: Any) -> Vector:
    """All float numbers of a structure, in order, as float64."""
    parts = [np.ravel(np.asarray(p, dtype=np.float64)) for leaf in float_leaves([("", x)]) for p in _parts(leaf.value)]
    return np.concatenate(parts) if parts else np.zeros(0)


def _parts(x: Any) -> tuple[Any, ...]:
    return (np.real(x), np.imag(x)) if np.iscomplexobj(x) else (x,)


def conjugation(leaves: Sequence[Leaf]) -> Vector:
    """Minus one for each imaginary part: the adjoint of x + iy is du/dx - i du/dy."""
    of_leaves = [np.repeat([1.0, -1.0][: len(_parts(p.value))], np.size(p.value)) for p in leaves]
    return np.concatenate(of_leaves) if of_leaves else np.zeros(0)


def beside(x: Any, pattern: Any) -> Vector:
    """The numbers of ``x`` where ``pattern`` has floats: the tangent of a count may be None or zero."""
    if isinstance(pattern, dict):
        parts = [beside(x[k], v) for k, v in pattern.items()]
    elif isinstance(pattern, (tuple, list)):
        parts = [beside(a, v) for a, v in zip(x, pattern, strict=True)]
    else:
        parts = [flat(x)] if is_float(pattern) else []
    return np.concatenate(parts) if parts else np.zeros(0)


def place(leaves: Sequence[Leaf], i: int) -> tuple[str, tuple[int, ...]]:
    """Path and index of the number ``i``."""
    leaf = next(leaf for leaf in leaves if i < leaf.start + leaf.size)
    part, at = divmod(i - leaf.start, np.size(leaf.value))
    name = f"{leaf.path}.{('real', 'imag')[part]}" if np.iscomplexobj(leaf.value) else leaf.path
    return name, tuple(int(n) for n in np.unravel_index(at, np.shape(leaf.value)))


def parameter_names(f: Callable[..., Any], args: Sequence[Any]) -> list[str]:
    try:
        bound = inspect.signature(f).bind(*args)
    except (TypeError, ValueError):
        return [f"args[{i}]" for i in range(len(args))]
    names: list[str] = []
    for name, value in bound.arguments.items():
        several = bound.signature.parameters[name].kind is inspect.Parameter.VAR_POSITIONAL
        names += [f"{name}[{i}]" for i in range(len(value))] if several else [name]
    return names
