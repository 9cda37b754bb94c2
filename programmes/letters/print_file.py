"""One file for the printer out of many letters."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from io import BytesIO

import pikepdf


def print_file(pdfs: Iterable[bytes]) -> bytes:
    """Put the pages of `pdfs` behind each other, in order; the same files give the same bytes.

    The tags for screen readers are lost: this is paper, the letters themselves are the record.
    """
    target = BytesIO()
    with ExitStack() as open_files, pikepdf.Pdf.new() as merged:
        for pdf in pdfs:
            merged.pages.extend(open_files.enter_context(pikepdf.Pdf.open(BytesIO(pdf))).pages)
        merged.save(target, deterministic_id=True)
    return target.getvalue()
