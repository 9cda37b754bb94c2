"""People answer what they are asked: the person, the head of department, whoever has waited for a place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from people.actions.action import action
from people.errors import Refused
from people.models.user import User
from programmes.actions.enrolment_steps import accept_offer, decline, record_agreement, record_consent
from programmes.actions.mails import Draft, post
from programmes.models.cohort import Cohort
from programmes.models.enrolment import Enrolment
from programmes.models.mail import MailBatch, MailKind
from programmes.rules.answers import WAITS_FOR, Question, heads_of, link_to_answer, untold_of_their_place
from programmes.rules.mail_facts import LANGUAGE, day_in_words, round_facts

KINDS = {
    Question.CONSENT: MailKind.CONSENT,
    Question.AGREEMENT: MailKind.AGREEMENT,
    Question.OFFER: MailKind.OFFER,
}


@action
def answer(
    enrolment: Enrolment, question: Question, *, yes: bool, by: User | None, today: date, time_share: str = ""
) -> Enrolment:
    """Take a yes or a no to `question`; after a no the seat is free again, and no reason is kept.

    `by` is who answers; for an agreement it is the head, whose name is kept with it. Raises Refused for a question
    that is settled.
    """
    fresh = Enrolment.objects.select_for_update(of=("self",)).select_related("cohort", "pilot").get(pk=enrolment.pk)
    if fresh.state != WAITS_FOR[question]:
        raise Refused(_("This question is settled already: “{state}”.").format(state=fresh.get_state_display()))
    if not yes:
        return decline(fresh, by=by, today=today)
    match question:
        case Question.CONSENT:
            return record_consent(fresh, on=today, by=by, today=today)
        case Question.AGREEMENT:
            name = str(by or _("head of department"))[:200]
            return record_agreement(fresh, on=today, agreed_by=name, by=by, today=today, time_share=time_share)
    # Whoever takes the place wants to take part: nobody is asked a second time.
    return record_consent(accept_offer(fresh, by=by), on=today, by=by, today=today)


def drafts_for(question: Question, people: Sequence[Enrolment], today: date) -> list[Draft]:
    """The mails that ask `question` of those of `people` who can be asked now; a head of nobody is left out."""
    waiting = [one for one in people if one.state == WAITS_FOR[question]]
    if question == Question.AGREEMENT:
        heads = heads_of([one.department for one in waiting], today)
        return [_to_head(one, heads[one.department_id]) for one in waiting if one.department_id in heads]
    return [_to_person(question, one) for one in waiting]


@action
def ask(question: Question, people: Sequence[Enrolment], *, cohort: Cohort, by: User, at: datetime) -> MailBatch:
    """Set off the mails of `drafts_for`; raise Refused where there is nobody to ask."""
    drafts = drafts_for(question, people, timezone.localdate(at))
    if not drafts:
        raise Refused(_("There is nobody to ask."))
    return post(KINDS[question], drafts, cohort=cohort, by=by, at=at)


def drafts_of_places(people: Iterable[Enrolment]) -> list[Draft]:
    """The mails that tell `people`, with their round at hand, of their place."""
    link = settings.PUBLIC_URL + reverse("programmes:my_qualification")
    return [
        Draft(
            one.pilot.mail,
            {"name": str(one.pilot), "link": link, **round_facts(one.cohort, LANGUAGE)},
            LANGUAGE,
            pilot=one.pilot,
            enrolment=one,
        )
        for one in people
    ]


@action
def tell_of_places(cohort: Cohort, *, by: User, at: datetime) -> MailBatch:
    """Set off the mails to those admitted who do not know it yet; raise Refused where everybody knows.

    The round's row is locked first, so that two coordinators who click together tell people once.
    """
    fresh = Cohort.objects.select_for_update().get(pk=cohort.pk)
    people = untold_of_their_place(fresh).select_related("pilot", "cohort__programme")
    if not (drafts := drafts_of_places(people)):
        raise Refused(_("Everybody knows of this already."))
    return post(MailKind.ADMITTED, drafts, cohort=fresh, by=by, at=at)


def _to_person(question: Question, enrolment: Enrolment) -> Draft:
    facts = {
        "name": str(enrolment.pilot),
        "link": link_to_answer(question, enrolment, enrolment.pilot.user),
        **round_facts(enrolment.cohort, LANGUAGE),
    }
    if question == Question.OFFER and enrolment.offered_until:
        facts["until"] = day_in_words(enrolment.offered_until, LANGUAGE)
    return Draft(enrolment.pilot.mail, facts, LANGUAGE, pilot=enrolment.pilot, enrolment=enrolment)


def _to_head(enrolment: Enrolment, head: User) -> Draft:
    facts = {
        "name": head.name,
        "person": str(enrolment.pilot),
        "department": enrolment.department.name,
        "link": link_to_answer(Question.AGREEMENT, enrolment, head),
        **round_facts(enrolment.cohort, LANGUAGE),
    }
    return Draft(head.email, facts, LANGUAGE, enrolment=enrolment)
