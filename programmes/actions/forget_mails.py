"""What old mails said, and to whom, is removed; that they were sent stays."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from django.conf import settings
from post_office.models import Email, Log

from people.actions.action import action, record
from programmes.models.mail import MailBatch, MailMessage
from programmes.rules.outbox import to_forget


@action
def forget_mails(at: datetime) -> int:
    """Remove text, address and calendar file of the mails that left MAIL_RETENTION_DAYS before `at`; say how many.

    With them go the links that open a question to whoever holds them, and what the mail server said of an address.
    Each batch keeps how many of its mails were sent, failed or stopped; each mail keeps the enrolment it was about,
    because rules ask whether somebody was told already.
    """
    # The mark comes first and leads the rest, so that whatever changes meanwhile is forgotten whole or not at all.
    to_forget(at - timedelta(days=settings.MAIL_RETENTION_DAYS), at).update(forgotten_at=at, calendar="", pilot=None)
    forgotten = MailMessage.objects.filter(forgotten_at=at)
    emails = forgotten.values("email")
    Email.objects.filter(pk__in=emails).update(to=[], subject="", message="")
    Log.objects.filter(email__in=emails).update(message="")
    mails = Counter(forgotten.values_list("batch", flat=True))
    for batch in MailBatch.objects.filter(pk__in=forgotten.values("batch")).order_by("pk"):
        record(None, "mails forgotten", batch, {"occasion": batch.kind, "mails": mails[batch.pk]})
    return mails.total()
