"""Where somebody stands: one function behind matrix, "my qualification", explanation and letter gate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programmes.models.curriculum import ModuleKind
from programmes.models.module_result import COUNTING


class ModuleState(models.TextChoices):
    """Where somebody stands in one module. Attended is still open: being there is no result."""

    OPEN = "open", gettext_lazy("open")
    ATTENDED = "attended", gettext_lazy("attended")
    PASSED = "passed", gettext_lazy("passed")
    RECOGNISED = "recognised", gettext_lazy("recognised")
    EXEMPTED = "exempted", gettext_lazy("exempted")


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
    """What a curriculum asks for: all its required modules, and electives by their number, by their units, or both."""

    entries: tuple[Entry, ...]
    electives_needed: int
    elective_units_needed: int = 0


@dataclass(frozen=True)
class Result:
    """The entry in force for one module; `entry_id` is its key in the record, 0 for one that is only thought of."""

    module_id: int
    kind: str
    achieved_on: date
    entry_id: int = 0


@dataclass(frozen=True)
class Standing:
    """One module for one person: the result that counts, or None while it is open; the last day they were there."""

    entry: Entry
    result: Result | None
    attended_on: date | None = None

    @property
    def state(self) -> ModuleState:
        """Open, attended, passed, recognised or exempted: what every page shows of a module."""
        if self.result is not None:
            return ModuleState(self.result.kind)
        return ModuleState.ATTENDED if self.attended_on else ModuleState.OPEN

    @property
    def day(self) -> date | None:
        """Since when the module is in its state; None for an open one."""
        return self.result.achieved_on if self.result else self.attended_on


@dataclass(frozen=True)
class Progress:
    """Where one person stands in one curriculum.

    `missing_electives` is how many are needed at the least; more than `open_electives` has where the curriculum offers
    too few for its own rule, so that nobody becomes complete by it.
    """

    standings: tuple[Standing, ...]
    missing_required: tuple[Entry, ...]
    missing_electives: int
    missing_units: int
    open_electives: tuple[Entry, ...]

    @property
    def can_be_complete(self) -> bool:
        """Whether doing all that is open would do."""
        return self.missing_electives <= len(self.open_electives)

    @property
    def smallest_set(self) -> tuple[Entry, ...]:
        """A set of modules that makes the person complete, and none with fewer does; all open ones where none does.

        Prerequisites are no part of it: they order the modules, the curriculum says which ones count.
        """
        longest = sorted(self.open_electives, key=lambda entry: -entry.teaching_units)
        return self.missing_required + tuple(longest[: self.missing_electives])

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
    def still_useful(self) -> tuple[Entry, ...]:
        """The modules that bring the person nearer: the required ones missing, and the electives to choose from."""
        return self.missing_required + (self.open_electives if self.missing_electives else ())

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
            parts.append(words.format(count=self.missing_electives) + self._units_in_words())
        return _("{first} and {second}").format(first=parts[0], second=parts[1]) if len(parts) > 1 else "".join(parts)

    def _units_in_words(self) -> str:
        """How long the missing electives must be together, where not any of the open ones would do."""
        if not self.can_be_complete:
            return " " + _("(more than the curriculum offers)")
        shortest = sorted(entry.teaching_units for entry in self.open_electives)[: self.missing_electives]
        if sum(shortest) >= self.missing_units:
            return ""
        units = ngettext("with {count} teaching unit", "with {count} teaching units", self.missing_units)
        return f" {units.format(count=self.missing_units)}"


def progress(rule: Rule, results: Iterable[Result], attended: Mapping[int, date] | None = None) -> Progress:
    """Compute where somebody with these results in force stands under `rule`.

    `attended` holds, by module, the last day the person was there; it never makes anybody more complete. Results of
    modules outside the curriculum and entries taken back do not count.
    """
    counting: Mapping[int, Result] = {result.module_id: result for result in results if result.kind in COUNTING}
    days = attended or {}
    standings = tuple(
        Standing(entry, counting.get(entry.module_id), days.get(entry.module_id)) for entry in rule.entries
    )
    required = [standing for standing in standings if standing.entry.kind == ModuleKind.REQUIRED]
    electives = [standing for standing in standings if standing.entry.kind == ModuleKind.ELECTIVE]
    done = [standing.entry for standing in electives if standing.result]
    still_open = _open(electives)
    missing_units = max(0, rule.elective_units_needed - sum(entry.teaching_units for entry in done))
    return Progress(
        standings=standings,
        missing_required=_open(required),
        missing_electives=_fewest(still_open, max(0, rule.electives_needed - len(done)), missing_units),
        missing_units=missing_units,
        open_electives=still_open,
    )


def _fewest(still_open: Sequence[Entry], number: int, units: int) -> int:
    """How many of these modules are needed at the least: so many, and together so many teaching units.

    The longest ones give the most units for their number. Where all of them are too short, one more than there are.
    """
    longest = sorted((entry.teaching_units for entry in still_open), reverse=True)
    while sum(longest[:number]) < units and number <= len(longest):
        number += 1
    return number


def _open(standings: Sequence[Standing]) -> tuple[Entry, ...]:
    return tuple(standing.entry for standing in standings if standing.result is None)
