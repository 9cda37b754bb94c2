"""How the people of a round use its pages: they click on words, and read words."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

ROUND = "6. Ausbildungsrunde"
Visit = Callable[..., Page]


def go(page: Page, *words: str) -> None:
    """Click the links and buttons with these words, one after the other, as somebody does who reads."""
    for text in words:
        main = page.locator("main")
        found = main.get_by_role("link", name=text).or_(main.get_by_role("button", name=text))
        with page.expect_navigation():  # or the next click could still hit the page before
            found.first.click()


def menu(page: Page, word: str) -> None:
    """Click this entry of the main navigation; on a narrow screen it has to be opened first."""
    button = page.locator("[data-menu-button]")
    if button.is_visible():
        button.click()
    page.locator("#main-nav").get_by_role("link", name=word, exact=True).click()


def sees(page: Page, *words: str) -> None:
    """The page says all of these."""
    for text in words:
        expect(page.locator("main")).to_contain_text(text)


def fill(page: Page, **fields: str) -> None:
    """Fill in the fields of the form that have these names."""
    for name, value in fields.items():
        field = page.locator(f"main [name={name}]")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def choose(page: Page, name: str, text: str) -> None:
    """Choose the entry of a list that begins with these words."""
    field = page.locator(f"main select[name={name}]")
    field.select_option(field.locator("option", has_text=re.compile(f"^{re.escape(text)}")).get_attribute("value"))


def row(page: Page, text: str) -> Locator:
    return page.locator("tbody tr", has_text=text)


def to_the_round(page: Page) -> None:
    menu(page, "Ausbildungsrunden")
    go(page, ROUND)


def record(page: Page, module: str, *names: str) -> None:
    """Note in the matrix that these people passed the module."""
    to_the_round(page)
    go(page, "Lernstand eintragen")
    for name in names:
        page.get_by_role("checkbox", name=f"{module} {name}").check()
    go(page, "Markierte eintragen")
    sees(page, f"Modul {module} ist für {len(names)} Person", "„bestanden“ eingetragen")
