"""What a screen reader finds in a PDF: its tags in order, each with its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

Texts = dict[tuple[int, int], str]  # by page object and marked content
BLOCKS = {"P", "H1", "H2", "Lbl", "LBody"}


def read_aloud(pdf: bytes) -> list[tuple[str, str]]:
    """Give (tag, text) of every paragraph, heading and list part in the order of the tags; of a figure its alt text."""
    with pikepdf.Pdf.open(BytesIO(pdf)) as document:
        texts: Texts = {}
        for page in document.pages:
            texts |= _marked_texts(page)
        return list(_blocks(document.Root.StructTreeRoot.K, 0, texts))


def plain_text(pdf: bytes) -> str:
    """Give all that is read aloud, a line for each paragraph."""
    return "\n".join(text for _, text in read_aloud(pdf))


def _blocks(node: Any, page: int, texts: Texts) -> Iterator[tuple[str, str]]:
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _blocks(child, page, texts)
        return
    page = node.Pg.objgen[0] if "/Pg" in node else page
    tag = str(node.get("/S", "")).removeprefix("/")
    if "/Alt" in node:
        yield tag, str(node.Alt)
    elif tag in BLOCKS:
        yield tag, _text(node.K, page, texts).replace("\u00ad", "").strip()
    elif "/K" in node:
        yield from _blocks(node.K, page, texts)


def _text(node: Any, page: int, texts: Texts) -> str:
    if isinstance(node, pikepdf.Array):
        return "".join(_text(child, page, texts) for child in node)
    if isinstance(node, int):
        return texts[page, node]
    page = node.Pg.objgen[0] if "/Pg" in node else page
    if "/ActualText" in node:
        return str(node.ActualText)
    if "/MCID" in node:
        return texts[page, int(node.MCID)]
    return _text(node.K, page, texts) if "/K" in node else ""


def _marked_texts(page: pikepdf.Page) -> Texts:
    """Read the text of each marked content of one page, artifacts left out; a stated text goes before a shown one."""
    fonts = {name: _characters(font) for name, font in page.Resources.get("/Font", {}).items()}
    texts: Texts = {}
    marks: list[Any] = []
    characters: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC" | "BMC":
                marks.append(operands[1] if len(operands) > 1 and isinstance(operands[1], pikepdf.Dictionary) else {})
            case "EMC":
                marks.pop()
            case "Tf":
                characters = fonts[str(operands[0])]
            case "Tj" | "TJ":
                stated = [str(mark["/ActualText"]) for mark in marks if "/ActualText" in mark]
                for content in [int(mark["/MCID"]) for mark in marks if "/MCID" in mark][-1:]:
                    text = stated[-1] if stated else _decode(operands[0], characters)
                    texts[page.obj.objgen[0], content] = texts.get((page.obj.objgen[0], content), "") + text
    return texts


def _decode(shown: Any, characters: dict[int, str]) -> str:
    strings = shown if isinstance(shown, pikepdf.Array) else [shown]
    codes = b"".join(bytes(string) for string in strings if isinstance(string, pikepdf.String))
    return "".join(characters[int.from_bytes(codes[at : at + 2])] for at in range(0, len(codes), 2))


def _characters(font: Any) -> dict[int, str]:
    """Read a font's ToUnicode table: glyph to text."""
    table = font.ToUnicode.read_bytes().decode("ascii")
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for glyph, text in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            found[int(glyph, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for offset in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + offset] = chr(ord(bytes.fromhex(text).decode("utf-16-be")) + offset)
    return found
