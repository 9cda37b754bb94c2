"""The papers of a ceremony: in the order of the list, letters as issued, names only as far as people agreed."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO

import pikepdf
import pytest

from people.actions.profiles import give_consent, withdraw_consent
from people.errors import Refused
from people.models.audit_event import AuditEvent
from people.models.consent import VoluntaryField
from people.models.pilot import Pilot
from people.models.user import User
from programmes.actions.ceremonies import move_entry
from programmes.actions.print_ceremony import print_paper
from programmes.errors import LetterInvalid
from programmes.models.ceremony import Ceremony, Step
from programmes.models.letter import LetterDocument
from programmes.rules.ceremony_papers import Paper
from tests.factories import make_user
from tests.programmes.ceremonies import entry_of, make_ceremony, note, voided
from tests.programmes.letters.read_aloud import plain_text
from tests.programmes.letters.test_print_file import contents

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.fixture
def olga() -> User:
    return make_user()


@pytest.fixture
def ceremony() -> Ceremony:
    """Adler, Baum and Celik; Celik was moved up by one place."""
    ceremony = make_ceremony("Adler", "Baum", "Celik")
    move_entry(entry_of(ceremony, "Celik"), up=True, by=None)
    return ceremony


def printed(ceremony: Ceremony, paper: Paper, by: User) -> bytes:
    return print_paper(ceremony, paper, by=by, at=AT)


def stored(*names: str) -> list[bytes]:
    """The pages of the letters as they were issued."""
    files = {
        document.letter.name_as_printed.removeprefix("Sam "): bytes(document.pdf)
        for document in LetterDocument.objects.select_related("letter")
    }
    return [page for name in names for page in contents(files[name])]


def pilot(name: str) -> Pilot:
    return Pilot.objects.get(family_name=name)


def test_letters_are_printed_as_issued_in_the_order_of_the_list(ceremony: Ceremony, olga: User) -> None:
    assert contents(printed(ceremony, Paper.LETTERS, olga)) == stored("Adler", "Celik", "Baum")


def test_the_signing_folder_has_a_cover_and_then_the_letters(ceremony: Ceremony, olga: User) -> None:
    assert contents(printed(ceremony, Paper.FOLDER, olga))[1:] == stored("Adler", "Celik", "Baum")


def test_letters_for_paper_with_a_letterhead_leave_the_stored_ones_alone(ceremony: Ceremony, olga: User) -> None:
    before = set(LetterDocument.objects.values_list("sha256", flat=True))

    copies = contents(printed(ceremony, Paper.PLAIN, olga))

    assert len(copies) == 3
    assert not set(copies) & set(stored("Adler", "Baum", "Celik"))
    assert {sha256(bytes(one.pdf)).hexdigest() for one in LetterDocument.objects.all()} == before


@pytest.mark.parametrize("paper", [Paper.LETTERS, Paper.FOLDER, Paper.PLAIN])
def test_a_letter_no_longer_in_force_is_not_printed(ceremony: Ceremony, olga: User, paper: Paper) -> None:
    pages = len(contents(printed(ceremony, paper, olga)))
    voided(entry_of(ceremony, "Baum").letter)

    assert len(contents(printed(ceremony, paper, olga))) == pages - 1


def test_names_are_read_out_in_order_with_how_they_are_spoken(ceremony: Ceremony, olga: User) -> None:
    Pilot.objects.filter(family_name="Celik").update(pronunciation="Tschelik", academic_suffix="M. A.")

    text = plain_text(printed(ceremony, Paper.NAMES, olga))

    assert text.index("Sam Adler") < text.index("gesprochen: Tschelik") < text.index("Sam Baum")
    assert "M. A." not in text
    assert "giessen.example" not in text
    assert "DL-2026" not in text


def test_the_press_reads_only_those_who_agree_today_and_counts_the_others(ceremony: Ceremony, olga: User) -> None:
    for name in ("Adler", "Baum"):
        give_consent(pilot(name), VoluntaryField.PRESS, by=None)
    withdraw_consent(pilot("Baum"), VoluntaryField.PRESS, by=None)
    give_consent(pilot("Celik"), VoluntaryField.BIO, by=None)

    text = plain_text(printed(ceremony, Paper.PRESS, olga))

    assert "Sam Adler" in text
    assert "Baum" not in text
    assert "Celik" not in text
    assert "und 2 weitere Personen" in text


@pytest.mark.parametrize(
    ("agreed", "words"),
    [((), "3 Personen"), (("Adler", "Baum"), "und eine weitere Person"), (("Adler", "Baum", "Celik"), "")],
)
def test_the_press_is_told_how_many_are_not_named(
    ceremony: Ceremony, olga: User, agreed: tuple[str, ...], words: str
) -> None:
    for name in agreed:
        give_consent(pilot(name), VoluntaryField.PRESS, by=None)

    lines = plain_text(printed(ceremony, Paper.PRESS, olga)).splitlines()

    assert [line for line in lines if "Person" in line] == ([words] if words else [])
    assert sum(line.startswith("Sam ") for line in lines) == len(agreed)


@pytest.mark.parametrize("paper", [Paper.NAMES, Paper.PRESS])
def test_whoever_is_absent_is_neither_read_out_nor_counted(ceremony: Ceremony, olga: User, paper: Paper) -> None:
    for name in ("Adler", "Baum", "Celik"):
        give_consent(pilot(name), VoluntaryField.PRESS, by=None)
    note(ceremony, Step.ABSENT, entry=entry_of(ceremony, "Baum"))

    text = plain_text(printed(ceremony, paper, olga))

    assert "Baum" not in text
    assert "2 Digi-Lots*innen" in text


def test_a_paper_is_an_event_with_its_letters(ceremony: Ceremony, olga: User) -> None:
    printed(ceremony, Paper.PRESS, olga)

    event = AuditEvent.objects.get(verb="ceremony paper printed")
    assert event.actor == olga
    assert event.changes == {"paper": "press", "letters": ["DL-2026-0001", "DL-2026-0003", "DL-2026-0002"]}


def test_an_empty_list_has_no_papers(olga: User) -> None:
    with pytest.raises(Refused, match="Nobody stands on this paper"):
        printed(make_ceremony(), Paper.NAMES, olga)


def test_what_cannot_be_printed_leaves_no_event(olga: User) -> None:
    ceremony = make_ceremony("Adler", place="漢")

    with pytest.raises(LetterInvalid, match="no sign"):
        printed(ceremony, Paper.NAMES, olga)

    assert not AuditEvent.objects.filter(verb="ceremony paper printed").exists()


def test_a_paper_for_the_printer_opens(ceremony: Ceremony, olga: User) -> None:
    with pikepdf.Pdf.open(BytesIO(printed(ceremony, Paper.FOLDER, olga))) as document:
        assert document.check_pdf_syntax() == []
