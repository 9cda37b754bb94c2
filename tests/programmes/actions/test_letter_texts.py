"""Letter texts come in versions, signatories one after the other."""

from __future__ import annotations

from datetime import date

import pytest

from people.errors import Refused
from programmes.actions.letter_texts import release_template
from programmes.actions.signatories import name_signatory
from programmes.errors import LetterInvalid
from programmes.models.letter_text import LetterTemplate, Signatory
from tests.factories import TODAY, make_programme, make_signatory

pytestmark = pytest.mark.django_db


def release(programme, **fields) -> LetterTemplate:
    words = {"subject": "Ernennung zur {role}", "body": "Ich ernenne Sie.", "layout": "ernennung-v1"}
    return release_template(programme, **{**words, **fields}, by=None, on=TODAY)


def test_the_next_text_is_the_next_version() -> None:
    programme = make_programme()

    assert [release(programme).version, release(programme).version] == [1, 2]


@pytest.mark.parametrize("field", ["subject", "body"])
@pytest.mark.parametrize("words", ["{salary}", "{0.__class__}", "**bold", "one } brace"])
def test_a_text_with_an_unknown_or_broken_mark_is_not_released(field: str, words: str) -> None:
    with pytest.raises(LetterInvalid):
        release(make_programme(), **{field: words})

    assert not LetterTemplate.objects.exists()


def test_a_new_signatory_begins_where_the_old_one_ends() -> None:
    old = make_signatory("Anna Alt")

    new = name_signatory("Nora Neu", "Oberbürgermeisterin", letterhead="", by=None, valid_from=date(2026, 4, 1))

    old.refresh_from_db()
    assert old.valid_until == date(2026, 3, 31)
    assert Signatory.objects.signing_on(date(2026, 3, 31)).get() == old
    assert Signatory.objects.signing_on(date(2026, 4, 1)).get() == new


def test_nobody_signs_from_a_day_on_which_somebody_else_began() -> None:
    make_signatory("Anna Alt", valid_from=TODAY)

    with pytest.raises(Refused) as refusal:
        name_signatory("Nora Neu", "Oberbürgermeisterin", letterhead="", by=None, valid_from=TODAY)

    assert refusal.value.field == "valid_from"
