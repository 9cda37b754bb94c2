"""How letters look and are numbered, with a letter beside it that shows it."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.access import UserRequest, role_required
from people.errors import Refused
from people.models.role_grant import Role
from programmes.actions.letter_settings import check_sender, write_letter_settings
from programmes.forms.letter_settings import LetterSettingsForm
from programmes.letters.render import picture_letter
from programmes.letters.specimens import specimen_of_sender
from programmes.models.letter_settings import LetterSettings
from programmes.models.programme import Programme
from programmes.rules.letter_sender import Sender, sender_in_force
from programmes.rules.letter_texts import the_programme

LATEST = 5


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMIN)
def letter_settings(request: UserRequest) -> HttpResponse:
    """Change them, or look first; letters issued before stay as they are."""
    programme, sender = the_programme(), sender_in_force()
    if programme is None:
        raise Http404
    history = list(LetterSettings.objects.select_related("written_by").defer("crest")[:LATEST])
    initial = {**asdict(sender), "based_on": history[0].pk if history else 0}
    form = LetterSettingsForm(request.POST or None, request.FILES or None, initial=initial, sender=sender)
    shown = sender
    if form.is_valid():
        try:
            if "preview" in request.POST:
                check_sender(programme, form.as_sender(), at=timezone.now())
                shown = form.as_sender()
            else:
                based_on = form.cleaned_data["based_on"]
                write_letter_settings(
                    programme, form.as_sender(), based_on=based_on, by=request.user, at=timezone.now()
                )
                messages.success(request, _("Letters look like this from now on."))
                return redirect("programmes:letter_settings")
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    context = {"form": form, "sender": sender, "history": history, **_letter(programme, shown)}
    return render(request, "programmes/letter_settings.html", context)


def _letter(programme: Programme, sender: Sender) -> dict[str, Any]:
    """A letter from `sender`, as pictures, and the crest by itself; why there is none, where it cannot be set."""
    crest = b64encode(sender.crest.encode()).decode()
    try:
        pages = picture_letter(specimen_of_sender(programme, sender, timezone.now()))
    except Refused as refusal:
        return {"refused": str(refusal), "crest": crest}
    return {"pages": [b64encode(page).decode() for page in pages], "crest": crest}
