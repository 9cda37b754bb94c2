"""The register by keyboard alone, and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from people.demo import DEMO_PASSWORD
from tests.browser.register import Register, serving

# The parts of a date show the focus themselves.
RING = """element => {
    const style = element.type === "date" ? {boxShadow: ""} : getComputedStyle(element);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== "none";
}"""


@pytest.fixture(scope="module")
def own_register(browser: Browser, master: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """A register to write in for this file; each of its tests changes another round or person."""
    with serving(master, tmp_path_factory.mktemp("keyboard")) as register:
        yield register


def go_to(page: Page, wanted: Locator) -> None:
    """Press Tab until `wanted` has the focus; everything passed on the way shows where the focus is."""
    target = wanted.element_handle()
    for _press in range(150):
        page.keyboard.press("Tab")
        focused = page.evaluate_handle("document.activeElement").as_element()
        assert focused is not None
        assert focused.evaluate(RING), f"Nobody sees the focus on {focused.evaluate('it => it.outerHTML')[:200]}"
        if focused.evaluate("(it, target) => it === target", target):
            return
    pytest.fail("Tab does not lead there.")


def sign_in_by_keyboard(page: Page, account: str) -> None:
    page.goto("/accounts/login/")
    go_to(page, page.locator("#id_login"))
    page.keyboard.type(f"{account}@demo.example")
    go_to(page, page.locator("#id_password"))
    page.keyboard.type(DEMO_PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/")


def test_the_first_tab_leads_past_the_navigation(page_as: Callable[..., Page]) -> None:
    page = page_as("staff")
    page.goto("/pilots/")

    go_to(page, page.locator("a.skip"))
    expect(page.locator("a.skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    page.keyboard.press("Tab")

    expect(page.locator("#id_q")).to_be_focused()


def test_somebody_is_enrolled_by_keyboard(open_page: Callable[..., Page], own_register: Register) -> None:
    page = open_page(own_register)
    sign_in_by_keyboard(page, "coordinator")

    go_to(page, page.locator("main a.task", has_text="4. Ausbildungsrunde"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/cohorts/*/")
    go_to(page, page.locator("main a[href$='/enrolments/new/']"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/enrolments/new/")
    mail = page.locator("#candidates option", has_text="Oğuz Testfeld").get_attribute("value")
    go_to(page, page.locator("#id_mail"))
    page.keyboard.type(str(mail))
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cohorts/*/")

    expect(page.locator("tbody th", has_text="Testfeld, Oğuz")).to_be_visible()


def test_letters_are_issued_by_keyboard(page_as: Callable[..., Page], own_register: Register) -> None:
    page = page_as("admin", own_register)
    go_to(page, page.locator("main a.task[href='/letters/issue/']"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/letters/issue/")

    go_to(page, page.locator("input[name=enrolments]").first)
    page.keyboard.press("Space")
    go_to(page, page.locator("main form button.kern-btn--primary"))
    page.keyboard.press("Enter")
    # The selection is new, so the page asks for another look.
    page.locator("main .notice--info").wait_for()
    go_to(page, page.locator("main form button.kern-btn--primary"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/letters/?round=*")

    expect(page.locator("tbody tr")).to_have_count(11)


@pytest.mark.parametrize(("account", "address"), [("coordinator", "/programme/"), ("admin", "/letters/terms/")])
def test_a_region_that_scrolls_shows_its_focus(page_as: Callable[..., Page], account: str, address: str) -> None:
    page = page_as(account, viewport={"width": 320, "height": 640})
    page.goto(address)
    region = page.locator("main .region").first
    before = region.evaluate("it => it.scrollLeft")

    go_to(page, region)
    page.keyboard.press("ArrowRight")

    page.wait_for_function("it => it.scrollLeft > 0", arg=region.element_handle())
    assert before == 0


def test_without_javascript_search_enrolment_and_matrix_work(
    page_as: Callable[..., Page], own_register: Register
) -> None:
    page = page_as("coordinator", own_register, java_script_enabled=False)

    page.locator("#q").fill("haeck")
    page.locator("#q").press("Enter")
    expect(page.locator(".pilot-card", has_text="Emil Häcker")).to_be_visible()

    page.goto("/cohorts/4/enrolments/new/")
    page.locator("#id_mail").fill("neu@giessen.example")
    page.locator("#id_family_name").fill("Neumann")
    page.locator("#id_department").select_option(label="Jugendamt")
    page.locator("main form button.kern-btn--primary").click()
    expect(page.locator("tbody th", has_text="Neumann")).to_be_visible()

    page.goto("/cohorts/3/progress/")
    person = page.locator("tbody tr").first
    before = person.inner_text()
    person.locator("input[name=marks]").first.check()
    page.locator(".save-bar button.kern-btn--primary").click()
    expect(page.locator("main .notice--success")).to_be_visible()
    assert person.inner_text() != before
