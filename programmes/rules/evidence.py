"""What a letter rests on, frozen with it."""

from __future__ import annotations

from typing import Any

from programmes.models.cohort import Cohort
from programmes.models.curriculum import ModuleKind
from programmes.models.module_result import ModuleResult
from programmes.rules.standing import PersonProgress


def evidence_of(person: PersonProgress, cohort: Cohort) -> dict[str, Any]:
    """The round, its curriculum's version and rule, and each module that counts, all in words and days of now.

    Of a module: code, title, kind, teaching units, result, ISO day, and of an exception the reason and who decided.
    The round's curriculum and programme are at hand.
    """
    curriculum = cohort.curriculum
    entries = ModuleResult.objects.in_force().filter(enrolment=person.enrolment)
    by_module = {entry.module_id: entry for entry in entries}
    counting = [standing for standing in person.progress.standings if standing.result]
    required = [standing for standing in person.progress.standings if standing.entry.kind == ModuleKind.REQUIRED]
    return {
        "programme": cohort.programme.name,
        "round": str(cohort),
        "curriculum_version": curriculum.version,
        "required_modules": len(required),
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
