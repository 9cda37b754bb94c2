"""Answers outside the rules: what went wrong, without asking the database, and what is shut."""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 with Retry-After (seconds) where the database cannot be reached or cannot write."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "30"})
    return HttpResponse(render_to_string("500.html"), status=500)


def closed(request: HttpRequest) -> HttpResponse:
    """A door of a library that this register keeps shut."""
    raise Http404
