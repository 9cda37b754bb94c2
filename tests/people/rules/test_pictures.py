"""What is uploaded becomes a picture of ours: square, small, upright, silent about where it came from."""

from __future__ import annotations

from io import BytesIO
from struct import pack
from typing import Any
from zlib import compress, crc32

import pytest
from PIL import Image

from people.errors import Refused
from people.rules.pictures import MAX_BYTES, MAX_JPEG, square_jpeg

RED, BLUE = (200, 30, 30), (30, 30, 200)
ORIENTATION, GPS, MAKE = 0x0112, 0x8825, 0x010F


def encoded(picture: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def made(data: bytes) -> Image.Image:
    picture = Image.open(BytesIO(square_jpeg(BytesIO(data), len(data))))
    picture.load()
    return picture


def near(pixel: Any, colour: tuple[int, int, int]) -> bool:
    return all(abs(got - wanted) < 30 for got, wanted in zip(pixel, colour, strict=True))


def two_halves(mode: str = "RGB") -> Image.Image:
    """Red on the left, blue on the right."""
    picture = Image.new(mode, (800, 600), RED)
    picture.paste(BLUE, (400, 0, 800, 600))
    return picture


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_every_format_becomes_a_square_jpeg(kind: str) -> None:
    picture = made(encoded(two_halves(), kind))

    assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (512, 512))
    assert near(picture.getpixel((50, 256)), RED)
    assert near(picture.getpixel((460, 256)), BLUE)


def test_the_picture_is_turned_as_the_camera_says() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # the camera was held upright: turn it by 90 degrees clockwise
    picture = made(encoded(two_halves(), exif=exif))

    assert near(picture.getpixel((256, 50)), RED)
    assert near(picture.getpixel((256, 460)), BLUE)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_but_pixels_is_kept(kind: str) -> None:
    exif = Image.Exif()
    exif[MAKE] = "Kamerawerk"
    exif.get_ifd(GPS)[1] = "N"
    data = encoded(two_halves(), kind, exif=exif, icc_profile=b"profile of a screen", comment=b"Urlaub")
    assert b"Kamerawerk" in data

    jpeg = square_jpeg(BytesIO(data), len(data))

    assert not any(word in jpeg for word in (b"Kamerawerk", b"Exif", b"profile of a screen", b"Urlaub", b"ICC"))
    assert not made(data).getexif()


def test_what_shone_through_becomes_white() -> None:
    picture = made(encoded(Image.new("RGBA", (300, 300), (0, 0, 0, 0)), "PNG"))

    assert near(picture.getpixel((256, 256)), (255, 255, 255))


@pytest.mark.parametrize("mode", ["L", "P", "CMYK", "I;16", "1", "LA"])
def test_every_kind_of_colour_is_understood(mode: str) -> None:
    picture = Image.new(mode, (200, 200))

    assert made(encoded(picture, "JPEG" if mode == "CMYK" else "PNG")).mode == "RGB"


def test_even_noise_weighs_little() -> None:
    noise = Image.effect_noise((600, 600), 100).convert("RGB")

    data = encoded(noise, "PNG")
    assert len(square_jpeg(BytesIO(data), len(data))) <= MAX_JPEG


def chunk(kind: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + kind + data + pack(">I", crc32(kind + data))


def claims_to_be(width: int, height: int) -> bytes:
    """A PNG of this size that has none of its pixels: a few bytes that ask for all the memory there is."""
    header = chunk(b"IHDR", pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no picture"),
        (b"not a picture", "no picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no picture"),
        (encoded(Image.new("RGB", (300, 300)), "GIF"), "no picture"),
        (encoded(two_halves())[:900], "no picture"),
        (encoded(Image.new("RGB", (159, 800))), "too small"),
        (claims_to_be(7000, 6000), "more than 40 million pixels"),
        (claims_to_be(10_000, 10_000), "more than 40 million pixels"),
        (claims_to_be(50_000, 50_000), "more than 40 million pixels"),
    ],
    ids=["empty", "text", "svg", "gif", "cut off", "too small", "big", "bigger", "bomb"],
)
def test_what_is_no_fit_picture_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(Refused, match=reason) as refusal:
        square_jpeg(BytesIO(data), len(data))

    assert refusal.value.field == "photo"


def test_a_file_that_is_too_big_is_not_even_opened() -> None:
    with pytest.raises(Refused, match="bigger than 5 MB"):
        square_jpeg(BytesIO(encoded(two_halves())), MAX_BYTES + 1)
