"""The words of mails hold placeholders of a closed list and nothing else."""

from __future__ import annotations

import pytest

from people.errors import Refused
from programmes.models.mail import MailKind
from programmes.rules.mail_examples import EXAMPLES, example_facts
from programmes.rules.mail_texts import MEANINGS, PLACEHOLDERS, Words, fill, own_words, placeholders_of
from programmes.rules.mail_words import LANGUAGES
from tests.mails import facts_of

ALL = [(kind, language) for kind in MailKind for language in LANGUAGES]


@pytest.mark.parametrize(("kind", "language"), ALL)
def test_the_words_delivered_use_every_fact_but_the_round_and_nothing_unknown(kind: MailKind, language: str) -> None:
    words = own_words(kind, language)

    subject, body = fill(kind, words, {name: f"<{name}>" for name in PLACEHOLDERS[kind]})

    assert [name for name in PLACEHOLDERS[kind] if f"<{name}>" not in subject + body] == []
    assert "{" not in subject + body


@pytest.mark.parametrize(("kind", "language"), ALL)
def test_every_placeholder_has_a_meaning_and_an_example(kind: MailKind, language: str) -> None:
    assert set(placeholders_of(kind)) <= MEANINGS.keys()
    assert set(PLACEHOLDERS[kind]) <= example_facts(language).keys()
    assert EXAMPLES["de"].keys() == EXAMPLES["en"].keys()


HOSTILE = [
    "{0}",
    "{name.__class__}",
    "{name!r}",
    "{name:>99}",
    "{ name }",
    "{{name}}",
    "{",
    "}",
    "{% now %}",
    "{{ settings.SECRET_KEY }}",
    "{link",
]


@pytest.mark.parametrize("field", ["subject", "body"])
@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_no_placeholder_of_the_list_is_refused_at_its_field(text: str, field: str) -> None:
    words = Words(**{"subject": "Fine", "body": "Fine", field: text})

    with pytest.raises(Refused) as refusal:
        fill(MailKind.HEAD_TOLD, words, facts_of(MailKind.HEAD_TOLD))

    assert refusal.value.field == field


@pytest.mark.parametrize("text", ["{name}", "{{ x }}", "%s %(name)s", "${name}", "<b>", r"\1 \g<0>"])
def test_a_fact_is_plain_text_whatever_it_holds(text: str) -> None:
    _subject, body = fill(MailKind.HEAD_TOLD, Words("x", "{news}!"), facts_of(MailKind.HEAD_TOLD, news=text))

    assert body == f"{text}!\n"


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\u2028", "\u2029", "\x0b", "\x85"])
def test_a_fact_puts_no_second_line_into_the_subject(end: str) -> None:
    facts = facts_of(MailKind.HEAD_TOLD, name=f"Sam{end}Bcc: all@giessen.example")

    subject, _body = fill(MailKind.HEAD_TOLD, Words("To {name}", "x"), facts)

    assert len(subject.splitlines()) == 1
    assert subject.startswith("To Sam")


def test_what_nobody_sees_is_taken_out_of_a_fact() -> None:
    facts = facts_of(MailKind.HEAD_TOLD, name="S\u202eam\x00\u200b")

    assert fill(MailKind.HEAD_TOLD, Words("{name}", "x"), facts)[0] == "Sam"


def test_a_fact_that_is_missing_is_the_callers_mistake() -> None:
    with pytest.raises(ValueError, match="lacks news"):
        fill(MailKind.HEAD_TOLD, Words("x", "y"), {"name": "Sam", "person": "", "department": ""})
