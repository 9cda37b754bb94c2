"""A paper as it would look for invented people: the preview of its words, and the test before they are released."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models.functions import Length
from django.utils import timezone

from people.models.department import Department
from programmes.errors import LetterInvalid
from programmes.letters.certificate import Certificate, picture_certificate, render_certificate
from programmes.letters.characters import clean
from programmes.letters.check import fit_address
from programmes.letters.compose import Facts, compose
from programmes.letters.compose_certificate import compose_certificate
from programmes.letters.compose_notice import Place, Wording, compose_notice
from programmes.letters.letter import Letter
from programmes.letters.notice import Entry, Notice, picture_notice, try_notice
from programmes.letters.render import picture_letter, render
from programmes.models.cohort import Cohort
from programmes.models.enrolment import Enrolment
from programmes.models.letter_text import LetterTemplate, Signatory, TextKind
from programmes.models.module_result import ModuleResult, ResultKind
from programmes.models.programme import Programme, SubjectArea, TrainingModule
from programmes.rules.example_people import EXAMPLE_PEOPLE, LONG_NAME, ExamplePerson
from programmes.rules.letter_kinds import LAYOUTS
from programmes.rules.letter_sender import Sender, sender_in_force
from programmes.rules.letter_words import WORDS
from programmes.rules.salutation import address_name_lines

# Where the register has no module or nobody signs yet; papers are German.
_MODULE = ("D1", "Digitale Stadtverwaltung: Strategie, Onlinezugangsgesetz und Verwaltungsleistungen im Überblick")
_AREA = "Digitalisierung einer Kommunalverwaltung"
_SIGNER = ("Vorname Nachname", "Amtsbezeichnung")
_ROUND = 12
# How to reach those on the specimen of a notice.
_ON_A_NOTICE = 3
_PHONE, _ROOM, _MAIL_HOST = "0641 306-0000", "1.01", "stadt.example"
_NUMBER_FOLLOWS = "Nummer folgt"


@dataclass(frozen=True)
class Trial:
    """What came of setting a paper for `person`: nothing to say, or what is wrong with it and with which field."""

    person: ExamplePerson
    finding: str = ""


@dataclass(frozen=True)
class Surroundings:
    """What a specimen takes from the register, asked once for all of them: who signs, the longest titles."""

    programme: Programme
    signatory: Signatory
    sender: Sender
    module: TrainingModule
    longest_department: str
    at: datetime


def surroundings(programme: Programme, at: datetime, sender: Sender | None = None) -> Surroundings:
    """Ask the register for what all specimens of `programme` have in common; `at` is the moment they would be issued.

    `sender` stands in for the one in force, where another is to be looked at first.
    """
    signatory = Signatory.objects.signing_on(timezone.localdate(at)).first()
    return Surroundings(
        programme=Programme.objects.select_related("role_name", "office__successor").get(pk=programme.pk),
        signatory=signatory or Signatory(name=_SIGNER[0], office=_SIGNER[1]),
        sender=sender or sender_in_force(),
        module=_longest_module(programme),
        longest_department=_longest_department(timezone.localdate(at)),
        at=at.replace(microsecond=0),
    )


def try_out(words: LetterTemplate, around: Surroundings) -> Iterator[Trial]:
    """Set `words` for every example person, for real, and say what is wrong; nothing is kept."""
    for person in EXAMPLE_PEOPLE:
        try:
            _set(specimen(words, person, around))
        except LetterInvalid as invalid:
            yield Trial(person, invalid.reason)
        else:
            yield Trial(person)


def pictures(words: LetterTemplate, person: ExamplePerson, around: Surroundings) -> list[bytes]:
    """The pages of `words` for `person` as PNG. Raises LetterInvalid, with the field, where they cannot be set."""
    paper = specimen(words, person, around)
    if isinstance(paper, Notice):
        return picture_notice(paper)
    return picture_certificate(paper) if isinstance(paper, Certificate) else picture_letter(paper)


def _set(paper: Letter | Certificate | Notice) -> None:
    if isinstance(paper, Notice):
        try_notice(paper)
    elif isinstance(paper, Certificate):
        render_certificate(paper)
    else:
        render(paper)


def specimen_of_sender(programme: Programme, sender: Sender, at: datetime) -> Letter:
    """A letter of appointment from `sender` in the words the register comes with; raises as `specimen` does."""
    kind = TextKind.APPOINTMENT
    words = LetterTemplate(kind=kind, programme=programme, layout=LAYOUTS[kind], **WORDS[kind]._asdict())
    around = surroundings(programme, at, sender)
    number = sender.number_format.format(year=timezone.localdate(at).year, number=1)
    return compose(_facts(words, EXAMPLE_PEOPLE[0], around), reference=number, verify_url="", issued_at=around.at)


def specimen(words: LetterTemplate, person: ExamplePerson, around: Surroundings) -> Letter | Certificate | Notice:
    """The paper of `words` for `person`, ready to be set. Raises LetterInvalid, with the field, where it cannot be."""
    today = timezone.localdate(around.at)
    if words.kind == TextKind.CERTIFICATE:
        cohort = Cohort(number=_ROUND, programme=around.programme)
        enrolment = Enrolment(pilot=person.pilot, cohort=cohort)
        result = ModuleResult(
            enrolment=enrolment, module=around.module, kind=ResultKind.PASSED, achieved_on=today - timedelta(days=7)
        )
        return compose_certificate(result, words, at=around.at, sender=around.sender)
    if words.kind == TextKind.NOTICE:
        wording = Wording(words.subject, words.body, words.layout, around.programme, around.sender)
        return compose_notice(_place_of(person, around), wording, today)
    return compose(_facts(words, person, around), reference=_NUMBER_FOLLOWS, verify_url="", issued_at=around.at)


def _place_of(person: ExamplePerson, around: Surroundings) -> Place:
    """The department of `person`, who is there with the next two examples: enough to see how cards stand together."""
    first = EXAMPLE_PEOPLE.index(person)
    people = [EXAMPLE_PEOPLE[(first + step) % len(EXAMPLE_PEOPLE)] for step in range(_ON_A_NOTICE)]
    entries = (
        Entry(
            name=clean(str(one.pilot)),
            role=clean(around.programme.role_name.form(one.pilot.role_form)),
            phone=_PHONE,
            mail=f"{one.key}@{_MAIL_HOST}",
            room=_ROOM,
        )
        for one in people
    )
    return Place(name=_department_of(person, around), people=tuple(entries), query="")


def _facts(words: LetterTemplate, person: ExamplePerson, around: Surroundings) -> Facts:
    today = timezone.localdate(around.at)
    return Facts(
        pilot=person.pilot,
        department=Department(name=_department_of(person, around)),
        cohort=Cohort(number=_ROUND, programme=around.programme),
        template=words,
        signatory=around.signatory,
        effective_from=today,
        sender=around.sender,
        ended_on=today + timedelta(days=31),
        replaced_number=around.sender.number_format.format(year=today.year, number=1),
        replaced_on=today - timedelta(days=90),
    )


def _longest_module(programme: Programme) -> TrainingModule:
    modules = TrainingModule.objects.filter(programme=programme).select_related("subject_area")
    invented = TrainingModule(
        code=_MODULE[0], title=_MODULE[1], teaching_units=8, subject_area=SubjectArea(name=_AREA), programme=programme
    )
    return max((*modules.order_by(Length("title").desc())[:1], invented), key=lambda module: len(module.title))


def _longest_department(day: date) -> str:
    """The longest name of the register that has room in an address; one that has not is no fault of the words."""
    names = Department.objects.valid_on(day).order_by(Length("name").desc()).values_list("name", flat=True)
    return next((name for name in names[:5] if _has_room(name)), "")


def _has_room(name: str) -> bool:
    try:
        fit_address((name, *(address_name_lines(LONG_NAME.pilot)), "Straße 1", "35390 Ort"))
    except LetterInvalid:
        return False
    return True


def _department_of(person: ExamplePerson, around: Surroundings) -> str:
    return max(person.department, around.longest_department, key=len) if person == LONG_NAME else person.department
