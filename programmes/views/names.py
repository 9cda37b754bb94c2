"""A name is put right, and letters address the person as they wish."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.access import UserRequest, role_required
from people.actions.pilots import PersonName, name_of
from people.errors import Refused
from people.models.role_grant import Role
from programmes.actions.correct_name import correct_name
from programmes.actions.enrol import address, printable
from programmes.forms.names import NameForm
from programmes.letters.check import fit_address
from programmes.models.enrolment import Enrolment
from programmes.rules.letter_sender import sender_in_force
from programmes.rules.salutation import salutation


@require_http_methods(["GET", "POST"])
@role_required(Role.COORDINATOR)
def name_correct(request: UserRequest, pk: int, enrolment_pk: int) -> HttpResponse:
    """A coordinator corrects a name; "preview" shows how a letter would address the person and saves nothing."""
    own = Enrolment.objects.run_by(request.user).select_related("pilot", "department", "cohort__programme__role_name")
    enrolment = get_object_or_404(own, pk=enrolment_pk, cohort__pk=pk)
    name = name_of(enrolment.pilot)
    form = NameForm(request.POST or None, initial=vars(name))
    if form.is_valid():
        try:
            name = printable(form.name(), enrolment.department)
            if "preview" not in request.POST:
                pilot = correct_name(enrolment, name, by=request.user)
                messages.success(request, _("The name is now “{name}”.").format(name=pilot))
                return redirect("programmes:enrolment_detail", pk, enrolment_pk)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    context = {
        "cohort": enrolment.cohort,
        "enrolment": enrolment,
        "form": form,
        "is_preview": form.is_bound and not form.errors,
        "letter": _letter_head(name, enrolment),
    }
    return render(request, "programmes/name_correct.html", context)


def _letter_head(name: PersonName, enrolment: Enrolment) -> dict[str, object]:
    """How a letter would address the person: German, whatever language the screen has."""
    try:
        rows = fit_address(address(name, enrolment.department))
    except Refused:
        rows = address(name, enrolment.department)
    return {
        "address": rows,
        "salutation": salutation(name, professor_without_name=sender_in_force().professor_without_name),
        "role": enrolment.cohort.programme.role_name.form(name.role_form),
    }
