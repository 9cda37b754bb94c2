from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse


def appointment_end(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404
