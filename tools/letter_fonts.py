"""Make the letters' fonts and their metrics; run once per change of font, the results are committed.

    python tools/letter_fonts.py path/to/package/dist/fonts/fira-sans

The folder is the one of the npm package @kern-ux/native 2.7.2, whose Fira Sans holds every script the font has.
Without a folder only `metrics.json` is written anew from the committed TTFs.
"""

import json
import sys
from pathlib import Path
from unicodedata import category

from fontTools.ttLib import TTFont

LETTERS = Path(__file__).resolve().parent.parent / "programmes" / "letters"
FONTS = LETTERS / "fonts"
WEIGHTS = ("Regular", "Medium", "SemiBold")


def convert(source: Path) -> None:
    """Unpack the WOFF2 files of `source` into TTFs, keeping the font's own date so that the bytes stay the same."""
    for weight in WEIGHTS:
        font = TTFont(source / f"FiraSans-{weight}.woff2", recalcTimestamp=False)
        font.flavor = None
        font.save(FONTS / f"FiraSans-{weight}.ttf")


def measure() -> dict[str, object]:
    """Give the characters all weights have, each with its advance in the regular weight (units of the em)."""
    regular, *others = [TTFont(FONTS / f"FiraSans-{weight}.ttf") for weight in WEIGHTS]
    glyphs = regular.getBestCmap()
    shared = set(glyphs).intersection(*(set(font.getBestCmap()) for font in others))
    printable = sorted(code for code in shared if not category(chr(code)).startswith("C"))
    advances = {chr(code): regular["hmtx"][glyphs[code]][0] for code in printable}
    return {"units_per_em": regular["head"].unitsPerEm, "advances": advances}


def main() -> None:
    if len(sys.argv) > 1:
        convert(Path(sys.argv[1]))
    text = json.dumps(measure(), ensure_ascii=True, indent=0, sort_keys=True)
    (LETTERS / "metrics.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
