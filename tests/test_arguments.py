"""Arguments with stars: of an array they are as many as the function takes, or it raises."""

import functools

import numpy as np
import pytest

import s2sad


def model(t, a, b, *, c=1.0):
    return a * t + b * c


def spread(p):
    return model(0.5, *p, c=2.0)


@pytest.mark.parametrize("count", [1, 3])
def test_another_number_of_items_raises_what_python_raises(count):
    p = np.arange(1.0, 1.0 + count)
    for call in (spread, s2sad.grad(spread), lambda p: s2sad.jvp(spread, (p,), (p,))):
        with pytest.raises(TypeError, match=r"model\(\)"):
            call(p)


@pytest.mark.parametrize("f", [lambda p: model(*p, *p), lambda p: max(*p), lambda p: print(*p) or p[0]])
def test_where_the_number_is_not_one_it_is_refused(f):
    with pytest.raises(s2sad.UnsupportedError, match="unpacked arguments"):
        s2sad.grad(f)(np.array([1.0, 2.0]))


def doubled(f):
    @functools.wraps(f)
    def outer(*args):
        return f(2.0, *args)

    return outer


def halved(f):
    @functools.wraps(f)
    def outer(b, a):
        return f(0.5, a, b)

    return outer


def scaled(t, a, b):
    return t * a * a * b


def test_a_wrapper_takes_what_it_is_written_to_take():
    p = np.array([0.5, -0.7])
    assert s2sad.grad(lambda p: halved(scaled)(*p))(p) == pytest.approx([0.5 * 0.7**2, 0.5 * 2 * -0.7 * 0.5])
    with pytest.raises(s2sad.UnsupportedError, match="unpacked arguments"):
        s2sad.grad(lambda p: doubled(scaled)(*p))(p)
