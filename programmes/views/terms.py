"""Appointments whose term ends: who, when, and carried on with one click."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from digilotsen.fresh import entries, prove_elsewhere
from people.access import UserRequest, role_required
from people.errors import Refused
from people.models.role_grant import Role
from programmes.actions.renew_appointments import renew_appointments
from programmes.forms.letter_acts import RenewForm
from programmes.rules.terms import ending_terms, next_term


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMIN)
def terms_renew(request: UserRequest) -> HttpResponse:
    """The terms that end soon or ended lately, with the days of the next one; those chosen are carried on."""
    today = timezone.localdate()
    ending = ending_terms(today).select_related("pilot", "enrolment__cohort").defer("evidence")
    form = RenewForm(ending, entries(request), request=request, today=today)
    if request.method == "POST" and form.is_valid():
        if form.proves_elsewhere:
            return prove_elsewhere(request)
        now = timezone.now().replace(microsecond=0)
        try:
            letters = renew_appointments(
                form.cleaned_data["appointments"], by=request.user, at=now, signatory=form.deputy
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            words = ngettext("{count} appointment is carried on.", "{count} appointments are carried on.", len(letters))
            messages.success(request, words.format(count=len(letters)))
            return redirect("programmes:letter_list")
    # Who alone stands there is chosen already: one click carries the appointment on.
    alone = {str(appointment.pk) for appointment in ending} if len(ending) == 1 else set()
    wanted = set(form["appointments"].value() or ()) if form.is_bound else alone
    rows = [
        {
            "appointment": appointment,
            "next": next_term(appointment, today),
            "is_over": appointment.effective_until is not None and appointment.effective_until < today,
            "is_chosen": str(appointment.pk) in wanted,
        }
        for appointment in ending
    ]
    context = {"form": form, "rows": rows, "has_own_length": bool(settings.APPOINTMENT_TERM_MONTHS)}
    return render(request, "programmes/terms_renew.html", context)
