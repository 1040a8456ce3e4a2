"""What a condition is, where lowering knows it: ``if xs:`` of a list, ``if p:`` of an object, ``if None:``.

::

    if points:              a list of two items: true, its arm is read alone
    if rest:                a list at run time: w4 = gt(len(rest), 0); if w4: ...
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import numpy as np

from s2sad.ir import Arg, Const, Pack
from s2sad.lower import alternatives, held, optional, runtime_dicts, runtime_lists
from s2sad.lower.conflicts import BOTTOM, Conflict
from s2sad.lower.heap import current
from s2sad.lower.list_operations import nonempty
from s2sad.lower.rows import is_row

if TYPE_CHECKING:
    from s2sad.lower.frame import Frame


def decided(frame: Frame, cond: Arg, node: ast.AST) -> Arg:
    """A condition; of what is known, its truth, where that is the same whenever it is asked for."""
    if isinstance(cond, Pack) and cond.kind == "caught":
        return cond
    if runtime_lists.is_list(cond):
        return nonempty(frame, node, cond)
    if runtime_dicts.is_dict(cond):
        return decided(frame, runtime_dicts.keys(cond), node)
    if isinstance(cond, Pack) and cond.kind == optional.OPTIONAL:
        return optional.each(frame, node, cond, lambda x: decided(frame, x, node))
    if isinstance(cond, Pack):
        if cond.kind in (alternatives.EITHER, held.HELD):
            return decided(frame, alternatives.read(frame, node, cond), node)
        if isinstance(cond.of, type) and _decides_truth(cond.of):
            from s2sad.lower.protocols import truth_by_class

            found = truth_by_class(frame, node, cond)
            if found is not None:
                return found
            frame.refuse(
                node,
                "S2S304",
                f"the truth of an object of {cond.of.__name__}",
                "it decides it by its __bool__ or __len__.",
                "compare a number that it holds.",
            )
        if is_row(cond):
            return decided(frame, cond.items[0], node)
        if cond.kind == "dict_view":
            return decided(frame, current(frame.env, cond.items[0]), node)
        if cond.kind == "range":
            return _turns(frame, node, cond)
        return Const(bool(cond.items) if cond.kind in ("tuple", "list", "dict", "set") else True)
    if not isinstance(cond, Const) or cond is BOTTOM or isinstance(cond.value, Conflict):
        return cond
    if not _has_fixed_truth(cond.value):
        frame.refuse(
            node,
            "S2S304",
            f"the truth of a {type(cond.value).__name__}",
            "an object decides it anew each time, by its __bool__ or __len__.",
            "compare a number or a string that it holds.",
        )
    return Const(bool(cond.value))


def _turns(frame: Frame, node: ast.AST, of: Pack) -> Arg:
    """Whether a range has a number."""
    from s2sad.lower.emitting import emit

    if all(isinstance(i, Const) for i in of.items):
        return Const(bool(frame.known(of, node)))
    return emit(frame, node, "gt", (emit(frame, node, "range_len", of.items), Const(0)))


def _has_fixed_truth(value: object) -> bool:
    if isinstance(value, (bool, int, float, complex, str, bytes, tuple, frozenset, range, np.generic, type(None))):
        return True
    return not hasattr(type(value), "__bool__") and not hasattr(type(value), "__len__")


def _decides_truth(cls: type) -> bool:
    """Whether a class has a say in what an object of it is as a condition."""
    return hasattr(cls, "__bool__") or getattr(cls, "__len__", None) not in (None, tuple.__len__)
