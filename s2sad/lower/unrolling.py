"""Loops that are read item by item, or whose first iteration stands before them.

::

    for a in (x, 2.0 * x):      y = f(x)              the items are known: the body once for each
        y = f(a)                y = f(2.0 * x)

    best = None                 best = rows[0]        a name changes its type in the first iteration
    for r in rows:              for w5 in range(1, len(rows)):
        best = r                  ...
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import partial
from itertools import count

from s2sad.ir import Arg, Const, Pack, Var
from s2sad.lower.assignments import store
from s2sad.lower.carrying import unroll_key
from s2sad.lower.conflicts import BREAK, DONE, FALSE, RAISED, RETURN, TRUE
from s2sad.lower.emitting import emit
from s2sad.lower.frame import Frame
from s2sad.lower.iterables import Iteration, iteration
from s2sad.lower.looping import Turns, either_of, leave_loop, run_loop
from s2sad.lower.statements import assigned_names, body
from s2sad.types import INT

_MOST_UNROLLED = 256  # iterations of a range whose index has to be known in the body


def first_apart(frame: Frame, node: ast.For, over: Iteration) -> None:
    """The first iteration, if there is one, and a loop over the others: a name may be None, or 0.0, before it."""
    outer, length, index = frame.env[BREAK], over.length(), frame.b.var(INT)
    frame.least[index] = 1
    frame.env.update({BREAK: FALSE, RETURN: FALSE})

    def others() -> None:
        names, bounds = assigned_names([node.target, *node.body]), (Const(1), length, Const(1))
        turns = Turns(lambda: store(frame, node.target, over.at(index)), names, index, bounds, peeled=True)
        frame.env[BREAK] = run_loop(frame, node, turns)

    def first() -> None:
        frame.env[DONE] = FALSE
        variant, frame.variant = frame.variant, f"{frame.variant}'"
        store(frame, node.target, over.at(Const(0)))
        body(frame, node.body)
        frame.variant = variant
        if RAISED not in frame.env:
            frame.branch(either_of(frame, node, frame.env[BREAK], frame.env[RETURN]), lambda: None, others, node)

    some = TRUE if (least(frame, length) or 0) > 0 else emit(frame, node, "lt", (Const(0), length))
    frame.branch(some, first, lambda: None, node)
    if RAISED not in frame.env:
        broke, frame.env[BREAK] = frame.env[BREAK], outer
        leave_loop(frame, node, broke, frame.env[RETURN])


def least(frame: Frame, number: Arg) -> int | None:
    """The least that an integer can be: ``range(i)`` has a first turn where i counts from one."""
    if isinstance(number, Const):
        return number.value if type(number.value) is int else None
    if not isinstance(number, Var):
        return None
    maker = frame.b.made.get(number)
    if maker is None or maker.op != "add":
        return frame.least.get(number)
    parts = [least(frame, a) for a in maker.args]
    return None if None in parts else sum(p for p in parts if p is not None)


def unrolled_range(frame: Frame, node: ast.For, over: Iteration) -> Iteration:
    """A range that is known, if an earlier reading found that its index has to be: it picks an item of a structure.

    Another loop of a number of turns that is known, ``enumerate(range(5))``, is read turn by turn then.
    """
    if unroll_key(frame, node) not in frame.session.unroll:
        return over
    if over.direct is None:
        turns = known_range((Const(0), over.length(), Const(1)))
        return over if turns is None else Iteration(over.length, over.at, lambda k: k >= len(turns))
    numbers = known_range(over.direct[0])
    if numbers is None:
        return over  # an earlier reading knew more
    return iteration(frame, node.iter, Pack("tuple", tuple(map(over.direct[1], map(Const, numbers)))))


def known_range(bounds: tuple[Arg, Arg, Arg]) -> range | None:
    """The numbers of a range that is known, and short enough to be read one by one."""
    values = [b.value for b in bounds if isinstance(b, Const) and type(b.value) is int]
    if len(values) < 3 or values[2] == 0:
        return None
    numbers = range(*values)
    return numbers if len(numbers) <= _MOST_UNROLLED else None


def read_by_item(frame: Frame, node: ast.For, over: Iteration, ended: Callable[[int], bool]) -> None:
    """A loop over a structure is its body, once for each item; what may leave it skips what follows."""
    outer = frame.env[BREAK]
    exhausted = f"%exhausted@{frame.where(node)}"
    frame.env.update({BREAK: FALSE, RETURN: FALSE, exhausted: FALSE})

    surely = False

    def iterate(k: int) -> None:
        def run() -> None:
            frame.env[DONE] = FALSE
            with frame.at_item(Const(k)):
                store(frame, node.target, over.at(Const(k)))
                body(frame, node.body)

        def stop() -> None:
            frame.env[exhausted] = TRUE

        goes_on = TRUE if over.more is None else over.more(k)
        nonlocal surely
        surely = goes_on == FALSE
        frame.branch(goes_on, run, stop, node)

    for k in count():
        left = either_of(frame, node, frame.env[BREAK], frame.env[RETURN])
        left = either_of(frame, node, left, frame.env[exhausted])
        if left == TRUE or RAISED in frame.env or ended(k):
            break
        frame.branch(left, lambda: None, partial(iterate, k), node)
        if surely:
            break
    del frame.env[exhausted]
    if RAISED in frame.env:
        return
    broke, frame.env[BREAK] = frame.env[BREAK], outer
    leave_loop(frame, node, broke, frame.env[RETURN])
