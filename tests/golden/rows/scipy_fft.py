"""What is emitted for these rows: ``pytest --update-golden`` writes it."""

import numpy as np
import scipy.fft


def fitted(x, like, axis=-1):
    """x, cut off or followed by zeros, so that it is as long as ``like`` along the axis."""
    n, m = np.shape(x)[axis], np.shape(like)[axis]
    x = np.moveaxis(x, axis, -1)
    out = np.zeros((*x.shape[:-1], m), dtype=x.dtype)
    out[..., :n] = x[..., :m]
    return np.moveaxis(out, -1, axis)


def half_weights(x, axis=-1):
    """How often each frequency of half a spectrum stands in the whole spectrum of x."""
    n = np.shape(x)[axis]
    out = np.full(n // 2 + 1, 2.0, dtype=x.dtype)
    out[0] = 1.0
    if n % 2 == 0:
        out[-1] = 1.0
    shape = [1] * np.ndim(x)
    shape[axis] = -1
    return out.reshape(shape)


def unbroadcast(x, like):
    """Sum x over the axes along which something of the shape of ``like`` was repeated."""
    shape = np.shape(like)
    if np.shape(x) == shape:
        return x
    extra = np.ndim(x) - len(shape)
    repeated = [i + extra for i, n in enumerate(shape) if n == 1]
    return np.reshape(np.sum(x, axis=(*range(extra), *repeated)), shape)


# scipy.fft.fft: np.abs(scipy.fft.fft(x)) ** 2
# x: float64[x.0]


def scipy_fft_fft__forward(x):
    """Forward sweep: ``scipy_fft_fft_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.fft.fft(x)  # L2
    w3 = np.absolute(w2)  # L2
    w4 = w3**2  # L2
    return w4, (w3, w2)


def scipy_fft_fft__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w3, w2 = tape
    # L2: return np.abs(scipy.fft.fft(x)) ** 2
    w5 = 2.0 * out_bar * w3 * np.conjugate(w2)  # w3 = np.absolute(w2)
    w6 = np.fft.fft(w5 / np.where(w3 == 0.0, 1.0, w3))  # w2 = scipy.fft.fft(x)
    return w6.real.copy()


def scipy_fft_fft__tangent(x, x_dot):
    """``scipy_fft_fft_(x)`` and its tangent."""
    w2 = scipy.fft.fft(x)  # L2
    w3 = np.absolute(w2)  # L2
    w5 = np.where(w3 == 0.0, 1.0, w3)
    w6 = scipy.fft.fft(x_dot) * np.conjugate(w2) / w5
    w4 = w3**2  # L2
    return w4, 2.0 * w6.real * w3


# scipy_fft_of: scipy.fft.fft(x, 5).real
# x: float64[x.0]


def scipy_fft_of__forward(x):
    """Forward sweep: ``scipy_fft_of_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.fft.fft(x, 5)  # L2
    w3 = w2.real  # L2
    return w3, ()


def scipy_fft_of__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return scipy.fft.fft(x, 5).real
    # w2 = scipy.fft.fft(x, 5)
    x_bar = fitted(np.fft.fft(out_bar.astype(np.complex128)), x).real
    return x_bar.copy()


def scipy_fft_of__tangent(x, x_dot):
    """``scipy_fft_of_(x)`` and its tangent."""
    w2 = scipy.fft.fft(x, 5)  # L2
    w3 = w2.real  # L2
    return w3, scipy.fft.fft(x_dot, 5).real


# scipy.fft.fft2: scipy.fft.fft2(x).real
# x: float64[x.0, x.1]


def scipy_fft_fft2__forward(x):
    """Forward sweep: ``scipy_fft_fft2_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.fft.fft2(x)  # L2
    w3 = w2.real  # L2
    return w3, ()


def scipy_fft_fft2__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return np.fft.fft2(out_bar.astype(np.complex128)).real.copy()


def scipy_fft_fft2__tangent(x, x_dot):
    """``scipy_fft_fft2_(x)`` and its tangent."""
    w2 = scipy.fft.fft2(x)  # L2
    w3 = w2.real  # L2
    return w3, scipy.fft.fft2(x_dot).real


# scipy.fft.fftn: scipy.fft.fftn(x).imag
# x: float64[x.0, x.1, x.2]


def scipy_fft_fftn__forward(x):
    """Forward sweep: ``scipy_fft_fftn_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.fft.fftn(x)  # L2
    w3 = w2.imag  # L2
    return w3, ()


def scipy_fft_fftn__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return scipy.fft.fftn(x).imag
    x_bar = np.fft.fftn(-(1.0j * out_bar)).real  # w2 = scipy.fft.fftn(x)
    return x_bar.copy()


def scipy_fft_fftn__tangent(x, x_dot):
    """``scipy_fft_fftn_(x)`` and its tangent."""
    w2 = scipy.fft.fftn(x)  # L2
    w3 = w2.imag  # L2
    return w3, scipy.fft.fftn(x_dot).imag


# scipy.fft.ifft: np.real(scipy.fft.ifft(scipy.fft.fft(x) * scipy.fft.fft(y)))
# x: float64[x.0], y: float64[y.0]


def scipy_fft_ifft__forward(x, y):
    """Forward sweep: ``scipy_fft_ifft_(x, y)``, and the tape for the adjoint sweep."""
    w3 = scipy.fft.fft(x)  # L2
    w4 = scipy.fft.fft(y)  # L2
    w5 = w3 * w4  # L2
    w6 = scipy.fft.ifft(w5)  # L2
    w7 = w6.real  # L2
    return w7, (w4, w3)


def scipy_fft_ifft__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w4, w3 = tape
    # L2: return np.real(scipy.fft.ifft(scipy.fft.fft(x) * scipy.fft.fft(y)))
    w5_bar = np.fft.ifft(out_bar.astype(np.complex128))  # w6 = scipy.fft.ifft(w5)
    return np.fft.fft(w5_bar * w4).real.copy(), np.fft.fft(w5_bar * w3).real.copy()


def scipy_fft_ifft__tangent(x, y, x_dot, y_dot):
    """``scipy_fft_ifft_(x, y)`` and its tangent."""
    w3 = scipy.fft.fft(x)  # L2
    w4 = scipy.fft.fft(y)  # L2
    w5 = w3 * w4  # L2
    w8 = scipy.fft.fft(y_dot) * w3
    w6 = scipy.fft.ifft(w5)  # L2
    w6_dot = scipy.fft.ifft(scipy.fft.fft(x_dot) * w4 + w8)
    w7 = w6.real  # L2
    return w7, w6_dot.real


# scipy_ifft_of: scipy.fft.ifft(x * 1j, 4).imag
# x: float64[x.0]


def scipy_ifft_of__forward(x):
    """Forward sweep: ``scipy_ifft_of_(x)``, and the tape for the adjoint sweep."""
    w2 = x * 1.0j  # L2
    w3 = scipy.fft.ifft(w2, 4)  # L2
    w4 = w3.imag  # L2
    return w4, (w2,)


def scipy_ifft_of__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return scipy.fft.ifft(x * 1j, 4).imag
    w2_bar = fitted(np.fft.ifft(-(1.0j * out_bar)), w2)  # w3 = scipy.fft.ifft(w2, 4)
    return (1.0j * w2_bar).real.copy()


def scipy_ifft_of__tangent(x, x_dot):
    """``scipy_ifft_of_(x)`` and its tangent."""
    w2 = x * 1.0j  # L2
    w3 = scipy.fft.ifft(w2, 4)  # L2
    w4 = w3.imag  # L2
    return w4, scipy.fft.ifft(1.0j * x_dot, 4).imag


# scipy.fft.ifft2: scipy.fft.ifft2(scipy.fft.fft2(x) ** 2).real
# x: float64[x.0, x.1]


def scipy_fft_ifft2__forward(x):
    """Forward sweep: ``scipy_fft_ifft2_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.fft.fft2(x)  # L2
    w3 = w2**2  # L2
    w4 = scipy.fft.ifft2(w3)  # L2
    w5 = w4.real  # L2
    return w5, (w2,)


def scipy_fft_ifft2__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2 = tape[0]
    # L2: return scipy.fft.ifft2(scipy.fft.fft2(x) ** 2).real
    w2_bar = 2.0 * np.fft.ifft2(out_bar.astype(np.complex128)) * w2  # w3 = w2**2
    return np.fft.fft2(w2_bar).real.copy()


def scipy_fft_ifft2__tangent(x, x_dot):
    """``scipy_fft_ifft2_(x)`` and its tangent."""
    w2 = scipy.fft.fft2(x)  # L2
    w3 = w2**2  # L2
    w4 = scipy.fft.ifft2(w3)  # L2
    w4_dot = scipy.fft.ifft2(2.0 * scipy.fft.fft2(x_dot) * w2)
    w5 = w4.real  # L2
    return w5, w4_dot.real


# scipy.fft.ifftn: scipy.fft.ifftn(scipy.fft.fftn(x) * 1j, axes=(0, 2)).imag
# x: float64[x.0, x.1, x.2]


def scipy_fft_ifftn__forward(x):
    """Forward sweep: ``scipy_fft_ifftn_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.fft.fftn(x)  # L2
    w3 = w2 * 1.0j  # L2
    w4 = scipy.fft.ifftn(w3, axes=(0, 2))  # L2
    w5 = w4.imag  # L2
    return w5, ()


def scipy_fft_ifftn__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return scipy.fft.ifftn(scipy.fft.fftn(x) * 1j, axes=(0, 2)).imag
    w2_bar = 1.0j * np.fft.ifftn(-(1.0j * out_bar), axes=(0, 2))  # w3 = w2 * 1.0j
    return np.fft.fftn(w2_bar).real.copy()


def scipy_fft_ifftn__tangent(x, x_dot):
    """``scipy_fft_ifftn_(x)`` and its tangent."""
    w2 = scipy.fft.fftn(x)  # L2
    w3 = w2 * 1.0j  # L2
    w4 = scipy.fft.ifftn(w3, axes=(0, 2))  # L2
    w5 = w4.imag  # L2
    return w5, scipy.fft.ifftn(1.0j * scipy.fft.fftn(x_dot), axes=(0, 2)).imag


# scipy.fft.rfft: np.abs(scipy.fft.rfft(x))
# x: float64[x.0]


def scipy_fft_rfft__forward(x):
    """Forward sweep: ``scipy_fft_rfft_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.fft.rfft(x)  # L2
    w3 = np.absolute(w2)  # L2
    return w3, (w2, w3.copy())


def scipy_fft_rfft__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w2, w3 = tape
    # L2: return np.abs(scipy.fft.rfft(x))
    w4 = np.where(w3 == 0.0, 1.0, w3)  # w3 = np.absolute(w2)
    w5 = x.shape[-1]  # w2 = scipy.fft.rfft(x)
    w6 = np.fft.fft(out_bar * np.conjugate(w2) / w4, w5)  # w2 = scipy.fft.rfft(x)
    return w6.real.copy()


def scipy_fft_rfft__tangent(x, x_dot):
    """``scipy_fft_rfft_(x)`` and its tangent."""
    w2 = scipy.fft.rfft(x)  # L2
    w3 = np.absolute(w2)  # L2
    w4 = np.where(w3 == 0.0, 1.0, w3)
    w5 = scipy.fft.rfft(x_dot) * np.conjugate(w2) / w4
    return w3, w5.real


# scipy_rfft_of: scipy.fft.rfft(x, 8).real
# x: float64[x.0]


def scipy_rfft_of__forward(x):
    """Forward sweep: ``scipy_rfft_of_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.fft.rfft(x, 8)  # L2
    w3 = w2.real  # L2
    return w3, ()


def scipy_rfft_of__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    # L2: return scipy.fft.rfft(x, 8).real
    # w2 = scipy.fft.rfft(x, 8)
    x_bar = fitted(np.fft.fft(out_bar.astype(np.complex128), 8), x).real
    return x_bar.copy()


def scipy_rfft_of__tangent(x, x_dot):
    """``scipy_rfft_of_(x)`` and its tangent."""
    w2 = scipy.fft.rfft(x, 8)  # L2
    w3 = w2.real  # L2
    return w3, scipy.fft.rfft(x_dot, 8).real


# scipy.fft.irfft: scipy.fft.irfft(scipy.fft.rfft(x) * (1.0 + 2.0j))
# x: float64[x.0]


def scipy_fft_irfft__forward(x):
    """Forward sweep: ``scipy_fft_irfft_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.fft.rfft(x)  # L2
    w3 = 1.0 + 2.0j  # L2
    w4 = w2 * w3  # L2
    w5 = scipy.fft.irfft(w4)  # L2
    return w5, (w3,)


def scipy_fft_irfft__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w3 = tape[0]
    # L2: return scipy.fft.irfft(scipy.fft.rfft(x) * (1.0 + 2.0j))
    # w5 = scipy.fft.irfft(w4)
    w4_bar = half_weights(out_bar) * np.conjugate(np.fft.rfft(out_bar, norm="forward"))
    x_bar = np.fft.fft(w4_bar * w3, x.shape[-1]).real  # w2 = scipy.fft.rfft(x)
    return x_bar.copy()


def scipy_fft_irfft__tangent(x, x_dot):
    """``scipy_fft_irfft_(x)`` and its tangent."""
    w2 = scipy.fft.rfft(x)  # L2
    w3 = 1.0 + 2.0j  # L2
    w4 = w2 * w3  # L2
    w5 = scipy.fft.irfft(w4)  # L2
    return w5, scipy.fft.irfft(scipy.fft.rfft(x_dot) * w3)


# scipy_irfft_of: scipy.fft.irfft(scipy.fft.rfft(x) ** 2, 5)
# x: float64[x.0]


def scipy_irfft_of__forward(x):
    """Forward sweep: ``scipy_irfft_of_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.fft.rfft(x)  # L2
    w3 = w2**2  # L2
    w4 = scipy.fft.irfft(w3, 5)  # L2
    return w4, (w3, w2)


def scipy_irfft_of__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    w3, w2 = tape
    # L2: return scipy.fft.irfft(scipy.fft.rfft(x) ** 2, 5)
    # w4 = scipy.fft.irfft(w3, 5)
    w5 = half_weights(out_bar) * np.conjugate(np.fft.rfft(out_bar, norm="forward"))
    w6 = x.shape[-1]  # w2 = scipy.fft.rfft(x)
    w7 = np.fft.fft(2.0 * fitted(w5, w3) * w2, w6)  # w2 = scipy.fft.rfft(x)
    return w7.real.copy()


def scipy_irfft_of__tangent(x, x_dot):
    """``scipy_irfft_of_(x)`` and its tangent."""
    w2 = scipy.fft.rfft(x)  # L2
    w3 = w2**2  # L2
    w4 = scipy.fft.irfft(w3, 5)  # L2
    return w4, scipy.fft.irfft(2.0 * scipy.fft.rfft(x_dot) * w2, 5)


# scipy.fft.fftshift: scipy.fft.fftshift(x)
# x: float64[x.0]


def scipy_fft_fftshift__forward(x):
    """Forward sweep: ``scipy_fft_fftshift_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.fft.fftshift(x)  # L2
    return w2, ()


def scipy_fft_fftshift__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return np.fft.ifftshift(out_bar)


def scipy_fft_fftshift__tangent(x, x_dot):
    """``scipy_fft_fftshift_(x)`` and its tangent."""
    w2 = scipy.fft.fftshift(x)  # L2
    return w2, scipy.fft.fftshift(x_dot)


# scipy.fft.ifftshift: scipy.fft.ifftshift(scipy.fft.fftshift(x, axes=0))
# x: float64[x.0, x.1]


def scipy_fft_ifftshift__forward(x):
    """Forward sweep: ``scipy_fft_ifftshift_(x)``, and the tape for the adjoint sweep."""
    w2 = scipy.fft.fftshift(x, axes=0)  # L2
    w3 = scipy.fft.ifftshift(w2)  # L2
    return w3, ()


def scipy_fft_ifftshift__adjoint(x, tape, out_bar):
    """Adjoint sweep: ``x_bar`` from the adjoint of the result."""
    return np.fft.ifftshift(np.fft.fftshift(out_bar), axes=0)


def scipy_fft_ifftshift__tangent(x, x_dot):
    """``scipy_fft_ifftshift_(x)`` and its tangent."""
    w2 = scipy.fft.fftshift(x, axes=0)  # L2
    w3 = scipy.fft.ifftshift(w2)  # L2
    return w3, scipy.fft.ifftshift(scipy.fft.fftshift(x_dot, axes=0))


# scipy_fftfreq_by: scipy.fft.fftfreq(5, y) * x
# x: float64[x.0], y: float


def scipy_fftfreq_by__forward(x, y):
    """Forward sweep: ``scipy_fftfreq_by_(x, y)``, and the tape for the adjoint sweep."""
    w3 = scipy.fft.fftfreq(5, y)  # L2
    w4 = w3 * x  # L2
    return w4, (w3,)


def scipy_fftfreq_by__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w3 = tape[0]
    with np.errstate(all="ignore"):  # partials may be infinite
        # L2: return scipy.fft.fftfreq(5, y) * x
        w5 = np.sum(out_bar * x / y * w3)  # w3 = scipy.fft.fftfreq(5, y)
        return out_bar * w3, float(-w5)


def scipy_fftfreq_by__tangent(x, y, x_dot, y_dot):
    """``scipy_fftfreq_by_(x, y)`` and its tangent."""
    w3 = scipy.fft.fftfreq(5, y)  # L2
    w4 = w3 * x  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w5 = y_dot * w3 / y * x
        return w4, x_dot * w3 - w5


# scipy_rfftfreq_by: scipy.fft.rfftfreq(5, y) * x[:3]
# x: float64[x.0], y: float


def scipy_rfftfreq_by__forward(x, y):
    """Forward sweep: ``scipy_rfftfreq_by_(x, y)``, and the tape for the adjoint sweep."""
    w3 = scipy.fft.rfftfreq(5, y)  # L2
    w4 = x[:3]  # L2
    w5 = w3 * w4  # L2
    return w5, (w4, w5.copy(), w3)


def scipy_rfftfreq_by__adjoint(x, y, tape, out_bar):
    """Adjoint sweep: ``x_bar``, ``y_bar`` from the adjoint of the result."""
    w4, w5, w3 = tape
    x_bar = np.zeros_like(x)
    # L2: return scipy.fft.rfftfreq(5, y) * x[:3]
    x_bar[:3] = unbroadcast(np.broadcast_to(out_bar * w3, w5.shape), w4)  # w4 = x[:3]
    with np.errstate(all="ignore"):  # partials may be infinite
        # w3 = scipy.fft.rfftfreq(5, y)
        w6 = unbroadcast(np.broadcast_to(out_bar * w4, w5.shape), w3) / y
        return x_bar, float(-np.sum(w6 * w3))


def scipy_rfftfreq_by__tangent(x, y, x_dot, y_dot):
    """``scipy_rfftfreq_by_(x, y)`` and its tangent."""
    w3 = scipy.fft.rfftfreq(5, y)  # L2
    w4 = x[:3]  # L2
    w5 = w3 * w4  # L2
    with np.errstate(all="ignore"):  # partials may be infinite
        w6 = y_dot * w3 / y * w4
        return w5, np.broadcast_to(x_dot[:3] * w3 - w6, w5.shape)
