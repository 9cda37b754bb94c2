"""The repair report: whether every letter is as it was issued."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people.access import UserRequest, role_required
from people.models.role_grant import Role
from programmes.actions.check_letters import check_letters


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMIN)
def letters_check(request: UserRequest) -> HttpResponse:
    """Check all letters now and show what is wrong; asked for by POST, because it reads every file. GET leads back."""
    if request.method != "POST":  # after a new sign-in
        return redirect("programmes:letter_list")
    report = check_letters(by=request.user)
    return render(request, "programmes/letters_check.html", {"report": report, "now": timezone.now()})
