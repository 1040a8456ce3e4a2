"""Rows of ``scipy.fft``; they are read when the user's program has loaded it.

Its transforms are those of NumPy, made by other code: values are SciPy's, derivatives are transforms by NumPy.
"""

from __future__ import annotations

import scipy.fft

from s2sad.rules.fourier import ALONG, HALF, frequencies, same, spectrum
from s2sad.rules.registry import REGISTRY, declare

MODULES = ("scipy.fft",)

# fmt: off
for name in ("fft", "ifft"):
    declare(f"scipy.fft.{name}(x, axis=-1, norm=None)", "linear", spectrum(False, False), modules=MODULES, raises=True,
            x=f"np.fft.{name}(g, {ALONG})")
    declare(f"scipy_{name}_of: scipy.fft.{name}(x, n, axis=-1, norm=None)", "linear", spectrum(False, False),
            modules=MODULES, raises=True, function=getattr(scipy.fft, name),
            x=f"fitted(np.fft.{name}(g, {ALONG}), x, axis=axis)")
    for many, over in (("2", "axes=(-2, -1)"), ("n", "axes=None")):
        declare(f"scipy.fft.{name}{many}(x, {over}, norm=None)", "linear", spectrum(False, False), modules=MODULES,
                raises=True, x=f"np.fft.{name}{many}(g, axes=axes, norm=norm)")
declare("scipy.fft.rfft(x, axis=-1, norm=None)", "linear", spectrum(False, True), modules=MODULES, raises=True,
        x=f"fft_of(g, dim(x, axis=axis), {ALONG})")
declare("scipy_rfft_of: scipy.fft.rfft(x, n, axis=-1, norm=None)", "linear", spectrum(False, True), modules=MODULES,
        raises=True, function=scipy.fft.rfft, x=f"fitted(fft_of(g, n, {ALONG}), x, axis=axis)")
declare("scipy.fft.irfft(x, axis=-1, norm=None)", "linear", spectrum(True, True), modules=MODULES, raises=True, x=HALF)
declare("scipy_irfft_of: scipy.fft.irfft(x, n, axis=-1, norm=None)", "linear", spectrum(True, False), modules=MODULES,
        raises=True, function=scipy.fft.irfft, x=f"fitted({HALF}, x, axis=axis)")
declare("scipy.fft.fftshift(x, axes=None)", "linear", same, modules=MODULES, raises=True,
        x="np.fft.ifftshift(g, axes=axes)")
declare("scipy.fft.ifftshift(x, axes=None)", "linear", same, modules=MODULES, raises=True,
        x="np.fft.fftshift(g, axes=axes)")
for name, half in (("fftfreq", False), ("rfftfreq", True)):
    declare(f"scipy.fft.{name}(n)", "constant", frequencies(half), modules=MODULES, raises=True)
    declare(f"scipy_{name}_by: scipy.fft.{name}(n, by)", "tangent", frequencies(half), modules=MODULES, raises=True,
            function=getattr(scipy.fft, name), by="-(d * out / by)")
# fmt: on

REGISTRY.seal(MODULES)
