"""Single precision where a type says double.

A number of open kind is Python's or NumPy's, as the run decides, and NumPy's promotion tells these apart::

    s = x[0] if n else 2.0          w3: float64 of open kind
    u * s                           w4: float64[...], single where s is 2.0 and u is of single precision
    v if n else 2.0                 w5: float64 of open kind, single where v is
"""

from __future__ import annotations

from collections.abc import Container

from s2sad.ir import Eqn, Var, leaves
from s2sad.rules import REGISTRY
from s2sad.types import Array, Scalar

SINGLE = ("float16", "float32", "complex64")


def stays_single(s: Eqn, coarse: Container[Var]) -> bool:
    """Whether a result may be of single precision where its type says double; ``coarse`` are those that may be."""
    t = s.outs[0].type
    rule = REGISTRY.by_name[s.op]
    names = rule.operands if rule.shape_only else ()
    # What gives its shape alone gives no dtype, but as the first operand: ``np.zeros_like(x)``.
    apart = {i for i, name in enumerate(names) if i > 0 and name in rule.shape_only}
    operands = [v for i, x in enumerate(s.args) if i not in apart for v in leaves(x)]
    if isinstance(t, Scalar) and t.kind == "any" and t.dtype not in SINGLE:
        return any(v in coarse or getattr(v.type, "dtype", "") in SINGLE for v in operands)
    if not isinstance(t, Array) or t.dtype in SINGLE or any(key == "dtype" for key, _ in s.attrs):
        return False
    arrays = [v for v in operands if isinstance(v.type, Array)]
    if any(v not in coarse and v.type.dtype == t.dtype for v in arrays):  # type: ignore[union-attr]
        return False
    if any(v in coarse for v in arrays):
        return True
    single = any(v.type.dtype in SINGLE for v in arrays)  # type: ignore[union-attr]
    return single and any(isinstance(v.type, Scalar) and v.type.kind == "any" for v in operands)
