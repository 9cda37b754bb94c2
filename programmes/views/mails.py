"""The outbox: every mail the register sends, word for word; stopped before it leaves, sent again when it failed."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from people.access import UserRequest, has_role, role_required
from people.errors import Refused
from people.models.role_grant import Role
from programmes.actions.mails import send_again, stop
from programmes.forms.mails import OutboxFilter
from programmes.models.cohort import Cohort
from programmes.models.mail import MailBatch, MailBatchQuerySet, MailKind
from programmes.rules.outbox import STOPPABLE, MailQuestion, may_resend, shown, tallies

SEES_MAILS = (Role.COORDINATOR, Role.ADMIN)
PAGE_SIZE = 50
# A sender that works has sent what is due within a minute.
LATE_AFTER = timedelta(minutes=5)


@require_safe
@role_required(*SEES_MAILS)
def mail_batch_list(request: UserRequest) -> HttpResponse:
    """What was set off, newest first: for a coordinator of the own rounds, for an admin of all."""
    rounds = Cohort.objects.all() if has_role(request, Role.ADMIN) else Cohort.objects.run_by(request.user)
    search = OutboxFilter(request.GET, rounds=rounds)
    found = search.apply(_visible(request)).select_related("cohort", "made_by")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    counted = tallies(list(page))
    context = {
        "search": search,
        "page": page,
        "rows": [(batch, counted[batch.pk]) for batch in page],
        "is_filtered": any(search.cleaned_data.values()),
        "may_write": has_role(request, Role.ADMIN),
    }
    return render(request, "programmes/mail_batch_list.html", context)


@require_safe
@role_required(*SEES_MAILS)
def mail_batch_detail(request: UserRequest, pk: int) -> HttpResponse:
    """One batch: to whom, in which words, and what became of each mail."""
    batch = get_object_or_404(_visible(request).select_related("cohort", "made_by"), pk=pk)
    mails = batch.messages.remembered().select_related("email", "pilot", "enrolment__pilot", "resent_as", "resent")
    page = Paginator(mails.prefetch_related("email__logs").order_by("pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    count = tallies([batch])[batch.pk]
    waiting = sum(tally.mails for tally in count if tally.state in STOPPABLE)
    context = {
        "batch": batch,
        "tallies": count,
        "page": page,
        "mails": [shown(message) for message in page],
        "forgotten": sum(tally.mails for tally in count) - page.paginator.count,
        "waiting": waiting,
        "is_late": waiting and timezone.now() > batch.leaves_at + LATE_AFTER,
    }
    return render(request, "programmes/mail_batch_detail.html", context)


@require_http_methods(["GET", "POST"])
@role_required(*SEES_MAILS)
def mail_batch_cancel(request: UserRequest, pk: int) -> HttpResponse:
    """Stop what has not left; GET leads back to the batch, because time is short and nothing is lost by stopping."""
    batch = get_object_or_404(_visible(request), pk=pk)
    if request.method == "POST":
        try:
            stopped = stop(batch, by=request.user, at=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            told = ngettext("{count} mail is stopped.", "{count} mails are stopped.", stopped)
            messages.success(request, told.format(count=stopped))
    return redirect("programmes:mail_batch_detail", pk)


@require_http_methods(["GET", "POST"])
@role_required(*SEES_MAILS)
def mail_resend(request: UserRequest, pk: int, message_pk: int) -> HttpResponse:
    """Send one mail once more, after a look at it."""
    batch = get_object_or_404(_visible(request), pk=pk)
    message = get_object_or_404(batch.messages.select_related("email"), pk=message_pk)
    refused = ""
    if request.method == "POST":
        try:
            again = send_again(message, by=request.user, at=timezone.now())
        except Refused as refusal:
            refused = str(refusal)
        else:
            messages.success(request, _("The mail waits in the outbox once more."))
            return redirect("programmes:mail_batch_detail", again.pk)
    email = message.email
    context = {
        "batch": batch,
        "question": MailQuestion(MailKind(batch.kind), tuple(email.to), email.subject, email.message),
        "may_resend": may_resend(message),
        "refused": refused,
    }
    return render(request, "programmes/mail_resend.html", context)


def _visible(request: UserRequest) -> MailBatchQuerySet:
    """What concerns the own rounds, as subquery; for an admin the mails of all others, too, but for those that tell a
    decision on recognition: how somebody stands is for the person and the coordinators of the round."""
    own = Q(pk__in=MailBatch.objects.visible_to(request.user).order_by().values("pk"))
    if has_role(request, Role.ADMIN):
        return MailBatch.objects.filter(own | ~Q(kind=MailKind.RECOGNITION_DECIDED))
    return MailBatch.objects.filter(own)
