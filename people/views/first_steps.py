"""What an account does once before it meets the register."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from people.access import UserRequest
from people.actions.accounts import read_privacy_notice


@require_http_methods(["GET", "POST"])
def privacy_notice(request: UserRequest) -> HttpResponse:
    """The notice of Art. 13 GDPR, shown at the first sign-in until the person says it was read."""
    if request.method == "POST":
        read_privacy_notice(request.user)
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "people/privacy_notice.html")
