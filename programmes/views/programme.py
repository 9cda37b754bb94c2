"""What the programme is, what is learned in it, and how somebody joins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from people.access import UserRequest, has_role, role_required
from people.errors import Refused
from people.models.role_grant import Role
from programmes.actions.curriculum import add_module, change_module, release_curriculum
from programmes.actions.interests import close_interest, say_interest
from programmes.actions.programme import change_programme, set_up_programme
from programmes.forms.programme import CurriculumForm, ModuleForm, ProgrammeForm
from programmes.models.cohort import Cohort, CohortState
from programmes.models.curriculum import Curriculum
from programmes.models.interest import Interest
from programmes.models.programme import Programme, TrainingModule

KEEPS_PROGRAMME = (Role.COORDINATOR,)
SHOWN = (CohortState.PLANNED, CohortState.ENROLLING)


def _first() -> Programme | None:
    """The programme of this register; None before it is set up."""
    return Programme.objects.select_related("role_name", "office").order_by("pk").first()


def _programme() -> Programme:
    """The programme of this register, or 404 before it is set up."""
    found = _first()
    if found is None:
        raise Http404
    return found


@require_safe
@role_required(Role.STAFF)
def programme(request: UserRequest) -> HttpResponse:
    """What it is for, what one does afterwards, what is learned, and when the next round begins."""
    found = _first()
    may_keep = has_role(request, *KEEPS_PROGRAMME)
    if found is None:
        return render(request, "programmes/programme_missing.html", {"may_keep": may_keep})
    curriculum = found.curricula.order_by("-version").first()
    entries = (
        curriculum.entries.select_related("module__subject_area").prefetch_related("module__prerequisites")
        if curriculum
        else []
    )
    context = {
        "programme": found,
        "curriculum": curriculum,
        "entries": entries,
        "rounds": Cohort.objects.filter(programme=found, state__in=SHOWN).order_by("starts_on"),
        "may_keep": may_keep,
    }
    return render(request, "programmes/programme.html", context)


@require_http_methods(["GET", "POST"])
@role_required(Role.STAFF)
def programme_join(request: UserRequest) -> HttpResponse:
    """Somebody says that they would like to become one, or takes it back."""
    found = _programme()
    today = timezone.localdate()
    if request.method == "POST":
        try:
            if request.POST.get("step") == "take_back":
                close_interest(request.user, by=request.user, today=today)
                messages.success(request, _("Your interest is no longer noted."))
            else:
                say_interest(found, request.user, today=today)
                messages.success(request, _("Thank you: the coordinators see that you would like to take part."))
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("programmes:programme_join")
    context = {
        "programme": found,
        "rounds": Cohort.objects.filter(programme=found, state__in=SHOWN).order_by("starts_on"),
        "interest": Interest.objects.still_open().filter(programme=found, user=request.user).first(),
    }
    return render(request, "programmes/programme_join.html", context)


@require_safe
@role_required(*KEEPS_PROGRAMME)
def interest_list(request: UserRequest) -> HttpResponse:
    """Who would like to take part, the longest waiting first, and the open rounds to enrol them in."""
    context = {
        "interests": Interest.objects.still_open().select_related("user__department"),
        "rounds": Cohort.objects.run_by(request.user).open_on(timezone.localdate()),
    }
    return render(request, "programmes/interest_list.html", context)


@require_http_methods(["GET", "POST"])
@role_required(*KEEPS_PROGRAMME)
def programme_edit(request: UserRequest) -> HttpResponse:
    """A coordinator sets the programme up, and keeps what it is called, who runs it and what employees read."""
    found = _first()
    back = reverse("programmes:programme")
    form = ProgrammeForm(request.POST or None, programme=found, today=timezone.localdate(), cancel_url=back)

    def save() -> Programme:
        more = form.cleaned_data["more_areas"]
        if found is None:
            return set_up_programme(form.plan(), areas=more, by=request.user)
        return change_programme(found, form.plan(), areas=form.names_of_areas(), more_areas=more, by=request.user)

    return _saved(request, form, save, "programmes/programme_edit.html", programme=found)


@require_http_methods(["GET", "POST"])
@role_required(*KEEPS_PROGRAMME)
def module_create(request: UserRequest) -> HttpResponse:
    """A coordinator adds a module; it counts once a curriculum holds it."""
    form = ModuleForm(request.POST or None, programme=_programme(), cancel_url=reverse("programmes:programme"))

    def save() -> TrainingModule:
        told = form.cleaned_data
        return add_module(told["area"], told["code"], by=request.user, **form.told())

    return _saved(request, form, save, "programmes/module_create.html")


@require_http_methods(["GET", "POST"])
@role_required(*KEEPS_PROGRAMME)
def module_edit(request: UserRequest, pk: int) -> HttpResponse:
    """A coordinator corrects a module."""
    module = get_object_or_404(TrainingModule.objects.select_related("programme"), pk=pk)
    back = reverse("programmes:programme")
    form = ModuleForm(request.POST or None, programme=module.programme, module=module, cancel_url=back)
    return _saved(
        request,
        form,
        lambda: change_module(module, by=request.user, **form.told()),
        "programmes/module_edit.html",
        module=module,
    )


@require_http_methods(["GET", "POST"])
@role_required(*KEEPS_PROGRAMME)
def curriculum_create(request: UserRequest) -> HttpResponse:
    """A coordinator releases the next version; the form begins with the last one, which stays as it is."""
    found = _programme()
    last = Curriculum.objects.filter(programme=found).order_by("-version").first()
    modules = list(found.modules.order_by("subject_area__position", "code"))
    form = CurriculumForm(request.POST or None, modules=modules, last=last, cancel_url=reverse("programmes:programme"))

    def save() -> Curriculum:
        return release_curriculum(found, by=request.user, **form.told())

    return _saved(request, form, save, "programmes/curriculum_create.html", last=last)


def _saved(request: UserRequest, form: Any, save: Callable[[], object], page: str, **context: Any) -> HttpResponse:
    """The page again with what is wrong, or back to the programme once it is saved."""
    if form.is_valid():
        try:
            save()
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("programmes:programme")
    return render(request, page, {"form": form, **context})
