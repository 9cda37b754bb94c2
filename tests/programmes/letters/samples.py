"""The letters of the tests, invented people throughout."""

from datetime import UTC, datetime
from typing import Any

from programmes.letters.body import fill, parse
from programmes.letters.check import fit_address
from programmes.letters.letter import Letter, Tree

TURKISH_NAME = "Kim Y\u0131ld\u0131z-Muster"  # the dotless i of a Turkish name

PLACEHOLDERS = {"role", "cohort", "effective_from", "department"}

TEXT = """
Sie haben das Qualifizierungsprogramm für Digi-Lots*innen in der {cohort} erfolgreich abgeschlossen.
Hierfür danke ich Ihnen herzlich.

Mit Wirkung vom **{effective_from}** ernenne ich Sie zur **{role}**. In dieser Rolle sensibilisieren und motivieren
Sie für das Thema Digitalisierung, geben Ihr Wissen weiter und sind Bindeglied zwischen den Ämtern der
Stadtverwaltung.

Die Aufgabe nehmen Sie neben Ihrer bisherigen Tätigkeit im {department} während der Arbeitszeit wahr. Sie gilt bis
auf Weiteres und kann von beiden Seiten jederzeit beendet werden. Ein Amt im statusrechtlichen Sinne wird hierdurch
nicht verliehen.
"""

LONG_TEXT = (
    TEXT
    + """
Zu Ihren Aufgaben gehört insbesondere:

- Sie beraten Kolleginnen und Kollegen **vor Ort** und in verständlicher Sprache.
- Sie tragen Erfahrungen aus Ihrem Amt in das Netzwerk und bringen Anregungen von dort zurück.
- Sie begleiten die Einführung neuer Fachverfahren, z. B. der elektronischen Akte, von der ersten Vorstellung bis zum
  Alltag.

Ihre Amtsleitung unterstützt Sie dabei und stellt die notwendige Zeit zur Verfügung. Wenn sich Aufgaben verändern,
sprechen Sie bitte frühzeitig miteinander; die Stabsstelle vermittelt gern.

Ihr Name, Ihr Amt und Ihre dienstliche Erreichbarkeit erscheinen im Verzeichnis der Digi-Lots*innen, das allen
Beschäftigten offensteht. Weitere Angaben veröffentlichen wir nur, wenn Sie ihnen zugestimmt haben.

Ich freue mich auf die Zusammenarbeit und wünsche Ihnen Freude und Erfolg bei dieser wichtigen Aufgabe.
"""
)


def make_body(text: str = TEXT, **values: str) -> Tree:
    defaults = {
        "role": "Digi-Lotsin",
        "cohort": "1. Ausbildungsrunde",
        "effective_from": "15. August 2023",
        "department": "Jugendamt",
    }
    return fill(parse(text, PLACEHOLDERS), defaults | values)


def make_letter(**fields: Any) -> Letter:
    """Make the short letter, with `fields` in place of its own."""
    defaults: dict[str, Any] = {
        "layout": "ernennung-v1",
        "reference": "DL-2023-001",
        "city": "Universitätsstadt Gießen",
        "office": "Der Oberbürgermeister",
        "return_line": "Universitätsstadt Gießen · Berliner Platz 1 · 35390 Gießen",
        "address": ("Jugendamt", "Frau Dr. Jördis Ährenfeld", "Berliner Platz 1", "35390 Gießen"),
        "info": (
            ("Nummer", "DL-2023-001"),
            ("Auskunft", "Stabsstelle Organisationsentwicklung & digitale Strategie"),
            ("Telefon", "0641 306-0000"),
            ("E-Mail", "digi-lotsen@giessen.example"),
            ("Datum", "15. August 2023"),
        ),
        "subject": "Ernennung zur Digi-Lotsin der Universitätsstadt Gießen",
        "salutation": "Sehr geehrte Frau Dr. Ährenfeld,",
        "body": make_body(),
        "closing": "Mit freundlichen Grüßen",
        "signer_name": "Frank-Tilo Becher",
        "signer_office": "Oberbürgermeister",
        "verify_url": "https://lotsen.giessen.example/verify/K7QF-3MZD-9WXP-R2TA/",
        "footer": (
            ("Universitätsstadt Gießen", "Berliner Platz 1", "35390 Gießen"),
            ("Telefon 0641 306-0", "www.giessen.example"),
        ),
        "issued_at": datetime(2023, 8, 15, 8, 0, tzinfo=UTC),
    }
    return Letter(**(defaults | fields))


def make_two_page_letter() -> Letter:
    """The longest name of the demo, and a text that needs a second page."""
    name = "Lieselotte Wilhelmine Hinterhuber-Schnabelwitz-Langenscheid"
    return make_letter(
        reference="DL-2023-015",
        address=fit_address(("Amt für soziale Angelegenheiten", f"Frau {name}", "Berliner Platz 1", "35390 Gießen")),
        salutation="Sehr geehrte Frau Hinterhuber-Schnabelwitz-Langenscheid,",
        body=make_body(LONG_TEXT, department="Amt für soziale Angelegenheiten"),
    )


def make_letter_with_diacritics() -> Letter:
    """Vietnamese, Polish and Turkish signs, and the mark of a specimen."""
    return make_letter(
        reference="DL-2023-009",
        address=("Kulturamt", "Nguyễn Thị Demo", "Berliner Platz 1", "35390 Gießen"),
        salutation="Guten Tag Nguyễn Thị Demo,",
        body=make_body(
            f"Mit Ihnen ernenne ich Prof. Dr. Beata Łukowska-Probe, {TURKISH_NAME} und Noé D’Exempel zu {{role}}.",
            role="Digi-Lots*innen",
        ),
        specimen=True,
    )


def make_preview() -> Letter:
    """A letter before it is issued: its number and the address under which it can be checked are still to come."""
    return make_letter(reference="Nummer folgt", verify_url="")


# As the register keeps a crest that came as a picture: one red dot, four by three, in an SVG of its own.
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAQAAAADCAIAAAA7ljmRAAAAFElEQVR4nGM8IafBAANMDEgAhQMAKEIBFB+VIxoAAAAASUVORK5CYII="
CREST = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3" viewBox="0 0 4 3">'
    f'<image width="4" height="3" href="data:image/png;base64,{DOT}"/></svg>'
)


def make_letter_of_form_a() -> Letter:
    """A letter with a low letterhead."""
    return make_letter(layout="ernennung-v2", form="A")


def make_letter_with_crest() -> Letter:
    """A letter with a crest of the town's own."""
    return make_letter(layout="ernennung-v2", crest=CREST, crest_text="Wappen: ein roter Punkt")


GOLDEN_LETTERS = {
    "form-a": make_letter_of_form_a,
    "crest": make_letter_with_crest,
    "short": make_letter,
    "two-pages": make_two_page_letter,
    "diacritics": make_letter_with_diacritics,
    "preview": make_preview,
}
