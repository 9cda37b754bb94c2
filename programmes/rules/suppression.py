"""Small groups kept out of a table, and with them whatever would give them away.

A table with totals is a circulation: each figure is an arc, and every row, column and total is a node at which what
comes in goes out again. What a reader can work out of a figure kept back is how far it may move on a cycle of others
that are kept back too.
Source: Fischetti and Salazar, "Models and Algorithms for the 2-Dimensional Cell Suppression Problem" (1999).
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import count
from typing import TypeAlias

# Row and column of a figure; the totals stand in the row and the column behind the last.
Place: TypeAlias = tuple[int, int]
# A node: the rows are counted 0, 1, 2 …, the columns -1, -2, -3 …
Path: TypeAlias = list[tuple[Place, int]]
# What it costs to keep back one figure more: a cell rather than a total, and of two the smaller one.
_CELL, _TOTAL, _GRAND_TOTAL = 1_000_000, 10_000_000, 100_000_000
_NO_END = 1_000_000_000


@dataclass(frozen=True)
class Published:
    """A table as it may be shown: a figure, or None where it is kept back. A zero means that there can be nobody."""

    cells: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int | None, ...]
    column_totals: tuple[int | None, ...]
    total: int | None

    @property
    def is_whole(self) -> bool:
        """Whether nothing is kept back."""
        return None not in {
            *(value for row in self.cells for value in row),
            *self.row_totals,
            *self.column_totals,
        } and (self.total is not None)


def suppress(counts: Sequence[Sequence[int | None]], smallest: int) -> Published:
    """The table of `counts` (people; None where there can be nobody) with its totals, fit to be shown.

    Figures below `smallest` are kept back, zero among them: that of a group nobody has reached it is known of each of
    them. Further ones are kept back until each small figure may still be at least `smallest - 1` different numbers, or
    keeping back more would be of no use; so it is even for a reader who knows the rule and which of the missing figures
    are small. Raises ValueError for rows of different lengths and counts below zero.
    """
    columns = {len(row) for row in counts}
    if len(columns) > 1 or any(value is not None and value < 0 for row in counts for value in row):
        raise ValueError("A table has rows of one length, and nobody is counted below zero.")
    table = _Table(_with_totals(counts, columns.pop() if columns else 0), smallest)
    for place in sorted(table.hidden):
        table.protect(place)
    shown = [
        [None if (line, column) in table.hidden else value or 0 for column, value in enumerate(row)]
        for line, row in enumerate(table.values)
    ]
    return Published(
        cells=tuple(tuple(row[:-1]) for row in shown[:-1]),
        row_totals=tuple(row[-1] for row in shown[:-1]),
        column_totals=tuple(shown[-1][:-1]),
        total=shown[-1][-1],
    )


def suppress_entries(lines: Sequence[tuple[int, AbstractSet[int]]], smallest: int) -> Published:
    """A column of entries with its total, fit to be shown; a line is its entries and the keys of whom they are about.

    How many people there are decides, not how much they have done: two people with three entries each are two. A line
    of fewer than `smallest` people is kept back, and the total with it where all who stand behind the lines kept back
    are too few, because what is shown would leave their sum.
    """
    cells = tuple(entries if len(people) >= smallest else None for entries, people in lines)
    behind: set[int] = set()
    for _entries, people in (line for line, shown in zip(lines, cells, strict=True) if shown is None):
        behind |= people
    is_shown = None not in cells or len(behind) >= smallest
    total = sum(entries for entries, _people in lines) if is_shown else None
    return Published(cells=tuple((cell,) for cell in cells), row_totals=cells, column_totals=(total,), total=total)


def _with_totals(counts: Sequence[Sequence[int | None]], columns: int) -> list[list[int | None]]:
    rows = [[*row, _sum(row)] for row in counts]
    return [*rows, [_sum([row[column] for row in rows]) for column in range(columns + 1)]]


def _sum(values: Sequence[int | None]) -> int | None:
    """None where there can be nobody in any of them."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


class _Table:
    """The figures, and which of them are kept back."""

    def __init__(self, values: list[list[int | None]], smallest: int) -> None:
        self.values, self.smallest = values, smallest
        self.last_row, self.last_column = len(values) - 1, len(values[0]) - 1
        self.known = {
            (line, at): value for line, row in enumerate(values) for at, value in enumerate(row) if value is not None
        }
        self.hidden = {place for place, value in self.known.items() if value < smallest}
        self.arcs = {place: self._arc(place) for place in self.known}
        self.at: dict[int, list[Place]] = {}
        for place, ends in self.arcs.items():
            for node in ends:
                self.at.setdefault(node, []).append(place)

    def _arc(self, place: Place) -> tuple[int, int]:
        """From which node to which a figure flows: cells and the total of all from row to column, other totals back."""
        row, column = place[0], -place[1] - 1
        is_total = (place[0] == self.last_row) != (place[1] == self.last_column)
        return (column, row) if is_total else (row, column)

    def protect(self, small: Place) -> None:
        """Keep back what it takes for the figure at `small` to stay open."""
        up, down = self.smallest - 1 - self.known[small], self.known[small]
        while True:
            raised, lowered = _Flow(self, small, up, is_raised=True), _Flow(self, small, down, is_raised=False)
            if raised.amount + lowered.amount + 1 >= self.smallest - 1:
                return
            ways = [way for flow in (raised, lowered) if flow.is_wanting and (way := flow.cheapest_way())]
            if not ways:
                return
            self.hidden.update(place for place, _sign in min(ways)[1])

    def bounds(self, place: Place) -> tuple[int, int]:
        """How far a figure kept back may fall and rise: small ones stay small, and the others are not small."""
        value = self.known[place]
        return (value, self.smallest - 1 - value) if value < self.smallest else (value - self.smallest, _NO_END)

    def price(self, place: Place) -> int:
        if place in self.hidden:
            return 0
        totals = (place[0] == self.last_row) + (place[1] == self.last_column)
        return (_CELL, _TOTAL, _GRAND_TOTAL)[totals] + self.known[place]


class _Flow:
    """How far the figure at one place may move, up to what is wanted, with others kept back moving along."""

    def __init__(self, table: _Table, place: Place, wanted: int, *, is_raised: bool) -> None:
        self.table, self.place, self.wanted = table, place, wanted
        tail, head = table.arcs[place]
        self.start, self.end = (head, tail) if is_raised else (tail, head)
        self.moved: dict[Place, int] = {}
        self.amount = 0
        while self.is_wanting and (way := self._way(may_hide=False)):
            self._push(way[1])

    @property
    def is_wanting(self) -> bool:
        return self.amount < self.wanted

    def cheapest_way(self) -> tuple[int, Path] | None:
        """The price and the way of moving further if more is kept back; None where there is none."""
        return self._way(may_hide=True)

    def _push(self, path: Path) -> None:
        step = min(self.wanted - self.amount, *(self._room(place, sign) for place, sign in path))
        for place, sign in path:
            self.moved[place] = self.moved.get(place, 0) + sign * step
        self.amount += step

    def _room(self, place: Place, sign: int) -> int:
        fall, rise = self.table.bounds(place)
        moved = self.moved.get(place, 0)
        return rise - moved if sign > 0 else fall + moved

    def _way(self, *, may_hide: bool) -> tuple[int, Path] | None:
        turn = count()
        waiting: list[tuple[int, int, int, Path]] = [(0, next(turn), self.start, [])]
        seen: set[int] = set()
        while waiting:
            price, _turn, node, path = heapq.heappop(waiting)
            if node == self.end:
                return price, path
            if node in seen:
                continue
            seen.add(node)
            for place, sign, beyond in self._steps(node, may_hide):
                if beyond not in seen:
                    heapq.heappush(
                        waiting, (price + self.table.price(place), next(turn), beyond, [*path, (place, sign)])
                    )
        return None

    def _steps(self, node: int, may_hide: bool) -> Iterator[tuple[Place, int, int]]:
        for place in self.table.at[node]:
            if place == self.place or not (may_hide or place in self.table.hidden):
                continue
            tail, head = self.table.arcs[place]
            sign, beyond = (1, head) if tail == node else (-1, tail)
            if self._room(place, sign) > 0:
                yield place, sign, beyond
