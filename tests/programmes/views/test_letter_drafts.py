"""The words of a paper in the browser: nothing typed is lost, the paper stands beside them, two do not collide."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from people.models.role_grant import Role
from programmes.models.letter_text import LetterTemplate, TextKind
from programmes.models.programme import Programme
from programmes.rules.letter_words import WORDS
from tests.factories import TODAY, make_letter_text, make_programme, make_user

pytestmark = pytest.mark.django_db
PATH = "/letters/texts/appointment/"
DRAFT, RELEASE = f"{PATH}draft/", f"{PATH}release/"


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(make_user("ada@giessen.example", role=Role.ADMIN, given_names="Ada", family_name="Admin"))
    return client


@pytest.fixture
def programme() -> Programme:
    return make_programme()


def typed(**changed: str) -> dict[str, str]:
    return {"subject": "Ihre Rolle: {role}", "body": "Danke, {name}.", "person": "title", "revision": "0", **changed}


def test_writing_begins_with_the_words_the_register_comes_with(admin: Client, programme: Programme) -> None:
    form = admin.get(DRAFT).context["form"]

    assert (form["subject"].value(), form["body"].value()) == WORDS[TextKind.APPOINTMENT]
    assert form["revision"].value() == 0
    assert not LetterTemplate.objects.exists()


def test_writing_goes_on_with_the_newest_version_or_anew(admin: Client, programme: Programme) -> None:
    make_letter_text(programme, body="In Kraft.")

    assert admin.get(DRAFT).context["form"]["body"].value() == "In Kraft."
    assert admin.get(f"{DRAFT}?own").context["form"]["body"].value() == WORDS[TextKind.APPOINTMENT].body


def test_a_draft_is_saved_tried_out_and_released(admin: Client, programme: Programme) -> None:
    make_letter_text(programme)

    admin.post(DRAFT, typed())
    page = admin.get(RELEASE)
    admin.post(RELEASE, {"on": str(TODAY + timedelta(days=2)), "revision": "1"})

    assert page.content.decode().count("· went well") == len(page.context["trials"]) == 11
    assert "<del>" in page.content.decode()
    released = LetterTemplate.objects.get(version=2)
    assert (released.body, released.released_on) == ("Danke, {name}.", TODAY + timedelta(days=2))
    shown = admin.get(PATH).content.decode()
    assert "to come" in shown
    assert "in force" in shown


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"body": "Hallo {rolle}"}, "Do you mean {role}?"),
        ({"body": "**Hallo"}, "opened with ** but never closed"),
        ({"subject": ""}, "Please enter a subject."),
        ({"body": "Ernennungsurkunde"}, "appointment by civil-service law"),
    ],
)
def test_what_cannot_be_is_refused_and_what_was_typed_stays(
    admin: Client, programme: Programme, change: dict[str, str], words: str
) -> None:
    response = admin.post(DRAFT, typed(**change))

    assert words in response.content.decode()
    assert response.context["form"]["body"].value() == typed(**change)["body"]
    assert not LetterTemplate.objects.exists()


def test_of_two_the_second_sees_what_the_first_wrote_and_may_then_take_its_place(
    admin: Client, programme: Programme
) -> None:
    admin.post(DRAFT, typed(body="Adas Text mit {name}."))

    clash = admin.post(DRAFT, typed(body="Bens Text mit {name}."))
    kept = {name: str(clash.context["form"][name].value()) for name in typed()}

    page = clash.content.decode()
    assert LetterTemplate.objects.get().body == "Adas Text mit {name}."
    assert kept["body"] == "Bens Text mit {name}."
    assert "Ada Admin has saved meanwhile" in page
    assert "<del><span" in page
    admin.post(DRAFT, kept)
    assert LetterTemplate.objects.get().body == "Bens Text mit {name}."


def test_the_preview_shows_the_pages_and_saves_nothing(admin: Client, programme: Programme) -> None:
    whole = admin.post(DRAFT, typed(preview="1")).content.decode()
    piece = admin.post(DRAFT, typed(preview="1"), headers={"HX-Request": "true"}).content.decode()

    assert 'src="data:image/png;base64,' in piece
    assert "Page 1 of the paper for Dr. Jördis Ährenfeld" in piece
    assert piece.strip() in whole
    assert not LetterTemplate.objects.exists()


@pytest.mark.parametrize(
    ("body", "words"), [("{x}", "There is no placeholder {x}"), ("auf Zeit", "belong to civil-service law: auf Zeit")]
)
def test_the_preview_says_what_is_wrong(admin: Client, programme: Programme, body: str, words: str) -> None:
    piece = admin.post(DRAFT, typed(body=body, preview="1"), headers={"HX-Request": "true"}).content.decode()

    assert words in piece


def test_a_text_that_does_not_fit_cannot_be_released(admin: Client, programme: Programme) -> None:
    admin.post(DRAFT, typed(body="\n\n".join(["Ein Absatz."] * 120)))

    page = admin.get(RELEASE).content.decode()
    tried = admin.post(RELEASE, {"on": str(TODAY), "revision": "1"}).content.decode()

    assert "It can be released once it goes well for everybody." in page
    assert "The text cannot be released" in tried
    assert LetterTemplate.objects.get().released_on is None


def test_a_draft_is_thrown_away_only_by_who_has_seen_it(admin: Client, programme: Programme) -> None:
    admin.post(DRAFT, typed())

    for revision in ("", "7"):
        admin.post(f"{PATH}discard/", {"revision": revision})
        assert LetterTemplate.objects.exists()
    admin.post(f"{PATH}discard/", {"revision": "1"})
    assert not LetterTemplate.objects.exists()


def test_two_versions_stand_side_by_side(admin: Client, programme: Programme) -> None:
    make_letter_text(programme, body="Ich danke Ihnen.")
    make_letter_text(programme, version=2, body="Ich gratuliere Ihnen.")
    make_letter_text(programme, version=3, body="Ich gratuliere Ihnen.")

    newest = admin.get(f"{PATH}compare/").content.decode()
    page = admin.get(f"{PATH}compare/", {"old": "1", "new": "2"}).content.decode()

    assert "word by word" in newest
    assert "danke<span" in page
    assert "gratuliere<span" in page
    assert admin.get(f"{PATH}compare/", {"old": "99", "new": "x"}).status_code == 200


@pytest.mark.parametrize("path", ["/letters/texts/none/", "/letters/texts/none/draft/", f"{PATH}compare/", RELEASE])
def test_what_is_not_there_is_not_found(admin: Client, programme: Programme, path: str) -> None:
    assert admin.get(path).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_ask_as_often_for_three_versions_as_for_one(
    admin: Client, programme: Programme, count: int, django_assert_num_queries
) -> None:
    for version in range(1, count + 1):
        make_letter_text(programme, version=version)
    admin.get(PATH)

    # session, account, standing, programme, versions
    with django_assert_num_queries(5):
        admin.get(PATH)
    with django_assert_num_queries(5):
        admin.get("/letters/texts/")


def test_the_words_of_a_notice_are_written_looked_at_and_released_alike(admin: Client, programme: Programme) -> None:
    path = "/letters/texts/notice/"
    words = typed(subject="Hier: {role_plural}", body="Willkommen, {place}!")

    before = admin.get(path).content.decode()
    piece = admin.post(f"{path}draft/", {**words, "preview": "1"}, headers={"HX-Request": "true"}).content.decode()
    refused = admin.post(f"{path}draft/", {**words, "body": "{name}"}).content.decode()
    admin.post(f"{path}draft/", words)
    picker = [name for name, _meaning in admin.get(f"{path}draft/").context["placeholders"]]
    admin.post(f"{path}release/", {"on": str(TODAY), "revision": "1"})

    assert "until then the paper has the words the register comes with" in before
    assert 'src="data:image/png;base64,' in piece
    assert "There is no placeholder {name}" in refused
    assert picker == ["{place}", "{role_plural}", "{programme}", "{city}"]
    assert LetterTemplate.objects.released().get().body == "Willkommen, {place}!"


def test_only_what_cannot_be_made_without_words_is_said_so(admin: Client, programme: Programme) -> None:
    page = admin.get("/letters/texts/").content.decode()

    assert page.count("so this paper cannot be made") == len(TextKind) - 2
    assert page.count("the words of the letter of appointment") == 1
