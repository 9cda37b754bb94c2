"""Is this letter genuine, and is it in force: for anyone who holds one. The answer names nobody."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from digilotsen.ratelimit import knocks_too_often
from programmes.forms.verification import CodeForm
from programmes.models.letter import AppointmentLetter
from programmes.rules.verification import first_day_without, grouped_code, plain_code

LIMIT, SECONDS = 60, 60


@login_not_required
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Somebody types the code of a letter."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect("programmes:verify_code", form.cleaned_data["code"])
    return _for_no_robot(render(request, "programmes/verify.html", {"form": form}))


@login_not_required
@require_safe
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """What the letter with this code is worth today: number, date, state and town, no name; 404 for an unknown code."""
    if knocks_too_often(request, "verify", limit=LIMIT, seconds=SECONDS):
        wait = render(request, "programmes/verify_wait.html", status=429)
        wait.headers["Retry-After"] = str(SECONDS)
        return _for_no_robot(wait)
    letters = AppointmentLetter.objects.select_related("appointment", "replaced_by")
    letter = letters.filter(verify_code=plain_code(code)).first()
    if letter is None:
        form = CodeForm(initial={"code": code})
        return _for_no_robot(render(request, "programmes/verify_unknown.html", {"form": form}, status=404))
    today = timezone.localdate()
    context = {
        "letter": letter,
        "standing": letter.standing_on(today),
        "ended_on": first_day_without(letter.appointment),
        "code": grouped_code(letter.verify_code),
        "today": today,
    }
    return _for_no_robot(render(request, "programmes/verify_code.html", context))


def _for_no_robot(response: HttpResponse) -> HttpResponse:
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
