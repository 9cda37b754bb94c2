"""What follows in the programme when somebody works in another department, or is no longer appointed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from people.actions.action import action, record
from people.errors import Refused
from people.models.department import Department
from people.models.pilot import Pilot
from people.models.user import User
from people.rules.moves import Move
from programmes.actions.enrolment_steps import refuse_day
from programmes.actions.mails import Draft, post
from programmes.models.appointment import Appointment
from programmes.models.earlier_agreement import EarlierAgreement
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.mail import MailKind
from programmes.rules.answers import heads_of, hears_of
from programmes.rules.mail_facts import LANGUAGE, day_in_words
from programmes.rules.moves import moved_people

_S = EnrolmentState
# No head has agreed yet: the one of the new department is asked.
_NOT_AGREED_YET = (_S.PROPOSED, _S.CONSENTED, _S.WAITLISTED, _S.OFFERED)
# What lies longer back is entered for the record, and no news.
_NEWS = timedelta(days=90)


@action
def follow(move: Move) -> None:
    """Let what the programme knows of somebody follow a move: whose head is asked, and which heads are told."""
    people = Enrolment.objects.filter(pilot=move.pilot, state__in=_NOT_AGREED_YET).exclude(department=move.after)
    for enrolment in people.select_for_update().order_by("pk"):
        enrolment.department = move.after
        enrolment.save(update_fields=["department"])
        record(move.by, "enrolment follows", enrolment, {"to": move.after.pk})
    appointment = Appointment.objects.filter(pilot=move.pilot).holding_after(move.on).first()
    if appointment and move.before:
        with override(LANGUAGE):
            sentence = _("{person} moves from “{before}” to “{after}” on {day}.")
            facts = {"person": move.pilot, "before": move.before.name, "after": move.after.name}
            news = sentence.format(**facts, day=day_in_words(move.on, LANGUAGE))
        tell_heads(appointment, (move.before, move.after), news, on=move.on, by=move.by)


def tell_of_the_end(appointment: Appointment, department: Department | None, *, on: date, by: User | None) -> None:
    """Tell the head of `department` that `appointment` holds no more from `on` on; only inside an action."""
    if department is None:
        return
    with override(LANGUAGE):
        sentence = _("{person} is no longer appointed from {day} on.")
        news = sentence.format(person=appointment.pilot, day=day_in_words(on, LANGUAGE))
    tell_heads(appointment, (department,), news, on=on, by=by)


def tell_heads(
    appointment: Appointment, departments: Sequence[Department], news: str, *, on: date, by: User | None
) -> None:
    """Set off the mails that tell `news` to whoever leads `departments`; not to who did it, nor to the person."""
    now, pilot = timezone.now(), appointment.pilot
    if on < timezone.localdate(now) - _NEWS:
        return
    heads = heads_of(departments, timezone.localdate(now))
    told = {heads[unit.pk]: unit for unit in departments if unit.pk in heads}
    drafts = [_draft(head, pilot, unit, news) for head, unit in told.items() if hears_of(head, pilot, by)]
    if drafts:
        post(MailKind.HEAD_TOLD, drafts, cohort=appointment.enrolment.cohort, by=by, at=now)


def _draft(head: User, pilot: Pilot, department: Department, news: str) -> Draft:
    facts = {"name": head.name, "person": str(pilot), "department": department.name, "news": news}
    return Draft(head.email, facts, LANGUAGE, pilot=pilot)


@action
def agree_anew(
    enrolment: Enrolment, *, on: date, agreed_by: str, by: User | None, today: date, time_share: str = ""
) -> Enrolment:
    """Note that the head of the department somebody has moved to agrees, too; the agreement before stays in the record.

    Raises Refused for who works where the head agreed, for a day to come, and without the name of who agreed.
    """
    people = Enrolment.objects.select_for_update(of=("self",)).select_related("pilot", "department", "cohort")
    fresh = people.get(pk=enrolment.pk)
    found = moved_people([fresh], today)
    if not found:
        raise Refused(_("The head of the department where this person works has agreed already."))
    refuse_day(fresh, on, today)
    if not agreed_by.strip():
        raise Refused(_("Please enter who agreed."), "agreed_by")
    before = fresh.department
    EarlierAgreement.objects.create(
        enrolment=fresh,
        department=before,
        agreed_on=fresh.agreed_on or today,
        agreed_by=fresh.agreed_by,
        time_share=fresh.time_share,
    )
    ((_enrolment, fresh.department),) = found
    fresh.agreed_on, fresh.agreed_by, fresh.time_share = on, agreed_by.strip(), time_share.strip()
    fresh.save(update_fields=["department", "agreed_on", "agreed_by", "time_share"])
    record(by, "enrolment agreed anew", fresh, {"from": before.pk, "to": fresh.department_id})
    return fresh
