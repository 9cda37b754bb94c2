"""The words of the demo's letters. Every placeholder stands where it needs no other case than its first one.

The letter appoints to a role, not to an office under civil-service law, so it keeps clear of the words of § 8 BeamtStG.
"""

from __future__ import annotations

from datetime import date

from programmes.actions.letter_texts import name_signatory, release_template
from programmes.models.letter import LetterKind
from programmes.models.programme import Programme
from programmes.rules.letter_words import RENEWAL

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
gilt {term}; beide Seiten können sie jederzeit beenden. Ein Amt im statusrechtlichen Sinne wird hierdurch \
nicht verliehen. Ihr Name, Ihre Organisationseinheit und Ihre dienstlichen Kontaktdaten erscheinen im internen \
Verzeichnis der {role_plural}. Alles Weitere zeigen wir dort nur mit Ihrer Einwilligung.

Ich danke Ihnen für Ihr Engagement und wünsche Ihnen viel Freude und Erfolg.
"""
REPLACEMENT_SUBJECT = "Ersatzausfertigung: {role} der {city}"
REPLACEMENT_BODY = """\
Dieses Schreiben ersetzt das Schreiben **{replaced_number}** vom {replaced_date}. Jenes ist damit ungültig; bitte \
verwenden Sie nur noch dieses.

Ihre Ernennung besteht unverändert fort: Mit Wirkung vom **{effective_from}** sind Sie **{role}** der {city}. Die \
Ernennung gilt {term}; beide Seiten können sie jederzeit beenden. Ein Amt im statusrechtlichen Sinne wird hierdurch \
nicht verliehen.

Ich danke Ihnen für Ihr Engagement und wünsche Ihnen weiterhin viel Freude und Erfolg.
"""
END_SUBJECT = "Ende Ihrer Ernennung: {role} der {city}"
END_BODY = """\
Ihre Ernennung vom {effective_from} endet mit Ablauf des **{last_day}**. Von da an erscheinen Sie nicht mehr im \
internen Verzeichnis der {role_plural}.

Sie haben Ihre Kolleginnen und Kollegen für digitale Werkzeuge gewonnen, Ihr Wissen weitergegeben und die Ämter \
unserer Verwaltung miteinander verbunden. Dafür danke ich Ihnen herzlich, auch im Namen der ganzen Stadtverwaltung.

Für Ihre weiteren Aufgaben wünsche ich Ihnen alles Gute.
"""
RENEWAL_SUBJECT = "Verlängerung Ihrer Ernennung: {role} der {city}"
RENEWAL_BODY = """\
Ihre Ernennung wird fortgesetzt: Mit Wirkung vom **{effective_from}** sind Sie weiterhin **{role}** der {city}. Ihre \
Aufgaben bleiben dieselben.

Die Ernennung gilt {term}; beide Seiten können sie jederzeit beenden. Ein Amt im statusrechtlichen Sinne wird \
hierdurch nicht verliehen.

Ich danke Ihnen, dass Sie sich weiter engagieren, und wünsche Ihnen viel Freude und Erfolg.
"""


def release_letter_text(programme: Programme) -> None:
    """Release the words of every letter and name who signs them: the mayor, the one real name of the demo."""
    for kind, subject, body in (
        (LetterKind.APPOINTMENT, SUBJECT, BODY),
        (LetterKind.REPLACEMENT, REPLACEMENT_SUBJECT, REPLACEMENT_BODY),
        (LetterKind.END, END_SUBJECT, END_BODY),
        (RENEWAL, RENEWAL_SUBJECT, RENEWAL_BODY),
    ):
        release_template(programme, kind=kind, subject=subject, body=body, layout=LAYOUT, by=None, on=RELEASED_ON)
    name_signatory(
        "Frank-Tilo Becher",
        "Oberbürgermeister",
        letterhead="Der Oberbürgermeister",
        valid_from=IN_OFFICE_SINCE,
        by=None,
    )
