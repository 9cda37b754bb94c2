from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models.pilot import PilotQuerySet
from people.rules.folding import fold


class DirectorySearch(forms.Form):
    """What somebody looks for in the directory; a GET form, so that its address can be shared."""

    q = forms.CharField(label=_("Name"), required=False, max_length=100, strip=True)

    def apply(self, pilots: PilotQuerySet) -> PilotQuerySet:
        """Those whose name has a word beginning with each word asked for; an over-long question finds nobody."""
        if not self.is_valid():
            return pilots.none()
        for word in fold(self.cleaned_data["q"]).split():
            pilots = pilots.filter(search_text__contains=f" {word}")
        return pilots
