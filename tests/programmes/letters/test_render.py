import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import page
import pikepdf
import pytest

from programmes.errors import LetterInvalid, LetterTooLong, RenderError
from programmes.letters import render as engine
from programmes.letters.print_file import print_file
from programmes.letters.render import fingerprint, render, render_many
from tests.programmes.letters.read_aloud import plain_text, read_aloud
from tests.programmes.letters.samples import GOLDEN_LETTERS, PLACEHOLDERS, make_body, make_letter, make_preview

ROOT = Path(__file__).parents[3]

# They hold for typst 0.15.2; a new hash needs a look at the paper and a new layout folder.
GOLDEN = {
    "form-a": "db8cdd64829da167f2ba9b1df2869371eb7b8b86962fd00854066c46a571a4c1",
    "crest": "caacd901cf743e9acfb9506f5b6e432758ee839adcee2439987c02ea57ef115f",
    "short": "ad01f2235d133d1b55f4ef0b45f2f1de5cdf72b4b8065429c075739729063425",
    "two-pages": "50b555084a3de77b684e07b052a58e2f782dfa2c1b519326d1053266543cbe3c",
    "diacritics": "c6b88b48376aa94de32e47c1005af68dd702732e66907d9e4cd6f96196cf0c18",
    "preview": "50969ce9bd9cd4b7e0bd63ecb9d9bf327e355aac1119d956e805aacfd95f98a7",
}

HOSTILE = [
    '#read("/etc/passwd")',
    '#import "@preview/cetz:0.3.0"',
    '#eval("1+1")',
    "*fett* $x^2$ @ref <label>",
    "**fett** {role} {geld}",
    '<img src="file:///etc/passwd">',
    '<font color="red">rot</font>',
    "`raw` _kursiv_ ~ -- --- ...",
    "// Kommentar /* Rest */",
    "\\n \\u{41} \\#",
    '"); panic("x',
    "{{ letter }} {% now %}",
    "- kein Punkt",
    "= keine Überschrift",
    "%PDF-1.7 endstream",
]


@pytest.mark.parametrize("name", GOLDEN_LETTERS)
def test_golden_letters_keep_their_bytes(name: str) -> None:
    rendered = render(GOLDEN_LETTERS[name]())

    assert rendered.sha256 == hashlib.sha256(rendered.pdf).hexdigest() == GOLDEN[name]
    assert rendered.pages == (2 if name == "two-pages" else 1)
    assert rendered.pdf.endswith(b"%%EOF\n")


@pytest.mark.parametrize("profile", ["ua1", "2a"])
@pytest.mark.parametrize("name", GOLDEN_LETTERS)
def test_letters_are_accessible_and_archivable(name: str, profile: str) -> None:
    pdf = render(GOLDEN_LETTERS[name]()).pdf

    assert failures(pdf, profile) == []


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_the_gate_refuses_a_file_without_tags(profile: str) -> None:
    untagged = print_file([render(make_letter()).pdf])

    assert failures(untagged, profile)


def test_a_letter_reads_aloud_in_the_order_of_the_paper() -> None:
    blocks = read_aloud(render(make_letter()).pdf)

    assert [text for _, text in blocks] == [
        "Universitätsstadt Gießen",
        "Der Oberbürgermeister",
        "Schmuckzeichen anstelle des Stadtwappens",
        "Universitätsstadt Gießen · Berliner Platz 1 · 35390 Gießen",
        "Jugendamt",
        "Frau Dr.\u00a0Jördis Ährenfeld",
        "Berliner Platz 1",
        "35390 Gießen",
        "Nummer",
        "DL-2023-001",
        "Auskunft",
        "Stabsstelle Organisationsentwicklung & digitale Strategie",
        "Telefon",
        "0641 306-0000",
        "E-Mail",
        "digi-lotsen@giessen.example",
        "Datum",
        "15.\u00a0August 2023",
        "Ernennung zur Digi-Lotsin der Universitätsstadt Gießen",
        "Sehr geehrte Frau Dr.\u00a0Ährenfeld,",
        (
            "Sie haben das Qualifizierungsprogramm für Digi-Lots*innen in der 1.\u00a0Ausbildungsrunde erfolgreich "
            "abgeschlossen. Hierfür danke ich Ihnen herzlich."
        ),
        (
            "Mit Wirkung vom 15.\u00a0August 2023 ernenne ich Sie zur Digi-Lotsin. In dieser Rolle sensibilisieren und "
            "motivieren Sie für das Thema Digitalisierung, geben Ihr Wissen weiter und sind Bindeglied zwischen den "
            "Ämtern der Stadtverwaltung."
        ),
        (
            "Die Aufgabe nehmen Sie neben Ihrer bisherigen Tätigkeit im Jugendamt während der Arbeitszeit wahr. Sie "
            "gilt bis auf Weiteres und kann von beiden Seiten jederzeit beendet werden. Ein Amt im statusrechtlichen "
            "Sinne wird hierdurch nicht verliehen."
        ),
        "Mit freundlichen Grüßen",
        "Frank-Tilo Becher",
        "Oberbürgermeister",
        "QR-Code mit der Adresse, unter der sich dieses Schreiben prüfen lässt",
        "Schreiben prüfen",
        "Code scannen oder diese Adresse öffnen:",
        "https://lotsen.giessen.example/verify/K7QF-3MZD-9WXP-R2TA/",
        "Nr. DL-2023-001",
    ]
    assert [text for tag, text in blocks if tag == "H1"] == ["Ernennung zur Digi-Lotsin der Universitätsstadt Gießen"]


def test_a_preview_shows_a_marked_sample_where_the_code_will_be() -> None:
    text = plain_text(render(make_preview()).pdf)

    assert ("MUSTER" in text, "/verify/" in text, "QR-Code" in text) == (True, False, False)


def test_an_office_mail_stays_in_its_column_whole_if_it_fits_else_broken_behind_the_at() -> None:
    long_mail = "digi-lotsen-und-mehr@stadtverwaltung.example"

    fits = plain_text(render(make_letter()).pdf)
    broken = plain_text(render(make_letter(info=(("E-Mail", long_mail),))).pdf)

    assert "digi-lotsen@giessen.example" in fits
    assert long_mail.replace("@", "@\u200b") in broken


def test_a_crest_of_the_town_is_read_aloud_by_its_text() -> None:
    texts = [text for _, text in read_aloud(render(GOLDEN_LETTERS["crest"]()).pdf)]

    assert "Wappen: ein roter Punkt" in texts
    assert "Schmuckzeichen anstelle des Stadtwappens" not in texts


def test_lists_are_tagged_as_lists() -> None:
    blocks = read_aloud(render(GOLDEN_LETTERS["two-pages"]()).pdf)

    assert [tag for tag, _ in blocks].count("LBody") == 3


def test_only_a_specimen_says_so() -> None:
    specimen, letter = render(make_letter(specimen=True)), render(make_letter())

    assert "Muster – ohne Gültigkeit" in plain_text(specimen.pdf)
    assert "Muster" not in plain_text(letter.pdf)


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_are_printed_as_they_are(value: str) -> None:
    letter = make_letter(
        subject=value, salutation=value, address=(value,), body=make_body("Amt: {department}", department=value)
    )

    blocks = [text for _, text in read_aloud(render(letter).pdf)]

    assert blocks.count(value) == 3
    assert f"Amt: {value}" in blocks


@pytest.mark.parametrize("sign", ["漢", "😀", "ش", "\u2600"])
def test_a_sign_the_font_lacks_is_named(sign: str) -> None:
    with pytest.raises(LetterInvalid) as refusal:
        render(make_letter(address=(f"Frau {sign}",)))

    assert refusal.value.field == "address"
    assert sign in refusal.value.reason


def test_three_pages_are_too_long() -> None:
    with pytest.raises(LetterTooLong) as refusal:
        render(make_letter(body=make_body("\n\n".join(["Ein langer Satz, der Platz nimmt. " * 5] * 25))))

    assert refusal.value.field == "body"


def test_what_typst_only_warns_about_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    layout = tmp_path / "warning-v1"
    layout.mkdir()
    (layout / "letter.typ").write_text('#set document(title: "x")\n#set text(font: ("Nowhere", "Fira Sans"))\n= x')
    monkeypatch.setattr(engine, "_LAYOUTS", tmp_path)

    with pytest.raises(RenderError, match="nowhere"):
        render(make_letter(layout="warning-v1"))


def test_an_error_in_a_layout_gives_no_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    layout = tmp_path / "escape-v1"
    layout.mkdir()
    (layout / "letter.typ").write_text('#read("/../../etc/passwd")')
    monkeypatch.setattr(engine, "_LAYOUTS", tmp_path)

    with pytest.raises(RenderError):
        render(make_letter(layout="escape-v1"))


def test_an_unknown_layout_is_refused() -> None:
    with pytest.raises(LetterInvalid) as refusal:
        render(make_letter(layout="nirgends-v1"))

    assert refusal.value.field == "layout"


def test_two_threads_give_the_same_letters() -> None:
    letters = [make_letter(reference=f"DL-2023-{number:03}") for number in range(8)]
    alone = [rendered.sha256 for rendered in render_many(letters)]

    with ThreadPoolExecutor(2) as threads:
        together = [rendered.sha256 for rendered in threads.map(render, letters)]

    assert together == alone
    assert len(set(alone)) == 8


def test_neither_hash_seed_nor_time_zone_nor_folder_shows_in_a_letter(tmp_path: Path) -> None:
    code = """
from programmes.letters.render import render
from tests.programmes.letters.samples import make_letter
print(render(make_letter()).sha256)
"""
    for surroundings in (
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/New_York", "HOME": str(tmp_path)},
    ):
        done = run(code, cwd=tmp_path, **surroundings)

        assert done.stdout.strip() == GOLDEN["short"], done.stderr


def test_a_forked_child_is_told_instead_of_left_hanging() -> None:
    code = """
import os, signal
from programmes.errors import RenderError
from programmes.letters.render import render
from tests.programmes.letters.samples import make_letter
render(make_letter())
child = os.fork()
if not child:
    signal.alarm(20)
    try:
        render(make_letter())
    except RenderError:
        os._exit(7)
    os._exit(1)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""

    done = run(code)

    assert done.stdout.strip() == "7", done.stderr


def test_the_fingerprint_names_typst_and_what_the_letter_is_made_of() -> None:
    name = fingerprint("ernennung-v1")

    assert name.startswith("typst 0.15.2 ")
    assert len(name) <= 64  # the width of its column


def test_placeholders_of_the_samples_are_all_used() -> None:
    text = plain_text(render(make_letter(body=make_body(" ".join(f"{{{name}}}" for name in sorted(PLACEHOLDERS))))).pdf)

    assert "1.\u00a0Ausbildungsrunde Jugendamt 15.\u00a0August 2023 Digi-Lotsin" in text


def failures(pdf: bytes, profile: str) -> list[str]:
    """Give the rules `pdf` breaks, without one the validator gets wrong.

    STREAM-LENGTH-001 is reported for a compressed stream that happens to end in a carriage return; qpdf reads it well.
    """
    report = page.validate_pdf_bytes(pdf, profile=profile, limits=page.SafetyLimits(max_reference_depth=5000))
    with pikepdf.Pdf.open(BytesIO(pdf)) as document:
        syntax = document.check_pdf_syntax()
    found = [failure.rule_id for failure in report.failures]
    return found if syntax else [rule for rule in found if not rule.endswith("STREAM-LENGTH-001")]


def run(code: str, cwd: Path = ROOT, **surroundings: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **surroundings}
    return subprocess.run(
        [sys.executable, "-c", code], check=False, cwd=cwd, env=environment, capture_output=True, text=True, timeout=60
    )
