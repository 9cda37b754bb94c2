"""Letters found by name, number, department and kind, and taken out of the register as a file."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from people.models.audit_event import AuditEvent
from people.models.pilot import Pilot
from people.models.role_grant import Role
from programmes.actions.hand_over import hand_over
from programmes.actions.issue_letters import issue_letters
from tests.factories import TODAY, make_department, make_issuing_cohort, make_pilot, make_ready, make_user
from tests.programmes.ceremonies import AT, ended, issue


@pytest.fixture
def office(client: Client, db: None) -> Client:
    client.force_login(make_user(role=Role.MAYORS_OFFICE))
    return client


def found(client: Client, **query: object) -> list[str]:
    return [letter.reference[-1] for letter, _standing, _tone in client.get("/letters/", query).context["rows"]]


def lines(client: Client, query: str = "") -> list[list[str]]:
    content = client.get(f"/letters/export.csv{query}").content.decode("utf-8-sig")
    return list(csv.reader(StringIO(content), delimiter=";"))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("häcker", ["1"]),
        ("Haecker", ["1"]),
        ("SAM häck", ["1"]),
        ("2026-0002", ["2"]),
        ("dl-2026", ["3", "2", "1"]),
        ("schnabelwitz", ["2"]),
        ("neu", ["3"]),
        ("Zander", ["3"]),
        ("häcker zander", []),
        ("*", []),
        ("  ", ["3", "2", "1"]),
    ],
)
def test_letters_are_found_by_the_name_then_or_now_or_by_number(
    office: Client, words: str, expected: list[str]
) -> None:
    issue("Häcker", "Hinterhuber-Schnabelwitz", "Zander")
    Pilot.objects.filter(family_name="Zander").update(search_text="neu sam")

    assert found(office, q=words) == expected


def test_letters_are_found_by_department_and_kind(office: Client) -> None:
    cohort, garden = make_issuing_cohort(), make_department("Gartenamt")
    make_department("Amt ohne Schreiben")
    people = [make_ready(cohort, "Adler"), make_ready(cohort, pilot=make_pilot("Baum", department=garden))]
    letters = issue_letters(people, effective_from=TODAY, by=None, at=AT)
    ended(letters[0])

    page = office.get("/letters/", {"department": garden.pk})

    assert found(office, department=garden.pk) == ["2"]
    assert found(office, kind="end") == ["3"]
    assert found(office, department=10**30, kind="x") == ["3", "2", "1"]
    assert "Amt ohne Schreiben" not in page.content.decode()
    assert f"/letters/export.ods?department={garden.pk}" in page.content.decode()


def test_the_file_holds_what_was_asked_for(office: Client) -> None:
    letters = issue("Adler", "Zander")
    hand_over(letters[:1], held_on=TODAY, place="Rathaus", host="OB", by=None, today=TODAY)
    department = letters[0].appointment.enrolment.department.name
    round_name = str(letters[0].appointment.enrolment.cohort)

    head, *rows = lines(office, "?given=yes")

    assert head[:3] == ["Number", "Kind", "Name as printed"]
    assert rows == [
        [
            "DL-2026-0001",
            "letter of appointment",
            "Sam Adler",
            round_name,
            department,
            "2026-02-20",
            "2026-03-02",
            "",
            "2026-03-02",
            "Rathaus",
            "in force",
            "",
        ]
    ]
    event = AuditEvent.objects.get(verb="letters exported")
    assert event.changes == {"format": "csv", "rows": 1}


@pytest.mark.parametrize("extension", ["xlsx", "ods"])
def test_the_file_opens_in_a_spreadsheet(office: Client, extension: str) -> None:
    issue("Adler", "Zander")

    file = office.get(f"/letters/export.{extension}")

    rows = CalamineWorkbook.from_filelike(BytesIO(file.content)).get_sheet_by_index(0).to_python()
    assert [row[2] for row in rows] == ["Name as printed", "Sam Zander", "Sam Adler"]


def test_there_is_no_other_kind_of_file_and_a_head_takes_none(office: Client) -> None:
    assert office.get("/letters/export.pdf").status_code == 404
    assert office.head("/letters/export.csv").status_code == 405
    assert not AuditEvent.objects.filter(verb="letters exported").exists()


@pytest.mark.parametrize("letters", [1, 3])
def test_the_file_asks_the_same_questions_however_many_letters(
    office: Client, letters: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    issue(*(f"Name{number}" for number in range(letters)))

    # session, user, roles; counters, series; begin, letters, roles of the actor, head of the chain, event, head, end
    with django_assert_num_queries(12):
        office.get("/letters/export.csv")
