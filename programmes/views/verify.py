"""Is this letter genuine, and is it in force: for anyone who holds one. The answer names nobody."""

from __future__ import annotations

from hashlib import sha256

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from digilotsen.ratelimit import knocks_too_often
from programmes.forms.verification import CodeForm, FileForm
from programmes.models.letter import AppointmentLetter, AppointmentLetterQuerySet
from programmes.rules.verification import grouped_code, has_ended, last_day_of, plain_code

LIMIT, SECONDS = 60, 60
# A letter has some 40 KB. Less than what Django would put into a temporary file.
MOST_BYTES = 2 * 1024 * 1024


@login_not_required
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Somebody types the code of a letter."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect("programmes:verify_code", form.cleaned_data["code"])
    return _for_no_robot(render(request, "programmes/verify.html", {"form": form, "file_form": FileForm()}))


@csrf_exempt  # nothing is written, and the search for a token would read a body of any size first
@login_not_required
@require_http_methods(["GET", "POST"])
def verify_file(request: HttpRequest) -> HttpResponse:
    """Whether a file is, byte for byte, a letter of ours, and what that is worth today; it is kept nowhere.

    A body that is too large is refused by its announced size, before a byte of it is read.
    """
    if request.method != "POST":  # after a change of language
        return redirect("programmes:verify")
    if knocks_too_often(request, "verify", limit=LIMIT, seconds=SECONDS):
        return _wait(request)
    announced = request.META.get("CONTENT_LENGTH") or "0"
    if not announced.isdecimal() or int(announced) > MOST_BYTES:
        return _for_no_robot(render(request, "programmes/verify_too_large.html", status=413))
    file_form = FileForm(request.POST, request.FILES)
    if not file_form.is_valid():
        context = {"form": CodeForm(), "file_form": file_form}
        return _for_no_robot(render(request, "programmes/verify.html", context))
    digest = sha256(file_form.cleaned_data["letter"].read()).hexdigest()
    letter = _letters().filter(document__sha256=digest).first()
    if letter is None:
        return _for_no_robot(render(request, "programmes/verify_not_genuine.html", {"form": FileForm()}))
    return _verdict(request, letter, by_file=True)


@login_not_required
@require_safe
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """What the letter with this code is worth today: number, date, state and town, no name; 404 for an unknown code."""
    if knocks_too_often(request, "verify", limit=LIMIT, seconds=SECONDS):
        return _wait(request)
    letter = _letters().filter(verify_code=plain_code(code)).first()
    if letter is None:
        form = CodeForm(initial={"code": code})
        return _for_no_robot(render(request, "programmes/verify_unknown.html", {"form": form}, status=404))
    return _verdict(request, letter, by_file=False)


def _letters() -> AppointmentLetterQuerySet:
    return AppointmentLetter.objects.select_related("appointment", "replaced_by")


def _verdict(request: HttpRequest, letter: AppointmentLetter, *, by_file: bool) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "letter": letter,
        "standing": letter.standing_on(today),
        "last_day": last_day_of(letter.appointment),
        "has_ended": has_ended(letter.appointment, today),
        "code": grouped_code(letter.verify_code),
        "today": today,
        "by_file": by_file,
    }
    return _for_no_robot(render(request, "programmes/verify_code.html", context))


def _wait(request: HttpRequest) -> HttpResponse:
    wait = render(request, "programmes/verify_wait.html", status=429)
    wait.headers["Retry-After"] = str(SECONDS)
    return _for_no_robot(wait)


def _for_no_robot(response: HttpResponse) -> HttpResponse:
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
