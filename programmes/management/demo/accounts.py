"""Who signs in to the demo: the ten accounts of its sign-in page, heads of department, employees in no round."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from people.actions.accounts import grant_role, open_account, read_privacy_notice
from people.actions.departments import appoint_head
from people.demo import DEMO_PASSWORD
from people.models.department import Department
from people.models.role_grant import Role
from people.models.user import User
from programmes.management.demo.departments import IT, OFFICE, OLD_IT, ROADS, TRAFFIC
from programmes.management.demo.people import mail_of
from programmes.management.demo.pilots import FIRST_ROUND
from programmes.management.demo.trainees import IN_NO_ROUND, LACKS_D2, TRAINEE

SINCE = date(2022, 9, 1)
ADMIN, HEAD = "admin@demo.example", "head@demo.example"
FIRST_COORDINATOR, COORDINATOR = "coordinator2@demo.example", "coordinator@demo.example"
TRAINER = "trainer@demo.example"
MAYORS_OFFICE = "office@demo.example"


class Account(NamedTuple):
    """A demo account: its owner, where they work, and the role granted, if one is."""

    mail: str
    given_names: str
    family_name: str
    department: str
    role: Role | None = None


ACCOUNTS = (
    Account(ADMIN, "Ada", "Beispiel", "Haupt- und Personalamt", Role.ADMIN),
    Account(FIRST_COORDINATOR, "Deniz", "Vorlage", OFFICE, Role.COORDINATOR),
    Account(COORDINATOR, "Carla", "Muster", OFFICE, Role.COORDINATOR),
    Account(TRAINER, "Theo", "Probe", IT, Role.TRAINER),
    Account(MAYORS_OFFICE, "Olga", "Muster", "Büro des Oberbürgermeisters", Role.MAYORS_OFFICE),
    Account("dpo@demo.example", "Pia", "Probe", "Rechtsamt", Role.DPO),
    Account(HEAD, "Renate", "Exempel", "Jugendamt"),
    Account("staff@demo.example", "Toni", "Testmann", "Jugendamt"),
    Account("pilot@demo.example", FIRST_ROUND[0].name.given_names, FIRST_ROUND[0].name.family_name, "Jugendamt"),
    Account(TRAINEE, LACKS_D2.name.given_names, LACKS_D2.name.family_name, LACKS_D2.department),
)
DEPUTY_OF_YOUTH = ("Karsten", "Exempelvertretung")
# Who leads which departments, and who deputises where somebody does.
HEADS = (
    (("Ludger", "Musterleitung"), ("Elfi", "Mustervertretung"), ("Amt für soziale Angelegenheiten",)),
    (("Meryem", "Musterleitung"), None, (IT, OLD_IT)),
    (("Birgit", "Probeleitung"), None, ("Gartenamt",)),
    (("Jörg", "Probeleitung"), ("Şirin", "Probevertretung"), ("Haupt- und Personalamt",)),
    (("Zoë", "Exempelleitung"), None, ("Kulturamt",)),
    (("Günther", "Exempelleitung"), ("Ottilie", "Exempelvertretung"), ("Kämmerei",)),
    (("Sønke", "Beispielleitung"), ("Wanda", "Beispielvertretung"), ("Ordnungsamt",)),
    (("Aneta", "Beispielleitung"), None, ("Schulverwaltungsamt",)),
    (("Mehmet", "Testleitung"), None, (ROADS, TRAFFIC)),
)


def open_demo_accounts(departments: Mapping[str, Department]) -> dict[str, User]:
    """The accounts of the demo's sign-in page by their address, notice read and roles granted."""
    accounts: dict[str, User] = {}
    for mail, given_names, family_name, department, role in ACCOUNTS:
        accounts[mail] = open_account(
            mail,
            given_names=given_names,
            family_name=family_name,
            department=departments[department],
            password=DEMO_PASSWORD,
            by=accounts.get(ADMIN),
        )
        # The role comes first: what an account does next is recorded under it.
        if role is not None:
            grant_role(accounts[mail], role, by=accounts.get(ADMIN) if role != Role.ADMIN else None, today=SINCE)
        read_privacy_notice(accounts[mail])
    return accounts


def name_heads(departments: Mapping[str, Department], accounts: Mapping[str, User]) -> None:
    """Give departments their heads and some of them a deputy; the others have none named yet."""
    admin = accounts[ADMIN]

    def employee(name: tuple[str, str], department: str) -> User:
        given_names, family_name = name
        return open_account(
            mail_of(given_names, family_name),
            given_names=given_names,
            family_name=family_name,
            department=departments[department],
            by=admin,
        )

    youth = departments["Jugendamt"]
    appoint_head(youth, head=accounts[HEAD], deputy=employee(DEPUTY_OF_YOUTH, youth.name), by=admin)
    for head_name, deputy_name, led in HEADS:
        head = employee(head_name, led[0])
        deputy = employee(deputy_name, led[0]) if deputy_name else None
        for department in led:
            appoint_head(departments[department], head=head, deputy=deputy, by=admin)


def open_accounts_of_others(departments: Mapping[str, Department], accounts: Mapping[str, User]) -> None:
    """Accounts of employees who are in no round; only a link could set their password."""
    for person in IN_NO_ROUND:
        open_account(
            person.mail,
            given_names=person.name.given_names,
            family_name=person.name.family_name,
            department=departments[person.department],
            by=accounts[ADMIN],
        )
