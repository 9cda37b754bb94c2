"""Who can be entered as having taken part in a project, as those see it who keep the register of projects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from people.models.pilot import Pilot, PilotQuerySet
from people.models.user import User
from programmes.models.enrolment import Enrolment
from programmes.models.project import Project, ProjectContribution

# A town fits into one list; in a register of a whole state the address is typed.
MOST = 1000


@dataclass(frozen=True)
class NamedPerson:
    """Somebody entered as having taken part."""

    contribution: ProjectContribution
    is_appointed: bool

    @property
    def is_shown(self) -> bool:
        """Whether colleagues see it."""
        return self.is_appointed and self.contribution.released_at is not None


def may_be_named(user: User, today: date) -> PilotQuerySet:
    """Whom `user` may name as having taken part: everybody appointed today, and the people of the own rounds."""
    own = Enrolment.objects.run_by(user).values("pilot")
    return Pilot.objects.filter(Q(pk__in=Pilot.objects.appointed_on(today).values("pk")) | Q(pk__in=own))


def named_people(project: Project, nameable: PilotQuerySet, today: date) -> list[NamedPerson]:
    """Those of `nameable` who are entered for `project`, by name."""
    entered = ProjectContribution.objects.filter(project=project, pilot__in=nameable).select_related("pilot")
    return [
        NamedPerson(contribution, contribution.pilot.is_appointed_on(today))
        for contribution in entered.order_by("pilot__sort_key", "pilot")
    ]


def still_to_name(project: Project, nameable: PilotQuerySet) -> list[Pilot]:
    """Those of `nameable` who are not entered for `project`, by address."""
    entered = ProjectContribution.objects.filter(project=project).values("pilot")
    return list(nameable.exclude(pk__in=entered).order_by("mail")[:MOST])
