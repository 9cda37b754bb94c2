"""The ceremony of the first round, and the next one, whose list waits for letters."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from programmes.actions.ceremonies import prepare_ceremony, put_on_list
from programmes.actions.ceremony_steps import note_step
from programmes.management.demo.accounts import MAYORS_OFFICE
from programmes.management.demo.rounds import Register
from programmes.models.letter import AppointmentLetter
from programmes.rules.ceremony import WAY
from programmes.rules.workdays import is_workday

HOST = "Oberbürgermeister Frank-Tilo Becher"
TOWN_HALL = "Rathaus, Berliner Platz 1"
DAYS_AHEAD = range(21, 42)


def honour(register: Register, letters: Iterable[AppointmentLetter], day: date) -> None:
    """The mayor's office prints in the morning, the mayor signs, and everybody comes."""
    office = register.accounts[MAYORS_OFFICE]
    ceremony = prepare_ceremony(held_on=day, place=TOWN_HALL, host=HOST, by=office)
    put_on_list(ceremony, letters, by=office)
    for step in WAY:
        note_step(ceremony, step, day=day, by=office, today=day)


def prepare_next_ceremony(register: Register, today: date) -> None:
    """A workday in three weeks; nobody stands on its list, because the second round has no letters yet."""
    office = register.accounts[MAYORS_OFFICE]
    day = next(day for days in DAYS_AHEAD if is_workday(day := today + timedelta(days=days)))
    prepare_ceremony(held_on=day, place=TOWN_HALL, host=HOST, by=office)
