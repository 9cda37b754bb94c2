"""Somebody has recognised what they learned elsewhere: asks for it, sees the decision, takes the request back."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.access import UserRequest, role_required
from people.errors import Refused
from people.models.pilot import Pilot
from people.models.role_grant import Role
from programmes.actions.recognition_requests import request_recognition, withdraw_recognition
from programmes.forms.recognitions import RecognitionForm
from programmes.models.enrolment import Enrolment
from programmes.models.programme import TrainingModule
from programmes.models.recognition_request import RecognitionEvidence, RecognitionRequest
from programmes.rules.recognitions import applies_with, modules_to_ask_for

TAKES_PART = (Role.PILOT, Role.TRAINEE)


@require_http_methods(["GET", "POST"])
@role_required(*TAKES_PART)
def my_recognition(request: UserRequest) -> HttpResponse:
    """What the person has asked for and what came of it; a new request while a module is open."""
    pilot = get_object_or_404(Pilot, user=request.user)
    enrolment = applies_with(pilot)
    form = _form(request, enrolment) if enrolment else None
    if enrolment and form and form.is_valid():
        told = form.cleaned_data
        modules = TrainingModule.objects.filter(pk__in=told["modules"])
        try:
            request_recognition(
                enrolment, list(modules), told["told"], told["evidence"], by=request.user, today=timezone.localdate()
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Your request is with the coordinators. You get a mail once it is decided."))
            return redirect("programmes:my_recognition")
    if form:
        form.ask_for_files_again()
    evidence = Prefetch("evidence", RecognitionEvidence.objects.defer("content"))
    own = RecognitionRequest.objects.of_person(request.user).select_related("decided_by")
    requests = own.prefetch_related("modules", evidence).order_by("-requested_on", "-pk")
    context = {
        "enrolment": enrolment,
        "form": form,
        "requests": requests,
        "keeps_days": settings.EVIDENCE_RETENTION_DAYS,
    }
    return render(request, "programmes/my_recognition.html", context)


@require_http_methods(["GET", "POST"])
@role_required(*TAKES_PART)
def my_recognition_withdraw(request: UserRequest, pk: int) -> HttpResponse:
    """The person takes an own request back; GET leads to the requests."""
    own = get_object_or_404(RecognitionRequest.objects.of_person(request.user), pk=pk)
    if request.method == "POST":
        try:
            withdraw_recognition(own, by=request.user, today=timezone.localdate())
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Your request is withdrawn, and its files are deleted."))
    return redirect("programmes:my_recognition")


def _form(request: UserRequest, enrolment: Enrolment) -> RecognitionForm | None:
    """The form for the modules still open; None where nothing is left to ask for."""
    entries = modules_to_ask_for(enrolment)
    if not entries:
        return None
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    return RecognitionForm(*posted, entries=entries, cancel_url=reverse("programmes:my_qualification"))
