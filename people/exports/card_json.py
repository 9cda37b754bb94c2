"""A pilot for other programs: what colleagues see of them, no more."""

from __future__ import annotations

from datetime import date

from ninja import Schema

from people.rules.directory import Listing
from people.rules.profile import Card


class StandIn(Schema):
    """Whom colleagues ask meanwhile."""

    id: int
    name: str


class Away(Schema):
    """Days on which somebody is not there; why is not kept."""

    first_day: date
    last_day: date | None
    stand_in: StandIn | None


class PilotOut(Schema):
    """An appointed pilot; voluntary details are empty unless the person released them."""

    id: int
    name: str
    role: str
    department: str
    mail: str
    phone: str
    room: str
    appointed_since: date | None
    helps_other_departments: bool
    topics: list[str]
    languages: list[str]
    bio: str
    office_hours: str
    contact_me_for: str
    away: Away | None


class DirectoryOut(Schema):
    """One page of the directory; `hits` counts at most 10,001, `next` is the address of the page behind it."""

    hits: int
    pilots: list[PilotOut]
    next: str | None


def directory_out(listing: Listing, following: str) -> DirectoryOut:
    """A page of the directory, with the address of the next one."""
    page = listing.page
    return DirectoryOut(
        hits=page.hits or 0,
        pilots=[_pilot(card) for card in listing.cards],
        next=following if page.has_next else None,
    )


def _pilot(card: Card) -> PilotOut:
    pilot = card.pilot
    return PilotOut(
        id=pilot.pk,
        name=str(pilot),
        role=card.role,
        department=card.department.name if card.department else "",
        mail=pilot.mail,
        phone=pilot.phone,
        room=pilot.room,
        appointed_since=pilot.appointed_from,
        helps_other_departments=pilot.helps_other_departments,
        topics=[topic.name for topic in card.topics],
        languages=list(card.languages),
        bio=card.bio,
        office_hours=card.office_hours,
        contact_me_for=card.contact_me_for,
        away=_away(card),
    )


def _away(card: Card) -> Away | None:
    if card.absence is None:
        return None
    stand_in = card.absence.stand_in
    return Away(
        first_day=card.absence.first_day,
        last_day=card.absence.last_day,
        stand_in=StandIn(id=stand_in.pk, name=str(stand_in)) if stand_in else None,
    )
