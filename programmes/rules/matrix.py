"""The matrix of a round: its people by the modules of its curriculum, with totals both ways."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from programmes.models.enrolment import EnrolmentState
from programmes.models.module_result import ResultKind
from programmes.rules.progress import Entry, ModuleState, Progress, Rule, Standing
from programmes.rules.reach import Ahead
from programmes.rules.standing import PersonProgress

DONE, OPEN = "done", "open"
# What still fits on a sheet of A4 across in a size that reads well.
MANY_PEOPLE, MANY_MODULES = 26, 14


@dataclass(frozen=True)
class Cell:
    """One person and one module: the mark for the eye, the entry to correct (0: none), whether one can be made now."""

    module: Entry
    mark: str
    entry_id: int
    may_enter: bool


@dataclass(frozen=True)
class Row:
    """One person; `lost` is what no date of the round leads to any more, if there is something."""

    person: PersonProgress
    cells: tuple[Cell, ...]
    lost: Progress | None

    @cached_property
    def missing(self) -> str:
        """What is still missing, in words."""
        return self.person.progress.missing_in_words

    @cached_property
    def lost_in_words(self) -> str:
        """What no date leads to any more, in words; empty where there is nothing."""
        return self.lost.missing_in_words if self.lost else ""

    @property
    def groups(self) -> list[tuple[str, list[Cell]]]:
        """The cells by their mark, for whoever reads them person by person; marks that nothing has are left out."""
        groups: dict[str, list[Cell]] = {mark: [] for mark in words()}
        for cell in self.cells:
            groups[cell.mark].append(cell)
        return [(mark, cells) for mark, cells in groups.items() if cells]


@dataclass(frozen=True)
class Column:
    """One module: how many people are through, how many lack it, for how many it can be entered; its next session."""

    entry: Entry
    done: int
    open: int
    to_enter: int
    next_on: date | None


@dataclass(frozen=True)
class Matrix:
    """What the page shows; the totals are those of the people in it."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    ready: int

    @property
    def modules(self) -> int:
        return len(self.columns)

    @property
    def to_enter(self) -> int:
        """How many cells a result can be entered in."""
        return sum(column.to_enter for column in self.columns)

    @property
    def is_large(self) -> bool:
        """Whether everything must be smaller, so that all of it stands on one sheet."""
        return len(self.rows) > MANY_PEOPLE or len(self.columns) > MANY_MODULES


def words() -> dict[str, str]:
    """What each mark of a cell means, in the order in which they are told."""
    return {
        DONE: str(ResultKind.PASSED.label),
        ResultKind.RECOGNISED.value: str(ResultKind.RECOGNISED.label),
        ResultKind.EXEMPTED.value: str(ResultKind.EXEMPTED.label),
        ModuleState.ATTENDED.value: str(ModuleState.ATTENDED.label),
        OPEN: _("open"),
    }


def mark_of(standing: Standing) -> str:
    """The mark of a module for one person: one of `words`."""
    return DONE if standing.state == ModuleState.PASSED else standing.state.value


def matrix(
    rule: Rule, people: Sequence[PersonProgress], dates: Mapping[int, Ahead], lost: Mapping[int, Progress]
) -> Matrix:
    """Lay out where `people` stand under `rule`, in their order, with what is to come (`ahead_of`) and `losses`."""
    rows = tuple(Row(person, _cells(person), lost.get(person.enrolment.pk)) for person in people)
    return Matrix(
        columns=tuple(
            _column(entry, [row.cells[place] for row in rows], dates) for place, entry in enumerate(rule.entries)
        ),
        rows=rows,
        ready=sum(person.is_ready for person in people),
    )


def lacks_module(person: PersonProgress, module_id: int) -> bool:
    """Whether the module is in the curriculum and still open for this person."""
    return any(
        standing.entry.module_id == module_id and standing.result is None for standing in person.progress.standings
    )


def _cells(person: PersonProgress) -> tuple[Cell, ...]:
    trains = person.enrolment.state == EnrolmentState.IN_TRAINING
    return tuple(
        Cell(
            standing.entry,
            mark_of(standing),
            entry_id=standing.result.entry_id if standing.result else 0,
            may_enter=trains and standing.result is None,
        )
        for standing in person.progress.standings
    )


def _column(entry: Entry, cells: Sequence[Cell], dates: Mapping[int, Ahead]) -> Column:
    done = sum(cell.entry_id > 0 for cell in cells)
    to_enter = sum(cell.may_enter for cell in cells)
    ahead = dates.get(entry.module_id)
    return Column(entry, done, len(cells) - done, to_enter, ahead.next_on if ahead else None)
