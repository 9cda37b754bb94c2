"""Who writes, and how letters are numbered: the office's settings go before the installation's."""

from __future__ import annotations

import pytest
from django.utils import timezone

from people.errors import Refused
from programmes.models.letter_settings import LetterSettings
from programmes.rules.letter_kinds import layout_for
from programmes.rules.letter_sender import Sender, check_number_format, sender_in_force
from programmes.rules.numbers import reference_of

SENDER = Sender("Stadt", "Weg 1", "1 Ort", "0641", "a@giessen.example", number_format="DL-{year}-{number:04}")


@pytest.mark.parametrize("text", ["DL-{year}-{number:04}", "{number}/{year}", "Digi {number:03} aus {year}"])
def test_a_format_with_year_and_number_is_taken(text: str) -> None:
    check_number_format(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("DL-{number}", "Year and number must both stand in it"),
        ("DL-{year}", "Year and number must both stand in it"),
        ("{year}-{number}-{number}", "Year and number must both stand in it"),
        ("{year}-{number}-{name}", "no placeholder {name}"),
        ("{year}-{number.__class__}", "no placeholder {number.__class__}"),
        ("{year}-{number[0]}", "no placeholder {number[0]}"),
        ("{}-{year}-{number}", "no placeholder {}"),
        ("{year!r}-{number}", "can have a width"),
        ("{year:04}-{number}", "can have a width"),
        ("{year}-{number:99999999}", "can have a width"),
        ("{year}-{number:>9}", "can have a width"),
        ("{year}-{number:0{year}}", "can have a width"),
        ("{year}{number}", "need a sign between them"),
        ("{year-{number}", "A curly bracket stands alone"),
        ("{year}}-{number}", "A curly bracket stands alone"),
        ("x" * 30 + "{year}-{number}", "too short or too long"),
        ("DL\n{year}-{number}", "too short or too long"),
    ],
)
def test_another_format_is_refused_with_the_reason(text: str, words: str) -> None:
    with pytest.raises(Refused, match=words.replace("{", r"\{").replace("[", r"\[").replace("}", r"\}")) as refusal:
        check_number_format(text)

    assert refusal.value.field == "number_format"


@pytest.mark.django_db
def test_the_installation_writes_until_the_office_has_said_who(settings) -> None:
    settings.LETTER_NUMBER_FORMAT = "X-{year}-{number}"

    assert (sender_in_force().city, reference_of(2026, 7)) == (settings.CITY_NAME, "X-2026-7")

    fields = {"city": "Stadt", "street": "Weg 1", "town": "1 Ort", "phone": "0641", "mail": "a@giessen.example"}
    for text in ("A-{year}-{number}", "B-{year}-{number:03}"):
        LetterSettings.objects.create(**fields, number_format=text, written_at=timezone.now())

    assert (sender_in_force().city, reference_of(2026, 7)) == ("Stadt", "B-2026-007")
    assert reference_of(2026, 7, "C-{year}-{number}") == "C-2026-7"


def test_the_footer_has_a_third_column_where_there_is_more_to_say() -> None:
    more = Sender(**{**SENDER.__dict__, "footer_note": " www.giessen.example \n\nMontag bis Freitag"})

    assert len(SENDER.footer) == 2
    assert more.footer[2] == ("www.giessen.example", "Montag bis Freitag")


@pytest.mark.parametrize(
    ("changes", "layout"),
    [({}, "ernennung-v1"), ({"form": "A"}, "ernennung-v2"), ({"crest": "<svg/>"}, "ernennung-v2")],
)
def test_only_what_is_the_offices_own_asks_for_another_layout(changes: dict[str, str], layout: str) -> None:
    assert layout_for("ernennung-v1", Sender(**{**SENDER.__dict__, **changes})) == layout
    assert layout_for("bescheinigung-v1", Sender(**{**SENDER.__dict__, **changes})) == "bescheinigung-v1"
