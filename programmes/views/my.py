from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse


def my_qualification(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


def my_letters(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404
