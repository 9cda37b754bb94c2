"""From the record to `progress`: rules and results of many people in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from programmes.models.attendance import Attendance
from programmes.models.curriculum import Curriculum, CurriculumModule
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.module_result import ModuleResult
from programmes.rules.changed_since import portions
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
    """What `curriculum` asks for, its modules in their order; one query."""
    return rules_of([curriculum])[curriculum.pk]


def rules_of(curricula: Iterable[Curriculum]) -> dict[int, Rule]:
    """What each of `curricula` asks for, by its key; one query, however many they are."""
    versions = {curriculum.pk: curriculum for curriculum in curricula}
    entries: dict[int, list[Entry]] = {key: [] for key in versions}
    for one in CurriculumModule.objects.filter(curriculum__in=versions).select_related("module"):
        module = one.module
        entries[one.curriculum_id].append(
            Entry(one.module_id, module.code, module.title, one.kind, module.teaching_units)
        )
    return {
        key: Rule(tuple(entries[key]), version.electives_needed, version.elective_units_needed)
        for key, version in versions.items()
    }


def progress_of(
    curriculum: Curriculum, enrolments: Sequence[Enrolment], rule: Rule | None = None
) -> list[PersonProgress]:
    """Where each of `enrolments` stands under `curriculum`, in their order; three queries, however many they are.

    Whoever has the curriculum's `rule_of` already hands it over and saves one.
    """
    rule = rule or rule_of(curriculum)
    return progress_under([(enrolment, rule) for enrolment in enrolments])


def progress_under(people: Sequence[tuple[Enrolment, Rule]]) -> list[PersonProgress]:
    """Where each enrolment stands under the rule beside it, in their order; two queries for each 10,000 people."""
    keys = [enrolment.pk for enrolment, _rule in people]
    results, attended = _results_of(keys), _attended_by(keys)
    return [
        PersonProgress(enrolment, progress(rule, results[enrolment.pk], attended[enrolment.pk]))
        for enrolment, rule in people
    ]


def _results_of(keys: Iterable[int]) -> dict[int, list[Result]]:
    results: dict[int, list[Result]] = defaultdict(list)
    for portion in portions(keys):
        in_force = ModuleResult.objects.in_force().filter(enrolment__in=portion)
        rows = in_force.values_list("enrolment", "module", "kind", "achieved_on", "pk")
        for enrolment_id, module_id, kind, day, pk in rows:
            results[enrolment_id].append(Result(module_id, kind, day, pk))
    return results


def _attended_by(keys: Iterable[int]) -> dict[int, dict[int, date]]:
    """By enrolment and module, the last day the person was there, be it in their own round or as a guest in another.

    One session is enough: whether a module needs more of them is the trainer's to judge, and the result says so.
    """
    attended: dict[int, dict[int, date]] = defaultdict(dict)
    for portion in portions(keys):
        present = Attendance.objects.filter(enrolment__in=portion, was_present=True).order_by("session__starts_at")
        for enrolment_id, module_id, at in present.values_list("enrolment", "session__module", "session__starts_at"):
            attended[enrolment_id][module_id] = timezone.localdate(at)
    return attended
