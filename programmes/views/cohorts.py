"""The rounds of a coordinator: which there are, how each of them stands, on to its next state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from people.access import UserRequest, has_role, role_required
from people.errors import Refused
from people.models.role_grant import Role
from programmes.actions.cohorts import move_cohort
from programmes.actions.enrolment_steps import admit_all
from programmes.exports.tables import FORMATS
from programmes.forms.cohorts import CohortMoveForm
from programmes.models.cohort import COHORT_TRANSITIONS, NOT_BEGUN, Cohort, CohortState
from programmes.models.enrolment import WITHOUT_SEAT, Enrolment, EnrolmentState
from programmes.models.recognition_request import RecognitionRequest
from programmes.rules.answers import WAITS_FOR, untold_of_their_place
from programmes.rules.moves import moved_people
from programmes.rules.session_news import news_of, people_in
from programmes.rules.steps import has_left

COMING_SESSIONS = 4


@require_safe
@role_required(Role.COORDINATOR, Role.TRAINER)
def cohort_list(request: UserRequest) -> HttpResponse:
    """The rounds somebody runs and, for a trainer, those in which he or she teaches."""
    none = Cohort.objects.none()
    own = Cohort.objects.run_by(request.user) if has_role(request, Role.COORDINATOR) else none
    taught = Cohort.objects.taught_by(request.user) if has_role(request, Role.TRAINER) else none
    return render(request, "programmes/cohort_list.html", {"cohorts": own, "taught": taught})


@require_safe
@role_required(Role.COORDINATOR)
def cohort_detail(request: UserRequest, pk: int) -> HttpResponse:
    """One round: its dates and seats, its people by where they stand, what can be done next."""
    cohort = get_object_or_404(Cohort.objects.run_by(request.user), pk=pk)
    people = list(cohort.enrolments.select_related("pilot", "department").in_order())
    sessions = cohort.sessions.taking_place().filter(ends_at__gte=timezone.now()).select_related("module", "trainer")
    waiting = list(cohort.enrolments.waiting().select_related("pilot", "department"))
    context = {
        "cohort": cohort,
        "is_open": cohort.is_open(timezone.localdate()),
        "seated": [person for person in people if person.state not in WITHOUT_SEAT],
        "waiting": waiting,
        "offers": min(cohort.seats_free, len(waiting)),
        "left": [person for person in people if has_left(person)],
        "questions": _questions(people),
        "untold": len(untold_of_their_place(cohort)) if cohort.state in NOT_BEGUN else 0,
        "uninformed": people_in(news_of(cohort, timezone.now())),
        "moved": moved_people(people, timezone.localdate()),
        "recognitions": RecognitionRequest.objects.filter(enrolment__cohort=cohort).to_decide().count(),
        "agreed": [person for person in people if person.state == EnrolmentState.AGREED],
        "sessions": sessions[:COMING_SESSIONS],
        "formats": list(FORMATS),
        "moves": COHORT_TRANSITIONS[cohort.state],
    }
    return render(request, "programmes/cohort_detail.html", context)


@require_http_methods(["GET", "POST"])
@role_required(Role.COORDINATOR)
def cohort_move(request: UserRequest, pk: int) -> HttpResponse:
    """A round goes on to its next state; GET shows what that means before it is done."""
    cohort = get_object_or_404(Cohort.objects.run_by(request.user), pk=pk)
    form = CohortMoveForm(request.POST if request.method == "POST" else request.GET)
    if not form.is_valid():
        return redirect("programmes:cohort_detail", pk)
    state: CohortState = form.cleaned_data["state"]
    if request.method == "POST":
        try:
            cohort = move_cohort(cohort, state, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The round is now “{state}”.").format(state=state.label))
            is_news = state == CohortState.CANCELLED and news_of(cohort, timezone.now())
            return redirect("programmes:session_tell" if is_news else "programmes:cohort_detail", pk)
    context = {"cohort": cohort, "form": form, "state": state, "count": _count(cohort)}
    return render(request, "programmes/cohort_move.html", context)


@require_http_methods(["GET", "POST"])
@role_required(Role.COORDINATOR)
def cohort_admit(request: UserRequest, pk: int) -> HttpResponse:
    """Everybody the page showed as agreed is admitted; GET leads back to the round."""
    cohort = get_object_or_404(Cohort.objects.run_by(request.user), pk=pk)
    if request.method == "POST":
        people = [int(key) for key in request.POST.getlist("people") if key.isdecimal() and len(key) < 10]
        try:
            admitted = admit_all(cohort, people, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            sentence = ngettext("{people} person is admitted.", "{people} people are admitted.", len(admitted))
            messages.success(request, sentence.format(people=len(admitted)))
    return redirect("programmes:cohort_detail", pk)


def _questions(people: Iterable[Enrolment]) -> list[tuple[str, int]]:
    """Which questions are open to people of the round, and to how many."""
    states = Counter(person.state for person in people)
    return [(question.value, states[state]) for question, state in WAITS_FOR.items() if states[state]]


def _count(cohort: Cohort) -> dict[str, int]:
    """How many people stand where, for the facts on the confirmation page."""
    states = list(Enrolment.objects.filter(cohort=cohort).with_seat().values_list("state", flat=True))
    return {
        "seated": len(states),
        "admitted": states.count(EnrolmentState.ADMITTED),
        "training": states.count(EnrolmentState.IN_TRAINING) + states.count(EnrolmentState.PAUSED),
        "finished": states.count(EnrolmentState.FINISHED),
    }
