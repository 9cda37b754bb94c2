"""The notices of the tests, invented people throughout."""

from datetime import date
from itertools import cycle, islice
from typing import Any

from programmes.letters.body import fill, parse
from programmes.letters.letter import Tree
from programmes.letters.notice import Entry, Notice

# One address needs two lines: it breaks behind its signs.
NAMES = (
    ("Dr. Jördis Ährenfeld", "joerdis.aehrenfeld"),
    ("Lieselotte Hinterhuber-Schnabelwitz", "lieselotte.hinterhuberschnabelwitzlangenscheid"),
    ("Nguyễn Thị Demo", "thi.nguyen"),
    ("Beata Łukowska-Probe", "beata.lukowskaprobe"),
)


WORDS = """\
Fragen Sie uns:

- **kurz** zwischendurch,
- mit Zeit in der Sprechstunde.
"""


def say(text: str) -> Tree:
    return fill(parse(text, ()), {})


def make_entry(name: str = "Dr. Jördis Ährenfeld", **fields: Any) -> Entry:
    defaults: dict[str, Any] = {
        "role": "Digi-Lotsin",
        "phone": "0641 306-1234",
        "mail": "joerdis.aehrenfeld@giessen.example",
        "room": "2.14",
    }
    return Entry(name, **(defaults | fields))


def make_notice(**fields: Any) -> Notice:
    """Make a notice with three people, one of whom tells more, with `fields` in place of its own."""
    defaults: dict[str, Any] = {
        "layout": "aushang-v1",
        "city": "Universitätsstadt Gießen",
        "office": "Stabsstelle Organisationsentwicklung & digitale Strategie",
        "title": "Ihre Digi-Lots*innen",
        "role_plural": "Digi-Lots*innen",
        "place": "51 Jugendamt",
        "address": ("Ostanlage 29, 35390 Gießen", "Berliner Platz 1, 35390 Gießen"),
        "body": say("Sie kommen mit einem digitalen Werkzeug nicht weiter oder haben eine Idee? Fragen Sie uns!"),
        "people": (
            make_entry(office_hours="dienstags 9 bis 11 Uhr", topics=("E-Akte", "Videokonferenz")),
            make_entry("Maximilian von der Testau", role="Digi-Lotse", department="Kita-Verwaltung"),
            make_entry("Kim Y\u0131ld\u0131z-Muster", role="Digi-Lots*in", phone="", room=""),
        ),
        "pilots_help": "bei digitalen Werkzeugen, Abläufen und Ideen",
        "service_helps": "bei Störungen, Zugängen und Geräten",
        "service_contact": "Telefon 0641 306-2222",
        "office_contact": "Fragen zum Programm: digi-lotsen@giessen.example, Telefon 0641 306-0000",
        "directory_url": "https://lotsen.giessen.example/pilots/?department=12",
        "printed_on": date(2026, 3, 2),
        "day_in_words": "2. März 2026",
    }
    return Notice(**(defaults | fields))


def make_full_notice(count: int = 8) -> Notice:
    """As many people as one page takes, all of them telling much."""
    people = [
        make_entry(
            name, mail=f"{mail}@giessen.example", office_hours="dienstags 9 bis 11 Uhr", topics=("E-Akte", "RPA")
        )
        for name, mail in islice(cycle(NAMES), count)
    ]
    return make_notice(place="Rathaus", people=tuple(people), specimen=True)


def make_empty_notice() -> Notice:
    """Nobody is appointed: the notice says whom to ask instead."""
    text = "Hier ist noch niemand ernannt. Das Büro des Programms weiß, wer Ihnen hilft."
    return make_notice(place="Sportamt", people=(), body=say(text), address=(), service_contact="")


GOLDEN_NOTICES = {
    "notice-few": make_notice,
    "notice-words": lambda: make_notice(body=say(WORDS)),
    "notice-full": make_full_notice,
    "notice-pages": lambda: make_full_notice(30),
    "notice-empty": make_empty_notice,
}
