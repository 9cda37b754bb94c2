"""A list of letters is made and put in order; what is no letter to hand over is not on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError

from people.errors import Refused
from people.models.audit_event import AuditEvent
from programmes.actions.ceremonies import (
    Order,
    change_ceremony,
    move_entry,
    prepare_ceremony,
    put_on_list,
    sort_list,
    take_off_list,
)
from programmes.actions.ceremony_steps import note_step
from programmes.actions.hand_over import hand_over
from programmes.actions.issue_letters import issue_letters
from programmes.models.ceremony import Ceremony, CeremonyEntry, CeremonyFact, Step
from programmes.models.letter import AppointmentLetter
from programmes.rules.ceremony import places_of, waiting_letters
from tests.factories import TODAY, make_department, make_issuing_cohort, make_pilot, make_ready
from tests.programmes.ceremonies import AT, ended, entry_of, issue, make_ceremony, note, replaced, voided

pytestmark = pytest.mark.django_db
LATER = date(2026, 4, 1)


def names(ceremony: Ceremony) -> list[str]:
    entries = ceremony.entries.select_related("letter")
    assert [entry.position for entry in entries] == list(range(1, len(entries) + 1))
    return [entry.letter.name_as_printed.removeprefix("Sam ") for entry in entries]


def test_a_list_is_in_the_order_of_the_names_and_what_comes_later_stands_behind() -> None:
    ceremony = make_ceremony("Zander", "Ährenfeld", "Afrikaner")
    put_on_list(ceremony, issue("Baum"), by=None)

    assert names(ceremony) == ["Ährenfeld", "Afrikaner", "Zander", "Baum"]
    assert AuditEvent.objects.filter(verb="letters put on list").count() == 2


def test_a_list_can_be_sorted_by_department_and_back() -> None:
    cohort = make_issuing_cohort()
    hall, garden = make_department("Zentrale"), make_department("Gartenamt")
    units = {"Adler": hall, "Baum": garden, "Celik": hall, "Dorn": garden}
    people = [make_ready(cohort, pilot=make_pilot(name, department=unit)) for name, unit in units.items()]
    ceremony = make_ceremony()
    put_on_list(ceremony, issue_letters(people, effective_from=TODAY, by=None, at=AT), by=None)

    sort_list(ceremony, Order.DEPARTMENT, by=None)
    by_department = names(ceremony)
    sort_list(ceremony, Order.NAME, by=None)

    assert by_department == ["Baum", "Dorn", "Adler", "Celik"]
    assert names(ceremony) == ["Adler", "Baum", "Celik", "Dorn"]


@pytest.mark.parametrize(
    ("name", "up", "expected"),
    [
        ("Baum", True, ["Baum", "Adler", "Celik"]),
        ("Baum", False, ["Adler", "Celik", "Baum"]),
        ("Adler", True, ["Adler", "Baum", "Celik"]),
        ("Celik", False, ["Adler", "Baum", "Celik"]),
    ],
)
def test_a_letter_moves_one_place_and_never_off_the_list(name: str, up: bool, expected: list[str]) -> None:
    ceremony = make_ceremony("Adler", "Baum", "Celik")

    move_entry(entry_of(ceremony, name), up=up, by=None)

    assert names(ceremony) == expected


def over(letter: AppointmentLetter) -> AppointmentLetter:
    hand_over([letter], held_on=TODAY, place="Büro", host="OB", by=None, today=TODAY)
    return ended(letter)


def old(letter: AppointmentLetter) -> AppointmentLetter:
    hand_over([replaced(letter)], held_on=TODAY, place="Büro", host="OB", by=None, today=TODAY)
    return letter


def given(letter: AppointmentLetter) -> AppointmentLetter:
    hand_over([letter], held_on=TODAY, place="Büro", host="OB", by=None, today=TODAY)
    return letter


def listed(letter: AppointmentLetter) -> AppointmentLetter:
    put_on_list(make_ceremony(place="Kongresshalle"), [letter], by=None)
    return letter


@pytest.mark.parametrize(
    ("before", "reason"),
    [
        (over, "none to be handed over"),
        (old, "none to be handed over"),
        (voided, "none to be handed over"),
        (given, "handed over already"),
        (listed, "is on a list already"),
    ],
)
def test_one_letter_that_does_not_belong_stops_the_whole_list(
    before: Callable[[AppointmentLetter], AppointmentLetter], reason: str
) -> None:
    fine, other = issue("Adler", "Baum")
    other = before(other)
    ceremony = make_ceremony()

    with pytest.raises(Refused, match=f"{other}.*{reason}") as refusal:
        put_on_list(ceremony, [fine, other], by=None)

    assert refusal.value.field == "letters"
    assert not ceremony.entries.exists()
    assert [str(letter) for letter in waiting_letters(TODAY)] == ["DL-2026-0001"]


def test_nobody_chosen_is_refused() -> None:
    with pytest.raises(Refused, match="at least one letter"):
        put_on_list(make_ceremony(), [], by=None)


def test_whoever_was_absent_goes_on_the_next_list_with_the_steps_taken() -> None:
    ceremony, later = make_ceremony("Adler"), make_ceremony(held_on=LATER)
    note(ceremony, Step.PRINTED, Step.SIGNED, Step.ABSENT)

    put_on_list(later, waiting_letters(TODAY), by=None)
    note_step(later, Step.HANDED_OVER, day=LATER, by=None, today=LATER)

    assert names(later) == ["Adler"]
    assert later.handovers.count() == 1


def test_the_database_itself_lets_only_one_list_wait_for_a_letter() -> None:
    ceremony = make_ceremony("Adler")

    with pytest.raises(IntegrityError):
        CeremonyEntry.objects.create(
            ceremony=make_ceremony(place="Büro"), letter=ceremony.entries.get().letter, position=1
        )


def test_a_letter_is_taken_off_the_list_and_waits_again() -> None:
    ceremony = make_ceremony("Adler", "Baum")
    note(ceremony, Step.PRINTED)

    take_off_list(entry_of(ceremony, "Adler"), by=None)

    assert [entry.letter.name_as_printed for entry in ceremony.entries.all()] == ["Sam Baum"]
    assert [letter.name_as_printed for letter in waiting_letters(TODAY)] == ["Sam Adler"]
    assert CeremonyFact.objects.count() == 2


@pytest.mark.parametrize("step", [Step.HANDED_OVER, Step.ABSENT])
def test_what_happened_at_a_ceremony_stays_on_its_list(step: Step) -> None:
    ceremony = make_ceremony("Adler")
    note(ceremony, Step.PRINTED, Step.SIGNED, step)

    with pytest.raises(Refused, match="stays on the list"):
        take_off_list(ceremony.entries.get(), by=None)
    with pytest.raises(Refused, match="stay as they are"):
        change_ceremony(ceremony, held_on=LATER, place="Rathaus", host="OB", by=None)

    assert Ceremony.objects.get().held_on == TODAY


def test_a_letter_no_longer_on_the_list_is_neither_moved_nor_taken_off_again() -> None:
    ceremony = make_ceremony("Adler")
    entry = ceremony.entries.get()
    take_off_list(CeremonyEntry.objects.get(pk=entry.pk), by=None)

    with pytest.raises(Refused, match="not on the list any more"):
        take_off_list(entry, by=None)
    with pytest.raises(Refused, match="not on the list any more"):
        move_entry(entry, up=True, by=None)


def test_a_ceremony_is_planned_otherwise_while_nothing_happened() -> None:
    ceremony = make_ceremony("Adler")

    change_ceremony(ceremony, held_on=LATER, place="Kongresshalle", host="Dezernentin", by=None)

    changed = Ceremony.objects.get()
    assert (changed.held_on, changed.place, changed.host) == (LATER, "Kongresshalle", "Dezernentin")


def test_two_ceremonies_on_one_day_at_one_place_are_one_too_many() -> None:
    make_ceremony()
    other = make_ceremony(place="Büro")

    with pytest.raises(Refused, match="on this day at this place") as refusal:
        prepare_ceremony(held_on=TODAY, place="Rathaus", host="OB", by=None)
    with pytest.raises(Refused, match="on this day at this place"):
        change_ceremony(other, held_on=TODAY, place="Rathaus", host="OB", by=None)

    assert refusal.value.field == "held_on"


# --- a letter of the list is replaced ---------------------------------------------------------------------------------


def test_a_replacement_takes_the_place_of_the_letter_that_waits_and_is_prepared_only() -> None:
    ceremony = make_ceremony("Adler", "Baum", "Celik")
    note(ceremony, Step.PRINTED, Step.SIGNED)

    new = replaced(entry_of(ceremony, "Baum").letter)

    places = places_of(ceremony)
    assert [place.letter.reference for place in places] == ["DL-2026-0001", new.reference, "DL-2026-0003"]
    assert [place.signed_on is not None for place in places] == [True, False, True]
    assert list(waiting_letters(TODAY)) == []
    events = AuditEvent.objects.filter(verb__in=["letter taken off list", "letters put on list"]).order_by("pk")
    assert [event.changes["letters"] for event in events][-2:] == [["DL-2026-0002"], ["DL-2026-0004"]]


def test_whoever_has_the_letter_or_was_absent_keeps_their_place_and_the_replacement_waits() -> None:
    ceremony = make_ceremony("Adler", "Baum")
    note(ceremony, Step.PRINTED, Step.SIGNED)
    note(ceremony, Step.ABSENT, entry=entry_of(ceremony, "Baum"))
    note(ceremony, Step.HANDED_OVER, entry=entry_of(ceremony, "Adler"))

    new = [replaced(entry_of(ceremony, name).letter) for name in ("Adler", "Baum")]

    assert [entry.letter.reference for entry in ceremony.entries.all()] == ["DL-2026-0001", "DL-2026-0002"]
    assert list(waiting_letters(TODAY)) == new
