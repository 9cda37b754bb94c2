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
_SESSION_DE = """Modul: {module}
Wann: {when}
Wo: {place}
Leitung: {trainer}"""
_SESSION_EN = """Module: {module}
When: {when}
Where: {place}
Trainer: {trainer}"""


def _german(subject: str, body: str) -> tuple[str, str]:
    return subject, f"Guten Tag {{name}},\n\n{body}{_BYE_DE}"


def _english(subject: str, body: str) -> tuple[str, str]:
    return subject, f"Dear {{name}},\n\n{body}{_BYE_EN}"


WORDS: Mapping[MailKind, Mapping[str, tuple[str, str]]] = {
    MailKind.CONSENT: {
        "de": _german(
            "{round}: Möchten Sie teilnehmen?",
            "Sie sind für {round} vorgeschlagen.\n\nZeitraum: {period}\nAufwand: {effort}\n\n"
            "Die Teilnahme ist freiwillig. Bitte sagen Sie uns, ob Sie teilnehmen möchten; Gründe brauchen Sie nicht "
            "zu nennen:\n{link}",
        ),
        "en": _english(
            "{round}: would you like to take part?",
            "You have been proposed for {round}.\n\nPeriod: {period}\nEffort: {effort}\n\n"
            "Taking part is voluntary. Please tell us whether you would like to; you need not give reasons:\n{link}",
        ),
    },
    MailKind.AGREEMENT: {
        "de": _german(
            "{round}: Bitte um Ihre Zustimmung für {person}",
            "{person} ({department}) möchte an {round} teilnehmen und braucht dafür Ihre Zustimmung.\n\n"
            "Zeitraum: {period}\nAufwand: {effort}\n\n"
            "Bitte stimmen Sie zu oder lehnen Sie ab; Gründe brauchen Sie nicht zu nennen:\n{link}",
        ),
        "en": _english(
            "{round}: your agreement for {person}, please",
            "{person} ({department}) would like to take part in {round} and needs your agreement.\n\n"
            "Period: {period}\nEffort: {effort}\n\n"
            "Please agree or decline; you need not give reasons:\n{link}",
        ),
    },
    MailKind.ADMITTED: {
        "de": _german(
            "{round}: Sie haben einen Platz",
            "Sie haben einen Platz in {round}. Wir freuen uns auf Sie.\n\nZeitraum: {period}\n\n"
            "Zu den Terminen laden wir Sie einzeln ein. Ihren Stand sehen Sie jederzeit hier:\n{link}",
        ),
        "en": _english(
            "{round}: you have a place",
            "You have a place in {round}. We look forward to seeing you.\n\nPeriod: {period}\n\n"
            "You will be invited to each session. You can see where you stand at any time:\n{link}",
        ),
    },
    MailKind.OFFER: {
        "de": _german(
            "{round}: Ein Platz ist für Sie frei",
            "In {round} ist ein Platz frei geworden. Wir halten ihn für Sie bis {until} frei; danach bieten wir ihn "
            "der nächsten Person auf der Warteliste an.\n\nZeitraum: {period}\nAufwand: {effort}\n\n"
            "Bitte sagen Sie uns, ob Sie den Platz nehmen:\n{link}",
        ),
        "en": _english(
            "{round}: a place is free for you",
            "A place in {round} has become free. We keep it for you until {until}; after that we offer it to the next "
            "person on the waiting list.\n\nPeriod: {period}\nEffort: {effort}\n\n"
            "Please tell us whether you take it:\n{link}",
        ),
    },
    MailKind.INVITATION: {
        "de": _german(
            "Einladung: {module}, {when}",
            f"wir laden Sie zum nächsten Termin von {{round}} ein.\n\n{_SESSION_DE}\n\nAlle Termine: {{link}}",
        ),
        "en": _english(
            "Invitation: {module}, {when}",
            f"You are invited to the next session of {{round}}.\n\n{_SESSION_EN}\n\nAll sessions: {{link}}",
        ),
    },
    MailKind.SESSION_CHANGED: {
        "de": _german(
            "Geändert: {module}, {when}",
            "ein Termin von {round} hat sich geändert.\n\nNeu ist: {changes}\n\n"
            f"{_SESSION_DE}\n\nAlle Termine: {{link}}",
        ),
        "en": _english(
            "Changed: {module}, {when}",
            "A session of {round} has changed.\n\nNew: {changes}\n\n" + f"{_SESSION_EN}\n\nAll sessions: {{link}}",
        ),
    },
    MailKind.SESSION_CANCELLED: {
        "de": _german(
            "Abgesagt: {module}, {when}",
            "der Termin „{module}“ von {round} am {when} fällt aus.",
        ),
        "en": _english(
            "Cancelled: {module}, {when}",
            "The session “{module}” of {round} on {when} does not take place.",
        ),
    },
    MailKind.REMINDER: {
        "de": _german(
            "Erinnerung: {module}, {when}",
            f"wir erinnern Sie an den nächsten Termin von {{round}}.\n\n{_SESSION_DE}\n\nAlle Termine: {{link}}",
        ),
        "en": _english(
            "Reminder: {module}, {when}",
            f"This is a reminder of the next session of {{round}}.\n\n{_SESSION_EN}\n\nAll sessions: {{link}}",
        ),
    },
    MailKind.AGREEMENT_REMINDER: {
        "de": _german(
            "Erinnerung: Ihre Zustimmung für {person}",
            "am {asked_on} haben wir Sie um Ihre Zustimmung gebeten, damit {person} ({department}) an {round} "
            "teilnehmen kann. Ihre Antwort fehlt uns noch.\n\nZeitraum: {period}\nAufwand: {effort}\n\n"
            "Bitte stimmen Sie zu oder lehnen Sie ab; Gründe brauchen Sie nicht zu nennen:\n{link}",
        ),
        "en": _english(
            "Reminder: your agreement for {person}",
            "On {asked_on} we asked you for your agreement, so that {person} ({department}) can take part in {round}. "
            "We still lack your answer.\n\nPeriod: {period}\nEffort: {effort}\n\n"
            "Please agree or decline; you need not give reasons:\n{link}",
        ),
    },
    MailKind.HEAD_TOLD: {
        "de": _german("{person}: Änderung in {department}", "{news}"),
        "en": _english("{person}: a change in {department}", "{news}"),
    },
}
