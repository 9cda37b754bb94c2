"""Which letters stand on the list of a ceremony, and in which order."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from people.access import UserRequest, role_required
from people.errors import Refused
from people.models.role_grant import Role
from programmes.actions.ceremonies import Order, move_entry, put_on_list, sort_list, take_off_list
from programmes.forms.ceremonies import ArrangeForm, ListForm
from programmes.models.ceremony import Ceremony
from programmes.rules.ceremony import waiting_letters

RUNS_CEREMONIES = (Role.ADMIN, Role.MAYORS_OFFICE)


@require_http_methods(["GET", "POST"])
@role_required(*RUNS_CEREMONIES)
def ceremony_letters(request: UserRequest, pk: int) -> HttpResponse:
    """Choose letters that wait and put them on the list; all of them are ticked to begin with."""
    ceremony = get_object_or_404(Ceremony, pk=pk)
    form = ListForm(ceremony, request.POST if request.method == "POST" else None, today=timezone.localdate())
    if form.is_valid():
        try:
            entries = put_on_list(ceremony, form.cleaned_data["letters"], by=request.user)
        except Refused as refusal:
            form.add_error("letters", str(refusal))
        else:
            words = ngettext("{count} letter is on the list.", "{count} letters are on the list.", len(entries))
            messages.success(request, words.format(count=len(entries)))
            return redirect("programmes:ceremony_detail", pk)
    ticked = set(form["letters"].value() or ()) if form.is_bound else None
    related = ("appointment__enrolment__cohort", "appointment__enrolment__department")
    waiting = waiting_letters(timezone.localdate(), ceremony).select_related(*related)
    rows = [
        (letter, ticked is None or str(letter.pk) in ticked)
        for letter in waiting.defer("content", "appointment__evidence")
    ]
    return render(request, "programmes/ceremony_letters.html", {"ceremony": ceremony, "form": form, "rows": rows})


@require_POST
@role_required(*RUNS_CEREMONIES)
def ceremony_arrange(request: UserRequest, pk: int) -> HttpResponse:
    """Put the list in order, move a letter by one place or take one off; then back to the list."""
    ceremony = get_object_or_404(Ceremony, pk=pk)
    back = reverse("programmes:ceremony_detail", args=[pk])
    form = ArrangeForm(ceremony, request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect(back)
    do, entry = form.cleaned_data["do"], form.cleaned_data["entry"]
    try:
        if do in Order:
            sort_list(ceremony, Order(do), by=request.user)
            messages.success(request, _("The list is in order."))
        elif do == ArrangeForm.OFF:
            take_off_list(entry, by=request.user)
            messages.success(request, _("Letter {reference} is off the list.").format(reference=entry.letter))
            return redirect(back)
        else:
            move_entry(entry, up=do == ArrangeForm.UP, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{back}#entry-{entry.pk}" if entry else back)
