"""Dates of a round lie within it and belong to its curriculum."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from people.errors import Refused
from programmes.actions.sessions import plan_session
from programmes.models.cohort import Cohort
from programmes.models.module_session import ModuleSession
from tests.factories import make_cohort, make_module, modules_of

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))


def plan(cohort: Cohort, starts_at: datetime = MONDAY, hours: int = 3, module=None) -> ModuleSession:
    module = module or modules_of(cohort.curriculum)[0]
    ends_at = starts_at + timedelta(hours=hours)
    return plan_session(cohort, module, starts_at=starts_at, ends_at=ends_at, place="Rathaus", by=None)


def test_a_session_takes_the_format_of_its_module() -> None:
    session = plan(make_cohort())

    assert session.delivery_format == session.module.delivery_format


def test_the_first_and_the_last_day_of_a_round_belong_to_it() -> None:
    cohort = make_cohort(starts_on=MONDAY.date(), ends_on=MONDAY.date())

    assert plan(cohort).pk


@pytest.mark.parametrize("days", [-1, 1])
def test_a_day_outside_the_round_is_refused(days: int) -> None:
    cohort = make_cohort(starts_on=MONDAY.date(), ends_on=MONDAY.date())

    with pytest.raises(Refused) as refusal:
        plan(cohort, MONDAY + timedelta(days=days))

    assert refusal.value.field == "starts_at"


def test_a_module_of_another_curriculum_is_refused() -> None:
    cohort = make_cohort()

    with pytest.raises(Refused) as refusal:
        plan(cohort, module=make_module(cohort.programme, "X9"))

    assert refusal.value.field == "module"


def test_a_session_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        plan(make_cohort(), hours=0)

    assert refusal.value.field == "ends_at"
    assert not ModuleSession.objects.exists()
