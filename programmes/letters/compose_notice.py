"""What a notice says: who can be asked in a department or building, else whom to ask instead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import override

from people.models.absence import Absence
from people.models.department import Department, Site
from people.models.pilot import PilotQuerySet
from people.models.role_name import RoleName
from people.models.signpost import Signpost
from people.rules.department_people import pilots_at, pilots_within
from people.rules.nearest import Nearest, Nearness, nearest_pilots
from people.rules.profile import Card, visible_cards
from people.rules.signpost import own_words
from people.rules.tree import goes_on_as
from programmes.letters.characters import clean
from programmes.letters.notice import MOST_PEOPLE, Entry, Notice
from programmes.models.programme import Programme

INVITATION = "Sie kommen mit einem digitalen Werkzeug nicht weiter oder haben eine Idee? Fragen Sie uns!"
# True as well where everybody is away without an end.
NOBODY_HERE = "Hier ist zurzeit niemand ansprechbar."


def department_notice(department: Department, today: date) -> Notice:
    """The notice of `department`: its pilots of `today`, then those of the departments below it, as released by them.

    German, whoever asks. Where nobody is appointed it names the nearest people, else the programme's office.
    """
    cards = _cards(pilots_within(department, today), today)
    nearest = None if cards else nearest_pilots(department, today)
    return _notice(
        today,
        place=department.numbered,
        address=tuple(
            clean(f"{site.street}, {site.postcode} {site.city}") for site in department.sites.order_by("name")
        ),
        people=_entries(cards, here=department) if nearest is None else _entries(visible_cards(nearest.pilots, today)),
        introduction=_introduction(nearest),
        query={"department": department.pk},
    )


def site_notice(site: Site, today: date) -> Notice:
    """The notice of a building: the pilots of all departments found there on `today`; else as `department_notice`."""
    cards = _cards(pilots_at(site, today), today)
    nearest = None if cards else nearest_pilots(None, today)
    return _notice(
        today,
        place=site.name,
        address=(clean(f"{site.street}, {site.postcode} {site.city}"),),
        people=_entries(cards if nearest is None else visible_cards(nearest.pilots, today)),
        introduction=_introduction(nearest),
        query={"site": site.pk},
    )


def _cards(pilots: PilotQuerySet, today: date) -> Sequence[Card]:
    """Those a notice can name for months: whoever is away without an end is not among them."""
    paused = Absence.objects.covering(today).filter(last_day=None)
    return visible_cards(pilots.exclude(pk__in=paused.values("pilot"))[: MOST_PEOPLE + 1], today)


def _entries(cards: Iterable[Card], here: Department | None = None) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            name=clean(str(card.pilot)),
            role=clean(card.role),
            department=clean(card.department.name) if card.department and card.department != here else "",
            phone=clean(card.pilot.phone),
            mail=clean(card.pilot.mail),
            room=clean(card.pilot.room),
            office_hours=clean(card.office_hours),
            topics=tuple(clean(str(topic)) for topic in card.topics),
        )
        for card in cards
    )


def _introduction(nearest: Nearest | None) -> str:
    if nearest is None:
        return INVITATION
    if nearest.nearness == Nearness.NOBODY:
        ask = f"Das Büro des Programms weiß, wer Ihnen hilft: {settings.OFFICE_MAIL}, Telefon {settings.OFFICE_PHONE}."
        return f"{NOBODY_HERE} {ask}"
    if nearest.department is not None and nearest.nearness == Nearness.ABOVE:
        return f"{NOBODY_HERE} Diese Kolleginnen und Kollegen helfen Ihnen gern ({clean(nearest.department.name)}):"
    return f"{NOBODY_HERE} Diese Kolleginnen und Kollegen helfen Ihnen gern:"


def _notice(today: date, *, place: str, query: dict[str, int], **facts: Any) -> Notice:
    programme = Programme.objects.select_related("office__successor", "role_name").first()
    role_name = programme.role_name if programme else RoleName.objects.first()
    plural = clean(role_name.plural if role_name else settings.REGISTER_NAME)
    with override("de"):
        signpost = Signpost.objects.order_by("-pk").first() or own_words()
        day = date_format(today, "j. F Y")
    return Notice(
        city=settings.CITY_NAME,
        office=clean(goes_on_as(programme.office).name) if programme else "",
        title=f"Ihre {plural}",
        role_plural=plural,
        place=clean(place),
        pilots_help=clean(signpost.pilots_help),
        service_helps=clean(signpost.service_helps),
        service_contact=_reached(signpost),
        office_contact=f"Fragen zum Programm: {settings.OFFICE_MAIL}, Telefon {settings.OFFICE_PHONE}",
        directory_url=f"{settings.PUBLIC_URL}{reverse('people:directory')}?{urlencode(query)}",
        printed_on=today,
        day_in_words=day,
        specimen=settings.DEMO_MODE,
        **facts,
    )


def _reached(signpost: Signpost) -> str:
    phone = f"Telefon {signpost.service_phone}" if signpost.service_phone else ""
    return clean(", ".join(filter(None, (phone, signpost.service_mail))))
