"""A pilot's card for an address book: vCard 4.0 (RFC 6350) and 3.0 (RFC 2426), which old phones and mailers read.

What is not released is not on the card it is made of, so it cannot get into the file.
"""

from __future__ import annotations

import re
from base64 import b64encode
from datetime import UTC, datetime
from enum import StrEnum
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from people.models.department import Site
from people.models.pilot import Pilot
from people.rules.profile import Card

OCTETS_IN_A_LINE = 75
CONTROLS = re.compile(r"[\x00-\x1f\x7f]")


class Version(StrEnum):
    """The versions of the format that are written."""

    THREE = "3.0"
    FOUR = "4.0"


def vcard(card: Card, site: Site | None, photo: bytes, *, version: Version, at: datetime) -> bytes:
    """The file of one pilot, in UTF-8.

    `site` is the building of the pilot's department where it has only one; `photo` the JPEG the person released, empty
    without; `at` the moment of the making, which readers take for the revision of the card.
    """
    lines = [
        "BEGIN:VCARD",
        f"VERSION:{version}",
        *_person(card, version),
        *_contact(card.pilot, site, version),
        *_photo(photo, version),
        f"REV:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        "END:VCARD",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _person(card: Card, version: Version) -> list[str]:
    pilot = card.pilot
    lines = ["KIND:individual"] if version == Version.FOUR else []
    # The same card at every download, so that an address book replaces it and keeps no double.
    address = settings.PUBLIC_URL + reverse("people:pilot_detail", args=[pilot.pk])
    lines += [f"UID:urn:uuid:{uuid5(NAMESPACE_URL, address)}", f"FN:{_text(pilot.display_name)}"]
    lines.append(f"N:{_parts(*_name(pilot))}")
    unit = [card.department.name] if card.department else []
    lines.append(f"ORG:{_parts(settings.CITY_NAME, *unit)}")
    if card.role:
        lines.append(f"TITLE:{_text(card.role)}")
    if version == Version.FOUR and card.languages:
        lines += sorted(f"LANG:{spoken.language}" for spoken in card.pilot.spoken_languages.all())
    return lines


def _name(pilot: Pilot) -> tuple[str, ...]:
    """Family name, given names, more names, titles, degrees; a name that does not fit its parts is one family name."""
    if pilot.display_name_override:
        return pilot.display_name_override, "", "", pilot.academic_title, ""
    family_name = f"{pilot.name_particle} {pilot.family_name}".strip()
    return family_name, pilot.given_names, "", pilot.academic_title, pilot.academic_suffix


def _contact(pilot: Pilot, site: Site | None, version: Version) -> list[str]:
    lines = [f"TEL;TYPE=work:{_text(pilot.phone)}"] if pilot.phone else []
    lines.append(f"EMAIL;TYPE={'work' if version == Version.FOUR else 'internet'}:{_text(pilot.mail)}")
    room = _("Room {room}").format(room=pilot.room) if pilot.room else ""
    street, city, postcode = (site.street, site.city, site.postcode) if site else ("", "", "")
    if street or room:
        street = ", ".join(filter(None, (street, room)))
        lines.append(f"ADR;TYPE=work:{_parts('', '', street, city, '', postcode, '')}")
    return lines


def _photo(photo: bytes, version: Version) -> list[str]:
    if not photo:
        return []
    written = b64encode(photo).decode()
    if version == Version.FOUR:
        return [f"PHOTO:data:image/jpeg;base64,{written}"]
    return [f"PHOTO;ENCODING=b;TYPE=JPEG:{written}"]


def _parts(*parts: str) -> str:
    return ";".join(_text(part) for part in parts)


def _text(value: str) -> str:
    """A value as RFC 6350, 3.4 writes it: no character of it can end the value, the line or the card."""
    for sign in ("\\", ",", ";"):
        value = value.replace(sign, f"\\{sign}")
    return r"\n".join(CONTROLS.sub("", line) for line in value.splitlines())


def _folded(line: str) -> str:
    """A line in rows of at most 75 octets, never broken within a character (RFC 6350, 3.2)."""
    written: list[str] = []
    octets = 0
    for sign in line:
        size = len(sign.encode())
        if octets + size > OCTETS_IN_A_LINE:
            written.append("\r\n ")
            octets = 1
        written.append(sign)
        octets += size
    return "".join(written)
