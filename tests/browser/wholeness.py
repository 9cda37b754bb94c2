"""What every page owes its reader, whatever it says; found out in a real browser."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

STANDARDS = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# A colour scheme changes colours and nothing else, so a second scheme needs only the rules about them.
ABOUT_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
HEIGHT = 900

# A style sheet that did not arrive does not let anybody read its rules.
FACTS = """() => ({
    sheets: [...document.styleSheets].map(sheet => { try { return sheet.cssRules.length } catch { return 0 } }),
    headings: document.querySelectorAll("h1").length,
    title: document.title,
    language: document.documentElement.lang,
    unsigned: [...document.forms].filter(
        // Comparing a file writes nothing, and is asked without a token.
        form => form.method === "post" && !form.action.endsWith("/verify/file/")
            && !form.querySelector("[name=csrfmiddlewaretoken]")).length,
    overflow: document.documentElement.scrollWidth - innerWidth,
})"""


def violations(page: Page, rules: dict[str, object] = STANDARDS) -> list[str]:
    """The rules of axe that the page breaks, each with the first place where it does."""
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(Axe().axe_script)
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [f"{rule['id']}, {len(rule['nodes'])} times: {rule['nodes'][0]['failureSummary']}" for rule in found]


def flaws(page: Page) -> list[str]:
    """What is wrong with the page as it is: its ground, its width, and what axe finds."""
    return ground_flaws(page) + violations(page)


def ground_flaws(page: Page) -> list[str]:
    """What the page lacks that every page has, or how it is wider than its window."""
    facts = page.evaluate(FACTS)
    # Without its styles a page passes rules on contrast and size that it breaks with them.
    checks = {
        "has no style sheet, or an empty one": facts["sheets"] and all(facts["sheets"]),
        f"has {facts['headings']} headings of the first level": facts["headings"] == 1,
        "has no title": facts["title"].strip(" –"),
        f"is in the language “{facts['language']}”": facts["language"] == "de",
        f"has {facts['unsigned']} forms that the protection against forged requests refuses": not facts["unsigned"],
        f"is {facts['overflow']} px wider than the window": facts["overflow"] <= 0,
    }
    return [flaw for flaw, is_well in checks.items() if not is_well]


def flaws_in_every_dress(page: Page) -> list[str]:
    """The flaws on a wide screen and on a narrow one, in light and in dark colours."""
    found = []
    for width in (1366, 320):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        found += [f"{width} px, light: {flaw}" for flaw in flaws(page)]
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        found += [f"{width} px, dark: {flaw}" for flaw in violations(page, ABOUT_COLOURS)]
    return found
