"""The page everybody begins with."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.access import UserRequest, request_roles
from people.models.department import Department
from people.models.pilot import Pilot
from people.models.role_grant import Role
from people.rules.entry_reports import open_report_count
from people.rules.nearest import Nearness, nearest_as_known
from people.rules.profile import visible_cards
from programmes.models.ceremony import Ceremony
from programmes.models.cohort import Cohort
from programmes.models.interest import Interest
from programmes.models.module_session import ModuleSession
from programmes.models.programme import Programme
from programmes.models.recognition_request import RecognitionRequest
from programmes.models.void_request import VoidRequest
from programmes.rules.answers import WAITS_FOR, Question, own_people
from programmes.rules.attendance import to_note
from programmes.rules.ceremony import waiting_letters
from programmes.rules.projects import recent_projects
from programmes.rules.qualification import qualifications_of
from programmes.rules.ready import ready_people
from programmes.rules.rounds import rounds_of
from programmes.rules.terms import ending_terms


@require_safe
def start(request: UserRequest) -> HttpResponse:
    """Who can help me, and what is to be done; each role adds its part."""
    roles = request_roles(request)
    context: dict[str, Any] = {"today": timezone.localdate()}
    for role, part in PARTS.items():
        if role in roles:
            context |= part(request)
    return render(request, "programmes/start.html", context)


def _your_pilot(request: UserRequest) -> dict[str, Any]:
    today = timezone.localdate()
    nearest = nearest_as_known(request.user.department, today)
    nobody = nearest.nearness == Nearness.NOBODY
    return {
        "nearest": nearest,
        "cards": visible_cards(nearest.pilots, today),
        "is_own": any(pilot.user_id == request.user.pk for pilot in nearest.pilots),
        "programme": Programme.objects.select_related("office").first() if nobody else None,
        "projects": recent_projects(today),
        "call": Cohort.objects.open_on(today).order_by("closes_on", "pk").first(),
    }


def _coordination(request: UserRequest) -> dict[str, Any]:
    return {
        "rounds": rounds_of(request.user, timezone.localdate()),
        "open_reports": open_report_count(),
        "interested": Interest.objects.still_open().count(),
        "recognitions": RecognitionRequest.objects.run_by(request.user).to_decide().count(),
    }


def _ready(request: UserRequest) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "ready": sum(len(people) for _cohort, people in ready_people(today)),
        "ending": ending_terms(today).count(),
        "to_confirm": VoidRequest.objects.filter(outcome="").exclude(asked_by=request.user).select_related("letter"),
        **_handing_over(request),
    }


def _handing_over(request: UserRequest) -> dict[str, Any]:
    today = timezone.localdate()
    to_come = Ceremony.objects.filter(held_on__gte=today).order_by("held_on", "pk")
    return {"next_ceremony": to_come.first(), "letters_waiting": waiting_letters(today).count()}


def _own_way(request: UserRequest) -> dict[str, Any]:
    pilot = Pilot.objects.get(user=request.user)
    return {"qualification": next(iter(qualifications_of(pilot, timezone.now())), None)}


def _own_sessions(request: UserRequest) -> dict[str, Any]:
    sessions = ModuleSession.objects.visible_to_trainer(request.user).taking_place()
    sessions = sessions.filter(ends_at__gte=timezone.now())
    return {
        "next_session": sessions.select_related("module", "cohort").first(),
        "to_note": to_note(request.user, timezone.localdate()),
        "teaches": True,
    }


def _own_departments(request: UserRequest) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "headed": Department.objects.valid_on(today).headed_by(request.user),
        "unanswered": own_people(request.user, today).filter(state=WAITS_FOR[Question.AGREEMENT]).count(),
    }


PARTS = {
    Role.STAFF: _your_pilot,
    Role.COORDINATOR: _coordination,
    Role.ADMIN: _ready,
    Role.MAYORS_OFFICE: _handing_over,
    Role.TRAINEE: _own_way,
    Role.PILOT: _own_way,
    Role.TRAINER: _own_sessions,
    Role.HEAD: _own_departments,
}
