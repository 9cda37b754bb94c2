"""Which papers a ceremony has, and who is named to the press."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from people.models.consent import Consent, VoluntaryField
from programmes.rules.ceremony import Place
from programmes.rules.verification import has_ended


class Paper(TextChoices):
    """A paper of a ceremony; its value stands in the address."""

    FOLDER = "folder", _("Signing folder")
    LETTERS = "letters", _("Letters in the order of the list")
    PLAIN = "letters-plain", _("Letters for paper with a letterhead")
    NAMES = "names", _("Names to be read out")
    PRESS = "press", _("Names for the press")


# The names of the files; papers are German.
FILE_NAMES = {
    Paper.FOLDER: "Unterschriftenmappe",
    Paper.LETTERS: "Druckdatei",
    Paper.PLAIN: "Druckdatei Briefbogen",
    Paper.NAMES: "Namensliste",
    Paper.PRESS: "Presseliste",
}


def on_paper(paper: Paper, places: Sequence[Place], today: date) -> list[Place]:
    """Those of a list who stand on `paper`: letters in force.

    Nobody known to be absent, or whose appointment has ended by `today`, is read out or named.
    """
    in_force = [place for place in places if place.is_in_force]
    if paper in (Paper.NAMES, Paper.PRESS):
        return [
            place for place in in_force if not place.entry.is_absent and not has_ended(place.letter.appointment, today)
        ]
    return in_force


def named_to_the_press(places: Sequence[Place]) -> frozenset[int]:
    """The pilots among `places` who agree, right now, to be named to the press; one query."""
    agreed = Consent.objects.in_force().filter(field=VoluntaryField.PRESS)
    return frozenset(agreed.filter(pilot__in=[place.pilot for place in places]).values_list("pilot", flat=True))
