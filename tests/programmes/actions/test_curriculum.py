"""What has to be learned is entered once and released as versions."""

from __future__ import annotations

import pytest

from people.errors import Refused
from people.models.audit_event import AuditEvent
from programmes.actions.curriculum import add_module, add_subject_area, release_curriculum
from programmes.models.curriculum import Curriculum, ModuleKind
from programmes.models.programme import DeliveryFormat, TrainingModule
from tests.factories import make_module, make_programme

pytestmark = pytest.mark.django_db


def test_subject_areas_stand_in_the_order_they_came() -> None:
    programme = make_programme()

    names = [add_subject_area(programme, name, by=None).position for name in ("Digitales", "Kommunikation")]

    assert names == [1, 2]


def test_a_code_names_one_module_only() -> None:
    area = add_subject_area(make_programme(), "Digitales", by=None)
    add_module(area, "D1", "Grundlagen", teaching_units=4, delivery_format=DeliveryFormat.ONLINE, by=None)

    with pytest.raises(Refused) as refusal:
        add_module(area, "D1", "Noch einmal", teaching_units=4, delivery_format=DeliveryFormat.ONLINE, by=None)

    assert refusal.value.field == "code"
    assert TrainingModule.objects.count() == 1


def test_each_release_is_a_version_of_its_own() -> None:
    programme = make_programme()
    d1, k1, w1 = (make_module(programme, code) for code in ("D1", "K1", "W1"))
    release_curriculum(programme, required=[d1], electives=[], electives_needed=0, by=None)

    second = release_curriculum(programme, required=[k1, d1], electives=[w1], electives_needed=1, by=None)

    assert second.version == 2
    assert list(second.entries.values_list("module__code", "kind")) == [
        ("K1", ModuleKind.REQUIRED),
        ("D1", ModuleKind.REQUIRED),
        ("W1", ModuleKind.ELECTIVE),
    ]
    assert AuditEvent.objects.filter(verb="curriculum released").count() == 2


def test_a_curriculum_cannot_ask_for_more_electives_than_it_offers() -> None:
    programme = make_programme()

    with pytest.raises(Refused) as refusal:
        release_curriculum(
            programme, required=[], electives=[make_module(programme, "W1")], electives_needed=2, by=None
        )

    assert refusal.value.field == "electives_needed"
    assert not Curriculum.objects.exists()
