"""The certificate of participation: golden, accessible, literal, and refused where it has no room."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from programmes.errors import LetterInvalid, LetterTooLong
from programmes.letters.body import fill, parse
from programmes.letters.certificate import Certificate, render_certificate, to_json
from tests.programmes.letters.certificate_samples import BODY, GOLDEN_CERTIFICATES, make_certificate
from tests.programmes.letters.read_aloud import read_aloud
from tests.programmes.letters.test_render import HOSTILE, failures

# They hold for typst 0.15.2; a new hash needs a look at the paper and a new layout folder.
GOLDEN = {
    "certificate": "255602487074fa3ff2a9070afc15977f0c4ecce41b0ef3737082befd1a59ce09",
    "certificate-long": "fe5497747b9a6483a5dff3b5499e8e15bb8f6acb840a4c017d7005771af3cb45",
    "certificate-pages": "77cfb393a96b89d19eae391bb7c6f7c26540aa32bd2f4056b1165c8a38bba6cc",
    "certificate-specimen": "0bffe9afbb61eb33c6aee902945d2c4244f18f3cf2420bf01f59ddd7c7a16ff7",
}


def say(text: str) -> Certificate:
    return make_certificate(body=fill(parse(text, ()), {}))


@pytest.mark.parametrize("name", GOLDEN_CERTIFICATES)
def test_golden_certificates_keep_their_bytes(name: str) -> None:
    assert hashlib.sha256(render_certificate(GOLDEN_CERTIFICATES[name]())).hexdigest() == GOLDEN[name]


@pytest.mark.parametrize("profile", ["ua1", "2a"])
@pytest.mark.parametrize("name", GOLDEN_CERTIFICATES)
def test_certificates_are_accessible_and_archivable(name: str, profile: str) -> None:
    assert failures(render_certificate(GOLDEN_CERTIFICATES[name]()), profile) == []


def test_a_certificate_reads_aloud_in_the_order_of_the_paper() -> None:
    blocks = read_aloud(render_certificate(make_certificate()))

    assert [text for _, text in blocks][2:12] == [
        "Stabsstelle Organisationsentwicklung & digitale Strategie",
        "Teilnahmebescheinigung",
        "Dr.\u00a0Jördis Ährenfeld",
        "D3 Prozesse verstehen, aufnehmen und verbessern",
        "Themenbereich",
        "Digitalisierung einer Kommunalverwaltung",
        "Umfang",
        "8\u00a0Unterrichtseinheiten zu je 45\u00a0Minuten",
        "Abgeschlossen am",
        "23.\u00a0Februar 2026",
    ]
    assert [text for tag, text in blocks if tag == "H1"] == ["Teilnahmebescheinigung"]


def test_lists_are_tagged_as_lists() -> None:
    tags = [tag for tag, _ in read_aloud(render_certificate(say("Gelernt:\n- zuhören\n- erklären")))]

    assert tags.count("LBody") == 2


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_are_printed_as_they_are(value: str) -> None:
    certificate = make_certificate(
        title=value,
        name=value,
        module=value,
        body=fill(BODY, {"name": value, "day": value}),
        facts=(("Umfang", value),),
    )

    blocks = [text for _, text in read_aloud(render_certificate(certificate))]

    assert blocks.count(value) == 4


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "漢"),
        ("name", ""),
        ("name", "W" * 60),
        ("module", "W" * 60),
        ("title", "Teilnahme\u202e"),
        ("title", "x " * 100),
        ("facts", (("Umfang", "W" * 60),)),
        ("body", parse("{name}", {"name"})),
        ("body", fill(parse("W" * 90, ()), {})),
        ("body", fill(parse("Wort " * 1000, ()), {})),
    ],
    ids=["glyph", "empty", "wide", "wide module", "bidi", "long", "wide fact", "slot", "wide word", "long body"],
)
def test_what_cannot_be_printed_is_refused_with_its_field(field: str, value: Any) -> None:
    with pytest.raises(LetterInvalid) as refusal:
        render_certificate(make_certificate(**{field: value}))

    assert refusal.value.field == field


def test_three_pages_are_too_long() -> None:
    with pytest.raises(LetterTooLong):
        render_certificate(say("\n\n".join(["Satz."] * 200)))


def test_equal_certificates_have_equal_json() -> None:
    assert to_json(make_certificate()) == to_json(make_certificate())
    assert to_json(make_certificate()) != to_json(make_certificate(day="1. März 2026"))
