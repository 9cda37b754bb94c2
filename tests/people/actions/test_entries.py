"""The office corrects an entry: whole or not at all, one main department at a time, and the person is told."""

from __future__ import annotations

from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from pytest_django import DjangoCaptureOnCommitCallbacks

from people.actions.entries import Contact, add_assignment, correct_entry, end_assignment, move_entry
from people.actions.pilots import PersonName, name_of
from people.errors import Refused
from people.models.audit_event import AuditEvent
from people.models.pilot import FormOfAddress, Pilot
from people.models.role_name import RoleForm
from tests.factories import LONG_AGO, TODAY, make_department, make_pilot, make_user

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
