"""Calendars that calendar programs fetch by themselves, and the pages that hand out and revoke their addresses."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from digilotsen.downloads import file_response
from digilotsen.ratelimit import knocks_too_often
from people.access import UserRequest, role_required
from people.models.role_grant import Role
from programmes.actions.calendar_feeds import make_feed, revoke_feed
from programmes.actions.export_rounds import export_own_dates
from programmes.exports.calendar import dates
from programmes.models.calendar_feed import CalendarFeed
from programmes.models.cohort import Cohort
from programmes.rules.calendar_feeds import dates_of, feed_of

LIMIT, SECONDS = 120, 60


@login_not_required
@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The dates behind a secret address; 404 for one that opens nothing."""
    if knocks_too_often(request, "calendar", limit=LIMIT, seconds=SECONDS):
        return HttpResponse(status=429, headers={"Retry-After": str(SECONDS)})
    feed = feed_of(token)
    if feed is None:
        raise Http404
    name = feed.cohort.title if feed.cohort else settings.REGISTER_NAME
    headers = {"Cache-Control": "private, max-age=900", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}
    file = dates(dates_of(feed), name=name, at=timezone.now())
    return HttpResponse(file, content_type="text/calendar; charset=utf-8", headers=headers)


@require_http_methods(["GET", "POST"])
@role_required(Role.PILOT, Role.TRAINEE, Role.TRAINER)
def my_calendar(request: UserRequest) -> HttpResponse:
    """The own dates in the own calendar."""
    return _page(request, None, "programmes:my_calendar")


@require_http_methods(["GET", "POST"])
@role_required(Role.COORDINATOR)
def cohort_calendar(request: UserRequest, pk: int) -> HttpResponse:
    """The dates of a round in its coordinator's calendar."""
    cohort = get_object_or_404(Cohort.objects.run_by(request.user), pk=pk)
    return _page(request, cohort, "programmes:cohort_calendar", pk)


@require_safe
@role_required(Role.HEAD)
def agreement_dates(request: UserRequest) -> HttpResponse:
    """When people of the own department may be away for their training, as a calendar file."""
    file = export_own_dates(by=request.user, at=timezone.now())
    return file_response(file, get_valid_filename(_("Training of my department") + ".ics"), "text/calendar")


def _page(request: UserRequest, cohort: Cohort | None, door: str, *args: int) -> HttpResponse:
    """Make the address, show it this once, or revoke it."""
    address = ""
    if request.POST.get("do") == "revoke":
        revoke_feed(cohort, by=request.user, at=timezone.now())
        messages.success(request, _("The address is revoked. It opens nothing any more."))
        return redirect(door, *args)
    if request.method == "POST":
        token = make_feed(cohort, by=request.user, at=timezone.now())
        address = settings.PUBLIC_URL + reverse("programmes:calendar", args=[token])
    feed = CalendarFeed.objects.in_force().filter(cohort=cohort, made_by=request.user).first()
    context = {"cohort": cohort, "feed": feed, "address": address}
    response = render(request, "programmes/calendar_feed.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response
