"""Files that a page hands out."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def file_response(content: bytes, name: str, content_type: str, *, is_shown: bool = False) -> HttpResponse:
    """`content` as the file `name`: saved by the browser, or shown in it."""
    disposition = content_disposition_header(as_attachment=not is_shown, filename=name)
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition or "inline"})
