"""The directory of appointed pilots: what every employee may see."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from digilotsen.htmx import render_page
from people.access import UserRequest, role_required
from people.forms.directory import DirectorySearch
from people.models.pilot import Pilot
from people.models.role_grant import Role
from people.rules.profile import visible_cards

SEES_DIRECTORY = (Role.STAFF,)
PAGE_SIZE = 24


@require_safe
@role_required(*SEES_DIRECTORY)
def directory(request: UserRequest) -> HttpResponse:
    """All pilots appointed today, by name, optionally only those whose name has the words asked for."""
    today = timezone.localdate()
    search = DirectorySearch(request.GET)
    found = search.apply(Pilot.objects.appointed_on(today).in_order())
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"search": search, "page": page, "cards": visible_cards(page.object_list, today)}
    return render_page(request, "people/directory.html", fragment="people/_pilot_results.html", context=context)


@require_safe
@role_required(*SEES_DIRECTORY)
def pilot_detail(request: UserRequest, pk: int) -> HttpResponse:
    """One appointed pilot as colleagues see them."""
    today = timezone.localdate()
    pilot = get_object_or_404(Pilot.objects.appointed_on(today), pk=pk)
    assignments = pilot.assignments.valid_on(today).select_related("department").order_by("-is_primary", "pk")
    context = {"card": visible_cards([pilot], today)[0], "assignments": assignments}
    return render(request, "people/pilot_detail.html", context)
