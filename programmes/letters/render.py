"""A letter in, a PDF out: PDF/UA-1 and PDF/A-2a in one file, the same bytes every time.

Pure: no database, clock, locale, network or setting has a say. A process that has set a letter must not fork and
set another in the child, typst would wait there for ever; so nothing is rendered at import or start-up.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

import pikepdf
import typst
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from programmes.errors import LetterInvalid, LetterTooLong, RenderError
from programmes.letters.check import check
from programmes.letters.letter import Letter, to_json
from programmes.letters.qr import qr_svg

MOST_PAGES = 2
PREVIEW_PPI = 96.0
_HERE = Path(__file__).parent
_FONTS = _HERE / "fonts"
_LAYOUTS = _HERE / "layouts"


@dataclass(frozen=True)
class Rendered:
    """A finished letter; `fingerprint` says what set it, so that only like is compared with like."""

    pdf: bytes
    sha256: str
    pages: int
    fingerprint: str


def render(letter: Letter) -> Rendered:
    """Set `letter`; the same letter under the same fingerprint gives the same bytes.

    Raises LetterInvalid (which field, why), LetterTooLong beyond two pages, RenderError when the typesetter fails
    or as much as warns.
    """
    check(letter)
    if not (_LAYOUTS / letter.layout).is_dir():
        raise LetterInvalid("layout", _("There is no such layout."))
    inputs = {"letter": to_json(letter), "qr": qr_svg(letter.verify_url)}
    pdf = typeset(letter.layout, "letter.typ", inputs, letter.issued_at)
    with pikepdf.Pdf.open(BytesIO(pdf)) as document:
        pages = len(document.pages)
    if pages > MOST_PAGES:
        reason = _("The letter has {pages} pages; at most {most} are allowed. Please shorten its text.")
        raise LetterTooLong("body", format_lazy(reason, pages=pages, most=MOST_PAGES))
    return Rendered(pdf, hashlib.sha256(pdf).hexdigest(), pages, fingerprint(letter.layout))


def render_many(letters: Iterable[Letter]) -> Iterator[Rendered]:
    """Set `letters` one by one, in order; raises as `render` does."""
    return map(render, letters)


def first_page(letter: Letter) -> bytes:
    """The first page of `letter` as a PNG for the screen; raises as `render` does, but for the number of pages."""
    check(letter)
    if not (_LAYOUTS / letter.layout).is_dir():
        raise LetterInvalid("layout", _("There is no such layout."))
    inputs = {"letter": to_json(letter), "qr": qr_svg(letter.verify_url)}
    _fork_guard.enter()
    try:
        pages = _compilers.get(letter.layout, "letter.typ").compile(format="png", ppi=PREVIEW_PPI, sys_inputs=inputs)
    except typst.TypstError as error:
        raise RenderError(f"typst: {error.message} {' '.join(error.hints)}\n{error.diagnostic}") from error
    page = pages[0] if isinstance(pages, list) else pages
    if not isinstance(page, bytes):
        raise RenderError("typst gave no picture.")
    return page


@cache
def fingerprint(layout: str) -> str:
    """Name what decides the bytes, in at most 64 signs: typst, and a hash of the layout, the fonts and the QR maker."""
    digest = hashlib.sha256(f"segno {version('segno')}".encode())
    for folder in (_LAYOUTS / layout, _FONTS):
        for path in sorted(folder.iterdir()):
            digest.update(f"\n{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}".encode())
    return f"typst {version('typst')} {digest.hexdigest()[:40]}"


class _Compilers(threading.local):
    """One compiler per thread and layout: a shared one refuses to be used twice at once."""

    def __init__(self) -> None:
        self.by_layout: dict[str, typst.Compiler] = {}

    def get(self, layout: str, source: str) -> typst.Compiler:
        if layout not in self.by_layout:
            folder = _LAYOUTS / layout
            self.by_layout[layout] = typst.Compiler(folder / source, root=folder, font_paths=_fonts())
        return self.by_layout[layout]


class _ForkGuard:
    """Remembers which process set its first letter: a child forked from it would hang."""

    def __init__(self) -> None:
        self.pid: int | None = None

    def enter(self) -> None:
        pid = os.getpid()
        if self.pid not in (None, pid):
            raise RenderError("This process was forked from one that has rendered letters already; start it anew.")
        self.pid = pid


_compilers = _Compilers()
_fork_guard = _ForkGuard()


@cache
def _fonts() -> typst.Fonts:
    """Only our own fonts, so that no machine's fonts slip in."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[_FONTS])


def typeset(layout: str, source: str, inputs: Mapping[str, str], at: datetime) -> bytes:
    """Set the file `source` of `layout` with `inputs`, checked before; `at` is the time the file says it was made.

    Raises RenderError when the typesetter fails or as much as warns.
    """
    _fork_guard.enter()
    try:
        pdf, warnings = _compilers.get(layout, source).compile_with_warnings(
            format="pdf",
            sys_inputs=dict(inputs),
            pdf_standards=["ua-1", "a-2a"],
            timestamp=int(at.timestamp()),
        )
    except typst.TypstError as error:
        raise RenderError(f"typst: {error.message} {' '.join(error.hints)}\n{error.diagnostic}") from error
    if warnings:
        raise RenderError("typst warns: " + "; ".join(warning.message for warning in warnings))
    if not isinstance(pdf, bytes):
        raise RenderError("typst gave no single file.")
    # The line end after %%EOF keeps the file valid when a signature is appended later.
    return pdf + b"\n"
