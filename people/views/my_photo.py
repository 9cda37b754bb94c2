"""The own picture."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.access import UserRequest, role_required
from people.actions.photos import keep_photo, remove_photo
from people.forms.my_photo import PhotoForm
from people.models.consent import VoluntaryField
from people.models.photo import Photo
from people.models.pilot import Pilot
from people.models.role_grant import Role
from people.rules.consents import consent_text, releases_of

TAKES_PART = (Role.PILOT, Role.TRAINEE)


@require_http_methods(["GET", "POST"])
@role_required(*TAKES_PART)
def my_photo_edit(request: UserRequest) -> HttpResponse:
    """Upload a picture, or another one, and say whether colleagues see it."""
    pilot = get_object_or_404(Pilot, user=request.user)
    photo = Photo.objects.filter(pilot=pilot).defer("jpeg").first()
    releases = releases_of(pilot).get(VoluntaryField.PHOTO, [])
    form = PhotoForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        initial={"shown": any(release.withdrawn_at is None for release in releases)},
        has_photo=photo is not None,
        cancel_url=reverse("people:my_profile"),
    )
    if form.is_valid():
        keep_photo(pilot, form.cleaned_data["photo"], shown=form.cleaned_data["shown"], by=request.user)
        messages.success(request, _("Your picture is saved."))
        return redirect("people:my_profile")
    context = {
        "form": form,
        "pilot": pilot,
        "photo": photo,
        "releases": releases,
        "consent_text": consent_text(),
        "is_visible": pilot.is_appointed_on(timezone.localdate()),
    }
    return render(request, "people/my_photo_edit.html", context)


@require_POST
@role_required(*TAKES_PART)
def my_photo_remove(request: UserRequest) -> HttpResponse:
    """Take the own picture out of the register."""
    remove_photo(get_object_or_404(Pilot, user=request.user), by=request.user)
    messages.success(request, _("Your picture is no longer in the register."))
    return redirect("people:my_profile")


@require_safe
@role_required(*TAKES_PART)
def my_photo(request: UserRequest) -> HttpResponse:
    """The own picture, released or not; 404 without one."""
    photo = get_object_or_404(Photo, pilot__user=request.user)
    response = HttpResponse(bytes(photo.jpeg), content_type="image/jpeg")
    # The preview is drawn anew while somebody types, and its address is that of just this picture.
    response.headers["Cache-Control"] = "private, max-age=600"
    return response
