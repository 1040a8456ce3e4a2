"""`check_rule`: the formulas of a row against the function that they are about.

What a row says of its function is checked one by one, so that the message names what is wrong::

    the call        arguments are left alone, the result is new, and is the same when it is asked for again
    the type        shape and dtype of the result are those that the row says
    each operand    its derivative by differences in both modes, the dot-product test, derivatives of the second order
    all operands    the mixed derivatives
"""

from __future__ import annotations

import ast
import copy
import itertools
import linecache
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from s2sad.errors import ArgumentError, S2SADError
from s2sad.testing import WrongDerivative, check_grads

if TYPE_CHECKING:
    from s2sad.rules import Rule

__all__ = ["WrongRule", "check_rule"]

_count = itertools.count(1)


class WrongRule(WrongDerivative):
    """A row that does not say what its function does.

    ``rule`` is the name of the row and ``operand`` that of the operand whose formula is wrong, empty if it is none in
    particular; ``check`` names the test, ``path`` and ``index`` the worst place; ``got`` is what the row gives,
    ``expected`` what differences give (both are nan where no numbers are compared).
    """

    def __init__(self, rule: str, operand: str, what: str, wrong: WrongDerivative | None = None) -> None:
        nan = float("nan")
        given = (wrong.check, wrong.path, wrong.index, wrong.got, wrong.expected) if wrong else ("", "", (), nan, nan)
        super().__init__(*given)
        self.rule, self.operand = rule, operand
        self.args = (f"{rule}: {what}",)


def check_rule(
    name_or_function: str | Callable[..., Any], /, *samples: Any, order: int = 2, seed: int = 0, **options: Any
) -> None:
    """Check a row of derivatives at samples; raise `WrongRule`, which says what is wrong and by how much.

    ::

        s2sad.check_rule("mylib.softsign", 0.7, np.array([-1.2, 0.3]))
        s2sad.check_rule(mylib.blend, (0.7, 1.2), (np.ones((2, 3)), np.arange(3.0)), weight=0.25)

    A sample holds a value for each operand, in the order of the row: a tuple, or the value itself where there is one
    operand. Samples lie where the function is smooth. ``options`` are given to the function and are the same for all
    samples; they have to be options of the row.

    For each sample the function is called (it must leave its arguments alone, give a new result, and give it again),
    the type of the result is compared with what the row says, and for each operand that has a formula and a float the
    derivative is compared with differences in forward and in reverse mode, the two modes with each other, and with
    ``order=2`` the derivatives of the derivative; then those by several operands at once. Tolerances, and where
    ``seed`` enters, are those of `check_grads`. A row of s2sad's own may be checked too.

    Raises:
        WrongRule: something is wrong.
        ArgumentError: (S2S509) there is no row, (S2S506) no sample, or one that does not fit the operands.
        UnsupportedError: derivatives of the second order need a row or a formula that is not there: ``order=1``.
    """
    from s2sad.rules.user import row_of

    rule = row_of(name_or_function)
    function = name_or_function if callable(name_or_function) else rule.function
    if not callable(function) or rule.outs:
        raise _no_sample(rule, "a row of no function with one result", "check a program that uses it: check_grads.")
    if not samples:
        raise _no_sample(rule, "no sample", f"pass values of {', '.join(rule.operands)}.")
    for sample in samples:
        values = sample if isinstance(sample, tuple) else (sample,)
        least = len(rule.operands) - len(rule.defaults)
        if not least <= len(values) <= len(rule.operands):
            what = f"a sample of {len(values)} values for {len(rule.operands)} operands"
            raise _no_sample(rule, what, f"pass a tuple ({', '.join(rule.operands)}).")
        _Sample(rule, function, values, options, order, seed).check()


def _no_sample(rule: Rule, what: str, fix: str) -> ArgumentError:
    return ArgumentError("S2S506", rule.name, what, fix)


class _Sample:
    def __init__(
        self,
        rule: Rule,
        function: Callable[..., Any],
        values: tuple[Any, ...],
        options: Mapping[str, Any],
        order: int,
        seed: int,
    ) -> None:
        self.rule, self.function, self.options = rule, function, options
        self.given = dict(zip(rule.operands, values, strict=False))
        self.order, self.seed = order, seed

    def wrong(self, operand: str, what: str, found: WrongDerivative | None = None) -> WrongRule:
        return WrongRule(self.rule.name, operand, what, found)

    def check(self) -> None:
        """All checks, the simple ones first."""
        value = self.called()
        self.typed(value)
        smooth = [o for o, v in self.given.items() if o not in self.rule.unknown and _floats(v)]
        if not smooth or not _floats(value):
            raise _no_sample(self.rule, "a sample without a float that has a formula", "pass floats.")
        for operand in smooth:
            self.derivative((operand,))
        if len(smooth) > 1 and self.order > 1:
            self.derivative(tuple(smooth))

    # ---- the function

    def called(self) -> Any:
        """The result; the function does nothing else."""
        values = copy.deepcopy(self.given)
        result = self.function(*self._places(values), **self._named(values), **self.options)
        for name, v in values.items():
            if not _equal(v, self.given[name]):
                raise self.wrong("", f"the function changes its argument {name}: let it work on a copy")
            if isinstance(v, np.ndarray) and isinstance(result, np.ndarray) and np.shares_memory(v, result):
                raise self.wrong("", f"the result shares memory with {name}: let the function return a copy")
        again = self.function(*self._places(values), **self._named(values), **self.options)
        if not _equal(result, again):
            raise self.wrong("", "two calls with the same arguments give two results: let it depend on nothing else")
        return result

    def _places(self, values: Mapping[str, Any]) -> list[Any]:
        return [v for o, v in values.items() if o not in self.rule.defaults]

    def _named(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {o: v for o, v in values.items() if o in self.rule.defaults}

    # ---- the type

    def typed(self, value: Any) -> None:
        """Shape and dtype of the result against what the row says."""
        from s2sad.ir import Const, Var
        from s2sad.rules import NoType
        from s2sad.signature import spec_of
        from s2sad.types import Array, Scalar, axes

        lengths: dict[tuple[str, int], int] = {}
        args: list[Any] = []
        for i, o in enumerate(self.rule.operands):
            if o not in self.given:
                args.append(Const(self.rule.defaults[o]))
                continue
            v = self.given[o]
            t = spec_of(v, o, False)
            args.append(Var(i, t))
            lengths.update({(d.name, d.offset): n for d, n in zip(axes(t) or (), np.shape(v), strict=True)})
        attrs = tuple(sorted((k, v) for k, v in self.options.items() if self.rule.statics.get(k) != v))
        try:
            (said,) = self.rule.typing(self.rule, tuple(args), attrs, "check")
        except NoType as problem:
            raise self.wrong("", f"the row has no type for a result of {self._shown()}: {problem}") from None
        assert isinstance(said, (Scalar, Array))
        shape, expected = np.shape(value), axes(said)
        if self.rule.kind == "elementwise":
            spread = np.broadcast_shapes(*map(np.shape, self.given.values()))
            if shape != spread:
                raise self.wrong(
                    "", f"the operands broadcast to {spread}, the function gives a result of shape {shape}"
                )
        elif expected is not None:
            known = tuple(1 if d.known == "1" else lengths.get((d.name, d.offset)) for d in expected)
            if len(known) != len(shape) or any(n not in (None, m) for n, m in zip(known, shape, strict=True)):
                raise self.wrong("", f"the row says a result of the shape {said}, the function gives {shape}")
        if not isinstance(value, np.ndarray) and expected:
            raise self.wrong("", f"the row says {said}, the function gives a {type(value).__name__}")
        if said.dtype != np.asarray(value).dtype.name:
            given = np.asarray(value).dtype
            raise self.wrong("", f"the row says a result of {said.dtype}, the function gives {given}")

    def _shown(self) -> str:
        return ", ".join(f"{o} of shape {np.shape(v)}" for o, v in self.given.items())

    # ---- the derivatives

    def derivative(self, operands: tuple[str, ...]) -> None:
        """Derivatives by some operands, the others held."""
        try:
            program = self._program(operands)
            check_grads(program, *(self.given[o] for o in operands), order=self.order, seed=self.seed)
        except WrongDerivative as found:
            raise self.wrong(operands[0] if len(operands) == 1 else "", self._said(operands, found), found) from None
        except AssertionError as problem:
            raise self.wrong(operands[0], f"the formula {self._formula(operands[0], 'reverse')}: {problem}") from None
        except S2SADError as error:
            if self.order > 1:
                error.add_note(f"check_rule({self.rule.name!r}, ..., order=1) checks the first derivatives only.")
            raise
        except Exception as error:
            what = f"a derivative by {' and '.join(operands)} raises {type(error).__name__}: {error}"
            raise self.wrong(operands[0], what) from error

    def _program(self, operands: tuple[str, ...]) -> Callable[..., Any]:
        """A function of some operands that calls the row's, written for s2sad to read."""
        held = {f"held_{o}": copy.deepcopy(v) for o, v in self.given.items() if o not in operands}
        called = {o: o if o in operands else f"held_{o}" for o in self.given}
        shown = [f"{o}={name}" if o in self.rule.defaults else name for o, name in called.items()]
        shown += [f"{k}={v!r}" for k, v in self.options.items()]
        text = f"def called({', '.join(operands)}):\n    return function({', '.join(shown)})\n"
        filename = f"<s2sad check_rule {next(_count)}>"
        linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
        names: dict[str, Any] = {"function": self.function, **held}
        exec(compile(text, filename, "exec", dont_inherit=True), names)
        program: Callable[..., Any] = names["called"]
        return program

    def _said(self, operands: tuple[str, ...], found: WrongDerivative) -> str:
        off = abs(found.got - found.expected)
        relative = f", {off / abs(found.expected):.2g} of it" if found.expected else ""
        at = f"{found.path}[{', '.join(map(str, found.index))}]" if found.index else found.path
        given = f"the row gives {found.got:.6g}, expected {found.expected:.6g} (off by {off:.2g}{relative})"
        numbers = f"{found.check}: at {at} {given}"
        second = "over" in found.check or "second" in found.check
        if len(operands) > 1:
            return f"a mixed derivative by {' and '.join(operands)} is wrong; {numbers}"
        operand = operands[0]
        if second:
            why = "the first is right: look at the rows of the functions that its formula calls"
            return f"the second derivative by {operand} is wrong ({why}); {numbers}"
        return f"the derivative by {operand} is wrong ({self._formula(operand, found.check)}); {numbers}"

    def _formula(self, operand: str, check: str) -> str:
        rule, forward = self.rule, check.startswith("forward")
        if rule.kind == "linear" and forward:
            return f"the function is not linear in {operand}"
        back = rule.adjoints.get(operand)
        if back is not None and not forward:
            return f"{operand}_bar = {ast.unparse(back)}"
        shown = rule.derivatives.get(operand)
        return f"{operand} = {ast.unparse(shown)}" if shown is not None else "its row chooses by the types"


def _floats(v: Any) -> bool:
    return isinstance(v, (float, np.floating)) or (isinstance(v, np.ndarray) and v.dtype.kind == "f")


def _equal(a: Any, b: Any) -> bool:
    if isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)):
        return len(a) == len(b) and all(map(_equal, a, b))
    return bool(type(a) is type(b) and np.array_equal(a, b, equal_nan=np.asarray(a).dtype.kind in "fc"))
