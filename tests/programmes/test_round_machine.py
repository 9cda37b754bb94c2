"""Whatever an office does with its rounds in whatever order, the register answers as the paper would.

A machine takes steps, allowed ones and others, in the register and on paper: both do them, or both refuse and then not
a row has changed. ROUND_MACHINE_EXAMPLES and ROUND_MACHINE_STEPS let it run longer.
"""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, MultipleResults, initialize, multiple, rule, run_state_machine_as_test

from people.actions.pilots import PersonName
from programmes.actions import enrolment_steps
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
from tests.programmes.round_model import Round
from tests.programmes.round_side_by_side import KNOWN, NEW, SideBySide, mail_of

EXAMPLES = int(os.environ.get("ROUND_MACHINE_EXAMPLES", "15"))
STEPS = int(os.environ.get("ROUND_MACHINE_STEPS", "30"))
PEOPLE = st.sampled_from((*KNOWN[1:], *NEW, KNOWN[0]))
GROUPS = st.lists(PEOPLE, min_size=1, max_size=5)
ONWARD = {"proposed": "consent", "consented": "agreement", "agreed": "admit", "admitted": "start", "paused": "start"}


class Rounds(SideBySide):
    """What an office does with its rounds."""

    rounds = Bundle("rounds")
    places = Bundle("places")
    lists_read = Bundle("lists_read")

    @initialize(target=rounds, seats=st.integers(1, 3), by_itself=st.booleans())
    def begin(self, seats: int, by_itself: bool) -> MultipleResults[int]:
        """A round that takes people, and a later one that is planned."""
        self._plan(1, seats, -3, 40, by_itself=by_itself, modules="D1 K1")
        self._move(1, CohortState.ENROLLING)
        self._plan(2, 2, 0, 40, by_itself=False, modules="D1")
        return multiple(1, 2)

    @rule(
        target=rounds,
        number=st.integers(1, 4),
        seats=st.integers(1, 3),
        opens=st.sampled_from((-5, 0, 3)),
        lasts=st.sampled_from((5, 60)),
        by_itself=st.booleans(),
        modules=st.sampled_from(("D1 K1", "D1")),
    )
    def plan(
        self, number: int, seats: int, opens: int, lasts: int, by_itself: bool, modules: str
    ) -> int | MultipleResults[int]:
        is_new = self._plan(number, seats, opens, lasts, by_itself=by_itself, modules=modules)
        return number if is_new else multiple()

    def _plan(self, number: int, seats: int, opens: int, lasts: int, *, by_itself: bool, modules: str) -> bool:
        first = self.today + timedelta(days=opens)
        last, codes = first + timedelta(days=lasts), tuple(modules.split())
        on_paper = Round(number, seats, first, last, first, 7, by_itself, codes, minimum=min(seats, 2))
        plan = CohortPlan(
            number,
            f"Runde {number}",
            opens_on=first,
            closes_on=last,
            starts_on=first,
            ends_on=last + timedelta(days=180),
            seats=seats,
            minimum=on_paper.minimum,
            offer_days=on_paper.offer_days,
            promotes_by_itself=by_itself,
        )
        curriculum = self.long if len(codes) > 1 else self.short
        known = set(self.paper.rounds)
        self.act(
            lambda paper: paper.plan(on_paper),
            lambda: plan_cohort(curriculum, plan, coordinators=[self.by], by=self.by),
        )
        return number not in known

    @rule(number=rounds, state=st.sampled_from(("enrolling", "running", "completed", "enrolling", "running")))
    def move_round(self, number: int, state: str) -> None:
        self._move(number, CohortState(state))

    @rule(number=rounds, sure=st.integers(0, 3))
    def cancel_round(self, number: int, sure: int) -> None:
        if sure == 3:  # now and then only: nothing much happens in a round that is cancelled
            self._move(number, CohortState.CANCELLED)

    def _move(self, number: int, state: CohortState) -> None:
        self.act(
            lambda paper: paper.move_round(number, state.value),
            lambda: move_cohort(self.cohort(number), state, by=self.by),
        )

    @rule(number=rounds, seats=st.integers(1, 5))
    def change_seats(self, number: int, seats: int) -> None:
        self.act(
            lambda paper: paper.change_seats(number, seats),
            lambda: change_seats(self.cohort(number), seats, by=self.by),
        )

    @rule(days=st.sampled_from((1, 2, 7, 8, 20)))
    def days_pass(self, days: int) -> None:
        self.now += timedelta(days=days)

    @rule(person=st.just("Eva"))
    def say_interest(self, person: str) -> None:
        self.act(
            lambda paper: paper.say_interest(person),
            lambda: say_interest(self.long.programme, self.account, today=self.today),
        )

    @rule(target=places, person=PEOPLE, number=rounds, waits=st.booleans())
    def enrol(self, person: str, number: int, waits: bool) -> MultipleResults[int]:
        self.act(
            lambda paper: paper.enrol(person, number, self.today, waits=waits),
            lambda: enrol_person(
                PersonName(person, "Sam"),
                mail_of(person),
                self.department,
                self.cohort(number),
                by=self.by,
                today=self.today,
                waitlist=waits,
            ),
        )
        return multiple(*self.made)

    @rule(place=places, times=st.integers(1, 4))
    def lead_on(self, place: int, times: int) -> None:
        """The next steps of the way, as far as they go."""
        for _time in range(times):
            if place in self.paper.places and (step := ONWARD.get(self.paper.places[place].state)):
                self._step(place, step)

    @rule(place=places, step=st.sampled_from(("consent", "agreement", "admit", "start", "finish", "pause")))
    def step(self, place: int, step: str) -> None:
        self._step(place, step)

    @rule(place=places, step=st.sampled_from(("offer", "accept", "return", "offer", "accept")))
    def offered_seat(self, place: int, step: str) -> None:
        self._step(place, step)

    @rule(place=places, step=st.sampled_from(("decline", "withdraw", "discontinue")))
    def leave(self, place: int, step: str) -> None:
        self._step(place, step)

    def _step(self, place: int, step: str, *, days_ago: int = 0) -> None:
        if place not in self.paper.places:
            return
        one, today = self.enrolment(place), self.today
        by, on, at = self.by, today - timedelta(days=days_ago), self.now + timedelta(seconds=1)
        do = enrolment_steps
        told, done = {
            "consent": (
                lambda paper: paper.sign(place, "consented", on, today),
                lambda: do.record_consent(one, on=on, by=by, today=today),
            ),
            "agreement": (
                lambda paper: paper.sign(place, "agreed", on, today),
                lambda: do.record_agreement(one, on=on, agreed_by="Frau Amt", by=by, today=today),
            ),
            "admit": (lambda paper: paper.step(place, "admitted"), lambda: do.admit(one, by=by)),
            "start": (lambda paper: paper.step(place, "in_training"), lambda: do.start_training(one, by=by)),
            "finish": (lambda paper: paper.finish(place), lambda: do.finish(one, by=by, on=today)),
            "pause": (lambda paper: paper.step(place, "paused"), lambda: do.pause(one, by=by)),
            "offer": (lambda paper: paper.offer(place, today), lambda: do.offer_seat(one, by=by, today=today)),
            "accept": (lambda paper: paper.step(place, "proposed"), lambda: do.accept_offer(one, by=by)),
            "return": (lambda paper: paper.step(place, "waitlisted"), lambda: do.return_to_queue(one, by=by, at=at)),
            "decline": (
                lambda paper: paper.leave(place, "declined", today),
                lambda: do.decline(one, by=by, today=today),
            ),
            "withdraw": (
                lambda paper: paper.leave(place, "withdrawn", today),
                lambda: do.withdraw(one, by=by, today=today),
            ),
            "discontinue": (
                lambda paper: paper.leave(place, "discontinued", today),
                lambda: do.discontinue(one, by=by, today=today),
            ),
        }[step]
        self.act(told, done)

    @rule(place=places, what=st.sampled_from(("consent", "agreement")), days_ago=st.sampled_from((-1, 0, 30, 366, 500)))
    def sign(self, place: int, what: str, days_ago: int) -> None:
        self._step(place, what, days_ago=days_ago)

    @rule(place=places, question=st.sampled_from(("consent", "agreement", "offer")), yes=st.booleans())
    def answer(self, place: int, question: str, yes: bool) -> None:
        if place in self.paper.places:
            self.act(
                lambda paper: paper.answer(place, question, self.today, yes=yes),
                lambda: answer(self.enrolment(place), Question(question), yes=yes, by=self.by, today=self.today),
            )

    @rule(keys=st.lists(places, min_size=1, max_size=2, unique=True), module=st.sampled_from(("D1", "K1")))
    def pass_module(self, keys: list[int], module: str) -> None:
        if set(keys) <= set(self.paper.places):
            number, day = self.paper.places[keys[0]].round, self.today
            outcome, people = Outcome(ResultKind.PASSED, day), [self.enrolment(key) for key in keys]
            self.act(
                lambda paper: paper.pass_module(keys, number, module, day),
                lambda: record_results(
                    self.cohort(number), self.modules[module], people, outcome, by=self.by, today=day
                ),
            )

    @rule(target=places, place=places, to=st.one_of(rounds, rounds, st.none()))
    def defer(self, place: int, to: int | None) -> MultipleResults[int]:
        if place not in self.paper.places:
            return multiple()
        self.act(
            lambda paper: paper.defer(place, to, self.today),
            lambda: defer(self.enrolment(place), to=to and self.cohort(to), by=self.by, today=self.today),
        )
        return multiple(*self.made)

    @rule(number=rounds)
    def offer_free_seats(self, number: int) -> None:
        self.act(
            lambda paper: paper.offer_free_seats(number, self.today),
            lambda: offer_free_seats(self.cohort(number), by=self.by, today=self.today),
        )

    @rule(number=rounds)
    def promote(self, number: int) -> None:
        self.act(
            lambda paper: paper.promote(number, self.today), lambda: promote(self.cohort(number), today=self.today)
        )

    @rule()
    def lapse(self) -> None:
        self.act(lambda paper: paper.lapse(self.today), lambda: lapse_offers(self.today))

    @rule(target=lists_read, number=rounds, people=GROUPS)
    def read_list(self, number: int, people: list[str]) -> int:
        at = self.now + timedelta(seconds=1)
        lines = [self.line(place, person) for place, person in enumerate(people, start=1)]
        self.act(
            lambda paper: paper.read(number, people, at),
            lambda: read_list(self.cohort(number), lines, by=self.by, at=at),
        )
        return max(self.lists)

    @rule(target=places, key=lists_read, waits=st.booleans(), leave_open=st.booleans(), looked_again=st.booleans())
    def enrol_list(self, key: int, waits: bool, leave_open: bool, looked_again: bool) -> MultipleResults[int]:
        """All of a list or nobody; by what it showed when it was read, or looked through again."""
        if key in self.paper.lists:
            read, at, today = self.list_read(key), self.now + timedelta(seconds=1), self.today
            mark = preview_list(read, waitlist=waits, today=today).mark if looked_again else self.marks[key]
            choice = {"waits": waits, "leave_open": leave_open, "looked_again": looked_again}
            facts = {"waitlist": waits, "leave_open": leave_open, "by": self.by, "at": at, "today": today}
            self.act(lambda paper: paper.enrol_list(key, at, **choice), lambda: enrol_list(read, mark=mark, **facts))
        return multiple(*self.made)

    @rule(key=lists_read)
    def undo_list(self, key: int) -> None:
        if key in self.paper.lists:
            self.act(lambda paper: paper.undo(key), lambda: undo_list(self.list_read(key), by=self.by))

    @rule(number=rounds, people=GROUPS)
    def enrol_a_list_and_undo_it(self, number: int, people: list[str]) -> None:
        """As if it had never been, apart from the list itself and the trail."""
        before, key = everything_but_the_trail(), self.read_list(number, people)
        self.enrol_list(key, waits=True, leave_open=True, looked_again=True)
        self.undo_list(key)
        assert everything_but_the_trail() == before


@pytest.mark.django_db
def test_the_register_does_what_the_paper_says_in_any_order() -> None:
    quick = settings(
        max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck)
    )

    run_state_machine_as_test(Rounds, settings=quick)
