"""Looks through one PDF in a process of its own, which a hostile file may exhaust without harm to anybody else.

Run as a script: the file comes through standard input, the exit code says what was found.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Iterator
from io import BytesIO

import pikepdf

# A few kilobytes may claim to unpack to gigabytes: what it takes to believe that ends here.
MOST_MEMORY = 384 * 1024 * 1024
MOST_SECONDS = 5
MOST_OBJECTS = 50_000
DEEPEST = 100
FINE, UNREADABLE, LOCKED, ACTIVE = 0, 10, 11, 12
# What a document can do instead of being read: programs, files in files, forms that send, media that play.
_ACTIVE_KEYS = {"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent", "/AF"}
_ACTIVE_NAMES = {
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/GoToE",
    "/Rendition",
    "/RichMedia",
    "/RichMediaExecute",
    "/EmbeddedFile",
    "/FileAttachment",
    "/Movie",
    "/Sound",
}
_NAMING = ("/S", "/Type", "/Subtype")


def main() -> int:
    """Say whether the PDF can be read, is locked, or does more than show pages."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        return look_through(sys.stdin.buffer.read())
    except pikepdf.PasswordError:
        return LOCKED
    except (pikepdf.PdfError, ValueError, TypeError, OSError, RuntimeError, MemoryError, RecursionError):
        return UNREADABLE


def look_through(content: bytes) -> int:
    """What the PDF `content` is: FINE, LOCKED, ACTIVE or UNREADABLE; a damaged one is not mended but refused."""
    with pikepdf.open(BytesIO(content), attempt_recovery=False, suppress_warnings=True) as document:
        if document.is_encrypted:
            return LOCKED
        objects = document.objects
        if len(document.pages) == 0 or len(objects) > MOST_OBJECTS:
            return UNREADABLE
        if any(_is_active(part) for one in objects for part in _parts(one)):
            return ACTIVE
    return FINE


def _parts(one: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The dictionaries in an object, however deep; what it refers to is an object of its own."""
    waiting = [(one, 0)]
    while waiting:
        part, depth = waiting.pop()
        if depth > DEEPEST:
            raise ValueError("The objects lie deeper in each other than in any document.")
        if not isinstance(part, pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array) or (depth and part.is_indirect):
            continue
        if isinstance(part, pikepdf.Array):
            waiting += [(inner, depth + 1) for inner in part.as_list()]
        else:
            yield part
            waiting += [(inner, depth + 1) for _key, inner in part.items()]


def _is_active(part: pikepdf.Object) -> bool:
    if not _ACTIVE_KEYS.isdisjoint(part.keys()):
        return True
    return any(str(part.get(key)) in _ACTIVE_NAMES for key in _NAMING if isinstance(part.get(key), pikepdf.Name))


if __name__ == "__main__":
    sys.exit(main())
