"""The register's doors, a bare signed-in page, and Django's admin over the same pilots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path
from django.utils.timezone import localdate

from people.models.pilot import Pilot

BARE = engines["django"].from_string('{% extends "base.html" %}')


class OpenSite(admin.AdminSite):
    """An admin that asks for no rights: the bench measures pages, not permissions."""

    def has_permission(self, request: HttpRequest) -> bool:
        return True


if TYPE_CHECKING:
    AdminOfPilots = admin.ModelAdmin[Pilot]
else:
    AdminOfPilots = admin.ModelAdmin


class OpenAdmin(AdminOfPilots):
    """Pilots in the order and number of the directory; as open as the site."""

    search_fields = ("search_text",)
    ordering = ("sort_key", "pk")
    list_per_page = 24

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    has_module_permission = has_add_permission = has_change_permission = has_delete_permission = has_view_permission


class LeanAdmin(OpenAdmin):
    """The leanest changelist: a few columns of one table, no filter."""

    list_display = ("family_name", "given_names", "mail", "phone", "appointed_from")


class EqualAdmin(OpenAdmin):
    """What the directory shows, the way the admin shows it: departments, topics, filters with their counts.

    The round is missing, as the admin would offer all of them: thousands, each with a count.
    """

    list_display = ("display_name", "role_form", "departments", "topic_names", "phone", "mail", "room")
    list_filter = ("assignments__department", "topics", "spoken_languages__language")
    show_facets = admin.ShowFacets.ALWAYS

    def get_queryset(self, request: HttpRequest) -> Any:
        return Pilot.objects.appointed_on(localdate()).prefetch_related("topics", "assignments__department")

    def departments(self, pilot: Pilot) -> str:
        return ", ".join(str(assignment.department) for assignment in pilot.assignments.all())

    def topic_names(self, pilot: Pilot) -> str:
        return ", ".join(str(topic) for topic in pilot.topics.all())


lean_site, equal_site = OpenSite(name="admin"), OpenSite(name="equal")
lean_site.register(Pilot, LeanAdmin)
equal_site.register(Pilot, EqualAdmin)


def bare(request: HttpRequest) -> HttpResponse:
    """What every page costs: session, sign-in, roles, frame."""
    return HttpResponse(BARE.render({}, request))


urlpatterns = [
    path("bench/bare/", bare),
    path("bench/admin/", lean_site.urls),
    path("bench/equal-admin/", equal_site.urls),
    path("", include("digilotsen.urls")),
]
