"""Complex numbers: the rows that take them apart, and which other rows hold for them.

The convention is JAX's.  The adjoint of ``z = x + 1j * y`` is ``dL/dx - 1j * dL/dy``: adjoint and tangent pair as the
real part of ``z_bar * z_dot``, without a conjugate, so the formula of a row that is holomorphic serves complex numbers
as it stands.  A real operand takes the real part of what the formula makes, and so does the tangent of a real result::

    z = np.fft.fft(x)         x_bar = np.fft.fft(z_bar).real
    r = np.abs(z)             z_bar = r_bar * conj(z) / r            r_dot = (z_dot * conj(z) / r).real

A row that is not named here may read a real number where a complex one has two: it is refused.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from s2sad.ir import Eqn, Var, touched, type_of
from s2sad.rules.registry import NAMESPACE, REGISTRY, declare
from s2sad.rules.typing import elementwise as typing
from s2sad.types import Array, Scalar, Type


def is_complex(t: Type) -> bool:
    """Whether a w of this type is complex."""
    return isinstance(t, (Scalar, Array)) and t.dtype.startswith("complex")


def modulus(t: Type) -> Mapping[str, str]:
    """The formula of the absolute value."""
    return {"x": "g * np.conjugate(x) / select(out == 0.0, 1.0, out)" if is_complex(t) else "g * sign(x)"}


def power(x: Type, y: Type) -> Mapping[str, str]:
    """The formulas of ``x ** y``.  With a complex exponent, the logarithm of a negative base is complex."""
    literal = "g * (y * x ** (y - 1)) if literal(y) else "
    if not is_complex(x) and not is_complex(y):
        return {"x": f"{literal}g * power_dx(x, y)", "y": "g * (out * log_positive(x))"}
    base = "x" if is_complex(x) else "(x + 0j)"
    slope = f"y * np.power({base}, select(y == 0, 1.0, y - 1.0))"
    return {
        "x": f"{literal}g * select(y == 0, 0.0, {slope})",
        "y": f"g * (out * np.log(select({base} == 0.0, 1.0, {base})))",
    }


def inverse_of_cosh(t: Type) -> Mapping[str, str]:
    """The formula of ``np.arccosh``: its root is cut along the real axis, to the left of 1."""
    root = "(np.sqrt(x - 1.0) * np.sqrt(x + 1.0))" if is_complex(t) else "np.sqrt(x * x - 1.0)"
    return {"x": f"g / {root}"}


def conjugate(t: Type) -> Mapping[str, str]:
    """The formula of the conjugate."""
    return {"x": "np.conjugate(g)" if is_complex(t) else "g"}


def _angle(t: Type) -> Mapping[str, str]:
    scaled = f"(g * (1.0 if not deg else {180.0 / math.pi!r}))"
    return {"x": f"-({scaled} * 1j / x)"} if is_complex(t) else {}


def turn(x):  # type: ignore[no-untyped-def]
    """The imaginary part, as it is in x."""
    return 1j * np.imag(x)


NAMESPACE["turn"] = turn

declare("turn(x)", "linear", typing, x="turn(g)", helper="turn")
# What ``np.sign`` is of complex numbers; of zero it is zero, and has no derivative.
declare(
    "phase: np.sign(x)",
    "tangent",
    typing,
    x="(d - out * (np.conjugate(out) * d).real) / select(out == 0.0, 1.0, np.absolute(x))",
)
declare("real: x.real", "linear", typing, x="g", memory="view")  # of others it is the number itself
# Where it is written, its adjoint would have to be a view that turns what is added to it.
declare("imag: x.imag", "linear", typing, x="-(g * 1j)", memory="view", repeats=True)
declare("np.angle(x, deg=False)", "elementwise", typing, cases=_angle, singular="partials")

_ITEM_BY_ITEM = """
    complex complex_of np.complex128 np.complex64 add sub mul truediv pow neg pos abs select real imag turn phase divide
    np.add np.subtract np.multiply np.divide np.power np.float_power np.negative np.positive np.square np.reciprocal
    np.exp np.expm1 np.exp2 np.log np.log1p np.log2 np.log10 np.sqrt np.sin np.cos np.tan np.sinh np.cosh np.tanh
    np.arcsin np.arccos np.arctan np.arcsinh np.arccosh np.arctanh np.sinc sinc_slope np.conjugate np.absolute np.angle
    np.where np.fmax np.fmin
"""
_SHAPING = """
    np.array np.reshape np.ravel np.transpose T mT np.swapaxes np.expand_dims copy np.ascontiguousarray flatten expand
    unbroadcast in_shape_of reshape_like fitting np.full_like np.full np.tril np.triu np.diag np.trace np.diagonal
    with_diagonals on_diagonal lower_half np.concatenate np.stack np.vstack np.hstack np.column_stack np.meshgrid
    getitem np.roll np.flip np.fliplr np.flipud np.moveaxis np.squeeze np.atleast_1d np.atleast_2d np.atleast_3d
    np.take_along_axis put_along np.take untake np.repeat unrepeat np.broadcast_to item np.tile np.pad pad_odd
    unmirrored pad_with unpadded put_back picked np.linspace linspace_of_50 np.logspace np.geomspace np.insert
    np.lib.stride_tricks.sliding_window_view unwindowed
    insert_number np.delete np.compress np.extract np.rot90 np.choose np.sort np.partition np.unique
"""
_SUMS = """
    np.sum sum_with_where sum_with_initial sum_with_initial_where np.mean mean_with_where np.add.reduce np.nansum
    nansum_with_where nansum_with_initial nansum_with_initial_where nanmean_with_where nanvar_with_where
    nanstd_with_where nanprod_with_where nanprod_with_initial nanprod_with_initial_where add_reduce_with_where
    add_reduce_with_initial add_reduce_with_initial_where multiply_reduce_with_where multiply_reduce_with_initial
    multiply_reduce_with_initial_where np.nanmean np.average average_with_weights np.var var_with_where np.std
    std_with_where np.prod prod_with_where prod_with_initial prod_with_initial_where np.nanprod np.multiply.reduce
    others np.max np.min np.ptp max_with_initial min_with_initial max_with_initial_where min_with_initial_where
    np.maximum.reduce np.minimum.reduce np.nanmax np.nanmin np.maximum.accumulate np.minimum.accumulate np.cumsum
    np.cumulative_sum np.add.accumulate np.add.reduceat unreduceat np.cumprod np.cumulative_prod
    np.multiply.accumulate np.nanvar np.nanstd np.cov np.nancumsum np.nancumprod np.diff undiff np.trapezoid
    np.gradient gradient_by gradient_at ungradient ungradient_at trapezoid_of_steps neighbours unneighbours
    conformed recurrence moved sum sum_from
"""
_PRODUCTS = """
    matmul np.matmul np.dot np.outer np.linalg.multi_dot np.inner np.tensordot np.einsum einsum_view spread
    np.cross np.kron cross_in_space first_factor second_factor np.vdot np.vecdot np.matvec np.vecmat
    np.convolve np.correlate in_full from_full
    np.interp np.polymul in_product np.polyadd np.polysub np.polyder unpolyder aligned np.polyval np.vander vander_of
    np.polyint unpolyint polyint_from np.roots
"""
_MATRICES = """
    np.linalg.inv np.linalg.solve np.linalg.det cofactors np.linalg.slogdet np.linalg.cholesky np.linalg.eigh
    np.linalg.eig np.linalg.eigvals dual_basis anchors in_gauge eigenvectors np.linalg.eigvalsh gaps np.linalg.svd
    whole_svd np.linalg.svdvals np.linalg.qr np.linalg.pinv np.linalg.lstsq np.linalg.norm np.linalg.vector_norm
    qr_of_any first_columns with_columns without_axes_of_one
    norm_of_matrices np.linalg.matrix_norm np.linalg.cond np.fft.fft np.fft.ifft np.fft.fft2 np.fft.ifft2 np.fft.fftn
    np.fft.ifftn fft_of ifft_of np.fft.rfft rfft_of np.fft.irfft irfft_of np.fft.fftshift np.fft.ifftshift fitted
"""
_SCIPY = """
    scipy.fft.fft scipy.fft.ifft scipy.fft.fft2 scipy.fft.ifft2 scipy.fft.fftn scipy.fft.ifftn scipy_fft_of
    scipy_ifft_of scipy.fft.rfft scipy_rfft_of scipy.fft.irfft scipy_irfft_of scipy.fft.fftshift scipy.fft.ifftshift
    scipy.linalg.expm expm_along scipy.linalg.sqrtm sqrtm_along scipy.linalg.logm logm_along scipy.linalg.inv
    scipy.linalg.det scipy.linalg.solve scipy.linalg.cholesky scipy.linalg.cho_factor cho_solve permutation
    scipy.linalg.solve_triangular scipy.linalg.lu_factor lu_solve scipy.linalg.block_diag diagonal_block in_block
    scipy.special.erf scipy.special.erfc scipy.special.erfi scipy.special.erfcx scipy.special.dawsn scipy.special.ndtr
    scipy.special.log_ndtr scipy.special.xlogy scipy.special.xlog1py scipy.special.expm1 scipy.special.log1p
    scipy.special.gamma scipy.special.loggamma scipy.special.rgamma
    scipy.special.expi scipy.special.exp1 scipy.special.jv scipy.special.yv scipy.special.iv scipy.special.kv
    scipy.special.logsumexp logsumexp_weighted scipy.special.softmax scipy.special.log_softmax
"""
_MEMORY = """
    store index_add add_at update last_stored push pop tape_cut tape_copy pack call field np.zeros_like list_new
    list_pick list_concat append list_pop list_array add_items list_zeros
"""
HOLDING = frozenset((_ITEM_BY_ITEM + _SHAPING + _SUMS + _PRODUCTS + _MATRICES + _SCIPY + _MEMORY).split())


def holds(s: Eqn) -> bool:
    """Whether the derivative of a statement is right for the complex numbers in it."""
    if s.op == "astype":
        return is_complex(s.outs[0].type)
    if s.op == "store" and is_complex(type_of(s.args[2])) and not is_complex(type_of(s.args[0])):
        return False
    if s.op == "update" and str(s.attr("by")) not in HOLDING:
        return False
    return s.op in HOLDING or REGISTRY.by_name[s.op].kind == "constant"


def complex_inside(s: Eqn) -> set[Var]:
    """The complex numbers that a statement reads or makes."""
    return {v for v in (*touched(s), *s.outs) if is_complex(v.type)}
