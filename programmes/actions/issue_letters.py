"""The act the programme is known for: letters of appointment, all of a batch or none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.actions.pilots import note_appointment
from people.errors import Refused
from people.models.pilot import DepartmentAssignment
from people.models.user import User
from programmes.actions.enrolment_steps import finish
from programmes.actions.enter_letter import act_of, enter_letter
from programmes.errors import LetterInvalid
from programmes.letters.compose import Facts, compose
from programmes.letters.letter import Letter
from programmes.letters.render import Rendered, picture_letter, render
from programmes.models.appointment import Appointment
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import Enrolment
from programmes.models.letter import AppointmentLetter, LetterKind
from programmes.models.letter_counter import LetterCounter
from programmes.models.letter_text import Signatory, TextKind
from programmes.rules.appointed_period import appointed_period
from programmes.rules.evidence import evidence_of
from programmes.rules.gate import obstacles
from programmes.rules.letter_sender import sender_in_force
from programmes.rules.standing import PersonProgress, progress_of
from programmes.rules.words_in_force import words_and_signatory

# Stands on a preview in place of the number; letters are German.
_NUMBER_FOLLOWS = "Nummer folgt"


# The rounds whose people may get letters.
ISSUING = (CohortState.RUNNING, CohortState.COMPLETED)


@dataclass(frozen=True)
class Draft:
    """One person of a batch, with everything the letter would say."""

    person: PersonProgress
    facts: Facts


@action
def issue_letters(
    enrolments: Iterable[Enrolment],
    *,
    effective_from: date,
    by: User | None,
    at: datetime,
    effective_until: date | None = None,
    signatory: Signatory | None = None,
) -> list[AppointmentLetter]:
    """Appoint people of one round and issue their letters, numbered in the order of their names; all or none.

    `effective_until` is the last day of a term, where the appointments have one. `at` is an aware moment in whole
    seconds; its day in Berlin is the day of issue. `signatory` is one who may sign on that day, by default whoever
    usually does. Raises Refused for somebody whose qualification is not complete or who holds an appointment, and
    LetterInvalid, with the name of its addressee, for a letter that cannot be printed.
    """
    issued_on = timezone.localdate(at)
    # The counter's row is locked before anything is looked at: whoever issues at the same time waits here.
    counter = LetterCounter.objects.locked(issued_on.year)
    chosen = [enrolment.pk for enrolment in enrolments]
    # Locked too, so that no result is taken back between the gate and the letter.
    locked = list(Enrolment.objects.select_for_update(of=("self",)).filter(pk__in=chosen).order_by("pk"))
    # And their round, so that nobody cancels it meanwhile.
    list(
        Cohort.objects.select_for_update(no_key=True)
        .filter(pk__in={person.cohort_id for person in locked})
        .order_by("pk")
    )
    drafts = draft_letters(
        locked,
        effective_from=effective_from,
        effective_until=effective_until,
        today=issued_on,
        signatory=signatory,
    )
    refuse_unready([draft.person for draft in drafts], today=issued_on)
    numbers = counter.take(len(drafts))
    letters = [_issue(draft, number, by=by, at=at) for draft, number in zip(drafts, numbers, strict=True)]
    cohort = drafts[0].facts.cohort
    references = [letter.reference for letter in letters]
    record(by, "letters issued", cohort, {"letters": references, "effective_from": str(effective_from)})
    note_appointment({draft.facts.pilot: appointed_period(draft.facts.pilot) for draft in drafts}, by=by)
    return letters


def draft_letters(
    enrolments: Iterable[Enrolment],
    *,
    effective_from: date,
    today: date,
    effective_until: date | None = None,
    signatory: Signatory | None = None,
) -> list[Draft]:
    """Everything the letters of these people would say, in the order of their names; nothing is written.

    Raises Refused where nobody is chosen, the people are of several rounds or of one that has not begun, the day is
    before the round or more than a year ahead, the term ends before it begins, no text or signatory
    is in force, or `signatory` does not sign today.
    """
    chosen = Enrolment.objects.filter(pk__in=[enrolment.pk for enrolment in enrolments])
    people = list(chosen.select_related("pilot", "department").in_order())
    cohorts = Cohort.objects.filter(pk__in={person.cohort_id for person in people})
    rounds = list(cohorts.select_related("curriculum", "programme__role_name", "programme__office"))
    if len(rounds) != 1:
        raise Refused(_("Please choose at least one person of one round."), "enrolments")
    cohort = rounds[0]
    if cohort.state not in ISSUING:
        raise Refused(
            _("The round is “{state}”: no letters are issued for it.").format(state=cohort.get_state_display())
        )
    _refuse_day(effective_from, cohort, today)
    if effective_until is not None and effective_until < effective_from:
        raise Refused(_("The term would end before it begins."), "effective_until")
    template, signatory = words_and_signatory(cohort.programme, TextKind.APPOINTMENT, today, signatory)
    sender = sender_in_force()
    departments = {
        assignment.pilot_id: assignment.department
        for assignment in DepartmentAssignment.objects.valid_on(effective_from)
        .filter(pilot__in=[person.pilot_id for person in people], is_primary=True)
        .select_related("department")
    }
    return [
        Draft(
            person,
            Facts(
                pilot=person.enrolment.pilot,
                department=departments.get(person.enrolment.pilot_id, person.enrolment.department),
                cohort=cohort,
                template=template,
                signatory=signatory,
                effective_from=effective_from,
                effective_until=effective_until,
                sender=sender,
            ),
        )
        for person in progress_of(cohort.curriculum, people)
    ]


def _refuse_day(effective_from: date, cohort: Cohort, today: date) -> None:
    """A letter is final, so a slip of the keyboard must not date it decades away."""
    if effective_from < cohort.starts_on:
        raise Refused(_("This day is before the round began."), "effective_from")
    if effective_from > today + timedelta(days=366):
        raise Refused(_("This day is more than a year ahead."), "effective_from")


def refuse_unready(people: Sequence[PersonProgress], *, today: date) -> None:
    """The gate, without any bypass: raise Refused, naming everybody who may not get a letter now, and why."""
    names: dict[str, list[str]] = defaultdict(list)
    found = obstacles(people, today)
    for person in people:
        if person.enrolment.pk in found:
            names[found[person.enrolment.pk]].append(str(person.enrolment.pilot))
    if names:
        reasons = " ".join(f"{', '.join(who)}: {why}." for why, who in names.items())
        raise Refused(_("No letter was issued. {reasons}").format(reasons=reasons), "enrolments")


def rehearse(drafts: Iterable[Draft], *, at: datetime) -> dict[int, str]:
    """Set every letter for real and keep none: what is wrong with one, in words, by the pk of its enrolment."""
    findings = {}
    for draft in drafts:
        try:
            preview(draft, at=at)
        except LetterInvalid as invalid:
            findings[draft.person.enrolment.pk] = invalid.reason
    return findings


def preview(draft: Draft, *, at: datetime) -> Rendered:
    """The letter as a PDF with the number and code still open; nothing is taken or stored. Raises LetterInvalid."""
    return render(_draft_letter(draft, at))


def preview_picture(draft: Draft, *, at: datetime) -> bytes:
    """The first page of the same as a PNG. Raises LetterInvalid."""
    return picture_letter(_draft_letter(draft, at))[0]


def _draft_letter(draft: Draft, at: datetime) -> Letter:
    return compose(draft.facts, reference=_NUMBER_FOLLOWS, verify_url="", issued_at=at)


def _issue(draft: Draft, number: int, *, by: User | None, at: datetime) -> AppointmentLetter:
    facts, issued_on = draft.facts, timezone.localdate(at)
    finish(draft.person.enrolment, by=by, on=issued_on)
    appointment = Appointment.objects.create(
        pilot=facts.pilot,
        enrolment=draft.person.enrolment,
        effective_from=facts.effective_from,
        effective_until=facts.effective_until,
        evidence={**act_of(facts, by=by, on=issued_on), **evidence_of(draft.person, facts.cohort)},
    )
    try:
        return enter_letter(facts, appointment, kind=LetterKind.APPOINTMENT, number=number, by=by, at=at)
    except LetterInvalid as invalid:
        raise LetterInvalid("enrolments", f"{facts.pilot}: {invalid.reason}") from invalid
