"""A crest somebody uploads becomes one we made: an SVG of shapes alone, or the pixels of a PNG inside of one.

An SVG can hold scripts, links, entities that grow without end, and files of the machine that reads it. So it is read
with the plain XML parser, every element and attribute is held against a short list, and what is kept is written anew.
What programs for drawing leave behind (their own name spaces, notes about the file) is left out; anything else that is
not of the list is refused by its name, so that no crest is kept that looks different from what was uploaded.
"""

from __future__ import annotations

import base64
import re
from io import BytesIO
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext as _
from PIL import Image

from people.errors import Refused

FIELD = "crest"
MAX_UPLOAD = 2 * 1024 * 1024
MAX_SVG = 200_000
MAX_PNG_PIXELS = 16_000_000
MIN_SIDE = 100
SIDE = 640
_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_SHAPES = "svg g defs path rect circle ellipse line polyline polygon linearGradient radialGradient stop clipPath"
_ELEMENTS = frozenset(_SHAPES.split())
# They say something about the file and are not drawn.
_LEFT_OUT = frozenset(("metadata", "title", "desc"))
_GEOMETRY = "id x y x1 y1 x2 y2 cx cy r rx ry fx fy width height d points transform viewBox preserveAspectRatio version"
_PAINT = (
    "style fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin opacity "
    "stroke-miterlimit stroke-dasharray stroke-dashoffset clip-path clip-rule clipPathUnits gradientUnits "
    "gradientTransform spreadMethod offset stop-color stop-opacity color display visibility overflow"
)
_ATTRIBUTES = frozenset(f"{_GEOMETRY} {_PAINT}".split())
# They change nothing that is drawn.
_IDLE = frozenset(("class", "role", "lang", "focusable", "enable-background", "baseProfile", "data-name"))
_REFERENCE = re.compile(r"url\(\s*['\"]?#[\w.-]+['\"]?\s*\)")
_DANGER = re.compile(r"url\(|[a-z]+script:|@import|expression|data:|//|\\", re.IGNORECASE)
_BROKEN = (OSError, SyntaxError, ValueError, TypeError, EOFError, expat.ExpatError)
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)


def crest_from(data: bytes) -> str:
    """The SVG the register keeps of an uploaded SVG or PNG. Raises Refused, for the field `crest`, on anything else."""
    if len(data) > MAX_UPLOAD:
        raise Refused(_("The file is bigger than 2 MB."), FIELD)
    if data.startswith(b"\x89PNG"):
        return _from_png(data)
    if b"<svg" not in data[:4096] and b"<?xml" not in data[:64]:
        raise Refused(_("This file is neither an SVG nor a PNG."), FIELD)
    return _from_svg(data)


def _from_png(data: bytes) -> str:
    try:
        with Image.open(BytesIO(data), formats=("PNG",)) as picture:
            if picture.width * picture.height > MAX_PNG_PIXELS:
                raise Refused(_("The picture has more than 16 million pixels."), FIELD)
            if max(picture.size) < MIN_SIDE:
                raise Refused(_("The picture is too small to be printed; 100 pixels are the least."), FIELD)
            pixels = picture.convert("RGBA")
    except _BOMBS:
        raise Refused(_("The picture has more than 16 million pixels."), FIELD) from None
    except _BROKEN:
        raise Refused(_("This PNG is damaged."), FIELD) from None
    pixels.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    buffer = BytesIO()
    Image.frombytes("RGBA", pixels.size, pixels.tobytes()).save(buffer, "PNG", optimize=True)
    width, height = pixels.size
    address = f"data:image/png;base64,{base64.b64encode(buffer.getvalue()).decode()}"
    svg = (
        f'<svg xmlns="{_SVG}" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="{address}"/></svg>'
    )
    if len(svg) > MAX_SVG * 4:
        raise Refused(_("The picture has too many details; please choose a simpler one."), FIELD)
    return svg


def _from_svg(data: bytes) -> str:
    if len(data) > MAX_SVG:
        raise Refused(_("The SVG is bigger than 200 KB; please choose a simpler one."), FIELD)
    writer = _Writer()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.ordered_attributes = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = writer.start
    parser.EndElementHandler = writer.end
    try:
        parser.Parse(data, True)
    except _BROKEN:
        raise Refused(_("This SVG is damaged."), FIELD) from None
    return writer.svg()


def _refuse_doctype(*_facts: object) -> None:
    raise Refused(_("The SVG has a DOCTYPE, which may hide entities. Please save it as “plain SVG”."), FIELD)


class _Writer:
    """Writes down anew what it is told to be in the file, as far as it is of the list."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.left_out = 0  # how deep inside of something that is left out

    def start(self, name: str, attributes: list[str]) -> None:
        space, _space, element = name.rpartition(" ")
        if self.left_out or space != _SVG or element in _LEFT_OUT:
            if not self.pieces:
                raise Refused(_("This file is neither an SVG nor a PNG."), FIELD)
            self.left_out += 1
            return
        if element not in _ELEMENTS:
            reason = _("The SVG holds <{element}>. Only shapes are allowed: no scripts, links, texts or pictures.")
            raise Refused(reason.format(element=element), FIELD)
        if bool(self.pieces) == (element == "svg"):
            raise Refused(_("This SVG is damaged."), FIELD)
        kept = "".join(_attribute(*pair) for pair in zip(attributes[::2], attributes[1::2], strict=True))
        space_of_root = f' xmlns="{_SVG}"' if element == "svg" else ""
        self.pieces.append(f"<{element}{space_of_root}{kept}>")

    def end(self, name: str) -> None:
        if self.left_out:
            self.left_out -= 1
        else:
            self.pieces.append(f"</{name.rpartition(' ')[2]}>")

    def svg(self) -> str:
        text = "".join(self.pieces)
        if not re.search(r"<(?:path|rect|circle|ellipse|line|polyline|polygon) ", text):
            raise Refused(_("There is no shape in this SVG."), FIELD)
        return text


def _attribute(name: str, value: str) -> str:
    space, _space, local = name.rpartition(" ")
    if local == "href" and space in ("", _XLINK):
        if not re.fullmatch(r"#[\w.-]+", value):
            raise Refused(_("The SVG leads to something outside of itself."), FIELD)
        return f" href={quoteattr(value)}"
    if space or local in _IDLE:
        return ""
    if local not in _ATTRIBUTES:
        raise Refused(_("The SVG has the attribute “{name}”, which is not allowed.").format(name=escape(local)), FIELD)
    if _DANGER.search(_REFERENCE.sub("", value)):
        raise Refused(_("The SVG leads to something outside of itself."), FIELD)
    return f" {local}={quoteattr(value)}"
