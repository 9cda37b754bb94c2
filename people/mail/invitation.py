"""The mail with which an account begins."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import override

from people.models.user import User

SECONDS_A_DAY = 24 * 60 * 60


def mail_invitation(user: User, link: str) -> None:
    """Send `user` the single-use link in the register's language; raises OSError or SMTPException if it cannot."""
    context = {
        "user": user,
        "link": link,
        "days": settings.PASSWORD_RESET_TIMEOUT // SECONDS_A_DAY,
        "name": settings.REGISTER_NAME,
        "city": settings.CITY_NAME,
        "office_mail": settings.OFFICE_MAIL,
        "office_phone": settings.OFFICE_PHONE,
    }
    with override(settings.LANGUAGE_CODE):
        subject = render_to_string("people/mail/invitation_subject.txt", context)
        body = render_to_string("people/mail/invitation.txt", context)
    send_mail(" ".join(subject.split()), body, settings.DEFAULT_FROM_EMAIL, [user.email])
