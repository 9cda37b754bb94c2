"""Let somebody into the register from the terminal: how the first admin comes in."""

from __future__ import annotations

from argparse import ArgumentParser
from smtplib import SMTPException
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from people.actions.invite import invite
from people.mail.invitation import mail_invitation
from people.models.department import Department
from people.models.role_grant import GRANTED_ROLES, Role


class Command(BaseCommand):
    """`manage.py invite MAIL --role admin`: opens the account if it is missing, grants the role, mails the link."""

    help = "Open an account, grant its roles, print and mail a link that sets the password once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("mail")
        parser.add_argument("--role", action="append", default=[], choices=[role.value for role in GRANTED_ROLES])
        parser.add_argument("--given-names", default="")
        parser.add_argument("--family-name", default="")
        parser.add_argument(
            "--department", metavar="NUMBER", help="the number of the department, as the register has it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["mail"])
        except ValidationError:
            raise CommandError(f"{options['mail']} is no e-mail address.") from None
        invitation = invite(
            options["mail"],
            roles=[Role(role) for role in options["role"]],
            by=None,
            today=timezone.localdate(),
            given_names=options["given_names"],
            family_name=options["family_name"],
            department=self._department(options["department"]),
        )
        verb = "opened" if invitation.is_new else "existed already"
        self.stdout.write(f"Account {invitation.user.email} {verb}. This link sets its password, once:")
        self.stdout.write(invitation.link)
        try:
            mail_invitation(invitation.user, invitation.link)
        except (OSError, SMTPException) as failure:
            self.stderr.write(f"The mail could not be sent ({failure}): please pass the link on yourself.")
        else:
            self.stdout.write("It was sent by mail, too.")

    def _department(self, number: str | None) -> Department | None:
        if not number:
            return None
        found = Department.objects.valid_on(timezone.localdate()).filter(number=number).first()
        if found is None:
            raise CommandError(f"No department has the number {number} today.")
        return found
