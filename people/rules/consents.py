"""The text under which a pilot releases a voluntary field, and what was released and taken back."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people.models.consent import Consent, VoluntaryField
from people.models.pilot import Pilot

CONSENT_TEXT_VERSION = "2026-1"
# Every text somebody agreed to stays here: a release says under which one it was given. Art. 7 GDPR, § 23 (2) HDSIG.
CONSENT_TEXTS: Mapping[str, str | Promise] = {
    "2026-1": _(
        "I agree that colleagues of the administration see in the register what I have ticked. This is of my own free "
        "will: whoever shows nothing has no disadvantage, and nobody is told what I keep to myself. I can take back "
        "each tick at any time, without a reason; it then is hidden at once. What was seen before remains lawful."
    ),
}


def consent_text() -> str | Promise:
    """The text in force."""
    return CONSENT_TEXTS[CONSENT_TEXT_VERSION]


def releases_of(pilot: Pilot) -> dict[VoluntaryField, list[Consent]]:
    """All that the person ever released, by field, newest first; a field never released has no entry."""
    found: dict[VoluntaryField, list[Consent]] = {}
    for consent in Consent.objects.filter(pilot=pilot).order_by("-given_at", "-pk"):
        found.setdefault(VoluntaryField(consent.field), []).append(consent)
    return found
