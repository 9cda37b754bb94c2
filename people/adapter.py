"""What allauth asks the register."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest

from people.actions.accounts import set_password
from people.models.user import User
from people.rules.browser import browser_in_words


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come by invitation or single sign-on, never by signing up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        facts = {**context, "public_url": settings.PUBLIC_URL}
        if "user_agent" in context:
            facts["user_agent"] = browser_in_words(context["user_agent"])
        super().send_mail(template_prefix, email, facts)

    def set_password(self, user: User, password: str) -> None:
        set_password(user, password)
