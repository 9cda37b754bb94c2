"""Replacing, withdrawing and thanking on the screen; terms carried on; the check of all letters; frozen evidence."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from people.actions.pilots import correct_name, move_pilot, name_of
from people.models.pilot import Pilot
from people.models.role_grant import Role
from programmes.actions.letter_texts import release_template
from programmes.models.curriculum import Curriculum
from programmes.models.letter import AppointmentLetter, LetterState
from programmes.models.programme import TrainingModule
from tests.factories import (
    TODAY,
    make_department,
    make_enrolment,
    make_issuing_cohort,
    make_pilot,
    make_ready,
    make_result,
    make_signatory,
    make_user,
    modules_of,
)
from tests.programmes.actions.issuing import issue, issue_for
from tests.programmes.views.conftest import errors, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(db: None) -> Client:
    return signed_in(make_user("ada@giessen.example", role=Role.ADMIN))


@pytest.fixture
def letter(db: None) -> AppointmentLetter:
    return issue(make_ready(make_issuing_cohort(), "Adler"))[0]


def state_of(letter: AppointmentLetter) -> str:
    return AppointmentLetter.objects.get(pk=letter.pk).state


def test_a_letter_is_replaced_and_both_pages_lead_to_each_other(admin: Client, letter: AppointmentLetter) -> None:
    done = admin.post(f"/letters/{letter.pk}/replace/", {"reason": "lost"}, follow=True).content.decode()

    new = AppointmentLetter.objects.get(kind="replacement")
    assert "Letter DL-2026-0002 is issued and takes the place of DL-2026-0001." in done
    assert f'href="/letters/{letter.pk}/"' in done
    assert f'href="/letters/{new.pk}/"' in admin.get(f"/letters/{letter.pk}/").content.decode()
    assert "that stays so" in admin.get(f"/letters/{letter.pk}/replace/").content.decode()


@pytest.mark.parametrize("act", ["replace", "void"])
def test_without_a_reason_nothing_happens(admin: Client, letter: AppointmentLetter, act: str) -> None:
    refused = admin.post(f"/letters/{letter.pk}/{act}/", {"reason": "gossip"})

    assert "reason" in errors(refused)
    assert state_of(letter) == LetterState.ISSUED


def test_a_letter_is_withdrawn(admin: Client, letter: AppointmentLetter) -> None:
    assert "The appointment ends with it" in admin.get(f"/letters/{letter.pk}/void/").content.decode()

    done = admin.post(f"/letters/{letter.pk}/void/", {"reason": "mistake"}, follow=True).content.decode()

    assert "Letter DL-2026-0001 is withdrawn." in done
    assert state_of(letter) == LetterState.VOIDED


def test_with_four_eyes_a_second_admin_finds_the_wish_on_the_start_page(
    admin: Client, letter: AppointmentLetter, settings: Settings
) -> None:
    settings.LETTER_FOUR_EYES = True
    other = signed_in(make_user("bo@giessen.example", role=Role.ADMIN))
    address = f"/letters/{letter.pk}/void/"

    admin.post(address, {"reason": "twice"})
    own = admin.post(address, {"confirm": "1"})
    told = other.get("/").content.decode()

    assert "somebody else has to confirm it" in own.content.decode()
    assert f'href="{address}"' in told
    assert f'href="{address}"' not in admin.get("/").content.decode()
    assert state_of(letter) == LetterState.ISSUED

    other.post(address, {"confirm": "1"})

    assert state_of(letter) == LetterState.VOIDED


def test_thanks_are_issued_later(admin: Client, letter: AppointmentLetter) -> None:
    address = f"/letters/{letter.pk}/thanks/"
    assert "No end of this appointment is known." in admin.get(address).content.decode()
    admin.post(f"/letters/{letter.pk}/end/", {"ended_on": "2026-03-09", "reason": "left"})

    admin.post(address)

    assert AppointmentLetter.objects.get(kind="end").reference == "DL-2026-0002"
    assert "already" in admin.get(address).content.decode()


def test_a_term_is_carried_on_from_the_start_page(admin: Client, letter: AppointmentLetter) -> None:
    ready = make_ready(make_issuing_cohort(), "Zander")
    soon = issue_for(ready, effective_from=date(2026, 1, 10), effective_until=date(2026, 3, 31))
    assert "1 appointment comes to its end" in admin.get("/").content.decode()
    shown = admin.get("/letters/terms/").content.decode()
    assert "Zander" in shown
    assert "Adler" not in shown

    refused = admin.post("/letters/terms/", {"appointments": [letter.appointment_id]})
    admin.post("/letters/terms/", {"appointments": [soon.appointment_id]})

    assert "cannot be carried on" in refused.content.decode()
    assert AppointmentLetter.objects.filter(appointment__renews=soon.appointment).exists()
    assert "No appointment ends soon" in admin.get("/letters/terms/").content.decode()


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_of_terms_asks_the_same_questions_however_many_end(
    admin: Client, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(people):
        ready = make_ready(make_issuing_cohort(), f"Name{number}")
        issue_for(ready, effective_from=date(2026, 1, 10), effective_until=date(2026, 3, 31))

    # session, account, roles; who signs; the terms that end
    with django_assert_num_queries(5):
        admin.get("/letters/terms/")


def test_the_check_of_all_letters_is_asked_for_and_answers(admin: Client, letter: AppointmentLetter) -> None:
    assert admin.get("/letters/check/").headers["Location"] == "/letters/"

    assert "Everything is as it was issued" in admin.post("/letters/check/").content.decode()


def test_somebody_of_the_same_name_is_pointed_out_before_issuing(admin: Client) -> None:
    cohort = make_issuing_cohort()
    make_ready(cohort, "Müller")
    make_pilot("Mueller", mail="andere@giessen.example")
    make_ready(cohort, "Zander")

    shown = admin.get("/letters/issue/")

    assert [list(row.namesakes) for row in shown.context["rows"]] == [["andere@giessen.example"], []]
    assert "Somebody else in the register has the same name: andere@giessen.example" in shown.content.decode()
    assert 'src="data:image/png;base64,' in shown.content.decode()


def test_a_term_is_issued_only_as_the_page_has_shown_it(admin: Client) -> None:
    cohort = make_issuing_cohort()
    adler, deputy = make_ready(cohort, "Adler"), make_signatory("Dora Drüben", is_deputy=True)
    days = {"effective_from": "2026-03-02", "effective_until": "2028-03-01"}
    data = {"enrolments": [adler.pk], "signatory": str(deputy.pk), **days}

    # What was shown had no last day.
    shown = admin.post("/letters/issue/", {**data, "reviewed": f"2026-03-02,{adler.pk},deputy {deputy.pk}"})

    assert not AppointmentLetter.objects.exists()
    admin.post("/letters/issue/", {**data, "reviewed": shown.context["mark"]})
    letter = AppointmentLetter.objects.get()
    assert letter.appointment.effective_until == date(2028, 3, 1)
    assert letter.signatory == deputy


@pytest.mark.parametrize("page", ["void", "end"])
def test_a_mail_to_the_head_is_promised_only_where_somebody_gets_one(admin: Client, page: str) -> None:
    led = make_department(head=make_user("head@giessen.example"))
    cohort = make_issuing_cohort()
    people = [make_ready(cohort, "Adler"), make_ready(cohort, pilot=make_pilot("Baum", department=led))]
    nobody, somebody = issue(*people)

    assert "Nobody is told by mail" in admin.get(f"/letters/{nobody.pk}/{page}/").content.decode()
    assert "The head of the department is told" in admin.get(f"/letters/{somebody.pk}/{page}/").content.decode()


def test_an_end_by_hand_is_not_said_to_be_a_term_that_is_over(admin: Client, letter: AppointmentLetter) -> None:
    refused = admin.post(f"/letters/{letter.pk}/end/", {"ended_on": "2026-03-02", "reason": "expired"})

    assert "reason" in errors(refused)
    assert state_of(letter) == LetterState.ISSUED


def test_a_renewal_is_found_and_called_by_its_kind(admin: Client) -> None:
    term = {"effective_from": date(2026, 1, 10), "effective_until": date(2026, 3, 20)}
    first = issue_for(make_ready(make_issuing_cohort(), "Adler"), **term)
    admin.post("/letters/terms/", {"appointments": [first.appointment_id]})

    renewals = admin.get("/letters/?kind=renewal").content.decode()
    firsts = admin.get("/letters/?kind=appointment").content.decode()

    assert ("DL-2026-0002" in renewals, "DL-2026-0001" in renewals) == (True, False)
    assert ("DL-2026-0002" in firsts, "DL-2026-0001" in firsts) == (False, True)
    assert "letter that carries an appointment on</td>" in renewals


def test_the_reason_for_an_end_by_withdrawal_is_the_withdrawal(admin: Client, letter: AppointmentLetter) -> None:
    admin.post(f"/letters/{letter.pk}/void/", {"reason": "mistake"})

    page = admin.get(f"/letters/{letter.pk}/").content.decode()

    assert "(with the letter that was withdrawn)" in page
    assert "revoked" not in page


# --- frozen evidence --------------------------------------------------------------------------------------------------


def evidence_page(admin: Client, letter: AppointmentLetter) -> str:
    page = admin.get(f"/letters/{letter.pk}/evidence/").content.decode()
    return page.split("<main")[1].split("</main>")[0]


def test_the_page_of_evidence_opens_once_the_letter_is_issued(admin: Client) -> None:
    owner = make_user("eva@giessen.example")
    ready = make_ready(make_issuing_cohort(), pilot=make_pilot("Adler", user=owner))
    address = "/letters/1/evidence/"
    before = [client.get(address).status_code for client in (admin, signed_in(owner))]

    letter = issue(ready)[0]

    after = [client.get(f"/letters/{letter.pk}/evidence/").status_code for client in (admin, signed_in(owner))]
    assert (before, after) == ([404, 404], [200, 200])


def test_nothing_that_happens_later_changes_what_a_letter_rests_on(admin: Client) -> None:
    cohort = make_issuing_cohort()
    pilot = make_pilot("Adler", department=make_department("Jugendamt"))
    enrolment = make_enrolment(cohort, pilot, state="in_training")
    first, second = modules_of(cohort.curriculum)
    make_result(enrolment, first, kind="exempted", reason="Studium der Informatik", decided_by="Frau Leitung")
    make_result(enrolment, second)
    issuer = make_user("ida@giessen.example", role=Role.ADMIN, given_names="Ida", family_name="Geber")
    signed_in(issuer).post(
        f"/letters/issue/?round={cohort.pk}",
        {"enrolments": [enrolment.pk], "effective_from": "2026-03-02", "reviewed": f"2026-03-02,{enrolment.pk}"},
    )
    letter = AppointmentLetter.objects.get()
    before = evidence_page(admin, letter)
    kept = ("Sam Adler", "Jugendamt", "Modul D1", "Studium der Informatik", "Frau Leitung", "Ida Geber", cohort.title)
    for words in kept:
        assert words in before
    pilot = Pilot.objects.get(pk=pilot.pk)

    issuer.family_name = "Anders"
    issuer.save()
    name = name_of(pilot)
    correct_name(pilot, type(name)(**{**vars(name), "family_name": "Neumann"}), by=None)
    move_pilot(pilot, make_department("Sportamt"), by=None, on=TODAY)
    release_template(cohort.programme, subject="Neu", body="Neu.", layout="ernennung-v1", by=None, on=TODAY)
    TrainingModule.objects.update(title="Anderer Titel")
    Curriculum.objects.update(version=9)
    cohort.title = "Andere Runde"
    cohort.save()

    assert evidence_page(admin, letter) == before
