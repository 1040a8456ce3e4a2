"""What users call to say the derivatives of functions that are not read: ``elementwise``, ``linear``, ``rule``.

What they register is read when a program is differentiated; reading the texts takes the rules, which are loaded here
only when somebody registers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

__all__ = ["elementwise", "linear", "rule"]


def elementwise(call: str, /, *, function: Callable[..., Any] | None = None, **formulas: str) -> None:
    """Register a function that works item by item, with a formula for its derivative by each operand.

    ::

        s2sad.elementwise("mylib.softsign(x)", x="g / (1.0 + np.abs(x)) ** 2")
        s2sad.elementwise("mylib.blend(x, y, weight=0.5)", x="g * (1.0 - weight)", y="g * weight")

    ``call`` names the function in full, its operands, and as keywords with their defaults its options: literals that
    are known when the text is made. A keyword with a formula is an operand that calls may leave out. The emitted text
    imports the module and calls the function by this name. It may be written in Python, C, Cython, or be a ufunc; its
    text is not read. ``function`` is the function itself, for a ``call`` without a module: ``"softsign(x)"``.

    A formula is linear in ``g``, and serves both modes: ``g`` is the tangent of the operand, or the adjoint of the
    result. It is an expression in ``g``, the operands, the result ``out`` and the options, of operators, numbers, and
    functions that have rows (NumPy's, SciPy's, those that are registered), by their full names. An ``if`` in it is
    about options, and chooses when the text is made; items are chosen by ``np.where``. ``"0.0"`` is the formula of a
    function that jumps. An operand without a formula has no known derivative: a program in which it varies with what
    is differentiated is refused.

    The shape of the result is what the operands broadcast to; its dtype and kind are found by calling the function on
    numbers and small arrays (of 0.5, or of 1.5 where it raises for those). The function has no side effects, and its
    result is a new array or a number. `check_rule` checks all this.

    A row that is registered again takes the place of the one before.

    Raises:
        ArgumentError: (S2S509) the texts do not hold together: no such function, operands that it does not have, a
            formula that names what is not known or that only Python could run; or s2sad has a row of its own.
    """
    from s2sad.rules.user import register

    register(call, "elementwise", function, None, formulas)


def linear(
    call: str, /, *, shape: str | None = None, function: Callable[..., Any] | None = None, **transposes: str
) -> None:
    """Register a function that is linear in each of its operands, with the transpose by each.

    ::

        s2sad.linear("mylib.smooth(x, width=3)", shape="(n)->(n)", x="mylib.smooth_back(g, width=width)")
        s2sad.linear("mylib.smooth_back(y, width=3)", shape="(n)->(n)", y="mylib.smooth(g, width=width)")

    The tangent is the function itself, of the tangent of an operand. The formulas give the transposes: ``g`` is the
    adjoint of the result, of the result's shape, and what they give has the shape of the operand. Texts are otherwise
    those of `elementwise`.

    ``shape`` says the axes of the operands and of the result, as NumPy's generalised ufuncs do: ``"(m,n),(n)->(m)"``,
    ``"(n)->()"`` for a number, ``"(...,n)->(...,n)"`` where more axes may stand before. Or it is the name of the
    operand whose shape the result has. A call of a row that leaves it open is refused. The dtype of the result is that
    of a sum of the operands.

    Raises:
        ArgumentError: (S2S509) the texts do not hold together, see `elementwise`, or ``shape`` says no shape.
    """
    from s2sad.rules.user import register

    register(call, "linear", function, shape, transposes)


def rule(
    call: str, /, *, shape: str | None = None, function: Callable[..., Any] | None = None, **tangents: str
) -> None:
    """Register any function, with a formula for the tangent of its result along each operand.

    ::

        s2sad.rule("mylib.inverse(x)", shape="(n,n)->(n,n)", x="-(out @ d @ out)")

    A formula is linear in ``d``, the tangent of the operand. The adjoint is found from it by walking it backwards; an
    option ``x_bar``, a formula in the adjoint ``g`` of the result, gives another way: ``x_bar="-(out.T @ g @ out.T)"``.
    ``shape`` is as for `linear`, texts are otherwise those of `elementwise`.

    Raises:
        ArgumentError: (S2S509) the texts do not hold together, see `elementwise`, or ``shape`` says no shape.
    """
    from s2sad.rules.user import register

    register(call, "tangent", function, shape, tangents)
