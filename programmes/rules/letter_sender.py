"""Who writes, as letters print it, and how they are numbered: as the office has set it, else the installation."""

from __future__ import annotations

import string
from dataclasses import dataclass, fields
from datetime import date

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from people.errors import Refused
from programmes.models.letter_settings import LetterForm, LetterSettings


@dataclass(frozen=True)
class Sender:
    """The letterhead with everything around a letter's words; `crest` is an SVG, empty for the one it came with."""

    city: str
    street: str
    town: str
    phone: str
    mail: str
    footer_note: str = ""
    form: str = LetterForm.B.value
    number_format: str = ""
    crest: str = ""
    crest_text: str = ""
    professor_without_name: bool = False

    @property
    def return_line(self) -> str:
        return f"{self.city} · {self.street} · {self.town}"

    @property
    def footer(self) -> tuple[tuple[str, ...], ...]:
        """The columns of the footer, each with its lines."""
        note = tuple(line for line in map(str.strip, self.footer_note.split("\n")) if line)
        columns = ((self.city, self.street, self.town), (f"Telefon {self.phone}", self.mail))
        return (*columns, note) if note else columns


def sender_in_force() -> Sender:
    """What holds now, in one query."""
    found = LetterSettings.objects.values(*(part.name for part in fields(Sender))).first()
    if found:
        return Sender(**found)
    return Sender(
        city=settings.CITY_NAME,
        street=settings.CITY_STREET,
        town=settings.CITY_TOWN,
        phone=settings.OFFICE_PHONE,
        mail=settings.OFFICE_MAIL,
        number_format=settings.LETTER_NUMBER_FORMAT,
    )


def check_number_format(text: str) -> None:
    """Refuse, for `number_format`, what does not write year and number: each must stand in it, and nothing else may.

    Allowed are `{year}` and `{number}`, the latter with a width such as `{number:04}`; all around is plain text.
    """
    field = "number_format"
    try:
        pieces = list(string.Formatter().parse(text))
    except ValueError:
        raise Refused(_("A curly bracket stands alone. Write {year} and {number:04}."), field) from None
    names = [name for _text, name, _spec, _conversion in pieces if name is not None]
    if unknown := [name for name in names if name not in ("year", "number")]:
        known = _("There is no placeholder {{{name}}} here. Only {{year}} and {{number}} can be used.")
        raise Refused(known.format(name=unknown[0]), field)
    if sorted(names) != ["number", "year"]:
        raise Refused(_("Year and number must both stand in it, each once: {year} and {number:04}."), field)
    for _text, name, spec, conversion in pieces:
        if name and (conversion or (spec and not _is_width(spec, name))):
            raise Refused(_("The number can have a width, such as {number:04}, and nothing else."), field)
    if "}{" in text:
        raise Refused(_("Year and number need a sign between them, so that no two letters read alike."), field)
    example = text.format(year=date.max.year, number=123456)
    if not 6 <= len(example) <= 40 or not example.isprintable():
        raise Refused(_("The number is too short or too long as it is printed."), field)


def _is_width(spec: str, name: str) -> bool:
    return name == "number" and len(spec) == 2 and spec[0] == "0" and spec[1] in "23456789"
