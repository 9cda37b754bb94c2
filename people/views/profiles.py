"""One pilot as colleagues see them."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.access import UserRequest, has_role, role_required
from people.models.pilot import Pilot
from people.models.role_grant import Role
from people.rules.entry_reports import CORRECTS_ENTRIES
from people.rules.places import places_of
from people.rules.profile import visible_cards
from people.rules.profile_parts import parts_of


@require_safe
@role_required(Role.STAFF)
def pilot_detail(request: UserRequest, pk: int) -> HttpResponse:
    """An appointed pilot: whom to ask, how to reach them, what else they released."""
    today = timezone.localdate()
    pilot = get_object_or_404(Pilot.objects.appointed_on(today), pk=pk)
    card = visible_cards([pilot], today)[0]
    context = {
        "card": card,
        "places": places_of(pilot, today),
        "sites": card.department.sites.order_by("name") if card.department else (),
        "parts": parts_of(pilot, today),
        "is_own": pilot.user_id == request.user.pk,
        "may_correct": has_role(request, *CORRECTS_ENTRIES),
    }
    return render(request, "people/pilot_detail.html", context)
