"""What was recorded together, told after it was saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min

from programmes.models.cohort import Cohort
from programmes.models.module_result import ResultKind
from programmes.models.result_batch import ResultBatch


@dataclass(frozen=True)
class Recorded:
    """A batch: how many entries of which kind for how many people and modules; `code` is the module's if it is one."""

    pk: int
    kind: str
    code: str
    modules: int
    entries: int
    people: int
    taken_back_at: datetime | None


def recorded(cohort: Cohort, key: str) -> Recorded | None:
    """The batch of this round with this key, as an address holds it; None where there is none. One query."""
    if not key.isdecimal():
        return None
    batches = ResultBatch.objects.filter(cohort=cohort, pk=key).annotate(
        kind=Min("results__kind"),
        code=Min("results__module__code"),
        modules=Count("results__module", distinct=True),
        entries=Count("results"),
        people=Count("results__enrolment", distinct=True),
    )
    batch = batches.first()
    if batch is None:
        return None
    return Recorded(
        batch.pk,
        str(ResultKind(batch.kind).label),
        batch.code,
        batch.modules,
        batch.entries,
        batch.people,
        batch.taken_back_at,
    )
