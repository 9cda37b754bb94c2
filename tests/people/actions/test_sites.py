"""Buildings have names of their own, also when two people enter the same one at once."""

from __future__ import annotations

import pytest

from people.actions.sites import add_site, correct_site
from people.models.audit_event import AuditEvent
from people.models.department import Site
from tests.together import at_once, meeting_point, unlocked

ADDRESS = ("Berliner Platz 1", "35390", "Gießen")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False])
def test_a_building_entered_twice_at_once_is_one(monkeypatch: pytest.MonkeyPatch, locked: bool) -> None:
    monkeypatch.setattr(Site, "save", meeting_point(Site.save))
    if not locked:
        unlocked(monkeypatch)

    outcomes = at_once(*[lambda: add_site("Rathaus", *ADDRESS, by=None)] * 2)

    assert outcomes == ["Refused", "done"]
    assert (Site.objects.count(), AuditEvent.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_what_stays_as_it_was_leaves_no_event() -> None:
    site = add_site("Rathaus", *ADDRESS, by=None)

    correct_site(site, "Rathaus", *ADDRESS, by=None)

    assert [event.verb for event in AuditEvent.objects.all()] == ["site added"]
