"""Taking a list back restores the register exactly, except where somebody has changed a row since."""

from __future__ import annotations

import pytest

from people.actions.pilots import PersonName, correct_name, move_pilot
from people.errors import Refused
from people.models.absence import Absence
from people.models.audit_event import AuditEvent
from people.models.department import Department
from people.models.pilot import Pilot
from people.models.user import User
from programmes.actions.enrolment_steps import record_consent, withdraw
from programmes.actions.interests import say_interest
from programmes.actions.undo_list import undo_list
from programmes.models.enrolment import EnrolmentState
from programmes.models.enrolment_import import EnrolmentImport
from programmes.models.interest import Interest
from tests.factories import TODAY, make_absence, make_cohort, make_department, make_enrolment, make_pilot, make_user
from tests.mails import make_mails
from tests.programmes.lists import a_list, enrol_it, everything_but_the_trail

pytestmark = pytest.mark.django_db


@pytest.fixture
def kim() -> User:
    return make_user()


@pytest.fixture
def jugendamt() -> Department:
    return make_department("Jugendamt", number="51")


def new(name: str) -> str:
    return f"Nele {name}; 51; {name.lower()}@giessen.example"


def kept(undone: EnrolmentImport) -> list[str]:
    return [facts["kept"] for facts in undone.made]


def test_fifty_people_taken_back_leave_the_register_as_it_was(kim: User, jugendamt: Department) -> None:
    cohort = make_cohort(seats=30, taken=0)
    make_enrolment(cohort)
    back = make_pilot("Wieder")
    make_enrolment(cohort, back, state=EnrolmentState.WITHDRAWN)
    account = make_user("ina@giessen.example", given_names="Ina", family_name="Konto", department=jugendamt)
    say_interest(cohort.programme, account, today=TODAY)
    known = [make_pilot(f"Person{number}").mail for number in range(28)]
    read = a_list(cohort, kim, back.mail, account.email, *known, *[new(f"Neu{number}") for number in range(20)])
    before = everything_but_the_trail()

    enrolled = enrol_it(read, by=kim, waitlist=True)
    between = everything_but_the_trail()
    undo_list(enrolled, by=kim)

    assert len(between["programmes.Enrolment"]) - len(before["programmes.Enrolment"]) == 50
    assert everything_but_the_trail() == before


def test_an_enrolment_somebody_led_on_stays(kim: User) -> None:
    cohort, stays, goes = make_cohort(), make_pilot(), make_pilot()
    enrolled = enrol_it(a_list(cohort, kim, stays.mail, goes.mail), by=kim)
    record_consent(cohort.enrolments.get(pilot=stays), on=TODAY, by=kim, today=TODAY)

    undone = undo_list(enrolled, by=kim)

    assert kept(undone) == ["enrolment", ""]
    assert [one.pilot for one in cohort.enrolments.all()] == [stays]
    cohort.refresh_from_db()
    assert cohort.seats_taken == 1


def test_an_enrolment_withdrawn_since_stays_and_frees_no_second_seat(kim: User) -> None:
    cohort, pilot = make_cohort(), make_pilot()
    enrolled = enrol_it(a_list(cohort, kim, pilot.mail), by=kim)
    withdraw(cohort.enrolments.get(), by=kim, today=TODAY)

    undone = undo_list(enrolled, by=kim)

    cohort.refresh_from_db()
    assert (kept(undone), cohort.seats_taken) == (["enrolment"], 0)


def test_an_enrolment_a_mail_told_of_stays(kim: User) -> None:
    cohort = make_cohort()
    enrolled = enrol_it(a_list(cohort, kim, make_pilot().mail), by=kim)
    make_mails("sam@giessen.example", enrolment=cohort.enrolments.get())

    assert kept(undo_list(enrolled, by=kim)) == ["enrolment"]


def test_somebody_new_who_was_touched_since_stays_in_the_register(kim: User, jugendamt: Department) -> None:
    cohort = make_cohort()
    enrolled = enrol_it(a_list(cohort, kim, *[new(name) for name in ("Name", "Move", "Away", "Other", "Gone")]), by=kim)
    people = {pilot.family_name: pilot for pilot in Pilot.objects.all()}
    correct_name(people["Name"], PersonName("Name-Neu", "Nele"), by=kim)
    people["Move"].assignments.update(valid_from=TODAY.replace(year=2025))
    move_pilot(people["Move"], make_department(), by=kim, on=TODAY)
    make_absence(people["Away"])
    make_enrolment(make_cohort(), people["Other"])

    undone = undo_list(enrolled, by=kim)

    assert kept(undone) == ["person", "enrolment", "person", "person", ""]
    assert [one.pilot for one in cohort.enrolments.all()] == [people["Move"]]
    assert set(Pilot.objects.values_list("family_name", flat=True)) == {"Name-Neu", "Move", "Away", "Other"}
    assert Absence.objects.exists()


def test_an_interest_said_anew_is_not_opened_twice(kim: User) -> None:
    cohort, account = make_cohort(), make_user()
    say_interest(cohort.programme, account, today=TODAY)
    enrolled = enrol_it(a_list(cohort, kim, make_pilot(user=account).mail), by=kim)
    say_interest(cohort.programme, account, today=TODAY)

    undo_list(enrolled, by=kim)

    assert Interest.objects.still_open().count() == 1


def test_a_list_is_taken_back_once(kim: User) -> None:
    read = a_list(make_cohort(), kim, make_pilot().mail)

    with pytest.raises(Refused, match="This list is not enrolled, or taken back already"):
        undo_list(read, by=kim)
    undo_list(enrol_it(read, by=kim), by=kim)
    with pytest.raises(Refused, match="This list is not enrolled, or taken back already"):
        undo_list(read, by=kim)


def test_the_trail_tells_of_both(kim: User, jugendamt: Department) -> None:
    cohort = make_cohort()
    enrolled = enrol_it(a_list(cohort, kim, new("Neu")), by=kim)
    number = cohort.enrolments.get().pk

    undo_list(enrolled, by=kim)

    of_it = AuditEvent.objects.filter(object_type="programmes.enrolment", object_id=str(number)).order_by("pk")
    assert [event.verb for event in of_it] == ["enrolled", "enrolment taken back"]
    assert AuditEvent.objects.latest("pk").changes == {"round": cohort.pk, "people": 1}
    assert AuditEvent.objects.first_broken() is None
