"""Entries of the qualification: recorded for many people at once, corrected by a new entry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.errors import Refused
from people.models.user import User
from programmes.models.cohort import Cohort
from programmes.models.curriculum import CurriculumModule
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.module_result import ModuleResult, ResultKind
from programmes.models.programme import TrainingModule


@dataclass(frozen=True)
class Outcome:
    """What is entered: the kind, the day it was achieved and, for an exemption, why and by whom."""

    kind: ResultKind
    achieved_on: date
    reason: str = ""
    decided_by: str = ""


@action
def record_results(
    cohort: Cohort,
    module: TrainingModule,
    enrolments: Iterable[Enrolment],
    outcome: Outcome,
    *,
    by: User | None,
    today: date,
) -> list[ModuleResult]:
    """Enter one outcome of one module for several people of a round: all of them or nobody.

    Raises Refused, with the field, for a module outside the round's curriculum, a day before the round or in the
    future, somebody who is not in training, or somebody who has an entry for this module.
    """
    chosen = [enrolment.pk for enrolment in enrolments]
    locked = Enrolment.objects.select_for_update(of=("self",)).filter(pk__in=chosen)
    people = list(locked.select_related("pilot").order_by("pk"))
    if not people:
        raise Refused(_("Please choose at least one person."), "enrolments")
    if not CurriculumModule.objects.filter(curriculum=cohort.curriculum_id, module=module).exists():
        raise Refused(_("This module is not part of the round’s curriculum."), "module")
    _refuse_day(outcome, cohort, today)
    for person in people:
        if person.cohort_id != cohort.pk or person.state != EnrolmentState.IN_TRAINING:
            raise Refused(_("{name} is not in training in this round.").format(name=person.pilot), "enrolments")
    in_force = {
        result.enrolment_id: result
        for result in ModuleResult.objects.in_force().filter(enrolment__in=people, module=module)
    }
    for person in people:
        if person.pk in in_force and in_force[person.pk].kind != ResultKind.OPEN:
            raise Refused(_("{name} has an entry for this module already.").format(name=person.pilot), "enrolments")
    results = ModuleResult.objects.bulk_create(
        _entry(person, module, outcome, by, corrects=in_force.get(person.pk)) for person in people
    )
    record(by, "results recorded", cohort, {"module": module.pk, "kind": str(outcome.kind), "people": len(results)})
    for result in results:
        record(by, "result recorded", result, _changes(result))
    return results


@action
def correct_result(result: ModuleResult, outcome: Outcome, *, by: User | None, today: date) -> ModuleResult:
    """Replace an entry by a new one; the old one stays in the record. ResultKind.OPEN takes it back.

    Raises Refused for an entry corrected before, a day before the round or in the future, or once a letter is issued.
    """
    enrolment = Enrolment.objects.select_for_update(of=("self",)).select_related("cohort").get(pk=result.enrolment_id)
    if ModuleResult.objects.filter(corrects=result).exists():
        raise Refused(_("This entry was corrected in the meantime. Please look at it again."))
    if enrolment.state != EnrolmentState.IN_TRAINING:
        raise Refused(_("The person is not in training any more; what a letter rests on stays as it is."))
    _refuse_day(outcome, enrolment.cohort, today)
    correction = _entry(enrolment, result.module, outcome, by, corrects=result)
    correction.save()
    record(by, "result corrected", correction, {**_changes(correction), "corrects": result.pk})
    return correction


def _refuse_day(outcome: Outcome, cohort: Cohort, today: date) -> None:
    if outcome.achieved_on > today:
        raise Refused(_("This day is in the future."), "achieved_on")
    # What was learned before the round is recognised or exempted; only what was passed belongs to its dates.
    if outcome.kind == ResultKind.PASSED and outcome.achieved_on < cohort.starts_on:
        raise Refused(_("This day is before the round began."), "achieved_on")
    if outcome.kind == ResultKind.EXEMPTED and not outcome.reason.strip():
        raise Refused(_("An exemption needs its reason."), "reason")
    if outcome.kind == ResultKind.EXEMPTED and not outcome.decided_by.strip():
        raise Refused(_("Please enter who decided on the exemption."), "decided_by")


def _entry(
    enrolment: Enrolment, module: TrainingModule, outcome: Outcome, by: User | None, corrects: ModuleResult | None
) -> ModuleResult:
    return ModuleResult(
        enrolment=enrolment,
        module=module,
        kind=outcome.kind,
        achieved_on=outcome.achieved_on,
        reason=outcome.reason.strip(),
        decided_by=outcome.decided_by.strip(),
        recorded_by=by,
        corrects=corrects,
    )


def _changes(result: ModuleResult) -> dict[str, object]:
    return {"enrolment": result.enrolment_id, "module": result.module_id, "kind": str(result.kind)}
