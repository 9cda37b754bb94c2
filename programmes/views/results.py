"""The matrix of a round: who still lacks what; entries for many at once, corrections one by one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from people.access import UserRequest, role_required
from people.errors import Refused
from people.models.role_grant import Role
from people.models.user import User
from programmes.actions.results import correct_result, record_results
from programmes.forms.results import CorrectionForm, ProgressFilter, ResultsForm
from programmes.models.cohort import Cohort
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.module_result import ModuleResult, ResultKind
from programmes.models.programme import TrainingModule
from programmes.rules.history import entries_like
from programmes.rules.matrix import matrix
from programmes.rules.progress import Rule
from programmes.rules.standing import PersonProgress, progress_of, rule_of


@require_safe
@role_required(Role.COORDINATOR)
def progress_matrix(request: UserRequest, pk: int) -> HttpResponse:
    """Where everybody in training stands, with a form to enter one result for many of them."""
    cohort = _own(request.user, pk)
    rule, people = standing = _standing(cohort)
    chosen = ProgressFilter(request.GET, rule=rule)
    form = ResultsForm(rule=rule, people=people, today=timezone.localdate(), module=chosen.lacking)
    return _matrix_page(request, cohort, standing, chosen, form)


@require_http_methods(["GET", "POST"])
@role_required(Role.COORDINATOR)
def result_create(request: UserRequest, pk: int) -> HttpResponse:
    """One result of one module is entered for everybody ticked: for all of them or for nobody; GET leads back."""
    if request.method != "POST":  # after a new sign-in, or a change of language beside an error
        return redirect("programmes:progress_matrix", pk)
    cohort = _own(request.user, pk)
    rule, people = standing = _standing(cohort)
    today = timezone.localdate()
    form = ResultsForm(request.POST, rule=rule, people=people, today=today)
    if form.is_valid():
        module = TrainingModule.objects.get(pk=form.cleaned_data["module"])
        ticked = [person.enrolment for person in people if person.enrolment.pk in form.cleaned_data["enrolments"]]
        try:
            results = record_results(cohort, module, ticked, form.outcome(), by=request.user, today=today)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _recorded(module, form.cleaned_data["kind"], len(results)))
            return redirect("programmes:progress_matrix", pk)
    return _matrix_page(request, cohort, standing, ProgressFilter({}, rule=rule), form)


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


def _own(user: User, pk: int) -> Cohort:
    return get_object_or_404(Cohort.objects.run_by(user).select_related("curriculum"), pk=pk)


def _standing(cohort: Cohort) -> tuple[Rule, list[PersonProgress]]:
    people = list(cohort.enrolments.in_matrix().select_related("pilot").in_order())
    rule = rule_of(cohort.curriculum)
    return rule, progress_of(cohort.curriculum, people, rule)


def _matrix_page(
    request: UserRequest,
    cohort: Cohort,
    standing: tuple[Rule, list[PersonProgress]],
    chosen: ProgressFilter,
    form: ResultsForm,
) -> HttpResponse:
    rule, people = standing
    shown = chosen.apply(people)
    context = {
        "cohort": cohort,
        "chosen": chosen,
        "form": form,
        "matrix": matrix(rule, shown),
        "ready": sum(person.is_ready for person in people),
        "people": sum(not person.has_letter for person in people),
        "ticked": form.ticked(),
    }
    return render(request, "programmes/progress_matrix.html", context)


def _recorded(module: TrainingModule, kind: ResultKind, count: int) -> str:
    sentence = ngettext(
        "Module {code} recorded as “{kind}” for {count} person.",
        "Module {code} recorded as “{kind}” for {count} people.",
        count,
    )
    return sentence.format(code=module.code, kind=kind.label, count=count)
