"""The words mails come with, German and English: subject and body of every occasion.

They are content, like the words of a letter, and not texts of the screen: a person gets them in the language of the
mail, whatever language the screen of whoever sends it has.
"""

from __future__ import annotations

from collections.abc import Mapping

from programmes.models.mail import MailKind

LANGUAGES: Mapping[str, str] = {"de": "Deutsch", "en": "English"}

_BYE_DE = """

Bei Fragen erreichen Sie uns unter {office_mail} oder {office_phone}.

Freundliche Grüße
{register}
{city}"""
_BYE_EN = """

If you have questions, write to {office_mail} or call {office_phone}.

Kind regards
{register}
{city}"""
_ROUND_DE = """Runde: {round}
Zeitraum: {period}"""
_ROUND_EN = """Round: {round}
Period: {period}"""
_SESSION_DE = """Runde: {round}
Modul: {module}
Wann: {when}
Wo: {place}
Leitung: {trainer}

Alle Termine: {link}"""
_SESSION_EN = """Round: {round}
Module: {module}
When: {when}
Where: {place}
Trainer: {trainer}

All sessions: {link}"""
_AGREE_DE = "Bitte stimmen Sie zu oder lehnen Sie ab; Gründe brauchen Sie nicht zu nennen:\n{link}"
_AGREE_EN = "Please agree or decline; you need not give reasons:\n{link}"


def _german(subject: str, body: str) -> tuple[str, str]:
    return subject, f"Guten Tag {{name}},\n\n{body}{_BYE_DE}"


def _english(subject: str, body: str) -> tuple[str, str]:
    return subject, f"Dear {{name}},\n\n{body}{_BYE_EN}"


WORDS: Mapping[MailKind, Mapping[str, tuple[str, str]]] = {
    MailKind.CONSENT: {
        "de": _german(
            "{round}: Möchten Sie teilnehmen?",
            f"Sie sind für eine Ausbildungsrunde vorgeschlagen.\n\n{_ROUND_DE}\nAufwand: {{effort}}\n\n"
            "Die Teilnahme ist freiwillig. Bitte sagen Sie uns, ob Sie teilnehmen möchten; Gründe brauchen Sie nicht "
            "zu nennen:\n{link}",
        ),
        "en": _english(
            "{round}: would you like to take part?",
            f"You have been proposed for a round of training.\n\n{_ROUND_EN}\nEffort: {{effort}}\n\n"
            "Taking part is voluntary. Please tell us whether you would like to; you need not give reasons:\n{link}",
        ),
    },
    MailKind.AGREEMENT: {
        "de": _german(
            "{round}: Bitte um Ihre Zustimmung für {person}",
            "{person} ({department}) möchte an einer Ausbildungsrunde teilnehmen und braucht dafür Ihre Zustimmung."
            f"\n\n{_ROUND_DE}\nAufwand: {{effort}}\n\n{_AGREE_DE}",
        ),
        "en": _english(
            "{round}: your agreement for {person}, please",
            "{person} ({department}) would like to take part in a round of training and needs your agreement."
            f"\n\n{_ROUND_EN}\nEffort: {{effort}}\n\n{_AGREE_EN}",
        ),
    },
    MailKind.ADMITTED: {
        "de": _german(
            "{round}: Sie haben einen Platz",
            f"Sie haben einen Platz. Wir freuen uns auf Sie.\n\n{_ROUND_DE}\n\n"
            "Zu den Terminen laden wir Sie einzeln ein. Ihren Stand sehen Sie jederzeit hier:\n{link}",
        ),
        "en": _english(
            "{round}: you have a place",
            f"You have a place. We look forward to seeing you.\n\n{_ROUND_EN}\n\n"
            "You will be invited to each session. You can see where you stand at any time:\n{link}",
        ),
    },
    MailKind.OFFER: {
        "de": _german(
            "{round}: Ein Platz ist für Sie frei",
            "ein Platz ist frei geworden. Wir halten ihn für Sie bis {until} frei; danach bieten wir ihn der nächsten "
            f"Person auf der Warteliste an.\n\n{_ROUND_DE}\nAufwand: {{effort}}\n\n"
            "Bitte sagen Sie uns, ob Sie den Platz nehmen. Mit Ihrem Ja erklären Sie, dass Sie teilnehmen möchten:\n"
            "{link}",
        ),
        "en": _english(
            "{round}: a place is free for you",
            "A place has become free. We keep it for you until {until}; after that we offer it to the next person on "
            f"the waiting list.\n\n{_ROUND_EN}\nEffort: {{effort}}\n\nPlease tell us whether you take it. Saying yes, "
            "you say that you want to take part:\n{link}",
        ),
    },
    MailKind.INVITATION: {
        "de": _german(
            "Einladung: {module}, {when}", f"wir laden Sie zu einem Termin der Ausbildung ein.\n\n{_SESSION_DE}"
        ),
        "en": _english("Invitation: {module}, {when}", f"You are invited to a training session.\n\n{_SESSION_EN}"),
    },
    MailKind.SESSION_CHANGED: {
        "de": _german(
            "Geändert: {module}, {when}",
            f"ein Termin Ihrer Ausbildung hat sich geändert. Neu ist: {{changes}}\n\n{_SESSION_DE}",
        ),
        "en": _english(
            "Changed: {module}, {when}",
            f"A session of your training has changed. New: {{changes}}\n\n{_SESSION_EN}",
        ),
    },
    MailKind.SESSION_CANCELLED: {
        "de": _german(
            "Abgesagt: {module}, {when}",
            "ein Termin Ihrer Ausbildung fällt aus.\n\nRunde: {round}\nModul: {module}\nWann: {when}",
        ),
        "en": _english(
            "Cancelled: {module}, {when}",
            "A session of your training does not take place.\n\nRound: {round}\nModule: {module}\nWhen: {when}",
        ),
    },
    MailKind.UNINVITED: {
        "de": _german(
            "Nicht mehr für Sie: {module}, {when}",
            "zu diesem Termin werden Sie nicht mehr erwartet. Der Anhang nimmt ihn aus Ihrem Kalender.\n\n"
            "Runde: {round}\nModul: {module}\nWann: {when}",
        ),
        "en": _english(
            "No longer for you: {module}, {when}",
            "You are no longer expected at this session. The attachment takes it out of your calendar.\n\n"
            "Round: {round}\nModule: {module}\nWhen: {when}",
        ),
    },
    MailKind.REMINDER: {
        "de": _german("Erinnerung: {module}, {when}", f"wir erinnern Sie an Ihren nächsten Termin.\n\n{_SESSION_DE}"),
        "en": _english("Reminder: {module}, {when}", f"This is a reminder of your next session.\n\n{_SESSION_EN}"),
    },
    MailKind.AGREEMENT_REMINDER: {
        "de": _german(
            "Erinnerung: Ihre Zustimmung für {person}",
            "am {asked_on} haben wir Sie um Ihre Zustimmung gebeten, damit {person} ({department}) an einer "
            "Ausbildungsrunde teilnehmen kann. Ihre Antwort fehlt uns noch."
            f"\n\n{_ROUND_DE}\nAufwand: {{effort}}\n\n{_AGREE_DE}",
        ),
        "en": _english(
            "Reminder: your agreement for {person}",
            "On {asked_on} we asked you for your agreement, so that {person} ({department}) can take part in a round "
            f"of training. We still lack your answer.\n\n{_ROUND_EN}\nEffort: {{effort}}\n\n{_AGREE_EN}",
        ),
    },
    MailKind.HEAD_TOLD: {
        "de": _german("{person}: Änderung in {department}", "{news}"),
        "en": _english("{person}: a change in {department}", "{news}"),
    },
    MailKind.RECOGNITION_DECIDED: {
        "de": _german(
            "{round}: Über Ihren Antrag auf Anerkennung ist entschieden",
            "über Ihren Antrag auf Anerkennung ist entschieden.\n\nModule: {modules}\nEntscheidung: {decision}\n\n"
            "Die Begründung lesen Sie hier; sie steht nur dort:\n{link}",
        ),
        "en": _english(
            "{round}: your request for recognition is decided",
            "Your request for recognition is decided.\n\nModules: {modules}\nDecision: {decision}\n\n"
            "You can read the reason here; it stands nowhere else:\n{link}",
        ),
    },
    MailKind.TERM_ENDS: {
        "de": _german(
            "Die Ernennung von {person} endet am {last_day}",
            "die Ernennung von {person} ({round}) gilt bis zum {last_day}. Soll sie fortgesetzt werden, stellen wir "
            "rechtzeitig ein neues Schreiben aus; sonst endet sie mit diesem Tag. Bitte sprechen Sie miteinander und "
            "melden Sie sich bei uns, wenn etwas zu klären ist.\n\nMehr dazu: {link}",
        ),
        "en": _english(
            "The appointment of {person} ends on {last_day}",
            "The appointment of {person} ({round}) holds until {last_day}. If it is to go on, we issue a new letter in "
            "time; otherwise it ends with that day. Please talk to each other, and tell us if there is anything to "
            "clear up.\n\nMore: {link}",
        ),
    },
}
