"""A picture somebody uploads becomes one we made: square, small, and without anything the camera wrote into it."""

from __future__ import annotations

import struct
from io import BytesIO
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from people.errors import Refused

FORMATS = ("JPEG", "PNG", "WEBP")
MAX_BYTES = 5 * 1024 * 1024
# A few kilobytes can claim to be a picture that fills the memory: its size is looked at before it is unpacked.
MAX_PIXELS = 40_000_000
MIN_SIDE = 160
SIDE = 512
MAX_JPEG = 60 * 1024
_QUALITIES = (88, 82, 75, 65, 50, 35, 20)
# What Pillow raises for files that are damaged, and for sizes beyond a bound of its own that is wider than ours.
_BROKEN = (OSError, SyntaxError, ValueError, TypeError, EOFError, struct.error)
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)


def square_jpeg(file: IO[bytes], size: int) -> bytes:
    """A JPEG of 512 x 512 pixels, at most about 60 KB, of the middle of the picture in `file` of `size` bytes.

    The picture is turned as its camera says; nothing but its pixels is kept. Raises Refused for what is no JPEG, PNG or
    WebP, is damaged, too big or too small.
    """
    if size > MAX_BYTES:
        raise Refused(_("The file is bigger than 5 MB. Please choose a smaller picture."), "photo")
    try:
        with Image.open(file, formats=FORMATS) as picture:
            _refuse_size(*picture.size)
            pixels = _pixels(picture)
    except _BOMBS:
        raise Refused(_too_many_pixels(), "photo") from None
    except _BROKEN:
        raise Refused(_("This file is no picture we can read. Please choose a JPEG, PNG or WebP."), "photo") from None
    return _encoded(pixels)


def _refuse_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise Refused(_too_many_pixels(), "photo")
    if min(width, height) < MIN_SIDE:
        raise Refused(
            _("The picture is too small. It needs at least {side} pixels in width and height.").format(side=MIN_SIDE),
            "photo",
        )


def _too_many_pixels() -> str:
    return _("The picture has more than 40 million pixels. Please choose a smaller one.")


def _pixels(picture: Image.Image) -> Image.Image:
    """The middle of the picture, upright, on white where it was transparent, in a new image that knows nothing else."""
    upright = ImageOps.exif_transpose(picture)
    if upright.has_transparency_data:
        upright = upright.convert("RGBA")
        ground = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(ground, upright)
    square = ImageOps.fit(upright.convert("RGB"), (SIDE, SIDE), Image.Resampling.LANCZOS)
    return Image.frombytes("RGB", square.size, square.tobytes())


def _encoded(pixels: Image.Image) -> bytes:
    """As good a JPEG as fits; the last quality is taken, whatever it weighs."""
    jpeg = b""
    for quality in _QUALITIES:
        buffer = BytesIO()
        pixels.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
        jpeg = buffer.getvalue()
        if len(jpeg) <= MAX_JPEG:
            break
    return jpeg
