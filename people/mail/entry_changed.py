"""The mail that tells people that somebody else changed their entry."""

from __future__ import annotations

from collections.abc import Callable, Collection

from django.conf import settings
from django.core.mail import send_mail
from django.db import models, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from people.models.pilot import Pilot
from people.models.user import User


class EntryPart(models.TextChoices):
    """What of an entry can be changed by the office."""

    NAME = "name", _("name")
    PHONE = "phone", _("official phone number")
    ROOM = "room", _("room")
    MAIL = "mail", _("official e-mail address")
    DEPARTMENT = "department", _("department")
    FURTHER_DEPARTMENTS = "further_departments", _("further departments")


def tell_of_change(pilot: Pilot, parts: Collection[EntryPart], *, by: User, formerly: str = "") -> bool:
    """Once the change is committed, tell the person in words what was changed, and say whether they are told.

    They are not where nothing changed or they did it themselves. `formerly` is the address before a change of it: the
    word goes there, too, lest a wrong new one keep it from them. A mail that cannot be sent is logged and undoes
    nothing.
    """
    if not parts or by.pk == pilot.user_id:
        return False
    for address in sorted({pilot.mail, formerly or pilot.mail}):
        transaction.on_commit(_sending(address, str(pilot), parts, by), robust=True)
    return True


def _sending(address: str, name: str, parts: Collection[EntryPart], by: User) -> Callable[[], None]:
    # No partial: Django logs a failure under the name of the function, and a partial has none.
    def send() -> None:
        _send(address, name, parts, by)

    return send


def _send(address: str, name: str, parts: Collection[EntryPart], by: User) -> None:
    with override(settings.LANGUAGE_CODE):
        context = {
            "person": name,
            "parts": ", ".join(str(part.label) for part in parts),
            "office": by.department or "",
            "link": settings.PUBLIC_URL + reverse("people:my_profile"),
            "name": settings.REGISTER_NAME,
            "city": settings.CITY_NAME,
            "office_mail": settings.OFFICE_MAIL,
            "office_phone": settings.OFFICE_PHONE,
        }
        subject = render_to_string("people/mail/entry_changed_subject.txt", context)
        body = render_to_string("people/mail/entry_changed.txt", context)
    send_mail(" ".join(subject.split()), body, settings.DEFAULT_FROM_EMAIL, [address])
