"""A group is recognised as the preview showed it, all of them or nobody."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from people.errors import Refused
from people.models.audit_event import AuditEvent
from programmes.actions.recognise_group import group_of, recognise_group
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.module_result import ModuleResult, ResultKind
from programmes.models.programme import TrainingModule
from programmes.rules.recognitions import mark_of
from tests.factories import TODAY, make_cohort, make_curriculum, make_enrolment, make_pilot, make_result, modules_of
from tests.programmes.recognitions import REASON

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort() -> Cohort:
    return make_cohort(curriculum=make_curriculum(("C1", "D1", "K1")), state=CohortState.RUNNING)


@pytest.fixture
def people(cohort: Cohort) -> list[Enrolment]:
    # Entered against the order of the names, which the preview follows.
    names = ("Zett", "Mitte", "Anfang")
    return [make_enrolment(cohort, make_pilot(name), state=EnrolmentState.IN_TRAINING) for name in names]


def recognise(
    cohort: Cohort, modules: Sequence[TrainingModule], people: Sequence[Enrolment], mark: str = "", **why: str
) -> list[ModuleResult]:
    mark = mark or mark_of(group_of(cohort, modules, people))
    why = {"reason": REASON, "decided_by": "Kim Muster", **why}
    return recognise_group(cohort, modules, people, mark=mark, **why, by=None, today=TODAY)


def test_everybody_gets_what_they_lack(cohort: Cohort, people: list[Enrolment]) -> None:
    first, second, _third = modules_of(cohort.curriculum)
    make_result(people[0], first)

    results = recognise(cohort, [first, second], people)

    assert [(result.kind, result.reason, result.decided_by) for result in results] == [
        (ResultKind.RECOGNISED, REASON, "Kim Muster")
    ] * 5
    found = ModuleResult.objects.in_force().values_list("enrolment", "module__code", "kind")
    assert (people[0].pk, "C1", ResultKind.PASSED) in found
    assert AuditEvent.objects.filter(verb="result recorded").count() == 5


def test_a_preview_goes_by_the_names(cohort: Cohort, people: list[Enrolment]) -> None:
    modules = modules_of(cohort.curriculum)
    make_result(people[2], modules[0])

    group = group_of(cohort, modules[:2], people)

    assert [one.enrolment.pilot.family_name for one in group] == ["Anfang", "Mitte", "Zett"]
    assert [[entry.code for entry in one.gains] for one in group] == [["D1"], ["C1", "D1"], ["C1", "D1"]]
    assert [[entry.code for entry in one.has] for one in group] == [["C1"], [], []]


def test_what_has_changed_since_the_preview_is_shown_again(cohort: Cohort, people: list[Enrolment]) -> None:
    modules = modules_of(cohort.curriculum)
    mark = mark_of(group_of(cohort, modules, people))
    make_result(people[0], modules[0])

    with pytest.raises(Refused, match="Something has changed since the preview"):
        recognise(cohort, modules, people, mark)

    assert ModuleResult.objects.count() == 1


def test_one_who_cannot_have_it_stops_it_for_all(cohort: Cohort, people: list[Enrolment]) -> None:
    Enrolment.objects.filter(pk=people[1].pk).update(state=EnrolmentState.PAUSED)

    with pytest.raises(Refused, match="Sam Mitte is not in training in this round"):
        recognise(cohort, modules_of(cohort.curriculum), people)

    assert (ModuleResult.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_somebody_of_another_round_stops_it_for_all(cohort: Cohort, people: list[Enrolment]) -> None:
    stranger = make_enrolment(state=EnrolmentState.IN_TRAINING)

    with pytest.raises(Refused, match="is not in training in this round"):
        recognise(cohort, modules_of(cohort.curriculum), [*people, stranger])

    assert not ModuleResult.objects.exists()


def test_a_group_needs_a_reason_and_a_decider(cohort: Cohort, people: list[Enrolment]) -> None:
    for field in ("reason", "decided_by"):
        with pytest.raises(Refused) as refused:
            recognise(cohort, modules_of(cohort.curriculum), people, **{field: " "})
        assert refused.value.field == field


def test_where_everybody_has_it_nothing_is_done(cohort: Cohort, people: list[Enrolment]) -> None:
    module = modules_of(cohort.curriculum)[0]
    for person in people:
        make_result(person, module)

    with pytest.raises(Refused, match="nothing left to recognise"):
        recognise(cohort, [module], people)
