"""Which departments have somebody, on any day, and where a gap opens: an aid for planning, without any ranking."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import groupby

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models.department import Department
from people.rules.tree import Branch, tree_of
from programmes.rules.presence import DAY, Days, Strand, Strands, presence


class Standing(models.TextChoices):
    """Where a department stands; those below it count as part of it."""

    APPOINTED = "appointed", _("appointed")
    GAP = "gap", _("gap ahead")
    TRAINING = "training", _("in training")
    NOBODY = "nobody", _("nobody")

    @property
    def mark(self) -> str:
        """The sign for the eye, one of the progress matrix."""
        return _MARKS[self]


_MARKS = {
    Standing.APPOINTED: "done",
    Standing.GAP: "missing",
    Standing.TRAINING: "planned",
    Standing.NOBODY: "open",
}


@dataclass(frozen=True)
class Figures:
    """People of a unit on the day; `ending` of those appointed are so no more on the last day looked at."""

    appointed: int
    ending: int
    in_training: int


@dataclass(frozen=True)
class Gap:
    """From `first` on nobody is appointed, up to `last`, or for as long as one looks ahead (None)."""

    unit: Department
    first: date
    last: date | None
    is_new: bool = False


@dataclass(frozen=True)
class Row:
    """One department: `here` counts the unit alone, `whole` those below it too.

    `way` are the units above it from the root on. `gap` is the next one to open; where nobody is appointed,
    `filled_from` is the day somebody will be.
    """

    unit: Department
    way: tuple[Department, ...]
    here: Figures
    whole: Figures
    gap: Gap | None
    filled_from: date | None

    @property
    def level(self) -> int:
        return len(self.way)

    @property
    def above(self) -> Department | None:
        return self.way[-1] if self.way else None

    @property
    def top(self) -> Department:
        """The unit at the root of the tree that this one belongs to."""
        return self.way[0] if self.way else self.unit

    @property
    def standing(self) -> Standing:
        if self.whole.appointed:
            return Standing.GAP if self.gap else Standing.APPOINTED
        return Standing.TRAINING if self.whole.in_training else Standing.NOBODY

    @property
    def has_nobody(self) -> bool:
        return not self.whole.appointed


@dataclass(frozen=True)
class Coverage:
    """All departments valid on `day` in the order of their tree, and the gaps that open up to `last`."""

    day: date
    last: date
    rows: tuple[Row, ...]
    gaps: tuple[Gap, ...]

    @property
    def without(self) -> int:
        """In how many departments nobody is appointed."""
        return sum(row.has_nobody for row in self.rows)

    @property
    def only_training(self) -> int:
        """In how many of these somebody is in training."""
        return sum(row.standing == Standing.TRAINING for row in self.rows)


@dataclass(frozen=True)
class Group:
    """The rows of one unit at the root of the tree, its own among them, under its name."""

    name: str
    rows: tuple[Row, ...]


def groups_of(rows: Sequence[Row]) -> list[Group]:
    """The rows by the unit at the root they belong to; what stands alone there shares one group without a name."""
    found: list[Group] = []
    for _top, together in groupby(rows, key=lambda row: row.top):
        members = tuple(together)
        is_alone = len(members) == 1 and not members[0].level
        if not is_alone:
            found.append(Group(members[0].top.name, members))
        elif found and not found[-1].name:
            found[-1] = replace(found[-1], rows=found[-1].rows + members)
        else:
            found.append(Group("", members))
    return found


@dataclass(frozen=True)
class _Held:
    """What holds a unit up: its own strands, and with them those of the units below it."""

    here: list[Strand] = field(default_factory=list)
    whole: list[Strand] = field(default_factory=list)


def coverage_on(day: date, *, within: int, today: date) -> Coverage:
    """The coverage of `day` as far as the dates are known `today`, looking `within` days ahead.

    Three queries, and a few more where the record has changed since anybody asked for this day.
    A department counts as covered when somebody is appointed in it or below it. An absence is no gap.
    """
    window = Days(day, day + timedelta(days=within))
    units = sorted(Department.objects.all(), key=_in_order)
    trees = _trees(units, window)
    tree_of_the_day = trees[0][1]
    known = presence(window, today=today)
    appointed = _held(known.appointed, trees)
    training = _held(known.training, [(Days(day, day), tree_of_the_day)])
    by_key = {unit.pk: unit for unit in units}
    gaps = {pk: gap for pk, held in appointed.items() if (gap := _next_gap(by_key[pk], held.whole, window))}
    rows = tuple(
        Row(
            unit,
            way,
            here=_figures(appointed[unit.pk].here, training[unit.pk].here, window),
            whole=_figures(appointed[unit.pk].whole, training[unit.pk].whole, window),
            gap=gaps.get(unit.pk),
            filled_from=_filled_from(unit, appointed[unit.pk].whole, window),
        )
        for unit, way in _walk(tree_of_the_day)
    )
    return Coverage(day, window.last, rows, tuple(gaps.values()))


def _in_order(unit: Department) -> tuple[object, ...]:
    """By number, 9 before 10; units without one come first, by name."""
    return tuple(int(part) for part in re.findall(r"[0-9]+", unit.number)), unit.number, unit.sort_key, unit.pk


def _trees(units: Sequence[Department], window: Days) -> list[tuple[Days, tuple[Branch, ...]]]:
    """The administration from day to day: each tree with the days on which it stands so."""
    changes = {unit.valid_from for unit in units if window.first < unit.valid_from <= window.last}
    changes |= {end + DAY for unit in units if (end := unit.valid_until) and window.first <= end < window.last}
    begins = [window.first, *sorted(changes)]
    ends = [*(change - DAY for change in begins[1:]), window.last]
    successors = {unit.pk: unit.successor_id for unit in units if unit.successor_id}
    return [
        (Days(first, last), tree_of((unit for unit in units if unit.is_valid_on(first)), successors=successors))
        for first, last in zip(begins, ends, strict=True)
    ]


def _held(strands: Strands, trees: Sequence[tuple[Days, Sequence[Branch]]]) -> dict[int, _Held]:
    """By unit, in the order of the trees, the strands that hold it up, cut where the tree changes."""
    found: dict[int, _Held] = defaultdict(_Held)

    def gather(branch: Branch, days: Days) -> list[Strand]:
        held = found[branch.department.pk]
        own = strands.get(branch.department.pk, ())
        here = [replace(strand, days=shared) for strand in own if (shared := strand.days.within(days))]
        whole = here + [strand for child in branch.children for strand in gather(child, days)]
        held.here.extend(here)
        held.whole.extend(whole)
        return whole

    for days, branches in trees:
        for branch in branches:
            gather(branch, days)
    return found


def _walk(
    branches: Sequence[Branch], way: tuple[Department, ...] = ()
) -> Iterator[tuple[Department, tuple[Department, ...]]]:
    """Every unit of the tree from the top, with the units above it."""
    for branch in branches:
        yield branch.department, way
        yield from _walk(branch.children, (*way, branch.department))


def _figures(appointed: Sequence[Strand], training: Sequence[Strand], window: Days) -> Figures:
    now = {strand.who: strand.people for strand in appointed if strand.days.first == window.first}
    later = {strand.who for strand in appointed if strand.days.last == window.last}
    return Figures(
        appointed=sum(now.values()),
        ending=sum(people for who, people in now.items() if who not in later),
        in_training=sum({strand.who: strand.people for strand in training}.values()),
    )


def _next_gap(unit: Department, strands: Sequence[Strand], window: Days) -> Gap | None:
    for hole in _holes(strands, _lifetime(unit, window)):
        if hole.first > window.first:
            return Gap(unit, hole.first, hole.last if hole.last < window.last else None, hole.first == unit.valid_from)
    return None


def _filled_from(unit: Department, strands: Sequence[Strand], window: Days) -> date | None:
    days = _lifetime(unit, window)
    hole = next(_holes(strands, days), None)
    return hole.last + DAY if hole and hole.first == window.first and hole.last < days.last else None


def _lifetime(unit: Department, window: Days) -> Days:
    """The days of `window` on which the unit exists."""
    until = window.last if unit.valid_until is None else min(unit.valid_until, window.last)
    return Days(max(unit.valid_from, window.first), until)


def _holes(strands: Sequence[Strand], days: Days) -> Iterator[Days]:
    """The stretches of `days` in which no strand runs."""
    free = days.first
    for first, last in sorted((strand.days.first, strand.days.last) for strand in strands):
        if first > free:
            yield Days(free, first - DAY)
        free = max(free, last + DAY)
    if free <= days.last:
        yield Days(free, days.last)
