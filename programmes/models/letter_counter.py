from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class LetterCounterManager(models.Manager["LetterCounter"]):
    def locked(self, year: int) -> LetterCounter:
        """The counter of `year`, its row locked until the transaction ends: lock first, then look."""
        self.bulk_create([LetterCounter(year=year)], ignore_conflicts=True)
        return self.select_for_update().get(year=year)


class LetterCounter(models.Model):
    """One gapless series per year of issue, for letters of every kind."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    last_number = models.PositiveIntegerField(_("last number"), default=0)

    objects = LetterCounterManager()

    def __str__(self) -> str:
        return f"{self.year}: {self.last_number}"

    def take(self, count: int) -> range:
        """Take the next `count` numbers; the row must have been locked."""
        first = self.last_number + 1
        self.last_number += count
        self.save(update_fields=["last_number"])
        return range(first, first + count)
