"""Who walks away from the desk is signed out: a session ends some time after the last request."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from digilotsen.middleware import Handler

SEEN = "seen_at"
# The session is written at most so often, so it lives on up to so much longer.
SECONDS_BETWEEN_NOTES = 300


def note_sign_in(sender: Any, request: HttpRequest, **facts: Any) -> None:
    """A session begins with the sign-in; a receiver of `user_logged_in`."""
    request.session[SEEN] = int(time.time())


def idle_sessions(get_response: Handler) -> Handler:
    """End the session of whoever did nothing for SESSION_IDLE_MINUTES; the page that follows says so."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_IDLE_MINUTES and SESSION_KEY in request.session:
            quiet = int(time.time()) - request.session.get(SEEN, 0)
            if quiet > settings.SESSION_IDLE_MINUTES * 60 + SECONDS_BETWEEN_NOTES:
                logout(request)
                messages.warning(request, _farewell(request))
            elif quiet > SECONDS_BETWEEN_NOTES:
                request.session[SEEN] = int(time.time())
        return get_response(request)

    return middleware


def _farewell(request: HttpRequest) -> str:
    minutes = settings.SESSION_IDLE_MINUTES
    sentence = ngettext(
        "You were signed out because nothing happened for {minutes} minute.",
        "You were signed out because nothing happened for {minutes} minutes.",
        minutes,
    ).format(minutes=minutes)
    if request.method == "POST":
        lost = _("What you have just sent was not saved: please sign in and enter it once more.")
        return f"{sentence} {lost}"
    return f"{sentence} " + _("Please sign in again.")
