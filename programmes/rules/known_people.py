"""What the register knows of the people of a list, found with the same few queries for ten lines and ten thousand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import product

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people.models.department import Department
from people.models.pilot import DepartmentAssignment, Pilot
from people.models.user import User
from people.rules.folding import fold
from programmes.models.cohort import Cohort
from programmes.models.enrolment import WITHOUT_SEAT, Enrolment, EnrolmentState
from programmes.models.module_session import ModuleSession
from programmes.rules.candidates import MAY_COME_BACK
from programmes.rules.changed_since import portions
from programmes.rules.people_list import Line


@dataclass(frozen=True)
class Person:
    """Somebody the register knows: a pilot, or an account that is none yet."""

    pilot: Pilot | None
    account: User | None
    department: Department | None

    @property
    def key(self) -> str:
        """How a choice among several names this person."""
        return f"pilot-{self.pilot.pk}" if self.pilot else f"account-{self.account.pk}" if self.account else ""

    @property
    def name(self) -> str:
        return str(self.pilot or self.account)

    @property
    def mail(self) -> str:
        return self.pilot.mail if self.pilot else self.account.email if self.account else ""


class Departments:
    """The departments of a day by what offices call them: Jugendamt, 51, Amt 51, 51 Jugendamt."""

    def __init__(self, today: date) -> None:
        self.all = list(Department.objects.valid_on(today))
        self.by_pk = {department.pk: department for department in self.all}
        self._called: dict[str, set[int]] = defaultdict(set)
        for department in self.all:
            number, name = department.number, department.name
            for called in (name, number, f"Amt {number}" if number else "", f"{number} {name}", f"{name} {number}"):
                self._called[fold(called)].add(department.pk)

    def find(self, text: str) -> Department | None:
        """The one department called so; None where there is none, or more than one."""
        found = self._called.get(fold(text), set()) if fold(text) else set()
        return self.by_pk[next(iter(found))] if len(found) == 1 else None

    def knows(self, text: str) -> bool:
        return bool(fold(text)) and fold(text) in self._called


@dataclass(frozen=True)
class Known:
    """Who of a list is known, by address and by name; who is in the round already, and who is elsewhere meanwhile."""

    by_mail: Mapping[str, Sequence[Person]]
    by_name: Mapping[str, Sequence[Person]]
    inside: Mapping[int, str]
    clashes: Mapping[int, str]
    departments: Departments
    today: date

    def is_appointed(self, pilot: Pilot) -> bool:
        """Whether the person holds an appointment, or will; once it has ended the way is open again."""
        return pilot.appointed_from is not None and (
            pilot.appointed_until is None or pilot.appointed_until > self.today
        )


def known_people(lines: Iterable[Line], cohort: Cohort, departments: Departments, today: date) -> Known:
    """All that is known of the people of `lines`, seen from `cohort`; nine queries for each ten thousand of them."""
    lines = [line for line in lines if not line.left_out]
    mails = {line.mail for line in lines if line.mail}
    by_mail = _pilots_by_mail(mails)
    accounts = {
        account.email: account
        for portion in portions(mails - by_mail.keys())
        for account in _accounts().filter(email__in=portion)
    }
    nameless = [line for line in lines if line.mail not in by_mail and line.mail not in accounts]
    by_name = _pilots_by_name({name for line in nameless for name in line.folded_names})
    named = _accounts_by_name(nameless)
    pilots = {pilot.pk: pilot for group in (*by_mail.values(), *by_name.values()) for pilot in group}
    work_in = _departments_of(pilots, departments, today)
    inside, clashes = _standing(pilots, cohort, today)

    def person(pilot: Pilot) -> Person:
        return Person(pilot, None, work_in.get(pilot.pk))

    mail_index = {mail: [person(pilot) for pilot in found] for mail, found in by_mail.items()}
    mail_index |= {mail: [Person(None, account, account.department)] for mail, account in accounts.items()}
    name_index = {name: [person(pilot) for pilot in found] for name, found in by_name.items()}
    for name, found in named.items():
        name_index.setdefault(name, []).extend(Person(None, account, account.department) for account in found)
    return Known(mail_index, name_index, inside, clashes, departments, today)


def _pilots_by_mail(mails: set[str]) -> dict[str, list[Pilot]]:
    """Pilots by their official address or the one they sign in with."""
    found: dict[str, dict[int, Pilot]] = defaultdict(dict)
    for portion in portions(mails):
        for pilot in Pilot.objects.filter(mail__in=portion):
            found[pilot.mail][pilot.pk] = pilot
        for pilot in Pilot.objects.filter(user__email__in=portion).select_related("user"):
            if pilot.user:
                found[pilot.user.email][pilot.pk] = pilot
    return {mail: list(pilots.values()) for mail, pilots in found.items()}


def _pilots_by_name(names: set[str]) -> dict[str, list[Pilot]]:
    found: dict[str, list[Pilot]] = defaultdict(list)
    for portion in portions(names):
        for pilot in Pilot.objects.filter(search_text__in=[f" {name}" for name in portion]).order_by("pk"):
            found[pilot.search_text.strip()].append(pilot)
    return dict(found)


def _accounts() -> QuerySet[User]:
    return User.objects.filter(is_active=True, pilot__isnull=True).select_related("department")


def _accounts_by_name(lines: Iterable[Line]) -> dict[str, list[User]]:
    """Accounts by their folded name; they keep none, so the family name must be spelled as the list spells it."""
    spelled = {half for line in lines for half in (line.family_name, line.given_names) if half}
    found: dict[str, list[User]] = defaultdict(list)
    for portion in portions(spelled):
        for account in _accounts().filter(is_external=False, family_name__in=portion).order_by("pk"):
            found[fold(account.name)].append(account)
    return dict(found)


def _departments_of(pilots: Iterable[int], departments: Departments, today: date) -> dict[int, Department]:
    found = {}
    for portion in portions(pilots):
        primary = DepartmentAssignment.objects.valid_on(today).filter(is_primary=True, pilot__in=portion)
        for pilot, department in primary.values_list("pilot", "department"):
            if department in departments.by_pk:
                found[pilot] = departments.by_pk[department]
    return found


def _standing(pilots: Iterable[int], cohort: Cohort, today: date) -> tuple[dict[int, str], dict[int, str]]:
    """Who of `pilots` is in the round, with the state, and who has a date of another round at the same time."""
    inside, elsewhere = {}, []
    for portion in portions(pilots):
        enrolments = Enrolment.objects.filter(pilot__in=portion).exclude(state__in=MAY_COME_BACK)
        for pilot, round_of_it, state in enrolments.values_list("pilot", "cohort", "state"):
            if round_of_it == cohort.pk:
                inside[pilot] = str(EnrolmentState(state).label)
            elif state not in WITHOUT_SEAT and state != EnrolmentState.FINISHED:
                elsewhere.append((pilot, round_of_it))
    meanwhile = _meanwhile(cohort, {other for _pilot, other in elsewhere}, today)
    return inside, {pilot: meanwhile[other] for pilot, other in elsewhere if other in meanwhile}


def _meanwhile(cohort: Cohort, others: set[int], today: date) -> dict[int, str]:
    """The other rounds with a date at the same time as one of `cohort` from today on, and which that is."""
    begin = timezone.make_aware(datetime.combine(today, time.min))
    dates = ModuleSession.objects.taking_place().filter(cohort__in={cohort.pk, *others}, ends_at__gte=begin)
    sessions = list(dates.select_related("module", "cohort"))
    own = [session for session in sessions if session.cohort_id == cohort.pk]
    found: dict[int, str] = {}
    for ours, theirs in product(own, (session for session in sessions if session.cohort_id != cohort.pk)):
        if ours.starts_at < theirs.ends_at and theirs.starts_at < ours.ends_at:
            day = date_format(timezone.localtime(theirs.starts_at), "SHORT_DATETIME_FORMAT")
            sentence = _("At the same time in “{round}”: {module}, {day}.")
            found.setdefault(theirs.cohort_id, sentence.format(round=theirs.cohort, module=theirs.module, day=day))
    return found
