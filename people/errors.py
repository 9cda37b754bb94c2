"""What a rule says when it says no."""

from __future__ import annotations

from django.utils.functional import Promise


class Refused(Exception):
    """A rule said no: one sentence for the screen and, where one is to blame, the field it concerns."""

    def __init__(self, message: str | Promise, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field

    def __str__(self) -> str:
        return str(self.args[0])
