"""The buildings of the administration."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from people.access import UserRequest, has_role, role_required
from people.actions.sites import add_site, correct_site
from people.errors import Refused
from people.forms.departments import SiteForm
from people.models.department import Department, Site
from people.models.role_grant import Role

EDITS = (Role.COORDINATOR, Role.ADMIN)


@require_safe
@role_required(Role.STAFF)
def site_list(request: UserRequest) -> HttpResponse:
    """All buildings with their addresses and the departments found there today."""
    today = Department.objects.valid_on(timezone.localdate())
    sites = Site.objects.order_by("name").prefetch_related(Prefetch("departments", today, to_attr="units"))
    return render(request, "people/site_list.html", {"sites": sites, "may_edit": has_role(request, *EDITS)})


@require_http_methods(["GET", "POST"])
@role_required(*EDITS)
def site_create(request: UserRequest) -> HttpResponse:
    """A building is added."""
    form = SiteForm(request.POST or None)
    if form.is_valid():
        try:
            site = add_site(**form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("“{name}” is entered.").format(name=site))
            return redirect("people:site_list")
    return render(request, "people/site_create.html", {"form": form})


@require_http_methods(["GET", "POST"])
@role_required(*EDITS)
def site_edit(request: UserRequest, pk: int) -> HttpResponse:
    """A building's name and address are put right."""
    site = get_object_or_404(Site, pk=pk)
    facts = {"name": site.name, "street": site.street, "postcode": site.postcode, "city": site.city}
    form = SiteForm(request.POST or None, initial=facts)
    if form.is_valid():
        try:
            correct_site(site, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("The changes are saved."))
            return redirect("people:site_list")
    return render(request, "people/site_edit.html", {"form": form, "site": site})
