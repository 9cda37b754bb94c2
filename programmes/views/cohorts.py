from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse


def cohort_list(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


def cohort_detail(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


def cohort_move(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404
