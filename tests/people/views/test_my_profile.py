"""The own profile: voluntary, released field by field, previewed without a write."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from people.actions.pilots import PersonName, correct_name
from people.models.audit_event import AuditEvent
from people.models.consent import Consent
from people.models.pilot import Pilot
from people.models.topic import Topic
from people.rules.profile import visible_cards
from tests.factories import LONG_AGO, TODAY, make_pilot, make_programme, make_user

pytestmark = pytest.mark.django_db
PAGE, PREVIEW = "/my/profile/", "/my/profile/preview/"


def typed(**fields: Any) -> dict[str, Any]:
    """What a browser sends of the untouched form, with `fields` typed in."""
    return {"role_form": "neutral", "form_of_address": "neutral", "preferred_contact": "", **fields}


@pytest.fixture
def me(client: Client) -> Pilot:
    """An appointed pilot who told nothing yet, signed in."""
    make_programme()
    pilot = make_pilot("Adler", user=make_user(), appointed_from=LONG_AGO)
    client.force_login(pilot.user)
    return pilot


def shown(pilot: Pilot) -> Any:
    return visible_cards([Pilot.objects.get(pk=pilot.pk)], TODAY)[0]


def test_nothing_is_filled_in_or_ticked_before_the_person_did(client: Client, me: Pilot) -> None:
    page = client.get(PAGE).content.decode()

    boxes = re.findall(r'<input type="checkbox"[^>]*>', page)
    assert [box for box in boxes if " checked" in box] == []
    assert page.count('name="show_') == 6


def test_saved_words_are_hidden_until_they_are_released(client: Client, me: Pilot) -> None:
    client.post(PAGE, typed(bio="Seit 20 Jahren im Amt"))

    assert Pilot.objects.get().bio == "Seit 20 Jahren im Amt"
    assert shown(me).bio == ""

    client.post(PAGE, typed(bio="Seit 20 Jahren im Amt", show_bio="on"))

    assert shown(me).bio == "Seit 20 Jahren im Amt"


def test_an_unticked_release_hides_at_once_and_leaves_its_history(client: Client, me: Pilot) -> None:
    for ticks in ({"show_bio": "on"}, {}, {"show_bio": "on"}):
        client.post(PAGE, typed(bio="Hier bin ich", **ticks))

    rows = [(row.field, row.text_version, row.withdrawn_at is None) for row in Consent.objects.order_by("pk")]
    page = client.get(PAGE).content.decode()
    assert rows == [("bio", "2026-1", False), ("bio", "2026-1", True)]
    assert page.count("released on 2 Mar 2026 (text 2026-1)") == 2
    assert page.count("withdrawn on 2 Mar 2026") == 1


def test_everything_typed_is_kept_under_its_name(client: Client, me: Pilot) -> None:
    topic = Topic.objects.create(name="E-Akte", sort_key="e akte")
    told = {
        "topics": [topic.pk],
        "contact_me_for": "Tabellen",
        "bio": "Zwei\r\nZeilen",
        "languages": ["tr", "de"],
        "other_languages": "Platt",
        "office_hours": "Mo 9-11",
        "preferred_contact": "visit",
        "helps_other_departments": "on",
        "phone": "0641 306-1234",
        "room": "2.17",
        "role_form": "feminine",
        "form_of_address": "ms",
    }

    response = client.post(PAGE, typed(**told, **{f"show_{name}": "on" for name in ("topics", "languages")}))

    pilot = Pilot.objects.get()
    assert response.headers["Location"] == PAGE
    assert (pilot.bio, pilot.contact_me_for, pilot.other_languages) == ("Zwei\nZeilen", "Tabellen", "Platt")
    assert (pilot.office_hours, pilot.preferred_contact, pilot.helps_other_departments) == ("Mo 9-11", "visit", True)
    assert (pilot.phone, pilot.room, pilot.role_form, pilot.form_of_address) == (
        "0641 306-1234",
        "2.17",
        "feminine",
        "ms",
    )
    assert (shown(me).topics, shown(me).languages, shown(me).role) == (
        (topic,),
        ("German", "Turkish", "Platt"),
        "Digi-Lotsin",
    )


def test_a_save_that_changes_nothing_leaves_no_event(client: Client, me: Pilot) -> None:
    client.post(PAGE, typed(bio="Hier bin ich", show_bio="on"))
    before = AuditEvent.objects.count()

    client.post(PAGE, typed(bio="Hier bin ich", show_bio="on"))

    assert AuditEvent.objects.count() == before


def test_no_event_holds_what_was_told(client: Client, me: Pilot) -> None:
    client.post(PAGE, typed(bio="Geheimnis", phone="0641 4711", show_bio="on", languages=["tr"]))

    said = str(list(AuditEvent.objects.values_list("verb", "changes")))
    assert "'fields': ['bio', 'languages']" in said
    assert "Geheimnis" not in said
    assert "4711" not in said


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("bio", "x" * 601, "at most 600"),
        ("phone", "nebenan", "Please enter the number with digits"),
        ("topics", ["4711"], "One of the topics does not exist any more"),
    ],
)
def test_bad_input_is_refused_beside_the_field_and_all_typed_is_kept(
    client: Client, me: Pilot, field: str, value: Any, error: str
) -> None:
    data = typed(office_hours="Mo 9-11", show_office_hours="on") | {field: value}

    response = client.post(PAGE, data)

    page = response.content.decode()
    assert (response.status_code, Pilot.objects.get().office_hours) == (200, "")
    assert f'href="#id_{field}' in page
    assert error in page
    assert 'value="Mo 9-11"' in page
    assert 'name="show_office_hours" class="kern-form-check__checkbox" id="id_show_office_hours" checked' in page


def test_the_preview_shows_what_is_typed_and_released_and_writes_nothing(client: Client, me: Pilot) -> None:
    data = typed(bio="Noch nicht gespeichert", office_hours="Nur für mich", show_bio="on", role_form="feminine")

    response = client.post(PREVIEW, data, headers={"HX-Request": "true"})

    piece = response.content.decode()
    assert "Noch nicht gespeichert" in piece
    assert "Digi-Lotsin" in piece
    assert "Nur für mich" not in piece
    assert "<form" not in piece
    assert (Pilot.objects.get().bio, Consent.objects.count(), AuditEvent.objects.count()) == ("", 0, 0)


def test_without_javascript_the_preview_is_the_page_with_everything_typed(client: Client, me: Pilot) -> None:
    data = typed(bio="Noch nicht gespeichert", show_bio="on")

    page = client.post(PREVIEW, data).content.decode()
    piece = client.post(PREVIEW, data, headers={"HX-Request": "true"}).content.decode()

    assert piece.strip() in page
    assert "Noch nicht gespeichert</textarea>" in page
    assert "not saved yet" in page


def test_trainees_prepare_a_profile_that_nobody_sees(client: Client) -> None:
    trainee = make_pilot("Celik", user=make_user())
    client.force_login(trainee.user)

    client.post(PAGE, typed(bio="Bald für Sie da", show_bio="on"))

    page = client.get(PAGE).content.decode()
    client.force_login(make_user())
    assert "nobody sees any of it unless you are appointed" in page
    assert "Bald für Sie da" in page
    assert "Celik" not in client.get("/pilots/").content.decode()
    assert client.get(f"/pilots/{trainee.pk}/").status_code == 404


def test_everybody_writes_their_own_profile_only(client: Client, me: Pilot) -> None:
    other = make_pilot("Beispiel", user=make_user(), appointed_from=LONG_AGO, bio="Ich bin wer anders")

    page = client.get(PAGE).content.decode()
    client.post(PAGE, typed(bio="Hier bin ich", pilot=other.pk, pk=other.pk))

    other.refresh_from_db()
    assert "Ich bin wer anders" not in page
    assert other.bio == "Ich bin wer anders"


def test_who_is_not_in_the_programme_has_no_profile(client: Client) -> None:
    client.force_login(make_user())

    assert [client.get(PAGE).status_code, client.post(PREVIEW).status_code] == [403, 403]


def test_details_are_confirmed_once_a_day(client: Client, me: Pilot) -> None:
    assert "You have not confirmed it yet." in client.get(PAGE).content.decode()

    for _again in range(2):
        client.post("/my/profile/confirm/")

    assert "You confirmed it last on 2 March 2026." in client.get(PAGE).content.decode()
    assert AuditEvent.objects.filter(verb="details confirmed").count() == 1


def test_the_page_says_what_others_changed_and_not_what_one_did_oneself(client: Client, me: Pilot) -> None:
    office = make_user(given_names="Carla", family_name="Vorlage")
    correct_name(me, PersonName("Adlerin", "Sam"), by=office)
    correct_name(make_pilot("Beispiel"), PersonName("Jemand", "Sam"), by=office)
    client.post(PAGE, typed(bio="Hier bin ich"))

    changes = client.get(PAGE).context["changes"]

    assert [(str(change.what), change.who) for change in changes] == [("name corrected", "Carla Vorlage")]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_whatever_was_released(
    client: Client, me: Pilot, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    office = make_user()
    for number in range(count):
        Topic.objects.create(name=f"Thema {number}", sort_key=f"thema {number}")
        client.post(PAGE, typed(bio=str(number), show_bio="on"))
        client.post(PAGE, typed(bio=str(number)))
        correct_name(me, PersonName(f"Adler{number}", "Sam"), by=office)

    client.get(PAGE)  # takes the messages of the saving away

    # session, account, roles, own row, releases, own topics, own languages, role name, card, changes by others, topics
    with django_assert_num_queries(11):
        client.get(PAGE)
