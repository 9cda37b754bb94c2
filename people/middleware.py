"""The first steps of an account before it meets the register: read the privacy notice, set up a second factor."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from digilotsen.middleware import Handler
from people.access import has_role, has_second_factor
from people.models.role_grant import Role

NEEDS_SECOND_FACTOR = (Role.COORDINATOR, Role.ADMIN)


def first_steps(get_response: Handler) -> Handler:
    """Send a signed-in person to the step that is still to be done; switches, legal pages and sign-out stay open."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and not _always_open(request.path):
            if request.user.privacy_notice_read_at is None:
                return redirect("people:privacy_notice")
            if _lacks_second_factor(request):
                return redirect("mfa_index")
        return get_response(request)

    return middleware


def _always_open(path: str) -> bool:
    names = ("privacy", "privacy_notice", "accessibility", "imprint", "feedback", "language", "colours")
    return path.startswith(("/accounts/", settings.STATIC_URL, "/verify/", "/livez", "/readyz")) or path in {
        reverse(f"people:{name}") for name in names
    }


def _lacks_second_factor(request: HttpRequest) -> bool:
    return settings.MFA_FORCED and has_role(request, *NEEDS_SECOND_FACTOR) and not has_second_factor(request)
