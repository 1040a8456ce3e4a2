"""The zoo of what has to be known, as an axis or a rank: what calls gave back, how long lists are, ranges."""

import numpy as np

from tests.programs import M23, V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)

V8 = np.array([0.3, 1.1, 0.35, -0.4, 0.9, -1.2, 0.7, 0.2])


class Power:
    def __init__(self, axis=-1, order=2):
        self.axis, self.order = axis, order
        self.gain = 1.5

    def __call__(self, x):
        return self.gain * np.sum(x**self.order, axis=self.axis)


class Pair:
    def __init__(self, first):
        self.left, self.right = Power(first), Power(first + 1, order=3)

    def __call__(self, x):
        return self.left(x).sum() + 2.0 * (self.right(x) ** 2).sum()


@program((M23,))
def an_axis_that_an_object_made_here_keeps(x):
    rows, columns = Power(0), Power()
    return (rows(x) ** 2).sum() + (columns(x) ** 3).sum()


@program((M23,))
def an_axis_of_an_object_in_an_object(x):
    return Pair(0)(x)


def _last(n):
    return n - 1, n * 2


@program((M23, 1))
def an_axis_that_a_call_gave_back(x, n):
    axis, twice = _last(n)
    return (np.sum(x, axis=axis) ** 2).sum() * twice


class Register:
    def __init__(self, bits):
        self.bits = bits
        self.state = np.zeros(2**bits)
        self.state[0] = 1.0
        self.done = []

    def turn(self, angle, bits):
        k = len(bits)
        c, s = np.cos(angle), np.sin(angle)
        gate = np.array([[c, -s], [s, c]]).reshape((2,) * 2 * k)
        state = np.moveaxis(self.state.reshape([2] * self.bits), bits, range(k))
        state = np.tensordot(gate, state, axes=(range(k, 2 * k), range(k)))
        self.state = np.moveaxis(state, range(k), bits).ravel()
        self.done.append(("turn", bits))


@program((V4,))
def a_register_of_bits(x):
    r = Register(3)
    for i in range(3):
        r.turn(x[i], [i])
    r.turn(x[3], [1])
    return (r.state**3).sum() * len(r.done)


@program((V8, 3))
def a_list_as_a_shape(x, n):
    y = np.moveaxis(x.reshape([2] * n), 0, -1).reshape([2] + [4] * (n - 2))
    return (np.tanh(y[0]) * np.full([2] * (n - 1), x[1]).ravel() ** 2).sum()


@program((V8,))
def ranges_as_axes(x):
    y = np.moveaxis(x.reshape(2, 2, 2, 1), [0, 1, 2], range(3))
    z = np.transpose(x.reshape(2, 4), range(1, -1, -1))
    return (y[0, 1] ** 2).sum() + (z[1] ** 3).sum() + np.tensordot(z, z, axes=(range(1, 2), range(1, 2))).sum()


@program((V8,))
def lists_as_axes(x):
    y = np.transpose(x.reshape(2, 2, 2), [2, 0, 1]) * x.reshape(2, 2, 2).transpose([1, 0, 2])
    z = np.flip(y, [0, 1]) + np.fft.fftshift(y, axes=[1])
    return (z**2).sum() + (np.average(y, axis=[0]) ** 3).sum()


@program((V8, 2))
def parts_up_to_the_items_of_a_range(x, n):
    a, b, c = np.split(x, range(1, 6, 4))
    y = x.reshape(2, 4)
    return a.sum() * (b**2).sum() + np.hsplit(y, range(1, 3))[1].sum() * np.array_split(c, range(1, 2))[1].prod()


@program((1.3, 0), (1.3, 1), (1.3, 5))
def truths_of_ranges_and_of_views(x, n):
    s = x
    if range(1, n, 2):
        s = s * x
    if not range(2, 2):
        s = s + x**3
    d = {"a": x}
    if d.values():
        d["b"] = x * x
    d.clear()
    return s * 3.0 if d.keys() or d.items() else s * x


@program((V4,))
def places_of_a_range(x):
    rows, columns = np.indices(range(2, 4))
    return (x[rows] * x[columns] ** 2).sum()
