"""A ceremony with the steps of its letters: at the desk before it, and in the hall."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from people.access import UserRequest, role_required
from people.errors import Refused
from people.models.role_grant import Role
from programmes.actions.ceremony_steps import note_step, take_back
from programmes.forms.ceremonies import StepForm
from programmes.models.ceremony import Ceremony, Step
from programmes.rules.ceremony import WAY, Place, is_settled, open_for, places_of, tally, waiting_letters

RUNS_CEREMONIES = (Role.ADMIN, Role.MAYORS_OFFICE)


@require_http_methods(["GET", "POST"])
@role_required(*RUNS_CEREMONIES)
def ceremony_detail(request: UserRequest, pk: int) -> HttpResponse:
    """The list with everything noted of its letters; POST notes a step for one or all, or takes one back."""
    ceremony = get_object_or_404(Ceremony, pk=pk)
    form = StepForm(ceremony, request.POST if request.method == "POST" else None)
    if form.is_valid() and _takes_step(request, ceremony, form):
        address, entry = reverse("programmes:ceremony_detail", args=[pk]), form.cleaned_data["entry"]
        return redirect(f"{address}#entry-{entry.pk}" if entry else address)
    today = timezone.localdate()
    places = places_of(ceremony)
    context = {
        "ceremony": ceremony,
        "form": form,
        "places": places,
        "tally": tally(places),
        "open_steps": _open_steps(places),
        "waiting": waiting_letters(today, ceremony).count(),
        "may_change": not is_settled(ceremony),
        "has_come": ceremony.held_on <= today,
        "today": today,
    }
    return render(request, "programmes/ceremony_detail.html", context)


@require_http_methods(["GET", "POST"])
@role_required(*RUNS_CEREMONIES)
def ceremony_hall(request: UserRequest, pk: int) -> HttpResponse:
    """One name after the other, large enough for a phone in the hall."""
    ceremony = get_object_or_404(Ceremony, pk=pk)
    form = StepForm(ceremony, request.POST if request.method == "POST" else None)
    if form.is_valid() and _takes_step(request, ceremony, form):
        # The next name stays where the thumb is, whatever stands above it.
        return redirect(f"{reverse('programmes:ceremony_hall', args=[pk])}#next")
    places = places_of(ceremony)
    expected = [place for place in places if place.is_expected]
    context = {
        "ceremony": ceremony,
        "form": form,
        "current": expected[0] if expected else None,
        "others": expected[1:],
        "absent": [place for place in places if place.last == Step.ABSENT and place.is_in_force],
        "given": [place for place in places if place.last == Step.HANDED_OVER],
        "tally": tally(places),
        "unsigned": sum(place.signed_on is None for place in expected),
        "has_come": ceremony.held_on <= timezone.localdate(),
    }
    return render(request, "programmes/ceremony_hall.html", context)


def _open_steps(places: Sequence[Place]) -> list[tuple[Step, int]]:
    """The steps that are next for somebody and can be noted for all at once, each with for how many."""
    following = {place.next for place in places if not place.entry.is_absent}
    counted = [(step, len(open_for(step, places))) for step in WAY if step in following]
    return [(step, count) for step, count in counted if count]


def _takes_step(request: UserRequest, ceremony: Ceremony, form: StepForm) -> bool:
    """Do what the form asks for and say so; where it is refused, the form says why."""
    today, typed = timezone.localdate(), form.cleaned_data
    step, entry = Step(typed["step"]), typed["entry"]
    try:
        if typed["back"]:
            take_back(entry, step, by=request.user, today=today)
            words = _("Taken back for {name}: {step}.")
            count = 1
        else:
            day = typed["day"] or today
            count = note_step(ceremony, step, entry=entry, day=day, by=request.user, today=today)
            words = ngettext("Noted for {count} letter: {step}.", "Noted for {count} letters: {step}.", count)
            words = _("{name}: {step}.") if entry else words
    except Refused as refusal:
        form.add_error("day" if refusal.field == "day" and not entry else None, str(refusal))
        return False
    name = entry.letter.name_as_printed if entry else ""
    messages.success(request, words.format(name=name, count=count, step=step.label))
    return True
