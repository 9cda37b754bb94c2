"""What every visitor may read, and the two switches of the display. No login, no database."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

YEAR = 365 * 24 * 60 * 60
COLOURS_COOKIE = "colours"
STATEMENT_REVIEWED_ON = date(2026, 11, 23)
# Never § 23 HDSIG alone: CJEU C-34/21 of 30 March 2023 is about exactly that norm.
LEGAL_BASIS = _(
    "Article 6 (1) (e) and (3) GDPR with § 3 HDSIG; for contract staff also Article 6 (1) (b) GDPR; "
    "and the agreement with the staff council on this register, where there is one."
)
# Name, version, licence, its text, source; the versions are those of tools/vendor.lock.json.
WORKS = (
    ("KERN UX", "2.7.2", "EUPL-1.2", "vendor/kern/LICENSE.md", "https://gitlab.opencode.de/kern-ux/kern-ux-plain"),
    ("htmx", "2.0.11", "0BSD", "vendor/htmx/LICENSE", "https://github.com/bigskysoftware/htmx"),
    ("Fira Sans", "5.3.0", "OFL-1.1", "vendor/fira-sans/LICENSE", "https://github.com/mozilla/Fira"),
)


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """The information of Art. 13 GDPR: what is stored, why, who sees it and for how long."""
    context = {
        "legal_basis": settings.LEGAL_BASIS or LEGAL_BASIS,
        "evidence_days": settings.EVIDENCE_RETENTION_DAYS,
        "mail_days": settings.MAIL_RETENTION_DAYS,
    }
    return render(request, "people/privacy.html", context)


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement with the parts that HVBIT § 4 asks for."""
    return render(request, "people/accessibility.html", {"reviewed_on": STATEMENT_REVIEWED_ON})


@login_not_required
@require_safe
def imprint(request: HttpRequest) -> HttpResponse:
    """Who answers for the register, and the licences of what it is built with."""
    works = [
        {"name": name, "version": version, "licence": licence, "licence_text": static(text), "source": source}
        for name, version, licence, text, source in WORKS
    ]
    return render(request, "people/imprint.html", {"works": works})


@login_not_required
@require_safe
def feedback(request: HttpRequest) -> HttpResponse:
    """How to report a barrier: HVBIT § 4 (2) no. 2."""
    return render(request, "people/feedback.html")


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language somebody chose and go back; an unknown one changes nothing."""
    response = back(request)
    choice = request.POST.get("language", "")
    if choice in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            choice,
            max_age=YEAR,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return response


@login_not_required
@require_POST
def colours(request: HttpRequest) -> HttpResponse:
    """Remember light or dark and go back; "system" forgets the choice, anything else changes nothing."""
    response = back(request)
    choice = request.POST.get("colours", "")
    if choice in ("light", "dark"):
        response.set_cookie(
            COLOURS_COOKIE, choice, max_age=YEAR, secure=request.is_secure(), httponly=True, samesite="Lax"
        )
    elif choice == "system":
        response.delete_cookie(COLOURS_COOKIE, samesite="Lax")
    return response


def back(request: HttpRequest) -> HttpResponse:
    """A redirect to the page the switch stood on; to the start page where that address is not ours."""
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    return HttpResponseRedirect(target)
