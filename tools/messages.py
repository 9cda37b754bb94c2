"""The German catalogue: collects the texts of code and templates, merges them, compiles them, checks them.

    python tools/messages.py update     new texts into locale/de/LC_MESSAGES/django.po, gone ones out of it
    python tools/messages.py compile    django.po into django.mo
    python tools/messages.py check      exit 1 where a text lacks its German words or the .mo is stale

Pure Python (Babel), because a bare machine has no gettext. Templates are read by Django's own parser.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "locale/de/LC_MESSAGES/django.po"
MO = PO.with_suffix(".mo")
PACKAGES = ("digilotsen", "people", "programmes")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
# Words of the familiar form: the register says Sie, so allauth's texts that use them get our own German.
FAMILIAR = re.compile(r"\b(du|dich|dir|dein\w*|gib|bist|hast|kannst|willst|musst|möchtest|wirst|klicke|prüfe)\b", re.I)
ALLAUTH_PARTS = tuple(
    f"{folder}{part}/" for part in ("account", "mfa", "usersessions") for folder in ("", "templates/")
)


def texts() -> Iterator[tuple[str, str | tuple[str, ...], str | None]]:
    """Every text of the register: where it stands, the text (with its plural), its context."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield from _found(path, path.read_text(encoding="utf-8"))
    for folder in ("templates", *PACKAGES):
        for path in sorted((ROOT / folder).rglob("*.html")) + sorted((ROOT / folder).rglob("*.txt")):
            source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
            yield from _found(path, "\n".join(line.strip() for line in source.splitlines()))
    for message in familiar_texts():
        yield "allauth", message.id, message.context


def allauth_catalogue() -> Catalog:
    """allauth's own German, of which the familiar or missing half is not ours to show."""
    import allauth

    with (Path(allauth.__file__).parent / "locale/de/LC_MESSAGES/django.po").open("rb") as file:
        return read_po(file, locale="de")


def familiar_texts() -> Iterator[Message]:
    """allauth's texts, of the parts in use, whose German says du or is missing."""
    for message in allauth_catalogue():
        in_use = any(path.startswith(ALLAUTH_PARTS) for path, _line in message.locations)
        if message.id and in_use and (not _words(message) or FAMILIAR.search(_words(message))):
            yield message


def _words(message: Message) -> str:
    return message.string if isinstance(message.string, str) else " ".join(filter(None, message.string))


def _found(path: Path, source: str) -> Iterator[tuple[str, str | tuple[str, ...], str | None]]:
    where = path.relative_to(ROOT).as_posix()
    for _line, function, found, _comments in extract_python(BytesIO(source.encode()), KEYWORDS, [], {}):
        parts = found if isinstance(found, tuple) else (found,)
        numbers = KEYWORDS[function] or (1,)
        context = next((parts[n[0] - 1] for n in numbers if isinstance(n, tuple)), None)
        strings = tuple(parts[n - 1] for n in numbers if isinstance(n, int))
        if all(strings):
            yield where, strings if len(strings) > 1 else strings[0], context


def catalogue() -> Catalog:
    """The committed German catalogue; an empty one where there is none yet."""
    if not PO.exists():
        return Catalog(locale="de", charset="utf-8")
    with PO.open("rb") as file:
        return read_po(file, locale="de")


def merged() -> Catalog:
    """A catalogue of exactly today's texts, with the German words there are."""
    old, new = catalogue(), Catalog(locale="de", charset="utf-8", fuzzy=False, header_comment="# German texts.")
    theirs = allauth_catalogue()
    new.creation_date = new.revision_date = old.creation_date
    for where, text, context in texts():
        known = old.get(text if isinstance(text, str) else text[0], context)
        if known is None and isinstance(text, str):
            known = theirs.get(text, context)
            known = known if known and not FAMILIAR.search(_words(known)) else None
        same = known is not None and known.pluralizable == isinstance(text, tuple)
        new.add(text, known.string if same else None, [(where, None)], context=context, flags=_flags(text))
    return new


def _flags(text: str | tuple[str, ...]) -> tuple[str, ...]:
    plain = text if isinstance(text, str) else text[1]
    return ("python-format",) if re.search(r"%\(\w+\)s", plain) else ()


def problems() -> list[str]:
    """What keeps the catalogue from being complete, one sentence each; empty where all is well."""
    have, found = catalogue(), []
    for message in merged():
        if not message.id:
            continue
        name = message.id if isinstance(message.id, str) else message.id[0]
        strings = (message.string,) if isinstance(message.string, str) else tuple(message.string)
        if not all(strings):
            found.append(f"no German text: {name!r} ({message.locations[0][0]})")
        elif any(_names(string) - _names(" ".join(_ids(message))) for string in strings):
            found.append(f"other placeholders than the text: {name!r}")
        elif have.get(name, message.context) is None:
            found.append(f"not in the catalogue: {name!r}")
    if not MO.exists() or MO.read_bytes() != compiled(have):
        found.append("django.mo is stale: run `make messages`")
    return found


def _ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _names(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)s|\{\w*\}", text))


def compiled(catalog: Catalog) -> bytes:
    """The bytes of the .mo file."""
    file = BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def main(command: str) -> int:
    """Run one command; the exit status."""
    if not settings.configured:
        settings.configure(USE_I18N=True)
    if command == "update":
        PO.parent.mkdir(parents=True, exist_ok=True)
        new = merged()
        with PO.open("wb") as file:
            write_po(file, new, width=120, sort_output=True, include_lineno=False, omit_header=False)
    if command in ("update", "compile"):
        MO.write_bytes(compiled(catalogue()))
        return 0
    found = problems()
    print("\n".join(found) or "The German catalogue is complete.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "check"))
