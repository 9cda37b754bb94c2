"""Whatever an office does with its rounds in whatever order, the register answers as the paper would.

A machine takes steps, allowed ones and others, in the program and on paper (`round_model`, `round_lists`): both do them,
or both refuse and then not a row has changed. After each step both are laid side by side. ROUND_MACHINE_EXAMPLES and
ROUND_MACHINE_STEPS make it run longer.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from people.actions.pilots import PersonName
from people.errors import Refused
from people.models.audit_event import AuditEvent
from people.models.pilot import Pilot
from programmes.actions import answers, enrol_list, enrolment_steps
from programmes.actions.cohorts import CohortPlan, change_seats, move_cohort, plan_cohort
from programmes.actions.defer import defer
from programmes.actions.enrol import enrol_person
from programmes.actions.interests import say_interest
from programmes.actions.results import Outcome, record_results
from programmes.actions.undo_list import undo_list
from programmes.actions.waiting_list import lapse_offers, offer_free_seats, promote
from programmes.models.cohort import Cohort, CohortState
from programmes.models.curriculum import Curriculum, CurriculumModule, ModuleKind
from programmes.models.enrolment import Enrolment
from programmes.models.enrolment_import import EnrolmentImport
from programmes.models.interest import Interest
from programmes.models.module_result import ModuleResult, ResultKind
from programmes.rules.answers import Question
from tests.factories import TODAY, make_curriculum, make_department, make_pilot, make_user, modules_of
from tests.programmes.lists import a_list, everything_but_the_trail
from tests.programmes.round_lists import Paper
from tests.programmes.round_model import COMES_FROM, SEATED, No, Place, Round

EXAMPLES = int(os.environ.get("ROUND_MACHINE_EXAMPLES", "15"))
STEPS = int(os.environ.get("ROUND_MACHINE_STEPS", "30"))
# Ada is appointed already, Eva has an account, Gil and Hana come into the register with a list or an enrolment.
KNOWN, NEW = ("Ada", "Ben", "Cem", "Dua", "Eva"), ("Gil", "Hana")
PEOPLE = st.sampled_from((*KNOWN[1:], *NEW, "Ada"))
NEXT = {"proposed": "consent", "consented": "agreement", "agreed": "admit", "admitted": "start", "paused": "start"}
T = TypeVar("T")


def mail_of(person: str) -> str:
    return f"{person.lower()}@giessen.example"
