"""The most profitable set of things that holds all that its members require (maximum closure).

A minimum cut finds it (Picard 1976): a source feeds what profits, what costs drains into a sink,
and an edge that nothing can cut runs from each thing to what it requires. The flow is found by
shortest ways in levels (Dinic 1970).
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

NEGLIGIBLE = 1e-9


@dataclass(frozen=True)
class Closure:
    """The members of the best closed set, and a profit that no closed set exceeds."""

    members: frozenset[int]
    most: float


def best_closure(profits: Sequence[float], requires: Sequence[Sequence[int]]) -> Closure:
    """Return the closed set of most profit; `requires` are the indices that each one needs.

    Every flow proves a bound, so `most` holds even where rounding stops the search too early.
    """
    source, sink = len(profits), len(profits) + 1
    net = _Net(len(profits) + 2)
    for one, profit in enumerate(profits):
        if profit > 0:
            net.connect(source, one, profit)
        elif profit < 0:
            net.connect(one, sink, -profit)
        for needed in requires[one]:
            net.connect(one, needed, float("inf"))
    flow = net.largest_flow(source, sink)
    reached = net.levels(source)
    members = frozenset(one for one in range(len(profits)) if reached[one] >= 0)
    return Closure(members, sum(profit for profit in profits if profit > 0) - flow)


@dataclass
class _Net:
    """Edges in pairs, there and back: edge `e` ends in `ends[e]` and has `room[e]` left."""

    size: int
    ends: list[int] = field(default_factory=list)
    room: list[float] = field(default_factory=list)
    edges: list[list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.edges = [[] for _ in range(self.size)]

    def connect(self, start: int, end: int, room: float) -> None:
        for here, there, size in ((start, end, room), (end, start, 0.0)):
            self.edges[here].append(len(self.ends))
            self.ends.append(there)
            self.room.append(size)

    def levels(self, source: int) -> list[int]:
        """How many edges with room lie between the source and each node, -1 out of reach."""
        found = [-1] * self.size
        found[source] = 0
        waiting = deque([source])
        while waiting:
            node = waiting.popleft()
            for edge in self.edges[node]:
                end = self.ends[edge]
                if found[end] < 0 and self.room[edge] > NEGLIGIBLE:
                    found[end] = found[node] + 1
                    waiting.append(end)
        return found

    def largest_flow(self, source: int, sink: int) -> float:
        flow = 0.0
        while (levels := self.levels(source))[sink] >= 0:
            tried = [0] * self.size
            while way := self._way(source, sink, levels, tried):
                least = min(self.room[edge] for edge in way)
                for edge in way:
                    self.room[edge] -= least
                    self.room[edge ^ 1] += least
                flow += least
        return flow

    def _way(self, source: int, sink: int, levels: list[int], tried: list[int]) -> list[int]:
        """The edges of a way that goes up a level with each; `tried` are edges given up."""
        way: list[int] = []
        node = source
        while node != sink:
            step = self._step(node, levels, tried)
            if step >= 0:
                way.append(step)
                node = self.ends[step]
            elif way:
                node = self.ends[way.pop() ^ 1]
                tried[node] += 1
            else:
                return []
        return way

    def _step(self, node: int, levels: list[int], tried: list[int]) -> int:
        edges = self.edges[node]
        while tried[node] < len(edges):
            edge = edges[tried[node]]
            if self.room[edge] > NEGLIGIBLE and levels[self.ends[edge]] == levels[node] + 1:
                return edge
            tried[node] += 1
        return -1
