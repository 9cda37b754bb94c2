"""The kinds of papers whose words the office writes: which {placeholders} each has, and which layout sets it.

One engine, one contract: `letters/compose.py` fills what stands here, nothing else. The placeholders stand where they
need no other case than their first one, so that no word has to be bent.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from programmes.models.letter_settings import LetterForm
from programmes.models.letter_text import TextKind
from programmes.rules.letter_sender import Sender

_PERSON = ("name", "role", "role_plural", "department", "round", "programme", "city")
_APPOINTED = (*_PERSON, "effective_from", "term")
PLACEHOLDERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        TextKind.APPOINTMENT: _APPOINTED,
        TextKind.RENEWAL: _APPOINTED,
        TextKind.REPLACEMENT: (*_APPOINTED, "replaced_number", "replaced_on"),
        TextKind.END: (*_PERSON, "effective_from", "last_day"),
        TextKind.CERTIFICATE: (
            "name",
            "module_code",
            "module",
            "subject_area",
            "teaching_units",
            "day",
            "round",
            "programme",
            "role_plural",
            "city",
        ),
        # It is about a place and names whoever is there by itself.
        TextKind.NOTICE: ("place", "role_plural", "programme", "city"),
    }
)
# The newest layout of each kind; a version of the words keeps the one it was written for.
LAYOUTS: Mapping[str, str] = MappingProxyType(
    {
        TextKind.APPOINTMENT: "ernennung-v1",
        TextKind.RENEWAL: "ernennung-v1",
        TextKind.REPLACEMENT: "ernennung-v1",
        TextKind.END: "ernennung-v1",
        TextKind.CERTIFICATE: "bescheinigung-v1",
        TextKind.NOTICE: "aushang-v1",
    }
)
# Which layout takes the place of an older one where the office has a crest or a form of its own.
_SUCCESSORS: Mapping[str, str] = MappingProxyType({"ernennung-v1": "ernennung-v2"})
MEANINGS: Mapping[str, str | Promise] = {
    "name": _("full name with titles"),
    "role": _("role in the form the person has chosen"),
    "role_plural": _("role in the plural"),
    "department": _("department of the person"),
    "round": _("number of the round, in words"),
    "programme": _("name of the programme"),
    "city": _("name of the town"),
    "effective_from": _("first day of the appointment"),
    "term": _("until when the appointment holds: a day, or until further notice"),
    "replaced_number": _("number of the letter that is replaced"),
    "replaced_on": _("day of issue of the letter that is replaced"),
    "last_day": _("last day of the appointment"),
    "module_code": _("short sign of the module"),
    "module": _("title of the module"),
    "subject_area": _("subject area of the module"),
    "teaching_units": _("extent of the module in teaching units"),
    "day": _("day on which the module was passed"),
    "place": _("department or building the notice is for"),
}


def layout_for(layout: str, sender: Sender) -> str:
    """The layout that sets a paper: the one its words were written for, or its successor where the office's own crest
    or form asks for what only that one can."""
    is_own = bool(sender.crest) or sender.form != LetterForm.B
    return _SUCCESSORS.get(layout, layout) if is_own else layout
