"""The whole main job in one register, from the first enrolment to the letter that anybody can check."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.register import Register

Visit = Callable[..., Page]


def test_from_enrolment_to_a_letter_that_anybody_can_check(
    page_as: Visit, open_page: Visit, fresh_register: Register, troubles: list[str]
) -> None:
    employee = page_as("staff", fresh_register)
    trainee = page_as("trainee", fresh_register)
    coordinator = page_as("coordinator", fresh_register)
    admin = page_as("admin", fresh_register)
    visitor = open_page(fresh_register)

    staff_find_a_pilot(employee)
    trainee_still_lacks(trainee, "D2")
    coordinator_fills_the_fourth_round(coordinator)
    coordinator_takes_somebody_out(coordinator)
    coordinator_corrects_a_name(coordinator)
    coordinator_records_a_module_for_two(coordinator)
    numbers = admin_issues_letters(admin)
    verified = admin_reads_a_letter(admin, numbers[0])
    admin_hands_the_letters_over(admin)
    employee.goto("/pilots/?q=Demo")
    expect(employee.locator(".pilot-card", has_text="İpek Demo")).to_be_visible()
    ended = admin_ends_an_appointment(admin, "İpek Demo")
    staff_find_nobody(employee, "İpek Demo")
    visitor_checks(visitor, verified, ended)
    # The browser notes the one page that is refused: the letter with a code nobody gave out.
    assert len(troubles) == 1
    assert "404" in troubles.pop()


def staff_find_a_pilot(page: Page) -> None:
    card = page.locator("main .pilot-card")
    expect(card.locator("h3")).to_have_text("Dr. Jördis Ährenfeld")
    expect(card.locator("a[href^='tel:']")).to_have_text("0641 306-0101")

    page.locator("#q").fill("Haecker")
    page.locator("#q").press("Enter")
    found = page.locator("main .pilot-card").filter(has_text="Emil Häcker")
    expect(found.locator("a[href^='mailto:']")).to_be_visible()
    found.locator("h3 a").click()

    expect(page.locator("h1")).to_have_text("Emil Häcker")


def trainee_still_lacks(page: Page, code: str) -> None:
    page.locator("main a[href='/my/qualification/']").click()

    expect(page.locator("section[aria-labelledby=next]")).to_contain_text(f"({code})")


def coordinator_fills_the_fourth_round(page: Page) -> None:
    page.locator("main a.task", has_text="4. Ausbildungsrunde").click()
    before = seats(page)
    page.locator("main a[href$='/enrolments/new/']").click()
    mail = str(page.locator("#candidates option", has_text="Oğuz Testfeld").get_attribute("value"))

    page.locator("#id_mail").fill(mail)
    page.locator("#id_path_2").check()
    submit(page)
    expect(page.locator("main .notice")).to_contain_text("Oğuz Testfeld")
    assert seats(page) == before + 1

    page.goto(f"{page.url}enrolments/new/")
    page.locator("#id_mail").fill(mail)
    page.locator("#id_path_2").check()
    submit(page)
    refused(page, "mail", "Oğuz Testfeld")
    expect(page.locator("#id_mail")).to_have_value(mail)
    expect(page.locator("#id_path_2")).to_be_checked()
    assert seats(page) == before + 1

    page.locator("#id_mail").fill("neu@giessen.example")
    page.locator("#id_given_names").fill("Ludwig")
    page.locator("#id_family_name").fill("漢")
    page.locator("#id_department").select_option(label="Jugendamt")
    submit(page)
    refused(page, "family_name", "漢")
    assert seats(page) == before + 1

    page.locator("#id_family_name").fill("Neumann")
    submit(page)
    expect(page.locator("tbody th", has_text="Neumann, Ludwig")).to_be_visible()
    assert seats(page) == before + 2


def coordinator_takes_somebody_out(page: Page) -> None:
    before = seats(page)

    page.locator("tbody a", has_text="Neumann, Ludwig").click()
    page.locator("main a[href$='/withdraw/']").click()
    page.locator("main button.kern-btn--danger").click()

    expect(page.locator("[aria-labelledby=left]")).to_contain_text("Neumann, Ludwig")
    assert seats(page) == before - 1


def coordinator_corrects_a_name(page: Page) -> None:
    page.locator("tbody a", has_text="Testfeld, Oğuz").click()
    page.locator("main a[href$='/name/']").click()
    page.locator("#id_academic_title").fill("Dr.")
    page.locator("#id_family_name").fill("Testfelder")
    page.locator("main form button.kern-btn--primary").click()

    expect(page.locator("h1")).to_have_text("Dr. Oğuz Testfelder")


def coordinator_records_a_module_for_two(page: Page) -> None:
    page.goto("/")
    page.locator("main a.task[href$='/progress/']", has_text="2. Ausbildungsrunde").click()
    missing = {name: row(page, name).locator("td.matrix__words") for name in ("Probe, Björn", "Vorlage, Čeněk")}
    before = {name: words.inner_text() for name, words in missing.items()}

    for name in missing:
        page.get_by_role("checkbox", name=f"D5 {name}").check()
    page.locator(".save-bar button.kern-btn--primary").click()

    expect(missing["Probe, Björn"]).not_to_have_text(before["Probe, Björn"])
    expect(missing["Vorlage, Čeněk"]).to_have_text(before["Vorlage, Čeněk"])
    expect(missing["Vorlage, Čeněk"]).to_contain_text("W1")


def admin_issues_letters(page: Page) -> list[str]:
    """Issue what is ready; give the numbers of the letters, the newest first."""
    page.goto("/")
    task = page.locator("main a.task[href='/letters/issue/']")
    expect(task).to_contain_text("13")
    task.click()
    with page.context.expect_event("response", lambda answer: "preview.pdf" in answer.url) as preview:
        page.locator("button[formtarget=_blank]").click()
    assert preview.value.status == 200
    assert preview.value.header_value("content-type") == "application/pdf"
    other_tab = page.context.new_page()
    other_tab.goto(page.url)

    page.locator("main form button.kern-btn--primary").click()
    page.wait_for_url("**/letters/?round=*")
    rows = page.locator("tbody th a")
    expect(rows).to_have_count(13)
    numbers = rows.all_inner_texts()
    counted = sorted(int(number.split("-")[-1]) for number in numbers)
    assert counted == list(range(counted[0], counted[0] + 13))

    other_tab.locator("main form button.kern-btn--primary").click()
    expect(other_tab.locator("[data-error-summary]")).to_be_visible()
    page.reload()
    expect(rows).to_have_count(13)
    return numbers


def admin_reads_a_letter(page: Page, number: str) -> str:
    """Download the letter and the print file; give the address that checks the letter."""
    with page.expect_download() as print_file:
        page.locator("form[action='/letters/print/'] button").click()
    assert content(print_file.value.path()).startswith(b"%PDF")

    page.locator("tbody a", has_text=number).click()
    shown = page.locator("aside code").inner_text()
    with page.expect_download() as letter:
        page.locator("main a[href$='/letter.pdf']").click()
    assert content(letter.value.path()).startswith(b"%PDF")
    assert sha256(content(letter.value.path())).hexdigest() == shown
    return str(page.locator("main a[href^='/verify/']").get_attribute("href"))


def admin_hands_the_letters_over(page: Page) -> None:
    page.goto("/letters/")
    page.locator("main a[href^='/letters/handover/']").click()
    expect(page.locator("input[name=letters]:checked")).to_have_count(13)
    page.locator("#id_place").fill("Rathaus, Berliner Platz 1")
    page.locator("main form button.kern-btn--primary").click()

    page.goto("/letters/handover/")
    expect(page.locator("input[name=letters]")).to_have_count(0)


def admin_ends_an_appointment(page: Page, name: str) -> str:
    """End it today; give the address that checks the letter."""
    page.goto("/letters/")
    page.locator("tbody tr", has_text=name).locator("th a").click()
    address = str(page.locator("main a[href^='/verify/']").get_attribute("href"))
    page.locator("main a[href$='/end/']").click()
    page.locator("main input[name=reason]").first.check()
    page.locator("main form button.kern-btn--danger").click()

    expect(page.locator("main a[href$='/end/']")).to_have_count(0)
    return address


def staff_find_nobody(page: Page, name: str) -> None:
    page.goto("/pilots/?q=Demo")

    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".pilot-card", has_text=name)).to_have_count(0)


def visitor_checks(page: Page, genuine: str, ended: str) -> None:
    unknown = "/verify/0000-0000-0000-0000/"
    verdicts = {genuine: "verdict", ended: "verdict verdict--calm", unknown: "verdict verdict--bad"}
    for address, verdict in verdicts.items():
        page.goto(address)
        expect(page.locator("main .verdict")).to_have_class(verdict)


def seats(page: Page) -> int:
    """How many seats the round shown has given away."""
    return int(str(page.locator(".seats progress").get_attribute("value")))


def row(page: Page, name: str) -> Locator:
    """The row of a person in the matrix."""
    return page.locator("tbody tr").filter(has_text=re.compile(f"^\\s*{name}"))


def submit(page: Page) -> None:
    page.locator("main form button.kern-btn--primary").click()


def refused(page: Page, field: str, words: str) -> None:
    """The sentence stands beside the field, and the field is marked."""
    expect(page.locator(f"#id_{field}_error")).to_contain_text(words)
    expect(page.locator(f"#id_{field}")).to_have_attribute("aria-invalid", "true")


def content(file: Path) -> bytes:
    return file.read_bytes()
