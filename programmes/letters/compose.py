"""What a letter says: the words of its template, filled with the facts of one appointment."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from people.models.department import Department
from people.models.pilot import Pilot
from people.rules.tree import goes_on_as
from programmes.letters.body import fill, lines, parse
from programmes.letters.characters import clean
from programmes.letters.check import fit_address
from programmes.letters.letter import Letter, Run
from programmes.models.cohort import Cohort
from programmes.models.letter import LetterKind
from programmes.models.letter_text import LetterTemplate, Signatory
from programmes.rules.salutation import address_name_lines, salutation

PLACEHOLDERS = ("role", "role_plural", "round", "effective_from", "term", "department", "city")
# What letters of a kind know beyond that: the letter they replace, the last day of an appointment that ends.
MORE_PLACEHOLDERS: Mapping[str, tuple[str, ...]] = {
    LetterKind.REPLACEMENT: ("replaced_number", "replaced_date"),
    LetterKind.END: ("last_day",),
}


@dataclass(frozen=True)
class Facts:
    """Whom a letter appoints, to what, from when, out of which round; and who signs it."""

    pilot: Pilot
    department: Department
    cohort: Cohort
    template: LetterTemplate
    signatory: Signatory
    effective_from: date
    effective_until: date | None = None
    more: Mapping[str, str] = field(default_factory=dict)


def placeholders_of(kind: str) -> tuple[str, ...]:
    """All placeholders that may stand in the text of a letter of `kind`."""
    return (*PLACEHOLDERS, *MORE_PLACEHOLDERS.get(kind, ()))


def day_in_a_letter(day: date) -> str:
    """`15. August 2023`."""
    with override("de"):
        return date_format(day, "j. F Y")


def compose(facts: Facts, *, reference: str, verify_url: str, issued_at: datetime) -> Letter:
    """Put the letter together; German, whoever asks. Raises LetterInvalid where a value has no room or no glyph."""
    with override("de"):
        role_name = facts.cohort.programme.role_name
        values = {
            "role": role_name.form(facts.pilot.role_form),
            "role_plural": role_name.plural,
            "round": f"{facts.cohort.number}. Ausbildungsrunde",
            "effective_from": day_in_a_letter(facts.effective_from),
            "term": f"bis zum {day_in_a_letter(facts.effective_until)}"
            if facts.effective_until
            else "bis auf Weiteres",
            "department": facts.department.name,
            "city": settings.CITY_NAME,
            **facts.more,
        }
        allowed = placeholders_of(facts.template.kind)
        office = clean(goes_on_as(facts.cohort.programme.office).name)
        return Letter(
            layout=facts.template.layout,
            reference=reference,
            city=settings.CITY_NAME,
            office=facts.signatory.letterhead,
            return_line=settings.RETURN_LINE,
            address=fit_address(map(clean, _address(facts))),
            info=(
                ("Unser Zeichen", reference),
                ("Auskunft erteilt", office),
                ("Telefon", settings.OFFICE_PHONE),
                ("E-Mail", settings.OFFICE_MAIL),
                ("Datum", day_in_a_letter(timezone.localdate(issued_at))),
            ),
            subject=_in_one_line(facts.template.subject, allowed, values),
            salutation=clean(salutation(facts.pilot)),
            body=fill(parse(facts.template.body, allowed), values),
            closing="Mit freundlichen Grüßen",
            signer_name=facts.signatory.name,
            signer_office=facts.signatory.office,
            verify_url=verify_url,
            footer=settings.LETTER_FOOTER,
            issued_at=issued_at,
            specimen=settings.DEMO_MODE,
        )


def _address(facts: Facts) -> tuple[str, ...]:
    return (facts.department.name, *address_name_lines(facts.pilot), settings.CITY_STREET, settings.CITY_TOWN)


def _in_one_line(text: str, allowed: Collection[str], values: Mapping[str, str]) -> str:
    filled = fill(parse(text, allowed), values)
    return " ".join("".join(run.text for run in line if isinstance(run, Run)) for line in lines(filled))
