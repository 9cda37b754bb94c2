import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from people.templatetags.presentation import avatar, badge, breakable, icon, initials, mark, page_numbers


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Dr. Jördis Ährenfeld", "JÄ"),
        ("Anne-Sophie Öztürk-Beispiel, M. A.", "AÖ"),
        ("Maximilian von der Testau", "MT"),
        ("Noé D’Exempel", "ND"),
        ("Sam", "S"),
        ("", ""),
    ],
)
def test_initials_leave_titles_out(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_an_avatar_keeps_its_tone_and_is_silent() -> None:
    assert avatar("Sam Muster") == avatar("Sam Muster")
    assert 'aria-hidden="true"' in avatar("Sam Muster")
    assert 'alt=""' in avatar("Sam Muster", "/photo.jpg")


def test_a_state_is_told_in_words_that_cannot_become_markup() -> None:
    assert "&lt;b&gt;" in badge("<b>")
    assert "&lt;b&gt;" in mark("done", "<b>")
    assert 'class="vh"' in mark("done", "passed")


def test_an_icon_of_kern_stands_in_for_what_is_not_drawn() -> None:
    assert "<svg" in icon("mail")
    assert "kern-icon--edit" in icon("edit")


def test_the_navigation_marks_the_page_and_its_section() -> None:
    template = Template('{% load presentation %}{% nav_link "people:directory" "Directory" %}')

    page = template.render(Context({"request": RequestFactory().get("/pilots/")}))
    section = template.render(Context({"request": RequestFactory().get("/pilots/7/")}))
    other = template.render(Context({"request": RequestFactory().get("/departments/")}))

    assert 'aria-current="page"' in page
    assert 'aria-current="true"' in section
    assert "aria-current" not in other


def test_an_entry_of_the_navigation_may_have_a_second_section() -> None:
    tag = '{% load presentation %}{% nav_link "people:directory" "Directory" also="people:departments" %}'

    section = Template(tag).render(Context({"request": RequestFactory().get("/departments/7/")}))
    other = Template(tag).render(Context({"request": RequestFactory().get("/projects/")}))

    assert 'aria-current="true"' in section
    assert "aria-current" not in other


def test_long_paging_leaves_gaps() -> None:
    assert page_numbers(Paginator(range(200), 10), 5) == [1, 0, 4, 5, 6, 0, 20]


def test_an_address_breaks_behind_the_at_and_stays_text() -> None:
    assert breakable("<b>@giessen.example") == "&lt;b&gt;@<wbr>giessen.example"
