"""The small markup of a letter's text, read into a tree before any value goes in.

A blank line parts paragraphs, `- ` starts a list item, `**bold**` is bold, `{name}` waits for a value. There is
nothing else: no links, no pictures, no HTML.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from programmes.errors import LetterInvalid
from programmes.letters.characters import clean
from programmes.letters.letter import BulletList, Line, Paragraph, Run, Slot, Tree

_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_PIECES = re.compile(r"(\*\*|\{[^{}]*\})")
_BULLET = "- "


def parse(text: str, allowed: Collection[str]) -> Tree:
    """Read a template's text; its placeholders must be among `allowed`.

    Raises LetterInvalid on an unknown placeholder, a single brace or a `**` without its partner.
    """
    text = re.sub(r"\r\n?|[\u2028\u2029]", "\n", text)
    chunks = _BLANK_LINES.split(text.strip())
    tree = tuple(block for chunk in chunks for block in _blocks(chunk, allowed))
    if not tree:
        raise LetterInvalid("body", _("The text of the letter is empty."))
    return tree


def fill(tree: Tree, values: Mapping[str, str]) -> Tree:
    """Put `values`, cleaned, into the slots of `tree`; a value is plain text, whatever signs it holds.

    Raises LetterInvalid when a slot has no value.
    """
    return tuple(
        replace(block, line=_filled(block.line, values))
        if isinstance(block, Paragraph)
        else replace(block, items=tuple(_filled(item, values) for item in block.items))
        for block in tree
    )


def lines(tree: Tree) -> Iterator[Line]:
    """Give every paragraph and every list item of `tree`, in reading order."""
    for block in tree:
        yield from (block.line,) if isinstance(block, Paragraph) else block.items


def in_one_line(tree: Tree) -> str:
    """Give the text of a filled `tree` without its weights and line ends, as a subject has it."""
    return " ".join("".join(piece.text for piece in line if isinstance(piece, Run)) for line in lines(tree))


def printed_texts(tree: Tree) -> Iterator[str]:
    """Give every stretch of text of a filled `tree`. Raises LetterInvalid for a slot that still waits for its value."""
    for line in lines(tree):
        for piece in line:
            if isinstance(piece, Slot):
                raise _no_value(piece.name)
            yield piece.text


def _no_value(name: str) -> LetterInvalid:
    return LetterInvalid("body", format_lazy(_("The placeholder {{{name}}} has no value."), name=name))


def _blocks(chunk: str, allowed: Collection[str]) -> Iterator[Paragraph | BulletList]:
    """Split a chunk without blank lines: text before the first bullet, then the items; other lines continue one."""
    items: list[str] = []
    opening: list[str] = []
    for row in filter(None, map(str.strip, chunk.split("\n"))):
        if row.startswith(_BULLET):
            items.append(row.removeprefix(_BULLET))
        elif items:
            items[-1] += f" {row}"
        else:
            opening.append(row)
    if opening:
        yield Paragraph(_line(" ".join(opening), allowed))
    if items:
        yield BulletList(tuple(_line(item, allowed) for item in items))


def _line(text: str, allowed: Collection[str]) -> Line:
    pieces: list[Run | Slot] = []
    bold = False
    for piece in filter(None, _PIECES.split(text)):
        if piece == "**":
            bold = not bold
        elif piece.startswith("{"):
            pieces.append(Slot(_known(piece[1:-1].strip(), allowed), bold))
        else:
            pieces.append(Run(_plain(piece), bold))
    if bold:
        raise LetterInvalid("body", _("A bold passage is opened with ** but never closed."))
    return tuple(pieces)


def _known(name: str, allowed: Collection[str]) -> str:
    if name in allowed:
        return name
    if nearest := get_close_matches(name.casefold(), allowed, 1):
        reason = _("There is no placeholder {{{name}}}. Do you mean {{{nearest}}}?")
        raise LetterInvalid("body", format_lazy(reason, name=name, nearest=nearest[0]))
    reason = _("There is no placeholder {{{name}}}. You can use: {allowed}.")
    raise LetterInvalid("body", format_lazy(reason, name=name, allowed=", ".join(sorted(allowed))))


def _plain(text: str) -> str:
    if "{" in text or "}" in text:
        raise LetterInvalid("body", _("A curly bracket stands alone. Placeholders are written {like_this}."))
    return clean(text)


def _filled(line: Line, values: Mapping[str, str]) -> Line:
    return tuple(Run(_value(piece.name, values), piece.bold) if isinstance(piece, Slot) else piece for piece in line)


def _value(name: str, values: Mapping[str, str]) -> str:
    if name not in values:
        raise _no_value(name)
    return clean(values[name])
