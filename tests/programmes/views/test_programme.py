"""The programme as employees read it, and as coordinators keep it."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from people.models.audit_event import AuditEvent
from people.models.role_grant import Role
from people.models.user import User
from programmes.models.cohort import CohortState
from programmes.models.curriculum import Curriculum, ModuleKind
from programmes.models.interest import Interest
from programmes.models.programme import Programme, TrainingModule
from tests.factories import make_cohort, make_curriculum, make_module, make_pilot, make_user, modules_of
from tests.programmes.views.conftest import signed_in

pytestmark = pytest.mark.django_db
PROGRAMME, JOIN, EDIT = "/programme/", "/programme/join/", "/programme/edit/"
INTERESTS, NEW_MODULE, NEW_CURRICULUM = "/programme/interests/", "/programme/modules/new/", "/programme/curricula/new/"


@pytest.fixture
def curriculum() -> Curriculum:
    return make_curriculum(("D1", "K1"), ("W1",))


@pytest.fixture
def staff() -> User:
    return make_user(given_names="Toni", family_name="Testmann")


@pytest.fixture
def kim() -> User:
    return make_user(role=Role.COORDINATOR)


def test_employees_read_what_it_is_and_which_round_comes(curriculum: Curriculum, staff: User) -> None:
    Programme.objects.update(purpose="Damit Digitales leichter wird.", tasks="Kolleginnen helfen")
    make_cohort(curriculum=curriculum, title="Fünfte Runde", state=CohortState.PLANNED, call="Kommen Sie dazu!")
    make_cohort(curriculum=curriculum, title="Alte Runde", number=99, state=CohortState.COMPLETED)

    page = signed_in(staff).get(PROGRAMME).content.decode()

    assert all(text in page for text in ("Damit Digitales leichter wird.", "Kolleginnen helfen", "D1", "Fünfte Runde"))
    assert "Kommen Sie dazu!" in page
    assert "Kolleginnen helfen" in signed_in(staff).get(JOIN).text
    assert "Alte Runde" not in page
    assert EDIT not in page


@pytest.mark.parametrize("modules", [1, 3])
def test_the_programme_says_which_module_needs_which_in_the_same_queries(
    staff: User, modules: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    curriculum = make_curriculum(required=tuple(f"M{number}" for number in range(modules + 1)))
    first, *others = modules_of(curriculum)
    for other in others:
        other.prerequisites.add(first)
    client = signed_in(staff)

    # session, account, roles (3); the programme, its curriculum, the modules and what they need, the rounds (5)
    with django_assert_num_queries(8):
        text = client.get(PROGRAMME).text

    assert text.count(f"needs {first.code}") == modules


def test_interest_is_said_once_seen_by_coordinators_and_taken_back(
    curriculum: Curriculum, staff: User, kim: User
) -> None:
    client = signed_in(staff)

    client.post(JOIN, {"step": "say"})
    client.post(JOIN, {"step": "say"})

    assert Interest.objects.still_open().get().user == staff
    assert "Toni Testmann" in signed_in(kim).get(INTERESTS).content.decode()
    client.post(JOIN, {"step": "take_back"})
    assert not Interest.objects.still_open().exists()
    assert "Toni Testmann" not in signed_in(kim).get(INTERESTS).content.decode()
    verbs = AuditEvent.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["interest said", "interest closed"]


def test_a_place_in_a_round_settles_the_interest(curriculum: Curriculum, staff: User, kim: User) -> None:
    cohort = make_cohort(curriculum=curriculum, coordinators=[kim], state=CohortState.ENROLLING)
    Interest.objects.create(programme=curriculum.programme, user=staff, said_on=cohort.opens_on)
    make_pilot(user=staff, mail=staff.email)

    signed_in(kim).post(f"/cohorts/{cohort.pk}/enrolments/new/", {"mail": staff.email, "path": "self"})

    assert cohort.enrolments.count() == 1
    assert not Interest.objects.still_open().exists()


def test_a_coordinator_writes_what_employees_read(curriculum: Curriculum, kim: User) -> None:
    client = signed_in(kim)
    shown = {field.name: field.value() for field in client.get(EDIT).context["form"] if field.value() is not None}

    client.post(EDIT, {**shown, "purpose": "Wozu", "tasks": "Eins\nZwei", "expected_effort": "12 Tage"})

    programme = Programme.objects.get(pk=curriculum.programme_id)
    assert (programme.purpose, programme.expected_effort) == ("Wozu", "12 Tage")


def test_a_module_is_added_and_a_taken_code_is_said(curriculum: Curriculum, kim: User) -> None:
    client = signed_in(kim)
    area = modules_of(curriculum)[0].subject_area
    typed = {"code": "K9", "area": area.pk, "title": "Neu", "teaching_units": 6, "delivery_format": "online"}

    client.post(NEW_MODULE, {**typed, "content": "Worum es geht"})
    again = client.post(NEW_MODULE, {**typed, "title": "Getippt"}).content.decode()

    assert TrainingModule.objects.get(code="K9").content == "Worum es geht"
    assert "There is a module with this code already." in again
    assert "Getippt" in again


def test_the_units_of_a_module_in_use_stay_and_its_words_may_change(curriculum: Curriculum, kim: User) -> None:
    module = modules_of(curriculum)[0]
    make_cohort(curriculum=curriculum)
    typed = {"title": "Besserer Titel", "teaching_units": module.teaching_units, "delivery_format": "online"}
    address = f"/programme/modules/{module.pk}/edit/"

    refused = signed_in(kim).post(address, {**typed, "teaching_units": 99}).content.decode()
    signed_in(kim).post(address, typed)

    module.refresh_from_db()
    assert "its teaching units stay" in refused
    assert (module.title, module.teaching_units != 99) == ("Besserer Titel", True)


def test_no_module_needs_itself_by_way_of_another(curriculum: Curriculum, kim: User) -> None:
    first, second = modules_of(curriculum)[:2]
    second.prerequisites.add(first)
    typed = {"title": "T", "teaching_units": first.teaching_units, "delivery_format": "online"}

    page = signed_in(kim).post(f"/programme/modules/{first.pk}/edit/", {**typed, "prerequisites": [second.pk]})

    assert "A module cannot need itself" in page.content.decode()


def test_a_new_version_begins_as_a_copy_and_leaves_the_old_one(curriculum: Curriculum, kim: User) -> None:
    client = signed_in(kim)
    d1, k1, w1 = modules_of(curriculum)
    added = make_module(curriculum.programme, "W2")
    before = list(curriculum.entries.order_by("pk").values())

    shown = client.get(NEW_CURRICULUM).content.decode()
    chosen = {f"module_{d1.pk}": "required", f"module_{w1.pk}": "elective", f"module_{added.pk}": "elective"}
    client.post(NEW_CURRICULUM, {**chosen, "electives_needed": 1, "elective_units_needed": 3})

    newest = Curriculum.objects.get(version=2)
    assert f'name="module_{k1.pk}"' in shown
    assert set(newest.entries.values_list("module__code", "kind")) == {
        ("D1", ModuleKind.REQUIRED),
        ("W1", ModuleKind.ELECTIVE),
        ("W2", ModuleKind.ELECTIVE),
    }
    assert (newest.electives_needed, newest.elective_units_needed) == (1, 3)
    assert list(curriculum.entries.order_by("pk").values()) == before


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("electives_needed", 5, "more electives than it offers"),
        ("elective_units_needed", 999, "more teaching units than"),
    ],
)
def test_a_version_cannot_ask_for_more_than_it_offers(
    curriculum: Curriculum, kim: User, field: str, value: int, sentence: str
) -> None:
    w1 = modules_of(curriculum)[2]

    page = signed_in(kim).post(NEW_CURRICULUM, {f"module_{w1.pk}": "elective", field: value})

    assert sentence in page.content.decode()
    assert Curriculum.objects.count() == 1
