"""Who signs: one after the other, with deputies beside them."""

from __future__ import annotations

from datetime import date

import pytest

from people.errors import Refused
from programmes.actions.signatories import end_signatory, name_signatory
from programmes.models.letter_text import Signatory
from tests.factories import TODAY, make_signatory, make_user

pytestmark = pytest.mark.django_db


def name(who: str, day: date, *, deputy: bool = False) -> Signatory:
    return name_signatory(who, "Amt", letterhead="", by=None, valid_from=day, is_deputy=deputy)


def test_a_new_signatory_begins_where_the_old_one_ends() -> None:
    old = make_signatory("Anna Alt")

    new = name("Nora Neu", date(2026, 4, 1))

    assert Signatory.objects.signing_on(date(2026, 3, 31)).get() == old
    assert Signatory.objects.signing_on(date(2026, 4, 1)).get() == new


def test_nobody_signs_from_a_day_on_which_somebody_else_began() -> None:
    make_signatory("Anna Alt", valid_from=TODAY)

    with pytest.raises(Refused) as refusal:
        name("Nora Neu", TODAY)

    assert refusal.value.field == "valid_from"


def test_a_deputy_signs_beside_the_usual_one_who_comes_first() -> None:
    usual = make_signatory("Anna Alt")
    deputy = name("Dora Drüben", TODAY, deputy=True)

    assert list(Signatory.objects.signing_on(TODAY)) == [usual, deputy]
    new = name("Nora Neu", date(2026, 4, 1))
    assert list(Signatory.objects.signing_on(date(2026, 4, 1))) == [new, deputy]


def test_a_signatory_ends_once_and_not_before_the_first_day() -> None:
    signatory = make_signatory(valid_from=TODAY)
    with pytest.raises(Refused) as refusal:
        end_signatory(signatory, last_day=date(2026, 3, 1), by=make_user())

    end_signatory(signatory, last_day=TODAY, by=make_user())

    assert refusal.value.field == "last_day"
    assert not Signatory.objects.signing_on(date(2026, 3, 3)).exists()
    with pytest.raises(Refused):
        end_signatory(signatory, last_day=date(2026, 5, 1), by=make_user())
