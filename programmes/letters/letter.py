"""A letter as data: frozen, complete, and the same JSON for ever."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any


@dataclass(frozen=True)
class Run:
    """A stretch of text in one weight."""

    text: str
    bold: bool = False


@dataclass(frozen=True)
class Slot:
    """A place in a template that waits for its value; a letter ready to print has none."""

    name: str
    bold: bool = False


Line = tuple[Run | Slot, ...]


@dataclass(frozen=True)
class Paragraph:
    line: Line


@dataclass(frozen=True)
class BulletList:
    items: tuple[Line, ...]


Tree = tuple[Paragraph | BulletList, ...]


@dataclass(frozen=True)
class Letter:
    """Everything that is printed. Plain text throughout; nothing in it is ever read as markup."""

    layout: str  # a folder of `layouts/`, such as "ernennung-v1"
    reference: str
    city: str  # the letterhead: name of the town, below it who writes
    office: str
    return_line: str  # the sender in one line, above the address
    address: tuple[str, ...]
    info: tuple[tuple[str, str], ...]  # label and value, the date among them
    subject: str
    salutation: str
    body: Tree
    closing: str
    signer_name: str
    signer_office: str
    verify_url: str  # empty on a preview, whose code is not drawn yet
    footer: tuple[tuple[str, ...], ...]  # columns of lines
    issued_at: datetime  # aware, whole seconds
    specimen: bool = False
    language: str = "de"
    form: str = "B"  # of DIN 5008: A or B
    crest: str = ""  # an SVG; empty for the one the layout has
    crest_text: str = ""  # what it shows, for those who do not see it


# What letters before had not; left out where it says nothing, so that their JSON is what it was.
_ADDED = {"form": "B", "crest": "", "crest_text": ""}


def to_json(letter: Letter) -> str:
    """Give the canonical JSON of `letter`: equal letters give equal text, whatever the time zone of `issued_at`."""
    record = {name: value for name, value in asdict(letter).items() if _ADDED.get(name) != value}
    record["issued_at"] = letter.issued_at.astimezone(UTC).isoformat()
    record["body"] = [block_record(block) for block in letter.body]
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> Letter:
    """Give the letter `to_json` wrote. Raises KeyError, TypeError or ValueError on anything else."""
    record: dict[str, Any] = json.loads(text)
    record["issued_at"] = datetime.fromisoformat(record["issued_at"])
    record["address"] = tuple(record["address"])
    record["info"] = tuple((label, value) for label, value in record["info"])
    record["footer"] = tuple(tuple(column) for column in record["footer"])
    record["body"] = tuple(_block(block) for block in record["body"])
    return Letter(**record)


def block_record(block: Paragraph | BulletList) -> dict[str, Any]:
    """Give `block` as it stands in the JSON of a paper."""
    if isinstance(block, Paragraph):
        return {"paragraph": [asdict(piece) for piece in block.line]}
    return {"list": [[asdict(piece) for piece in item] for item in block.items]}


def _block(record: dict[str, Any]) -> Paragraph | BulletList:
    if "paragraph" in record:
        return Paragraph(_line(record["paragraph"]))
    return BulletList(tuple(_line(item) for item in record["list"]))


def _line(pieces: list[dict[str, Any]]) -> Line:
    return tuple(Slot(**piece) if "name" in piece else Run(**piece) for piece in pieces)
