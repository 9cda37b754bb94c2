"""Papers for invented people: the words the register comes with fit all of them, in both forms."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image

from programmes.errors import LetterInvalid
from programmes.letters.certificate import Certificate
from programmes.letters.notice import Notice
from programmes.letters.specimens import Surroundings, pictures, specimen, surroundings, try_out
from programmes.models.letter_text import LetterTemplate, TextKind
from programmes.rules.example_people import EXAMPLE_PEOPLE, example_person
from programmes.rules.letter_kinds import LAYOUTS, PLACEHOLDERS
from programmes.rules.letter_sender import sender_in_force
from programmes.rules.letter_words import WORDS
from tests.factories import make_department, make_programme, make_signatory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 8, tzinfo=UTC)


def words(kind: TextKind, body: str = "") -> LetterTemplate:
    return LetterTemplate(
        kind=kind, version=1, subject=WORDS[kind].subject, body=body or WORDS[kind].body, layout=LAYOUTS[kind]
    )


def around(**changes: str) -> Surroundings:
    return surroundings(make_programme(), AT, replace(sender_in_force(), **changes))


@pytest.mark.parametrize("form", ["A", "B"])
@pytest.mark.parametrize("kind", TextKind)
def test_the_words_the_register_comes_with_fit_everybody(kind: TextKind, form: str) -> None:
    make_signatory(letterhead="Der Oberbürgermeister")

    trials = list(try_out(words(kind), around(form=form)))

    assert {trial.person.key: trial.finding for trial in trials if trial.finding} == {}
    assert len(trials) == len(EXAMPLE_PEOPLE) == len({person.key for person in EXAMPLE_PEOPLE})


@pytest.mark.parametrize("kind", TextKind)
def test_every_placeholder_of_a_kind_is_filled(kind: TextKind) -> None:
    text = " ".join(f"{{{name}}}" for name in PLACEHOLDERS[kind])

    assert [trial.finding for trial in try_out(words(kind, text), around()) if trial.finding] == []


def test_a_finding_names_who_it_is_about() -> None:
    narrow = words(TextKind.APPOINTMENT, "{department} 漢")

    assert {"漢" in trial.finding for trial in try_out(narrow, around())} == {True}


def test_the_longest_department_of_the_register_is_tried_and_one_without_room_is_not() -> None:
    fits = make_department("Amt für Brand- und Bevölkerungsschutz, Rettungsdienst und Zivilschutz")
    make_department("Amt " + "mit einem Namen ohne Ende " * 7)

    found = surroundings(make_programme(), AT)

    assert found.longest_department == fits.name


def test_a_preview_is_a_picture_of_each_page() -> None:
    shown = pictures(words(TextKind.END), example_person("title"), around())

    assert [Image.open(BytesIO(page)).format for page in shown] == ["PNG"]
    assert Image.open(BytesIO(shown[0])).width > 700


def test_a_preview_that_cannot_be_set_says_so() -> None:
    with pytest.raises(LetterInvalid):
        pictures(words(TextKind.APPOINTMENT, "{salary}"), example_person("title"), around())


def test_a_certificate_has_no_salutation() -> None:
    assert isinstance(specimen(words(TextKind.CERTIFICATE), example_person("order"), around()), Certificate)


def test_a_notice_names_several_and_the_very_long_name_in_its_turn() -> None:
    shown = specimen(words(TextKind.NOTICE), example_person("long"), around())

    assert isinstance(shown, Notice)
    assert [entry.name for entry in shown.people] == [
        str(example_person(key).pilot) for key in ("long", "longest", "title")
    ]
    assert pictures(words(TextKind.NOTICE), example_person("long"), around())


@pytest.mark.parametrize(("body", "finding"), [("W" * 60, "wider than"), ("Wort\n\n" * 90, "no room for the people")])
def test_a_notice_whose_words_have_no_room_fails_its_trial(body: str, finding: str) -> None:
    assert {finding in trial.finding for trial in try_out(words(TextKind.NOTICE, body), around())} == {True}


def test_a_notice_knows_no_person() -> None:
    with pytest.raises(LetterInvalid, match=r"no placeholder \{name\}"):
        specimen(words(TextKind.NOTICE, "{name}"), example_person("title"), around())
