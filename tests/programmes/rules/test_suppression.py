"""Whoever knows the rule and reads the table cannot work out a figure that was kept back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programmes.rules.suppression import Published, suppress, suppress_entries

SMALLEST = 5
Counts = Sequence[Sequence[int | None]]
Grid = list[list[int | None]]

figures = st.one_of(st.none(), st.integers(0, 6), st.integers(0, 40))


def tables(rows: int, columns: int) -> st.SearchStrategy[Counts]:
    sizes = st.tuples(st.integers(1, rows), st.integers(1, columns))
    return sizes.flatmap(
        lambda size: st.lists(st.lists(figures, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0])
    )


def grid(published: Published) -> Grid:
    """The table as it is printed, totals in the last row and column."""
    lines = [[*row, total] for row, total in zip(published.cells, published.row_totals, strict=True)]
    return [*lines, [*published.column_totals, published.total]]


def truth(counts: Counts) -> list[list[int]]:
    rows = [[value or 0 for value in row] for row in counts]
    rows = [[*row, sum(row)] for row in rows]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


def possible(counts: Counts) -> list[list[bool]]:
    rows = [[value is not None for value in row] for row in counts]
    rows = [[*row, any(row)] for row in rows]
    return [*rows, [any(column) for column in zip(*rows, strict=True)]]


def hidden_small(counts: Counts) -> set[tuple[int, int]]:
    return {
        (line, at)
        for line, row in enumerate(truth(counts))
        for at, value in enumerate(row)
        if value < SMALLEST and possible(counts)[line][at]
    }


# --- what is shown --------------------------------------------------------------------------------------------------


@settings(deadline=None)
@given(tables(6, 5))
def test_what_is_shown_is_true(counts: Counts) -> None:
    for shown, real in zip(grid(suppress(counts, SMALLEST)), truth(counts), strict=True):
        assert [value for value in shown if value is not None] == [
            value for value, seen in zip(real, shown, strict=True) if seen is not None
        ]


@settings(deadline=None)
@given(tables(6, 5))
def test_no_small_group_is_shown_nor_a_zero_that_tells_of_one(counts: Counts) -> None:
    shown = grid(suppress(counts, SMALLEST))

    assert all(shown[line][at] is None for line, at in hidden_small(counts))


@settings(deadline=None)
@given(tables(6, 5))
def test_where_there_can_be_nobody_a_zero_stands(counts: Counts) -> None:
    shown = grid(suppress(counts, SMALLEST))

    assert all(
        shown[line][at] == 0 for line, row in enumerate(possible(counts)) for at, can in enumerate(row) if not can
    )


@settings(deadline=None)
@given(tables(6, 5))
def test_nothing_is_kept_back_needlessly(counts: Counts) -> None:
    published = suppress(counts, SMALLEST)

    assert published.is_whole == (not hidden_small(counts))


# --- what a reader can work out -------------------------------------------------------------------------------------


def determined(shown: Grid) -> set[tuple[int, int]]:
    """What follows from the sums alone, whatever the numbers: solved as linear equations, in exact fractions."""
    unknown = [(line, at) for line, row in enumerate(shown) for at, value in enumerate(row) if value is None]
    last_row, last_column = len(shown) - 1, len(shown[0]) - 1
    sums = [
        [((line, at), -1 if at == last_column else 1) for at in range(last_column + 1)] for line in range(last_row + 1)
    ]
    sums += [
        [((line, at), -1 if line == last_row else 1) for line in range(last_row + 1)] for at in range(last_column + 1)
    ]
    matrix = [[Fraction(dict(terms).get(place, 0)) for place in unknown] for terms in sums]
    reduced = list(rows_reduced(matrix))
    return {unknown[next(at for at, x in enumerate(row) if x)] for row in reduced if sum(map(bool, row)) == 1}


def rows_reduced(matrix: list[list[Fraction]]) -> Iterator[list[Fraction]]:
    """The reduced row echelon form."""
    rows, pivot_row = [row[:] for row in matrix], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((at for at in range(pivot_row, len(rows)) if rows[at][column]), None)
        if pivot is None:
            continue
        rows[pivot_row], rows[pivot] = rows[pivot], rows[pivot_row]
        rows[pivot_row] = [value / rows[pivot_row][column] for value in rows[pivot_row]]
        for at in range(len(rows)):
            if at != pivot_row and rows[at][column]:
                factor = rows[at][column]
                rows[at] = [one - factor * two for one, two in zip(rows[at], rows[pivot_row], strict=True)]
        pivot_row += 1
    yield from rows[:pivot_row]


@settings(deadline=None)
@given(tables(8, 6))
def test_the_equations_determine_nothing_kept_back(counts: Counts) -> None:
    assert determined(grid(suppress(counts, SMALLEST))) == set()


def worlds(counts: Counts, shown: Grid) -> Iterator[list[list[int]]]:
    """Every table a reader must take for possible who knows the rule and which figures were small: tried one by one."""
    small, real = hidden_small(counts), truth(counts)
    choices = []
    for line, row in enumerate(counts):
        for at, _value in enumerate(row):
            seen = shown[line][at]
            if seen is not None:
                choices.append([seen])
            elif (line, at) in small:
                choices.append(list(range(SMALLEST)))
            else:
                choices.append(list(range(max(SMALLEST, real[line][at] - 5), real[line][at] + 6)))
    width = len(counts[0])
    for values in product(*choices):
        rows = [list(values[start : start + width]) for start in range(0, len(values), width)]
        world = truth(rows)
        if all(
            (value == seen if seen is not None else (value < SMALLEST) == ((line, at) in small))
            for line, (row, shown_row) in enumerate(zip(world, shown, strict=True))
            for at, (value, seen) in enumerate(zip(row, shown_row, strict=True))
        ):
            yield world


@settings(max_examples=150, deadline=None)
@given(tables(2, 2))
def test_no_reader_who_tries_every_table_learns_a_figure_kept_back(counts: Counts) -> None:
    shown, small = grid(suppress(counts, SMALLEST)), hidden_small(counts)
    found = list(worlds(counts, shown))

    for line, row in enumerate(shown):
        for at, value in enumerate(row):
            if value is None:
                values = {world[line][at] for world in found}
                assert len(values) >= (3 if (line, at) in small else 2), (line, at)
                if (line, at) in small and len(values) < SMALLEST - 1:
                    nothing_shown: Grid = [[None if can else 0 for can in row] for row in possible(counts)]
                    assert len(values) == len({world[line][at] for world in worlds(counts, nothing_shown)})


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        # Two fours under a total of eight would be known, and so would a three and a four under seven.
        ([[4, 4]], [[None, None, None], [None, None, None]]),
        # A two and a three under five may each be anything from one to four.
        ([[13, 2], [10, 3]], [[None, None, 15], [None, None, 13], [23, 5, 28]]),
        # One small cell takes a rectangle with it, the smallest there is.
        ([[20, 3, 9], [30, 12, 8], [7, 40, 11]], None),
        ([[7, 9], [8, 6]], [[7, 9, 16], [8, 6, 14], [15, 15, 30]]),
        ([[None, 8], [6, 9]], [[0, 8, 8], [6, 9, 15], [6, 17, 23]]),
    ],
)
def test_tables_of_the_office(counts: Counts, expected: Grid | None) -> None:
    shown = grid(suppress(counts, SMALLEST))

    if expected is None:
        assert sum(value is None for row in shown for value in row) == 4
        assert None not in [row[-1] for row in shown] + shown[-1]
    else:
        assert [len(row) for row in shown] == [len(row) for row in expected]
        assert shown == expected


def test_an_empty_table_has_nothing_to_show() -> None:
    assert suppress([], SMALLEST) == Published((), (), (), 0)


@pytest.mark.parametrize("counts", [[[1, 2], [3]], [[-1]]])
def test_what_is_no_table_of_people_is_refused(counts: Counts) -> None:
    with pytest.raises(ValueError, match="one length"):
        suppress(counts, SMALLEST)


people_of_lines = st.lists(st.frozensets(st.integers(1, 12)), max_size=5)


@given(lines=people_of_lines, each=st.integers(1, 4))
def test_entries_are_shown_where_enough_people_stand_behind_them(lines: list[frozenset[int]], each: int) -> None:
    told = [(each * len(people), people) for people in lines]

    shown = suppress_entries(told, 5)

    assert shown.row_totals == tuple(each * len(people) if len(people) >= 5 else None for people in lines)
    behind = frozenset().union(*(people for people in lines if len(people) < 5))
    if all(len(people) >= 5 for people in lines) or len(behind) >= 5:
        assert shown.total == sum(entries for entries, _people in told)
    else:
        assert shown.total is None
