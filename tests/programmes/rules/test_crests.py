"""A crest is shapes or pixels and nothing else; what it hides is refused by its name."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from people.errors import Refused
from programmes.rules import crests
from programmes.rules.crests import crest_from

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{}</svg>'
SHAPE = '<path d="M0 0h10v10z" fill="#c00"/>'
XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'


def svg(inside: str) -> bytes:
    return SVG.format(inside).encode()


def png(size: tuple[int, int] = (300, 400), mode: str = "RGBA", **options: object) -> bytes:
    buffer = BytesIO()
    Image.new(mode, size).save(buffer, "PNG", **options)
    return buffer.getvalue()


def test_shapes_stay_as_they_are() -> None:
    assert crest_from(svg(SHAPE)) == SVG.format('<path d="M0 0h10v10z" fill="#c00"></path>')


def test_gradients_may_refer_to_each_other() -> None:
    inside = (
        f'<defs><linearGradient id="a"><stop offset="0" stop-color="red"/></linearGradient>'
        f'<linearGradient id="b" {XLINK} xlink:href="#a"/></defs><rect style="fill:url(#b)" width="4" height="4"/>'
    )

    kept = crest_from(svg(inside))

    assert 'href="#a"' in kept
    assert 'style="fill:url(#b)"' in kept


def test_what_drawing_programs_leave_behind_is_left_out() -> None:
    inside = (
        "<metadata><script>alert(1)</script></metadata><title>Wappen</title>"
        '<i:pgf xmlns:i="http://ns.adobe.com/x">noise<i:more/></i:pgf><g xmlns:k="urn:k" k:label="x" class="y">'
        f"{SHAPE}</g><!-- a note -->"
    )

    assert crest_from(svg(inside)) == SVG.format('<g><path d="M0 0h10v10z" fill="#c00"></path></g>')


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        f'<a href="https://evil.example">{SHAPE}</a>',
        '<image href="file:///etc/passwd"/>',
        "<foreignObject/>",
        "<style>@import url(https://evil.example)</style>",
        "<text>Stadt</text>",
        '<use href="#x"/>',
        '<animate attributeName="x"/>',
        '<path d="M0 0" onload="alert(1)"/>',
        '<path d="M0 0" onclick="alert(1)"/>',
        '<path d="M0 0" style="fill:url(https://evil.example/x)"/>',
        '<path d="M0 0" fill="url(//evil.example#a)"/>',
        '<path d="M0 0" fill="javascript:alert(1)"/>',
        '<path d="M0 0" style="fill:\\75rl(x)"/>',
        f'<path d="M0 0" {XLINK} xlink:href="https://evil.example"/>',
        '<path d="M0 0" href="data:image/svg+xml,x"/>',
        "<filter/>",
        "<svg/>",
        "",
        "<g></g>",
        "<path d='M0 0'>",
    ],
)
def test_anything_else_in_an_svg_is_refused(inside: str) -> None:
    with pytest.raises(Refused) as refusal:
        crest_from(svg(inside))

    assert refusal.value.field == "crest"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        b"<html><svg/></html>",
        b'<?xml version="1.0"?><html/>',
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
        b'<?xml version="1.0"?><!DOCTYPE svg SYSTEM "file:///etc/passwd"><svg xmlns="http://www.w3.org/2000/svg"/>',
        SVG.format(SHAPE + " " * crests.MAX_SVG).encode(),
        b"x" * (crests.MAX_UPLOAD + 1),
        b"\x89PNG\r\n\x1a\nbroken",
        png()[:-40],
        png((20, 20)),
    ],
    ids=["empty", "gif", "html", "xml", "entities", "doctype", "long", "big", "no png", "cut", "small"],
)
def test_what_is_no_crest_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        crest_from(data)


def test_a_png_that_unpacks_into_too_much_is_refused_unread() -> None:
    with pytest.raises(Refused, match="16 million"):
        crest_from(png((5000, 5000), "1"))


def test_a_png_keeps_its_pixels_and_nothing_else() -> None:
    notes = PngInfo()
    notes.add_text("Author", "secret")

    kept = crest_from(png((1280, 640), pnginfo=notes))

    assert 'width="640" height="320"' in kept
    assert "secret" not in kept
