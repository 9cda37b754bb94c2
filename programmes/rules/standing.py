"""From the record to `progress`: rules and results of many people in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from programmes.models.curriculum import Curriculum, CurriculumModule
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.module_result import ModuleResult
from programmes.rules.progress import Entry, Progress, Result, Rule, progress


@dataclass(frozen=True)
class PersonProgress:
    """One line of the matrix: who, and where they stand."""

    enrolment: Enrolment
    progress: Progress

    @property
    def is_ready(self) -> bool:
        """Whether a letter of appointment may be issued: the gate, for list and action alike.

        Who is finished has the letter: it is issued and the training finished in one action.
        """
        return self.progress.is_complete and self.enrolment.state == EnrolmentState.IN_TRAINING

    @property
    def has_letter(self) -> bool:
        """Whether the letter of this round is issued."""
        return self.enrolment.state == EnrolmentState.FINISHED


def rule_of(curriculum: Curriculum) -> Rule:
    """What `curriculum` asks for, its modules in their order."""
    entries = CurriculumModule.objects.filter(curriculum=curriculum).select_related("module")
    return Rule(
        entries=tuple(
            Entry(entry.module_id, entry.module.code, entry.module.title, entry.kind, entry.module.teaching_units)
            for entry in entries
        ),
        electives_needed=curriculum.electives_needed,
        elective_units_needed=curriculum.elective_units_needed,
    )


def progress_of(
    curriculum: Curriculum, enrolments: Sequence[Enrolment], rule: Rule | None = None
) -> list[PersonProgress]:
    """Where each of `enrolments` stands under `curriculum`, in their order; two queries, however many they are.

    Whoever has the curriculum's `rule_of` already hands it over and saves one.
    """
    rule = rule or rule_of(curriculum)
    results: dict[int, list[Result]] = defaultdict(list)
    in_force = ModuleResult.objects.in_force().filter(enrolment__in=enrolments)
    rows = in_force.values_list("enrolment", "module", "kind", "achieved_on", "pk")
    for enrolment_id, module_id, kind, day, pk in rows:
        results[enrolment_id].append(Result(module_id, kind, day, pk))
    return [PersonProgress(enrolment, progress(rule, results[enrolment.pk])) for enrolment in enrolments]
