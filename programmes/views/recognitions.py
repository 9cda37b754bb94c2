"""Requests for recognition as the coordinators of a round see them: what is open, one of them, its files."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from digilotsen.downloads import file_response
from people.access import UserRequest, request_roles, role_required
from people.errors import Refused
from people.models.role_grant import Role
from programmes.actions.recognition_evidence import read_evidence
from programmes.actions.recognition_requests import grant_recognition, refuse_recognition
from programmes.forms.recognitions import Decision, DecisionForm
from programmes.models.enrolment import EnrolmentState
from programmes.models.recognition_request import (
    DECIDED,
    EvidenceKind,
    RecognitionEvidence,
    RecognitionRequest,
)
from programmes.rules.recognitions import asked_modules

PAGE_SIZE = 25
DECIDED_SHOWN = 10
# A file somebody else made opens nowhere but where it is saved, and can do nothing here even if a browser shows it.
SANDBOX = "default-src 'none'; sandbox"


@require_safe
@role_required(Role.COORDINATOR)
def recognition_list(request: UserRequest) -> HttpResponse:
    """What somebody waits for in the own rounds, the oldest first, and what was decided last."""
    own = RecognitionRequest.objects.run_by(request.user).prefetch_related("modules")
    own = own.select_related("enrolment__pilot", "enrolment__cohort", "decided_by")
    page = Paginator(own.to_decide(), PAGE_SIZE).get_page(request.GET.get("page"))
    decided = own.filter(state__in=DECIDED).order_by("-decided_on", "-pk")[:DECIDED_SHOWN]
    return render(request, "programmes/recognition_list.html", {"page": page, "decided": decided})


@require_http_methods(["GET", "POST"])
@role_required(Role.COORDINATOR)
def recognition_detail(request: UserRequest, pk: int) -> HttpResponse:
    """One request with its words and files; it is granted or refused here, with the reason."""
    evidence = Prefetch("evidence", RecognitionEvidence.objects.defer("content"))
    own = RecognitionRequest.objects.run_by(request.user).prefetch_related(evidence)
    related = ("enrolment__pilot", "enrolment__cohort__curriculum", "enrolment__department", "decided_by")
    asked = get_object_or_404(own.select_related(*related), pk=pk)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        is_granted = form.cleaned_data["decision"] == Decision.GRANT
        decide = grant_recognition if is_granted else refuse_recognition
        try:
            decide(asked, form.cleaned_data["reason"], by=request.user, at=timezone.now())
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            sentence = _("Recognised. {name} is told by mail.") if is_granted else _("Decided. {name} is told by mail.")
            messages.success(request, sentence.format(name=asked.enrolment.pilot))
            return redirect("programmes:recognition_list")
    enrolment = asked.enrolment
    context = {
        "asked": asked,
        "modules": asked_modules(asked),
        "form": form,
        "is_own": enrolment.pilot.user_id == request.user.pk,
        "trains": enrolment.state == EnrolmentState.IN_TRAINING,
    }
    return render(request, "programmes/recognition_detail.html", context)


@require_GET
@role_required(Role.COORDINATOR, Role.PILOT, Role.TRAINEE)
def recognition_evidence(request: UserRequest, pk: int, evidence_pk: int) -> HttpResponse:
    """A file, to be saved; for the person and the coordinators of the round. Who took it is an event."""
    seen = RecognitionEvidence.objects.visible_to(request.user, request_roles(request))
    evidence = get_object_or_404(seen, pk=evidence_pk, request=pk)
    content = read_evidence(evidence, by=request.user)
    response = file_response(content, evidence.name, EvidenceKind(evidence.kind).media_type)
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
