"""Which arrays lie in memory row by row for sure, so that a reshape of them makes a view.

``np.zeros((2, 3))``, ``x.copy()`` and any new array of rank one do; ``y * 2.0`` of such an
array does, since NumPy keeps the order of its operands; of a parameter nothing is known.
"""

from __future__ import annotations

from collections.abc import Mapping

from s2sad.ir import Arg, Eqn, Stmt, Var, leaves
from s2sad.rules import REGISTRY
from s2sad.rules.memory import shares
from s2sad.types import Array, rank

_FAR = 64  # statements that are looked at before the answer is that nothing is known


def contiguous(arg: Arg, maker: Mapping[Var, Stmt]) -> bool:
    """Whether an array is C-contiguous for sure."""
    todo = [v for v in leaves(arg) if isinstance(v.type, Array)]
    seen: set[Var] = set()
    while todo:
        v = todo.pop()
        if v in seen:
            continue
        seen.add(v)
        s = maker.get(v)
        if not isinstance(s, Eqn) or len(seen) > _FAR or _stands_for_argument(s):
            return False
        rule, how = REGISTRY.by_name[s.op], shares(s)
        layout = dict(s.attrs).get("order", rule.layout)
        if how == "fresh" and (rank(v.type) in (0, 1) or layout == "C"):
            continue
        if how != "maybe" and not (how == "fresh" and (layout == "K" or rule.kind == "elementwise")):
            return False
        # A reshape of what lies row by row lies row by row.
        todo += [u for x in s.args for u in leaves(x) if isinstance(u.type, Array)]
    return True


def _stands_for_argument(s: Eqn) -> bool:
    """Whether this is the copy of an argument that the function writes: what its views are, the argument decides."""
    return s.op == "copy" and s.of is None and not s.loc.line
