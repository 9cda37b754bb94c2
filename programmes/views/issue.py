"""Issuing letters of appointment: choose, look, issue; three clicks from the start page."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from digilotsen.fresh import entries, prove_elsewhere
from people.access import UserRequest, role_required
from people.errors import Refused
from people.models.role_grant import Role
from programmes.actions.issue_letters import (
    ISSUING,
    Draft,
    draft_letters,
    issue_letters,
    preview,
    preview_picture,
    rehearse,
)
from programmes.forms.issue import IssueForm, review_mark
from programmes.forms.letters import RoundForm
from programmes.letters.print_file import print_file
from programmes.models.cohort import Cohort
from programmes.models.enrolment import Enrolment
from programmes.models.letter import AppointmentLetter
from programmes.models.letter_counter import LetterCounter
from programmes.rules.gate import obstacles
from programmes.rules.letter_sender import sender_in_force
from programmes.rules.namesakes import namesakes
from programmes.rules.numbers import reference_of
from programmes.rules.ready import ready_people
from programmes.rules.standing import PersonProgress, progress_of

Ready = Sequence[tuple[Cohort, list[PersonProgress]]]


@dataclass(frozen=True)
class Row:
    """A person who is ready, with what a real setting of the letter found wrong with it, and who has the same name."""

    person: PersonProgress
    finding: str
    namesakes: Sequence[str]
    is_chosen: bool


@dataclass(frozen=True)
class Rehearsal:
    """Why no letter at all can be issued (or nothing), the drafts, and what is wrong with single ones."""

    refused: str = ""
    drafts: Sequence[Draft] = ()
    findings: Mapping[int, str] = field(default_factory=dict)


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMIN)
def letters_issue(request: UserRequest) -> HttpResponse:
    """Who is ready, who is not and why, what the letters would say; issued is only what the page showed."""
    today = timezone.localdate()
    ready = ready_people(today)
    cohort = _chosen_round(request, ready)
    if cohort is None:
        return render(request, "programmes/letters_issue.html")
    form = IssueForm(cohort, entries(request), today=today, request=request)
    if request.method == "POST" and form.is_valid() and form.is_as_reviewed():
        if form.proves_elsewhere:
            return prove_elsewhere(request)
        chosen, (day, until) = form.cleaned_data["enrolments"], form.shown_days
        try:
            letters = issue_letters(
                chosen,
                effective_from=day,
                effective_until=until,
                by=request.user,
                at=_now(),
                signatory=form.deputy,
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _issued(letters))
            return redirect(f"{reverse('programmes:letter_list')}?round={cohort.pk}")
    return _page(request, cohort, form, ready)


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMIN)
def letters_preview(request: UserRequest) -> HttpResponse:
    """The letters of the people chosen as one PDF, number and code still open; nothing is written. GET leads back."""
    if request.method != "POST":  # after a new sign-in, or a change of language beside an error
        return redirect("programmes:letters_issue")
    today = timezone.localdate()
    ready = ready_people(today)
    cohort = _chosen_round(request, ready)
    if cohort is None:
        raise Http404
    form = IssueForm(cohort, request.POST, today=today)
    if form.is_valid():
        chosen, (day, until) = form.cleaned_data["enrolments"], form.shown_days
        try:
            drafts = draft_letters(
                chosen, effective_from=day, effective_until=until, today=today, signatory=form.deputy
            )
            pdf = print_file(preview(draft, at=_now()).pdf for draft in drafts)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return HttpResponse(pdf, content_type="application/pdf")
    return _page(request, cohort, form, ready)


def _page(request: UserRequest, cohort: Cohort, form: IssueForm, rounds: Ready) -> HttpResponse:
    """The page with everything typed kept; before anything was typed everybody who can get a letter is chosen."""
    today = timezone.localdate()
    day, until = form.shown_days
    enrolments = Enrolment.objects.filter(cohort=cohort).in_matrix().select_related("pilot", "department").in_order()
    people = progress_of(cohort.curriculum, list(enrolments))
    reasons = obstacles(people, today)
    ready = [person for person in people if person.enrolment.pk not in reasons]
    rehearsal = _rehearsal(ready, form, today)
    doubles = namesakes(person.enrolment.pilot for person in ready)
    wanted = set(form["enrolments"].value() or ()) if form.is_bound else None
    rows = [_row(person, rehearsal, doubles, wanted) for person in ready]
    chosen = [row.person.enrolment for row in rows if row.is_chosen]
    context = {
        "form": form,
        "cohort": cohort,
        "rounds": _rounds(rounds, cohort),
        "rows": rows,
        "others": [(person, reasons[person.enrolment.pk]) for person in people if person.enrolment.pk in reasons],
        "count": len(chosen),
        "numbers": _numbers(len(chosen), today),
        "mark": review_mark(chosen, day, until, form.deputy),
        "picture": _picture(rehearsal.drafts, chosen),
        "day": day,
        "is_retroactive": day < today,
        "is_changed": form.is_bound and not form.errors,
        "refused": rehearsal.refused,
    }
    return render(request, "programmes/letters_issue.html", context)


def _row(
    person: PersonProgress, rehearsal: Rehearsal, doubles: Mapping[int, list[str]], wanted: Collection[str] | None
) -> Row:
    finding = rehearsal.findings.get(person.enrolment.pk, "")
    chosen = not finding if wanted is None else str(person.enrolment.pk) in wanted
    return Row(person, finding, doubles.get(person.enrolment.pilot_id, []), chosen)


def _rehearsal(ready: list[PersonProgress], form: IssueForm, today: date) -> Rehearsal:
    """Every letter set for real and none kept."""
    if not ready:
        return Rehearsal()
    people = [person.enrolment for person in ready]
    try:
        day, until = form.shown_days
        drafts = draft_letters(people, effective_from=day, effective_until=until, today=today, signatory=form.deputy)
    except Refused as refusal:
        return Rehearsal(refused=str(refusal))
    return Rehearsal(drafts=drafts, findings=rehearse(drafts, at=_now()))


def _picture(drafts: Sequence[Draft], chosen: Sequence[Enrolment]) -> str:
    """The first of the letters chosen as a picture in an address of its own; empty where there is none to show."""
    keys = {enrolment.pk for enrolment in chosen}
    first = next((draft for draft in drafts if draft.person.enrolment.pk in keys), None)
    if first is None:
        return ""
    try:
        png = preview_picture(first, at=_now())
    except Refused:  # its finding stands beside its name
        return ""
    return f"data:image/png;base64,{b64encode(png).decode()}"


def _chosen_round(request: UserRequest, ready: Ready) -> Cohort | None:
    """The round in the address (404 for a wrong one), else the newest with somebody ready, else the newest."""
    if not request.GET.get("round"):
        newest = Cohort.objects.filter(state__in=ISSUING).select_related("curriculum")
        return ready[0][0] if ready else newest.first()
    asked = RoundForm(request.GET)
    if not asked.is_valid() or asked.cleaned_data["round"].state not in ISSUING:
        raise Http404
    found: Cohort = asked.cleaned_data["round"]
    return found


def _rounds(ready: Ready, shown: Cohort) -> list[dict[str, Any]]:
    """The rounds in which somebody is ready, and the one shown, each with how many are."""
    counts = {shown: 0} | {cohort: len(people) for cohort, people in ready}
    newest_first = sorted(counts, key=lambda cohort: -cohort.number)
    return [{"cohort": cohort, "count": counts[cohort], "is_shown": cohort == shown} for cohort in newest_first]


def _numbers(count: int, today: date) -> tuple[str, str] | None:
    """The first and the last number that would be used now."""
    if not count:
        return None
    counter = LetterCounter.objects.filter(year=today.year).first()
    last = counter.last_number if counter else 0
    text = sender_in_force().number_format
    return reference_of(today.year, last + 1, text), reference_of(today.year, last + count, text)


def _issued(letters: list[AppointmentLetter]) -> str:
    words = ngettext(
        "{count} letter is issued: {first}.", "{count} letters are issued: {first} to {last}.", len(letters)
    )
    return words.format(count=len(letters), first=letters[0], last=letters[-1])


def _now() -> datetime:
    """The moment of issue: letters know whole seconds only."""
    return timezone.now().replace(microsecond=0)
