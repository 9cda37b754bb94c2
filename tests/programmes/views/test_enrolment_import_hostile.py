"""A hostile file costs whoever uploads it a sentence beside the field, and the register nothing."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from people.models.audit_event import AuditEvent
from people.models.user import User
from programmes.models.cohort import Cohort
from programmes.models.enrolment_import import EnrolmentImport
from tests.factories import make_cohort
from tests.programmes.hostile import HOSTILE, cell, workbook, xlsx
from tests.programmes.views.conftest import errors
from tests.programmes.views.imports import door, verdicts

TOO_LONG = "Line 1 is far longer than a line about one person."


@pytest.fixture
def cohort(kim: User) -> Cohort:
    return make_cohort(coordinators=[kim])


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_beside_its_field_whatever_it_is_called(
    page: Client, cohort: Cohort, name: str
) -> None:
    make, sentence = HOSTILE[name]

    response = page.post(door("create", cohort), {"file": SimpleUploadedFile("Liste.xlsx", make(), "text/csv")})

    assert errors(response) == {"file": [sentence]}
    assert 'aria-describedby="id_file' in response.text
    assert sentence in response.text
    assert not EnrolmentImport.objects.exists()
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("content", [workbook(["x" * 32_000]), b"Kim;" + b"x" * 100_000], ids=["xlsx", "csv"])
def test_a_cell_longer_than_any_name_is_refused(page: Client, cohort: Cohort, content: bytes) -> None:
    response = page.post(door("create", cohort), {"file": SimpleUploadedFile("Liste.csv", content)})

    assert errors(response) == {"file": [TOO_LONG]}
    assert not EnrolmentImport.objects.exists()


def test_signs_nobody_sees_do_not_come_along(page: Client, cohort: Cohort) -> None:
    sneaky = xlsx(f'<row r="1">{cell("A1", "N_x0000_ele&#x202E; Neu")}{cell("B1", "=1+1")}</row>')

    response = page.post(door("create", cohort), {"file": SimpleUploadedFile("Liste.xlsx", sneaky)}, follow=True)

    (found,) = response.context["preview"].matches
    assert (found.name, found.line.department, verdicts(response)) == ("Nele Neu", "=1+1", ["unknown"])


def test_a_file_name_of_ten_million_letters_enrols_nobody(page: Client, cohort: Cohort) -> None:
    file = SimpleUploadedFile("x" * 10_000_000, b"Kim Muster")

    response = page.post(door("create", cohort), {"file": file})

    assert response.status_code in (200, 400)
    assert not EnrolmentImport.objects.exists()
