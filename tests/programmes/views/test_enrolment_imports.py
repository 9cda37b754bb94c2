from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from people.models.audit_event import AuditEvent
from people.models.department import Department
from people.models.pilot import Pilot
from people.models.role_grant import Role
from people.models.user import User
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.enrolment_import import EnrolmentImport
from programmes.models.mail import MailMessage
from tests.factories import TODAY, make_cohort, make_department, make_enrolment, make_pilot, make_user
from tests.programmes.views.conftest import GROUND, errors, signed_in
from tests.programmes.views.imports import door, enrol, paste, verdicts


@pytest.fixture
def cohort(kim: User) -> Cohort:
    return make_cohort(coordinators=[kim], seats=12)


@pytest.fixture
def jugendamt() -> Department:
    return make_department("Jugendamt", number="51")


def test_twelve_people_take_three_clicks_and_three_pages(page: Client, cohort: Cohort, jugendamt: Department) -> None:
    people = [make_pilot(f"Person{number}", department=jugendamt) for number in range(8)]
    by_mail = [person.mail for person in people[:4]]
    by_name = [f"Sam {person.family_name}, Jugendamt" for person in people[4:]]
    new = [f"Nele Neu{letter}; 51; nele.{letter}@giessen.example" for letter in "abcd"]
    first = page.get(door("create", cohort))  # 1: the link on the page of the round leads here

    preview = paste(page, cohort, *by_mail, *by_name, *new)  # 2
    result = enrol(page, preview)  # 3

    assert first.status_code == 200
    assert verdicts(preview) == ["free"] * 12
    assert "Enrol 12 people" in preview.text
    assert "12 people are enrolled" in result.text
    assert "4 are new in the register." in result.text
    cohort.refresh_from_db()
    assert (cohort.seats_taken, cohort.enrolments.count()) == (12, 12)


def test_the_page_of_the_round_leads_to_the_list(page: Client, cohort: Cohort) -> None:
    response = page.get(reverse("programmes:cohort_detail", args=[cohort.pk]))

    assert f'href="{door("create", cohort)}"' in response.text


def test_a_spreadsheet_saved_by_excel_is_read(page: Client, cohort: Cohort, jugendamt: Department) -> None:
    table = "Name;Vorname;E-Mail;Amt\r\nMüller;Änne;aenne@giessen.example;51\r\n".encode("cp1252")

    preview = page.post(
        door("create", cohort), {"file": SimpleUploadedFile("liste.csv", table, "text/csv")}, follow=True
    )

    found = preview.context["preview"].matches[0]
    assert (found.name, found.department, found.verdict) == ("Änne Müller", jugendamt, "free")


@pytest.mark.parametrize(
    ("told", "field", "sentence"),
    [
        ({}, "text", "Please paste a list or choose a file."),
        ({"text": " \n "}, "text", "Please paste a list or choose a file."),
        ({"text": "—"}, "text", "Please use one of the two."),
        ({"text": ",;,"}, "text", "Nobody is in this list."),
        ({"text": "x" * 301}, "text", "Line 1 is far longer than a line about one person."),
        ({"file": b""}, "file", "This file is empty. Please choose another one."),
        ({"file": b"%PDF-1.7\0"}, "file", "This file is no table. Please choose a CSV, XLSX or ODS file."),
    ],
)
def test_a_list_that_cannot_be_read_says_so_beside_its_field(
    page: Client, cohort: Cohort, told: dict[str, Any], field: str, sentence: str
) -> None:
    if "file" in told:
        told = {"file": SimpleUploadedFile("liste.csv", told["file"])}
    if sentence == "Please use one of the two.":
        told = {**told, "file": SimpleUploadedFile("liste.csv", b"Kim Muster")}

    response = page.post(door("create", cohort), told)

    assert errors(response) == {field: [sentence]}
    assert not EnrolmentImport.objects.exists()


def test_a_second_click_does_nothing_more(page: Client, cohort: Cohort) -> None:
    preview = paste(page, cohort, make_pilot().mail)

    enrol(page, preview)
    again = enrol(page, preview)

    assert again.redirect_chain[-1][0].endswith("/result/")
    assert cohort.enrolments.count() == 1


def test_the_list_is_taken_back_with_one_click(page: Client, cohort: Cohort, jugendamt: Department) -> None:
    result = enrol(page, paste(page, cohort, make_pilot().mail, "Nele Neu, 51, nele@giessen.example"))

    (undo,) = re.findall(r'action="([^"]+/undo/)"', result.text)
    response = page.post(undo, follow=True)

    assert "2 enrolments are taken back." in response.text
    assert "Everything is as it was before." in response.text
    assert response.text.count("Read another list") == 1
    cohort.refresh_from_db()
    assert (cohort.seats_taken, cohort.enrolments.count(), Pilot.objects.filter(family_name="Neu").count()) == (0, 0, 0)


def test_everybody_of_the_list_is_asked_for_consent_in_one_step(page: Client, cohort: Cohort) -> None:
    make_enrolment(cohort)  # of the round, but not of the list
    settled, asked = make_pilot(), make_pilot()
    result = enrol(page, paste(page, cohort, settled.mail, asked.mail))
    cohort.enrolments.filter(pilot=settled).update(state=EnrolmentState.CONSENTED, consented_on=TODAY)

    (door_to_ask,) = re.findall(r'href="([^"]+/ask/[^"]+)"', page.get(result.request["PATH_INFO"]).text)
    shown = page.get(unescape(door_to_ask))
    page.post(unescape(door_to_ask), {"question": "consent"})

    assert "Ask 2 people for consent by mail" in result.text
    assert "Send to 1 person?" in shown.text
    assert f'href="{result.request["PATH_INFO"]}"' in shown.text  # the way back
    assert [message.pilot for message in MailMessage.objects.all()] == [asked]


def test_nobody_is_asked_where_all_have_answered_or_the_list_is_taken_back(page: Client, cohort: Cohort) -> None:
    result = enrol(page, paste(page, cohort, make_pilot().mail, make_pilot().mail))
    first, second = cohort.enrolments.all()
    Enrolment.objects.filter(pk=first.pk).update(state=EnrolmentState.CONSENTED, consented_on=TODAY)
    Enrolment.objects.filter(pk=second.pk).update(time_share="10 %")  # changed since, so it stays

    undone = page.post(result.request["PATH_INFO"].replace("result", "undo"), follow=True)

    assert "/ask/" in result.text
    assert "/ask/" not in undone.text
    assert cohort.enrolments.filter(state=EnrolmentState.PROPOSED).exists()


@pytest.mark.parametrize("number", ["", "0", "x", "9" * 40, "\0"])
def test_a_list_that_is_none_asks_nobody(page: Client, cohort: Cohort, number: str) -> None:
    make_enrolment(cohort)

    response = page.post(
        f"{reverse('programmes:cohort_ask', args=[cohort.pk])}?{urlencode({'list': number})}", {"question": "consent"}
    )

    assert response.status_code == 404
    assert not MailMessage.objects.exists()


def test_a_list_of_another_round_asks_nobody_here(page: Client, kim: User, cohort: Cohort) -> None:
    other = make_cohort(coordinators=[kim])
    enrol(page, paste(page, other, make_pilot().mail))
    make_enrolment(cohort)
    ask = f"{reverse('programmes:cohort_ask', args=[cohort.pk])}?list={EnrolmentImport.objects.get().pk}"

    assert page.post(ask, {"question": "consent"}).status_code == 404
    assert not MailMessage.objects.exists()


def test_whoever_was_changed_since_stays_and_is_named(page: Client, cohort: Cohort) -> None:
    result = enrol(page, paste(page, cohort, make_pilot("Bleibt").mail, make_pilot("Geht").mail))
    Enrolment.objects.filter(pilot__family_name="Bleibt").update(time_share="10 %")

    response = page.post(result.request["PATH_INFO"].replace("result", "undo"), follow=True)

    assert "This was changed since and stays" in response.text
    assert "Bleibt, Sam" in response.text
    assert "Geht, Sam" not in response.text


def test_lists_of_the_round_stay_within_reach(page: Client, cohort: Cohort) -> None:
    enrol(page, paste(page, cohort, make_pilot().mail))
    enrolled = EnrolmentImport.objects.get()

    response = page.get(door("create", cohort))
    of_it = page.get(door("preview", cohort, enrolled.pk))

    assert f'href="{door("preview", cohort, enrolled.pk)}"' in response.text
    assert of_it["Location"] == door("result", cohort, enrolled.pk)


def test_a_closed_round_takes_no_list(page: Client, kim: User) -> None:
    cohort = make_cohort(coordinators=[kim], state=CohortState.RUNNING)

    response = page.get(door("create", cohort))

    assert "This round does not take people now: it is running." in response.text


def test_the_lists_of_another_round_are_not_found(cohort: Cohort) -> None:
    other = make_user(role=Role.COORDINATOR)
    own = make_cohort(coordinators=[other])
    preview = paste(signed_in(other), own, make_pilot().mail)
    read = EnrolmentImport.objects.get()
    stranger = signed_in(make_user(role=Role.COORDINATOR))

    assert preview.status_code == 200
    for name in ("preview", "result", "undo"):
        assert stranger.get(door(name, own, read.pk)).status_code == 404
        assert stranger.post(door(name, own, read.pk)).status_code in (404, 405)
        assert signed_in(other).get(door(name, cohort, read.pk)).status_code == 404
    assert stranger.get(door("create", own)).status_code == 404


def test_every_step_has_its_event(page: Client, cohort: Cohort, jugendamt: Department) -> None:
    result = enrol(page, paste(page, cohort, make_pilot().mail, "Nele Neu, 51, nele@giessen.example"))
    page.post(result.request["PATH_INFO"].replace("result", "undo"))

    assert list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True)) == [
        "list read",
        "person entered",
        "enrolled",
        "enrolled",
        "list enrolled",
        "enrolment taken back",
        "enrolment taken back",
        "person taken out",
        "list taken back",
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_result_takes_the_same_queries_for_one_person_and_for_three(
    page: Client, cohort: Cohort, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    result = enrol(page, paste(page, cohort, *[make_pilot().mail for _number in range(count)]))

    # 1 list with its round, 2 people with their departments
    with django_assert_num_queries(GROUND + 2):
        page.get(result.request["PATH_INFO"])
