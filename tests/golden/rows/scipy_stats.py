"""What is emitted for these rows: ``pytest --update-golden`` writes it."""

import math

import numpy as np
import scipy.special
import scipy.stats


def divide(x, y):
    """Divide as IEEE 754 does: by zero gives an infinity or nan, and raises nothing."""
    if y:
        return x / y
    if x == 0 or x != x:
        return math.nan
    return math.copysign(math.inf, x) * math.copysign(1.0, y)


def lower_half(x):
    """The lower triangle, the diagonal halved."""
    return np.tril(x) - 0.5 * (x * np.eye(x.shape[-1], dtype=bool))


# scipy.stats.norm.logpdf: scipy.stats.norm.logpdf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_norm_logpdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_norm_logpdf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.norm.logpdf(x, loc, scale)  # L2
    return w4, ()


def scipy_stats_norm_logpdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.norm.logpdf(x, loc, scale)
        w5 = (x - loc) / scale  # w4 = scipy.stats.norm.logpdf(x, loc, scale)
        w6 = out_bar * (w5 / scale)  # w4 = scipy.stats.norm.logpdf(x, loc, scale)
        # w4 = scipy.stats.norm.logpdf(x, loc, scale)
        w7 = out_bar * ((1.0 - w5 * w5) / scale)
        return -w6, float(np.sum(w6)), float(-np.sum(w7))


def scipy_stats_norm_logpdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_norm_logpdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.norm.logpdf(x, loc, scale)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = (x - loc) / scale
        w6 = w5 / scale
        w7 = scale_dot * ((1.0 - w5 * w5) / scale)
        return w4, loc_dot * w6 - x_dot * w6 - w7


# scipy.stats.norm.pdf: scipy.stats.norm.pdf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_norm_pdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_norm_pdf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.norm.pdf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_norm_pdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.norm.pdf(x, loc, scale)
        w5 = (x - loc) / scale  # w4 = scipy.stats.norm.pdf(x, loc, scale)
        w6 = out_bar * (w4 * (w5 / scale))  # w4 = scipy.stats.norm.pdf(x, loc, scale)
        w7 = w4 * ((1.0 - w5 * w5) / scale)  # w4 = scipy.stats.norm.pdf(x, loc, scale)
        return -w6, float(np.sum(w6)), float(-np.sum(out_bar * w7))


def scipy_stats_norm_pdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_norm_pdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.norm.pdf(x, loc, scale)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = (x - loc) / scale
        w6 = w4 * (w5 / scale)
        w7 = w4 * ((1.0 - w5 * w5) / scale)
        w8 = scale_dot * w7
        return w4, loc_dot * w6 - x_dot * w6 - w8


# scipy.stats.norm.cdf: scipy.stats.norm.cdf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_norm_cdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_norm_cdf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.norm.cdf(x, loc, scale)  # L2
    return w4, ()


def scipy_stats_norm_cdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    # L2: return scipy.stats.norm.cdf(x, loc, scale)
    # w4 = scipy.stats.norm.cdf(x, loc, scale)
    x_bar = out_bar * scipy.stats.norm.pdf(x, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.norm.cdf(x, loc, scale)
        w5 = np.sum(x_bar * ((x - loc) / scale))
        return x_bar, float(-np.sum(x_bar)), float(-w5)


def scipy_stats_norm_cdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_norm_cdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.norm.cdf(x, loc, scale)  # L2
    w5 = scipy.stats.norm.pdf(x, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, x_dot * w5 - loc_dot * w5 - w6


# scipy.stats.norm.sf: scipy.stats.norm.sf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_norm_sf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_norm_sf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.norm.sf(x, loc, scale)  # L2
    return w4, ()


def scipy_stats_norm_sf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    # L2: return scipy.stats.norm.sf(x, loc, scale)
    # w4 = scipy.stats.norm.sf(x, loc, scale)
    w5 = out_bar * scipy.stats.norm.pdf(x, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.norm.sf(x, loc, scale)
        scale_bar = np.sum(w5 * ((x - loc) / scale))
        return -w5, float(np.sum(w5)), float(scale_bar)


def scipy_stats_norm_sf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_norm_sf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.norm.sf(x, loc, scale)  # L2
    w5 = scipy.stats.norm.pdf(x, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, loc_dot * w5 - x_dot * w5 + w6


# scipy.stats.norm.logcdf: scipy.stats.norm.logcdf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_norm_logcdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_norm_logcdf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.norm.logcdf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_norm_logcdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    # L2: return scipy.stats.norm.logcdf(x, loc, scale)
    # w4 = scipy.stats.norm.logcdf(x, loc, scale)
    x_bar = out_bar * np.exp(scipy.stats.norm.logpdf(x, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.norm.logcdf(x, loc, scale)
        w5 = np.sum(x_bar * ((x - loc) / scale))
        return x_bar, float(-np.sum(x_bar)), float(-w5)


def scipy_stats_norm_logcdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_norm_logcdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.norm.logcdf(x, loc, scale)  # L2
    w5 = np.exp(scipy.stats.norm.logpdf(x, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, x_dot * w5 - loc_dot * w5 - w6


# scipy.stats.norm.logsf: scipy.stats.norm.logsf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_norm_logsf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_norm_logsf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.norm.logsf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_norm_logsf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    # L2: return scipy.stats.norm.logsf(x, loc, scale)
    # w4 = scipy.stats.norm.logsf(x, loc, scale)
    w5 = out_bar * np.exp(scipy.stats.norm.logpdf(x, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.norm.logsf(x, loc, scale)
        scale_bar = np.sum(w5 * ((x - loc) / scale))
        return -w5, float(np.sum(w5)), float(scale_bar)


def scipy_stats_norm_logsf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_norm_logsf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.norm.logsf(x, loc, scale)  # L2
    w5 = np.exp(scipy.stats.norm.logpdf(x, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, loc_dot * w5 - x_dot * w5 + w6


# scipy.stats.norm.ppf: scipy.stats.norm.ppf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_norm_ppf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_norm_ppf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.norm.ppf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_norm_ppf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.norm.ppf(x, loc, scale)
        # w4 = scipy.stats.norm.ppf(x, loc, scale)
        scale_bar = np.sum(out_bar * ((w4 - loc) / scale))
        return out_bar / scipy.stats.norm.pdf(w4, loc, scale), float(np.sum(out_bar)), float(scale_bar)


def scipy_stats_norm_ppf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_norm_ppf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.norm.ppf(x, loc, scale)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = scale_dot * ((w4 - loc) / scale)
        return w4, x_dot / scipy.stats.norm.pdf(w4, loc, scale) + loc_dot + w5


# scipy.stats.norm.isf: scipy.stats.norm.isf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_norm_isf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_norm_isf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.norm.isf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_norm_isf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.norm.isf(x, loc, scale)
        # w4 = scipy.stats.norm.isf(x, loc, scale)
        scale_bar = np.sum(out_bar * ((w4 - loc) / scale))
        return -(out_bar / scipy.stats.norm.pdf(w4, loc, scale)), float(np.sum(out_bar)), float(scale_bar)


def scipy_stats_norm_isf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_norm_isf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.norm.isf(x, loc, scale)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = scale_dot * ((w4 - loc) / scale)
        return w4, loc_dot - x_dot / scipy.stats.norm.pdf(w4, loc, scale) + w5


# scipy.stats.t.logpdf: scipy.stats.t.logpdf(x, df, loc, scale)
# x: float64[x.0], df: float, loc: float, scale: float


def scipy_stats_t_logpdf__forward(x, df, loc, scale):
    """Forward sweep: ``scipy_stats_t_logpdf_(x, df, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w5 = scipy.stats.t.logpdf(x, df, loc, scale)  # L2
    return w5, ()


def scipy_stats_t_logpdf__adjoint(x, df, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``df_bar``, ``loc_bar``, ``scale_bar`` from the
    adjoint of the result.
    """
    # L2: return scipy.stats.t.logpdf(x, df, loc, scale)
    w6 = df + 1.0  # w5 = scipy.stats.t.logpdf(x, df, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w7 = (x - loc) / scale  # w5 = scipy.stats.t.logpdf(x, df, loc, scale)
        w8 = w6 * w7  # w5 = scipy.stats.t.logpdf(x, df, loc, scale)
        w9 = w7 * w7  # w5 = scipy.stats.t.logpdf(x, df, loc, scale)
        w10 = df + w9  # w5 = scipy.stats.t.logpdf(x, df, loc, scale)
        w11 = w8 / w10  # w5 = scipy.stats.t.logpdf(x, df, loc, scale)
        w12 = out_bar * (w11 / scale)  # w5 = scipy.stats.t.logpdf(x, df, loc, scale)
        x_bar = -w12  # w5 = scipy.stats.t.logpdf(x, df, loc, scale)
        # w5 = scipy.stats.t.logpdf(x, df, loc, scale)
        w13 = scipy.special.digamma(df / 2.0)
        w14 = divide(1.0, df)  # w5 = scipy.stats.t.logpdf(x, df, loc, scale)
        # w5 = scipy.stats.t.logpdf(x, df, loc, scale)
        w15 = scipy.special.digamma(w6 / 2.0) - w13 - w14
        w16 = w8 * w7 / (df * w10)  # w5 = scipy.stats.t.logpdf(x, df, loc, scale)
        # w5 = scipy.stats.t.logpdf(x, df, loc, scale)
        w17 = w15 - np.log1p(w9 / df) + w16
        # w5 = scipy.stats.t.logpdf(x, df, loc, scale)
        w18 = out_bar * ((1.0 - w11 * w7) / scale)
        df_bar = float(np.sum(0.5 * out_bar * w17))
        loc_bar = float(np.sum(w12))
        scale_bar = float(-np.sum(w18))
        return x_bar, df_bar, loc_bar, scale_bar


def scipy_stats_t_logpdf__tangent(x, df, loc, scale, x_dot, df_dot, loc_dot, scale_dot):
    """``scipy_stats_t_logpdf_(x, df, loc, scale)`` and its tangent."""
    w5 = scipy.stats.t.logpdf(x, df, loc, scale)  # L2
    w6 = df + 1.0
    with np.errstate(all="ignore"):  # partials may be infinite
        w7 = (x - loc) / scale
        w8 = w6 * w7
        w9 = w7 * w7
        w10 = df + w9
        w11 = w8 / w10
        w12 = w11 / scale
        w13 = scipy.special.digamma(df / 2.0)
        w14 = divide(1.0, df)
        w15 = scipy.special.digamma(w6 / 2.0) - w13 - w14
        w16 = w8 * w7 / (df * w10)
        w17 = w15 - np.log1p(w9 / df) + w16
        w18 = 0.5 * df_dot * w17 - x_dot * w12
        w19 = scale_dot * ((1.0 - w11 * w7) / scale)
        return w5, w18 + loc_dot * w12 - w19


# scipy.stats.t.pdf: scipy.stats.t.pdf(x, df, loc, scale)
# x: float64[x.0], df: float, loc: float, scale: float


def scipy_stats_t_pdf__forward(x, df, loc, scale):
    """Forward sweep: ``scipy_stats_t_pdf_(x, df, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w5 = scipy.stats.t.pdf(x, df, loc, scale)  # L2
    return w5, (w5.copy(),)


def scipy_stats_t_pdf__adjoint(x, df, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``df_bar``, ``loc_bar``, ``scale_bar`` from the
    adjoint of the result.
    """
    w5 = tape[0]
    # L2: return scipy.stats.t.pdf(x, df, loc, scale)
    w6 = df + 1.0  # w5 = scipy.stats.t.pdf(x, df, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w7 = (x - loc) / scale  # w5 = scipy.stats.t.pdf(x, df, loc, scale)
        w8 = w6 * w7  # w5 = scipy.stats.t.pdf(x, df, loc, scale)
        w9 = w7 * w7  # w5 = scipy.stats.t.pdf(x, df, loc, scale)
        w10 = df + w9  # w5 = scipy.stats.t.pdf(x, df, loc, scale)
        w11 = w8 / w10  # w5 = scipy.stats.t.pdf(x, df, loc, scale)
        # w5 = scipy.stats.t.pdf(x, df, loc, scale)
        w12 = out_bar * (w5 * (w11 / scale))
        # w5 = scipy.stats.t.pdf(x, df, loc, scale)
        w13 = scipy.special.digamma(df / 2.0)
        w14 = divide(1.0, df)  # w5 = scipy.stats.t.pdf(x, df, loc, scale)
        # w5 = scipy.stats.t.pdf(x, df, loc, scale)
        w15 = scipy.special.digamma(w6 / 2.0) - w13 - w14
        w16 = w8 * w7 / (df * w10)  # w5 = scipy.stats.t.pdf(x, df, loc, scale)
        w17 = w15 - np.log1p(w9 / df) + w16  # w5 = scipy.stats.t.pdf(x, df, loc, scale)
        # w5 = scipy.stats.t.pdf(x, df, loc, scale)
        df_bar = np.sum(out_bar * (0.5 * w5 * w17))
        # w5 = scipy.stats.t.pdf(x, df, loc, scale)
        w18 = w5 * ((1.0 - w11 * w7) / scale)
        return -w12, float(df_bar), float(np.sum(w12)), float(-np.sum(out_bar * w18))


def scipy_stats_t_pdf__tangent(x, df, loc, scale, x_dot, df_dot, loc_dot, scale_dot):
    """``scipy_stats_t_pdf_(x, df, loc, scale)`` and its tangent."""
    w5 = scipy.stats.t.pdf(x, df, loc, scale)  # L2
    w6 = df + 1.0
    with np.errstate(all="ignore"):  # partials may be infinite
        w7 = (x - loc) / scale
        w8 = w6 * w7
        w9 = w7 * w7
        w10 = df + w9
        w11 = w8 / w10
        w12 = w5 * (w11 / scale)
        w13 = x_dot * w12
        w14 = scipy.special.digamma(df / 2.0)
        w15 = divide(1.0, df)
        w16 = scipy.special.digamma(w6 / 2.0) - w14 - w15
        w17 = w8 * w7 / (df * w10)
        w18 = w16 - np.log1p(w9 / df) + w17
        w19 = df_dot * (0.5 * w5 * w18) - w13
        w20 = w5 * ((1.0 - w11 * w7) / scale)
        return w5, w19 + loc_dot * w12 - scale_dot * w20


# scipy.stats.t.cdf: scipy.stats.t.cdf(x, 2.5, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_t_cdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_t_cdf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.t.cdf(x, 2.5, loc, scale)  # L2
    return w4, ()


def scipy_stats_t_cdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    # L2: return scipy.stats.t.cdf(x, 2.5, loc, scale)
    # w4 = scipy.stats.t.cdf(x, 2.5, loc, scale)
    x_bar = out_bar * scipy.stats.t.pdf(x, 2.5, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.t.cdf(x, 2.5, loc, scale)
        w5 = np.sum(x_bar * ((x - loc) / scale))
        return x_bar, float(-np.sum(x_bar)), float(-w5)


def scipy_stats_t_cdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_t_cdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.t.cdf(x, 2.5, loc, scale)  # L2
    w5 = scipy.stats.t.pdf(x, 2.5, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, x_dot * w5 - loc_dot * w5 - w6


# scipy.stats.t.sf: scipy.stats.t.sf(x, 2.5, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_t_sf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_t_sf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.t.sf(x, 2.5, loc, scale)  # L2
    return w4, ()


def scipy_stats_t_sf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    # L2: return scipy.stats.t.sf(x, 2.5, loc, scale)
    # w4 = scipy.stats.t.sf(x, 2.5, loc, scale)
    w5 = out_bar * scipy.stats.t.pdf(x, 2.5, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.t.sf(x, 2.5, loc, scale)
        scale_bar = np.sum(w5 * ((x - loc) / scale))
        return -w5, float(np.sum(w5)), float(scale_bar)


def scipy_stats_t_sf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_t_sf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.t.sf(x, 2.5, loc, scale)  # L2
    w5 = scipy.stats.t.pdf(x, 2.5, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, loc_dot * w5 - x_dot * w5 + w6


# scipy.stats.t.logcdf: scipy.stats.t.logcdf(x, 2.5, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_t_logcdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_t_logcdf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.t.logcdf(x, 2.5, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_t_logcdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    # L2: return scipy.stats.t.logcdf(x, 2.5, loc, scale)
    # w4 = scipy.stats.t.logcdf(x, 2.5, loc, scale)
    x_bar = out_bar * np.exp(scipy.stats.t.logpdf(x, 2.5, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.t.logcdf(x, 2.5, loc, scale)
        w5 = np.sum(x_bar * ((x - loc) / scale))
        return x_bar, float(-np.sum(x_bar)), float(-w5)


def scipy_stats_t_logcdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_t_logcdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.t.logcdf(x, 2.5, loc, scale)  # L2
    w5 = np.exp(scipy.stats.t.logpdf(x, 2.5, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, x_dot * w5 - loc_dot * w5 - w6


# scipy.stats.t.logsf: scipy.stats.t.logsf(x, 2.5, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_t_logsf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_t_logsf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.t.logsf(x, 2.5, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_t_logsf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    # L2: return scipy.stats.t.logsf(x, 2.5, loc, scale)
    # w4 = scipy.stats.t.logsf(x, 2.5, loc, scale)
    w5 = out_bar * np.exp(scipy.stats.t.logpdf(x, 2.5, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.t.logsf(x, 2.5, loc, scale)
        scale_bar = np.sum(w5 * ((x - loc) / scale))
        return -w5, float(np.sum(w5)), float(scale_bar)


def scipy_stats_t_logsf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_t_logsf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.t.logsf(x, 2.5, loc, scale)  # L2
    w5 = np.exp(scipy.stats.t.logpdf(x, 2.5, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, loc_dot * w5 - x_dot * w5 + w6


# scipy.stats.t.ppf: scipy.stats.t.ppf(x, 2.5, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_t_ppf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_t_ppf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.t.ppf(x, 2.5, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_t_ppf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.t.ppf(x, 2.5, loc, scale)
        # w4 = scipy.stats.t.ppf(x, 2.5, loc, scale)
        scale_bar = np.sum(out_bar * ((w4 - loc) / scale))
        return out_bar / scipy.stats.t.pdf(w4, 2.5, loc, scale), float(np.sum(out_bar)), float(scale_bar)


def scipy_stats_t_ppf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_t_ppf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.t.ppf(x, 2.5, loc, scale)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = scale_dot * ((w4 - loc) / scale)
        return w4, x_dot / scipy.stats.t.pdf(w4, 2.5, loc, scale) + loc_dot + w5


# scipy.stats.t.isf: scipy.stats.t.isf(x, 2.5, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_t_isf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_t_isf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.t.isf(x, 2.5, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_t_isf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.t.isf(x, 2.5, loc, scale)
        # w4 = scipy.stats.t.isf(x, 2.5, loc, scale)
        scale_bar = np.sum(out_bar * ((w4 - loc) / scale))
        return -(out_bar / scipy.stats.t.pdf(w4, 2.5, loc, scale)), float(np.sum(out_bar)), float(scale_bar)


def scipy_stats_t_isf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_t_isf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.t.isf(x, 2.5, loc, scale)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = scale_dot * ((w4 - loc) / scale)
        return w4, loc_dot - x_dot / scipy.stats.t.pdf(w4, 2.5, loc, scale) + w5


# scipy.stats.cauchy.logpdf: scipy.stats.cauchy.logpdf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_cauchy_logpdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_cauchy_logpdf_(x, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w4 = scipy.stats.cauchy.logpdf(x, loc, scale)  # L2
    return w4, ()


def scipy_stats_cauchy_logpdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    # L2: return scipy.stats.cauchy.logpdf(x, loc, scale)
    w5 = x - loc  # w4 = scipy.stats.cauchy.logpdf(x, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = w5 / scale  # w4 = scipy.stats.cauchy.logpdf(x, loc, scale)
        w7 = 1.0 + w6 * w6  # w4 = scipy.stats.cauchy.logpdf(x, loc, scale)
        w8 = 2.0 * w5 / scale / w7  # w4 = scipy.stats.cauchy.logpdf(x, loc, scale)
        w9 = out_bar * (w8 / scale)  # w4 = scipy.stats.cauchy.logpdf(x, loc, scale)
        # w4 = scipy.stats.cauchy.logpdf(x, loc, scale)
        w10 = out_bar * ((1.0 - w8 * w6) / scale)
        return -w9, float(np.sum(w9)), float(-np.sum(w10))


def scipy_stats_cauchy_logpdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_cauchy_logpdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.cauchy.logpdf(x, loc, scale)  # L2
    w5 = x - loc
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = w5 / scale
        w7 = 1.0 + w6 * w6
        w8 = 2.0 * w5 / scale / w7
        w9 = w8 / scale
        w10 = scale_dot * ((1.0 - w8 * w6) / scale)
        return w4, loc_dot * w9 - x_dot * w9 - w10


# scipy.stats.cauchy.pdf: scipy.stats.cauchy.pdf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_cauchy_pdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_cauchy_pdf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.cauchy.pdf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_cauchy_pdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    # L2: return scipy.stats.cauchy.pdf(x, loc, scale)
    w5 = x - loc  # w4 = scipy.stats.cauchy.pdf(x, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = w5 / scale  # w4 = scipy.stats.cauchy.pdf(x, loc, scale)
        w7 = 1.0 + w6 * w6  # w4 = scipy.stats.cauchy.pdf(x, loc, scale)
        w8 = 2.0 * w5 / scale / w7  # w4 = scipy.stats.cauchy.pdf(x, loc, scale)
        w9 = out_bar * (w4 * (w8 / scale))  # w4 = scipy.stats.cauchy.pdf(x, loc, scale)
        # w4 = scipy.stats.cauchy.pdf(x, loc, scale)
        w10 = w4 * ((1.0 - w8 * w6) / scale)
        return -w9, float(np.sum(w9)), float(-np.sum(out_bar * w10))


def scipy_stats_cauchy_pdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_cauchy_pdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.cauchy.pdf(x, loc, scale)  # L2
    w5 = x - loc
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = w5 / scale
        w7 = 1.0 + w6 * w6
        w8 = 2.0 * w5 / scale / w7
        w9 = w4 * (w8 / scale)
        w10 = w4 * ((1.0 - w8 * w6) / scale)
        w11 = scale_dot * w10
        return w4, loc_dot * w9 - x_dot * w9 - w11


# scipy.stats.cauchy.cdf: scipy.stats.cauchy.cdf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_cauchy_cdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_cauchy_cdf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.cauchy.cdf(x, loc, scale)  # L2
    return w4, ()


def scipy_stats_cauchy_cdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    # L2: return scipy.stats.cauchy.cdf(x, loc, scale)
    # w4 = scipy.stats.cauchy.cdf(x, loc, scale)
    x_bar = out_bar * scipy.stats.cauchy.pdf(x, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.cauchy.cdf(x, loc, scale)
        w5 = np.sum(x_bar * ((x - loc) / scale))
        return x_bar, float(-np.sum(x_bar)), float(-w5)


def scipy_stats_cauchy_cdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_cauchy_cdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.cauchy.cdf(x, loc, scale)  # L2
    w5 = scipy.stats.cauchy.pdf(x, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, x_dot * w5 - loc_dot * w5 - w6


# scipy.stats.cauchy.sf: scipy.stats.cauchy.sf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_cauchy_sf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_cauchy_sf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.cauchy.sf(x, loc, scale)  # L2
    return w4, ()


def scipy_stats_cauchy_sf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    # L2: return scipy.stats.cauchy.sf(x, loc, scale)
    # w4 = scipy.stats.cauchy.sf(x, loc, scale)
    w5 = out_bar * scipy.stats.cauchy.pdf(x, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.cauchy.sf(x, loc, scale)
        scale_bar = np.sum(w5 * ((x - loc) / scale))
        return -w5, float(np.sum(w5)), float(scale_bar)


def scipy_stats_cauchy_sf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_cauchy_sf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.cauchy.sf(x, loc, scale)  # L2
    w5 = scipy.stats.cauchy.pdf(x, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, loc_dot * w5 - x_dot * w5 + w6


# scipy.stats.cauchy.logcdf: scipy.stats.cauchy.logcdf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_cauchy_logcdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_cauchy_logcdf_(x, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w4 = scipy.stats.cauchy.logcdf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_cauchy_logcdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    # L2: return scipy.stats.cauchy.logcdf(x, loc, scale)
    # w4 = scipy.stats.cauchy.logcdf(x, loc, scale)
    x_bar = out_bar * np.exp(scipy.stats.cauchy.logpdf(x, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.cauchy.logcdf(x, loc, scale)
        w5 = np.sum(x_bar * ((x - loc) / scale))
        return x_bar, float(-np.sum(x_bar)), float(-w5)


def scipy_stats_cauchy_logcdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_cauchy_logcdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.cauchy.logcdf(x, loc, scale)  # L2
    w5 = np.exp(scipy.stats.cauchy.logpdf(x, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, x_dot * w5 - loc_dot * w5 - w6


# scipy.stats.cauchy.logsf: scipy.stats.cauchy.logsf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_cauchy_logsf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_cauchy_logsf_(x, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w4 = scipy.stats.cauchy.logsf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_cauchy_logsf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    # L2: return scipy.stats.cauchy.logsf(x, loc, scale)
    # w4 = scipy.stats.cauchy.logsf(x, loc, scale)
    w5 = out_bar * np.exp(scipy.stats.cauchy.logpdf(x, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.cauchy.logsf(x, loc, scale)
        scale_bar = np.sum(w5 * ((x - loc) / scale))
        return -w5, float(np.sum(w5)), float(scale_bar)


def scipy_stats_cauchy_logsf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_cauchy_logsf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.cauchy.logsf(x, loc, scale)  # L2
    w5 = np.exp(scipy.stats.cauchy.logpdf(x, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, loc_dot * w5 - x_dot * w5 + w6


# scipy.stats.cauchy.ppf: scipy.stats.cauchy.ppf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_cauchy_ppf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_cauchy_ppf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.cauchy.ppf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_cauchy_ppf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.cauchy.ppf(x, loc, scale)
        # w4 = scipy.stats.cauchy.ppf(x, loc, scale)
        scale_bar = np.sum(out_bar * ((w4 - loc) / scale))
        return out_bar / scipy.stats.cauchy.pdf(w4, loc, scale), float(np.sum(out_bar)), float(scale_bar)


def scipy_stats_cauchy_ppf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_cauchy_ppf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.cauchy.ppf(x, loc, scale)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = scale_dot * ((w4 - loc) / scale)
        return w4, x_dot / scipy.stats.cauchy.pdf(w4, loc, scale) + loc_dot + w5


# scipy.stats.cauchy.isf: scipy.stats.cauchy.isf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_cauchy_isf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_cauchy_isf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.cauchy.isf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_cauchy_isf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.cauchy.isf(x, loc, scale)
        # w4 = scipy.stats.cauchy.isf(x, loc, scale)
        scale_bar = np.sum(out_bar * ((w4 - loc) / scale))
        return -(out_bar / scipy.stats.cauchy.pdf(w4, loc, scale)), float(np.sum(out_bar)), float(scale_bar)


def scipy_stats_cauchy_isf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_cauchy_isf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.cauchy.isf(x, loc, scale)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = scale_dot * ((w4 - loc) / scale)
        return w4, loc_dot - x_dot / scipy.stats.cauchy.pdf(w4, loc, scale) + w5


# scipy.stats.laplace.logpdf: scipy.stats.laplace.logpdf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_laplace_logpdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_laplace_logpdf_(x, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w4 = scipy.stats.laplace.logpdf(x, loc, scale)  # L2
    return w4, ()


def scipy_stats_laplace_logpdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.laplace.logpdf(x, loc, scale)
        w5 = (x - loc) / scale  # w4 = scipy.stats.laplace.logpdf(x, loc, scale)
        w6 = np.sign(w5)  # w4 = scipy.stats.laplace.logpdf(x, loc, scale)
        w7 = out_bar * (w6 / scale)  # w4 = scipy.stats.laplace.logpdf(x, loc, scale)
        # w4 = scipy.stats.laplace.logpdf(x, loc, scale)
        w8 = out_bar * ((1.0 - w6 * w5) / scale)
        return -w7, float(np.sum(w7)), float(-np.sum(w8))


def scipy_stats_laplace_logpdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_laplace_logpdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.laplace.logpdf(x, loc, scale)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = (x - loc) / scale
        w6 = np.sign(w5)
        w7 = w6 / scale
        w8 = scale_dot * ((1.0 - w6 * w5) / scale)
        return w4, loc_dot * w7 - x_dot * w7 - w8


# scipy.stats.laplace.pdf: scipy.stats.laplace.pdf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_laplace_pdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_laplace_pdf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.laplace.pdf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_laplace_pdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.laplace.pdf(x, loc, scale)
        w5 = (x - loc) / scale  # w4 = scipy.stats.laplace.pdf(x, loc, scale)
        w6 = np.sign(w5)  # w4 = scipy.stats.laplace.pdf(x, loc, scale)
        # w4 = scipy.stats.laplace.pdf(x, loc, scale)
        w7 = out_bar * (w4 * (w6 / scale))
        # w4 = scipy.stats.laplace.pdf(x, loc, scale)
        w8 = w4 * ((1.0 - w6 * w5) / scale)
        return -w7, float(np.sum(w7)), float(-np.sum(out_bar * w8))


def scipy_stats_laplace_pdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_laplace_pdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.laplace.pdf(x, loc, scale)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = (x - loc) / scale
        w6 = np.sign(w5)
        w7 = w4 * (w6 / scale)
        w8 = w4 * ((1.0 - w6 * w5) / scale)
        w9 = scale_dot * w8
        return w4, loc_dot * w7 - x_dot * w7 - w9


# scipy.stats.laplace.cdf: scipy.stats.laplace.cdf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_laplace_cdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_laplace_cdf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.laplace.cdf(x, loc, scale)  # L2
    return w4, ()


def scipy_stats_laplace_cdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    # L2: return scipy.stats.laplace.cdf(x, loc, scale)
    # w4 = scipy.stats.laplace.cdf(x, loc, scale)
    x_bar = out_bar * scipy.stats.laplace.pdf(x, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.laplace.cdf(x, loc, scale)
        w5 = np.sum(x_bar * ((x - loc) / scale))
        return x_bar, float(-np.sum(x_bar)), float(-w5)


def scipy_stats_laplace_cdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_laplace_cdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.laplace.cdf(x, loc, scale)  # L2
    w5 = scipy.stats.laplace.pdf(x, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, x_dot * w5 - loc_dot * w5 - w6


# scipy.stats.laplace.sf: scipy.stats.laplace.sf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_laplace_sf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_laplace_sf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.laplace.sf(x, loc, scale)  # L2
    return w4, ()


def scipy_stats_laplace_sf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    # L2: return scipy.stats.laplace.sf(x, loc, scale)
    # w4 = scipy.stats.laplace.sf(x, loc, scale)
    w5 = out_bar * scipy.stats.laplace.pdf(x, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.laplace.sf(x, loc, scale)
        scale_bar = np.sum(w5 * ((x - loc) / scale))
        return -w5, float(np.sum(w5)), float(scale_bar)


def scipy_stats_laplace_sf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_laplace_sf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.laplace.sf(x, loc, scale)  # L2
    w5 = scipy.stats.laplace.pdf(x, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, loc_dot * w5 - x_dot * w5 + w6


# scipy.stats.laplace.logcdf: scipy.stats.laplace.logcdf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_laplace_logcdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_laplace_logcdf_(x, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w4 = scipy.stats.laplace.logcdf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_laplace_logcdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    # L2: return scipy.stats.laplace.logcdf(x, loc, scale)
    # w4 = scipy.stats.laplace.logcdf(x, loc, scale)
    x_bar = out_bar * np.exp(scipy.stats.laplace.logpdf(x, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.laplace.logcdf(x, loc, scale)
        w5 = np.sum(x_bar * ((x - loc) / scale))
        return x_bar, float(-np.sum(x_bar)), float(-w5)


def scipy_stats_laplace_logcdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_laplace_logcdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.laplace.logcdf(x, loc, scale)  # L2
    w5 = np.exp(scipy.stats.laplace.logpdf(x, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, x_dot * w5 - loc_dot * w5 - w6


# scipy.stats.laplace.logsf: scipy.stats.laplace.logsf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_laplace_logsf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_laplace_logsf_(x, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w4 = scipy.stats.laplace.logsf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_laplace_logsf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    # L2: return scipy.stats.laplace.logsf(x, loc, scale)
    # w4 = scipy.stats.laplace.logsf(x, loc, scale)
    w5 = out_bar * np.exp(scipy.stats.laplace.logpdf(x, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.laplace.logsf(x, loc, scale)
        scale_bar = np.sum(w5 * ((x - loc) / scale))
        return -w5, float(np.sum(w5)), float(scale_bar)


def scipy_stats_laplace_logsf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_laplace_logsf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.laplace.logsf(x, loc, scale)  # L2
    w5 = np.exp(scipy.stats.laplace.logpdf(x, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, loc_dot * w5 - x_dot * w5 + w6


# scipy.stats.laplace.ppf: scipy.stats.laplace.ppf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_laplace_ppf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_laplace_ppf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.laplace.ppf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_laplace_ppf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.laplace.ppf(x, loc, scale)
        # w4 = scipy.stats.laplace.ppf(x, loc, scale)
        scale_bar = np.sum(out_bar * ((w4 - loc) / scale))
        return out_bar / scipy.stats.laplace.pdf(w4, loc, scale), float(np.sum(out_bar)), float(scale_bar)


def scipy_stats_laplace_ppf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_laplace_ppf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.laplace.ppf(x, loc, scale)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = scale_dot * ((w4 - loc) / scale)
        return w4, x_dot / scipy.stats.laplace.pdf(w4, loc, scale) + loc_dot + w5


# scipy.stats.laplace.isf: scipy.stats.laplace.isf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_laplace_isf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_laplace_isf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.laplace.isf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_laplace_isf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.laplace.isf(x, loc, scale)
        # w4 = scipy.stats.laplace.isf(x, loc, scale)
        scale_bar = np.sum(out_bar * ((w4 - loc) / scale))
        return -(out_bar / scipy.stats.laplace.pdf(w4, loc, scale)), float(np.sum(out_bar)), float(scale_bar)


def scipy_stats_laplace_isf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_laplace_isf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.laplace.isf(x, loc, scale)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = scale_dot * ((w4 - loc) / scale)
        return w4, loc_dot - x_dot / scipy.stats.laplace.pdf(w4, loc, scale) + w5


# scipy.stats.logistic.logpdf: scipy.stats.logistic.logpdf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_logistic_logpdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_logistic_logpdf_(x, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w4 = scipy.stats.logistic.logpdf(x, loc, scale)  # L2
    return w4, ()


def scipy_stats_logistic_logpdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    # L2: return scipy.stats.logistic.logpdf(x, loc, scale)
    w5 = x - loc  # w4 = scipy.stats.logistic.logpdf(x, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.logistic.logpdf(x, loc, scale)
        w6 = np.tanh(0.5 * w5 / scale)
        w7 = out_bar * (w6 / scale)  # w4 = scipy.stats.logistic.logpdf(x, loc, scale)
        # w4 = scipy.stats.logistic.logpdf(x, loc, scale)
        w8 = (1.0 - w6 * (w5 / scale)) / scale
        return -w7, float(np.sum(w7)), float(-np.sum(out_bar * w8))


def scipy_stats_logistic_logpdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_logistic_logpdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.logistic.logpdf(x, loc, scale)  # L2
    w5 = x - loc
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = np.tanh(0.5 * w5 / scale)
        w7 = w6 / scale
        w8 = (1.0 - w6 * (w5 / scale)) / scale
        w9 = scale_dot * w8
        return w4, loc_dot * w7 - x_dot * w7 - w9


# scipy.stats.logistic.pdf: scipy.stats.logistic.pdf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_logistic_pdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_logistic_pdf_(x, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w4 = scipy.stats.logistic.pdf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_logistic_pdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    # L2: return scipy.stats.logistic.pdf(x, loc, scale)
    w5 = x - loc  # w4 = scipy.stats.logistic.pdf(x, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = np.tanh(0.5 * w5 / scale)  # w4 = scipy.stats.logistic.pdf(x, loc, scale)
        # w4 = scipy.stats.logistic.pdf(x, loc, scale)
        w7 = out_bar * (w4 * (w6 / scale))
        # w4 = scipy.stats.logistic.pdf(x, loc, scale)
        w8 = (1.0 - w6 * (w5 / scale)) / scale
        # w4 = scipy.stats.logistic.pdf(x, loc, scale)
        scale_bar = -np.sum(out_bar * (w4 * w8))
        return -w7, float(np.sum(w7)), float(scale_bar)


def scipy_stats_logistic_pdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_logistic_pdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.logistic.pdf(x, loc, scale)  # L2
    w5 = x - loc
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = np.tanh(0.5 * w5 / scale)
        w7 = w4 * (w6 / scale)
        w8 = (1.0 - w6 * (w5 / scale)) / scale
        w9 = scale_dot * (w4 * w8)
        return w4, loc_dot * w7 - x_dot * w7 - w9


# scipy.stats.logistic.cdf: scipy.stats.logistic.cdf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_logistic_cdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_logistic_cdf_(x, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w4 = scipy.stats.logistic.cdf(x, loc, scale)  # L2
    return w4, ()


def scipy_stats_logistic_cdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    # L2: return scipy.stats.logistic.cdf(x, loc, scale)
    # w4 = scipy.stats.logistic.cdf(x, loc, scale)
    x_bar = out_bar * scipy.stats.logistic.pdf(x, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.logistic.cdf(x, loc, scale)
        w5 = np.sum(x_bar * ((x - loc) / scale))
        return x_bar, float(-np.sum(x_bar)), float(-w5)


def scipy_stats_logistic_cdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_logistic_cdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.logistic.cdf(x, loc, scale)  # L2
    w5 = scipy.stats.logistic.pdf(x, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, x_dot * w5 - loc_dot * w5 - w6


# scipy.stats.logistic.sf: scipy.stats.logistic.sf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_logistic_sf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_logistic_sf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.logistic.sf(x, loc, scale)  # L2
    return w4, ()


def scipy_stats_logistic_sf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    # L2: return scipy.stats.logistic.sf(x, loc, scale)
    # w4 = scipy.stats.logistic.sf(x, loc, scale)
    w5 = out_bar * scipy.stats.logistic.pdf(x, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.logistic.sf(x, loc, scale)
        scale_bar = np.sum(w5 * ((x - loc) / scale))
        return -w5, float(np.sum(w5)), float(scale_bar)


def scipy_stats_logistic_sf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_logistic_sf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.logistic.sf(x, loc, scale)  # L2
    w5 = scipy.stats.logistic.pdf(x, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, loc_dot * w5 - x_dot * w5 + w6


# scipy.stats.logistic.logcdf: scipy.stats.logistic.logcdf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_logistic_logcdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_logistic_logcdf_(x, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w4 = scipy.stats.logistic.logcdf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_logistic_logcdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    # L2: return scipy.stats.logistic.logcdf(x, loc, scale)
    # w4 = scipy.stats.logistic.logcdf(x, loc, scale)
    x_bar = out_bar * np.exp(scipy.stats.logistic.logpdf(x, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.logistic.logcdf(x, loc, scale)
        w5 = np.sum(x_bar * ((x - loc) / scale))
        return x_bar, float(-np.sum(x_bar)), float(-w5)


def scipy_stats_logistic_logcdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_logistic_logcdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.logistic.logcdf(x, loc, scale)  # L2
    w5 = np.exp(scipy.stats.logistic.logpdf(x, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, x_dot * w5 - loc_dot * w5 - w6


# scipy.stats.logistic.logsf: scipy.stats.logistic.logsf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_logistic_logsf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_logistic_logsf_(x, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w4 = scipy.stats.logistic.logsf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_logistic_logsf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    # L2: return scipy.stats.logistic.logsf(x, loc, scale)
    # w4 = scipy.stats.logistic.logsf(x, loc, scale)
    w5 = out_bar * np.exp(scipy.stats.logistic.logpdf(x, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.logistic.logsf(x, loc, scale)
        scale_bar = np.sum(w5 * ((x - loc) / scale))
        return -w5, float(np.sum(w5)), float(scale_bar)


def scipy_stats_logistic_logsf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_logistic_logsf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.logistic.logsf(x, loc, scale)  # L2
    w5 = np.exp(scipy.stats.logistic.logpdf(x, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, loc_dot * w5 - x_dot * w5 + w6


# scipy.stats.logistic.ppf: scipy.stats.logistic.ppf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_logistic_ppf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_logistic_ppf_(x, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w4 = scipy.stats.logistic.ppf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_logistic_ppf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.logistic.ppf(x, loc, scale)
        # w4 = scipy.stats.logistic.ppf(x, loc, scale)
        scale_bar = np.sum(out_bar * ((w4 - loc) / scale))
        return out_bar / scipy.stats.logistic.pdf(w4, loc, scale), float(np.sum(out_bar)), float(scale_bar)


def scipy_stats_logistic_ppf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_logistic_ppf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.logistic.ppf(x, loc, scale)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = scale_dot * ((w4 - loc) / scale)
        return w4, x_dot / scipy.stats.logistic.pdf(w4, loc, scale) + loc_dot + w5


# scipy.stats.logistic.isf: scipy.stats.logistic.isf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_logistic_isf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_logistic_isf_(x, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w4 = scipy.stats.logistic.isf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_logistic_isf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.logistic.isf(x, loc, scale)
        # w4 = scipy.stats.logistic.isf(x, loc, scale)
        scale_bar = np.sum(out_bar * ((w4 - loc) / scale))
        return -(out_bar / scipy.stats.logistic.pdf(w4, loc, scale)), float(np.sum(out_bar)), float(scale_bar)


def scipy_stats_logistic_isf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_logistic_isf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.logistic.isf(x, loc, scale)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = scale_dot * ((w4 - loc) / scale)
        return w4, loc_dot - x_dot / scipy.stats.logistic.pdf(w4, loc, scale) + w5


# scipy.stats.beta.logpdf: scipy.stats.beta.logpdf(x, a, b, loc, scale)
# x: float64[x.0], a: float, b: float, loc: float, scale: float


def scipy_stats_beta_logpdf__forward(x, a, b, loc, scale):
    """Forward sweep: ``scipy_stats_beta_logpdf_(x, a, b, loc, scale)``, and the tape
    for the adjoint sweep.
    """
    w6 = scipy.stats.beta.logpdf(x, a, b, loc, scale)  # L2
    return w6, (w6.copy(),)


def scipy_stats_beta_logpdf__adjoint(x, a, b, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``a_bar``, ``b_bar``, ``loc_bar``, ``scale_bar`` from
    the adjoint of the result.
    """
    w6 = tape[0]
    # L2: return scipy.stats.beta.logpdf(x, a, b, loc, scale)
    w7 = np.isfinite(w6)  # w6 = scipy.stats.beta.logpdf(x, a, b, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w8 = (x - loc) / scale  # w6 = scipy.stats.beta.logpdf(x, a, b, loc, scale)
        w9 = (b - 1.0) / (1.0 - w8)  # w6 = scipy.stats.beta.logpdf(x, a, b, loc, scale)
        w10 = (a - 1.0) / w8 - w9  # w6 = scipy.stats.beta.logpdf(x, a, b, loc, scale)
        # w6 = scipy.stats.beta.logpdf(x, a, b, loc, scale)
        w11 = out_bar * (w10 / scale)
        # w6 = scipy.stats.beta.logpdf(x, a, b, loc, scale)
        x_bar = np.where(w7, w11, 0.0)
        # w6 = scipy.stats.beta.logpdf(x, a, b, loc, scale)
        w12 = scipy.special.digamma(a + b)
        # w6 = scipy.stats.beta.logpdf(x, a, b, loc, scale)
        w13 = np.log(w8) - scipy.special.digamma(a) + w12
        # w6 = scipy.stats.beta.logpdf(x, a, b, loc, scale)
        w14 = np.log1p(-w8) - scipy.special.digamma(b)
        # w6 = scipy.stats.beta.logpdf(x, a, b, loc, scale)
        b_bar = np.sum(np.where(w7, out_bar * (w14 + w12), 0.0))
        # w6 = scipy.stats.beta.logpdf(x, a, b, loc, scale)
        w15 = out_bar * ((w10 * w8 + 1.0) / scale)
        a_bar = float(np.sum(np.where(w7, out_bar * w13, 0.0)))
        b_bar = float(b_bar)
        loc_bar = float(np.sum(np.where(w7, -w11, 0.0)))
        scale_bar = float(np.sum(np.where(w7, -w15, 0.0)))
        return x_bar, a_bar, b_bar, loc_bar, scale_bar


def scipy_stats_beta_logpdf__tangent(x, a, b, loc, scale, x_dot, a_dot, b_dot, loc_dot, scale_dot):
    """``scipy_stats_beta_logpdf_(x, a, b, loc, scale)`` and its tangent."""
    w6 = scipy.stats.beta.logpdf(x, a, b, loc, scale)  # L2
    w7 = np.isfinite(w6)
    with np.errstate(all="ignore"):  # partials may be infinite
        w8 = (x - loc) / scale
        w9 = (b - 1.0) / (1.0 - w8)
        w10 = (a - 1.0) / w8 - w9
        w11 = w10 / scale
        w12 = scipy.special.digamma(a + b)
        w13 = np.log(w8) - scipy.special.digamma(a) + w12
        w14 = np.where(w7, a_dot * w13, 0.0)
        w15 = np.log1p(-w8) - scipy.special.digamma(b)
        w16 = np.where(w7, b_dot * (w15 + w12), 0.0)
        w17 = np.where(w7, x_dot * w11, 0.0) + w14 + w16
        w18 = w17 + np.where(w7, -loc_dot * w11, 0.0)
        w19 = (w10 * w8 + 1.0) / scale
        return w6, w18 + np.where(w7, -scale_dot * w19, 0.0)


# scipy.stats.beta.pdf: scipy.stats.beta.pdf(x, a, b, loc, scale)
# x: float64[x.0], a: float, b: float, loc: float, scale: float


def scipy_stats_beta_pdf__forward(x, a, b, loc, scale):
    """Forward sweep: ``scipy_stats_beta_pdf_(x, a, b, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w6 = scipy.stats.beta.pdf(x, a, b, loc, scale)  # L2
    return w6, (w6.copy(),)


def scipy_stats_beta_pdf__adjoint(x, a, b, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``a_bar``, ``b_bar``, ``loc_bar``, ``scale_bar`` from
    the adjoint of the result.
    """
    w6 = tape[0]
    # L2: return scipy.stats.beta.pdf(x, a, b, loc, scale)
    w7 = w6 > 0.0  # w6 = scipy.stats.beta.pdf(x, a, b, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w8 = (x - loc) / scale  # w6 = scipy.stats.beta.pdf(x, a, b, loc, scale)
        w9 = (b - 1.0) / (1.0 - w8)  # w6 = scipy.stats.beta.pdf(x, a, b, loc, scale)
        w10 = (a - 1.0) / w8 - w9  # w6 = scipy.stats.beta.pdf(x, a, b, loc, scale)
        # w6 = scipy.stats.beta.pdf(x, a, b, loc, scale)
        w11 = out_bar * (w6 * (w10 / scale))
        x_bar = np.where(w7, w11, 0.0)  # w6 = scipy.stats.beta.pdf(x, a, b, loc, scale)
        # w6 = scipy.stats.beta.pdf(x, a, b, loc, scale)
        w12 = scipy.special.digamma(a + b)
        # w6 = scipy.stats.beta.pdf(x, a, b, loc, scale)
        w13 = np.log(w8) - scipy.special.digamma(a) + w12
        # w6 = scipy.stats.beta.pdf(x, a, b, loc, scale)
        a_bar = np.sum(np.where(w7, out_bar * (w6 * w13), 0.0))
        # w6 = scipy.stats.beta.pdf(x, a, b, loc, scale)
        w14 = np.log1p(-w8) - scipy.special.digamma(b)
        # w6 = scipy.stats.beta.pdf(x, a, b, loc, scale)
        w15 = np.where(w7, out_bar * (w6 * (w14 + w12)), 0.0)
        # w6 = scipy.stats.beta.pdf(x, a, b, loc, scale)
        w16 = w6 * ((w10 * w8 + 1.0) / scale)
        # w6 = scipy.stats.beta.pdf(x, a, b, loc, scale)
        scale_bar = np.sum(np.where(w7, -(out_bar * w16), 0.0))
        a_bar = float(a_bar)
        b_bar = float(np.sum(w15))
        loc_bar = float(np.sum(np.where(w7, -w11, 0.0)))
        scale_bar = float(scale_bar)
        return x_bar, a_bar, b_bar, loc_bar, scale_bar


def scipy_stats_beta_pdf__tangent(x, a, b, loc, scale, x_dot, a_dot, b_dot, loc_dot, scale_dot):
    """``scipy_stats_beta_pdf_(x, a, b, loc, scale)`` and its tangent."""
    w6 = scipy.stats.beta.pdf(x, a, b, loc, scale)  # L2
    w7 = w6 > 0.0
    with np.errstate(all="ignore"):  # partials may be infinite
        w8 = (x - loc) / scale
        w9 = (b - 1.0) / (1.0 - w8)
        w10 = (a - 1.0) / w8 - w9
        w11 = w6 * (w10 / scale)
        w12 = scipy.special.digamma(a + b)
        w13 = np.log(w8) - scipy.special.digamma(a) + w12
        w14 = np.where(w7, a_dot * (w6 * w13), 0.0)
        w15 = np.log1p(-w8) - scipy.special.digamma(b)
        w16 = np.where(w7, b_dot * (w6 * (w15 + w12)), 0.0)
        w17 = np.where(w7, x_dot * w11, 0.0) + w14 + w16
        w18 = w17 + np.where(w7, -loc_dot * w11, 0.0)
        w19 = w6 * ((w10 * w8 + 1.0) / scale)
        return w6, w18 + np.where(w7, -scale_dot * w19, 0.0)


# scipy.stats.beta.cdf: scipy.stats.beta.cdf(x, 2.5, 1.4, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_beta_cdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_beta_cdf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.beta.cdf(x, 2.5, 1.4, loc, scale)  # L2
    return w4, ()


def scipy_stats_beta_cdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    # L2: return scipy.stats.beta.cdf(x, 2.5, 1.4, loc, scale)
    # w4 = scipy.stats.beta.cdf(x, 2.5, 1.4, loc, scale)
    x_bar = out_bar * scipy.stats.beta.pdf(x, 2.5, 1.4, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.beta.cdf(x, 2.5, 1.4, loc, scale)
        w5 = np.sum(x_bar * ((x - loc) / scale))
        return x_bar, float(-np.sum(x_bar)), float(-w5)


def scipy_stats_beta_cdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_beta_cdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.beta.cdf(x, 2.5, 1.4, loc, scale)  # L2
    w5 = scipy.stats.beta.pdf(x, 2.5, 1.4, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, x_dot * w5 - loc_dot * w5 - w6


# scipy.stats.beta.sf: scipy.stats.beta.sf(x, 2.5, 1.4, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_beta_sf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_beta_sf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.beta.sf(x, 2.5, 1.4, loc, scale)  # L2
    return w4, ()


def scipy_stats_beta_sf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    # L2: return scipy.stats.beta.sf(x, 2.5, 1.4, loc, scale)
    # w4 = scipy.stats.beta.sf(x, 2.5, 1.4, loc, scale)
    w5 = out_bar * scipy.stats.beta.pdf(x, 2.5, 1.4, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.beta.sf(x, 2.5, 1.4, loc, scale)
        scale_bar = np.sum(w5 * ((x - loc) / scale))
        return -w5, float(np.sum(w5)), float(scale_bar)


def scipy_stats_beta_sf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_beta_sf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.beta.sf(x, 2.5, 1.4, loc, scale)  # L2
    w5 = scipy.stats.beta.pdf(x, 2.5, 1.4, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, loc_dot * w5 - x_dot * w5 + w6


# scipy.stats.beta.logcdf: scipy.stats.beta.logcdf(x, 2.5, 1.4, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_beta_logcdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_beta_logcdf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.beta.logcdf(x, 2.5, 1.4, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_beta_logcdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    # L2: return scipy.stats.beta.logcdf(x, 2.5, 1.4, loc, scale)
    # w4 = scipy.stats.beta.logcdf(x, 2.5, 1.4, loc, scale)
    x_bar = out_bar * np.exp(scipy.stats.beta.logpdf(x, 2.5, 1.4, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.beta.logcdf(x, 2.5, 1.4, loc, scale)
        w5 = np.sum(x_bar * ((x - loc) / scale))
        return x_bar, float(-np.sum(x_bar)), float(-w5)


def scipy_stats_beta_logcdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_beta_logcdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.beta.logcdf(x, 2.5, 1.4, loc, scale)  # L2
    w5 = np.exp(scipy.stats.beta.logpdf(x, 2.5, 1.4, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, x_dot * w5 - loc_dot * w5 - w6


# scipy.stats.beta.logsf: scipy.stats.beta.logsf(x, 2.5, 1.4, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_beta_logsf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_beta_logsf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.beta.logsf(x, 2.5, 1.4, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_beta_logsf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    # L2: return scipy.stats.beta.logsf(x, 2.5, 1.4, loc, scale)
    # w4 = scipy.stats.beta.logsf(x, 2.5, 1.4, loc, scale)
    w5 = out_bar * np.exp(scipy.stats.beta.logpdf(x, 2.5, 1.4, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.beta.logsf(x, 2.5, 1.4, loc, scale)
        scale_bar = np.sum(w5 * ((x - loc) / scale))
        return -w5, float(np.sum(w5)), float(scale_bar)


def scipy_stats_beta_logsf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_beta_logsf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.beta.logsf(x, 2.5, 1.4, loc, scale)  # L2
    w5 = np.exp(scipy.stats.beta.logpdf(x, 2.5, 1.4, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, loc_dot * w5 - x_dot * w5 + w6


# scipy.stats.beta.ppf: scipy.stats.beta.ppf(x, 2.5, 1.4, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_beta_ppf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_beta_ppf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.beta.ppf(x, 2.5, 1.4, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_beta_ppf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.beta.ppf(x, 2.5, 1.4, loc, scale)
        # w4 = scipy.stats.beta.ppf(x, 2.5, 1.4, loc, scale)
        scale_bar = np.sum(out_bar * ((w4 - loc) / scale))
        return out_bar / scipy.stats.beta.pdf(w4, 2.5, 1.4, loc, scale), float(np.sum(out_bar)), float(scale_bar)


def scipy_stats_beta_ppf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_beta_ppf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.beta.ppf(x, 2.5, 1.4, loc, scale)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = scale_dot * ((w4 - loc) / scale)
        return w4, x_dot / scipy.stats.beta.pdf(w4, 2.5, 1.4, loc, scale) + loc_dot + w5


# scipy.stats.beta.isf: scipy.stats.beta.isf(x, 2.5, 1.4, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_beta_isf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_beta_isf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.beta.isf(x, 2.5, 1.4, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_beta_isf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.beta.isf(x, 2.5, 1.4, loc, scale)
        # w4 = scipy.stats.beta.isf(x, 2.5, 1.4, loc, scale)
        scale_bar = np.sum(out_bar * ((w4 - loc) / scale))
        return -(out_bar / scipy.stats.beta.pdf(w4, 2.5, 1.4, loc, scale)), float(np.sum(out_bar)), float(scale_bar)


def scipy_stats_beta_isf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_beta_isf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.beta.isf(x, 2.5, 1.4, loc, scale)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = scale_dot * ((w4 - loc) / scale)
        return w4, loc_dot - x_dot / scipy.stats.beta.pdf(w4, 2.5, 1.4, loc, scale) + w5


# scipy.stats.gamma.logpdf: scipy.stats.gamma.logpdf(x, a, loc, scale)
# x: float64[x.0], a: float, loc: float, scale: float


def scipy_stats_gamma_logpdf__forward(x, a, loc, scale):
    """Forward sweep: ``scipy_stats_gamma_logpdf_(x, a, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w5 = scipy.stats.gamma.logpdf(x, a, loc, scale)  # L2
    return w5, (w5.copy(),)


def scipy_stats_gamma_logpdf__adjoint(x, a, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``a_bar``, ``loc_bar``, ``scale_bar`` from the adjoint
    of the result.
    """
    w5 = tape[0]
    # L2: return scipy.stats.gamma.logpdf(x, a, loc, scale)
    w6 = np.isfinite(w5)  # w5 = scipy.stats.gamma.logpdf(x, a, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w7 = (x - loc) / scale  # w5 = scipy.stats.gamma.logpdf(x, a, loc, scale)
        w8 = (a - 1.0) / w7 - 1.0  # w5 = scipy.stats.gamma.logpdf(x, a, loc, scale)
        w9 = out_bar * (w8 / scale)  # w5 = scipy.stats.gamma.logpdf(x, a, loc, scale)
        x_bar = np.where(w6, w9, 0.0)  # w5 = scipy.stats.gamma.logpdf(x, a, loc, scale)
        # w5 = scipy.stats.gamma.logpdf(x, a, loc, scale)
        w10 = out_bar * (np.log(w7) - scipy.special.digamma(a))
        # w5 = scipy.stats.gamma.logpdf(x, a, loc, scale)
        w11 = out_bar * ((w8 * w7 + 1.0) / scale)
        a_bar = float(np.sum(np.where(w6, w10, 0.0)))
        loc_bar = float(np.sum(np.where(w6, -w9, 0.0)))
        scale_bar = float(np.sum(np.where(w6, -w11, 0.0)))
        return x_bar, a_bar, loc_bar, scale_bar


def scipy_stats_gamma_logpdf__tangent(x, a, loc, scale, x_dot, a_dot, loc_dot, scale_dot):
    """``scipy_stats_gamma_logpdf_(x, a, loc, scale)`` and its tangent."""
    w5 = scipy.stats.gamma.logpdf(x, a, loc, scale)  # L2
    w6 = np.isfinite(w5)
    with np.errstate(all="ignore"):  # partials may be infinite
        w7 = (x - loc) / scale
        w8 = (a - 1.0) / w7 - 1.0
        w9 = w8 / scale
        w10 = a_dot * (np.log(w7) - scipy.special.digamma(a))
        w11 = np.where(w6, x_dot * w9, 0.0) + np.where(w6, w10, 0.0)
        w12 = w11 + np.where(w6, -loc_dot * w9, 0.0)
        w13 = (w8 * w7 + 1.0) / scale
        return w5, w12 + np.where(w6, -scale_dot * w13, 0.0)


# scipy.stats.gamma.pdf: scipy.stats.gamma.pdf(x, a, loc, scale)
# x: float64[x.0], a: float, loc: float, scale: float


def scipy_stats_gamma_pdf__forward(x, a, loc, scale):
    """Forward sweep: ``scipy_stats_gamma_pdf_(x, a, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w5 = scipy.stats.gamma.pdf(x, a, loc, scale)  # L2
    return w5, (w5.copy(),)


def scipy_stats_gamma_pdf__adjoint(x, a, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``a_bar``, ``loc_bar``, ``scale_bar`` from the adjoint
    of the result.
    """
    w5 = tape[0]
    # L2: return scipy.stats.gamma.pdf(x, a, loc, scale)
    w6 = w5 > 0.0  # w5 = scipy.stats.gamma.pdf(x, a, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w7 = (x - loc) / scale  # w5 = scipy.stats.gamma.pdf(x, a, loc, scale)
        w8 = (a - 1.0) / w7 - 1.0  # w5 = scipy.stats.gamma.pdf(x, a, loc, scale)
        # w5 = scipy.stats.gamma.pdf(x, a, loc, scale)
        w9 = out_bar * (w5 * (w8 / scale))
        x_bar = np.where(w6, w9, 0.0)  # w5 = scipy.stats.gamma.pdf(x, a, loc, scale)
        # w5 = scipy.stats.gamma.pdf(x, a, loc, scale)
        w10 = w5 * (np.log(w7) - scipy.special.digamma(a))
        # w5 = scipy.stats.gamma.pdf(x, a, loc, scale)
        w11 = w5 * ((w8 * w7 + 1.0) / scale)
        # w5 = scipy.stats.gamma.pdf(x, a, loc, scale)
        scale_bar = np.sum(np.where(w6, -(out_bar * w11), 0.0))
        a_bar = float(np.sum(np.where(w6, out_bar * w10, 0.0)))
        loc_bar = float(np.sum(np.where(w6, -w9, 0.0)))
        scale_bar = float(scale_bar)
        return x_bar, a_bar, loc_bar, scale_bar


def scipy_stats_gamma_pdf__tangent(x, a, loc, scale, x_dot, a_dot, loc_dot, scale_dot):
    """``scipy_stats_gamma_pdf_(x, a, loc, scale)`` and its tangent."""
    w5 = scipy.stats.gamma.pdf(x, a, loc, scale)  # L2
    w6 = w5 > 0.0
    with np.errstate(all="ignore"):  # partials may be infinite
        w7 = (x - loc) / scale
        w8 = (a - 1.0) / w7 - 1.0
        w9 = w5 * (w8 / scale)
        w10 = w5 * (np.log(w7) - scipy.special.digamma(a))
        w11 = np.where(w6, a_dot * w10, 0.0)
        w12 = np.where(w6, -loc_dot * w9, 0.0)
        w13 = np.where(w6, x_dot * w9, 0.0) + w11 + w12
        w14 = w5 * ((w8 * w7 + 1.0) / scale)
        return w5, w13 + np.where(w6, -scale_dot * w14, 0.0)


# scipy.stats.gamma.cdf: scipy.stats.gamma.cdf(x, 2.5, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_gamma_cdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_gamma_cdf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.gamma.cdf(x, 2.5, loc, scale)  # L2
    return w4, ()


def scipy_stats_gamma_cdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    # L2: return scipy.stats.gamma.cdf(x, 2.5, loc, scale)
    # w4 = scipy.stats.gamma.cdf(x, 2.5, loc, scale)
    x_bar = out_bar * scipy.stats.gamma.pdf(x, 2.5, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.gamma.cdf(x, 2.5, loc, scale)
        w5 = np.sum(x_bar * ((x - loc) / scale))
        return x_bar, float(-np.sum(x_bar)), float(-w5)


def scipy_stats_gamma_cdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_gamma_cdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.gamma.cdf(x, 2.5, loc, scale)  # L2
    w5 = scipy.stats.gamma.pdf(x, 2.5, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, x_dot * w5 - loc_dot * w5 - w6


# scipy.stats.gamma.sf: scipy.stats.gamma.sf(x, 2.5, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_gamma_sf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_gamma_sf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.gamma.sf(x, 2.5, loc, scale)  # L2
    return w4, ()


def scipy_stats_gamma_sf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    # L2: return scipy.stats.gamma.sf(x, 2.5, loc, scale)
    # w4 = scipy.stats.gamma.sf(x, 2.5, loc, scale)
    w5 = out_bar * scipy.stats.gamma.pdf(x, 2.5, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.gamma.sf(x, 2.5, loc, scale)
        scale_bar = np.sum(w5 * ((x - loc) / scale))
        return -w5, float(np.sum(w5)), float(scale_bar)


def scipy_stats_gamma_sf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_gamma_sf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.gamma.sf(x, 2.5, loc, scale)  # L2
    w5 = scipy.stats.gamma.pdf(x, 2.5, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, loc_dot * w5 - x_dot * w5 + w6


# scipy.stats.gamma.logcdf: scipy.stats.gamma.logcdf(x, 2.5, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_gamma_logcdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_gamma_logcdf_(x, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w4 = scipy.stats.gamma.logcdf(x, 2.5, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_gamma_logcdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    # L2: return scipy.stats.gamma.logcdf(x, 2.5, loc, scale)
    # w4 = scipy.stats.gamma.logcdf(x, 2.5, loc, scale)
    x_bar = out_bar * np.exp(scipy.stats.gamma.logpdf(x, 2.5, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.gamma.logcdf(x, 2.5, loc, scale)
        w5 = np.sum(x_bar * ((x - loc) / scale))
        return x_bar, float(-np.sum(x_bar)), float(-w5)


def scipy_stats_gamma_logcdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_gamma_logcdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.gamma.logcdf(x, 2.5, loc, scale)  # L2
    w5 = np.exp(scipy.stats.gamma.logpdf(x, 2.5, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, x_dot * w5 - loc_dot * w5 - w6


# scipy.stats.gamma.logsf: scipy.stats.gamma.logsf(x, 2.5, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_gamma_logsf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_gamma_logsf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.gamma.logsf(x, 2.5, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_gamma_logsf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    # L2: return scipy.stats.gamma.logsf(x, 2.5, loc, scale)
    # w4 = scipy.stats.gamma.logsf(x, 2.5, loc, scale)
    w5 = out_bar * np.exp(scipy.stats.gamma.logpdf(x, 2.5, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.gamma.logsf(x, 2.5, loc, scale)
        scale_bar = np.sum(w5 * ((x - loc) / scale))
        return -w5, float(np.sum(w5)), float(scale_bar)


def scipy_stats_gamma_logsf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_gamma_logsf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.gamma.logsf(x, 2.5, loc, scale)  # L2
    w5 = np.exp(scipy.stats.gamma.logpdf(x, 2.5, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, loc_dot * w5 - x_dot * w5 + w6


# scipy.stats.gamma.ppf: scipy.stats.gamma.ppf(x, 2.5, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_gamma_ppf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_gamma_ppf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.gamma.ppf(x, 2.5, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_gamma_ppf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.gamma.ppf(x, 2.5, loc, scale)
        # w4 = scipy.stats.gamma.ppf(x, 2.5, loc, scale)
        scale_bar = np.sum(out_bar * ((w4 - loc) / scale))
        return out_bar / scipy.stats.gamma.pdf(w4, 2.5, loc, scale), float(np.sum(out_bar)), float(scale_bar)


def scipy_stats_gamma_ppf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_gamma_ppf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.gamma.ppf(x, 2.5, loc, scale)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = scale_dot * ((w4 - loc) / scale)
        return w4, x_dot / scipy.stats.gamma.pdf(w4, 2.5, loc, scale) + loc_dot + w5


# scipy.stats.gamma.isf: scipy.stats.gamma.isf(x, 2.5, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_gamma_isf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_gamma_isf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.gamma.isf(x, 2.5, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_gamma_isf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.gamma.isf(x, 2.5, loc, scale)
        # w4 = scipy.stats.gamma.isf(x, 2.5, loc, scale)
        scale_bar = np.sum(out_bar * ((w4 - loc) / scale))
        return -(out_bar / scipy.stats.gamma.pdf(w4, 2.5, loc, scale)), float(np.sum(out_bar)), float(scale_bar)


def scipy_stats_gamma_isf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_gamma_isf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.gamma.isf(x, 2.5, loc, scale)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = scale_dot * ((w4 - loc) / scale)
        return w4, loc_dot - x_dot / scipy.stats.gamma.pdf(w4, 2.5, loc, scale) + w5


# scipy.stats.chi2.logpdf: scipy.stats.chi2.logpdf(x, df, loc, scale)
# x: float64[x.0], df: float, loc: float, scale: float


def scipy_stats_chi2_logpdf__forward(x, df, loc, scale):
    """Forward sweep: ``scipy_stats_chi2_logpdf_(x, df, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w5 = scipy.stats.chi2.logpdf(x, df, loc, scale)  # L2
    return w5, (w5.copy(),)


def scipy_stats_chi2_logpdf__adjoint(x, df, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``df_bar``, ``loc_bar``, ``scale_bar`` from the
    adjoint of the result.
    """
    w5 = tape[0]
    # L2: return scipy.stats.chi2.logpdf(x, df, loc, scale)
    w6 = np.isfinite(w5)  # w5 = scipy.stats.chi2.logpdf(x, df, loc, scale)
    w7 = 0.5 * df  # w5 = scipy.stats.chi2.logpdf(x, df, loc, scale)
    w8 = x - loc  # w5 = scipy.stats.chi2.logpdf(x, df, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w9 = w8 / scale  # w5 = scipy.stats.chi2.logpdf(x, df, loc, scale)
        w10 = (w7 - 1.0) / w9 - 0.5  # w5 = scipy.stats.chi2.logpdf(x, df, loc, scale)
        w11 = out_bar * (w10 / scale)  # w5 = scipy.stats.chi2.logpdf(x, df, loc, scale)
        # w5 = scipy.stats.chi2.logpdf(x, df, loc, scale)
        x_bar = np.where(w6, w11, 0.0)
        # w5 = scipy.stats.chi2.logpdf(x, df, loc, scale)
        w12 = scipy.special.digamma(w7)
        # w5 = scipy.stats.chi2.logpdf(x, df, loc, scale)
        w13 = np.log(0.5 * w8 / scale) - w12
        # w5 = scipy.stats.chi2.logpdf(x, df, loc, scale)
        df_bar = np.sum(np.where(w6, 0.5 * out_bar * w13, 0.0))
        # w5 = scipy.stats.chi2.logpdf(x, df, loc, scale)
        w14 = out_bar * ((w10 * w9 + 1.0) / scale)
        df_bar = float(df_bar)
        loc_bar = float(np.sum(np.where(w6, -w11, 0.0)))
        scale_bar = float(np.sum(np.where(w6, -w14, 0.0)))
        return x_bar, df_bar, loc_bar, scale_bar


def scipy_stats_chi2_logpdf__tangent(x, df, loc, scale, x_dot, df_dot, loc_dot, scale_dot):
    """``scipy_stats_chi2_logpdf_(x, df, loc, scale)`` and its tangent."""
    w5 = scipy.stats.chi2.logpdf(x, df, loc, scale)  # L2
    w6 = np.isfinite(w5)
    w7 = 0.5 * df
    w8 = x - loc
    with np.errstate(all="ignore"):  # partials may be infinite
        w9 = w8 / scale
        w10 = (w7 - 1.0) / w9 - 0.5
        w11 = w10 / scale
        w12 = scipy.special.digamma(w7)
        w13 = np.log(0.5 * w8 / scale) - w12
        w14 = np.where(w6, 0.5 * df_dot * w13, 0.0)
        w15 = np.where(w6, -loc_dot * w11, 0.0)
        w16 = np.where(w6, x_dot * w11, 0.0) + w14 + w15
        w17 = (w10 * w9 + 1.0) / scale
        return w5, w16 + np.where(w6, -scale_dot * w17, 0.0)


# scipy.stats.chi2.pdf: scipy.stats.chi2.pdf(x, df, loc, scale)
# x: float64[x.0], df: float, loc: float, scale: float


def scipy_stats_chi2_pdf__forward(x, df, loc, scale):
    """Forward sweep: ``scipy_stats_chi2_pdf_(x, df, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w5 = scipy.stats.chi2.pdf(x, df, loc, scale)  # L2
    return w5, (w5.copy(),)


def scipy_stats_chi2_pdf__adjoint(x, df, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``df_bar``, ``loc_bar``, ``scale_bar`` from the
    adjoint of the result.
    """
    w5 = tape[0]
    # L2: return scipy.stats.chi2.pdf(x, df, loc, scale)
    w6 = w5 > 0.0  # w5 = scipy.stats.chi2.pdf(x, df, loc, scale)
    w7 = 0.5 * df  # w5 = scipy.stats.chi2.pdf(x, df, loc, scale)
    w8 = x - loc  # w5 = scipy.stats.chi2.pdf(x, df, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w9 = w8 / scale  # w5 = scipy.stats.chi2.pdf(x, df, loc, scale)
        w10 = (w7 - 1.0) / w9 - 0.5  # w5 = scipy.stats.chi2.pdf(x, df, loc, scale)
        # w5 = scipy.stats.chi2.pdf(x, df, loc, scale)
        w11 = out_bar * (w5 * (w10 / scale))
        w12 = scipy.special.digamma(w7)  # w5 = scipy.stats.chi2.pdf(x, df, loc, scale)
        # w5 = scipy.stats.chi2.pdf(x, df, loc, scale)
        w13 = np.log(0.5 * w8 / scale) - w12
        # w5 = scipy.stats.chi2.pdf(x, df, loc, scale)
        w14 = np.where(w6, out_bar * (0.5 * w5 * w13), 0.0)
        # w5 = scipy.stats.chi2.pdf(x, df, loc, scale)
        w15 = w5 * ((w10 * w9 + 1.0) / scale)
        # w5 = scipy.stats.chi2.pdf(x, df, loc, scale)
        scale_bar = np.sum(np.where(w6, -(out_bar * w15), 0.0))
        return np.where(w6, w11, 0.0), float(np.sum(w14)), float(np.sum(np.where(w6, -w11, 0.0))), float(scale_bar)


def scipy_stats_chi2_pdf__tangent(x, df, loc, scale, x_dot, df_dot, loc_dot, scale_dot):
    """``scipy_stats_chi2_pdf_(x, df, loc, scale)`` and its tangent."""
    w5 = scipy.stats.chi2.pdf(x, df, loc, scale)  # L2
    w6 = w5 > 0.0
    w7 = 0.5 * df
    w8 = x - loc
    with np.errstate(all="ignore"):  # partials may be infinite
        w9 = w8 / scale
        w10 = (w7 - 1.0) / w9 - 0.5
        w11 = w5 * (w10 / scale)
        w12 = scipy.special.digamma(w7)
        w13 = np.log(0.5 * w8 / scale) - w12
        w14 = np.where(w6, df_dot * (0.5 * w5 * w13), 0.0)
        w15 = np.where(w6, -loc_dot * w11, 0.0)
        w16 = np.where(w6, x_dot * w11, 0.0) + w14 + w15
        w17 = w5 * ((w10 * w9 + 1.0) / scale)
        return w5, w16 + np.where(w6, -scale_dot * w17, 0.0)


# scipy.stats.chi2.cdf: scipy.stats.chi2.cdf(x, 3.4, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_chi2_cdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_chi2_cdf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.chi2.cdf(x, 3.4, loc, scale)  # L2
    return w4, ()


def scipy_stats_chi2_cdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    # L2: return scipy.stats.chi2.cdf(x, 3.4, loc, scale)
    # w4 = scipy.stats.chi2.cdf(x, 3.4, loc, scale)
    x_bar = out_bar * scipy.stats.chi2.pdf(x, 3.4, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.chi2.cdf(x, 3.4, loc, scale)
        w5 = np.sum(x_bar * ((x - loc) / scale))
        return x_bar, float(-np.sum(x_bar)), float(-w5)


def scipy_stats_chi2_cdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_chi2_cdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.chi2.cdf(x, 3.4, loc, scale)  # L2
    w5 = scipy.stats.chi2.pdf(x, 3.4, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, x_dot * w5 - loc_dot * w5 - w6


# scipy.stats.chi2.sf: scipy.stats.chi2.sf(x, 3.4, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_chi2_sf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_chi2_sf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.chi2.sf(x, 3.4, loc, scale)  # L2
    return w4, ()


def scipy_stats_chi2_sf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    # L2: return scipy.stats.chi2.sf(x, 3.4, loc, scale)
    # w4 = scipy.stats.chi2.sf(x, 3.4, loc, scale)
    w5 = out_bar * scipy.stats.chi2.pdf(x, 3.4, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.chi2.sf(x, 3.4, loc, scale)
        scale_bar = np.sum(w5 * ((x - loc) / scale))
        return -w5, float(np.sum(w5)), float(scale_bar)


def scipy_stats_chi2_sf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_chi2_sf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.chi2.sf(x, 3.4, loc, scale)  # L2
    w5 = scipy.stats.chi2.pdf(x, 3.4, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, loc_dot * w5 - x_dot * w5 + w6


# scipy.stats.chi2.logcdf: scipy.stats.chi2.logcdf(x, 3.4, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_chi2_logcdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_chi2_logcdf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.chi2.logcdf(x, 3.4, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_chi2_logcdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    # L2: return scipy.stats.chi2.logcdf(x, 3.4, loc, scale)
    # w4 = scipy.stats.chi2.logcdf(x, 3.4, loc, scale)
    x_bar = out_bar * np.exp(scipy.stats.chi2.logpdf(x, 3.4, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.chi2.logcdf(x, 3.4, loc, scale)
        w5 = np.sum(x_bar * ((x - loc) / scale))
        return x_bar, float(-np.sum(x_bar)), float(-w5)


def scipy_stats_chi2_logcdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_chi2_logcdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.chi2.logcdf(x, 3.4, loc, scale)  # L2
    w5 = np.exp(scipy.stats.chi2.logpdf(x, 3.4, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, x_dot * w5 - loc_dot * w5 - w6


# scipy.stats.chi2.logsf: scipy.stats.chi2.logsf(x, 3.4, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_chi2_logsf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_chi2_logsf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.chi2.logsf(x, 3.4, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_chi2_logsf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    # L2: return scipy.stats.chi2.logsf(x, 3.4, loc, scale)
    # w4 = scipy.stats.chi2.logsf(x, 3.4, loc, scale)
    w5 = out_bar * np.exp(scipy.stats.chi2.logpdf(x, 3.4, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.chi2.logsf(x, 3.4, loc, scale)
        scale_bar = np.sum(w5 * ((x - loc) / scale))
        return -w5, float(np.sum(w5)), float(scale_bar)


def scipy_stats_chi2_logsf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_chi2_logsf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.chi2.logsf(x, 3.4, loc, scale)  # L2
    w5 = np.exp(scipy.stats.chi2.logpdf(x, 3.4, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, loc_dot * w5 - x_dot * w5 + w6


# scipy.stats.chi2.ppf: scipy.stats.chi2.ppf(x, 3.4, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_chi2_ppf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_chi2_ppf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.chi2.ppf(x, 3.4, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_chi2_ppf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.chi2.ppf(x, 3.4, loc, scale)
        # w4 = scipy.stats.chi2.ppf(x, 3.4, loc, scale)
        scale_bar = np.sum(out_bar * ((w4 - loc) / scale))
        return out_bar / scipy.stats.chi2.pdf(w4, 3.4, loc, scale), float(np.sum(out_bar)), float(scale_bar)


def scipy_stats_chi2_ppf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_chi2_ppf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.chi2.ppf(x, 3.4, loc, scale)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = scale_dot * ((w4 - loc) / scale)
        return w4, x_dot / scipy.stats.chi2.pdf(w4, 3.4, loc, scale) + loc_dot + w5


# scipy.stats.chi2.isf: scipy.stats.chi2.isf(x, 3.4, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_chi2_isf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_chi2_isf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.chi2.isf(x, 3.4, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_chi2_isf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.chi2.isf(x, 3.4, loc, scale)
        # w4 = scipy.stats.chi2.isf(x, 3.4, loc, scale)
        scale_bar = np.sum(out_bar * ((w4 - loc) / scale))
        return -(out_bar / scipy.stats.chi2.pdf(w4, 3.4, loc, scale)), float(np.sum(out_bar)), float(scale_bar)


def scipy_stats_chi2_isf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_chi2_isf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.chi2.isf(x, 3.4, loc, scale)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = scale_dot * ((w4 - loc) / scale)
        return w4, loc_dot - x_dot / scipy.stats.chi2.pdf(w4, 3.4, loc, scale) + w5


# scipy.stats.expon.logpdf: scipy.stats.expon.logpdf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_expon_logpdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_expon_logpdf_(x, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w4 = scipy.stats.expon.logpdf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_expon_logpdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    # L2: return scipy.stats.expon.logpdf(x, loc, scale)
    w5 = np.isfinite(w4)  # w4 = scipy.stats.expon.logpdf(x, loc, scale)
    w6 = divide(1.0, scale)  # w4 = scipy.stats.expon.logpdf(x, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.expon.logpdf(x, loc, scale)
        w7 = (1.0 - (x - loc) / scale) / scale
        # w4 = scipy.stats.expon.logpdf(x, loc, scale)
        scale_bar = np.sum(np.where(w5, -(out_bar * w7), 0.0))
        return np.where(w5, -w6 * out_bar, 0.0), float(np.sum(np.where(w5, out_bar * w6, 0.0))), float(scale_bar)


def scipy_stats_expon_logpdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_expon_logpdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.expon.logpdf(x, loc, scale)  # L2
    w5 = np.isfinite(w4)
    w6 = divide(1.0, scale)
    w7 = np.where(w5, loc_dot * w6, 0.0)
    w8 = np.where(w5, -w6 * x_dot, 0.0) + w7
    with np.errstate(all="ignore"):  # partials may be infinite
        w9 = (1.0 - (x - loc) / scale) / scale
        return w4, w8 + np.where(w5, -scale_dot * w9, 0.0)


# scipy.stats.expon.pdf: scipy.stats.expon.pdf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_expon_pdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_expon_pdf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.expon.pdf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_expon_pdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    # L2: return scipy.stats.expon.pdf(x, loc, scale)
    w5 = w4 > 0.0  # w4 = scipy.stats.expon.pdf(x, loc, scale)
    # w4 = scipy.stats.expon.pdf(x, loc, scale)
    w6 = out_bar * (w4 * divide(1.0, scale))
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.expon.pdf(x, loc, scale)
        w7 = (1.0 - (x - loc) / scale) / scale
        # w4 = scipy.stats.expon.pdf(x, loc, scale)
        w8 = np.where(w5, -(out_bar * (w4 * w7)), 0.0)
        return np.where(w5, -w6, 0.0), float(np.sum(np.where(w5, w6, 0.0))), float(np.sum(w8))


def scipy_stats_expon_pdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_expon_pdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.expon.pdf(x, loc, scale)  # L2
    w5 = w4 > 0.0
    w6 = w4 * divide(1.0, scale)
    w7 = np.where(w5, loc_dot * w6, 0.0)
    w8 = np.where(w5, -(x_dot * w6), 0.0) + w7
    with np.errstate(all="ignore"):  # partials may be infinite
        w9 = (1.0 - (x - loc) / scale) / scale
        w10 = np.where(w5, -scale_dot * (w4 * w9), 0.0)
        return w4, w8 + w10


# scipy.stats.expon.cdf: scipy.stats.expon.cdf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_expon_cdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_expon_cdf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.expon.cdf(x, loc, scale)  # L2
    return w4, ()


def scipy_stats_expon_cdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    # L2: return scipy.stats.expon.cdf(x, loc, scale)
    # w4 = scipy.stats.expon.cdf(x, loc, scale)
    x_bar = out_bar * scipy.stats.expon.pdf(x, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.expon.cdf(x, loc, scale)
        w5 = np.sum(x_bar * ((x - loc) / scale))
        return x_bar, float(-np.sum(x_bar)), float(-w5)


def scipy_stats_expon_cdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_expon_cdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.expon.cdf(x, loc, scale)  # L2
    w5 = scipy.stats.expon.pdf(x, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, x_dot * w5 - loc_dot * w5 - w6


# scipy.stats.expon.sf: scipy.stats.expon.sf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_expon_sf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_expon_sf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.expon.sf(x, loc, scale)  # L2
    return w4, ()


def scipy_stats_expon_sf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    # L2: return scipy.stats.expon.sf(x, loc, scale)
    # w4 = scipy.stats.expon.sf(x, loc, scale)
    w5 = out_bar * scipy.stats.expon.pdf(x, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.expon.sf(x, loc, scale)
        scale_bar = np.sum(w5 * ((x - loc) / scale))
        return -w5, float(np.sum(w5)), float(scale_bar)


def scipy_stats_expon_sf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_expon_sf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.expon.sf(x, loc, scale)  # L2
    w5 = scipy.stats.expon.pdf(x, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, loc_dot * w5 - x_dot * w5 + w6


# scipy.stats.expon.logcdf: scipy.stats.expon.logcdf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_expon_logcdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_expon_logcdf_(x, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w4 = scipy.stats.expon.logcdf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_expon_logcdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    # L2: return scipy.stats.expon.logcdf(x, loc, scale)
    # w4 = scipy.stats.expon.logcdf(x, loc, scale)
    x_bar = out_bar * np.exp(scipy.stats.expon.logpdf(x, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.expon.logcdf(x, loc, scale)
        w5 = np.sum(x_bar * ((x - loc) / scale))
        return x_bar, float(-np.sum(x_bar)), float(-w5)


def scipy_stats_expon_logcdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_expon_logcdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.expon.logcdf(x, loc, scale)  # L2
    w5 = np.exp(scipy.stats.expon.logpdf(x, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, x_dot * w5 - loc_dot * w5 - w6


# scipy.stats.expon.logsf: scipy.stats.expon.logsf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_expon_logsf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_expon_logsf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.expon.logsf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_expon_logsf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    # L2: return scipy.stats.expon.logsf(x, loc, scale)
    # w4 = scipy.stats.expon.logsf(x, loc, scale)
    w5 = out_bar * np.exp(scipy.stats.expon.logpdf(x, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.expon.logsf(x, loc, scale)
        scale_bar = np.sum(w5 * ((x - loc) / scale))
        return -w5, float(np.sum(w5)), float(scale_bar)


def scipy_stats_expon_logsf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_expon_logsf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.expon.logsf(x, loc, scale)  # L2
    w5 = np.exp(scipy.stats.expon.logpdf(x, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, loc_dot * w5 - x_dot * w5 + w6


# scipy.stats.expon.ppf: scipy.stats.expon.ppf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_expon_ppf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_expon_ppf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.expon.ppf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_expon_ppf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.expon.ppf(x, loc, scale)
        # w4 = scipy.stats.expon.ppf(x, loc, scale)
        scale_bar = np.sum(out_bar * ((w4 - loc) / scale))
        return out_bar / scipy.stats.expon.pdf(w4, loc, scale), float(np.sum(out_bar)), float(scale_bar)


def scipy_stats_expon_ppf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_expon_ppf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.expon.ppf(x, loc, scale)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = scale_dot * ((w4 - loc) / scale)
        return w4, x_dot / scipy.stats.expon.pdf(w4, loc, scale) + loc_dot + w5


# scipy.stats.expon.isf: scipy.stats.expon.isf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_expon_isf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_expon_isf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.expon.isf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_expon_isf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.expon.isf(x, loc, scale)
        # w4 = scipy.stats.expon.isf(x, loc, scale)
        scale_bar = np.sum(out_bar * ((w4 - loc) / scale))
        return -(out_bar / scipy.stats.expon.pdf(w4, loc, scale)), float(np.sum(out_bar)), float(scale_bar)


def scipy_stats_expon_isf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_expon_isf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.expon.isf(x, loc, scale)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = scale_dot * ((w4 - loc) / scale)
        return w4, loc_dot - x_dot / scipy.stats.expon.pdf(w4, loc, scale) + w5


# scipy.stats.lognorm.logpdf: scipy.stats.lognorm.logpdf(x, s, loc, scale)
# x: float64[x.0], s: float, loc: float, scale: float


def scipy_stats_lognorm_logpdf__forward(x, s, loc, scale):
    """Forward sweep: ``scipy_stats_lognorm_logpdf_(x, s, loc, scale)``, and the tape
    for the adjoint sweep.
    """
    w5 = scipy.stats.lognorm.logpdf(x, s, loc, scale)  # L2
    return w5, (w5.copy(),)


def scipy_stats_lognorm_logpdf__adjoint(x, s, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``s_bar``, ``loc_bar``, ``scale_bar`` from the adjoint
    of the result.
    """
    w5 = tape[0]
    # L2: return scipy.stats.lognorm.logpdf(x, s, loc, scale)
    w6 = np.isfinite(w5)  # w5 = scipy.stats.lognorm.logpdf(x, s, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w7 = (x - loc) / scale  # w5 = scipy.stats.lognorm.logpdf(x, s, loc, scale)
        w8 = np.log(w7)  # w5 = scipy.stats.lognorm.logpdf(x, s, loc, scale)
        # w5 = scipy.stats.lognorm.logpdf(x, s, loc, scale)
        w9 = (1.0 + w8 / (s * s)) / w7
        # w5 = scipy.stats.lognorm.logpdf(x, s, loc, scale)
        w10 = out_bar * (w9 / scale)
        # w5 = scipy.stats.lognorm.logpdf(x, s, loc, scale)
        x_bar = np.where(w6, -w10, 0.0)
        w11 = divide(1.0, s)  # w5 = scipy.stats.lognorm.logpdf(x, s, loc, scale)
        # w5 = scipy.stats.lognorm.logpdf(x, s, loc, scale)
        w12 = (w8 / s) ** 2 / s - w11
        # w5 = scipy.stats.lognorm.logpdf(x, s, loc, scale)
        w13 = out_bar * ((1.0 - w9 * w7) / scale)
        s_bar = float(np.sum(np.where(w6, out_bar * w12, 0.0)))
        loc_bar = float(np.sum(np.where(w6, w10, 0.0)))
        scale_bar = float(np.sum(np.where(w6, -w13, 0.0)))
        return x_bar, s_bar, loc_bar, scale_bar


def scipy_stats_lognorm_logpdf__tangent(x, s, loc, scale, x_dot, s_dot, loc_dot, scale_dot):
    """``scipy_stats_lognorm_logpdf_(x, s, loc, scale)`` and its tangent."""
    w5 = scipy.stats.lognorm.logpdf(x, s, loc, scale)  # L2
    w6 = np.isfinite(w5)
    with np.errstate(all="ignore"):  # partials may be infinite
        w7 = (x - loc) / scale
        w8 = np.log(w7)
        w9 = (1.0 + w8 / (s * s)) / w7
        w10 = w9 / scale
        w11 = divide(1.0, s)
        w12 = (w8 / s) ** 2 / s - w11
        w13 = np.where(w6, s_dot * w12, 0.0)
        w14 = np.where(w6, -(x_dot * w10), 0.0) + w13
        w15 = (1.0 - w9 * w7) / scale
        w16 = np.where(w6, -scale_dot * w15, 0.0)
        return w5, w14 + np.where(w6, loc_dot * w10, 0.0) + w16


# scipy.stats.lognorm.pdf: scipy.stats.lognorm.pdf(x, s, loc, scale)
# x: float64[x.0], s: float, loc: float, scale: float


def scipy_stats_lognorm_pdf__forward(x, s, loc, scale):
    """Forward sweep: ``scipy_stats_lognorm_pdf_(x, s, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w5 = scipy.stats.lognorm.pdf(x, s, loc, scale)  # L2
    return w5, (w5.copy(),)


def scipy_stats_lognorm_pdf__adjoint(x, s, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``s_bar``, ``loc_bar``, ``scale_bar`` from the adjoint
    of the result.
    """
    w5 = tape[0]
    # L2: return scipy.stats.lognorm.pdf(x, s, loc, scale)
    w6 = w5 > 0.0  # w5 = scipy.stats.lognorm.pdf(x, s, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w7 = (x - loc) / scale  # w5 = scipy.stats.lognorm.pdf(x, s, loc, scale)
        w8 = np.log(w7)  # w5 = scipy.stats.lognorm.pdf(x, s, loc, scale)
        w9 = (1.0 + w8 / (s * s)) / w7  # w5 = scipy.stats.lognorm.pdf(x, s, loc, scale)
        # w5 = scipy.stats.lognorm.pdf(x, s, loc, scale)
        w10 = out_bar * (w5 * (w9 / scale))
        w11 = divide(1.0, s)  # w5 = scipy.stats.lognorm.pdf(x, s, loc, scale)
        w12 = (w8 / s) ** 2 / s - w11  # w5 = scipy.stats.lognorm.pdf(x, s, loc, scale)
        # w5 = scipy.stats.lognorm.pdf(x, s, loc, scale)
        s_bar = np.sum(np.where(w6, out_bar * (w5 * w12), 0.0))
        # w5 = scipy.stats.lognorm.pdf(x, s, loc, scale)
        w13 = w5 * ((1.0 - w9 * w7) / scale)
        # w5 = scipy.stats.lognorm.pdf(x, s, loc, scale)
        scale_bar = np.sum(np.where(w6, -(out_bar * w13), 0.0))
        return np.where(w6, -w10, 0.0), float(s_bar), float(np.sum(np.where(w6, w10, 0.0))), float(scale_bar)


def scipy_stats_lognorm_pdf__tangent(x, s, loc, scale, x_dot, s_dot, loc_dot, scale_dot):
    """``scipy_stats_lognorm_pdf_(x, s, loc, scale)`` and its tangent."""
    w5 = scipy.stats.lognorm.pdf(x, s, loc, scale)  # L2
    w6 = w5 > 0.0
    with np.errstate(all="ignore"):  # partials may be infinite
        w7 = (x - loc) / scale
        w8 = np.log(w7)
        w9 = (1.0 + w8 / (s * s)) / w7
        w10 = w5 * (w9 / scale)
        w11 = divide(1.0, s)
        w12 = (w8 / s) ** 2 / s - w11
        w13 = np.where(w6, s_dot * (w5 * w12), 0.0)
        w14 = np.where(w6, -(x_dot * w10), 0.0) + w13
        w15 = w5 * ((1.0 - w9 * w7) / scale)
        w16 = np.where(w6, -scale_dot * w15, 0.0)
        return w5, w14 + np.where(w6, loc_dot * w10, 0.0) + w16


# scipy.stats.lognorm.cdf: scipy.stats.lognorm.cdf(x, 0.8, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_lognorm_cdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_lognorm_cdf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.lognorm.cdf(x, 0.8, loc, scale)  # L2
    return w4, ()


def scipy_stats_lognorm_cdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    # L2: return scipy.stats.lognorm.cdf(x, 0.8, loc, scale)
    # w4 = scipy.stats.lognorm.cdf(x, 0.8, loc, scale)
    x_bar = out_bar * scipy.stats.lognorm.pdf(x, 0.8, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.lognorm.cdf(x, 0.8, loc, scale)
        w5 = np.sum(x_bar * ((x - loc) / scale))
        return x_bar, float(-np.sum(x_bar)), float(-w5)


def scipy_stats_lognorm_cdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_lognorm_cdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.lognorm.cdf(x, 0.8, loc, scale)  # L2
    w5 = scipy.stats.lognorm.pdf(x, 0.8, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, x_dot * w5 - loc_dot * w5 - w6


# scipy.stats.lognorm.sf: scipy.stats.lognorm.sf(x, 0.8, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_lognorm_sf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_lognorm_sf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.lognorm.sf(x, 0.8, loc, scale)  # L2
    return w4, ()


def scipy_stats_lognorm_sf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    # L2: return scipy.stats.lognorm.sf(x, 0.8, loc, scale)
    # w4 = scipy.stats.lognorm.sf(x, 0.8, loc, scale)
    w5 = out_bar * scipy.stats.lognorm.pdf(x, 0.8, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.lognorm.sf(x, 0.8, loc, scale)
        scale_bar = np.sum(w5 * ((x - loc) / scale))
        return -w5, float(np.sum(w5)), float(scale_bar)


def scipy_stats_lognorm_sf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_lognorm_sf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.lognorm.sf(x, 0.8, loc, scale)  # L2
    w5 = scipy.stats.lognorm.pdf(x, 0.8, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, loc_dot * w5 - x_dot * w5 + w6


# scipy.stats.lognorm.logcdf: scipy.stats.lognorm.logcdf(x, 0.8, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_lognorm_logcdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_lognorm_logcdf_(x, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w4 = scipy.stats.lognorm.logcdf(x, 0.8, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_lognorm_logcdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    # L2: return scipy.stats.lognorm.logcdf(x, 0.8, loc, scale)
    # w4 = scipy.stats.lognorm.logcdf(x, 0.8, loc, scale)
    x_bar = out_bar * np.exp(scipy.stats.lognorm.logpdf(x, 0.8, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.lognorm.logcdf(x, 0.8, loc, scale)
        w5 = np.sum(x_bar * ((x - loc) / scale))
        return x_bar, float(-np.sum(x_bar)), float(-w5)


def scipy_stats_lognorm_logcdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_lognorm_logcdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.lognorm.logcdf(x, 0.8, loc, scale)  # L2
    w5 = np.exp(scipy.stats.lognorm.logpdf(x, 0.8, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, x_dot * w5 - loc_dot * w5 - w6


# scipy.stats.lognorm.logsf: scipy.stats.lognorm.logsf(x, 0.8, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_lognorm_logsf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_lognorm_logsf_(x, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w4 = scipy.stats.lognorm.logsf(x, 0.8, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_lognorm_logsf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    # L2: return scipy.stats.lognorm.logsf(x, 0.8, loc, scale)
    # w4 = scipy.stats.lognorm.logsf(x, 0.8, loc, scale)
    w5 = out_bar * np.exp(scipy.stats.lognorm.logpdf(x, 0.8, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.lognorm.logsf(x, 0.8, loc, scale)
        scale_bar = np.sum(w5 * ((x - loc) / scale))
        return -w5, float(np.sum(w5)), float(scale_bar)


def scipy_stats_lognorm_logsf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_lognorm_logsf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.lognorm.logsf(x, 0.8, loc, scale)  # L2
    w5 = np.exp(scipy.stats.lognorm.logpdf(x, 0.8, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, loc_dot * w5 - x_dot * w5 + w6


# scipy.stats.lognorm.ppf: scipy.stats.lognorm.ppf(x, 0.8, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_lognorm_ppf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_lognorm_ppf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.lognorm.ppf(x, 0.8, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_lognorm_ppf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.lognorm.ppf(x, 0.8, loc, scale)
        # w4 = scipy.stats.lognorm.ppf(x, 0.8, loc, scale)
        scale_bar = np.sum(out_bar * ((w4 - loc) / scale))
        return out_bar / scipy.stats.lognorm.pdf(w4, 0.8, loc, scale), float(np.sum(out_bar)), float(scale_bar)


def scipy_stats_lognorm_ppf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_lognorm_ppf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.lognorm.ppf(x, 0.8, loc, scale)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = scale_dot * ((w4 - loc) / scale)
        return w4, x_dot / scipy.stats.lognorm.pdf(w4, 0.8, loc, scale) + loc_dot + w5


# scipy.stats.lognorm.isf: scipy.stats.lognorm.isf(x, 0.8, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_lognorm_isf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_lognorm_isf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.lognorm.isf(x, 0.8, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_lognorm_isf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.lognorm.isf(x, 0.8, loc, scale)
        # w4 = scipy.stats.lognorm.isf(x, 0.8, loc, scale)
        scale_bar = np.sum(out_bar * ((w4 - loc) / scale))
        return -(out_bar / scipy.stats.lognorm.pdf(w4, 0.8, loc, scale)), float(np.sum(out_bar)), float(scale_bar)


def scipy_stats_lognorm_isf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_lognorm_isf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.lognorm.isf(x, 0.8, loc, scale)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = scale_dot * ((w4 - loc) / scale)
        return w4, loc_dot - x_dot / scipy.stats.lognorm.pdf(w4, 0.8, loc, scale) + w5


# scipy.stats.uniform.logpdf: scipy.stats.uniform.logpdf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_uniform_logpdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_uniform_logpdf_(x, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w4 = scipy.stats.uniform.logpdf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_uniform_logpdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    # L2: return scipy.stats.uniform.logpdf(x, loc, scale)
    w5 = -divide(1.0, scale) * out_bar  # w4 = scipy.stats.uniform.logpdf(x, loc, scale)
    return np.zeros_like(x), 0.0, float(np.sum(np.where(np.isfinite(w4), w5, 0.0)))


def scipy_stats_uniform_logpdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_uniform_logpdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.uniform.logpdf(x, loc, scale)  # L2
    w5 = -(scale_dot * divide(1.0, scale))
    return w4, np.where(np.isfinite(w4), w5, 0.0)


# scipy.stats.uniform.pdf: scipy.stats.uniform.pdf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_uniform_pdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_uniform_pdf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.uniform.pdf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_uniform_pdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    # L2: return scipy.stats.uniform.pdf(x, loc, scale)
    # w4 = scipy.stats.uniform.pdf(x, loc, scale)
    w5 = -(out_bar * (w4 * divide(1.0, scale)))
    return np.zeros_like(x), 0.0, float(np.sum(np.where(w4 > 0.0, w5, 0.0)))


def scipy_stats_uniform_pdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_uniform_pdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.uniform.pdf(x, loc, scale)  # L2
    w5 = -scale_dot * (w4 * divide(1.0, scale))
    return w4, np.where(w4 > 0.0, w5, 0.0)


# scipy.stats.uniform.cdf: scipy.stats.uniform.cdf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_uniform_cdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_uniform_cdf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.uniform.cdf(x, loc, scale)  # L2
    return w4, ()


def scipy_stats_uniform_cdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    # L2: return scipy.stats.uniform.cdf(x, loc, scale)
    # w4 = scipy.stats.uniform.cdf(x, loc, scale)
    x_bar = out_bar * scipy.stats.uniform.pdf(x, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.uniform.cdf(x, loc, scale)
        w5 = np.sum(x_bar * ((x - loc) / scale))
        return x_bar, float(-np.sum(x_bar)), float(-w5)


def scipy_stats_uniform_cdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_uniform_cdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.uniform.cdf(x, loc, scale)  # L2
    w5 = scipy.stats.uniform.pdf(x, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, x_dot * w5 - loc_dot * w5 - w6


# scipy.stats.uniform.sf: scipy.stats.uniform.sf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_uniform_sf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_uniform_sf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.uniform.sf(x, loc, scale)  # L2
    return w4, ()


def scipy_stats_uniform_sf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    # L2: return scipy.stats.uniform.sf(x, loc, scale)
    # w4 = scipy.stats.uniform.sf(x, loc, scale)
    w5 = out_bar * scipy.stats.uniform.pdf(x, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.uniform.sf(x, loc, scale)
        scale_bar = np.sum(w5 * ((x - loc) / scale))
        return -w5, float(np.sum(w5)), float(scale_bar)


def scipy_stats_uniform_sf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_uniform_sf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.uniform.sf(x, loc, scale)  # L2
    w5 = scipy.stats.uniform.pdf(x, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, loc_dot * w5 - x_dot * w5 + w6


# scipy.stats.uniform.logcdf: scipy.stats.uniform.logcdf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_uniform_logcdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_uniform_logcdf_(x, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w4 = scipy.stats.uniform.logcdf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_uniform_logcdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    # L2: return scipy.stats.uniform.logcdf(x, loc, scale)
    # w4 = scipy.stats.uniform.logcdf(x, loc, scale)
    x_bar = out_bar * np.exp(scipy.stats.uniform.logpdf(x, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.uniform.logcdf(x, loc, scale)
        w5 = np.sum(x_bar * ((x - loc) / scale))
        return x_bar, float(-np.sum(x_bar)), float(-w5)


def scipy_stats_uniform_logcdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_uniform_logcdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.uniform.logcdf(x, loc, scale)  # L2
    w5 = np.exp(scipy.stats.uniform.logpdf(x, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, x_dot * w5 - loc_dot * w5 - w6


# scipy.stats.uniform.logsf: scipy.stats.uniform.logsf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_uniform_logsf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_uniform_logsf_(x, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w4 = scipy.stats.uniform.logsf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_uniform_logsf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    # L2: return scipy.stats.uniform.logsf(x, loc, scale)
    # w4 = scipy.stats.uniform.logsf(x, loc, scale)
    w5 = out_bar * np.exp(scipy.stats.uniform.logpdf(x, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.uniform.logsf(x, loc, scale)
        scale_bar = np.sum(w5 * ((x - loc) / scale))
        return -w5, float(np.sum(w5)), float(scale_bar)


def scipy_stats_uniform_logsf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_uniform_logsf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.uniform.logsf(x, loc, scale)  # L2
    w5 = np.exp(scipy.stats.uniform.logpdf(x, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, loc_dot * w5 - x_dot * w5 + w6


# scipy.stats.uniform.ppf: scipy.stats.uniform.ppf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_uniform_ppf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_uniform_ppf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.uniform.ppf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_uniform_ppf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.uniform.ppf(x, loc, scale)
        # w4 = scipy.stats.uniform.ppf(x, loc, scale)
        scale_bar = np.sum(out_bar * ((w4 - loc) / scale))
        return out_bar / scipy.stats.uniform.pdf(w4, loc, scale), float(np.sum(out_bar)), float(scale_bar)


def scipy_stats_uniform_ppf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_uniform_ppf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.uniform.ppf(x, loc, scale)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = scale_dot * ((w4 - loc) / scale)
        return w4, x_dot / scipy.stats.uniform.pdf(w4, loc, scale) + loc_dot + w5


# scipy.stats.uniform.isf: scipy.stats.uniform.isf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_uniform_isf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_uniform_isf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.uniform.isf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_uniform_isf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.uniform.isf(x, loc, scale)
        # w4 = scipy.stats.uniform.isf(x, loc, scale)
        scale_bar = np.sum(out_bar * ((w4 - loc) / scale))
        return -(out_bar / scipy.stats.uniform.pdf(w4, loc, scale)), float(np.sum(out_bar)), float(scale_bar)


def scipy_stats_uniform_isf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_uniform_isf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.uniform.isf(x, loc, scale)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = scale_dot * ((w4 - loc) / scale)
        return w4, loc_dot - x_dot / scipy.stats.uniform.pdf(w4, loc, scale) + w5


# scipy.stats.pareto.logpdf: scipy.stats.pareto.logpdf(x, b, loc, scale)
# x: float64[x.0], b: float, loc: float, scale: float


def scipy_stats_pareto_logpdf__forward(x, b, loc, scale):
    """Forward sweep: ``scipy_stats_pareto_logpdf_(x, b, loc, scale)``, and the tape
    for the adjoint sweep.
    """
    w5 = scipy.stats.pareto.logpdf(x, b, loc, scale)  # L2
    return w5, (w5.copy(),)


def scipy_stats_pareto_logpdf__adjoint(x, b, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``b_bar``, ``loc_bar``, ``scale_bar`` from the adjoint
    of the result.
    """
    w5 = tape[0]
    # L2: return scipy.stats.pareto.logpdf(x, b, loc, scale)
    w6 = np.isfinite(w5)  # w5 = scipy.stats.pareto.logpdf(x, b, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w7 = (x - loc) / scale  # w5 = scipy.stats.pareto.logpdf(x, b, loc, scale)
        w8 = (b + 1.0) / w7  # w5 = scipy.stats.pareto.logpdf(x, b, loc, scale)
        w9 = out_bar * (w8 / scale)  # w5 = scipy.stats.pareto.logpdf(x, b, loc, scale)
        # w5 = scipy.stats.pareto.logpdf(x, b, loc, scale)
        x_bar = np.where(w6, -w9, 0.0)
        # w5 = scipy.stats.pareto.logpdf(x, b, loc, scale)
        w10 = out_bar * (divide(1.0, b) - np.log(w7))
        # w5 = scipy.stats.pareto.logpdf(x, b, loc, scale)
        w11 = out_bar * ((1.0 - w8 * w7) / scale)
        b_bar = float(np.sum(np.where(w6, w10, 0.0)))
        loc_bar = float(np.sum(np.where(w6, w9, 0.0)))
        scale_bar = float(np.sum(np.where(w6, -w11, 0.0)))
        return x_bar, b_bar, loc_bar, scale_bar


def scipy_stats_pareto_logpdf__tangent(x, b, loc, scale, x_dot, b_dot, loc_dot, scale_dot):
    """``scipy_stats_pareto_logpdf_(x, b, loc, scale)`` and its tangent."""
    w5 = scipy.stats.pareto.logpdf(x, b, loc, scale)  # L2
    w6 = np.isfinite(w5)
    with np.errstate(all="ignore"):  # partials may be infinite
        w7 = (x - loc) / scale
        w8 = (b + 1.0) / w7
        w9 = w8 / scale
        w10 = b_dot * (divide(1.0, b) - np.log(w7))
        w11 = np.where(w6, w10, 0.0)
        w12 = np.where(w6, -(x_dot * w9), 0.0) + w11
        w13 = (1.0 - w8 * w7) / scale
        w14 = np.where(w6, -scale_dot * w13, 0.0)
        return w5, w12 + np.where(w6, loc_dot * w9, 0.0) + w14


# scipy.stats.pareto.pdf: scipy.stats.pareto.pdf(x, b, loc, scale)
# x: float64[x.0], b: float, loc: float, scale: float


def scipy_stats_pareto_pdf__forward(x, b, loc, scale):
    """Forward sweep: ``scipy_stats_pareto_pdf_(x, b, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w5 = scipy.stats.pareto.pdf(x, b, loc, scale)  # L2
    return w5, (w5.copy(),)


def scipy_stats_pareto_pdf__adjoint(x, b, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``b_bar``, ``loc_bar``, ``scale_bar`` from the adjoint
    of the result.
    """
    w5 = tape[0]
    # L2: return scipy.stats.pareto.pdf(x, b, loc, scale)
    w6 = w5 > 0.0  # w5 = scipy.stats.pareto.pdf(x, b, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w7 = (x - loc) / scale  # w5 = scipy.stats.pareto.pdf(x, b, loc, scale)
        w8 = (b + 1.0) / w7  # w5 = scipy.stats.pareto.pdf(x, b, loc, scale)
        # w5 = scipy.stats.pareto.pdf(x, b, loc, scale)
        w9 = out_bar * (w5 * (w8 / scale))
        x_bar = np.where(w6, -w9, 0.0)  # w5 = scipy.stats.pareto.pdf(x, b, loc, scale)
        # w5 = scipy.stats.pareto.pdf(x, b, loc, scale)
        w10 = w5 * (divide(1.0, b) - np.log(w7))
        # w5 = scipy.stats.pareto.pdf(x, b, loc, scale)
        w11 = w5 * ((1.0 - w8 * w7) / scale)
        # w5 = scipy.stats.pareto.pdf(x, b, loc, scale)
        scale_bar = np.sum(np.where(w6, -(out_bar * w11), 0.0))
        b_bar = float(np.sum(np.where(w6, out_bar * w10, 0.0)))
        loc_bar = float(np.sum(np.where(w6, w9, 0.0)))
        scale_bar = float(scale_bar)
        return x_bar, b_bar, loc_bar, scale_bar


def scipy_stats_pareto_pdf__tangent(x, b, loc, scale, x_dot, b_dot, loc_dot, scale_dot):
    """``scipy_stats_pareto_pdf_(x, b, loc, scale)`` and its tangent."""
    w5 = scipy.stats.pareto.pdf(x, b, loc, scale)  # L2
    w6 = w5 > 0.0
    with np.errstate(all="ignore"):  # partials may be infinite
        w7 = (x - loc) / scale
        w8 = (b + 1.0) / w7
        w9 = w5 * (w8 / scale)
        w10 = w5 * (divide(1.0, b) - np.log(w7))
        w11 = np.where(w6, b_dot * w10, 0.0)
        w12 = np.where(w6, -(x_dot * w9), 0.0) + w11
        w13 = w5 * ((1.0 - w8 * w7) / scale)
        w14 = np.where(w6, -scale_dot * w13, 0.0)
        return w5, w12 + np.where(w6, loc_dot * w9, 0.0) + w14


# scipy.stats.pareto.cdf: scipy.stats.pareto.cdf(x, 2.2, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_pareto_cdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_pareto_cdf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.pareto.cdf(x, 2.2, loc, scale)  # L2
    return w4, ()


def scipy_stats_pareto_cdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    # L2: return scipy.stats.pareto.cdf(x, 2.2, loc, scale)
    # w4 = scipy.stats.pareto.cdf(x, 2.2, loc, scale)
    x_bar = out_bar * scipy.stats.pareto.pdf(x, 2.2, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.pareto.cdf(x, 2.2, loc, scale)
        w5 = np.sum(x_bar * ((x - loc) / scale))
        return x_bar, float(-np.sum(x_bar)), float(-w5)


def scipy_stats_pareto_cdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_pareto_cdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.pareto.cdf(x, 2.2, loc, scale)  # L2
    w5 = scipy.stats.pareto.pdf(x, 2.2, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, x_dot * w5 - loc_dot * w5 - w6


# scipy.stats.pareto.sf: scipy.stats.pareto.sf(x, 2.2, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_pareto_sf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_pareto_sf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.pareto.sf(x, 2.2, loc, scale)  # L2
    return w4, ()


def scipy_stats_pareto_sf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    # L2: return scipy.stats.pareto.sf(x, 2.2, loc, scale)
    # w4 = scipy.stats.pareto.sf(x, 2.2, loc, scale)
    w5 = out_bar * scipy.stats.pareto.pdf(x, 2.2, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.pareto.sf(x, 2.2, loc, scale)
        scale_bar = np.sum(w5 * ((x - loc) / scale))
        return -w5, float(np.sum(w5)), float(scale_bar)


def scipy_stats_pareto_sf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_pareto_sf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.pareto.sf(x, 2.2, loc, scale)  # L2
    w5 = scipy.stats.pareto.pdf(x, 2.2, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, loc_dot * w5 - x_dot * w5 + w6


# scipy.stats.pareto.logcdf: scipy.stats.pareto.logcdf(x, 2.2, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_pareto_logcdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_pareto_logcdf_(x, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w4 = scipy.stats.pareto.logcdf(x, 2.2, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_pareto_logcdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    # L2: return scipy.stats.pareto.logcdf(x, 2.2, loc, scale)
    # w4 = scipy.stats.pareto.logcdf(x, 2.2, loc, scale)
    x_bar = out_bar * np.exp(scipy.stats.pareto.logpdf(x, 2.2, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.pareto.logcdf(x, 2.2, loc, scale)
        w5 = np.sum(x_bar * ((x - loc) / scale))
        return x_bar, float(-np.sum(x_bar)), float(-w5)


def scipy_stats_pareto_logcdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_pareto_logcdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.pareto.logcdf(x, 2.2, loc, scale)  # L2
    w5 = np.exp(scipy.stats.pareto.logpdf(x, 2.2, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, x_dot * w5 - loc_dot * w5 - w6


# scipy.stats.pareto.logsf: scipy.stats.pareto.logsf(x, 2.2, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_pareto_logsf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_pareto_logsf_(x, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w4 = scipy.stats.pareto.logsf(x, 2.2, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_pareto_logsf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    # L2: return scipy.stats.pareto.logsf(x, 2.2, loc, scale)
    # w4 = scipy.stats.pareto.logsf(x, 2.2, loc, scale)
    w5 = out_bar * np.exp(scipy.stats.pareto.logpdf(x, 2.2, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.pareto.logsf(x, 2.2, loc, scale)
        scale_bar = np.sum(w5 * ((x - loc) / scale))
        return -w5, float(np.sum(w5)), float(scale_bar)


def scipy_stats_pareto_logsf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_pareto_logsf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.pareto.logsf(x, 2.2, loc, scale)  # L2
    w5 = np.exp(scipy.stats.pareto.logpdf(x, 2.2, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, loc_dot * w5 - x_dot * w5 + w6


# scipy.stats.pareto.ppf: scipy.stats.pareto.ppf(x, 2.2, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_pareto_ppf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_pareto_ppf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.pareto.ppf(x, 2.2, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_pareto_ppf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.pareto.ppf(x, 2.2, loc, scale)
        # w4 = scipy.stats.pareto.ppf(x, 2.2, loc, scale)
        scale_bar = np.sum(out_bar * ((w4 - loc) / scale))
        return out_bar / scipy.stats.pareto.pdf(w4, 2.2, loc, scale), float(np.sum(out_bar)), float(scale_bar)


def scipy_stats_pareto_ppf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_pareto_ppf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.pareto.ppf(x, 2.2, loc, scale)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = scale_dot * ((w4 - loc) / scale)
        return w4, x_dot / scipy.stats.pareto.pdf(w4, 2.2, loc, scale) + loc_dot + w5


# scipy.stats.pareto.isf: scipy.stats.pareto.isf(x, 2.2, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_pareto_isf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_pareto_isf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.pareto.isf(x, 2.2, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_pareto_isf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.pareto.isf(x, 2.2, loc, scale)
        # w4 = scipy.stats.pareto.isf(x, 2.2, loc, scale)
        scale_bar = np.sum(out_bar * ((w4 - loc) / scale))
        return -(out_bar / scipy.stats.pareto.pdf(w4, 2.2, loc, scale)), float(np.sum(out_bar)), float(scale_bar)


def scipy_stats_pareto_isf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_pareto_isf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.pareto.isf(x, 2.2, loc, scale)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = scale_dot * ((w4 - loc) / scale)
        return w4, loc_dot - x_dot / scipy.stats.pareto.pdf(w4, 2.2, loc, scale) + w5


# scipy.stats.gumbel_r.logpdf: scipy.stats.gumbel_r.logpdf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_gumbel_r_logpdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_gumbel_r_logpdf_(x, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w4 = scipy.stats.gumbel_r.logpdf(x, loc, scale)  # L2
    return w4, ()


def scipy_stats_gumbel_r_logpdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.gumbel_r.logpdf(x, loc, scale)
        w5 = (x - loc) / scale  # w4 = scipy.stats.gumbel_r.logpdf(x, loc, scale)
        w6 = np.exp(-w5) - 1.0  # w4 = scipy.stats.gumbel_r.logpdf(x, loc, scale)
        # w4 = scipy.stats.gumbel_r.logpdf(x, loc, scale)
        x_bar = out_bar * (w6 / scale)
        # w4 = scipy.stats.gumbel_r.logpdf(x, loc, scale)
        w7 = out_bar * ((w6 * w5 + 1.0) / scale)
        return x_bar, float(-np.sum(x_bar)), float(-np.sum(w7))


def scipy_stats_gumbel_r_logpdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_gumbel_r_logpdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.gumbel_r.logpdf(x, loc, scale)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = (x - loc) / scale
        w6 = np.exp(-w5) - 1.0
        w7 = w6 / scale
        w8 = scale_dot * ((w6 * w5 + 1.0) / scale)
        return w4, x_dot * w7 - loc_dot * w7 - w8


# scipy.stats.gumbel_r.pdf: scipy.stats.gumbel_r.pdf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_gumbel_r_pdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_gumbel_r_pdf_(x, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w4 = scipy.stats.gumbel_r.pdf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_gumbel_r_pdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.gumbel_r.pdf(x, loc, scale)
        w5 = (x - loc) / scale  # w4 = scipy.stats.gumbel_r.pdf(x, loc, scale)
        w6 = np.exp(-w5) - 1.0  # w4 = scipy.stats.gumbel_r.pdf(x, loc, scale)
        # w4 = scipy.stats.gumbel_r.pdf(x, loc, scale)
        x_bar = out_bar * (w4 * (w6 / scale))
        # w4 = scipy.stats.gumbel_r.pdf(x, loc, scale)
        w7 = w4 * ((w6 * w5 + 1.0) / scale)
        return x_bar, float(-np.sum(x_bar)), float(-np.sum(out_bar * w7))


def scipy_stats_gumbel_r_pdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_gumbel_r_pdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.gumbel_r.pdf(x, loc, scale)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = (x - loc) / scale
        w6 = np.exp(-w5) - 1.0
        w7 = w4 * (w6 / scale)
        w8 = w4 * ((w6 * w5 + 1.0) / scale)
        w9 = scale_dot * w8
        return w4, x_dot * w7 - loc_dot * w7 - w9


# scipy.stats.gumbel_r.cdf: scipy.stats.gumbel_r.cdf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_gumbel_r_cdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_gumbel_r_cdf_(x, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w4 = scipy.stats.gumbel_r.cdf(x, loc, scale)  # L2
    return w4, ()


def scipy_stats_gumbel_r_cdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    # L2: return scipy.stats.gumbel_r.cdf(x, loc, scale)
    # w4 = scipy.stats.gumbel_r.cdf(x, loc, scale)
    x_bar = out_bar * scipy.stats.gumbel_r.pdf(x, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.gumbel_r.cdf(x, loc, scale)
        w5 = np.sum(x_bar * ((x - loc) / scale))
        return x_bar, float(-np.sum(x_bar)), float(-w5)


def scipy_stats_gumbel_r_cdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_gumbel_r_cdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.gumbel_r.cdf(x, loc, scale)  # L2
    w5 = scipy.stats.gumbel_r.pdf(x, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, x_dot * w5 - loc_dot * w5 - w6


# scipy.stats.gumbel_r.sf: scipy.stats.gumbel_r.sf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_gumbel_r_sf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_gumbel_r_sf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.gumbel_r.sf(x, loc, scale)  # L2
    return w4, ()


def scipy_stats_gumbel_r_sf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    # L2: return scipy.stats.gumbel_r.sf(x, loc, scale)
    # w4 = scipy.stats.gumbel_r.sf(x, loc, scale)
    w5 = out_bar * scipy.stats.gumbel_r.pdf(x, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.gumbel_r.sf(x, loc, scale)
        scale_bar = np.sum(w5 * ((x - loc) / scale))
        return -w5, float(np.sum(w5)), float(scale_bar)


def scipy_stats_gumbel_r_sf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_gumbel_r_sf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.gumbel_r.sf(x, loc, scale)  # L2
    w5 = scipy.stats.gumbel_r.pdf(x, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, loc_dot * w5 - x_dot * w5 + w6


# scipy.stats.gumbel_r.logcdf: scipy.stats.gumbel_r.logcdf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_gumbel_r_logcdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_gumbel_r_logcdf_(x, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w4 = scipy.stats.gumbel_r.logcdf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_gumbel_r_logcdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    # L2: return scipy.stats.gumbel_r.logcdf(x, loc, scale)
    # w4 = scipy.stats.gumbel_r.logcdf(x, loc, scale)
    x_bar = out_bar * np.exp(scipy.stats.gumbel_r.logpdf(x, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.gumbel_r.logcdf(x, loc, scale)
        w5 = np.sum(x_bar * ((x - loc) / scale))
        return x_bar, float(-np.sum(x_bar)), float(-w5)


def scipy_stats_gumbel_r_logcdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_gumbel_r_logcdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.gumbel_r.logcdf(x, loc, scale)  # L2
    w5 = np.exp(scipy.stats.gumbel_r.logpdf(x, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, x_dot * w5 - loc_dot * w5 - w6


# scipy.stats.gumbel_r.logsf: scipy.stats.gumbel_r.logsf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_gumbel_r_logsf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_gumbel_r_logsf_(x, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w4 = scipy.stats.gumbel_r.logsf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_gumbel_r_logsf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    # L2: return scipy.stats.gumbel_r.logsf(x, loc, scale)
    # w4 = scipy.stats.gumbel_r.logsf(x, loc, scale)
    w5 = out_bar * np.exp(scipy.stats.gumbel_r.logpdf(x, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.gumbel_r.logsf(x, loc, scale)
        scale_bar = np.sum(w5 * ((x - loc) / scale))
        return -w5, float(np.sum(w5)), float(scale_bar)


def scipy_stats_gumbel_r_logsf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_gumbel_r_logsf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.gumbel_r.logsf(x, loc, scale)  # L2
    w5 = np.exp(scipy.stats.gumbel_r.logpdf(x, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, loc_dot * w5 - x_dot * w5 + w6


# scipy.stats.gumbel_r.ppf: scipy.stats.gumbel_r.ppf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_gumbel_r_ppf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_gumbel_r_ppf_(x, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w4 = scipy.stats.gumbel_r.ppf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_gumbel_r_ppf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.gumbel_r.ppf(x, loc, scale)
        # w4 = scipy.stats.gumbel_r.ppf(x, loc, scale)
        scale_bar = np.sum(out_bar * ((w4 - loc) / scale))
        return out_bar / scipy.stats.gumbel_r.pdf(w4, loc, scale), float(np.sum(out_bar)), float(scale_bar)


def scipy_stats_gumbel_r_ppf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_gumbel_r_ppf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.gumbel_r.ppf(x, loc, scale)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = scale_dot * ((w4 - loc) / scale)
        return w4, x_dot / scipy.stats.gumbel_r.pdf(w4, loc, scale) + loc_dot + w5


# scipy.stats.gumbel_r.isf: scipy.stats.gumbel_r.isf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_gumbel_r_isf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_gumbel_r_isf_(x, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w4 = scipy.stats.gumbel_r.isf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_gumbel_r_isf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.gumbel_r.isf(x, loc, scale)
        # w4 = scipy.stats.gumbel_r.isf(x, loc, scale)
        scale_bar = np.sum(out_bar * ((w4 - loc) / scale))
        return -(out_bar / scipy.stats.gumbel_r.pdf(w4, loc, scale)), float(np.sum(out_bar)), float(scale_bar)


def scipy_stats_gumbel_r_isf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_gumbel_r_isf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.gumbel_r.isf(x, loc, scale)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = scale_dot * ((w4 - loc) / scale)
        return w4, loc_dot - x_dot / scipy.stats.gumbel_r.pdf(w4, loc, scale) + w5


# scipy.stats.gumbel_l.logpdf: scipy.stats.gumbel_l.logpdf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_gumbel_l_logpdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_gumbel_l_logpdf_(x, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w4 = scipy.stats.gumbel_l.logpdf(x, loc, scale)  # L2
    return w4, ()


def scipy_stats_gumbel_l_logpdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.gumbel_l.logpdf(x, loc, scale)
        w5 = (x - loc) / scale  # w4 = scipy.stats.gumbel_l.logpdf(x, loc, scale)
        w6 = 1.0 - np.exp(w5)  # w4 = scipy.stats.gumbel_l.logpdf(x, loc, scale)
        # w4 = scipy.stats.gumbel_l.logpdf(x, loc, scale)
        x_bar = out_bar * (w6 / scale)
        # w4 = scipy.stats.gumbel_l.logpdf(x, loc, scale)
        w7 = out_bar * ((w6 * w5 + 1.0) / scale)
        return x_bar, float(-np.sum(x_bar)), float(-np.sum(w7))


def scipy_stats_gumbel_l_logpdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_gumbel_l_logpdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.gumbel_l.logpdf(x, loc, scale)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = (x - loc) / scale
        w6 = 1.0 - np.exp(w5)
        w7 = w6 / scale
        w8 = scale_dot * ((w6 * w5 + 1.0) / scale)
        return w4, x_dot * w7 - loc_dot * w7 - w8


# scipy.stats.gumbel_l.pdf: scipy.stats.gumbel_l.pdf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_gumbel_l_pdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_gumbel_l_pdf_(x, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w4 = scipy.stats.gumbel_l.pdf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_gumbel_l_pdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.gumbel_l.pdf(x, loc, scale)
        w5 = (x - loc) / scale  # w4 = scipy.stats.gumbel_l.pdf(x, loc, scale)
        w6 = 1.0 - np.exp(w5)  # w4 = scipy.stats.gumbel_l.pdf(x, loc, scale)
        # w4 = scipy.stats.gumbel_l.pdf(x, loc, scale)
        x_bar = out_bar * (w4 * (w6 / scale))
        # w4 = scipy.stats.gumbel_l.pdf(x, loc, scale)
        w7 = w4 * ((w6 * w5 + 1.0) / scale)
        return x_bar, float(-np.sum(x_bar)), float(-np.sum(out_bar * w7))


def scipy_stats_gumbel_l_pdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_gumbel_l_pdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.gumbel_l.pdf(x, loc, scale)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = (x - loc) / scale
        w6 = 1.0 - np.exp(w5)
        w7 = w4 * (w6 / scale)
        w8 = w4 * ((w6 * w5 + 1.0) / scale)
        w9 = scale_dot * w8
        return w4, x_dot * w7 - loc_dot * w7 - w9


# scipy.stats.gumbel_l.cdf: scipy.stats.gumbel_l.cdf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_gumbel_l_cdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_gumbel_l_cdf_(x, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w4 = scipy.stats.gumbel_l.cdf(x, loc, scale)  # L2
    return w4, ()


def scipy_stats_gumbel_l_cdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    # L2: return scipy.stats.gumbel_l.cdf(x, loc, scale)
    # w4 = scipy.stats.gumbel_l.cdf(x, loc, scale)
    x_bar = out_bar * scipy.stats.gumbel_l.pdf(x, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.gumbel_l.cdf(x, loc, scale)
        w5 = np.sum(x_bar * ((x - loc) / scale))
        return x_bar, float(-np.sum(x_bar)), float(-w5)


def scipy_stats_gumbel_l_cdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_gumbel_l_cdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.gumbel_l.cdf(x, loc, scale)  # L2
    w5 = scipy.stats.gumbel_l.pdf(x, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, x_dot * w5 - loc_dot * w5 - w6


# scipy.stats.gumbel_l.sf: scipy.stats.gumbel_l.sf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_gumbel_l_sf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_gumbel_l_sf_(x, loc, scale)``, and the tape for the
    adjoint sweep.
    """
    w4 = scipy.stats.gumbel_l.sf(x, loc, scale)  # L2
    return w4, ()


def scipy_stats_gumbel_l_sf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    # L2: return scipy.stats.gumbel_l.sf(x, loc, scale)
    # w4 = scipy.stats.gumbel_l.sf(x, loc, scale)
    w5 = out_bar * scipy.stats.gumbel_l.pdf(x, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.gumbel_l.sf(x, loc, scale)
        scale_bar = np.sum(w5 * ((x - loc) / scale))
        return -w5, float(np.sum(w5)), float(scale_bar)


def scipy_stats_gumbel_l_sf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_gumbel_l_sf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.gumbel_l.sf(x, loc, scale)  # L2
    w5 = scipy.stats.gumbel_l.pdf(x, loc, scale)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, loc_dot * w5 - x_dot * w5 + w6


# scipy.stats.gumbel_l.logcdf: scipy.stats.gumbel_l.logcdf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_gumbel_l_logcdf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_gumbel_l_logcdf_(x, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w4 = scipy.stats.gumbel_l.logcdf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_gumbel_l_logcdf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    # L2: return scipy.stats.gumbel_l.logcdf(x, loc, scale)
    # w4 = scipy.stats.gumbel_l.logcdf(x, loc, scale)
    x_bar = out_bar * np.exp(scipy.stats.gumbel_l.logpdf(x, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.gumbel_l.logcdf(x, loc, scale)
        w5 = np.sum(x_bar * ((x - loc) / scale))
        return x_bar, float(-np.sum(x_bar)), float(-w5)


def scipy_stats_gumbel_l_logcdf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_gumbel_l_logcdf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.gumbel_l.logcdf(x, loc, scale)  # L2
    w5 = np.exp(scipy.stats.gumbel_l.logpdf(x, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, x_dot * w5 - loc_dot * w5 - w6


# scipy.stats.gumbel_l.logsf: scipy.stats.gumbel_l.logsf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_gumbel_l_logsf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_gumbel_l_logsf_(x, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w4 = scipy.stats.gumbel_l.logsf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_gumbel_l_logsf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    # L2: return scipy.stats.gumbel_l.logsf(x, loc, scale)
    # w4 = scipy.stats.gumbel_l.logsf(x, loc, scale)
    w5 = out_bar * np.exp(scipy.stats.gumbel_l.logpdf(x, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.gumbel_l.logsf(x, loc, scale)
        scale_bar = np.sum(w5 * ((x - loc) / scale))
        return -w5, float(np.sum(w5)), float(scale_bar)


def scipy_stats_gumbel_l_logsf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_gumbel_l_logsf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.gumbel_l.logsf(x, loc, scale)  # L2
    w5 = np.exp(scipy.stats.gumbel_l.logpdf(x, loc, scale) - w4)
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = scale_dot * w5 * ((x - loc) / scale)
        return w4, loc_dot * w5 - x_dot * w5 + w6


# scipy.stats.gumbel_l.ppf: scipy.stats.gumbel_l.ppf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_gumbel_l_ppf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_gumbel_l_ppf_(x, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w4 = scipy.stats.gumbel_l.ppf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_gumbel_l_ppf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.gumbel_l.ppf(x, loc, scale)
        # w4 = scipy.stats.gumbel_l.ppf(x, loc, scale)
        scale_bar = np.sum(out_bar * ((w4 - loc) / scale))
        return out_bar / scipy.stats.gumbel_l.pdf(w4, loc, scale), float(np.sum(out_bar)), float(scale_bar)


def scipy_stats_gumbel_l_ppf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_gumbel_l_ppf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.gumbel_l.ppf(x, loc, scale)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = scale_dot * ((w4 - loc) / scale)
        return w4, x_dot / scipy.stats.gumbel_l.pdf(w4, loc, scale) + loc_dot + w5


# scipy.stats.gumbel_l.isf: scipy.stats.gumbel_l.isf(x, loc, scale)
# x: float64[x.0], loc: float, scale: float


def scipy_stats_gumbel_l_isf__forward(x, loc, scale):
    """Forward sweep: ``scipy_stats_gumbel_l_isf_(x, loc, scale)``, and the tape for
    the adjoint sweep.
    """
    w4 = scipy.stats.gumbel_l.isf(x, loc, scale)  # L2
    return w4, (w4.copy(),)


def scipy_stats_gumbel_l_isf__adjoint(x, loc, scale, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``loc_bar``, ``scale_bar`` from the adjoint of the
    result.
    """
    w4 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.gumbel_l.isf(x, loc, scale)
        # w4 = scipy.stats.gumbel_l.isf(x, loc, scale)
        scale_bar = np.sum(out_bar * ((w4 - loc) / scale))
        return -(out_bar / scipy.stats.gumbel_l.pdf(w4, loc, scale)), float(np.sum(out_bar)), float(scale_bar)


def scipy_stats_gumbel_l_isf__tangent(x, loc, scale, x_dot, loc_dot, scale_dot):
    """``scipy_stats_gumbel_l_isf_(x, loc, scale)`` and its tangent."""
    w4 = scipy.stats.gumbel_l.isf(x, loc, scale)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = scale_dot * ((w4 - loc) / scale)
        return w4, loc_dot - x_dot / scipy.stats.gumbel_l.pdf(w4, loc, scale) + w5


# scipy.stats.poisson.logpmf: scipy.stats.poisson.logpmf(np.array([0, 1, 4]), x)
# x: float64[x.0]


def scipy_stats_poisson_logpmf__forward(x):
    """Forward sweep: ``scipy_stats_poisson_logpmf_(x)``, and the tape for the adjoint
    sweep.
    """
    w2 = np.array([0, 1, 4])  # L2
    w3 = scipy.stats.poisson.logpmf(w2, x)  # L2
    return w3, (w3.copy(), w2)


def scipy_stats_poisson_logpmf__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w3, w2 = tape
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.poisson.logpmf(np.array([0, 1, 4]), x)
        w4 = out_bar * (w2 / x - 1.0)  # w3 = scipy.stats.poisson.logpmf(w2, x)
        return np.where(np.isfinite(w3), w4, 0.0)


def scipy_stats_poisson_logpmf__tangent(x, x_dot):
    """``scipy_stats_poisson_logpmf_(x)`` and its tangent."""
    w2 = np.array([0, 1, 4])  # L2
    w3 = scipy.stats.poisson.logpmf(w2, x)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w4 = x_dot * (w2 / x - 1.0)
        return w3, np.where(np.isfinite(w3), w4, 0.0)


# scipy.stats.poisson.pmf: scipy.stats.poisson.pmf(np.array([0, 1, 4]), x)
# x: float64[x.0]


def scipy_stats_poisson_pmf__forward(x):
    """Forward sweep: ``scipy_stats_poisson_pmf_(x)``, and the tape for the adjoint
    sweep.
    """
    w2 = np.array([0, 1, 4])  # L2
    w3 = scipy.stats.poisson.pmf(w2, x)  # L2
    return w3, (w3.copy(), w2)


def scipy_stats_poisson_pmf__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w3, w2 = tape
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.poisson.pmf(np.array([0, 1, 4]), x)
        w4 = out_bar * (w3 * (w2 / x - 1.0))  # w3 = scipy.stats.poisson.pmf(w2, x)
        return np.where(w3 > 0.0, w4, 0.0)


def scipy_stats_poisson_pmf__tangent(x, x_dot):
    """``scipy_stats_poisson_pmf_(x)`` and its tangent."""
    w2 = np.array([0, 1, 4])  # L2
    w3 = scipy.stats.poisson.pmf(w2, x)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w4 = x_dot * (w3 * (w2 / x - 1.0))
        return w3, np.where(w3 > 0.0, w4, 0.0)


# scipy.stats.poisson.cdf: scipy.stats.poisson.cdf(np.array([0, 1, 4]), x)
# x: float64[x.0]


def scipy_stats_poisson_cdf__forward(x):
    """Forward sweep: ``scipy_stats_poisson_cdf_(x)``, and the tape for the adjoint
    sweep.
    """
    w2 = np.array([0, 1, 4])  # L2
    w3 = scipy.stats.poisson.cdf(w2, x)  # L2
    return w3, (w2,)


def scipy_stats_poisson_cdf__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return -(out_bar * scipy.stats.poisson.pmf(np.floor(w2), x))


def scipy_stats_poisson_cdf__tangent(x, x_dot):
    """``scipy_stats_poisson_cdf_(x)`` and its tangent."""
    w2 = np.array([0, 1, 4])  # L2
    w3 = scipy.stats.poisson.cdf(w2, x)  # L2
    return w3, -(x_dot * scipy.stats.poisson.pmf(np.floor(w2), x))


# scipy.stats.poisson.sf: scipy.stats.poisson.sf(np.array([0, 1, 4]), x)
# x: float64[x.0]


def scipy_stats_poisson_sf__forward(x):
    """Forward sweep: ``scipy_stats_poisson_sf_(x)``, and the tape for the adjoint
    sweep.
    """
    w2 = np.array([0, 1, 4])  # L2
    w3 = scipy.stats.poisson.sf(w2, x)  # L2
    return w3, (w2,)


def scipy_stats_poisson_sf__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return out_bar * scipy.stats.poisson.pmf(np.floor(w2), x)


def scipy_stats_poisson_sf__tangent(x, x_dot):
    """``scipy_stats_poisson_sf_(x)`` and its tangent."""
    w2 = np.array([0, 1, 4])  # L2
    w3 = scipy.stats.poisson.sf(w2, x)  # L2
    return w3, x_dot * scipy.stats.poisson.pmf(np.floor(w2), x)


# scipy.stats.bernoulli.logpmf: scipy.stats.bernoulli.logpmf(np.array([0, 1, 1]), x)
# x: float64[x.0]


def scipy_stats_bernoulli_logpmf__forward(x):
    """Forward sweep: ``scipy_stats_bernoulli_logpmf_(x)``, and the tape for the
    adjoint sweep.
    """
    w2 = np.array([0, 1, 1])  # L2
    w3 = scipy.stats.bernoulli.logpmf(w2, x)  # L2
    return w3, (w3.copy(), w2)


def scipy_stats_bernoulli_logpmf__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w3, w2 = tape
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.bernoulli.logpmf(np.array([0, 1, 1]), x)
        w4 = 1.0 - w2  # w3 = scipy.stats.bernoulli.logpmf(w2, x)
        # w3 = scipy.stats.bernoulli.logpmf(w2, x)
        w5 = np.where(w4 == 0.0, 0.0, w4 / (1.0 - x))
        # w3 = scipy.stats.bernoulli.logpmf(w2, x)
        w6 = np.where(w2 == 0.0, 0.0, w2 / x) - w5
        return np.where(np.isfinite(w3), out_bar * w6, 0.0)


def scipy_stats_bernoulli_logpmf__tangent(x, x_dot):
    """``scipy_stats_bernoulli_logpmf_(x)`` and its tangent."""
    w2 = np.array([0, 1, 1])  # L2
    w3 = scipy.stats.bernoulli.logpmf(w2, x)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w4 = 1.0 - w2
        w5 = np.where(w4 == 0.0, 0.0, w4 / (1.0 - x))
        w6 = np.where(w2 == 0.0, 0.0, w2 / x) - w5
        return w3, np.where(np.isfinite(w3), x_dot * w6, 0.0)


# scipy.stats.bernoulli.pmf: scipy.stats.bernoulli.pmf(np.array([0, 1, 1]), x)
# x: float64[x.0]


def scipy_stats_bernoulli_pmf__forward(x):
    """Forward sweep: ``scipy_stats_bernoulli_pmf_(x)``, and the tape for the adjoint
    sweep.
    """
    w2 = np.array([0, 1, 1])  # L2
    w3 = scipy.stats.bernoulli.pmf(w2, x)  # L2
    return w3, (w3.copy(), w2)


def scipy_stats_bernoulli_pmf__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w3, w2 = tape
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.bernoulli.pmf(np.array([0, 1, 1]), x)
        w4 = 1.0 - w2  # w3 = scipy.stats.bernoulli.pmf(w2, x)
        # w3 = scipy.stats.bernoulli.pmf(w2, x)
        w5 = np.where(w4 == 0.0, 0.0, w4 / (1.0 - x))
        # w3 = scipy.stats.bernoulli.pmf(w2, x)
        w6 = np.where(w2 == 0.0, 0.0, w2 / x) - w5
        return np.where(w3 > 0.0, out_bar * (w3 * w6), 0.0)


def scipy_stats_bernoulli_pmf__tangent(x, x_dot):
    """``scipy_stats_bernoulli_pmf_(x)`` and its tangent."""
    w2 = np.array([0, 1, 1])  # L2
    w3 = scipy.stats.bernoulli.pmf(w2, x)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w4 = 1.0 - w2
        w5 = np.where(w4 == 0.0, 0.0, w4 / (1.0 - x))
        w6 = np.where(w2 == 0.0, 0.0, w2 / x) - w5
        return w3, np.where(w3 > 0.0, x_dot * (w3 * w6), 0.0)


# scipy.stats.binom.logpmf: scipy.stats.binom.logpmf(np.array([0, 2, 4]), 4, x)
# x: float64[x.0]


def scipy_stats_binom_logpmf__forward(x):
    """Forward sweep: ``scipy_stats_binom_logpmf_(x)``, and the tape for the adjoint
    sweep.
    """
    w2 = np.array([0, 2, 4])  # L2
    w3 = scipy.stats.binom.logpmf(w2, 4, x)  # L2
    return w3, (w3.copy(), w2)


def scipy_stats_binom_logpmf__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w3, w2 = tape
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.binom.logpmf(np.array([0, 2, 4]), 4, x)
        w4 = 4 - w2  # w3 = scipy.stats.binom.logpmf(w2, 4, x)
        # w3 = scipy.stats.binom.logpmf(w2, 4, x)
        w5 = np.where(w4 == 0.0, 0.0, w4 / (1.0 - x))
        # w3 = scipy.stats.binom.logpmf(w2, 4, x)
        w6 = np.where(w2 == 0.0, 0.0, w2 / x) - w5
        return np.where(np.isfinite(w3), out_bar * w6, 0.0)


def scipy_stats_binom_logpmf__tangent(x, x_dot):
    """``scipy_stats_binom_logpmf_(x)`` and its tangent."""
    w2 = np.array([0, 2, 4])  # L2
    w3 = scipy.stats.binom.logpmf(w2, 4, x)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w4 = 4 - w2
        w5 = np.where(w4 == 0.0, 0.0, w4 / (1.0 - x))
        w6 = np.where(w2 == 0.0, 0.0, w2 / x) - w5
        return w3, np.where(np.isfinite(w3), x_dot * w6, 0.0)


# scipy.stats.binom.pmf: scipy.stats.binom.pmf(np.array([0, 2, 4]), 4, x)
# x: float64[x.0]


def scipy_stats_binom_pmf__forward(x):
    """Forward sweep: ``scipy_stats_binom_pmf_(x)``, and the tape for the adjoint sweep."""
    w2 = np.array([0, 2, 4])  # L2
    w3 = scipy.stats.binom.pmf(w2, 4, x)  # L2
    return w3, (w3.copy(), w2)


def scipy_stats_binom_pmf__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w3, w2 = tape
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.binom.pmf(np.array([0, 2, 4]), 4, x)
        w4 = 4 - w2  # w3 = scipy.stats.binom.pmf(w2, 4, x)
        # w3 = scipy.stats.binom.pmf(w2, 4, x)
        w5 = np.where(w4 == 0.0, 0.0, w4 / (1.0 - x))
        # w3 = scipy.stats.binom.pmf(w2, 4, x)
        w6 = np.where(w2 == 0.0, 0.0, w2 / x) - w5
        return np.where(w3 > 0.0, out_bar * (w3 * w6), 0.0)


def scipy_stats_binom_pmf__tangent(x, x_dot):
    """``scipy_stats_binom_pmf_(x)`` and its tangent."""
    w2 = np.array([0, 2, 4])  # L2
    w3 = scipy.stats.binom.pmf(w2, 4, x)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w4 = 4 - w2
        w5 = np.where(w4 == 0.0, 0.0, w4 / (1.0 - x))
        w6 = np.where(w2 == 0.0, 0.0, w2 / x) - w5
        return w3, np.where(w3 > 0.0, x_dot * (w3 * w6), 0.0)


# scipy.stats.geom.logpmf: scipy.stats.geom.logpmf(np.array([1, 2, 4]), x)
# x: float64[x.0]


def scipy_stats_geom_logpmf__forward(x):
    """Forward sweep: ``scipy_stats_geom_logpmf_(x)``, and the tape for the adjoint
    sweep.
    """
    w2 = np.array([1, 2, 4])  # L2
    w3 = scipy.stats.geom.logpmf(w2, x)  # L2
    return w3, (w3.copy(), w2)


def scipy_stats_geom_logpmf__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w3, w2 = tape
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.geom.logpmf(np.array([1, 2, 4]), x)
        w4 = w2 - 1.0  # w3 = scipy.stats.geom.logpmf(w2, x)
        # w3 = scipy.stats.geom.logpmf(w2, x)
        w5 = np.where(w4 == 0.0, 0.0, w4 / (1.0 - x))
        w6 = out_bar * (1.0 / x - w5)  # w3 = scipy.stats.geom.logpmf(w2, x)
        return np.where(np.isfinite(w3), w6, 0.0)


def scipy_stats_geom_logpmf__tangent(x, x_dot):
    """``scipy_stats_geom_logpmf_(x)`` and its tangent."""
    w2 = np.array([1, 2, 4])  # L2
    w3 = scipy.stats.geom.logpmf(w2, x)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w4 = w2 - 1.0
        w5 = np.where(w4 == 0.0, 0.0, w4 / (1.0 - x))
        w6 = x_dot * (1.0 / x - w5)
        return w3, np.where(np.isfinite(w3), w6, 0.0)


# scipy.stats.geom.pmf: scipy.stats.geom.pmf(np.array([1, 2, 4]), x)
# x: float64[x.0]


def scipy_stats_geom_pmf__forward(x):
    """Forward sweep: ``scipy_stats_geom_pmf_(x)``, and the tape for the adjoint sweep."""
    w2 = np.array([1, 2, 4])  # L2
    w3 = scipy.stats.geom.pmf(w2, x)  # L2
    return w3, (w3.copy(), w2)


def scipy_stats_geom_pmf__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w3, w2 = tape
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.stats.geom.pmf(np.array([1, 2, 4]), x)
        w4 = w2 - 1.0  # w3 = scipy.stats.geom.pmf(w2, x)
        # w3 = scipy.stats.geom.pmf(w2, x)
        w5 = np.where(w4 == 0.0, 0.0, w4 / (1.0 - x))
        w6 = out_bar * (w3 * (1.0 / x - w5))  # w3 = scipy.stats.geom.pmf(w2, x)
        return np.where(w3 > 0.0, w6, 0.0)


def scipy_stats_geom_pmf__tangent(x, x_dot):
    """``scipy_stats_geom_pmf_(x)`` and its tangent."""
    w2 = np.array([1, 2, 4])  # L2
    w3 = scipy.stats.geom.pmf(w2, x)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w4 = w2 - 1.0
        w5 = np.where(w4 == 0.0, 0.0, w4 / (1.0 - x))
        w6 = x_dot * (w3 * (1.0 / x - w5))
        return w3, np.where(w3 > 0.0, w6, 0.0)


# scipy.stats.nbinom.logpmf: scipy.stats.nbinom.logpmf(np.array([0, 2, 4]), x, y)
# x: float64[x.0], y: float64[y.0]


def scipy_stats_nbinom_logpmf__forward(x, y):
    """Forward sweep: ``scipy_stats_nbinom_logpmf_(x, y)``, and the tape for the
    adjoint sweep.
    """
    w3 = np.array([0, 2, 4])  # L2
    w4 = scipy.stats.nbinom.logpmf(w3, x, y)  # L2
    return w4, (w4.copy(), w3)


def scipy_stats_nbinom_logpmf__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w4, w3 = tape
    # L2: return scipy.stats.nbinom.logpmf(np.array([0, 2, 4]), x, y)
    w5 = np.isfinite(w4)  # w4 = scipy.stats.nbinom.logpmf(w3, x, y)
    # w4 = scipy.stats.nbinom.logpmf(w3, x, y)
    w6 = scipy.special.digamma(w3 + x) - scipy.special.digamma(x)
    with np.errstate(all="ignore"):  # partials may be infinite
        # w4 = scipy.stats.nbinom.logpmf(w3, x, y)
        w7 = np.where(w3 == 0.0, 0.0, w3 / (1.0 - y))
        return np.where(w5, out_bar * (w6 + np.log(y)), 0.0), np.where(w5, out_bar * (x / y - w7), 0.0)


def scipy_stats_nbinom_logpmf__tangent(x, y, x_dot, y_dot):
    """``scipy_stats_nbinom_logpmf_(x, y)`` and its tangent."""
    w3 = np.array([0, 2, 4])  # L2
    w4 = scipy.stats.nbinom.logpmf(w3, x, y)  # L2
    w5 = np.isfinite(w4)
    w6 = scipy.special.digamma(w3 + x) - scipy.special.digamma(x)
    with np.errstate(all="ignore"):  # partials may be infinite
        w7 = np.where(w5, x_dot * (w6 + np.log(y)), 0.0)
        w8 = np.where(w3 == 0.0, 0.0, w3 / (1.0 - y))
        w9 = np.where(w5, y_dot * (x / y - w8), 0.0)
        return w4, w7 + w9


# scipy.stats.nbinom.pmf: scipy.stats.nbinom.pmf(np.array([0, 2, 4]), x, y)
# x: float64[x.0], y: float64[y.0]


def scipy_stats_nbinom_pmf__forward(x, y):
    """Forward sweep: ``scipy_stats_nbinom_pmf_(x, y)``, and the tape for the adjoint
    sweep.
    """
    w3 = np.array([0, 2, 4])  # L2
    w4 = scipy.stats.nbinom.pmf(w3, x, y)  # L2
    return w4, (w4.copy(), w3)


def scipy_stats_nbinom_pmf__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w4, w3 = tape
    # L2: return scipy.stats.nbinom.pmf(np.array([0, 2, 4]), x, y)
    w5 = w4 > 0.0  # w4 = scipy.stats.nbinom.pmf(w3, x, y)
    # w4 = scipy.stats.nbinom.pmf(w3, x, y)
    w6 = scipy.special.digamma(w3 + x) - scipy.special.digamma(x)
    with np.errstate(all="ignore"):  # partials may be infinite
        w7 = out_bar * (w4 * (w6 + np.log(y)))  # w4 = scipy.stats.nbinom.pmf(w3, x, y)
        # w4 = scipy.stats.nbinom.pmf(w3, x, y)
        w8 = np.where(w3 == 0.0, 0.0, w3 / (1.0 - y))
        w9 = out_bar * (w4 * (x / y - w8))  # w4 = scipy.stats.nbinom.pmf(w3, x, y)
        return np.where(w5, w7, 0.0), np.where(w5, w9, 0.0)


def scipy_stats_nbinom_pmf__tangent(x, y, x_dot, y_dot):
    """``scipy_stats_nbinom_pmf_(x, y)`` and its tangent."""
    w3 = np.array([0, 2, 4])  # L2
    w4 = scipy.stats.nbinom.pmf(w3, x, y)  # L2
    w5 = w4 > 0.0
    w6 = scipy.special.digamma(w3 + x) - scipy.special.digamma(x)
    with np.errstate(all="ignore"):  # partials may be infinite
        w7 = x_dot * (w4 * (w6 + np.log(y)))
        w8 = np.where(w3 == 0.0, 0.0, w3 / (1.0 - y))
        w9 = y_dot * (w4 * (x / y - w8))
        return w4, np.where(w5, w7, 0.0) + np.where(w5, w9, 0.0)


# scipy.stats.multivariate_normal.logpdf: scipy.stats.multivariate_normal.logpdf(x, y, z)
# x: float64[x.0], y: float64[y.0], z: float64[z.0, z.1]


def scipy_stats_multivariate_normal_logpdf__forward(x, y, z):
    """Forward sweep: ``scipy_stats_multivariate_normal_logpdf_(x, y, z)``, and the
    tape for the adjoint sweep.
    """
    w4 = scipy.stats.multivariate_normal.logpdf(x, y, z)  # L2
    return w4, ()


def scipy_stats_multivariate_normal_logpdf__adjoint(x, y, z, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar``, ``y_bar``, ``z_bar`` from the adjoint of the result."""
    # L2: return scipy.stats.multivariate_normal.logpdf(x, y, z)
    w5 = lower_half(z)  # w4 = scipy.stats.multivariate_normal.logpdf(x, y, z)
    w6 = w5 + w5.T  # w4 = scipy.stats.multivariate_normal.logpdf(x, y, z)
    # w4 = scipy.stats.multivariate_normal.logpdf(x, y, z)
    w7 = np.linalg.solve(w6, x - y)
    w8 = 0.5 * out_bar  # w4 = scipy.stats.multivariate_normal.logpdf(x, y, z)
    w9 = np.outer(w7, w8 * w7)  # w4 = scipy.stats.multivariate_normal.logpdf(x, y, z)
    # w4 = scipy.stats.multivariate_normal.logpdf(x, y, z)
    w10 = -w8 * np.linalg.inv(w6)
    w11 = lower_half(w10.T)  # w4 = scipy.stats.multivariate_normal.logpdf(x, y, z)
    # w4 = scipy.stats.multivariate_normal.logpdf(x, y, z)
    w12 = lower_half(w9) + lower_half(w9.T)
    return -out_bar * w7, out_bar * w7, w12 + lower_half(w10) + w11


def scipy_stats_multivariate_normal_logpdf__tangent(x, y, z, x_dot, y_dot, z_dot):
    """``scipy_stats_multivariate_normal_logpdf_(x, y, z)`` and its tangent."""
    w4 = scipy.stats.multivariate_normal.logpdf(x, y, z)  # L2
    w5 = lower_half(z)
    w6 = w5 + w5.T
    w7 = np.linalg.solve(w6, x - y)
    w8 = np.sum(w7 * x_dot, axis=-1)
    w9 = lower_half(z_dot)
    w10 = w9 + w9.T
    w11 = np.sum(np.linalg.inv(w6) * w10)
    w12 = np.sum(w7 @ w10 * w7, axis=-1) - w11
    w13 = 0.5 * w12
    return w4, np.sum(w7 * y_dot, axis=-1) - w8 + w13


# scipy.stats.multivariate_normal.pdf: scipy.stats.multivariate_normal.pdf(x, y, z)
# x: float64[x.0], y: float64[y.0], z: float64[z.0, z.1]


def scipy_stats_multivariate_normal_pdf__forward(x, y, z):
    """Forward sweep: ``scipy_stats_multivariate_normal_pdf_(x, y, z)``, and the tape
    for the adjoint sweep.
    """
    w4 = scipy.stats.multivariate_normal.pdf(x, y, z)  # L2
    return w4, (w4,)


def scipy_stats_multivariate_normal_pdf__adjoint(x, y, z, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar``, ``y_bar``, ``z_bar`` from the adjoint of the result."""
    w4 = tape[0]
    # L2: return scipy.stats.multivariate_normal.pdf(x, y, z)
    w5 = out_bar * w4  # w4 = scipy.stats.multivariate_normal.pdf(x, y, z)
    w6 = lower_half(z)  # w4 = scipy.stats.multivariate_normal.pdf(x, y, z)
    w7 = w6 + w6.T  # w4 = scipy.stats.multivariate_normal.pdf(x, y, z)
    w8 = np.linalg.solve(w7, x - y)  # w4 = scipy.stats.multivariate_normal.pdf(x, y, z)
    w9 = 0.5 * out_bar * w4  # w4 = scipy.stats.multivariate_normal.pdf(x, y, z)
    w10 = np.outer(w8, w9 * w8)  # w4 = scipy.stats.multivariate_normal.pdf(x, y, z)
    w11 = -w9 * np.linalg.inv(w7)  # w4 = scipy.stats.multivariate_normal.pdf(x, y, z)
    w12 = lower_half(w11.T)  # w4 = scipy.stats.multivariate_normal.pdf(x, y, z)
    # w4 = scipy.stats.multivariate_normal.pdf(x, y, z)
    w13 = lower_half(w10) + lower_half(w10.T)
    return -w5 * w8, w5 * w8, w13 + lower_half(w11) + w12


def scipy_stats_multivariate_normal_pdf__tangent(x, y, z, x_dot, y_dot, z_dot):
    """``scipy_stats_multivariate_normal_pdf_(x, y, z)`` and its tangent."""
    w4 = scipy.stats.multivariate_normal.pdf(x, y, z)  # L2
    w5 = lower_half(z)
    w6 = w5 + w5.T
    w7 = np.linalg.solve(w6, x - y)
    w8 = w4 * np.sum(w7 * x_dot, axis=-1)
    w9 = w4 * np.sum(w7 * y_dot, axis=-1) - w8
    w10 = lower_half(z_dot)
    w11 = w10 + w10.T
    w12 = np.sum(np.linalg.inv(w6) * w11)
    w13 = np.sum(w7 @ w11 * w7, axis=-1) - w12
    return w4, w9 + 0.5 * w4 * w13
