import pytest

from programmes.errors import LetterInvalid
from programmes.letters.body import fill, parse
from programmes.letters.letter import BulletList, Paragraph, Run, Slot


def test_blank_lines_part_paragraphs_and_single_line_ends_do_not() -> None:
    tree = parse("Eins\nzwei\n \n\ndrei\r\n\r\nvier", ())

    assert tree == (Paragraph((Run("Eins zwei"),)), Paragraph((Run("drei"),)), Paragraph((Run("vier"),)))


def test_dashes_make_a_list_also_right_below_a_sentence() -> None:
    tree = parse("Aufgaben:\n- eins\n  und mehr\n- zwei", ())

    assert tree == (Paragraph((Run("Aufgaben:"),)), BulletList(((Run("eins und mehr"),), (Run("zwei"),))))


def test_bold_and_placeholders() -> None:
    tree = parse("Ab **{day} an** sind Sie { role }, Digi-Lots*in.", {"day", "role"})

    assert tree == (
        Paragraph(
            (
                Run("Ab "),
                Slot("day", bold=True),
                Run(" an", bold=True),
                Run(" sind Sie "),
                Slot("role"),
                Run(", Digi-Lots*in."),
            )
        ),
    )


@pytest.mark.parametrize("text", ["{money}", "{}", "{role.__class__}", "{role!r}", "{0}"])
def test_unknown_placeholders_are_refused(text: str) -> None:
    with pytest.raises(LetterInvalid) as refusal:
        parse(text, {"role"})

    assert refusal.value.field == "body"
    assert "role" in refusal.value.reason


@pytest.mark.parametrize("text", ["{role", "role}", "{{role}}", "**fett", "a ** b ** c **", "", " \n\n "])
def test_what_is_half_written_is_refused(text: str) -> None:
    with pytest.raises(LetterInvalid):
        parse(text, {"role"})


def test_values_are_never_markup() -> None:
    tree = fill(parse("- {name}", {"name"}), {"name": "**fett** {name}\n\n- Punkt"})

    assert tree == (BulletList(((Run("**fett** {name}  - Punkt"),),)),)


def test_control_and_bidi_characters_are_removed_from_text_and_values() -> None:
    tree = fill(parse("a\u202eb\x07 {name}", {"name"}), {"name": "A\u0308\u2066x\u200b\u00a0y\u202fz\u2011"})

    assert tree == (Paragraph((Run("ab "), Run("Äx\u00a0y\u00a0z-"))),)


def test_a_slot_without_a_value_is_refused() -> None:
    with pytest.raises(LetterInvalid) as refusal:
        fill(parse("{name}", {"name"}), {})

    assert "{name}" in refusal.value.reason
