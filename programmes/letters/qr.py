"""The QR code on a letter."""

from __future__ import annotations

import segno


def qr_svg(url: str) -> str:
    """Give `url` as a QR code in SVG: medium error correction, no border (the layout leaves the quiet zone).

    No address, no code: a preview has none yet.
    """
    if not url:
        return ""
    return segno.make_qr(url, error="m").svg_inline(
        border=0, omitsize=True, dark="#0c2f45", svgclass=None, lineclass=None
    )
