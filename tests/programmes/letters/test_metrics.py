import json
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from programmes.letters import metrics
from programmes.letters.metrics import missing_glyphs, width_mm, wrap

FOLDER = Path(metrics.__file__).parent


def test_missing_glyphs_are_named_once_in_order() -> None:
    assert missing_glyphs("漢a😀漢 \u2011") == "漢😀\u2011"


@pytest.mark.parametrize(
    "name", ["Nguyễn Thị Demo", "Łukowska", "Y\u0131ld\u0131z", "Noé D’Exempel", "Ἀθῆναι", "Жанна", "„ß“ – §\u00a0€"]
)
def test_european_names_can_be_printed(name: str) -> None:
    assert missing_glyphs(name) == ""


@pytest.mark.parametrize("weight", ["Regular", "Medium", "SemiBold"])
def test_the_metrics_are_those_of_the_committed_fonts(weight: str) -> None:
    font = TTFont(FOLDER / "fonts" / f"FiraSans-{weight}.ttf")
    glyphs = font.getBestCmap()
    figures = json.loads((FOLDER / "metrics.json").read_text(encoding="utf-8"))

    assert all(ord(sign) in glyphs for sign in figures["advances"])
    assert figures["units_per_em"] == font["head"].unitsPerEm
    if weight == "Regular":
        assert all(advance == font["hmtx"][glyphs[ord(sign)]][0] for sign, advance in figures["advances"].items())


def test_width_grows_with_size_and_text() -> None:
    assert width_mm("0" * 10, 11) == pytest.approx(10 * 0.579 * 11 * 25.4 / 72, rel=0.05)
    assert width_mm("ab", 22) == pytest.approx(2 * width_mm("ab", 11))


def test_wrap_keeps_every_word_and_no_line_too_wide() -> None:
    text = "Stabsstelle Organisationsentwicklung & digitale Strategie"

    lines = wrap(text, 9, 48)

    assert " ".join(lines) == text
    assert all(width_mm(line, 9) <= 48 for line in lines)
    assert len(lines) == 3
