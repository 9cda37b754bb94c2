"""How many clicks and pages something takes, counted in the browser itself."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Frame, Page

# A press of Enter in a form clicks its button, so it counts, too.
TELL = "addEventListener('click', event => { if (event.isTrusted) window.clicked(); }, true)"


@dataclass
class Effort:
    """What was done on a page since `watch`; the pages are those after the one the count began on."""

    clicks: int = 0
    pages: int = 0


def watch(page: Page) -> Effort:
    """Count from now on, on this page and the ones that follow it in the same tab."""
    effort = Effort()

    def clicked() -> None:
        effort.clicks += 1

    def moved(frame: Frame) -> None:
        effort.pages += frame == page.main_frame

    page.expose_function("clicked", clicked)
    page.add_init_script(TELL)
    page.evaluate(TELL)
    page.on("framenavigated", moved)
    return effort
