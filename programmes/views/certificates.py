"""Certificates of participation: each person takes their own, the coordinator those of the round."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from digilotsen.downloads import file_response
from people.access import UserRequest, role_required
from people.errors import Refused
from people.models.role_grant import Role
from programmes.actions.print_certificate import print_certificate
from programmes.models.enrolment import Enrolment
from programmes.models.module_result import ModuleResult


@require_safe
@role_required(Role.PILOT, Role.TRAINEE)
def certificate(request: UserRequest, pk: int) -> HttpResponse:
    """The certificate for one of the modules the person has passed."""
    result = get_object_or_404(ModuleResult.objects.certified().filter(enrolment__pilot__user=request.user), pk=pk)
    return _shown(request, result) or redirect("programmes:my_qualification")


@require_safe
@role_required(Role.COORDINATOR)
def cohort_certificate(request: UserRequest, pk: int, result_pk: int) -> HttpResponse:
    """The same for somebody of a round, for those who run it."""
    own = Enrolment.objects.run_by(request.user).filter(cohort__pk=pk)
    result = get_object_or_404(ModuleResult.objects.certified().filter(enrolment__in=own), pk=result_pk)
    return _shown(request, result) or redirect("programmes:result_correct", pk, result_pk)


def _shown(request: UserRequest, result: ModuleResult) -> HttpResponse | None:
    """The PDF; None where it cannot be made, with a message that says why."""
    try:
        pdf = print_certificate(result, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, _("The certificate cannot be printed: {reason}").format(reason=refusal))
        return None
    name = get_valid_filename(f"Teilnahmebescheinigung {result.module.code} {result.enrolment.pilot}.pdf")
    return file_response(pdf, name, "application/pdf", is_shown=True)
