"""The words of the demo's letter. Every placeholder stands where it needs no other case than its first one.

The letter appoints to a role, not to an office under civil-service law, so it keeps clear of the words of § 8 BeamtStG.
"""

from __future__ import annotations

from datetime import date

from programmes.actions.letter_texts import name_signatory, release_template
from programmes.models.programme import Programme

LAYOUT = "ernennung-v1"
RELEASED_ON = date(2023, 7, 3)
IN_OFFICE_SINCE = date(2022, 1, 1)
SUBJECT = "Ihre Ernennung: {role} der {city}"
BODY = """\
Sie haben das Qualifizierungsprogramm für {role_plural} in der {round} erfolgreich abgeschlossen. Dazu gratuliere ich \
Ihnen herzlich.

Hiermit ernenne ich Sie: Mit Wirkung vom **{effective_from}** sind Sie **{role}** der {city}. In dieser Rolle

- sensibilisieren und motivieren Sie für das Thema Digitalisierung,
- geben Sie Ihr Wissen weiter und unterstützen kollegial bei neuen digitalen Werkzeugen,
- sind Sie Bindeglied zwischen den Ämtern der Stadtverwaltung.

Die Aufgabe nehmen Sie neben Ihrer bisherigen Tätigkeit ({department}) während der Arbeitszeit wahr. Die Ernennung \
gilt bis auf Weiteres; beide Seiten können sie jederzeit beenden. Ein Amt im statusrechtlichen Sinne wird hierdurch \
nicht verliehen. Ihr Name, Ihre Organisationseinheit und Ihre dienstlichen Kontaktdaten erscheinen im internen \
Verzeichnis der {role_plural}. Alles Weitere zeigen wir dort nur mit Ihrer Einwilligung.

Ich danke Ihnen für Ihr Engagement und wünsche Ihnen viel Freude und Erfolg.
"""


def release_letter_text(programme: Programme) -> None:
    """Release the words of the letter and name who signs it: the mayor, the one real name of the demo."""
    release_template(programme, subject=SUBJECT, body=BODY, layout=LAYOUT, by=None, on=RELEASED_ON)
    name_signatory(
        "Frank-Tilo Becher",
        "Oberbürgermeister",
        letterhead="Der Oberbürgermeister",
        valid_from=IN_OFFICE_SINCE,
        by=None,
    )
