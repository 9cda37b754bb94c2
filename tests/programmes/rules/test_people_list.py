"""Lists of people as offices write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.errors import Refused
from people.rules.folding import fold
from programmes.rules.people_list import LONGEST, Line, read_rows, read_text

DEPARTMENTS = {fold(name) for name in ("Jugendamt", "51", "Amt 51", "51 Jugendamt", "Stadtbüro")}
MAIL = "kim@giessen.example"


def knows(text: str) -> bool:
    return fold(text) in DEPARTMENTS


def facts(line: Line) -> tuple[str, str, str, str]:
    return line.given_names, line.family_name, line.mail, line.department


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        ("Kim Muster", ("Kim", "Muster", "", "")),
        ("Muster, Kim", ("Kim", "Muster", "", "")),
        ("Muster", ("", "Muster", "", "")),
        (MAIL, ("", "", MAIL, "")),
        ("KIM@Giessen.Example", ("", "", MAIL, "")),
        (f"Kim Muster <{MAIL}>, Jugendamt", ("Kim", "Muster", MAIL, "Jugendamt")),
        (f'"Muster, Kim" <{MAIL}>', ("Kim", "Muster", MAIL, "")),
        (f"Muster, Kim; {MAIL}; 51", ("Kim", "Muster", MAIL, "51")),
        (f"Muster\tKim\t{MAIL}\tJugendamt", ("Kim", "Muster", MAIL, "Jugendamt")),
        (f"51 Jugendamt | Kim Muster | {MAIL}", ("Kim", "Muster", MAIL, "51 Jugendamt")),
        (f"Kim Muster mailto:{MAIL} Stadtbüro", ("Kim", "Muster", MAIL, "Stadtbüro")),
        ("Kim Muster (Jugendamt)", ("Kim", "Muster", "", "Jugendamt")),
        ("Kim Muster – Amt 51", ("Kim", "Muster", "", "Amt 51")),
        ("Muster, Kim, Jugendamt", ("Kim", "Muster", "", "Jugendamt")),
        ("Kim Muster, Jugendampt", ("Kim", "Muster", "", "Jugendampt")),
        ("3. Kim Muster", ("Kim", "Muster", "", "")),
        ("• Kim Muster", ("Kim", "Muster", "", "")),
        ("Frau Kim Muster", ("Kim", "Muster", "", "")),
        ("Dr. Kim Anna von der Muster", ("Dr. Kim Anna", "von der Muster", "", "")),
        ("Kim\u00a0Muster\u200b", ("Kim", "Muster", "", "")),
        ("Kim Mu\u0308ller", ("Kim", "Müller", "", "")),
        ("Kim\0 Muster\u202e", ("Kim", "Muster", "", "")),
    ],
)
def test_a_line_is_understood_however_it_is_written(said: str, understood: tuple[str, str, str, str]) -> None:
    (line,) = read_text(f"\n{said}\r\n \n", knows)

    assert facts(line) == understood


def test_recipients_of_a_mail_in_one_line_are_as_many_people() -> None:
    lines = read_text('"Muster, Kim" <kim@x.example>; Jo Beispiel <jo@x.example>, Eva Neu <eva@x.example>', knows)

    assert [(line.number, line.name, line.mail) for line in lines] == [
        (1, "Kim Muster", "kim@x.example"),
        (2, "Jo Beispiel", "jo@x.example"),
        (3, "Eva Neu", "eva@x.example"),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [["Nachname", "Vorname", "E-Mail", "Amt"], ["Muster", "Kim", MAIL, "51"]],
        [["Name", "Vorname", "Dienstliche E-Mail", "Abteilung"], ["Muster", "Kim", MAIL, "51"]],
        [["Amt", "Name", "Mail", "Telefon"], ["51", "Kim Muster", MAIL, "0641 306-0"]],
        [["Last name", "First name", "Email address", "Department"], ["Muster", "Kim", MAIL, "51"]],
        [["", ""], ["E-Mail", "Name", "OE"], [], [MAIL, "Muster, Kim", "51"]],
        [["Muster", "Kim", MAIL, "51"]],
        [["51", "Kim Muster", MAIL]],
    ],
)
def test_a_table_is_read_by_its_columns_or_by_what_the_cells_look_like(rows: list[list[str]]) -> None:
    (line,) = read_rows(rows, knows)

    assert facts(line) == ("Kim", "Muster", MAIL, "51")


def test_a_table_pasted_with_its_column_names_is_read_by_them() -> None:
    (line,) = read_text(f"Name\tVorname\tTitel\tE-Mail\tAmt\nMuster\tKim\tDr.\t{MAIL}\t51\n", knows)

    assert facts(line) == ("Dr. Kim", "Muster", MAIL, "51")


@pytest.mark.parametrize(
    ("given", "family", "parts"),
    [
        ("Kim", "Muster", ("", "Kim", "", "Muster")),
        ("Prof. Dr. Kim", "von der Muster", ("Prof. Dr.", "Kim", "von der", "Muster")),
        ("Dr.", "Muster", ("Dr.", "", "", "Muster")),
        ("Kim", "von", ("", "Kim", "", "von")),
        ("Kim", "Muster Beispiel", ("", "Kim", "", "Muster Beispiel")),
        ("", "", ("", "", "", "")),
    ],
)
def test_a_name_has_its_title_and_its_particle_apart(given: str, family: str, parts: tuple[str, ...]) -> None:
    assert tuple(Line(1, given_names=given, family_name=family).parts.values()) == parts


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("\n \n", "Nobody is in this list."),
        ("Kim\n" + "x" * (LONGEST + 1), "Line 2 is far longer than a line about one person."),
        ("x" * 3_000_001, "This text is far longer than a list of people can be."),
        ("Kim\n" * 10_001, "The list has more than 10\u202f000 rows. Please divide it."),
        ("Name;Mail\n" + "a;b\n" * 10_000, "The list has more than 10\u202f000 rows. Please divide it."),
    ],
)
def test_what_is_no_list_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_text(text, knows)

    assert (str(refusal.value), refusal.value.field) == (sentence, "text")


@given(st.text(max_size=200))
def test_whatever_is_pasted_becomes_lines_or_a_sentence(text: str) -> None:
    try:
        lines = read_text(text, knows)
    except Refused:
        return

    for line in lines:
        told = "".join(facts(line)) + line.said
        assert "\0" not in told
        assert len(line.said) <= LONGEST
        assert line.parts.keys() == Line(1).parts.keys()
