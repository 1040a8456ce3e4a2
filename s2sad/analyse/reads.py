"""How often each w of a function is read."""

from __future__ import annotations

from collections import Counter

from s2sad.ir import Eqn, Function, Var, blocks, leaves, statements, uses


def reads(f: Function) -> Counter[Var]:
    """By w, the number of operands and yields that are it. Found once for a function, so only to be read."""
    if "reads" not in f.facts:
        found = [v for y in f.body.yields for v in leaves(y)]
        for s in statements(f):
            found += uses(s)
            if not isinstance(s, Eqn):
                found += [v for b in blocks(s) for y in b.yields for v in leaves(y)]
        f.facts["reads"] = Counter(found)
    counts: Counter[Var] = f.facts["reads"]
    return counts
