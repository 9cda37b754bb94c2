"""The matrix of a round: its people by the modules of its curriculum, with totals both ways."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from programmes.models.enrolment import EnrolmentState
from programmes.models.module_result import ResultKind
from programmes.rules.progress import Entry, Rule, Standing
from programmes.rules.standing import PersonProgress


@dataclass(frozen=True)
class Cell:
    """One person and one module: the mark for the eye, the word for everybody, the entry to correct (0: none)."""

    mark: str
    word: str
    entry_id: int


@dataclass(frozen=True)
class Row:
    """One person; `may_enter` says whether a result can be entered now."""

    person: PersonProgress
    cells: tuple[Cell, ...]
    may_enter: bool


@dataclass(frozen=True)
class Column:
    """One module: how many people are through and how many still lack it."""

    entry: Entry
    done: int
    open: int


@dataclass(frozen=True)
class Matrix:
    """What the page shows; the totals are those of the people in it."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    ready: int

    @property
    def modules(self) -> int:
        return len(self.columns)


def matrix(rule: Rule, people: Sequence[PersonProgress]) -> Matrix:
    """Lay out where `people` stand under `rule`, in their order."""
    done = [0] * len(rule.entries)
    for person in people:
        for place, standing in enumerate(person.progress.standings):
            done[place] += standing.result is not None
    return Matrix(
        columns=tuple(
            Column(entry, count, len(people) - count) for entry, count in zip(rule.entries, done, strict=True)
        ),
        rows=tuple(
            Row(
                person,
                tuple(_cell(standing) for standing in person.progress.standings),
                may_enter=person.enrolment.state == EnrolmentState.IN_TRAINING,
            )
            for person in people
        ),
        ready=sum(person.is_ready for person in people),
    )


def lacks_module(person: PersonProgress, module_id: int) -> bool:
    """Whether the module is in the curriculum and still open for this person."""
    return any(
        standing.entry.module_id == module_id and standing.result is None for standing in person.progress.standings
    )


def _cell(standing: Standing) -> Cell:
    if standing.result is None:
        return Cell("open", f"{standing.entry.code} {_('open')}", 0)
    kind = ResultKind(standing.result.kind)
    mark = "done" if kind == ResultKind.PASSED else kind.value
    return Cell(mark, f"{standing.entry.code} {kind.label}", standing.result.entry_id)
