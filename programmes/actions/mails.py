"""Mails are set off together, wait a little, can be stopped, and can be sent once more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from post_office.models import PRIORITY, STATUS, Email

from people.actions.action import action, record
from people.errors import Refused
from people.models.pilot import Pilot
from people.models.user import User
from programmes.models.appointment import Appointment
from programmes.models.cohort import Cohort
from programmes.models.enrolment import Enrolment
from programmes.models.mail import MailBatch, MailKind, MailMessage
from programmes.models.module_session import ModuleSession
from programmes.rules.mail_texts import fill, words_of
from programmes.rules.outbox import RESENDABLE, STILL_LEAVES, MailQuestion, state_of


@dataclass(frozen=True)
class Draft:
    """A mail before it is set off: to whom, the values of its placeholders, and what it is about."""

    to: str
    facts: Mapping[str, str]
    language: str = "de"
    pilot: Pilot | None = None
    enrolment: Enrolment | None = None
    session: ModuleSession | None = None
    calendar: str = ""
    appointment: Appointment | None = None


def question(kind: MailKind, drafts: Sequence[Draft]) -> MailQuestion:
    """What to ask before `drafts` are posted (includes/_mail_question.html shows it); there is at least one."""
    subject, body = fill(kind, words_of(kind, drafts[0].language), drafts[0].facts)
    return MailQuestion(kind, tuple(draft.to for draft in drafts), subject, body)


@action
def post(kind: MailKind, drafts: Sequence[Draft], *, cohort: Cohort | None, by: User | None, at: datetime) -> MailBatch:
    """Set off a mail for each of `drafts` in the words in force; they leave MAIL_HOLD_MINUTES after `at`.

    What stands in the outbox is what will leave, word for word. Raises Refused for what is no single address.
    """
    words = {language: words_of(kind, language) for language in sorted({draft.language for draft in drafts})}
    batch = MailBatch.objects.create(
        kind=kind, cohort=cohort, made_by=by, made_at=at, leaves_at=at + timedelta(minutes=settings.MAIL_HOLD_MINUTES)
    )
    emails = [
        _email(_one_address(draft.to), *fill(kind, words[draft.language], draft.facts), batch.leaves_at)
        for draft in drafts
    ]
    Email.objects.bulk_create(emails)
    MailMessage.objects.bulk_create(
        MailMessage(
            batch=batch,
            email=email,
            pilot=draft.pilot,
            enrolment=draft.enrolment,
            session=draft.session,
            appointment=draft.appointment,
            calendar=draft.calendar,
        )
        for draft, email in zip(drafts, emails, strict=True)
    )
    record(by, "mails set off", batch, _what(kind, cohort, len(emails)))
    return batch


@action
def stop(batch: MailBatch, *, by: User, at: datetime) -> int:
    """Keep what of `batch` has not left yet from leaving, and say how many mails that were.

    Raises Refused where all of them have left.
    """
    stopped: int = Email.objects.filter(STILL_LEAVES, pk__in=batch.messages.values("email")).update(expires_at=at)
    if not stopped:
        raise Refused(_("None of these mails waits any more."))
    MailBatch.objects.filter(pk=batch.pk).update(cancelled_at=at)
    record(by, "mails stopped", batch, _what(batch.kind, batch.cohort, stopped))
    return stopped


@action
def send_again(message: MailMessage, *, by: User, at: datetime) -> MailBatch:
    """Set off the same mail once more, word for word, as a batch of its own that can be stopped.

    Raises Refused where it waits still, is settled, was sent again already, or has been forgotten.
    """
    message = (
        MailMessage.objects.select_for_update(of=("self",)).select_related("email", "batch__cohort").get(pk=message.pk)
    )
    state = state_of(message)
    if state not in RESENDABLE:
        raise Refused(_("This mail is “{state}”; it cannot be sent again.").format(state=state.label))
    if message.resent_as_id is not None:
        raise Refused(_("This mail was sent again already."))
    if message.forgotten_at is not None:
        raise Refused(_("The text and the address of this mail have been removed; it cannot be sent again."))
    old, before = message.batch, message.email
    hold = timedelta(minutes=settings.MAIL_HOLD_MINUTES)
    batch = MailBatch.objects.create(kind=old.kind, cohort=old.cohort, made_by=by, made_at=at, leaves_at=at + hold)
    email = _email(before.to[0], before.subject, before.message, batch.leaves_at)
    Email.objects.bulk_create([email])
    message.resent_as = MailMessage.objects.create(
        batch=batch,
        email=email,
        pilot_id=message.pilot_id,
        enrolment_id=message.enrolment_id,
        session_id=message.session_id,
        appointment_id=message.appointment_id,
        calendar=message.calendar,
    )
    message.save(update_fields=["resent_as"])
    record(by, "mail sent again", message, _what(batch.kind, batch.cohort, 1))
    return batch


def _one_address(text: str) -> str:
    """`text`, if it is one address: a comma in it would make two recipients of one."""
    try:
        validate_email(text)
    except ValidationError:
        raise Refused(_("“{address}” is no e-mail address.").format(address=text)) from None
    return text


def _email(to: str, subject: str, body: str, leaves_at: datetime) -> Email:
    # The same mail sent twice has one Message-ID, so that mailboxes can tell.
    return Email(
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[to],
        subject=subject,
        message=body,
        scheduled_time=leaves_at,
        message_id=make_msgid(domain=urlsplit(settings.PUBLIC_URL).hostname),
        priority=PRIORITY.medium,
        status=STATUS.queued,
    )


def _what(kind: str, cohort: Cohort | None, mails: int) -> dict[str, str | int]:
    round_of_it = {"round": cohort.pk} if cohort else {}
    return {"occasion": str(kind), "mails": mails, **round_of_it}
