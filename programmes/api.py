"""The register for other programs: read only, as JSON, with the rights the owner of the token has at this moment."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError
from ninja.security import HttpBearer

from digilotsen.ratelimit import knocks_too_often
from people.exports.card_json import DirectoryOut, directory_out
from people.forms.directory import DirectorySearch
from people.models.role_grant import Role
from people.rules.api_tokens import Caller, caller_of
from people.rules.directory import look_up
from programmes.actions.export_rounds import read_progress
from programmes.exports.progress_json import ProgressOut, RoundOut, round_out
from programmes.models.cohort import Cohort

LIMIT, SECONDS = 120, 60


class ApiRequest(HttpRequest):
    """A request with a token: who calls is known."""

    auth: Caller


class Token(HttpBearer):
    """`Authorization: Bearer …` with a token made on the page "Access for programs"."""

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        """Who calls, asked anew each time; None opens nothing."""
        return caller_of(token, timezone.localdate())


api = NinjaAPI(
    title="Digi-Lots*innen", version="1", docs_url=None, openapi_url="openapi.json", urls_namespace="api", auth=Token()
)


@api.get("rounds/", response=list[RoundOut], summary="The rounds that the owner of the token runs")
def rounds(request: ApiRequest) -> list[RoundOut]:
    """The rounds of a coordinator, the newest first."""
    caller = _caller(request, Role.COORDINATOR)
    return [round_out(cohort) for cohort in Cohort.objects.run_by(caller.user)]


@api.get("rounds/{int:pk}/progress/", response=ProgressOut, summary="Where everybody in one of these rounds stands")
def round_progress(request: ApiRequest, pk: int) -> ProgressOut:
    """The progress of a round; that it was read is an event, like every export."""
    caller = _caller(request, Role.COORDINATOR)
    cohorts = Cohort.objects.run_by(caller.user).select_related("curriculum")
    return read_progress(get_object_or_404(cohorts, pk=pk), by=caller.user)


@api.get(
    "pilots/",
    response=DirectoryOut,
    summary="The directory of appointed pilots: q finds, after is where the page begins",
)
def pilots(request: ApiRequest, q: str = "", after: str = "") -> DirectoryOut:
    """The directory as all employees see it, in the order of the names."""
    _caller(request, Role.STAFF)
    search = DirectorySearch({"q": q, "after": after})
    listing = look_up(search.question, search.position, timezone.localdate())
    following = search.address(after=listing.page.last) if listing.page.has_next else ""
    return directory_out(listing, request.build_absolute_uri(request.path) + following)


@api.exception_handler(HttpError)
def _refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    if isinstance(error, AuthenticationError):
        answer = _problem(401, _("Please send a valid token as “Authorization: Bearer …”."))
        answer.headers["WWW-Authenticate"] = "Bearer"
        return answer
    return _problem(error.status_code, str(error))


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return _problem(404, _("There is nothing here, or nothing that you may see."))


def _caller(request: ApiRequest, role: Role) -> Caller:
    """Who calls, if they have `role` today; else 403."""
    if role not in request.auth.roles:
        raise HttpError(403, _("The owner of this token may not read this."))
    return request.auth


def _problem(status: int, detail: str) -> JsonResponse:
    """What went wrong, always in the same shape (RFC 9457)."""
    problem = {"status": status, "title": HTTPStatus(status).phrase, "detail": detail}
    return JsonResponse(problem, status=status, content_type="application/problem+json")


def _door(pattern: URLPattern) -> URLPattern:
    """A door of the library with what all of ours have: no session, a limit, nothing stored, errors in one shape."""
    view: Callable[..., HttpResponse] = pattern.callback

    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "GET":
            answer: HttpResponse = _problem(405, _("This can only be read."))
            answer.headers["Allow"] = "GET"
        elif knocks_too_often(request, "api", limit=LIMIT, seconds=SECONDS):
            answer = _problem(429, _("Too many requests. Please wait a minute."))
            answer.headers["Retry-After"] = str(SECONDS)
        else:
            try:
                answer = view(request, *args, **kwargs)
            except Http404 as error:
                answer = _not_found(request, error)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    pattern.callback = csrf_exempt(login_not_required(update_wrapper(answered, view)))
    return pattern


def _nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    raise Http404


app_name = "api"
_patterns = (*api.urls[0], path("<path:rest>", _nowhere, name="nowhere"))
urlpatterns = [_door(pattern) for pattern in _patterns if isinstance(pattern, URLPattern)]
