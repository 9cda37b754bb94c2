"""Modules are recognised for several people at once, as a preview showed it, for all of them or for nobody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from django.utils.translation import gettext as _

from people.actions.action import action
from people.errors import Refused
from people.models.user import User
from programmes.actions.results import Outcome, record_results
from programmes.models.cohort import Cohort
from programmes.models.enrolment import Enrolment
from programmes.models.module_result import ModuleResult, ResultKind
from programmes.models.programme import TrainingModule
from programmes.rules.recognitions import Recognised, mark_of, what_a_group_gains
from programmes.rules.standing import progress_of


@action
def recognise_group(
    cohort: Cohort,
    modules: Collection[TrainingModule],
    people: Sequence[Enrolment],
    *,
    mark: str,
    reason: str,
    decided_by: str,
    by: User | None,
    today: date,
) -> list[ModuleResult]:
    """Recognise each of `modules` for those of `people` for whom it is open, if that is still what `mark` stands for.

    Raises Refused without a reason or decider, where something changed since the preview, where nothing is to do, and
    as `record_results` does.
    """
    if not reason.strip():
        raise Refused(_("Please give the reason. The people see it."), "reason")
    if not decided_by.strip():
        raise Refused(_("Please enter who decided on this."), "decided_by")
    # Locked before looking, in the order in which results are entered, so that the preview is held against what is.
    locked = Enrolment.objects.select_for_update(of=("self",)).filter(pk__in=[person.pk for person in people])
    fresh = list(locked.select_related("pilot").order_by("pk"))
    group = group_of(cohort, modules, fresh)
    if mark_of(group) != mark:
        raise Refused(_("Something has changed since the preview. Please look at it again."))
    gaining: dict[int, list[Enrolment]] = defaultdict(list)
    for one in group:
        for entry in one.gains:
            gaining[entry.module_id].append(one.enrolment)
    if not gaining:
        raise Refused(_("All of these modules are done by now: there is nothing left to recognise."))
    outcome = Outcome(ResultKind.RECOGNISED, today, reason=reason, decided_by=decided_by)
    return [
        result
        for module in modules
        if module.pk in gaining
        for result in record_results(cohort, module, gaining[module.pk], outcome, by=by, today=today)
    ]


def group_of(cohort: Cohort, modules: Collection[TrainingModule], people: Sequence[Enrolment]) -> list[Recognised]:
    """What recognising `modules` would enter for each of `people`, by their names; three queries."""
    in_order = sorted(people, key=lambda person: (person.pilot.sort_key, person.pk))
    return what_a_group_gains(progress_of(cohort.curriculum, in_order), {module.pk for module in modules})
