"""The register of letters: looked up, read, printed."""

from __future__ import annotations

from hashlib import sha256

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import get_valid_filename
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from digilotsen.downloads import file_response
from people.access import UserRequest, has_role, role_required
from people.errors import Refused
from people.models.role_grant import Role
from programmes.actions.read_letter import print_letters, read_letter
from programmes.forms.letters import LetterFilter, RoundForm
from programmes.models.letter import AppointmentLetter, LetterKind, LetterStanding, LetterState
from programmes.rules.letter_steps import why_no_end_letter, why_not_replaced
from programmes.rules.numbers import series_of_years
from programmes.rules.verification import has_ended, last_day_of, never_held

RUNS_LETTERS = (Role.ADMIN, Role.MAYORS_OFFICE)
# Who holds a letter is or was a pilot; whoever was one counts as a trainee again.
HAS_LETTERS = (*RUNS_LETTERS, Role.PILOT, Role.TRAINEE)
PAGE_SIZE = 50
TONES = {
    LetterStanding.IN_FORCE: "success",
    LetterStanding.COMING: "info",
    LetterStanding.ENDED: "neutral",
    LetterStanding.REPLACED: "neutral",
    LetterStanding.VOIDED: "danger",
}

# Letters are German, and so is what their files are called.
FILE_NAMES = {
    LetterKind.APPOINTMENT: "Ernennungsschreiben",
    LetterKind.REPLACEMENT: "Ersatzausfertigung",
    LetterKind.END: "Ende der Ernennung",
}


@require_safe
@role_required(*RUNS_LETTERS)
def letter_list(request: UserRequest) -> HttpResponse:
    """All letters by number, newest first, or those asked for; and whether the numbers are whole."""
    today = timezone.localdate()
    series = series_of_years()
    search = LetterFilter(request.GET, years=[year.year for year in series])
    letters = AppointmentLetter.objects.visible_to(request.user, request.roles).in_order()
    letters = letters.select_related("appointment__enrolment__cohort", "handover__ceremony")
    found = search.apply(letters.defer("content", "appointment__evidence"), today)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    standings = [(letter, letter.standing_on(today)) for letter in page]
    context = {
        "search": search,
        "page": page,
        "series": series,
        "rows": [(letter, standing.label, TONES[standing]) for letter, standing in standings],
        "may_issue": has_role(request, Role.ADMIN),
    }
    return render(request, "programmes/letter_list.html", context)


@require_safe
@role_required(*HAS_LETTERS)
def letter_detail(request: UserRequest, pk: int) -> HttpResponse:
    """One letter for ever as it was issued, what it is worth today, and whether its file is still the one issued."""
    today = timezone.localdate()
    letters = AppointmentLetter.objects.visible_to(request.user, request.roles)
    related = (
        "appointment__enrolment__cohort",
        "appointment__pilot",
        "document",
        "handover__ceremony",
        "replaces",
        "replaced_by",
    )
    letter = get_object_or_404(letters.select_related(*related, "issued_by", "signatory", "template"), pk=pk)
    standing = letter.standing_on(today)
    is_over = has_ended(letter.appointment, today)
    is_admin = has_role(request, Role.ADMIN)
    is_own = letter.appointment.pilot.user_id == request.user.pk
    is_asked = is_admin and letter.void_requests.filter(outcome="").exists()
    others = AppointmentLetter.objects.filter(appointment__pilot=letter.appointment.pilot_id).exclude(pk=letter.pk)
    context = {
        "letter": letter,
        "standing": standing.label,
        "tone": TONES[standing],
        "sees_evidence": is_admin or is_own,
        "others": others.in_order().select_related("appointment").defer("content", "appointment__evidence"),
        "is_intact": sha256(letter.document.pdf).hexdigest() == letter.document.sha256,
        "runs_letters": has_role(request, *RUNS_LETTERS),
        "last_day": last_day_of(letter.appointment),
        "never_held": never_held(letter.appointment),
        "may_end": is_admin and letter.kind != LetterKind.END and not is_over,
        "may_replace": is_admin and not why_not_replaced(letter, today),
        "may_void": is_admin and letter.state == LetterState.ISSUED and not is_asked,
        "may_thank": is_admin and letter.kind != LetterKind.END and not why_no_end_letter(letter.appointment),
        "is_asked": is_asked,
    }
    return render(request, "programmes/letter_detail.html", context)


@require_GET
@role_required(*HAS_LETTERS)
def letter_pdf(request: UserRequest, pk: int) -> HttpResponse:
    """The stored file; who took it is an event, so a HEAD, which takes nothing, is not answered."""
    letters = AppointmentLetter.objects.visible_to(request.user, request.roles).select_related("appointment")
    letter = get_object_or_404(letters, pk=pk)
    return _pdf(read_letter(letter, by=request.user), f"{_file_name(letter)} {letter.reference}")


def _file_name(letter: AppointmentLetter) -> str:
    return "Verlängerung der Ernennung" if letter.is_renewal else FILE_NAMES[LetterKind(letter.kind)]


@require_http_methods(["GET", "POST"])
@role_required(*RUNS_LETTERS)
def letters_print(request: UserRequest) -> HttpResponse:
    """The letters of a round in one file, in the order of the names; GET leads back to the register."""
    if request.method != "POST":  # after a new sign-in
        return redirect("programmes:letter_list")
    form = RoundForm(request.POST)
    if not form.is_valid():
        raise Http404
    cohort = form.cleaned_data["round"]
    try:
        pdf = print_letters(cohort, by=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("programmes:letter_list")
    return _pdf(pdf, f"Ernennungsschreiben {cohort.number}. Ausbildungsrunde")


def _pdf(pdf: bytes, name: str) -> HttpResponse:
    return file_response(pdf, get_valid_filename(f"{name}.pdf"), "application/pdf")
