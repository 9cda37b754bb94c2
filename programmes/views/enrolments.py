from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse


def enrolment_create(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


def enrolment_detail(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


def enrolment_step(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


def enrolment_withdraw(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404
