"""A list of people as offices write it, pasted or in a table, becomes lines: who is meant, not yet who that is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import gettext as _

from people.errors import Refused
from people.rules.folding import fold
from programmes.rules.table_files import MOST_ROWS, Rows, read_csv, too_many_rows

# Whether a text names a department of the register.
Knows = Callable[[str], bool]

LONGEST = 300
_IN_MAIL = r"[^\s<>()\[\]{}|,;:\"']"
# Only where a word begins: tried from each of its letters, a word without end would take hours.
_MAIL = re.compile(rf"(?<!{_IN_MAIL}){_IN_MAIL}+@{_IN_MAIL}+")
_MAILTO = re.compile(r"mailto:", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:\d{1,4}[.)]\s+|[-–*•·]\s+)")
# What stands between two facts about one person, where it is no comma: "Kim Muster (Jugendamt)", "Kim Muster – 51".
_BETWEEN = re.compile(r"[\t;|()\[\]{}<>\"]|\s[-–—]\s|\s{3,}")
# Between two people in one line, as mail programs write recipients.
_NEXT_PERSON = re.compile(r";|(?<=>)\s*,")
_TITLES = {
    "prof",
    "professor",
    "professorin",
    "dr",
    "dres",
    "dipl",
    "mag",
    "ing",
    "rer",
    "nat",
    "phil",
    "med",
    "jur",
    "pol",
    "oec",
    "habil",
    "hc",
    "pd",
    "univ",
}
_SALUTATIONS = {"herr", "herrn", "frau", "hr", "fr"}
_PARTICLES = {
    "von",
    "vom",
    "van",
    "de",
    "del",
    "della",
    "der",
    "den",
    "dem",
    "zu",
    "zum",
    "zur",
    "di",
    "da",
    "dos",
    "du",
    "la",
    "le",
    "ten",
    "ter",
    "af",
    "av",
    "el",
    "al",
}
_WORD = re.compile(r"\w+")
# The words over the columns, folded.
_COLUMNS = {
    "family_name": "nachname familienname zuname surname lastname familyname",
    "given_names": "vorname vornamen rufname firstname givenname givennames",
    "name": "name person teilnehmer teilnehmerin teilnehmerinnen vornamename namevorname nachnamevorname mitarbeiter "
    "mitarbeiterin beschaeftigte fullname vorundnachname vorundzuname",
    "title": "titel title akademischertitel",
    "mail": "email mail emailadresse mailadresse dienstlicheemail dienstlicheemailadresse emailaddress",
    "department": "amt abteilung dienststelle department organisationseinheit oe bereich fachbereich amtsnummer amtnr "
    "amtabteilung nrdesamtes einrichtung",
}
_COLUMN_OF = {fold(word).replace(" ", ""): column for column, words in _COLUMNS.items() for word in words.split()}


@dataclass(frozen=True)
class Line:
    """One person of a list, counted from 1: what it said, how that was understood, what was chosen for it since."""

    number: int
    said: str = ""
    given_names: str = ""
    family_name: str = ""
    mail: str = ""
    department: str = ""
    choice: str = ""
    left_out: bool = False

    @property
    def name(self) -> str:
        return f"{self.given_names} {self.family_name}".strip()

    @cached_property
    def parts(self) -> Mapping[str, str]:
        """The name in the parts of the record: title and particle apart from the names proper."""
        given, titles = _split_off(self.given_names.split(), _is_title)
        *words, last = self.family_name.split() or [""]
        before, particles = _split_off(words, lambda word: word in _PARTICLES)
        return {
            "academic_title": titles,
            "given_names": given,
            "name_particle": particles,
            "family_name": f"{before} {last}".strip(),
        }

    @cached_property
    def folded_names(self) -> frozenset[str]:
        """The name as search knows it, in both orders: nobody can tell which half a list puts first."""
        given = self.parts["given_names"]
        family = f"{self.parts['name_particle']} {self.parts['family_name']}"
        return frozenset(name for name in (fold(f"{given} {family}"), fold(f"{family} {given}")) if " " in name)


def read_text(text: str, knows: Knows) -> list[Line]:
    """The people of a pasted list, one line each; a table copied with its column names is read by them.

    Raises Refused where nobody is in it, a line is far longer than one about a person, or there are too many.
    """
    if len(text) > MOST_ROWS * LONGEST:
        raise Refused(_("This text is far longer than a list of people can be."), "text")
    told = [(number, row) for number, row in enumerate(plain(text).splitlines(), start=1) if row.strip()]
    if told and (delimiter := _delimiter_of_heading(told[0][1])):
        return read_rows(read_csv(plain(text), delimiter, field="text"), knows, field="text")
    lines = [
        read_cells(cells, number, said, knows)
        for number, row in told
        for said in _people_in(_BULLET.sub("", row))
        if (cells := _cells_of(said))
    ]
    return _checked(lines, "text")


def read_rows(rows: Rows, knows: Knows, *, field: str = "file") -> list[Line]:
    """The people of a table, by the names over its columns or, where there are none, by what the cells look like.

    Raises Refused, for `field`, where nobody is in it.
    """
    told = [
        (number, cells)
        for number, row in enumerate(rows, start=1)
        if any(cells := [plain(cell).replace("\n", " ").strip() for cell in row])
    ]
    columns = _columns(told[0][1]) if told else None
    if columns is None:
        return _checked([read_cells(cells, number, _joined(cells), knows) for number, cells in told], field)
    return _checked([_by_columns(cells, columns, number) for number, cells in told[1:]], field)


def read_cells(cells: Iterable[str], number: int, said: str, knows: Knows) -> Line:
    """What the parts of one line say: an address, a department the register knows, and the rest is the name."""
    found = _MAIL.search(_joined(cells := list(cells)))
    mail = found[0].strip(".").lower() if found else ""
    rest = [part for cell in cells for piece in _MAIL.split(cell) if (part := piece.strip(" ,"))]
    department = next((cell for cell in rest if knows(cell)), "")
    names = [cell for cell in rest if cell != department]
    if len(names) > 1 and (not department) and (len(names) > 2 or len(_own_words(names[0])) > 1):
        department = names.pop()  # a whole name and a department nobody knows, rather than two halves of a name
    family, given = _halves(names)
    return Line(number, said[:LONGEST], given, family, mail, department)


def plain(text: str) -> str:
    """`text` composed and without what nobody sees: control and bidi characters, blanks that are no blanks."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(_visible(sign) for sign in text)


def _visible(sign: str) -> str:
    if sign in "\n\t":
        return sign
    if sign.isspace():
        return " "
    return "" if unicodedata.category(sign).startswith("C") else sign


def _people_in(row: str) -> list[str]:
    """The people of one line: more than one only where every part has an address, as in a list of recipients."""
    parts = [part.strip() for part in _NEXT_PERSON.split(row) if part.strip()]
    if len(parts) > 1 and all(len(_MAIL.findall(part)) == 1 for part in parts):
        return parts
    return [row.strip()]


def _cells_of(said: str) -> list[str]:
    """The parts of a line written by hand; commas count only where nothing else divides it."""
    said = _MAILTO.sub("", said)
    found = _MAIL.search(said)
    without = f"{said[: found.start()]};{said[found.end() :]}" if found else said
    cells = [cell for part in _BETWEEN.split(without) if (cell := part.strip(" ,"))]
    if len(cells) == 1:
        cells = [cell for part in cells[0].split(",") if (cell := part.strip())]
    return [*cells, found[0]] if found else cells


def _halves(names: Sequence[str]) -> tuple[str, str]:
    """(family, given) names out of one whole name or two halves of it, the family name first."""
    if not names:
        return "", ""
    if len(names) > 1:
        return " ".join(_own_words(names[0])), " ".join(_own_words(names[1]))
    if "," in names[0]:
        family, _comma, given = names[0].partition(",")
        return " ".join(_own_words(family)), " ".join(_own_words(given))
    words = _own_words(names[0])
    begins = next(
        (place for place, word in enumerate(words[:-1]) if place and word.casefold() in _PARTICLES), len(words) - 1
    )
    return " ".join(words[begins:]), " ".join(words[:begins])


def _own_words(name: str) -> list[str]:
    return [word for word in name.split() if word.casefold().strip(".") not in _SALUTATIONS]


def _is_title(word: str) -> bool:
    return not _TITLES.isdisjoint(_WORD.findall(word.casefold()))


def _split_off(words: Sequence[str], belongs: Callable[[str], bool]) -> tuple[str, str]:
    """The words from the first on that does not belong, and those before it."""
    first = next((place for place, word in enumerate(words) if not belongs(word)), len(words))
    return " ".join(words[first:]), " ".join(words[:first])


def _delimiter_of_heading(row: str) -> str:
    return next((sign for sign in ("\t", ";", ",") if sign in row and _columns(row.split(sign))), "")


def _columns(cells: Sequence[str]) -> list[str] | None:
    """What each column holds, by a row of column names; None for a row about a person."""
    found = [_COLUMN_OF.get(fold(cell.strip('" ')).replace(" ", ""), "") for cell in cells]
    known = [column for column in found if column]
    is_heading = len(set(known)) > 1 or (len(cells) == 1 and bool(known)) or known == ["mail"]
    if not is_heading or "@" in "".join(cells):
        return None
    if "given_names" in known and "family_name" not in known:
        found = ["family_name" if column == "name" else column for column in found]
    return found


def _by_columns(cells: Sequence[str], columns: Sequence[str], number: int) -> Line:
    told = {
        column: _joined(cell for cell, name in zip(cells, columns, strict=False) if name == column)
        for column in _COLUMNS
    }
    family, given = " ".join(_own_words(told["family_name"])), told["given_names"]
    if told["name"] and not family:
        family, given = _halves([told["name"]])
    given = " ".join(filter(None, (told["title"], " ".join(_own_words(given)))))
    mail = _MAIL.search(told["mail"])
    address = mail[0].lower() if mail else told["mail"]
    return Line(number, _joined(cells)[:LONGEST], given, family, address, told["department"])


def _joined(cells: Iterable[str]) -> str:
    return " ".join(filter(None, cells))


def _checked(lines: list[Line], field: str) -> list[Line]:
    if len(lines) > MOST_ROWS:
        raise too_many_rows(field)
    if not lines:
        raise Refused(_("Nobody is in this list."), field)
    for line in lines:
        if any(len(fact) > LONGEST for fact in (line.given_names, line.family_name, line.mail, line.department)):
            sentence = _("Line {number} is far longer than a line about one person.")
            raise Refused(sentence.format(number=line.number), field)
    return [replace(line, number=number) for number, line in enumerate(lines, start=1)]
