"""Whatever an office does with its rounds in whatever order, the register answers as the paper would.

A machine takes steps, allowed ones and others, in the register and on paper: both do them, or both refuse and then not
a row has changed. ROUND_MACHINE_EXAMPLES and ROUND_MACHINE_STEPS let it run longer.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule, run_state_machine_as_test

from people.actions.pilots import PersonName
from programmes.actions.answers import answer
from programmes.actions.cohorts import CohortPlan, change_seats, move_cohort, plan_cohort
from programmes.actions.defer import defer
from programmes.actions.enrol import enrol_person
from programmes.actions.enrol_list import enrol_list, preview_list, read_list
from programmes.actions.interests import say_interest
from programmes.actions.results import Outcome, record_results
from programmes.actions.undo_list import undo_list
from programmes.actions.waiting_list import lapse_offers, offer_free_seats, promote
from programmes.models.cohort import CohortState
from programmes.models.module_result import ResultKind
from programmes.rules.answers import Question
from tests.programmes.lists import everything_but_the_trail
from tests.programmes.round_model import ASKED_IN, COMES_FROM, No, Round
from tests.programmes.round_side_by_side import KNOWN, NEW, SideBySide, mail_of

EXAMPLES = int(os.environ.get("ROUND_MACHINE_EXAMPLES", "15"))
STEPS = int(os.environ.get("ROUND_MACHINE_STEPS", "30"))
PEOPLE = st.sampled_from((*KNOWN[1:], *NEW, KNOWN[0]))
MOVES = ("enrolling", "running", "completed")
OUT = ("withdrawn", "declined", "discontinued", "deferred")
GROUPS = st.lists(PEOPLE, min_size=2, max_size=5)
ONWARD = {"proposed": "consented", "consented": "agreed", "agreed": "admitted", "admitted": "in_training"}
CODES = ("D1", "K1")
DAYS = st.sampled_from((0, 0, 1, 7, 8, 8, 20))


def of(choices: Callable[[Rounds], Any]) -> st.SearchStrategy[Any]:
    """One of what the machine has at this moment; a report then names it."""
    return st.runner().flatmap(lambda machine: st.sampled_from(list(choices(machine))))


def allowed(machine: Rounds, ways: Iterable[str]) -> list[tuple[str, str]]:
    """Each enrolment with those of `ways` that are open to it; any step where there is none."""
    places = machine.paper.places
    open_ones = [(place, to) for to in ways for place in places if is_open(machine, place, to)]
    return open_ones or [(place, to) for to in ways for place in places]


def is_open(machine: Rounds, place: str, to: str) -> bool:
    try:
        machine.paper.refuse(place, to)
    except No:
        return False
    return True


def open_questions(machine: Rounds) -> list[tuple[str, str]]:
    """Each enrolment that waits for an answer with what it waits for; the first one with anything where none does."""
    places = machine.paper.places
    waiting = [(key, question) for question, state in ASKED_IN.items() for key in places if places[key].state == state]
    return waiting or [(next(iter(places)), "consent")]


def returns(machine: Rounds) -> list[tuple[str, int]]:
    """Each enrolment with another round the person is or was in; the first one with its own where there is none."""
    places = machine.paper.places
    pairs = [
        (key, other.round)
        for key, place in places.items()
        for other in places.values()
        if other.person == place.person and other.round != place.round
    ]
    first, place = next(iter(places.items()))
    return pairs or [(first, place.round)]


A_ROUND = of(lambda machine: machine.paper.rounds)
A_PLACE = of(lambda machine: machine.paper.places)
A_LIST = of(lambda machine: machine.paper.lists)
ONWARDS = of(lambda machine: allowed(machine, [to for to in COMES_FROM if to not in OUT]))
OUTWARDS = of(lambda machine: allowed(machine, OUT))
OPEN_QUESTIONS = of(open_questions)
RETURNS = of(returns)
has_lists = precondition(lambda machine: bool(machine.paper.lists))
has_places = precondition(lambda machine: bool(machine.paper.places))


class Rounds(SideBySide):
    """What an office does with its rounds."""

    @initialize(
        seats=st.integers(2, 5),
        by_itself=st.booleans(),
        ways=st.tuples(*[st.integers(0, 4)] * 5),
        state=st.sampled_from(("running", "enrolling")),
    )
    def begin(self, seats: int, by_itself: bool, ways: tuple[int, ...], state: str) -> None:
        """A round with people on their ways and in its queue, which has begun or not, and a later one with one seat."""
        self.plan(1, seats, -3, 40, by_itself, "D1 K1")
        self.move_round(1, "enrolling")
        self.plan(2, 1, 0, 40, False, "D1")
        for person, way in zip(("Ben", "Cem", "Dua", "Eva", "Gil"), ways, strict=True):
            self.enrol(person, 1, self.paper.free(1) < 1, False)
            self.lead_on(f"{person} in 1", way)
        self.move_round(1, state)

    @rule(
        number=st.integers(1, 4),
        seats=st.integers(1, 3),
        opens=st.sampled_from((-5, 0, 3)),
        lasts=st.sampled_from((5, 60)),
        by_itself=st.booleans(),
        modules=st.sampled_from(("D1 K1", "D1")),
    )
    def plan(self, number: int, seats: int, opens: int, lasts: int, by_itself: bool, modules: str) -> None:
        first = self.today + timedelta(days=opens)
        last, codes = first + timedelta(days=lasts), tuple(modules.split())
        on_paper = Round(number, seats, first, last, first, 7, by_itself, codes, minimum=min(seats, 2))
        days = {"opens_on": first, "closes_on": last, "starts_on": first, "ends_on": last + timedelta(days=180)}
        plan = CohortPlan(
            number, f"Runde {number}", seats=seats, minimum=on_paper.minimum, promotes_by_itself=by_itself, **days
        )
        curriculum = self.long if len(codes) > 1 else self.short
        self.act(
            lambda paper: paper.plan(on_paper),
            lambda: plan_cohort(curriculum, plan, coordinators=[self.by], by=self.by),
        )

    @rule(number=A_ROUND, state=st.sampled_from((*MOVES, *MOVES, *MOVES, *CohortState.values)))
    def move_round(self, number: int, state: str) -> None:
        self.act(
            lambda paper: paper.move_round(number, state),
            lambda: move_cohort(self.cohort(number), CohortState(state), by=self.by),
        )

    @rule(number=A_ROUND, seats=st.integers(1, 5))
    def change_seats(self, number: int, seats: int) -> None:
        self.act(
            lambda paper: paper.change_seats(number, seats),
            lambda: change_seats(self.cohort(number), seats, by=self.by),
        )

    @rule(person=PEOPLE, number=A_ROUND, waits=st.booleans(), says_first=st.booleans())
    def enrol(self, person: str, number: int, waits: bool, says_first: bool) -> None:
        if says_first:
            self.act(
                lambda paper: paper.say_interest("Eva"),
                lambda: say_interest(self.long.programme, self.account, today=self.today),
            )
        name, mail, cohort = PersonName(person, "Sam"), mail_of(person), self.cohort(number)
        self.act(
            lambda paper: paper.enrol(person, number, self.today, waits=waits),
            lambda: enrol_person(name, mail, self.department, cohort, by=self.by, today=self.today, waitlist=waits),
        )

    @has_places
    @rule(place=A_PLACE, times=st.integers(1, 4))
    def lead_on(self, place: str, times: int) -> None:
        """The next steps of the way, as far as they go."""
        for _time in range(times):
            if to := ONWARD.get(self.paper.places[place].state):
                self.step((place, to), 0)

    @has_places
    @rule(
        step=st.one_of(ONWARDS, ONWARDS, OUTWARDS, st.tuples(A_PLACE, st.sampled_from(list(COMES_FROM)))),
        signed=st.sampled_from((0, 0, 0, 30, 366, 500, -1)),
    )
    def step(self, step: tuple[str, str], signed: int) -> None:
        """A step of one person's way; `signed` so many days ago, where somebody signs."""
        (place, to), today, on = step, self.today, self.today - timedelta(days=signed)
        self.act(lambda paper: paper.take(place, to, today, on), lambda: self.take(place, to, on))

    @has_places
    @rule(asked=st.one_of(OPEN_QUESTIONS, st.tuples(A_PLACE, st.sampled_from(list(ASKED_IN)))), yes=st.booleans())
    def answer(self, asked: tuple[str, str], yes: bool) -> None:
        place, question = asked
        self.act(
            lambda paper: paper.answer(place, question, self.today, yes=yes),
            lambda: answer(self.enrolment(place), Question(question), yes=yes, by=self.by, today=self.today),
        )

    @precondition(lambda machine: machine.in_training())
    @rule(keys=st.lists(of(lambda machine: machine.in_training()), min_size=1, max_size=3), code=st.sampled_from(CODES))
    def pass_module(self, keys: list[str], code: str) -> None:
        """One module for several people; sometimes one of another round is among them, or twice the same."""
        number, day = self.paper.places[keys[0]].round, self.today
        people, outcome = [self.enrolment(key) for key in keys], Outcome(ResultKind.PASSED, day)
        cohort, module = self.cohort(number), self.modules[code]
        self.act(
            lambda paper: paper.pass_module(sorted(set(keys)), number, code, day),
            lambda: record_results(cohort, module, people, outcome, by=self.by, today=day),
        )

    def in_training(self) -> list[str]:
        return [key for key, place in self.paper.places.items() if place.state in ("in_training", "paused")]

    @has_places
    @rule(move=st.one_of(RETURNS, st.tuples(A_PLACE, A_ROUND)))
    def defer(self, move: tuple[str, int]) -> None:
        place, to = move
        self.act(
            lambda paper: paper.defer(place, to, self.today),
            lambda: defer(self.enrolment(place), to=self.cohort(to), by=self.by, today=self.today),
        )

    @rule(number=A_ROUND, days=DAYS)
    def offer_free_seats(self, number: int, days: int) -> None:
        self.now += timedelta(days=days)
        self.act(
            lambda paper: paper.offer_free_seats(number, self.today),
            lambda: offer_free_seats(self.cohort(number), by=self.by, today=self.today),
        )

    @rule(number=A_ROUND)
    def promote(self, number: int) -> None:
        self.act(
            lambda paper: paper.promote(number, self.today), lambda: promote(self.cohort(number), today=self.today)
        )

    @rule(days=DAYS)
    def lapse(self, days: int) -> None:
        self.now += timedelta(days=days)
        self.act(lambda paper: paper.lapse(self.today), lambda: lapse_offers(self.today))

    def read_list(self, number: int, people: list[str]) -> None:
        at, cohort = self.now + timedelta(seconds=1), self.cohort(number)
        lines = [self.line(place, person) for place, person in enumerate(people, start=1)]
        self.act(lambda paper: paper.read(number, people, at), lambda: read_list(cohort, lines, by=self.by, at=at))

    @has_lists
    @rule(key=A_LIST, waits=st.booleans(), leave_open=st.booleans(), looked_again=st.booleans())
    def enrol_list(self, key: str, waits: bool, leave_open: bool, looked_again: bool) -> None:
        """All of a list or nobody; by what it showed when it was read, or looked through again."""
        read, at, today = self.list_read(key), self.now + timedelta(seconds=1), self.today
        mark = preview_list(read, waitlist=waits, today=today).mark if looked_again else self.marks[key]
        choice = {"waits": waits, "leave_open": leave_open, "looked_again": looked_again}
        facts = {"waitlist": waits, "leave_open": leave_open, "by": self.by, "at": at, "today": today}
        self.act(lambda paper: paper.enrol_list(key, at, **choice), lambda: enrol_list(read, mark=mark, **facts))

    @has_lists
    @rule(key=A_LIST)
    def undo_list(self, key: str) -> None:
        self.act(lambda paper: paper.undo(key), lambda: undo_list(self.list_read(key), by=self.by))

    @rule(number=A_ROUND, people=GROUPS, then=st.sampled_from(("nothing", "enrol", "enrol and undo")))
    def list_of_people(self, number: int, people: list[str], then: str) -> None:
        """Taken back at once, it is as if it had never been, apart from the list itself and the trail."""
        before = everything_but_the_trail()
        self.read_list(number, people)
        key = list(self.paper.lists)[-1]
        if then != "nothing":
            self.enrol_list(key, True, True, True)
        if then == "enrol and undo":
            self.undo_list(key)
            assert everything_but_the_trail() == before


@pytest.mark.django_db
def test_the_register_does_what_the_paper_says_in_any_order() -> None:
    quick = settings(
        max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck)
    )

    run_state_machine_as_test(Rounds, settings=quick)
