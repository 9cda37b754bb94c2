"""Who may see what: every cell of visibility.csv, looked for behind every door that the role has.

A cell says "yes" (the words are found), "no" (they are nowhere) or "may" (the person may see it, but no page has to
show it). Roles add up: a trainer, a head and the mayor's office are employees, too, and see what all employees see;
what the role of a trainer opens by itself is seen at the external one. A "no" is believed because somebody else finds
the words; what nobody at all may find stands in NOBODY.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from people.actions.api_tokens import make_token
from people.models.absence import Absence
from programmes.models.attendance import Attendance
from programmes.models.enrolment import Enrolment
from tests.visibility_world import AT, VIEWERS, VisibilityWorld
from tests.visible_texts import words_of

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).with_name("visibility.csv")
# The words that tell each datum; those that begin with ^ are looked for below some addresses only, as anywhere else
# they would tell something else: an address and its text are one line.
WORDS = {
    "contact of an appointed pilot": r"306-77123",
    "photo, released": r"Bildmarke frei",
    "photo, kept back": r"Bildmarke zurück",
    "bio, released": r"Lebensmarke frei",
    "bio, kept back": r"Lebensmarke zurück",
    "office hours, released": r"Stundenmarke frei",
    "office hours, kept back": r"Stundenmarke zurück",
    "what to ask about, released": r"Fragemarke frei",
    "what to ask about, kept back": r"Fragemarke zurück",
    "languages, released": r"Sprachmarke frei",
    "languages, kept back": r"Sprachmarke zurück",
    "topics, released": r"^/pilots/{ada}/.*Themenmarke frei|checked[^>]*> <label[^>]*>Themenmarke frei",
    "topics, kept back": r"^/pilots/{bo}/.*Themenmarke zurück|checked[^>]*> <label[^>]*>Themenmarke zurück",
    "contribution, released": r"^/projects/(\d+/)? .*Ernanntmarke|/my/projects/{released}/",
    "contribution, kept back": r"^/projects/.*Schweigmarke|/my/projects/{kept}/",
    "is in training": r"Lernmarke",
    "is proposed": r"Vorschlagmarke",
    "waits for the head": r"Wartemarke",
    "has left the round": r"Fortmarke",
    "agreement of the head": r"Zustimmungsmarke",
    "agreed share of working time": r"Anteilmarke",
    "reason of a recognition": r"Anerkennungsmarke",
    "day of a result": r"2025-11-23|23\. ?(11\.|Nov\w*\.? )2025|23 Nov\w*\.? 2025|Nov\w*\.? 23, 2025|11/23/2025",
    "modules still missing": r"\(ZZ2\)|\bZZ2 open|lacks?[^.]{0,80}ZZ2",
    "presence": r'name="present-{toni}" value="no" checked',
    "form of address": r'Frau (\w+ )*Ernanntmarke|value="ms" selected',
    "how the name is spoken": r"Sprechmarke",
    "letter as a file": r"^/letters/\d+/letter\.pdf .*Urkundenmarke",
    "evidence of the letter": r"^/letters/.*Nachweismarke",
    "absence": r"2026-12-24|24\. ?(12\.|Dez\w*\.? )2026|24 Dec\w*\.? 2026|12/24/2026",
    "stand-in": r"^/(pilots/{ada}|my/absences)/.*Vertretmarke",
    "audit trail": r"Protokollmarke",
    "interest in becoming one": r"Interessemarke",
    "last sign-in": r"2025-10-17|17\. ?(10\.|Okt\w*\.? )2025|17 Oct\w*\.? 2025|10/17/2025",
}
NOBODY = ("last sign-in",)
# Who looks as "self" in a row; Ada in all others.
SELF = {"kept back": "bo", "training": "toni", "proposed": "paul", "waits": "cleo", "left": "wanda"} | dict.fromkeys(
    ("agree", "recognition", "result", "missing", "presence"), "toni"
)
Seen = dict[str, dict[str, str]]


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def selves(datum: str) -> str:
    """Whom a datum is about."""
    return next((name for word, name in SELF.items() if word in datum), "ada")


@pytest.fixture(scope="module")
def visits(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> tuple[VisibilityWorld, Seen]:
    """What everybody found, by viewer and address; nothing stays in the database."""
    with django_db_blocker.unblock(), time_machine.travel(AT, tick=True), transaction.atomic():
        world = VisibilityWorld()
        accounts = {name: VIEWERS[name] for name in VIEWERS if name != "self"}
        accounts |= {"ada": "pilot", "bo": "pilot"} | dict.fromkeys(("toni", "wanda", "paul", "cleo"), "trainee")
        seen = {name: looked_around(world, name, account) for name, account in accounts.items()}
        transaction.set_rollback(True)
    return world, seen


def looked_around(world: VisibilityWorld, name: str, account: str) -> dict[str, str]:
    """What one viewer found; their visit leaves nothing, not even events that the next one would see."""
    with transaction.atomic():
        found = dict(look_around(world, name, account))
        transaction.set_rollback(True)
    return found


def look_around(world: VisibilityWorld, name: str, account: str) -> Iterator[tuple[str, str]]:
    """Every address that answers `name`, with its words: as a page, as a program with a token, as a calendar."""
    cache.clear()
    client = Client(headers={"Authorization": f"Bearer {token}"} if (token := _token(world, name)) else {})
    client.force_login(world.users[name])
    addresses = [address for _pattern, address in world.addresses(account)]
    addresses += [f"{address}?version=3" for address in addresses if address.endswith(".vcf")]
    addresses += ["/audit/?check=1", "/cohorts/?copy=1", *_calendar(client)]
    for address in addresses:
        with transaction.atomic():  # what is only looked at must not push the mark out of the audit trail
            response = client.get(address)
            transaction.set_rollback(True)
        if response.status_code == 200:
            yield address, words_of(response.content, response["Content-Type"])


def _token(world: VisibilityWorld, name: str) -> str:
    has_one = name in ("coordinator", "other_coordinator", "admin")
    return make_token("Sicht", by=world.users[name], at=AT) if has_one else ""


def _calendar(client: Client) -> list[str]:
    made = client.post("/my/calendar/", {"do": "make"})
    return [made.context["address"].removeprefix("http://localhost")] if made.status_code == 200 else []


def found(datum: str, viewer: str, world: VisibilityWorld, seen: Seen) -> list[str]:
    """The addresses at which `viewer` finds the words of `datum`."""
    words = WORDS[datum]
    for name, key in world.keys.items():
        words = words.replace(f"{{{name}}}", str(key))
    texts = seen[selves(datum) if viewer == "self" else viewer]
    return [address for address, text in texts.items() if re.search(words, f"{address} {text}")]


def test_the_table_has_a_row_for_every_datum_and_a_word_in_every_cell() -> None:
    assert [row["datum"] for row in rows()] == list(WORDS)
    assert all(set(row) == {"datum", *VIEWERS} for row in rows())
    assert {cell for row in rows() for name, cell in row.items() if name != "datum"} == {"yes", "no", "may"}


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["datum"])
def test_a_cell_says_what_its_role_finds(row: dict[str, str], visits: tuple[VisibilityWorld, Seen]) -> None:
    datum = row["datum"]
    wrong = {}

    for viewer in VIEWERS:
        addresses = found(datum, viewer, *visits)
        if (row[viewer] == "yes") != bool(addresses) and row[viewer] != "may":
            wrong[viewer] = addresses

    assert wrong == {}
    assert datum in NOBODY or "yes" in row.values()


def test_everybody_found_the_doors_they_have(visits: tuple[VisibilityWorld, Seen]) -> None:
    """Nobody looked at nothing: each kind of file was read by somebody."""
    _world, seen = visits
    everywhere = " ".join(address for texts in seen.values() for address in texts)

    assert min(len(texts) for texts in seen.values()) > 5
    for kind in ("letter.pdf", "sheet.pdf", "notice.pdf", ".csv", ".xlsx", ".ods", ".ics", ".vcf", "/api/v1/rounds/"):
        assert kind in everywhere


def test_reasons_for_leaving_and_being_away_have_no_place_to_be_stored() -> None:
    words = {
        model: {field.name for field in model._meta.fields if field.get_internal_type() in ("CharField", "TextField")}
        for model in (Enrolment, Absence, Attendance)
    }

    assert words == {
        Enrolment: {"nomination_path", "state", "agreed_by", "time_share"},
        Absence: set(),
        Attendance: set(),
    }
