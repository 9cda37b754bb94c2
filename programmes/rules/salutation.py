"""How a letter addresses a person. Letters are German, so these words are, whatever language the screen has.

Sources: DIN 5008 and the usage of German offices: "Herrn" in the address, degrees such as "M. A." there alone, in
the salutation only the highest title, "Dr." always short and "Professor" always written out.
"""

from __future__ import annotations

from typing import Protocol

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
    name = _joined(_IN_ADDRESS.get(person.form_of_address, ""), person.academic_title, _full_name(person))
    # A name written as a whole has its degrees in it, where the person wants them.
    suffix = "" if person.display_name_override else person.academic_suffix
    return (f"{name}, {suffix}" if suffix else name,)


def salutation(person: Addressee) -> str:
    """Give the opening line with its comma; first and last name when no form of address is known."""
    title = _highest_title(person.academic_title)
    opening = _IN_SALUTATION.get(person.form_of_address)
    if opening is None:
        return f"{_joined('Guten Tag', title, _full_name(person))},"
    surname = person.display_name_override or _joined(person.name_particle, person.family_name)
    return f"{_joined(opening, title, surname)},"


def _full_name(person: Addressee) -> str:
    return person.display_name_override or _joined(person.given_names, person.name_particle, person.family_name)


def _highest_title(academic_title: str) -> str:
    """Give the one title that is spoken; degrees such as "Dipl.-Ing." are none."""
    if "prof" in academic_title.casefold():
        return "Professor"
    return "Dr." if "Dr." in academic_title else ""


def _joined(*parts: str) -> str:
    return " ".join(filter(None, parts))
