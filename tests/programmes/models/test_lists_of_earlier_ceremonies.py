"""What was handed over before ceremonies had lists stands on one after the migration."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps

from programmes.models.ceremony import Ceremony, CeremonyFact, Handover, Step
from programmes.rules.ceremony import places_of
from tests.factories import TODAY, make_letter, make_pilot

MIGRATION = import_module("programmes.migrations.0021_lists_of_earlier_ceremonies")


@pytest.mark.django_db
def test_earlier_handovers_get_a_list_in_the_order_of_the_names_and_their_facts() -> None:
    ceremonies = [Ceremony.objects.create(held_on=TODAY, place=place, host="OB") for place in ("Rathaus", "Haus")]
    for name, ceremony in (("Zander", 0), ("Adler", 0), ("Baum", 1)):
        Handover.objects.create(ceremony=ceremonies[ceremony], letter=make_letter(make_pilot(name)))

    MIGRATION.put_on_lists(apps, None)

    lists = [[str(place.pilot) for place in places_of(ceremony)] for ceremony in ceremonies]
    assert lists == [["Sam Adler", "Sam Zander"], ["Sam Baum"]]
    assert [place.done for place in places_of(ceremonies[1])] == [((Step.HANDED_OVER, TODAY),)]
    assert CeremonyFact.objects.filter(step=Step.HANDED_OVER, day=TODAY).count() == 3
