"""The audit trail in words. What is stored stays English and short, so that the chain reads alike in every language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.models.audit_event import AuditEvent
from people.models.pilot import Pilot
from people.models.role_grant import Role
from people.rules.audit_details import details

VERBS: Mapping[str, str | Promise] = {
    "absence cancelled": gettext_lazy("absence cancelled"),
    "absence changed": gettext_lazy("absence changed"),
    "absence ended": gettext_lazy("absence ended"),
    "absence entered": gettext_lazy("absence entered"),
    "account opened": gettext_lazy("account opened"),
    "account moved": gettext_lazy("account moved to another department"),
    "appointment ended": gettext_lazy("appointment ended"),
    "appointment noted": gettext_lazy("appointment noted"),
    "assignment added": gettext_lazy("further department added"),
    "assignment ended": gettext_lazy("further department ended"),
    "ceremony changed": gettext_lazy("ceremony planned otherwise"),
    "ceremony paper printed": gettext_lazy("paper of a ceremony printed"),
    "ceremony prepared": gettext_lazy("ceremony prepared"),
    "ceremony step noted": gettext_lazy("step of letters at a ceremony noted"),
    "ceremony step taken back": gettext_lazy("step of a letter at a ceremony taken back"),
    "certificate printed": gettext_lazy("certificate of participation printed"),
    "consent given": gettext_lazy("consent given"),
    "consent withdrawn": gettext_lazy("consent withdrawn"),
    "contact corrected": gettext_lazy("official contact corrected"),
    "contribution hidden": gettext_lazy("contribution hidden again"),
    "contribution noted": gettext_lazy("contribution to a project noted"),
    "contribution released": gettext_lazy("contribution released"),
    "contribution removed": gettext_lazy("contribution taken out"),
    "coverage exported": gettext_lazy("coverage exported"),
    "curriculum released": gettext_lazy("curriculum released"),
    "department closed": gettext_lazy("department closed"),
    "department corrected": gettext_lazy("department corrected"),
    "department founded": gettext_lazy("department founded"),
    "department placed": gettext_lazy("department put below another one"),
    "department renamed": gettext_lazy("department renamed"),
    "departments merged": gettext_lazy("departments merged"),
    "details confirmed": gettext_lazy("details confirmed"),
    "enrolled": gettext_lazy("enrolled"),
    "enrolment admitted": gettext_lazy("admitted to the round"),
    "enrolment agreed": gettext_lazy("head’s agreement noted"),
    "enrolment agreed anew": gettext_lazy("agreement of the new department’s head noted"),
    "enrolment follows": gettext_lazy("enrolment follows the person to another department"),
    "enrolment consented": gettext_lazy("person’s consent noted"),
    "enrolment declined": gettext_lazy("enrolment declined"),
    "enrolment deferred": gettext_lazy("moved to a later round"),
    "enrolment discontinued": gettext_lazy("training discontinued"),
    "enrolment finished": gettext_lazy("training finished"),
    "enrolment in_training": gettext_lazy("training begun"),
    "enrolment offered": gettext_lazy("seat offered"),
    "enrolment paused": gettext_lazy("training paused"),
    "enrolment proposed": gettext_lazy("offered seat accepted"),
    "enrolment waitlisted": gettext_lazy("put on the waiting list"),
    "enrolment taken back": gettext_lazy("enrolment taken back with its list"),
    "enrolment withdrawn": gettext_lazy("withdrawn from the round"),
    "entry reported": gettext_lazy("wrong entry reported"),
    "guest place given back": gettext_lazy("place at a date of another round given back"),
    "guest place taken": gettext_lazy("place at a date of another round taken"),
    "evidence read": gettext_lazy("file of a request for recognition read"),
    "evidence removed": gettext_lazy("file of a request for recognition removed"),
    "head named": gettext_lazy("head named"),
    "interest closed": gettext_lazy("interest settled"),
    "interest opened again": gettext_lazy("interest open again"),
    "interest said": gettext_lazy("interest said"),
    "invited": gettext_lazy("invitation link made"),
    "letter downloaded": gettext_lazy("letter downloaded"),
    "letter handed over": gettext_lazy("letter handed over"),
    "letter issued": gettext_lazy("letter issued"),
    "letter taken off list": gettext_lazy("letter taken off the list of a ceremony"),
    "letter settings written": gettext_lazy("settings of letters written"),
    "letter text discarded": gettext_lazy("draft of a letter text discarded"),
    "letter replaced": gettext_lazy("letter replaced"),
    "letter withdrawn": gettext_lazy("letter withdrawn"),
    "letters checked": gettext_lazy("all letters checked"),
    "withdrawal asked for": gettext_lazy("withdrawal of a letter asked for"),
    "withdrawal dropped": gettext_lazy("letter left in force"),
    "appointment expired": gettext_lazy("term of an appointment over"),
    "appointment renewed": gettext_lazy("appointment carried on"),
    "letter text released": gettext_lazy("letter text released"),
    "letter text written": gettext_lazy("draft of a letter text written"),
    "letters exported": gettext_lazy("register of letters exported"),
    "letters handed over": gettext_lazy("letters handed over"),
    "letters issued": gettext_lazy("letters issued"),
    "letters printed": gettext_lazy("letters printed"),
    "letters put on list": gettext_lazy("letters put on the list of a ceremony"),
    "list put in order": gettext_lazy("list of a ceremony put in order"),
    "list corrected": gettext_lazy("list of people corrected"),
    "list enrolled": gettext_lazy("list of people enrolled"),
    "list read": gettext_lazy("list of people read"),
    "list taken back": gettext_lazy("list of people taken back"),
    "mail left out": gettext_lazy("mail not sent, because it was settled"),
    "mail sent again": gettext_lazy("mail sent again"),
    "mail text written": gettext_lazy("words of mails written"),
    "mails forgotten": gettext_lazy("text and addresses of old mails removed"),
    "mails set off": gettext_lazy("mails set off"),
    "mails stopped": gettext_lazy("mails stopped"),
    "module added": gettext_lazy("module added"),
    "module changed": gettext_lazy("module corrected"),
    "name corrected": gettext_lazy("name corrected"),
    "password set": gettext_lazy("password set"),
    "person entered": gettext_lazy("person entered"),
    "person moved": gettext_lazy("person moved to another department"),
    "person taken out": gettext_lazy("person taken out of the register again"),
    "photo kept": gettext_lazy("photo kept"),
    "photo removed": gettext_lazy("photo removed"),
    "privacy notice read": gettext_lazy("privacy notice read"),
    "profile written": gettext_lazy("profile written"),
    "programme changed": gettext_lazy("programme changed"),
    "programme described": gettext_lazy("programme described"),
    "programme founded": gettext_lazy("programme founded"),
    "report printed": gettext_lazy("report of the year printed"),
    "report settled": gettext_lazy("report of a wrong entry settled"),
    "project changed": gettext_lazy("project changed"),
    "project entered": gettext_lazy("project entered"),
    "recognition granted": gettext_lazy("recognition granted"),
    "recognition refused": gettext_lazy("recognition refused"),
    "recognition requested": gettext_lazy("recognition requested"),
    "recognition withdrawn": gettext_lazy("request for recognition withdrawn"),
    "result corrected": gettext_lazy("result corrected"),
    "result recorded": gettext_lazy("result recorded"),
    "results recorded": gettext_lazy("results recorded"),
    "results taken back": gettext_lazy("results taken back"),
    "role granted": gettext_lazy("role granted"),
    "role named": gettext_lazy("role name laid down"),
    "role renamed": gettext_lazy("role renamed"),
    "round changed": gettext_lazy("round planned otherwise"),
    "round cancelled": gettext_lazy("round cancelled"),
    "round completed": gettext_lazy("round completed"),
    "round enrolling": gettext_lazy("enrolment opened"),
    "round planned": gettext_lazy("round planned"),
    "round running": gettext_lazy("round begun"),
    "seats changed": gettext_lazy("number of seats changed"),
    "session called off": gettext_lazy("session called off"),
    "session changed": gettext_lazy("session changed"),
    "session planned": gettext_lazy("session planned"),
    "attendance noted": gettext_lazy("attendance noted"),
    "calendar address made": gettext_lazy("address of a calendar made"),
    "calendar address revoked": gettext_lazy("address of a calendar revoked"),
    "dates exported": gettext_lazy("dates of a round exported"),
    "progress exported": gettext_lazy("progress of a round exported"),
    "sign-in sheet printed": gettext_lazy("sign-in sheet printed"),
    "people exported": gettext_lazy("people of a round exported"),
    "signatory ended": gettext_lazy("signatory ended"),
    "signatory named": gettext_lazy("signatory named"),
    "signpost written": gettext_lazy("box “The right person?” written"),
    "site added": gettext_lazy("building added"),
    "site corrected": gettext_lazy("building corrected"),
    "subject area added": gettext_lazy("subject area added"),
    "subject area removed": gettext_lazy("subject area removed"),
    "subject area renamed": gettext_lazy("subject area renamed"),
    "token made": gettext_lazy("token for a program made"),
    "token revoked": gettext_lazy("token for a program revoked"),
    "topic added": gettext_lazy("topic added"),
    "topics chosen": gettext_lazy("topics chosen"),
}
# By the name of the model alone: no two floors have one of the same name.
OBJECTS: Mapping[str, str | Promise] = {
    "absence": gettext_lazy("absence"),
    "apitoken": gettext_lazy("token for a program"),
    "consent": gettext_lazy("consent"),
    "department": gettext_lazy("department"),
    "departmentassignment": gettext_lazy("department assignment"),
    "entryreport": gettext_lazy("report of a wrong entry"),
    "photo": gettext_lazy("photo"),
    "pilot": gettext_lazy("person"),
    "rolegrant": gettext_lazy("role grant"),
    "rolename": gettext_lazy("role name"),
    "signpost": gettext_lazy("box “The right person?”"),
    "site": gettext_lazy("building"),
    "topic": gettext_lazy("topic"),
    "user": gettext_lazy("account"),
    "appointment": gettext_lazy("appointment"),
    "appointmentletter": gettext_lazy("letter"),
    "ceremony": gettext_lazy("handover"),
    "cohort": gettext_lazy("round"),
    "curriculum": gettext_lazy("curriculum"),
    "enrolment": gettext_lazy("enrolment"),
    "enrolmentimport": gettext_lazy("list of people"),
    "lettersettings": gettext_lazy("settings of letters"),
    "lettercounter": gettext_lazy("numbers of letters"),
    "lettertemplate": gettext_lazy("letter text"),
    "interest": gettext_lazy("interest"),
    "mailbatch": gettext_lazy("mails"),
    "mailmessage": gettext_lazy("mail"),
    "mailtext": gettext_lazy("words of mails"),
    "moduleresult": gettext_lazy("result"),
    "attendance": gettext_lazy("attendance"),
    "calendarfeed": gettext_lazy("address of a calendar"),
    "modulesession": gettext_lazy("session"),
    "sessionguest": gettext_lazy("place at a date of another round"),
    "programme": gettext_lazy("programme"),
    "project": gettext_lazy("project"),
    "projectcontribution": gettext_lazy("contribution to a project"),
    "recognitionevidence": gettext_lazy("file of a request for recognition"),
    "recognitionrequest": gettext_lazy("request for recognition"),
    "signatory": gettext_lazy("signatory"),
    "subjectarea": gettext_lazy("subject area"),
    "trainingmodule": gettext_lazy("module"),
}


@dataclass(frozen=True)
class EventInWords:
    """One line of the audit trail as the page shows it."""

    event: AuditEvent
    who: str
    as_what: str
    what: str | Promise
    on_what: str
    changes: Sequence[tuple[str, str]]


def in_words(event: AuditEvent) -> EventInWords:
    """Put `event` into words; what has no word here is shown as it is stored."""
    kind = OBJECTS.get(event.object_type.split(".")[-1], event.object_type)
    return EventInWords(
        event=event,
        who=str(event.actor) if event.actor else _("the system"),
        as_what=", ".join(_role(role) for role in event.actor_role.split(",") if role and event.actor),
        what=VERBS.get(event.verb, event.verb),
        on_what=_("{kind} no. {number}").format(kind=kind, number=event.object_id),
        changes=details(event.changes, event.object_type),
    )


def changes_by_others(pilot: Pilot) -> list[EventInWords]:
    """The latest changes to the row of `pilot` that the person did not make, newest first, at most ten.

    Of what changed they name the fields alone: the rest are numbers that mean nothing outside the audit trail.
    """
    events = AuditEvent.objects.filter(object_type=pilot._meta.label_lower, object_id=str(pilot.pk))
    by_others = events.exclude(actor=pilot.user_id) if pilot.user_id else events
    latest = by_others.select_related("actor").order_by("-pk")[:10]
    return [
        replace(in_words(event), changes=details({key: event.changes[key] for key in event.changes if key == "fields"}))
        for event in latest
    ]


def _role(name: str) -> str:
    return str(Role(name).label) if name in Role.values else name
