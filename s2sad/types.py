"""The types of w's: what the emitted text may rely on without asking at run time.

``x: np.ndarray`` of shape (7, 1) and dtype float32 has the type ``float32[x.0, 1]``:
a dtype, a rank, and for each axis a name.  Two axes with one name have one length, so
nothing between them needs ``unbroadcast``; the axis ``1`` is statically known to be of
length one; an axis marked ``?`` may turn out to be one and is asked at run time.

NumPy tells Python scalars, NumPy scalars, 0-d arrays and arrays apart (``1.0 / 0.0``
raises, ``np.float64(1) / 0.0`` is ``inf``), so the types do too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from functools import cache
from typing import Any, Literal

import numpy as np

from s2sad.dataclass import dataclass

_STRUCTURES = {
    "bound": "a method",
    "zip": "zip(...)",
    "enumerate": "enumerate(...)",
    "reversed": "reversed(...)",
    "grid": "np.ndindex(...)",
    "numbered": "np.ndenumerate(...)",
}
Kind = Literal["py", "np", "any"]  # a Python scalar, a NumPy scalar, or one of the two
Length = Literal["1", "n", "?"]  # an axis of length one, of another length, or not known


@dataclass(frozen=True, slots=True)
class Dim:
    """The length of one axis: equal names and offsets have equal lengths.

    ``x[1:]`` and ``x[:-1]`` both have the length ``x.0-1`` (which is never below zero).
    """

    name: str
    known: Length
    offset: int = 0

    def __str__(self) -> str:
        if self.known == "1":
            return "1"
        return self.name + (f"{self.offset:+d}" if self.offset else "") + ("?" if self.known == "?" else "")

    def shorter(self, by: int) -> Dim | None:
        """The length of this axis after ``by`` items are cut off, where it has a name."""
        if by == 0:
            return self
        return None if self.known == "1" or self.offset > 0 else Dim(self.name, "?", self.offset - by)


ONE = Dim("1", "1")
ITEM = "item"  # names axes of a list's items that may be of another length from item to item


@dataclass(frozen=True, slots=True)
class Scalar:
    """A number: Python's own, NumPy's, or (kind ``any``) either, as loops make them.

    ``dim`` names the axis whose length the number is: ``len(x)``, or an integer parameter.
    """

    kind: Kind
    dtype: str
    dim: Dim | None = None

    def __str__(self) -> str:
        if self.kind == "py":
            return _PY_NAMES[self.dtype]
        return ("np." if self.kind == "np" else "") + self.dtype


@dataclass(frozen=True, slots=True)
class Array:
    """An ndarray; ``axes`` is None where even the rank is unknown (it may be a scalar then)."""

    dtype: str
    axes: tuple[Dim, ...] | None

    def __str__(self) -> str:
        inside = "..." if self.axes is None else ", ".join(map(str, self.axes))
        return f"{self.dtype}[{inside}]"


@dataclass(frozen=True, slots=True)
class List(Array):
    """A list whose length only the run knows, of items of one type; its memory is followed as an array's is."""

    item: Scalar | Array

    @classmethod
    def of(cls, item: Scalar | Array) -> List:
        """The lists of such items; between a list and its shadow, the axis has one name."""
        return cls(item.dtype, (Dim("items", "?"),), item)

    def loaded(self, where: str) -> Scalar | Array:
        """The type of one item; what may be of another length from item to item gets a name of its own."""
        if self.item == NOTHING:
            return FLOAT
        if isinstance(self.item, List) or not isinstance(self.item, Array) or self.item.axes is None:
            return self.item
        axes = (Dim(f"{where}.{i}", d.known) if d.name == ITEM else d for i, d in enumerate(self.item.axes))
        return Array(self.item.dtype, tuple(axes))

    def __str__(self) -> str:
        return f"list[{self.item}]"


@dataclass(frozen=True, slots=True)
class Struct:
    """A structure at a function's boundary, with the types of its items; ``of`` as in `s2sad.ir.Pack`."""

    kind: str
    keys: tuple[object, ...] | None
    items: tuple[Type, ...]
    of: object = None

    def __str__(self) -> str:
        if isinstance(self.of, type):
            names = self.keys if self.keys is not None else getattr(self.of, "_fields", ())
            inside = ", ".join(f"{k}: {t}" for k, t in zip(names, self.items, strict=False))
            return f"{self.of.__name__}({inside})"
        if self.kind == "dict" and self.keys is not None:
            return "{" + ", ".join(f"{k!r}: {t}" for k, t in zip(self.keys, self.items, strict=True)) + "}"
        inside = ", ".join(map(str, self.items))
        if self.kind not in ("tuple", "list"):
            return _STRUCTURES.get(self.kind, f"a {self.kind}")
        return f"[{inside}]" if self.kind == "list" else f"({inside})"


@dataclass(frozen=True, slots=True)
class Tape:
    """A list to which the forward sweep pushes values of one type, for the adjoint sweep."""

    item: Type

    def __str__(self) -> str:
        return f"tape[{self.item}]"


@dataclass(frozen=True, slots=True)
class Record:
    """What a callee's forward sweep hands to its adjoint sweep; only the callee looks inside."""

    function: str

    def __str__(self) -> str:
        return f"record[{self.function}]"


@dataclass(frozen=True, slots=True)
class Opaque:
    """Anything that is passed on but never differentiated: None, a string, a shape."""

    what: str

    def __str__(self) -> str:
        return self.what


@dataclass(frozen=True, slots=True)
class Known:
    """An argument whose value is part of the signature: None, a string, a bool, a function."""

    key: tuple[type, object]
    value: object = field(compare=False)

    def __str__(self) -> str:
        v = self.value
        if v is None or isinstance(v, (bool, int, float, complex, str, bytes)):
            return f"={v!r}"
        return f"=<{getattr(v, '__qualname__', type(v).__qualname__)}>"  # a repr may hold an address


Type = Scalar | Array | Struct | Tape | Record | Opaque | Known

BOOL = Scalar("py", "bool")
INT = Scalar("py", "int64")
FLOAT = Scalar("py", "float64")
NOTHING = Scalar("py", "float64", Dim("nothing", "1"))  # what a list holds to which nothing was put so far
SHAPE = Opaque("shape")
GENERATOR = Opaque("a generator of random numbers")
UNDEF = Opaque("undef")
EXCEPTION = Opaque("exception")

_PY_NAMES = {"bool": "bool", "int64": "int", "float64": "float", "complex128": "complex"}
_PY_DTYPES: dict[type, str] = {bool: "bool", int: "int64", float: "float64", complex: "complex128"}


@cache
def dtype_name(dtype: np.dtype[Any]) -> str:
    """The name of a dtype, which NumPy puts together each time that it is asked."""
    return dtype.name


def of_value(value: object) -> Type:
    """The type of a Python literal or NumPy scalar."""
    dtype = _PY_DTYPES.get(type(value))
    if dtype is not None:
        return Scalar("py", dtype)
    if isinstance(value, np.generic):
        return Scalar("np", dtype_name(value.dtype))
    if isinstance(value, np.ndarray):
        return Array(dtype_name(value.dtype), tuple(ONE if n == 1 else Dim(str(n), "n") for n in value.shape))
    return Opaque(type(value).__name__)


def with_axes(t: Type, axis: Callable[[Dim], Dim]) -> Type:
    """The type with other names for its axes, also those of a list's items; a length is that of an axis."""
    if isinstance(t, List):
        item = with_axes(t.item, axis)
        assert isinstance(item, (Scalar, Array))
        return List.of(item)
    if isinstance(t, Array) and t.axes is not None:
        return Array(t.dtype, tuple(map(axis, t.axes)))
    if isinstance(t, Scalar) and t.dim is not None:
        return Scalar(t.kind, t.dtype, axis(t.dim))
    return t


def is_number(t: Type) -> bool:
    """Whether a w of this type is a scalar or an array of numbers."""
    return isinstance(t, (Scalar, Array))


def is_inexact(t: Type) -> bool:
    """Whether derivatives can flow through a w of this type."""
    return isinstance(t, (Scalar, Array)) and t.dtype[:5] in ("float", "compl")


def is_real(t: Type) -> bool:
    """Whether a w of this type holds floats: an argument that can be differentiated."""
    return isinstance(t, (Scalar, Array)) and t.dtype.startswith("float")


def rank(t: Type) -> int | None:
    """The number of axes: 0 for scalars, None where unknown."""
    if isinstance(t, Array):
        return None if t.axes is None else len(t.axes)
    return 0


def axes(t: Type) -> tuple[Dim, ...] | None:
    """The axes of an array, ``()`` for a scalar, None where even the rank is unknown."""
    return t.axes if isinstance(t, Array) else ()


def same_shape(a: Type, b: Type) -> bool:
    """Whether two w's are proven to have equal shapes."""
    x, y = axes(a), axes(b)
    return x is not None and y is not None and len(x) == len(y) and all(map(equal, x, y))


def equal(a: Dim, b: Dim) -> bool:
    """Whether two axes that met in a broadcast have equal lengths for sure."""
    return (a.name, a.offset) == (b.name, b.offset) or (a.known == "n" and b.known == "n")


def broadcast(shapes: list[tuple[Dim, ...] | None], fresh: str) -> tuple[Dim, ...] | None:
    """The axes of a broadcast; an axis that may be either gets a name made from ``fresh``.

    Axes that are known not to be one and meet are equal: otherwise the primal raises.
    """
    known = [s for s in shapes if s is not None]
    if len(known) < len(shapes):
        return None
    out: list[Dim] = []
    for axis in range(max(map(len, known), default=0)):
        met = [s[-1 - axis] for s in known if axis < len(s)]
        wide = [d for d in met if d.known == "n"]
        maybe = [d for d in met if d.known == "?"]
        if wide:
            out.append(wide[0])
        elif not maybe:
            out.append(ONE)
        elif all(equal(d, maybe[0]) for d in maybe):
            out.append(maybe[0])
        else:
            out.append(Dim(f"{fresh}.{axis}", "?"))
    return tuple(reversed(out))


def join(a: Type, b: Type, fresh: str) -> Type | None:
    """The least type that holds both, or None where no one w can hold both.

    Axes that differ get a name made from ``fresh``: it has to be the same name each
    time the same place is joined, or the fixpoint at a loop would not end.
    """
    if a == b:
        return a
    if a == UNDEF or b == UNDEF:
        return b if a == UNDEF else a
    if isinstance(a, List) and isinstance(b, List):
        if NOTHING in (a.item, b.item):
            return b if a.item == NOTHING else a
        held = join(a.item, b.item, f"{fresh}.item")
        return List.of(held) if isinstance(held, (Scalar, Array)) else None
    if isinstance(a, List) or isinstance(b, List):
        return None
    if isinstance(a, Scalar) and isinstance(b, Scalar):
        dim = a.dim if a.dim == b.dim else None
        # What may be an int or a float is called a float of open kind: no cast of it is idle.
        kind: Kind = a.kind if a.kind == b.kind and a.dtype == b.dtype else "any"
        return Scalar(kind, _wider(a.dtype, b.dtype), dim)
    if isinstance(a, (Scalar, Array)) and isinstance(b, (Scalar, Array)):
        dtype = _wider(a.dtype, b.dtype)
        x, y = axes(a), axes(b)
        mixed = isinstance(a, Scalar) or isinstance(b, Scalar)
        if x is None or y is None or len(x) != len(y) or mixed:
            return Array(dtype, None)
        return Array(dtype, tuple(_join_dim(p, q, f"{fresh}.{i}") for i, (p, q) in enumerate(zip(x, y, strict=True))))
    if isinstance(a, Tape) and isinstance(b, Tape):
        item = join(a.item, b.item, fresh)
        return None if item is None else Tape(item)
    return None


def _join_dim(a: Dim, b: Dim, name: str) -> Dim:
    if (a.name, a.offset) == (b.name, b.offset):
        return a if a.known == "n" else b
    return Dim(name, "n" if a.known == "n" and b.known == "n" else "?")


def _wider(a: str, b: str) -> str:
    return a if a == b else np.promote_types(a, b).name
