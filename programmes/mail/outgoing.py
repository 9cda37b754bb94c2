"""A mail of the outbox as the mail server gets it."""

from __future__ import annotations

import re

from django.core.mail import EmailMultiAlternatives

from programmes.models.mail import MailMessage

_METHOD = re.compile(r"^METHOD:([A-Z]+)\s*$", re.MULTILINE)


def outgoing(message: MailMessage) -> EmailMultiAlternatives:
    """The mail of `message`, word for word as the outbox shows it, its calendar file as an invitation (RFC 6047)."""
    email = message.email
    mail = EmailMultiAlternatives(
        email.subject, email.message, email.from_email, email.to, headers={"Message-ID": email.message_id}
    )
    if message.calendar:
        method = _METHOD.search(message.calendar)
        # Without the method in the header, too, mailboxes show a file where there should be buttons.
        mail.attach_alternative(message.calendar, f"text/calendar; method={method[1] if method else 'PUBLISH'}")
    return mail
