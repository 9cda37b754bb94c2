"""The office writes what mails say."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.errors import Refused
from people.models.user import User
from programmes.models.mail import MailKind, MailText
from programmes.rules.mail_texts import check, words_of


@action
def write_mail_text(
    kind: MailKind, language: str, *, subject: str, body: str, based_on: int, by: User, at: datetime
) -> MailText:
    """Make these the words of mails of `kind` from now on; mails in the outbox stay as they are.

    Raises Refused, with the field, on an unknown placeholder; where nothing is changed; and where the words in force
    are no more the version `based_on` that was on the screen.
    """
    check(kind, "subject", subject)
    check(kind, "body", body)
    in_force = words_of(kind, language)
    if in_force.version != based_on:
        raise Refused(_changed_meanwhile())
    if (in_force.subject, in_force.body) == (subject, body):
        raise Refused(_("Nothing is changed yet."))
    try:
        with transaction.atomic():
            text = MailText.objects.create(
                kind=kind,
                language=language,
                version=based_on + 1,
                subject=subject,
                body=body,
                written_by=by,
                written_at=at,
            )
    except IntegrityError:  # the constraint decides who was first
        raise Refused(_changed_meanwhile()) from None
    record(by, "mail text written", text, {"occasion": str(kind), "language": language, "version": text.version})
    return text


def _changed_meanwhile() -> str:
    return _("Somebody else has changed this text meanwhile. Please open it anew and enter your change there.")
