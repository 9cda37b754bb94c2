"""Lists of people for the tests that enrol them and take them back."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.apps import apps

from people.models.user import User
from programmes.actions.enrol_list import Preview, enrol_list, preview_list, read_list
from programmes.models.cohort import Cohort
from programmes.models.enrolment_import import EnrolmentImport
from programmes.rules.known_people import Departments
from programmes.rules.people_list import read_text
from tests.factories import TODAY

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))


def a_list(cohort: Cohort, kim: User, *said: str) -> EnrolmentImport:
    """A list as it was pasted, not enrolled yet."""
    return read_list(cohort, read_text("\n".join(said), Departments(TODAY).knows), by=kim, at=NOW)


def preview(read: EnrolmentImport, *, waitlist: bool = False) -> Preview:
    return preview_list(read, waitlist=waitlist, today=TODAY)


def enrol_it(
    read: EnrolmentImport, *, by: User, waitlist: bool = False, leave_open: bool = False, mark: str = ""
) -> EnrolmentImport:
    """Enrol a list as its preview shows it now, or with the `mark` of an earlier one."""
    mark = mark or preview(read, waitlist=waitlist).mark
    return enrol_list(read, mark=mark, waitlist=waitlist, leave_open=leave_open, by=by, at=NOW, today=TODAY)


def everything_but_the_trail() -> dict[str, list[dict[str, Any]]]:
    """Every row of the register, by table, apart from the audit trail and the lists themselves."""
    models = [model for name in ("people", "programmes") for model in apps.get_app_config(name).get_models()]
    trail = {"AuditEvent", "AuditHead", "EnrolmentImport"}
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for model in models
        if model.__name__ not in trail
    }
