"""Rounds and the progress in them for other programs: what `progress_of` says, in no order but that of the names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ninja import Schema

from programmes.models.cohort import Cohort, CohortState
from programmes.models.curriculum import ModuleKind
from programmes.rules.progress import ModuleState, Standing
from programmes.rules.standing import PersonProgress


class RoundOut(Schema):
    """A round: its state, its dates and its seats."""

    id: int
    number: int
    title: str
    state: CohortState
    starts_on: date
    ends_on: date
    seats: int
    seats_taken: int


class ModuleOut(Schema):
    """One module for one person, and since when it is in its state; attended is still open."""

    code: str
    title: str
    is_required: bool
    state: ModuleState
    since: date | None


class PersonOut(Schema):
    """Where one person stands; `missing` says in words what is missing, "" for whoever has everything."""

    enrolment: int
    name: str
    department: str
    modules: list[ModuleOut]
    missing: str
    is_ready: bool
    has_letter: bool


class ProgressOut(Schema):
    """A round and where everybody in it stands."""

    round: RoundOut
    people: list[PersonOut]


def round_out(cohort: Cohort) -> RoundOut:
    """A round by itself."""
    return RoundOut(
        id=cohort.pk,
        number=cohort.number,
        title=cohort.title,
        state=CohortState(cohort.state),
        starts_on=cohort.starts_on,
        ends_on=cohort.ends_on,
        seats=cohort.seats,
        seats_taken=cohort.seats_taken,
    )


def progress_out(cohort: Cohort, people: Iterable[PersonProgress]) -> ProgressOut:
    """Where `people` of `cohort` stand, in their order. Their pilots and departments are at hand."""
    return ProgressOut(round=round_out(cohort), people=[_person(person) for person in people])


def _person(person: PersonProgress) -> PersonOut:
    enrolment = person.enrolment
    return PersonOut(
        enrolment=enrolment.pk,
        name=str(enrolment.pilot),
        department=enrolment.department.name,
        modules=[_module(standing) for standing in person.progress.standings],
        missing=person.progress.missing_in_words,
        is_ready=person.is_ready,
        has_letter=person.has_letter,
    )


def _module(standing: Standing) -> ModuleOut:
    return ModuleOut(
        code=standing.entry.code,
        title=standing.entry.title,
        is_required=standing.entry.kind == ModuleKind.REQUIRED,
        state=standing.state,
        since=standing.day,
    )
