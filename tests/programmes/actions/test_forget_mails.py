"""What old mails said is removed; that they were sent stays, and whatever is still to be told is still told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from post_office.models import STATUS, Email, Log
from pytest_django import Settings

from people.errors import Refused
from people.models.audit_event import AuditEvent
from people.models.role_grant import Role
from programmes.actions.forget_mails import forget_mails
from programmes.actions.mails import send_again
from programmes.actions.session_mails import tell
from programmes.models.cohort import CohortState
from programmes.models.enrolment import EnrolmentState
from programmes.models.mail import MailBatch, MailKind, MailMessage
from programmes.models.module_session import ModuleSession
from programmes.rules.answers import untold_of_their_place
from programmes.rules.outbox import MailState, tallies
from programmes.rules.session_news import news_of
from tests.factories import make_cohort, make_enrolment, make_session, make_user
from tests.mails import NOW, addresses, make_mails

pytestmark = pytest.mark.django_db
SAM = "sam@giessen.example"
LONG_AGO = NOW - timedelta(days=91)


def sent(batch: MailBatch) -> MailBatch:
    emails = Email.objects.filter(pk__in=batch.messages.values("email"))
    emails.update(status=STATUS.sent)
    for email in emails:
        Log.objects.create(email=email, status=STATUS.sent, message=f"250 {email.to[0]} is fine")
    return batch


def test_of_an_old_mail_nothing_stays_but_that_it_was_sent() -> None:
    enrolment = make_enrolment()
    batch = sent(
        make_mails(
            SAM, kind=MailKind.CONSENT, enrolment=enrolment, pilot=enrolment.pilot, calendar="BEGIN", at=LONG_AGO
        )
    )

    assert forget_mails(NOW) == 1

    message = batch.messages.select_related("email").get()
    assert (message.email.to, message.email.subject, message.email.message) == ([], "", "")
    assert (message.calendar, message.pilot, message.forgotten_at) == ("", None, NOW)
    assert list(Log.objects.values_list("message", flat=True)) == [""]
    assert [(tally.state, tally.mails) for tally in tallies([batch])[batch.pk]] == [(MailState.SENT, 1)]


def test_each_batch_is_one_event_that_counts_and_a_second_run_finds_nothing() -> None:
    for count in (1, 2):
        sent(make_mails(*addresses(count), at=LONG_AGO))

    assert (forget_mails(NOW), forget_mails(NOW + timedelta(hours=1))) == (3, 0)

    events = AuditEvent.objects.filter(verb="mails forgotten").order_by("pk")
    assert [event.changes for event in events] == [{"occasion": "head_told", "mails": count} for count in (1, 2)]


def test_the_office_says_how_long(settings: Settings) -> None:
    settings.MAIL_RETENTION_DAYS = 30
    sent(make_mails(SAM, at=NOW - timedelta(days=29)))
    assert forget_mails(NOW) == 0

    sent(make_mails(SAM, at=NOW - timedelta(days=31)))
    assert forget_mails(NOW) == 1


@pytest.mark.parametrize(
    ("fields", "is_forgotten"),
    [
        ({"status": STATUS.failed}, True),
        ({"expires_at": NOW}, True),
        ({}, False),
        ({"status": STATUS.requeued}, False),
        ({"status": None}, False),
    ],
    ids=["failed", "stopped", "still waiting", "tried again", "with the mail server"],
)
def test_what_may_still_leave_is_kept(fields: dict[str, int | datetime | None], is_forgotten: bool) -> None:
    make_mails(SAM, at=LONG_AGO)
    Email.objects.update(**fields)

    forget_mails(NOW)

    assert Email.objects.get().to == ([] if is_forgotten else [SAM])


def test_what_somebody_was_told_of_a_session_is_kept_until_it_is_over() -> None:
    kim = make_user(role=Role.COORDINATOR)
    cohort = make_cohort(coordinators=[kim], state=CohortState.RUNNING)
    make_enrolment(cohort, state=EnrolmentState.IN_TRAINING)
    session = make_session(cohort, starts_at=datetime(2026, 3, 9, 8, tzinfo=UTC))
    sent(tell(MailKind.INVITATION, cohort, by=kim, at=LONG_AGO))

    assert forget_mails(NOW) == 0
    assert news_of(cohort, NOW) == []

    assert forget_mails(NOW + timedelta(days=14)) == 1
    # A session that is over and then put off for good is news to everybody.
    ModuleSession.objects.filter(pk=session.pk).update(
        starts_at=NOW + timedelta(days=30), ends_at=NOW + timedelta(days=31), sequence=1
    )
    assert [one.kind for one in news_of(cohort, NOW + timedelta(days=14))] == [MailKind.INVITATION]


def test_nobody_is_told_of_the_place_a_second_time_because_the_first_mail_is_forgotten() -> None:
    enrolment = make_enrolment(state=EnrolmentState.ADMITTED)
    sent(make_mails(SAM, kind=MailKind.ADMITTED, enrolment=enrolment, cohort=enrolment.cohort, at=LONG_AGO))

    forget_mails(NOW)

    assert MailMessage.objects.get().forgotten_at == NOW
    assert list(untold_of_their_place(enrolment.cohort)) == []


def test_what_is_forgotten_is_not_sent_again() -> None:
    message = sent(make_mails(SAM, at=LONG_AGO)).messages.get()
    forget_mails(NOW)

    with pytest.raises(Refused, match="cannot be sent again"):
        send_again(message, by=make_user(), at=NOW)

    assert MailMessage.objects.count() == 1


def test_the_outbox_says_how_many_mails_of_a_batch_are_forgotten(client: Client) -> None:
    kim = make_user(role=Role.COORDINATOR)
    batch = sent(make_mails(*addresses(2), by=kim, at=LONG_AGO))
    message = batch.messages.order_by("pk")[0]
    forget_mails(NOW)
    client.force_login(kim)

    page = client.get(f"/mails/{batch.pk}/").content.decode()

    assert "Text and addresses of 2 mails have been removed" in page
    assert "2 sent" in page
    assert "There was nobody to write to" not in page
    assert (
        'method="post"' not in client.get(f"/mails/{batch.pk}/{message.pk}/resend/").content.decode().split("<main")[1]
    )


def test_the_command_says_how_many(capsys: pytest.CaptureFixture[str]) -> None:
    sent(make_mails(SAM, at=LONG_AGO))

    call_command("forget_mails")

    assert capsys.readouterr().out == "1 mails are forgotten.\n"
