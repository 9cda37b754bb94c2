"""The occasions on which letters are handed over: looked up and planned."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from people.access import UserRequest, role_required
from people.errors import Refused
from people.models.role_grant import Role
from programmes.actions.ceremonies import change_ceremony, prepare_ceremony
from programmes.forms.ceremonies import CeremonyForm
from programmes.models.ceremony import Ceremony, CeremonyEntry, Handover
from programmes.models.letter import LetterState
from programmes.models.letter_text import Signatory
from programmes.rules.ceremony import waiting_letters

RUNS_CEREMONIES = (Role.ADMIN, Role.MAYORS_OFFICE)
PAGE_SIZE = 50


@require_safe
@role_required(*RUNS_CEREMONIES)
def ceremony_list(request: UserRequest) -> HttpResponse:
    """All ceremonies, the latest first, each with how far it is; and how many letters wait for one."""
    today = timezone.localdate()
    # As the page of a ceremony counts: what is no longer in force only where it was handed over.
    counted = CeremonyEntry.objects.filter(Q(letter__state=LetterState.ISSUED) | Q(letter__handover__isnull=False))
    ceremonies = Ceremony.objects.annotate(
        listed=_count(counted), given=_count(Handover.objects.all()), absent=_count(counted.filter(is_absent=True))
    )
    page = Paginator(ceremonies, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "waiting": waiting_letters(today).count(), "today": today}
    return render(request, "programmes/ceremony_list.html", context)


@require_http_methods(["GET", "POST"])
@role_required(*RUNS_CEREMONIES)
def ceremony_create(request: UserRequest) -> HttpResponse:
    """Prepare a ceremony; its list is next."""
    signatory = Signatory.objects.signing_on(timezone.localdate()).first()
    initial = {"host": str(signatory or "")}
    form = CeremonyForm(request.POST or None, initial=initial, cancel_url=reverse("programmes:ceremony_list"))
    if form.is_valid():
        try:
            ceremony = prepare_ceremony(**form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("The ceremony is prepared. Now choose the letters."))
            return redirect("programmes:ceremony_letters", ceremony.pk)
    return render(request, "programmes/ceremony_create.html", {"form": form})


@require_http_methods(["GET", "POST"])
@role_required(*RUNS_CEREMONIES)
def ceremony_edit(request: UserRequest, pk: int) -> HttpResponse:
    """Plan a ceremony otherwise."""
    ceremony = get_object_or_404(Ceremony, pk=pk)
    back = reverse("programmes:ceremony_detail", args=[pk])
    initial = {part: getattr(ceremony, part) for part in ("held_on", "place", "host")}
    form = CeremonyForm(request.POST or None, initial=initial, cancel_url=back)
    if form.is_valid():
        try:
            change_ceremony(ceremony, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("The ceremony is changed."))
            return redirect(back)
    return render(request, "programmes/ceremony_edit.html", {"form": form, "ceremony": ceremony})


def _count(rows: Any) -> Coalesce:
    """How many of `rows` belong to each ceremony, in a subquery, so that the counts do not multiply."""
    counted = rows.filter(ceremony=OuterRef("pk")).order_by().values("ceremony").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n")), 0)
