"""The one sender: it takes mails out of the outbox, one after the other, and notes what came of each."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from email.errors import MessageError
from smtplib import SMTPDataError, SMTPNotSupportedError, SMTPRecipientsRefused, SMTPSenderRefused
from typing import Any

from django.core.mail import get_connection
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone
from post_office.models import STATUS, Email, Log

from digilotsen.lock import only_one
from people.actions.action import action, record
from programmes.mail.outgoing import outgoing
from programmes.models.mail import MailMessage
from programmes.rules.mail_conditions import is_pointless
from programmes.rules.outbox import IN_FLIGHT, STILL_LEAVES, MailState, due_at

# How long a mail that failed waits before each further try: a mail server may be away for most of a day.
RETRY_AFTER = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720))
# What the server says of this one mail; everything else says that the server is not to be had.
_OF_THE_MAIL = (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError, SMTPNotSupportedError)

log = logging.getLogger(__name__)


def send_due(at: datetime, go_on: Callable[[], bool] = lambda: True) -> Counter[MailState] | None:
    """Send what is due at `at` as long as `go_on` says so, and count what came of it; None where another sender works.

    Each mail is taken and marked in transactions of its own, so whatever ends this process, no mail is lost, and at
    most the one that was with the mail server leaves a second time, under the same Message-ID. A server that is not
    to be had ends the run: the other mails wait for the next one untouched.
    """
    with only_one("mail sender") as alone:
        if not alone:
            return None
        _take_back_interrupted()
        outcomes: Counter[MailState] = Counter()
        connection = get_connection()
        try:
            for message_pk, email_pk in list(due_at(at).values_list("pk", "email")):
                if not go_on():
                    break
                message = _take(message_pk, email_pk, at)
                if message is None:
                    continue
                error = _failure(connection, message)
                outcomes[_mark(message.email, error, at)] += 1
                if error is not None and not isinstance(error, _OF_THE_MAIL) and isinstance(error, OSError):
                    log.warning("The mail server is not to be had: %s", error)
                    break
        finally:
            with suppress(OSError):
                connection.close()
        return outcomes


def _take_back_interrupted() -> None:
    """Put back what a sender that died had in hand: nobody else sends now, so nobody else has."""
    in_hand = Email.objects.filter(status=IN_FLIGHT, pk__in=MailMessage.objects.values("email"))
    in_hand.update(status=STATUS.requeued, number_of_retries=Coalesce(F("number_of_retries"), 0) + 1)


@action
def _take(pk: int, email_pk: int, at: datetime) -> MailMessage | None:
    """Take a mail out of the queue; None where it was stopped meanwhile or what it is about is settled."""
    if not Email.objects.filter(STILL_LEAVES, pk=email_pk).update(status=IN_FLIGHT):
        return None
    message = MailMessage.objects.select_related("email", "batch__cohort", "enrolment", "session", "appointment").get(
        pk=pk
    )
    if not is_pointless(message, at):
        return message
    Email.objects.filter(pk=email_pk).update(status=STATUS.queued, expires_at=at)
    MailMessage.objects.filter(pk=pk).update(became_pointless=True)
    record(None, "mail left out", message, {"occasion": message.batch.kind})
    return None


def _failure(connection: Any, message: MailMessage) -> Exception | None:
    """Hand the mail to the server; what went wrong, if something did."""
    try:
        connection.open()
        connection.send_messages([outgoing(message)])
    except (OSError, ValueError, MessageError) as error:  # SMTPException is an OSError
        return error
    return None


@transaction.atomic
def _mark(email: Email, error: Exception | None, at: datetime) -> MailState:
    """Note what came of the mail: sent, to be tried again, or failed for good."""
    facts: dict[str, Any]
    if error is None:
        state, facts = MailState.SENT, {"status": STATUS.sent}
    elif not _is_final(error) and (tries := email.number_of_retries or 0) < len(RETRY_AFTER):
        again_at = at + RETRY_AFTER[tries]
        facts = {"status": STATUS.requeued, "number_of_retries": tries + 1, "scheduled_time": again_at}
        state = MailState.RETRYING
    else:
        state, facts = MailState.FAILED, {"status": STATUS.failed}
    Email.objects.filter(pk=email.pk).update(**facts, last_updated=timezone.now())
    Log.objects.create(
        email=email,
        status=STATUS.failed if error else STATUS.sent,
        exception_type=type(error).__name__ if error else "",
        message=_reason(error) if error else "",
    )
    return state


def _is_final(error: Exception) -> bool:
    """Whether another try would fail alike: a mail that cannot be written, or one that the server refuses for good."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _answer in error.recipients.values())
    if isinstance(error, SMTPSenderRefused | SMTPDataError):
        return error.smtp_code >= 500
    return isinstance(error, SMTPNotSupportedError) or not isinstance(error, OSError)


def _reason(error: Exception) -> str:
    """The server's own words, as an administrator wants to read them."""
    if isinstance(error, SMTPRecipientsRefused):
        return "; ".join(_answer(code, words) for code, words in error.recipients.values())
    if isinstance(error, SMTPSenderRefused | SMTPDataError):
        return _answer(error.smtp_code, error.smtp_error)
    return str(error) or type(error).__name__


def _answer(code: int, words: bytes | str) -> str:
    return f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"
