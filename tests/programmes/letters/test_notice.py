"""The notice for the wall: the same bytes, accessible, and literal whatever it is told."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from programmes.errors import LetterInvalid, LetterTooLong
from programmes.letters.notice import MOST_PEOPLE, render_notice, try_notice
from tests.programmes.letters.notice_samples import (
    GOLDEN_NOTICES,
    WORDS,
    make_entry,
    make_full_notice,
    make_notice,
    say,
)
from tests.programmes.letters.read_aloud import plain_text, read_aloud
from tests.programmes.letters.test_render import HOSTILE, failures

# They hold for typst 0.15.2; a new hash needs a look at the paper.
GOLDEN = {
    "notice-few": "ad0ecd3e5949e123362bfc1ced70808fec1c6f0b0e2470b53f189c6d4c5ce9c0",
    "notice-words": "196800463c652a35622c5819502c45a4a589c93dbe043c6d3180f98fe2dcee4f",
    "notice-full": "2b231deebbfa1119559efde2ef3f012e9a39c4a9079e15631dfc1b9f05156dde",
    "notice-pages": "d077e8fbafd1a36d394cbb2482c1ae24f404c52a5f536ae3747b3c8420bc5e6b",
    "notice-empty": "7236c1a25bcdeab11800a7ce1d5f631a48d2f499313760edd6ebc109a566d6da",
}


def pages(pdf: bytes) -> int:
    with pikepdf.Pdf.open(BytesIO(pdf)) as document:
        return len(document.pages)


@pytest.mark.parametrize("name", GOLDEN_NOTICES)
def test_golden_notices_keep_their_bytes(name: str) -> None:
    assert hashlib.sha256(render_notice(GOLDEN_NOTICES[name]())).hexdigest() == GOLDEN[name]


@pytest.mark.parametrize("profile", ["ua1", "2a"])
@pytest.mark.parametrize("name", GOLDEN_NOTICES)
def test_notices_are_accessible_and_archivable(name: str, profile: str) -> None:
    assert failures(render_notice(GOLDEN_NOTICES[name]()), profile) == []


@pytest.mark.parametrize(("people", "expected"), [(0, 1), (1, 1), (3, 1), (8, 1), (9, 2), (30, 3)])
def test_eight_people_have_room_on_one_page_more_flow_on(people: int, expected: int) -> None:
    assert pages(render_notice(make_full_notice(people))) == expected


def test_a_notice_reads_aloud_in_the_order_of_the_paper() -> None:
    blocks = read_aloud(render_notice(make_notice()))

    assert [text for tag, text in blocks if tag == "H1"] == ["Ihre Digi-Lots*innen"]
    assert [text for _, text in blocks][:16] == [
        "Universitätsstadt Gießen",
        "Stabsstelle Organisationsentwicklung & digitale Strategie",
        "Schmuckzeichen anstelle des Stadtwappens",
        "Ihre Digi-Lots*innen",
        "51 Jugendamt",
        "Ostanlage 29, 35390 Gießen · Berliner Platz 1, 35390 Gießen",
        "Sie kommen mit einem digitalen Werkzeug nicht weiter oder haben eine Idee? Fragen Sie uns!",
        "Dr.\u00a0Jördis Ährenfeld",
        "Digi-Lotsin",
        "Telefon",
        "0641 306-1234",
        "Raum",
        "2.14",
        "E-Mail",
        "joerdis.aehrenfeld@giessen.example",
        "Zeiten",
    ]


def test_a_notice_has_no_number_and_says_its_day_only_on_paper() -> None:
    text = plain_text(render_notice(make_notice()))

    assert "Nr." not in text


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_are_printed_as_they_are(value: str) -> None:
    notice = make_notice(place=value, people=(make_entry(value, room=value, topics=(value,)),), pilots_help=value)

    blocks = [text for _, text in read_aloud(render_notice(notice))]

    assert blocks.count(value) == 4
    assert any(text.endswith(value) and text != value for text in blocks)


@pytest.mark.parametrize(
    "fields",
    [
        {"place": "漢"},
        {"people": (make_entry("漢"),)},
        {"people": (make_entry(office_hours="漢"),)},
        {"people": (make_entry(topics=("漢",)),)},
        {"service_helps": "漢"},
        {"body": say("漢")},
    ],
    ids=["place", "name", "hours", "topics", "signpost", "words"],
)
def test_a_sign_the_font_lacks_is_named(fields: dict[str, Any]) -> None:
    with pytest.raises(LetterInvalid, match="漢"):
        render_notice(make_notice(**fields))


@pytest.mark.parametrize(
    "fields",
    [
        {"place": "W" * 60},
        {"title": "W" * 20},
        {"body": say(f"- {'W' * 40}")},
        {"body": say("viele Worte " * 200)},
        {"people": (make_entry("W" * 40),)},
        {"people": (make_entry(topics=("W" * 60,)),)},
        {"people": tuple(make_entry() for _number in range(MOST_PEOPLE + 1))},
        {"directory_url": "http://lotsen.giessen.example/"},
    ],
    ids=["place", "title", "words", "many words", "name", "topic", "people", "address"],
)
def test_what_has_no_room_or_may_not_be_printed_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(LetterInvalid):
        render_notice(make_notice(**fields))


def test_the_longest_address_of_mail_stays_on_the_paper() -> None:
    mail = f"{'lang-' * 12}n@{'giessen-' * 20}.example"

    pdf = render_notice(make_notice(people=(make_entry(mail=mail),)))

    assert mail in plain_text(pdf)


def test_the_words_are_read_as_paragraphs_and_a_list() -> None:
    blocks = read_aloud(render_notice(make_notice(body=say(WORDS))))

    at = blocks.index(("P", "Fragen Sie uns:"))
    assert blocks[at + 1 : at + 5] == [
        ("Lbl", "–"),
        ("LBody", "kurz zwischendurch,"),
        ("Lbl", "–"),
        ("LBody", "mit Zeit in der Sprechstunde."),
    ]


def strong_passages(body: str) -> int:
    with pikepdf.Pdf.open(BytesIO(render_notice(make_notice(body=say(body))))) as document:
        return sum(isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Strong" for one in document.objects)


def test_bold_words_are_bold_for_a_screen_reader_too() -> None:
    assert strong_passages("Fragen Sie **uns** und **alle**!") == strong_passages("Fragen Sie uns und alle!") + 2


@pytest.mark.parametrize("rows", range(1, 14))
def test_large_cards_make_room_for_more_words(rows: int) -> None:
    try_notice(make_notice(people=(make_entry(), make_entry(), make_entry()), body=say("\n\n".join(["Zeile"] * rows))))


def test_words_that_leave_no_room_for_people_are_refused() -> None:
    with pytest.raises(LetterTooLong):
        try_notice(make_notice(body=say("\n\n".join(["Zeile"] * 60))))
