"""One URL, one view, one context: the page for a browser, its piece for htmx."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails


class HtmxRequest(HttpRequest):
    """A request as django-htmx leaves it."""

    htmx: HtmxDetails


def render_page(request: HtmxRequest, page: str, *, fragment: str, context: Mapping[str, Any]) -> HttpResponse:
    """Render `fragment` for an htmx request, else the whole `page`, which includes the same fragment.

    A history restore gets the whole page: the browser has nothing to put a piece into.
    """
    piece = bool(request.htmx) and not request.htmx.history_restore_request
    response = render(request, fragment if piece else page, context)
    patch_vary_headers(response, ["HX-Request"])
    return response
