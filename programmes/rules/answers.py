"""What somebody is asked by mail, and the signed link that opens just this question to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.models.department import Department
from people.models.pilot import Pilot
from people.models.user import User
from people.rules.places import department_on
from people.rules.tree import goes_on_as, with_earlier
from programmes.models.cohort import Cohort
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.mail import MailKind, MailMessage

DAYS_OF_A_LINK = 60
_SALT = "programmes.answers"


class Question(models.TextChoices):
    """Who is asked for what."""

    CONSENT = "consent", _("Do you want to take part?")
    AGREEMENT = "agreement", _("Do you agree?")
    OFFER = "offer", _("Do you take the place?")


# In which state an enrolment waits for the answer.
WAITS_FOR = {
    Question.CONSENT: EnrolmentState.PROPOSED,
    Question.AGREEMENT: EnrolmentState.CONSENTED,
    Question.OFFER: EnrolmentState.OFFERED,
}


@dataclass(frozen=True)
class Asked:
    """A question to one person about one enrolment; `user` is the account asked, for an agreement the head's."""

    question: Question
    enrolment: int
    user: int | None


def link_to_answer(question: Question, enrolment: Enrolment, user: User | None) -> str:
    """The address that opens the question for DAYS_OF_A_LINK days without signing in, to whoever holds it."""
    token = signing.dumps([question.value, enrolment.pk, user.pk if user else None], salt=_SALT, compress=True)
    return settings.PUBLIC_URL + reverse("programmes:answer", args=[token])


def asked_by(token: str) -> Asked | None:
    """What a link asks; None for one that is forged or too old."""
    try:
        question, enrolment, user = signing.loads(token, salt=_SALT, max_age=DAYS_OF_A_LINK * 24 * 60 * 60)
    except signing.BadSignature:
        return None
    return Asked(Question(question), enrolment, user)


def heads_of(departments: Sequence[Department], on: date) -> dict[int, User]:
    """By department, who leads it on `on`, else who leads the nearest one above; those nobody leads are left out."""
    units = {unit.pk: unit for unit in Department.objects.valid_on(on).select_related("head", "deputy")}
    found: dict[int, User] = {}
    for department in departments:
        unit = units.get(goes_on_as(department).pk)
        seen: set[int] = set()
        while unit is not None and unit.pk not in seen:
            seen.add(unit.pk)
            if leader := next((one for one in (unit.head, unit.deputy) if one and one.is_active), None):
                found[department.pk] = leader
                break
            unit = units.get(unit.parent_id) if unit.parent_id else None
    return found


def hears_of(head: User, pilot: Pilot, by: User | None) -> bool:
    """Whether `head` is told what `by` did about `pilot`: not whoever did it, nor the person."""
    return head != by and head.pk != pilot.user_id and bool(head.email)


def is_head_told(pilot: Pilot, today: date, *, by: User) -> bool:
    """Whether somebody leads the department of `pilot` on `today` who is told of what `by` does; two queries."""
    department = department_on(pilot, today)
    head = heads_of([department], today).get(department.pk) if department else None
    return head is not None and hears_of(head, pilot, by)


def own_people(user: User, today: date) -> QuerySet[Enrolment]:
    """The enrolments of the departments that `user` leads or deputises for, of all below them, and of those before."""
    led = with_earlier(Department.objects.led_by(user, today).values_list("pk", flat=True))
    people = Enrolment.objects.filter(department__in=led).exclude(pilot__user=user)
    return people.select_related("pilot", "department", "cohort__programme").order_by(
        "cohort__starts_on", "pilot__sort_key"
    )


def untold_of_their_place(cohort: Cohort) -> QuerySet[Enrolment]:
    """Those admitted in `cohort` whom no mail has told of their place."""
    told = MailMessage.objects.on_their_way().filter(enrolment__cohort=cohort, batch__kind=MailKind.ADMITTED)
    people = cohort.enrolments.filter(state=EnrolmentState.ADMITTED).exclude(pk__in=told.values("enrolment"))
    return people.select_related("pilot").in_order()
