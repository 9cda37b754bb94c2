"""What the register knows about oneself: one's own way through the programme, one's own letters."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.access import UserRequest, role_required
from people.models.pilot import Pilot
from people.models.role_grant import Role
from programmes.models.letter import AppointmentLetter
from programmes.rules.qualification import qualifications_of
from programmes.rules.verification import last_day_of

TAKES_PART = (Role.PILOT, Role.TRAINEE)


@require_safe
@role_required(*TAKES_PART)
def my_qualification(request: UserRequest) -> HttpResponse:
    """Where the person stands: the next step first, then modules, sessions, coordinators, rounds before."""
    pilot = Pilot.objects.filter(user=request.user).first()
    if pilot is None:
        raise Http404
    found = qualifications_of(pilot, timezone.now())
    context = {"pilot": pilot, "current": next(iter(found), None), "others": found[1:]}
    return render(request, "programmes/my_qualification.html", context)


@require_safe
@role_required(*TAKES_PART)
def my_letters(request: UserRequest) -> HttpResponse:
    """The person's own letters with what they are worth today, newest first."""
    today = timezone.localdate()
    letters = AppointmentLetter.objects.of_person(request.user).in_order().select_related("appointment", "replaced_by")
    rows = [
        {
            "letter": letter,
            "standing": letter.standing_on(today),
            "last_day": last_day_of(letter.appointment),
        }
        for letter in letters
    ]
    return render(request, "programmes/my_letters.html", {"rows": rows})
