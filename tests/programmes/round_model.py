"""A round as an office would keep it on paper: dicts and lists, written from the rules and not from the program.

Each method does one thing to the paper and gives the words the audit trail has to say about it, or raises No.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

ON_THE_WAY = {"proposed", "consented", "agreed", "admitted", "waitlisted", "offered"}
TRAINING = {"in_training", "paused"}
SEATED = {"proposed", "consented", "agreed", "admitted", "offered", "in_training", "paused", "finished"}
NOT_BEGUN = {"planned", "enrolling"}
# From which states an enrolment comes into each.
COMES_FROM = {
    "consented": {"proposed"},
    "agreed": {"consented"},
    "admitted": {"agreed"},
    "in_training": {"admitted", "paused"},
    "paused": {"in_training"},
    "finished": {"in_training"},
    "offered": {"waitlisted"},
    "proposed": {"offered"},
    "waitlisted": {"offered"},
    "declined": ON_THE_WAY,
    "withdrawn": ON_THE_WAY | TRAINING,
    "deferred": ON_THE_WAY | TRAINING,
    "discontinued": TRAINING,
}
ROUND_COMES_FROM = {
    "planned": frozenset(),
    "enrolling": {"planned"},
    "running": {"enrolling"},
    "completed": {"running"},
    "cancelled": {"planned", "enrolling", "running"},
}
ASKED_IN = {"consent": "proposed", "agreement": "consented", "offer": "offered"}


class No(Exception):
    """A rule of the office says no."""


@dataclass
class Round:
    """A round, and who waits for a seat in it (the names of their enrolments), from the head of the queue on."""

    number: int
    seats: int
    opens: date
    closes: date
    starts: date
    offer_days: int
    by_itself: bool
    modules: tuple[str, ...]
    minimum: int = 0
    state: str = "planned"
    queue: list[str] = field(default_factory=list)

    def is_open(self, today: date) -> bool:
        return self.state == "enrolling" and self.opens <= today <= self.closes


@dataclass
class Place:
    """Somebody's enrolment in a round; `touched` says whether anything was done with it since it was made."""

    name: str
    round: int
    person: str
    state: str
    consented: date | None = None
    agreed: date | None = None
    until: date | None = None
    waited_from: int = 0
    left: date | None = None
    to: int | None = None
    touched: bool = False
    results: dict[str, str] = field(default_factory=dict)


@dataclass
class PaperList:
    """A list of people for a round: what it showed when it was read, and the enrolments that came of it."""

    round: int
    people: tuple[str, ...]
    read_at: datetime
    shown: list[tuple[str, int | None]] = field(default_factory=list)
    state: str = "preview"
    made: list[str] = field(default_factory=list)
    entered: list[str] = field(default_factory=list)
    settled: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


@dataclass
class Office:
    """All the paper. `register` numbers the people it knows, as they are entered; `count` is the last number given."""

    register: dict[str, int]
    appointed: set[str]
    interested: set[str] = field(default_factory=set)
    rounds: dict[int, Round] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    lists: dict[str, PaperList] = field(default_factory=dict)
    count: int = 100

    def next(self) -> int:
        self.count += 1
        return self.count

    def in_round(self, number: int) -> list[Place]:
        return [place for place in self.places.values() if place.round == number]

    def free(self, number: int) -> int:
        return self.rounds[number].seats - sum(place.state in SEATED for place in self.in_round(number))

    def place_of(self, person: str, number: int) -> Place | None:
        """Their one place there; who declined or withdrew may come again."""
        gone = ("declined", "withdrawn")
        return next((one for one in self.in_round(number) if one.person == person and one.state not in gone), None)

    # Rounds

    def plan(self, planned: Round) -> list[str]:
        if planned.number in self.rounds:
            raise No("the number is taken")
        self.rounds[planned.number] = planned
        return ["round planned"]

    def move_round(self, number: int, state: str) -> list[str]:
        cohort = self.rounds[number]
        if cohort.state not in ROUND_COMES_FROM[state]:
            raise No(f"the round is {cohort.state}")
        cohort.state = state
        starting = [one for one in self.in_round(number) if one.state == "admitted" and state == "running"]
        return [f"round {state}", *(verb for one in starting for verb in self.step(one.name, "in_training"))]

    def change_seats(self, number: int, seats: int) -> list[str]:
        cohort = self.rounds[number]
        if seats < cohort.seats - self.free(number):
            raise No("more people are in it")
        if seats < cohort.minimum:
            raise No("the smallest number of people is larger")
        cohort.seats = seats
        return ["seats changed"]

    # One person's way

    def enrol(self, person: str, number: int, today: date, *, waits: bool) -> list[str]:
        entered = [] if person in self.register else ["person entered"]
        if person in self.appointed:
            raise No("appointed already")
        if self.place_of(person, number):
            raise No("in this round already")
        if not self.rounds[number].is_open(today):
            raise No("the round takes nobody today")
        if not waits and self.free(number) < 1:
            raise No("no seat is free")
        self.register.setdefault(person, self.next())
        self.put(person, number, "waitlisted" if waits else "proposed")
        return [*entered, *self.settle(person), "enrolled"]

    def put(self, person: str, number: int, state: str) -> Place:
        name = f"{person} in {number}"
        while name in self.places:
            name += " again"
        self.places[name] = place = Place(name, number, person, state)
        if state == "waitlisted":
            self.line_up(place)
        return place

    def line_up(self, place: Place) -> None:
        self.rounds[place.round].queue.append(place.name)
        place.waited_from = self.next()

    def settle(self, person: str) -> list[str]:
        verbs = ["interest closed"] if person in self.interested else []
        self.interested.discard(person)
        return verbs

    def say_interest(self, person: str) -> list[str]:
        if person in self.interested:
            raise No("noted already")
        self.interested.add(person)
        return ["interest said"]

    def refuse(self, key: str, state: str) -> None:
        """The rules all steps share: where from, whether the round goes on, whether a seat is free."""
        place = self.places[key]
        cohort = self.rounds[place.round]
        if place.state not in COMES_FROM[state]:
            raise No(f"the person is {place.state}")
        if state in SEATED and cohort.state == "cancelled":
            raise No("the round is cancelled")
        if state == "in_training" and cohort.state in NOT_BEGUN:
            raise No("the round has not begun")
        if state == "offered" and cohort.state == "completed":
            raise No("the round is over")
        if state in SEATED and place.state not in SEATED and self.free(place.round) < 1:
            raise No("no seat is free")

    def step(self, key: str, state: str) -> list[str]:
        self.refuse(key, state)
        place = self.places[key]
        if place.state == "waitlisted":
            self.rounds[place.round].queue.remove(key)
        if state == "waitlisted":
            self.line_up(place)
        place.state, place.touched = state, True
        return [f"enrolment {state}"]

    def sign(self, key: str, state: str, on: date, today: date) -> list[str]:
        """Consent or agreement, given on paper on a day: not to come, and at most a year before enrolment opened."""
        place = self.places[key]
        if on > today or on < self.rounds[place.round].opens - timedelta(days=366):
            raise No("not a day for a signature")
        verbs = self.step(key, state)
        if state == "consented":
            place.consented = on
        else:
            place.agreed = on
        return verbs

    def answer(self, key: str, question: str, today: date, *, yes: bool) -> list[str]:
        if self.places[key].state != ASKED_IN[question]:
            raise No("settled already")
        if not yes:
            return self.leave(key, "declined", today)
        if question == "offer":
            return [*self.step(key, "proposed"), *self.sign(key, "consented", today, today)]
        return self.sign(key, "consented" if question == "consent" else "agreed", today, today)

    def leave(self, key: str, state: str, today: date) -> list[str]:
        verbs = self.step(key, state)
        self.places[key].left = today
        return verbs

    def finish(self, key: str) -> list[str]:
        return [] if self.places[key].state == "finished" else self.step(key, "finished")

    def pass_module(self, keys: Sequence[str], number: int, module: str, today: date) -> list[str]:
        cohort = self.rounds[number]
        if cohort.state in ("planned", "cancelled") or module not in cohort.modules or today < cohort.starts:
            raise No("nothing is entered there")
        people = [self.places[key] for key in keys]
        if any(one.round != number or one.state != "in_training" or module in one.results for one in people):
            raise No("somebody is not in training there, or is through")
        for one in people:
            one.results[module], one.touched = "passed", True
        return ["results recorded", *("result recorded" for _one in people)]

    def defer(self, key: str, to: int | None, today: date) -> list[str]:
        """Out of this round with all that is kept; into a later one, where what is finished counts."""
        old = self.places[key]
        if to == old.round:
            raise No("the same round")
        verbs = self.leave(key, "deferred", today)
        old.to = to
        if to is None:
            return verbs
        new = self.place_of(old.person, to)
        if new is None:
            if self.rounds[to].state not in NOT_BEGUN:
                raise No("the round has begun")
            state = "agreed" if old.agreed and old.consented else "consented" if old.consented else "proposed"
            new = self.put(old.person, to, state if self.free(to) > 0 else "waitlisted")
            new.consented, new.agreed = old.consented, old.agreed
            verbs += ["enrolled"]
        elif new.state not in ON_THE_WAY | TRAINING or self.rounds[to].state == "cancelled":
            raise No("there is no place for them there")
        for module in old.results:
            if module in self.rounds[to].modules and module not in new.results:
                new.results[module], new.touched = "recognised", True
                verbs += ["result recorded"]
        return verbs
