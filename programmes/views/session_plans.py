"""A coordinator plans the dates of a round, changes them, calls them off, and tells people."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from people.access import UserRequest, role_required
from people.errors import Refused
from people.models.role_grant import Role
from programmes.actions.mails import question as mail_question
from programmes.actions.session_mails import drafts_of, tell
from programmes.actions.sessions import cancel_session, change_session, plan_sessions
from programmes.forms.sessions import SessionForm
from programmes.models.cohort import Cohort
from programmes.rules.session_news import TELLS, news_of


@require_http_methods(["GET", "POST"])
@role_required(Role.COORDINATOR)
def session_create(request: UserRequest, pk: int) -> HttpResponse:
    """Dates of a module are planned, several at once if they like."""
    cohort = get_object_or_404(Cohort.objects.run_by(request.user), pk=pk)
    form = SessionForm(request.POST or None, cohort=cohort, cancel_url=reverse("programmes:session_list", args=[pk]))
    if form.is_valid():
        try:
            plan_sessions(cohort, form.plans, by=request.user)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The session is planned. Nobody has been told yet."))
            return redirect("programmes:session_tell", pk)
    return render(request, "programmes/session_create.html", {"form": form, "cohort": cohort})


@require_http_methods(["GET", "POST"])
@role_required(Role.COORDINATOR)
def session_edit(request: UserRequest, pk: int, session_pk: int) -> HttpResponse:
    """A session is put off or moved; whoever knew of the old one is told next."""
    cohort = get_object_or_404(Cohort.objects.run_by(request.user), pk=pk)
    session = get_object_or_404(cohort.sessions.taking_place().select_related("module"), pk=session_pk)
    back = reverse("programmes:session_detail", args=[pk, session_pk])
    form = SessionForm(request.POST or None, cohort=cohort, session=session, cancel_url=back)
    if form.is_valid():
        try:
            change_session(session, form.plans[0], by=request.user)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("programmes:session_tell", pk)
    return render(request, "programmes/session_edit.html", {"form": form, "cohort": cohort, "session": session})


@require_POST
@role_required(Role.COORDINATOR)
def session_cancel(request: UserRequest, pk: int, session_pk: int) -> HttpResponse:
    """A session is called off; whoever knew of it is told next."""
    cohort = get_object_or_404(Cohort.objects.run_by(request.user), pk=pk)
    session = get_object_or_404(cohort.sessions.all(), pk=session_pk)
    try:
        cancel_session(session, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("programmes:session_detail", pk, session_pk)
    messages.success(request, _("The session is called off."))
    return redirect("programmes:session_tell", pk)


@require_http_methods(["GET", "POST"])
@role_required(Role.COORDINATOR)
def session_tell(request: UserRequest, pk: int) -> HttpResponse:
    """What people do not know yet of the round's dates, and the mails that would tell them."""
    cohort = get_object_or_404(Cohort.objects.run_by(request.user), pk=pk)
    now = timezone.now()
    kind = next((kind for kind in TELLS if kind == request.POST.get("kind")), None)
    if kind:
        try:
            batch = tell(kind, cohort, by=request.user, at=now)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("programmes:session_list", pk)
        messages.success(request, _("The mails are in the outbox and leave in a few minutes."))
        return redirect("programmes:mail_batch_detail", batch.pk)
    news = news_of(cohort, now)
    drafts = {kind: drafts_of([one for one in news if one.kind == kind], now) for kind in TELLS}
    questions = [(kind, mail_question(kind, mails)) for kind, mails in drafts.items() if mails]
    if not questions:
        return redirect("programmes:session_list", pk)
    return render(request, "programmes/session_tell.html", {"cohort": cohort, "questions": questions})
