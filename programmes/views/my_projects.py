"""One's own part in projects: told, released and taken back by nobody but oneself."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from people.access import UserRequest, role_required
from people.errors import Refused
from people.models.pilot import Pilot
from people.models.role_grant import Role
from programmes.actions.projects import hide_contribution, release_contribution, remove_contribution, tell_contribution
from programmes.forms.projects import TellForm
from programmes.models.project import Project, ProjectContribution

TAKES_PART = (Role.PILOT, Role.TRAINEE)
# What a button does, and what the page says afterwards.
STEPS: dict[str, tuple[Callable[..., object], str | Promise]] = {
    "release": (release_contribution, gettext_lazy("Colleagues may see this contribution.")),
    "hide": (hide_contribution, gettext_lazy("Nobody else sees this contribution any more.")),
    "remove": (remove_contribution, gettext_lazy("The contribution is taken out.")),
}


@require_http_methods(["GET", "POST"])
@role_required(*TAKES_PART)
def my_projects(request: UserRequest) -> HttpResponse:
    """The projects the person took part in, and which of them colleagues may know about."""
    pilot = get_object_or_404(Pilot, user=request.user)
    own = ProjectContribution.objects.filter(pilot=pilot).select_related("project")
    form = TellForm(request.POST or None, projects=Project.objects.exclude(pk__in=own.values("project")))
    if form.is_valid():
        try:
            tell_contribution(pilot=pilot, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Your contribution is entered."))
            return redirect("programmes:my_projects")
    context = {
        "form": form,
        "contributions": own.order_by("-project__starts_on", "project__sort_key", "pk"),
        "is_appointed": pilot.is_appointed_on(timezone.localdate()),
    }
    return render(request, "programmes/my_projects.html", context)


@require_http_methods(["GET", "POST"])
@role_required(*TAKES_PART)
def my_project_step(request: UserRequest, pk: int) -> HttpResponse:
    """The person releases an own contribution, takes the release back or takes it out; GET leads back."""
    chosen = STEPS.get(request.POST.get("step", ""))
    if chosen is not None:
        contribution = get_object_or_404(ProjectContribution, pk=pk, pilot__user=request.user)
        take, done = chosen
        try:
            take(contribution, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, str(done))
    return redirect("programmes:my_projects")
