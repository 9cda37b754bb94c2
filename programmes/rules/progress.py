"""Where somebody stands: one function behind matrix, "my qualification", explanation and letter gate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.models.curriculum import ModuleKind
from programmes.models.module_result import COUNTING


@dataclass(frozen=True)
class Entry:
    """A module's place in the curriculum."""

    module_id: int
    code: str
    title: str
    kind: str
    teaching_units: int


@dataclass(frozen=True)
class Rule:
    """What a curriculum asks for: all its required modules and a number of its electives."""

    entries: tuple[Entry, ...]
    electives_needed: int


@dataclass(frozen=True)
class Result:
    """The entry in force for one module; `entry_id` is its key in the record, 0 for one that is only thought of."""

    module_id: int
    kind: str
    achieved_on: date
    entry_id: int = 0


@dataclass(frozen=True)
class Standing:
    """One module for one person: the result that counts, or None while it is open."""

    entry: Entry
    result: Result | None


@dataclass(frozen=True)
class Progress:
    """Where one person stands in one curriculum."""

    standings: tuple[Standing, ...]
    missing_required: tuple[Entry, ...]
    missing_electives: int
    open_electives: tuple[Entry, ...]

    @property
    def is_complete(self) -> bool:
        return not self.missing_required and not self.missing_electives

    @property
    def done(self) -> int:
        """How many modules count."""
        return sum(standing.result is not None for standing in self.standings)

    @property
    def units_done(self) -> int:
        """The teaching units (45 minutes each) of the modules that count."""
        return sum(standing.entry.teaching_units for standing in self.standings if standing.result)

    @property
    def missing_count(self) -> int:
        """How many modules still have to be done at the least."""
        return len(self.missing_required) + self.missing_electives

    @property
    def missing_in_words(self) -> str:
        """What is still missing, in one phrase; empty for somebody who has everything."""
        parts = []
        if self.missing_required:
            count = len(self.missing_required)
            codes = ", ".join(entry.code for entry in self.missing_required)
            words = ngettext("{count} required module ({codes})", "{count} required modules ({codes})", count)
            parts.append(words.format(count=count, codes=codes))
        if self.missing_electives:
            words = ngettext("{count} elective module", "{count} elective modules", self.missing_electives)
            parts.append(words.format(count=self.missing_electives))
        return _("{first} and {second}").format(first=parts[0], second=parts[1]) if len(parts) > 1 else "".join(parts)


def progress(rule: Rule, results: Iterable[Result]) -> Progress:
    """Compute where somebody with these results in force stands under `rule`.

    Results of modules outside the curriculum and entries taken back do not count.
    """
    counting: Mapping[int, Result] = {result.module_id: result for result in results if result.kind in COUNTING}
    standings = tuple(Standing(entry, counting.get(entry.module_id)) for entry in rule.entries)
    required = [standing for standing in standings if standing.entry.kind == ModuleKind.REQUIRED]
    electives = [standing for standing in standings if standing.entry.kind == ModuleKind.ELECTIVE]
    electives_done = sum(standing.result is not None for standing in electives)
    return Progress(
        standings=standings,
        missing_required=_open(required),
        missing_electives=max(0, rule.electives_needed - electives_done),
        open_electives=_open(electives),
    )


def _open(standings: Sequence[Standing]) -> tuple[Entry, ...]:
    return tuple(standing.entry for standing in standings if standing.result is None)
