"""What became of a mail, and of the mails of a batch."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from post_office.models import STATUS, Email

from people.models.pilot import Pilot
from programmes.models.mail import MailBatch, MailKind, MailMessage


class MailState(models.TextChoices):
    WAITING = "waiting", gettext_lazy("waiting")
    RETRYING = "retrying", gettext_lazy("will be tried again")
    LEAVING = "leaving", gettext_lazy("leaving just now")
    SENT = "sent", gettext_lazy("sent")
    FAILED = "failed", gettext_lazy("failed")
    STOPPED = "stopped", gettext_lazy("stopped")
    POINTLESS = "pointless", gettext_lazy("not needed any more")


TONES = {
    MailState.WAITING: "info",
    MailState.RETRYING: "warning",
    MailState.LEAVING: "info",
    MailState.SENT: "success",
    MailState.FAILED: "danger",
    MailState.STOPPED: "neutral",
    MailState.POINTLESS: "neutral",
}
# These can still be stopped.
STOPPABLE = frozenset({MailState.WAITING, MailState.RETRYING})
# Nobody waits for these any more, so they may be sent once more.
RESENDABLE = frozenset({MailState.SENT, MailState.FAILED, MailState.STOPPED})

# post_office's status while a mail is with the mail server and nobody knows yet what came of it.
IN_FLIGHT = None
# Of post_office's emails: those that wait and may leave.
STILL_LEAVES = Q(status__in=(STATUS.queued, STATUS.requeued), expires_at__isnull=True)


@dataclass(frozen=True)
class Tally:
    """How many mails of a batch are in a state."""

    state: MailState
    mails: int

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def words(self) -> str:
        if self.state == MailState.WAITING:
            return ngettext("{mails} waits", "{mails} wait", self.mails).format(mails=self.mails)
        return f"{self.mails} {self.state.label}"


def state_of(message: MailMessage) -> MailState:
    """What became of `message`, whose email is at hand."""
    email = message.email
    return _state(email.status, has_expired=email.expires_at is not None, is_pointless=message.became_pointless)


def _state(status: int | None, *, has_expired: bool, is_pointless: bool) -> MailState:
    """What is stopped or pointless stays in the queue and has expired, so that nothing takes it out any more."""
    if status is IN_FLIGHT:
        return MailState.LEAVING
    if status == STATUS.sent:
        return MailState.SENT
    if status == STATUS.failed:
        return MailState.FAILED
    if has_expired:
        return MailState.POINTLESS if is_pointless else MailState.STOPPED
    return MailState.RETRYING if status == STATUS.requeued else MailState.WAITING


def due_at(moment: datetime) -> models.QuerySet[MailMessage]:
    """The mails whose time has come, in the order in which they leave."""
    waiting = Email.objects.filter(STILL_LEAVES, scheduled_time__lte=moment)
    return MailMessage.objects.filter(email__in=waiting).order_by("email__scheduled_time", "pk")


def may_resend(message: MailMessage) -> bool:
    """Whether `message`, whose email is at hand, may be sent once more."""
    return state_of(message) in RESENDABLE and message.resent_as_id is None and message.forgotten_at is None


def to_forget(set_off_before: datetime, at: datetime) -> models.QuerySet[MailMessage]:
    """The mails that are old enough to be forgotten: due before a moment, and no longer waiting.

    What somebody was told of a session to come is still needed: session_news.py reads it to tell of changes.
    """
    is_settled = Q(email__status__in=(STATUS.sent, STATUS.failed)) | Q(email__expires_at__isnull=False)
    is_over = Q(session__isnull=True) | Q(session__starts_at__lte=at)
    return MailMessage.objects.remembered().filter(is_settled, is_over, batch__leaves_at__lt=set_off_before)


def tallies(batches: Sequence[MailBatch]) -> dict[int, list[Tally]]:
    """For each of `batches`, by its key, how many of its mails are in which state; one query."""
    counts: dict[int, Counter[MailState]] = {batch.pk: Counter() for batch in batches}
    has_expired = models.ExpressionWrapper(Q(email__expires_at__isnull=False), output_field=models.BooleanField())
    rows = (
        MailMessage.objects.filter(batch__in=counts)
        .values_list("batch", "email__status", has_expired, "became_pointless")
        .annotate(mails=Count("pk"))
    )
    for batch, status, expired, is_pointless, mails in rows:
        counts[batch][_state(status, has_expired=expired, is_pointless=is_pointless)] += mails
    return {pk: [Tally(state, count[state]) for state in MailState if count[state]] for pk, count in counts.items()}


@dataclass(frozen=True)
class Shown:
    """A mail as the outbox shows it: `failure` is why the last try failed, `left_at` when it was sent."""

    message: MailMessage
    to: str
    state: MailState
    subject: str
    body: str
    about: Pilot | None
    failure: str
    left_at: datetime | None
    may_resend: bool

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def addressee(self) -> Pilot | None:
        """The person it is about, where the mail goes to them; none where it goes to somebody else."""
        return self.about if self.about and self.about.mail == self.to else None


def shown(message: MailMessage) -> Shown:
    """`message` for the page; its email, its people and its log are at hand."""
    state = state_of(message)
    last = max(message.email.logs.all(), key=lambda entry: entry.pk, default=None)
    return Shown(
        message=message,
        to=", ".join(message.email.to),
        state=state,
        subject=without_links(message.email.subject),
        body=without_links(message.email.message),
        about=message.enrolment.pilot if message.enrolment else message.pilot,
        failure=last.message if last and state in (MailState.FAILED, MailState.RETRYING) else "",
        left_at=last.date if last and state == MailState.SENT else None,
        may_resend=may_resend(message),
    )


@dataclass(frozen=True)
class MailQuestion:
    """What somebody is asked before mails are set off: how many, to whom, and how the first one reads."""

    kind: MailKind
    recipients: tuple[str, ...]
    subject: str
    body: str

    @property
    def mails(self) -> int:
        return len(self.recipients)

    @property
    def people(self) -> int:
        """To how many different addresses."""
        return len(set(self.recipients))

    @property
    def shown_body(self) -> str:
        return without_links(self.body)

    @property
    def minutes(self) -> int:
        """So long they can be stopped."""
        minutes: int = settings.MAIL_HOLD_MINUTES
        return minutes


def without_links(text: str) -> str:
    """`text` of a mail without the register's own links: what they open is the recipient's alone."""
    return re.sub(re.escape(settings.PUBLIC_URL) + r"/\S*", _("(link for the recipient alone)"), text)
