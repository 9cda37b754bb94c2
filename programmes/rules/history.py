"""What was entered for somebody, entry by entry, module by module."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from programmes.models.module_result import ModuleResult
from programmes.rules.progress import Entry, Standing
from programmes.rules.standing import PersonProgress


@dataclass(frozen=True)
class History:
    """One module: the entry in force, the last day the person was there, and entries replaced, the youngest first."""

    module: Entry
    in_force: ModuleResult | None
    attended_on: date | None
    before: tuple[ModuleResult, ...]


def histories(person: PersonProgress) -> list[History]:
    """All entries of one person by the modules of the curriculum, in one query."""
    entries = defaultdict(list)
    for result in ModuleResult.objects.filter(enrolment=person.enrolment).select_related("recorded_by").order_by("-pk"):
        entries[result.module_id].append(result)
    return [_history(standing, entries[standing.entry.module_id]) for standing in person.progress.standings]


def entries_like(result: ModuleResult) -> list[ModuleResult]:
    """All entries of the same person for the same module, the one in force first."""
    same = ModuleResult.objects.filter(enrolment=result.enrolment_id, module=result.module_id)
    return list(same.select_related("recorded_by").order_by("-pk"))


def _history(standing: Standing, entries: list[ModuleResult]) -> History:
    return History(standing.entry, entries[0] if entries else None, standing.attended_on, tuple(entries[1:]))
