"""The German catalogue: collects the texts of code and templates, merges them, compiles them, checks them.

    python tools/messages.py update     new texts into locale/de/LC_MESSAGES/django.po, gone ones out of it
    python tools/messages.py compile    django.po into django.mo
    python tools/messages.py check      exit 1 where a text lacks its German words or the .mo is stale

Pure Python (Babel), because a bare machine has no gettext. Templates are read by Django's own parser. Where a text of
Django or allauth reads badly in German, add it to the .po under "#: libraries" with better words: `update` keeps it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

# One text, or one with its plural.
Text = str | tuple[str, ...]
ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "locale/de/LC_MESSAGES/django.po"
MO = PO.with_suffix(".mo")
PACKAGES = ("digilotsen", "people", "programmes")
# Where a text stands that is not ours, but has our words.
LIBRARIES = "libraries"
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
FAMILIAR = re.compile(
    r"\b(du|dich|dir|dein\w*|gib|bist|hast|kannst|willst|musst|möchtest|wirst|klicke|prüfe)\b"
    r"|\bbitte (?!(?:k?eine|diese)\b)\w+e\b",
    re.I,
)
ALLAUTH_PARTS = tuple(
    f"{folder}{part}/" for part in ("account", "mfa", "usersessions", "socialaccount") for folder in ("", "templates/")
)


def texts() -> Iterator[tuple[str, Text, str | None]]:
    """Every text of the register: where it stands, the text (with its plural), its context."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield from _found(path, path.read_text(encoding="utf-8"))
    for folder in ("templates", *PACKAGES):
        for path in sorted((ROOT / folder).rglob("*.html")) + sorted((ROOT / folder).rglob("*.txt")):
            source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
            yield from _found(path, "\n".join(line.strip() for line in source.splitlines()))
    for message in [*familiar_texts(), *reworded_texts()]:
        forms = parts(message.id)
        yield LIBRARIES, forms if len(forms) > 1 else forms[0], message.context


def allauth_catalogue() -> Catalog:
    """allauth's own German, of which the familiar or missing half is not ours to show."""
    import allauth

    return _read(Path(allauth.__file__).parent / "locale/de/LC_MESSAGES/django.po")


def django_catalogues() -> tuple[Catalog, ...]:
    """Django's own German: forms and validators, passwords."""
    import django

    home = Path(django.__file__).parent
    return tuple(_read(home / part / "locale/de/LC_MESSAGES/django.po") for part in ("conf", "contrib/auth"))


def allauth_texts() -> Iterator[Message]:
    """allauth's texts, of the parts in use."""
    for message in allauth_catalogue():
        paths = [path for path, _line in message.locations if path.startswith(ALLAUTH_PARTS)]
        if message.id and any("/providers/" not in path for path in paths):
            yield message


def familiar_texts() -> Iterator[Message]:
    """Those of them whose German says du or is missing."""
    for message in allauth_texts():
        words = " ".join(parts(message.string)).strip()
        if not words or FAMILIAR.search(words):
            yield message


def reworded_texts() -> Iterator[Message]:
    """Texts of the libraries that the catalogue words anew, as long as a library still has them."""
    theirs = (allauth_catalogue(), *django_catalogues())
    for message in catalogue():
        ours = any(path == LIBRARIES for path, _line in message.locations)
        if ours and any(known.get(parts(message.id)[0], message.context) for known in theirs):
            yield message


def parts(text: str | Sequence[str] | None) -> tuple[str, ...]:
    """A text or its plural forms, always as a tuple."""
    return (text or "",) if text is None or isinstance(text, str) else tuple(text)


def _found(path: Path, source: str) -> Iterator[tuple[str, Text, str | None]]:
    where = path.relative_to(ROOT).as_posix()
    calls: Iterator[tuple[Any, ...]] = extract_python(BytesIO(source.encode()), KEYWORDS, [], {})
    for _line, function, found, _comments in calls:
        given = found if isinstance(found, tuple) else (found,)
        numbers = KEYWORDS[function] or (1,)
        context = next((given[n[0] - 1] for n in numbers if isinstance(n, tuple)), None)
        strings = tuple(given[n - 1] for n in numbers if isinstance(n, int))
        if all(strings):
            yield where, strings if len(strings) > 1 else strings[0], context


def catalogue() -> Catalog:
    """The committed German catalogue; an empty one where there is none yet."""
    return _read(PO) if PO.exists() else Catalog(locale="de", charset="utf-8")


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="de")


def merged() -> Catalog:
    """A catalogue of exactly today's texts, with the German words there are."""
    old, new = catalogue(), Catalog(locale="de", charset="utf-8", fuzzy=False, header_comment="# German texts.")
    new.creation_date = new.revision_date = old.creation_date
    for where, text, context in texts():
        known = old.get(text if isinstance(text, str) else text[0], context)
        words = known.string if known and known.pluralizable == isinstance(text, tuple) else None
        new.add(text, words, [(where, 0)], context=context, flags=_flags(text))
    return new


def _flags(text: Text) -> tuple[str, ...]:
    return ("python-format",) if re.search(r"%\(\w+\)[ds]", parts(text)[-1]) else ()


def problems() -> list[str]:
    """What keeps the catalogue from being complete, one sentence each; empty where all is well."""
    have, found = catalogue(), []
    for message in merged():
        if not message.id:
            continue
        sources, strings = parts(message.id), parts(message.string)
        if not all(strings):
            found.append(f"no German text: {sources[0]!r} ({message.locations[0][0]})")
        elif not _fits(sources, strings, may_drop=message.locations[0][0] == LIBRARIES):
            found.append(f"other placeholders than the text: {sources[0]!r}")
        elif have.get(sources[0], message.context) is None:
            found.append(f"not in the catalogue: {sources[0]!r}")
    if not MO.exists() or MO.read_bytes() != compiled(have):
        found.append("django.mo is stale: run `make messages`")
    return found


def _fits(sources: tuple[str, ...], strings: tuple[str, ...], *, may_drop: bool) -> bool:
    """Whether the German forms hold the placeholders of the English ones; a library's greeting may drop its own."""
    pairs = [(_names(source), _names(string)) for source, string in zip(sources, strings, strict=True)]
    return all(string <= source if may_drop else string == source for source, string in pairs)


def _names(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)[ds]|%[ds]|\{\w*\}", text))


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
