from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from crispy_forms.layout import Field, Fieldset, Row
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from digilotsen.crispy import post_helper
from digilotsen.fields import DayField
from people.errors import Refused
from people.models.role_grant import Role, RoleGrant
from programmes.actions.sessions import SessionPlan
from programmes.models.cohort import Cohort
from programmes.models.curriculum import CurriculumModule
from programmes.models.module_session import ModuleSession
from programmes.models.programme import DeliveryFormat, TrainingModule
from programmes.rules.session_clashes import clashes, out_of_order

MORE_DAYS = ("day_2", "day_3", "day_4")


def _time(label: Any) -> forms.TimeField:
    messages = {"required": _("Please enter the time."), "invalid": _("Please enter the time as 09:00.")}
    return forms.TimeField(
        label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), error_messages=messages
    )


class SessionForm(forms.Form):
    """When and where a round works on a module. What clashes is said once; then it can be planned all the same."""

    day = DayField(label=_("Day"))
    starts = _time(_("Begins"))
    ends = _time(_("Ends"))
    day_2 = DayField(label=_("Second day"), required=False)
    day_3 = DayField(label=_("Third day"), required=False)
    day_4 = DayField(label=_("Fourth day"), required=False)
    delivery_format = forms.ChoiceField(
        label=_("Format"), choices=[("", _("as the module is")), *DeliveryFormat.choices], required=False
    )
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    link = forms.URLField(
        label=_("Link"), max_length=500, required=False, help_text=_("For an online session."), assume_scheme="https"
    )
    seats = forms.IntegerField(
        label=_("Seats"),
        min_value=1,
        max_value=1000,
        required=False,
        error_messages={"min_value": _("At least 1 seat.")},
        help_text=_("Empty: as many as the round has. What is free can be taken by people of other rounds."),
    )
    external_trainer = forms.CharField(label=_("Or a trainer without an account"), max_length=200, required=False)
    plan_anyway = forms.BooleanField(label=_("Plan it all the same"), required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, cohort: Cohort, cancel_url: str, session: ModuleSession | None = None) -> None:
        super().__init__(data, initial=_said(session) if session else {})
        self.cohort, self.session = cohort, session
        modules = CurriculumModule.objects.filter(curriculum=cohort.curriculum_id).values("module")
        self.fields["module"] = forms.ModelChoiceField(
            TrainingModule.objects.filter(pk__in=modules).order_by("code"),
            label=_("Module"),
            empty_label=_("please choose"),
        )
        self.fields["trainer"] = forms.ModelChoiceField(
            RoleGrant.objects.holders(Role.TRAINER, timezone.localdate()),
            label=_("Trainer"),
            required=False,
            empty_label=_("still open"),
        )
        more = [] if session else [Fieldset(_("The same on other days"), Row(*MORE_DAYS))]
        if session:
            for name in MORE_DAYS:
                del self.fields[name]
        if self.data.get("plan_anyway"):
            self.fields["plan_anyway"].widget = forms.CheckboxInput()
        self.helper = post_helper(
            _("Save session") if session else _("Plan session"),
            "module",
            Row("day", "starts", "ends"),
            *more,
            Row("delivery_format", "place"),
            Row("link", "seats"),
            Fieldset(_("Who teaches"), Row("trainer", "external_trainer")),
            Field("plan_anyway"),
            cancel_url=cancel_url,
        )

    def clean(self) -> None:
        if self.errors:
            return
        plans: list[SessionPlan] = []
        for field, day in self._days():
            starts_at, ends_at = (_moment(day, self.cleaned_data[hour]) for hour in ("starts", "ends"))
            if starts_at is None or ends_at is None:
                self.add_error(field, _("At this hour the clocks go forward; this time does not exist."))
                return
            plans.append(self._plan(starts_at, ends_at))
        self.plans = plans
        if self.cleaned_data["plan_anyway"]:
            return
        for plan in plans:
            for warning in self._warnings(plan):
                self.add_error(None, warning)
                self.fields["plan_anyway"].widget = forms.CheckboxInput()

    def refuse(self, refusal: Refused) -> None:
        """Say what a rule refused, beside the field it concerns."""
        self.add_error({"starts_at": "day", "ends_at": "ends"}.get(refusal.field or "", refusal.field), str(refusal))

    def _days(self) -> Iterator[tuple[str, date]]:
        told = self.cleaned_data
        yield from ((name, told[name]) for name in ("day", *MORE_DAYS) if told.get(name))

    def _warnings(self, plan: SessionPlan) -> list[str]:
        at_that_time = clashes(
            self.cohort,
            plan.starts_at,
            plan.ends_at,
            place=plan.place,
            trainer=plan.trainer,
            leaving_out=self.session,
        )
        return at_that_time + out_of_order(self.cohort, plan.module, plan.starts_at, leaving_out=self.session)

    def _plan(self, starts_at: datetime, ends_at: datetime) -> SessionPlan:
        told = self.cleaned_data
        return SessionPlan(
            told["module"],
            starts_at,
            ends_at,
            told["place"],
            told["delivery_format"] or told["module"].delivery_format,
            told["link"],
            told["trainer"],
            told["external_trainer"],
            told["seats"],
        )


def _moment(day: date, hour: time) -> datetime | None:
    """The hour of that day in the office's time; None where the clocks leave it out."""
    wanted = datetime.combine(day, hour, tzinfo=timezone.get_default_timezone())
    real = timezone.localtime(wanted.astimezone(UTC))
    return wanted if real.replace(tzinfo=None) == wanted.replace(tzinfo=None) else None


def _said(session: ModuleSession) -> dict[str, Any]:
    starts_at, ends_at = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    has_own_format = session.delivery_format != session.module.delivery_format
    return {
        **{field: getattr(session, field) for field in ("place", "link", "external_trainer", "seats")},
        # Where it is the module's, it goes on following the module.
        "delivery_format": session.delivery_format if has_own_format else "",
        "module": session.module_id,
        "trainer": session.trainer_id,
        "day": starts_at.date(),
        "starts": starts_at.time(),
        "ends": ends_at.time(),
    }
