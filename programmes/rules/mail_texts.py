"""What mails say: words with {placeholders} of a closed list, filled with the facts of one person.

There is nothing else in them: no conditions, no attributes, no formats, no HTML. The office writes words of its own in
the browser; until it does, those of `mail_words.py` serve.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.errors import Refused
from programmes.models.mail import MailKind, MailText
from programmes.rules.mail_words import LANGUAGES, WORDS

_ROUND = ("name", "round", "period", "effort", "link")
_FOR_THE_HEAD = ("name", "person", "department", "round", "period", "effort", "link")
_SESSION = ("name", "round", "module", "when", "place", "trainer", "link")
# Which facts whoever posts a mail has to bring; `name` is the recipient's, `person` is whom the mail is about.
PLACEHOLDERS: Mapping[MailKind, tuple[str, ...]] = MappingProxyType(
    {
        MailKind.CONSENT: _ROUND,
        MailKind.AGREEMENT: _FOR_THE_HEAD,
        MailKind.ADMITTED: ("name", "round", "period", "link"),
        MailKind.OFFER: (*_ROUND, "until"),
        MailKind.INVITATION: _SESSION,
        MailKind.SESSION_CHANGED: (*_SESSION, "changes"),
        MailKind.SESSION_CANCELLED: ("name", "round", "module", "when"),
        MailKind.UNINVITED: ("name", "round", "module", "when"),
        MailKind.REMINDER: _SESSION,
        MailKind.AGREEMENT_REMINDER: (*_FOR_THE_HEAD, "asked_on"),
        MailKind.HEAD_TOLD: ("name", "person", "department", "news"),
        MailKind.RECOGNITION_DECIDED: ("name", "round", "modules", "decision", "link"),
        MailKind.TERM_ENDS: ("name", "person", "round", "last_day", "link"),
    }
)
# What the register knows by itself; they may stand in every mail.
OWN_PLACEHOLDERS = ("register", "city", "office_mail", "office_phone")

MEANINGS: Mapping[str, str | Promise] = {
    "name": gettext_lazy("name of the recipient"),
    "person": gettext_lazy("the person it is about"),
    "department": gettext_lazy("department of that person"),
    "round": gettext_lazy("title of the round"),
    "period": gettext_lazy("from when to when the round trains"),
    "effort": gettext_lazy("expected effort"),
    "link": gettext_lazy("personal link of the recipient"),
    "until": gettext_lazy("day until which the place is kept"),
    "module": gettext_lazy("title of the module"),
    "modules": gettext_lazy("the modules asked for"),
    "decision": gettext_lazy("whether they are recognised, without the reason"),
    "when": gettext_lazy("day and time of the session"),
    "place": gettext_lazy("place or link of the session"),
    "trainer": gettext_lazy("who teaches"),
    "changes": gettext_lazy("what is different now"),
    "asked_on": gettext_lazy("day of the first mail"),
    "last_day": gettext_lazy("last day of the appointment"),
    "news": gettext_lazy("what has happened, in one sentence"),
    "register": gettext_lazy("name of the register"),
    "city": gettext_lazy("name of the town"),
    "office_mail": gettext_lazy("e-mail address of the office"),
    "office_phone": gettext_lazy("phone number of the office"),
}
_BRACED = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Words:
    """The words of an occasion in a language; version 0 are the register's own."""

    subject: str
    body: str
    version: int = 0


def placeholders_of(kind: MailKind) -> tuple[str, ...]:
    """All placeholders that may stand in a mail of `kind`."""
    return (*PLACEHOLDERS[kind], *OWN_PLACEHOLDERS)


def words_of(kind: MailKind, language: str) -> Words:
    """The words in force: the newest version of the office's own, else those the register comes with."""
    text = MailText.objects.filter(kind=kind, language=language).order_by("-version").first()
    return _words(text, kind, language)


def all_words() -> list[tuple[MailKind, list[tuple[str, Words]]]]:
    """Every occasion with its words in force in each language, by the language's code; one query."""
    newest: dict[tuple[str, str], MailText] = {}
    for text in MailText.objects.order_by("version"):
        newest[text.kind, text.language] = text
    return [
        (kind, [(language, _words(newest.get((kind, language)), kind, language)) for language in LANGUAGES])
        for kind in MailKind
    ]


def own_words(kind: MailKind, language: str) -> Words:
    """The words the register comes with."""
    return Words(*WORDS[kind][language])


def _words(text: MailText | None, kind: MailKind, language: str) -> Words:
    return Words(text.subject, text.body, text.version) if text else own_words(kind, language)


def check(kind: MailKind, field: str, text: str) -> None:
    """Refuse, for `field`, a placeholder that mails of `kind` do not have and a bracket that stands alone."""
    for name in _BRACED.findall(text):
        if name not in placeholders_of(kind):
            allowed = ", ".join(f"{{{known}}}" for known in placeholders_of(kind))
            reason = _("This mail has no placeholder {{{name}}}. You can use: {allowed}.")
            raise Refused(reason.format(name=name, allowed=allowed), field)
    rest = _BRACED.sub("", text)
    if "{" in rest or "}" in rest:
        raise Refused(_("A curly bracket stands alone. Placeholders are written {like_this}."), field)


def render(kind: MailKind, language: str, facts: Mapping[str, str]) -> tuple[str, str]:
    """Subject and body of a mail of `kind` in the words in force; see `fill`."""
    return fill(kind, words_of(kind, language), facts)


def fill(kind: MailKind, words: Words, facts: Mapping[str, str]) -> tuple[str, str]:
    """Subject, in one line, and body of `words` with `facts` in the placeholders.

    A fact is plain text: brackets in it are brackets. Raises Refused on a placeholder that is not of the list and
    ValueError where a fact of the list is missing, for then the caller is wrong.
    """
    if missing := set(PLACEHOLDERS[kind]) - facts.keys():
        raise ValueError(f"A mail of the kind {kind} lacks {', '.join(sorted(missing))}.")
    check(kind, "subject", words.subject)
    check(kind, "body", words.body)
    values = {name: plain(value) for name, value in {**_own_facts(), **facts}.items()}
    subject, body = (_BRACED.sub(lambda found: values[found[1]], text) for text in (words.subject, words.body))
    return " ".join(subject.split()), body.strip() + "\n"


def plain(text: str) -> str:
    """`text` composed (NFC), without what nobody sees: control, bidi and zero-width characters; line ends stay."""
    composed = re.sub(r"\r\n?|[\u2028\u2029]", "\n", unicodedata.normalize("NFC", text))
    return "".join(sign for sign in composed if sign == "\n" or not unicodedata.category(sign).startswith("C"))


def _own_facts() -> dict[str, str]:
    return {
        "register": settings.REGISTER_NAME,
        "city": settings.CITY_NAME,
        "office_mail": settings.OFFICE_MAIL,
        "office_phone": settings.OFFICE_PHONE,
    }
