"""Statements put together once: Django needs longer to write a short query than a database to answer it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from django.db import connection
from django.db.models import BigIntegerField, CharField, DateField, F, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

# It stands in a statement for the day it is asked about.
SOME_DAY = date(1, 1, 1)
# The name of a field, an expression, or None for nothing.
Column: TypeAlias = str | Combinable | None


@dataclass(frozen=True)
class Statement:
    """The text of a query and its parameters, some of which stand for values that come later."""

    sql: str
    parameters: tuple[Any, ...]

    def bound(self, values: Mapping[Any, Any]) -> list[Any]:
        """The parameters, with `values` in the place of what stands for them."""
        known = {_as_parameter(stand_in): _as_parameter(value) for stand_in, value in values.items()}
        return [known.get(parameter, parameter) for parameter in self.parameters]


def compiled(queryset: QuerySet[Any, Any]) -> Statement:
    """The statement of `queryset` for the database in use; to be kept by its vendor."""
    return Statement(*queryset.query.sql_with_params())


def fetched(sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """All rows of one query."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def part(
    kind: str,
    queryset: QuerySet[Any, Any],
    *,
    width: Mapping[str, int],
    numbers: Sequence[Column] = (),
    texts: Sequence[Column] = (),
    days: Sequence[Column] = (),
) -> QuerySet[Any, Any]:
    """One part of a union: the rows of `queryset` as their kind, numbers, texts and days, of each as many as `width`.

    What a part does not have is empty: a text "", a number or a day None.
    """
    columns = [
        Value(kind, CharField()),
        *_filled(numbers, width.get("numbers", 0), Cast(Value(None), BigIntegerField())),
        *_filled(texts, width.get("texts", 0), Value("", CharField())),
        *_filled(days, width.get("days", 0), Cast(Value(None), DateField())),
    ]
    named = {f"column_{place}": column for place, column in enumerate(columns)}
    rows: QuerySet[Any, Any] = queryset.order_by().annotate(**named).values_list(*named)
    return rows


def as_day(value: date | str) -> date:
    """A day out of a query without a model, where SQLite knows it only as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _filled(columns: Sequence[Column], width: int, nothing: Combinable) -> list[Combinable]:
    every = [*columns, *[None] * (width - len(columns))]
    return [nothing if column is None else F(column) if isinstance(column, str) else column for column in every]


def _as_parameter(value: Any) -> Any:
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
