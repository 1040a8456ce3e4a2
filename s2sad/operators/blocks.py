"""All first derivatives of one call, a block for each leaf of the result and each leaf of the arguments.

For ``f(x, y) -> (u, v)`` the blocks are those of the Jacobian::

    ∂u/∂x  ∂u/∂y
    ∂v/∂x  ∂v/∂y

A block has the shape of the one after that of the other.  Rows come from the pullback and share one forward sweep,
columns come from tangent sweeps; what takes fewer sweeps is done, unless a function prints or draws random numbers:
that has to happen once.

By a complex ``x = a + 1j * b``, the block of a real ``u`` is ``du/da - i du/db``, which the pullback gives; by a real
``x``, that of a complex ``u`` is ``du/dx``, which the tangent gives. Where both are complex there is one number for it
only if the function is holomorphic: that has to be said.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

import numpy as np

from s2sad.dataclass import dataclass
from s2sad.errors import ArgumentError, UnsupportedError
from s2sad.plan import Plan
from s2sad.targets import Arranged, Target
from s2sad.trees import filled, is_complex, is_float, leaves, mapped, zeros

Values = tuple[Any, ...]  # one argument a parameter


@dataclass(frozen=True)
class Blocks:
    """The value of a call, and the derivatives of the leaves of what varies by those of the arguments."""

    value: Any
    varied: Any  # what is differentiated: the value, without what is auxiliary in it
    arguments: dict[str, Any]  # by parameter
    rows: list[list[Any]]  # by leaf of what varies, then by leaf of the arguments; None where there is no derivative

    def tree(self, arrange: Callable[[dict[str, Any]], Any]) -> Any:
        """The structure of what varies, whose leaves are the structure that ``arrange`` gives the arguments."""
        rows = iter(self.rows)

        def leaf(_: Any) -> Any:
            blocks = iter(next(rows))
            return arrange({name: filled(x, blocks) for name, x in self.arguments.items()})

        return mapped(leaf, self.varied)


@dataclass(frozen=True)
class Question:
    """What is asked for: the derivatives of a target by parameters; None for all that hold floats."""

    target: Target
    order: Arranged | None
    wrt: tuple[str, ...] | None
    has_aux: bool = False
    by_columns: bool = False  # whether tangent sweeps are preferred, however many there are
    holomorphic: bool = False

    def given(self, values: Values) -> tuple[Values, dict[str, Any]]:
        """The arguments, with floats where they are differentiated, and those by parameter."""
        names = self.target.parameters.names
        wrt, promoted = self.target.table("reverse", self.wrt).active(values)
        values = tuple([float(x) if n in promoted else x for n, x in zip(names, values, strict=True)])
        return values, {n: values[names.index(n)] for n in wrt}

    def answered(self, values: Values) -> Blocks:
        """The blocks at a point."""
        values, arguments = self.given(values)
        count = _count(arguments)
        by_complex = self._by_complex(arguments)
        found = list(leaves(list(arguments.values())))
        number = len(found) == 1 and is_float(found[0]) and np.ndim(found[0]) == 0
        if not by_complex and (number or (count and self.by_columns and self.is_repeatable(values, arguments))):
            return self._columns(values, arguments)
        plan = self.target.table("reverse", tuple(arguments)).plan(values)
        value, pull = plan.pull(values)
        value = value if self.order is None else self.order.arrange(value)
        of_complex = self._of_complex(value, by_complex)
        if not by_complex and of_complex:
            return self._columns(values, arguments)
        if not by_complex and 0 < count < _count(self._varied(value)) and self._repeatable(plan):
            with contextlib.suppress(UnsupportedError):  # of a rule for adjoints only there are rows, and no columns
                return self._columns(values, arguments)

        def row(seed: Any) -> list[Any]:
            seed = (seed, zeros(value[1])) if self.has_aux else seed
            found = plan.by_name(pull(seed if self.order is None else self.order.back(seed)), values)
            return list(leaves([found[n] for n in arguments]))

        return self._rows(value, arguments, row)

    def _by_complex(self, arguments: dict[str, Any]) -> bool:
        """Whether derivatives by complex numbers are asked for, of a function that need not be holomorphic."""
        kinds = {is_complex(x) for x in leaves(list(arguments.values())) if is_float(x)}
        if self.holomorphic:
            if False in kinds:
                self.refuse("holomorphic=True by a real argument", "pass complex numbers: x + 0j.")
            return False
        if True in kinds and self.by_columns:
            what = "second derivatives by a complex argument, one number for each pair"
            self.refuse(what, "take hvp, or jvp of the gradient, along 1 and along 1j.")
        return True in kinds

    def _of_complex(self, value: Any, by_complex: bool) -> bool:
        """Whether what is differentiated is complex, of a function that need not be holomorphic."""
        found = list(filter(is_float, leaves(self._varied(value))))
        if self.holomorphic:
            if not all(map(is_complex, found)):
                self.refuse("holomorphic=True of a real result", "leave it out: the gradient is du/dx - i du/dy.")
            return False
        if by_complex and any(map(is_complex, found)):
            what = "the derivative of a complex result by a complex argument"
            self.refuse(what, "use jacobian(f, holomorphic=True) if it is holomorphic, else jvp or vjp.")
        return any(map(is_complex, found))

    def refuse(self, what: str, fix: str) -> NoReturn:
        """Refuse derivatives that are no numbers of the kind that is asked for."""
        why = "along 1 and along 1j a function grows by itself, unless it is holomorphic."
        raise ArgumentError("S2S504", self.target.parameters.function, what, fix, why)

    @staticmethod
    def _repeatable(plan: Plan) -> bool:
        return not plan.meta["acts"]

    def is_repeatable(self, values: Values, arguments: dict[str, Any]) -> bool:
        """Whether tangent sweeps may be many: the function neither prints nor draws."""
        return self._repeatable(self._pushing(values, arguments))

    def _pushing(self, values: Values, arguments: dict[str, Any]) -> Plan:
        return self.target.table("forward", tuple(arguments)).plan(values)

    def _varied(self, value: Any) -> Any:
        if not self.has_aux:
            return value
        if not isinstance(value, tuple) or len(value) != 2:
            what = "with has_aux the result is no pair of what is differentiated and something else"
            raise ArgumentError("S2S504", self.target.parameters.function, what, "return (value, aux).")
        return value[0]

    def _rows(self, value: Any, arguments: dict[str, Any], row: Callable[[Any], list[Any]]) -> Blocks:
        varied = self._varied(value)
        inputs = list(leaves(list(arguments.values())))
        rows = [[_room(y, x) for x in inputs] for y in leaves(varied)]
        for i, index, seed in units(varied):
            for j, part in enumerate(row(seed)):
                _put(rows[i], j, index, part)
        return Blocks(value, varied, arguments, rows)

    def _columns(self, values: Values, arguments: dict[str, Any]) -> Blocks:
        rows: list[list[Any]] = []
        value: Any = None
        inputs = list(leaves(list(arguments.values())))
        for j, index, result, dot in self.pushed(values, arguments):
            if not rows:
                value = result
                self._of_complex(value, by_complex=False)
                rows = [[_room(y, x) for x in inputs] for y in leaves(self._varied(value))]
            for row, y, part in zip(rows, leaves(self._varied(value)), leaves(self._varied(dot)), strict=True):
                if is_float(y):
                    _put(row, j, (..., *index), part)
        return Blocks(value, self._varied(value), arguments, rows)

    def pushed(
        self, values: Values, arguments: dict[str, Any], among: range | None = None
    ) -> Iterator[tuple[int, tuple[int, ...], Any, Any]]:
        """Value and tangent along each number of the arguments, with the leaf that it is in, and the index.

        Of the leaves ``among`` these only, where they are given.
        """
        plan = self._pushing(values, arguments)
        for j, index, dots in units(list(arguments.values()), among):
            given = dict(zip(arguments, dots, strict=True))
            result, dot = plan.push(values, [given.get(n) for n in self.target.parameters.names])
            if self.order is not None:
                result, dot = self.order.arrange(result), self.order.arrange(dot)
            yield j, index, result, dot


def units(tree: Any, among: range | None = None) -> Iterator[tuple[int, tuple[int, ...], Any]]:
    """The unit trees: zeros but for one number. Each with the number of its leaf, and the index in it."""
    found = list(leaves(tree))
    none = list(leaves(zeros(tree)))
    for i, x in enumerate(found):
        if not is_float(x) or (among is not None and i not in among):
            continue
        if isinstance(x, np.ndarray):
            for index in np.ndindex(x.shape):
                unit = np.zeros_like(x)
                unit[index] = 1.0
                yield i, index, _with(tree, none, i, unit)
        else:
            yield i, (), _with(tree, none, i, type(x)(1.0))


def _with(tree: Any, none: list[Any], i: int, unit: Any) -> Any:
    parts = iter([*none[:i], unit, *none[i + 1 :]])
    return mapped(lambda _: next(parts), tree)


def _count(tree: Any) -> int:
    return sum(np.size(x) for x in leaves(tree) if is_float(x))


def _room(y: Any, x: Any) -> Any:
    """Room for the derivatives of y by x; None where they are one number, or where there are none."""
    if not (is_float(y) and is_float(x)) or not (isinstance(y, np.ndarray) or isinstance(x, np.ndarray)):
        return None
    return np.zeros(np.shape(y) + np.shape(x), np.result_type(y, x))


def _put(row: list[Any], j: int, index: tuple[Any, ...], part: Any) -> None:
    if row[j] is not None:
        row[j][index] = part
    elif is_float(part):  # what is no number of the arguments' has no derivative
        row[j] = part
