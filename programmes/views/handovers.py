from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse


def letters_hand_over(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404
