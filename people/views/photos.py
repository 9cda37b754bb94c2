"""The pictures beside the names."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from people.access import UserRequest, role_required
from people.models.role_grant import Role
from people.rules.photos import visible_photos

AN_HOUR = 60 * 60


@require_safe
@role_required(Role.STAFF)
def pilot_photo(request: UserRequest, pk: int) -> HttpResponse:
    """The photo an appointed pilot released; under the address of just this picture a browser keeps it for an hour."""
    photo = get_object_or_404(visible_photos(timezone.localdate()).defer("jpeg"), pilot=pk)
    etag = f'"{photo.sha256}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(bytes(photo.jpeg), content_type="image/jpeg")
    response["ETag"] = etag
    if request.GET.get("v") == photo.sha256[:12]:
        patch_cache_control(response, private=True, max_age=AN_HOUR)
    else:
        patch_cache_control(response, private=True, no_cache=True)
    return response
