"""What is uploaded as evidence is what it says, shows pages or pixels, and does nothing else."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from struct import pack
from time import process_time
from zlib import compress, crc32

import pikepdf
import pytest
from django.conf import LazySettings
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from people.errors import Refused
from programmes.models.recognition_request import EvidenceKind
from programmes.rules.evidence_files import MAX_SIDE, evidence_file, kept_name
from tests.programmes.hostile import xlsx
from tests.programmes.recognitions import pdf, picture

SCRIPT = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
NONE_OF_THEM, LOCKED = "This is no PDF, JPEG or PNG.", "This PDF is encrypted."
ACTIVE, BROKEN_PDF = "This PDF holds programs, other files or forms.", "This PDF is damaged."
BROKEN_PICTURE, TOO_MANY = "This picture is damaged.", "more than 25 million pixels"


# --- kept ------------------------------------------------------------------------------------------------------------


def test_a_pdf_stays_as_it_is() -> None:
    content = pdf()

    kept = evidence_file(content, "Zeugnis.PDF")

    assert (kept.name, kept.kind, kept.content) == ("Zeugnis.pdf", EvidenceKind.PDF, content)


@pytest.mark.parametrize(("kind", "ending"), [("JPEG", "jpg"), ("PNG", "png")])
def test_a_picture_is_drawn_anew_without_what_the_camera_wrote(kind: str, ending: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Kamerawerk"
    content = picture(kind, exif=exif)
    assert b"Kamerawerk" in content

    kept = evidence_file(content, "foto.bmp")

    drawn = Image.open(BytesIO(kept.content))
    assert (drawn.format, drawn.size, kept.name, kept.kind) == (kind, (300, 400), f"foto.{ending}", kind.lower())
    assert b"Kamerawerk" not in kept.content


def test_a_picture_is_turned_as_the_camera_says_and_made_to_fit() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    kept = evidence_file(picture("JPEG", (4000, 2000), exif=exif), "quer.jpg")

    assert Image.open(BytesIO(kept.content)).size == (MAX_SIDE // 2, MAX_SIDE)


def test_what_a_file_is_says_its_content_and_not_its_name() -> None:
    assert evidence_file(picture("PNG"), "Zeugnis.pdf").name == "Zeugnis.png"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Eigene Dateien\\Zeugnis.pdf", "Zeugnis.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("Zeug\u202enis\r\nX-Evil: 1\x00.pdf", "Zeugnis X-Evil: 1.pdf"),
        ("", "Evidence.pdf"),
        ("..pdf", "Evidence.pdf"),
        ("x" * 10_000, "x" * 96 + ".pdf"),
        ("Urkunde.html", "Urkunde.pdf"),
    ],
)
def test_a_file_gets_a_plain_name(given: str, kept: str) -> None:
    assert kept_name(given, EvidenceKind.PDF) == kept


# --- refused ---------------------------------------------------------------------------------------------------------


def with_root(**entries: pikepdf.Object) -> bytes:
    """A PDF whose catalogue holds `entries` as well."""
    document = pikepdf.new()
    document.add_blank_page()
    for key, value in entries.items():
        document.Root[f"/{key}"] = value
    return pdf(document)


def with_annotation(**entries: pikepdf.Object) -> bytes:
    """A PDF whose page holds one annotation."""
    document = pikepdf.new()
    document.add_blank_page().Annots = Array([Dictionary(Type=Name.Annot, Rect=Array([0, 0, 9, 9]), **entries)])
    return pdf(document)


def with_a_file() -> bytes:
    document = pikepdf.new()
    document.attachments["macro.docm"] = b"PK"
    return pdf(document)


def with_a_hidden_script() -> bytes:
    """A script in an object stream, deep in an array, named with an escape."""
    document = pikepdf.new()
    page = document.add_blank_page()
    page.AA = Dictionary(O=document.make_indirect(Dictionary(S=Name.Named, Next=Array([Array([SCRIPT])]))))
    return pdf(document, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def with_an_object_bomb() -> bytes:
    """A few kilobytes whose one stream of objects unpacks to half a gigabyte."""
    packed = compress(compress(b"1 0 <</Type/Catalog/Pages 2 0 R>>" + b" " * 500_000_000, 9), 9)
    start = b"%PDF-1.7\n"
    objects = b"7 0 obj\n<</Type/ObjStm/N 1/First 4/Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n" % len(packed)
    objects += packed + b"\nendstream endobj\n"
    table = pack(">BHH", 2, 7, 0) + pack(">BHH", 1, len(start), 0)
    where = len(start) + len(objects)
    objects += b"8 0 obj\n<</Type/XRef/Size 9/W[1 2 2]/Index[1 1 7 1]/Root 1 0 R/Length %d>>stream\n" % len(table)
    return start + objects + table + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF" % where


def chunk(kind: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + kind + data + pack(">I", crc32(kind + data))


def claims_to_be(width: int, height: int) -> bytes:
    """A PNG of this size that has none of its pixels: a few bytes that ask for all the memory there is."""
    header = chunk(b"IHDR", pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", compress(b"")) + chunk(b"IEND", b"")


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", NONE_OF_THEM),
    "text": (lambda: b"Ich kann das schon.", NONE_OF_THEM),
    "web page": (lambda: b"<html><script>alert(1)</script>", NONE_OF_THEM),
    "svg": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", NONE_OF_THEM),
    "program": (lambda: b"MZ\x90\x00" + b"\0" * 200, NONE_OF_THEM),
    "workbook": (xlsx, NONE_OF_THEM),
    "gif": (lambda: picture("GIF"), NONE_OF_THEM),
    "tiff": (lambda: picture("TIFF"), NONE_OF_THEM),
    "page before the pdf": (lambda: b"<html>" + pdf(), NONE_OF_THEM),
    "half a picture": (lambda: picture("JPEG")[:300], BROKEN_PICTURE),
    "sign of a picture": (lambda: b"\xff\xd8\xff", BROKEN_PICTURE),
    "postscript as jpeg": (lambda: b"\xff\xd8\xff%!PS-Adobe-3.0 EPSF-3.0", BROKEN_PICTURE),
    "big picture": (lambda: claims_to_be(6000, 5000), TOO_MANY),
    "picture bomb": (lambda: claims_to_be(50_000, 50_000), TOO_MANY),
    "sign of a pdf": (lambda: b"%PDF-1.7\n", BROKEN_PDF),
    "half a pdf": (lambda: pdf()[:-60], BROKEN_PDF),
    "pdf bomb": (with_an_object_bomb, BROKEN_PDF),
    "locked": (lambda: pdf(encryption=pikepdf.Encryption(owner="o", user="u")), LOCKED),
    "locked for its owner": (lambda: pdf(encryption=pikepdf.Encryption(owner="o", user="")), LOCKED),
    "script at opening": (lambda: with_root(OpenAction=SCRIPT), ACTIVE),
    "script by name": (lambda: with_root(Names=Dictionary(JavaScript=Dictionary(Names=Array()))), ACTIVE),
    "hidden script": (with_a_hidden_script, ACTIVE),
    "starts a program": (lambda: with_root(OpenAction=Dictionary(S=Name.Launch, F=String("cmd.exe"))), ACTIVE),
    "file inside": (with_a_file, ACTIVE),
    "file on the page": (lambda: with_annotation(Subtype=Name.FileAttachment), ACTIVE),
    "film": (lambda: with_annotation(Subtype=Name.RichMedia), ACTIVE),
    "form that sends": (lambda: with_annotation(Subtype=Name.Link, A=Dictionary(S=Name.SubmitForm)), ACTIVE),
    "form of another kind": (lambda: with_root(AcroForm=Dictionary(XFA=Array(), Fields=Array())), ACTIVE),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_means_harm_is_refused_soon_and_in_a_sentence(name: str) -> None:
    make, sentence = HOSTILE[name]
    content, begun = make(), process_time()

    with pytest.raises(Refused) as refused:
        evidence_file(content, "Zeugnis.pdf")

    assert str(refused.value).startswith("Zeugnis.pdf: ")
    assert sentence in str(refused.value)
    assert (refused.value.field, process_time() - begun < 10) == ("evidence", True)


def test_a_file_that_is_too_big_is_not_even_looked_at(settings: LazySettings) -> None:
    settings.EVIDENCE_MAX_MB = 1

    with pytest.raises(Refused, match="bigger than 1 MB"):
        evidence_file(b"%PDF-" + b" " * 1024 * 1024, "Zeugnis.pdf")


def test_a_link_is_no_harm() -> None:
    content = with_annotation(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://giessen.example")))

    assert evidence_file(content, "Zeugnis.pdf").content == content
