"""Letters reach their owners' hands, a round at a time."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from people.access import UserRequest, role_required
from people.errors import Refused
from people.models.role_grant import Role
from programmes.actions.hand_over import hand_over
from programmes.forms.letters import HandoverForm, RoundForm
from programmes.models.cohort import Cohort
from programmes.models.letter import AppointmentLetter
from programmes.models.letter_text import Signatory
from programmes.rules.ceremony import not_listed


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMIN, Role.MAYORS_OFFICE)
def letters_hand_over(request: UserRequest) -> HttpResponse:
    """Note which letters of a round were handed over, when, where and by whom."""
    rounds = _rounds_waiting()
    cohort = _chosen_round(request, rounds)
    if cohort is None:
        listed = AppointmentLetter.objects.to_hand_over().count()  # whoever is on no list would have a round here
        return render(request, "programmes/letters_hand_over.html", {"listed": listed})
    form = HandoverForm(cohort, request.POST or None, initial=_initial())
    if form.is_valid():
        try:
            done = hand_over(**form.cleaned_data, by=request.user, today=timezone.localdate())
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            words = ngettext("{count} letter was handed over.", "{count} letters were handed over.", len(done))
            messages.success(request, words.format(count=len(done)))
            return redirect(f"{reverse('programmes:letter_list')}?round={cohort.pk}")
    waiting = not_listed(AppointmentLetter.objects.of_round(cohort).to_hand_over()).by_name()
    wanted = set(form["letters"].value() or ()) if form.is_bound else None
    rows = [(letter, wanted is None or str(letter.pk) in wanted) for letter in waiting.defer("content")]
    context = {"form": form, "cohort": cohort, "rounds": rounds, "rows": rows}
    return render(request, "programmes/letters_hand_over.html", context)


def _rounds_waiting() -> dict[int, tuple[Cohort, int]]:
    """The rounds in which somebody waits for a letter and stands on no ceremony's list, with how many; two queries."""
    counted = not_listed(AppointmentLetter.objects.to_hand_over()).values_list("appointment__enrolment__cohort")
    counts = dict(counted.annotate(Count("pk")).order_by())
    return {cohort.pk: (cohort, counts[cohort.pk]) for cohort in Cohort.objects.filter(pk__in=counts)}


def _chosen_round(request: UserRequest, waiting: dict[int, tuple[Cohort, int]]) -> Cohort | None:
    """The round in the address, else the newest one in which a letter waits; 404 for one that does not exist."""
    if not request.GET.get("round"):
        return next((cohort for cohort, _count in waiting.values()), None)
    asked = RoundForm(request.GET)
    if not asked.is_valid():
        raise Http404
    found: Cohort = asked.cleaned_data["round"]
    return found


def _initial() -> dict[str, Any]:
    """Today, and whoever signs letters today."""
    today = timezone.localdate()
    signatory = Signatory.objects.signing_on(today).first()
    return {"held_on": today, "host": str(signatory or "")}
