"""Whom an employee can ask today: somebody of the own department, else the nearest who can be reached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, Value, When

from people.models.absence import Absence
from people.models.audit_event import AuditHead
from people.models.department import Department
from people.models.pilot import DepartmentAssignment, Pilot
from people.rules.memory import Memory
from people.rules.reachable import reachable_on

FEW = 6
_memory = Memory()


class Nearness(StrEnum):
    """Where the people to ask were found."""

    OWN = "own"
    ABOVE = "above"
    ELSEWHERE = "elsewhere"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Nearest:
    """Whom to ask, everybody of them reachable, and why these; with NOBODY it is the programme's office.

    `department` is where they work, or where those work for whom they stand in; none ELSEWHERE. `stood_in_for` are
    the absences whose stand-ins `pilots` are, empty if they are not stand-ins. `away` are the absences of pilots of
    the own department for whom nobody stands in who can be reached: their stand-ins are not to be named. It is empty
    where somebody of the own department, or who stands in there, can be asked.
    """

    nearness: Nearness
    pilots: Sequence[Pilot] = ()
    department: Department | None = None
    stood_in_for: Sequence[Absence] = ()
    away: Sequence[Absence] = ()


@dataclass(frozen=True)
class _Away:
    """An absence on the way up: the department's place there, and whether the stand-in can be asked."""

    absence: Absence
    place: int
    is_stood_in_for: bool


def nearest_as_known(department: Department | None, today: date) -> Nearest:
    """What `nearest_pilots` says, for the page everybody begins with: one query as long as the record is the same."""
    head = AuditHead.objects.values_list("last_hash", flat=True).get()
    question = department.pk if department else None, today
    return _memory.recall(head, question, lambda: nearest_pilots(department, today))


def nearest_pilots(department: Department | None, today: date) -> Nearest:
    """Up to six people whom an employee of `department` can ask on `today`, by name; at most four queries.

    In this order: pilots of the own department, stand-ins of its absent ones, the departments above it likewise,
    whoever helps other departments too. A closed department is taken for its successor. A stand-in who is absent, too,
    is not replaced by a stand-in of their own: nobody asked that person.
    """
    away: list[_Away] = []
    if department is not None:
        way = _way_up(department, today)
        working = _working(way, today)
        place = way.index(working[0].department_id) if working else len(way)
        away = _away(way[:place], today)
        if any(entry.is_stood_in_for for entry in away):
            return _by_stand_ins(way, away)
        if working:
            pilots = [assignment.pilot for assignment in working]
            return Nearest(_nearness(place), _few(pilots), working[0].department, away=_of_own_pilots(away))
    helpers = list(reachable_on(today).filter(helps_other_departments=True).in_order()[:FEW])
    return Nearest(Nearness.ELSEWHERE if helpers else Nearness.NOBODY, helpers, away=_of_own_pilots(away))


def _way_up(department: Department, today: date) -> list[int]:
    """The department and those above it, the nearest first, each as what has become of it."""
    facts = Department.objects.order_by().values_list("pk", "parent", "successor", "valid_until")
    units = {pk: (parent, successor, last_day) for pk, parent, successor, last_day in facts}
    way: list[int] = []
    seen: set[int] = set()
    here: int | None = department.pk
    while here is not None and here not in seen:  # a circle in the record has an end
        seen.add(here)
        parent, successor, last_day = units[here]
        is_closed = last_day is not None and last_day < today
        if not is_closed:
            way.append(here)
        here = successor if is_closed and successor else parent
    return way


def _working(way: Sequence[int], today: date) -> list[DepartmentAssignment]:
    """The reachable people of the nearest department on `way` that has any."""
    place = Case(*(When(department=pk, then=Value(place)) for place, pk in enumerate(way)))
    # Asked person by person, as those of a few departments are few beside all who can be reached.
    can_be_asked = Exists(reachable_on(today).filter(pk=OuterRef("pilot")))
    along = DepartmentAssignment.objects.valid_on(today).filter(can_be_asked, department__in=way)
    nearest = list(along.select_related("pilot", "department").order_by(place, "pilot__sort_key", "pilot")[:FEW])
    return [assignment for assignment in nearest if assignment.department_id == nearest[0].department_id]


def _away(way: Sequence[int], today: date) -> list[_Away]:
    """Who of the departments on `way` is absent, the nearest first; few, for nobody else is there in them."""
    absences: Iterable[Any] = (
        Absence.objects.covering(today)
        .filter(
            Q(pilot__assignments__valid_until__isnull=True) | Q(pilot__assignments__valid_until__gte=today),
            pilot__assignments__valid_from__lte=today,
            pilot__assignments__department__in=way,
            pilot__in=Pilot.objects.appointed_on(today),
        )
        .annotate(
            works_in=F("pilot__assignments__department"),
            is_stood_in_for=Exists(reachable_on(today).filter(pk=OuterRef("stand_in"))),
        )
        .select_related("pilot", "stand_in")
        .order_by("pilot__sort_key", "pilot", "pk")
    )
    found = [_Away(absence, way.index(absence.works_in), absence.is_stood_in_for) for absence in absences]
    return sorted(found, key=lambda entry: entry.place)


def _by_stand_ins(way: Sequence[int], away: Sequence[_Away]) -> Nearest:
    """The stand-ins at the first place that has some."""
    place = min(entry.place for entry in away if entry.is_stood_in_for)
    covered = [entry.absence for entry in away if entry.place == place and entry.is_stood_in_for]
    stand_ins = [absence.stand_in for absence in covered if absence.stand_in is not None]
    few = _few(sorted(stand_ins, key=lambda pilot: (pilot.sort_key, pilot.pk)))
    return Nearest(
        _nearness(place),
        few,
        Department.objects.get(pk=way[place]),
        stood_in_for=[absence for absence in covered if absence.stand_in in few],
        away=_of_own_pilots(away) if place else (),
    )


def _nearness(place: int) -> Nearness:
    return Nearness.ABOVE if place else Nearness.OWN


def _few(pilots: Sequence[Pilot]) -> list[Pilot]:
    """The first few of `pilots`, each once: somebody may stand in for two."""
    return list(dict.fromkeys(pilots))[:FEW]


def _of_own_pilots(away: Sequence[_Away]) -> list[Absence]:
    return [entry.absence for entry in away if entry.place == 0][:FEW]
