"""The register and the paper side by side: both take the same step, or both refuse; then they are compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import time_machine
from django.db import transaction
from hypothesis.stateful import RuleBasedStateMachine

from people.errors import Refused
from people.models.audit_event import AuditEvent
from people.models.department import Department
from people.models.pilot import Pilot
from programmes.actions import enrolment_steps as steps
from programmes.actions.defer import defer
from programmes.actions.enrol_list import preview_list
from programmes.models.cohort import Cohort
from programmes.models.curriculum import Curriculum, CurriculumModule, ModuleKind
from programmes.models.enrolment import Enrolment
from programmes.models.enrolment_import import EnrolmentImport
from programmes.models.interest import Interest
from programmes.models.module_result import ModuleResult
from programmes.rules.people_list import Line
from tests.factories import TODAY, make_curriculum, make_department, make_pilot, make_user, modules_of
from tests.programmes.lists import everything_but_the_trail
from tests.programmes.round_lists import Paper
from tests.programmes.round_model import SEATED, No, Place

# Ada is appointed already, Eva has an account; Gil and Hana come into the register with a list or an enrolment.
KNOWN, NEW = ("Ada", "Ben", "Cem", "Dua", "Eva"), ("Gil", "Hana")


def mail_of(person: str) -> str:
    return f"{person.lower()}@giessen.example"


def named(mail: str) -> str:
    return mail.partition("@")[0].title()


def everything() -> dict[str, Any]:
    """Every row there is, of the trail only how many."""
    lists = list(EnrolmentImport.objects.order_by("pk").values())
    return everything_but_the_trail() | {"lists": lists, "events": AuditEvent.objects.count()}


class SideBySide(RuleBasedStateMachine):
    """An empty register and an empty paper, which take their steps together; what was written is rolled back."""

    def __init__(self) -> None:
        super().__init__()
        self.whole = transaction.atomic()
        self.whole.__enter__()
        self.now = datetime.combine(TODAY, time(9), ZoneInfo("Europe/Berlin"))
        self.by = make_user("kim@giessen.example")
        self.department: Department = make_department("Jugendamt", number="51")
        self.account = make_user(mail_of("Eva"))
        for name in KNOWN:
            account = self.account if name == "Eva" else None
            make_pilot(name, department=self.department, mail=mail_of(name), user=account)
        Pilot.objects.filter(mail=mail_of("Ada")).update(appointed_from=TODAY)
        self.long = make_curriculum()
        self.short = Curriculum.objects.create(programme=self.long.programme, version=2)
        self.modules = {module.code: module for module in modules_of(self.long)}
        first = self.modules["D1"]
        CurriculumModule.objects.create(curriculum=self.short, module=first, kind=ModuleKind.REQUIRED, position=1)
        self.paper = Paper({name: number for number, name in enumerate(KNOWN)}, {"Ada"})
        # Where a name of the paper stands in the register.
        self.enrolments: dict[str, int] = {}
        self.lists: dict[str, int] = {}
        self.marks: dict[str, str] = {}

    def teardown(self) -> None:
        try:
            assert AuditEvent.objects.first_broken() is None
        finally:
            transaction.set_rollback(True)
            self.whole.__exit__(None, None, None)

    @property
    def today(self) -> date:
        return self.now.date()

    def act(self, told: Callable[[Paper], list[str]], done: Callable[[], object]) -> None:
        """Take a step on paper and in the register."""
        self.now += timedelta(seconds=1)
        paper, before, verbs, why, refused = deepcopy(self.paper), {}, [], "", ""
        try:
            verbs = told(paper)
        except No as no:
            why, before = str(no), everything()
        events = AuditEvent.objects.count()
        try:
            with time_machine.travel(self.now, tick=False):
                done()
        except Refused as refusal:
            refused = str(refusal)
        if refused:
            assert why, f"The register refuses what the paper allows: {refused}"
            assert everything() == before, "The register refused and yet something has changed."
            return
        assert not why, f"The register does what the paper refuses: {why}."
        said = AuditEvent.objects.order_by("pk").values_list("verb", flat=True)[events:]
        assert Counter(said) == Counter(verbs)
        self.paper = paper
        self._learn()
        self.compare()

    def take(self, place: str, to: str, on: date) -> object:
        """The register's step that leads to a state; `on` is the day of a signature."""
        one, by, today = self.enrolment(place), self.by, self.today
        ways: dict[str, Callable[[], object]] = {
            "consented": lambda: steps.record_consent(one, on=on, by=by, today=today),
            "agreed": lambda: steps.record_agreement(one, on=on, agreed_by="Frau Amt", by=by, today=today),
            "admitted": lambda: steps.admit(one, by=by),
            "in_training": lambda: steps.start_training(one, by=by),
            "paused": lambda: steps.pause(one, by=by),
            "finished": lambda: steps.finish(one, by=by, on=today),
            "offered": lambda: steps.offer_seat(one, by=by, today=today),
            "proposed": lambda: steps.accept_offer(one, by=by),
            "waitlisted": lambda: steps.return_to_queue(one, by=by, at=self.now),
            "declined": lambda: steps.decline(one, by=by, today=today),
            "withdrawn": lambda: steps.withdraw(one, by=by, today=today),
            "discontinued": lambda: steps.discontinue(one, by=by, today=today),
            "deferred": lambda: defer(one, to=None, by=by, today=today),
        }
        return ways[to]()

    def _learn(self) -> None:
        """Find in the register what the last step made on paper."""
        self.enrolments = {key: pk for key, pk in self.enrolments.items() if key in self.paper.places}
        for key in self.paper.places.keys() - self.enrolments.keys():
            place = self.paper.places[key]
            rows = Enrolment.objects.filter(cohort__number=place.round, pilot__mail=mail_of(place.person))
            self.enrolments[key] = rows.exclude(pk__in=list(self.enrolments.values())).get().pk
        for key in self.paper.lists.keys() - self.lists.keys():
            read = EnrolmentImport.objects.latest("pk")
            self.lists[key] = read.pk
            self.marks[key] = preview_list(read, waitlist=True, today=self.today).mark

    def compare(self) -> None:
        """Lay both side by side; a step calls it, as an invariant would stand between all steps of a report."""
        self._rounds_and_seats_are_the_same()
        self._the_queues_are_the_same()
        self._the_enrolments_are_the_same()
        self._the_results_are_the_same()
        self._the_people_and_their_lists_are_the_same()

    def list_read(self, key: str) -> EnrolmentImport:
        return EnrolmentImport.objects.get(pk=self.lists[key])

    def line(self, number: int, person: str) -> Line:
        """A line of a list: the address alone, or all there is to say about somebody new."""
        name = (person, "Sam", "51") if person in NEW else ("", "", "")
        return Line(number, person, name[1], name[0], mail_of(person), name[2])

    def cohort(self, number: int) -> Cohort:
        return Cohort.objects.get(number=number)

    def enrolment(self, place: str) -> Enrolment:
        return Enrolment.objects.select_related("cohort", "pilot__user").get(pk=self.enrolments[place])

    def _rounds_and_seats_are_the_same(self) -> None:
        for cohort in Cohort.objects.all():
            planned, here = self.paper.rounds[cohort.number], cohort.enrolments.all()
            taken = sum(enrolment.state in SEATED for enrolment in here)
            assert (cohort.state, cohort.seats) == (planned.state, planned.seats)
            assert cohort.seats_taken == taken == planned.seats - self.paper.free(cohort.number) <= cohort.seats
        assert Cohort.objects.count() == len(self.paper.rounds)

    def _the_queues_are_the_same(self) -> None:
        for number, planned in self.paper.rounds.items():
            here = self.cohort(number).enrolments
            queue = [self.enrolments[key] for key in planned.queue]
            assert list(here.waiting().values_list("pk", flat=True)) == queue
            places = {row.pk: row.place_in_queue for row in here.with_place_in_queue() if row.place_in_queue}
            assert places == {pk: place for place, pk in enumerate(queue, start=1)}

    def _the_enrolments_are_the_same(self) -> None:
        rows = {row.pk: _told(row) for row in Enrolment.objects.select_related("cohort", "pilot", "deferred_to")}
        assert rows == {self.enrolments[key]: _kept(place) for key, place in self.paper.places.items()}
        inside = Counter(row[:2] for row in rows.values() if row[2] not in ("declined", "withdrawn"))
        assert not [row for row, times in inside.items() if times > 1]

    def _the_results_are_the_same(self) -> None:
        entered = ModuleResult.objects.in_force().values_list("enrolment", "module__code", "kind")
        places = self.paper.places.items()
        on_paper = [(self.enrolments[key], *result) for key, place in places for result in place.results.items()]
        assert sorted(entered) == sorted(on_paper)

    def _the_people_and_their_lists_are_the_same(self) -> None:
        assert {named(mail) for mail in Pilot.objects.values_list("mail", flat=True)} == set(self.paper.register)
        wishes = Interest.objects.still_open().values_list("user__email", flat=True)
        assert sorted(map(named, wishes)) == sorted(self.paper.interested)
        rows = EnrolmentImport.objects.order_by("pk")
        lists = {row.pk: (row.state, sorted(facts.get("kept", "") for facts in row.made)) for row in rows}
        on_paper = self.paper.lists.items()
        told = {self.lists[key]: (one.state, sorted(one.kept or [""] * len(one.made))) for key, one in on_paper}
        assert lists == told


def _told(row: Enrolment) -> tuple[Any, ...]:
    until = row.offered_until if row.state == "offered" else None
    to = row.deferred_to.number if row.deferred_to else None
    days = (row.consented_on, row.agreed_on, until, row.left_on)
    return (row.cohort.number, named(row.pilot.mail), row.state, *days, to)


def _kept(place: Place) -> tuple[Any, ...]:
    until = place.until if place.state == "offered" else None
    return (place.round, place.person, place.state, place.consented, place.agreed, until, place.left, place.to)
