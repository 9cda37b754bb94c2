"""What the writer writes, another reader reads back, whatever stands in the record."""

from __future__ import annotations

import re
from base64 import b64decode
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import vobject
from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar.parser import Contentlines

from people.exports.vcard import Version, vcard
from people.models.consent import Consent, VoluntaryField
from people.models.department import Department, Site
from people.models.pilot import Pilot
from people.models.spoken_language import SpokenLanguage
from people.rules.profile import Card, visible_cards
from tests.factories import LONG_AGO, TODAY, make_department, make_pilot, make_programme

AT = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))
JPEG = bytes(range(256)) * 20
HOSTILE = "Straße; Hof, links\\rechts\nEND:VCARD"
BOTH = pytest.mark.parametrize("version", list(Version))
TOWN_HALL = Site(name="Rathaus", street="Berliner Platz 1", postcode="35390", city="Gießen")


def make_card(pilot: Pilot, department: Department | None = None) -> Card:
    """A card without a database, on which nothing is released."""
    return Card(pilot, "Digi-Lotsin", department, (), "", (), "", "", "", "", None)


def read(file: bytes) -> vobject.base.Component:
    (found,) = vobject.readComponents(file.decode())
    return found


@BOTH
def test_a_second_reader_reads_every_field_back(version: Version) -> None:
    pilot = Pilot(
        pk=7,
        academic_title="Prof. Dr.",
        given_names="Maximilian",
        name_particle="von der",
        family_name="Testau",
        academic_suffix="M. A.",
        mail="max@giessen.example",
        phone="0641 306-1234",
        room="B 12",
    )

    found = read(vcard(make_card(pilot, Department(name="Jugendamt")), TOWN_HALL, JPEG, version=version, at=AT))

    assert found.version.value == version
    assert found.fn.value == "Prof. Dr. Maximilian von der Testau, M. A."
    name = found.n.value
    assert (name.family, name.given, name.additional) == ("von der Testau", "Maximilian", "")
    assert (name.prefix, name.suffix) == ("Prof. Dr.", "M. A.")
    assert found.org.value == ["Universitätsstadt Gießen", "Jugendamt"]
    assert (found.title.value, found.tel.value, found.email.value) == (
        "Digi-Lotsin",
        "0641 306-1234",
        "max@giessen.example",
    )
    place = found.adr.value
    assert (place.street, place.city, place.code) == ("Berliner Platz 1, Room B 12", "Gießen", "35390")
    assert found.rev.value == "20260302T080000Z"


@BOTH
@pytest.mark.parametrize("value", [HOSTILE, "ä" * 200, "\\", ";,;", "\\n", "a\u2028BEGIN:VCARD", "ü\r\nTEL:0"])
def test_no_value_gets_out_of_its_field(version: Version, value: str) -> None:
    pilot = Pilot(pk=7, given_names=value, family_name=value, mail="max@giessen.example", phone=value, room=value)

    found = read(vcard(make_card(pilot, Department(name=value)), TOWN_HALL, b"", version=version, at=AT))

    meant = "\n".join(value.splitlines())
    assert (found.n.value.family, found.n.value.given, found.tel.value) == (meant, meant, meant)
    assert found.org.value[1] == meant
    assert found.adr.value.street == f"Berliner Platz 1, Room {meant}"
    assert sorted(found.contents) == sorted(
        {"version", "uid", "fn", "n", "org", "title", "tel", "email", "adr", "rev"}
        | ({"kind"} if version == Version.FOUR else set())
    )


@example("x" * 200)
@example("a\x00\x07b")
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_any_name_makes_lines_of_75_octets_in_whole_characters(value: str) -> None:
    file = vcard(make_card(Pilot(pk=7, family_name=value, mail="a@b.example")), None, b"", version=Version.FOUR, at=AT)

    rows = file.split(b"\r\n")
    assert rows[-1] == b""
    assert max(len(row) for row in rows) <= 75
    assert not any(row.decode().splitlines()[1:] or re.search(rb"[\x00-\x1f]", row) for row in rows)


@BOTH
def test_a_card_keeps_its_name_for_ever(version: Version) -> None:
    before, after = (Pilot(pk=7, family_name=name, mail="a@b.example") for name in ("Muster", "Anders"))

    files = [vcard(make_card(pilot), None, b"", version=version, at=AT) for pilot in (before, after)]

    uids = {read(file).uid.value for file in files}
    assert len(uids) == 1
    assert uids.pop().startswith("urn:uuid:")


def test_the_photo_is_read_back_from_both_versions() -> None:
    card = make_card(Pilot(pk=7, family_name="Muster", mail="a@b.example"))

    older, newer = (vcard(card, None, JPEG, version=version, at=AT) for version in Version)

    # vobject does not know the URIs of 4.0; icalendar unfolds the lines of both formats.
    (line,) = [line for line in Contentlines.from_ical(newer.decode()) if line.startswith("PHOTO")]
    head, _comma, written = line.partition(",")
    assert (head, b64decode(written)) == ("PHOTO:data:image/jpeg;base64", JPEG)
    assert read(older).photo.value == JPEG


def test_a_name_that_does_not_fit_its_parts_is_one() -> None:
    pilot = Pilot(
        pk=7, family_name="Nguyen", given_names="Van Anh", display_name_override="Nguyễn Văn Anh", mail="a@b.example"
    )

    found = read(vcard(make_card(pilot), None, b"", version=Version.FOUR, at=AT))

    assert (found.fn.value, found.n.value.family, found.n.value.given) == ("Nguyễn Văn Anh", "Nguyễn Văn Anh", "")


@pytest.mark.django_db
def test_languages_are_told_only_once_released() -> None:
    make_programme()
    pilot = make_pilot(appointed_from=LONG_AGO, department=make_department())
    SpokenLanguage.objects.create(pilot=pilot, language="tr")

    kept = vcard(visible_cards([pilot], TODAY)[0], None, b"", version=Version.FOUR, at=AT)
    Consent.objects.create(pilot=pilot, field=VoluntaryField.LANGUAGES, text_version="2026-1", given_at=timezone.now())
    told = vcard(visible_cards([pilot], TODAY)[0], None, b"", version=Version.FOUR, at=AT)

    assert b"LANG" not in kept
    assert read(told).lang.value == "tr"
