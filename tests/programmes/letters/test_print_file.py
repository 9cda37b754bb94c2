import time
from io import BytesIO

import pikepdf

from programmes.letters.print_file import print_file
from programmes.letters.render import render
from tests.programmes.letters.samples import GOLDEN_LETTERS, make_letter


def test_all_pages_come_in_order_and_the_same_bytes_twice() -> None:
    pdfs = [render(make()).pdf for make in GOLDEN_LETTERS.values()]

    merged = print_file(pdfs)
    time.sleep(1.1)  # qpdf's usual file identifier changes by the second, and no frozen clock reaches it

    assert merged == print_file(iter(pdfs))
    pages = [page for pdf in pdfs for page in contents(pdf)]
    assert contents(merged) == pages
    assert len(pages) == 7


def test_one_letter_is_a_file_too() -> None:
    assert len(contents(print_file([render(make_letter()).pdf]))) == 1


def contents(pdf: bytes) -> list[bytes]:
    with pikepdf.Pdf.open(BytesIO(pdf)) as document:
        return [page.Contents.read_bytes() for page in document.pages]
