"""What an admin does with a letter that was issued: replace it, withdraw it, thank on the end of its appointment."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from digilotsen.fresh import entries, prove_elsewhere
from people.access import UserRequest, role_required
from people.errors import Refused
from people.forms.identity import ProvesIdentity
from people.models.role_grant import Role
from people.models.user import User
from programmes.actions.end_letter import issue_end_letter
from programmes.actions.replace_letter import replace_letter
from programmes.actions.void_letter import ask_to_void, confirm_void, drop_void, void_letter
from programmes.forms.letter_acts import DecideForm, EndLetterForm, ReplaceForm, VoidForm
from programmes.models.cohort import CohortState
from programmes.models.letter import AppointmentLetter, LetterKind, LetterState
from programmes.models.void_request import VoidRequest
from programmes.rules.answers import is_head_told
from programmes.rules.letter_steps import why_no_end_letter, why_not_moved, why_not_replaced
from programmes.rules.verification import first_day_without, has_ended


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMIN)
def letter_replace(request: UserRequest, pk: int) -> HttpResponse:
    """Why a letter is issued once more, and what follows."""
    letter, back = _letter(request, pk)
    today = timezone.localdate()
    form = ReplaceForm(entries(request), request=request, cancel_url=back, today=today)
    if request.method == "POST" and form.is_valid():
        if form.proves_elsewhere:
            return prove_elsewhere(request)
        try:
            reason = form.cleaned_data["reason"]
            new = replace_letter(letter, reason=reason, by=request.user, at=_now(), signatory=form.deputy)
        except Refused as refusal:
            _tell(form, refusal)
        else:
            told = _("Letter {new} is issued and takes the place of {old}.")
            messages.success(request, told.format(new=new, old=letter))
            return redirect("programmes:letter_detail", new.pk)
    obstacle = why_not_replaced(letter, today)
    context = {"form": form, "letter": letter, "obstacle": obstacle}
    return render(request, "programmes/letter_replace.html", context)


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMIN)
def letter_void(request: UserRequest, pk: int) -> HttpResponse:
    """Why a letter is withdrawn, and what follows; with four eyes, the wish of one admin and the answer of another."""
    letter, back = _letter(request, pk)
    asked = letter.void_requests.filter(outcome="").select_related("asked_by", "letter").first()
    if asked is not None:
        return _decide(request, letter, asked)
    form = VoidForm(entries(request), request=request, cancel_url=back, asks=settings.LETTER_FOUR_EYES)
    if request.method == "POST" and form.is_valid():
        if form.proves_elsewhere:
            return prove_elsewhere(request)
        act = ask_to_void if settings.LETTER_FOUR_EYES else void_letter
        try:
            act(letter, reason=form.cleaned_data["reason"], by=request.user, at=_now())
        except Refused as refusal:
            _tell(form, refusal)
        else:
            done = _("Letter {old} is withdrawn.")
            waits = _("You have asked for letter {old} to be withdrawn. Another admin has to confirm it.")
            messages.success(request, (waits if settings.LETTER_FOUR_EYES else done).format(old=letter))
            return redirect(back)
    context = {
        "form": form,
        "letter": letter,
        "obstacle": why_not_moved(letter, LetterState.VOIDED),
        "four_eyes": settings.LETTER_FOUR_EYES,
        **_follows(letter, request.user),
    }
    return render(request, "programmes/letter_void.html", context)


def _decide(request: UserRequest, letter: AppointmentLetter, asked: VoidRequest) -> HttpResponse:
    """Confirm somebody else's wish to withdraw a letter, or drop it."""
    form = DecideForm(entries(request), request=request)
    if request.method == "POST" and form.is_valid():
        if form.proves_elsewhere:
            return prove_elsewhere(request)
        act = confirm_void if "confirm" in request.POST else drop_void
        try:
            act(asked, by=request.user, at=_now())
        except Refused as refusal:
            _tell(form, refusal)
        else:
            done, kept = _("Letter {old} is withdrawn."), _("Letter {old} stays in force.")
            messages.success(request, (done if act is confirm_void else kept).format(old=letter))
            return redirect("programmes:letter_detail", letter.pk)
    context = {
        "form": form,
        "letter": letter,
        "asked": asked,
        "is_own": asked.asked_by_id == request.user.pk,
        **_follows(letter, request.user),
    }
    return render(request, "programmes/letter_void_decide.html", context)


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMIN)
def end_letter_create(request: UserRequest, pk: int) -> HttpResponse:
    """Issue the letter with thanks on the end of the appointment a letter is about."""
    letter, back = _letter(request, pk)
    form = EndLetterForm(entries(request), request=request, cancel_url=back, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        if form.proves_elsewhere:
            return prove_elsewhere(request)
        try:
            new = issue_end_letter(letter.appointment, by=request.user, at=_now(), signatory=form.deputy)
        except Refused as refusal:
            _tell(form, refusal)
        else:
            messages.success(request, _("Letter {new} is issued.").format(new=new))
            return redirect("programmes:letter_detail", new.pk)
    context = {
        "form": form,
        "letter": letter,
        "obstacle": why_no_end_letter(letter.appointment),
        "ended_on": first_day_without(letter.appointment),
    }
    return render(request, "programmes/end_letter_create.html", context)


def _follows(letter: AppointmentLetter, by: User) -> dict[str, bool]:
    """What follows from a withdrawal: whether the appointment ends with the letter, whether the person leaves the
    directory today and is in training again, and whether a head hears of it."""
    today, appointment = timezone.localdate(), letter.appointment
    ends = letter.kind != LetterKind.END and not has_ended(appointment, today)
    is_first = appointment.renews_id is None and appointment.enrolment.cohort.state != CohortState.CANCELLED
    return {
        "ends": ends,
        "leaves_today": ends and appointment.effective_from <= today,
        "trains_again": ends and is_first,
        "is_told": ends and is_head_told(appointment.pilot, today, by=by),
    }


def _letter(request: UserRequest, pk: int) -> tuple[AppointmentLetter, str]:
    """The letter, and the address of its page; 404 where there is none."""
    letters = AppointmentLetter.objects.visible_to(request.user, request.roles)
    related = ("appointment__pilot", "appointment__enrolment__cohort")
    return get_object_or_404(letters.select_related(*related), pk=pk), reverse("programmes:letter_detail", args=[pk])


def _tell(form: ProvesIdentity, refusal: Refused) -> None:
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))


def _now() -> datetime:
    """The moment of issue: letters know whole seconds only."""
    return timezone.now().replace(microsecond=0)
