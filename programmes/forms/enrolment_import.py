"""A list of people to be enrolled: pasted or uploaded, corrected line by line, and what to do with the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.core.files import File
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from digilotsen.crispy import post_helper
from people.errors import Refused
from programmes.rules.known_people import Departments
from programmes.rules.list_matching import NEW, Match
from programmes.rules.people_list import LONGEST, Line, plain, read_rows, read_text
from programmes.rules.table_files import MAX_BYTES, read_table


class ListForm(forms.Form):
    """A list, pasted or as a file, read into lines."""

    unmarked = True

    text = forms.CharField(
        label=gettext_lazy("People, one per line"),
        required=False,
        help_text=gettext_lazy(
            "Names, official addresses and departments in any order, for example: Kim Muster, Jugendamt, "
            "kim.muster@giessen.example"
        ),
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "autocomplete": "off"}),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file"),
        required=False,
        help_text=gettext_lazy("CSV, XLSX or ODS, up to 5 MB and 10,000 people; of a workbook the first sheet."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx,.ods,text/csv"}),
        error_messages={
            "empty": gettext_lazy("This file is empty. Please choose another one."),
            "max_length": gettext_lazy("The name of this file is too long."),
        },
        max_length=200,
    )
    waitlist = forms.BooleanField(
        label=gettext_lazy("Whoever gets no seat waits for one"),
        required=False,
        help_text=gettext_lazy("In the order of the list."),
    )

    def __init__(self, *args: Any, today: date, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.helper = post_helper(_("Preview list"), "text", "file", "waitlist", cancel_url=cancel_url)

    def clean(self) -> dict[str, Any]:
        """`lines`: the people of the list."""
        told = super().clean() or {}
        text, file = told.get("text", ""), told.get("file")
        if self.errors:
            return told
        if bool(text) == bool(file):
            self.add_error(
                "text", _("Please use one of the two.") if file else _("Please paste a list or choose a file.")
            )
            return told
        try:
            told["lines"] = self._lines(text, file)
        except Refused as refusal:
            self.add_error(refusal.field, str(refusal))
        return told

    def _lines(self, text: str, file: File[bytes] | None) -> list[Line]:
        knows = Departments(self.today).knows
        if file is None:
            return read_text(text, knows)
        if (file.size or 0) > MAX_BYTES:
            raise Refused(_("The file is bigger than 5 MB. Please divide it."), "file")
        return read_rows(read_table(file.read()), knows)


class LineForm(forms.Form):
    """One line of the list as it is understood, to be corrected in place."""

    unmarked = True

    choice = forms.ChoiceField(label=gettext_lazy("Who is it?"), required=False, widget=forms.RadioSelect)
    given_names = forms.CharField(label=gettext_lazy("Given names"), required=False, max_length=LONGEST)
    family_name = forms.CharField(label=gettext_lazy("Family name"), required=False, max_length=LONGEST)
    mail = forms.CharField(
        label=gettext_lazy("Official e-mail address"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "off"}),
    )
    department = forms.CharField(
        label=gettext_lazy("Department"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"list": "departments", "autocomplete": "off"}),
    )
    left_out = forms.BooleanField(label=gettext_lazy("Leave this line out"), required=False)

    def __init__(self, found: Match) -> None:
        """The fields of `found`; what is wrong with the line stands beside the field it concerns."""
        line, prefix = found.line, _prefix(found.line)
        values = {f"{prefix}-{name}": getattr(line, name) for name in self.base_fields}
        super().__init__(values, prefix=prefix)
        choices = [
            (person.key, _told(person.name, person.mail, str(person.department or ""))) for person in found.choices
        ]
        if choices and found.may_be_new:
            choices.append((NEW, _("somebody else, new in the register")))
        choice = self.fields["choice"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = choices
        if not found.is_asked:
            del self.fields["choice"]
        if self.is_valid() and found.field in self.fields:
            self.add_error(found.field, found.sentence)


class EnrolForm(forms.Form):
    """What becomes of those for whom there is no seat, and of lines nobody settled; and what the preview showed."""

    mark = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    waitlist = forms.BooleanField(label=gettext_lazy("Whoever gets no seat waits for one"), required=False)
    leave_open = forms.BooleanField(label=gettext_lazy("Leave out the lines that need a decision"), required=False)


def corrected(lines: Iterable[Line], data: QueryDict) -> dict[int, Line]:
    """The lines whose fields came with `data` and say something else than before, by their numbers."""
    found = {}
    for line in lines:
        prefix = _prefix(line)
        if f"{prefix}-mail" not in data:
            continue
        now = replace(
            line,
            given_names=_text(data, prefix, "given_names"),
            family_name=_text(data, prefix, "family_name"),
            mail=_text(data, prefix, "mail").lower(),
            department=_text(data, prefix, "department"),
            choice=_text(data, prefix, "choice") or line.choice,
            left_out=f"{prefix}-left_out" in data,
        )
        if now != line:
            found[line.number] = now
    return found


def _text(data: QueryDict, prefix: str, name: str) -> str:
    return plain(data.get(f"{prefix}-{name}", "")).replace("\n", " ").strip()[:LONGEST]


def _prefix(line: Line) -> str:
    return f"line-{line.number}"


def _told(*parts: str) -> str:
    return " · ".join(filter(None, parts))
