from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from digilotsen.crispy import post_helper
from programmes.models.cohort import NOT_BEGUN, Cohort
from programmes.models.enrolment import ENROLMENT_TRANSITIONS, Enrolment, EnrolmentState


class Interruption(models.TextChoices):
    """How somebody's training stops, for a while or for good; the values are the states it leads to."""

    PAUSE = EnrolmentState.PAUSED.value, _("Pause: the seat stays taken")
    DEFER = EnrolmentState.DEFERRED.value, _("Go on in a later round: what is finished goes along")
    DISCONTINUE = EnrolmentState.DISCONTINUED.value, _("End the training: the seat is free again")


def interruptions_of(enrolment: Enrolment) -> list[Interruption]:
    """The ways that are open to the enrolment now."""
    return [way for way in Interruption if way.value in ENROLMENT_TRANSITIONS[enrolment.state]]


class InterruptionForm(forms.Form):
    """Which of the ways that are open, and for a later round which one."""

    def __init__(self, enrolment: Enrolment, data: Any = None, *, cancel_url: str) -> None:
        super().__init__(data)
        ways = interruptions_of(enrolment)
        self.fields["way"] = forms.TypedChoiceField(
            label=_("What is to happen"),
            choices=[(way.value, way.label) for way in ways],
            coerce=Interruption,
            widget=forms.RadioSelect,
            error_messages={"required": _("Please choose what is to happen.")},
        )
        later = Cohort.objects.filter(programme=enrolment.cohort.programme_id, state__in=NOT_BEGUN)
        self.fields["to"] = forms.ModelChoiceField(
            later.exclude(pk=enrolment.cohort_id).order_by("starts_on"),
            label=_("Later round"),
            required=False,
            empty_label=_("not decided yet"),
            help_text=_("Only for going on later. Where no seat is free there, the person waits for a place."),
        )
        if Interruption.DEFER not in ways:
            del self.fields["to"]
        self.helper = post_helper(_("Save"), *self.fields, cancel_url=cancel_url)
