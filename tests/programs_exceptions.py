"""The zoo's programs that raise and catch (see `tests.programs`): each is called where it raises and where not."""

import contextlib
import math

import numpy as np

from s2sad import value_and_grad
from tests.programs import M23, V3, V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


class NoRoot(Exception):
    """What only these programs raise."""

    def __init__(self, at, digits=2):
        super().__init__(f"no root at {at}", digits)
        self.at = at


class NoRealRoot(NoRoot):
    pass


# ---------------------------------------------------------------- one statement that raises


@program((4.0,), (-4.0,))
def root_or_zero(a):
    try:
        v = math.sqrt(a)
    except ValueError:
        v = 0.0
    return v * a + a


@program((0.5, 2.0), (0.0, 2.0), smooth=False)
def reciprocal_or_square(x, y):
    try:
        r = 1.0 / x
    except ZeroDivisionError:
        r = y * y
    return r * y


@program((2.0, 3.0), (-2.0, 3.0), (2.0, 0.0), smooth=False)
def two_handlers(x, y):
    try:
        r = math.log(x) / y
    except ZeroDivisionError:
        r = x * x
    except (ValueError, OverflowError):
        r = y * x
    return r * x


@program((2.0, 3.0), (-2.0, 3.0), (2.0, 0.0), smooth=False)
def handler_of_everything(x, y):
    try:
        r = math.log(x) / y
    except Exception as e:
        r = x * x
        print("failed:", e)
    return r * x


@program((2.0, 3.0), (-2.0, 3.0))
def else_after_success(x, y):
    r = x * y
    try:
        s = math.sqrt(x)
    except ValueError:
        r = r * 2.0
    else:
        r = r + s * s * s
        r = r * s
    return r + x


@program((0.3,), (800.0,))
def overflow(x):
    try:
        e = math.exp(x)
    except OverflowError:
        return x * 1e-3
    return e / (1.0 + e)


@program((2.0,), (-2.0,))
def return_inside(x):
    try:
        return math.log(x) * x
    except ValueError:
        return -x * x


@program((V3 + 2.0,), (V3,))
def no_value_is_given_up(x):
    total = 0.0
    try:
        total = math.log(x[1])
    except ValueError:
        pass
    return total + np.sum(x * x)


@program((np.float64(2.0), np.float64(0.5)), (np.float64(0.0), np.float64(0.5)))
def numpy_scalars_do_not_raise(x, y):
    try:
        r = 1.0 / (x * y + 1.0)
    except ZeroDivisionError:
        r = x
    return r * x


# ---------------------------------------------------------------- several statements


@program((2.0, 3.0), (0.0, 3.0), smooth=False)
def name_bound_before_it_raises(x, y):
    try:
        k = y * 2.0
        r = k / x
    except ZeroDivisionError:
        r = k * k
    return r + k


@program((2.0, 3.0), (0.0, 3.0), refused="S2S305")
def half_done_name(x, y):
    k = y
    try:
        r = y / x
        k = r * 2.0
        r = k / (x - 1.0)
    except ZeroDivisionError:
        r = 0.0
    return r + k


@program((2.0, 3.0), (0.0, 3.0), (1.0, 3.0), smooth=False)
def half_done_name_that_nobody_reads(x, y):
    try:
        k = y / x
        r = k / (x - 1.0)
    except ZeroDivisionError:
        k = y * 2.0
        r = k * x
    return r + k


@program((2.0, 3.0), (0.0, 3.0), smooth=False)
def rebound_by_the_last(x, y):
    r = y * y
    try:
        r = r / x
    except ZeroDivisionError:
        r = r * 3.0
    return r * y


@program((2.0, 3.0), (0.0, 3.0), (1.0, 3.0), smooth=False)
def nested(x, y):
    try:
        try:
            r = y / x
        except ZeroDivisionError:
            r = y / (x + 1.0)
        r = r / (x - 1.0)
    except ZeroDivisionError:
        return y * x * x
    return r * r


@program((2.0, 3.0), (0.0, 3.0), smooth=False)
def raised_in_the_handler(x, y):
    try:
        try:
            r = y / x
        except ZeroDivisionError as e:
            raise ValueError("x is zero") from e
    except ValueError:
        r = y * y
    return r


@program((2.0, 3.0), (0.0, 3.0), smooth=False)
def raised_again(x, y):
    try:
        try:
            r = y / x
        except ArithmeticError:
            raise
    except ZeroDivisionError:
        r = y * y
    return r


@program((2.0, 3.0), (0.0, 3.0))
def cleans_up(x, y):
    n = 1.0
    try:
        r = y / (x + 1.0)
    finally:
        n = n + y
    return r * n


@program((2.0, 3.0), (0.0, 3.0), smooth=False)
def cleans_up_after_a_handler(x, y):
    n = y * 1.0
    try:
        r = y / x
    except ZeroDivisionError:
        r = y * y
    finally:
        n = n * 2.0
        print("done")
    return r * n


@program((2.0, 3.0), (0.0, 3.0))
def array_written_in_the_try_and_after_it(x, y):
    a = np.zeros(2)
    try:
        a[0] = y
        return a[0] / (x + 1.0)
    finally:
        a[0] = 5.0


@program((2.0, 3.0), (0.0, 3.0), smooth=False)
def suppressed(x, y):
    r = y * y
    with contextlib.suppress(ZeroDivisionError, ValueError):
        r = y / x
    return r * y


@program((2.0, 3.0), (0.0, 3.0))
def half_done_on_the_way_out(x, y):
    n, k = y, 1.0
    for i in range(3):
        try:
            n = n * x
            k = k + n / (y + i)
            if k > 100.0:
                continue
        except ZeroDivisionError:
            k = k * 2.0
        finally:
            k = k * y
            n = n + k
    return n * k


@program((2.0, 3.0), (0.0, 3.0))
def returns_before_it_cleans_up(x, y):
    a = np.array([x, y])
    try:
        return a[0] / (x + 1.0) + a[1]
    finally:
        a[0] = 5.0


# ---------------------------------------------------------------- branches and loops


@program((2.0, 3.0), (-2.0, 3.0), (0.5, 3.0))
def raise_in_a_branch(x, y):
    try:
        if x < 0.0:
            raise ValueError(f"x is {x}")
        r = math.sqrt(x) * y
        if x < 1.0:
            raise ArithmeticError
    except ValueError:
        return y * x
    except ArithmeticError:
        return y * y * x
    return r


@program((np.array([4.0, -1.0, 2.0, 0.0, 3.0]), 1.5), smooth=False)
def in_a_loop(x, c):
    s = 0.0
    for i in range(5):
        try:
            s = s + c / float(x[i])
        except ZeroDivisionError:
            s = s * c
            continue
        s = s * 1.1
    return s


@program((np.array([4.0, -1.0, 2.0, 0.0, 3.0]), 1.5), (np.array([4.0, 1.0]), 1.5), (np.zeros(0), 1.5), smooth=False)
def leaves_the_loop(x, c):
    s = c
    for v in x:
        try:
            r = 1.0 / float(v)
        except ZeroDivisionError:
            break
        s = s * r + c
    else:
        s = s * s
    return s


@program((np.array([3.5, 1.5, 4.5]), 0.7))
def loop_inside(x, c):
    s = 0.0
    for v in x:
        p = c
        try:
            q = c
            for k in range(3):
                q = q * math.sqrt(float(v) - k) * c
            p = q * q
        except ValueError:
            p = p * float(v)
        s += p * p
    return s


@program((np.array([3.5, 1.5, 4.5]), 0.7))
def while_inside(x, c):
    s = 0.0
    for v in x:
        try:
            q, k = float(v), 0
            while q > 0.3:
                q = math.sqrt(q - 0.2) * c
                if q < 1.0:
                    q = math.log(q + 0.1) * v + q
                k += 1
            r = q * q * k
        except ValueError:
            r = float(v) * c
        s += r
    return s


@program((1.5, 2.0), (0.0, 2.0), (1e-200, 2.0), smooth=False)
def newton_with_try_around(x, a):
    try:
        y = x
        for _ in range(30):
            y = y - (y * y - a) / (2.0 * y)
            if abs(y * y - a) < 1e-14:
                break
    except (ZeroDivisionError, OverflowError):
        return a * x + a
    return y


@program((np.array([4.0, 0.0, 2.0]),), (np.array([4.0, 1.0, 2.0]),), smooth=False)
def list_of_results(x):
    out = []
    for v in [x[0], x[1], x[2]]:
        try:
            out.append(1.0 / float(v))
        except ZeroDivisionError:
            out.append(float(v) * 3.0 + 1.0)
    return out[0] * out[1] + out[2] * out[1]


@program((3.0,), (-3.0,))
def retry(x):
    for k in range(4):
        try:
            r = math.log(x + k)
            break
        except ValueError:
            x = x * 0.5 + 1.0
    else:
        r = 0.0
    return r * x


# ---------------------------------------------------------------- what surely raises


@program(({"scale": 2.0}, 3.0))
def key_that_is_not_there(p, x):
    try:
        k = p["gain"]
    except KeyError:
        k = p["scale"] * x
    try:
        s = p["scale"]
    except KeyError:
        s = 1.0
    return k * s * x


@program((2.0, 1.0), (-2.0, 1.0))
def item_that_is_not_there(x, y):
    items = [x, y, x * y]
    s = y
    for k in (1, 2, 3):
        try:
            s = s * items[k] + items[-k]
        except IndexError as e:
            print("caught", e)
            s = s * 2.0 + x
    return s


@program((2.0,), (np.array([1.0, 2.0]),))
def number_or_array(x):
    try:
        n = len(x)
    except TypeError:
        n = 3
    return np.sum(x * x) * n


@program((2.0, 3.0), (0.0, 3.0), smooth=False)
def structures_that_stay(x, y):
    p, items, pair = {"x": x, "y": y}, [x, y], (y, x)
    try:
        if y > 2.0:
            z = y / x
        else:
            z = x
        z = z / (x + 1.0)
    except ZeroDivisionError:
        z = p["y"] * items[1] + pair[0]
    return z * items[0] + pair[0]


# ---------------------------------------------------------------- memory


@program((V4,), (V4 * 0.0 + 1.0,))
def store_that_raises_first(x):
    y = x * 1.0
    for i in range(4):
        try:
            y[i] = math.sqrt(x[i]) * y[i - 1]
        except ValueError:
            y[i] = x[i] * x[i] + y[i - 1]
    return np.sum(y * y)


@program((V4,), refused="S2S305")
def half_written(x):
    y = x * 1.0
    try:
        for i in range(4):
            y[i] = math.sqrt(x[i])
    except ValueError:
        return np.sum(y)
    return np.sum(y * y)


@program((V4,), (V4 * V4,))
def half_written_and_left(x):
    y = x * 1.0
    try:
        for i in range(4):
            y[i] = math.sqrt(x[i]) * y[i]
    except ValueError:
        return np.sum(x * x)
    return np.sum(y * y)


@program((V4,), refused="S2S305")
def half_written_under_another_name(x):
    y = x * 1.0
    v = y[1:]
    try:
        y[2] = 5.0
        r = math.sqrt(x[2])
    except ValueError:
        r = v[1]
    return r


# ---------------------------------------------------------------- calls and classes


def _root(a, at=0.0):
    if a < 0.0:
        raise NoRoot(a, digits=3)
    if a == 0.0:
        raise NoRealRoot(at)
    return math.sqrt(a)


@program((4.0, 1.5), (-4.0, 1.5), (0.0, 1.5), smooth=False)
def callee_that_raises(a, c):
    try:
        r = _root(a * c) * c
    except NoRealRoot:
        r = c
    except NoRoot:
        r = a * a
    return r * c


def _root_or(a, b):
    try:
        return _root(a)
    except NoRoot as e:
        print(e)
    return b * b


@program((4.0, 1.5), (-4.0, 1.5))
def callee_that_catches(a, c):
    return _root_or(a, c) * c + _root_or(c, a)


@program((2.0, 3.0), (1.0, 3.0))
def class_of_its_own(x, y):
    try:
        if x < 1.5:
            raise NoRoot(x) from None
        r = x * y
    except NoRoot:
        r = y * y
    return r * x


def _fill(out, x):
    for i in range(3):
        out[i] = math.sqrt(x[i])


@program((V3,), (V3 * V3,), refused="S2S305")
def callee_that_writes_half(x):
    y = np.ones(3)
    try:
        _fill(y, x)
    except ValueError:
        pass
    return np.sum(y * x)


@program((V3,), (V3 * V3,))
def callee_that_writes_and_all_is_left(x):
    y = np.ones(3)
    try:
        _fill(y, x)
    except ValueError:
        return np.sum(x)
    return np.sum(y * x)


@program((M23,), (M23 * M23,))
def handler_without_a_name(a):
    s = 0.0
    for row in a:
        for v in row:
            try:
                s += math.sqrt(v)
            except:  # noqa: E722
                s += v * v
    return s * s


@program((2.0, 3.0), (0.0, 3.0), smooth=False)
def shared_names(x, y):
    exception = y
    try:
        r = y / x
    except ZeroDivisionError:
        r = exception * 2.0
    except OverflowError:
        r = exception
    return r * exception


@program((0.5, 4), (-0.5, 4), (0.0, 2), smooth=False)
def retried_until_it_works(x, n):
    y = x
    k = 0
    while True:
        try:
            v = math.sqrt(y)
            break
        except ValueError:
            y = y + 0.3
            k += 1
        if k > n:
            v = 7.0 * y
            break
    return v * y


@program((0.5, 4), (-0.5, 4), (-5.0, 2))
def retried_until_a_flag_says(x, n):
    y = x
    k = 0
    while True:
        try:
            v = math.sqrt(y)
            done = True
        except ValueError:
            y = y + 0.3
            k += 1
            done = False
        if done:
            break
        if k > n:
            v = 7.0 * y
            break
    return v * y


@program((0.5, 4), (-0.5, 4), (-0.7, 9))
def retried_a_number_of_times(x, n):
    y = x
    for k in range(n):
        try:
            v = math.sqrt(y)
            break
        except ValueError:
            y = y + 0.3
    else:
        v = 9.0
    return v * y


@program((0.5, 4), (0.0, 4), (-2.0, 5), (0.3, 0), smooth=False)
def continue_and_break_beside_a_finally(x, n):
    y = 1.0
    for i in range(n):
        try:
            r = 1.0 / (x * (i - 1))
        except ZeroDivisionError:
            y += 1.0
            continue
        else:
            if r > 3:
                break
            y += r
        finally:
            y *= 1.5
        y += x
    return y * x


@program((0.5, 2), (0.5, 0), (-0.5, 3))
def returns_past_a_finally_that_writes_a_cell(x, n):
    log = 0.0

    def g(v):
        nonlocal log
        try:
            if v > 0.4:
                return math.log(v) * v
            return math.sqrt(v)
        except ValueError:
            return v * v
        finally:
            log += v

    y = 0.0
    for i in range(n):
        y += g(x * (i + 1))
    return y + log * x


@program((0.5,), (-0.5,))
def result_computed_before_the_finally(x):
    y = x * 3

    def f():
        nonlocal y
        try:
            return y
        finally:
            y = y * 7

    return f() * y


@program((0.5, 3), (-0.5, 2), (0.5, 0))
def raised_again_to_a_caller_that_catches(x, n):
    def step(v):
        try:
            return math.log(v)
        except ValueError:
            if n > 2:
                raise
            return v * v

    try:
        return step(x) + step(x * 2)
    except ValueError:
        return 3.0 * x


@program((0.5, 3), (-0.5, 2))
def functions_called_in_a_try(x, n):
    def safe(f, v, default):
        try:
            return f(v)
        except (ValueError, OverflowError):
            return default

    return safe(math.log, x, x) * safe(math.exp, x, 0.0) + safe(math.exp, x * 5000, x) * safe(
        lambda v: 1.0 / (v - v + 1), x, 1.0
    )


@program((0.5, 3), (-0.5, 2))
def else_raises_to_the_try_around(x, n):
    y = x
    try:
        try:
            y = x * 2
        except ValueError:
            y = 0.0
        else:
            y = math.sqrt(y)
    except ValueError:
        y = x * x
    return y


# ---------------------------------------------------------------- objects and handlers


class Meter:
    def __init__(self, start):
        self.total = start

    def add(self, z):
        self.total += z
        return self


@program((V4, 2), (V4, 3))
def one_of_two_objects_of_which_one_is_lost(x, n):
    y = 0.0
    for k in range(3):
        m = Meter(x[k])
        p = m if x[0] > 0.5 else Meter(2.0 * x[1])
        y += p.total
        try:
            m.add(x[1])
            y += 1.0 / (n % 2)
        except ZeroDivisionError:
            y += 0.5 * x[0]
    return y * x[2]


@program((V4, 2), (V4, 3), (V4, 0))
def object_around_a_sum_that_is_tried(x, n):
    y = 0.0
    m = Meter(x[0])
    for k in range(n):
        m.add(x[k])
        try:
            y += float(sum(z * x[1] for z in x)) / (k % 2)
        except ZeroDivisionError:
            y += 0.5 * m.total
    return y * m.total


@program((0.8, 2), (0.8, 0))
def division_by_what_the_text_knows_to_be_zero(x, n):
    y = x
    for s, k in [(x, 1), (math.sin, 2), (x * x, 3)]:
        with contextlib.suppress(ZeroDivisionError):
            s = 0.5 * x / (k % 2)
        y = y * (s(x) if callable(s) else s)
    try:
        z = 1 // (n * 0)
    except ZeroDivisionError:
        z = x
    return y + z


@program((V4, -1.0), (V4, 1.5))
def text_of_what_was_caught(x, a):
    try:
        if a > 1.0:
            raise KeyError(f"{a} is large")
        y = math.sqrt(a)
    except (ValueError, KeyError) as e:
        message = "caught: " + str(e)
        print(message, repr(e), str(a) + "!", str(x[0]))
        y = a * a
    return y * x[0]


@program((V4, V4 * 2.0), (V4, V3), (V3, V4), (V4[:2], V3))
def lengths_that_have_to_be_the_same(x, y):
    total, product = 0.0, 1.0
    try:
        for k, (a, b) in enumerate(zip(x, y, strict=True)):
            print(k)
            if b < -1.3:
                break
        else:
            print("all")
    except ValueError as e:
        print(e)
        product = 3.0
    try:
        total = sum(a * b * b for a, b in zip(x, y, strict=True))
    except ValueError:
        total = x[0] * y[1]
    return total * product


def _bent(z, w):
    if z > 0.4:
        return np.sin(z) * np.cos(w)
    return np.tanh(z * z) * w


@program((V4, 2), (V4, 1))
def gradient_inside_that_is_not_read_and_a_division_that_may_fail(x, n):
    s = 0.3
    try:
        value_and_grad(_bent)(n * 0.3, 0.7)
        s = float(x[0]) / (n % 2)
    except ZeroDivisionError:
        pass
    return np.sum(x * x) * s
