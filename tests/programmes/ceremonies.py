"""Ceremonies of the tests, prepared through the actions."""

from __future__ import annotations

from datetime import UTC, date, datetime

from programmes.actions.ceremonies import prepare_ceremony, put_on_list
from programmes.actions.ceremony_steps import note_step
from programmes.actions.end_letter import end_with_letter
from programmes.actions.issue_letters import issue_letters
from programmes.actions.replace_letter import replace_letter
from programmes.actions.void_letter import void_letter
from programmes.models.appointment import EndReason
from programmes.models.ceremony import Ceremony, CeremonyEntry, Step
from programmes.models.cohort import Cohort
from programmes.models.letter import AppointmentLetter, ReplacementReason, VoidReason
from tests.factories import TODAY, make_issuing_cohort, make_ready

ISSUED_ON = date(2026, 2, 20)
AT = datetime(2026, 2, 20, 11, 0, tzinfo=UTC)
NOON = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
TWO_DAYS_ON = datetime(2026, 3, 4, 11, 0, tzinfo=UTC)


def issue(*names: str, cohort: Cohort | None = None) -> list[AppointmentLetter]:
    """Letters of one round, issued ten days ago."""
    cohort = cohort or make_issuing_cohort()
    return issue_letters([make_ready(cohort, name) for name in names], effective_from=TODAY, by=None, at=AT)


def make_ceremony(*names: str, held_on: date = TODAY, place: str = "Rathaus", host: str = "OB") -> Ceremony:
    """A ceremony of today with the letters of these people on its list."""
    ceremony = prepare_ceremony(held_on=held_on, place=place, host=host, by=None)
    if names:
        put_on_list(ceremony, issue(*names), by=None)
    return ceremony


def note(ceremony: Ceremony, *steps: Step, entry: CeremonyEntry | None = None, day: date = TODAY) -> None:
    """Note `steps` one after the other, for all or for one."""
    for step in steps:
        note_step(ceremony, step, entry=entry, day=day, by=None, today=TODAY)


def entry_of(ceremony: Ceremony, name: str) -> CeremonyEntry:
    return ceremony.entries.get(letter__name_as_printed=f"Sam {name}")


def ended(letter: AppointmentLetter) -> AppointmentLetter:
    """The letter on the end of the appointment of `letter`, two days on."""
    on = TWO_DAYS_ON.date()
    return end_with_letter(letter.appointment, ended_on=on, reason=EndReason.OWN_WISH, by=None, at=TWO_DAYS_ON)


def replaced(letter: AppointmentLetter) -> AppointmentLetter:
    """The letter that stands for `letter` from today on, which is lost."""
    return replace_letter(letter, reason=ReplacementReason.LOST, by=None, at=NOON)


def voided(letter: AppointmentLetter) -> AppointmentLetter:
    return void_letter(letter, reason=VoidReason.MISTAKE, by=None, at=NOON)
