from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse


def progress_matrix(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


def result_create(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


def result_correct(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404
