"""A pilot for the address book."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from digilotsen.downloads import file_response
from people.access import UserRequest, role_required
from people.exports.vcard import Version, vcard
from people.models.pilot import Pilot
from people.models.role_grant import Role
from people.rules.photos import visible_photos
from people.rules.profile import visible_cards

VERSIONS = {"3": Version.THREE, "4": Version.FOUR}


@require_safe
@role_required(Role.STAFF)
def pilot_card(request: UserRequest, pk: int) -> HttpResponse:
    """One appointed pilot as a vCard; `?version=3` for programs that do not read the newer format."""
    now = timezone.localtime()
    version = VERSIONS.get(request.GET.get("version", "4"))
    if version is None:
        raise Http404
    pilot = get_object_or_404(Pilot.objects.appointed_on(now.date()), pk=pk)
    card = visible_cards([pilot], now.date())[0]
    sites = list(card.department.sites.all()) if card.department else []
    photo = visible_photos(now.date()).filter(pilot=pilot).first()
    # Of several buildings nobody knows in which the pilot sits.
    site = sites[0] if len(sites) == 1 else None
    file = vcard(card, site, bytes(photo.jpeg) if photo else b"", version=version, at=now)
    return file_response(file, f"{slugify(pilot.sort_key) or pilot.pk}.vcf", "text/vcard; charset=utf-8")
