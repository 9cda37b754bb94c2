"""A letter enters the register: numbered, set, stored with its hash and recorded, for good."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from people.actions.action import record
from people.models.user import User
from programmes.letters.characters import clean
from programmes.letters.compose import Facts, compose
from programmes.letters.letter import to_json
from programmes.letters.render import render
from programmes.models.appointment import Appointment
from programmes.models.letter import AppointmentLetter, LetterDocument, LetterKind
from programmes.rules.numbers import reference_of

# No vowels, so no words; none of 0 1 l o, so no mix-ups. 20 of 28 signs are 96 random bits.
_CODE_SIGNS = "23456789bcdfghjkmnpqrstvwxyz"
_CODE_LENGTH = 20


def enter_letter(
    facts: Facts,
    appointment: Appointment,
    *,
    kind: LetterKind,
    number: int,
    by: User | None,
    at: datetime,
    replacement: Mapping[str, Any] | None = None,
) -> AppointmentLetter:
    """Set the letter with these facts and put it into the register under `number`; only inside an action.

    `number` was taken from the counter of the year of `at`, an aware moment in whole seconds. `replacement` are the
    fields `replaces` and `replacement_reason` of a replacement. Raises LetterInvalid where it cannot be printed.
    """
    issued_on = timezone.localdate(at)
    reference = reference_of(issued_on.year, number, facts.sender.number_format)
    code = "".join(secrets.choice(_CODE_SIGNS) for _sign in range(_CODE_LENGTH))
    letter = compose(facts, reference=reference, verify_url=verify_url(code), issued_at=at)
    rendered = render(letter)
    issued = AppointmentLetter.objects.create(
        appointment=appointment,
        kind=kind,
        year=issued_on.year,
        number=number,
        reference=reference,
        name_as_printed=clean(facts.pilot.display_name),
        sort_key_as_printed=facts.pilot.sort_key,
        issued_on=issued_on,
        issued_at=at,
        issued_by=by,
        issuer_as_known=str(by or ""),
        template=facts.template,
        signatory=facts.signatory,
        content=json.loads(to_json(letter)),
        verify_code=code,
        **(replacement or {}),
    )
    LetterDocument.objects.create(
        letter=issued,
        pdf=rendered.pdf,
        sha256=rendered.sha256,
        fingerprint=rendered.fingerprint,
        pages=rendered.pages,
    )
    record(by, "letter issued", issued, {"reference": reference, "sha256": rendered.sha256})
    return issued


def verify_url(code: str) -> str:
    """The public address under which a letter is checked."""
    return f"{settings.PUBLIC_URL}/verify/{code}/"


def act_of(facts: Facts, *, by: User | None, on: date) -> dict[str, Any]:
    """What the evidence says of the act itself: who, where they work, from and until when, issued by whom on `on`."""
    return {
        "name": facts.pilot.display_name,
        "department": facts.department.name,
        "effective_from": facts.effective_from.isoformat(),
        "effective_until": facts.effective_until.isoformat() if facts.effective_until else "",
        "issued_by": str(by or ""),
        "issued_on": on.isoformat(),
    }
