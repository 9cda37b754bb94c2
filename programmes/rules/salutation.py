"""How a letter addresses a person. Letters are German, so these words are, whatever language the screen has.

Sources: DIN 5008 and the usage of German offices: "Herrn" in the address, degrees there alone, a Diplom before the
name, Bachelor and Master behind it; in the salutation only the highest title, "Dr." always short and without its
faculty, "Professor" always written out, in the form the person uses.
"""

from __future__ import annotations

import re
from typing import Protocol

_DOCTOR = re.compile(r"\bDr\b")
_PROFESSOR = re.compile(r"professorin|prof", re.IGNORECASE)
_DEGREE_BEHIND = re.compile(r"\b(?:[BM]\.\s?[A-Z][a-z]{0,3}\.|LL\.\s?[BM]\.|M[BP]A\b|(?:Bachelor|Master)\b[^,]*)")
_DIPLOM = re.compile(r"\bDipl\.[^,]*")

_IN_ADDRESS = {"ms": "Frau", "mr": "Herrn"}
_IN_SALUTATION = {"ms": "Sehr geehrte Frau", "mr": "Sehr geehrter Herr"}


class Addressee(Protocol):
    """A person's name in its parts; what is not there is empty."""

    @property
    def academic_title(self) -> str: ...
    @property
    def given_names(self) -> str: ...
    @property
    def name_particle(self) -> str: ...
    @property
    def family_name(self) -> str: ...
    @property
    def academic_suffix(self) -> str: ...
    @property
    def display_name_override(self) -> str: ...
    @property
    def form_of_address(self) -> str: ...


def address_name_lines(person: Addressee) -> tuple[str, ...]:
    """Give the name as it stands in the address: `("Herrn Dr. Max von der Testau, M. A.",)`."""
    before, behind = _degrees_in_place(person)
    name = _joined(_IN_ADDRESS.get(person.form_of_address, ""), before, _full_name(person))
    return (", ".join(filter(None, (name, behind))),)


def salutation(person: Addressee, *, professor_without_name: bool = False) -> str:
    """Give the opening line with its comma; first and last name when no form of address is known.

    `professor_without_name` is the older usage, in which the title of a professor stands alone.
    """
    title = _highest_title(person.academic_title)
    opening = _IN_SALUTATION.get(person.form_of_address)
    if opening is None:
        return f"{_joined('Guten Tag', title, _full_name(person))},"
    if professor_without_name and title.startswith("Professor"):
        return f"{_joined(opening, title)},"
    surname = person.display_name_override or _joined(person.name_particle, person.family_name)
    return f"{_joined(opening, title, surname)},"


def _full_name(person: Addressee) -> str:
    return person.display_name_override or _joined(person.given_names, person.name_particle, person.family_name)


def _degrees_in_place(person: Addressee) -> tuple[str, str]:
    """Give what stands before the name and what behind it, in whichever field it was typed."""
    # A name written as a whole has its degrees in it, where the person wants them.
    suffix = "" if person.display_name_override else person.academic_suffix
    behind = [found.strip() for found in _DEGREE_BEHIND.findall(person.academic_title)]
    title = " ".join(_DEGREE_BEHIND.sub("", person.academic_title).replace(",", " ").split()) if behind else ""
    diplom = [found.strip() for found in _DIPLOM.findall(suffix)]
    rest = ", ".join(filter(None, map(str.strip, _DIPLOM.sub("", suffix).split(",")))) if diplom else suffix
    return _joined(title if behind else person.academic_title, *diplom), ", ".join(filter(None, (*behind, rest)))


def _highest_title(academic_title: str) -> str:
    """Give the one title that is spoken; degrees such as "Dipl.-Ing." are none."""
    if found := _PROFESSOR.search(academic_title):
        return "Professorin" if found[0].casefold() == "professorin" else "Professor"
    return "Dr." if _DOCTOR.search(academic_title) else ""


def _joined(*parts: str) -> str:
    return " ".join(filter(None, parts))
