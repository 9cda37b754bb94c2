from __future__ import annotations

from datetime import timedelta

import pytest

from people.actions.pilots import PersonName
from people.errors import Refused
from people.models.audit_event import AuditEvent
from people.models.department import Department
from people.models.pilot import Pilot
from people.models.user import User
from programmes.actions.enrol import enrol, enrol_person
from programmes.actions.enrolment_steps import withdraw
from programmes.errors import PersonIncomplete
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import Enrolment, EnrolmentState, NominationPath
from tests.factories import TODAY, make_cohort, make_department, make_pilot, make_user

pytestmark = pytest.mark.django_db
NEW = PersonName("Neu", "Nele")


@pytest.fixture
def kim() -> User:
    return make_user("kim@giessen.example")


def seats_taken(cohort: Cohort) -> int:
    return Cohort.objects.get(pk=cohort.pk).seats_taken


def refusal(
    name: PersonName, kim: User, *, cohort: Cohort | None = None, department: Department | None = None
) -> Refused:
    """What `enrol_person` says to this name, entered as somebody new."""
    with pytest.raises(Refused) as refused:
        enrol_person(
            name, "nele@giessen.example", department or make_department(), cohort or make_cohort(), by=kim, today=TODAY
        )
    return refused.value


# --- a seat ----------------------------------------------------------------------------------------------------------


def test_enrol_takes_a_seat_and_writes_one_event(kim: User) -> None:
    cohort, pilot = make_cohort(seats=2), make_pilot()

    enrolment = enrol(pilot, cohort, by=kim, today=TODAY, path=NominationPath.HEAD)

    assert (enrolment.state, enrolment.nomination_path) == (EnrolmentState.PROPOSED, NominationPath.HEAD)
    assert enrolment.department == pilot.assignments.get().department
    assert seats_taken(cohort) == 1
    assert AuditEvent.objects.get().verb == "enrolled"


def test_enrol_refuses_a_full_round_and_points_to_the_waiting_list(kim: User) -> None:
    cohort = make_cohort(seats=1, taken=1)

    with pytest.raises(Refused, match="All seats of this round are taken") as refused:
        enrol(make_pilot(), cohort, by=kim, today=TODAY)

    assert refused.value.field == "waitlist"
    assert (seats_taken(cohort), Enrolment.objects.count()) == (1, 0)


def test_enrol_puts_on_the_waiting_list_of_a_full_round_without_a_seat(kim: User) -> None:
    cohort = make_cohort(seats=1, taken=1)

    enrolment = enrol(make_pilot(), cohort, by=kim, today=TODAY, waitlist=True)

    assert (enrolment.state, seats_taken(cohort)) == (EnrolmentState.WAITLISTED, 1)


@pytest.mark.parametrize("waitlist", [False, True])
@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"opens_on": TODAY + timedelta(days=1)}, "Enrolment opens on 3 March 2026."),
        ({"closes_on": TODAY - timedelta(days=1)}, "Enrolment closed on 1 March 2026."),
        ({"state": CohortState.PLANNED}, "it is planned"),
        ({"state": CohortState.RUNNING}, "it is running"),
        ({"state": CohortState.CANCELLED}, "it is cancelled"),
    ],
)
def test_enrol_refuses_a_closed_round_and_says_why(
    kim: User, fields: dict[str, object], sentence: str, *, waitlist: bool
) -> None:
    cohort = make_cohort(**fields)

    with pytest.raises(Refused, match=sentence):
        enrol(make_pilot(), cohort, by=kim, today=TODAY, waitlist=waitlist)

    assert (seats_taken(cohort), Enrolment.objects.count(), AuditEvent.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize("day", ["opens_on", "closes_on"])
def test_enrol_takes_people_on_the_first_and_the_last_day(kim: User, day: str) -> None:
    cohort = make_cohort(**{day: TODAY})

    enrol(make_pilot(), cohort, by=kim, today=TODAY)

    assert seats_taken(cohort) == 1


def test_enrol_refuses_the_same_person_twice_and_takes_no_second_seat(kim: User) -> None:
    cohort, pilot = make_cohort(), make_pilot("Doppelt")
    enrol(pilot, cohort, by=kim, today=TODAY)

    with pytest.raises(Refused, match="Sam Doppelt is in this round already") as refused:
        enrol(pilot, cohort, by=kim, today=TODAY)

    assert refused.value.field == "mail"
    assert (seats_taken(cohort), AuditEvent.objects.count()) == (1, 1)


def test_enrol_refuses_the_same_person_in_a_full_round_for_being_in_it(kim: User) -> None:
    cohort, pilot = make_cohort(seats=1), make_pilot()
    enrol(pilot, cohort, by=kim, today=TODAY)

    with pytest.raises(Refused, match="is in this round already"):
        enrol(pilot, cohort, by=kim, today=TODAY)


@pytest.mark.parametrize("waitlist", [False, True])
@pytest.mark.parametrize(
    ("since", "until"),
    [(-400, None), (0, None), (30, None), (-400, 1)],
)
def test_enrol_refuses_who_is_appointed_or_will_be(kim: User, since: int, until: int | None, *, waitlist: bool) -> None:
    ends = None if until is None else TODAY + timedelta(days=until)
    pilot = make_pilot("Schon", appointed_from=TODAY + timedelta(days=since), appointed_until=ends)
    cohort = make_cohort()

    with pytest.raises(Refused, match="Sam Schon is appointed already") as refused:
        enrol(pilot, cohort, by=kim, today=TODAY, waitlist=waitlist)

    assert (refused.value.field, seats_taken(cohort), Enrolment.objects.count()) == ("mail", 0, 0)


def test_enrol_takes_whoever_is_no_longer_appointed(kim: User) -> None:
    pilot = make_pilot(appointed_from=TODAY - timedelta(days=400), appointed_until=TODAY)

    assert enrol(pilot, make_cohort(), by=kim, today=TODAY).pilot == pilot


def test_enrol_takes_whoever_stepped_back_before_the_appointment_ever_held(kim: User) -> None:
    coming = TODAY + timedelta(days=30)
    pilot = make_pilot(appointed_from=coming, appointed_until=coming)

    assert enrol(pilot, make_cohort(), by=kim, today=TODAY).pilot == pilot


def test_enrol_takes_somebody_back_after_a_withdrawal(kim: User) -> None:
    cohort, pilot = make_cohort(seats=1), make_pilot()
    before = enrol(pilot, cohort, by=kim, today=TODAY)
    withdraw(before, by=kim, today=TODAY)

    again = enrol(pilot, cohort, by=kim, today=TODAY)

    assert (again.pk != before.pk, again.state, seats_taken(cohort)) == (True, EnrolmentState.PROPOSED, 1)


def test_enrol_refuses_somebody_without_a_department(kim: User) -> None:
    cohort, pilot = make_cohort(), make_pilot()
    pilot.assignments.update(valid_until=TODAY - timedelta(days=1))

    with pytest.raises(Refused, match="works in no department"):
        enrol(pilot, cohort, by=kim, today=TODAY)

    assert seats_taken(cohort) == 0


# --- by address ------------------------------------------------------------------------------------------------------


def test_enrol_person_needs_only_the_address_of_somebody_known(kim: User) -> None:
    pilot = make_pilot(mail="sam@giessen.example")

    enrolment = enrol_person(PersonName(""), "Sam@Giessen.example", None, make_cohort(), by=kim, today=TODAY)

    assert enrolment.pilot == pilot


def test_enrol_person_takes_name_and_department_of_an_account(kim: User) -> None:
    department = make_department("Jugendamt")
    account = make_user("ina@giessen.example", given_names="Ina", family_name="Igel", department=department)

    enrolment = enrol_person(PersonName(""), account.email, None, make_cohort(), by=kim, today=TODAY)

    assert (str(enrolment.pilot), enrolment.pilot.user, enrolment.department) == ("Ina Igel", account, department)


def test_enrol_person_enters_somebody_new(kim: User) -> None:
    department = make_department()

    enrolment = enrol_person(NEW, "nele@giessen.example", department, make_cohort(), by=kim, today=TODAY)

    assert (str(enrolment.pilot), enrolment.department) == ("Nele Neu", department)
    assert list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True)) == ["person entered", "enrolled"]


def test_enrol_person_refuses_an_unknown_address_without_a_name(kim: User) -> None:
    assert refusal(PersonName(""), kim).field == "family_name"


def test_enrol_person_refuses_somebody_new_without_a_department(kim: User) -> None:
    with pytest.raises(Refused, match="choose the department") as refused:
        enrol_person(NEW, "nele@giessen.example", None, make_cohort(), by=kim, today=TODAY)

    assert refused.value.field == "department"


def test_enrol_person_says_at_once_all_that_is_missing_of_somebody_new(kim: User) -> None:
    with pytest.raises(PersonIncomplete) as refused:
        enrol_person(PersonName(""), "nele@giessen.example", None, make_cohort(), by=kim, today=TODAY)

    assert list(refused.value.missing) == ["family_name", "department"]
    assert ("enter the name" in str(refused.value), "choose the department" in str(refused.value)) == (True, True)


def test_enrol_person_leaves_nobody_new_behind_where_the_round_is_full(kim: User) -> None:
    assert refusal(NEW, kim, cohort=make_cohort(seats=1, taken=1)).field == "waitlist"
    assert not Pilot.objects.filter(mail="nele@giessen.example").exists()


def test_enrol_person_asks_whether_a_namesake_of_the_department_is_the_same_person(kim: User) -> None:
    department = make_department()
    make_pilot("Neu", given_names="Nele", department=department, mail="nele.neu@giessen.example")

    refused = refusal(NEW, kim, department=department)

    assert (refused.field, "nele.neu@giessen.example" in str(refused)) == ("mail", True)


def test_enrol_person_knows_a_namesake_by_the_particle_too(kim: User) -> None:
    department = make_department()
    make_pilot("Testau", given_names="Max", name_particle="von der", department=department)

    refused = refusal(PersonName("Testau", "Max", name_particle="von der"), kim, department=department)

    assert refused.field == "mail"


def test_enrol_person_refuses_a_name_of_invisible_characters(kim: User) -> None:
    assert refusal(PersonName("\u200b", "Nele"), kim).field == "family_name"
    assert not Pilot.objects.exists()


# --- names a letter can print ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "field", "sentence"),
    [
        (PersonName("王", "Nele"), "family_name", "“王” (U+738B)"),
        (PersonName("Neu", "Nele 😀"), "given_names", "“😀” (U+1F600)"),
        (PersonName("Neu", academic_suffix="☃"), "academic_suffix", "“☃” (U+2603)"),
        (PersonName("Neu", display_name_override="王芳"), "display_name_override", "“王” (U+738B)"),
    ],
)
def test_enrol_person_refuses_a_character_the_letters_cannot_print(
    kim: User, name: PersonName, field: str, sentence: str
) -> None:
    refused = refusal(name, kim)

    assert (refused.field, sentence in str(refused)) == (field, True)


@pytest.mark.parametrize(
    ("name", "field"),
    [
        (PersonName("W" * 60), "family_name"),
        (PersonName("Neu", "W" * 60), "given_names"),
        (PersonName("Neu", name_particle="W" * 40), "name_particle"),
        (PersonName(" ".join(["Wolkenstein"] * 8), " ".join(["Wilhelmine"] * 9)), "family_name"),
    ],
)
def test_enrol_person_refuses_a_name_the_address_field_has_no_room_for(kim: User, name: PersonName, field: str) -> None:
    refused = refusal(name, kim)

    assert refused.field == field
    assert str(refused).startswith("The address field of a letter has no room for this name.")


def test_enrol_person_keeps_a_name_composed_and_without_invisible_characters(kim: User) -> None:
    typed = PersonName("Mu\u0308ller\u200b", " Zoe\u0308")

    enrolment = enrol_person(typed, "zoe@giessen.example", make_department(), make_cohort(), by=kim, today=TODAY)

    assert (enrolment.pilot.family_name, enrolment.pilot.given_names) == ("Müller", "Zoë")
