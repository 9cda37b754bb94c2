"""Letters are born issued, then replaced or withdrawn; nothing else ever happens to one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import product

import pytest
from django.db import IntegrityError, transaction

from people.errors import Refused
from people.models.audit_event import AuditEvent
from people.models.pilot import Pilot
from programmes.actions.end_appointment import end_appointment
from programmes.actions.end_letter import end_with_letter, issue_end_letter
from programmes.actions.replace_letter import replace_letter
from programmes.actions.void_letter import void_letter
from programmes.models.appointment import Appointment, EndReason
from programmes.models.letter import (
    LETTER_TRANSITIONS,
    AppointmentLetter,
    LetterKind,
    LetterState,
    ReplacementReason,
    VoidReason,
)
from programmes.models.letter_counter import LetterCounter
from tests.factories import TODAY, WITHDRAWN, make_issuing_cohort, make_ready
from tests.programmes.actions.issuing import issue, the_record

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
IN_JANUARY = date(2026, 1, 10)


def letter_of(name: str = "Adler", **fields: date) -> AppointmentLetter:
    return issue(make_ready(make_issuing_cohort(), name), **{"effective_from": IN_JANUARY, **fields})[0]


def replace(letter: AppointmentLetter, reason: ReplacementReason = ReplacementReason.LOST) -> AppointmentLetter:
    return replace_letter(letter, reason=reason, by=None, at=NOON)


def void(letter: AppointmentLetter) -> AppointmentLetter:
    return void_letter(letter, reason=VoidReason.MISTAKE, by=None, at=NOON)


def in_state(state: LetterState) -> AppointmentLetter:
    letter = letter_of()
    if state == LetterState.REPLACED:
        replace(letter)
    if state == LetterState.VOIDED:
        void(letter)
    return AppointmentLetter.objects.get(pk=letter.pk)


MOVES: dict[LetterState, Callable[[AppointmentLetter], AppointmentLetter]] = {
    LetterState.REPLACED: replace,
    LetterState.VOIDED: void,
}


@pytest.mark.parametrize(("before", "after"), list(product(LetterState, LetterState)))
def test_every_pair_of_states_follows_the_table_in_the_actions_and_in_the_database(
    before: LetterState, after: LetterState
) -> None:
    letter = in_state(before)
    allowed = after in LETTER_TRANSITIONS[before]
    written = WITHDRAWN if after == LetterState.VOIDED else {"state": after, "voided_on": None, "void_reason": ""}

    if after in MOVES and allowed:
        MOVES[after](letter)
    elif after in MOVES:
        with pytest.raises(Refused):
            MOVES[after](letter)
    if not allowed and before != after:
        with pytest.raises(IntegrityError), transaction.atomic():
            AppointmentLetter.objects.filter(pk=letter.pk).update(**written)

    letter.refresh_from_db()
    assert letter.state == (after if allowed else before)


@pytest.mark.parametrize(
    "change",
    [
        {"number": 99},
        {"reference": "DL-2026-9999"},
        {"content": {"subject": "anders"}},
        {"name_as_printed": "Jemand Anders"},
        {"verify_code": "x"},
        {"issued_on": date(2020, 1, 1)},
    ],
)
def test_no_statement_changes_what_was_issued(change: dict[str, object]) -> None:
    letter = letter_of()

    with pytest.raises(IntegrityError), transaction.atomic():
        AppointmentLetter.objects.filter(pk=letter.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        AppointmentLetter.objects.filter(pk=letter.pk)._raw_delete("default")
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.update(evidence={})


# --- replacement ------------------------------------------------------------------------------------------------------


def test_a_replacement_has_the_next_number_and_names_the_old_letter() -> None:
    old = letter_of()

    new = replace(old, ReplacementReason.NAME_CHANGED)

    old.refresh_from_db()
    assert (new.reference, new.kind, new.replaces_id) == ("DL-2026-0002", LetterKind.REPLACEMENT, old.pk)
    assert (old.state, old.replaced_by, new.replacement_reason) == (LetterState.REPLACED, new, "name_changed")
    words = "".join(run["text"] for run in new.content["body"][0]["paragraph"])
    assert words.startswith("Diese Ersatzausfertigung ersetzt DL-2026-0001 vom 2. März 2026:")
    assert new.appointment_id == old.appointment_id
    assert Pilot.objects.appointed_on(TODAY).count() == 1
    assert AuditEvent.objects.get(verb="letter replaced").changes == {"by": "DL-2026-0002", "reason": "name_changed"}


def test_a_replacement_has_the_name_of_today_and_the_old_letter_keeps_its_own() -> None:
    old = letter_of("Adler")
    Pilot.objects.update(family_name="Neumann")

    new = replace(old, ReplacementReason.NAME_CHANGED)

    old.refresh_from_db()
    assert (old.name_as_printed, new.name_as_printed) == ("Sam Adler", "Sam Neumann")


def test_a_replacement_can_be_replaced_and_an_ended_appointment_has_none() -> None:
    second = replace(letter_of())

    third = replace(second)
    end_appointment(third.appointment, ended_on=TODAY, reason=EndReason.LEFT, by=None, today=TODAY)

    assert third.replaces_id == second.pk
    with pytest.raises(Refused, match="The appointment has ended"):
        replace(third)


def test_a_replacement_that_cannot_be_printed_changes_nothing_and_takes_no_number() -> None:
    old = letter_of()
    Pilot.objects.update(given_names="漢")
    before = the_record()

    with pytest.raises(Refused):
        replace(old)

    old.refresh_from_db()
    assert (old.state, the_record()) == (LetterState.ISSUED, before)
    assert LetterCounter.objects.get().last_number == 1


# --- withdrawal -------------------------------------------------------------------------------------------------------


def test_a_withdrawn_letter_ends_its_appointment_that_day() -> None:
    letter = void(letter_of())

    appointment = Appointment.objects.get()
    assert (letter.voided_on, letter.void_reason) == (TODAY, VoidReason.MISTAKE)
    assert (appointment.ended_on, appointment.end_reason) == (TODAY, EndReason.REVOKED)
    assert not Pilot.objects.appointed_on(TODAY).exists()
    assert AppointmentLetter.objects.count() == 1


def test_a_letter_withdrawn_before_it_takes_effect_never_holds() -> None:
    void(letter_of(effective_from=date(2026, 4, 1)))

    appointment = Appointment.objects.get()
    assert appointment.ended_on == appointment.effective_from
    assert not Pilot.objects.appointed_on(date(2026, 4, 1)).exists()


def test_a_letter_of_an_ended_appointment_is_withdrawn_and_the_end_stays() -> None:
    letter = letter_of()
    end_appointment(letter.appointment, ended_on=date(2026, 2, 1), reason=EndReason.LEFT, by=None, today=TODAY)

    void(letter)

    appointment = Appointment.objects.get()
    assert (appointment.ended_on, appointment.end_reason) == (date(2026, 2, 1), EndReason.LEFT)


# --- letters on an end ------------------------------------------------------------------------------------------------


def test_the_letter_on_an_end_names_the_last_day_and_comes_with_the_end_or_later() -> None:
    first, second = letter_of("Adler"), letter_of("Zander")

    thanks = end_with_letter(first.appointment, ended_on=TODAY, reason=EndReason.OWN_WISH, by=None, at=NOON)
    end_appointment(second.appointment, ended_on=TODAY, reason=EndReason.LEFT, by=None, today=TODAY)
    later = issue_end_letter(second.appointment, by=None, at=NOON)

    assert [thanks.reference, later.reference] == ["DL-2026-0003", "DL-2026-0004"]
    assert "1. März 2026" in str(thanks.content["body"])
    assert not AppointmentLetter.objects.to_hand_over().filter(kind=LetterKind.END).exists()


def test_an_end_with_a_letter_that_cannot_be_printed_does_not_happen() -> None:
    letter = letter_of()
    Pilot.objects.update(given_names="漢")

    with pytest.raises(Refused):
        end_with_letter(letter.appointment, ended_on=TODAY, reason=EndReason.LEFT, by=None, at=NOON)

    assert Appointment.objects.get().ended_on is None


def test_there_is_one_letter_on_an_end_until_it_is_withdrawn() -> None:
    appointment = letter_of().appointment
    thanks = end_with_letter(appointment, ended_on=TODAY, reason=EndReason.LEFT, by=None, at=NOON)
    with pytest.raises(Refused, match="already"):
        issue_end_letter(appointment, by=None, at=NOON)
    with pytest.raises(Refused, match="is not replaced"):
        replace(thanks)

    void(thanks)

    assert issue_end_letter(appointment, by=None, at=NOON).number == 3
    assert Appointment.objects.get().end_reason == EndReason.LEFT


@pytest.mark.parametrize(
    ("prepare", "sentence"),
    [
        (lambda letter: None, "No end of this appointment is known."),
        (void, "The letter of this appointment was withdrawn."),
    ],
)
def test_a_letter_on_an_end_needs_an_end_and_a_letter_that_counted(
    prepare: Callable[[AppointmentLetter], object], sentence: str
) -> None:
    letter = letter_of()
    prepare(letter)

    with pytest.raises(Refused, match=sentence):
        issue_end_letter(Appointment.objects.get(), by=None, at=NOON)
