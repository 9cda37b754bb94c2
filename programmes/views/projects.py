"""The projects of the programme: what became better, where, and who took part."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from digilotsen.htmx import render_page
from people.access import UserRequest, has_role, role_required
from people.errors import Refused
from people.models.role_grant import Role
from people.rules.profile import visible_cards
from programmes.actions.projects import change_project, enter_project, note_contribution, remove_contribution
from programmes.forms.projects import NamePersonForm, ProjectFilter, ProjectForm
from programmes.models.project import Project, ProjectContribution
from programmes.rules.contributions import may_be_named, named_people, still_to_name
from programmes.rules.projects import count_projects, project_cards

SEES_PROJECTS = (Role.STAFF,)
KEEPS_PROJECTS = (Role.COORDINATOR, Role.ADMIN)
TAKES_PART = (Role.PILOT, Role.TRAINEE)
PAGE_SIZE = 24


@require_safe
@role_required(*SEES_PROJECTS)
def project_list(request: UserRequest) -> HttpResponse:
    """All projects, the newest first, or those of a topic, a department with all below it, a state."""
    today = timezone.localdate()
    search = ProjectFilter(request.GET, today=today)
    page = Paginator(search.apply(Project.objects.all()), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "search": search,
        "page": page,
        "cards": project_cards(page.object_list, today),
        "counts": count_projects(),
        "may_keep": has_role(request, *KEEPS_PROJECTS),
    }
    return render_page(
        request, "programmes/project_list.html", fragment="programmes/_project_results.html", context=context
    )


@require_safe
@role_required(*SEES_PROJECTS)
def project_detail(request: UserRequest, pk: int) -> HttpResponse:
    """One project with its story; the page is the same for everybody, only the ways on from it are not."""
    project = get_object_or_404(Project, pk=pk)
    today = timezone.localdate()
    card = project_cards([project], today)[0]
    context = {
        "card": card,
        "people": visible_cards(card.people, today),
        "may_keep": has_role(request, *KEEPS_PROJECTS),
        "may_tell": has_role(request, *TAKES_PART),
    }
    return render(request, "programmes/project_detail.html", context)


@require_http_methods(["GET", "POST"])
@role_required(*KEEPS_PROJECTS)
def project_create(request: UserRequest) -> HttpResponse:
    """A coordinator or admin enters a project."""
    today = timezone.localdate()
    form = ProjectForm(request.POST or None, today=today, cancel_url=reverse("programmes:project_list"))
    if form.is_valid():
        try:
            project = enter_project(form.plan(), by=request.user, today=today)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("The project is in the register. Who took part?"))
            return redirect("programmes:project_people", project.pk)
    return render(request, "programmes/project_create.html", {"form": form})


@require_http_methods(["GET", "POST"])
@role_required(*KEEPS_PROJECTS)
def project_edit(request: UserRequest, pk: int) -> HttpResponse:
    """A coordinator or admin says anew what there is to say about a project."""
    project = get_object_or_404(Project, pk=pk)
    today = timezone.localdate()
    back = reverse("programmes:project_detail", args=[pk])
    form = ProjectForm(request.POST or None, project=project, today=today, cancel_url=back)
    if form.is_valid():
        try:
            change_project(project, form.plan(), by=request.user, today=today)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect(back)
    return render(request, "programmes/project_edit.html", {"form": form, "project": project})


@require_http_methods(["GET", "POST"])
@role_required(*KEEPS_PROJECTS)
def project_people(request: UserRequest, pk: int) -> HttpResponse:
    """Whom somebody has entered as having taken part, and whether that person has released it."""
    project = get_object_or_404(Project, pk=pk)
    today = timezone.localdate()
    form = NamePersonForm(request.POST or None)
    if form.is_valid():
        try:
            contribution = note_contribution(project, form.cleaned_data["mail"], by=request.user, today=today)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("{name} is entered.").format(name=contribution.pilot))
            return redirect("programmes:project_people", pk)
    nameable = may_be_named(request.user, today)
    context = {
        "project": project,
        "form": form,
        "people": named_people(project, nameable, today),
        "suggestions": still_to_name(project, nameable),
    }
    return render(request, "programmes/project_people.html", context)


@require_http_methods(["GET", "POST"])
@role_required(*KEEPS_PROJECTS)
def project_person_remove(request: UserRequest, pk: int, contribution_pk: int) -> HttpResponse:
    """An entry made by mistake is taken out, as long as the person has not released it; GET leads back."""
    if request.method == "POST":
        nameable = may_be_named(request.user, timezone.localdate())
        own = ProjectContribution.objects.filter(pilot__in=nameable, released_at__isnull=True)
        contribution = get_object_or_404(own.select_related("pilot"), pk=contribution_pk, project__pk=pk)
        try:
            remove_contribution(contribution, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("{name} is no longer entered.").format(name=contribution.pilot))
    return redirect("programmes:project_people", pk)
