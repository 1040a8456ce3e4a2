"""The zoo's programs of heaps, sorted lists, queues and graphs (see `tests.programs`)."""

import bisect
import heapq
import math
from collections import defaultdict, deque

import numpy as np

from tests.programs import P4, V3, V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)

EDGES = [(0, 1), (0, 2), (1, 3), (2, 3)]
LEVELS = [0.0, 0.5, 1.0, 2.0]


# ---------------------------------------------------------------- heaps


@program((P4,), (V4,))
def shortest_way(x):
    graph = {0: [(1, 0), (2, 1)], 1: [(3, 2)], 2: [(3, 3)], 3: []}
    distance = [math.inf] * 4
    distance[0] = 0.0
    heap = [(0.0, 0)]
    while heap:
        d, u = heapq.heappop(heap)
        if d > distance[u]:
            continue
        for v, k in graph[u]:
            through = d + x[k] * x[k]
            if through < distance[v]:
                distance[v] = through
                heapq.heappush(heap, (through, v))
    return distance[3]


@program((P4,), (V3,))
def queue_of_events(x):
    events, total = [], 0.0
    for i, v in enumerate(x):
        heapq.heappush(events, (v * v, i))
    while events and total < 50.0:
        t, i = heapq.heappop(events)
        total += t * x[i]
        if i == 1 and t < 3.0:
            heapq.heappush(events, (t + x[0] * x[0] + 1.5, i))
    return total


@program((P4,), (V4,))
def heap_of_numbers(x):
    heap = list(x * x)
    heapq.heapify(heap)
    first = heapq.heapreplace(heap, x[0] * 0.1)
    second = heapq.heappushpop(heap, x[1])
    return first * second + sum(v * k for k, v in enumerate(heap))


@program((V4, 3))
def greatest_kept(x, n):
    kept = [x[0]]
    for v in x[1:]:
        if len(kept) < n:
            heapq.heappush(kept, v)
        else:
            heapq.heappushpop(kept, v)
    return kept[0] * sum(kept)


# ---------------------------------------------------------------- sorted lists


@program((V4,), (V3,))
def inserted_in_order(x):
    a, b = [], [(v, 1.0) for v in sorted(x)]
    for v in x:
        bisect.insort(a, v)
        bisect.insort_left(b, (v * v, v))
    return sum((i + 1) * v for i, v in enumerate(a)) + sum(v * w * i for i, (v, w) in enumerate(b))


def place_of(values, x):
    low, high = 0, len(values)
    while low < high:
        mid = (low + high) // 2
        if x < values[mid]:
            high = mid
        else:
            low = mid + 1
    return low


@program((V4,), (V3,))
def inserted_by_a_helper(x):
    a = []
    for v in x:
        a.insert(place_of(a, v), v)
    at = 1 if x[0] > x[1] else 0
    b = [x[2]]
    b.insert(at, x[0])
    return sum((i + 1) * v for i, v in enumerate(a)) * b[0]


@program((V4, 0.7), (V4, 1.3))
def table_is_searched(y, t):
    i = bisect.bisect_right(LEVELS, t) - 1
    j = bisect.bisect_left([0.0, 0.5, 1.0, 2.0], t, 1)
    s = (t - LEVELS[i]) / (LEVELS[i + 1] - LEVELS[i])
    return y[i] * (1.0 - s) + y[i + 1] * s + y[bisect.bisect(y[:2], 0.5)] * y[j]


@program((V4, 2), (V3, 3))
def greatest_of_each_window(x, n):
    places, total = deque(), 0.0
    for i, v in enumerate(x):
        while places and x[places[-1]] < v:
            places.pop()
        places.append(i)
        if not (len(places) == 1 or places[0] > i - n):
            places.popleft()
        total += x[places[0]] ** 2
    return total


@program((P4,))
def cheapest_merges(x):
    heap, cost = [v * v for v in x], 0.0
    heapq.heapify(heap)
    while len(heap) > 1:
        both = heapq.heappop(heap) + heapq.heappop(heap)
        cost += both
        heapq.heappush(heap, both)
    return cost


@program((V4,))
def intervals_are_merged(x):
    merged = []
    for start, end in sorted([(v, v + 0.9) for v in x]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return sum(end * end - start for start, end in merged)


# ---------------------------------------------------------------- graphs


@program((P4,))
def ways_through_a_graph(x):
    after = defaultdict(list)
    for (u, v), k in zip(EDGES, range(4)):
        after[u].append((v, k))
    queue, total = deque([(0, 1.0)]), 0.0
    while queue:
        u, weight = queue.popleft()
        total += weight
        for v, k in after[u]:
            queue.append((v, weight * x[k]))
    return total


@program((P4,), (V3,))
def neighbours_are_found(x):
    near = [[] for _ in x]
    for i in range(len(x) - 1):
        near[i].append((i + 1, x[i]))
        near[i + 1].append((i, x[i + 1]))
    seen, stack, total = [False] * len(x), [(0, 1.0)], 0.0
    while stack:
        u, weight = stack.pop()
        if seen[u]:
            continue
        seen[u] = True
        total += weight * (u + 1)
        for v, w in near[u]:
            if not seen[v]:
                stack.append((v, weight * w))
    return total


@program((P4,))
def some_have_no_neighbours(x):
    near = [[], [(3, x[2])], [(3, x[0])], []]
    total = 0.0
    for i in range(len(x)):
        for v, w in near[i]:
            total += w * v
        near[i].append((i, x[i]))
    return total + near[0][0][1]


class Store:
    def __init__(self, *values):
        self.values = list(values)

    def __enter__(self):
        self.values.append(0.5)
        return self

    def __exit__(self, *error):
        return False


@program((V4,))
def recent_values_of_each_of_two_arrays(x):
    t = x[0]
    for e in [x, x * 2.0]:
        recent = deque([t], maxlen=3)
        for z in x:
            recent.append(z * e[0])
            t = np.tanh(sum(recent))
    return t


@program((V4, 2), (V4, 0))
def store_that_is_left_within_a_block(x, n):
    with Store(x[0], x[1]) as store:
        store.values[1] -= x[2]
        with np.errstate(all="ignore"):
            b = x[n]
    return store.values[0] * b + max(store.values)


@program((V4, 0), (V4, 2), (V4, 3))
def stores_that_one_branch_makes(x, n):
    total = x[1]
    if n > 1:
        store = Store(x[0])
        other, kept = store, [store]
        for k in range(n):
            store.values.append(x[k] * total)
    if n > 1:
        other.values.append(total * total)
        total = sum(store.values) * sum(kept[0].values)
    return total
