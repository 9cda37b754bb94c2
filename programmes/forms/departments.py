"""Departments to choose from, each with its number before its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms

from people.models.department import Department
from programmes.forms.chosen import ChosenRows

if TYPE_CHECKING:
    _OneDepartment = forms.ModelChoiceField[Department]
else:
    _OneDepartment = forms.ModelChoiceField


class DepartmentChoice(_OneDepartment):
    def label_from_instance(self, obj: Department) -> str:
        return obj.numbered


class DepartmentChoices(ChosenRows):
    def label_from_instance(self, obj: Department) -> str:
        return obj.numbered
