"""The stored keys by which people and words sort and are found."""

from __future__ import annotations

from collections.abc import Iterable

from people.models.name_word import NameWord
from people.models.pilot import Pilot
from people.rules.folding import fold, name_sort_key


def set_keys(pilot: Pilot) -> None:
    """Make the pilot's sort and search key from its name as it stands; every action that names a pilot calls this."""
    whole = pilot.display_name_override or pilot.family_name
    pilot.sort_key = name_sort_key(whole, "" if pilot.display_name_override else pilot.given_names)
    names = (pilot.given_names, pilot.name_particle, pilot.family_name, pilot.display_name_override)
    # A blank in front of every word, so that a prefix of a word is one plain substring.
    pilot.search_text = " " + fold(" ".join(names))


def name_words(pilots: Iterable[Pilot]) -> list[NameWord]:
    """The words by which stored pilots are found, from the search keys they have; not stored yet."""
    return [
        NameWord(pilot=pilot, word=word[:100]) for pilot in pilots for word in sorted(set(pilot.search_text.split()))
    ]
