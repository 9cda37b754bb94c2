"""The register's doors, a bare signed-in page, and Django's admin over the same pilots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

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


class PilotAdmin(AdminOfPilots):
    list_display = ("family_name", "given_names", "mail", "phone", "appointed_from")
    search_fields = ("search_text",)
    ordering = ("sort_key", "pk")
    list_per_page = 24

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    has_module_permission = has_add_permission = has_change_permission = has_delete_permission = has_view_permission


site = OpenSite(name="admin")
site.register(Pilot, PilotAdmin)


def bare(request: HttpRequest) -> HttpResponse:
    """What every page costs: session, sign-in, roles, frame."""
    return HttpResponse(BARE.render({}, request))


urlpatterns = [
    path("bench/bare/", bare),
    path("bench/admin/", site.urls),
    path("", include("digilotsen.urls")),
]
