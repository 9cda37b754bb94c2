"""Where a pilot works today: the first and the last day of an assignment belong to it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from people.models.pilot import DepartmentAssignment
from people.rules.places import places_of
from tests.factories import LONG_AGO, TODAY, make_department, make_pilot

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("first", "last", "where"),
    [
        (TODAY, None, "now"),
        (LONG_AGO, TODAY, "now"),
        (TODAY + DAY, None, "later"),
        (LONG_AGO, TODAY - DAY, "before"),
    ],
)
def test_the_first_and_the_last_day_belong_to_an_assignment(first: date, last: date | None, where: str) -> None:
    pilot = make_pilot()
    further = DepartmentAssignment.objects.create(
        pilot=pilot, department=make_department(), valid_from=first, valid_until=last, is_primary=False
    )

    places = places_of(pilot, TODAY)

    found = [name for name in ("now", "later", "before") if further in getattr(places, name)]
    assert found == [where]
