"""One's own dates: one of them as a calendar file, and seats at dates of other rounds."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from digilotsen.downloads import file_response
from people.access import UserRequest, role_required
from people.errors import Refused
from people.models.role_grant import Role
from programmes.actions.guest_places import give_guest_place_back, take_guest_place
from programmes.exports.calendar import dates
from programmes.forms.guest_places import GuestPlaceForm
from programmes.models.enrolment import Enrolment
from programmes.rules.own_dates import dates_open_to


@require_safe
@role_required(Role.PILOT, Role.TRAINEE)
def my_date_file(request: UserRequest, session_pk: int) -> HttpResponse:
    """One of the own dates, for the calendar."""
    own = dates_open_to(request.user).taking_place().select_related("module", "cohort")
    session = get_object_or_404(own, pk=session_pk)
    name = get_valid_filename(f"{timezone.localdate(session.starts_at)} {session.module.code}.ics")
    return file_response(dates([session], name=str(session.module), at=timezone.now()), name, "text/calendar")


@require_POST
@role_required(Role.PILOT, Role.TRAINEE)
def my_date_step(request: UserRequest, pk: int) -> HttpResponse:
    """The person takes a seat at a date of another round for a module they lack, or gives it back."""
    enrolment = get_object_or_404(Enrolment.objects.filter(pilot__user=request.user).select_related("cohort"), pk=pk)
    form = GuestPlaceForm(request.POST, enrolment=enrolment)
    if not form.is_valid():
        messages.error(request, _("Please choose a date."))
        return redirect("programmes:my_qualification")
    try:
        if form.guest:
            give_guest_place_back(form.guest, by=request.user, at=timezone.now())
            messages.success(request, _("The place is free again for somebody else."))
        elif form.session:
            take_guest_place(form.session, enrolment, by=request.user, at=timezone.now())
            messages.success(request, _("The place at this date is yours. You will be invited to it by mail."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("programmes:my_qualification")
