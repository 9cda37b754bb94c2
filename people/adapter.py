"""What allauth asks the register."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from people.actions.accounts import set_password
from people.models.user import User


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come by invitation or single sign-on, never by signing up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def set_password(self, user: User, password: str) -> None:
        set_password(user, password)
