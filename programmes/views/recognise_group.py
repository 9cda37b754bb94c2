"""Modules are recognised for several people of a round: ticked or pasted, looked at, entered."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from people.access import UserRequest, role_required
from people.errors import Refused
from people.models.role_grant import Role
from programmes.actions.recognise_group import group_of, recognise_group
from programmes.forms.recognitions import GroupForm
from programmes.models.cohort import Cohort
from programmes.models.enrolment import EnrolmentState
from programmes.models.module_result import ModuleResult
from programmes.models.programme import TrainingModule
from programmes.rules.recognitions import mark_of
from programmes.rules.standing import rule_of


@require_http_methods(["GET", "POST"])
@role_required(Role.COORDINATOR)
def group_recognise(request: UserRequest, pk: int) -> HttpResponse:
    """Choose people and modules, see what that would enter, enter it: for all of them or for nobody."""
    own = Cohort.objects.run_by(request.user).select_related("curriculum")
    cohort = get_object_or_404(own, pk=pk)
    training = cohort.enrolments.filter(state=EnrolmentState.IN_TRAINING).select_related("pilot__user").in_order()
    people, today = list(training), timezone.localdate()
    data = request.POST if request.method == "POST" else None
    entries = rule_of(cohort.curriculum).entries
    form = GroupForm(data, entries=entries, people=people, today=today, initial={"decided_by": request.user.name})
    group, mark = None, ""
    if form.is_valid() and "change" not in request.POST:
        told = form.cleaned_data
        modules = list(TrainingModule.objects.filter(pk__in=told["modules"]).order_by("code"))
        if "confirm" in request.POST:
            why = {name: told[name] for name in ("mark", "reason", "decided_by")}
            try:
                results = recognise_group(cohort, modules, told["chosen"], **why, by=request.user, today=today)
            except Refused as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            else:
                messages.success(request, _told(results))
                return redirect("programmes:progress_matrix", pk)
        group = group_of(cohort, modules, told["chosen"])
        mark = mark_of(group)
    context = {"cohort": cohort, "form": form, "people": people, "group": group, "mark": mark}
    context["gains"] = sum(len(one.gains) for one in group or ())
    return render(request, "programmes/group_recognise.html", context)


def _told(results: list[ModuleResult]) -> str:
    people = len({result.enrolment_id for result in results})
    sentence = ngettext(
        "{entries} entries: modules are recognised for {people} person.",
        "{entries} entries: modules are recognised for {people} people.",
        people,
    )
    return sentence.format(entries=len(results), people=people)
