"""The draft of a paper's words: written with the paper beside it, tried out, released or thrown away."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from digilotsen.htmx import render_page
from people.access import UserRequest, role_required
from people.errors import Refused
from people.models.role_grant import Role
from programmes.actions.letter_texts import (
    ChangedMeanwhile,
    check_words,
    discard_draft,
    release_draft,
    write_draft,
)
from programmes.forms.letter_texts import LetterDraftForm, ReleaseForm
from programmes.letters.specimens import pictures, surroundings, try_out
from programmes.models.letter_text import LetterTemplate, TextKind
from programmes.models.programme import Programme
from programmes.rules.example_people import example_person
from programmes.rules.letter_kinds import LAYOUTS, MEANINGS, PLACEHOLDERS
from programmes.rules.letter_texts import Overview, overview_of, the_programme
from programmes.rules.letter_words import WORDS
from programmes.rules.statutory_words import statutory_words
from programmes.rules.word_diff import word_diff


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMIN)
def letter_draft(request: UserRequest, kind: str) -> HttpResponse:
    """Write the draft of one kind, seeing beside it the paper it makes; the first time saved it begins."""
    programme, text_kind = _asked(kind)
    found = overview_of(text_kind, timezone.localdate())
    start = WORDS[text_kind] if "own" in request.GET else found.start
    initial = {**start._asdict(), "revision": found.draft.revision if found.draft else 0}
    form, theirs = LetterDraftForm(request.POST or None, initial=initial), None
    if form.is_valid() and "preview" not in request.POST:
        words = {name: form.cleaned_data[name] for name in ("subject", "body", "revision")}
        try:
            write_draft(programme, text_kind, **words, by=request.user, at=timezone.now())
        except ChangedMeanwhile as refusal:
            theirs = overview_of(text_kind, timezone.localdate()).draft
            form = _kept(form, theirs, str(refusal))
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("The draft is saved."))
            return redirect("programmes:letter_draft", kind)
    context = {
        "form": form,
        "text": found,
        "theirs": word_diff(theirs.body, form["body"].value() or "") if theirs else None,
        "their_draft": theirs,
        "placeholders": [(f"{{{name}}}", MEANINGS[name]) for name in PLACEHOLDERS[text_kind]],
        **_preview(programme, text_kind, form),
    }
    page, fragment = "programmes/letter_draft.html", "programmes/_letter_preview.html"
    return render_page(request, page, fragment=fragment, context=context)


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMIN)
def letter_draft_release(request: UserRequest, kind: str) -> HttpResponse:
    """What the draft changes and what came of trying it out; released from the day entered on."""
    programme, text_kind = _asked(kind)
    found = overview_of(text_kind, timezone.localdate())
    draft = _draft(found)
    back = reverse("programmes:letter_draft", args=[kind])
    form = ReleaseForm(request.POST or None, revision=draft.revision, today=timezone.localdate(), cancel_url=back)
    if form.is_valid():
        try:
            release_draft(programme, text_kind, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Version {version} is released.").format(version=draft.version))
            return redirect("programmes:letter_text_detail", kind)
    trials = list(try_out(draft, surroundings(programme, timezone.now())))
    before = found.released[0] if found.released else None
    context = {
        "text": found,
        "draft": draft,
        "form": form,
        "trials": trials,
        "failed": sum(bool(trial.finding) for trial in trials),
        "warned": statutory_words(kind, f"{draft.subject}\n{draft.body}").warned,
        "before": before,
        "body": word_diff(before.body, draft.body) if before else None,
        "subject": word_diff(before.subject, draft.subject) if before else None,
    }
    return render(request, "programmes/letter_draft_release.html", context)


@require_POST
@role_required(Role.ADMIN)
def letter_draft_discard(request: UserRequest, kind: str) -> HttpResponse:
    """Throw the draft away, if it is still the one that was looked at."""
    programme, text_kind = _asked(kind)
    draft = _draft(overview_of(text_kind, timezone.localdate()))
    seen = request.POST.get("revision", "")
    try:
        discard_draft(programme, text_kind, revision=int(seen) if seen.isdecimal() else 0, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("programmes:letter_draft", kind)
    messages.success(request, _("Draft no. {version} is thrown away.").format(version=draft.version))
    return redirect("programmes:letter_text_detail", kind)


def _asked(kind: str) -> tuple[Programme, TextKind]:
    if kind not in TextKind.values:
        raise Http404
    programme = the_programme()
    if programme is None:
        raise Http404
    return programme, TextKind(kind)


def _draft(found: Overview) -> LetterTemplate:
    if found.draft is None:
        raise Http404
    return found.draft


def _kept(form: LetterDraftForm, theirs: LetterTemplate | None, refusal: str) -> LetterDraftForm:
    """The form with everything typed; saved once more, it knowingly takes the place of `theirs`."""
    kept = LetterDraftForm({**dict(form.data.items()), "revision": theirs.revision if theirs else 0})
    kept.full_clean()
    kept.add_error(None, refusal)
    return kept


def _preview(programme: Programme, kind: TextKind, form: LetterDraftForm) -> dict[str, Any]:
    """The pages as they would look, or why they cannot be made."""
    subject, body = form["subject"].value() or "", form["body"].value() or ""
    person = example_person(form["person"].value() or "")
    words = LetterTemplate(kind=kind, programme=programme, subject=subject, body=body, layout=LAYOUTS[kind])
    context = {"person": person, "warned": statutory_words(kind, f"{subject}\n{body}").warned}
    try:
        check_words(kind, subject=subject, body=body)
        pages = pictures(words, person, surroundings(programme, timezone.now()))
    except Refused as refusal:
        return {**context, "refused": str(refusal)}
    return {**context, "pages": [b64encode(page).decode() for page in pages]}
