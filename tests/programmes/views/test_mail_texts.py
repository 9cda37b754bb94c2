"""The words of mails: written by the administration, checked before anybody gets them, kept in versions."""

from __future__ import annotations

import pytest
from django.test import Client

from people.models.role_grant import Role
from programmes.models.mail import MailKind, MailText
from tests.factories import make_user
from tests.mails import make_mails

pytestmark = pytest.mark.django_db
PATH = "/mail-texts/admitted/de/"


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(make_user(role=Role.ADMIN))
    return client


def typed(**changed: str) -> dict[str, str]:
    return {"subject": "Platz in {round}", "body": "Hallo {name}", "based_on": "0", **changed}


def test_the_list_shows_the_subject_in_force_of_every_occasion(admin: Client) -> None:
    admin.post(PATH, typed())

    shown = admin.get("/mail-texts/").content.decode()

    for words in ("Platz in {round}", "version 1 of the office", "{round}: you have a place", "as delivered"):
        assert words in shown
    assert [shown.count(f"/mail-texts/{kind.value}/de/") for kind in MailKind] == [1] * len(MailKind)


def test_a_change_is_a_new_version_and_mails_say_it_from_then_on(admin: Client) -> None:
    before = make_mails("sam@giessen.example", kind=MailKind.ADMITTED)

    admin.post(PATH, typed())
    admin.post(PATH, typed(body="Hallo\r\n{name}", based_on="1"))

    assert list(MailText.objects.order_by("version").values_list("version", "body")) == [
        (1, "Hallo {name}"),
        (2, "Hallo\n{name}"),
    ]
    after = make_mails("sam@giessen.example", kind=MailKind.ADMITTED)
    assert after.messages.get().email.message == "Hallo\nname\n"
    assert before.messages.get().email.message.startswith("Guten Tag name")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"body": "Hallo {vorname}"}, "This mail has no placeholder {vorname}"),
        ({"body": "Hallo {name.mail}"}, "This mail has no placeholder {name.mail}"),
        ({"subject": "{{name}}"}, "A curly bracket stands alone"),
        ({"subject": ""}, "Please enter a subject."),
        ({"based_on": "3"}, "Somebody else has changed this text meanwhile"),
    ],
)
def test_what_cannot_be_is_refused_and_what_was_typed_stays(admin: Client, change: dict[str, str], words: str) -> None:
    shown = admin.post(PATH, typed(**change)).content.decode()

    assert words in shown
    assert MailText.objects.count() == 0
    assert typed(**change)["body"] in shown


def test_saving_without_a_change_makes_no_version(admin: Client) -> None:
    admin.post(PATH, typed())

    shown = admin.post(PATH, typed(based_on="1")).content.decode()

    assert "Nothing is changed yet." in shown
    assert MailText.objects.count() == 1


def test_the_preview_is_filled_with_invented_facts_and_saves_nothing(admin: Client) -> None:
    whole = admin.post(PATH, typed(preview="1")).content.decode()
    piece = admin.post(PATH, typed(preview="1"), headers={"HX-Request": "true"}).content.decode()

    assert "Platz in 3. Ausbildungsrunde" in piece
    assert piece.strip() in whole
    assert MailText.objects.count() == 0


def test_the_preview_says_what_is_wrong(admin: Client) -> None:
    piece = admin.post(PATH, typed(body="{x}", preview="1"), headers={"HX-Request": "true"}).content.decode()

    assert "This mail has no placeholder {x}" in piece


def test_one_can_begin_anew_with_the_words_delivered(admin: Client) -> None:
    admin.post(PATH, typed())

    form = admin.get(f"{PATH}?own").context["form"]

    assert form["subject"].value() == "{round}: Sie haben einen Platz"
    assert form["based_on"].value() == 1


@pytest.mark.parametrize("path", ["/mail-texts/none/de/", "/mail-texts/admitted/fr/"])
def test_there_is_no_other_occasion_and_no_other_language(admin: Client, path: str) -> None:
    assert admin.get(path).status_code == 404


def test_a_coordinator_does_not_write_them(client: Client) -> None:
    client.force_login(make_user(role=Role.COORDINATOR))

    assert client.get("/mail-texts/").status_code == 403
    assert client.post(PATH, typed()).status_code == 403
    assert MailText.objects.count() == 0
