"""A list of people is read, corrected, and enrolled whole or not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.actions.action import action, record
from people.actions.pilots import PersonName
from people.errors import Refused
from people.models.name_word import NameWord
from people.models.pilot import DepartmentAssignment, Pilot
from people.models.user import User
from people.rules.keys import name_words, set_keys
from programmes.actions.enrol import printable, why_closed
from programmes.actions.interests import close_interests
from programmes.models.cohort import Cohort
from programmes.models.enrolment import Enrolment, EnrolmentState, NominationPath
from programmes.models.enrolment_import import EnrolmentImport, ImportState
from programmes.models.interest import Interest
from programmes.rules.changed_since import prints_of
from programmes.rules.known_people import Departments, known_people
from programmes.rules.list_matching import ENROLLED, Match, Verdict, mark_of, match, place, refuse
from programmes.rules.people_list import Line

# So long what a list said is kept: it may name people of whom nothing came.
LISTS_KEPT = timedelta(days=1)
_FACTS = [fact.name for fact in fields(Line)]


@dataclass(frozen=True)
class Preview:
    """What enrolling a list would do, line by line, and the mark by which to tell that it still would."""

    matches: Sequence[Match]
    mark: str

    def count(self, *verdicts: Verdict) -> int:
        return sum(found.verdict in verdicts for found in self.matches)

    @property
    def tallies(self) -> list[tuple[Verdict, int]]:
        """How many lines there are of each kind, as far as there are any."""
        return [(verdict, count) for verdict in Verdict if (count := self.count(verdict))]

    @property
    def enrolled(self) -> list[Match]:
        return [found for found in self.matches if found.verdict in ENROLLED]

    @property
    def open(self) -> list[Match]:
        return [found for found in self.matches if found.is_open]


@action
def read_list(cohort: Cohort, lines: Iterable[Line], *, by: User, at: datetime) -> EnrolmentImport:
    """Keep a list as it was read, to be looked at before anybody is enrolled; what older ones said is forgotten."""
    older = EnrolmentImport.objects.filter(cohort=cohort, made_at__lt=at - LISTS_KEPT)
    older.filter(state=ImportState.PREVIEW).delete()
    older.exclude(lines=[]).update(lines=[])
    told = [asdict(line) for line in lines]
    read = EnrolmentImport.objects.create(cohort=cohort, made_by=by, made_at=at, lines=told)
    record(by, "list read", read, {"round": cohort.pk, "people": len(told)})
    return read


@action
def correct_list(read: EnrolmentImport, corrected: Mapping[int, Line], *, by: User) -> EnrolmentImport:
    """Put the lines of `corrected` in place of those with their numbers. Raises Refused once the list is enrolled."""
    read = _open_list(read)
    lines = [corrected.get(line.number, line) for line in lines_of(read)]
    read.lines = [asdict(line) for line in lines]
    read.save(update_fields=["lines"])
    record(by, "list corrected", read, {"rows": sorted(corrected)})
    return read


def lines_of(read: EnrolmentImport) -> list[Line]:
    """The lines of a list as they stand."""
    return [Line(**{fact: told[fact] for fact in _FACTS}) for told in read.lines]


def preview_list(read: EnrolmentImport, *, waitlist: bool, today: date) -> Preview:
    """What enrolling the list would do now; nothing is written. `waitlist`: whoever gets no seat waits for one."""
    cohort = Cohort.objects.get(pk=read.cohort_id)
    lines = lines_of(read)
    known = known_people(lines, cohort, Departments(today), today)
    found = [_printable(one) for one in match(lines, known)]
    # The mark leaves out who waits: that is ticked on the page that shows it, after it was made.
    mark = mark_of(place(found, cohort.seats_free, waitlist=True))
    return Preview(place(found, cohort.seats_free, waitlist=waitlist), mark)


def _name_to_enter(found: Match) -> PersonName:
    """The name of somebody new as a letter prints it; Refused where it cannot."""
    if found.department is None:
        raise Refused(_("Nobody with this address is known yet: please enter the department."), "department")
    return printable(PersonName(**found.parts), found.department)


def _printable(found: Match) -> Match:
    if not found.is_new:
        return found
    try:
        _name_to_enter(found)
    except Refused as refusal:
        return refuse(found, str(refusal), "family_name")
    return found


@action
def enrol_list(
    read: EnrolmentImport, *, mark: str, waitlist: bool, leave_open: bool, by: User, at: datetime, today: date
) -> EnrolmentImport:
    """Enrol everybody of the list, as the preview with `mark` showed it, or nobody.

    With `waitlist` those without a seat wait; with `leave_open` lines that need a decision are left out. Raises Refused
    where either is needed and not said, the register would answer otherwise by now, or the round is closed.
    """
    read = _open_list(read)
    cohort = Cohort.objects.get(pk=read.cohort_id)
    if not cohort.is_open(today):
        raise Refused(why_closed(cohort, today))
    preview = preview_list(read, waitlist=waitlist, today=today)
    if preview.mark != mark:
        raise _changed()
    _refuse_open(preview, leave_open=leave_open)
    people = preview.enrolled
    pilots = _pilots(people, by=by, today=today)
    enrolments = _enrolments(people, pilots, cohort, at=at, today=today, by=by)
    _take_seats(cohort, preview.count(Verdict.FREE), today)
    interests = close_interests([pilot.user_id for pilot in pilots if pilot.user_id], by=by, today=today)
    read.state, read.made_at = ImportState.ENROLLED, at
    read.made = _made(people, enrolments, interests)
    read.lines = [asdict(found.line) | {"became": found.verdict, "why": found.sentence} for found in preview.matches]
    read.save()
    record(by, "list enrolled", read, {"round": cohort.pk, "people": len(people)})
    return read


def _open_list(read: EnrolmentImport) -> EnrolmentImport:
    fresh = EnrolmentImport.objects.select_for_update().get(pk=read.pk)
    if fresh.state != ImportState.PREVIEW:
        raise Refused(_("This list is enrolled already."))
    return fresh


def _refuse_open(preview: Preview, *, leave_open: bool) -> None:
    if not preview.enrolled:
        raise Refused(_("Nobody of this list can be enrolled as it is."))
    if (full := preview.count(Verdict.FULL)) and not leave_open:
        sentence = ngettext(
            "{count} person gets no seat. Shall they wait for one, or be left out?",
            "{count} people get no seat. Shall they wait for one, or be left out?",
            full,
        )
        raise Refused(sentence.format(count=full), "waitlist")
    if preview.open and not leave_open:
        sentence = ngettext(
            "{count} line needs a decision. Please settle it or leave it out.",
            "{count} lines need a decision. Please settle them or leave them out.",
            len(preview.open),
        )
        raise Refused(sentence.format(count=len(preview.open)), "leave_open")


def _pilots(people: Sequence[Match], *, by: User, today: date) -> list[Pilot]:
    """The pilots of `people`, in their order; whoever is new is entered, in the order everybody enters them in."""
    entered = {}
    for found in sorted((found for found in people if found.is_new), key=lambda found: found.mail):
        name = _name_to_enter(found)
        pilot = Pilot(mail=found.mail, user=found.person.account if found.person else None, **asdict(name))
        set_keys(pilot)
        entered[found.line.number] = pilot
    try:
        with transaction.atomic():
            Pilot.objects.bulk_create(entered.values())
    except IntegrityError:
        raise _changed() from None
    NameWord.objects.bulk_create(name_words(entered.values()))
    departments = {found.line.number: found.department for found in people}
    DepartmentAssignment.objects.bulk_create(
        DepartmentAssignment(pilot=pilot, department=departments[number], valid_from=today)
        for number, pilot in entered.items()
    )
    for number, pilot in entered.items():
        department = departments[number]
        record(by, "person entered", pilot, {"department": department.pk if department else None})
    return [found.pilot or entered[found.line.number] for found in people]


def _enrolments(
    people: Sequence[Match], pilots: Sequence[Pilot], cohort: Cohort, *, at: datetime, today: date, by: User
) -> list[Enrolment]:
    """The enrolments of `people`, in their order; whoever waits does so in it, a millionth of a second apart."""
    enrolments = [
        Enrolment(
            cohort=cohort,
            pilot=pilot,
            department=found.department,
            nomination_path=NominationPath.ASKED,
            state=EnrolmentState.WAITLISTED if found.verdict == Verdict.WAITING else EnrolmentState.PROPOSED,
            enrolled_on=today,
            waits_since=at + timedelta(microseconds=place) if found.verdict == Verdict.WAITING else None,
        )
        for place, (found, pilot) in enumerate(zip(people, pilots, strict=True))
    ]
    try:
        with transaction.atomic():
            # In one order, whatever the order of the list: two lists with the same people never wait in a circle.
            Enrolment.objects.bulk_create(sorted(enrolments, key=lambda enrolment: enrolment.pilot_id))
    except IntegrityError:
        raise _changed() from None
    for enrolment in enrolments:
        said = {"round": cohort.pk, "pilot": enrolment.pilot_id, "state": str(enrolment.state)}
        record(by, "enrolled", enrolment, said)
    return enrolments


def _take_seats(cohort: Cohort, seats: int, today: date) -> None:
    """All seats in one UPDATE, so that two lists cannot both take the last ones; no seats still lock the round."""
    room = Cohort.objects.filter(pk=cohort.pk, seats__gte=F("seats_taken") + seats).open_on(today)
    if not room.update(seats_taken=F("seats_taken") + seats):
        fresh = Cohort.objects.get(pk=cohort.pk)
        raise _changed() if fresh.is_open(today) else Refused(why_closed(fresh, today))


def _made(
    people: Sequence[Match], enrolments: Sequence[Enrolment], interests: Iterable[Interest]
) -> list[dict[str, object]]:
    """What came of the list, with what taking it back needs: prints of the rows, and the interests it settled."""
    prints = prints_of(Enrolment, [enrolment.pk for enrolment in enrolments])
    entered = [enrolment.pilot_id for found, enrolment in zip(people, enrolments, strict=True) if found.is_new]
    of_people = prints_of(Pilot, entered)
    settled: dict[int, list[int]] = defaultdict(list)
    for interest in interests:
        settled[interest.user_id].append(interest.pk)
    return [
        {
            "enrolment": enrolment.pk,
            "print": prints[enrolment.pk],
            "pilot": enrolment.pilot_id,
            "entered": of_people.get(enrolment.pilot_id, ""),
            "interests": settled.get(enrolment.pilot.user_id or 0, []),
        }
        for enrolment in enrolments
    ]


def _changed() -> Refused:
    return Refused(_("Something has changed meanwhile. Nobody was enrolled: please look through the list again."))
