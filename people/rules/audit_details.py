"""What an event changed, in words: the names of what is stored with it, and the states in its values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

NAMES: Mapping[str, str | Promise] = {
    "accounts": gettext_lazy("accounts moved"),
    "batch": gettext_lazy("entered together"),
    "before": gettext_lazy("before"),
    "by": gettext_lazy("replaced by"),
    "code": gettext_lazy("code"),
    "corrects": gettext_lazy("corrects entry"),
    "department": gettext_lazy("department"),
    "departments": gettext_lazy("departments"),
    "deputy": gettext_lazy("deputy"),
    "effective_from": gettext_lazy("with effect from"),
    "electives_needed": gettext_lazy("electives needed"),
    "ended_on": gettext_lazy("ended on"),
    "enrolment": gettext_lazy("enrolment"),
    "faults": gettext_lazy("faults"),
    "field": gettext_lazy("field"),
    "fields": gettext_lazy("fields"),
    "files": gettext_lazy("files"),
    "format": gettext_lazy("format"),
    "from": gettext_lazy("from"),
    "head": gettext_lazy("head of department"),
    "held_on": gettext_lazy("date"),
    "is_deputy": gettext_lazy("signs as a deputy"),
    "is_external": gettext_lazy("works outside the administration"),
    "kind": gettext_lazy("kind"),
    "language": gettext_lazy("language"),
    "last_day": gettext_lazy("last day"),
    "layout": gettext_lazy("layout"),
    "letters": gettext_lazy("letters"),
    "mail": gettext_lazy("mail"),
    "mails": gettext_lazy("mails"),
    "module": gettext_lazy("module"),
    "modules": gettext_lazy("modules"),
    "moved": gettext_lazy("people moved"),
    "name": gettext_lazy("name"),
    "needs": gettext_lazy("needs"),
    "number": gettext_lazy("number"),
    "occasion": gettext_lazy("occasion"),
    "office": gettext_lazy("office"),
    "on": gettext_lazy("date"),
    "outcome": gettext_lazy("outcome"),
    "paper": gettext_lazy("paper"),
    "parent": gettext_lazy("part of"),
    "people": gettext_lazy("people"),
    "pilot": gettext_lazy("person"),
    "plural": gettext_lazy("plural"),
    "project": gettext_lazy("project"),
    "reason": gettext_lazy("reason"),
    "reference": gettext_lazy("letter"),
    "revision": gettext_lazy("state of the draft"),
    "renews": gettext_lazy("carries on"),
    "role": gettext_lazy("role"),
    "round": gettext_lazy("round"),
    "request": gettext_lazy("request for recognition"),
    "rows": gettext_lazy("rows"),
    "seats": gettext_lazy("seats"),
    "session": gettext_lazy("session"),
    "sha256": gettext_lazy("checksum"),
    "short": gettext_lazy("short form"),
    "singular_f": gettext_lazy("feminine form"),
    "singular_m": gettext_lazy("masculine form"),
    "singular_n": gettext_lazy("neutral form"),
    "sites": gettext_lazy("sites"),
    "starts_at": gettext_lazy("begins"),
    "state": gettext_lazy("state"),
    "step": gettext_lazy("step"),
    "successor": gettext_lazy("goes on in"),
    "synonyms": gettext_lazy("other words for it"),
    "title": gettext_lazy("title"),
    "to": gettext_lazy("to"),
    "trainer": gettext_lazy("trainer"),
    "units": gettext_lazy("departments moved"),
    "until": gettext_lazy("until"),
    "user": gettext_lazy("account"),
    "valid_from": gettext_lazy("valid from"),
    "version": gettext_lazy("version"),
    "year": gettext_lazy("year"),
}
# The values that are words of the register, not of a person; they are looked up only under the names that hold them.
HOLD_WORDS = (
    "field",
    "fields",
    "from",
    "kind",
    "modules",
    "occasion",
    "outcome",
    "paper",
    "reason",
    "role",
    "state",
    "step",
    "to",
)
WORDS: Mapping[str, str | Promise] = {
    # rounds
    "planned": gettext_lazy("planned"),
    "enrolling": gettext_lazy("enrolling"),
    "running": gettext_lazy("running"),
    "completed": gettext_lazy("completed"),
    "cancelled": gettext_lazy("cancelled"),
    # enrolments
    "proposed": gettext_lazy("proposed"),
    "consented": gettext_lazy("consented"),
    "agreed": gettext_lazy("agreed by the head"),
    "admitted": gettext_lazy("admitted"),
    "in_training": gettext_lazy("in training"),
    "finished": gettext_lazy("finished"),
    "waitlisted": gettext_lazy("waiting for a place"),
    "offered": gettext_lazy("place offered"),
    "paused": gettext_lazy("paused"),
    "deferred": gettext_lazy("moved to a later round"),
    "declined": gettext_lazy("declined"),
    "withdrawn": gettext_lazy("withdrawn"),
    "discontinued": gettext_lazy("discontinued"),
    # letters
    "appointment": gettext_lazy("letter of appointment"),
    "replacement": gettext_lazy("replacement"),
    "end": gettext_lazy("letter on the end of the appointment"),
    "renewal": gettext_lazy("renewal"),
    "lost": gettext_lazy("the letter is lost"),
    "name_changed": gettext_lazy("the name has changed"),
    "misprint": gettext_lazy("the letter has a misprint"),
    "mistake": gettext_lazy("issued by mistake"),
    "unfounded": gettext_lazy("the conditions were not met"),
    "twice": gettext_lazy("issued twice"),
    "taken_back": gettext_lazy("taken back"),
    # projects
    "done": gettext_lazy("done"),
    "stopped": gettext_lazy("not continued"),
    "title": gettext_lazy("title"),
    "story": gettext_lazy("what became better"),
    "state": gettext_lazy("state"),
    "starts_on": gettext_lazy("from"),
    "ends_on": gettext_lazy("until"),
    "departments": gettext_lazy("departments"),
    # modules and their results
    "required": gettext_lazy("required"),
    "elective": gettext_lazy("elective"),
    "passed": gettext_lazy("passed"),
    "recognised": gettext_lazy("recognised"),
    "exempted": gettext_lazy("exempted"),
    "open": gettext_lazy("open again"),
    # a ceremony: steps of letters, and papers
    "printed": gettext_lazy("printed"),
    "signed": gettext_lazy("signed"),
    "handed_over": gettext_lazy("handed over"),
    "absent": gettext_lazy("not present"),
    "folder": gettext_lazy("signing folder"),
    "letters": gettext_lazy("letters"),
    "letters-plain": gettext_lazy("letters for paper with a letterhead"),
    "names": gettext_lazy("names to be read out"),
    "press": gettext_lazy("named to the press"),
    # an appointment
    "end_reason": gettext_lazy("reason"),
    # an entry and what colleagues report of it
    "has_left": gettext_lazy("does not work here any more"),
    "department": gettext_lazy("department"),
    "mail": gettext_lazy("e-mail address"),
    "corrected": gettext_lazy("corrected"),
    "was_right": gettext_lazy("the entry was right"),
    # occasions of mails
    "consent": gettext_lazy("asks for consent"),
    "agreement": gettext_lazy("asks for agreement"),
    "offer": gettext_lazy("offers a place"),
    "invitation": gettext_lazy("invites to a session"),
    "session_changed": gettext_lazy("tells of a changed session"),
    "session_cancelled": gettext_lazy("tells of a cancelled session"),
    "reminder": gettext_lazy("reminds of a session"),
    "agreement_reminder": gettext_lazy("reminds of an agreement"),
    "head_told": gettext_lazy("tells the head of department"),
    "recognition_decided": gettext_lazy("tells of a decision on recognition"),
    # granted roles
    "coordinator": gettext_lazy("coordinator"),
    "admin": gettext_lazy("admin"),
    "trainer": gettext_lazy("trainer"),
    "mayors_office": gettext_lazy("mayor's office"),
    "dpo": gettext_lazy("data protection officer"),
    # a profile
    "topics": gettext_lazy("topics"),
    "bio": gettext_lazy("about me"),
    "languages": gettext_lazy("languages"),
    "office_hours": gettext_lazy("office hours"),
    "other_languages": gettext_lazy("other languages"),
    "contact_me_for": gettext_lazy("contact me for"),
    "preferred_contact": gettext_lazy("how I like to be asked"),
    # the box of whom to ask what
    "pilots_help": gettext_lazy("what pilots help with"),
    "service_helps": gettext_lazy("what the IT service helps with"),
    "service_mail": gettext_lazy("e-mail address of the IT service"),
    "service_phone": gettext_lazy("phone number of the IT service"),
    # a building
    "street": gettext_lazy("street"),
    "postcode": gettext_lazy("postcode"),
    "city": gettext_lazy("city"),
    "name": gettext_lazy("name"),
    "photo": gettext_lazy("photo"),
    "helps_other_departments": gettext_lazy("helps other departments too"),
    "phone": gettext_lazy("phone"),
    "room": gettext_lazy("room"),
    "role_form": gettext_lazy("form of the role name"),
    "form_of_address": gettext_lazy("form of address"),
    "pronunciation": gettext_lazy("how the name is spoken"),
    # an absence
    "last_day": gettext_lazy("last day"),
    "stand_in": gettext_lazy("stand-in"),
}


def details(changes: Mapping[str, Any], object_type: str = "") -> list[tuple[str, str]]:
    """The changes of an event as pairs of a name and a value; what has no word here is shown as it is stored.

    Fields that have no word here are called as the model `object_type` ("app.model") calls them.
    """
    told = {key: _fields(value, object_type) if key == "fields" else value for key, value in changes.items()}
    return [
        (str(NAMES.get(key, key.replace("_", " "))), _value(value, worded=key in HOLD_WORDS))
        for key, value in told.items()
    ]


def _fields(names: Any, object_type: str) -> Any:
    """`names` with those the model knows and no word stands here for in its words."""
    if not isinstance(names, list) or not object_type:
        return names
    known = {field.name: field for field in apps.get_model(object_type)._meta.get_fields()}
    return [str(getattr(known.get(name), "verbose_name", name)) if name not in WORDS else name for name in names]


def _value(value: Any, *, worded: bool) -> str:
    if value in (None, "None"):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_value(part, worded=worded)}" for key, part in value.items())
    if isinstance(value, list):
        return ", ".join(_value(part, worded=worded) for part in value)
    return str(WORDS.get(value, value)) if worded and isinstance(value, str) else str(value)
