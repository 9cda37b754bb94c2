from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse


def verify(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


def verify_code(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404
