from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse


def session_list(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404
