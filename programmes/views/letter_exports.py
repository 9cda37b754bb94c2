"""The register of letters as a file."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from digilotsen.downloads import file_response
from people.access import UserRequest, role_required
from people.models.role_grant import Role
from programmes.actions.export_letters import export_letters
from programmes.exports.tables import FORMATS
from programmes.forms.letters import LetterFilter
from programmes.models.letter import AppointmentLetter
from programmes.rules.numbers import series_of_years


@require_GET
@role_required(Role.ADMIN, Role.MAYORS_OFFICE)
def letters_export(request: UserRequest, extension: str) -> HttpResponse:
    """The letters asked for, as the page shows them; 404 for a kind of file there is not."""
    if extension not in FORMATS:
        raise Http404
    today = timezone.localdate()
    search = LetterFilter(request.GET, years=[year.year for year in series_of_years()])
    letters = search.apply(AppointmentLetter.objects.visible_to(request.user, request.roles).in_order(), today)
    file = export_letters(letters, extension, by=request.user, at=timezone.now())
    return file_response(file, f"schreiben-{today}.{extension}", FORMATS[extension].content_type)
