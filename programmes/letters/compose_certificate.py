"""What a certificate of participation says: the words of its template, filled with the facts of one result."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from people.rules.tree import goes_on_as
from programmes.letters.body import fill, in_one_line, parse
from programmes.letters.certificate import Certificate
from programmes.letters.characters import NO_BREAK_SPACE, clean
from programmes.models.letter_text import LetterTemplate, TextKind
from programmes.models.module_result import ModuleResult
from programmes.rules.letter_kinds import PLACEHOLDERS
from programmes.rules.letter_sender import Sender, sender_in_force

HINT = "Diese Bescheinigung wurde mit dem Register der Stadtverwaltung erstellt und gilt ohne Unterschrift."


def compose_certificate(
    result: ModuleResult, template: LetterTemplate, *, at: datetime, sender: Sender | None = None
) -> Certificate:
    """Put the certificate for `result` together, printed at the moment `at`; German, whoever asks.

    At hand are the module with its area, the person, and the round with its programme's role name and office. Raises
    LetterInvalid where the template names what a certificate does not know.
    """
    module, cohort = result.module, result.enrolment.cohort
    programme, sender = cohort.programme, sender or sender_in_force()
    office = clean(goes_on_as(programme.office).name)
    with override("de"):
        values = {
            "name": result.enrolment.pilot.display_name,
            "module_code": module.code,
            "module": module.title,
            "subject_area": module.subject_area.name,
            "teaching_units": _units(module.teaching_units),
            "day": date_format(result.achieved_on, "j. F Y"),
            "round": f"{cohort.number}. Ausbildungsrunde",
            "programme": programme.name,
            "role_plural": programme.role_name.plural,
            "city": sender.city,
        }
        printed_on = date_format(timezone.localdate(at), "j. F Y")
    allowed = PLACEHOLDERS[TextKind.CERTIFICATE]
    return Certificate(
        layout=template.layout,
        city=sender.city,
        office=office,
        title=in_one_line(fill(parse(template.subject, allowed), values)),
        name=clean(values["name"]),
        module=clean(str(module)),
        facts=(
            ("Themenbereich", clean(values["subject_area"])),
            ("Umfang", f"{values['teaching_units']} zu je 45{NO_BREAK_SPACE}Minuten"),
            ("Abgeschlossen am", values["day"]),
            ("Rahmen", clean(f"{programme.name}, {values['round']}")),
        ),
        body=fill(parse(template.body, allowed), values),
        issued=clean(f"{sender.city}, {printed_on}"),
        issuer=clean(f"{office} · Telefon {sender.phone} · {sender.mail}"),
        hint=HINT,
        day=values["day"],
        printed_at=at.replace(microsecond=0),
        specimen=settings.DEMO_MODE,
        crest=sender.crest,
        crest_text=sender.crest_text,
    )


def _units(count: int) -> str:
    noun = "Unterrichtseinheit" if count == 1 else "Unterrichtseinheiten"
    return f"{count}{NO_BREAK_SPACE}{noun}"
