"""Forms in KERN's dress: one renderer for all of them, two crispy helpers for layouts."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import ChoiceWidget, Input, Select, Textarea, Widget
from django.utils.functional import Promise

SHORT_WIDGETS = (forms.NumberInput, forms.DateInput, forms.DateTimeInput, forms.TimeInput)
SHORT_TYPES = ("date", "datetime-local", "month", "number", "time")


def kern_class(widget: Widget) -> str:
    """The classes KERN wants on the control of `widget`, if it knows that control."""
    if isinstance(widget, forms.CheckboxInput | forms.CheckboxSelectMultiple):
        return "kern-form-check__checkbox"
    if isinstance(widget, forms.RadioSelect):
        return "kern-form-check__radio"
    if isinstance(widget, Select):
        return "kern-form-input__select"
    if isinstance(widget, Input | Textarea):
        short = isinstance(widget, SHORT_WIDGETS) or getattr(widget, "input_type", "") in SHORT_TYPES
        return "kern-form-input__input input--short" if short else "kern-form-input__input"
    return ""


class KernBoundField(BoundField):
    """A field that knows how it is drawn; kern/field.html asks it."""

    @property
    def kind(self) -> str:
        """How the field is built: check (one box), choices (a group of them), parts, select or input."""
        widget = self.field.widget
        if isinstance(widget, forms.CheckboxInput):
            return "check"
        if isinstance(widget, Select):
            return "select"
        if isinstance(widget, ChoiceWidget):
            return "choices"
        return "parts" if isinstance(widget, forms.MultiWidget | forms.SelectDateWidget) else "input"

    @property
    def first_control_id(self) -> str:
        """Where a link in the error summary leads: the control, or the first one of a group."""
        return f"{self.auto_id}_0" if self.kind in ("choices", "parts") else self.auto_id

    @property
    def is_marked_optional(self) -> bool:
        """Whether the label says "optional": most fields are required, and a filter form (`unmarked`) says nothing."""
        return not (self.field.required or self.kind == "check" or getattr(self.form, "unmarked", False))

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Widget | None = None) -> dict[str, Any]:
        """Django's attributes and KERN's classes; the widget's own classes stay."""
        attrs = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        name = kern_class(widget)
        classes = [widget.attrs.get("class", ""), name]
        if name and self.errors:
            classes.append(f"{name.split()[0]}--error")
        if joined := " ".join(filter(None, classes)):
            attrs["class"] = joined
        if widget.attrs.get("placeholder") == self.label:
            attrs["placeholder"] = False  # allauth repeats the label there, which is noise
        return attrs


class KernRenderer(TemplatesSetting):
    """Django's form renderer: every form of the register, allauth's too, is drawn by the same templates."""

    form_template_name = "kern/form.html"
    formset_template_name = "kern/formset.html"
    field_template_name = "kern/field.html"
    bound_field_class = KernBoundField


def post_helper(
    submit_text: str | Promise, *layout: object, cancel_url: str = "", danger: bool = False, form_tag: bool = True
) -> FormHelper:
    """The helper of a form that changes something: `{% crispy form %}` draws fields, error summary and its one button.

    `layout` are crispy's Fieldset, Row or field names; without it all fields stand below each other.
    `danger` gives the button of an act that cannot be taken back; `form_tag=False` leaves form tag and button to
    the page.
    """
    helper = FormHelper()
    helper.form_method = "post"
    helper.form_tag = form_tag
    helper.form_class = "form"
    helper.attrs = {"novalidate": ""}
    helper.layout = Layout(*layout) if layout else None
    helper.submit_text = submit_text
    helper.cancel_url = cancel_url
    helper.danger = danger
    return helper


def filter_helper(submit_text: str | Promise, *layout: object, inline: bool = False) -> FormHelper:
    """The helper of a form that only looks: GET, with an explicit button; `inline` puts the fields in one line."""
    helper = FormHelper()
    helper.form_method = "get"
    helper.form_class = "form form--inline" if inline else "form"
    helper.disable_csrf = True
    helper.layout = Layout(*layout) if layout else None
    helper.submit_text = submit_text
    helper.quiet = True
    return helper
