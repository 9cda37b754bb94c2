from __future__ import annotations

from datetime import timedelta

import pytest

from people.errors import Refused
from people.models.audit_event import AuditEvent
from people.models.department import Department
from people.models.name_word import NameWord
from people.models.pilot import Pilot
from people.models.user import User
from programmes.actions.enrol_list import correct_list, read_list
from programmes.actions.interests import say_interest
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import EnrolmentState
from programmes.models.enrolment_import import EnrolmentImport, ImportState
from programmes.rules.people_list import Line
from tests.factories import (
    TODAY,
    make_cohort,
    make_department,
    make_enrolment,
    make_pilot,
    make_user,
)
from tests.programmes.lists import NOW, a_list, enrol_it, preview

pytestmark = pytest.mark.django_db
S = EnrolmentState
NEW_MAIL = "nele@giessen.example"


@pytest.fixture
def kim() -> User:
    return make_user()


@pytest.fixture
def jugendamt() -> Department:
    return make_department("Jugendamt", number="51")


# --- seats and the waiting list ---------------------------------------------------------------------------------------


def test_seats_go_in_the_order_of_the_list_and_the_rest_waits_in_it(kim: User) -> None:
    cohort = make_cohort(seats=2)
    pilots = [make_pilot() for _number in range(5)]
    read = a_list(cohort, kim, *[pilot.mail for pilot in reversed(pilots)])

    enrol_it(read, by=kim, waitlist=True)

    cohort.refresh_from_db()
    assert cohort.seats_taken == 2
    assert {one.pilot for one in cohort.enrolments.with_seat()} == {pilots[4], pilots[3]}
    assert [one.pilot for one in cohort.enrolments.waiting()] == [pilots[2], pilots[1], pilots[0]]


def test_without_a_word_about_the_rest_nobody_is_enrolled(kim: User) -> None:
    cohort = make_cohort(seats=1)
    read = a_list(cohort, kim, make_pilot().mail, make_pilot().mail)

    with pytest.raises(Refused) as refusal:
        enrol_it(read, by=kim)

    assert refusal.value.field == "waitlist"
    assert cohort.enrolments.count() == 0


def test_whoever_has_no_seat_may_be_left_out(kim: User) -> None:
    cohort = make_cohort(seats=1)

    enrol_it(a_list(cohort, kim, make_pilot().mail, make_pilot().mail), by=kim, leave_open=True)

    assert cohort.enrolments.count() == 1


def test_a_full_round_takes_a_list_for_its_waiting_list(kim: User) -> None:
    cohort = make_cohort(seats=1, taken=1)

    enrol_it(a_list(cohort, kim, make_pilot().mail), by=kim, waitlist=True)

    assert cohort.enrolments.get().state == S.WAITLISTED


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"state": CohortState.RUNNING}, "This round does not take people now: it is running"),
        ({"closes_on": TODAY - timedelta(days=1)}, "Enrolment closed on 1 March 2026"),
    ],
)
def test_a_closed_round_takes_nobody(kim: User, fields: dict[str, object], sentence: str) -> None:
    cohort = make_cohort()
    read = a_list(cohort, kim, make_pilot().mail)
    Cohort.objects.filter(pk=cohort.pk).update(**fields)

    with pytest.raises(Refused, match=sentence):
        enrol_it(read, by=kim)


# --- all or nothing ---------------------------------------------------------------------------------------------------


def test_a_preview_that_is_out_of_date_enrols_nobody(kim: User) -> None:
    cohort = make_cohort()
    first, second = make_pilot(), make_pilot()
    read = a_list(cohort, kim, first.mail, second.mail)
    seen = preview(read).mark
    make_enrolment(cohort, second)

    with pytest.raises(Refused, match="Something has changed meanwhile"):
        enrol_it(read, by=kim, mark=seen)

    assert not cohort.enrolments.filter(pilot=first).exists()


def test_seats_somebody_else_took_make_a_preview_out_of_date(kim: User) -> None:
    cohort = make_cohort(seats=2)
    read = a_list(cohort, kim, make_pilot().mail, make_pilot().mail)
    seen = preview(read).mark
    make_enrolment(cohort)

    with pytest.raises(Refused, match="Something has changed meanwhile"):
        enrol_it(read, by=kim, waitlist=True, mark=seen)


def test_a_list_is_enrolled_once(kim: User) -> None:
    read = a_list(make_cohort(), kim, make_pilot().mail)
    enrol_it(read, by=kim)

    with pytest.raises(Refused, match="This list is enrolled already"):
        enrol_it(read, by=kim, mark="x")
    with pytest.raises(Refused, match="This list is enrolled already"):
        correct_list(read, {}, by=kim)


def test_a_list_of_nobody_is_refused(kim: User) -> None:
    with pytest.raises(Refused, match="Nobody of this list can be enrolled"):
        enrol_it(a_list(make_cohort(), kim, "Nele Neu"), by=kim, leave_open=True)


# --- what it leaves ---------------------------------------------------------------------------------------------------


def test_somebody_new_is_entered_like_anybody_else(kim: User, jugendamt: Department) -> None:
    cohort = make_cohort()

    enrol_it(a_list(cohort, kim, f"Prof. Dr. Nele von der Neu; 51; {NEW_MAIL}"), by=kim)

    pilot = Pilot.objects.get(mail=NEW_MAIL)
    assert str(pilot) == "Prof. Dr. Nele von der Neu"
    assert (pilot.sort_key, pilot.search_text) == ("neu nele", " nele von der neu")
    assert set(NameWord.objects.filter(pilot=pilot).values_list("word", flat=True)) == {"nele", "von", "der", "neu"}
    assignment = pilot.assignments.get()
    assert (assignment.department, assignment.valid_from, assignment.is_primary) == (jugendamt, TODAY, True)
    assert cohort.enrolments.get().department == jugendamt


def test_one_event_tells_of_the_list_and_one_of_each_person(kim: User, jugendamt: Department) -> None:
    cohort = make_cohort(seats=1)
    read = a_list(cohort, kim, make_pilot().mail, f"Nele Neu; 51; {NEW_MAIL}")

    enrol_it(read, by=kim, waitlist=True)

    events = AuditEvent.objects.exclude(verb="list read").order_by("pk")
    assert [event.verb for event in events] == ["person entered", "enrolled", "enrolled", "list enrolled"]
    assert [event.changes.get("state") for event in events][1:3] == ["proposed", "waitlisted"]
    assert events[3].changes == {"round": cohort.pk, "people": 2}
    assert {event.actor for event in events} == {kim}
    assert AuditEvent.objects.first_broken() is None


def test_a_place_in_a_round_settles_the_interest(kim: User) -> None:
    cohort, account = make_cohort(), make_user()
    interest = say_interest(cohort.programme, account, today=TODAY)
    pilot = make_pilot(user=account)

    enrol_it(a_list(cohort, kim, pilot.mail), by=kim)

    interest.refresh_from_db()
    assert interest.closed_on == TODAY


def test_what_an_old_list_said_is_forgotten(kim: User) -> None:
    cohort = make_cohort()
    never, enrolled = a_list(cohort, kim, "Nele Neu"), a_list(cohort, kim, make_pilot().mail)
    enrol_it(enrolled, by=kim)
    today_ones = a_list(cohort, kim, "Otto Anders")

    read_list(cohort, [Line(1)], by=kim, at=NOW + timedelta(days=2))

    assert not EnrolmentImport.objects.filter(pk__in=[never.pk, today_ones.pk]).exists()
    kept = EnrolmentImport.objects.get(pk=enrolled.pk)
    assert (kept.state, kept.lines, len(kept.made)) == (ImportState.ENROLLED, [], 1)
