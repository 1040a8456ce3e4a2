"""What works item by item: each item of what it gives is made of those at the same place, and its adjoint goes there.

So it is with what has formulas for that, and with calls of functions in which all that varies has one shape and is
made so, themselves among them::

    def g(x, n):
        return np.sqrt(x) if n <= 0 else g(x, n - 1) * 2.0
"""

from __future__ import annotations

import ast

from s2sad.analyse.aliases import Aliases
from s2sad.ir import Eqn, Function, Program, Var, bound, callees, custom_of, defined, leaves, statements, type_of, uses
from s2sad.rules import REGISTRY, Rule
from s2sad.types import Array, Scalar, axes, is_inexact, rank, same_shape


def works_by_item(rule: Rule, s: Eqn) -> bool:
    """Whether an operation works item by item, and is no choice itself."""
    if rule.vjp is not None or rule.chooses or not (rule.derivatives or rule.cases):
        return False  # of calls, see below
    if rule.kind != "linear":
        return rule.kind == "elementwise"
    shapes = [x for x in map(type_of, (*s.args, *s.outs)) if isinstance(x, (Array, Scalar))]
    copies = any(isinstance(d, ast.Name) and d.id == "g" for d in rule.derivatives.values())
    return all(same_shape(x, shapes[-1]) and (copies or rank(x) == 0) for x in shapes)


def calls_by_item(s: Eqn, a: Aliases, program: Program) -> bool:
    """Whether a statement calls, without handing memory on, a function that works item by item."""
    if s.op != "call" or len(s.outs) != 1 or custom_of(s) is not None:
        return False
    given = (*s.outs, *uses(s))
    if any(map(a.buffer, given)) or not _alike(given):
        return False
    todo, seen = [s.attr("function")], set()
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            f = program.functions.get(name)
            if f is None or not _plain(f):
                return False
            todo += callees(f)
    return True


def _plain(f: Function) -> bool:
    """Whether a function works item by item if what it calls does; found once."""
    if "item by item" not in f.facts:
        made = [v for p in f.params for v in leaves(p.tree)]
        made += [v for s in statements(f) for v in (*defined(s), *bound(s), *uses(s))]
        eqns = [s for s in statements(f) if isinstance(s, Eqn)]
        f.facts["item by item"] = _alike(made) and all(map(_step, eqns))
    found: bool = f.facts["item by item"]
    return found


def _step(s: Eqn) -> bool:
    rule = REGISTRY.by_name[s.op]
    if rule.writes or not s.outs:
        return not any(is_inexact(v.type) for v in uses(s))
    varies = any(is_inexact(v.type) for v in s.outs)
    return not varies or works_by_item(rule, s) or bool(rule.chooses) or (s.op == "call" and custom_of(s) is None)


def _alike(found: list[Var] | tuple[Var, ...]) -> bool:
    """Whether these are arrays and numbers, and those that may vary of one shape."""
    if not all(isinstance(v.type, (Array, Scalar)) for v in found):
        return False
    shapes = {axes(v.type) for v in found if is_inexact(v.type)}
    return len(shapes) <= 1 and None not in shapes
