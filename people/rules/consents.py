"""The texts under which a pilot releases a voluntary field, and what was released and taken back."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people.models.consent import Consent, VoluntaryField
from people.models.pilot import Pilot

CONSENT_TEXT_VERSION = "2026-1"
PRESS_TEXT_VERSION = "press-2026-1"
# Every text somebody agreed to stays here: a release says under which one it was given. Art. 7 GDPR, § 23 (2) HDSIG.
CONSENT_TEXTS: Mapping[str, str | Promise] = {
    "2026-1": _(
        "I agree that colleagues of the administration see in the register what I have ticked. This is of my own free "
        "will: whoever shows nothing has no disadvantage, and nobody is told what I keep to myself. I can take back "
        "each tick at any time, without a reason; it then is hidden at once. What was seen before remains lawful."
    ),
    "press-2026-1": _(
        "I agree that the mayor’s office names me to the press when letters are handed over: with my name and the name "
        "of my department, nothing else. This is of my own free will: without my consent I am only counted, and nobody "
        "is told why. I can take it back at any time, without a reason; press lists made from then on no longer name "
        "me. What was published before remains lawful, and the register cannot call it back."
    ),
}


def text_version_of(field: VoluntaryField) -> str:
    """The version of the text under which `field` is released from now on."""
    return PRESS_TEXT_VERSION if field == VoluntaryField.PRESS else CONSENT_TEXT_VERSION


def consent_text(field: VoluntaryField = VoluntaryField.BIO) -> str | Promise:
    """The text in force for `field`; what colleagues see has one text for all its fields."""
    return CONSENT_TEXTS[text_version_of(field)]


def releases_of(pilot: Pilot) -> dict[VoluntaryField, list[Consent]]:
    """All that the person ever released, by field, newest first; a field never released has no entry."""
    found: dict[VoluntaryField, list[Consent]] = {}
    for consent in Consent.objects.filter(pilot=pilot).order_by("-given_at", "-pk"):
        found.setdefault(VoluntaryField(consent.field), []).append(consent)
    return found
