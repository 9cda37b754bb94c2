"""What letters say and who signs them."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Max
from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.errors import Refused
from people.models.user import User
from programmes.letters.body import parse
from programmes.letters.compose import placeholders_of
from programmes.models.letter import LetterKind
from programmes.models.letter_text import LetterTemplate, Signatory
from programmes.models.programme import Programme


@action
def release_template(
    programme: Programme,
    *,
    subject: str,
    body: str,
    layout: str,
    by: User | None,
    on: date,
    kind: str = LetterKind.APPOINTMENT,
) -> LetterTemplate:
    """Release the next version of the words of letters of `kind`, used from the day `on`; those before stay.

    Raises LetterInvalid, with the field, on an unknown placeholder or a mark that is not closed.
    """
    for text in (subject, body):
        parse(text, placeholders_of(kind))
    last = programme.letter_templates.filter(kind=kind).aggregate(last=Max("version"))["last"] or 0
    template = LetterTemplate.objects.create(
        programme=programme, kind=kind, version=last + 1, subject=subject, body=body, layout=layout, released_on=on
    )
    facts = {"kind": str(kind), "version": template.version, "on": str(on), "layout": layout}
    record(by, "letter text released", template, facts)
    return template


@action
def name_signatory(name: str, office: str, *, letterhead: str, by: User | None, valid_from: date) -> Signatory:
    """Name who signs letters from a day on; whoever signed before does so until the day before.

    Raises Refused where the signatory in office began on that day or later.
    """
    if Signatory.objects.filter(valid_until__isnull=True, valid_from__gte=valid_from).exists():
        raise Refused(_("Somebody else signs from this day on already."), "valid_from")
    Signatory.objects.filter(valid_until__isnull=True).update(valid_until=valid_from - timedelta(days=1))
    signatory = Signatory.objects.create(name=name, office=office, letterhead=letterhead, valid_from=valid_from)
    record(by, "signatory named", signatory, {"office": office, "valid_from": str(valid_from)})
    return signatory
