"""Entries of the qualification: recorded for many people at once, corrected by a new entry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.actions.action import action, record
from people.errors import Refused
from people.models.user import User
from programmes.actions.guest_places import give_places_back
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.module_result import ModuleResult, ResultKind
from programmes.models.programme import TrainingModule
from programmes.models.result_batch import ResultBatch

# A round that has not opened has nobody in training, and what a cancelled one taught is settled outside it.
WITHOUT_RESULTS = (CohortState.PLANNED, CohortState.CANCELLED)
# A cell of the matrix: the keys of its enrolment and of its module.
Mark = tuple[int, int]


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
    """Enter one outcome of one module for several people of a round: all of them or nobody, as one batch.

    Raises Refused as `record_marks` does.
    """
    return record_marks(cohort, [(one.pk, module.pk) for one in enrolments], outcome, by=by, today=today)


@action
def record_marks(
    cohort: Cohort, marks: Iterable[Mark], outcome: Outcome, *, by: User | None, today: date
) -> list[ModuleResult]:
    """Enter one outcome in several cells of a round's matrix: in all of them or in none, as one batch.

    Raises Refused, with the field, for a round that is planned or cancelled, a module outside its curriculum, a day
    before the round or in the future, somebody who is not in training, or people who have an entry for such a module.
    """
    chosen = set(marks)
    locked = Enrolment.objects.select_for_update(of=("self",)).filter(pk__in={person for person, _module in chosen})
    people = {person.pk: person for person in locked.select_related("pilot").order_by("pk")}
    if not people:
        raise Refused(_("Please choose at least one person."), "enrolments")
    _refuse_round(cohort)
    modules = {one.module_id: one.module for one in cohort.curriculum.entries.select_related("module")}
    if any(module not in modules for _person, module in chosen):
        raise Refused(_("This module is not part of the round’s curriculum."), "module")
    _refuse_day(outcome, cohort, today)
    for person in people.values():
        if person.cohort_id != cohort.pk or person.state != EnrolmentState.IN_TRAINING:
            raise Refused(_("{name} is not in training in this round.").format(name=person.pilot), "enrolments")
    cells = [(people[person], modules[module]) for person, module in sorted(chosen)]
    in_force = {
        (result.enrolment_id, result.module_id): result
        for result in ModuleResult.objects.in_force().filter(enrolment__in=people, module__in=modules)
    }
    _refuse_through([cell for cell in cells if (entry := in_force.get(_key(*cell))) and entry.kind != ResultKind.OPEN])
    batch = ResultBatch.objects.create(cohort=cohort)
    results = ModuleResult.objects.bulk_create(
        _entry(*cell, outcome, by, corrects=in_force.get(_key(*cell)), batch=batch) for cell in cells
    )
    recorded = sorted({module for _person, module in chosen})
    changes = {"modules": recorded, "kind": str(outcome.kind), "people": len(people), "batch": batch.pk}
    record(by, "results recorded", cohort, changes)
    for result in results:
        record(by, "result recorded", result, _changes(result))
    for module in recorded:
        through = [person for person, passed in chosen if passed == module]
        give_places_back(through, by=by, at=timezone.now(), module=module)
    return results


@action
def correct_result(result: ModuleResult, outcome: Outcome, *, by: User | None, today: date) -> ModuleResult:
    """Replace an entry by a new one; the old one stays in the record. ResultKind.OPEN takes it back.

    Raises Refused for an entry corrected before, one that would stay as it is, a day before the round or in the
    future, a round that is planned or cancelled, or once a letter is issued.
    """
    enrolment = Enrolment.objects.select_for_update(of=("self",)).select_related("cohort").get(pk=result.enrolment_id)
    if ModuleResult.objects.filter(corrects=result).exists():
        raise Refused(_("This entry was corrected in the meantime. Please look at it again."))
    if enrolment.state != EnrolmentState.IN_TRAINING:
        raise Refused(_("The person is not in training any more; what a letter rests on stays as it is."))
    _refuse_round(enrolment.cohort)
    _refuse_day(outcome, enrolment.cohort, today)
    correction = _entry(enrolment, result.module, outcome, by, corrects=result)
    if _said(correction) == _said(result):
        raise Refused(_("Nothing is different from the entry before: there is nothing to correct."))
    correction.save()
    record(by, "result corrected", correction, {**_changes(correction), "corrects": result.pk})
    if outcome.kind != ResultKind.OPEN:
        give_places_back([enrolment.pk], by=by, at=timezone.now(), module=result.module_id)
    return correction


def _key(person: Enrolment, module: TrainingModule) -> Mark:
    return person.pk, module.pk


def _refuse_through(cells: Sequence[tuple[Enrolment, TrainingModule]]) -> None:
    """Refuse what was recorded before: by name, and with the modules where they are several."""
    if not cells:
        return
    if len({module.pk for _person, module in cells}) > 1:
        names = "; ".join(f"{person.pilot} ({module.code})" for person, module in cells)
        raise Refused(_("There is an entry already: {names}.").format(names=names), "enrolments")
    sentence = ngettext(
        "{names} has an entry for this module already.", "{names} have an entry for this module already.", len(cells)
    )
    raise Refused(sentence.format(names="; ".join(str(person.pilot) for person, _module in cells)), "enrolments")


def _refuse_round(cohort: Cohort) -> None:
    # Locked after its enrolments, as everywhere, so that nobody cancels it meanwhile.
    fresh = Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    if fresh.state in WITHOUT_RESULTS:
        raise Refused(_("This round is “{state}”: nothing is entered in it.").format(state=fresh.get_state_display()))


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
    enrolment: Enrolment,
    module: TrainingModule,
    outcome: Outcome,
    by: User | None,
    *,
    corrects: ModuleResult | None,
    batch: ResultBatch | None = None,
) -> ModuleResult:
    # Somebody who passed did it themselves: there is nothing to give reasons for, and nobody decided.
    explained = outcome.kind != ResultKind.PASSED
    return ModuleResult(
        enrolment=enrolment,
        module=module,
        kind=outcome.kind,
        achieved_on=outcome.achieved_on,
        reason=outcome.reason.strip() if explained else "",
        decided_by=outcome.decided_by.strip() if explained else "",
        recorded_by=by,
        corrects=corrects,
        carried_from_id=corrects.carried_from_id if corrects else None,
        batch=batch,
    )


def _said(result: ModuleResult) -> tuple[str, date, str, str]:
    return ResultKind(result.kind).value, result.achieved_on, result.reason, result.decided_by


def _changes(result: ModuleResult) -> dict[str, object]:
    return {"enrolment": result.enrolment_id, "module": result.module_id, "kind": str(result.kind)}
