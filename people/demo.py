"""The accounts of the demo register; outside demo mode they do not exist."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEMO_PASSWORD = "Digi-Lotsen-2026"  # noqa: S105 -- public on purpose: the demo's sign-in page shows it


class DemoAccount(NamedTuple):
    mail: str
    label: str | Promise
    hint: str | Promise


DEMO_ACCOUNTS = (
    DemoAccount("staff@demo.example", _("Employee"), _("looks for help in the youth welfare office")),
    DemoAccount("pilot@demo.example", _("Pilot"), _("appointed in the first round")),
    DemoAccount("trainee@demo.example", _("Trainee"), _("in training, a module is still missing")),
    DemoAccount("coordinator@demo.example", _("Coordinator"), _("runs rounds 2 to 5")),
    DemoAccount("coordinator2@demo.example", _("Second coordinator"), _("runs another round")),
    DemoAccount("trainer@demo.example", _("Trainer"), _("teaches a session of round 3")),
    DemoAccount("head@demo.example", _("Head of department"), _("leads the youth welfare office")),
    DemoAccount("admin@demo.example", _("Administrator"), _("issues the letters")),
    DemoAccount("office@demo.example", _("Mayor’s office"), _("prepares the ceremony")),
    DemoAccount("dpo@demo.example", _("Data protection officer"), _("reads the audit trail")),
)


def accounts_in_words() -> str:
    """The accounts as the terminal shows them: a line each, aligned, the password above."""
    width = max(len(account.mail) for account in DEMO_ACCOUNTS)
    rows = (f"  {account.mail:{width}}  {account.label}: {account.hint}" for account in DEMO_ACCOUNTS)
    title = _("Accounts of the demo, password {password} each:").format(password=DEMO_PASSWORD)
    return "\n".join((str(title), *rows))
