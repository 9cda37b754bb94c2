"""Being named to the press, or only counted."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.access import UserRequest, role_required
from people.actions.profiles import give_consent, withdraw_consent
from people.models.consent import VoluntaryField
from people.models.pilot import Pilot
from people.models.role_grant import Role
from people.rules.consents import consent_text, releases_of


@require_http_methods(["GET", "POST"])
@role_required(Role.PILOT, Role.TRAINEE)
def my_press(request: UserRequest) -> HttpResponse:
    """The text, and one button to agree or to take it back; POST without a word of ours changes nothing."""
    pilot = get_object_or_404(Pilot, user=request.user)
    if request.method == "POST":
        if request.POST.get("do") == "agree":
            give_consent(pilot, VoluntaryField.PRESS, by=request.user)
            messages.success(request, _("Thank you. The press may be told your name."))
        elif request.POST.get("do") == "withdraw":
            withdraw_consent(pilot, VoluntaryField.PRESS, by=request.user)
            messages.success(request, _("From now on you are only counted."))
        return redirect("people:my_press")
    consents = releases_of(pilot).get(VoluntaryField.PRESS, [])
    context = {
        "text": consent_text(VoluntaryField.PRESS),
        "consents": consents,
        "has_agreed": any(consent.withdrawn_at is None for consent in consents),
    }
    return render(request, "people/my_press.html", context)
