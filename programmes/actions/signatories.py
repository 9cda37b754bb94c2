"""Who signs letters, and who does in their place."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.errors import Refused
from people.models.user import User
from programmes.models.letter_text import Signatory


@action
def name_signatory(
    name: str, office: str, *, letterhead: str, by: User | None, valid_from: date, is_deputy: bool = False
) -> Signatory:
    """Name who signs letters from a day on. Whoever usually signed before does so until the day before; deputies stay.

    Raises Refused where the one who usually signs began on that day or later.
    """
    if not is_deputy:
        usual = list(Signatory.objects.select_for_update().filter(is_deputy=False, valid_until__isnull=True))
        if any(signatory.valid_from >= valid_from for signatory in usual):
            raise Refused(_("Somebody else signs from this day on already."), "valid_from")
        Signatory.objects.filter(pk__in=[one.pk for one in usual]).update(valid_until=valid_from - timedelta(days=1))
    signatory = Signatory.objects.create(
        name=name, office=office, letterhead=letterhead, valid_from=valid_from, is_deputy=is_deputy
    )
    facts = {"office": office, "valid_from": str(valid_from), "is_deputy": is_deputy}
    record(by, "signatory named", signatory, facts)
    return signatory


@action
def end_signatory(signatory: Signatory, *, last_day: date, by: User) -> None:
    """Let `signatory` sign until `last_day`; letters already signed stay as they are.

    Raises Refused for a day before they began, and where they have ended already.
    """
    signatory = Signatory.objects.select_for_update().get(pk=signatory.pk)
    if signatory.valid_until is not None:
        raise Refused(_("The last day of this signatory is laid down already."))
    if last_day < signatory.valid_from:
        raise Refused(_("This day is before the first one."), "last_day")
    signatory.valid_until = last_day
    signatory.save()
    record(by, "signatory ended", signatory, {"last_day": str(last_day)})
