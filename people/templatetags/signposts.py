"""The box "The right person?": its words and who may change them, for whatever page includes it."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import RequestContext

from people.access import has_role
from people.rules.signpost import WRITES_SIGNPOST, newest_written, signpost

register = template.Library()


@register.simple_tag(takes_context=True)
def right_person(context: RequestContext) -> dict[str, Any]:
    """`words` (a Signpost) and `may_write`; the page's view need not know of the box."""
    request = context.request
    return {
        "words": signpost(at_least=newest_written(request.session)),
        "may_write": has_role(request, *WRITES_SIGNPOST),
    }
