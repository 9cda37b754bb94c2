"""The whole demo register, in one transaction: a seed that is killed leaves nothing."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from people.actions.action import action
from people.models.department import Department
from programmes.management.demo.accounts import ADMIN, name_heads, open_accounts_of_others, open_demo_accounts
from programmes.management.demo.ceremonies import prepare_next_ceremony
from programmes.management.demo.curriculum import found_curriculum
from programmes.management.demo.departments import OFFICE, found_departments, reorganise
from programmes.management.demo.everyday import seed_everyday
from programmes.management.demo.history import seed_first_round
from programmes.management.demo.letter_text import prepare_next_text, release_letter_texts
from programmes.management.demo.people import Reception
from programmes.management.demo.present import seed_present_rounds
from programmes.management.demo.projects import tell_projects
from programmes.management.demo.rounds import Register
from programmes.management.demo.topics import add_topics


def is_seeded() -> bool:
    """Whether there is a register already; half a one cannot be."""
    return Department.objects.exists()


@action
def seed_register(today: date) -> None:
    """Make the demo register as of `today`, through the same actions a person at a screen would use."""
    register = found_register()
    name_heads(register.departments, register.accounts)
    open_accounts_of_others(register.departments, register.accounts)
    seed_first_round(register, today)
    reorganise(register.departments)
    seed_present_rounds(register, today)
    tell_projects(register, today)
    seed_everyday(register, today)
    prepare_next_ceremony(register, today)
    prepare_next_text(register.curriculum.programme, register.accounts[ADMIN], timezone.now())


def found_register() -> Register:
    """What is there before anybody is enrolled: departments, accounts, topics, curriculum, letter text."""
    departments = found_departments()
    accounts = open_demo_accounts(departments)
    topics = add_topics()
    curriculum, modules = found_curriculum(departments[OFFICE])
    release_letter_texts(curriculum.programme)
    return Register(departments, accounts, topics, curriculum, modules, Reception(departments, accounts))
