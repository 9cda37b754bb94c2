"""What a notice says: the words of its template and who can be asked in a department or building, else whom instead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

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
from programmes.letters.body import fill, in_one_line, parse
from programmes.letters.characters import clean
from programmes.letters.letter import Paragraph, Run, Tree
from programmes.letters.notice import MOST_PEOPLE, Entry, Notice
from programmes.models.letter_text import TextKind
from programmes.models.programme import Programme
from programmes.rules.letter_kinds import LAYOUTS, PLACEHOLDERS
from programmes.rules.letter_sender import Sender, sender_in_force
from programmes.rules.letter_words import WORDS
from programmes.rules.words_in_force import words_in_force

# True as well where everybody is away without an end.
NOBODY_HERE = "Hier ist zurzeit niemand ansprechbar."


@dataclass(frozen=True)
class Place:
    """What a notice is for and whom it names; `nobody` is said in place of the words where nobody is there."""

    name: str
    people: tuple[Entry, ...]
    query: str  # what the directory is asked for
    address: tuple[str, ...] = ()
    nobody: str = ""


@dataclass(frozen=True)
class Wording:
    """Subject and text of a notice, the layout they were written for, and whose programme they are of."""

    subject: str
    body: str
    layout: str
    programme: Programme | None
    sender: Sender


def department_notice(department: Department, today: date) -> Notice:
    """The notice of `department`: its pilots of `today`, then those of the departments below it, as released by them.

    German, whoever asks. Where nobody is appointed it names the nearest people, else the programme's office.
    """
    cards = _cards(pilots_within(department, today), today)
    nearest = None if cards else nearest_pilots(department, today)
    place = Place(
        name=department.numbered,
        people=_entries(cards, here=department) if nearest is None else _entries(visible_cards(nearest.pilots, today)),
        query=urlencode({"department": department.pk}),
        address=tuple(
            clean(f"{site.street}, {site.postcode} {site.city}") for site in department.sites.order_by("name")
        ),
        nobody=_nobody(nearest),
    )
    return compose_notice(place, wording_in_force(today), today)


def site_notice(site: Site, today: date) -> Notice:
    """The notice of a building: the pilots of all departments found there on `today`; else as `department_notice`."""
    cards = _cards(pilots_at(site, today), today)
    nearest = None if cards else nearest_pilots(None, today)
    place = Place(
        name=site.name,
        people=_entries(cards if nearest is None else visible_cards(nearest.pilots, today)),
        query=urlencode({"site": site.pk}),
        address=(clean(f"{site.street}, {site.postcode} {site.city}"),),
        nobody=_nobody(nearest),
    )
    return compose_notice(place, wording_in_force(today), today)


def wording_in_force(today: date) -> Wording:
    """The words the office has released by `today`; until it has any, those the register comes with.

    A notice goes up before anybody has written words, and even before there is a programme.
    """
    programme = Programme.objects.select_related("office__successor", "role_name").order_by("pk").first()
    words = words_in_force(programme, TextKind.NOTICE, today) if programme else None
    sender = sender_in_force()
    if words is None:
        return Wording(*WORDS[TextKind.NOTICE], LAYOUTS[TextKind.NOTICE], programme, sender)
    return Wording(words.subject, words.body, words.layout, programme, sender)


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


def _nobody(nearest: Nearest | None) -> str:
    if nearest is None:
        return ""
    if nearest.nearness == Nearness.NOBODY:
        ask = f"Das Büro des Programms weiß, wer Ihnen hilft: {settings.OFFICE_MAIL}, Telefon {settings.OFFICE_PHONE}."
        return f"{NOBODY_HERE} {ask}"
    if nearest.department is not None and nearest.nearness == Nearness.ABOVE:
        return f"{NOBODY_HERE} Diese Kolleginnen und Kollegen helfen Ihnen gern ({nearest.department.name}):"
    return f"{NOBODY_HERE} Diese Kolleginnen und Kollegen helfen Ihnen gern:"


def compose_notice(place: Place, wording: Wording, today: date) -> Notice:
    """Put the notice for `place` together, printed on `today`; German, whoever asks.

    Raises LetterInvalid where `wording` names what a notice does not know.
    """
    programme, allowed = wording.programme, PLACEHOLDERS[TextKind.NOTICE]
    role_name = programme.role_name if programme else RoleName.objects.first()
    plural = clean(role_name.plural if role_name else settings.REGISTER_NAME)
    values = {
        "place": place.name,
        "role_plural": plural,
        "programme": programme.name if programme else settings.REGISTER_NAME,
        "city": wording.sender.city,
    }
    said: Tree = (
        (Paragraph((Run(clean(place.nobody)),)),) if place.nobody else fill(parse(wording.body, allowed), values)
    )
    with override("de"):
        signpost = Signpost.objects.order_by("-pk").first() or own_words()
        day = date_format(today, "j. F Y")
    return Notice(
        layout=wording.layout,
        city=wording.sender.city,
        office=clean(goes_on_as(programme.office).name) if programme else "",
        title=in_one_line(fill(parse(wording.subject, allowed), values)),
        role_plural=plural,
        place=clean(place.name),
        address=place.address,
        body=said,
        people=place.people,
        pilots_help=clean(signpost.pilots_help),
        service_helps=clean(signpost.service_helps),
        service_contact=_reached(signpost),
        office_contact=f"Fragen zum Programm: {settings.OFFICE_MAIL}, Telefon {settings.OFFICE_PHONE}",
        directory_url=f"{settings.PUBLIC_URL}{reverse('people:directory')}?{place.query}",
        printed_on=today,
        day_in_words=day,
        specimen=settings.DEMO_MODE,
    )


def _reached(signpost: Signpost) -> str:
    phone = f"Telefon {signpost.service_phone}" if signpost.service_phone else ""
    return clean(", ".join(filter(None, (phone, signpost.service_mail))))
