"""Somebody goes on in a later round and keeps what is finished."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from people.actions.action import action, record
from people.errors import Refused
from people.models.user import User
from programmes.actions.enrolment_steps import leave_for
from programmes.models.cohort import NOT_BEGUN, Cohort, CohortState
from programmes.models.curriculum import CurriculumModule
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.module_result import COUNTING, ModuleResult, ResultKind
from programmes.rules.steps import has_left


@action
def defer(enrolment: Enrolment, *, to: Cohort | None, by: User | None, today: date) -> Enrolment:
    """Move somebody to a later round, or out of this one until a later round is known; the seat is free again.

    In the later round they get a seat, or a place on its waiting list where none is free; consent and agreement go
    along, and so does every module they have that its curriculum knows: passed becomes recognised. What was recorded
    here stays. Raises Refused for a step the enrolment cannot take, for a round that has begun, and for one the person
    has been in already, or is in although it is cancelled: they would have no place anywhere.
    """
    if to is not None and (to.pk == enrolment.cohort_id or to.programme_id != enrolment.cohort.programme_id):
        raise Refused(_("Please choose a later round."), "to")
    deferred = leave_for(enrolment, to, by=by, today=today)
    if to is not None:
        _carry_over(deferred, _place_in(to, deferred, by, today), by)
    return deferred


def _place_in(cohort: Cohort, deferred: Enrolment, by: User | None, today: date) -> Enrolment:
    """The person's place in the later round: the one they have already, or a new one."""
    present = Enrolment.objects.filter(cohort=cohort, pilot=deferred.pilot_id).exclude(
        state__in=(EnrolmentState.DECLINED, EnrolmentState.WITHDRAWN)
    )
    if there := present.select_related("cohort").first():
        _refuse_over(there, deferred)
        return there
    rounds = Cohort.objects.filter(pk=cohort.pk)
    enrolment = Enrolment.objects.create(
        cohort=cohort,
        pilot=deferred.pilot,
        department=deferred.department,
        nomination_path=deferred.nomination_path,
        state=_agreed_state(deferred),
        enrolled_on=today,
        consented_on=deferred.consented_on,
        agreed_on=deferred.agreed_on,
        agreed_by=deferred.agreed_by,
        time_share=deferred.time_share,
    )
    open_rounds = rounds.filter(state__in=NOT_BEGUN)
    if not open_rounds.with_room().update(seats_taken=F("seats_taken") + 1):
        if not open_rounds.update(seats_taken=F("seats_taken")):
            raise Refused(_("This round has begun already: please choose a later one."), "to")
        enrolment.state, enrolment.waits_since = EnrolmentState.WAITLISTED, timezone.now()
        enrolment.save(update_fields=["state", "waits_since"])
    record(by, "enrolled", enrolment, {"round": cohort.pk, "pilot": deferred.pilot_id, "state": enrolment.state})
    return enrolment


def _refuse_over(there: Enrolment, deferred: Enrolment) -> None:
    if there.cohort.state == CohortState.CANCELLED:
        raise Refused(_("This round is cancelled: nobody goes on in it."), "to")
    if has_left(there) or there.state == EnrolmentState.FINISHED:
        sentence = _("{name} has been in this round already: please choose another one.")
        raise Refused(sentence.format(name=deferred.pilot), "to")


def _agreed_state(deferred: Enrolment) -> EnrolmentState:
    if deferred.agreed_on and deferred.consented_on:
        return EnrolmentState.AGREED
    return EnrolmentState.CONSENTED if deferred.consented_on else EnrolmentState.PROPOSED


def _carry_over(deferred: Enrolment, place: Enrolment, by: User | None) -> None:
    """Enter in the later round what was finished in this one, as far as its curriculum knows it and it is not there."""
    known = CurriculumModule.objects.filter(curriculum=place.cohort.curriculum_id).values("module")
    had = ModuleResult.objects.in_force().filter(enrolment=deferred, kind__in=COUNTING, module__in=known)
    entered = had.exclude(module__in=ModuleResult.objects.filter(enrolment=place).values("module"))
    with override(settings.LANGUAGE_CODE):
        sentence = _("“{result}” in: {round}")
        results = ModuleResult.objects.bulk_create(
            ModuleResult(
                enrolment=place,
                module_id=before.module_id,
                kind=ResultKind.EXEMPTED if before.kind == ResultKind.EXEMPTED else ResultKind.RECOGNISED,
                achieved_on=before.achieved_on,
                reason=before.reason
                or sentence.format(result=before.get_kind_display(), round=deferred.cohort.title[:200]),
                decided_by=before.decided_by or str(by or settings.REGISTER_NAME)[:200],
                recorded_by=by,
                carried_from_id=before.carried_from_id or before.pk,
            )
            for before in entered.order_by("pk")
        )
    for result in results:
        changes = {"enrolment": place.pk, "module": result.module_id, "kind": str(result.kind)}
        record(by, "result recorded", result, changes)
