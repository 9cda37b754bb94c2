from dataclasses import dataclass

import pytest

from programmes.rules.salutation import address_name_lines, salutation


@dataclass(frozen=True)
class Person:
    family_name: str
    given_names: str = ""
    academic_title: str = ""
    name_particle: str = ""
    academic_suffix: str = ""
    display_name_override: str = ""
    form_of_address: str = "neutral"


AEHRENFELD = Person("Ährenfeld", "Jördis", "Dr.", form_of_address="ms")
TESTAU = Person("Testau", "Maximilian", name_particle="von der", form_of_address="mr")
LUKOWSKA = Person("Łukowska-Probe", "Beata", "Prof. Dr.", form_of_address="ms")
OEZTUERK = Person("Öztürk-Beispiel", "Anne-Sophie", academic_suffix="M. A.", form_of_address="ms")
ENGINEER = Person("Häcker", "Emil", "Dipl.-Ing.", form_of_address="mr")
DOCTOR_ENGINEER = Person("Haecker", "Manfred", "Dr.-Ing. Dr. h. c.", form_of_address="mr")
FACULTY = Person("Haecker", "Manfred", "Dr.-Ing.", form_of_address="mr")
PHILOSOPHER = Person("Müller", "Anna", "Dr. phil.", form_of_address="ms")
PROFESSORIN = Person("Müller", "Anna", "Professorin Dr.", form_of_address="ms")
MASTER_BEFORE = Person("Müller", "Anna", "Dr., M. Sc.", academic_suffix="LL.M.", form_of_address="ms")
DIPLOM_BEHIND = Person("Hacker", "Simon", academic_suffix="Dipl.-Verw.wirt (FH), B. A.", form_of_address="mr")
DRESDEN = Person("Drach", "Professa")
NEUTRAL_DOCTOR = Person("Müller", "Kim", "Dr.")
NEUTRAL_PROFESSOR = Person("Probe", "Kim", "Prof. Dr.", name_particle="zu")
MONONYM = Person("Sam")
OVERRIDE = Person("Nguyễn", "Demo Thị", display_name_override="Nguyễn Thị Demo", academic_suffix="M. A.")
OVERRIDE_WITH_FORM = Person("Nguyễn", "Demo Thị", "Dr.", display_name_override="Nguyễn Thị Demo", form_of_address="ms")


@pytest.mark.parametrize(
    ("person", "line"),
    [
        (AEHRENFELD, "Frau Dr. Jördis Ährenfeld"),
        (TESTAU, "Herrn Maximilian von der Testau"),
        (LUKOWSKA, "Frau Prof. Dr. Beata Łukowska-Probe"),
        (OEZTUERK, "Frau Anne-Sophie Öztürk-Beispiel, M. A."),
        (ENGINEER, "Herrn Dipl.-Ing. Emil Häcker"),
        (FACULTY, "Herrn Dr.-Ing. Manfred Haecker"),
        (PHILOSOPHER, "Frau Dr. phil. Anna Müller"),
        (PROFESSORIN, "Frau Professorin Dr. Anna Müller"),
        (MASTER_BEFORE, "Frau Dr. Anna Müller, M. Sc., LL.M."),
        (DIPLOM_BEHIND, "Herrn Dipl.-Verw.wirt (FH) Simon Hacker, B. A."),
        (NEUTRAL_DOCTOR, "Dr. Kim Müller"),
        (MONONYM, "Sam"),
        (OVERRIDE, "Nguyễn Thị Demo"),
        (OVERRIDE_WITH_FORM, "Frau Dr. Nguyễn Thị Demo"),
    ],
)
def test_address_names_the_person_in_full(person: Person, line: str) -> None:
    assert address_name_lines(person) == (line,)


@pytest.mark.parametrize(
    ("person", "line"),
    [
        (AEHRENFELD, "Sehr geehrte Frau Dr. Ährenfeld,"),
        (TESTAU, "Sehr geehrter Herr von der Testau,"),
        (LUKOWSKA, "Sehr geehrte Frau Professor Łukowska-Probe,"),
        (OEZTUERK, "Sehr geehrte Frau Öztürk-Beispiel,"),
        (ENGINEER, "Sehr geehrter Herr Häcker,"),
        (DOCTOR_ENGINEER, "Sehr geehrter Herr Dr. Haecker,"),
        (FACULTY, "Sehr geehrter Herr Dr. Haecker,"),
        (PHILOSOPHER, "Sehr geehrte Frau Dr. Müller,"),
        (PROFESSORIN, "Sehr geehrte Frau Professorin Müller,"),
        (MASTER_BEFORE, "Sehr geehrte Frau Dr. Müller,"),
        (DIPLOM_BEHIND, "Sehr geehrter Herr Hacker,"),
        (DRESDEN, "Guten Tag Professa Drach,"),
        (NEUTRAL_DOCTOR, "Guten Tag Dr. Kim Müller,"),
        (NEUTRAL_PROFESSOR, "Guten Tag Professor Kim zu Probe,"),
        (MONONYM, "Guten Tag Sam,"),
        (OVERRIDE, "Guten Tag Nguyễn Thị Demo,"),
        (OVERRIDE_WITH_FORM, "Sehr geehrte Frau Dr. Nguyễn Thị Demo,"),
    ],
)
def test_salutation_speaks_the_highest_title_only(person: Person, line: str) -> None:
    assert salutation(person) == line


@pytest.mark.parametrize(
    ("person", "line"),
    [
        (LUKOWSKA, "Sehr geehrte Frau Professor,"),
        (PROFESSORIN, "Sehr geehrte Frau Professorin,"),
        (AEHRENFELD, "Sehr geehrte Frau Dr. Ährenfeld,"),
        (NEUTRAL_PROFESSOR, "Guten Tag Professor Kim zu Probe,"),
    ],
)
def test_the_name_of_a_professor_can_be_left_out_where_the_form_of_address_is_known(person: Person, line: str) -> None:
    assert salutation(person, professor_without_name=True) == line
