"""Whether rows are still as an action left them, and whether anything else rests on them by now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any, TypeVar

from django.db import models
from django.db.models.fields.reverse_related import ManyToOneRel

# A statement of SQLite takes 32,766 values.
PORTION = 10_000
K = TypeVar("K", int, str)


def portions(keys: Iterable[K]) -> Iterator[list[K]]:
    """`keys` in order, in lists that one statement can take."""
    ordered = sorted(keys)
    return (ordered[start : start + PORTION] for start in range(0, len(ordered), PORTION))


def prints_of(model: type[models.Model], pks: Iterable[int]) -> dict[int, str]:
    """For each row of `model` that exists a short print of all its values, by primary key."""
    fields = [field.attname for field in model._meta.concrete_fields]
    return {
        row[0]: _print(row[1:])
        for portion in portions(pks)
        for row in model._default_manager.filter(pk__in=portion).values_list("pk", *fields)
    }


def referred_to(model: type[models.Model], pks: Collection[int], *, but: Collection[type[models.Model]]) -> set[int]:
    """Those of `pks` that any other row of the register points to, apart from rows of the models `but`."""
    found: set[int] = set()
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ManyToOneRel) or relation.related_model in but:
            continue
        name = relation.field.name
        for portion in portions(pks):
            rows = relation.related_model._base_manager.filter(**{f"{name}__in": portion})
            found.update(rows.values_list(name, flat=True))
    return found


def _print(values: Iterable[Any]) -> str:
    told = [value.timestamp() if isinstance(value, datetime) else value for value in values]
    return sha256(repr(told).encode()).hexdigest()[:24]
