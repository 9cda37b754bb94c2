"""Random worlds of curricula, rounds, people and entries, and who says where somebody stands in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import strategies as st

from people.errors import Refused
from people.models.role_grant import Role
from people.models.user import User
from programmes.exports.progress_json import progress_out
from programmes.models.appointment import Appointment
from programmes.models.attendance import Attendance
from programmes.models.cohort import Cohort, CohortState
from programmes.models.curriculum import ModuleKind
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.module_result import COUNTING, ModuleResult, ResultKind
from programmes.models.session_guest import SessionGuest
from programmes.rules.gate import obstacles
from programmes.rules.progress import Progress
from programmes.rules.ready import ready_people
from programmes.rules.standing import progress_of
from tests.factories import (
    TODAY,
    make_cohort,
    make_curriculum,
    make_enrolment,
    make_letter_text,
    make_pilot,
    make_result,
    make_session,
    make_signatory,
    make_user,
    modules_of,
)
from tests.programmes.actions.issuing import NOON, issue

S, C = EnrolmentState, CohortState
IN_MATRIX = (S.IN_TRAINING, S.PAUSED, S.FINISHED)
ISSUING = (C.RUNNING, C.COMPLETED)
# What one teller says of one enrolment: "states" by code of the module, "complete", "missing" in words, "ready".
Facts = dict[str, Any]
Told = dict[int, Facts]

CURRICULA = st.lists(
    st.fixed_dictionaries(
        {
            "required": st.integers(0, 2),
            "electives": st.lists(st.integers(1, 5), max_size=3),
            "needed": st.sampled_from((0, 1, 1, 3)),
            "units": st.sampled_from((0, 0, 3, 8)),
        }
    ),
    min_size=2,
    max_size=2,
)
# Of each module the entries, each correcting the one before, and whether the person was at a date of it.
ENROLMENTS = st.fixed_dictionaries(
    {
        "state": st.sampled_from((*[S.IN_TRAINING] * 5, S.PAUSED, S.FINISHED, S.ADMITTED, S.DEFERRED)),
        "chains": st.lists(st.lists(st.sampled_from(ResultKind), max_size=3), min_size=6, max_size=6),
        "was_there": st.lists(st.sampled_from((None, True, False)), min_size=6, max_size=6),
        "is_guest": st.booleans(),
    }
)
PEOPLE = st.lists(
    st.fixed_dictionaries(
        {
            "enrolments": st.lists(st.tuples(st.integers(0, 2), ENROLMENTS), min_size=1, max_size=2),
            "all_done": st.booleans(),
            "appointed": st.sampled_from((None, "holds", "ended")),
        }
    ),
    min_size=2,
    max_size=4,
)
PLANS = st.fixed_dictionaries(
    {
        "curricula": CURRICULA,
        "rounds": st.lists(st.sampled_from((C.RUNNING, C.RUNNING, C.COMPLETED, C.ENROLLING)), min_size=3, max_size=3),
        "people": PEOPLE,
    }
)


@dataclass
class World:
    """What was put into the database, and what is true of it, counted by hand from the plan."""

    coordinator: User
    cohorts: list[Cohort] = field(default_factory=list)
    enrolments: list[Enrolment] = field(default_factory=list)
    truth: Told = field(default_factory=dict)

    def among(self, states: Iterable[EnrolmentState], rounds: Iterable[CohortState] = tuple(C)) -> set[int]:
        """The keys of the enrolments in one of `states` in a round in one of `rounds`."""
        return {one.pk for one in self.enrolments if one.state in states and one.cohort.state in rounds}


def build(plan: dict[str, Any]) -> World:
    """Put a world into the database as `plan` says."""
    make_signatory()
    world = World(make_user(role=Role.COORDINATOR))
    curricula = [_curriculum(facts) for facts in plan["curricula"]]
    for number, state in enumerate(plan["rounds"]):
        cohort = make_cohort(
            curriculum=curricula[number % 2], state=state, coordinators=[world.coordinator], taken=1, seats=99
        )
        world.cohorts.append(cohort)
        for module in modules_of(cohort.curriculum):
            make_session(cohort, module=module, starts_at=NOON - timedelta(days=3))
    for curriculum in curricula:
        make_letter_text(curriculum.programme)
    for facts in plan["people"]:
        _person(world, facts)
    return world


def _curriculum(facts: dict[str, Any]) -> Any:
    required = [f"P{number}" for number in range(facts["required"])]
    electives = [f"W{number}" for number in range(len(facts["electives"]))]
    curriculum = make_curriculum(required, electives, electives_needed=facts["needed"])
    curriculum.elective_units_needed = facts["units"]
    curriculum.save()
    for module, units in zip(modules_of(curriculum)[len(required) :], facts["electives"], strict=True):
        module.teaching_units = units
        module.save()
    return curriculum


def _person(world: World, facts: dict[str, Any]) -> None:
    pilot = make_pilot(user=make_user())
    appointed = facts["appointed"] == "holds"
    if facts["appointed"]:
        before = make_enrolment(make_cohort(state=C.COMPLETED), pilot, state=S.FINISHED)
        ended = {} if appointed else {"ended_on": TODAY, "end_reason": "own_wish"}
        Appointment.objects.create(pilot=pilot, enrolment=before, effective_from=TODAY, evidence={}, **ended)
    for number, told in dict(facts["enrolments"]).items():
        cohort = world.cohorts[number]
        enrolment = make_enrolment(cohort, pilot, state=told["state"])
        world.enrolments.append(enrolment)
        states = dict(_entries(world, enrolment, told, all_done=facts["all_done"]))
        complete = fulfils(cohort, states)
        ready = complete and told["state"] == S.IN_TRAINING and not appointed
        world.truth[enrolment.pk] = {"states": states, "complete": complete, "ready": ready and cohort.state in ISSUING}


def _entries(world: World, enrolment: Enrolment, told: dict[str, Any], *, all_done: bool) -> Iterator[tuple[str, str]]:
    """Enter what the plan says, and tell the state of each module."""
    modules = modules_of(enrolment.cohort.curriculum)
    for module, chain, was_there in zip(modules, told["chains"], told["was_there"], strict=False):
        kinds = ([] if chain[:1] == [ResultKind.OPEN] else chain) + ([ResultKind.PASSED] if all_done else [])
        entry: ModuleResult | None = None
        for kind in kinds:
            entry = make_result(enrolment, module, kind=kind, corrects=entry, reason="Grund", decided_by="Kim")
        is_there = False
        if was_there is not None:
            session = enrolment.cohort.sessions.get(module=module)
            if told["is_guest"]:
                elsewhere = make_cohort(curriculum=enrolment.cohort.curriculum, state=C.COMPLETED)
                session = make_session(elsewhere, module=module, starts_at=NOON - timedelta(days=2))
                SessionGuest.objects.create(session=session, enrolment=enrolment, taken_at=NOON)
            Attendance.objects.create(
                session=session, enrolment=enrolment, was_present=was_there, noted_by=world.coordinator, noted_at=NOON
            )
            is_there = was_there
        counts = entry is not None and entry.kind in COUNTING
        yield module.code, entry.kind if counts else "attended" if is_there else "open"
    foreign = modules_of(next(one for one in world.cohorts if one.curriculum != enrolment.cohort.curriculum).curriculum)
    for module in foreign[:1]:
        make_result(enrolment, module)


def fulfils(cohort: Cohort, states: dict[str, str]) -> bool:
    """Whether these states are what the curriculum of the round asks for, in its own words."""
    done = {code for code, state in states.items() if state in COUNTING}
    entries = list(cohort.curriculum.entries.select_related("module"))
    electives = [one.module for one in entries if one.kind == ModuleKind.ELECTIVE and one.module.code in done]
    return (
        all(one.module.code in done for one in entries if one.kind == ModuleKind.REQUIRED)
        and len(electives) >= cohort.curriculum.electives_needed
        and sum(module.teaching_units for module in electives) >= cohort.curriculum.elective_units_needed
    )


def _facts(progress: Progress) -> Facts:
    return {
        "states": {standing.entry.code: standing.state.value for standing in progress.standings},
        "complete": progress.is_complete,
        "missing": progress.missing_in_words,
        "smallest set": [entry.code for entry in progress.smallest_set],
    }


def by_hand(world: World) -> Told:
    """What is true, from the plan."""
    return world.truth


def by_the_matrix(world: World) -> Told:
    """The page of the coordinator, round by round."""
    client, told = Client(), Told()
    client.force_login(world.coordinator)
    for cohort in world.cohorts:
        page = client.get(reverse("programmes:progress_matrix", args=[cohort.pk]))
        for row in page.context["matrix"].rows:
            told[row.person.enrolment.pk] = _facts(row.person.progress)
    return told


def by_the_own_page(world: World) -> Told:
    """ "My qualification", person by person."""
    told = Told()
    for user in {one.pilot.user for one in world.enrolments}:
        client = Client()
        client.force_login(user)
        page = client.get(reverse("programmes:my_qualification"))
        for way in [page.context["current"], *page.context["others"]]:
            if way.enrolment in world.enrolments and way.progress:
                told[way.enrolment.pk] = _facts(way.progress)
                shown = [*way.missing, *way.not_needed, *way.passed, *way.credited]
                assert {one.standing.entry.code: one.standing.state for one in shown} == told[way.enrolment.pk][
                    "states"
                ]
    return told


def by_the_api(world: World) -> Told:
    """What another program reads of each round."""
    told = Told()
    for cohort in world.cohorts:
        people = progress_of(cohort.curriculum, list(cohort.enrolments.in_matrix()))
        for one in progress_out(cohort, people).people:
            states = {module.code: module.state.value for module in one.modules}
            told[one.enrolment] = {"states": states, "missing": one.missing}
    return told


def by_the_ready_list(world: World) -> Told:
    """Who is ready for a letter, as the start page counts them; of whoever is not in the list it says no."""
    ready = {person.enrolment.pk for _cohort, people in ready_people(TODAY) for person in people}
    return {pk: {"ready": pk in ready} for pk in world.among(tuple(S))}


def by_the_gate(world: World) -> Told:
    """The reasons the page before issuing shows."""
    told = Told()
    for cohort in world.cohorts:
        if cohort.state in ISSUING:
            people = progress_of(cohort.curriculum, list(cohort.enrolments.in_matrix()))
            found = obstacles(people, TODAY)
            told |= {
                one.enrolment.pk: {**_facts(one.progress), "ready": one.enrolment.pk not in found} for one in people
            }
    return told


def by_issuing(world: World) -> Told:
    """Whether a letter is really issued, to one person at a time; nothing of it stays."""
    return {pk: {"ready": _is_issued(pk)} for pk in world.among(IN_MATRIX)}


def _is_issued(pk: int) -> bool:
    with transaction.atomic():
        try:
            issue(Enrolment.objects.get(pk=pk))
        except Refused:
            return False
        finally:
            transaction.set_rollback(True)
    return True


@dataclass(frozen=True)
class Teller:
    """Somebody who says where people stand, and of which enrolments they must say it."""

    tells: Callable[[World], Told]
    about: Callable[[World], set[int]]


# Another page, file or interface joins with one line.
TELLERS = {
    "a count by hand": Teller(by_hand, lambda world: world.among(tuple(S))),
    "the matrix": Teller(by_the_matrix, lambda world: world.among(IN_MATRIX)),
    "the API": Teller(by_the_api, lambda world: world.among(IN_MATRIX)),
    "my qualification": Teller(by_the_own_page, lambda world: world.among(tuple(S))),
    "the list of those ready": Teller(by_the_ready_list, lambda world: world.among(tuple(S))),
    "the gate": Teller(by_the_gate, lambda world: world.among(IN_MATRIX, ISSUING)),
    "issuing": Teller(by_issuing, lambda world: world.among(IN_MATRIX)),
}
