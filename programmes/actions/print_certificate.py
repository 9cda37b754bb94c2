"""Somebody gets a certificate of participation on paper; that it was made is an event."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.errors import Refused
from people.models.user import User
from programmes.letters.certificate import render_certificate
from programmes.letters.compose_certificate import compose_certificate
from programmes.models.letter_text import TextKind
from programmes.models.module_result import ModuleResult
from programmes.rules.words_in_force import words_in_force


@action
def print_certificate(result: ModuleResult, *, by: User, at: datetime) -> bytes:
    """The certificate for `result`, an entry in force of somebody who passed the module, as PDF.

    At hand is what `compose_certificate` needs. Raises Refused where the office has released no words for it, and
    LetterInvalid for a text that cannot be set.
    """
    template = words_in_force(result.enrolment.cohort.programme, TextKind.CERTIFICATE, timezone.localdate(at))
    if template is None:
        raise Refused(_("The office has released no text for certificates yet."))
    record(by, "certificate printed", result, {"version": template.version})
    return render_certificate(compose_certificate(result, template, at=at))
