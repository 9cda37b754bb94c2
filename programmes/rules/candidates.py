"""Whom a coordinator might enrol: people the register knows who are not in the round."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from people.models.department import Department
from people.models.pilot import DepartmentAssignment, Pilot
from people.models.user import User
from programmes.models.cohort import Cohort
from programmes.models.enrolment import Enrolment, EnrolmentState

# A town fits into one list; in a register of a whole state the address is typed.
MOST = 1000
# Whoever said no or was taken out of a round may be enrolled in it again.
MAY_COME_BACK = (EnrolmentState.DECLINED, EnrolmentState.WITHDRAWN)


@dataclass(frozen=True)
class Candidate:
    """Somebody known, as the list of suggestions shows them."""

    mail: str
    name: str
    department: str


def candidates(cohort: Cohort, today: date) -> list[Candidate]:
    """Known people without a place in `cohort` and without an appointment today, by address; three queries."""
    inside = Enrolment.objects.filter(cohort=cohort).exclude(state__in=MAY_COME_BACK).values("pilot")
    pilots = list(
        Pilot.objects.exclude(pk__in=inside).exclude(pk__in=Pilot.objects.appointed_on(today)).order_by("mail")[:MOST]
    )
    departments = {
        assignment.pilot_id: assignment.department.name
        for assignment in DepartmentAssignment.objects.valid_on(today)
        .filter(pilot__in=pilots, is_primary=True)
        .select_related("department")
    }
    accounts = (
        User.objects.filter(is_active=True, is_external=False, pilot__isnull=True)
        .exclude(email__in=Pilot.objects.values("mail"))
        .select_related("department")
        .order_by("email")[:MOST]
    )
    known = [Candidate(pilot.mail, str(pilot), departments.get(pilot.pk, "")) for pilot in pilots]
    known += [Candidate(account.email, account.name, _name(account.department)) for account in accounts]
    return sorted(known, key=lambda candidate: candidate.mail)[:MOST]


def _name(department: Department | None) -> str:
    return department.name if department else ""
