"""The functions that are measured, as a user would write them; none of them is written for the tool."""

import math

import numpy as np


def logistic(x, r, n):
    """Squares of a logistic map with a branch, summed up: a loop over numbers."""
    total = 0.0
    for _ in range(n):
        if x > 0.5:
            x = r * x * (1.0 - x)
        else:
            x = r * x * (1.0 - x) + 0.01 * x
        total = total + x * x
    return total


def array_operations(x, y, n):
    """Five operations on arrays in each iteration."""
    for _ in range(n):
        x = np.sin(x) * y
        y = y + 0.01 * x
        x = np.tanh(x)
    return np.sum(x * y)


def rosenbrock(x):
    """Rosenbrock's function in many dimensions, vectorised."""
    return np.sum(100.0 * (x[1:] - x[:-1] ** 2) ** 2 + (1.0 - x[:-1]) ** 2)


def product(x, y):
    """As little as a function can do: what is measured is the call."""
    return x * y


def product_of_four(a, b, c, d):
    """The same with four numbers."""
    return a * b * c * d


def sum_of_products(a, b, c, d):
    """The same with four arrays."""
    return np.sum(a * b + c * d)


def twenty_lines(x, y, a, n):
    w = np.exp(-x * x)
    u = x * w + a * y
    s = 0.0
    for k in range(n):
        v = np.sin(u) * y
        if k < 2:
            u = u + 0.1 * v
        else:
            u = u * np.cos(v)
        t = np.sum(u * w) / (1.0 + a * a)
        if t > 1.0:
            s = s + math.sqrt(t)
        else:
            s = s + t * t
    z = np.maximum(u, 0.0) @ y
    p = np.log1p(np.mean(u * u))
    q = a**3 - math.tanh(a * s)
    r = z * p + q
    return r + s


def twenty_other_lines(x, y, a, n):
    u = np.sqrt(x * x + y * y)
    c = np.cos(a * u)
    m = np.mean(u)
    p = 1.0
    for k in range(n):
        c = c * u + p * x
        if k == 1:
            p = p * math.exp(-a)
        else:
            p = p / (1.0 + a * k)
        d = np.log(1.0 + c * c)
        if m > 0.5:
            c = c - d
        else:
            c = c + a * d
    g = np.where(c > 0.0, c, 0.1 * c)
    h = np.sum(g * y) - m
    q = math.sin(a) * p + a**2
    r = h * q / (1.0 + m * m)
    return r * r + q
