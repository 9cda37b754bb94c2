"""Every page a person can open, as somebody who sees it: whole, accessible, quiet, and asking nobody else.

What a page looks like does not depend on the database: PostgreSQL's run opens every page, SQLite's looks at it closely.
"""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.doors import STATES, VISITOR, address, doors
from tests.browser.register import Register
from tests.browser.wholeness import flaws_in_every_dress, ground_flaws

LINKS = "[...document.querySelectorAll('a[href]')].map(link => link.pathname)"
look = ground_flaws if os.environ.get("TEST_DATABASE") == "postgres" else flaws_in_every_dress
REFUSED = "Failed to load resource: the server responded with a status of {status} "


@pytest.mark.parametrize("account", doors())
def test_every_page_is_whole(
    page_as: Callable[..., Page],
    open_page: Callable[..., Page],
    register_server: Register,
    troubles: list[str],
    account: str,
) -> None:
    page = open_page(register_server) if account == VISITOR else page_as(account)
    links: list[str] = []
    wrong: list[str] = []

    for pattern in doors()[account]:
        target = address(pattern, links)
        if not target:
            wrong.append(f"No link leads {account} to /{pattern}.")
            continue
        wrong += look_at(page, target, 200, "", troubles)
        links += page.evaluate(LINKS)
    for state in STATES.get(account, ()):
        wrong += look_at(page, *state, troubles)

    assert not wrong, "\n".join(wrong)


def look_at(page: Page, target: str, status: int, press: str, troubles: list[str]) -> list[str]:
    """What is wrong with the page at `target`, or with the one after `press`, which the server refuses with errors."""
    answer = page.goto(target)
    where = f"{target} {press}".strip()
    assert answer is not None
    if (answer.status, page.url.removeprefix(answer.request.url)) != (status, ""):
        return [f"{where} answers {answer.status} and ends at {page.url}."]
    if press:
        page.evaluate("for (const form of document.forms) form.noValidate = true")
        page.locator(press).click()
        page.locator("[aria-invalid=true], [data-error-summary]").first.wait_for()
    # The browser itself notes each page that is refused; that much is expected.
    quiet = [trouble for trouble in troubles if status < 400 or not trouble.startswith(REFUSED.format(status=status))]
    troubles.clear()
    return [f"{where}: {flaw}" for flaw in (*quiet, *look(page))]
