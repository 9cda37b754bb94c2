"""The demo register holds what its story says: design facts, held against the record."""

from __future__ import annotations

from collections import Counter
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F, Q
from pytest_django import Settings

from people.access import roles_of
from people.actions.pilots import PersonName
from people.demo import DEMO_ACCOUNTS, DEMO_PASSWORD
from people.errors import Refused
from people.models.audit_event import AuditEvent
from people.models.department import Department
from people.models.pilot import DepartmentAssignment, Pilot
from people.models.role_grant import Role
from people.models.user import User
from programmes.actions.enrol import enrol_person
from programmes.letters.metrics import missing_glyphs
from programmes.models.appointment import Appointment
from programmes.models.ceremony import Ceremony
from programmes.models.cohort import Cohort
from programmes.models.enrolment import Enrolment
from programmes.models.enrolment import EnrolmentState as S
from programmes.models.letter import AppointmentLetter
from programmes.models.module_result import ModuleResult
from programmes.models.module_session import ModuleSession
from programmes.rules.ceremony import WAY, places_of
from programmes.rules.ceremony_papers import named_to_the_press
from programmes.rules.standing import PersonProgress, progress_of
from programmes.rules.verification import first_day_without
from tests.conftest import NINE_O_CLOCK

TODAY = NINE_O_CLOCK.date()
CEREMONY = date(2023, 8, 15)
FOUND_MISSING = date(2024, 2, 6)


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_register")]


def standings(number: int) -> list[PersonProgress]:
    cohort = Cohort.objects.get(number=number)
    return progress_of(cohort.curriculum, list(cohort.enrolments.in_matrix()))


def states(number: int) -> Counter[str]:
    return Counter(Enrolment.objects.filter(cohort__number=number).values_list("state", flat=True))


def test_the_first_round_got_fifteen_letters_on_15_august_2023() -> None:
    letters = AppointmentLetter.objects.filter(year=2023).order_by("number")

    assert [letter.number for letter in letters] == list(range(1, 16))
    assert {letter.issued_on for letter in letters} == {CEREMONY}
    assert {letter.handover.ceremony.held_on for letter in letters} == {CEREMONY}
    assert {letter.appointment.effective_from for letter in letters} == {CEREMONY}
    assert letters[0].name_as_printed == "Dr. Jördis Ährenfeld"
    assert states(1) == {S.FINISHED: 15}


def test_the_first_ceremony_has_its_facts_and_the_next_one_waits_for_letters() -> None:
    first, second, following = Ceremony.objects.order_by("held_on")

    assert {place.done for place in places_of(first)} == {tuple((step, CEREMONY) for step in WAY)}
    assert first.entries.count() == 15
    assert [place.handed_over_on for place in places_of(second)] == [FOUND_MISSING]
    assert len(named_to_the_press(places_of(first))) == 13
    assert not following.entries.exists()


def test_letters_fill_one_page_except_the_one_with_the_very_long_department() -> None:
    longer = AppointmentLetter.objects.exclude(document__pages=1).values_list("name_as_printed", flat=True)

    assert list(longer) == ["Sam Muster"]


def test_letters_keep_the_departments_of_their_day() -> None:
    gone = {"Amt für Datenverarbeitung", "Koordinierungsstelle Verkehr", "Stadtmarketing"}

    printed = {letter.content["address"][0] for letter in AppointmentLetter.objects.all()}

    assert gone <= printed
    assert gone == set(Department.objects.filter(valid_until__isnull=False).values_list("name", flat=True))
    assert not DepartmentAssignment.objects.filter(department__name__in=gone, valid_until__isnull=True).exists()


def test_twelve_of_the_second_round_are_ready_and_three_lack_different_things() -> None:
    people = standings(2)

    missing = {person.progress.missing_in_words for person in people if not person.is_ready}
    assert sum(person.is_ready for person in people) == 12
    assert missing == {"1 required module (D2)", "1 elective module", "2 required modules (W1, P1)"}
    assert states(2) == {S.IN_TRAINING: 15, S.DEFERRED: 1}
    kinds = ModuleResult.objects.filter(enrolment__cohort__number=2).values_list("kind", flat=True)
    assert set(kinds) == {"passed", "recognised", "exempted"}


def test_jo_was_deferred_after_moving_to_another_department() -> None:
    jo = Pilot.objects.get(given_names="Jo", family_name="Beispiel")

    assert jo.assignments.count() == 2
    assert list(jo.enrolments.order_by("cohort__number").values_list("cohort__number", "state")) == [
        (2, S.DEFERRED),
        (4, S.AGREED),
    ]


def test_the_third_round_has_begun_and_the_trainer_teaches_one_session_of_it() -> None:
    third = Cohort.objects.get(number=3)

    taught = ModuleSession.objects.visible_to_trainer(User.objects.get(email="trainer@demo.example"))

    assert states(3) == {S.IN_TRAINING: 14}
    assert [session.cohort for session in taught] == [third]
    assert third.sessions.count() == 12
    assert not any(person.is_ready for person in standings(3))


def test_the_fourth_round_has_free_seats_and_a_waiting_list() -> None:
    fourth = Cohort.objects.get(number=4)

    assert fourth.is_open(TODAY)
    assert fourth.seats_free >= 12
    assert set(states(4)) == {S.PROPOSED, S.CONSENTED, S.AGREED, S.ADMITTED, S.WITHDRAWN, S.WAITLISTED}


def test_the_fifth_round_is_planned() -> None:
    fifth = Cohort.objects.get(number=5)

    assert (fifth.state, fifth.opens_on > TODAY) == ("planned", True)


def test_seats_taken_are_the_seats_counted() -> None:
    counted = {cohort.number: cohort.enrolments.with_seat().count() for cohort in Cohort.objects.all()}

    assert counted == dict(Cohort.objects.values_list("number", "seats_taken"))


def test_coordinators_run_their_rounds() -> None:
    rounds = {
        mail: set(Cohort.objects.filter(coordinators__email=mail).values_list("number", flat=True))
        for mail in ("coordinator@demo.example", "coordinator2@demo.example")
    }

    assert rounds == {"coordinator@demo.example": {2, 3, 4, 5}, "coordinator2@demo.example": {1, 5}}


@pytest.mark.parametrize(
    ("mail", "roles"),
    [
        ("staff", {Role.STAFF}),
        ("pilot", {Role.STAFF, Role.PILOT}),
        ("trainee", {Role.STAFF, Role.TRAINEE}),
        ("trainer", {Role.STAFF, Role.TRAINER}),
        ("head", {Role.STAFF, Role.HEAD}),
        ("coordinator", {Role.STAFF, Role.COORDINATOR}),
        ("coordinator2", {Role.STAFF, Role.COORDINATOR}),
        ("admin", {Role.STAFF, Role.ADMIN}),
        ("office", {Role.STAFF, Role.MAYORS_OFFICE}),
        ("dpo", {Role.DPO}),
    ],
)
def test_every_account_has_its_roles(mail: str, roles: set[Role]) -> None:
    user = User.objects.get(email=f"{mail}@demo.example")

    assert roles_of(user, TODAY) == roles


def test_every_account_of_the_sign_in_page_can_sign_in() -> None:
    for account in DEMO_ACCOUNTS:
        user = User.objects.get(email=account.mail)
        assert user.check_password(DEMO_PASSWORD), account.mail
        assert user.privacy_notice_read_at is not None, account.mail


def test_employees_in_no_round_can_be_enrolled_by_their_account() -> None:
    others = User.objects.filter(email__endswith="@giessen.example", pilot__isnull=True, department__isnull=False)

    assert others.exclude(heads__isnull=False).count() >= 12


def test_a_pilot_is_recognised_by_the_address_of_the_account() -> None:
    coordinator, fourth = User.objects.get(email="coordinator@demo.example"), Cohort.objects.get(number=4)

    with pytest.raises(Refused, match="Ährenfeld is appointed already"):
        enrol_person(PersonName(""), "pilot@demo.example", None, fourth, by=coordinator, today=TODAY)


def test_facts_stored_on_pilots_are_those_of_their_appointments() -> None:
    held = {
        (one.pilot_id, one.effective_from, first_day_without(one), one.enrolment.cohort.number)
        for one in Appointment.objects.select_related("enrolment__cohort")
    }
    stored = Pilot.objects.exclude(appointed_from=None)

    assert held == set(stored.values_list("pk", "appointed_from", "appointed_until", "appointed_round"))


def test_nothing_is_in_the_future_on_a_weekend_or_before_its_round() -> None:
    results = ModuleResult.objects.filter(Q(achieved_on__gt=TODAY) | Q(recorded_at__date__gt=TODAY))
    early = ModuleResult.objects.filter(kind="passed", achieved_on__lt=F("enrolment__cohort__starts_on"))
    facts = Enrolment.objects.values_list("enrolled_on", "consented_on", "agreed_on", "left_on", "finished_on")
    days = [day for row in facts for day in row if day is not None]
    days += ModuleResult.objects.values_list("achieved_on", flat=True)

    assert not results.exists()
    assert not early.exists()
    assert max(days) <= TODAY
    assert all(day.weekday() < 5 for day in days)


def test_everybodys_name_can_be_printed() -> None:
    assert [pilot.display_name for pilot in Pilot.objects.all() if missing_glyphs(pilot.display_name)] == []


def test_the_audit_trail_is_whole_and_speaks_of_everything() -> None:
    assert AuditEvent.objects.first_broken() is None
    assert AuditEvent.objects.filter(verb="letter issued").count() == 16
    assert AuditEvent.objects.filter(verb="enrolled").count() == Enrolment.objects.count()


def test_a_second_seed_changes_nothing(settings: Settings) -> None:
    settings.DEMO_MODE = True
    before, out = AuditEvent.objects.count(), StringIO()

    call_command("seed", stdout=out)

    assert "nothing was changed" in out.getvalue()
    assert AuditEvent.objects.count() == before


def test_there_is_no_demo_outside_demo_mode(settings: Settings) -> None:
    settings.DEMO_MODE = False

    with pytest.raises(CommandError, match="demo mode only"):
        call_command("seed")


def test_a_filled_register_takes_no_bulk() -> None:
    with pytest.raises(CommandError, match="empty register"):
        call_command("seed", pilots=30)
