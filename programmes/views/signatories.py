"""Who signs letters, and who does in their place."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from people.access import UserRequest, role_required
from people.errors import Refused
from people.models.role_grant import Role
from programmes.actions.signatories import end_signatory, name_signatory
from programmes.forms.letter_settings import SignatoryEndForm, SignatoryForm
from programmes.models.letter_text import Signatory


@require_safe
@role_required(Role.ADMIN)
def signatory_list(request: UserRequest) -> HttpResponse:
    """Everybody who signs, will sign or has signed, the latest first."""
    signing = set(Signatory.objects.signing_on(timezone.localdate()).values_list("pk", flat=True))
    rows = [(one, one.pk in signing) for one in Signatory.objects.order_by("-valid_from", "-pk")]
    return render(request, "programmes/signatory_list.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMIN)
def signatory_create(request: UserRequest) -> HttpResponse:
    """Name somebody who signs from a day on."""
    back = reverse("programmes:signatory_list")
    form = SignatoryForm(request.POST or None, initial={"valid_from": timezone.localdate()}, cancel_url=back)
    if form.is_valid():
        try:
            name_signatory(**form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("{name} signs letters.").format(name=form.cleaned_data["name"]))
            return redirect(back)
    return render(request, "programmes/signatory_create.html", {"form": form})


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMIN)
def signatory_end(request: UserRequest, pk: int) -> HttpResponse:
    """Lay down the last day of somebody who signs."""
    signatory, back = get_object_or_404(Signatory, pk=pk), reverse("programmes:signatory_list")
    form = SignatoryEndForm(request.POST or None, initial={"last_day": timezone.localdate()}, cancel_url=back)
    if form.is_valid():
        try:
            end_signatory(signatory, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("The last day of {name} is laid down.").format(name=signatory.name))
            return redirect(back)
    return render(request, "programmes/signatory_end.html", {"form": form, "signatory": signatory})
