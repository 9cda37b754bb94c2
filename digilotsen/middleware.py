"""What happens to every request, whoever asks: its number, its language, its privacy."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.loader import render_to_string
from django.utils import translation

Handler = Callable[[HttpRequest], HttpResponse]

current_request_id: ContextVar[str] = ContextVar("current_request_id", default="")


def request_id(get_response: Handler) -> Handler:
    """Number each request, so that the audit trail and the log can name it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        token = current_request_id.set(uuid4().hex)
        try:
            return get_response(request)
        finally:
            current_request_id.reset(token)

    return middleware


def chosen_language(get_response: Handler) -> Handler:
    """Speak the language the person chose by the switch, else the register's own; a browser's wish is not a choice."""

    def middleware(request: HttpRequest) -> HttpResponse:
        wish = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = wish if wish in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        response.headers["Content-Language"] = language
        return response

    return middleware


def not_allowed_page(get_response: Handler) -> Handler:
    """Say in words that an address does not work this way, where Django says nothing; Allow still tells which do."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content and request.accepts("text/html"):
            response.content = render_to_string("405.html")
        return response

    return middleware


def private_pages(get_response: Handler) -> Handler:
    """Keep pages of signed-in people out of every shared or disk cache."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return response

    return middleware
