from datetime import UTC, datetime
from typing import Any

import pytest

from programmes.errors import LetterInvalid
from programmes.letters.body import parse
from programmes.letters.check import check, fit_address
from tests.programmes.letters.samples import GOLDEN_LETTERS, make_letter

LONGEST = "Frau Lieselotte Wilhelmine Hinterhuber-Schnabelwitz-Langenscheid"


@pytest.mark.parametrize("name", GOLDEN_LETTERS)
def test_the_golden_letters_pass(name: str) -> None:
    check(GOLDEN_LETTERS[name]())


def test_a_long_name_is_wrapped_into_the_address_field() -> None:
    address = fit_address(("Jugendamt", "", LONGEST, "35390 Gießen"))

    assert address == (
        "Jugendamt",
        "Frau Lieselotte Wilhelmine",
        "Hinterhuber-Schnabelwitz-Langenscheid",
        "35390 Gießen",
    )


def test_a_name_too_long_for_a_line_breaks_after_its_hyphens() -> None:
    address = fit_address(("Hinterhuber-Schnabelwitz-Langenscheid-Hinterhuber",))

    assert address == ("Hinterhuber-Schnabelwitz-Langenscheid-", "Hinterhuber")


@pytest.mark.parametrize("rows", [("x",) * 7, (LONGEST,) * 4, ("W" * 30,), ()])
def test_what_does_not_fit_the_address_field_is_refused(rows: tuple[str, ...]) -> None:
    with pytest.raises(LetterInvalid) as refusal:
        fit_address(rows)

    assert refusal.value.field == "address"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("address", ("x",) * 7),
        ("address", (LONGEST,)),
        ("address", ("Frau\u202e Muster",)),
        ("address", ("Kim\nMuster",)),
        ("salutation", "Guten Tag A\u0308hrenfeld,"),
        ("subject", ""),
        ("subject", "x " * 81),
        ("reference", "x" * 41),
        ("signer_name", " "),
        ("return_line", "W" * 60),
        ("city", "W" * 60),
        ("office", "W" * 80),
        ("info", (("Ein sehr langer Name", "x"),)),
        ("info", (("Name", "W" * 40),)),
        ("info", (("Name", "x"),) * 11),
        ("footer", (("x",),) * 4),
        ("footer", (("x",) * 4,)),
        ("footer", (("W" * 40,),)),
        ("body", ()),
        ("body", parse("{role}", {"role"})),
        ("body", parse("x " * 4001, ())),
        ("body", parse("Donau" * 30, ())),
        ("signer_name", "W" * 60),
        ("layout", "../ernennung-v1"),
        ("layout", "ernennung"),
        ("issued_at", datetime(2026, 3, 2)),  # noqa: DTZ001 -- the missing time zone is what is refused
        ("issued_at", datetime(2026, 3, 2, microsecond=1, tzinfo=UTC)),
        ("verify_url", "http://giessen.example/verify/x/"),
        ("verify_url", "ftp://localhost/x"),
        ("verify_url", "javascript:alert(1)"),
        ("verify_url", "https:///x"),
        ("verify_url", "https://[x/"),
        ("verify_url", "https://gießen.example/"),
        ("verify_url", "https://giessen.example/ x"),
        ("verify_url", "https://giessen.example/" + "x" * 160),
        ("language", "deutsch"),
    ],
)
def test_a_letter_that_would_not_come_out_right_is_refused(field: str, value: Any) -> None:
    with pytest.raises(LetterInvalid) as refusal:
        check(make_letter(**{field: value}))

    assert refusal.value.field == field
    assert refusal.value.reason


def test_a_specimen_and_a_test_machine_may_go_without_encryption() -> None:
    check(make_letter(verify_url="http://127.0.0.1:8000/verify/x/"))
    check(make_letter(verify_url="http://giessen.example/verify/x/", specimen=True))


def test_a_preview_has_no_address_for_verifying_yet() -> None:
    check(make_letter(verify_url=""))


def test_the_information_block_ends_where_the_text_does() -> None:
    at_most = "x" * 26

    check(make_letter(info=(("E-Mail", f"{at_most}@{at_most}"),)))
    with pytest.raises(LetterInvalid, match="41 mm"):
        check(make_letter(info=(("E-Mail", at_most * 2),)))


def test_there_may_be_no_office_in_the_letterhead() -> None:
    check(make_letter(office=""))
