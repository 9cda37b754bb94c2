"""What a letter rests on, word for word as it was on the day of issue."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from people.access import UserRequest, has_role, role_required
from people.models.role_grant import Role
from programmes.models.curriculum import ModuleKind
from programmes.models.letter import AppointmentLetter
from programmes.models.module_result import ResultKind


@require_safe
@role_required(Role.ADMIN, Role.PILOT, Role.TRAINEE)
def letter_evidence(request: UserRequest, pk: int) -> HttpResponse:
    """The evidence frozen with the appointment: for admins, and for the person it is about."""
    letters = AppointmentLetter.objects.visible_to(request.user, request.roles)
    related = ("appointment__pilot", "replaces", "issued_by")
    letter = get_object_or_404(letters.select_related(*related).defer("content"), pk=pk)
    if not has_role(request, Role.ADMIN) and letter.appointment.pilot.user_id != request.user.pk:
        raise Http404  # the mayor's office sees letters, and not what they rest on
    context = {
        "letter": letter,
        "evidence": _in_words(letter.appointment.evidence),
        "runs_letters": has_role(request, Role.ADMIN),
    }
    return render(request, "programmes/letter_evidence.html", context)


def _in_words(evidence: dict[str, Any]) -> dict[str, Any]:
    """The frozen facts with days as days and the kinds in words; what an older letter did not keep is missing."""
    days = ("effective_from", "effective_until", "issued_on")
    modules = [
        {
            **module,
            "kind": ModuleKind(module["kind"]).label,
            "result": ResultKind(module["result"]).label,
            "achieved_on": date.fromisoformat(module["achieved_on"]),
        }
        for module in evidence.get("modules", ())
    ]
    dates = {name: date.fromisoformat(evidence[name]) for name in days if evidence.get(name)}
    return {**evidence, **dates, "modules": modules}
