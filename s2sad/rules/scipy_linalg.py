"""Rows of ``scipy.linalg``; they are read when the user's program has loaded it.

A function of a matrix has its derivative along D in a corner of itself, of a matrix twice as large (Mathias 1996)::

    expm([[x, d],      expm(x)  its derivative at x along d
          [0, x]])  =  0        expm(x)

and again for more directions. Its transpose is the same of ``x.T``, so one helper serves both modes at any order.

What is factored is read where the factorisation reads it: ``cholesky`` one triangle of its matrix, ``cho_solve`` and
``solve_triangular`` one triangle of the factor.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import scipy.linalg

from s2sad.ir import Arg, Attrs, Const, Eqn, Pack, Var, leaves, type_of
from s2sad.rules.complexes import is_complex
from s2sad.rules.factorisations import FACTORS_OF_ANY, VALUES, thin_vectors
from s2sad.rules.matrices import LOWER, UPPER
from s2sad.rules.norms import OF_VECTORS, vector_norm
from s2sad.rules.reductions import reduction
from s2sad.rules.registry import NAMESPACE, REGISTRY, Rule, Typing, declare
from s2sad.rules.results import several
from s2sad.rules.typing import NoType, signature
from s2sad.types import Array, Dim, Scalar, Type, axes, rank

MODULES = ("scipy.linalg",)


# ---------------------------------------------------------------- functions of matrices


def along(function, x, *ds):  # type: ignore[no-untyped-def]
    """The mixed derivative of a function of matrices along ds, all of the shape of x."""
    real = np.isrealobj(x)
    for d in ds:
        size = np.shape(x)[-1]
        many = size // max(np.shape(d)[-1], 1)
        large = np.zeros((*np.shape(x)[:-2], 2 * size, 2 * size), dtype=np.result_type(x, d, np.float64))
        large[..., :size, :size] = x
        large[..., size:, size:] = x
        large[..., :size, size:] = np.kron(np.eye(many), d)
        x = large
    out = function(x)
    if real and np.iscomplexobj(out):
        raise ValueError(f"{function.__name__} is complex here: it has no derivative")
    n = np.shape(out)[-1] >> len(ds)
    return out[..., :n, out.shape[-1] - n :]


NAMESPACE["along"] = along


def _along_vjp(adj: Any, eqn: Eqn, g: Arg) -> None:
    x, ds = eqn.args
    assert isinstance(ds, Pack)
    g = adj.full(g, eqn.outs[0])
    for place, operand in ((None, x), *enumerate(ds.items)):
        if adj.wants(operand):
            others = [d for i, d in enumerate(ds.items) if i != place]
            turned = [adj.b.op("mT", adj.before(v, eqn)) for v in (x, *others)]
            adj.add(operand, adj.b.op(eqn.op, turned[0], Pack("tuple", (g, *turned[1:]))))


def _along_jvp(tan: Any, eqn: Eqn) -> Arg | None:
    x, ds = eqn.args
    assert isinstance(ds, Pack)
    total: Arg | None = None
    for place, operand in ((None, x), *enumerate(ds.items)):
        if tan.get(operand) is None:
            continue
        d = tan.full(operand)
        new = (*ds.items, d) if place is None else (*ds.items[:place], d, *ds.items[place + 1 :])
        term = tan.b.op(eqn.op, x, Pack("tuple", new))
        total = term if total is None else tan.b.op("add", total, term)
    return total


def _square(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    """That of the matrix, in double precision, complex where a direction is."""
    t = type_of(args[0])
    if not isinstance(t, Array) or rank(t) is None or len(t.axes or ()) < 2:
        raise NoType(f"{rule.name} of {t}")
    dtypes = [getattr(v.type, "dtype", "") for a in args for v in leaves(a)]
    return (Array(np.result_type(*dtypes, np.float64).name, t.axes),)


for name in ("expm", "sqrtm", "logm"):
    of_many = f"{name}_along"
    declare(
        f"{of_many}: along(scipy.linalg.{name}, x, *ds)",
        "linear",
        _square,
        helper="along",
        modules=MODULES,
        vjp=_along_vjp,
        jvp=_along_jvp,
        raises=True,
    )
    declare(
        f"scipy.linalg.{name}(x)",
        "tangent",
        signature("(n,n)->(n,n)"),
        x=f"{of_many}(x, (d,))",
        x_bar=f"{of_many}(x.mT, (g,))",
        modules=MODULES,
        raises=True,
    )

# ---------------------------------------------------------------- systems, and what solves them

_SYSTEM = signature("(n,n),(n)->(n)", "(n,n),(n,k)->(n,k)")
_SOLVE = "np.linalg.solve"
_HERMITIAN = "np.conjugate(np.{}.mT)"


def _factor(lower: str, upper: str) -> str:
    """The tangent of a Cholesky factor; the two texts name it as a lower and as an upper triangle."""
    half = "{0} @ lower_half(np.linalg.solve({0}, np.conjugate(np.linalg.solve({0}, {1})).mT))"
    below, above = half.format(lower, LOWER), half.format(f"np.conjugate({upper}.mT)", UPPER)
    return f"({below} if lower else np.conjugate({above}).mT)"


_ONE = "unit_diagonal"
_OTHER_TRIANGLE = "(np.triu(d, k=1) if lower else np.tril(d, k=-1))"  # which the factorisation leaves as it was
_TRIANGLE = f"(np.tril(d, k=-1 if {_ONE} else 0) if lower else np.triu(d, k=1 if {_ONE} else 0))"
_TRIANGULAR = f"lower=lower, {_ONE}={_ONE}, check_finite=check_finite"
_TURNED = "trans=1 if trans in (0, 'N') else 0"
_ADJOINT = f"trans=0, {_TRIANGULAR}"
_AGAIN = f"scipy.linalg.solve_triangular(a, {{}}, trans=trans, {_TRIANGULAR})"

_LOWER, _L_DOT = "np.tril(lu, k=-1)", "np.tril(d, k=-1)"
_BY_L = "scipy.linalg.solve_triangular(lu, {}, lower=True, unit_diagonal=True)"
_BY_U = "scipy.linalg.solve_triangular(lu, {})"
_ORDER = "permutation(piv)"


def permutation(piv):  # type: ignore[no-untyped-def]
    """The rows of a matrix in the order of its LU factors, from the swaps that pivoting has done."""
    order = np.arange(len(piv))
    for i, j in enumerate(piv):
        order[[i, j]] = order[[j, i]]
    return order


NAMESPACE["permutation"] = permutation


def _like(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    return (type_of(args[0]),)


# Of a matrix that is said to be symmetric, one triangle is read.
_READ = "({0} if assume_a in (None, 'gen', 'general') else {1} if lower else {2})"
_D_READ = _READ.format("d", LOWER, UPPER)
_X_READ = _READ.format("x", LOWER.replace("(d)", "(x)"), UPPER.replace("(d.mT)", "(x.mT)"))
_KNOWN = (None, "gen", "general", "sym", "symmetric", "her", "hermitian", "pos", "positive definite")


def _solved(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    """The numbers of a symmetric matrix are real."""
    given = {**rule.statics, **dict(attrs)}["assume_a"]
    if given not in _KNOWN or (given not in _KNOWN[:3] and is_complex(type_of(args[0]))):
        raise NoType(f"{rule.name} with assume_a={given!r}")
    return _SYSTEM(rule, args, attrs, where)


def _transposed(out: str) -> str:
    """The derivative by the factors of what solves the transposed system, ``out``."""
    z = f"np.take({out}, {_ORDER}, axis=0)"
    by_u = f"scipy.linalg.solve_triangular(lu, np.triu(d).mT @ ({_LOWER}.mT @ {z} + {z}), trans=1)"
    by_l = f"scipy.linalg.solve_triangular(lu, {by_u} + {_L_DOT}.mT @ {z}, trans=1, lower=True, unit_diagonal=True)"
    return f"np.take({by_l}, np.argsort({_ORDER}), axis=0)"


_X = _BY_L.format(f"np.take(d, {_ORDER}, axis=0)")
_X = f"scipy.linalg.solve_triangular(lu, {_X}.mT, trans=1).mT"  # L⁻¹ P d U⁻¹

# fmt: off
declare("scipy.linalg.inv(x, check_finite=True)", "tangent", signature("(n,n)->(n,n)"), x="-(out @ d @ out)",
        modules=MODULES, raises=True)
declare("scipy.linalg.det(x, check_finite=True)", "tangent", signature("(n,n)->()"), modules=MODULES, raises=True,
        x="np.sum(d * cofactors(x), axis=(-2, -1))")
declare("scipy.linalg.solve(x, y, check_finite=True, assume_a=None, lower=False)", "tangent", _solved, modules=MODULES,
        x=f"{_SOLVE}({_X_READ}, -({_D_READ} @ out))", y=f"{_SOLVE}({_X_READ}, d)",
        y_bar=f"unbroadcast({_SOLVE}({_X_READ}.mT, g), y)", raises=True)
_SYLVESTER = "scipy.linalg.solve_sylvester"
declare(f"{_SYLVESTER}(a, b, q)", "tangent", signature("(n,n),(m,m),(n,m)->(n,m)"), modules=MODULES, raises=True,
        a=f"{_SYLVESTER}(a, b, -(d @ out))", b=f"{_SYLVESTER}(a, b, -(out @ d))", q=f"{_SYLVESTER}(a, b, d)",
        q_bar=f"{_SYLVESTER}(a.mT, b.mT, g)")
declare("scipy.linalg.cholesky(x, lower=False, check_finite=True)", "tangent", signature("(n,n)->(n,n)"),
        x=_factor("out", "out"), modules=MODULES, raises=True)
several("scipy.linalg.cho_factor(x, lower=False, check_finite=True)", ("c", "flag"), signature("(n,n)->(n,n),()"),
        c_by_x=f"{_factor('np.tril(c)', 'np.triu(c)')} + {_OTHER_TRIANGLE}", flag_by_x="0.0",
        modules=MODULES, raises=True)
declare("cho_solve: scipy.linalg.cho_solve((c, lower), b, check_finite=True)", "tangent",
        signature("(n,n),(),(n)->(n)", "(n,n),(),(n,k)->(n,k)"),
        c=f"-(cho_solve(c, lower, np.tril(d) @ ({_HERMITIAN.format('tril(c)')} @ out) "
          f"+ np.tril(c) @ ({_HERMITIAN.format('tril(d)')} @ out)) if lower "
          f"else cho_solve(c, lower, {_HERMITIAN.format('triu(d)')} @ (np.triu(c) @ out) "
          f"+ {_HERMITIAN.format('triu(c)')} @ (np.triu(d) @ out)))",
        b="cho_solve(c, lower, d)", b_bar="np.conjugate(cho_solve(c, lower, np.conjugate(g)))", known=("lower",),
        function=scipy.linalg.cho_solve, modules=MODULES, raises=True)
declare("scipy.linalg.solve_triangular(a, b, trans=0, lower=False, unit_diagonal=False, check_finite=True)", "tangent",
        _SYSTEM, modules=MODULES, raises=True,
        a=f"-{_AGAIN.format(f'{_TRIANGLE} @ out')} if trans in (0, 'N') "
          f"else -{_AGAIN.format(f'{_TRIANGLE}.mT @ out')} if trans in (1, 'T') "
          f"else -{_AGAIN.format(f'np.conjugate({_TRIANGLE}.mT) @ out')}",
        b=_AGAIN.format("d"),
        b_bar=f"np.conjugate(scipy.linalg.solve_triangular(a, np.conjugate(g), {_ADJOINT})) if trans in (2, 'C') "
              f"else scipy.linalg.solve_triangular(a, g, {_TURNED}, {_TRIANGULAR})")
declare("permutation(piv)", "constant", _like, helper="permutation", modules=MODULES)
several("scipy.linalg.lu_factor(x, check_finite=True)", ("lu", "piv"), signature("(n,n)->(n,n),(n)"),
        lu_by_x=f"{_LOWER} @ np.tril({_X}, k=-1) + np.tril({_X}, k=-1) + np.triu({_X}) @ np.triu(lu)", piv_by_x="0.0",
        modules=MODULES, raises=True)
declare("lu_solve: scipy.linalg.lu_solve((lu, piv), b, trans=0, check_finite=True)", "tangent",
        signature("(n,n),(n),(n)->(n)", "(n,n),(n),(n,k)->(n,k)"), function=scipy.linalg.lu_solve,
        lu="-" + _BY_U.format(_BY_L.format(f"({_L_DOT} @ (np.triu(lu) @ out))") + " + np.triu(d) @ out")
           + f" if trans == 0 else -{_transposed('out')} if trans == 1 "
           + f"else -np.conjugate({_transposed('np.conjugate(out)')})",
        b="lu_solve(lu, piv, d, trans=trans)",
        b_bar="np.conjugate(lu_solve(lu, piv, np.conjugate(g))) if trans == 2 "
              "else lu_solve(lu, piv, g, trans=1 - trans)",
        modules=MODULES, raises=True)
# fmt: on


# ---------------------------------------------------------------- factorisations and norms, as NumPy has them

_SYMMETRIC = f"({LOWER} if lower else {UPPER})"
_VECTORS = "scipy.linalg.eigh(x, lower=lower)[1]"
_BY_FACTORS = "np.linalg.solve(u.mT, np.linalg.solve(l, p.mT @ d).mT).mT"  # L⁻¹ Pᵀ d U⁻¹


def _of_one(*texts: str, **asked: object) -> Typing:
    """Of one matrix, no stack of them; some arguments have to be what they are said to be."""
    typing = signature(*texts)

    def of_matrix(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
        if rank(type_of(args[0])) != 2:
            raise NoType(f"{rule.name} of {type_of(args[0])}")
        given = {**rule.statics, **dict(attrs)}
        for name, value in asked.items():
            if given[name] != value:
                raise NoType(f"{rule.name} with {name}={given[name]!r}: the derivative is that of {name}={value!r}")
        return typing(rule, args, attrs, where)

    return of_matrix


# fmt: off
several("scipy.linalg.eigh(x, lower=True, check_finite=True)", ("w", "v"), _of_one("(n,n)->(n),(n,n)"),
        w_by_x=f"np.sum(np.conjugate(v) * ({_SYMMETRIC} @ v), axis=-2)",
        v_by_x=f"v @ (gaps(w) * (np.conjugate(v.mT) @ {_SYMMETRIC} @ v))", modules=MODULES, raises=True)
declare("scipy.linalg.eigvalsh(x, lower=True, check_finite=True)", "tangent", _of_one("(n,n)->(n)"), modules=MODULES,
        x=f"np.sum(np.conjugate({_VECTORS}) * ({_SYMMETRIC} @ {_VECTORS}), axis=-2)", raises=True)
declare("scipy.linalg.svdvals(x, check_finite=True)", "tangent", _of_one("(m,n)->(k)"), x=VALUES, modules=MODULES,
        raises=True)
several("scipy.linalg.svd(x, check_finite=True)", ("u", "s", "vh"), _of_one("(m,n)->(m,m),(k),(n,n)"), s_by_x=VALUES,
        modules=MODULES, raises=True)
several("scipy_thin_svd: scipy.linalg.svd(x, full_matrices=True, check_finite=True)", ("u", "s", "vh"),
        _of_one("(m,n)->(m,k),(k),(k,n)", full_matrices=False), function=scipy.linalg.svd, modules=MODULES, raises=True,
        **thin_vectors("d"))
several("scipy.linalg.qr(x, mode='full', check_finite=True)", ("q", "r"),
        _of_one("(m,n)->(m,k),(k,n)", mode="economic"), modules=MODULES, raises=True, **FACTORS_OF_ANY)
several("scipy.linalg.lu(x, check_finite=True)", ("p", "l", "u"), _of_one("(n,n)->(n,n),(n,n),(n,n)"), p_by_x="0.0",
        l_by_x=f"l @ np.tril({_BY_FACTORS}, k=-1)", u_by_x=f"np.triu({_BY_FACTORS}) @ u", modules=MODULES, raises=True)
reduction("scipy.linalg.norm(x, ord=None, axis=None, keepdims=False, check_finite=True)", OF_VECTORS,
          typing=vector_norm, modules=MODULES, raises=True)
# fmt: on

# ---------------------------------------------------------------- block_diag


def diagonal_block(y, place, *xs):  # type: ignore[no-untyped-def]
    """The block of a block-diagonal matrix that one of xs makes, in its shape."""
    shapes = [np.shape(np.atleast_2d(x)) for x in xs]
    i, j = (sum(s[k] for s in shapes[:place]) for k in (0, 1))
    m, n = shapes[place]
    return y[i : i + m, j : j + n].copy().reshape(np.shape(xs[place]))[()]


def in_block(y, place, *xs):  # type: ignore[no-untyped-def]
    """A block-diagonal matrix that is zero but for the block of one of xs."""
    dtype = np.asarray(y).dtype
    return scipy.linalg.block_diag(*[y if i == place else np.zeros(np.shape(x), dtype) for i, x in enumerate(xs)])


NAMESPACE.update(diagonal_block=diagonal_block, in_block=in_block)


def _blocks(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    xs = args[-1]
    items = xs.items if isinstance(xs, Pack) else ()
    if not items or any(axes(type_of(x)) is None or len(axes(type_of(x)) or ()) > 2 for x in items):
        raise NoType(f"{rule.name} of {', '.join(str(type_of(x)) for x in items) or type_of(xs)}")
    dtypes = [np.dtype(getattr(type_of(x), "dtype", "float64")) for x in items]
    return (Array(np.result_type(*dtypes).name, (Dim(f"{where}.0", "?"), Dim(f"{where}.1", "?"))),)


def _block(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    place, xs = args[1:]
    assert isinstance(place, Const)
    assert isinstance(xs, Pack)
    shape, t = axes(type_of(xs.items[place.value])), type_of(args[0])
    assert isinstance(t, Array)
    return (Array(t.dtype, shape) if shape else Scalar("np", t.dtype),)


def _in_block(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    (made,) = _blocks(rule, args, attrs, where)
    return (Array(getattr(type_of(args[0]), "dtype", "float64"), axes(made)),)


def _blocks_vjp(adj: Any, eqn: Eqn, g: Arg) -> None:
    (xs,) = eqn.args
    assert isinstance(xs, Pack)
    g = adj.full(g, eqn.outs[0])
    for i, x in enumerate(xs.items):
        if isinstance(x, Var) and any(adj.wants(v) for v in leaves(x)):
            adj.add(x, adj.b.op("diagonal_block", g, Const(i), xs))


# fmt: off
declare("scipy.linalg.block_diag(*xs)", "linear", _blocks, vjp=_blocks_vjp, modules=MODULES)
declare("diagonal_block(y, place, *xs)", "linear", _block, y="in_block(g, place, xs)", helper="diagonal_block",
        shape_only=("xs",), modules=MODULES)
declare("in_block(y, place, *xs)", "linear", _in_block, y="diagonal_block(g, place, xs)", helper="in_block",
        shape_only=("xs",), modules=MODULES)
# fmt: on

REGISTRY.seal(MODULES)
