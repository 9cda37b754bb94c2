"""What papers say: all kinds, the versions of one, two of them side by side."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.access import UserRequest, role_required
from people.models.role_grant import Role
from programmes.forms.letter_texts import CompareForm
from programmes.models.letter_text import TextKind
from programmes.rules.letter_texts import overview_of, overviews
from programmes.rules.word_diff import word_diff


@require_safe
@role_required(Role.ADMIN)
def letter_text_list(request: UserRequest) -> HttpResponse:
    """Every kind of paper with the words in force, those to come and the draft."""
    return render(request, "programmes/letter_text_list.html", {"rows": overviews(timezone.localdate())})


@require_safe
@role_required(Role.ADMIN)
def letter_text_detail(request: UserRequest, kind: str) -> HttpResponse:
    """The words of one kind: which hold, which were, and the draft."""
    if kind not in TextKind.values:
        raise Http404
    found = overview_of(TextKind(kind), timezone.localdate())
    return render(request, "programmes/letter_text_detail.html", {"text": found})


@require_safe
@role_required(Role.ADMIN)
def letter_text_compare(request: UserRequest, kind: str) -> HttpResponse:
    """Two versions of the same words side by side, the differences marked."""
    if kind not in TextKind.values:
        raise Http404
    found = overview_of(TextKind(kind), timezone.localdate())
    if not found.versions:
        raise Http404
    form = CompareForm(request.GET, versions=found.versions)
    old, new = form.chosen()
    context = {
        "text": found,
        "form": form,
        "old": old,
        "new": new,
        "subject": word_diff(old.subject, new.subject),
        "body": word_diff(old.body, new.body),
        "is_same": (old.subject, old.body) == (new.subject, new.body),
    }
    return render(request, "programmes/letter_text_compare.html", context)
