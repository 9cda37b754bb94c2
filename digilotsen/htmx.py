"""One URL, one view, one context: the page for a browser, its piece for htmx."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def render_page(request: HttpRequest, page: str, *, fragment: str, context: Mapping[str, Any]) -> HttpResponse:
    """Render `fragment` for an htmx request, else the whole `page`, which includes the same fragment.

    A history restore gets the whole page: the browser has nothing to put a piece into.
    """
    htmx = getattr(request, "htmx", None)
    piece = bool(htmx) and not htmx.history_restore_request
    response = render(request, fragment if piece else page, context)
    patch_vary_headers(response, ["HX-Request"])
    return response
