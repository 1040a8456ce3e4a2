"""Which sums along axes a function has: derivative terms are often such a sum once more.

::

    w31 = np.sum(w30, axis=0)      sums(f, a)[w30, (0,), False] == (w31,)
"""

from __future__ import annotations

from s2sad.analyse.aliases import Aliases
from s2sad.fold_axes import places
from s2sad.ir import Eqn, Function, Var, statements
from s2sad.types import rank

Sums = dict[tuple[Var, tuple[int, ...], bool], tuple[Var, ...]]


def sums(f: Function, a: Aliases) -> Sums:
    """The sums of arrays that nothing writes, by the array, the axes and whether these are kept."""
    found: Sums = {}
    for s in statements(f):
        if not isinstance(s, Eqn) or s.op != "np.sum" or not isinstance(s.args[0], Var):
            continue
        x, attrs = s.args[0], dict(s.attrs)
        n = rank(x.type)
        if n is None or not attrs.keys() <= {"axis", "keepdims"} or a.buffer(x) or a.buffer(s.outs[0]):
            continue
        key = (x, places(attrs.get("axis"), n), bool(attrs.get("keepdims")))
        found[key] = (*found.get(key, ()), s.outs[0])
    return found
