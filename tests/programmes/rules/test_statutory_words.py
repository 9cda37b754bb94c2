"""The words of § 8 BeamtStG: what must not stand in a letter, and what is only pointed out."""

from __future__ import annotations

import pytest

from programmes.models.letter_text import TextKind
from programmes.rules.letter_words import WORDS
from programmes.rules.statutory_words import statutory_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Sie werden unter Berufung in das Beamtenverhältnis auf Lebenszeit ernannt.", "auf Lebenszeit"),
        ("unter **Berufung** in das\nBeamtenverhältnis", "Berufung in das Beamtenverhältnis"),
        ("Hiermit berufe ich Sie in das Beamtenverhältnis.", "berufe ich Sie in das Beamtenverhältnis"),
        ("Sie werden in das Beamtenverhältnis auf Probe berufen.", "in das Beamtenverhältnis auf Probe berufen"),
        ("Ernennungsurkunde", "Ernennungsurkunde"),
        ("Diese URKUNDE gilt.", "URKUNDE"),
        ("Ur\u00adkunde", "Urkunde"),
        ("als Ehrenbeamtin", "Ehrenbeamtin"),
        ("Hiermit verleihe ich Ihnen das Amt einer Rätin.", "verleihe ich Ihnen das Amt"),
        ("Sie werden zur Amtsinspektorin ernannt.", "zur Amtsinspektorin ernannt"),
        ("auf Widerruf", "auf Widerruf"),
    ],
)
@pytest.mark.parametrize("kind", [kind for kind in TextKind if kind != TextKind.CERTIFICATE])
def test_what_only_a_certificate_of_civil_service_says_is_refused(kind: TextKind, text: str, words: str) -> None:
    assert words in statutory_words(kind, text).refused


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ein Beamtenverhältnis wird nicht begründet.", "Beamtenverhältnis"),
        ("Ihre Amtsbezeichnung bleibt.", "Amtsbezeichnung"),
        ("Die Besoldungsgruppe bleibt.", "Besoldungsgruppe"),
        ("Die Ernennung gilt auf Zeit.", "auf Zeit"),
    ],
)
def test_what_may_make_the_difference_clear_is_pointed_out(text: str, words: str) -> None:
    found = statutory_words(TextKind.APPOINTMENT, text)

    assert (list(found.refused), list(found.warned)) == ([], [words])


@pytest.mark.parametrize(
    "text",
    [
        "Ein Amt im statusrechtlichen Sinne wird hierdurch nicht verliehen; Eingruppierung und Besoldung bleiben.",
        "Sie gilt bis auf Weiteres. Sie beurkundet nichts. Auf Probefahrten wird verzichtet.",
        *(f"{words.subject}\n{words.body}" for words in WORDS.values()),
    ],
)
def test_an_honest_letter_is_left_alone(text: str) -> None:
    found = statutory_words(TextKind.APPOINTMENT, text)

    assert not found.refused
    assert not found.warned


def test_a_certificate_of_participation_appoints_nobody() -> None:
    assert not statutory_words(TextKind.CERTIFICATE, "Urkunde").refused
