"""Questions by mail are answered over their link, without signing in, or on one's own pages."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from digilotsen.ratelimit import knocks_too_often
from people.access import UserRequest, role_required
from people.errors import Refused
from people.models.department import Department
from people.models.role_grant import Role
from people.models.user import User
from programmes.actions.answers import KINDS, ask, drafts_for, drafts_of_places, tell_of_places
from programmes.actions.answers import answer as take_answer
from programmes.actions.mails import question as mail_question
from programmes.actions.waiting_list import promote
from programmes.forms.answers import AnswerForm
from programmes.models.cohort import Cohort
from programmes.models.enrolment import Enrolment
from programmes.models.enrolment_import import EnrolmentImport
from programmes.models.mail import MailKind
from programmes.rules.answers import WAITS_FOR, Question, asked_by, own_people, untold_of_their_place
from programmes.rules.own_department import own_pilots, own_places, rounds_of_own_people

LIMIT, SECONDS = 60, 60
PAGE_SIZE = 50


@login_not_required
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The question a mail asked; whoever holds its link answers yes or no, once."""
    if knocks_too_often(request, "answer", limit=LIMIT, seconds=SECONDS):
        wait = render(request, "programmes/verify_wait.html", status=429)
        wait.headers["Retry-After"] = str(SECONDS)
        return wait
    asked = asked_by(token)
    people = Enrolment.objects.select_related("pilot", "department", "cohort__programme")
    enrolment = people.filter(pk=asked.enrolment).first() if asked else None
    if asked is None or enrolment is None:
        return render(request, "programmes/answer_unknown.html", status=404)
    form = AnswerForm(asked.question, request.POST if request.method == "POST" else None)
    if form.is_valid():
        by = User.objects.filter(pk=asked.user, is_active=True).first() if asked.user else None
        form.take(enrolment, by=by, today=timezone.localdate())
        enrolment = people.get(pk=enrolment.pk)
        if form.is_valid():
            promote(enrolment.cohort, today=timezone.localdate())
    context = {
        "enrolment": enrolment,
        "question": asked.question,
        "form": form,
        "is_open": enrolment.state == WAITS_FOR[asked.question],
        "is_taken": form.is_bound and form.is_valid(),
    }
    response = render(request, "programmes/answer.html", context)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    # The address is the key, so nobody learns it. "no-referrer" would hide even from this register that the answer
    # comes from its own page: browsers then send `Origin: null`, and the protection against forged requests refuses it.
    response.headers["Referrer-Policy"] = "strict-origin"
    return response


@require_http_methods(["GET", "POST"])
@role_required(Role.HEAD)
def agreements(request: UserRequest) -> HttpResponse:
    """The own department: what its head is asked, who is trained and when, who is appointed; never how they do."""
    today, now = timezone.localdate(), timezone.now()
    people = own_people(request.user, today)
    form = AnswerForm(Question.AGREEMENT, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        enrolment = get_object_or_404(people, pk=_key(request.POST.get("enrolment", "")))
        if form.is_valid():
            form.take(enrolment, by=request.user, today=today)
        if form.is_valid():
            promote(enrolment.cohort, today=today)
            messages.success(request, _("Thank you, your answer for {name} is noted.").format(name=enrolment.pilot))
            return redirect("programmes:agreements")
    page = Paginator(own_pilots(request.user, today), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "departments": Department.objects.valid_on(today).headed_by(request.user),
        "waiting": people.filter(state=WAITS_FOR[Question.AGREEMENT]),
        "rounds": rounds_of_own_people(request.user, now, today),
        "page": page,
        "appointed": own_places(request.user, list(page), today),
        "form": form,
        "chosen": request.POST.get("enrolment", ""),
    }
    return render(request, "programmes/agreements.html", context)


@require_POST
@role_required(Role.PILOT, Role.TRAINEE)
def my_answer(request: UserRequest, pk: int) -> HttpResponse:
    """The person says yes or no to the own place."""
    enrolment = get_object_or_404(Enrolment.objects.filter(pilot__user=request.user).select_related("cohort"), pk=pk)
    asked = next((question for question, state in WAITS_FOR.items() if state == enrolment.state), None)
    if asked is None or asked == Question.AGREEMENT:
        messages.error(request, _("This question is settled already."))
        return redirect("programmes:my_qualification")
    try:
        take_answer(
            enrolment, asked, yes=request.POST.get("answer") == "yes", by=request.user, today=timezone.localdate()
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        promote(enrolment.cohort, today=timezone.localdate())
        messages.success(request, _("Thank you, your answer is noted."))
    return redirect("programmes:my_qualification" if request.POST.get("answer") == "yes" else "programmes:start")


@require_http_methods(["GET", "POST"])
@role_required(Role.COORDINATOR)
def cohort_ask(request: UserRequest, pk: int) -> HttpResponse:
    """A coordinator asks everybody of a round or of one list whose answer is missing, after a look at the mail."""
    cohort = get_object_or_404(Cohort.objects.run_by(request.user), pk=pk)
    enrolled = _list_of(cohort, request.GET["list"]) if "list" in request.GET else None
    back = _back_to(cohort, enrolled)
    told = request.POST.get("question") or request.GET.get("question", "")
    if told not in Question.values:
        return redirect(back)
    asked = Question(told)
    people = list(cohort.enrolments.select_related("pilot__user", "department", "cohort__programme").in_order())
    if enrolled:
        meant = {facts["enrolment"] for facts in enrolled.made}
        people = [one for one in people if one.pk in meant]
    drafts = drafts_for(asked, people, timezone.localdate())
    if request.method == "POST" and drafts:
        batch = ask(asked, people, cohort=cohort, by=request.user, at=timezone.now())
        messages.success(request, _("The mails are in the outbox and leave in a few minutes."))
        return redirect("programmes:mail_batch_detail", batch.pk)
    if not drafts:
        messages.error(request, _("There is nobody to ask."))
        return redirect(back)
    context = {"cohort": cohort, "asked": asked, "question": mail_question(KINDS[asked], drafts)}
    return render(request, "programmes/cohort_ask.html", {**context, "back": back, "enrolled": enrolled})


@require_http_methods(["GET", "POST"])
@role_required(Role.COORDINATOR)
def cohort_tell(request: UserRequest, pk: int) -> HttpResponse:
    """A coordinator tells those admitted of their place, after a look at the mail."""
    cohort = get_object_or_404(Cohort.objects.run_by(request.user), pk=pk)
    if request.method == "POST":
        try:
            batch = tell_of_places(cohort, by=request.user, at=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("programmes:cohort_detail", pk)
        messages.success(request, _("The mails are in the outbox and leave in a few minutes."))
        return redirect("programmes:mail_batch_detail", batch.pk)
    drafts = drafts_of_places(untold_of_their_place(cohort).select_related("pilot", "cohort__programme"))
    if not drafts:
        messages.error(request, _("Everybody knows of this already."))
        return redirect("programmes:cohort_detail", pk)
    context = {"cohort": cohort, "asked": "admitted", "question": mail_question(MailKind.ADMITTED, drafts)}
    return render(request, "programmes/cohort_ask.html", {**context, "back": _back_to(cohort, None)})


def _list_of(cohort: Cohort, number: str) -> EnrolmentImport:
    """A list of this round, or 404."""
    return get_object_or_404(cohort.imports, pk=_key(number))


def _key(told: str) -> int:
    """A key as an address or a form tells it; 0, which no row has, for what is none."""
    return int(told) if told.isdecimal() and len(told) < 10 else 0


def _back_to(cohort: Cohort, enrolled: EnrolmentImport | None) -> str:
    if enrolled:
        return reverse("programmes:enrolment_import_result", args=[cohort.pk, enrolled.pk])
    return reverse("programmes:cohort_detail", args=[cohort.pk])
