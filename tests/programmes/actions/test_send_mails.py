"""The sender: every mail leaves once, is asked again whether it still makes sense, and nobody is forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import timedelta
from email.message import EmailMessage
from threading import Thread
from typing import TypeVar

import pytest
from django.db import connections
from post_office.models import STATUS, Email, Log
from pytest_django import Settings

from people.models.audit_event import AuditEvent
from programmes.actions import send_mails
from programmes.actions.mails import stop
from programmes.actions.send_mails import RETRY_AFTER, send_due
from programmes.models.enrolment import EnrolmentState
from programmes.models.mail import MailKind, MailMessage
from programmes.rules.outbox import MailState, state_of
from tests.factories import make_enrolment, make_user
from tests.mails import LATER, NOW, addresses, make_mails
from tests.smtp import ARRIVED, MailServer, mail_server

pytestmark = pytest.mark.django_db
SAM, ALEX = "sam@giessen.example", "alex@giessen.example"
R = TypeVar("R")
CALENDAR = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def server(settings: Settings) -> Iterator[MailServer]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with mail_server() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


def the_state() -> MailState:
    return state_of(MailMessage.objects.select_related("email").get())


def text_of(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def test_what_is_due_leaves_once_and_as_it_stands_in_the_outbox(server: MailServer) -> None:
    make_mails(SAM, ALEX, facts={"name": "Zoë Müller", "news": "Änderung\n.\nEnde"})

    outcomes = [send_due(LATER), send_due(LATER)]

    first, _second = server.received
    assert outcomes == [{MailState.SENT: 2}, {}]
    assert server.recipients == [SAM, ALEX]
    email = Email.objects.order_by("pk")[0]
    assert (first["Subject"], first["Message-ID"]) == (email.subject, email.message_id)
    assert text_of(first) == email.message
    assert list(Log.objects.values_list("status", flat=True)) == [STATUS.sent] * 2


def test_what_is_held_does_not_leave_before_its_time(server: MailServer) -> None:
    batch = make_mails(SAM)

    outcomes = [send_due(batch.leaves_at - timedelta(seconds=1)), send_due(batch.leaves_at)]

    assert outcomes == [{}, {MailState.SENT: 1}]


def test_what_was_stopped_never_leaves(server: MailServer) -> None:
    stop(make_mails(SAM), by=make_user(), at=NOW)

    assert (send_due(LATER), server.received) == ({}, [])


def test_what_is_stopped_while_others_leave_does_not_leave(server: MailServer) -> None:
    batch, kim = make_mails(SAM, ALEX), make_user()

    def go_on() -> bool:
        if server.received:
            stop(batch, by=kim, at=NOW)
        return True

    send_due(LATER, go_on)

    assert server.recipients == [SAM]


def test_an_invitation_tells_its_method_in_the_header(server: MailServer) -> None:
    make_mails(SAM, calendar=CALENDAR)

    send_due(LATER)

    (mail,) = server.received
    part = mail.get_body(("calendar",)) or next(
        part for part in mail.walk() if part.get_content_subtype() == "calendar"
    )
    assert mail.get_content_type() == "multipart/alternative"
    assert (part.get_content_type(), part.get_param("method"), part.get_content_charset()) == (
        "text/calendar",
        "REQUEST",
        "utf-8",
    )
    assert part.get_content().splitlines() == CALENDAR.splitlines()


# --- asked again when it leaves --------------------------------------------------------------------------------------


def test_a_reminder_of_an_agreement_that_has_come_does_not_leave(server: MailServer) -> None:
    enrolment = make_enrolment(state=EnrolmentState.CONSENTED, consented_on=NOW.date())
    make_mails(SAM, kind=MailKind.AGREEMENT_REMINDER, cohort=enrolment.cohort, enrolment=enrolment)
    enrolment.state, enrolment.agreed_on = EnrolmentState.AGREED, NOW.date()
    enrolment.save()

    outcomes = send_due(LATER)

    assert (outcomes, server.received, the_state()) == ({}, [], MailState.POINTLESS)
    assert AuditEvent.objects.filter(verb="mail left out", actor=None).count() == 1


def test_a_reminder_of_an_agreement_that_is_missing_leaves(server: MailServer) -> None:
    enrolment = make_enrolment(state=EnrolmentState.CONSENTED, consented_on=NOW.date())
    make_mails(SAM, kind=MailKind.AGREEMENT_REMINDER, cohort=enrolment.cohort, enrolment=enrolment)

    send_due(LATER)

    assert (server.recipients, the_state()) == ([SAM], MailState.SENT)


# --- what goes wrong -------------------------------------------------------------------------------------------------


def test_whom_the_server_does_not_know_has_failed_and_the_others_leave(server: MailServer) -> None:
    make_mails(SAM, ALEX)
    server.refusals = {SAM: "550 no such user"}

    outcomes = send_due(LATER)

    failed = Email.objects.get(to=SAM)
    assert (outcomes, server.recipients) == ({MailState.FAILED: 1, MailState.SENT: 1}, [ALEX])
    assert (failed.status, failed.logs.get().message) == (STATUS.failed, "550 no such user")


def test_who_is_refused_for_now_is_tried_again_later_and_later_and_then_failed(server: MailServer) -> None:
    make_mails(SAM)
    server.refusals = {SAM: "451 try again later"}
    at, waits = LATER, []

    send_due(at)
    while the_state() == MailState.RETRYING:
        again_at = Email.objects.get().scheduled_time
        assert send_due(again_at - timedelta(seconds=1)) == {}
        waits.append(again_at - at)
        at = again_at
        send_due(at)

    assert (tuple(waits), the_state()) == (RETRY_AFTER, MailState.FAILED)
    assert Log.objects.filter(status=STATUS.failed, message="451 try again later").count() == len(RETRY_AFTER) + 1


def test_a_server_that_is_away_costs_one_mail_one_try_and_the_others_none(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    batch = make_mails(SAM, ALEX)

    outcomes = send_due(LATER)

    states = [state_of(message) for message in batch.messages.select_related("email").order_by("pk")]
    assert (outcomes, states) == ({MailState.RETRYING: 1}, [MailState.RETRYING, MailState.WAITING])
    assert "refused" in Log.objects.get().message


def test_a_mail_that_cannot_be_written_has_failed_and_the_others_leave(server: MailServer) -> None:
    make_mails(SAM, ALEX)
    Email.objects.filter(to=SAM).update(subject="two\nlines")

    outcomes = send_due(LATER)

    assert (outcomes, server.recipients) == ({MailState.FAILED: 1, MailState.SENT: 1}, [ALEX])


# --- two senders -----------------------------------------------------------------------------------------------------


def while_the_first_mail_is_with_the_server(server: MailServer, do: Callable[[], R]) -> R:
    """What `do` gives in the middle of a run: the first mail has arrived, and its sender does not know it yet."""
    server.falls_silent = lambda stage, mails: stage == ARRIVED and mails == 1

    def send() -> None:
        try:
            send_due(LATER)
        finally:
            connections.close_all()

    thread = Thread(target=send)
    thread.start()
    assert server.is_silent.wait(10)
    server.falls_silent = lambda stage, mails: False
    done = do()
    server.goes_on.set()
    thread.join(20)
    return done


@pytest.mark.django_db(transaction=True)
def test_what_is_with_the_server_is_not_counted_as_stopped(server: MailServer) -> None:
    batch, kim = make_mails(*addresses(3)), make_user()

    stopped = while_the_first_mail_is_with_the_server(server, lambda: stop(batch, by=kim, at=LATER))

    states = [state_of(message) for message in batch.messages.select_related("email").order_by("pk")]
    assert (stopped, states) == (2, [MailState.SENT, MailState.STOPPED, MailState.STOPPED])
    assert server.recipients == addresses(1)


@pytest.mark.django_db(transaction=True)
def test_a_second_sender_leaves_the_work_to_the_first(server: MailServer) -> None:
    make_mails(*addresses(5))

    second = while_the_first_mail_is_with_the_server(server, lambda: send_due(LATER))

    assert (second, server.recipients) == (None, addresses(5))


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_a_second_sender_takes_what_the_first_has_in_hand(
    server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_mails(*addresses(5))
    monkeypatch.setattr(send_mails, "only_one", lambda name: nullcontext(True))

    while_the_first_mail_is_with_the_server(server, lambda: send_due(LATER))

    assert server.recipients.count(addresses(1)[0]) == 2
