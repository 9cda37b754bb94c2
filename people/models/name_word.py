from __future__ import annotations

from django.db import models

from people.models.pilot import Pilot


class NameWord(models.Model):
    """One folded word of a pilot's name; with its index the beginning of a word is found quickly in any database."""

    pilot = models.ForeignKey(Pilot, on_delete=models.CASCADE, related_name="name_words")
    # Made by the actions from the name (rules.keys); on PostgreSQL collated "C", so that a range is a prefix.
    word = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(name="word_once_per_pilot", fields=["word", "pilot"])]

    def __str__(self) -> str:
        return self.word
