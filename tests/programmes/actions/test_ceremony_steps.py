"""Each step of a letter at a ceremony is noted in its order, for one or for all, and taken back without being lost."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from people.errors import Refused
from people.models.audit_event import AuditEvent
from programmes.actions.ceremonies import put_on_list, take_off_list
from programmes.actions.ceremony_steps import note_step, take_back
from programmes.actions.hand_over import hand_over
from programmes.models.ceremony import Ceremony, CeremonyFact, Handover, Step
from programmes.models.letter import AppointmentLetter
from programmes.rules.ceremony import WAY, places_of, tally, waiting_letters
from tests.factories import TODAY
from tests.programmes.ceremonies import ISSUED_ON, entry_of, issue, make_ceremony, note, voided

pytestmark = pytest.mark.django_db
YESTERDAY, TOMORROW = date(2026, 3, 1), date(2026, 3, 3)


def test_all_of_a_list_take_each_step_at_once() -> None:
    ceremony = make_ceremony("Adler", "Baum", "Celik")

    note(ceremony, Step.PRINTED, Step.SIGNED, day=YESTERDAY)
    note(ceremony, Step.HANDED_OVER)

    assert {place.done for place in places_of(ceremony)} == {
        ((Step.PRINTED, YESTERDAY), (Step.SIGNED, YESTERDAY), (Step.HANDED_OVER, TODAY))
    }
    assert Handover.objects.filter(ceremony=ceremony).count() == 3
    assert not waiting_letters(TODAY).exists()
    assert AuditEvent.objects.filter(verb="letter handed over").count() == 3
    assert AuditEvent.objects.get(verb="ceremony step noted", changes__step="signed").changes["letters"] == [
        f"DL-2026-000{number}" for number in (1, 2, 3)
    ]


def test_exceptions_are_noted_singly_and_left_out_of_all() -> None:
    ceremony = make_ceremony("Adler", "Baum", "Celik")
    note(ceremony, Step.PRINTED, Step.SIGNED)
    note(ceremony, Step.ABSENT, entry=entry_of(ceremony, "Baum"))

    note(ceremony, Step.HANDED_OVER)

    counted = tally(places_of(ceremony))
    assert (counted.letters, counted.handed_over, counted.absent, counted.expected) == (3, 2, 1, 0)
    assert [letter.name_as_printed for letter in waiting_letters(TODAY)] == ["Sam Baum"]


def test_only_those_that_lack_a_step_take_it() -> None:
    ceremony = make_ceremony("Adler", "Baum")
    note(ceremony, Step.PRINTED, entry=entry_of(ceremony, "Adler"), day=YESTERDAY)

    assert note_step(ceremony, Step.PRINTED, day=TODAY, by=None, today=TODAY) == 1

    assert [place.printed_on for place in places_of(ceremony)] == [YESTERDAY, TODAY]


@pytest.mark.parametrize(
    ("before", "step", "day", "reason"),
    [
        ((), Step.SIGNED, TODAY, "DL-2026-0001 is not printed yet"),
        ((), Step.HANDED_OVER, TODAY, "DL-2026-0001 is not printed yet"),
        ((Step.PRINTED,), Step.HANDED_OVER, TODAY, "DL-2026-0001 is not signed yet"),
        ((Step.PRINTED,), Step.PRINTED, TODAY, "noted already"),
        ((Step.ABSENT,), Step.ABSENT, TODAY, "noted already"),
        (WAY, Step.ABSENT, TODAY, "DL-2026-0001 was handed over already"),
        (WAY, Step.HANDED_OVER, TODAY, "DL-2026-0001 was handed over already"),
        ((), Step.PRINTED, TOMORROW, "in the future"),
        ((), Step.PRINTED, date(2026, 2, 19), "issued after this day"),
        ((Step.PRINTED,), Step.SIGNED, YESTERDAY, "printed after this day"),
    ],
)
def test_a_step_out_of_order_is_refused_in_words(before: tuple[Step, ...], step: Step, day: date, reason: str) -> None:
    ceremony = make_ceremony("Adler")
    note(ceremony, *before)
    facts = CeremonyFact.objects.count()

    with pytest.raises(Refused, match=reason):
        note(ceremony, step, entry=ceremony.entries.get(), day=day)

    assert CeremonyFact.objects.count() == facts


def test_one_letter_out_of_order_stops_all() -> None:
    ceremony = make_ceremony("Adler", "Baum")
    note(ceremony, Step.PRINTED, entry=entry_of(ceremony, "Adler"))

    with pytest.raises(Refused, match="DL-2026-0002 is not printed yet"):
        note(ceremony, Step.SIGNED)

    assert [place.signed_on for place in places_of(ceremony)] == [None, None]


@pytest.mark.parametrize("step", [Step.HANDED_OVER, Step.ABSENT])
def test_nothing_happens_at_a_ceremony_before_its_day(step: Step) -> None:
    ceremony = make_ceremony("Adler", held_on=TOMORROW)
    note(ceremony, Step.PRINTED, Step.SIGNED)

    with pytest.raises(Refused, match=r"ceremony is on 3 March 2026\."):
        note(ceremony, step)

    assert not Handover.objects.exists()


def test_a_letter_signed_after_the_ceremony_was_not_handed_over_there() -> None:
    ceremony = make_ceremony("Adler", held_on=YESTERDAY)
    note(ceremony, Step.PRINTED, Step.SIGNED)

    with pytest.raises(Refused, match="signed after the day of the ceremony"):
        note(ceremony, Step.HANDED_OVER)


@pytest.mark.parametrize("step", Step)
def test_a_letter_no_longer_in_force_takes_no_step(step: Step) -> None:
    ceremony = make_ceremony("Adler", "Baum")
    note(ceremony, *WAY[: WAY.index(step)] if step in WAY else ())
    voided(entry_of(ceremony, "Baum").letter)

    with pytest.raises(Refused, match="DL-2026-0002 is not in force"):
        note(ceremony, step, entry=entry_of(ceremony, "Baum"))
    note(ceremony, step)

    assert AuditEvent.objects.filter(verb="ceremony step noted").last().changes["letters"] == ["DL-2026-0001"]


def test_nothing_left_to_note_is_said() -> None:
    ceremony = make_ceremony("Adler")
    note(ceremony, *WAY)

    with pytest.raises(Refused, match="no letter left"):
        note(ceremony, Step.HANDED_OVER)
    with pytest.raises(Refused, match="no letter left"):
        note(make_ceremony(place="Büro"), Step.PRINTED)


def test_a_letter_taken_off_meanwhile_takes_no_step() -> None:
    ceremony = make_ceremony("Adler")
    entry = ceremony.entries.get()
    take_off_list(ceremony.entries.get(), by=None)

    with pytest.raises(Refused, match="not on the list any more"):
        note(ceremony, Step.PRINTED, entry=entry)


# --- what was wrong -------------------------------------------------------------------------------------------------


def history(ceremony: Ceremony) -> list[tuple[str, bool]]:
    return list(ceremony.facts.values_list("step", "is_taken_back"))


def test_steps_are_taken_back_from_the_last_one_and_nothing_is_lost() -> None:
    ceremony = make_ceremony("Adler")
    note(ceremony, *WAY)
    entry = ceremony.entries.get()

    for step in reversed(WAY):
        take_back(entry, step, by=None, today=TODAY)

    assert places_of(ceremony)[0].done == ()
    assert not Handover.objects.exists()
    noted = [(step.value, False) for step in WAY]
    assert history(ceremony) == noted + [(step.value, True) for step in reversed(WAY)]
    assert AuditEvent.objects.filter(verb="ceremony step taken back").count() == 3


@pytest.mark.parametrize("step", [Step.PRINTED, Step.SIGNED, Step.ABSENT])
def test_an_earlier_step_is_not_taken_back_alone(step: Step) -> None:
    ceremony = make_ceremony("Adler")
    note(ceremony, *WAY)

    with pytest.raises(Refused, match="only the step noted last"):
        take_back(ceremony.entries.get(), step, by=None, today=TODAY)


def test_whoever_comes_late_gets_the_letter_and_the_absence_is_taken_back() -> None:
    ceremony = make_ceremony("Adler")
    note(ceremony, Step.PRINTED, Step.SIGNED, Step.ABSENT)

    note(ceremony, Step.HANDED_OVER, entry=ceremony.entries.get())

    assert history(ceremony)[-3:] == [("absent", False), ("absent", True), ("handed_over", False)]
    assert not ceremony.entries.get().is_absent


def test_an_absence_stays_once_its_letter_is_on_another_list() -> None:
    ceremony, later = make_ceremony("Adler"), make_ceremony(held_on=TOMORROW, place="Büro")
    note(ceremony, Step.PRINTED, Step.SIGNED, Step.ABSENT)
    put_on_list(later, waiting_letters(TODAY), by=None)
    entry = ceremony.entries.get()

    with pytest.raises(Refused, match=r"another ceremony by now: 3 March 2026, Büro"):
        take_back(entry, Step.ABSENT, by=None, today=TODAY)
    with pytest.raises(Refused, match="another ceremony by now"):
        note(ceremony, Step.HANDED_OVER, entry=entry)


def test_no_fact_is_changed_or_deleted_in_the_database() -> None:
    note(make_ceremony("Adler"), Step.PRINTED)

    for change in (
        lambda: CeremonyFact.objects.update(day=ISSUED_ON),
        lambda: CeremonyFact.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


# --- beside the list ------------------------------------------------------------------------------------------------


def test_whoever_was_absent_gets_the_letter_later_singly() -> None:
    ceremony = make_ceremony("Adler", held_on=YESTERDAY)
    note(ceremony, Step.PRINTED, Step.SIGNED, day=YESTERDAY)
    note(ceremony, Step.ABSENT)

    hand_over(waiting_letters(TODAY), held_on=TODAY, place="Büro", host="OB", by=None, today=TODAY)

    place = places_of(ceremony)[0]
    assert (place.handed_over_on, place.is_handed_over_elsewhere, place.last, place.next) == (TODAY, True, None, None)
    with pytest.raises(Refused, match="only the step noted last"):
        take_back(place.entry, Step.ABSENT, by=None, today=TODAY)


def test_a_letter_on_a_list_is_not_handed_over_past_it() -> None:
    make_ceremony("Adler", held_on=TOMORROW)
    letters = AppointmentLetter.objects.all()

    with pytest.raises(Refused, match=r"another ceremony \(3 March 2026, Rathaus\)") as refusal:
        hand_over(letters, held_on=TODAY, place="Büro", host="OB", by=None, today=TODAY)

    assert refusal.value.field == "letters"
    assert not Handover.objects.exists()


def test_what_is_handed_over_without_a_list_makes_one() -> None:
    hand_over(issue("Zander", "Adler"), held_on=TODAY, place="Rathaus", host="OB", by=None, today=TODAY)

    places = places_of(Ceremony.objects.get())
    assert [(place.letter.name_as_printed, place.handed_over_on) for place in places] == [
        ("Sam Adler", TODAY),
        ("Sam Zander", TODAY),
    ]
    assert CeremonyFact.objects.filter(step=Step.HANDED_OVER).count() == 2


def test_whoever_goes_on_to_another_list_takes_no_step_with_the_others_here() -> None:
    ceremony, later = make_ceremony("Adler", "Baum"), make_ceremony(held_on=TOMORROW, place="Büro")
    note(ceremony, Step.PRINTED)
    note(ceremony, Step.ABSENT, entry=entry_of(ceremony, "Baum"))
    put_on_list(later, [entry_of(ceremony, "Baum").letter], by=None)

    note(ceremony, Step.SIGNED)

    assert [place.signed_on is not None for place in places_of(ceremony)] == [True, False]
