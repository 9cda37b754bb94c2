"""The programme is set up in an empty register and kept: name, office, role forms, subject areas."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from people.actions.role_names import RoleForms
from people.errors import Refused
from people.models.audit_event import AuditEvent
from people.models.department import Department
from people.models.role_grant import Role
from people.models.role_name import RoleName
from people.models.user import User
from programmes.actions.programme import ProgrammePlan, set_up_programme
from programmes.models.cohort import Cohort
from programmes.models.programme import Programme, SubjectArea
from tests.factories import TODAY, make_department, make_module, make_programme, make_user
from tests.programmes.views.conftest import signed_in

PROGRAMME, EDIT = "/programme/", "/programme/edit/"
FORMS = {
    "singular_f": "Lotsin",
    "singular_m": "Lotse",
    "singular_n": "Lots*in",
    "plural": "Lots*innen",
    "short": "L",
}


@pytest.fixture
def office(db: None) -> Department:
    return make_department("Stabsstelle")


@pytest.fixture
def page(kim: User) -> Client:
    return signed_in(kim)


@pytest.fixture
def kim(db: None) -> User:
    return make_user(role=Role.COORDINATOR)


def told(office: Department, **more: str) -> dict[str, str]:
    return {"name": "Lotsen-Programm", "office": str(office.pk), **FORMS, **more}


def verbs() -> set[str]:
    return set(AuditEvent.objects.values_list("verb", flat=True))


def test_an_empty_register_says_so_and_leads_the_coordinator_on(page: Client) -> None:
    assert f'href="{EDIT}"' in page.get(PROGRAMME).text

    text = signed_in(make_user()).get(PROGRAMME).text
    assert "The programme is not set up yet" in text
    assert EDIT not in text


def test_from_an_empty_register_to_the_first_round(page: Client, office: Department, kim: User) -> None:
    page.post(EDIT, told(office, more_areas="Digitales\n\n Kommunikation ", expected_effort="12 Tage"))
    programme = Programme.objects.get()
    assert (programme.name, programme.office, programme.role_name.plural) == ("Lotsen-Programm", office, "Lots*innen")
    assert list(programme.subject_areas.values_list("name", "position")) == [("Digitales", 1), ("Kommunikation", 2)]
    assert verbs() >= {"role named", "programme founded", "subject area added", "programme described"}

    area = str(programme.subject_areas.all()[0].pk)
    module = {"code": "D1", "title": "Auftakt", "area": area, "teaching_units": "4", "delivery_format": "online"}
    page.post("/programme/modules/new/", module)
    page.post("/programme/curricula/new/", {f"module_{programme.modules.get().pk}": "required"})
    days = {"opens_on": "2026-03-02", "closes_on": "2026-03-20", "starts_on": "2026-04-01", "ends_on": "2026-06-30"}
    plan = {"number": "1", "title": "1. Runde", "seats": "12", "minimum": "0", "offer_days": "7", **days}
    page.post("/cohorts/new/", {**plan, "curriculum": str(programme.curricula.get().pk), "coordinators": str(kim.pk)})

    assert Cohort.objects.get().programme == programme
    assert "1. Runde" in page.get(PROGRAMME).text


def test_what_is_missing_is_said_and_nothing_is_lost(page: Client, office: Department) -> None:
    text = page.post(EDIT, told(office, plural="", purpose="Wozu es gut ist", more_areas="x" * 101)).text

    assert "This field is required." in text
    assert "A subject area has at most 100 characters." in text
    assert "Wozu es gut ist" in text
    assert not Programme.objects.exists()


def test_there_is_one_programme_however_often_it_is_set_up(kim: User, office: Department) -> None:
    before = make_programme()
    plan = ProgrammePlan("Zweites", office, RoleForms(**FORMS))

    with pytest.raises(Refused, match="set up already"):
        set_up_programme(plan, areas=[], by=kim)

    assert list(Programme.objects.all()) == [before]


def test_name_office_and_role_are_kept_and_each_change_is_an_event(page: Client, office: Department) -> None:
    programme = make_programme()
    area = SubjectArea.objects.create(programme=programme, name="Altes", position=1)

    page.post(EDIT, told(office, **{f"area_{area.pk}": "Neues", "more_areas": "Drittes"}))

    programme.refresh_from_db()
    assert (programme.name, programme.office) == ("Lotsen-Programm", office)
    assert RoleName.objects.get().form("feminine") == "Lotsin"
    assert list(programme.subject_areas.values_list("name", flat=True)) == ["Neues", "Drittes"]
    assert verbs() == {"programme changed", "role renamed", "subject area renamed", "subject area added"}

    count = AuditEvent.objects.count()
    page.post(EDIT, _as_shown(page))
    assert AuditEvent.objects.count() == count  # what stays as it is is no event


def test_an_area_is_removed_by_leaving_its_name_out_unless_modules_belong_to_it(
    page: Client, office: Department
) -> None:
    programme = make_programme()
    make_module(programme, "D1")
    used = SubjectArea.objects.get()
    unused = SubjectArea.objects.create(programme=programme, name="Leer", position=2)

    text = page.post(EDIT, told(office, **{f"area_{used.pk}": "", f"area_{unused.pk}": ""})).text
    assert "Modules belong to this subject area; it needs a name." in text
    assert (SubjectArea.objects.count(), Programme.objects.get().name) == (2, "Digi-Lots*innen")

    page.post(EDIT, told(office, **{f"area_{used.pk}": used.name, f"area_{unused.pk}": ""}))
    assert list(SubjectArea.objects.all()) == [used]


def test_an_office_that_was_closed_since_can_stay(page: Client, office: Department) -> None:
    programme = make_programme()
    Department.objects.filter(pk=programme.office_id).update(valid_until=TODAY)

    assert page.post(EDIT, _as_shown(page)).status_code == 302


def _as_shown(page: Client) -> dict[str, Any]:
    form = page.get(EDIT).context["form"]
    return {field.name: value for field in form if (value := field.value()) is not None}
