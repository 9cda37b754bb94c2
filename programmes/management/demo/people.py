"""How the demo describes somebody, and how that person enters the register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import count

from people.actions.accounts import open_account
from people.actions.pilots import PersonName, enter_pilot
from people.models.department import Department
from people.models.pilot import FormOfAddress, Pilot
from people.models.role_name import RoleForm
from people.models.user import User
from people.rules.folding import name_sort_key
from people.rules.own_profile import Told

ADDRESS = {"ms": FormOfAddress.MS, "mr": FormOfAddress.MR, "": FormOfAddress.NEUTRAL}
ROLE = {"ms": RoleForm.FEMININE, "mr": RoleForm.MASCULINE, "": RoleForm.NEUTRAL}


NOTHING_TOLD = Told()


@dataclass(frozen=True)
class Person:
    """Somebody invented: the name, the department as it was called then, and what they tell about themselves."""

    name: PersonName
    department: str
    # The department an account belongs to today, where that is another one; "-" for somebody without an account.
    today_in: str = ""
    account: str = ""
    topics: tuple[str, ...] = ()
    told: Told = NOTHING_TOLD
    keeps_to_themselves: bool = False
    named_to_the_press: bool = True

    @property
    def mail(self) -> str:
        return mail_of(self.name.given_names, self.name.family_name)


def mail_of(given_names: str, family_name: str) -> str:
    """The official address, made of the first given name and the family name."""
    family, given = name_sort_key(family_name, given_names.split(maxsplit=1)[0]).split()
    return f"{given}.{family}@giessen.example"


def person(given_names: str, family_name: str, address: str, department: str, today_in: str = "") -> Person:
    """Somebody with a plain name; address is "ms", "mr" or "" and the form of the role follows it."""
    name = PersonName(family_name, given_names, form_of_address=ADDRESS[address], role_form=ROLE[address])
    return Person(name, department, today_in)


class Reception:
    """Lets people in: opens their accounts and enters them, each with a phone number that nobody in Gießen has."""

    def __init__(self, departments: dict[str, Department], accounts: dict[str, User]) -> None:
        self.departments, self.accounts = departments, accounts
        self._numbers = count(101)

    def enter(self, person: Person, *, by: User, on: date) -> Pilot:
        """Enter `person` as of the day `on`, with an account unless the person goes without."""
        number = next(self._numbers)
        return enter_pilot(
            person.name,
            person.mail,
            self.departments[person.department],
            user=self._account(person, by),
            phone=f"0641 306-0{number}",
            room=f"{number // 100}.{number % 100:02}",
            by=by,
            today=on,
        )

    def _account(self, person: Person, by: User) -> User | None:
        if person.today_in == "-":
            return None
        if person.account:
            return self.accounts[person.account]
        return open_account(
            person.mail,
            given_names=person.name.given_names,
            family_name=person.name.family_name,
            department=self.departments[person.today_in or person.department],
            by=by,
        )
