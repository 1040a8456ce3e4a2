"""Samples of complex numbers that are made of real ones and taken apart, by row: Fourier transforms among them."""

import numpy as np

from tests.rule_samples import LONG, T3, M, S, V, W

COMPLEX = {
    "rfftfreq_by": [("np.fft.rfftfreq(5, y) * x[:3]", {"x": LONG, "y": 0.5})],
    "complex": [("abs(complex(x) * 1j + 1.0)", {"x": 1.5})],
    "complex_of": [
        ("(complex(x, y) ** 2).imag", {"x": 1.5, "y": 0.5}),
        ("(complex(real=x, imag=1.0) ** y).real", {"x": np.float64(1.5), "y": 0.5}),
    ],
    "np.complex128": [("(np.complex128(x) * (1 + 2j)).imag", {"x": 1.5})],
    "np.complex64": [("np.complex64(1j * x).imag", {"x": np.float32(1.5)})],
    "fft_of": [
        ("np.fft.fft2(x, s=(2, 4)).real", {"x": S}),
        ("np.fft.fft(x, 5).real", {"x": V}),
        ("np.fft.fft(x, n=2).imag", {"x": V}),
    ],
    "fftfreq_by": [
        ("np.fft.fftfreq(5, y) * x", {"x": LONG, "y": 0.5}),
    ],
    "fitted": [
        ("fitted(x, y)", {"x": V, "y": LONG}),
    ],
    "ifft_of": [
        ("np.fft.ifftn(x, s=(2, 4), axes=(0, 1)).imag", {"x": S}),
        ("np.fft.ifft(x * 1j, 4).imag", {"x": V}),
    ],
    "imag": [
        ("np.sqrt(x + 1j).imag", {"x": V}),
        ("((x + 1j) ** 0.5).imag", {"x": V}),
        ("np.sin(x + 1j*y).imag", {"x": V, "y": W}),
        ("np.tanh(x + 1j*y).imag", {"x": V, "y": W}),
        ("np.imag(np.linalg.solve(x + 1j * np.eye(3), y))", {"x": S, "y": V}),
        ("np.stack([x * 1j, y * 1j]).imag", {"x": V, "y": W}),
        ("np.where(x > 0, x * 1j, x).imag", {"x": V}),
        ("(x.astype(complex) * 1j).imag", {"x": V}),
        ("np.array([x * 1j, y]).imag", {"x": 1.5, "y": 0.5}),
    ],
    "irfft_of": [
        ("np.fft.irfft(np.fft.rfft(x) ** 2, 5)", {"x": LONG}),
        ("np.fft.irfft(np.fft.rfft(x) ** 2, 8, norm='ortho')", {"x": LONG}),
        ("np.fft.irfft(np.fft.rfft(x) ** 2, 3, norm='forward')", {"x": LONG}),
    ],
    "np.absolute": [
        ("np.abs(np.exp(1j * x)+x)", {"x": V}),
        ("np.abs(x * 1j + y) ** 2", {"x": V, "y": W}),
        ("abs(x * 1j + 2.0)", {"x": 1.5}),
        ("np.abs(np.sum(x * np.exp(1j * y)))", {"x": V, "y": W}),
    ],
    "np.angle": [
        ("np.angle(x + 1j * y)", {"x": V, "y": W}),
        ("np.angle(x + 1j * y, deg=True)", {"x": V, "y": W}),
    ],
    "np.conjugate": [
        ("(np.conj(x + 1j * y) * np.exp(1j * x)).real", {"x": V, "y": W}),
    ],
    "np.fft.fft": [
        ("np.abs(np.fft.fft(x)) ** 2", {"x": LONG}),
        ("np.fft.fft(x).imag", {"x": V}),
        ("np.fft.fft(x, axis=0, norm='ortho').real", {"x": M}),
    ],
    "np.fft.fft2": [
        ("np.fft.fft2(x).real", {"x": S}),
    ],
    "np.fft.fftn": [
        ("np.fft.fftn(x).imag", {"x": T3}),
        ("np.fft.fftn(x, axes=[0, 2]).real", {"x": T3}),
    ],
    "np.fft.fftshift": [
        ("np.fft.fftshift(x)", {"x": LONG}),
    ],
    "np.fft.ifft": [
        ("np.real(np.fft.ifft(np.fft.fft(x) * np.fft.fft(y)))", {"x": V, "y": W}),
        ("np.fft.ifft(x, norm='forward').imag", {"x": V}),
    ],
    "np.fft.ifft2": [
        ("np.fft.ifft2(np.fft.fft2(x) * np.fft.fft2(y)).real", {"x": S, "y": S.T.copy()}),
    ],
    "np.fft.ifftn": [
        ("np.fft.ifftn(np.fft.fftn(x) * 1j, axes=(0, 2)).imag", {"x": T3}),
    ],
    "np.fft.ifftshift": [
        ("np.fft.ifftshift(np.fft.fftshift(x, axes=0))", {"x": M}),
    ],
    "np.fft.irfft": [
        ("np.fft.irfft2(x)", {"x": M}),
        ("np.fft.irfft2(np.fft.rfft2(x) ** 2)", {"x": T3}),
        ("np.fft.irfftn(np.fft.rfftn(x) ** 2, s=(2, 5), axes=(0, 1))", {"x": M}),
        ("np.fft.irfftn(np.fft.rfftn(x) * 1j, norm='forward')", {"x": T3}),
        ("np.fft.irfft(np.fft.rfft(x) * (1.0 + 2.0j))", {"x": LONG}),
        ("np.fft.irfft(np.fft.rfft(x))", {"x": M}),
        ("np.fft.irfft(x)", {"x": LONG}),
    ],
    "np.fft.rfft": [
        ("np.fft.rfft2(x).real", {"x": S}),
        ("np.fft.rfft2(x).imag", {"x": T3}),
        ("np.fft.rfftn(x, axes=(0, 2)).imag", {"x": T3}),
        ("np.fft.rfftn(x, s=(3, 5), axes=(0, 1), norm='ortho').real", {"x": M}),
        ("np.abs(np.fft.rfft(x))", {"x": LONG}),
        ("np.abs(np.fft.rfft(x))", {"x": M}),
        ("np.fft.rfftfreq(5) * x[:3]", {"x": LONG}),
    ],
    "phase": [
        ("np.sign(x + 1j * y).imag", {"x": V, "y": W}),
        ("np.sign(x + 1j * y).real", {"x": 1.5, "y": 0.5}),
    ],
    "turn": [("turn(x * (1.0 + 2.0j)).imag", {"x": V})],
    "real": [
        ("((x + 1j) ** 3).real", {"x": V}),
        ("(1.0 / (x + 1j)).real", {"x": V}),
        ("np.log(x + 1j).real", {"x": V}),
        ("(x * 1j + 2.0).real", {"x": 1.5}),
        ("np.real(np.linalg.inv(x + 1j * np.eye(3)))", {"x": S}),
        ("np.real((x + 1j * y) @ (y - 1j * x))", {"x": S, "y": S.T.copy()}),
        ("np.mean((x * 1j) ** 2).real", {"x": V}),
        ("np.einsum('i,ij->j', x * 1j, y + 1j).real", {"x": V, "y": S}),
        ("np.cumsum(np.exp(1j * x)).real", {"x": V}),
    ],
    "rfft_of": [
        ("np.fft.rfft(x, 8).real", {"x": LONG}),
        ("np.fft.rfft(x, 3, axis=0, norm='ortho').imag + 1.0", {"x": S}),
    ],
}
