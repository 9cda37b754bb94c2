from __future__ import annotations

from django import forms

from programmes.models.cohort import CohortState


class CohortMoveForm(forms.Form):
    """The state a round is to have next."""

    state = forms.TypedChoiceField(choices=CohortState.choices, coerce=CohortState, widget=forms.HiddenInput)
