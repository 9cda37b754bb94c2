"""The words the register comes with, where an office begins its own. German, as all letters are.

A letter appoints to a role, not to an office under civil-service law, so the words keep clear of § 8 BeamtStG. Every
placeholder stands where it needs no other case than its first one.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from programmes.models.letter_text import TextKind


class Words(NamedTuple):
    """Subject and text of a paper, with their placeholders."""

    subject: str
    body: str


_APPOINTMENT = """\
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
_RENEWAL = """\
Ihre Ernennung wird fortgesetzt: Mit Wirkung vom **{effective_from}** sind Sie weiterhin **{role}** der {city}. Ihre \
Aufgaben bleiben dieselben.

Die Ernennung gilt {term}; beide Seiten können sie jederzeit beenden. Ein Amt im statusrechtlichen Sinne wird \
hierdurch nicht verliehen.

Ich danke Ihnen, dass Sie sich weiter engagieren, und wünsche Ihnen viel Freude und Erfolg.
"""
_REPLACEMENT = """\
dieses Schreiben ersetzt das Schreiben Nr. {replaced_number} vom {replaced_on}. Das frühere Schreiben verliert damit \
seine Gültigkeit.

Mit Wirkung vom **{effective_from}** sind Sie **{role}** der {city}. Daran ändert sich nichts: Die Ernennung gilt \
weiterhin {term}, und Ihre Aufgaben bleiben dieselben. Ein Amt im statusrechtlichen Sinne wird hierdurch nicht \
verliehen.

Ich danke Ihnen für Ihr Engagement und wünsche Ihnen weiterhin viel Freude und Erfolg.
"""
_END = """\
seit dem {effective_from} sind Sie **{role}** der {city}. Mit Ablauf des **{last_day}** endet Ihre Ernennung.

In dieser Zeit haben Sie Kolleginnen und Kollegen zur Seite gestanden, Ihr Wissen weitergegeben und die Ämter der \
Stadtverwaltung miteinander verbunden. Dafür danke ich Ihnen herzlich, auch im Namen Ihrer Kolleginnen und Kollegen.

Ihre Qualifikation bleibt Ihnen erhalten, und das Netzwerk der {role_plural} freut sich, wenn Sie ihm verbunden bleiben.

Für Ihre weiteren Aufgaben wünsche ich Ihnen alles Gute.
"""
_CERTIFICATE = """\
**{name}** hat an diesem Modul teilgenommen und es am {day} erfolgreich abgeschlossen. Das Modul gehört zur \
Qualifizierung der {role_plural} der {city}.

Wir danken herzlich für das Interesse und die engagierte Mitarbeit.
"""
_NOTICE = """\
Sie kommen mit einem digitalen Werkzeug nicht weiter oder haben eine Idee? Fragen Sie uns!
"""
WORDS: Mapping[str, Words] = MappingProxyType(
    {
        TextKind.APPOINTMENT: Words("Ihre Ernennung: {role} der {city}", _APPOINTMENT),
        TextKind.RENEWAL: Words("Verlängerung Ihrer Ernennung: {role} der {city}", _RENEWAL),
        TextKind.REPLACEMENT: Words("Ihre Ernennung: {role} der {city} – Ersatzausfertigung", _REPLACEMENT),
        TextKind.END: Words("Ende Ihrer Ernennung und herzlicher Dank", _END),
        TextKind.CERTIFICATE: Words("Teilnahmebescheinigung", _CERTIFICATE),
        TextKind.NOTICE: Words("Ihre {role_plural}", _NOTICE),
    }
)
