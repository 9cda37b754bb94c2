"""Words that would make a letter look like an appointment under civil-service law.

Source: § 8 BeamtStG. Such an appointment happens by handing over a certificate of appointment with prescribed words:
"unter Berufung in das Beamtenverhältnis" with "auf Lebenszeit", "auf Probe", "auf Widerruf", "auf Zeit" or "als
Ehrenbeamtin", "als Ehrenbeamter", and the title of the office where one is conferred. Graduates of the programme keep
their position, so a letter must not hold what only such a certificate says (refused); what may well stand in a sentence
that makes the difference clear is only pointed out (warned of).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from programmes.models.letter_text import TextKind

# A certificate of participation appoints nobody. A notice names the appointed to everybody who passes by.
SPEAKS_OF_APPOINTMENTS = (
    TextKind.APPOINTMENT,
    TextKind.RENEWAL,
    TextKind.REPLACEMENT,
    TextKind.END,
    TextKind.NOTICE,
)
_REFUSED = (
    r"berufung in das beamtenverhältnis",
    r"berufe(?:n)? (?:ich|wir) sie in das beamtenverhältnis",
    r"in das beamtenverhältnis (?:\w+ ){0,3}(?:berufen|ernannt|übernommen)",
    r"auf lebenszeit",
    r"auf widerruf",
    r"ehrenbeamt\w+",
    r"(?:ernennungs|bestallungs|berufungs)?urkunden?",
    r"verleihe(?:n)? (?:ich|wir) ihnen (?:das|ein|hiermit das|hiermit ein) amt",
    r"(?:zur|zum) (?:\w*(?:inspektor|sekretär|amtmann|amtfrau|amtsrat|amtsrät|rat|rätin|direktor)\w*) ernannt",
)
_WARNED = (
    r"beamtenverhältnis\w*",
    r"auf probe",
    r"auf zeit",
    r"amtsbezeichnung\w*",
    r"planstelle\w*",
    r"besoldungsgruppe\w*",
    r"dienstherr\w*",
    r"diensteid\w*",
)


@dataclass(frozen=True)
class StatutoryWords:
    """The words found in a text as they stand there; `refused` must go, `warned` may stay."""

    refused: Sequence[str]
    warned: Sequence[str]


def statutory_words(kind: str, text: str) -> StatutoryWords:
    """What of § 8 BeamtStG stands in `text`, the words of a paper of `kind`; nothing for a certificate."""
    if kind not in SPEAKS_OF_APPOINTMENTS:
        return StatutoryWords((), ())
    # Bold marks, soft hyphens and line ends must not hide a word.
    plain = " ".join(text.replace("**", "").replace("\u00ad", "").split())
    refused = _found(_REFUSED, plain)
    warned = [words for words in _found(_WARNED, plain) if not any(words.casefold() in no.casefold() for no in refused)]
    return StatutoryWords(refused, warned)


def _found(patterns: Sequence[str], text: str) -> list[str]:
    found = [match[0] for pattern in patterns for match in re.finditer(rf"\b{pattern}\b", text, re.IGNORECASE)]
    return list(dict.fromkeys(found))
