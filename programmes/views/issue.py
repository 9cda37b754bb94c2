from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse


def letters_issue(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


def letters_preview(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404
