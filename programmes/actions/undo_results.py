"""Results recorded with one click are taken back with one: as corrections, so that the record tells of both."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.errors import Refused
from people.models.user import User
from programmes.actions.results import Outcome, correct_result
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.module_result import ModuleResult, ResultKind
from programmes.models.result_batch import ResultBatch


@action
def undo_results(batch: ResultBatch, *, by: User, at: datetime) -> list[ModuleResult]:
    """Open again everything that was recorded in `batch`, and give the new entries: all of it or nothing.

    Raises Refused where it is taken back already, and, with their names, where an entry was corrected since or somebody
    is not in training any more; and as `correct_result` does.
    """
    # The enrolments are locked first, in their order, as everywhere: who comes second sees what the first one did.
    own = ModuleResult.objects.filter(batch=batch)
    locked = Enrolment.objects.select_for_update(of=("self",)).filter(pk__in=own.values("enrolment"))
    people = {person.pk: person for person in locked.select_related("pilot").order_by("pk")}
    fresh = ResultBatch.objects.select_for_update().get(pk=batch.pk)
    if fresh.taken_back_at is not None:
        raise Refused(_("This was taken back already."))
    entries = list(own.select_related("module", "correction").order_by("pk"))
    changed = [entry for entry in entries if hasattr(entry, "correction")]
    if changed:
        names = "; ".join(f"{people[entry.enrolment_id].pilot} ({entry.module.code})" for entry in changed)
        raise Refused(_("Nothing is taken back, because an entry was corrected since: {names}.").format(names=names))
    gone = [person for person in people.values() if person.state != EnrolmentState.IN_TRAINING]
    if gone:
        names = "; ".join(str(person.pilot) for person in gone)
        raise Refused(_("Nothing is taken back, because not in training any more: {names}.").format(names=names))
    today = timezone.localdate(at)
    opened = [correct_result(entry, Outcome(ResultKind.OPEN, today), by=by, today=today) for entry in entries]
    fresh.taken_back_at = at
    fresh.save(update_fields=["taken_back_at"])
    record(by, "results taken back", fresh.cohort, {"people": len(people), "batch": fresh.pk})
    return opened
