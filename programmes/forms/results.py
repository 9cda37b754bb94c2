from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from crispy_forms.layout import Row
from django import forms
from django.utils.translation import gettext_lazy as _

from digilotsen.crispy import filter_helper, post_helper
from digilotsen.fields import DayField
from programmes.actions.results import Outcome
from programmes.models.module_result import COUNTING, ModuleResult, ResultKind
from programmes.rules.matrix import lacks_module
from programmes.rules.progress import Entry, Rule
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


class ResultsForm(OutcomeForm):
    """One outcome of one module for the people ticked in the matrix."""

    def __init__(
        self, data: Any = None, *, rule: Rule, people: Sequence[PersonProgress], today: date, module: int | None = None
    ) -> None:
        super().__init__(data, kinds=COUNTING, initial={"achieved_on": today, "module": module})
        self.fields["module"] = forms.TypedChoiceField(
            label=_("Module"),
            choices=[("", _("please choose")), *map(_choice, rule.entries)],
            coerce=int,
            error_messages={
                "required": _("Please choose the module."),
                "invalid_choice": _("This module is not part of the round’s curriculum."),
            },
        )
        self.fields["enrolments"] = forms.TypedMultipleChoiceField(
            label=_("People"),
            choices=[(person.enrolment.pk, str(person.enrolment.pilot)) for person in people],
            coerce=int,
            error_messages={
                "required": _("Please tick at least one person in the table."),
                "invalid_choice": _("Somebody ticked is not in training in this round."),
            },
        )
        self.helper = post_helper("", form_tag=False)

    def ticked(self) -> set[str]:
        """The keys of the people ticked, as the browser sent them."""
        return {str(key) for key in self["enrolments"].value() or ()}


class CorrectionForm(OutcomeForm):
    """The entry as it should have been; "open again" takes it back."""

    def __init__(self, data: Any = None, *, result: ModuleResult, cancel_url: str) -> None:
        initial = {name: getattr(result, name) for name in ("kind", "achieved_on", "reason", "decided_by")}
        super().__init__(data, kinds=ResultKind, initial=initial)
        self.helper = post_helper(
            _("Save correction"), Row("kind", "achieved_on"), "reason", "decided_by", cancel_url=cancel_url
        )


READY = "ready"


class ProgressFilter(forms.Form):
    """Which people of the matrix to look at; a GET form, so that its address can be kept."""

    unmarked = True

    def __init__(self, data: Any, *, rule: Rule) -> None:
        super().__init__(data)
        lacking = [_choice(entry) for entry in rule.entries]
        choices = [("", _("everybody")), (READY, _("ready for the letter")), (_("who still lacks"), lacking)]
        self.fields["show"] = forms.ChoiceField(label=_("People shown"), required=False, choices=choices)
        self.helper = filter_helper(_("Show"), "show", inline=True)

    @property
    def lacking(self) -> int | None:
        """The module asked about, if one is."""
        shown = self.cleaned_data.get("show", "") if self.is_valid() else ""
        return int(shown) if shown.isdigit() else None

    def apply(self, people: Sequence[PersonProgress]) -> list[PersonProgress]:
        """Those asked for; everybody where the question makes no sense."""
        if self.lacking is not None:
            return [person for person in people if lacks_module(person, self.lacking)]
        if self.is_valid() and self.cleaned_data["show"] == READY:
            return [person for person in people if person.is_ready]
        return list(people)


def _choice(entry: Entry) -> tuple[int, str]:
    return entry.module_id, f"{entry.code} {entry.title}"
