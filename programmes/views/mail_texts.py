"""What mails say: the administration writes the words of every occasion, in German and in English."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from digilotsen.htmx import render_page
from people.access import UserRequest, role_required
from people.errors import Refused
from people.models.role_grant import Role
from programmes.actions.mail_texts import write_mail_text
from programmes.forms.mails import MailTextForm
from programmes.models.mail import MailKind, MailText
from programmes.rules.mail_examples import example_facts
from programmes.rules.mail_texts import MEANINGS, Words, all_words, fill, own_words, placeholders_of, words_of
from programmes.rules.mail_words import LANGUAGES

PAGE_SIZE = 10


@require_safe
@role_required(Role.ADMIN)
def mail_text_list(request: UserRequest) -> HttpResponse:
    """Every occasion with the words in force in each language."""
    return render(request, "programmes/mail_text_list.html", {"rows": all_words(), "languages": LANGUAGES.values()})


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMIN)
def mail_text_edit(request: UserRequest, kind: str, language: str) -> HttpResponse:
    """Write the words of one occasion, seeing beside them how the mail will read."""
    if kind not in MailKind.values or language not in LANGUAGES:
        raise Http404
    occasion, words = MailKind(kind), words_of(MailKind(kind), language)
    start = own_words(occasion, language) if "own" in request.GET else words
    initial = {"subject": start.subject, "body": start.body, "based_on": words.version}
    form = MailTextForm(request.POST or None, initial=initial)
    is_preview = "preview" in request.POST
    if form.is_valid() and not is_preview:
        try:
            write_mail_text(occasion, language, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Mails say this from now on."))
            return redirect("programmes:mail_text_edit", kind, language)
    typed = Words(form["subject"].value() or "", form["body"].value() or "")
    history = MailText.objects.filter(kind=kind, language=language).select_related("written_by")
    context = {
        "form": form,
        "occasion": occasion,
        "code": language,
        "written_in": LANGUAGES[language],
        "words": words,
        "placeholders": [(f"{{{name}}}", MEANINGS[name]) for name in placeholders_of(occasion)],
        "page": Paginator(history, PAGE_SIZE).get_page(request.GET.get("page")),
        **_preview(occasion, language, typed),
    }
    page, fragment = "programmes/mail_text_edit.html", "programmes/_mail_text_preview.html"
    return render_page(request, page, fragment=fragment, context=context)


def _preview(occasion: MailKind, language: str, words: Words) -> dict[str, Any]:
    """How a mail in these words reads, or why there can be none."""
    try:
        subject, body = fill(occasion, words, example_facts(language))
    except Refused as refusal:
        return {"refused": str(refusal)}
    return {"subject": subject, "body": body}
