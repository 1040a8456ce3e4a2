"""Propagate what loops and branches only hand through, and fold derivative terms again.

::

    w9 = for … carry (w5 = out_bar):         (uses of w5 and w9 become out_bar)
      …                                for …
      yield w5

A carried w that the body yields unchanged is what it was before the loop; a result on
which both arms agree is that.  Afterwards derivative terms may have become sums with zero
or products with one, which fold as they do when they are made (`s2sad.fold`).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

from s2sad.analyse.undefined import merges
from s2sad.build import Builder
from s2sad.fold import fold_term, is_numpy
from s2sad.ir import UNDEF, Arg, Block, Const, Eqn, If, Loop, Pack, Stmt, Var, leaves, map_arg, walk
from s2sad.rewriting import map_operands, renamed, with_contents
from s2sad.rules import REGISTRY
from s2sad.rules.registry import Rule
from s2sad.types import Array, rank

_FOLDABLE = {"add", "sub", "mul", "neg"}
# Rows of which the derivatives are functions, and their operands that make the result zero.
_FACTORS = {
    "getitem": {"x"},
    "last_stored": {"g"},
    "list_parts": {"g"},
    "np.einsum": {"xs"},
    "np.linalg.multi_dot": {"xs"},
    "np.tensordot": {"x", "y"},
}
_QUOTIENTS = {"truediv", "divide", "np.divide"}  # of zero, adjoints are zero
_FILLS = {"expand", "fitting", "in_shape_of", "np.broadcast_to", "np.full_like"}  # make arrays, of zero as well
_CASTS = {"astype", "complex", "np.complex128", "np.complex64", "np.float32", "np.float64"}  # make numbers of a kind
_ADDED = {"update": 1, "index_add": 2, "add_items": 1}  # which operand is added to what is written


def simplify(block: Block, supply: Iterator[int]) -> Block:
    """The block, simplified until nothing changes."""
    b, arrays = Builder(supply), _written(block)
    for _ in range(8):
        known: dict[Var, Arg] = {}
        block = _block(block, known, b, arrays)
        if not known:
            return block
        block = renamed(block, {v: _resolve(v, known) for v in known})
    return block


def _written(block: Block) -> frozenset[Var]:
    """The arrays that derivative statements write, and what these are made of: they stay arrays."""
    stmts = list(walk(block))
    eqns = [s for s in stmts if isinstance(s, Eqn) and s.of is not None]
    made: dict[Var, list[Arg]] = {v: list(s.args) for s in eqns for v in s.outs}
    for v, sources in merges(block):
        made.setdefault(v, []).extend(sources)
    todo = [v for s in eqns for i in REGISTRY.by_name[s.op].writes for v in leaves(s.args[i])]
    found: set[Var] = set()
    while todo:
        v = todo.pop()
        if v not in found and isinstance(v.type, Array):
            found.add(v)
            todo += [u for x in made.get(v, ()) for u in leaves(x)]
    return frozenset(found)


def _block(block: Block, known: dict[Var, Arg], b: Builder, arrays: frozenset[Var]) -> Block:
    stmts: list[Stmt] = []
    for s in block.stmts:
        if known:
            s = _as_quiet(s, map_operands(lambda x: _resolve(x, known), s))
        if isinstance(s, Eqn):
            folded = _folded(s, b, stmts)
            if folded is not None and (isinstance(folded, Var) or arrays.isdisjoint(s.outs)):
                known[s.outs[0]] = folded
            elif not _adds_nothing(s):
                stmts.append(s)
        elif isinstance(s, If):
            stmts.append(_if(s, known, b, arrays))
        else:
            stmts.append(_loop(s, known, b, arrays))
    return with_contents(block, stmts, [_resolve(y, known) for y in block.yields])


def _as_quiet(before: Stmt, s: Stmt) -> Stmt:
    """The statement; where a quotient of NumPy's has become one of Python's, one that raises nothing either."""
    if not isinstance(s, Eqn) or not isinstance(before, Eqn) or s.op != "truediv" or s.of is None:
        return s
    was, now = any(map(is_numpy, before.args)), any(map(is_numpy, s.args))
    return replace(s, op="divide") if was and not now else s


def _folded(s: Eqn, b: Builder, stmts: list[Stmt]) -> Arg | None:
    if s.of is None:
        return None
    if len(s.outs) == 1 and _of_nothing(s):
        return Const(0.0)
    if s.op not in _FOLDABLE:
        return None
    trial: list[Stmt] = []
    b.stmts, b.loc, b.of = trial, s.loc, s.of
    b.made.clear()  # what a term is made of may have been folded meanwhile
    value = fold_term(b, s.op, s.args, {})
    if value is None or (s.op == "mul" and trial):
        return None
    if len(trial) == 1 and isinstance(trial[0], Eqn) and trial[0].op == s.op:
        return None  # the same statement with its operands in another order
    stmts.extend(trial)
    return value


def _of_nothing(s: Eqn) -> bool:
    """Whether a term is made of what has turned out to be zero: 0.0 has no items, axes or products with matrices."""
    rule = REGISTRY.by_name[s.op]
    if rule.chooses:
        return all(_is_zero(x) for name, x in zip(rule.operands, s.args, strict=False) if name != rule.chooses)
    if s.op in _QUOTIENTS:
        return _is_zero(s.args[0])
    zeros = {name for name, x in zip(rule.operands, s.args, strict=False) if any(map(_is_zero, _items(x)))}
    if s.op in _FILLS or (s.op in _CASTS and not rank(s.outs[0].type)):
        return False
    return any(_is_factor(rule, name) for name in zeros)


def _items(x: Arg) -> tuple[Arg, ...]:
    return x.items if isinstance(x, Pack) else (x,)


def _is_factor(rule: Rule, name: str) -> bool:
    """Whether a row is linear in this operand alone: the result is zero where it is."""
    if rule.kind == "tangent":
        return name in rule.derivatives and _is_itself(rule, name)
    if rule.kind != "linear" or rule.vjp is not None:
        return name in _FACTORS.get(rule.name, ())
    return name in rule.derivatives or rule.cases is not None


def _is_itself(rule: Rule, name: str) -> bool:
    """Whether the tangent of a row by one of its operands is the row, of the operand's tangent."""
    made, call = rule.derivatives[name], rule.call
    if not isinstance(made, ast.Call) or not isinstance(call, ast.Call):
        return False
    given, handed = {k.arg for k in call.keywords}, {k.arg for k in made.keywords if ast.unparse(k.value) == k.arg}
    operands = ["d" if x == name else x for x in rule.operands]
    if ast.unparse(made.func) != ast.unparse(call.func) or list(map(ast.unparse, made.args)) != operands:
        return False
    return given <= handed and len(handed) == len(made.keywords)


def _adds_nothing(s: Eqn) -> bool:
    """Whether a derivative statement adds zero to an array, or to the items of a list."""
    if s.of is None or s.op not in _ADDED:
        return False
    return _is_zero(s.args[_ADDED[s.op]]) and (s.op != "update" or s.attr("by") in ("add", "sub"))


def _is_zero(x: Arg) -> bool:
    return isinstance(x, Const) and type(x.value) is float and x.value == 0.0


def _if(s: If, known: dict[Var, Arg], b: Builder, arrays: frozenset[Var]) -> Stmt:
    then, orelse = _block(s.then, known, b, arrays), _block(s.orelse, known, b, arrays)
    keep = []
    for i, (x, y) in enumerate(zip(then.yields, orelse.yields, strict=True)):
        if x is y or x == y:
            known[s.outs[i]] = x
        else:
            keep.append(i)
    if len(keep) == len(s.outs):
        return s if then is s.then and orelse is s.orelse else If(s.outs, s.cond, then, orelse, s.loc, s.tag, s.adjoint)
    return replace(
        s,
        outs=tuple(s.outs[i] for i in keep),
        then=Block(then.stmts, tuple(then.yields[i] for i in keep)),
        orelse=Block(orelse.stmts, tuple(orelse.yields[i] for i in keep)),
    )


def _loop(s: Loop, known: dict[Var, Arg], b: Builder, arrays: frozenset[Var]) -> Stmt:
    test = None if s.test is None else _block(s.test, known, b, arrays)
    body = _block(s.body, known, b, arrays)
    shift = 1 if s.until else 0
    keep = []
    for i, p in enumerate(s.params):
        y = body.yields[i + shift]
        if (y is p or y == s.inits[i]) and s.inits[i] is not UNDEF:
            known[p] = s.inits[i]
            known[s.outs[i]] = s.inits[i]
        else:
            keep.append(i)
    if len(keep) == len(s.outs) and body is s.body and test is s.test:
        return s
    return replace(
        s,
        outs=tuple(s.outs[i] for i in keep),
        params=tuple(s.params[i] for i in keep),
        inits=tuple(s.inits[i] for i in keep),
        body=Block(body.stmts, body.yields[:shift] + tuple(body.yields[i + shift] for i in keep)),
        test=test,
    )


def _resolve(x: Arg, known: dict[Var, Arg]) -> Arg:
    def one(v: Var) -> Arg:
        found: Arg = v
        while isinstance(found, Var) and found in known:
            found = known[found]
        return found

    return map_arg(one, x)
