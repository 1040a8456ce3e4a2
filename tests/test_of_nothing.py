"""A derivative term of an array that turns out to be a literal zero: it is zero, or its text takes the number."""

import ast
import itertools

import numpy as np
import pytest

from s2sad.ir import Block, Const, Eqn, Var
from s2sad.optimise.simplify import simplify
from s2sad.rules import REGISTRY
from s2sad.rules.registry import NAMESPACE
from s2sad.types import Array, Dim, Scalar
from tests.rule_samples import CALLS

VECTOR = Array("float64", (Dim("n", "n"),))


def samples():
    """(row, operand, a call of it, its arguments), where the row is linear in arrays and the call names them."""
    for name, rule in REGISTRY.by_name.items():
        for text, args in CALLS.get(name, ()) if rule.kind == "linear" and rule.vjp is None else ():
            call = ast.parse(text, mode="eval").body
            given = call.args if isinstance(call, ast.Call) else []
            for i, (x, operand) in enumerate(zip(given, rule.operands, strict=False)):
                linear = operand in rule.derivatives or rule.cases is not None
                if linear and isinstance(x, ast.Name) and np.ndim(args[x.id]):
                    yield pytest.param(name, i, text, {**args, x.id: 0.0}, id=f"{name}-{operand}-{text}")


@pytest.mark.parametrize(("name", "i", "text", "args"), list(samples()))
def test_nothing_is_made_of_nothing(name, i, text, args):
    rule, numbers = REGISTRY.by_name[name], itertools.count()
    out, made = Var(next(numbers), VECTOR), Eqn((Var(next(numbers), VECTOR),), "copy", ())
    operands = [Const(0.0) if k == i else Var(next(numbers), VECTOR) for k in range(len(rule.operands))]
    term = Eqn((out,), name, tuple(operands), tuple(rule.statics.items()), of=made)
    block = simplify(Block((term,), (out,)), numbers)
    if block.yields != (Const(0.0),):
        eval(text, {"np": np, **NAMESPACE}, args)


@pytest.mark.parametrize("cast", ["astype", "np.complex128"])
def test_casts_of_arrays_are_nothing_and_casts_of_numbers_have_a_kind(cast):
    attrs = (("dtype", "complex128"),) if cast == "astype" else ()
    array, number = Var(0, VECTOR), Var(1, Scalar("np", "complex128"))
    casts = [Eqn((v,), cast, (Const(0.0),), attrs, of=Eqn((Var(2, VECTOR),), "copy", ())) for v in (array, number)]
    block = simplify(Block(tuple(casts), (array, number)), itertools.count(3))
    assert block.yields == (Const(0.0), number)
