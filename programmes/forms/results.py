from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from crispy_forms.layout import Row
from django import forms
from django.utils.translation import gettext_lazy as _

from digilotsen.crispy import filter_helper, post_helper
from digilotsen.fields import DayField
from programmes.actions.results import Mark, Outcome
from programmes.models.module_result import COUNTING, ModuleResult, ResultKind
from programmes.rules.bulk_entry import BulkEntry
from programmes.rules.matrix import lacks_module
from programmes.rules.progress import Rule
from programmes.rules.standing import PersonProgress


class OutcomeForm(forms.Form):
    """What is entered: the kind, the day and, for an exemption, why and by whom; the action says what is needed."""

    unmarked = True

    achieved_on = DayField(
        label=_("Date"),
    )
    reason = forms.CharField(label=_("Reason"), required=False, max_length=300)
    decided_by = forms.CharField(label=_("Decided by"), required=False, max_length=200)

    def __init__(self, data: Any, *, kinds: Iterable[ResultKind], initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.fields["kind"] = forms.TypedChoiceField(
            label=_("Result"),
            choices=[(kind.value, kind.label) for kind in kinds],
            coerce=ResultKind,
            error_messages={
                "required": _("Please choose the result."),
                "invalid_choice": _("Please choose the result."),
            },
        )

    def outcome(self) -> Outcome:
        """What was typed in; only of a valid form."""
        return Outcome(**{name: self.cleaned_data[name] for name in ("kind", "achieved_on", "reason", "decided_by")})


class MarksField(forms.MultipleChoiceField):
    """Cells of the matrix, each sent as the keys of its enrolment and its module: 12-5."""

    def __init__(self, allowed: Collection[Mark], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.allowed = {f"{person}-{module}": (person, module) for person, module in allowed}

    def valid_value(self, value: str) -> bool:
        """Whether it is a cell of this matrix."""
        return value in self.allowed

    def clean(self, value: Any) -> list[Mark]:
        """The cells as pairs of keys."""
        return [self.allowed[cell] for cell in super().clean(value)]


class MarksForm(OutcomeForm):
    """One outcome for all cells marked in the matrix."""

    def __init__(self, data: Any = None, *, rule: Rule, people: Sequence[PersonProgress], today: date) -> None:
        super().__init__(data, kinds=COUNTING, initial={"achieved_on": today})
        self.fields["marks"] = MarksField(
            {(person.enrolment.pk, entry.module_id) for person in people for entry in rule.entries},
            label=_("Cells"),
            error_messages={
                "required": _("Please mark at least one cell of the table."),
                "invalid_choice": _("A cell marked is not part of this round any more."),
            },
        )

    def marked(self) -> set[str]:
        """The cells marked, as the browser sent them."""
        return set(self["marks"].value() or ())


class BulkForm(OutcomeForm):
    """One outcome of one module for the people ticked in a list."""

    def __init__(self, data: Any = None, *, entry: BulkEntry, today: date) -> None:
        super().__init__(data, kinds=COUNTING, initial={"achieved_on": entry.day(today), "enrolments": entry.chosen})
        self.fields["enrolments"] = forms.TypedMultipleChoiceField(
            label=_("People"),
            choices=[
                (person.enrolment.pk, str(person.enrolment.pilot)) for person in (*entry.candidates, *entry.through)
            ],
            coerce=int,
            error_messages={
                "required": _("Please tick at least one person."),
                "invalid_choice": _("Somebody ticked is not in training in this round."),
            },
        )

    def ticked(self) -> set[str]:
        """The keys of the people ticked."""
        return {str(key) for key in self["enrolments"].value() or ()}


class CorrectionForm(OutcomeForm):
    """The entry as it should have been; "open again" takes it back."""

    def __init__(self, data: Any = None, *, result: ModuleResult, cancel_url: str) -> None:
        initial = {name: getattr(result, name) for name in ("kind", "achieved_on", "reason", "decided_by")}
        super().__init__(data, kinds=ResultKind, initial=initial)
        self.helper = post_helper(
            _("Save correction"), Row("kind", "achieved_on"), "reason", "decided_by", cancel_url=cancel_url
        )


READY, AT_RISK = "ready", "at-risk"


class ProgressFilter(forms.Form):
    """Which people of the matrix to look at; a GET form, so that its address can be kept."""

    unmarked = True

    def __init__(self, data: Any, *, rule: Rule, at_risk: Collection[int]) -> None:
        super().__init__(data)
        self.at_risk = at_risk
        lacking = [(entry.module_id, f"{entry.code} {entry.title}") for entry in rule.entries]
        states = [(READY, _("ready for the letter")), (AT_RISK, _("at risk by date"))]
        choices = [("", _("everybody")), *states, (_("who still lacks"), lacking)]
        self.fields["show"] = forms.ChoiceField(label=_("People shown"), required=False, choices=choices)
        self.helper = filter_helper(_("Show"), "show", inline=True)

    @property
    def shown(self) -> str:
        """What is asked for; "" for everybody, and where the question makes no sense."""
        return str(self.cleaned_data.get("show", "")) if self.is_valid() else ""

    def apply(self, people: Sequence[PersonProgress]) -> list[PersonProgress]:
        """Those asked for; `at_risk` are the keys of enrolments."""
        if self.shown.isdigit():
            return [person for person in people if lacks_module(person, int(self.shown))]
        if self.shown == READY:
            return [person for person in people if person.is_ready]
        if self.shown == AT_RISK:
            return [person for person in people if person.enrolment.pk in self.at_risk]
        return list(people)
