"""The pages of a list of people as a coordinator uses them."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from programmes.models.cohort import Cohort


def door(name: str, cohort: Cohort, *more: int) -> str:
    return reverse(f"programmes:enrolment_import_{name}", args=[cohort.pk, *more])


def paste(page: Client, cohort: Cohort, *lines: str, **told: Any) -> Any:
    """The preview of a pasted list."""
    return page.post(door("create", cohort), {"text": "\n".join(lines), **told}, follow=True)


def enrol(page: Client, preview: Any, **told: Any) -> Any:
    """What a click on the button of the preview leads to, with the fields of its page as they stand."""
    return page.post(preview.request["PATH_INFO"], {**fields_of(preview), "enrol": "1", **told}, follow=True)


def fields_of(preview: Any) -> dict[str, Any]:
    """The fields of the lines as the page shows them, and the mark."""
    fields = {"mark": preview.context["preview"].mark}
    rows = [row for kind in ("open", "enrolled", "other") for row in preview.context[f"{kind}_rows"]]
    for _found, form in rows:
        values = {form.add_prefix(name): form[name].value() for name in form.fields}
        fields |= {name: value for name, value in values.items() if value is not False}
    return fields


def verdicts(preview: Any) -> list[str]:
    return [found.verdict.value for found in preview.context["preview"].matches]
