"""What a statement does besides making its results: raise, write memory, allocate.

Dead code may go only if nobody can tell: ``1.0 / x`` of Python floats stays, since it may
raise where the primal raises; ``x * y`` of floats goes; a store to memory that is read
later stays.
"""

from __future__ import annotations

from s2sad.ir import Arg, Eqn, Function, statements, type_of
from s2sad.rules import REGISTRY
from s2sad.types import Array, Scalar, axes, equal


def writes(eqn: Eqn) -> tuple[Arg, ...]:
    """The operands whose memory a statement writes (calls: see `s2sad.analyse.aliases`)."""
    written = REGISTRY.by_name[eqn.op].writes
    return tuple([eqn.args[i] for i in written if i < len(eqn.args)]) if written else ()


def operations(f: Function) -> frozenset[str]:
    """The names of the operations of a function, found once: a pass that is about others has nothing to do."""
    known: frozenset[str] | None = f.facts.get("operations")
    if known is None:
        known = f.facts["operations"] = frozenset([s.op for s in statements(f) if isinstance(s, Eqn)])
    return known


def may_raise(eqn: Eqn) -> bool:
    """Whether the statement may raise, given the types of its operands."""
    rule = REGISTRY.by_name[eqn.op]
    types = [type_of(a) for a in eqn.args]
    raises = rule.raises is True or (rule.raises == "complex" and any(map(_is_complex, types)))
    if rule.name == "field" or ("sure", True) in eqn.attrs:
        return False
    if rule.acts:
        return True
    if rule.modules:
        return raises or (rule.kind == "elementwise" and _may_not_broadcast(eqn))
    if rule.kind == "elementwise" or rule.kind == "constant":
        if any(isinstance(t, Array) for t in types):
            return _may_not_broadcast(eqn) or (raises and not rule.name.startswith("np."))
        if not raises:
            return False
        # What makes a number of Python's is Python's, and raises of NumPy's too: math.exp(w), int(w), 1j / w.
        made = [v.type for v in eqn.outs]
        return not any(isinstance(t, Scalar) and t.kind == "np" for t in types) or any(map(_of_python, made))
    return raises


def _of_python(t: object) -> bool:
    """Whether a number is Python's, or may be."""
    return isinstance(t, Scalar) and t.kind != "np"


def _is_complex(t: object) -> bool:
    return isinstance(t, (Scalar, Array)) and t.dtype.startswith("complex")


def _may_not_broadcast(eqn: Eqn) -> bool:
    shapes = [axes(type_of(a)) for a in eqn.args if isinstance(type_of(a), Array)]
    if not shapes:
        return False
    if any(s is None for s in shapes):
        return True
    first = shapes[0]
    assert first is not None
    for s in shapes[1:]:
        assert s is not None
        for x, y in zip(first[::-1], s[::-1], strict=False):
            if "1" not in (x.known, y.known) and not ((x.name, x.offset) == (y.name, y.offset) and equal(x, y)):
                return True
    return False
