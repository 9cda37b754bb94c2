"""What happens to the letters of a list: noted at the desk for all or one, and in the hall one after the other."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from people.models.pilot import Pilot
from people.models.role_grant import Role
from programmes.actions.ceremonies import put_on_list
from programmes.models.ceremony import CeremonyFact, Handover, Step
from tests.factories import TODAY, make_user
from tests.programmes.ceremonies import entry_of, make_ceremony, note

LATER = date(2026, 4, 1)


@pytest.fixture(params=[Role.ADMIN, Role.MAYORS_OFFICE])
def page(request: pytest.FixtureRequest, client: Client, db: None) -> Client:
    client.force_login(make_user(role=request.param))
    return client


@pytest.fixture
def office(client: Client, db: None) -> Client:
    client.force_login(make_user(role=Role.MAYORS_OFFICE))
    return client


def test_all_and_single_steps_are_noted_at_the_desk(page: Client) -> None:
    ceremony = make_ceremony("Adler", "Baum")
    address = f"/ceremonies/{ceremony.pk}/"

    page.post(address, {"step": "printed", "day": "2026-02-25"})
    page.post(address, {"step": "signed", "day": ""})
    single = page.post(address, {"step": "absent", "entry": entry_of(ceremony, "Adler").pk}, follow=True)
    done = page.post(address, {"step": "handed_over"}, follow=True)

    assert "Sam Adler: not present." in single.content.decode()
    assert "Noted for 1 letter: handed over." in done.content.decode()
    assert "For all at once" not in done.content.decode()
    assert set(CeremonyFact.objects.values_list("step", "day")) == {
        ("printed", date(2026, 2, 25)),
        ("signed", TODAY),
        ("absent", TODAY),
        ("handed_over", TODAY),
    }
    assert Handover.objects.get().letter.name_as_printed == "Sam Baum"


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"step": "printed", "day": "x"}, {"day": ["Please enter the day as a date."]}),
        ({"step": "printed", "day": "2026-03-03"}, {"day": ["This day is in the future."]}),
        ({"step": "signed"}, {"day": ["Letter DL-2026-0001 is not printed yet."]}),
        ({"step": "printed", "back": "on"}, {"__all__": ["Please choose the letter."]}),
    ],
)
def test_a_refused_step_is_told_on_the_page(
    office: Client, fields: dict[str, str], errors: dict[str, list[str]]
) -> None:
    ceremony = make_ceremony("Adler")

    shown = office.post(f"/ceremonies/{ceremony.pk}/", fields)

    assert shown.context["form"].errors == errors
    assert next(iter(errors.values()))[0] in shown.content.decode()
    assert not CeremonyFact.objects.exists()


def test_the_second_click_is_told_and_a_mistake_taken_back(office: Client) -> None:
    ceremony = make_ceremony("Adler")
    note(ceremony, Step.PRINTED, Step.SIGNED)
    address, entry = f"/ceremonies/{ceremony.pk}/", ceremony.entries.get()
    office.post(address, {"step": "handed_over", "entry": entry.pk})

    again = office.post(address, {"step": "handed_over", "entry": entry.pk})
    back = office.post(address, {"step": "handed_over", "entry": entry.pk, "back": "on"}, follow=True)

    assert "Letter DL-2026-0001 was handed over already." in again.content.decode()
    assert "Taken back for Sam Adler: handed over." in back.content.decode()
    assert not Handover.objects.exists()


def test_only_the_steps_that_come_next_are_offered(office: Client) -> None:
    ceremony = make_ceremony("Adler")
    later = make_ceremony("Baum", held_on=LATER)
    note(later, Step.PRINTED, Step.SIGNED)

    here = office.get(f"/ceremonies/{ceremony.pk}/").content.decode()
    not_yet = office.get(f"/ceremonies/{later.pk}/").content.decode()

    assert "All printed (1)" in here
    assert "All signed" not in here
    assert "All handed over" not in not_yet
    assert 'value="absent"' in here
    assert 'value="absent"' not in not_yet


def test_in_the_hall_one_name_follows_the_other(page: Client) -> None:
    ceremony = make_ceremony("Adler", "Baum", "Celik")
    note(ceremony, Step.PRINTED, Step.SIGNED)
    Pilot.objects.filter(family_name="Adler").update(pronunciation="Ahdler")
    address = f"/ceremonies/{ceremony.pk}/hall/"

    first = page.get(address)
    assert "spoken: Ahdler" in first.content.decode()
    page.post(address, {"step": "handed_over", "entry": first.context["current"].entry.pk})
    second = page.get(address)
    page.post(address, {"step": "absent", "entry": second.context["current"].entry.pk})
    third = page.get(address)

    assert [str(shown.context["current"].pilot) for shown in (first, second, third)] == [
        "Sam Adler",
        "Sam Baum",
        "Sam Celik",
    ]
    assert [str(place.pilot) for place in third.context["absent"]] == ["Sam Baum"]
    page.post(address, {"step": "handed_over", "entry": third.context["current"].entry.pk})
    assert "That was everybody" in page.get(address).content.decode()
    page.post(address, {"step": "handed_over", "entry": entry_of(ceremony, "Baum").pk})
    assert Handover.objects.count() == 3


def test_the_hall_says_what_stands_in_the_way(office: Client) -> None:
    unsigned, later = make_ceremony("Adler"), make_ceremony("Baum", held_on=LATER)

    shown = office.get(f"/ceremonies/{unsigned.pk}/hall/").content.decode()
    refused = office.post(
        f"/ceremonies/{unsigned.pk}/hall/", {"step": "handed_over", "entry": unsigned.entries.get().pk}
    )

    assert "1 letter is not noted as signed yet" in shown
    assert "Letter DL-2026-0001 is not printed yet." in refused.content.decode()
    assert "The ceremony is on 1 April 2026" in office.get(f"/ceremonies/{later.pk}/hall/").content.decode()
    assert (
        "No letter on the list yet"
        in office.get(f"/ceremonies/{make_ceremony(place='Haus').pk}/hall/").content.decode()
    )


def test_whoever_goes_on_to_another_list_is_told_of_and_not_asked_for_here(office: Client) -> None:
    ceremony, later = make_ceremony("Adler"), make_ceremony(held_on=date(2026, 3, 9))
    note(ceremony, Step.PRINTED, Step.SIGNED, Step.ABSENT)
    put_on_list(later, [entry_of(ceremony, "Adler").letter], by=None)

    page = office.get(f"/ceremonies/{ceremony.pk}/").content.decode()
    hall = office.get(f"/ceremonies/{ceremony.pk}/hall/").content.decode()

    assert "on the list of 9 Mar 2026" in page
    assert 'name="step"' not in page + hall


def test_one_absence_offers_no_handover_to_those_who_have_nothing_signed(office: Client) -> None:
    ceremony = make_ceremony("Adler", "Baum")
    note(ceremony, Step.PRINTED, Step.SIGNED, entry=entry_of(ceremony, "Adler"))
    note(ceremony, Step.ABSENT, entry=entry_of(ceremony, "Adler"))

    assert office.get(f"/ceremonies/{ceremony.pk}/").context["open_steps"] == [(Step.PRINTED, 1)]
