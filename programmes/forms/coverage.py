"""What the coverage is asked for: a day, how far to look ahead, and which departments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from digilotsen.crispy import filter_helper
from digilotsen.fields import DayField
from programmes.rules.coverage import Coverage, Row

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
AHEAD = ((30, _("30 days")), (90, _("90 days")), (180, _("half a year")), (365, _("a year")))
USUAL = 90
# Days one often looks at, in days from today.
OFTEN = (
    (-365, _("a year ago")),
    (0, _("today")),
    (90, _("in 90 days")),
    (180, _("in half a year")),
    (365, _("in a year")),
)


class Show(models.TextChoices):
    """Which departments are listed."""

    ALL = "all", _("all")
    NOBODY = "nobody", _("only those with nobody appointed")
    GAP = "gap", _("only those where a gap opens")


class CoverageForm(forms.Form):
    """All have their usual value; one that is no choice is said to be wrong, and the usual one holds."""

    unmarked = True
    on = DayField(
        label=_("Day"),
        validators=[MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)],
        error_messages={"invalid": _("Please enter a day, like 2027-05-01.")},
    )
    within = forms.TypedChoiceField(label=_("Look ahead"), choices=AHEAD, coerce=int)
    show = forms.ChoiceField(label=_("Departments"), choices=Show)
    helper = filter_helper(_("Show"), "on", "within", "show", inline=True)

    def __init__(self, asked: QueryDict, *, today: date) -> None:
        self.usual: dict[str, Any] = {"on": today, "within": USUAL, "show": Show.ALL}
        super().__init__({name: asked.get(name) or value for name, value in self.usual.items()})
        self.full_clean()
        self.chosen = self.usual | self.cleaned_data

    @property
    def day(self) -> date:
        day: date = self.chosen["on"]
        return day

    @property
    def within_days(self) -> int:
        days: int = self.chosen["within"]
        return days

    def apply(self, coverage: Coverage) -> Sequence[Row]:
        """The rows of `coverage` that are asked for."""
        match self.chosen["show"]:
            case Show.NOBODY:
                return [row for row in coverage.rows if row.has_nobody]
            case Show.GAP:
                return [row for row in coverage.rows if row.gap]
        return coverage.rows

    @property
    def is_filtered(self) -> bool:
        return bool(self.chosen["show"] != Show.ALL)

    def often(self) -> list[tuple[str, str, bool]]:
        """Days one often looks at: the word, the query that leads there, and whether it is the day shown."""
        today: date = self.usual["on"]
        days = [(str(word), today + timedelta(days=away)) for away, word in OFTEN]
        return [(word, self.address(on=day), day == self.day) for word, day in days]

    def address(self, **other: object) -> str:
        """The query that asks for the same again, but for `other`."""
        asked = QueryDict(mutable=True)
        for name, value in (self.chosen | other).items():
            if value != self.usual[name]:
                asked[name] = str(value)
        return f"?{asked.urlencode()}"
