"""Who each line of a list is, and what stands in the way; seen through the preview of a list."""

from __future__ import annotations

from datetime import timedelta

import pytest

from people.models.department import Department
from people.models.user import User
from programmes.actions.enrol_list import correct_list, lines_of
from programmes.models.cohort import Cohort
from programmes.models.enrolment import EnrolmentState
from programmes.rules.list_matching import Match, Verdict
from programmes.rules.people_list import Line
from tests.factories import (
    TODAY,
    make_cohort,
    make_department,
    make_enrolment,
    make_pilot,
    make_session,
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


def only(cohort: Cohort, kim: User, said: str) -> Match:
    """What the preview says of a list of one line."""
    (found,) = preview(a_list(cohort, kim, said)).matches
    return found


# --- who a line is ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        "sam@giessen.example",
        "SAM@GIESSEN.EXAMPLE",
        "signs-in@giessen.example",
        "Ganz Anders; sam@giessen.example",
        "Sam Müller, Jugendamt",
        "Müller Sam; 51",
        "MUELLER, Sam (Amt 51)",
        "Dr. Sam Muller",
        "Sam Müller",
    ],
)
def test_somebody_known_is_found_by_address_or_by_name(kim: User, jugendamt: Department, said: str) -> None:
    account = make_user("signs-in@giessen.example")
    pilot = make_pilot("Müller", department=jugendamt, mail="sam@giessen.example", user=account)
    make_pilot("Miller", department=jugendamt)

    found = only(make_cohort(), kim, said)

    assert (found.verdict, found.pilot, found.department) == (Verdict.FREE, pilot, jugendamt)


@pytest.mark.parametrize("said", ["ina@giessen.example", "Ina Konto", "Konto, Ina; Jugendamt"])
def test_an_account_without_a_pilot_is_found_and_entered_under_its_own_name(
    kim: User, jugendamt: Department, said: str
) -> None:
    account = make_user("ina@giessen.example", given_names="Ina", family_name="Konto", department=jugendamt)
    cohort = make_cohort()

    enrol_it(a_list(cohort, kim, said), by=kim)

    pilot = cohort.enrolments.get().pilot
    assert (pilot.user, str(pilot), pilot.mail) == (account, "Ina Konto", "ina@giessen.example")


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        (NEW_MAIL, "family_name", "Nobody with this address is known yet: please enter the name."),
        ("Nele Neu", "mail", "Nobody of this name is known here: please enter the official address."),
        ("Nele Neu; nele@giessen", "mail", "Please enter a full e-mail address, such as name@giessen.example."),
        (f"Nele Neu; {NEW_MAIL}", "department", "Nobody with this address is known yet: please enter the department."),
        (f"Nele Neu; {NEW_MAIL}; Jugendampt", "department", "The register knows no single department of this name."),
        (f"{'x' * 101}; 51; {NEW_MAIL}", "family_name", "This name is too long for the register."),
    ],
)
def test_what_is_missing_of_somebody_new_is_said_beside_its_field(
    kim: User, jugendamt: Department, said: str, field: str, sentence: str
) -> None:
    found = only(make_cohort(), kim, said)

    assert (found.verdict, found.field, found.sentence) == (Verdict.UNKNOWN, field, sentence)


def test_a_name_no_letter_can_print_is_refused(kim: User, jugendamt: Department) -> None:
    found = only(make_cohort(), kim, f"王 Neu; 51; {NEW_MAIL}")

    assert (found.verdict, found.field) == (Verdict.REFUSED, "family_name")
    assert "no character “王”" in found.sentence


def test_two_of_one_name_are_a_question(kim: User, jugendamt: Department) -> None:
    twins = [make_pilot("Muster", department=jugendamt) for _number in range(2)]

    found = only(make_cohort(), kim, "Sam Muster, 51")

    assert (found.verdict, [person.pilot for person in found.choices]) == (Verdict.SEVERAL, twins)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (
            f"Sam Muster; 51; {NEW_MAIL}",
            "Somebody of this name is known under another address. Is it the same person?",
        ),
        ("Sam Muster; 32", "Somebody of this name works in another department. Is it the same person?"),
    ],
)
def test_a_namesake_is_a_question(kim: User, jugendamt: Department, said: str, sentence: str) -> None:
    make_department("Ordnungsamt", number="32")
    make_pilot("Muster", department=jugendamt)

    found = only(make_cohort(), kim, said)

    assert (found.verdict, found.sentence) == (Verdict.SEVERAL, sentence)


def test_a_namesake_elsewhere_with_another_address_is_somebody_else(kim: User, jugendamt: Department) -> None:
    make_department("Ordnungsamt", number="32")
    make_pilot("Muster", department=jugendamt)

    assert only(make_cohort(), kim, f"Sam Muster; 32; {NEW_MAIL}").is_new


def test_somebody_else_of_the_same_name_may_be_entered(kim: User, jugendamt: Department) -> None:
    make_pilot("Muster", department=jugendamt)
    cohort = make_cohort()
    read = a_list(cohort, kim, f"Sam Muster; 51; {NEW_MAIL}")
    (line,) = lines_of(read)

    read = correct_list(read, {1: Line(**{**vars(line), "choice": "new"})}, by=kim)
    enrol_it(read, by=kim)

    assert cohort.enrolments.get().pilot.mail == NEW_MAIL


def test_the_same_person_twice_in_the_list_is_enrolled_once(kim: User, jugendamt: Department) -> None:
    pilot, cohort = make_pilot("Muster", department=jugendamt), make_cohort()
    read = a_list(cohort, kim, pilot.mail, "Sam Muster, 51", f"Nele Neu, 51, {NEW_MAIL}", f"Neu, Nele, 51, {NEW_MAIL}")

    verdicts = [found.verdict for found in preview(read).matches]
    enrol_it(read, by=kim)

    assert verdicts == [Verdict.FREE, Verdict.TWICE, Verdict.FREE, Verdict.TWICE]
    assert cohort.enrolments.count() == 2


# --- what stands in the way -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "verdict"),
    [
        (S.PROPOSED, Verdict.INSIDE),
        (S.WAITLISTED, Verdict.INSIDE),
        (S.DEFERRED, Verdict.INSIDE),
        (S.WITHDRAWN, Verdict.FREE),
        (S.DECLINED, Verdict.FREE),
    ],
)
def test_whoever_is_in_the_round_already_is_passed_over(kim: User, state: S, verdict: Verdict) -> None:
    cohort, pilot = make_cohort(), make_pilot()
    make_enrolment(cohort, pilot, state=state)

    assert only(cohort, kim, pilot.mail).verdict == verdict


def test_an_appointed_person_is_refused_until_the_appointment_has_ended(kim: User) -> None:
    appointed = make_pilot(appointed_from=TODAY - timedelta(days=400))
    former = make_pilot(appointed_from=TODAY - timedelta(days=400), appointed_until=TODAY)
    cohort = make_cohort()

    assert only(cohort, kim, appointed.mail).sentence == "Sam Muster is appointed already."
    assert only(cohort, kim, former.mail).verdict == Verdict.FREE


def test_somebody_without_a_department_is_refused(kim: User) -> None:
    pilot = make_pilot()
    pilot.assignments.update(valid_until=TODAY - timedelta(days=1))

    assert only(make_cohort(), kim, pilot.mail).sentence == "Sam Muster works in no department on this day."


def test_a_date_of_another_round_at_the_same_time_is_named(kim: User) -> None:
    cohort, other, third = make_cohort(), make_cohort(title="Runde davor"), make_cohort()
    busy, free, left = make_pilot(), make_pilot(), make_pilot()
    make_enrolment(other, busy)
    make_enrolment(third, free)
    make_enrolment(other, left, state=S.WITHDRAWN)
    first = make_session(cohort)
    make_session(other, starts_at=first.starts_at + timedelta(hours=2))
    make_session(third, starts_at=first.ends_at)
    make_session(third, starts_at=first.starts_at - timedelta(hours=3))

    found = preview(a_list(cohort, kim, busy.mail, free.mail, left.mail)).matches

    assert [one.verdict for one in found] == [Verdict.FREE] * 3
    assert found[0].clash == "At the same time in “Runde davor”: D1 Modul D1, 9 Mar 2026, 11:00."
    assert [found[1].clash, found[2].clash] == ["", ""]


def test_a_cancelled_date_clashes_with_nothing(kim: User) -> None:
    cohort, other, busy = make_cohort(), make_cohort(), make_pilot()
    make_enrolment(other, busy)
    make_session(cohort)
    make_session(other, cancelled_at=NOW)

    assert only(cohort, kim, busy.mail).clash == ""
