"""One module for many people at once, and one click that takes back what was recorded together."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from people.access import UserRequest, role_required
from people.errors import Refused
from people.models.role_grant import Role
from people.models.user import User
from programmes.actions.results import record_marks
from programmes.actions.undo_results import undo_results
from programmes.forms.results import BulkForm
from programmes.models.cohort import Cohort
from programmes.models.module_session import ModuleSession
from programmes.models.result_batch import ResultBatch
from programmes.rules.bulk_entry import BulkEntry, bulk_entry, held_sessions
from programmes.rules.standing import progress_of, rule_of


@require_http_methods(["GET", "POST"])
@role_required(Role.COORDINATOR)
def result_create(request: UserRequest, pk: int) -> HttpResponse:
    """One module for everybody who lacks it, or for those present at a session; the address says which."""
    cohort = _own(request.user, pk)
    asked = {name: request.GET.get(name, "") for name in ("session", "module")}
    if not any(asked.values()):
        return redirect("programmes:progress_matrix", pk)
    today = timezone.localdate()
    sessions = list(held_sessions(cohort, timezone.now()).select_related("module"))
    entry = _entry(cohort, sessions, **asked)
    form = BulkForm(request.POST or None, entry=entry, today=today)
    if form.is_valid():
        marks = [(enrolment, entry.module.module_id) for enrolment in form.cleaned_data["enrolments"]]
        try:
            results = record_marks(cohort, marks, form.outcome(), by=request.user, today=today)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            matrix = reverse("programmes:progress_matrix", args=[pk])
            return redirect(f"{matrix}?recorded={results[0].batch_id}")
    context = {
        "cohort": cohort,
        "entry": entry,
        "form": form,
        "ticked": form.ticked(),
        "sessions": [session for session in sessions if session.module_id == entry.module.module_id],
    }
    return render(request, "programmes/result_create.html", context)


@require_http_methods(["GET", "POST"])
@role_required(Role.COORDINATOR)
def results_undo(request: UserRequest, pk: int, batch_pk: int) -> HttpResponse:
    """What was recorded together is open again, all of it or nothing; GET leads back to the matrix."""
    matrix = reverse("programmes:progress_matrix", args=[pk])
    batch = get_object_or_404(ResultBatch, cohort=_own(request.user, pk), pk=batch_pk)
    if request.method != "POST":
        return redirect(matrix)
    try:
        opened = undo_results(batch, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(f"{matrix}?recorded={batch_pk}")
    sentence = ngettext("{count} entry is taken back.", "{count} entries are taken back.", len(opened))
    messages.success(request, sentence.format(count=len(opened)))
    return redirect(matrix)


def _own(user: User, pk: int) -> Cohort:
    return get_object_or_404(Cohort.objects.run_by(user).select_related("curriculum"), pk=pk)


def _entry(cohort: Cohort, sessions: list[ModuleSession], *, session: str, module: str) -> BulkEntry:
    """What the address asks for; 404 for a session not held yet or called off, and for a module that is not taught."""
    held = next((one for one in sessions if str(one.pk) == session), None)
    wanted = str(held.module_id) if held else module
    rule = rule_of(cohort.curriculum)
    entry = next((one for one in rule.entries if str(one.module_id) == wanted), None)
    if entry is None or (session and held is None):
        raise Http404
    people = list(cohort.enrolments.in_matrix().select_related("pilot", "department").in_order())
    present = dict(held.attendances.values_list("enrolment", "was_present")) if held else {}
    return bulk_entry(entry, progress_of(cohort.curriculum, people, rule), held, present)
