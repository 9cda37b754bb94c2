"""What colleagues see of the projects: the story always, a person only by their own release and appointment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, prefetch_related_objects

from people.models.department import Department, DepartmentQuerySet
from people.models.pilot import Pilot
from people.models.topic import Topic
from people.rules.profile_parts import ProfilePart
from programmes.models.project import Project, ProjectContribution, ProjectState

# What has begun has a story to tell; a plan or what came to nothing waits on the list.
TOLD_AT_THE_START = (ProjectState.RUNNING, ProjectState.DONE)
IN_ORDER_OF_PRIDE = (ProjectState.DONE, ProjectState.RUNNING, ProjectState.PLANNED, ProjectState.STOPPED)


@dataclass(frozen=True)
class ProjectCard:
    """One project as colleagues see it today; `people` are those who took part, by name."""

    project: Project
    departments: tuple[Department, ...]
    topics: tuple[Topic, ...]
    people: tuple[Pilot, ...]


def project_cards(projects: Iterable[Project], today: date) -> list[ProjectCard]:
    """The cards of `projects` in their order, in the same few queries however many they are."""
    found: Sequence[Project] = list(projects)
    prefetch_related_objects(found, "departments", "topics")
    people = _people_of(found, today)
    return [
        ProjectCard(
            project=project,
            departments=tuple(project.departments.all()),
            topics=tuple(project.topics.all()),
            people=tuple(people[project.pk]),
        )
        for project in found
    ]


def _people_of(projects: Iterable[Project], today: date) -> dict[int, list[Pilot]]:
    seen = ProjectContribution.objects.visible_on(today).filter(project__in=projects)
    people: dict[int, list[Pilot]] = defaultdict(list)
    for contribution in seen.select_related("pilot").order_by("pilot__sort_key", "pilot"):
        people[contribution.project_id].append(contribution.pilot)
    return people


def recent_projects(today: date, limit: int = 3) -> list[ProjectCard]:
    """The newest projects that have begun, for the start page; in four queries."""
    begun = Project.objects.filter(state__in=TOLD_AT_THE_START, starts_on__lte=today)
    return project_cards(begun[:limit], today)


def projects_of(pilot: Pilot, today: date) -> list[Project]:
    """The projects colleagues may know `pilot` took part in, newest first."""
    released = ProjectContribution.objects.visible_on(today).filter(pilot=pilot)
    return list(Project.objects.filter(pk__in=released.values("project")))


def projects_part(pilot: Pilot, today: date) -> ProfilePart | None:
    """What a pilot's profile says of the projects; nothing where nothing is released."""
    projects = projects_of(pilot, today)
    return ("programmes/_profile_projects.html", {"projects": projects}) if projects else None


def count_projects() -> list[tuple[ProjectState, int]]:
    """How many projects are in each state there is one in; what was achieved comes first."""
    counted = dict(Project.objects.order_by().values_list("state").annotate(number=Count("pk")))
    return [(state, counted[state]) for state in IN_ORDER_OF_PRIDE if state in counted]


def departments_with_projects(today: date) -> DepartmentQuerySet:
    """Today's departments that had a project of their own, below them, or before they were called so."""
    own = set(Project.departments.through.objects.values_list("department", flat=True))
    upwards: dict[int, set[int]] = defaultdict(set)
    for unit, belongs_to in _lines():
        upwards[unit].add(belongs_to)
    return Department.objects.valid_on(today).filter(pk__in=_reached(own, upwards))


def below_and_before(department: Department) -> set[int]:
    """The keys of `department`, of all below it, and of those that went on in one of them."""
    downwards: dict[int, set[int]] = defaultdict(set)
    for unit, belongs_to in _lines():
        downwards[belongs_to].add(unit)
    return _reached({department.pk}, downwards)


def _lines() -> list[tuple[int, int]]:
    """Pairs of a department and one it belongs to: the one above it, and the one it went on in."""
    known = Department.objects.order_by().values_list("pk", "parent", "successor")
    return [(unit, other) for unit, above, later in known for other in (above, later) if other is not None]


def _reached(start: set[int], ways: Mapping[int, set[int]]) -> set[int]:
    """All that can be come to from `start`, itself included; a circle ends where it began."""
    reached, ahead = set(start), list(start)
    while ahead:
        new = ways.get(ahead.pop(), set()) - reached
        reached |= new
        ahead += new
    return reached
