from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse


def letter_list(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


def letters_print(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


def letter_detail(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


def letter_pdf(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404
