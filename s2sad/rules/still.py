"""Which rows hand items on, so that what stays in their operands stays in their results; where partials are infinite.

Names stand here as in `s2sad.rules.complexes`: a row that is not named is taken to move all items of its result.
"""

from __future__ import annotations

from s2sad.ir import Arg, Const, Eqn
from s2sad.rules.registry import REGISTRY
from s2sad.rules.singular import may_be_singular

_ITEMS = """
    getitem np.array np.reshape reshape_like np.ravel flatten np.transpose T mT np.swapaxes np.moveaxis np.expand_dims
    np.squeeze np.atleast_1d np.atleast_2d np.atleast_3d copy copy_with_gaps np.ascontiguousarray astype float
    np.float64 np.float32 expand in_shape_of np.broadcast_to np.diagonal diagonal_view item
    np.concatenate np.stack np.vstack np.hstack np.column_stack np.tile np.repeat np.roll np.flip np.fliplr np.flipud
    np.rot90 np.take np.take_along_axis np.delete np.compress np.extract np.lib.stride_tricks.sliding_window_view
    list_new list_repeat list_pick list_concat list_pop list_take list_array pop tape_copy tape_turned
"""
_WITH_ZEROS = "np.tril np.triu np.diag np.pad put_back untake put_along on_diagonal"
HANDED_ON = frozenset((_ITEMS + _WITH_ZEROS).split())  # each item of the result is one of the first operand, or zero
WITH_ZEROS = frozenset(_WITH_ZEROS.split())
# Arrays that are made of nothing, and what they hold: of those that are not named nobody knows.
MADE = {
    "np.zeros": 0.0,
    "np.zeros_like": 0.0,
    "np.ones": 1.0,
    "np.ones_like": 1.0,
    "np.empty": None,
    "np.empty_like": None,
}
# What is written to memory, by which operand.
PUT = {"store": 2, "index_add": 2, "add_at": 2, "push": 1, "append": 1, "extend": 1, "list_insert": 2, "list_put": 2}


def poles(s: Eqn, name: str) -> frozenset[float]:
    """The numbers at which the partial of a statement by an operand is infinite, although its value is not."""
    found = dict(REGISTRY.by_name[s.op].poles).get(name, ())
    return frozenset(found) if found and may_be_singular(s) else frozenset()


def number(x: Arg) -> float | None:
    """A number that stands in the text."""
    return float(x.value) if isinstance(x, Const) and isinstance(x.value, (int, float)) else None
