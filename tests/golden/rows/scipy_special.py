"""What is emitted for these rows: ``pytest --update-golden`` writes it."""

import numpy as np
import scipy.special


def multi_polygamma(n, a, p):
    """The n-th derivative of the sum of digamma(a - j / 2) over j below p."""
    return sum(scipy.special.polygamma(n, a - 0.5 * j) for j in range(p))


# scipy.special.gamma: scipy.special.gamma(x)
# x: float64[x.0]


def scipy_special_gamma__forward(x):
    """Forward sweep: ``scipy_special_gamma_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.gamma(x)  # L2
    return w2, (w2.copy(),)


def scipy_special_gamma__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return out_bar * (w2 * scipy.special.digamma(x))


def scipy_special_gamma__tangent(x, x_dot):
    """``scipy_special_gamma_(x)`` and its tangent."""
    w2 = scipy.special.gamma(x)  # L2
    return w2, x_dot * (w2 * scipy.special.digamma(x))


# scipy.special.gammaln: scipy.special.gammaln(x)
# x: float64[x.0]


def scipy_special_gammaln__forward(x):
    """Forward sweep: ``scipy_special_gammaln_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.gammaln(x)  # L2
    return w2, ()


def scipy_special_gammaln__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar * scipy.special.digamma(x)


def scipy_special_gammaln__tangent(x, x_dot):
    """``scipy_special_gammaln_(x)`` and its tangent."""
    w2 = scipy.special.gammaln(x)  # L2
    return w2, x_dot * scipy.special.digamma(x)


# scipy.special.loggamma: scipy.special.loggamma(x)
# x: float64[x.0]


def scipy_special_loggamma__forward(x):
    """Forward sweep: ``scipy_special_loggamma_(x)``, and the tape for the adjoint
    sweep.
    """
    w2 = scipy.special.loggamma(x)  # L2
    return w2, ()


def scipy_special_loggamma__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar * scipy.special.digamma(x)


def scipy_special_loggamma__tangent(x, x_dot):
    """``scipy_special_loggamma_(x)`` and its tangent."""
    w2 = scipy.special.loggamma(x)  # L2
    return w2, x_dot * scipy.special.digamma(x)


# scipy.special.rgamma: scipy.special.rgamma(x)
# x: float64[x.0]


def scipy_special_rgamma__forward(x):
    """Forward sweep: ``scipy_special_rgamma_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.rgamma(x)  # L2
    return w2, (w2.copy(),)


def scipy_special_rgamma__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return -(out_bar * (w2 * scipy.special.digamma(x)))


def scipy_special_rgamma__tangent(x, x_dot):
    """``scipy_special_rgamma_(x)`` and its tangent."""
    w2 = scipy.special.rgamma(x)  # L2
    return w2, -(x_dot * (w2 * scipy.special.digamma(x)))


# scipy.special.digamma: scipy.special.digamma(x)
# x: float64[x.0]


def scipy_special_digamma__forward(x):
    """Forward sweep: ``scipy_special_digamma_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.digamma(x)  # L2
    return w2, ()


def scipy_special_digamma__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar * scipy.special.polygamma(1, x)


def scipy_special_digamma__tangent(x, x_dot):
    """``scipy_special_digamma_(x)`` and its tangent."""
    w2 = scipy.special.digamma(x)  # L2
    return w2, x_dot * scipy.special.polygamma(1, x)


# scipy.special.polygamma: scipy.special.polygamma(0, x)
# x: float


def scipy_special_polygamma__forward(x):
    """Forward sweep: ``scipy_special_polygamma_(x)``, and the tape for the adjoint
    sweep.
    """
    w2 = scipy.special.polygamma(0, x)  # L2
    return w2, ()


def scipy_special_polygamma__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return float(out_bar * scipy.special.polygamma(1, x))


def scipy_special_polygamma__tangent(x, x_dot):
    """``scipy_special_polygamma_(x)`` and its tangent."""
    w2 = scipy.special.polygamma(0, x)  # L2
    return w2, x_dot * scipy.special.polygamma(1, x)


# scipy.special.beta: scipy.special.beta(x, y)
# x: float32[x.0], y: float32[y.0]


def scipy_special_beta__forward(x, y):
    """Forward sweep: ``scipy_special_beta_(x, y)``, and the tape for the adjoint sweep."""
    w3 = scipy.special.beta(x, y)  # L2
    return w3, (w3.copy(),)


def scipy_special_beta__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return scipy.special.beta(x, y)
    w4 = scipy.special.digamma(x + y)  # w3 = scipy.special.beta(x, y)
    return out_bar * (w3 * (scipy.special.digamma(x) - w4)), out_bar * (w3 * (scipy.special.digamma(y) - w4))


def scipy_special_beta__tangent(x, y, x_dot, y_dot):
    """``scipy_special_beta_(x, y)`` and its tangent."""
    w3 = scipy.special.beta(x, y)  # L2
    w4 = scipy.special.digamma(x + y)
    w5 = x_dot * (w3 * (scipy.special.digamma(x) - w4))
    w6 = y_dot * (w3 * (scipy.special.digamma(y) - w4))
    return w3, w5 + w6


# scipy.special.betaln: scipy.special.betaln(x, y)
# x: float32[x.0], y: float32[y.0]


def scipy_special_betaln__forward(x, y):
    """Forward sweep: ``scipy_special_betaln_(x, y)``, and the tape for the adjoint
    sweep.
    """
    w3 = scipy.special.betaln(x, y)  # L2
    return w3, ()


def scipy_special_betaln__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    # L2: return scipy.special.betaln(x, y)
    w4 = scipy.special.digamma(x + y)  # w3 = scipy.special.betaln(x, y)
    return out_bar * (scipy.special.digamma(x) - w4), out_bar * (scipy.special.digamma(y) - w4)


def scipy_special_betaln__tangent(x, y, x_dot, y_dot):
    """``scipy_special_betaln_(x, y)`` and its tangent."""
    w3 = scipy.special.betaln(x, y)  # L2
    w4 = scipy.special.digamma(x + y)
    w5 = y_dot * (scipy.special.digamma(y) - w4)
    return w3, x_dot * (scipy.special.digamma(x) - w4) + w5


# scipy.special.binom: scipy.special.binom(x, y)
# x: float32[x.0], y: float32[y.0]


def scipy_special_binom__forward(x, y):
    """Forward sweep: ``scipy_special_binom_(x, y)``, and the tape for the adjoint
    sweep.
    """
    w3 = scipy.special.binom(x, y)  # L2
    return w3, (w3.copy(),)


def scipy_special_binom__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return scipy.special.binom(x, y)
    w4 = scipy.special.digamma(x - y + 1.0)  # w3 = scipy.special.binom(x, y)
    w5 = w3 * (scipy.special.digamma(x + 1.0) - w4)  # w3 = scipy.special.binom(x, y)
    w6 = w3 * (w4 - scipy.special.digamma(y + 1.0))  # w3 = scipy.special.binom(x, y)
    return out_bar * w5, out_bar * w6


def scipy_special_binom__tangent(x, y, x_dot, y_dot):
    """``scipy_special_binom_(x, y)`` and its tangent."""
    w3 = scipy.special.binom(x, y)  # L2
    w4 = scipy.special.digamma(x - y + 1.0)
    w5 = w3 * (scipy.special.digamma(x + 1.0) - w4)
    w6 = w3 * (w4 - scipy.special.digamma(y + 1.0))
    return w3, x_dot * w5 + y_dot * w6


# scipy.special.poch: scipy.special.poch(x, y)
# x: float32[x.0], y: float32[y.0]


def scipy_special_poch__forward(x, y):
    """Forward sweep: ``scipy_special_poch_(x, y)``, and the tape for the adjoint sweep."""
    w3 = scipy.special.poch(x, y)  # L2
    return w3, (w3.copy(),)


def scipy_special_poch__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return scipy.special.poch(x, y)
    w4 = scipy.special.digamma(x + y)  # w3 = scipy.special.poch(x, y)
    return out_bar * (w3 * (w4 - scipy.special.digamma(x))), out_bar * (w3 * w4)


def scipy_special_poch__tangent(x, y, x_dot, y_dot):
    """``scipy_special_poch_(x, y)`` and its tangent."""
    w3 = scipy.special.poch(x, y)  # L2
    w4 = scipy.special.digamma(x + y)
    w5 = x_dot * (w3 * (w4 - scipy.special.digamma(x)))
    return w3, w5 + y_dot * (w3 * w4)


# scipy.special.gammainc: scipy.special.gammainc(1.7, x)
# x: float


def scipy_special_gammainc__forward(x):
    """Forward sweep: ``scipy_special_gammainc_(x)``, and the tape for the adjoint
    sweep.
    """
    w2 = scipy.special.gammainc(1.7, x)  # L2
    return w2, ()


def scipy_special_gammainc__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return scipy.special.gammainc(1.7, x)
    # w2 = scipy.special.gammainc(1.7, x)
    w3 = scipy.special.xlogy(0.7, x) - x - scipy.special.gammaln(1.7)
    return float(out_bar * np.exp(w3))


def scipy_special_gammainc__tangent(x, x_dot):
    """``scipy_special_gammainc_(x)`` and its tangent."""
    w2 = scipy.special.gammainc(1.7, x)  # L2
    w3 = scipy.special.xlogy(0.7, x) - x - scipy.special.gammaln(1.7)
    return w2, x_dot * np.exp(w3)


# scipy.special.gammaincc: scipy.special.gammaincc(np.array([0.7, 1.0, 3.0]), x)
# x: float


def scipy_special_gammaincc__forward(x):
    """Forward sweep: ``scipy_special_gammaincc_(x)``, and the tape for the adjoint
    sweep.
    """
    w2 = np.array([0.7, 1.0, 3.0])  # L2
    w3 = scipy.special.gammaincc(w2, x)  # L2
    return w3, (w2,)


def scipy_special_gammaincc__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.special.gammaincc(np.array([0.7, 1.0, 3.0]), x)
        w4 = scipy.special.gammaln(w2)  # w3 = scipy.special.gammaincc(w2, x)
        # w3 = scipy.special.gammaincc(w2, x)
        w5 = scipy.special.xlogy(w2 - 1.0, x) - x - w4
        x_bar = -np.sum(out_bar * np.exp(w5))  # w3 = scipy.special.gammaincc(w2, x)
        return float(x_bar)


def scipy_special_gammaincc__tangent(x, x_dot):
    """``scipy_special_gammaincc_(x)`` and its tangent."""
    w2 = np.array([0.7, 1.0, 3.0])  # L2
    w3 = scipy.special.gammaincc(w2, x)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w4 = scipy.special.gammaln(w2)
        w5 = scipy.special.xlogy(w2 - 1.0, x) - x - w4
        return w3, -x_dot * np.exp(w5)


# scipy.special.betainc: scipy.special.betainc(1.7, 0.6, x)
# x: float


def scipy_special_betainc__forward(x):
    """Forward sweep: ``scipy_special_betainc_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.betainc(1.7, 0.6, x)  # L2
    return w2, ()


def scipy_special_betainc__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return scipy.special.betainc(1.7, 0.6, x)
    # w2 = scipy.special.betainc(1.7, 0.6, x)
    w3 = scipy.special.xlogy(0.7, x) + scipy.special.xlog1py(-0.4, -x)
    # w2 = scipy.special.betainc(1.7, 0.6, x)
    x_bar = out_bar * np.exp(w3 - scipy.special.betaln(1.7, 0.6))
    return float(x_bar)


def scipy_special_betainc__tangent(x, x_dot):
    """``scipy_special_betainc_(x)`` and its tangent."""
    w2 = scipy.special.betainc(1.7, 0.6, x)  # L2
    w3 = scipy.special.xlogy(0.7, x) + scipy.special.xlog1py(-0.4, -x)
    return w2, x_dot * np.exp(w3 - scipy.special.betaln(1.7, 0.6))


# scipy.special.multigammaln: scipy.special.multigammaln(x, 3)
# x: float


def scipy_special_multigammaln__forward(x):
    """Forward sweep: ``scipy_special_multigammaln_(x)``, and the tape for the adjoint
    sweep.
    """
    w2 = scipy.special.multigammaln(x, 3)  # L2
    return w2, ()


def scipy_special_multigammaln__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return float(out_bar * multi_polygamma(0, x, 3))


def scipy_special_multigammaln__tangent(x, x_dot):
    """``scipy_special_multigammaln_(x)`` and its tangent."""
    w2 = scipy.special.multigammaln(x, 3)  # L2
    return w2, x_dot * multi_polygamma(0, x, 3)


# scipy.special.erf: scipy.special.erf(x)
# x: float64[x.0]


def scipy_special_erf__forward(x):
    """Forward sweep: ``scipy_special_erf_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.erf(x)  # L2
    return w2, ()


def scipy_special_erf__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return scipy.special.erf(x)
    w3 = np.exp(-(x * x))  # w2 = scipy.special.erf(x)
    return 1.1283791670955126 * out_bar * w3


def scipy_special_erf__tangent(x, x_dot):
    """``scipy_special_erf_(x)`` and its tangent."""
    w2 = scipy.special.erf(x)  # L2
    w3 = np.exp(-(x * x))
    return w2, 1.1283791670955126 * x_dot * w3


# scipy.special.erfc: scipy.special.erfc(x)
# x: float64[x.0]


def scipy_special_erfc__forward(x):
    """Forward sweep: ``scipy_special_erfc_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.erfc(x)  # L2
    return w2, ()


def scipy_special_erfc__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return scipy.special.erfc(x)
    w3 = np.exp(-(x * x))  # w2 = scipy.special.erfc(x)
    return -(1.1283791670955126 * out_bar * w3)


def scipy_special_erfc__tangent(x, x_dot):
    """``scipy_special_erfc_(x)`` and its tangent."""
    w2 = scipy.special.erfc(x)  # L2
    w3 = np.exp(-(x * x))
    return w2, -(1.1283791670955126 * x_dot * w3)


# scipy.special.erfi: scipy.special.erfi(x)
# x: float64[x.0]


def scipy_special_erfi__forward(x):
    """Forward sweep: ``scipy_special_erfi_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.erfi(x)  # L2
    return w2, ()


def scipy_special_erfi__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return 1.1283791670955126 * out_bar * np.exp(x * x)


def scipy_special_erfi__tangent(x, x_dot):
    """``scipy_special_erfi_(x)`` and its tangent."""
    w2 = scipy.special.erfi(x)  # L2
    return w2, 1.1283791670955126 * x_dot * np.exp(x * x)


# scipy.special.erfcx: scipy.special.erfcx(x)
# x: float64[x.0]


def scipy_special_erfcx__forward(x):
    """Forward sweep: ``scipy_special_erfcx_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.erfcx(x)  # L2
    return w2, (w2.copy(),)


def scipy_special_erfcx__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return out_bar * (2.0 * x * w2 - 1.1283791670955126)


def scipy_special_erfcx__tangent(x, x_dot):
    """``scipy_special_erfcx_(x)`` and its tangent."""
    w2 = scipy.special.erfcx(x)  # L2
    return w2, x_dot * (2.0 * x * w2 - 1.1283791670955126)


# scipy.special.dawsn: scipy.special.dawsn(x)
# x: float64[x.0]


def scipy_special_dawsn__forward(x):
    """Forward sweep: ``scipy_special_dawsn_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.dawsn(x)  # L2
    return w2, (w2.copy(),)


def scipy_special_dawsn__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return out_bar * (1.0 - 2.0 * x * w2)


def scipy_special_dawsn__tangent(x, x_dot):
    """``scipy_special_dawsn_(x)`` and its tangent."""
    w2 = scipy.special.dawsn(x)  # L2
    return w2, x_dot * (1.0 - 2.0 * x * w2)


# scipy.special.erfinv: scipy.special.erfinv(x)
# x: float64[x.0]


def scipy_special_erfinv__forward(x):
    """Forward sweep: ``scipy_special_erfinv_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.erfinv(x)  # L2
    return w2, (w2.copy(),)


def scipy_special_erfinv__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return 0.8862269254527579 * out_bar * np.exp(w2 * w2)


def scipy_special_erfinv__tangent(x, x_dot):
    """``scipy_special_erfinv_(x)`` and its tangent."""
    w2 = scipy.special.erfinv(x)  # L2
    return w2, 0.8862269254527579 * x_dot * np.exp(w2 * w2)


# scipy.special.erfcinv: scipy.special.erfcinv(x)
# x: float64[x.0]


def scipy_special_erfcinv__forward(x):
    """Forward sweep: ``scipy_special_erfcinv_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.erfcinv(x)  # L2
    return w2, (w2.copy(),)


def scipy_special_erfcinv__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return scipy.special.erfcinv(x)
    w3 = 0.8862269254527579 * out_bar * np.exp(w2 * w2)  # w2 = scipy.special.erfcinv(x)
    return -w3


def scipy_special_erfcinv__tangent(x, x_dot):
    """``scipy_special_erfcinv_(x)`` and its tangent."""
    w2 = scipy.special.erfcinv(x)  # L2
    w3 = 0.8862269254527579 * x_dot * np.exp(w2 * w2)
    return w2, -w3


# scipy.special.ndtr: scipy.special.ndtr(x)
# x: float64[x.0]


def scipy_special_ndtr__forward(x):
    """Forward sweep: ``scipy_special_ndtr_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.ndtr(x)  # L2
    return w2, ()


def scipy_special_ndtr__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return scipy.special.ndtr(x)
    w3 = np.exp(-(0.5 * x * x))  # w2 = scipy.special.ndtr(x)
    return 0.3989422804014327 * out_bar * w3


def scipy_special_ndtr__tangent(x, x_dot):
    """``scipy_special_ndtr_(x)`` and its tangent."""
    w2 = scipy.special.ndtr(x)  # L2
    w3 = np.exp(-(0.5 * x * x))
    return w2, 0.3989422804014327 * x_dot * w3


# scipy.special.log_ndtr: scipy.special.log_ndtr(x)
# x: float64[x.0]


def scipy_special_log_ndtr__forward(x):
    """Forward sweep: ``scipy_special_log_ndtr_(x)``, and the tape for the adjoint
    sweep.
    """
    w2 = scipy.special.log_ndtr(x)  # L2
    return w2, (w2.copy(),)


def scipy_special_log_ndtr__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return scipy.special.log_ndtr(x)
    w3 = -(0.5 * x * x) - w2  # w2 = scipy.special.log_ndtr(x)
    return 0.3989422804014327 * out_bar * np.exp(w3)


def scipy_special_log_ndtr__tangent(x, x_dot):
    """``scipy_special_log_ndtr_(x)`` and its tangent."""
    w2 = scipy.special.log_ndtr(x)  # L2
    w3 = -(0.5 * x * x) - w2
    return w2, 0.3989422804014327 * x_dot * np.exp(w3)


# scipy.special.ndtri: scipy.special.ndtri(x)
# x: float64[x.0]


def scipy_special_ndtri__forward(x):
    """Forward sweep: ``scipy_special_ndtri_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.ndtri(x)  # L2
    return w2, (w2.copy(),)


def scipy_special_ndtri__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return scipy.special.ndtri(x)
    w3 = np.exp(0.5 * w2 * w2)  # w2 = scipy.special.ndtri(x)
    return 2.5066282746310002 * out_bar * w3


def scipy_special_ndtri__tangent(x, x_dot):
    """``scipy_special_ndtri_(x)`` and its tangent."""
    w2 = scipy.special.ndtri(x)  # L2
    w3 = np.exp(0.5 * w2 * w2)
    return w2, 2.5066282746310002 * x_dot * w3


# scipy.special.expit: scipy.special.expit(x)
# x: float64[x.0]


def scipy_special_expit__forward(x):
    """Forward sweep: ``scipy_special_expit_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.expit(x)  # L2
    return w2, (w2.copy(),)


def scipy_special_expit__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return out_bar * (w2 * (1.0 - w2))


def scipy_special_expit__tangent(x, x_dot):
    """``scipy_special_expit_(x)`` and its tangent."""
    w2 = scipy.special.expit(x)  # L2
    return w2, x_dot * (w2 * (1.0 - w2))


# scipy.special.logit: scipy.special.logit(x)
# x: float64[x.0]


def scipy_special_logit__forward(x):
    """Forward sweep: ``scipy_special_logit_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.logit(x)  # L2
    return w2, ()


def scipy_special_logit__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar / (x * (1.0 - x))


def scipy_special_logit__tangent(x, x_dot):
    """``scipy_special_logit_(x)`` and its tangent."""
    w2 = scipy.special.logit(x)  # L2
    return w2, x_dot / (x * (1.0 - x))


# scipy.special.log_expit: scipy.special.log_expit(x)
# x: float64[x.0]


def scipy_special_log_expit__forward(x):
    """Forward sweep: ``scipy_special_log_expit_(x)``, and the tape for the adjoint
    sweep.
    """
    w2 = scipy.special.log_expit(x)  # L2
    return w2, ()


def scipy_special_log_expit__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar * scipy.special.expit(-x)


def scipy_special_log_expit__tangent(x, x_dot):
    """``scipy_special_log_expit_(x)`` and its tangent."""
    w2 = scipy.special.log_expit(x)  # L2
    return w2, x_dot * scipy.special.expit(-x)


# scipy.special.xlogy: scipy.special.xlogy(x, y)
# x: float32[x.0], y: float32[y.0]


def scipy_special_xlogy__forward(x, y):
    """Forward sweep: ``scipy_special_xlogy_(x, y)``, and the tape for the adjoint
    sweep.
    """
    w3 = scipy.special.xlogy(x, y)  # L2
    return w3, ()


def scipy_special_xlogy__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    with np.errstate(all="ignore"):  # partials may be infinite
        return out_bar * np.log(y), out_bar * np.where(x == 0.0, 0.0, x / y)


def scipy_special_xlogy__tangent(x, y, x_dot, y_dot):
    """``scipy_special_xlogy_(x, y)`` and its tangent."""
    w3 = scipy.special.xlogy(x, y)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w4 = y_dot * np.where(x == 0.0, 0.0, x / y)
        return w3, x_dot * np.log(y) + w4


# scipy.special.xlog1py: scipy.special.xlog1py(x, y)
# x: float32[x.0], y: float32[y.0]


def scipy_special_xlog1py__forward(x, y):
    """Forward sweep: ``scipy_special_xlog1py_(x, y)``, and the tape for the adjoint
    sweep.
    """
    w3 = scipy.special.xlog1py(x, y)  # L2
    return w3, ()


def scipy_special_xlog1py__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.special.xlog1py(x, y)
        w4 = np.where(x == 0.0, 0.0, x / (1.0 + y))  # w3 = scipy.special.xlog1py(x, y)
        return out_bar * np.log1p(y), out_bar * w4


def scipy_special_xlog1py__tangent(x, y, x_dot, y_dot):
    """``scipy_special_xlog1py_(x, y)`` and its tangent."""
    w3 = scipy.special.xlog1py(x, y)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w4 = np.where(x == 0.0, 0.0, x / (1.0 + y))
        return w3, x_dot * np.log1p(y) + y_dot * w4


# scipy.special.entr: scipy.special.entr(x)
# x: float64[x.0]


def scipy_special_entr__forward(x):
    """Forward sweep: ``scipy_special_entr_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.entr(x)  # L2
    return w2, ()


def scipy_special_entr__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    with np.errstate(all="ignore"):  # partials may be infinite
        return -(out_bar * (np.log(x) + 1.0))


def scipy_special_entr__tangent(x, x_dot):
    """``scipy_special_entr_(x)`` and its tangent."""
    w2 = scipy.special.entr(x)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        return w2, -(x_dot * (np.log(x) + 1.0))


# scipy.special.rel_entr: scipy.special.rel_entr(x, y)
# x: float32[x.0], y: float32[y.0]


def scipy_special_rel_entr__forward(x, y):
    """Forward sweep: ``scipy_special_rel_entr_(x, y)``, and the tape for the adjoint
    sweep.
    """
    w3 = scipy.special.rel_entr(x, y)  # L2
    return w3, ()


def scipy_special_rel_entr__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.special.rel_entr(x, y)
        w4 = x / y  # w3 = scipy.special.rel_entr(x, y)
        return out_bar * (np.log(w4) + 1.0), -(out_bar * w4)


def scipy_special_rel_entr__tangent(x, y, x_dot, y_dot):
    """``scipy_special_rel_entr_(x, y)`` and its tangent."""
    w3 = scipy.special.rel_entr(x, y)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w4 = x / y
        w5 = y_dot * w4
        return w3, x_dot * (np.log(w4) + 1.0) - w5


# scipy.special.kl_div: scipy.special.kl_div(x, y)
# x: float32[x.0], y: float32[y.0]


def scipy_special_kl_div__forward(x, y):
    """Forward sweep: ``scipy_special_kl_div_(x, y)``, and the tape for the adjoint
    sweep.
    """
    w3 = scipy.special.kl_div(x, y)  # L2
    return w3, ()


def scipy_special_kl_div__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.special.kl_div(x, y)
        w4 = x / y  # w3 = scipy.special.kl_div(x, y)
        return out_bar * np.log(w4), out_bar * (1.0 - w4)


def scipy_special_kl_div__tangent(x, y, x_dot, y_dot):
    """``scipy_special_kl_div_(x, y)`` and its tangent."""
    w3 = scipy.special.kl_div(x, y)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w4 = x / y
        w5 = y_dot * (1.0 - w4)
        return w3, x_dot * np.log(w4) + w5


# scipy.special.exp2: scipy.special.exp2(x)
# x: float64[x.0]


def scipy_special_exp2__forward(x):
    """Forward sweep: ``scipy_special_exp2_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.exp2(x)  # L2
    return w2, (w2.copy(),)


def scipy_special_exp2__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return 0.6931471805599453 * out_bar * w2


def scipy_special_exp2__tangent(x, x_dot):
    """``scipy_special_exp2_(x)`` and its tangent."""
    w2 = scipy.special.exp2(x)  # L2
    return w2, 0.6931471805599453 * x_dot * w2


# scipy.special.exp10: scipy.special.exp10(x)
# x: float64[x.0]


def scipy_special_exp10__forward(x):
    """Forward sweep: ``scipy_special_exp10_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.exp10(x)  # L2
    return w2, (w2.copy(),)


def scipy_special_exp10__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return 2.302585092994046 * out_bar * w2


def scipy_special_exp10__tangent(x, x_dot):
    """``scipy_special_exp10_(x)`` and its tangent."""
    w2 = scipy.special.exp10(x)  # L2
    return w2, 2.302585092994046 * x_dot * w2


# scipy.special.expm1: scipy.special.expm1(x)
# x: float64[x.0]


def scipy_special_expm1__forward(x):
    """Forward sweep: ``scipy_special_expm1_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.expm1(x)  # L2
    return w2, (w2.copy(),)


def scipy_special_expm1__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return out_bar * (w2 + 1.0)


def scipy_special_expm1__tangent(x, x_dot):
    """``scipy_special_expm1_(x)`` and its tangent."""
    w2 = scipy.special.expm1(x)  # L2
    return w2, x_dot * (w2 + 1.0)


# scipy.special.log1p: scipy.special.log1p(x)
# x: float64[x.0]


def scipy_special_log1p__forward(x):
    """Forward sweep: ``scipy_special_log1p_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.log1p(x)  # L2
    return w2, ()


def scipy_special_log1p__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar / (1.0 + x)


def scipy_special_log1p__tangent(x, x_dot):
    """``scipy_special_log1p_(x)`` and its tangent."""
    w2 = scipy.special.log1p(x)  # L2
    return w2, x_dot / (1.0 + x)


# scipy.special.cbrt: scipy.special.cbrt(x)
# x: float64[x.0]


def scipy_special_cbrt__forward(x):
    """Forward sweep: ``scipy_special_cbrt_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.cbrt(x)  # L2
    return w2, (w2.copy(),)


def scipy_special_cbrt__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        return out_bar / (3.0 * w2 * w2)


def scipy_special_cbrt__tangent(x, x_dot):
    """``scipy_special_cbrt_(x)`` and its tangent."""
    w2 = scipy.special.cbrt(x)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        return w2, x_dot / (3.0 * w2 * w2)


# scipy.special.huber: scipy.special.huber(x, y)
# x: float, y: float


def scipy_special_huber__forward(x, y):
    """Forward sweep: ``scipy_special_huber_(x, y)``, and the tape for the adjoint
    sweep.
    """
    w3 = scipy.special.huber(x, y)  # L2
    return w3, ()


def scipy_special_huber__adjoint(x, y, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    # L2: return scipy.special.huber(x, y)
    w4 = np.absolute(y)  # w3 = scipy.special.huber(x, y)
    x_bar = out_bar * (w4 - x if w4 > x else 0.0)  # w3 = scipy.special.huber(x, y)
    return float(x_bar), float(out_bar * np.clip(y, -x, x))


def scipy_special_huber__tangent(x, y, x_dot, y_dot):
    """``scipy_special_huber_(x, y)`` and its tangent."""
    w3 = scipy.special.huber(x, y)  # L2
    w4 = np.absolute(y)
    w5 = x_dot * (w4 - x if w4 > x else 0.0)
    return w3, w5 + y_dot * np.clip(y, -x, x)


# scipy.special.pseudo_huber: scipy.special.pseudo_huber(x, y)
# x: float, y: float64[y.0]


def scipy_special_pseudo_huber__forward(x, y):
    """Forward sweep: ``scipy_special_pseudo_huber_(x, y)``, and the tape for the
    adjoint sweep.
    """
    w3 = scipy.special.pseudo_huber(x, y)  # L2
    return w3, (w3.copy(),)


def scipy_special_pseudo_huber__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.special.pseudo_huber(x, y)
        w4 = np.sqrt(1.0 + (y / x) ** 2)  # w3 = scipy.special.pseudo_huber(x, y)
        w5 = y * y / (x * w4)  # w3 = scipy.special.pseudo_huber(x, y)
        w6 = out_bar * (2.0 * w3 / x - w5)  # w3 = scipy.special.pseudo_huber(x, y)
        return float(np.sum(w6)), out_bar * y / w4


def scipy_special_pseudo_huber__tangent(x, y, x_dot, y_dot):
    """``scipy_special_pseudo_huber_(x, y)`` and its tangent."""
    w3 = scipy.special.pseudo_huber(x, y)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w4 = np.sqrt(1.0 + (y / x) ** 2)
        w5 = y * y / (x * w4)
        w6 = x_dot * (2.0 * w3 / x - w5)
        return w3, w6 + y_dot * y / w4


# scipy.special.expi: scipy.special.expi(x)
# x: float64[x.0]


def scipy_special_expi__forward(x):
    """Forward sweep: ``scipy_special_expi_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.expi(x)  # L2
    return w2, ()


def scipy_special_expi__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    with np.errstate(all="ignore"):  # partials may be infinite
        return out_bar * np.exp(x) / x


def scipy_special_expi__tangent(x, x_dot):
    """``scipy_special_expi_(x)`` and its tangent."""
    w2 = scipy.special.expi(x)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        return w2, x_dot * np.exp(x) / x


# scipy.special.exp1: scipy.special.exp1(x)
# x: float64[x.0]


def scipy_special_exp1__forward(x):
    """Forward sweep: ``scipy_special_exp1_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.exp1(x)  # L2
    return w2, ()


def scipy_special_exp1__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.special.exp1(x)
        w3 = out_bar * np.exp(-x) / x  # w2 = scipy.special.exp1(x)
        return -w3


def scipy_special_exp1__tangent(x, x_dot):
    """``scipy_special_exp1_(x)`` and its tangent."""
    w2 = scipy.special.exp1(x)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w3 = x_dot * np.exp(-x) / x
        return w2, -w3


# scipy.special.softplus: scipy.special.softplus(x)
# x: float64[x.0]


def scipy_special_softplus__forward(x):
    """Forward sweep: ``scipy_special_softplus_(x)``, and the tape for the adjoint
    sweep.
    """
    w2 = scipy.special.softplus(x)  # L2
    return w2, ()


def scipy_special_softplus__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar * scipy.special.expit(x)


def scipy_special_softplus__tangent(x, x_dot):
    """``scipy_special_softplus_(x)`` and its tangent."""
    w2 = scipy.special.softplus(x)  # L2
    return w2, x_dot * scipy.special.expit(x)


# scipy.special.j0: scipy.special.j0(x)
# x: float64[x.0]


def scipy_special_j0__forward(x):
    """Forward sweep: ``scipy_special_j0_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.j0(x)  # L2
    return w2, ()


def scipy_special_j0__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return -(out_bar * scipy.special.j1(x))


def scipy_special_j0__tangent(x, x_dot):
    """``scipy_special_j0_(x)`` and its tangent."""
    w2 = scipy.special.j0(x)  # L2
    return w2, -(x_dot * scipy.special.j1(x))


# scipy.special.j1: scipy.special.j1(x)
# x: float64[x.0]


def scipy_special_j1__forward(x):
    """Forward sweep: ``scipy_special_j1_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.j1(x)  # L2
    return w2, ()


def scipy_special_j1__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return scipy.special.j1(x)
    w3 = scipy.special.j0(x) - scipy.special.jv(2, x)  # w2 = scipy.special.j1(x)
    return 0.5 * out_bar * w3


def scipy_special_j1__tangent(x, x_dot):
    """``scipy_special_j1_(x)`` and its tangent."""
    w2 = scipy.special.j1(x)  # L2
    w3 = scipy.special.j0(x) - scipy.special.jv(2, x)
    return w2, 0.5 * x_dot * w3


# scipy.special.jv: scipy.special.jv(1.5, x)
# x: float


def scipy_special_jv__forward(x):
    """Forward sweep: ``scipy_special_jv_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.jv(1.5, x)  # L2
    return w2, ()


def scipy_special_jv__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return scipy.special.jv(1.5, x)
    # w2 = scipy.special.jv(1.5, x)
    w3 = scipy.special.jv(0.5, x) - scipy.special.jv(2.5, x)
    return float(0.5 * out_bar * w3)


def scipy_special_jv__tangent(x, x_dot):
    """``scipy_special_jv_(x)`` and its tangent."""
    w2 = scipy.special.jv(1.5, x)  # L2
    w3 = scipy.special.jv(0.5, x) - scipy.special.jv(2.5, x)
    return w2, 0.5 * x_dot * w3


# scipy.special.y0: scipy.special.y0(x)
# x: float64[x.0]


def scipy_special_y0__forward(x):
    """Forward sweep: ``scipy_special_y0_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.y0(x)  # L2
    return w2, ()


def scipy_special_y0__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return -(out_bar * scipy.special.y1(x))


def scipy_special_y0__tangent(x, x_dot):
    """``scipy_special_y0_(x)`` and its tangent."""
    w2 = scipy.special.y0(x)  # L2
    return w2, -(x_dot * scipy.special.y1(x))


# scipy.special.y1: scipy.special.y1(x)
# x: float64[x.0]


def scipy_special_y1__forward(x):
    """Forward sweep: ``scipy_special_y1_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.y1(x)  # L2
    return w2, ()


def scipy_special_y1__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return scipy.special.y1(x)
    w3 = scipy.special.y0(x) - scipy.special.yv(2, x)  # w2 = scipy.special.y1(x)
    return 0.5 * out_bar * w3


def scipy_special_y1__tangent(x, x_dot):
    """``scipy_special_y1_(x)`` and its tangent."""
    w2 = scipy.special.y1(x)  # L2
    w3 = scipy.special.y0(x) - scipy.special.yv(2, x)
    return w2, 0.5 * x_dot * w3


# scipy.special.yn: scipy.special.yn(2, x)
# x: float


def scipy_special_yn__forward(x):
    """Forward sweep: ``scipy_special_yn_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.yn(2, x)  # L2
    return w2, ()


def scipy_special_yn__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return scipy.special.yn(2, x)
    w3 = scipy.special.yv(1, x) - scipy.special.yv(3, x)  # w2 = scipy.special.yn(2, x)
    return float(0.5 * out_bar * w3)


def scipy_special_yn__tangent(x, x_dot):
    """``scipy_special_yn_(x)`` and its tangent."""
    w2 = scipy.special.yn(2, x)  # L2
    w3 = scipy.special.yv(1, x) - scipy.special.yv(3, x)
    return w2, 0.5 * x_dot * w3


# scipy.special.yv: scipy.special.yv(0.5, x)
# x: float


def scipy_special_yv__forward(x):
    """Forward sweep: ``scipy_special_yv_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.yv(0.5, x)  # L2
    return w2, ()


def scipy_special_yv__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return scipy.special.yv(0.5, x)
    # w2 = scipy.special.yv(0.5, x)
    w3 = scipy.special.yv(-0.5, x) - scipy.special.yv(1.5, x)
    return float(0.5 * out_bar * w3)


def scipy_special_yv__tangent(x, x_dot):
    """``scipy_special_yv_(x)`` and its tangent."""
    w2 = scipy.special.yv(0.5, x)  # L2
    w3 = scipy.special.yv(-0.5, x) - scipy.special.yv(1.5, x)
    return w2, 0.5 * x_dot * w3


# scipy.special.i0: scipy.special.i0(x)
# x: float64[x.0]


def scipy_special_i0__forward(x):
    """Forward sweep: ``scipy_special_i0_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.i0(x)  # L2
    return w2, ()


def scipy_special_i0__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return out_bar * scipy.special.i1(x)


def scipy_special_i0__tangent(x, x_dot):
    """``scipy_special_i0_(x)`` and its tangent."""
    w2 = scipy.special.i0(x)  # L2
    return w2, x_dot * scipy.special.i1(x)


# scipy.special.i1: scipy.special.i1(x)
# x: float64[x.0]


def scipy_special_i1__forward(x):
    """Forward sweep: ``scipy_special_i1_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.i1(x)  # L2
    return w2, ()


def scipy_special_i1__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return scipy.special.i1(x)
    w3 = scipy.special.i0(x) + scipy.special.iv(2, x)  # w2 = scipy.special.i1(x)
    return 0.5 * out_bar * w3


def scipy_special_i1__tangent(x, x_dot):
    """``scipy_special_i1_(x)`` and its tangent."""
    w2 = scipy.special.i1(x)  # L2
    w3 = scipy.special.i0(x) + scipy.special.iv(2, x)
    return w2, 0.5 * x_dot * w3


# scipy.special.iv: scipy.special.iv(1.5, x)
# x: float


def scipy_special_iv__forward(x):
    """Forward sweep: ``scipy_special_iv_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.iv(1.5, x)  # L2
    return w2, ()


def scipy_special_iv__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return scipy.special.iv(1.5, x)
    # w2 = scipy.special.iv(1.5, x)
    w3 = scipy.special.iv(0.5, x) + scipy.special.iv(2.5, x)
    return float(0.5 * out_bar * w3)


def scipy_special_iv__tangent(x, x_dot):
    """``scipy_special_iv_(x)`` and its tangent."""
    w2 = scipy.special.iv(1.5, x)  # L2
    w3 = scipy.special.iv(0.5, x) + scipy.special.iv(2.5, x)
    return w2, 0.5 * x_dot * w3


# scipy.special.k0: scipy.special.k0(x)
# x: float64[x.0]


def scipy_special_k0__forward(x):
    """Forward sweep: ``scipy_special_k0_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.k0(x)  # L2
    return w2, ()


def scipy_special_k0__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return -(out_bar * scipy.special.k1(x))


def scipy_special_k0__tangent(x, x_dot):
    """``scipy_special_k0_(x)`` and its tangent."""
    w2 = scipy.special.k0(x)  # L2
    return w2, -(x_dot * scipy.special.k1(x))


# scipy.special.k1: scipy.special.k1(x)
# x: float64[x.0]


def scipy_special_k1__forward(x):
    """Forward sweep: ``scipy_special_k1_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.k1(x)  # L2
    return w2, ()


def scipy_special_k1__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return scipy.special.k1(x)
    w3 = scipy.special.k0(x) + scipy.special.kv(2, x)  # w2 = scipy.special.k1(x)
    return -(0.5 * out_bar * w3)


def scipy_special_k1__tangent(x, x_dot):
    """``scipy_special_k1_(x)`` and its tangent."""
    w2 = scipy.special.k1(x)  # L2
    w3 = scipy.special.k0(x) + scipy.special.kv(2, x)
    return w2, -(0.5 * x_dot * w3)


# scipy.special.kn: scipy.special.kn(2, x)
# x: float


def scipy_special_kn__forward(x):
    """Forward sweep: ``scipy_special_kn_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.kn(2, x)  # L2
    return w2, ()


def scipy_special_kn__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return scipy.special.kn(2, x)
    w3 = scipy.special.kv(1, x) + scipy.special.kv(3, x)  # w2 = scipy.special.kn(2, x)
    return float(-(0.5 * out_bar * w3))


def scipy_special_kn__tangent(x, x_dot):
    """``scipy_special_kn_(x)`` and its tangent."""
    w2 = scipy.special.kn(2, x)  # L2
    w3 = scipy.special.kv(1, x) + scipy.special.kv(3, x)
    return w2, -(0.5 * x_dot * w3)


# scipy.special.kv: scipy.special.kv(0.3, x)
# x: float


def scipy_special_kv__forward(x):
    """Forward sweep: ``scipy_special_kv_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.kv(0.3, x)  # L2
    return w2, ()


def scipy_special_kv__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return scipy.special.kv(0.3, x)
    # w2 = scipy.special.kv(0.3, x)
    w3 = scipy.special.kv(-0.7, x) + scipy.special.kv(1.3, x)
    return float(-(0.5 * out_bar * w3))


def scipy_special_kv__tangent(x, x_dot):
    """``scipy_special_kv_(x)`` and its tangent."""
    w2 = scipy.special.kv(0.3, x)  # L2
    w3 = scipy.special.kv(-0.7, x) + scipy.special.kv(1.3, x)
    return w2, -(0.5 * x_dot * w3)


# scipy.special.i0e: scipy.special.i0e(x)
# x: float64[x.0]


def scipy_special_i0e__forward(x):
    """Forward sweep: ``scipy_special_i0e_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.i0e(x)  # L2
    return w2, (w2.copy(),)


def scipy_special_i0e__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return scipy.special.i0e(x)
    w3 = scipy.special.i1e(x) - np.sign(x) * w2  # w2 = scipy.special.i0e(x)
    return out_bar * w3


def scipy_special_i0e__tangent(x, x_dot):
    """``scipy_special_i0e_(x)`` and its tangent."""
    w2 = scipy.special.i0e(x)  # L2
    w3 = scipy.special.i1e(x) - np.sign(x) * w2
    return w2, x_dot * w3


# scipy.special.i1e: scipy.special.i1e(x)
# x: float64[x.0]


def scipy_special_i1e__forward(x):
    """Forward sweep: ``scipy_special_i1e_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.i1e(x)  # L2
    return w2, (w2.copy(),)


def scipy_special_i1e__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return scipy.special.i1e(x)
    # w2 = scipy.special.i1e(x)
    w3 = 0.5 * (scipy.special.i0e(x) + scipy.special.ive(2, x))
    return out_bar * (w3 - np.sign(x) * w2)


def scipy_special_i1e__tangent(x, x_dot):
    """``scipy_special_i1e_(x)`` and its tangent."""
    w2 = scipy.special.i1e(x)  # L2
    w3 = 0.5 * (scipy.special.i0e(x) + scipy.special.ive(2, x))
    return w2, x_dot * (w3 - np.sign(x) * w2)


# scipy.special.ive: scipy.special.ive(0.5, x)
# x: float


def scipy_special_ive__forward(x):
    """Forward sweep: ``scipy_special_ive_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.ive(0.5, x)  # L2
    return w2, (w2,)


def scipy_special_ive__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return scipy.special.ive(0.5, x)
    # w2 = scipy.special.ive(0.5, x)
    w3 = 0.5 * (scipy.special.ive(-0.5, x) + scipy.special.ive(1.5, x))
    w4 = ((x > 0) - (x < 0)) * w2  # w2 = scipy.special.ive(0.5, x)
    return float(out_bar * (w3 - w4))


def scipy_special_ive__tangent(x, x_dot):
    """``scipy_special_ive_(x)`` and its tangent."""
    w2 = scipy.special.ive(0.5, x)  # L2
    w3 = 0.5 * (scipy.special.ive(-0.5, x) + scipy.special.ive(1.5, x))
    w4 = ((x > 0) - (x < 0)) * w2
    return w2, x_dot * (w3 - w4)


# scipy.special.k0e: scipy.special.k0e(x)
# x: float64[x.0]


def scipy_special_k0e__forward(x):
    """Forward sweep: ``scipy_special_k0e_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.k0e(x)  # L2
    return w2, (w2.copy(),)


def scipy_special_k0e__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return out_bar * (w2 - scipy.special.k1e(x))


def scipy_special_k0e__tangent(x, x_dot):
    """``scipy_special_k0e_(x)`` and its tangent."""
    w2 = scipy.special.k0e(x)  # L2
    return w2, x_dot * (w2 - scipy.special.k1e(x))


# scipy.special.k1e: scipy.special.k1e(x)
# x: float64[x.0]


def scipy_special_k1e__forward(x):
    """Forward sweep: ``scipy_special_k1e_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.k1e(x)  # L2
    return w2, (w2.copy(),)


def scipy_special_k1e__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return scipy.special.k1e(x)
    # w2 = scipy.special.k1e(x)
    w3 = 0.5 * (scipy.special.k0e(x) + scipy.special.kve(2, x))
    return out_bar * (w2 - w3)


def scipy_special_k1e__tangent(x, x_dot):
    """``scipy_special_k1e_(x)`` and its tangent."""
    w2 = scipy.special.k1e(x)  # L2
    w3 = 0.5 * (scipy.special.k0e(x) + scipy.special.kve(2, x))
    return w2, x_dot * (w2 - w3)


# scipy.special.kve: scipy.special.kve(2, x)
# x: float


def scipy_special_kve__forward(x):
    """Forward sweep: ``scipy_special_kve_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.kve(2, x)  # L2
    return w2, (w2,)


def scipy_special_kve__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return scipy.special.kve(2, x)
    # w2 = scipy.special.kve(2, x)
    w3 = 0.5 * (scipy.special.kve(1, x) + scipy.special.kve(3, x))
    return float(out_bar * (w2 - w3))


def scipy_special_kve__tangent(x, x_dot):
    """``scipy_special_kve_(x)`` and its tangent."""
    w2 = scipy.special.kve(2, x)  # L2
    w3 = 0.5 * (scipy.special.kve(1, x) + scipy.special.kve(3, x))
    return w2, x_dot * (w2 - w3)


# scipy.special.ellipk: scipy.special.ellipk(x)
# x: float64[x.0]


def scipy_special_ellipk__forward(x):
    """Forward sweep: ``scipy_special_ellipk_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.ellipk(x)  # L2
    return w2, (w2.copy(),)


def scipy_special_ellipk__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.special.ellipk(x)
        w3 = scipy.special.ellipe(x) / (1.0 - x) - w2  # w2 = scipy.special.ellipk(x)
        return out_bar * w3 / (2.0 * x)


def scipy_special_ellipk__tangent(x, x_dot):
    """``scipy_special_ellipk_(x)`` and its tangent."""
    w2 = scipy.special.ellipk(x)  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w3 = scipy.special.ellipe(x) / (1.0 - x) - w2
        return w2, x_dot * w3 / (2.0 * x)


# scipy.special.ellipe: scipy.special.ellipe(x)
# x: float64[x.0]


def scipy_special_ellipe__forward(x):
    """Forward sweep: ``scipy_special_ellipe_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.ellipe(x)  # L2
    return w2, (w2.copy(),)


def scipy_special_ellipe__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return scipy.special.ellipe(x)
    w3 = 2.0 * x  # w2 = scipy.special.ellipe(x)
    with np.errstate(all="ignore"):  # partials may be infinite
        return out_bar * (w2 - scipy.special.ellipk(x)) / w3


def scipy_special_ellipe__tangent(x, x_dot):
    """``scipy_special_ellipe_(x)`` and its tangent."""
    w2 = scipy.special.ellipe(x)  # L2
    w3 = 2.0 * x
    with np.errstate(all="ignore"):  # partials may be infinite
        return w2, x_dot * (w2 - scipy.special.ellipk(x)) / w3


# scipy.special.logsumexp: scipy.special.logsumexp(x)
# x: float64[x.0]


def scipy_special_logsumexp__forward(x):
    """Forward sweep: ``scipy_special_logsumexp_(x)``, and the tape for the adjoint
    sweep.
    """
    w2 = scipy.special.logsumexp(x)  # L2
    return w2, (w2,)


def scipy_special_logsumexp__adjoint(x, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return out_bar * np.exp(x - w2)


def scipy_special_logsumexp__tangent(x, x_dot):
    """``scipy_special_logsumexp_(x)`` and its tangent."""
    w2 = scipy.special.logsumexp(x)  # L2
    return w2, np.sum(x_dot * np.exp(x - w2))


# logsumexp_weighted: scipy.special.logsumexp(x, b=y)
# x: float64[x.0], y: float64[y.0]


def logsumexp_weighted__forward(x, y):
    """Forward sweep: ``logsumexp_weighted_(x, y)``, and the tape for the adjoint sweep."""
    w3 = scipy.special.logsumexp(x, b=y)  # L2
    return w3, (w3,)


def logsumexp_weighted__adjoint(x, y, tape, out_bar=1.0):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return scipy.special.logsumexp(x, b=y)
    y_bar = out_bar * np.exp(x - w3)  # w3 = scipy.special.logsumexp(x, b=y)
    return y_bar * y, y_bar


def logsumexp_weighted__tangent(x, y, x_dot, y_dot):
    """``logsumexp_weighted_(x, y)`` and its tangent."""
    w3 = scipy.special.logsumexp(x, b=y)  # L2
    w4 = np.exp(x - w3)
    w5 = np.sum(y_dot * w4)
    return w3, np.sum(x_dot * y * w4) + w5


# scipy.special.softmax: scipy.special.softmax(x)
# x: float64[x.0]


def scipy_special_softmax__forward(x):
    """Forward sweep: ``scipy_special_softmax_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.special.softmax(x)  # L2
    return w2, (w2.copy(),)


def scipy_special_softmax__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return w2 * (out_bar - np.sum(w2 * out_bar, keepdims=True))


def scipy_special_softmax__tangent(x, x_dot):
    """``scipy_special_softmax_(x)`` and its tangent."""
    w2 = scipy.special.softmax(x)  # L2
    return w2, w2 * (x_dot - np.sum(w2 * x_dot, keepdims=True))


# scipy.special.log_softmax: scipy.special.log_softmax(x)
# x: float64[x.0]


def scipy_special_log_softmax__forward(x):
    """Forward sweep: ``scipy_special_log_softmax_(x)``, and the tape for the adjoint
    sweep.
    """
    w2 = scipy.special.log_softmax(x)  # L2
    return w2, (w2.copy(),)


def scipy_special_log_softmax__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    return out_bar - np.exp(w2) * np.sum(out_bar, keepdims=True)


def scipy_special_log_softmax__tangent(x, x_dot):
    """``scipy_special_log_softmax_(x)`` and its tangent."""
    w2 = scipy.special.log_softmax(x)  # L2
    return w2, x_dot - np.sum(np.exp(w2) * x_dot, keepdims=True)
