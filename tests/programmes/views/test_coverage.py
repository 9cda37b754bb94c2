"""The coverage as coordinators and admins see it, and as a file."""

from __future__ import annotations

import csv
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from people.models.audit_event import AuditEvent
from people.models.department import Department
from people.models.pilot import Pilot
from people.models.role_grant import Role
from people.models.user import User
from programmes.models.appointment import Appointment
from programmes.models.enrolment import EnrolmentState
from programmes.rules.coverage import Standing
from tests.factories import make_department, make_enrolment, make_pilot, make_user
from tests.programmes.views.conftest import GROUND, signed_in

pytestmark = pytest.mark.django_db
URL = reverse("programmes:coverage")


def export(extension: str) -> str:
    return reverse("programmes:coverage_export", args=[extension])


def appointed(department: Department, family_name: str = "Muster", **fields: Any) -> Pilot:
    pilot = make_pilot(family_name, department=department)
    enrolment = make_enrolment(pilot=pilot, state=EnrolmentState.FINISHED)
    held = {"effective_from": date(2026, 1, 1), "evidence": {}, **fields}
    Appointment.objects.create(pilot=pilot, enrolment=enrolment, **held)
    return pilot


def standing_of(response: Any, department: Department) -> Standing:
    (row,) = [row for row in response.context["rows"] if row.unit == department]
    return row.standing


def test_a_gap_is_named_in_words_and_dates(page: Client) -> None:
    appointed(make_department("Jugendamt", number="51"), effective_until=date(2026, 4, 30))

    text = " ".join(page.get(URL).content.decode().split())

    assert f"51 Jugendamt</a>: from {date_format(date(2026, 5, 1))} nobody" in text
    assert "gap ahead" in text


def test_the_day_asked_for_is_shown_and_looked_ahead_from(page: Client) -> None:
    department = make_department()
    appointed(department, effective_until=date(2026, 4, 30))

    assert standing_of(page.get(URL), department) == Standing.GAP
    assert standing_of(page.get(URL, {"within": 30}), department) == Standing.APPOINTED
    assert standing_of(page.get(URL, {"on": "2026-05-01"}), department) == Standing.NOBODY
    assert standing_of(page.get(URL, {"on": "2025-12-31"}), department) == Standing.NOBODY


@pytest.mark.parametrize("asked", [{"on": "yesterday"}, {"on": "9999-12-31"}, {"within": "7"}, {"show": "best"}])
def test_what_is_no_choice_is_said_to_be_wrong_and_the_usual_holds(page: Client, asked: dict[str, str]) -> None:
    response = page.get(URL, asked)

    assert list(response.context["form"].errors) == list(asked)
    assert response.context["coverage"].day == date(2026, 3, 2)
    assert page.get(export("csv"), asked).status_code == 404


def test_only_departments_with_nobody_are_listed_when_asked_for(page: Client) -> None:
    covered, empty = make_department(), make_department()
    appointed(covered)

    units = [row.unit for row in page.get(URL, {"show": "nobody"}).context["rows"]]

    assert empty in units
    assert covered not in units


def test_only_departments_with_a_gap_are_listed_when_asked_for(page: Client) -> None:
    covered, ending = make_department(), make_department()
    appointed(covered)
    appointed(ending, effective_until=date(2026, 4, 30))

    assert [row.unit for row in page.get(URL, {"show": "gap"}).context["rows"]] == [ending]


def test_nobody_is_named_on_the_page_or_in_a_file(page: Client) -> None:
    department = make_department("Jugendamt")
    appointed(department, "Ernannt")
    make_enrolment(pilot=make_pilot("Lernend", department=department), state=EnrolmentState.IN_TRAINING)

    texts = [page.get(URL).content.decode(), page.get(export("csv")).content.decode()]
    cells = CalamineWorkbook.from_filelike(BytesIO(page.get(export("xlsx")).content)).get_sheet_by_index(0).to_python()

    for text in (*texts, str(cells)):
        assert "Jugendamt" in text
        assert "Ernannt" not in text
        assert "Lernend" not in text


@pytest.mark.parametrize("extension", ["csv", "xlsx", "ods"])
def test_a_file_holds_what_was_asked_for(page: Client, extension: str) -> None:
    above = make_department("Dezernat I", number="I")
    department = make_department("Jugendamt", number="51", parent=above)
    appointed(department, effective_until=date(2026, 4, 30))

    response = page.get(export(extension), {"show": "gap"})

    assert f'filename="coverage-2026-03-02.{extension}"' in response["Content-Disposition"]
    gap: Any = date(2026, 5, 1)
    if extension == "csv":
        rows: list[Any] = list(csv.reader(StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
        rows = [
            [int(cell) if cell.isdecimal() and place > 4 else cell for place, cell in enumerate(row)] for row in rows
        ]
        gap = gap.isoformat()
    else:
        rows = CalamineWorkbook.from_filelike(BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert rows[0][:6] == ["Number", "Department", "Kind", "Part of", "State", "Appointed here"]
    assert rows[1:] == [
        ["I", "Dezernat I", "Amt", "", "gap ahead", 0, 1, 0, 1, 0, 0, gap, "", ""],
        ["51", "Jugendamt", "Amt", "Dezernat I", "gap ahead", 1, 1, 1, 1, 0, 0, gap, "", ""],
    ]


def test_a_department_whose_name_is_a_formula_stays_text(page: Client) -> None:
    make_department("=1+1")

    assert b'"\'=1+1"' in page.get(export("csv")).content


def test_taking_a_file_is_an_event_and_looking_is_none(page: Client, kim: User) -> None:
    make_department()
    page.get(URL)
    assert not AuditEvent.objects.exists()

    page.get(export("ods"))

    event = AuditEvent.objects.get()
    assert (event.verb, event.actor) == ("coverage exported", kim)
    assert event.changes == {"on": "2026-03-02", "format": "ods", "rows": Department.objects.count()}


def test_there_is_no_other_kind_of_file(page: Client) -> None:
    assert page.get(export("exe")).status_code == 404


def test_without_departments_the_page_says_so(page: Client) -> None:
    assert "No department on this day" in page.get(URL).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_however_many_departments_there_are(
    page: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(count):
        department = make_department(parent=make_department())
        appointed(department, effective_until=date(2026, 4, 30))
        make_enrolment(pilot=make_pilot(department=department), state=EnrolmentState.IN_TRAINING)
    page.get(URL)

    # 1 departments, 2 head of the audit chain, 3 those who stay, 4 those who change, 5 those in training
    with django_assert_num_queries(GROUND + 5):
        page.get(URL)


@pytest.mark.parametrize("role", [None, Role.TRAINER, Role.MAYORS_OFFICE, Role.DPO])
def test_other_roles_are_refused(role: Role | None) -> None:
    client = signed_in(make_user(role=role))

    assert client.get(URL).status_code == 403
    assert client.get(export("csv")).status_code == 403


def test_pilots_and_heads_are_refused() -> None:
    user = make_user()
    make_department(head=user)
    make_pilot(user=user, appointed_from=date(2026, 1, 1))
    client = signed_in(user)

    assert client.get(URL).status_code == 403
    assert client.get(export("xlsx")).status_code == 403


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMIN])
def test_every_coordinator_and_every_admin_plans_with_it(role: Role) -> None:
    client = signed_in(make_user(role=role))

    assert client.get(URL).status_code == 200
    assert client.get(export("csv")).status_code == 200
