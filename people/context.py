"""What every page knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from people.access import request_roles
from people.demo import DEMO_ACCOUNTS, DEMO_PASSWORD
from people.models.role_grant import Role


def register(request: HttpRequest) -> dict[str, Any]:
    """The installation's name, town and office, whether it is a demo, and the roles of the signed-in person."""
    facts = {
        "name": settings.REGISTER_NAME,
        "city": settings.CITY_NAME,
        "office_mail": settings.OFFICE_MAIL,
        "office_phone": settings.OFFICE_PHONE,
        "demo": settings.DEMO_MODE,
    }
    if settings.DEMO_MODE:
        facts["demo_accounts"] = DEMO_ACCOUNTS
        facts["demo_password"] = DEMO_PASSWORD
    return {"register": facts, "roles": request_roles(request) if hasattr(request, "user") else frozenset[Role]()}
