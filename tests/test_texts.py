"""The German words: complete, friendly, and one word for one thing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext

from tests.factories import make_user
from tools import messages

# What the glossary calls otherwise, and what names only one sex.
OTHER_WORDS = re.compile(
    r"\b(Kohorte|Einschreibung|Urkunde|Veranstaltung|Kurs|Fortschritt|Audit|Benutzer|Nutzer|Mitarbeiter|Teilnehmer"
    r"|Koordinator|Lehrgang|Aushändigung)(?:in|innen|n|en|e|s)?\b"
)


def german_in_use() -> dict[str, str]:
    """What allauth's texts say in German once our catalogue lies over its own."""
    with translation.override("de"):
        return {
            message.id: pgettext(message.context, message.id) if message.context else gettext(message.id)
            for message in messages.allauth_texts()
            if isinstance(message.id, str)
        }


def test_every_text_has_its_german_words_and_placeholders() -> None:
    assert messages.problems() == []


@pytest.mark.parametrize(
    ("german", "problem"),
    [
        ("", "no German text: 'Accept the offer' (programmes/rules/steps.py)"),
        ("Angebot von {name} annehmen", "other placeholders than the text: 'Accept the offer'"),
    ],
)
def test_a_text_without_its_words_is_told(
    german: str, problem: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "django.po"
    copy.write_text(
        messages.PO.read_text().replace(
            'msgid "Accept the offer"\nmsgstr "Angebot annehmen"', f'msgid "Accept the offer"\nmsgstr "{german}"'
        )
    )
    monkeypatch.setattr(messages, "PO", copy)

    assert messages.problems() == [problem, "django.mo is stale: run `make messages`"]


def test_nothing_of_the_sign_in_pages_says_du() -> None:
    texts = german_in_use()

    assert len(texts) > 150
    assert {source: german for source, german in texts.items() if messages.FAMILIAR.search(german)} == {}


def test_nothing_of_the_sign_in_pages_stays_english() -> None:
    alike = {source for source, german in german_in_use().items() if source == german}

    assert {text for text in alike if " " in text} == set()


def test_the_german_texts_keep_to_the_words_of_the_glossary() -> None:
    words = {
        part: found.group()
        for message in messages.catalogue()
        if message.id and messages.LIBRARIES not in {path for path, _line in message.locations}
        for part in messages.parts(message.string)
        if (found := OTHER_WORDS.search(part) or messages.FAMILIAR.search(part))
    }

    assert words == {}


def test_german_quotes_are_german() -> None:
    texts = [
        re.sub(r"<[^>]*>", "", part)
        for entry in messages.catalogue()
        for part in messages.parts(entry.string)
        if entry.id
    ]

    assert [text for text in texts if re.search(r'["”«»—]', text)] == []
    assert [text for text in texts if text.count("„") != text.count("“")] == []


def test_an_empty_field_is_asked_for_kindly() -> None:
    with pytest.raises(ValidationError) as refused:
        forms.CharField().clean("")

    with translation.override("de"):
        assert refused.value.messages == ["Bitte füllen Sie dieses Feld aus."]


def test_plurals_have_both_forms() -> None:
    with translation.override("de"):
        said = [ngettext("%(count)s entry", "%(count)s entries", count) % {"count": count} for count in (1, 2)]

    assert said == ["1 Eintrag", "2 Einträge"]


@pytest.mark.django_db
def test_the_mail_for_a_new_password_is_german(client: Client) -> None:
    make_user("kim@giessen.example")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "de"

    client.post(reverse("account_reset_password"), {"email": "kim@giessen.example"})

    (sent,) = mail.outbox
    assert sent.subject == "Neues Passwort für Ihr Konto"
    assert str(sent.body).startswith("Guten Tag,\n\nSie erhalten diese E-Mail")
