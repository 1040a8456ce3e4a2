"""The adjoint of a row that gives its tangent: the formula is linear in ``d``, and is walked backwards.

The row of ``np.linalg.inv`` says what the tangent is, ``-(out @ d @ out)``. Each operation in it has a row that says
how an adjoint passes through it, so the adjoint at ``g`` is found from the outside in::

    -(out @ d @ out)      at g
    out @ d @ out         at -g
    out @ d               at -g @ out.T
    d                     at out.T @ (-g @ out.T)

Parts of the formula without ``d`` are computed as they stand. Of parts with ``d`` only the shapes are asked for.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from s2sad.ir import Arg, Const, Eqn, Stmt, Var, touched, type_of
from s2sad.rules.complexes import is_complex
from s2sad.rules.expand import decided, derivatives, evaluate, operation
from s2sad.rules.registry import REGISTRY
from s2sad.types import Array, axes

if TYPE_CHECKING:
    from s2sad.build import Builder


def transposed(formula: ast.expr, env: Mapping[str, Any], like: Var, g: Arg, b: Builder) -> Arg:
    """The adjoint of ``d``, which has the shape of ``like``, where the formula has the adjoint ``g``."""
    return _Walk(env, like, b).run(formula, g)


class _Walk:
    def __init__(self, env: Mapping[str, Any], like: Var, b: Builder) -> None:
        self.env = {**env, "d": like}
        self.like = like
        self.b = b
        self.terms: list[Arg] = []
        self.shapes: list[Stmt] = []  # the parts with d, with something of its shape in its place
        self.known: dict[int, Arg] = {}

    def run(self, formula: ast.expr, g: Arg) -> Arg:
        start = len(self.b.stmts)
        for part in self._of_several(formula):
            self.known[id(part)] = evaluate(part, self.env, self.b)
        made = (s for s in self.b.stmts[start:] if isinstance(s, Eqn) and len(s.outs) > 1)
        self.b.shared = {(s.op, s.args, s.attrs): s.outs for s in made}
        start = len(self.b.stmts)
        self._back(formula, g)
        total: Arg = Const(0.0)
        for term in self.terms:
            total = self.b.op("add", total, term)
        total = self.b.unbroadcast(total, self.like, None)
        used = {v for s in self.b.stmts[start:] for v in touched(s)}
        if any(v in used for s in self.shapes for v in s.outs):
            self.b.stmts[start:start] = self.shapes
        self.b.shared = {}
        return total

    def _of_several(self, expr: ast.expr) -> Iterator[ast.expr]:
        """The parts that are one of several results: they come first, so that one statement makes them."""
        if isinstance(expr, ast.IfExp):
            yield from self._of_several(expr.body if decided(expr.test, self.env) else expr.orelse)
        elif isinstance(expr, ast.Subscript):
            yield expr
        else:
            for child in ast.iter_child_nodes(expr):
                if isinstance(child, ast.expr):
                    yield from self._of_several(child)

    def _back(self, expr: ast.expr, g: Arg) -> None:
        """Pass an adjoint of a part of the formula on to ``d``."""
        if g == Const(0.0):
            return
        if is_complex(type_of(g)) and isinstance(part := self._part(expr)(), Var):
            g = self.b.cast(g, part)  # what is real takes the real part
        if isinstance(expr, ast.IfExp):
            self._back(expr.body if decided(expr.test, self.env) else expr.orelse, g)
            return
        if isinstance(expr, ast.Name):
            self.terms.append(g)
            return
        name, operands, statics = operation(expr, self.env)
        rule = REGISTRY.by_name[name]
        if rule.kind in ("linear", "tangent") and not rule.lazy:
            g = self._whole(expr, g)
        env: dict[str, Any] = {**rule.statics, **statics, "g": g, "out": self._part(expr)}
        env.update({o: self._part(x) for o, x in zip(rule.operands, operands, strict=True)})
        for o, x in zip(rule.operands, operands, strict=True):
            if not _varies(x):
                continue
            args = [self._part(y)() for y in operands] if rule.cases is not None else ()
            if o in rule.adjoints or rule.kind != "tangent":
                c = evaluate(rule.adjoints.get(o) or derivatives(rule, args)[o], env, self.b)
            else:
                part = self._part(x)()
                assert isinstance(part, Var)
                c = transposed(derivatives(rule, args)[o], env, part, g, self.b)
            if rule.kind == "elementwise":
                out = self._part(expr)()
                c = self.b.unbroadcast(c, self._part(x)(), out if isinstance(out, Var) else None)
            self._back(x, c)

    def _whole(self, expr: ast.expr, g: Arg) -> Arg:
        """An adjoint at the full shape of a part, where a sum has left it yet to be broadcast."""
        have = axes(type_of(g))
        out = self._part(expr)()
        if have is None or not isinstance(out, Var) or not isinstance(out.type, Array) or out.type.axes is None:
            return g
        small = len(have) < len(out.type.axes) or any(
            h.known == "1" and o.known != "1" for h, o in zip(have, out.type.axes, strict=False)
        )
        return self.b.full(g, out) if small else g

    def _part(self, expr: ast.expr) -> Callable[[], Arg]:
        """A part of the formula, made where it is first asked for."""

        def made() -> Arg:
            if id(expr) not in self.known:
                if _varies(expr):
                    with self.b.within(self.shapes):
                        self.known[id(expr)] = evaluate(expr, self.env, self.b)
                else:
                    self.known[id(expr)] = evaluate(expr, self.env, self.b)
            return self.known[id(expr)]

        return made


def _varies(expr: ast.expr) -> bool:
    return any(isinstance(n, ast.Name) and n.id == "d" for n in ast.walk(expr))
