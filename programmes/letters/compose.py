"""What a letter says: the words of its template, filled with the facts of one appointment."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from people.models.department import Department
from people.models.pilot import Pilot
from people.rules.tree import goes_on_as
from programmes.letters.body import fill, in_one_line, parse
from programmes.letters.characters import clean
from programmes.letters.check import fit_address
from programmes.letters.letter import Letter
from programmes.models.cohort import Cohort
from programmes.models.letter_text import LetterTemplate, Signatory
from programmes.rules.letter_kinds import PLACEHOLDERS, layout_for
from programmes.rules.letter_sender import Sender, sender_in_force
from programmes.rules.salutation import address_name_lines, salutation


@dataclass(frozen=True)
class Facts:
    """Whom a letter is about, its appointment, its round, its words, and who signs it.

    What only some kinds of letters say is optional; a template that names it cannot be filled without it.
    """

    pilot: Pilot
    department: Department
    cohort: Cohort
    template: LetterTemplate
    signatory: Signatory
    effective_from: date
    effective_until: date | None = None  # the last day of a term; None: until further notice
    ended_on: date | None = None  # the first day without the appointment
    replaced_number: str = ""
    replaced_on: date | None = None
    sender: Sender = field(default_factory=sender_in_force)


def compose(facts: Facts, *, reference: str, verify_url: str, issued_at: datetime) -> Letter:
    """Put the letter together; German, whoever asks. Raises LetterInvalid where a value has no room or no glyph."""
    allowed, sender = PLACEHOLDERS[facts.template.kind], facts.sender
    with override("de"):
        values = _values(facts)
        office = clean(goes_on_as(facts.cohort.programme.office).name)
        return Letter(
            layout=layout_for(facts.template.layout, sender),
            reference=reference,
            city=sender.city,
            office=facts.signatory.letterhead,
            return_line=sender.return_line,
            address=fit_address(map(clean, _address(facts))),
            info=(
                ("Unser Zeichen", reference),
                ("Auskunft erteilt", office),
                ("Telefon", sender.phone),
                ("E-Mail", sender.mail),
                ("Datum", _day(timezone.localdate(issued_at))),
            ),
            subject=in_one_line(fill(parse(facts.template.subject, allowed), values)),
            salutation=clean(salutation(facts.pilot, professor_without_name=sender.professor_without_name)),
            body=fill(parse(facts.template.body, allowed), values),
            closing="Mit freundlichen Grüßen",
            signer_name=facts.signatory.name,
            signer_office=facts.signatory.office,
            verify_url=verify_url,
            footer=sender.footer,
            issued_at=issued_at,
            specimen=settings.DEMO_MODE,
            form=sender.form,
            crest=sender.crest,
            crest_text=sender.crest_text,
        )


def _values(facts: Facts) -> dict[str, str]:
    """What stands in the place of each placeholder; what these facts do not hold is not among them."""
    programme = facts.cohort.programme
    values = {
        "name": facts.pilot.display_name,
        "role": programme.role_name.form(facts.pilot.role_form),
        "role_plural": programme.role_name.plural,
        "round": f"{facts.cohort.number}. Ausbildungsrunde",
        "programme": programme.name,
        "effective_from": _day(facts.effective_from),
        "term": f"bis zum {_day(facts.effective_until)}" if facts.effective_until else "bis auf Weiteres",
        "department": facts.department.name,
        "city": facts.sender.city,
    }
    if facts.ended_on:
        values["last_day"] = _day(facts.ended_on - timedelta(days=1))
    if facts.replaced_number and facts.replaced_on:
        values |= {"replaced_number": facts.replaced_number, "replaced_on": _day(facts.replaced_on)}
    return values


def _day(day: date) -> str:
    return date_format(day, "j. F Y")


def _address(facts: Facts) -> tuple[str, ...]:
    return (facts.department.name, *address_name_lines(facts.pilot), facts.sender.street, facts.sender.town)
