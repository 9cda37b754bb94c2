"""The matrix, "my qualification", the list of those ready, the gate and issuing itself say the same of everybody.

AGREEMENT_WORLDS=500 looks at more worlds than the usual few.
"""

from __future__ import annotations

import os
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from tests.programmes.agreement import PLANS, TELLERS, build

pytestmark = pytest.mark.django_db
WORLDS = int(os.environ.get("AGREEMENT_WORLDS", "20"))


@settings(max_examples=WORLDS, deadline=None, suppress_health_check=list(HealthCheck))
@given(plan=PLANS)
def test_all_who_say_where_somebody_stands_say_the_same(plan: dict[str, Any]) -> None:
    with transaction.atomic():
        world = build(plan)
        told = {name: (teller.tells(world), teller.about(world)) for name, teller in TELLERS.items()}
        transaction.set_rollback(True)

    known: dict[tuple[int, str], tuple[str, Any]] = {}
    for name, (people, about) in told.items():
        assert people.keys() == about, f"{name} leaves somebody out, or tells of others"
        for person, facts in people.items():
            for fact, value in facts.items():
                first, said = known.setdefault((person, fact), (name, value))
                assert value == said, f"{name} and {first} say otherwise of {person}: {fact}"
