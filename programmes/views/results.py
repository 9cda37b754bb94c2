"""The matrix of a round: who still lacks what, results entered in its cells, corrections one by one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.access import UserRequest, role_required
from people.errors import Refused
from people.models.role_grant import Role
from programmes.actions.results import correct_result, record_marks
from programmes.forms.results import CorrectionForm, MarksForm, ProgressFilter
from programmes.models.cohort import Cohort
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.module_result import ModuleResult
from programmes.rules.history import entries_like
from programmes.rules.matrix import matrix, words
from programmes.rules.reach import ahead_of, losses
from programmes.rules.recorded import recorded
from programmes.rules.standing import progress_of, rule_of


@require_http_methods(["GET", "POST"])
@role_required(Role.COORDINATOR)
def progress_matrix(request: UserRequest, pk: int) -> HttpResponse:
    """Where everybody in training stands; one result is entered in all cells marked, or in none."""
    cohort = get_object_or_404(Cohort.objects.run_by(request.user).select_related("curriculum"), pk=pk)
    people = list(cohort.enrolments.in_matrix().select_related("pilot").in_order())
    rule = rule_of(cohort.curriculum)
    standing = progress_of(cohort.curriculum, people, rule)
    today = timezone.localdate()
    form = MarksForm(request.POST or None, rule=rule, people=standing, today=today)
    if form.is_valid():
        try:
            results = record_marks(cohort, form.cleaned_data["marks"], form.outcome(), by=request.user, today=today)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            return redirect(f"{request.path}?{urlencode(request.GET.dict() | {'recorded': str(results[0].batch_id)})}")
    dates = ahead_of(cohort, timezone.now())
    lost = losses(rule, standing, dates)
    chosen = ProgressFilter(request.GET, rule=rule, at_risk=lost)
    context = {
        "cohort": cohort,
        "chosen": chosen,
        "form": form,
        "marked": form.marked(),
        "matrix": matrix(rule, chosen.apply(standing), dates, lost),
        "words": words(),
        "at_risk": len(lost),
        "ready": sum(person.is_ready for person in standing),
        "people": sum(not person.has_letter for person in standing),
        "recorded": recorded(cohort, request.GET.get("recorded", "")),
        "address": request.get_full_path(),
    }
    return render(request, "programmes/progress_matrix.html", context)


@require_http_methods(["GET", "POST"])
@role_required(Role.COORDINATOR)
def result_correct(request: UserRequest, pk: int, result_pk: int) -> HttpResponse:
    """One entry is replaced by a new one; all entries stay to be seen."""
    own = ModuleResult.objects.filter(enrolment__in=Enrolment.objects.run_by(request.user).filter(cohort__pk=pk))
    result = get_object_or_404(own.select_related("enrolment__pilot", "enrolment__cohort", "module"), pk=result_pk)
    back = reverse("programmes:progress_matrix", args=[pk])
    form = CorrectionForm(request.POST or None, result=result, cancel_url=back)
    if form.is_valid():
        try:
            correction = correct_result(result, form.outcome(), by=request.user, today=timezone.localdate())
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            sentence = _("Module {code} of {name} is now “{kind}”. The entry before is kept.")
            facts = {"code": result.module.code, "name": result.enrolment.pilot, "kind": correction.get_kind_display()}
            messages.success(request, sentence.format(**facts))
            return redirect(back)
    entries = entries_like(result)
    context = {
        "cohort": result.enrolment.cohort,
        "enrolment": result.enrolment,
        "module": result.module,
        "form": form,
        "entries": entries,
        "may_correct": entries[0] == result and result.enrolment.state == EnrolmentState.IN_TRAINING,
    }
    return render(request, "programmes/result_correct.html", context)
