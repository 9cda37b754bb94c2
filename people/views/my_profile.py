"""The own entry: what a person of the programme tells about themselves, and what colleagues see of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from digilotsen.htmx import render_page
from people.access import UserRequest, role_required
from people.actions.profiles import confirm_details, write_own_profile
from people.forms.my_profile import ProfileForm
from people.models.pilot import Pilot
from people.models.role_grant import Role
from people.rules.audit_words import changes_by_others
from people.rules.consents import consent_text
from people.rules.own_profile import previewed
from people.rules.profile import visible_cards

TAKES_PART = (Role.PILOT, Role.TRAINEE)


@require_http_methods(["GET", "POST"])
@role_required(*TAKES_PART)
def my_profile(request: UserRequest) -> HttpResponse:
    """Write the own profile and release what of it colleagues see; trainees prepare theirs."""
    pilot = get_object_or_404(Pilot, user=request.user)
    form = ProfileForm(request.POST if request.method == "POST" else None, pilot=pilot)
    if form.is_valid():
        write_own_profile(pilot, form.profile(), by=request.user)
        messages.success(request, _("Your profile is saved."))
        return redirect("people:my_profile")
    return render(request, "people/my_profile.html", _page(pilot, form, timezone.localdate()))


@require_POST
@role_required(*TAKES_PART)
def my_profile_preview(request: UserRequest) -> HttpResponse:
    """What colleagues would see of the profile as it is typed; nothing is saved."""
    pilot = get_object_or_404(Pilot, user=request.user)
    context = _page(pilot, ProfileForm(request.POST, pilot=pilot), timezone.localdate())
    return render_page(request, "people/my_profile.html", fragment="people/_my_profile_preview.html", context=context)


@require_POST
@role_required(*TAKES_PART)
def my_profile_confirm(request: UserRequest) -> HttpResponse:
    """The person has looked and found everything right."""
    pilot = get_object_or_404(Pilot, user=request.user)
    confirm_details(pilot, by=request.user, today=timezone.localdate())
    messages.success(request, _("Thank you. Your colleagues can rely on your details."))
    return redirect("people:my_profile")


def _page(pilot: Pilot, form: ProfileForm, today: date) -> dict[str, Any]:
    """The page around `form`; what of a refused form can be read is in the preview all the same."""
    card = visible_cards([pilot], today)[0]
    return {
        "form": form,
        "pilot": pilot,
        "card": previewed(card, form.profile()) if form.is_bound and form.errors is not None else card,
        "is_unsaved": form.is_bound,
        "is_visible": pilot.is_appointed_on(today),
        "consent_text": consent_text(),
        "changes": changes_by_others(pilot),
    }
