"""Mails are set off together, can be stopped until they leave, and can be sent once more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from post_office.models import STATUS, Email
from pytest_django import Settings

from people.errors import Refused
from people.models.audit_event import AuditEvent
from people.models.user import User
from programmes.actions.mails import Draft, post, send_again, stop
from programmes.models.mail import MailBatch, MailKind, MailMessage, MailText
from programmes.rules.outbox import MailState, state_of
from tests.factories import make_cohort, make_enrolment, make_user
from tests.mails import NOW, facts_of, make_mails
from tests.together import at_once, meeting_point, unlocked

pytestmark = pytest.mark.django_db
SAM, ALEX = "sam@giessen.example", "alex@giessen.example"


def states(batch: MailBatch) -> list[MailState]:
    return [state_of(message) for message in batch.messages.select_related("email").order_by("pk")]


def test_a_mail_waits_in_the_outbox_as_it_will_leave(settings: Settings) -> None:
    settings.MAIL_HOLD_MINUTES = 15
    enrolment = make_enrolment()
    facts = facts_of(MailKind.ADMITTED, name="Sam Muster", round="Runde 4")

    batch = post(MailKind.ADMITTED, [Draft(SAM, facts, enrolment=enrolment)], cohort=enrolment.cohort, by=None, at=NOW)

    message = batch.messages.select_related("email").get()
    assert (batch.leaves_at, message.email.scheduled_time) == (NOW + timedelta(minutes=15),) * 2
    assert (message.email.to, message.email.subject) == ([SAM], "Runde 4: Sie haben einen Platz")
    assert message.email.message.startswith("Guten Tag Sam Muster,\n")
    assert (message.enrolment, states(batch)) == (enrolment, [MailState.WAITING])


def test_each_mail_is_written_in_its_own_language_and_in_the_words_of_the_office() -> None:
    for version, subject in enumerate(["Old {name}", "New {name}"], start=1):
        MailText.objects.create(
            kind=MailKind.HEAD_TOLD, language="en", version=version, subject=subject, body="{news}", written_at=NOW
        )
    facts = facts_of(MailKind.HEAD_TOLD, name="Sam")

    batch = post(
        MailKind.HEAD_TOLD, [Draft(SAM, facts, language="en"), Draft(ALEX, facts)], cohort=None, by=None, at=NOW
    )

    subjects = batch.messages.order_by("pk").values_list("email__subject", flat=True)
    assert list(subjects) == ["New Sam", "person: Änderung in department"]


def test_a_batch_is_one_event_that_names_nobody() -> None:
    kim, cohort = make_user(), make_cohort()

    make_mails(SAM, ALEX, cohort=cohort, by=kim, kind=MailKind.ADMITTED)

    event = AuditEvent.objects.get()
    assert (event.verb, event.actor) == ("mails set off", kim)
    assert event.changes == {"occasion": "admitted", "mails": 2, "round": cohort.pk}


@pytest.mark.parametrize("address", ["", "sam", f"{SAM}, {ALEX}", f"{SAM}\nBcc: {ALEX}"])
def test_what_is_no_single_address_is_refused_and_nothing_is_set_off(address: str) -> None:
    with pytest.raises(Refused, match="is no e-mail address"):
        make_mails(SAM, address)

    assert (MailBatch.objects.count(), Email.objects.count(), AuditEvent.objects.count()) == (0, 0, 0)


# --- stopping ---------------------------------------------------------------------------------------------------------


def test_stopping_keeps_what_still_waits_and_leaves_what_has_left() -> None:
    batch, kim = make_mails(SAM, ALEX), make_user()
    Email.objects.filter(to=SAM).update(status=STATUS.sent)

    stopped = stop(batch, by=kim, at=NOW)

    batch.refresh_from_db()
    assert (stopped, batch.cancelled_at, states(batch)) == (1, NOW, [MailState.SENT, MailState.STOPPED])
    assert AuditEvent.objects.get(verb="mails stopped").changes == {"occasion": "head_told", "mails": 1}


def test_what_has_left_cannot_be_stopped() -> None:
    batch = make_mails(SAM)
    Email.objects.update(status=STATUS.sent)

    with pytest.raises(Refused):
        stop(batch, by=make_user(), at=NOW)

    batch.refresh_from_db()
    assert batch.cancelled_at is None


def test_a_batch_is_stopped_once() -> None:
    batch, kim = make_mails(SAM), make_user()
    stop(batch, by=kim, at=NOW)

    with pytest.raises(Refused):
        stop(batch, by=kim, at=NOW + timedelta(minutes=1))


# --- once more --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [STATUS.sent, STATUS.failed])
def test_a_mail_is_sent_again_word_for_word_and_waits_anew(status: int) -> None:
    cohort, kim = make_cohort(), make_user()
    make_mails(SAM, cohort=cohort, calendar="BEGIN:VCALENDAR", kind=MailKind.ADMITTED)
    Email.objects.update(status=status)
    message = MailMessage.objects.select_related("email").get()

    batch = send_again(message, by=kim, at=NOW)

    message.refresh_from_db()
    again = batch.messages.select_related("email").get()
    assert (message.resent_as, batch.cohort, batch.made_by, states(batch)) == (again, cohort, kim, [MailState.WAITING])
    assert (again.email.to, again.email.message, again.calendar) == ([SAM], message.email.message, "BEGIN:VCALENDAR")
    assert again.email.message_id != message.email.message_id
    assert AuditEvent.objects.filter(verb="mail sent again", actor=kim).count() == 1


def test_what_still_waits_is_not_sent_again() -> None:
    message = make_mails(SAM).messages.get()

    with pytest.raises(Refused, match="waiting"):
        send_again(message, by=make_user(), at=NOW)


def test_what_is_settled_is_not_sent_again() -> None:
    message = make_mails(SAM).messages.get()
    Email.objects.update(expires_at=NOW)
    MailMessage.objects.update(became_pointless=True)

    with pytest.raises(Refused, match="not needed any more"):
        send_again(message, by=make_user(), at=NOW)


def sent_mail() -> tuple[MailMessage, User]:
    message = make_mails(SAM).messages.get()
    Email.objects.update(status=STATUS.sent)
    return message, make_user()


@pytest.mark.django_db(transaction=True)
def test_two_clicks_send_a_mail_again_once(monkeypatch: pytest.MonkeyPatch) -> None:
    message, kim = sent_mail()
    monkeypatch.setattr(MailMessage, "save", meeting_point(MailMessage.save))

    outcomes = at_once(*[lambda: send_again(message, by=kim, at=NOW)] * 2)

    assert (outcomes, MailMessage.objects.count()) == (["Refused", "done"], 2)


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_two_clicks_send_it_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    message, kim = sent_mail()
    monkeypatch.setattr(MailMessage, "save", meeting_point(MailMessage.save))
    unlocked(monkeypatch)

    at_once(*[lambda: send_again(message, by=kim, at=NOW)] * 2)

    assert MailMessage.objects.count() == 3
