"""Who is in a round: enrolled, led from step to step, taken out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from people.access import UserRequest, role_required
from people.errors import Refused
from people.models.role_grant import Role
from people.models.user import User
from programmes.actions.enrol import enrol_person, why_closed
from programmes.actions.enrolment_steps import take_step, withdraw
from programmes.actions.moves import agree_anew
from programmes.actions.waiting_list import promote
from programmes.errors import PersonIncomplete
from programmes.forms.enrolments import EnrolmentForm, StepForm, step_form
from programmes.forms.interruption import interruptions_of
from programmes.models.cohort import Cohort
from programmes.models.earlier_agreement import EarlierAgreement
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.rules.candidates import candidates
from programmes.rules.history import histories
from programmes.rules.moves import moved_people
from programmes.rules.standing import progress_of
from programmes.rules.steps import Step, lacks, ladder, may_withdraw, next_step


@require_http_methods(["GET", "POST"])
@role_required(Role.COORDINATOR)
def enrolment_create(request: UserRequest, pk: int) -> HttpResponse:
    """A coordinator enrols one person in an own round, or puts them on its waiting list."""
    cohort = get_object_or_404(Cohort.objects.run_by(request.user), pk=pk)
    today = timezone.localdate()
    back = reverse("programmes:cohort_detail", args=[pk])
    form = EnrolmentForm(request.POST or None, today=today, is_full=not cohort.seats_free, cancel_url=back)
    form.fields["mail"].initial = request.GET.get("mail", "")
    if form.is_valid():
        try:
            enrolment = enrol_person(cohort=cohort, by=request.user, today=today, **form.arguments())
        except PersonIncomplete as incomplete:
            for field, sentence in incomplete.missing.items():
                form.add_error(field, sentence)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _enrolled(enrolment))
            return redirect(back)
    closed = "" if cohort.is_open(today) else why_closed(cohort, today)
    context = {"cohort": cohort, "form": form, "closed": closed, "candidates": candidates(cohort, today)}
    return render(request, "programmes/enrolment_create.html", context)


@require_safe
@role_required(Role.COORDINATOR)
def enrolment_detail(request: UserRequest, pk: int, enrolment_pk: int) -> HttpResponse:
    """One person in a round: where they stand, what they still lack, what comes next."""
    enrolment = _own(request.user, pk, enrolment_pk)
    step = next_step(enrolment)
    form = step_form(step, today=timezone.localdate()) if step else None
    return _detail_page(request, enrolment, step, form)


@require_http_methods(["GET", "POST"])
@role_required(Role.COORDINATOR)
def enrolment_step(request: UserRequest, pk: int, enrolment_pk: int) -> HttpResponse:
    """The next step of an enrolment is taken, as far as the enrolment allows it now; GET leads back to its page."""
    if request.method != "POST":  # after a new sign-in, or a change of language beside an error
        return redirect("programmes:enrolment_detail", pk, enrolment_pk)
    enrolment = _own(request.user, pk, enrolment_pk)
    today = timezone.localdate()
    if request.POST.get("step") not in Step:
        return redirect("programmes:enrolment_detail", pk, enrolment_pk)
    step = Step(request.POST["step"])
    form = step_form(step, request.POST, today=today)
    if form.is_valid():
        facts = {name: value for name, value in form.cleaned_data.items() if name != "step"}
        try:
            enrolment = take_step(enrolment, step, by=request.user, today=today, **facts)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Saved: {state}.").format(state=enrolment.get_state_display()))
            return redirect("programmes:enrolment_detail", pk, enrolment_pk)
    return _detail_page(request, enrolment, step, form)


@require_http_methods(["GET", "POST"])
@role_required(Role.COORDINATOR)
def enrolment_withdraw(request: UserRequest, pk: int, enrolment_pk: int) -> HttpResponse:
    """Somebody is taken out of the round after a look at what that means; nobody asks why."""
    enrolment = _own(request.user, pk, enrolment_pk)
    refused = ""
    if request.method == "POST":
        try:
            withdraw(enrolment, by=request.user, today=timezone.localdate())
        except Refused as refusal:
            refused = str(refusal)
        else:
            promote(enrolment.cohort, today=timezone.localdate())
            messages.success(request, _("{name} is no longer in this round.").format(name=enrolment.pilot))
            return redirect("programmes:cohort_detail", pk)
    context = {
        "enrolment": enrolment,
        "cohort": enrolment.cohort,
        "refused": refused,
        "may_withdraw": may_withdraw(enrolment),
    }
    return render(request, "programmes/enrolment_withdraw.html", context)


@require_http_methods(["GET", "POST"])
@role_required(Role.COORDINATOR)
def enrolment_agree(request: UserRequest, pk: int, enrolment_pk: int) -> HttpResponse:
    """The head of the department somebody has moved to agreed on paper; GET leads back to the person's page."""
    if request.method != "POST":
        return redirect("programmes:enrolment_detail", pk, enrolment_pk)
    enrolment, today = _own(request.user, pk, enrolment_pk), timezone.localdate()
    typed = request.POST.copy()
    typed["step"] = Step.AGREEMENT
    form = step_form(Step.AGREEMENT, typed, today=today)
    if form.is_valid():
        facts = {name: value for name, value in form.cleaned_data.items() if name != "step"}
        try:
            enrolment = agree_anew(enrolment, by=request.user, today=today, **facts)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Saved: {department} has agreed.").format(department=enrolment.department))
            return redirect("programmes:enrolment_detail", pk, enrolment_pk)
    return _detail_page(request, enrolment, None, None, moved=form)


def _own(user: User, pk: int, enrolment_pk: int) -> Enrolment:
    """An enrolment in a round of this coordinator, or 404."""
    own = (
        Enrolment.objects.run_by(user)
        .with_place_in_queue()
        .select_related("pilot", "department", "cohort__curriculum", "deferred_to")
    )
    return get_object_or_404(own, pk=enrolment_pk, cohort__pk=pk)


def _detail_page(
    request: UserRequest, enrolment: Enrolment, step: Step | None, form: StepForm | None, moved: StepForm | None = None
) -> HttpResponse:
    today = timezone.localdate()
    works_in = next((department for _one, department in moved_people([enrolment], today)), None)
    person = progress_of(enrolment.cohort.curriculum, [enrolment])[0]
    context = {
        "cohort": enrolment.cohort,
        "enrolment": enrolment,
        "pilot": enrolment.pilot,
        "ladder": ladder(enrolment),
        "lacks": lacks(enrolment),
        "step": step,
        "form": form,
        "works_in": works_in,
        "moved": moved or (step_form(Step.AGREEMENT, today=today) if works_in else None),
        "earlier": EarlierAgreement.objects.filter(enrolment=enrolment).select_related("department"),
        "person": person,
        "guest_places": enrolment.guest_places.select_related("session__module", "session__cohort"),
        "histories": histories(person),
        "may_withdraw": may_withdraw(enrolment),
        "may_interrupt": bool(interruptions_of(enrolment)),
    }
    return render(request, "programmes/enrolment_detail.html", context)


def _enrolled(enrolment: Enrolment) -> str:
    """What the enrolment did, with the seats as they are now."""
    if enrolment.state == EnrolmentState.WAITLISTED:
        return _("{name} is on the waiting list.").format(name=enrolment.pilot)
    cohort = Cohort.objects.get(pk=enrolment.cohort_id)
    taken = _("Seat taken for {name}.").format(name=enrolment.pilot)
    left = ngettext("{free} of {seats} seat left.", "{free} of {seats} seats left.", cohort.seats)
    return f"{taken} {left.format(free=cohort.seats_free, seats=cohort.seats)}"
