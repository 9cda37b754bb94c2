"""The administration is reorganised: departments founded, corrected, led, renamed, merged and closed.

What moves people is shown before it is done: the first answer to a valid form is a page that says what would move.
"""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.access import UserRequest, role_required
from people.actions.departments import (
    appoint_head,
    close_department,
    correct_department,
    found_department,
    merge_departments,
    merge_into_new,
    rename_department,
)
from people.actions.rehearse import rehearse
from people.errors import Refused
from people.forms.departments import (
    DepartmentCloseForm,
    DepartmentCreateForm,
    DepartmentEditForm,
    DepartmentHeadForm,
    DepartmentRenameForm,
    DepartmentsMergeForm,
)
from people.models.department import Department, DepartmentKind
from people.models.role_grant import Role
from people.rules.reorganisation import ONE_DAY, what_moves

EDITS = (Role.COORDINATOR, Role.ADMIN)


@require_http_methods(["GET", "POST"])
@role_required(*EDITS)
def department_create(request: UserRequest) -> HttpResponse:
    """A department is founded."""
    form = DepartmentCreateForm(
        request.POST or None, initial={"valid_from": timezone.localdate(), "parent": request.GET.get("parent")}
    )
    if form.is_valid():
        department = _try(form, lambda: found_department(**form.arguments(), by=request.user))
        if department is not None:
            messages.success(request, _("“{name}” is entered.").format(name=department))
            return redirect("people:department_detail", department.pk)
    return render(request, "people/department_create.html", {"form": form})


@require_http_methods(["GET", "POST"])
@role_required(*EDITS)
def department_edit(request: UserRequest, pk: int) -> HttpResponse:
    """Number, kind, place in the tree and sites of a department are put right."""
    department = _open_one(pk)
    facts = {"number": department.number, "kind": department.kind, "parent": department.parent_id}
    form = DepartmentEditForm(request.POST or None, initial={**facts, "sites": department.sites.all()})
    if form.is_valid() and _try(form, lambda: correct_department(department, **form.arguments(), by=request.user)):
        messages.success(request, _("The changes are saved."))
        return redirect("people:department_detail", pk)
    return render(request, "people/department_edit.html", {"form": form, "department": department})


@require_http_methods(["GET", "POST"])
@role_required(*EDITS)
def department_head(request: UserRequest, pk: int) -> HttpResponse:
    """Who leads a department and who deputises is named."""
    department = _open_one(pk)
    form = DepartmentHeadForm(request.POST or None, initial=_mails(department))
    if form.is_valid():
        named = _try(form, lambda: appoint_head(department, **form.cleaned_data, by=request.user))
        if named is not None:
            messages.success(request, _("The changes are saved."))
            return redirect("people:department_detail", pk)
    return render(request, "people/department_head.html", {"form": form, "department": department})


@require_http_methods(["GET", "POST"])
@role_required(*EDITS)
def department_rename(request: UserRequest, pk: int) -> HttpResponse:
    """A department bears another name from a day on; first what moves, then the change."""
    department = _open_one(pk)
    today = timezone.localdate()
    facts = {"name": department.name, "number": department.number, "on": today}
    form = DepartmentRenameForm(request.POST or None, initial=facts)
    context = {"form": form, "department": department}
    if form.is_valid():
        told = form.cleaned_data
        new = _confirmed(request, form, lambda: rename_department(department, **told, by=request.user, today=today))
        if new is not None:
            messages.success(request, _("The department is called “{name}” now.").format(name=new))
            return redirect("people:department_detail", new.pk)
        if _is_preview(request, form):
            context |= {"moves": what_moves([department], told["on"] - ONE_DAY), "told": told}
    return render(request, "people/department_rename.html", context)


@require_http_methods(["GET", "POST"])
@role_required(*EDITS)
def department_close(request: UserRequest, pk: int) -> HttpResponse:
    """A department ends and goes on in another one; first what moves, then the change."""
    department = _open_one(pk)
    today = timezone.localdate()
    form = DepartmentCloseForm(request.POST or None, initial={"last_day": today - ONE_DAY}, department=department)
    context = {"form": form, "department": department}
    if form.is_valid():
        told = form.cleaned_data
        closed = _confirmed(request, form, lambda: close_department(department, **told, by=request.user, today=today))
        if closed is not None:
            messages.success(request, _("“{name}” is closed.").format(name=closed))
            return redirect("people:department_detail", pk)
        if _is_preview(request, form):
            context |= {"moves": what_moves([department], told["last_day"]), "told": told}
    return render(request, "people/department_close.html", context)


@require_http_methods(["GET", "POST"])
@role_required(*EDITS)
def departments_merge(request: UserRequest) -> HttpResponse:
    """Several departments become one; first what moves, then the change."""
    today = timezone.localdate()
    form = DepartmentsMergeForm(
        request.POST or None, initial={"on": today, "departments": request.GET.getlist("departments")}
    )
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        told = form.cleaned_data
        merged = _confirmed(request, form, lambda: _merge(request, form))
        if merged is not None:
            messages.success(request, _("The departments go on as “{name}”.").format(name=merged))
            return redirect("people:department_detail", merged.pk)
        if _is_preview(request, form):
            closing = [unit for unit in told["departments"] if unit != told["into"]]
            context |= {"moves": what_moves(closing, told["on"] - ONE_DAY), "told": told, "closing": closing}
    return render(request, "people/departments_merge.html", context)


def _merge(request: UserRequest, form: DepartmentsMergeForm) -> Department:
    told = form.cleaned_data
    given = {"by": request.user, "on": told["on"], "today": timezone.localdate()}
    if told["into"] is not None:
        return merge_departments(told["departments"], into=told["into"], **given)
    kind = DepartmentKind(told["kind"])
    return merge_into_new(told["departments"], name=told["name"], number=told["number"], kind=kind, **given)


def _open_one(pk: int) -> Department:
    return get_object_or_404(Department.objects.open().select_related("head", "deputy"), pk=pk)


def _mails(department: Department) -> dict[str, str]:
    leaders = {"head": department.head, "deputy": department.deputy}
    return {name: account.email for name, account in leaders.items() if account is not None}


def _try(form: forms.Form, change: Callable[[], Department | None]) -> Department | None:
    """Do `change`; a refusal is told by the form, and there is no result."""
    try:
        return change()
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return None


def _confirmed(request: HttpRequest, form: forms.Form, change: Callable[[], Department]) -> Department | None:
    """Do `change` if the person confirmed it; else only see whether it could be done."""
    if "confirm" in request.POST:
        return _try(form, change)
    if "back" not in request.POST:
        _try(form, lambda: rehearse(change))
    return None


def _is_preview(request: HttpRequest, form: forms.Form) -> bool:
    return not form.errors and "back" not in request.POST
