"""What a letter rests on, frozen with it."""

from __future__ import annotations

from typing import Any

from programmes.models.curriculum import Curriculum
from programmes.models.module_result import ModuleResult
from programmes.rules.standing import PersonProgress


def evidence_of(person: PersonProgress, curriculum: Curriculum) -> dict[str, Any]:
    """The curriculum's version and rule, and each module that counts: code, title, kind, ISO day, reason, decider."""
    entries = ModuleResult.objects.in_force().filter(enrolment=person.enrolment)
    by_module = {entry.module_id: entry for entry in entries}
    counting = [standing for standing in person.progress.standings if standing.result]
    return {
        "curriculum_version": curriculum.version,
        "electives_needed": curriculum.electives_needed,
        "elective_units_needed": curriculum.elective_units_needed,
        "modules": [
            {
                "code": standing.entry.code,
                "title": standing.entry.title,
                "kind": standing.entry.kind,
                "teaching_units": standing.entry.teaching_units,
                "result": by_module[standing.entry.module_id].kind,
                "achieved_on": by_module[standing.entry.module_id].achieved_on.isoformat(),
                "reason": by_module[standing.entry.module_id].reason,
                "decided_by": by_module[standing.entry.module_id].decided_by,
            }
            for standing in counting
        ],
    }
