"""A long list in pages that are found by where they begin, so that the last one costs no more than the first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL

from people.models.audit_event import AuditHead
from people.models.pilot import Pilot, PilotQuerySet

PAGE_SIZE = 24
# Beyond it nothing is counted any more.
MANY = 10_000
_PLACE = re.compile(r"(?P<key>[a-z0-9 ]{0,220})(?:\.(?P<pk>[0-9]{1,18}))?")


@dataclass(frozen=True, order=True)
class Place:
    """A place in the order of people, told by the sort key itself: an address finds out about nobody who is hidden."""

    sort_key: str
    pk: int = 0

    def __str__(self) -> str:
        return f"{self.sort_key}.{self.pk}"

    @classmethod
    def of(cls, pilot: Pilot) -> Place:
        return cls(pilot.sort_key, pilot.pk)

    @classmethod
    def read(cls, text: str) -> Place | None:
        """The place that an address names; None for anything else."""
        found = _PLACE.fullmatch(text)
        return cls(found["key"], int(found["pk"] or 0)) if found and text else None


@dataclass(frozen=True)
class Position:
    """Which page is wanted: the one behind a place, the one before it, or the last; else the first."""

    after: Place | None = None
    before: Place | None = None
    is_last: bool = False

    @property
    def is_backward(self) -> bool:
        return self.before is not None or self.is_last


@dataclass(frozen=True)
class Page:
    """One page of people, and how many there are altogether: more than MANY is MANY + 1, None is not counted yet."""

    pilots: Sequence[Pilot]
    hits: int | None
    # The head of the audit chain when this was read; "" where nobody is found.
    head: str
    has_previous: bool
    has_next: bool

    @property
    def are_many(self) -> bool:
        return self.hits is not None and self.hits > MANY

    @property
    def first(self) -> Place:
        return Place.of(self.pilots[0])

    @property
    def last(self) -> Place:
        return Place.of(self.pilots[-1])


def page_of(found: PilotQuerySet, position: Position, *, is_everybody: bool = False) -> Page:
    """The page of `found` at `position` in one query; `is_everybody` says that nearly all of the register is found.

    Few people are collected and sorted; for many, the index that holds the order is walked until the page is full.
    Neither is quick for the other, and only the count, which stops at MANY, tells which it is: so both are in the
    statement, and the database does one of them. Everybody is not counted here: with the facets that is remembered.
    """
    walked = found.order_by("-sort_key", "-pk") if position.is_backward else found.order_by("sort_key", "pk")
    walked = walked.filter(_beyond(position))
    if is_everybody:
        walk, values = _keys(walked)
        return _page(_people("", "NULL", walk, values), position)
    walk, walk_values = _keys(walked.filter(RawSQL("(SELECT n FROM size) > %s", [MANY], output_field=BooleanField())))
    few, few_values = _few(position)
    collected, values = found.order_by().values("id", "sort_key")[: MANY + 1].query.sql_with_params()
    common = f"""
        WITH hits(id, sort_key) AS MATERIALIZED ({collected}),
        size AS MATERIALIZED (SELECT COUNT(*) AS n FROM hits)"""
    pages = f"SELECT id FROM ({few}) AS few UNION ALL SELECT id FROM ({walk}) AS walked"
    return _page(_people(common, "(SELECT n FROM size)", pages, [*values, *few_values, *walk_values]), position)


def _keys(walked: PilotQuerySet) -> tuple[str, Sequence[Any]]:
    return walked.values("id")[: PAGE_SIZE + 1].query.sql_with_params()


def _people(common: str, hits: str, keys: str, values: Sequence[Any]) -> list[Pilot]:
    """The people with these `keys`, beside each of them the `hits` and the head of the audit chain."""
    statement = f"""
        {common}
        SELECT pilot.*, {hits} AS hits, (SELECT last_hash FROM {AuditHead._meta.db_table}) AS head
        FROM ({keys}) AS page JOIN {Pilot._meta.db_table} pilot ON pilot.id = page.id
        ORDER BY pilot.sort_key, pilot.id"""
    return list(Pilot.objects.raw(statement, values))


def _beyond(position: Position) -> Q:
    if position.after is not None:
        key, pk = position.after.sort_key, position.after.pk
        return Q(sort_key__gte=key) & (Q(sort_key__gt=key) | Q(pk__gt=pk))
    if position.before is not None:
        key, pk = position.before.sort_key, position.before.pk
        return Q(sort_key__lte=key) & (Q(sort_key__lt=key) | Q(pk__lt=pk))
    return Q()


def _few(position: Position) -> tuple[str, list[str | int]]:
    """The page out of the collected people, if these are few."""
    beyond, way = "", "DESC" if position.is_backward else "ASC"
    values: list[str | int] = [MANY]
    if place := position.after or position.before:
        sign = "<" if position.is_backward else ">"
        beyond = f"AND sort_key {sign}= %s AND (sort_key {sign} %s OR id {sign} %s)"
        values += [place.sort_key, place.sort_key, place.pk]
    order = f"sort_key {way}, id {way}"
    sql = f"SELECT id FROM hits WHERE (SELECT n FROM size) <= %s {beyond} ORDER BY {order} LIMIT {PAGE_SIZE + 1}"
    return sql, values


def _page(pilots: list[Pilot], position: Position) -> Page:
    """The page out of one person more than it holds, which tells whether it goes on."""
    beside: dict[str, Any] = vars(pilots[0]) if pilots else {"hits": 0, "head": ""}
    hits, head = beside["hits"], beside["head"]
    goes_on = len(pilots) > PAGE_SIZE
    if position.is_backward:
        return Page(pilots[-PAGE_SIZE:], hits, head, has_previous=goes_on, has_next=position.before is not None)
    return Page(pilots[:PAGE_SIZE], hits, head, has_previous=position.after is not None, has_next=goes_on)
