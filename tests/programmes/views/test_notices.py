"""The notice of a department or building names those appointed there, and of them what they released."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.models.absence import Absence
from people.models.consent import Consent, VoluntaryField
from people.models.department import Department, Site
from people.models.role_grant import Role
from people.models.signpost import Signpost
from programmes.letters.body import printed_texts
from programmes.letters.compose_notice import department_notice, site_notice
from programmes.letters.notice import Notice
from programmes.models.letter_text import TextKind
from tests.factories import LONG_AGO, TODAY, make_department, make_letter_text, make_pilot, make_programme, make_user
from tests.programmes.letters.read_aloud import plain_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(make_user())
    return client


def notice(client: Client, department: Department) -> str:
    answer = client.get(reverse("programmes:department_notice", args=[department.pk]))
    assert answer["Content-Type"] == "application/pdf"
    return plain_text(answer.content)


def said(notice: Notice) -> str:
    return "\n".join(printed_texts(notice.body))


def test_a_notice_names_appointed_pilots_and_no_trainee(staff: Client) -> None:
    department = make_department("Jugendamt", number="51")
    below = make_department("Kita-Verwaltung", parent=department)
    make_pilot("Ernannt", department=department, appointed_from=LONG_AGO, phone="0641 1", room="2.14")
    make_pilot("Unten", department=below, appointed_from=LONG_AGO)
    make_pilot("Lernend", department=department)
    make_pilot("Ehemalig", department=department, appointed_from=LONG_AGO, appointed_until=TODAY)
    make_programme()

    text = notice(staff, department)

    assert "Ihre Digi-Lots*innen\n51 Jugendamt" in text
    assert text.index("Sam Ernannt") < text.index("Sam Unten")
    assert "Kita-Verwaltung" in text
    assert "Lernend" not in text
    assert "Ehemalig" not in text


def test_what_nobody_released_is_not_on_the_wall(staff: Client) -> None:
    department = make_department()
    pilot = make_pilot(department=department, appointed_from=LONG_AGO, office_hours="dienstags", bio="über mich")

    assert "dienstags" not in notice(staff, department)

    Consent.objects.create(pilot=pilot, field=VoluntaryField.OFFICE_HOURS, text_version="1", given_at=timezone.now())

    assert "dienstags" in notice(staff, department)
    assert "über mich" not in notice(staff, department)


def test_where_nobody_is_appointed_the_nearest_are_named_else_the_office() -> None:
    above = make_department("Dezernat II")
    department = make_department(parent=above)

    assert "Das Büro des Programms" in said(department_notice(department, TODAY))

    make_pilot("Oben", department=above, appointed_from=LONG_AGO)

    instead = department_notice(department, TODAY)
    assert "(Dezernat II)" in said(instead)
    assert [entry.name for entry in instead.people] == ["Sam Oben"]


def test_whoever_pauses_without_an_end_is_not_named_for_months() -> None:
    department = make_department()
    for name, last_day in (("Pause", None), ("Urlaub", TODAY + timedelta(days=3))):
        pilot = make_pilot(name, department=department, appointed_from=LONG_AGO)
        Absence.objects.create(pilot=pilot, first_day=TODAY, last_day=last_day)

    assert [entry.name for entry in department_notice(department, TODAY).people] == ["Sam Urlaub"]


def test_a_notice_does_not_say_that_nobody_is_appointed_where_somebody_pauses() -> None:
    pilot = make_pilot("Pause", appointed_from=LONG_AGO)
    Absence.objects.create(pilot=pilot, first_day=TODAY)

    found = department_notice(pilot.assignments.get().department, TODAY)

    assert said(found).startswith("Hier ist zurzeit niemand ansprechbar.")
    assert found.people == ()


def test_a_building_names_the_pilots_of_all_its_departments() -> None:
    site = Site.objects.create(name="Rathaus", street="Berliner Platz 1", postcode="35390", city="Gießen")
    for name in ("Amt A", "Amt B"):
        department = make_department(name)
        department.sites.add(site)
        make_pilot(name, department=department, appointed_from=LONG_AGO)
    make_pilot("Woanders", appointed_from=LONG_AGO)
    make_pilot("Lernend", department=department)
    make_pilot("Ehemalig", department=department, appointed_from=LONG_AGO, appointed_until=TODAY)
    moved = make_pilot("Umgezogen", department=department, appointed_from=LONG_AGO)
    moved.assignments.update(valid_until=TODAY - timedelta(days=1))
    closed = make_department("Amt C", valid_until=TODAY - timedelta(days=1))
    closed.sites.add(site)
    make_pilot("Zurückgeblieben", department=closed, appointed_from=LONG_AGO)

    found = site_notice(site, TODAY)

    assert [(entry.name, entry.department) for entry in found.people] == [
        ("Sam Amt A", "Amt A"),
        ("Sam Amt B", "Amt B"),
    ]
    assert found.directory_url.endswith(f"/pilots/?site={site.pk}")


def test_the_newest_signpost_says_whom_to_ask_what() -> None:
    for text in ("alt", "helfen bei allem"):
        Signpost.objects.create(pilots_help=text, service_helps="hilft", service_phone="1", written_at=timezone.now())

    found = department_notice(make_department(), TODAY)

    assert (found.pilots_help, found.service_contact) == ("helfen bei allem", "Telefon 1")


def test_the_office_has_the_name_it_bears_today() -> None:
    programme = make_programme()
    heir = make_department("Stabsstelle Digitales")
    Department.objects.filter(pk=programme.office_id).update(valid_until=LONG_AGO, successor=heir)

    assert department_notice(heir, TODAY).office == "Stabsstelle Digitales"


def test_a_name_that_cannot_be_printed_is_told_on_the_page(staff: Client) -> None:
    department = make_department()
    make_pilot("漢Muster", department=department, appointed_from=LONG_AGO)

    answer = staff.get(reverse("programmes:department_notice", args=[department.pk]), follow=True)

    assert answer.redirect_chain == [(reverse("people:department_detail", args=[department.pk]), 302)]
    assert "The notice cannot be printed" in answer.content.decode()
    assert "漢 (U+6F22)" in answer.content.decode()


def test_a_closed_department_has_no_notice(staff: Client) -> None:
    closed = make_department(valid_until=TODAY - timedelta(days=1))

    assert staff.get(reverse("programmes:department_notice", args=[closed.pk])).status_code == 404


def test_only_staff_take_a_notice(client: Client) -> None:
    site = Site.objects.create(name="Rathaus", street="Platz 1", postcode="1", city="Gießen")
    client.force_login(make_user(role=Role.DPO))

    assert client.get(reverse("programmes:department_notice", args=[make_department().pk])).status_code == 403
    assert client.get(reverse("programmes:site_notice", args=[site.pk])).status_code == 403


def test_a_building_has_its_notice(staff: Client) -> None:
    site = Site.objects.create(name="Rathaus", street="Platz 1", postcode="1", city="Gießen")

    answer = staff.get(reverse("programmes:site_notice", args=[site.pk]))

    assert "Rathaus" in plain_text(answer.content)
    assert "Aushang_Rathaus.pdf" in answer["Content-Disposition"]


def released(body: str, **fields: object) -> None:
    words = {"kind": TextKind.NOTICE, "layout": "aushang-v1", "subject": "Fragen Sie die {role_plural}", "body": body}
    make_letter_text(make_programme(), **(words | fields))


def test_the_released_words_stand_on_the_notice_with_their_facts(staff: Client) -> None:
    department = make_department("Jugendamt", number="51")
    make_pilot(department=department, appointed_from=LONG_AGO)
    released("**Hier** ({place}) helfen {role_plural} der {city}:\n- kurz\n- gern\n\n{programme}")

    text = notice(staff, department)

    assert "Fragen Sie die Digi-Lots*innen\n51 Jugendamt\n" in text
    assert "\nHier (51 Jugendamt) helfen Digi-Lots*innen der Universitätsstadt Gießen:\n" in text
    assert "\nkurz\n" in text
    assert "Sie kommen mit einem digitalen Werkzeug" not in text


def test_words_hold_from_their_day_on_and_the_registers_own_until_then() -> None:
    department = make_department()
    make_pilot(department=department, appointed_from=LONG_AGO)
    released("Die neuen Worte.", released_on=TODAY + timedelta(days=1))

    today, tomorrow = (department_notice(department, TODAY + timedelta(days=day)) for day in (0, 1))

    assert (today.title, said(today).startswith("Sie kommen mit")) == ("Ihre Digi-Lots*innen", True)
    assert (tomorrow.title, said(tomorrow)) == ("Fragen Sie die Digi-Lots*innen", "Die neuen Worte.")


def test_where_nobody_is_the_fixed_sentence_stands_in_place_of_the_words() -> None:
    released("Die Worte des Büros.")

    found = department_notice(make_department(), TODAY)

    assert found.title == "Fragen Sie die Digi-Lots*innen"
    assert said(found).startswith("Hier ist zurzeit niemand ansprechbar.")
