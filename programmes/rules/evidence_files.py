"""A file somebody uploads as evidence: PDF, JPEG or PNG, known by what is in it, and without anything that acts."""

from __future__ import annotations

import struct
import subprocess
import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from people.errors import Refused
from programmes.models.recognition_request import EvidenceKind
from programmes.rules import pdf_reader
from programmes.rules.people_list import plain

MOST_FILES = 5
# A few kilobytes can claim to be a picture that fills the memory: its size is looked at before it is unpacked.
MAX_PIXELS = 25_000_000
# As much as a page of A4 needs to be read well.
MAX_SIDE = 3000
LONGEST_NAME = 100
_SECONDS = 15
_SIGNS = {b"%PDF-": EvidenceKind.PDF, b"\xff\xd8\xff": EvidenceKind.JPEG, b"\x89PNG\r\n\x1a\n": EvidenceKind.PNG}
# What Pillow raises for files that are damaged, and for sizes beyond a bound of its own that is wider than ours.
_BROKEN = (OSError, SyntaxError, ValueError, TypeError, EOFError, struct.error)
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)


@dataclass(frozen=True)
class EvidenceFile:
    """A file as the register keeps it: under a plain name that ends as its kind does."""

    name: str
    kind: EvidenceKind
    content: bytes


def evidence_file(content: bytes, name: str) -> EvidenceFile:
    """The file to keep for what was uploaded as `name`.

    A picture is drawn anew, upright, without what the camera wrote into it. A PDF stays as it is, so that a signature
    in it stays good. Raises Refused, for the field `evidence`, for what is neither, too big, damaged, locked, or would
    do something when opened.
    """
    if len(content) > settings.EVIDENCE_MAX_MB * 1024 * 1024:
        raise _refused(_("The file is bigger than {size} MB."), name, size=settings.EVIDENCE_MAX_MB)
    kind = next((kind for sign, kind in _SIGNS.items() if content.startswith(sign)), None)
    if kind is None:
        raise _refused(_("This is no PDF, JPEG or PNG."), name)
    if kind == EvidenceKind.PDF:
        _refuse_pdf(content, name)
        return EvidenceFile(kept_name(name, kind), kind, content)
    return EvidenceFile(kept_name(name, kind), kind, _drawn_anew(content, kind, name))


def kept_name(name: str, kind: EvidenceKind) -> str:
    """`name` without signs nobody sees and without a path; it ends as its kind does."""
    bare = plain(name).replace("\n", " ").replace("\t", " ").replace("\\", "/").replace('"', "")
    stem = PurePosixPath(bare).stem.strip(" .") or _("Evidence")
    ending = "jpg" if kind == EvidenceKind.JPEG else kind.value
    return f"{stem[: LONGEST_NAME - 4]}.{ending}"


def _refuse_pdf(content: bytes, name: str) -> None:
    """Have the PDF looked through by a process that may take only so much time and memory."""
    command = [sys.executable, "-I", str(Path(pdf_reader.__file__))]
    try:
        found = subprocess.run(command, input=content, capture_output=True, timeout=_SECONDS, check=False).returncode
    except subprocess.TimeoutExpired:
        found = pdf_reader.UNREADABLE
    if found == pdf_reader.LOCKED:
        raise _refused(_("This PDF is encrypted. Please save it without a password."), name)
    if found == pdf_reader.ACTIVE:
        sentence = _("This PDF holds programs, other files or forms. Please print it to a new PDF and choose that one.")
        raise _refused(sentence, name)
    if found != pdf_reader.FINE:
        raise _refused(_("This PDF is damaged. Please save it anew."), name)


def _drawn_anew(content: bytes, kind: EvidenceKind, name: str) -> bytes:
    try:
        with Image.open(BytesIO(content), formats=(kind.value.upper(),)) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise _too_many_pixels(name)
            picture.thumbnail((MAX_SIDE, MAX_SIDE))
            pixels = _pixels(picture)
    except _BOMBS:
        raise _too_many_pixels(name) from None
    except _BROKEN:
        raise _refused(_("This picture is damaged. Please save it anew."), name) from None
    buffer = BytesIO()
    pixels.save(buffer, kind.value.upper(), quality=85, optimize=True)
    return buffer.getvalue()


def _pixels(picture: Image.Image) -> Image.Image:
    """The picture upright, on white where it was transparent, in a new image that knows nothing else."""
    upright = ImageOps.exif_transpose(picture)
    if upright.has_transparency_data:
        upright = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", upright.size, "white"), upright)
    seen = upright.convert("RGB")
    return Image.frombytes("RGB", seen.size, seen.tobytes())


def _too_many_pixels(name: str) -> Refused:
    return _refused(_("The picture has more than 25 million pixels. Please choose a smaller one."), name)


def _refused(sentence: str, name: str, **facts: object) -> Refused:
    """The sentence with the file it is about in front: several may have been chosen."""
    told = PurePosixPath(plain(name).replace("\\", "/")).name[:60]
    return Refused(f"{told}: {sentence.format(**facts)}", "evidence")
