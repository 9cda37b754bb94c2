"""From the facts of an appointment to the words of its letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils.translation import override

from people.models.pilot import FormOfAddress, Pilot
from people.models.role_name import RoleForm
from programmes.errors import LetterInvalid
from programmes.letters.compose import Facts, compose
from programmes.letters.letter import Letter, from_json, to_json
from tests.factories import make_cohort, make_department, make_letter_text, make_pilot, make_signatory

LAST_SECOND = datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC)
URL = "https://lotsen.giessen.example/verify/x/"


def facts(pilot: Pilot | None = None, **text: Any) -> Facts:
    cohort = make_cohort(number=6)
    return Facts(
        pilot=pilot or make_pilot("Adler"),
        department=make_department("Jugendamt"),
        cohort=cohort,
        template=make_letter_text(cohort.programme, **text),
        signatory=make_signatory(letterhead="Der Oberbürgermeister"),
        effective_from=date(2026, 4, 1),
    )


def letter(of: Facts, at: datetime = LAST_SECOND) -> Letter:
    return compose(of, reference="DL-2026-0016", verify_url=URL, issued_at=at)


def words(composed: Letter) -> str:
    (paragraph,) = composed.body
    return "".join(run.text for run in paragraph.line)


@pytest.mark.django_db
def test_the_values_stand_in_subject_and_text() -> None:
    composed = letter(facts())

    assert composed.subject == "Ernennung zur Digi-Lots*in der Universitätsstadt Gießen"
    assert words(composed) == (
        "Mit Wirkung vom 1. April 2026 ernenne ich Sie zur Digi-Lots*in (Jugendamt, 6. Ausbildungsrunde)."
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "role", "line", "opening", "called"),
    [
        (FormOfAddress.MS, RoleForm.FEMININE, "Frau Dr. Kim Adler", "Sehr geehrte Frau Dr. Adler,", "Digi-Lotsin"),
        (FormOfAddress.MR, RoleForm.MASCULINE, "Herrn Dr. Kim Adler", "Sehr geehrter Herr Dr. Adler,", "Digi-Lotse"),
        (FormOfAddress.NEUTRAL, RoleForm.NEUTRAL, "Dr. Kim Adler", "Guten Tag Dr. Kim Adler,", "Digi-Lots*in"),
    ],
)
def test_people_are_addressed_and_called_as_they_wish(
    address: str, role: str, line: str, opening: str, called: str
) -> None:
    pilot = make_pilot("Adler", given_names="Kim", academic_title="Dr.", form_of_address=address, role_form=role)

    composed = letter(facts(pilot))

    assert composed.address == ("Jugendamt", line, "Berliner Platz 1", "35390 Gießen")
    assert (composed.salutation, f"zur {called} " in words(composed)) == (opening, True)


@pytest.mark.django_db
def test_the_date_of_the_letter_is_the_day_in_berlin() -> None:
    of = facts()

    dates = [dict(letter(of, at).info)["Datum"] for at in (LAST_SECOND, LAST_SECOND.replace(year=2027, month=1, day=1))]

    assert dates == ["31. Dezember 2026", "1. Januar 2027"]


@pytest.mark.django_db
def test_a_letter_is_german_whoever_asks() -> None:
    of = facts()

    with override("en"):
        in_english = letter(of)
    with override("de"):
        in_german = letter(of)

    assert in_english == in_german


@pytest.mark.django_db
def test_the_signatory_signs_and_heads_the_letter() -> None:
    composed = letter(facts())

    assert (composed.office, composed.signer_name, composed.signer_office) == (
        "Der Oberbürgermeister",
        "Frank Muster",
        "Oberbürgermeister",
    )


@pytest.mark.django_db
def test_a_composed_letter_survives_its_json() -> None:
    composed = letter(facts())

    assert from_json(to_json(composed)) == composed


@pytest.mark.django_db
def test_a_placeholder_nobody_knows_is_refused() -> None:
    with pytest.raises(LetterInvalid, match="no placeholder"):
        letter(facts(body="Sehr {nett}"))


@pytest.mark.django_db
def test_a_value_is_never_read_as_markup() -> None:
    of = replace(facts(), department=make_department("**Amt** {role}"))

    assert "(**Amt** {role}, 6. Ausbildungsrunde)" in words(letter(of))


@pytest.mark.django_db
def test_a_department_too_long_for_the_address_is_refused() -> None:
    of = replace(facts(), department=make_department("Amt für Verwaltungsverfahren " * 6))

    with pytest.raises(LetterInvalid) as refusal:
        letter(of)

    assert refusal.value.field == "address"
