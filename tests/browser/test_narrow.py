"""On a phone, the tables of these pages are stacks of entries: nothing of them is off screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect


@pytest.mark.parametrize("address", ["/programme/dashboard/", "/reports/", "/mails/"])
def test_no_table_is_wider_than_a_phone(page_as: Callable[..., Page], address: str) -> None:
    page = page_as("coordinator", viewport={"width": 320, "height": 720})
    page.goto(address)
    tables = page.locator("main .region")
    expect(tables.first).to_be_visible()

    for table in tables.all():
        assert table.evaluate("it => it.scrollWidth - it.clientWidth") == 0, table.inner_text()


def test_a_cell_names_its_column_where_the_head_is_not_seen(page_as: Callable[..., Page]) -> None:
    said = "it => getComputedStyle(it, '::before').content"
    page = page_as("coordinator", viewport={"width": 320, "height": 720})
    page.goto("/programme/dashboard/")
    cell = page.locator("td[data-label]").first

    assert cell.evaluate(said) == '"Vergebene Plätze: "'
    page.set_viewport_size({"width": 1366, "height": 720})
    assert cell.evaluate(said) == "none"
