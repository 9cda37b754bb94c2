"""The report as a page and on paper: for those who report, and a paper taken is an event."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from people.models.audit_event import AuditEvent
from people.models.department import DepartmentKind
from people.models.role_grant import Role
from people.models.user import User
from programmes.models.cohort import CohortState
from programmes.models.enrolment import EnrolmentState
from tests.factories import make_cohort, make_department, make_enrolment, make_pilot, make_session, make_user
from tests.programmes.letters.read_aloud import plain_text
from tests.programmes.projects import make_project
from tests.programmes.views.conftest import GROUND, signed_in

pytestmark = pytest.mark.django_db
URL, PDF = reverse("programmes:report"), reverse("programmes:report_pdf")


def finished(*people: tuple[DepartmentKind, int], title: str = "Runde 2025") -> None:
    """A round of 2025 that so many people of each kind of department finished."""
    dates = {"starts_on": date(2025, 3, 1), "ends_on": date(2025, 9, 30)}
    cohort = make_cohort(title=title, seats=100, state=CohortState.COMPLETED, **dates)
    make_session(cohort, starts_at=datetime(2025, 5, 5, 8, tzinfo=UTC))
    for kind, count in people:
        department = make_department(kind=kind)
        for _person in range(count):
            pilot = make_pilot("Namenlos", department=department)
            make_enrolment(cohort, pilot, state=EnrolmentState.FINISHED, finished_on=date(2025, 9, 30))


def table(response: Any) -> list[list[int | None]]:
    completed = response.context["report"].completed
    return [[*line.cells, line.total] for line in (*completed.lines, completed.together)]


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMIN, Role.MAYORS_OFFICE])
def test_those_who_report_read_it_and_take_it_along(role: Role) -> None:
    finished((DepartmentKind.AMT, 6))
    client = signed_in(make_user(role=role))

    assert client.get(URL, {"year": 2025}).context["report"].completed.figures.total == 6
    assert client.get(PDF, {"year": 2025})["Content-Type"] == "application/pdf"


@pytest.mark.parametrize("role", [None, Role.TRAINER, Role.DPO])
def test_other_roles_are_refused(role: Role | None) -> None:
    client = signed_in(make_user(role=role, department=make_department()))

    assert client.get(URL).status_code == 403
    assert client.get(PDF).status_code == 403


def test_a_small_group_stands_nowhere_on_the_page_or_the_paper(page: Client) -> None:
    finished((DepartmentKind.AMT, 11), (DepartmentKind.STABSSTELLE, 4))

    response = page.get(URL, {"year": 2025})
    paper = plain_text(page.get(PDF, {"year": 2025}).content)

    assert table(response) == [[None, None, 15], [None, None, 15]]
    text = response.content.decode()
    assert '<td class="num">11</td>' not in text
    assert "kept back" in text
    assert "Namenlos" not in text + paper
    assert "11" not in paper.replace("\u00a0", " ").split()
    assert "•" in paper


def test_the_paper_is_german_whoever_asks(page: Client) -> None:
    finished((DepartmentKind.AMT, 6))
    page.cookies["django_language"] = "en"

    paper = plain_text(page.get(PDF, {"year": 2025}).content).replace("\u00a0", " ")

    assert "Jahresbericht" in paper
    assert "Im Jahr 2025 haben 6 Beschäftigte die Qualifizierung abgeschlossen" in paper
    assert "Ämter mit ernannten Personen am 31. Dezember 2025" in paper


def test_the_figures_for_the_press_can_be_taken_from_the_page(page: Client) -> None:
    finished((DepartmentKind.AMT, 6))

    with translation.override("en"):
        response = page.get(URL, {"year": 2025})

    press = "\n".join(response.context["sentences"])
    assert press.startswith("Universitätsstadt Gießen: In 2025, 6 employees completed")
    assert f'readonly aria-describedby="press-hint">{press}</textarea>' in response.content.decode()


def test_a_figure_says_its_column_where_a_phone_shows_no_head(page: Client) -> None:
    finished((DepartmentKind.AMT, 6), (DepartmentKind.STABSSTELLE, 7))

    text = page.get(URL, {"year": 2025}).content.decode()

    assert [text.count(f'data-label="{column}">') for column in ("Amt", "Stabsstelle", "Together")] == [2, 2, 2]


def test_taking_the_paper_is_an_event_and_looking_is_none(page: Client, kim: User) -> None:
    finished((DepartmentKind.AMT, 6))
    page.get(URL)
    assert not AuditEvent.objects.exists()

    response = page.get(PDF, {"year": 2025})

    event = AuditEvent.objects.get()
    assert (event.verb, event.actor, event.changes) == ("report printed", kim, {"year": 2025})
    assert (
        "Jahresbericht%202025.pdf" in response["Content-Disposition"]
        or "Jahresbericht 2025.pdf" in (response["Content-Disposition"])
    )


@pytest.mark.parametrize("year", ["1999", "2027", "soon", "-1"])
def test_a_year_without_a_report_is_said_to_be_none_and_the_newest_is_shown(page: Client, year: str) -> None:
    response = page.get(URL, {"year": year})

    assert response.context["form"].errors == {"year": ["There is no report of this year."]}
    assert response.context["report"].year == 2026
    assert page.get(PDF, {"year": year}).status_code == 404


def test_what_cannot_be_set_is_said_and_leaves_no_trace(page: Client) -> None:
    finished((DepartmentKind.AMT, 6), title="漢")

    response = page.get(PDF, {"year": 2025}, follow=True)

    assert "漢 (U+6F22)" in response.content.decode()
    assert not AuditEvent.objects.exists()


def test_an_empty_register_has_a_report_that_says_so(page: Client) -> None:
    text = page.get(URL).content.decode()

    assert "No round was held in 2026" in text
    assert "Nobody completed the qualification in 2026" in text
    assert page.get(PDF).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_however_much_happened(
    page: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        finished((DepartmentKind.AMT, 5 + count))
        make_project(f"Projekt {number}")
    page.get(URL, {"year": 2025})

    # 1 the first year, 2 to 13 the report (see its test), 14 the programme with its role name
    with django_assert_num_queries(GROUND + 14):
        page.get(URL, {"year": 2025})


def test_the_start_page_of_the_mayors_office_leads_there() -> None:
    text = signed_in(make_user(role=Role.MAYORS_OFFICE)).get("/").content.decode()

    assert text.count(f'href="{URL}"') == 2
