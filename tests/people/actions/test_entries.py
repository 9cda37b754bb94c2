"""The office corrects an entry: whole or not at all, one main department at a time, and the person is told."""

from __future__ import annotations

from datetime import date, timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from pytest_django import DjangoCaptureOnCommitCallbacks

from people.actions.entries import Contact, add_assignment, correct_entry, end_assignment, move_entry
from people.actions.pilots import PersonName, move_pilot, name_of
from people.errors import Refused
from people.models.audit_event import AuditEvent
from people.models.pilot import DepartmentAssignment, FormOfAddress, Pilot
from people.models.role_name import RoleForm
from tests.factories import LONG_AGO, TODAY, make_department, make_pilot, make_user
from tests.together import at_once, meeting_point, unlocked

pytestmark = pytest.mark.django_db
SAM = PersonName("Muster", "Sam")


def contact_of(pilot: Pilot, **changed: str) -> Contact:
    return Contact(**{"mail": pilot.mail, "phone": pilot.phone, "room": pilot.room, **changed})


def test_name_and_contact_are_written_together_and_the_events_hold_no_value() -> None:
    pilot = make_pilot("Muster", appointed_from=LONG_AGO)
    contact = Contact(mail="Neu@Giessen.Example", phone="0641 306-99", room="B 14")

    correct_entry(pilot, PersonName("Öztürk", "Sam"), contact, by=make_user())

    fresh = Pilot.objects.get()
    assert (str(fresh), fresh.search_text) == ("Sam Öztürk", " sam ozturk")
    assert (fresh.mail, fresh.phone, fresh.room) == ("neu@giessen.example", "0641 306-99", "B 14")
    events = dict(AuditEvent.objects.values_list("verb", "changes"))
    assert events == {
        "name corrected": {"fields": ["family_name"]},
        "contact corrected": {"fields": ["phone", "room", "mail"]},
    }


def test_how_a_person_is_called_stays_their_own() -> None:
    pilot = make_pilot(form_of_address=FormOfAddress.MS, role_form=RoleForm.FEMININE)

    correct_entry(pilot, PersonName("Anders", "Sam"), contact_of(pilot), by=make_user())

    fresh = name_of(Pilot.objects.get())
    assert (fresh.family_name, fresh.form_of_address, fresh.role_form) == ("Anders", "ms", "feminine")


def test_the_address_of_somebody_else_is_refused_and_nothing_is_written() -> None:
    make_pilot(mail="ao@giessen.example")
    pilot = make_pilot("Muster", mail="sam@giessen.example")

    with pytest.raises(Refused) as refusal:
        correct_entry(pilot, PersonName("Anders", "Sam"), contact_of(pilot, mail="AO@giessen.example"), by=make_user())

    assert refusal.value.field == "mail"
    assert (Pilot.objects.get(pk=pilot.pk).family_name, AuditEvent.objects.count()) == ("Muster", 0)


# --- the person is told -------------------------------------------------------------------------------------------


def test_the_mail_says_what_by_which_office_and_no_value(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    pilot = make_pilot(mail="sam@giessen.example", phone="0641 306-11")
    kim = make_user(department=make_department("Stabsstelle Digitalisierung"), family_name="Geheim")

    with django_capture_on_commit_callbacks(execute=True):
        told = correct_entry(pilot, SAM, contact_of(pilot, phone="0641 306-99", room="B 14"), by=kim)

    (message,) = mail.outbox
    assert (told, message.to) == (True, ["sam@giessen.example"])
    assert "official phone number, room\n" in message.body
    assert "Stabsstelle Digitalisierung" in message.body
    assert "http://localhost/my/profile/" in message.body
    assert not any(value in message.body for value in ("306-99", "306-11", "B 14", "Geheim"))


def test_a_new_address_is_told_to_the_old_one_too_each_alone(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    pilot = make_pilot(mail="alt@giessen.example")

    with django_capture_on_commit_callbacks(execute=True):
        correct_entry(pilot, SAM, contact_of(pilot, mail="neu@giessen.example"), by=make_user())

    assert [message.to for message in mail.outbox] == [["alt@giessen.example"], ["neu@giessen.example"]]


@pytest.mark.parametrize("oneself", [True, False], ids=["by oneself", "nothing changed"])
def test_nobody_is_told_what_they_did_themselves_or_of_nothing(
    oneself: bool, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    kim = make_user()
    pilot = make_pilot(user=kim)

    with django_capture_on_commit_callbacks(execute=True):
        told = correct_entry(
            pilot, SAM, contact_of(pilot, room="B 14" if oneself else ""), by=kim if oneself else make_user()
        )

    assert (told, mail.outbox) == (False, [])
    assert AuditEvent.objects.exists() is oneself


def test_a_refused_change_sends_no_mail(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    pilot = make_pilot()
    make_pilot(mail="ao@giessen.example")

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(Refused):
        correct_entry(pilot, SAM, contact_of(pilot, mail="ao@giessen.example", room="B 14"), by=make_user())

    assert mail.outbox == []


def test_a_mail_that_cannot_go_undoes_nothing(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    pilot = make_pilot()

    def refuse(*args: object) -> int:
        raise SMTPException

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        correct_entry(pilot, SAM, contact_of(pilot, room="B 14"), by=make_user())

    assert Pilot.objects.get().room == "B 14"


def test_a_move_and_further_departments_are_told_too(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    pilot, kim, archive = make_pilot(), make_user(), make_department()

    with django_capture_on_commit_callbacks(execute=True):
        move_entry(pilot, make_department(), by=kim, on=TODAY)
        add_assignment(pilot, archive, by=kim, valid_from=LONG_AGO)
        end_assignment(pilot.assignments.get(department=archive), by=kim, last_day=TODAY)

    told = [line for message in mail.outbox for line in message.body.splitlines() if line.startswith("What was")]
    assert [line.partition(": ")[2] for line in told] == ["department", "further departments", "further departments"]


# --- departments ----------------------------------------------------------------------------------------------------


def test_nobody_moves_into_a_department_that_is_no_more() -> None:
    closed = make_department(valid_until=TODAY - timedelta(days=1))
    pilot = make_pilot()

    with pytest.raises(Refused):
        move_entry(pilot, closed, by=make_user(), on=TODAY)

    assert pilot.assignments.count() == 1


def test_a_move_cuts_an_assignment_that_would_end_later() -> None:
    pilot = make_pilot()
    pilot.assignments.update(valid_until=TODAY + timedelta(days=90))

    move_pilot(pilot, make_department(), by=None, on=TODAY)

    assert pilot.assignments.valid_on(TODAY).filter(is_primary=True).count() == 1


def test_a_further_department_leaves_the_main_one() -> None:
    pilot, archive = make_pilot(), make_department()

    add_assignment(pilot, archive, by=make_user(), valid_from=TODAY, valid_until=TODAY + timedelta(days=9))

    further = pilot.assignments.get(department=archive)
    assert (further.is_primary, further.valid_until) == (False, date(2026, 3, 11))
    assert pilot.assignments.filter(is_primary=True, valid_until=None).count() == 1


@pytest.mark.parametrize(
    ("first", "last", "is_refused"),
    [
        (TODAY, None, True),
        (LONG_AGO, TODAY, True),
        (LONG_AGO, date(2026, 2, 28), False),
        (date(2026, 4, 1), None, False),
    ],
    ids=["within", "into it", "before", "after"],
)
def test_a_department_is_not_entered_twice_for_the_same_days(first: date, last: date | None, is_refused: bool) -> None:
    pilot, archive, kim = make_pilot(), make_department(), make_user()
    add_assignment(pilot, archive, by=kim, valid_from=date(2026, 3, 1), valid_until=date(2026, 3, 31))

    try:
        add_assignment(pilot, archive, by=kim, valid_from=first, valid_until=last)
    except Refused as refusal:
        refused = refusal.field
    else:
        refused = None

    assert refused == ("department" if is_refused else None)
    assert pilot.assignments.filter(department=archive).count() == (1 if is_refused else 2)


def test_a_further_department_does_not_end_before_it_begins() -> None:
    pilot = make_pilot()

    with pytest.raises(Refused) as refusal:
        add_assignment(
            pilot, make_department(), by=make_user(), valid_from=TODAY, valid_until=TODAY - timedelta(days=1)
        )

    assert refusal.value.field == "valid_until"


@pytest.mark.parametrize("last_day", [date(2026, 2, 28), date(2026, 3, 31), date(2026, 5, 1)])
def test_an_end_lies_within_the_days_there_are(last_day: date) -> None:
    pilot, archive, kim = make_pilot(), make_department(), make_user()
    add_assignment(pilot, archive, by=kim, valid_from=date(2026, 3, 1), valid_until=date(2026, 3, 31))

    with pytest.raises(Refused) as refusal:
        end_assignment(pilot.assignments.get(department=archive), by=kim, last_day=last_day)

    assert refusal.value.field == "last_day"


def test_the_main_assignment_does_not_end_without_a_move() -> None:
    pilot = make_pilot()

    with pytest.raises(Refused):
        end_assignment(pilot.assignments.get(), by=make_user(), last_day=TODAY)

    assert pilot.assignments.get().valid_until is None


def move_twice_at_once(pilot: Pilot) -> list[str]:
    kim, alex = make_user(), make_user()
    here, there = make_department(), make_department()
    return at_once(
        lambda: move_entry(pilot, here, by=kim, on=TODAY),
        lambda: move_entry(pilot, there, by=alex, on=TODAY),
    )


@pytest.mark.django_db(transaction=True)
def test_two_moves_at_once_leave_one_main_department(monkeypatch: pytest.MonkeyPatch) -> None:
    pilot = make_pilot()
    monkeypatch.setattr(DepartmentAssignment, "save", meeting_point(DepartmentAssignment.save))

    outcomes = move_twice_at_once(pilot)

    assert outcomes == ["Refused", "done"]
    assert pilot.assignments.valid_on(TODAY).filter(is_primary=True).count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_both_look_before_one_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    pilot = make_pilot()
    monkeypatch.setattr(DepartmentAssignment, "save", meeting_point(DepartmentAssignment.save))
    unlocked(monkeypatch)

    outcomes = move_twice_at_once(pilot)

    assert outcomes == ["IntegrityError", "done"]


def add_twice_at_once(pilot: Pilot) -> list[str]:
    kim, archive = make_user(), make_department()
    return at_once(*[lambda: add_assignment(pilot, archive, by=kim, valid_from=TODAY)] * 2)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False])
def test_a_further_department_added_twice_at_once_is_one(monkeypatch: pytest.MonkeyPatch, locked: bool) -> None:
    pilot = make_pilot()
    monkeypatch.setattr(DepartmentAssignment, "save", meeting_point(DepartmentAssignment.save))
    if not locked:
        unlocked(monkeypatch)

    outcomes = add_twice_at_once(pilot)

    further = pilot.assignments.filter(is_primary=False).count()
    assert (outcomes, further) == ((["Refused", "done"], 1) if locked else (["done", "done"], 2))
