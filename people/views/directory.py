"""The directory of appointed pilots: what every employee may see."""

from __future__ import annotations

from string import ascii_lowercase
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from digilotsen.htmx import render_page
from people.access import UserRequest, role_required
from people.forms.directory import DirectorySearch
from people.models.role_grant import Role
from people.rules.directory import Listing, look_up
from people.rules.paging import MANY, Position

SEES_DIRECTORY = (Role.STAFF,)


@require_safe
@role_required(*SEES_DIRECTORY)
def directory(request: UserRequest) -> HttpResponse:
    """All pilots appointed today, or those whom words and choices find; what is asked for stands in the address."""
    search = DirectorySearch(request.GET)
    question, position = search.question, search.position
    listing = look_up(question, position, timezone.localdate())
    here = reverse("people:directory")
    if not listing.page.pilots and position != Position():
        # Nobody is left behind or before that place: the nearest page is the last or the first.
        return redirect(here + (search.address(end=1) if position.after else search.address()))
    context = {"search": search, "question": question, "listing": listing, "many": MANY, **_links(search, listing)}
    response = render_page(request, "people/directory.html", fragment="people/_pilot_results.html", context=context)
    if request.htmx:
        response["HX-Replace-Url"] = here + search.address()
    return response


def _links(search: DirectorySearch, listing: Listing) -> dict[str, Any]:
    """Where one goes from this page: on and back, to a letter, and to the same list without one choice."""
    page = listing.page
    links: dict[str, Any] = {
        "chips": [(choice.label, search.address(without=(facet, choice.value))) for facet, choice in listing.chosen],
        "everything": DirectorySearch({"q": search.question.words}).address(),
        "suggestions": [(words, DirectorySearch({"q": words}).address()) for words in listing.suggestions],
    }
    if page.has_previous:
        links |= {"first": search.address(), "previous": search.address(before=page.first)}
    if page.has_next:
        links |= {"next": search.address(after=page.last), "last": search.address(end=1)}
    if page.has_previous or page.has_next:
        links["letters"] = [(letter.upper(), search.address(after=letter)) for letter in ascii_lowercase]
    return links
