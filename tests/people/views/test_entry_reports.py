"""A colleague reports from the profile; a coordinator sees it, corrects and settles."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from people.actions.entry_reports import report_entry
from people.models.entry_report import EntryReport, ReportKind
from people.models.pilot import Pilot
from people.models.role_grant import Role
from tests.factories import LONG_AGO, TODAY, make_pilot, make_user

pytestmark = pytest.mark.django_db
LIST = "/entries/reports/"


def sign_in(client: Client, role: Role | None = None) -> Client:
    client.force_login(make_user(role=role))
    return client


def door(pilot: Pilot) -> str:
    return reverse("people:entry_report_create", args=[pilot.pk])


def test_any_colleague_reports_and_is_thanked(client: Client) -> None:
    pilot = make_pilot(appointed_from=LONG_AGO)

    answer = sign_in(client).post(door(pilot), {"kind": "room", "note": "jetzt B 14"}, follow=True)

    assert "Thank you" in answer.content.decode()
    assert answer.redirect_chain[-1][0] == reverse("people:pilot_detail", args=[pilot.pk])
    report = EntryReport.objects.get()
    assert (report.pilot, report.kind, report.note) == (pilot, "room", "jetzt B 14")


def test_the_second_time_the_page_says_so_and_keeps_what_was_typed(client: Client) -> None:
    pilot = make_pilot(appointed_from=LONG_AGO)
    sign_in(client).post(door(pilot), {"kind": "room"})

    page = client.post(door(pilot), {"kind": "room", "note": "jetzt B 14"}).content.decode()

    assert "You have reported this already." in page
    assert "jetzt B 14" in page
    assert EntryReport.objects.count() == 1


@pytest.mark.parametrize("typed", [{}, {"kind": "is lazy"}, {"kind": "room", "note": "x" * 201}])
def test_a_report_has_a_known_kind_and_a_short_note(client: Client, typed: dict[str, str]) -> None:
    answer = sign_in(client).post(door(make_pilot(appointed_from=LONG_AGO)), typed)

    assert answer.status_code == 200
    assert EntryReport.objects.count() == 0


@pytest.mark.parametrize("facts", [{}, {"appointed_from": LONG_AGO, "appointed_until": TODAY}])
def test_nobody_reports_somebody_they_cannot_see(client: Client, facts: dict[str, object]) -> None:
    pilot = make_pilot(**facts)

    statuses = [ask(door(pilot), {"kind": "room"}).status_code for ask in (sign_in(client).get, client.post)]

    assert statuses == [404, 404]
    assert EntryReport.objects.count() == 0


def test_the_list_shows_what_is_open_the_oldest_first_and_leads_to_the_correction(client: Client) -> None:
    first, second = make_pilot("Erst", appointed_from=LONG_AGO), make_pilot("Zweit", appointed_from=LONG_AGO)
    report_entry(first, ReportKind.PHONE, by=make_user(), note="jetzt 1234")
    report_entry(second, ReportKind.HAS_LEFT, by=make_user())

    page = sign_in(client, Role.COORDINATOR).get(LIST).content.decode()

    assert page.index("Sam Erst") < page.index("jetzt 1234") < page.index("Sam Zweit")
    assert reverse("people:entry_edit", args=[first.pk]) in page
    assert "ends the appointment" in page


def test_a_settled_report_is_gone_from_the_list(client: Client) -> None:
    report = report_entry(make_pilot("Erst", appointed_from=LONG_AGO), ReportKind.PHONE, by=make_user())
    sign_in(client, Role.COORDINATOR)

    answer = client.post(f"{LIST}{report.pk}/settle/", {"outcome": "corrected"}, follow=True)

    page = answer.content.decode()
    assert ("The report is settled." in page, "Sam Erst" in page, "No report is open" in page) == (True, False, True)


@pytest.mark.parametrize("again", [True, False], ids=["settled already", "no outcome"])
def test_settling_that_makes_no_sense_says_so(client: Client, again: bool) -> None:
    report = report_entry(make_pilot(appointed_from=LONG_AGO), ReportKind.PHONE, by=make_user())
    sign_in(client, Role.COORDINATOR)
    if again:
        client.post(f"{LIST}{report.pk}/settle/", {"outcome": "corrected"})

    answer = client.post(f"{LIST}{report.pk}/settle/", {"outcome": "was_right" if again else "maybe"}, follow=True)

    assert ("settled already" if again else "Please choose") in answer.content.decode()
    assert EntryReport.objects.get().outcome == ("corrected" if again else "")


def test_a_report_about_somebody_who_left_meanwhile_can_still_be_settled(client: Client) -> None:
    gone = make_pilot("Fort", appointed_from=LONG_AGO, appointed_until=TODAY - timedelta(days=1))
    report_entry(gone, ReportKind.HAS_LEFT, by=make_user())

    page = sign_in(client, Role.COORDINATOR).get(LIST).content.decode()

    assert "not in the directory any more" in page
    assert reverse("people:pilot_detail", args=[gone.pk]) not in page


@pytest.mark.parametrize("role", [None, Role.ADMIN, Role.TRAINER, Role.DPO])
def test_only_coordinators_see_what_is_reported(client: Client, role: Role | None) -> None:
    report = report_entry(make_pilot(appointed_from=LONG_AGO), ReportKind.PHONE, by=make_user())
    sign_in(client, role)

    settled = client.post(f"{LIST}{report.pk}/settle/", {"outcome": "corrected"})

    assert (client.get(LIST).status_code, settled.status_code) == (403, 403)
    assert EntryReport.objects.unsettled().count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_however_long(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(count):
        report_entry(make_pilot(appointed_from=LONG_AGO), ReportKind.PHONE, by=make_user())
    sign_in(client, Role.COORDINATOR)

    # session, account, standing; count, reports with pilot and reporter
    with django_assert_num_queries(5):
        client.get(LIST)
