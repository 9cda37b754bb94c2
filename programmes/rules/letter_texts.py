"""The words of each kind of paper as the office sees them: in force, to come, before, and the draft."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from programmes.models.letter_text import LetterTemplate, TextKind
from programmes.models.programme import Programme
from programmes.rules.letter_words import WORDS, Words


@dataclass(frozen=True)
class Overview:
    """All versions of one kind, the newest first, and which of them is what."""

    kind: TextKind
    versions: Sequence[LetterTemplate]
    in_force: LetterTemplate | None
    to_come: LetterTemplate | None
    draft: LetterTemplate | None

    @property
    def released(self) -> Sequence[LetterTemplate]:
        return [text for text in self.versions if text.released_on]

    @property
    def until_then(self) -> str:
        """Which words the paper has while none are released: the register's own, those of an appointment, or none."""
        return {TextKind.NOTICE: "own", TextKind.RENEWAL: "appointment"}.get(self.kind, "")

    @property
    def start(self) -> Words:
        """Where writing begins: at the draft, else at the newest version, else at what the register comes with."""
        text = next(iter(self.versions), None)
        return Words(text.subject, text.body) if text else WORDS[self.kind]


def overviews(day: date) -> list[Overview]:
    """Every kind, as of `day`; two queries."""
    versions: dict[str, list[LetterTemplate]] = defaultdict(list)
    programme = the_programme()
    for text in LetterTemplate.objects.filter(programme=programme).select_related("written_by").order_by("-version"):
        versions[text.kind].append(text)
    return [_overview(kind, versions[kind], day) for kind in TextKind]


def overview_of(kind: TextKind, day: date) -> Overview:
    """One kind, as of `day`; two queries."""
    texts = LetterTemplate.objects.filter(programme=the_programme(), kind=kind)
    return _overview(kind, list(texts.select_related("written_by", "programme").order_by("-version")), day)


def the_programme() -> Programme | None:
    """The programme whose papers these are; None before there is one."""
    return Programme.objects.order_by("pk").first()


def _overview(kind: TextKind, versions: Sequence[LetterTemplate], day: date) -> Overview:
    released = [(text, text.released_on) for text in versions if text.released_on]
    return Overview(
        kind=kind,
        versions=versions,
        in_force=next((text for text, since in released if since <= day), None),
        to_come=next((text for text, since in released if since > day), None),
        draft=next((text for text in versions if not text.released_on), None),
    )
